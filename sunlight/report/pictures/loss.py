"""Loss by building: who takes how many minutes from whom (日照损失图)."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any, Final

import numpy as np

from sunlight.assessment import Assessment
from sunlight.report.blame import (
    BestWindows,
    blamed_parts,
    household_windows,
    unit_windows,
)
from sunlight.report.pictures.blockers import OTHERS_STYLE, Blockers, blockers_of
from sunlight.report.pictures.lettering import (
    Line,
    cut_to_width,
    draw_lines,
    draw_plates,
    line_width,
)
from sunlight.report.pictures.page import Page, Sheet, Side, drawing_box
from sunlight.report.pictures.paper import MM_PER_POINT, Box, Paper
from sunlight.report.pictures.title_block import days_told
from sunlight.report.plan_legend import LegendEntry, scale_length
from sunlight.report.texts import Texts
from sunlight.rules import Outcome
from sunlight.tolerances import THRESHOLD_NOISE_MIN

__all__ = ["Losses", "building_losses", "loss_sheets"]

LABEL_ROOM: Final = 38.0
TOLD_ROOM: Final = 62.0
"""Room for names and for what is told of a building. [mm]"""
HEAD: Final = 12.0
ROW: Final = 11.0
LEAST_ROW: Final = 6.0
MOST_COLOURS: Final = 12
SPECIAL_STYLES: Final[dict[str, dict[str, str]]] = {
    "jointly": {"facecolor": "#e4e4e0", "edgecolor": "#55554f", "hatch": "////"},
    "remnant": {"facecolor": "#ffffff", "edgecolor": "#c07800", "hatch": "||||"},
    "own_wall": {"facecolor": "#e4e4e0", "edgecolor": "#9a9a96", "hatch": "\\\\\\\\"},
    "other_window": {"facecolor": "#ffffff", "edgecolor": "#55554f", "hatch": "...."},
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Losses:
    """What the units of one building lose (单幢损失).

    Parameters
    ----------
    building : int
        Index of the building.
    parts : mapping of str to float
        Minutes by owner; parts of no single owner under their kind with a blank
        before. Negative where sunlight is won. [min]
    lost : float
        Their sum. [min]
    turned, affected, failed : int
        Households from above to below standard, households affected by a loss, failing
        units of any kind.
    """

    building: int
    parts: dict[str, float] = field(default_factory=dict)
    lost: float = 0.0
    turned: int = 0
    affected: int = 0
    failed: int = 0


def building_losses(assessment: Assessment) -> list[Losses]:
    """Losses of the units of each building, the greatest first (分楼损失).

    Units with a before only: what their best window of before lost, and what another
    window makes good.

    Parameters
    ----------
    assessment : Assessment
        The assessment.
    """
    project = assessment.project
    sums: dict[int, dict[str, float]] = defaultdict(lambda: defaultdict(float))
    failed: dict[int, int] = defaultdict(int)
    best = household_windows(assessment)
    owners = project.households.building.tolist()
    _add(assessment, best, owners, sums)
    for building, verdict in zip(owners, assessment.households.verdicts, strict=True):
        failed[building] += verdict.outcome is Outcome.FAIL
    others = [unit.building for unit in assessment.units]
    _add(assessment, unit_windows(assessment), others, sums)
    for unit in assessment.units:
        failed[unit.building] += unit.verdict.outcome is Outcome.FAIL
    told = {summary.building: summary for summary in assessment.buildings}
    found = []
    for building, parts in sums.items():
        kept = {k: v for k, v in parts.items() if abs(v) > THRESHOLD_NOISE_MIN}
        summary = told.get(project.buildings[building].id)
        found.append(
            Losses(
                building=building,
                parts=kept,
                lost=sum(kept.values()),
                turned=0 if summary is None else summary.satisfied_to_not,
                affected=0 if summary is None else summary.affected,
                failed=failed[building],
            )
        )
    return sorted(
        (one for one in found if one.parts), key=lambda one: (-one.lost, one.building)
    )


def _add(
    assessment: Assessment,
    best: BestWindows,
    buildings: Sequence[int],
    sums: dict[int, dict[str, float]],
) -> None:
    """Add what units with a before have lost."""
    for building, has, parts in zip(
        buildings, best.has_before.tolist(), blamed_parts(assessment, best), strict=True
    ):
        if has and building >= 0:
            for part in parts:
                sums[building][part.owner or f" {part.kind}"] += part.minutes


def loss_sheets(
    assessment: Assessment, papers: tuple[Paper, Paper], words: Texts
) -> list[Sheet]:
    """Sheet of the losses by building (日照损失图); none where nothing has a before.

    Parameters
    ----------
    assessment : Assessment
        The assessment.
    papers : (Paper, Paper)
        Landscape and portrait; this one lies.
    words : mapping
        Catalogue.
    """
    if not (
        household_windows(assessment).has_before.any()
        or unit_windows(assessment).has_before.any()
    ):
        return []
    return [
        Sheet(
            id="loss",
            kind="loss",
            title=words["pictures_loss.title"],
            alt=words["pictures_loss.alt"],
            subtitle=words["pictures_loss.subtitle"].format(
                day=days_told(assessment, words)
            ),
            paper=papers[0],
            paint=partial(_paint, assessment=assessment),
        )
    ]


def _paint(page: Page, *, assessment: Assessment) -> Side:
    """Draw a bar a building."""
    words, box = page.words, drawing_box(page.paper)
    losses = building_losses(assessment)
    if not losses:
        line = Line(
            x=box.left + 5.0, y=box.top - 10.0, text=words["pictures_loss.nothing"],
            size=9.0,
        )  # fmt: skip
        draw_lines(page.axes, [line], point=MM_PER_POINT)
        return Side(notes=(words["pictures_loss.note"],))
    room = int((box.height - HEAD) / LEAST_ROW)
    shown, rest = losses[:room], losses[room:]
    minutes: dict[str, float] = defaultdict(float)
    for one in shown:
        for owner, part in one.parts.items():
            if not owner.startswith(" "):
                minutes[owner] += abs(part)
    blockers = blockers_of(minutes, most=MOST_COLOURS)
    _draw_bars(page, assessment, shown, blockers, box)
    notes = [words["pictures_loss.note"]]
    if rest:
        notes.insert(
            0,
            words["pictures_loss.left_out"].format(
                shown=len(shown), rest=len(rest),
                minutes=f"{sum(one.lost for one in rest):.0f}",
            ),
        )  # fmt: skip
    kinds = [
        LegendEntry(label=words[f"pictures_loss.{kind}"], patch=style)
        for kind, style in SPECIAL_STYLES.items()
        if any(f" {kind}" in one.parts for one in shown)
    ]
    others = words["pictures_loss.others"].format(
        count=blockers.count - len(blockers.styles)
    )
    groups = ((words["pictures_loss.legend"], (*blockers.legend(others), *kinds)),)
    return Side(groups=groups, notes=tuple(notes))


def _draw_bars(
    page: Page,
    assessment: Assessment,
    losses: Sequence[Losses],
    blockers: Blockers,
    box: Box,
) -> None:
    """Draw the bars, gains to the left of the zero line."""
    from matplotlib.collections import LineCollection, PolyCollection

    words = page.words
    high = min(ROW, (box.height - HEAD) / len(losses))
    gains = max(-sum(min(v, 0.0) for v in one.parts.values()) for one in losses)
    most = max(sum(max(v, 0.0) for v in one.parts.values()) for one in losses)
    unit = (box.width - LABEL_ROOM - TOLD_ROOM) / max(gains + most, 1e-9)
    zero = box.left + LABEL_ROOM + gains * unit
    lines, plates, bars = [], [], defaultdict(list)
    for i, one in enumerate(losses):
        low = box.top - HEAD - high * (i + 1)
        middle = low + high / 2.0
        right, left = zero, zero
        for owner, part in sorted(
            one.parts.items(), key=lambda item: (item[0].startswith(" "), -item[1])
        ):
            long = part * unit
            x0, x1 = (right, right + long) if long > 0 else (left + long, left)
            right, left = max(right, x1), min(left, x0)
            style = (
                SPECIAL_STYLES.get(owner.strip(), SPECIAL_STYLES["jointly"])
                if owner.startswith(" ")
                else blockers.of(owner)
            )
            key = (style["facecolor"], style["edgecolor"], style.get("hatch", ""))
            y0, y1 = low + 0.18 * high, low + 0.82 * high
            bars[key].append([(x0, y0), (x1, y0), (x1, y1), (x0, y1)])
            text = f"{part:.0f}"
            if style is OTHERS_STYLE:
                text = f"{owner} {text}"
            if line_width(text) * 5.0 * MM_PER_POINT + 1.0 <= x1 - x0:
                plates.append(
                    Line(x=(x0 + x1) / 2, y=middle, text=text, size=5.0, align="center")
                )
        lines += _told(page, assessment, one, box.left, right + 1.5, middle)
    for (face, edge, hatch), corners in bars.items():
        page.axes.add_collection(
            PolyCollection(
                corners, facecolors=face, edgecolors=edge, hatch=hatch or None,
                linewidths=0.3, zorder=4.0,
            ),
            autolim=False,
        )  # fmt: skip
    foot = box.top - HEAD - high * len(losses)
    strokes: Any = [[(zero, foot), (zero, box.top - HEAD + 1.5)]]
    step = scale_length(max(gains + most, 1e-9) / 4.0)
    for k in range(-int(gains / step), int(most / step) + 1):
        x = zero + k * step * unit
        strokes.append([(x, foot), (x, box.top - HEAD + 1.0)])
        lines.append(
            Line(
                x=x, y=box.top - HEAD + 2.8, text=f"{k * step:g}", size=5.5,
                align="center",
            )
        )  # fmt: skip
    lines.append(
        Line(x=zero, y=box.top - 3.0, text=words["pictures_loss.axis"], size=6.0)
    )
    page.axes.add_collection(
        LineCollection(
            strokes, colors=["#1c1c1c", *["#c8c8c3"] * (len(strokes) - 1)],
            linewidths=0.5, zorder=3.0,
        ),
        autolim=False,
    )  # fmt: skip
    draw_lines(page.axes, lines, point=MM_PER_POINT, halo=1.4, zorder=6.0)
    draw_plates(page.axes, plates, point=MM_PER_POINT)


def _told(
    page: Page,
    assessment: Assessment,
    one: Losses,
    left: float,
    right: float,
    middle: float,
) -> list[Line]:
    """Name of a building, and what is told of it behind its bar."""
    words = page.words
    building = assessment.project.buildings[one.building]
    name = words["pictures_loss.row"].format(
        building=building.id, name=building.name if building.name != building.id else ""
    )
    pieces = [words["pictures_loss.total"].format(minutes=_shown(one.lost))]
    for key in ("turned", "affected", "failed"):
        count = getattr(one, key)
        if count:
            pieces.append(words[f"pictures_loss.{key}"].format(count=count))
    told = words["cells.separator"].join(pieces)
    room = (TOLD_ROOM - 3.0) / MM_PER_POINT
    size = next((s for s in (6.5, 6.0, 5.0) if line_width(told) * s <= room), 5.0)
    return [
        Line(
            x=left, y=middle, size=6.5,
            text=cut_to_width(name.strip(), (LABEL_ROOM - 2.0) / MM_PER_POINT / 6.5),
        ),
        Line(x=right, y=middle, text=cut_to_width(told, room / size), size=size),
    ]  # fmt: skip


def _shown(minutes: float) -> str:
    """Minutes towards zero, so that no loss is shown greater than it is."""
    return f"{int(np.trunc(minutes + np.sign(minutes) * THRESHOLD_NOISE_MIN))}"
