"""The sheet of a sun-path chart: skies, bars of the day, legend (棒影图成图)."""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from sunlight import __version__
from sunlight.analyses.sunpath_chart import SunPathChart, WindowChart
from sunlight.report.aids.chart_bars import MOST_BARS, day_bars, draw_bars
from sunlight.report.aids.sheet import draw_label
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
from sunlight.report.fonts import picture_font, printable
from sunlight.report.plan_layout import DPI
from sunlight.report.segments import time_band
from sunlight.report.texts import Texts, texts
from sunlight.rules import Language

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

__all__ = [
    "ChartSheet", "chart_figure", "chart_png", "chart_style", "end_title",
]  # fmt: skip

PALETTE: Final = ("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#56b4e9", "#6b4c9a")
"""Told apart by the colour-blind; the colour of light is kept for light (M. Okabe and
K. Ito, Color Universal Design, 2008)."""
HATCHES: Final = ("", "///", "...", "xxx")

WIDTH: Final = 13.4
FLAT: Final = (8.1, 3.3)
ROUND: Final = 3.9
EDGE: Final = 0.55
HEAD: Final = 0.95
BAR: Final = 0.26
NOTES: Final = 0.55
"""Sizes on the sheet. [in]"""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class ChartSheet:
    """What a chart is of (图题).

    Parameters
    ----------
    chart : SunPathChart or WindowChart
        A point, or both sill ends of a window.
    name : str
        Project.
    subject : str
        Which point or window, in words.
    state : {'before', 'after'}
        State of the project.
    rules : str
        Name of the rules.
    """

    chart: SunPathChart | WindowChart
    name: str
    subject: str
    state: str
    rules: str

    @property
    def ends(self) -> tuple[tuple[str, SunPathChart], ...]:
        """Charts of the points with the key of their name."""
        if isinstance(self.chart, WindowChart):
            return ("left", self.chart.left), ("right", self.chart.right)
        return (("point", self.chart),)


def chart_png(sheet: ChartSheet, *, lang: Language = "zh") -> bytes:
    """Picture of a chart as PNG (棒影图图片).

    Parameters
    ----------
    sheet : ChartSheet
        The chart and what it is of.
    lang : {'zh', 'en'}
        Language of the words.
    """
    target = io.BytesIO()
    metadata = {
        "Title": sheet.subject,
        "Description": texts(lang)["grids.label"],
        "Software": f"sunlight {__version__}",
    }
    figure = chart_figure(sheet, lang=lang)
    figure.savefig(target, format="png", dpi=DPI, metadata=metadata)
    return target.getvalue()


def chart_figure(sheet: ChartSheet, *, lang: Language = "zh") -> "Figure":
    """Sheet with the skies of each point in both projections (棒影图).

    Parameters
    ----------
    sheet : ChartSheet
        The chart and what it is of.
    lang : {'zh', 'en'}
        Language of the words.

    Returns
    -------
    matplotlib.figure.Figure
        Drawn without pyplot.
    """
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    words, ends = texts(lang), sheet.ends
    style, order = chart_style(ends)
    rows = day_bars(sheet.chart, ends, style, words)
    sky = ROUND + 0.35
    high = max(BAR * len(rows) + 0.45, 0.2 * (3.5 + (min(len(order), MOST_BARS)) / 2))
    height = HEAD + sky * len(ends) + 0.1 + high + NOTES
    figure = Figure(figsize=(WIDTH, height), facecolor="white")
    FigureCanvasAgg(figure)

    def box(x: float, top: float, wide: float, high: float) -> "Axes":
        place = (x / WIDTH, (height - top - high) / height, wide / WIDTH, high / height)
        return figure.add_axes(place)

    _draw_titles(figure, sheet, words, height)
    for number, (key, chart) in enumerate(ends):
        top = HEAD + number * sky
        flat = box(EDGE, top + 0.28, *FLAT)
        draw_flat_sky(flat, chart, style, words)
        flat.set_title(
            end_title(key, chart, words),
            fontproperties=picture_font(9.0),
            loc="left",
        )
        draw_round_sky(
            box(EDGE + FLAT[0] + 0.55, top, ROUND, ROUND), chart, style, words
        )
    top = HEAD + sky * len(ends) + 0.1
    draw_bars(
        box(EDGE + 1.15, top, 7.0, BAR * len(rows)),
        rows,
        ends[0][1].path.band,
        words,
        halves=len(ends) > 1,
    )
    side = BAR * len(rows) + 0.7
    _draw_legend(box(EDGE + FLAT[0] + 0.4, top, 4.2, side), sheet, order, style, words)
    _draw_notes(figure, sheet, words, height)
    draw_label(figure, words["grids.label"])
    return figure


def chart_style(
    ends: Sequence[tuple[str, SunPathChart]],
) -> tuple[SkyStyle, tuple[str, ...]]:
    """Styles of the owners that hide the sun in the band, and their order (样式).

    Parameters
    ----------
    ends : sequence of (str, SunPathChart)
        Points of a chart, each with the key of its name.
    """
    minutes: dict[str, float] = {}
    for _, chart in ends:
        for arc in chart.blocked:
            if arc.owner:
                held = minutes.get(arc.owner, 0.0)
                minutes[arc.owner] = held + arc.end - arc.start
    order = tuple(sorted(minutes, key=lambda name: (-minutes[name], name)))
    looks = {
        name: (
            PALETTE[i % len(PALETTE)],
            HATCHES[min(i // len(PALETTE), len(HATCHES) - 1)],
        )
        for i, name in enumerate(order)
    }
    return SkyStyle(owners=looks, short_told=len(ends) == 1), order


def end_title(key: str, chart: SunPathChart, words: Texts) -> str:
    """Name of a point with its coordinates (点名).

    Parameters
    ----------
    key : str
        Key of its name.
    chart : SunPathChart
        Its chart.
    words : mapping
        Catalogue.
    """
    x, y, z = chart.point.tolist()
    return words["chart.end_title"].format(
        end=words[f"chart.{key}"], x=f"{x:.2f}", y=f"{y:.2f}", z=f"{z:.2f}"
    )


def _draw_titles(
    figure: "Figure", sheet: ChartSheet, words: Texts, height: float
) -> None:
    """Draw title and subtitle."""
    path = sheet.ends[0][1].path
    title = words["chart.title"].format(name=sheet.name, subject=sheet.subject)
    subtitle = words["chart.subtitle"].format(
        state=words[f"progress.{sheet.state}"],
        day=path.day.value,
        band=time_band(path.band),
        declination=f"{path.declination.degrees:.2f}",
        latitude=f"{path.latitude:g}",
        result=_result(sheet, words),
    )
    for text, down, size in ((title, 0.42, 15.0), (subtitle, 0.7, 9.0)):
        figure.text(
            EDGE / WIDTH,
            (height - down) / height,
            printable(text),
            fontproperties=picture_font(size),
            va="baseline",
            parse_math=False,
        )


def _result(sheet: ChartSheet, words: Texts) -> str:
    """Minutes of the chart in words."""
    chart = sheet.chart
    if isinstance(chart, WindowChart):
        return words["chart.full_minutes"].format(minutes=f"{chart.minutes:.1f}")
    pieces = chart.lit[chart.counted]
    minutes = float((pieces[:, 1] - pieces[:, 0]).sum())
    return words["chart.lit_minutes"].format(minutes=f"{minutes:.1f}")


def _draw_legend(
    axes: "Axes",
    sheet: ChartSheet,
    order: Sequence[str],
    style: SkyStyle,
    words: Texts,
) -> None:
    """Draw the legend beside the bars, in two columns."""
    from matplotlib.lines import Line2D
    from matplotlib.patches import Patch

    shortest = f"{sheet.ends[0][1].shortest:g}"
    handles: list[Line2D | Patch] = [
        Patch(fc=LIT_COLOUR, ec=BAND_COLOUR, label=words["chart.key_lit"]),
        Patch(
            fc=SHORT_COLOUR,
            ec=BAND_COLOUR,
            label=words["chart.key_short"].format(shortest=shortest),
        ),
        Line2D([], [], color=BAND_COLOUR, lw=1.2, label=words["chart.key_band"]),
        Line2D([], [], color="#6d6d68", lw=0.8, ls="--", label=words["chart.key_day"]),
    ]
    handles += [
        Patch(
            fc=style.of(name)["facecolor"],
            ec=style.of(name)["edgecolor"],
            hatch=style.of(name).get("hatch"),
            label=printable(words["chart.key_owner"].format(owner=name)),
        )
        for name in order[:MOST_BARS]
    ]
    handles.append(
        Patch(
            fc=OTHER_STYLE["facecolor"],
            ec=OTHER_STYLE["edgecolor"],
            label=words["chart.key_other"],
        )
    )
    if not sheet.ends[0][1].hidden.is_empty:
        handles.append(
            Patch(
                fc=HIDDEN_STYLE["facecolor"],
                ec=HIDDEN_STYLE["edgecolor"],
                hatch=HIDDEN_STYLE["hatch"],
                label=words["chart.own_wall"],
            )
        )
    axes.axis("off")
    legend = axes.legend(
        handles=handles,
        loc="upper left",
        ncols=2,
        prop=picture_font(7.5),
        frameon=False,
        borderaxespad=0.0,
        columnspacing=1.2,
        handlelength=1.8,
    )
    for text in legend.get_texts():
        text.set_parse_math(False)


def _draw_notes(
    figure: "Figure", sheet: ChartSheet, words: Texts, height: float
) -> None:
    """Draw the standing label and where the figures come from."""
    bound = f"{sheet.ends[0][1].bound:g}"
    notes = (
        words["grids.label"],
        words["chart.outline_note"].format(bound=bound)
        + "  "
        + words["plan.sources"].format(rules=sheet.rules, engine=__version__),
    )
    for number, note in enumerate(notes):
        figure.text(
            EDGE / WIDTH,
            (0.34 - 0.17 * number) / height,
            printable(note),
            fontproperties=picture_font(7.0),
            color="#55554f",
            va="baseline",
            parse_math=False,
        )
