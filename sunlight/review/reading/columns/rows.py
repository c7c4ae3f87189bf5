"""Rows of a table as read, before units are settled (初读行)."""

from dataclasses import dataclass, field

from sunlight.review.reading.columns.layout import Column
from sunlight.review.reading.columns.times import Duration

__all__ = ["RawRow", "RawTable"]


@dataclass(slots=True, kw_only=True)
class RawRow:
    """One window or household as it stands in the table (一行).

    Parameters
    ----------
    label, building, household, room, outcome : str
        Texts.
    floor : int
        Storey.
    line, row : int
        Row as the file counts, and of the grid.
    sill : str
        Height of the sill as printed.
    sill_at : (int, int)
        Its cell.
    totals : dict
        Total by column and state.
    segments : dict
        Segments by state; no entry where nothing is said.
    dashes, unsure : tuple of str
        States whose segments are a dash; states of which some could not be read.
    """

    label: str
    building: str
    floor: int
    line: int
    row: int
    household: str = ""
    room: str = ""
    outcome: str = ""
    sill: str = ""
    sill_at: tuple[int, int] = (-1, -1)
    totals: dict[tuple[int, str], Duration] = field(default_factory=dict)
    segments: dict[str, list[tuple[float, float]]] = field(default_factory=dict)
    dashes: tuple[str, ...] = ()
    unsure: tuple[str, ...] = ()


@dataclass(slots=True, kw_only=True)
class RawTable:
    """Rows of one table (一表).

    Parameters
    ----------
    place, file : str
        Where it stands.
    columns : tuple of Column
        Its columns.
    rows : list of RawRow
        Windows or households.
    notes, sums : list of int
        Rows of the grid that are notes and parameters, and those that are sums.
    """

    place: str
    file: str
    columns: tuple[Column, ...]
    rows: list[RawRow] = field(default_factory=list)
    notes: list[int] = field(default_factory=list)
    sums: list[int] = field(default_factory=list)
