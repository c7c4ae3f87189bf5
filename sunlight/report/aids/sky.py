"""The sky as a picture: silhouettes, sun path and arcs in two projections (天空图)."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from sunlight.analyses.sunpath_chart import SunPathChart
from sunlight.report.fonts import picture_font, text_width
from sunlight.report.plan_polygons import add_polygons
from sunlight.report.texts import Texts

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = [
    "BAND_COLOUR",
    "HIDDEN_STYLE",
    "LIT_COLOUR",
    "OTHER_STYLE",
    "SHORT_COLOUR",
    "SkyStyle",
    "draw_flat_sky",
    "draw_round_sky",
    "sky_extent",
]

Points = NDArray[np.float64]
Projection = Callable[[Points], Points]
"""Azimuth and altitude (n, 2) in degrees to the plane of the drawing (n, 2)."""

LIT_COLOUR: Final = "#f0b400"
SHORT_COLOUR: Final = "#ffffff"
BAND_COLOUR: Final = "#111111"
HIDDEN_STYLE: Final = {
    "facecolor": "#efefec", "edgecolor": "#b9b9b4", "hatch": "\\\\\\\\",
}  # fmt: skip
OTHER_STYLE: Final = {"facecolor": "#dededa", "edgecolor": "#9a9a95"}
"""Silhouettes of those who hide no sun in the band."""
LEAST_TOP_DEG: Final = 45.0
_MARGIN_DEG: Final = 12.0
_LEAST_LABEL_DEG: Final = 5.0  # narrower silhouettes have no label
_LABEL_SIZE: Final = 7.0  # [pt]
_POLYGON: Final = 3  # type of shapely


@dataclass(frozen=True, slots=True, kw_only=True)
class SkyStyle:
    """How owners are drawn (图例样式).

    Parameters
    ----------
    owners : mapping of str to (colour, hatch)
        Those who hide the sun in the band.
    short_told : bool
        Whether light too short to count is told apart: of a point, not of one sill end,
        as pieces are dropped after both ends are put together.
    """

    owners: Mapping[str, tuple[str, str]]
    short_told: bool

    def of(self, owner: str) -> dict[str, str]:
        """Style of the silhouette of an owner (轮廓样式).

        Parameters
        ----------
        owner : str
            Name.
        """
        if owner not in self.owners:
            return OTHER_STYLE
        colour, hatch = self.owners[owner]
        style = {"facecolor": _paler(colour), "edgecolor": colour}
        return style | ({"hatch": hatch} if hatch else {})

    def colour(self, owner: str) -> str:
        """Colour of the arcs of an owner (弧段颜色).

        Parameters
        ----------
        owner : str
            Name.
        """
        return self.owners.get(owner, (OTHER_STYLE["edgecolor"], ""))[0]


def _paler(colour: str) -> str:
    """Colour mixed with white."""
    channels = [int(colour[i : i + 2], 16) for i in (1, 3, 5)]
    return "#" + "".join(f"{round(c + 0.55 * (255 - c)):02x}" for c in channels)


def sky_extent(chart: SunPathChart) -> tuple[float, float, float]:
    """First and last azimuth and greatest altitude of the flat sky. [degrees].

    Parameters
    ----------
    chart : SunPathChart
        The chart.
    """
    azimuth, altitude = chart.track.azimuth, chart.track.altitude
    top = max(LEAST_TOP_DEG, float(altitude.max()) + _MARGIN_DEG)
    return (
        max(0.0, min(85.0, float(azimuth.min()) - _MARGIN_DEG)),
        min(360.0, max(275.0, float(azimuth.max()) + _MARGIN_DEG)),
        min(90.0, 5.0 * np.ceil(top / 5.0)),
    )


def draw_flat_sky(
    axes: "Axes", chart: SunPathChart, style: SkyStyle, words: Texts
) -> None:
    """Draw the sky with azimuth to the right and altitude upwards (方位高度图).

    Parameters
    ----------
    axes : matplotlib.axes.Axes
        Empty axes.
    chart : SunPathChart
        The chart.
    style : SkyStyle
        Colours of the owners.
    words : mapping
        Catalogue.
    """
    first, last, top = sky_extent(chart)
    axes.set(xlim=(first, last), ylim=(0.0, top))
    ticks = np.arange(30.0 * np.ceil(first / 30.0), last + 1e-9, 30.0)
    names = {90.0: "east", 180.0: "south", 270.0: "west"}
    axes.set_xticks(
        ticks,
        [
            f"{t:g}°" + (f" {words['chart.' + names[t]]}" if t in names else "")
            for t in ticks.tolist()
        ],
    )
    axes.set_yticks(
        np.arange(0.0, top + 1e-9, 10.0),
        [f"{t:g}°" for t in np.arange(0.0, top + 1e-9, 10.0)],
    )
    for label in (*axes.get_xticklabels(), *axes.get_yticklabels()):
        label.set_fontproperties(picture_font(7.0))
    axes.grid(color="#d8d8d4", linewidth=0.4)
    axes.set_axisbelow(True)
    window = shapely.box(first, 0.0, last, top)
    _draw_shapes(axes, chart, style, None, window)
    _draw_sun(axes, chart, style, lambda points: points, 7.0)
    _label_owners(axes, chart, style, window)


def draw_round_sky(
    axes: "Axes", chart: SunPathChart, style: SkyStyle, words: Texts
) -> None:
    """Draw the whole sky as a stereographic disc, north up, east right (极投影图).

    Parameters
    ----------
    axes : matplotlib.axes.Axes
        Empty axes.
    chart : SunPathChart
        The chart.
    style : SkyStyle
        Colours of the owners.
    words : mapping
        Catalogue.
    """
    from matplotlib.patches import Circle

    from sunlight.report.outlined import write_text

    axes.set(xlim=(-1.16, 1.16), ylim=(-1.16, 1.16), xticks=[], yticks=[])
    axes.set_aspect("equal")
    axes.axis("off")
    whole = shapely.box(0.0, 0.0, 360.0, 90.0)
    _draw_shapes(axes, chart, style, stereographic, whole)
    for altitude in (0.0, 30.0, 60.0):
        radius = float(np.tan(np.radians(45.0 - altitude / 2.0)))
        edge, width = ("#55554f", 0.9) if altitude == 0.0 else ("#a9a9a4", 0.5)
        axes.add_patch(Circle((0, 0), radius, fill=False, ec=edge, lw=width))
    for azimuth, key in ((0, "north"), (90, "east"), (180, "south"), (270, "west")):
        x, y = np.sin(np.radians(azimuth)), np.cos(np.radians(azimuth))
        axes.plot([0, x], [0, y], color="#a9a9a4", linewidth=0.4, zorder=1.5)
        write_text(axes, (1.08 * x, 1.08 * y), words[f"chart.{key}"], size=8.0)
    _draw_sun(axes, chart, style, stereographic, 6.0)


def stereographic(points: Points) -> Points:
    """Azimuth and altitude to the unit disc, north up, east right (极射赤平投影).

    Parameters
    ----------
    points : (n, 2) ndarray
        Azimuth and altitude. [degrees]

    Returns
    -------
    (n, 2) ndarray
        The horizon has the radius 1.
    """
    radius = np.tan(np.radians(45.0 - points[:, 1] / 2.0))
    turn = np.radians(points[:, 0])
    return np.column_stack([radius * np.sin(turn), radius * np.cos(turn)])


def _draw_shapes(
    axes: "Axes",
    chart: SunPathChart,
    style: SkyStyle,
    project: Projection | None,
    window: BaseGeometry,
) -> None:
    """Draw the sky behind the own wall and the silhouettes, far ones first.

    Neighbours in that order that look the same are drawn at once.
    """
    hidden = _projected(np.array([shapely.intersection(chart.hidden, window)]), project)
    add_polygons(axes, hidden, HIDDEN_STYLE, zorder=2.0, thickness=0.4)
    found = chart.silhouettes
    seen = np.array([s.outline for s in found], dtype=object)
    seen = shapely.difference(shapely.intersection(seen, window), chart.hidden)
    first = 0
    for last in range(1, len(found) + 1):
        look = style.of(found[first].owner)
        if last < len(found) and style.of(found[last].owner) == look:
            continue
        shapes = _projected(seen[first:last], project)
        if shapes:
            zorder = 3.0 + first / (1.0 + len(found))
            add_polygons(axes, shapes, look, zorder=zorder, thickness=0.6)
        first = last


def _projected(
    shapes: NDArray[np.object_], project: Projection | None
) -> list[shapely.Polygon]:
    """Polygons in the plane of the drawing, those that meet due north united."""
    pieces, row = shapely.get_parts(shapes, return_index=True)
    solid = (shapely.get_type_id(pieces) == _POLYGON) & (shapely.area(pieces) > 0.0)
    pieces, row = pieces[solid], row[solid]
    if project is None or len(pieces) == 0:
        return list(pieces.tolist())
    moved = shapely.transform(shapely.segmentize(pieces, 1.0), project)
    bounds = shapely.bounds(pieces)
    seam = np.isin(row, row[(bounds[:, 0] == 0.0) | (bounds[:, 2] == 360.0)])
    plain = list(moved[~seam].tolist())
    for number in np.unique(row[seam]).tolist():
        mine = moved[seam & (row == number)]
        sound = shapely.make_valid(mine, method="structure", keep_collapsed=False)
        united = shapely.union_all(sound, grid_size=1e-9)
        plain += [p for p in shapely.get_parts(united) if p.geom_type == "Polygon"]
    return plain


def _draw_sun(
    axes: "Axes",
    chart: SunPathChart,
    style: SkyStyle,
    project: Projection,
    size: float,
) -> None:
    """Draw the sun's path, its lit and blocked arcs, and the hours.

    Nearer owners lie above farther ones, the own wall above all: whatever stands there.
    """
    from sunlight.report.outlined import write_text

    night, day = chart.track.minutes[[0, -1]].tolist()
    _arc(
        axes, chart, project, night, day, color="#6d6d68", linewidth=0.8, dashes=(4, 3)
    )
    _arc(axes, chart, project, *chart.path.lit_band, color=BAND_COLOUR, linewidth=1.2)
    far = {s.owner: s.distance for s in chart.silhouettes}
    for arc in sorted(chart.blocked, key=lambda a: -far.get(a.owner, -1.0)):
        colour = style.colour(arc.owner) if arc.owner else "#8a8a85"
        _arc(axes, chart, project, arc.start, arc.end, color=colour, linewidth=3.2)
    for (start, end), counts in zip(
        chart.lit.tolist(), chart.counted.tolist(), strict=True
    ):
        _arc(axes, chart, project, start, end, color=BAND_COLOUR, linewidth=6.2)
        colour = LIT_COLOUR if counts or not style.short_told else SHORT_COLOUR
        _arc(axes, chart, project, start, end, color=colour, linewidth=4.6, level=6.0)
    (low_x, high_x), (low_y, high_y) = axes.get_xlim(), axes.get_ylim()
    hours = project(np.column_stack([chart.hours.azimuth, chart.hours.altitude]))
    axes.plot(
        hours[:, 0], hours[:, 1], "o", color="white", markeredgecolor=BAND_COLOUR,
        markersize=3.2, markeredgewidth=0.7, zorder=7,
    )  # fmt: skip
    for (x, y), minutes in zip(
        hours.tolist(), chart.hours.minutes.tolist(), strict=True
    ):
        if low_x <= x <= high_x and low_y <= y <= high_y:
            write_text(
                axes, (x, y), f"{minutes / 60:.0f}", size=size, middle=False, lift=6.0,
                halo=2.0, zorder=8.0,
            )  # fmt: skip


def _arc(
    axes: "Axes",
    chart: SunPathChart,
    project: Projection,
    start: float,
    end: float,
    *,
    color: str,
    linewidth: float,
    level: float = 5.0,
    dashes: tuple[int, int] | None = None,
) -> None:
    """Draw the sun's path between two instants."""
    minutes = np.linspace(start, end, max(2, int((end - start) / 2.0) + 2))
    points = np.column_stack(
        [chart.path.azimuth_deg(minutes), chart.path.altitude_deg(minutes)]
    )
    (line,) = axes.plot(
        *project(points).T,
        color=color,
        linewidth=linewidth,
        solid_capstyle="butt",
        zorder=level + 0.1 * linewidth,
    )
    if dashes is not None:
        line.set_dashes(dashes)


def _label_owners(
    axes: "Axes", chart: SunPathChart, style: SkyStyle, window: BaseGeometry
) -> None:
    """Write the owners into what is seen of their silhouettes, near the horizon.

    Where two labels would overlap, those who hide the sun come first, then the nearer.
    """
    from sunlight.report.outlined import write_text

    spots = _label_spots(chart, window)
    spots.sort(key=lambda spot: spot[0] not in style.owners)
    first, last = axes.get_xlim()
    per_point = (last - first) / (axes.get_window_extent().width / axes.figure.dpi * 72)
    taken: list[tuple[float, float, float]] = []
    for owner, x, y in spots:
        half = text_width(owner) * _LABEL_SIZE * per_point / 2.0
        if any(abs(x - u) < half + w and abs(y - v) < 2.5 for u, v, w in taken):
            continue
        taken.append((x, y, half))
        write_text(
            axes, (x, y), owner, size=_LABEL_SIZE,
            colour="#1c1c1c" if owner in style.owners else "#5f5f5a",
            halo=2.0, zorder=8.0, clip=True,
        )  # fmt: skip


def _label_spots(
    chart: SunPathChart, window: BaseGeometry
) -> list[tuple[str, float, float]]:
    """Where the silhouettes that are seen have room for a label, near ones first."""
    spots = []
    nearer: BaseGeometry = chart.hidden
    for silhouette in reversed(chart.silhouettes):
        outline = silhouette.outline.intersection(window)
        if outline.area < _LEAST_LABEL_DEG:
            continue
        seen = outline.difference(nearer)
        nearer = shapely.union(nearer, outline)
        pieces = [p for p in shapely.get_parts(seen) if p.geom_type == "Polygon"]
        if not pieces:
            continue
        largest = max(pieces, key=lambda piece: float(piece.area))
        x_min, y_min, x_max, y_max = largest.bounds
        thin = x_max - x_min < _LEAST_LABEL_DEG or y_max - y_min < 2.0
        if thin or largest.area < _LEAST_LABEL_DEG:
            continue
        low = shapely.intersection(largest, shapely.box(0.0, 1.0, 360.0, 7.0))
        at = (low if low.area > _LEAST_LABEL_DEG else largest).representative_point()
        spots.append((silhouette.owner, float(at.x), float(at.y)))
    return spots
