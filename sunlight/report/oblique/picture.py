"""The model from two corners, windows coloured (模型鸟瞰图)."""

from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Final

import numpy as np
from numpy.typing import NDArray

from sunlight.kinds import Status
from sunlight.model.project import Project
from sunlight.report.fonts import picture_font, printable, text_width
from sunlight.report.oblique.raster import Raster, View, rastered
from sunlight.report.oblique.surfaces import Surfaces, surfaces_of, window_panes
from sunlight.report.plan import CLASS_COLOURS, CLASS_SHARES, STATUS_STYLES
from sunlight.report.texts import Texts, texts
from sunlight.rules import Language

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

__all__ = ["write_model_picture"]

VIEWS: Final = (("view.south_west", 215.0), ("view.north_east", 35.0))
"""Words and usual azimuth of each view. [degrees]"""

ALTITUDE: Final = 30.0
TO_WALLS: Final = 35.0
"""Walls are seen at this angle, neither head on nor along. [degrees]"""

LONGEST_PX: Final = 1500
DPI: Final = 150
UNKNOWN_COLOUR: Final = "#3b3b3b"
ASSUMED_COLOUR: Final = "#cc79a7"
DRAWN_COLOUR: Final = "#0072b2"
EDGE_COLOUR: Final = "#4a4a48"
MOST_LABELS: Final = 40
LIGHT: Final = np.array([-0.35, -0.55, 0.76])
"""Where the light of the drawing comes from; it has nothing to do with the sun."""


def write_model_picture(
    project: Project,
    path: Path,
    *,
    minutes: NDArray[np.float64] | None = None,
    standard: float = 120.0,
    lang: Language = "zh",
) -> None:
    """Draw a model from the south-west and the north-east as PNG (模型鸟瞰图).

    Parameters
    ----------
    project : Project
        The model.
    path : Path
        The file.
    minutes : (w,) ndarray of float64 or None
        Counted minutes of each window, NaN where not measured; None: windows are
        coloured by whether they are drawn or laid by rule. [min]
    standard : float
        Minutes that the classes of colour are shares of. [min]
    lang : {'zh', 'en'}
        Language of the words.
    """
    import matplotlib as mpl
    from matplotlib.figure import Figure

    words = texts(lang)
    surfaces = surfaces_of(project)
    groups = _window_groups(project, minutes, standard, words)
    shown = np.concatenate([rows for _, _, rows in groups] or [np.empty(0, dtype=int)])
    panes = window_panes(project, shown)
    colours = [c for c, _, rows in groups for _ in range(2 * len(rows))]
    with mpl.rc_context({"axes.unicode_minus": False}):
        pictures = [
            _picture(project, surfaces, panes, colours, _view(surfaces, azimuth))
            for _, azimuth in VIEWS
        ]
        heights = [image.shape[0] / image.shape[1] for image, _, _ in pictures]
        width = 10.0
        figure = Figure(figsize=(width, width * sum(heights) + 1.5), dpi=DPI)
        total = figure.get_figheight()
        top = total - 0.55
        _text(figure, 0.25, total - 0.32, project.name or path.stem, 13.0)
        for (name, _), (image, raster, axes_of), share in zip(
            VIEWS, pictures, heights, strict=True
        ):
            _text(figure, 0.25, top - 0.08, words[name], 9.0)
            size = width * share
            bottom = (top - size) / total
            axes = figure.add_axes((0.0, bottom, 1.0, size / total))
            axes.imshow(image, origin="lower", interpolation="antialiased")
            axes.set_axis_off()
            _draw_labels(axes, project, raster, axes_of)
            top -= size
        _draw_legend(figure, groups, words, total)
        figure.savefig(path, dpi=DPI, metadata={"Software": "sunlight"})


def _window_groups(
    project: Project,
    minutes: NDArray[np.float64] | None,
    standard: float,
    words: Texts,
) -> list[tuple[str, str, NDArray[np.int64]]]:
    """Colour, name and rows of each group of windows that can be drawn."""
    windows = project.windows
    zero = np.array([b.zero_level for b in project.buildings] or [np.nan])
    known = np.isfinite(zero[windows.building] + windows.floor_level)
    groups: list[tuple[str, str, NDArray[np.int64]]]
    if minutes is None:
        drawn = known & ~windows.assumed
        groups = [
            (DRAWN_COLOUR, words["view.drawn"], np.flatnonzero(drawn)),
            (
                ASSUMED_COLOUR,
                words["view.assumed"],
                np.flatnonzero(known & windows.assumed),
            ),
        ]
    else:
        limits = [share * standard for share in CLASS_SHARES]
        measured = known & np.isfinite(minutes)
        which = np.digitize(np.where(measured, minutes, 0.0) + 1e-6, limits)
        shown = [f"{limit:g}" for limit in limits]
        names = (
            words["plan.below"].format(limit=shown[0]),
            *(words["plan.between"].format(low=a, high=b) for a, b in pairwise(shown)),
            words["plan.least"].format(limit=shown[-1]),
        )
        groups = [
            (colour, name, np.flatnonzero(measured & (which == i)))
            for i, (colour, name) in enumerate(zip(CLASS_COLOURS, names, strict=True))
        ]
        rest = np.flatnonzero(known & ~measured)
        groups.append((UNKNOWN_COLOUR, words["view.unmeasured"], rest))
    return [group for group in groups if len(group[2])]


def _view(surfaces: Surfaces, azimuth: float) -> View:
    """View near an azimuth that sees most walls at a good angle."""
    corners = surfaces.corners
    normal = np.cross(corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0])
    level = np.hypot(normal[:, 0], normal[:, 1])
    upright = level > 3.0 * np.abs(normal[:, 2])
    bearing = np.arctan2(normal[upright, 0], normal[upright, 1])
    fourfold = (level[upright] * np.exp(4j * bearing)).sum()
    wall = np.degrees(np.angle(fourfold)) / 4.0 if abs(fourfold) > 1e-9 else 0.0
    wanted = [wall + sign * TO_WALLS + 90.0 * k for sign in (-1, 1) for k in range(8)]
    return View(
        azimuth=min(wanted, key=lambda found: abs(found - azimuth)),
        altitude=ALTITUDE,
    )


def _picture(
    project: Project,
    surfaces: Surfaces,
    panes: NDArray[np.float64],
    colours: Sequence[str],
    view: View,
) -> tuple[NDArray[np.float64], Raster, NDArray[np.float64]]:
    """Image of one view, its raster and the axes of the screen."""
    from matplotlib.colors import to_rgb

    axes = view.axes()
    corners = np.concatenate([surfaces.corners, panes])
    raster = rastered(corners @ axes.T, longest=LONGEST_PX)
    across = corners[:, 1] - corners[:, 0]
    normal = np.cross(across, corners[:, 2] - corners[:, 0])
    length = np.maximum(np.linalg.norm(normal, axis=1), 1e-12)[:, None]
    normal = normal / length
    normal *= np.where((normal @ axes[2]) < 0.0, -1.0, 1.0)[:, None]
    light = 0.62 + 0.38 * np.clip(normal @ (LIGHT / np.linalg.norm(LIGHT)), 0.0, 1.0)
    base = _base_colours(project, surfaces)
    paint = np.concatenate([base * light[: len(base), None], _rgb(colours)])
    plane = np.round(normal * 50.0) @ np.array([1.0, 101.0, 10201.0])
    offset = np.round(np.einsum("ij,ij->i", normal, corners[:, 0]) * 20.0)
    key = plane * 1e6 + offset
    seen = raster.triangle
    image = np.where((seen >= 0)[..., None], paint[seen], 1.0)
    edges = _edges(np.where(seen >= 0, key[seen], np.nan))
    image[edges & (seen < len(base))] = to_rgb(EDGE_COLOUR)
    return image, raster, axes


def _rgb(colours: Sequence[str]) -> NDArray[np.float64]:
    """Colours as numbers, (n, 3)."""
    from matplotlib.colors import to_rgb

    table = {colour: to_rgb(colour) for colour in set(colours)}
    found = [table[colour] for colour in colours]
    return np.array(found, dtype=np.float64).reshape(-1, 3)


def _base_colours(project: Project, surfaces: Surfaces) -> NDArray[np.float64]:
    """Colour of the building of each triangle, (t, 3)."""
    by_status = {
        status: STATUS_STYLES.get(status.value, STATUS_STYLES["existing"])["facecolor"]
        for status in Status
    }
    colours = [by_status[b.status] for b in project.buildings] + ["#d9cdbd"]
    return _rgb([colours[i] for i in surfaces.building.tolist()])


def _edges(key: NDArray[np.float64]) -> NDArray[np.bool_]:
    """Pixels where another plane begins to the right or above, (h, w)."""
    edge = np.zeros(key.shape, dtype=np.bool_)
    for a, b in (
        (np.s_[:, :-1], np.s_[:, 1:]),
        (np.s_[:-1, :], np.s_[1:, :]),
    ):
        differs = (key[a] != key[b]) & ~(np.isnan(key[a]) & np.isnan(key[b]))
        edge[a] |= differs
    return edge


def _draw_labels(
    axes: "Axes", project: Project, raster: Raster, screen: NDArray[np.float64]
) -> None:
    """Draw the ids of buildings on their tops, if there are not too many."""
    from matplotlib.patheffects import withStroke

    if len(project.buildings) > MOST_LABELS:
        return
    for building in project.buildings:
        triangles = surfaces_of_building(project, building.id)
        if len(triangles) == 0:
            continue
        flat = triangles.reshape(-1, 3)
        middle = (flat.min(axis=0) + flat.max(axis=0)) / 2.0
        place = np.array([middle[0], middle[1], flat[:, 2].max()])
        x, y = raster.pixels((screen @ place)[None, :2])[0]
        axes.text(
            x,
            y,
            printable(building.id),
            fontproperties=picture_font(7.0),
            ha="center",
            va="center",
            path_effects=[withStroke(linewidth=2.0, foreground="white")],
        )


def surfaces_of_building(project: Project, own: str) -> NDArray[np.float64]:
    """Triangles of one building, (t, 3, 3) (单幢三角面). [m].

    Parameters
    ----------
    project : Project
        The project.
    own : str
        Id of the building.
    """
    from sunlight.report.oblique.surfaces import part_triangles

    parts = next(b.parts for b in project.buildings if b.id == own)
    return np.concatenate([part_triangles(p) for p in parts] or [np.empty((0, 3, 3))])


def _draw_legend(
    figure: "Figure",
    groups: Sequence[tuple[str, str, NDArray[np.int64]]],
    words: Texts,
    total: float,
) -> None:
    """Draw a coloured square and a name for each group, and the small print."""
    x = 0.25
    for colour, name, rows in groups:
        label = f"{name}（{len(rows):,}）"
        _text(figure, x, 0.42, "■", 11.0, colour)
        _text(figure, x + 0.2, 0.44, label, 8.0)
        x += 0.42 + text_width(label) * 8.0 / 72.0
    _text(figure, 0.25, 0.16, words["view.note"], 6.5, "#5a5a57")


def _text(
    figure: "Figure",
    x: float,
    y: float,
    text: str,
    size: float,
    colour: str = "#111111",
) -> None:
    """Write at a place in inches."""
    width, height = figure.get_size_inches()
    figure.text(
        x / width,
        y / height,
        printable(text),
        fontproperties=picture_font(size),
        color=colour,
        va="center",
    )
