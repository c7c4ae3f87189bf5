"""The title block in the corner of every sheet (标题栏)."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from sunlight.assessment import Assessment
from sunlight.report.pictures.lettering import Line, draw_lines, line_width, wrapped
from sunlight.report.pictures.paper import MM_PER_POINT, Box
from sunlight.report.segments import time_band
from sunlight.report.texts import Texts

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["days_told", "draw_title_block"]

LABEL_WIDTH: Final = 15.0
"""Width of the cells with labels. [mm]"""
SIZES: Final = (8.0, 7.0, 6.0, 5.0)
"""Sizes tried for what stands in a cell. [pt]"""
LABEL_SIZE: Final = 7.0
LINE_HEIGHT: Final = 1.25  # [em]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Row:
    """Cells of a row, label and words in turn, and its height in rows."""

    cells: tuple[tuple[str, str], ...]
    height: float = 1.0


def days_told(assessment: Assessment, words: Texts) -> str:
    """Standard days with band and declination (标准日、时间带、赤纬).

    Parameters
    ----------
    assessment : Assessment
        For the days that it counted on.
    words : mapping
        Catalogue.
    """
    runs = [run for run in assessment.runs if len(run.windows)] or assessment.runs[:1]
    told = [
        words["plan.subtitle"].format(
            day=run.conditions.day.value,
            band=time_band(run.path.band),
            declination=f"{run.path.declination.degrees:.2f}",
        )
        for run in runs
    ]
    return words["cells.separator"].join(dict.fromkeys(told))


def draw_title_block(
    axes: "Axes",
    box: Box,
    assessment: Assessment,
    words: Texts,
    *,
    title: str,
    number: str,
    scale: int | None,
    paper: str,
) -> None:
    """Draw the title block with blanks for those who sign (标题栏).

    Parameters
    ----------
    axes : matplotlib.axes.Axes
        All of the paper, in mm.
    box : Box
        Where it stands. [mm]
    assessment : Assessment
        For project, day and versions.
    words : mapping
        Catalogue.
    title, number : str
        Title and number of the drawing.
    scale : int or None
        Denominator of its scale.
    paper : str
        Size of the paper.
    """
    from matplotlib.collections import LineCollection

    rows = _rows(assessment, words, title, number, scale, paper)
    unit = box.height / sum(row.height for row in rows)
    lines: list[Line] = []
    strokes: Any = []
    top = box.top
    for row in rows:
        low = top - unit * row.height
        strokes.append([(box.left, top), (box.right, top)])
        wide = box.width / len(row.cells)
        for i, (label, told) in enumerate(row.cells):
            left = box.left + i * wide
            if i:
                strokes.append([(left, low), (left, top)])
            cell = Box(left=left, low=low, width=LABEL_WIDTH, height=top - low)
            lines += _written(label, cell, (LABEL_SIZE, 6.0, 5.0), centred=True)
            inner = left + LABEL_WIDTH
            strokes.append([(inner, low), (inner, top)])
            cell = Box(left=inner, low=low, width=wide - LABEL_WIDTH, height=top - low)
            lines += _written(told, cell, SIZES, centred=False)
        top = low
    axes.add_collection(
        LineCollection(strokes, colors="#1c1c1c", linewidths=0.5, zorder=2.0),
        autolim=False,
    )
    draw_lines(axes, lines, point=MM_PER_POINT)


def _rows(
    assessment: Assessment,
    words: Texts,
    title: str,
    number: str,
    scale: int | None,
    paper: str,
) -> tuple[_Row, ...]:
    """What stands in the title block."""
    project, told = assessment.project, assessment.provenance
    date = project.report_date.isoformat() if project.report_date else ""
    ratio = words["pictures.no_scale"] if scale is None else f"1:{scale}"

    def cell(key: str, value: str) -> tuple[str, str]:
        return words[f"pictures.{key}"], value

    return (
        _Row(cells=(cell("project", project.name),), height=1.6),
        _Row(cells=(cell("drawing", title),), height=1.4),
        _Row(cells=(cell("number", number), cell("scale", f"{ratio} ({paper})"))),
        _Row(cells=(cell("day", days_told(assessment, words)),), height=1.4),
        _Row(
            cells=(
                cell(
                    "engine",
                    words["pictures.engine_told"].format(
                        rules=told.rules, engine=told.engine
                    ),
                ),
            )
        ),
        _Row(cells=(cell("compiler", project.dossier.compiler.name),), height=1.2),
        _Row(
            cells=(
                cell("compiled", project.dossier.compiled_by),
                cell("checked", project.dossier.checked_by),
            ),
            height=1.2,
        ),
        _Row(
            cells=(
                cell("approved", project.dossier.approved_by), cell("date", date),
            ),
            height=1.2,
        ),
    )  # fmt: skip


def _written(
    text: str,
    cell: Box,
    sizes: tuple[float, ...],
    *,
    centred: bool,
) -> list[Line]:
    """Lines of a cell, as large as fits; cut where nothing does."""
    if not text.strip():
        return []
    text = " ".join(text.split())
    room = (cell.width - 2.0) / MM_PER_POINT
    size, lines = sizes[-1], [text]
    for size in sizes:
        most = max(1, int((cell.height - 0.6) / (size * LINE_HEIGHT * MM_PER_POINT)))
        lines = wrapped(text, room / size, most=most)
        if len(wrapped(text, room / size)) <= most:
            break
    step = size * LINE_HEIGHT * MM_PER_POINT
    middle = cell.low + cell.height / 2.0
    first = middle + step * (len(lines) - 1) / 2.0
    return [
        Line(
            x=cell.left + (cell.width / 2.0 if centred else 1.0),
            y=first - step * i,
            text=line,
            size=size,
            align="center" if centred else "left",
        )
        for i, line in enumerate(lines)
        if line_width(line) > 0.0
    ]
