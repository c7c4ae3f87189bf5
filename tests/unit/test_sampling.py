"""What a program that samples prints: against samples taken one by one."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sunlight.durations.sampling import (
    SampleCounting,
    Sampling,
    sampled_intervals,
    sampling_from_text,
    sampling_text,
)
from sunlight.errors import InputError
from sunlight.intervals import Intervals

BAND = (480.0, 960.0)


def naive(rows, step, counting):
    """Minute totals by looking at each sample in turn."""
    half = 0.5 * step if counting is SampleCounting.MIDDLE else 0.0
    samples = np.arange(BAND[0] + half, BAND[1] + 1e-6, step)
    totals = []
    for row in rows:
        lit = [any(a - 1e-9 <= t <= b + 1e-9 for a, b in row) for t in samples]
        total, run = 0.0, []
        for t, on in [*zip(samples, lit, strict=True), (0.0, False)]:
            if on:
                run.append(t)
                continue
            if run:
                if counting is SampleCounting.SPAN:
                    total += run[-1] - run[0]
                elif counting is SampleCounting.AFTER:
                    total += sum(min(t + step, BAND[1]) - t for t in run)
                else:
                    total += step * len(run)
            run = []
        totals.append(total)
    return totals


def lengths(found):
    return [float((row[:, 1] - row[:, 0]).sum()) for row in found]


limits = st.lists(
    st.floats(480.0, 960.0, allow_nan=False), min_size=0, max_size=8, unique=True
).map(lambda v: [tuple(p) for p in np.sort(v)[: len(v) // 2 * 2].reshape(-1, 2)])


@settings(max_examples=150, deadline=None)
@given(
    rows=st.lists(limits, min_size=1, max_size=4),
    step=st.sampled_from([0.5, 1.0, 4.0, 5.0, 6.0]),
    counting=st.sampled_from(list(SampleCounting)),
)
def test_totals_are_those_of_single_samples(rows, step, counting):
    found = sampled_intervals(
        Intervals.from_rows(rows), Sampling(step=step, counting=counting), band=BAND
    )

    np.testing.assert_allclose(
        lengths(found), naive(rows, step, counting), rtol=0, atol=1e-6
    )


@pytest.mark.parametrize(
    ("counting", "minutes"),
    [("span", 480.0), ("after", 480.0), ("each", 485.0), ("middle", 480.0)],
)
def test_a_whole_band_sampled_every_five_minutes(counting, minutes):
    lit = Intervals.full(1, BAND)

    found = sampled_intervals(
        lit, Sampling(step=5.0, counting=SampleCounting(counting)), band=BAND
    )

    assert [minutes] == lengths(found)


def test_a_gap_between_two_samples_is_not_seen():
    lit = Intervals.from_rows([[(600.0, 601.2), (601.8, 605.0)]])

    found = sampled_intervals(lit, Sampling(step=1.0), band=BAND)

    assert [[600.0, 605.0]] == found[0].tolist()


@pytest.mark.parametrize("counting", list(SampleCounting))
def test_totals_converge_to_the_exact_ones(counting):
    rows = [[(500.123, 640.777), (700.5, 812.25)], []]
    lit = Intervals.from_rows(rows)

    found = sampled_intervals(lit, Sampling(step=1 / 60, counting=counting), band=BAND)

    np.testing.assert_allclose(
        lengths(found), [140.654 + 111.75, 0.0], rtol=0, atol=4 / 60
    )


@pytest.mark.parametrize(
    ("text", "step", "counting"),
    [
        ("sampled:1min", 1.0, "span"),
        ("sampled:30s:each", 0.5, "each"),
        ("sampled:0.5min:middle", 0.5, "middle"),
    ],
)
def test_texts_are_read_and_written(text, step, counting):
    found = sampling_from_text(text)

    assert (step, counting) == (found.step, found.counting.value)
    assert found == sampling_from_text(sampling_text(found))


@pytest.mark.parametrize(
    "text", ["", "1min", "sampled:0min", "sampled:2h", "sampled:1min:half"]
)
def test_other_texts_are_refused(text):
    with pytest.raises(InputError, match=r"samp|step"):
        sampling_from_text(text)


def test_an_empty_band_is_refused():
    with pytest.raises(InputError, match="band"):
        sampled_intervals(Intervals.empty(1), Sampling(step=1.0), band=(960.0, 480.0))
