"""Tables over page breaks (跨页表格): a row that is cut in two is put together."""

from collections.abc import Sequence
from dataclasses import replace

from sunlight.review.reading.columns.layout import Layout, find_layout
from sunlight.review.reading.columns.times import DurationKind, duration, segments
from sunlight.review.reading.grids.records import Grid

__all__ = ["goes_on", "joined_pages"]

_SAMPLE = 20


def joined_pages(grids: Sequence[Grid]) -> list[Grid]:
    """Put together the rows that a page break cuts (拼合跨页的行).

    A table without a heading that goes on with the one before it may begin with the
    rest of a row: no label, and a piece of the segments.

    Parameters
    ----------
    grids : sequence of Grid
        Tables in the order of the file.

    Returns
    -------
    list of Grid
        The same; where a row was cut, its rest has gone to the table before.
    """
    done: list[Grid] = []
    layout: Layout | None = None
    for each in grids:
        grid = each
        own = find_layout(grid)
        if own is None and done:
            grid = _padded(grid, len(done[-1].rows[0]) if done[-1].rows else 0)
        if own is not None:
            layout = own
        elif layout is not None and done and goes_on(done[-1], grid, layout):
            first = _rest_of_row(done[-1], grid, layout)
            if first is not None:
                done[-1] = first
                done.append(_without_first(grid))
                continue
        else:
            layout = None
        done.append(grid)
    return done


def _padded(grid: Grid, width: int) -> Grid:
    """A single row with blanks at its end, where a page lost empty columns."""
    if len(grid.rows) != 1 or not len(grid.rows[0]) < width:
        return grid
    blanks = ("",) * (width - len(grid.rows[0]))
    return replace(grid, rows=((*grid.rows[0], *blanks),))


def goes_on(before: Grid, grid: Grid, layout: Layout) -> bool:
    """Whether a table without a heading goes on with the one before it (续表).

    Parameters
    ----------
    before, grid : Grid
        Tables that follow one another.
    layout : Layout
        Columns of the first.
    """
    if before.file != grid.file or not grid.rows or not before.rows or grid.caption:
        return False
    if len(before.rows[0]) != len(grid.rows[0]):
        return False
    timed = [c for c in layout.columns if c.role in ("total", "segments")]
    rows = [row for row in grid.rows[:_SAMPLE] if len(set(row)) > 1]
    good = [row for row in rows if any(_figure(row[c.index]) for c in timed)]
    return bool(rows) and 2 * len(good) > len(rows)


def _figure(text: str) -> bool:
    """Whether a cell is a total or lists segments."""
    return bool(segments(text).found) or duration(text).kind in (
        DurationKind.NONE,
        DurationKind.WORDS,
        DurationKind.COLONS,
        DurationKind.NUMBER,
    )


def _rest_of_row(before: Grid, grid: Grid, layout: Layout) -> Grid | None:
    """Table with its last row completed by the first row of the next, if it is cut."""
    label = layout.index("window" if layout.kind == "windows" else "label")
    row, rest = before.rows[-1], grid.rows[0]
    if label < 0 or rest[label].strip() or not row[label].strip():
        return None
    if not any(text.strip() for text in rest):
        return None
    lists = {c.index for c in layout.of("segments")}
    cells = tuple(
        _listed(one, two) if c in lists else (one + two if two != one else one)
        for c, (one, two) in enumerate(zip(row, rest, strict=True))
    )
    at = len(before.rows) - 1
    changed = {c for c, text in enumerate(cells) if text != row[c]}
    return replace(
        before,
        rows=(*before.rows[:-1], cells),
        merged=frozenset(m for m in before.merged if m[0] != at or m[1] not in changed),
    )


def _listed(one: str, two: str) -> str:
    """Segments of two pieces: broken off in the middle, or one after the other."""
    if not two.strip():
        return one
    together = "\n".join((one, two))
    if segments(together).unread:
        return "".join(f"{one}{two}".split())
    return together


def _without_first(grid: Grid) -> Grid:
    """Table without its first row."""
    return replace(
        grid,
        rows=grid.rows[1:],
        lines=grid.lines[1:],
        merged=frozenset((r - 1, c) for r, c in grid.merged if r),
        numbers={(r - 1, c): v for (r, c), v in grid.numbers.items() if r},
        time_cells=frozenset((r - 1, c) for r, c in grid.time_cells if r),
    )
