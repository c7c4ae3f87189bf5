"""The same project as a program that samples the day would print it (采样对照).

Only the minutes differ: they follow from the exact intervals through the samples of
such a program. Verdicts on them are for comparison; ours stay exact.
"""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from sunlight.assessment.judging.judged import judged
from sunlight.assessment.measuring.measure import merged_intervals, spread_intervals
from sunlight.assessment.measuring.records import WindowResults
from sunlight.assessment.records import Assessment
from sunlight.assessment.scoping.loop import FoundScope
from sunlight.durations import counted_intervals
from sunlight.durations.sampling import Sampling, sampled_intervals
from sunlight.intervals import Intervals, total
from sunlight.rules import CountingUnit, Outcome, Verdict

__all__ = ["SampledAssessment", "SampledTurn", "sampled_assessment"]


@dataclass(frozen=True, slots=True, kw_only=True)
class SampledTurn:
    """A unit whose outcome the samples turn (采样翻转的单元).

    Parameters
    ----------
    counted_as : CountingUnit
        Household, room or building.
    exact, sampled : Verdict
        Verdict on the exact minutes, and on those of the samples.
    """

    counted_as: CountingUnit
    exact: Verdict
    sampled: Verdict

    @property
    def harms(self) -> bool:
        """The samples hide that it fails."""
        return self.exact.outcome is Outcome.FAIL


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class SampledAssessment:
    """What a program that samples would print (采样对照结果).

    Parameters
    ----------
    sampling : Sampling
        Step and counting.
    windows : WindowResults
        Results with the minutes and segments of the samples; who shades is exact.
    turns : tuple of SampledTurn
        Units whose outcome differs, households first.
    """

    sampling: Sampling
    windows: WindowResults
    turns: tuple[SampledTurn, ...]

    def difference(self, exact: WindowResults) -> NDArray[np.float64]:
        """Minutes after by samples less exact ones; NaN where not measured. [min]

        Parameters
        ----------
        exact : WindowResults
            Those of the assessment.
        """  # noqa: D400
        return self.windows.minutes_after - exact.minutes_after


def sampled_assessment(assessment: Assessment, sampling: Sampling) -> SampledAssessment:
    """Minutes and verdicts as a program that samples the day has them (采样对照).

    The declination, the sill points and everything else stay as they are. The scope is
    that of the assessment.

    Parameters
    ----------
    assessment : Assessment
        The exact one.
    sampling : Sampling
        Step and counting.

    Returns
    -------
    SampledAssessment
        For comparison, never the basis of a conclusion.
    """
    exact = assessment.windows
    before = _sampled(assessment, exact.full_before, sampling)
    same = exact.full_after is exact.full_before
    after = before if same else _sampled(assessment, exact.full_after, sampling)
    windows = replace(
        exact,
        full_before=before[0],
        full_after=after[0],
        counted_before=before[1],
        counted_after=after[1],
        minutes_before=np.where(
            np.isnan(exact.minutes_before), np.nan, total(before[1])
        ),
        minutes_after=np.where(np.isnan(exact.minutes_after), np.nan, total(after[1])),
    )
    found = judged(
        assessment.project,
        windows,
        assessment.grounds,
        assessment.rules,
        owners=assessment.owners,
        known=FoundScope(scope=assessment.scope, findings=()),
    )
    pairs = zip(assessment.judged_verdicts, found.verdicts, strict=True)
    return SampledAssessment(
        sampling=sampling,
        windows=windows,
        turns=tuple(
            SampledTurn(counted_as=kind, exact=ours, sampled=theirs)
            for (kind, ours), (_, theirs) in pairs
            if ours.outcome is not theirs.outcome
        ),
    )


def _sampled(
    assessment: Assessment, full: Intervals, sampling: Sampling
) -> tuple[Intervals, Intervals]:
    """Full-window runs of samples of all windows, and those that count."""
    every: list[Intervals] = []
    counted: list[Intervals] = []
    for run in assessment.runs:
        rows = np.zeros(len(full), dtype=np.int64)
        rows[run.windows] = np.arange(1, len(run.windows) + 1)
        found = sampled_intervals(full.take(run.windows), sampling, band=run.path.band)
        kept = counted_intervals(
            found,
            shortest=run.conditions.shortest_segment,
            segments=run.conditions.segments,
        )
        every.append(spread_intervals(found, rows))
        counted.append(spread_intervals(kept, rows))
    return merged_intervals(every), merged_intervals(counted)
