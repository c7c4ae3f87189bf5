"""Sun-path charts of the windows that failing units rest on (棒影图)."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import Final

from sunlight.assessment import Assessment
from sunlight.assessment.sky_charts import window_chart_of
from sunlight.kinds import Use
from sunlight.report.aids.chart import (
    ChartSheet,
    chart_style,
    end_title,
)
from sunlight.report.aids.chart_bars import day_bars, draw_bars
from sunlight.report.aids.sky import (
    BAND_COLOUR,
    HIDDEN_STYLE,
    LIT_COLOUR,
    OTHER_STYLE,
    SHORT_COLOUR,
    SkyStyle,
    draw_flat_sky,
    draw_round_sky,
)
from sunlight.report.blame import household_windows, unit_windows
from sunlight.report.pictures.classes import longest_counted
from sunlight.report.pictures.lazy import Shared
from sunlight.report.pictures.lettering import Line, draw_lines
from sunlight.report.pictures.page import Page, Sheet, Side, drawing_box
from sunlight.report.pictures.paper import MM_PER_POINT, Box, Paper
from sunlight.report.plan_legend import LegendEntry
from sunlight.report.segments import exact_duration, time_band, whole_minutes
from sunlight.report.texts import Texts
from sunlight.rules import Outcome, Verdict, uses_with_standard

__all__ = ["FailingWindow", "failing_units", "sunpath_sheets"]

BAR: Final = {"A3": 5.0, "A4": 3.8}
"""Height of a bar of the day. [mm]"""
FOOT: Final = 11.0
"""Room for the hours under the bars. [mm]"""
OVER: Final = 8.0
"""Room for the name of a point and for the degrees. [mm]"""
LEFT: Final = 9.0
NAMES: Final = 24.0
MOST_NAMED: Final = 14


@dataclass(frozen=True, slots=True, kw_only=True)
class FailingWindow:
    """A failing unit and the window its minutes come from (不通过单元的控制窗).

    Parameters
    ----------
    verdict : Verdict
        Of the unit.
    window : int
        Row of the window.
    shortfall : float
        Minutes that it lacks; 0 where it is not judged by minutes. [min]
    """

    verdict: Verdict
    window: int
    shortfall: float


def failing_units(assessment: Assessment) -> list[FailingWindow]:
    """Failing units with a window, the greatest shortfall first (不通过单元).

    Grounds and buildings that fail by the number of their rooms have no such window.

    Parameters
    ----------
    assessment : Assessment
        The assessment.
    """
    found = []
    for best, verdicts in (
        (household_windows(assessment), assessment.households.verdicts),
        (unit_windows(assessment), [unit.verdict for unit in assessment.units]),
    ):
        for verdict, after, before in zip(
            verdicts, best.after.tolist(), best.before.tolist(), strict=True
        ):
            window = after if after >= 0 else before
            if verdict.outcome is not Outcome.FAIL or window < 0:
                continue
            lacks = 0.0
            minutes = verdict.measure_unit == "min"
            if minutes and None not in (verdict.measured, verdict.threshold):
                lacks = (verdict.threshold or 0.0) - (verdict.measured or 0.0)
            found.append(FailingWindow(verdict=verdict, window=window, shortfall=lacks))
    return sorted(found, key=lambda one: -one.shortfall)


def sunpath_sheets(
    assessment: Assessment,
    papers: tuple[Paper, Paper],
    words: Texts,
    shared: Shared,
    *,
    most: int,
    units: Sequence[FailingWindow] | None = None,
    kind: str = "sunpath",
) -> list[Sheet]:
    """Sheets of the sun-path charts of the worst failing units (棒影图).

    Parameters
    ----------
    assessment : Assessment
        The assessment.
    papers : (Paper, Paper)
        Landscape and portrait; these lie.
    words : mapping
        Catalogue.
    shared : Shared
        For the scene.
    most : int
        Charts at most; each says how many units are left out.
    units : sequence of FailingWindow, optional
        Other units than those that fail, the worst first.
    kind : str
        Kind of drawing; ids begin with it.
    """
    if units is None:
        units = failing_units(assessment)
    project, results = assessment.project, assessment.windows
    sheets = []
    for number, one in enumerate(units[:most], start=1):
        window = str(project.windows.id[one.window])
        run = assessment.runs[int(results.run[one.window])]
        (minutes,) = whole_minutes(
            results.minutes_after[one.window : one.window + 1]
        ).to_pylist()
        result = words["chart.full_minutes"].format(
            minutes="–" if minutes is None else minutes
        )
        note = ""
        if len(units) > most:
            note = words["pictures_sunpath.left_out"].format(
                all=len(units), shown=most, rest=len(units) - most
            )
        sheets.append(
            Sheet(
                id=f"{kind}-{number:02d}",
                kind=kind,
                title=words["pictures_sunpath.title_of"].format(unit=one.verdict.unit),
                alt=words["pictures_sunpath.alt"].format(window=window, result=result),
                subtitle=words["pictures_sunpath.subtitle"].format(
                    window=words["chart.window"].format(window=window),
                    state=words["grids.after"],
                    day=words["plan.subtitle"].format(
                        day=run.conditions.day.value,
                        band=time_band(run.path.band),
                        declination=f"{run.path.declination.degrees:.2f}",
                    ),
                    result=result,
                ),
                paper=papers[0],
                label=words["grids.label"],
                paint=partial(
                    _paint, assessment=assessment, shared=shared, one=one, note=note
                ),
            )
        )
    return sheets


def _paint(
    page: Page,
    *,
    assessment: Assessment,
    shared: Shared,
    one: FailingWindow,
    note: str,
) -> Side:
    """Draw a chart."""
    words, project = page.words, assessment.project
    name = str(project.windows.id[one.window])
    use = project.buildings[int(project.windows.building[one.window])].use
    if use not in uses_with_standard(assessment.rules):
        use = Use.RESIDENTIAL
    results = assessment.windows
    stretch = (results.left_after[one.window], results.right_after[one.window])
    sheet = ChartSheet(
        chart=window_chart_of(shared.subject(use), name, stretch=stretch),
        name=project.name,
        subject=words["chart.window"].format(window=name),
        state="after",
        rules=assessment.provenance.rules,
    )
    style, order = chart_style(sheet.ends)
    _draw_chart(page, sheet, style)
    verdict = one.verdict
    notes = [
        words["pictures_sunpath.unit_told"].format(
            unit=verdict.unit,
            measured=_told(verdict.measured, verdict, words),
            threshold=_told(verdict.threshold, verdict, words),
        ),
        words["chart.outline_note"].format(bound=f"{sheet.ends[0][1].bound:g}"),
        words["grids.label"],
    ]
    if note:
        notes.insert(0, note)
    most = longest_counted(assessment)
    groups = _legend(sheet, style, order, words, most=most)
    return Side(groups=groups, notes=tuple(notes))


def _told(figure: float | None, verdict: Verdict, words: Texts) -> str:
    """A figure of a verdict."""
    if verdict.measure_unit == "min":
        return exact_duration(figure, words)
    return "–" if figure is None else f"{figure:.5g}"


def _draw_chart(page: Page, sheet: ChartSheet, style: SkyStyle) -> None:
    """Draw the skies of both sill ends over each other, and the bars below."""
    words, box, paper = page.words, drawing_box(page.paper), page.paper
    bars = day_bars(sheet.chart, sheet.ends, style, words)
    low = min(BAR[paper.name] * len(bars), 0.3 * box.height) + FOOT
    high = (box.height - low) / len(sheet.ends)
    side = min(high - 1.0, box.width * 0.38)

    def axes(place: Box, label: str) -> "object":
        return page.figure.add_axes(
            (
                place.left / paper.width, place.low / paper.height,
                place.width / paper.width, place.height / paper.height,
            ),
            label=label,
        )  # fmt: skip

    titles = []
    for i, (key, chart) in enumerate(sheet.ends):
        top = box.top - i * high
        flat = Box(
            left=box.left + LEFT,
            low=top - high + OVER,
            width=box.width - side - LEFT - 4.0,
            height=high - 2 * OVER + 2.0,
        )
        draw_flat_sky(axes(flat, f"flat {key}"), chart, style, words)  # type: ignore[arg-type]
        titles.append(
            Line(
                x=flat.left, y=flat.top + 2.6, text=end_title(key, chart, words),
                size=7.5,
            )
        )  # fmt: skip
        disc = Box(
            left=box.right - side, low=top - (high + side) / 2.0, width=side,
            height=side,
        )  # fmt: skip
        draw_round_sky(axes(disc, f"round {key}"), chart, style, words)  # type: ignore[arg-type]
    draw_lines(page.axes, titles, point=MM_PER_POINT)
    place = Box(
        left=box.left + NAMES,
        low=box.low + FOOT - 1.0,
        width=box.width - NAMES - 6.0,
        height=low - FOOT,
    )
    draw_bars(
        axes(place, "bars"), bars, sheet.ends[0][1].path.band, words,  # type: ignore[arg-type]
        halves=len(sheet.ends) > 1,
    )  # fmt: skip


def _legend(
    sheet: ChartSheet,
    style: SkyStyle,
    order: tuple[str, ...],
    words: Texts,
    *,
    most: str,
) -> tuple[tuple[str, tuple[LegendEntry, ...]], ...]:
    """Legend beside the chart."""
    shortest = f"{sheet.ends[0][1].shortest:g}"
    short = "chart.key_short_or_surplus" if most else "chart.key_short"
    entries = [
        LegendEntry(
            label=words["chart.key_lit"],
            patch={"facecolor": LIT_COLOUR, "edgecolor": BAND_COLOUR},
        ),
        LegendEntry(
            label=words[short].format(shortest=shortest, count=most),
            patch={"facecolor": SHORT_COLOUR, "edgecolor": BAND_COLOUR},
        ),
        LegendEntry(label=words["chart.key_band"], line=(BAND_COLOUR, 1.2)),
        LegendEntry(label=words["chart.key_day"], line=("#6d6d68", 0.8), dashes="--"),
        LegendEntry(label=words["chart.key_other"], patch=OTHER_STYLE),
    ]
    if not sheet.ends[0][1].hidden.is_empty:
        entries.append(LegendEntry(label=words["chart.own_wall"], patch=HIDDEN_STYLE))
    owners = [
        LegendEntry(
            label=words["chart.key_owner"].format(owner=name), patch=style.of(name)
        )
        for name in order[:MOST_NAMED]
    ]
    if len(order) > MOST_NAMED:
        rest = words["chart.others"].format(count=len(order) - MOST_NAMED)
        owners.append(LegendEntry(label=rest))
    return (
        (words["pictures_sunpath.legend"], tuple(entries)),
        (words["pictures_sunpath.owners"], tuple(owners)),
    )
