"""What samples would say, beside the exact figures: against samples one by one."""

import numpy as np
import pytest

from sunlight.assessment.sampled import sampled_assessment
from sunlight.durations.sampling import SampleCounting, Sampling
from sunlight.report.document import result_document
from sunlight.report.sampled import sampled_table


def counted_by_hand(segments, step, *, band=(480.0, 960.0), shortest=5.0):
    """Minutes of a window by looking at every sample, from sample to sample."""
    total, run = 0.0, []
    for k in range(round((band[1] - band[0]) / step) + 1):
        t = band[0] + k * step
        if any(a <= t <= b for a, b in segments):
            run.append(t)
            continue
        if run and run[-1] - run[0] >= shortest:
            total += run[-1] - run[0]
        run = []
    if run and run[-1] - run[0] >= shortest:
        total += run[-1] - run[0]
    return total


@pytest.mark.parametrize("step", [1.0, 5.0])
def test_minutes_are_those_of_single_samples(estate, step):
    found = sampled_assessment(estate, Sampling(step=step))

    compared = 0
    for state in ("before", "after"):
        exact = getattr(estate.windows, f"minutes_{state}")
        ours = getattr(found.windows, f"minutes_{state}")
        full = getattr(estate.windows, f"full_{state}")
        for i in range(len(exact)):
            if np.isnan(exact[i]):
                assert np.isnan(ours[i])
                continue
            assert counted_by_hand(full[i].tolist(), step) == pytest.approx(ours[i])
            compared += 1
    assert compared > 20


def test_what_turns_is_judged_by_the_same_rules(estate):
    found = sampled_assessment(
        estate, Sampling(step=60.0, counting=SampleCounting.EACH)
    )

    assert found.turns
    for turn in found.turns:
        assert turn.exact.unit == turn.sampled.unit
        assert turn.exact.outcome is not turn.sampled.outcome
    assert estate.windows.minutes_after is not found.windows.minutes_after


def test_a_fine_step_turns_nothing(estate):
    found = sampled_assessment(estate, Sampling(step=1 / 60))

    assert () == found.turns
    assert np.nanmax(np.abs(found.difference(estate.windows))) < 0.2


def test_other_days_are_sampled_in_their_own_band(uses):
    found = sampled_assessment(uses, Sampling(step=1.0, counting=SampleCounting.EACH))

    for index, run in enumerate(uses.runs):
        rows = np.flatnonzero(uses.windows.run == index)
        minutes = found.windows.minutes_after[rows]
        band = run.path.band
        assert np.nanmax(minutes, initial=0.0) <= band[1] - band[0] + 1.0


def test_the_document_tells_what_turns(estate):
    sampled = sampled_assessment(
        estate, Sampling(step=60.0, counting=SampleCounting.EACH)
    )

    told = result_document(estate, sampled=sampled).sampled

    assert "sampled:60min:each" == told.sampling
    assert len(sampled.turns) == len(told.turned)
    assert told.greatest_difference >= 1.0
    assert result_document(estate).sampled is None


def test_the_table_has_exact_and_sampled_side_by_side(estate):
    sampled = sampled_assessment(estate, Sampling(step=5.0))

    table = sampled_table(estate, sampled)

    assert len(estate.project.windows) == table.num_rows
    difference = table["sampled_difference_after"].to_numpy(zero_copy_only=False)
    np.testing.assert_allclose(
        difference,
        table["sampled_after"].to_numpy(zero_copy_only=False)
        - table["minutes_after"].to_numpy(zero_copy_only=False),
    )
