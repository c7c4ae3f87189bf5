"""Rows of the submission as they are judged: windows and units alike (送审行)."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sunlight.assessment import Assessment
from sunlight.review.formal.subjects import (
    STANDINGS,
    USES,
    building_key,
    declared_subjects,
    renewal_number,
    standard_minutes,
    subject_of,
)
from sunlight.review.formal.words import quoted
from sunlight.review.records.findings import Evidence
from sunlight.review.records.matching import Match
from sunlight.review.records.submission import NO_FLOOR, Submission

__all__ = ["Rows", "unit_rows", "window_rows"]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Rows:
    """Rows of one kind, n in all, with what they are judged by (送审行).

    Parameters
    ----------
    kind : str
        ``window`` or ``unit``.
    label, building : (n,) ndarray of str objects
        As printed.
    key : (n,) ndarray of str objects
        Building in one spelling; see :func:`building_key`.
    floor : (n,) ndarray of int32
        Storey, :data:`~sunlight.review.records.submission.NO_FLOOR` for none.
    before, after : (n,) ndarray of float64
        Minutes: the total as printed, else the sum of the segments. [min]
    slack_before, slack_after : (n,) ndarray of float64
        How far rounding may have moved them. [min]
    outcome : (n,) ndarray of str objects
        As printed.
    standing, use : (n,) ndarray of int8
        Codes into :data:`STANDINGS` and :data:`USES`.
    standard : (n,) ndarray of float64
        Standard that the profile has for them; NaN for none. [min]
    model : (n,) ndarray of int64
        Building of the model, -1 for none.
    element : (n,) ndarray of str objects
        Id of the window or household in the model, empty for none.
    place : callable
        Where a row was read.
    """

    kind: str
    label: NDArray[np.object_]
    building: NDArray[np.object_]
    key: NDArray[np.object_]
    floor: NDArray[np.int32]
    before: NDArray[np.float64]
    after: NDArray[np.float64]
    slack_before: NDArray[np.float64]
    slack_after: NDArray[np.float64]
    outcome: NDArray[np.object_]
    standing: NDArray[np.int8]
    use: NDArray[np.int8]
    standard: NDArray[np.float64]
    model: NDArray[np.int64]
    element: NDArray[np.object_]
    place: Callable[[int], str]

    def __len__(self) -> int:
        return len(self.label)

    def name(self, row: int) -> str:
        """Row in words free of language (行的写法).

        Parameters
        ----------
        row : int
            Row.
        """
        floor = int(self.floor[row])
        parts = (
            self.building[row],
            "" if floor == NO_FLOOR else f"{floor}F",
            self.label[row],
        )
        told = " ".join(quoted(p, at_most=20) for p in parts if str(p).strip())
        return told or self.place(row)

    def evidence(
        self,
        row: int,
        *,
        state: str = "",
        submitted: float = np.nan,
        recomputed: float = np.nan,
        submitted_text: str = "",
        recomputed_text: str = "",
    ) -> Evidence:
        """Evidence that a row is (证据).

        Parameters
        ----------
        row : int
            Row.
        state : str
            State, where it is about one.
        submitted, recomputed : float
            Figures printed and derived. [min]
        submitted_text, recomputed_text : str
            The same in words.
        """
        window = self.kind == "window"
        return Evidence(
            place=quoted(self.place(row), at_most=120),
            row=row if window else -1,
            window=str(self.element[row]) if window else "",
            building=quoted(self.building[row], at_most=20),
            unit=str(self.element[row]) or quoted(self.label[row], at_most=20)
            if not window
            else "",
            state=state,
            submitted=submitted,
            recomputed=recomputed,
            measure="min",
            submitted_text=submitted_text,
            recomputed_text=recomputed_text,
        )


def window_rows(submission: Submission, assessment: Assessment, match: Match) -> Rows:
    """Rows of the window tables (窗表各行).

    Parameters
    ----------
    submission : Submission
        What was handed in.
    assessment : Assessment
        Our own model and rules.
    match : Match
        Rows against the model.
    """
    windows = submission.windows
    minutes, slack = {}, {}
    for state in ("before", "after"):
        segments = windows.segments(state)
        sizes = np.diff(segments.offsets).astype(np.float64)
        printed = windows.minutes(state)
        minutes[state] = np.where(np.isnan(printed), segments.sums(), printed)
        slack[state] = np.zeros(len(windows))
        if not windows.exact:
            slack[state] = np.maximum(sizes, 1.0)
    keys = _keys(windows.building)
    ids = np.append(assessment.project.windows.id, "").astype(object)
    return _rows(
        submission,
        assessment,
        kind="window",
        label=windows.label,
        building=windows.building,
        key=keys,
        floor=windows.floor,
        before=minutes["before"],
        after=minutes["after"],
        slack_before=slack["before"],
        slack_after=slack["after"],
        outcome=windows.outcome,
        model=match.building,
        element=ids[match.window],
        place=windows.place,
    )


def unit_rows(
    submission: Submission, assessment: Assessment, match: Match, windows: Rows
) -> Rows:
    """Rows of the tables of households and other units (分户表各行).

    Parameters
    ----------
    submission : Submission
        What was handed in.
    assessment : Assessment
        Our own model and rules.
    match : Match
        Rows against the model.
    windows : Rows
        Rows of the windows, which say which building of the model a printed one is.
    """
    units, households = submission.units, assessment.project.households
    keys = _keys(units.building)
    known = _model_of_keys(windows, assessment)
    by_key = np.array([known.get(key, -1) for key in keys], dtype=np.int64)
    of_household = np.append(households.building, np.int32(-1)).astype(np.int64)
    by_match = of_household[match.unit]
    ids = np.append(households.id, "").astype(object)
    slack = np.zeros(len(units)) if submission.windows.exact else np.ones(len(units))
    return _rows(
        submission,
        assessment,
        kind="unit",
        label=units.label,
        building=units.building,
        key=keys,
        floor=units.floor,
        before=units.minutes_before,
        after=units.minutes_after,
        slack_before=slack,
        slack_after=slack,
        outcome=units.outcome,
        model=np.where(by_match >= 0, by_match, by_key),
        element=ids[match.unit],
        place=units.place,
    )


def _keys(labels: NDArray[np.object_]) -> NDArray[np.object_]:
    """Keys of the buildings of all rows."""
    texts = [str(text) for text in labels]
    known = {text: building_key(text) for text in set(texts)}
    return np.array([known[text] for text in texts], dtype=object)


def _model_of_keys(windows: Rows, assessment: Assessment) -> dict[str, int]:
    """Building of the model that each printed one is, as most rows have it."""
    buildings = assessment.project.buildings
    named = {building_key(f"{b.id}{b.name}"): i for i, b in enumerate(buildings)}
    named |= {building_key(b.name): i for i, b in enumerate(buildings) if b.name}
    named |= {building_key(b.id): i for i, b in enumerate(buildings)}
    matched = windows.model >= 0
    pairs = Counter(
        zip(windows.key[matched], windows.model[matched].tolist(), strict=True)
    )
    for (key, index), _ in sorted(pairs.items(), key=lambda pair: pair[1]):
        named[key] = index
    return named


def _rows(
    submission: Submission,
    assessment: Assessment,
    *,
    kind: str,
    label: NDArray[np.object_],
    building: NDArray[np.object_],
    key: NDArray[np.object_],
    floor: NDArray[np.int32],
    before: NDArray[np.float64],
    after: NDArray[np.float64],
    slack_before: NDArray[np.float64],
    slack_after: NDArray[np.float64],
    outcome: NDArray[np.object_],
    model: NDArray[np.int64],
    element: NDArray[np.object_],
    place: Callable[[int], str],
) -> Rows:
    """Rows with standing, use and standard, found once for each building."""
    n = len(key)
    lone = np.isnan(before)
    standing = np.zeros(n, dtype=np.int8)
    use = np.zeros(n, dtype=np.int8)
    standard = np.full(n, np.nan)
    told = declared_subjects(submission.declaration)
    renewal = bool(renewal_number(submission, assessment))
    kinds: dict[tuple[str, int, bool], list[int]] = {}
    for row, found in enumerate(zip(key, model.tolist(), lone.tolist(), strict=True)):
        kinds.setdefault(found, []).append(row)
    for (name, index, alone), members in kinds.items():
        stands, used = subject_of(name, index, alone, told, assessment)
        standing[members] = STANDINGS.index(stands)
        use[members] = USES.index(used)
        standard[members] = standard_minutes(assessment.rules, stands, used, renewal)
    return Rows(
        kind=kind,
        label=label,
        building=building,
        key=key,
        floor=floor,
        before=before,
        after=after,
        slack_before=slack_before,
        slack_after=slack_after,
        outcome=outcome,
        standing=standing,
        use=use,
        standard=standard,
        model=model,
        element=element,
        place=place,
    )
