"""A submitted report as read (送审报告): tables of windows and units, declaration.

Columns hold what is printed; NaN and empty texts where nothing is. Clock times stay in
the clock that the report uses.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from sunlight.model.project import Project
from sunlight.review.records.declaration import Declaration

__all__ = [
    "NO_FLOOR",
    "STATES",
    "Submission",
    "SubmittedFile",
    "SubmittedSegments",
    "SubmittedUnits",
    "SubmittedWindows",
]

NO_FLOOR: Final = -(2**31)
"""Storey where none is printed."""
STATES: Final = ("before", "after")
"""建设前, 建设后."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SubmittedFile:
    """A file of the submission (送审文件).

    Parameters
    ----------
    name, sha256 : str
        Name without its folder, and hash.
    kind : str
        ``xlsx``, ``csv``, ``docx``, ``pdf``, ``bundle``, ``declaration``, ``mapping``
        or ``matches``.
    """

    name: str
    sha256: str
    kind: str


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class SubmittedSegments:
    """Segments as printed, ragged (起止时段); they may overlap or run backwards.

    Parameters
    ----------
    offsets : (n + 1,) ndarray of int64
        Where each row begins.
    start, end : (k,) ndarray of float64
        Limits in the clock of the report. [min]
    given : (n,) ndarray of bool
        Whether the row says anything about segments; a row that says "none" is given
        and has no segment.
    """

    offsets: NDArray[np.int64]
    start: NDArray[np.float64]
    end: NDArray[np.float64]
    given: NDArray[np.bool_]

    @classmethod
    def none(cls, n: int) -> "SubmittedSegments":
        """`n` rows that say nothing (未列时段).

        Parameters
        ----------
        n : int
            Rows.
        """
        return cls(
            offsets=np.zeros(n + 1, dtype=np.int64),
            start=np.empty(0),
            end=np.empty(0),
            given=np.zeros(n, dtype=np.bool_),
        )

    def row(self, i: int) -> list[tuple[float, float]]:
        """Segments of one row (一行的时段).

        Parameters
        ----------
        i : int
            Row.
        """
        part = slice(int(self.offsets[i]), int(self.offsets[i + 1]))
        return list(
            zip(self.start[part].tolist(), self.end[part].tolist(), strict=True)
        )

    def sums(self) -> NDArray[np.float64]:
        """Sum of the lengths in each row, NaN where nothing is given. [min]"""  # noqa: D400
        totals = np.zeros(len(self.given))
        sizes = np.diff(self.offsets)
        rows = np.repeat(np.arange(len(sizes)), sizes)
        np.add.at(totals, rows, self.end - self.start)
        return np.where(self.given, totals, np.nan)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class SubmittedWindows:
    """Rows of the submitted window tables, n in all (送审窗表).

    Parameters
    ----------
    label, building, household, room, outcome : (n,) ndarray of str objects
        As printed; a building named by a caption or a sheet alone stands here too.
    floor : (n,) ndarray of int32
        Storey, `NO_FLOOR` where none is printed.
    sill_height : (n,) ndarray of float64
        As printed. [m]
    minutes_before, minutes_after : (n,) ndarray of float64
        Totals as printed. [min]
    segments_before, segments_after : SubmittedSegments
        Segments as printed.
    exact : bool
        The minutes are exact, as in our own bundle, not whole minutes.
    table : (n,) ndarray of int32
        Index into `tables`.
    line : (n,) ndarray of int32
        Row in that table, as the file counts them, first is 1.
    tables : tuple of str
        Where the rows were read, in words: file and sheet, page or caption.
    """

    label: NDArray[np.object_]
    building: NDArray[np.object_]
    household: NDArray[np.object_]
    room: NDArray[np.object_]
    outcome: NDArray[np.object_]
    floor: NDArray[np.int32]
    sill_height: NDArray[np.float64]
    minutes_before: NDArray[np.float64]
    minutes_after: NDArray[np.float64]
    segments_before: SubmittedSegments
    segments_after: SubmittedSegments
    table: NDArray[np.int32]
    line: NDArray[np.int32]
    tables: tuple[str, ...]
    exact: bool = False

    def __len__(self) -> int:
        return len(self.label)

    def minutes(self, state: str) -> NDArray[np.float64]:
        """Totals of a state. [min]

        Parameters
        ----------
        state : {'before', 'after'}
            State.
        """  # noqa: D400
        return self.minutes_before if state == "before" else self.minutes_after

    def segments(self, state: str) -> SubmittedSegments:
        """Segments of a state.

        Parameters
        ----------
        state : {'before', 'after'}
            State.
        """
        return self.segments_before if state == "before" else self.segments_after

    def place(self, row: int) -> str:
        """Where a row was read, in words (出处).

        Parameters
        ----------
        row : int
            Row.
        """
        return f"{self.tables[self.table[row]]}:{self.line[row]}"


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class SubmittedUnits:
    """Rows of the submitted tables of households or rooms, n in all (分户表).

    Parameters
    ----------
    label, building, outcome : (n,) ndarray of str objects
        As printed.
    floor : (n,) ndarray of int32
        Storey, `NO_FLOOR` where none is printed.
    minutes_before, minutes_after : (n,) ndarray of float64
        As printed. [min]
    table, line : (n,) ndarray of int32
        As in :class:`SubmittedWindows`.
    tables : tuple of str
        Where the rows were read.
    """

    label: NDArray[np.object_]
    building: NDArray[np.object_]
    outcome: NDArray[np.object_]
    floor: NDArray[np.int32]
    minutes_before: NDArray[np.float64]
    minutes_after: NDArray[np.float64]
    table: NDArray[np.int32]
    line: NDArray[np.int32]
    tables: tuple[str, ...]

    def __len__(self) -> int:
        return len(self.label)

    def place(self, row: int) -> str:
        """Where a row was read, in words (出处).

        Parameters
        ----------
        row : int
            Row.
        """
        return f"{self.tables[self.table[row]]}:{self.line[row]}"


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Submission:
    """Everything read of a submitted report (送审报告).

    Parameters
    ----------
    files : tuple of SubmittedFile
        Files read.
    windows : SubmittedWindows
        Window tables.
    units : SubmittedUnits
        Tables of households and other units.
    declaration : Declaration
        What the report says of itself.
    project : Project or None
        The model that was handed in with it; None without one.
    result : mapping or None
        ``result.json`` of our own bundle.
    """

    files: tuple[SubmittedFile, ...]
    windows: SubmittedWindows
    units: SubmittedUnits
    declaration: Declaration = field(default_factory=Declaration)
    project: Project | None = None
    result: Mapping[str, Any] | None = None
