"""Findings on totals and segments (合计与时段的意见)."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

from sunlight.assessment import Assessment
from sunlight.review.formal.found import (
    EVIDENCE_AT_MOST,
    Wrong,
    finding,
    minutes_text,
    worst,
)
from sunlight.review.formal.rows import Rows
from sunlight.review.formal.sums import Limits, RowSums, counted_limits, row_sums
from sunlight.review.records.findings import Grade, ReviewFinding, ReviewPart
from sunlight.review.records.submission import STATES, Submission

__all__ = ["sum_findings"]

_DIFFERS: Final = Wrong(
    code="REVIEW-SUM-DIFFERS",
    grade=Grade.ANSWER,
    clause="规程二(五)、规程七(二)",
    en="{count} printed totals are not the sum of their own segments, beyond a minute "
    "a segment for rounding; {example}{turning}{stepped}",
    zh="{count} 个合计时数与本行所列时段之和不符，已容许每段 1 分钟的取整误差；"
    "{example}{turning}{stepped}",
    ask_en="Say how each of these totals was found, and correct it or its segments.",
    ask_zh="请说明上述合计的由来，并更正合计或时段。",
    part=ReviewPart.RESULTS,
)
_SHORT: Final = Wrong(
    code="REVIEW-SHORT-SEGMENTS-COUNTED",
    grade=Grade.WRONG,
    clause="规程六(三)",
    en="{count} printed totals are reached only with segments that are too short to "
    "count (under {shortest} min); {example}",
    zh="{count} 个合计时数计入了不足 {shortest} 分钟、不应计入的时段；{example}",
    ask_en="Leave these segments out and judge anew.",
    ask_zh="请剔除上述时段后重新合计、评定。",
    part=ReviewPart.RESULTS,
)
_MANY: Final = Wrong(
    code="REVIEW-TOO-MANY-SEGMENTS",
    grade=Grade.WRONG,
    clause="规程六(三)",
    en="{count} printed totals count more than the longest segments that the rules "
    "allow; {example}",
    zh="{count} 个合计时数计入的时段多于规则允许的最长若干段；{example}",
    ask_en="Count the longest segments only and judge anew.",
    ask_zh="请只计最长的若干段后重新合计、评定。",
    part=ReviewPart.RESULTS,
)
_IMPOSSIBLE: Final = Wrong(
    code="REVIEW-SEGMENTS-IMPOSSIBLE",
    grade=Grade.ANSWER,
    clause="规程二(五)",
    en="{count} rows have segments that end before they begin or overlap by more than "
    "a minute; {example}",
    zh="{count} 行的时段起止颠倒，或相互重叠超过 1 分钟；{example}",
    ask_en="Correct these segments.",
    ask_zh="请更正上述时段。",
    part=ReviewPart.RESULTS,
)
_OUTSIDE: Final = Wrong(
    code="REVIEW-SEGMENTS-OUTSIDE-BAND",
    grade=Grade.NOTE,
    clause="规程四(一)1、规程六(三)",
    en="{count} rows have segments outside the band of {band}{counted}; {example}",
    zh="{count} 行的时段超出有效时间带 {band}{counted}；{example}",
    ask_en="Say in which clock the segments are; count sun inside the band only.",
    ask_zh="请说明时段所用的时制；有效时间带以外的日照不得计入。",
    part=ReviewPart.RESULTS,
)
_TOO_LONG: Final = Wrong(
    code="REVIEW-TOTAL-EXCEEDS-BAND",
    grade=Grade.WRONG,
    clause="规程二(五)、规程七(二)",
    en="{count} printed totals are longer than the counted band itself; {example}",
    zh="{count} 个合计时数大于有效时间带的全长；{example}",
    ask_en="Correct these totals; say how samples were turned into minutes.",
    ask_zh="请更正上述合计，并说明采样结果换算为时数的方法。",
    part=ReviewPart.RESULTS,
)

_STATE_ZH: Final = {"before": "建设前", "after": "建设后"}

Marked = tuple[RowSums, NDArray[np.bool_]]
"""Sums of a state and the rows that are meant."""


def sum_findings(
    submission: Submission, rows: Rows, assessment: Assessment
) -> tuple[ReviewFinding, ...]:
    """What is wrong with printed totals and segments (合计与时段的意见).

    Parameters
    ----------
    submission : Submission
        What was handed in.
    rows : Rows
        Rows of its windows.
    assessment : Assessment
        Our own, for the rules.

    Returns
    -------
    tuple of ReviewFinding
        One a code.

    Notes
    -----
    Source: 规程二(五), 规程六(三), 规程七(二).
    """
    if not len(rows):
        return ()
    limits = counted_limits(rows, submission.declaration, assessment)
    sums = tuple(row_sums(submission, rows, limits, state) for state in STATES)
    told = _Teller(submission, rows, assessment)
    found = (
        _differs(told, sums),
        told.finding(
            _SHORT,
            [(s, s.short_counted) for s in sums],
            shortest=minutes_text(float(limits.shortest.max())),
        ),
        told.finding(_MANY, [(s, s.too_many) for s in sums]),
        _impossible(told, sums),
        _outside(told, sums, limits),
        _too_long(told, sums, limits),
    )
    return tuple(f for f in found if f is not None)


class _Teller:
    """Puts rows of both states into one finding."""

    def __init__(
        self, submission: Submission, rows: Rows, assessment: Assessment
    ) -> None:
        self.submission = submission
        self.rows = rows
        self.rules = assessment.rules

    def finding(
        self,
        wrong: Wrong,
        marked: Sequence[Marked],
        *,
        derived: Callable[[RowSums], NDArray[np.float64]] = lambda s: s.summed,
        **words: str,
    ) -> ReviewFinding | None:
        """Finding on the rows that are marked, None where none is."""
        places = [
            (sums, row, abs(float(sums.total[row] - derived(sums)[row])))
            for sums, mask in marked
            for row in np.flatnonzero(mask)
        ]
        if not places:
            return None
        sizes = np.nan_to_num(np.array([size for *_, size in places]))
        chosen = [places[i] for i in worst(sizes, EVIDENCE_AT_MOST)]
        evidence = [
            self.rows.evidence(
                int(row),
                state=sums.state,
                submitted=float(sums.total[row]),
                recomputed=float(derived(sums)[row]),
                submitted_text=self._segments(sums.state, int(row)),
            )
            for sums, row, _ in chosen
        ]
        first, row, _ = chosen[0]
        return finding(
            self.rules,
            wrong,
            evidence=evidence,
            count=len(places),
            elements=[str(self.rows.element[r]) for _, r, _ in places],
            example_zh=self._example(first, int(row), derived(first)[row], "zh"),
            example_en=self._example(first, int(row), derived(first)[row], "en"),
            **words,
        )

    def _segments(self, state: str, row: int) -> str:
        """Segments of a row as clock times."""
        pieces = self.submission.windows.segments(state).row(row)
        told = [f"{_clock(a)}~{_clock(b)}" for a, b in pieces[:6]]
        return " ".join(told) + (" …" if len(pieces) > len(told) else "")

    def _example(self, sums: RowSums, row: int, derived: float, lang: str) -> str:
        """The worst row in words."""
        name = self.rows.name(row)
        total, other = minutes_text(float(sums.total[row])), minutes_text(derived)
        if lang == "zh":
            return (
                f"如 {name}（{_STATE_ZH[sums.state]}）合计 {total} 分钟，"
                f"按所列时段应为 {other} 分钟"
            )
        return (
            f"such as {name} ({sums.state}): total {total} min, by its segments "
            f"{other} min"
        )


def _clock(minutes: float) -> str:
    """Minutes as a time of day."""
    whole = round(minutes)
    return f"{whole // 60:02d}:{whole % 60:02d}"


def _differs(told: _Teller, sums: Sequence[RowSums]) -> ReviewFinding | None:
    """Totals that are not their sums; WRONG where the standard is reached by them."""
    turning, stepped, graver = 0, 0, _DIFFERS
    for state in sums:
        standard = told.rows.standard
        reached = (state.total >= standard) != (state.summed >= standard)
        turning += int((state.differs & reached & ~np.isnan(standard)).sum())
        stepped += int((state.differs & state.stepped).sum())
    if turning:
        graver = replace(_DIFFERS, grade=Grade.WRONG)
    return told.finding(
        graver,
        [(s, s.differs) for s in sums],
        turning_zh=f"；其中 {turning} 个因此改变达标与否" if turning else "",
        turning_en=f"; {turning} of them reach or miss the standard by it"
        if turning
        else "",
        stepped_zh=f"；其中 {stepped} 个多出的分钟与每段多计一个时间步长相符"
        if stepped
        else "",
        stepped_en=f"; the surplus of {stepped} is consistent with counting one more "
        "time step in each segment"
        if stepped
        else "",
    )


def _impossible(told: _Teller, sums: Sequence[RowSums]) -> ReviewFinding | None:
    """Segments that run backwards or overlap."""
    return told.finding(_IMPOSSIBLE, [(s, s.reversed_ | s.overlapping) for s in sums])


def _outside(
    told: _Teller, sums: Sequence[RowSums], limits: Limits
) -> ReviewFinding | None:
    """Segments outside the band, graver where they are counted."""
    counted = sum(int(s.outside_counted.sum()) for s in sums)
    declaration = told.submission.declaration
    known = limits.declared or declaration.time_basis is not None
    wrong = _OUTSIDE
    if counted:
        wrong = replace(_OUTSIDE, grade=Grade.WRONG if known else Grade.ANSWER)
    row = next((r for s in sums for r in np.flatnonzero(s.outside)), 0)
    band = f"{_clock(_number(limits.band_start[row]))}~"
    band += _clock(_number(limits.band_end[row]))
    return told.finding(
        wrong,
        [(s, s.outside) for s in sums],
        derived=lambda s: s.clipped,
        band=band,
        counted_zh=f"，其中 {counted} 行计入了带外的日照" if counted else "",
        counted_en=f", and {counted} totals count sun outside it" if counted else "",
    )


def _too_long(
    told: _Teller, sums: Sequence[RowSums], limits: Limits
) -> ReviewFinding | None:
    """Totals longer than the band."""
    return told.finding(
        _TOO_LONG,
        [(s, s.too_long) for s in sums],
        derived=lambda _: limits.length,
    )


def _number(value: float) -> float:
    """Figure, 0 where it is not known."""
    return 0.0 if np.isnan(value) else float(value)
