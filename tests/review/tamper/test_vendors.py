"""The made-up reports are what they are meant to be, before anybody reviews them."""

import numpy as np
import pytest
from vendors.figures import figures_of
from vendors.report import judged
from vendors.sampler import Style, minutes_printed, segments_printed
from vendors.times import clock_text, duration_words, hours_minutes

from sunlight.durations.sampling import SampleCounting, Sampling, sampled_intervals
from tamper.world import estate


@pytest.fixture(scope="module")
def world():
    return estate()


@pytest.mark.parametrize("step", [1.0, 0.5, 5.0])
@pytest.mark.parametrize("counting", list(SampleCounting))
def test_the_plain_loop_and_the_package_sample_alike(world, step, counting):
    lit = world.assessment.windows.full_after
    band = (480.0, 960.0)
    found = sampled_intervals(lit, Sampling(step=step, counting=counting), band=band)
    style = Style(step=step, counting=counting.value, shortest=0.0)

    for row, exact in enumerate(figures_of(world.assessment).after):
        mine = np.array(segments_printed(exact, band, style)).reshape(-1, 2)
        np.testing.assert_allclose(mine, found[row])


def test_printed_minutes_are_near_the_exact_ones(world):
    exact = {
        str(id): minutes
        for id, minutes in zip(
            world.project.windows.id,
            world.assessment.windows.minutes_after,
            strict=True,
        )
    }
    gaps = [exact[row.window] - row.after for row in world.report().windows]

    # a span loses up to a minute a segment; four segments, one near 5 min dropped
    assert min(gaps) >= 0.0
    assert max(gaps) < 8.0
    assert len(gaps) == 326


def test_windows_are_numbered_from_one_in_each_storey(world):
    for order in ("left_to_right", "clockwise"):
        rows = world.report(order=order).windows
        first = [r for r in rows if (r.building, r.floor) == ("A1", 1)]

        assert [r.label for r in first] == [str(k) for k in range(1, 9)]


def test_clockwise_begins_at_the_west_end_of_the_north_facade(world):
    rows = world.report(order="clockwise").windows
    first = [r.window for r in rows if (r.building, r.floor) == ("A1", 1)]

    # on the north façade, seen from outside, N02 stands west of N01
    assert first[:3] == ["A1-1-N02", "A1-1-N01", "A1-1-S06"]
    assert first[-1] == "A1-1-S01"


@pytest.mark.parametrize(
    ("before", "after", "word"),
    [
        (None, 120, "满足"),
        (None, 119, "不满足"),
        (120, 120, "满足"),
        (120, 119, "不满足"),
        (119, 120, "满足"),
        (100, 97, "不影响"),
        (100, 96, "影响"),
        (100, 104, "影响"),
    ],
)
def test_households_are_judged_by_the_letter(before, after, word):
    assert judged(before, after) == word


def test_words_of_times():
    style = Style()

    assert clock_text(487.4, style) == "08:07"
    assert hours_minutes(112) == "1:52"
    assert duration_words(112) == "1小时52分"
    assert duration_words(120) == "2小时"
    assert duration_words(0) == "0分"
    assert minutes_printed(119.5, "nearest") == 120
    assert minutes_printed(119.99, "floor") == 119
