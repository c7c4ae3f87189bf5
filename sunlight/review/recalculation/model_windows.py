"""Windows of the model handed in against ours (窗比对)."""

from collections.abc import Callable
from typing import Final

import numpy as np
from numpy.typing import NDArray

from sunlight.model.tables import BALCONY_KINDS, WINDOW_KINDS
from sunlight.review.recalculation.evidence import EVIDENCE_AT_MOST
from sunlight.review.recalculation.pairing import ModelPair, drawn_points
from sunlight.review.recalculation.told import names_en, names_zh, signed
from sunlight.review.records.findings import (
    Evidence,
    Grade,
    ReviewFinding,
    ReviewPart,
)

__all__ = ["window_findings"]

CLAUSE: Final = "办法六(三)1"
SAME_LENGTH: Final = 0.005
"""Lengths nearer than this are the same. [m]"""
SAME_PLACE: Final = 0.05
"""Windows are drawn on a wall to within this. [m]"""


def window_findings(pair: ModelPair) -> tuple[ReviewFinding, ...]:
    """Windows missing and extra, their levels, sills, widths, places, kinds (窗).

    Parameters
    ----------
    pair : ModelPair
        Both models.

    Returns
    -------
    tuple of ReviewFinding
        Part ``MODEL``.

    Notes
    -----
    Source: 办法六(三)1; 规程六(一).
    """
    ours, theirs = pair.ours.windows, pair.theirs.windows
    here = np.flatnonzero(pair.window >= 0)
    there = pair.window[here]
    place = drawn_points((ours.left + ours.right) / 2.0, pair.ours.site)[here]
    other = drawn_points((theirs.left + theirs.right) / 2.0, pair.theirs.site)[there]
    moved = np.hypot(*(other + np.array(pair.shift) - place).T)
    zero = np.array([b.zero_level for b in pair.ours.buildings] or [np.nan])
    other_zero = np.array([b.zero_level for b in pair.theirs.buildings] or [np.nan])
    level = zero[ours.building[here]] + ours.floor_level[here]
    other_level = other_zero[theirs.building[there]] + theirs.floor_level[there]
    relative = theirs.floor_level[there] - ours.floor_level[here]

    def told(
        code: str,
        what: tuple[str, str],
        question: tuple[str, str],
        submitted: NDArray[np.float64],
        recomputed: NDArray[np.float64],
        *,
        least: float = SAME_LENGTH,
        clause: str = CLAUSE,
        differs: NDArray[np.bool_] | None = None,
    ) -> tuple[ReviewFinding, ...]:
        change = submitted - recomputed
        blank = np.isnan(submitted) != np.isnan(recomputed)
        found = (np.abs(change) > least) | blank if differs is None else differs
        return _lengths(
            pair, here[found], submitted[found], recomputed[found], code, what,
            question, clause,
        )  # fmt: skip

    lifted = np.abs(np.where(np.isnan(relative), 0.0, relative)) > SAME_LENGTH
    lifted |= np.isnan(theirs.floor_level[there]) != np.isnan(ours.floor_level[here])
    return (
        *_counts(pair),
        *told(
            "REVIEW-MODEL-FLOOR-LEVEL",
            ("楼面标高", "the floor level"),
            ("请更正各层标高。", "Correct the floor levels."),
            other_level,
            level,
            clause=f"{CLAUSE}、规程六(一)",
            differs=lifted,
        ),
        *told(
            "REVIEW-MODEL-SILL",
            ("窗台高", "the sill height"),
            ("请按图纸更正窗台高。", "Correct the sill heights by the drawings."),
            theirs.sill_height[there],
            ours.sill_height[here],
            clause=f"{CLAUSE}、规程六(一)",
        ),
        *told(
            "REVIEW-MODEL-WINDOW-WIDTH",
            ("窗宽", "the width of windows"),
            ("请按图纸更正窗宽。", "Correct the widths by the drawings."),
            theirs.width[there],
            ours.width[here],
            clause=f"{CLAUSE}、规程六(一)",
        ),
        *told(
            "REVIEW-MODEL-WINDOW-PLACE",
            ("窗的平面位置", "the place of windows"),
            ("请按图纸更正窗位。", "Correct the places by the drawings."),
            moved,
            np.zeros(len(moved)),
            least=max(SAME_PLACE, pair.ours.survey.plan or 0.0),
        ),
        *_kinds(pair, here, there),
    )


def _by_building(pair: ModelPair, rows: NDArray[np.int64]) -> dict[str, int]:
    """Number of our windows by building."""
    building, counts = np.unique(pair.ours.windows.building[rows], return_counts=True)
    return {
        pair.ours.buildings[b].id: int(n)
        for b, n in zip(building.tolist(), counts.tolist(), strict=True)
    }


def _counts(pair: ModelPair) -> tuple[ReviewFinding, ...]:
    """Windows that only one of the models has, of buildings that both have."""
    ours, theirs = pair.ours.windows, pair.theirs.windows
    absent = (pair.window < 0) & (pair.building[ours.building] >= 0)
    taken = np.zeros(len(theirs) + 1, dtype=np.bool_)
    taken[pair.window] = True
    both = np.isin(theirs.building, pair.building[pair.building >= 0])
    extra = np.flatnonzero(~taken[:-1] & both)
    lost = np.flatnonzero(absent)
    if not len(lost) and not len(extra):
        return ()
    gone = [str(name) for name in ours.id[lost].tolist()]
    more = [str(name) for name in theirs.id[extra].tolist()]
    parts_zh = [f"缺少 {names_zh(gone)}"] if gone else []
    parts_en = [f"lacks {names_en(gone)}"] if gone else []
    if more:
        parts_zh.append(f"多出 {names_zh(more)}")
        parts_en.append(f"has besides {names_en(more)}")
    buildings = {pair.ours.buildings[b].id for b in ours.building[lost].tolist()}
    return (
        ReviewFinding(
            code="REVIEW-MODEL-WINDOWS",
            part=ReviewPart.MODEL,
            grade=Grade.ANSWER,
            clause=CLAUSE,
            message="of the windows the model handed in " + "; ".join(parts_en),
            message_zh="送审模型的窗" + "；".join(parts_zh),
            question="Correct the windows by the drawings.",
            question_zh="请按图纸更正窗的数量。",
            evidence=tuple(Evidence(window=name) for name in gone[:EVIDENCE_AT_MOST]),
            count=len(gone) + len(more),
            elements=tuple(sorted(buildings)),
        ),
    )


def _lengths(
    pair: ModelPair,
    rows: NDArray[np.int64],
    submitted: NDArray[np.float64],
    recomputed: NDArray[np.float64],
    code: str,
    what: tuple[str, str],
    question: tuple[str, str],
    clause: str,
) -> tuple[ReviewFinding, ...]:
    """One finding for all windows of which a length differs."""
    if not len(rows):
        return ()
    change = submitted - recomputed
    size = np.where(np.isnan(change), np.inf, np.abs(change))
    order = np.argsort(-size, kind="stable")
    windows = pair.ours.windows
    parts = _by_building(pair, rows)
    known = change[~np.isnan(change)]
    middle = float(np.median(known)) if len(known) else float("nan")
    largest = float(known[np.argmax(np.abs(known))]) if len(known) else float("nan")
    return (
        ReviewFinding(
            code=code,
            part=ReviewPart.MODEL,
            grade=Grade.WRONG,
            clause=clause,
            message=(
                f"{what[1]} differs at {len(rows)} windows, in the middle by "
                f"{signed(middle)} m, at most by {signed(largest)} m; by building: "
                + names_en([f"{b} {n}" for b, n in parts.items()])
            ),
            message_zh=(
                f"{len(rows)} 个窗的{what[0]}不同，中位数 {signed(middle)} m，最大 "
                f"{signed(largest)} m；分楼："
                + names_zh([f"{b} {n} 个" for b, n in parts.items()])
            ),
            question=question[1],
            question_zh=question[0],
            evidence=tuple(
                Evidence(
                    window=str(windows.id[rows[k]]),
                    building=pair.ours.buildings[windows.building[rows[k]]].id,
                    submitted=float(submitted[k]),
                    recomputed=float(recomputed[k]),
                    measure="m",
                )
                for k in order[:EVIDENCE_AT_MOST].tolist()
            ),
            count=len(rows),
            elements=tuple(parts),
        ),
    )


def _kinds(
    pair: ModelPair, here: NDArray[np.int64], there: NDArray[np.int64]
) -> tuple[ReviewFinding, ...]:
    """Kinds of windows and balconies that differ."""
    ours, theirs = pair.ours.windows, pair.theirs.windows
    kind = ours.kind[here] != theirs.kind[there]
    balcony = ours.balcony[here] != theirs.balcony[there]
    found = np.flatnonzero(kind | balcony)
    if not len(found):
        return ()
    parts = _by_building(pair, here[found])
    name: Callable[[int, int], str] = lambda k, b: (  # noqa: E731
        f"{WINDOW_KINDS[k].value}, {BALCONY_KINDS[b].value}"
    )
    return (
        ReviewFinding(
            code="REVIEW-MODEL-WINDOW-KIND",
            part=ReviewPart.MODEL,
            grade=Grade.ANSWER,
            clause=f"{CLAUSE}、规程六(一)",
            message=(
                f"the kind of window or balcony differs at {len(found)} windows; by "
                "building: " + names_en([f"{b} {n}" for b, n in parts.items()])
            ),
            message_zh=(
                f"{len(found)} 个窗的窗型或阳台类型不同；分楼："
                + names_zh([f"{b} {n} 个" for b, n in parts.items()])
            ),
            question="Correct the kinds of these windows by the drawings.",
            question_zh="请按图纸更正上述窗型。",
            evidence=tuple(
                Evidence(
                    window=str(ours.id[here[k]]),
                    building=pair.ours.buildings[ours.building[here[k]]].id,
                    submitted_text=name(
                        int(theirs.kind[there[k]]), int(theirs.balcony[there[k]])
                    ),
                    recomputed_text=name(
                        int(ours.kind[here[k]]), int(ours.balcony[here[k]])
                    ),
                )
                for k in found[:EVIDENCE_AT_MOST].tolist()
            ),
            count=len(found),
            elements=tuple(parts),
        ),
    )
