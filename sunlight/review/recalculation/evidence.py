"""Evidence of a row: segments in words, the minute, and who blocks then (证据)."""

import math
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from sunlight.assessment import Assessment
from sunlight.conditions import TimeBasis
from sunlight.intervals import NO_FACE, OWN_WALL_PLANE, Intervals
from sunlight.report.segments import Clock, segment_texts
from sunlight.report.standards import window_thresholds
from sunlight.review.recalculation.rows import our_minutes
from sunlight.review.records.comparison import Comparison
from sunlight.review.records.findings import Evidence
from sunlight.review.records.matching import Match
from sunlight.review.records.submission import STATES, Submission
from sunlight.solar import equation_of_time, true_solar_minutes

__all__ = [
    "EVIDENCE_AT_MOST",
    "RowEvidence",
    "blocker_at",
    "printed_segments",
    "solar_segments",
]

EVIDENCE_AT_MOST: Final = 20
"""Pieces of evidence of one finding."""
SEGMENTS_AT_MOST: Final = 12
"""Printed segments told of one row."""
NAN: Final = math.nan

Pairs = list[tuple[float, float]]
"""Segments: begin and end. [min]"""


def solar_segments(
    submission: Submission, assessment: Assessment, row: int, state: str
) -> Pairs:
    """Printed segments of a row in true solar time (送审时段，真太阳时).

    Parameters
    ----------
    submission : Submission
        What was handed in; its declaration says which clock it uses.
    assessment : Assessment
        For the place and the day.
    row : int
        Row.
    state : {'before', 'after'}
        State.

    Returns
    -------
    list of (float, float)
        Those that do not run backwards. [min]
    """
    pairs = submission.windows.segments(state).row(row)
    if submission.declaration.time_basis is TimeBasis.BEIJING_TIME and pairs:
        run = assessment.runs[0].conditions
        moved = true_solar_minutes(
            np.array(pairs),
            longitude=assessment.project.site.longitude,
            equation_of_time=equation_of_time(run.day, run.declination),
        )
        pairs = [(float(start), float(end)) for start, end in moved]
    return [(start, end) for start, end in pairs if start < end]


def printed_segments(submission: Submission, row: int, state: str) -> str:
    """Segments of a row as the report prints them (送审时段原文).

    Parameters
    ----------
    submission : Submission
        What was handed in.
    row : int
        Row.
    state : {'before', 'after'}
        State.

    Returns
    -------
    str
        Such as ``08:15–09:40; 13:05–16:00``; empty where there is none.
    """
    pairs = submission.windows.segments(state).row(row)
    told = "; ".join(
        f"{_clock(start)}–{_clock(end)}" for start, end in pairs[:SEGMENTS_AT_MOST]
    )
    return f"{told}; …" if len(pairs) > SEGMENTS_AT_MOST else told


def _clock(minutes: float) -> str:
    """Clock face of any number, rounded down."""
    if not math.isfinite(minutes):
        return "?"
    whole = math.floor(minutes + 1e-6)
    return f"{whole // 60:02d}:{whole % 60:02d}"


def blocker_at(
    assessment: Assessment, window: int, state: str, minute: float
) -> tuple[str, int]:
    """Who blocks a window at an instant, as our calculation knows it (遮挡者).

    The two ends of the dark time know the faces that made them; the nearer one is told.
    At the limit of the band the other one, and without any the owner who takes most.

    Parameters
    ----------
    assessment : Assessment
        Our calculation.
    window : int
        Window.
    state : {'before', 'after'}
        State.
    minute : float
        Instant, true solar time. [min]

    Returns
    -------
    name : str
        Building or part of the site; the window's own building where the sun is behind
        its wall; empty where the window is lit then, or nobody is known.
    face : int
        Face, -1 for none.
    """
    results = assessment.windows
    full = results.full_before if state == "before" else results.full_after
    part = slice(int(full.offsets[window]), int(full.offsets[window + 1]))
    start, end = full.start[part], full.end[part]
    if ((start <= minute) & (minute < end)).any():
        return "", NO_FACE
    after = int(np.searchsorted(start, minute))
    limits = []
    if after > 0:
        limits.append((minute - end[after - 1], full.end_face[part][after - 1]))
    if after < len(start):
        limits.append((start[after] - minute, full.start_face[part][after]))
    own = assessment.project.buildings[assessment.project.windows.building[window]].id
    for _, face in sorted((float(far), int(face)) for far, face in limits):
        if face >= 0:
            return assessment.owners[int(assessment.face_owner[face])], face
        if face == OWN_WALL_PLANE:
            return own, NO_FACE
    return _greatest_taker(assessment, window, state), NO_FACE


def _greatest_taker(assessment: Assessment, window: int, state: str) -> str:
    """Owner who takes most minutes from a window; empty where none does."""
    results = assessment.windows
    taken = results.taken_before if state == "before" else results.taken_after
    shares = {code: m for code, m in taken[window].items() if code >= 0}
    if not shares:
        return ""
    return assessment.owners[max(shares, key=lambda code: (shares[code], -code))]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class RowEvidence:
    """What is needed to tell of rows (逐行证据).

    Parameters
    ----------
    submission : Submission
        What was handed in.
    assessment : Assessment
        Our calculation.
    match : Match
        Rows against windows.
    comparison : Comparison
        Figures against figures.
    explained : (n,) ndarray of bool, optional
        Rows whose figures a choice that honest reports make reproduces to the minute;
        none, without it.
    """

    submission: Submission
    assessment: Assessment
    match: Match
    comparison: Comparison
    explained: NDArray[np.bool_] | None = None

    def by_choice(self, rows: NDArray[np.int64]) -> NDArray[np.bool_]:
        """Which rows an allowed choice explains (口径可解释的行), (k,).

        Parameters
        ----------
        rows : (k,) ndarray of int64
            Rows.
        """
        if self.explained is None:
            return np.zeros(len(rows), dtype=np.bool_)
        return self.explained[rows]

    def worse_state(self, row: int) -> str:
        """State in which a row differs more (差值较大的状态).

        Parameters
        ----------
        row : int
            Row.
        """
        before = abs(self.comparison.difference_before[row])
        after = abs(self.comparison.difference_after[row])
        if np.isnan(after) or (not np.isnan(before) and before > after):
            return STATES[0]
        return STATES[1]

    def of_rows(
        self,
        rows: NDArray[np.int64],
        *,
        states: list[str] | None = None,
        unit: str = "",
    ) -> tuple[Evidence, ...]:
        """Evidence of rows, in their order (证据), at most `EVIDENCE_AT_MOST`.

        Parameters
        ----------
        rows : (k,) ndarray of int64
            Rows, matched ones.
        states : list of str, optional
            State of each; that in which it differs more, without it.
        unit : str
            Unit they are told of; by default the household of the window.

        Returns
        -------
        tuple of Evidence
            With minutes, segments, the minute that shows the difference, and who blocks
            then.
        """
        rows = np.asarray(rows, dtype=np.int64)[:EVIDENCE_AT_MOST]
        chosen = states or [self.worse_state(int(row)) for row in rows]
        pairs = list(zip(rows.tolist(), chosen, strict=False))
        ours = {
            s: our_minutes(self.assessment, self.match.window[rows], s) for s in STATES
        }
        texts = {s: self._segments(rows, s) for s in STATES}
        return tuple(
            self._of_row(row, state, float(ours[state][k]), texts[state][k], unit)
            for k, (row, state) in enumerate(pairs)
        )

    def _segments(self, rows: NDArray[np.int64], state: str) -> list[str]:
        """Our counted segments of rows in words."""
        window = self.match.window[rows]
        counted = self._counted(state).take(np.maximum(window, 0))
        clock = Clock(
            longitude=120.0,
            equation_of_time=0.0,
            threshold=window_thresholds(self.assessment)[np.maximum(window, 0)],
            shortest=0.0,
        )
        texts: list[str] = segment_texts(counted, clock).solar.to_pylist()
        return [t if w >= 0 else "" for t, w in zip(texts, window, strict=True)]

    def _counted(self, state: str) -> Intervals:
        """Our counted intervals."""
        results = self.assessment.windows
        return results.counted_before if state == "before" else results.counted_after

    def _of_row(
        self, row: int, state: str, ours: float, text: str, unit: str
    ) -> Evidence:
        """Evidence of one row."""
        project, window = self.assessment.project, int(self.match.window[row])
        theirs = float(self.submission.windows.minutes(state)[row])
        minute, blocker, face = NAN, "", NO_FACE
        if window >= 0:
            minute = self._minute(row, window, state, theirs - ours)
            if math.isfinite(minute):
                blocker, face = blocker_at(self.assessment, window, state, minute)
        building = int(project.windows.building[window]) if window >= 0 else -1
        return Evidence(
            place=self.submission.windows.place(row),
            row=row,
            window=str(project.windows.id[window]) if window >= 0 else "",
            building=project.buildings[building].id if building >= 0 else "",
            unit=unit or self._household(window),
            state=state,
            minute=minute,
            submitted=theirs,
            recomputed=ours,
            measure="min",
            submitted_text=printed_segments(self.submission, row, state),
            recomputed_text=text,
            blocker=blocker,
            face=face,
        )

    def _household(self, window: int) -> str:
        """Household of a window, empty for none."""
        project = self.assessment.project
        room = int(project.windows.room[window]) if window >= 0 else -1
        index = int(project.rooms.household[room]) if room >= 0 else -1
        return str(project.households.id[index]) if index >= 0 else ""

    def _minute(self, row: int, window: int, state: str, difference: float) -> float:
        """Middle of the longest time that they count and we do not; else the reverse.

        Where the printed segments, if any, do not tell it and they have more, that of
        the longest dark time.
        """
        theirs = solar_segments(self.submission, self.assessment, row, state)
        ours = [(float(a), float(b)) for a, b in self._counted(state)[window]]
        if self.submission.windows.segments(state).given[row]:
            first, second = (theirs, ours) if difference >= 0 else (ours, theirs)
            spans = _longer_than_a_minute(
                _without(first, second) or _without(second, first)
            )
        else:
            spans = []
        if not spans and difference > 0:
            spans = _without([self.assessment.runs[self._run(window)].path.band], ours)
        if not spans:
            return NAN
        start, end = max(spans, key=lambda span: (span[1] - span[0], -span[0]))
        return (start + end) / 2.0

    def _run(self, window: int) -> int:
        """Run of a window."""
        return int(self.assessment.windows.run[window])


def _longer_than_a_minute(spans: Pairs) -> Pairs:
    """Spans that are more than the rounding of limits to whole minutes."""
    return [(start, end) for start, end in spans if end - start > 1.0 + 1e-6]


def _without(spans: Pairs, others: Pairs) -> Pairs:
    """Parts of `spans` that no other covers."""
    left = list(spans)
    for begin, finish in others:
        cut: Pairs = []
        for start, end in left:
            if finish <= start or end <= begin:
                cut.append((start, end))
                continue
            if start < begin:
                cut.append((start, begin))
            if finish < end:
                cut.append((finish, end))
        left = cut
    return left
