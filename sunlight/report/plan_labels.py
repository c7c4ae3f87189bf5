"""Labels of buildings on the plan: what fits where (楼号标注)."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import shapely
from numpy.typing import NDArray

from sunlight.model.project import Building
from sunlight.report.fonts import text_width
from sunlight.report.plan_shapes import body_shapes, building_height
from sunlight.report.texts import Texts

__all__ = ["SIZES", "Label", "building_labels", "building_texts", "fitting_label"]

SIZES: Final = (8.0, 7.0, 6.0)
"""Font sizes tried, the largest first. [pt]"""
LINE_HEIGHT: Final = 1.3
"""Height of a line in ems."""
DENSE: Final = 80
"""With more buildings than this, labels that do not fit are left out."""
_MOST_COMPARED: Final = 3_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """One label (标注).

    Parameters
    ----------
    x, y : float
        Middle. [m]
    text : str
        One or two lines.
    size : float
        Font size. [pt]
    """

    x: float
    y: float
    text: str
    size: float


def building_labels(
    buildings: Sequence[Building],
    words: Texts,
    *,
    metres_per_point: float,
    told: Callable[[Building, Texts], Sequence[str]] | None = None,
) -> list[Label]:
    """Labels with number, name, storeys and height, as much as fits (楼号标注).

    Parameters
    ----------
    buildings : sequence of Building
        The buildings.
    words : mapping
        Catalogue.
    metres_per_point : float
        Scale of the picture. [m/pt]
    told : callable, optional
        What may be said of a building, the fullest text first; `building_texts`, if
        left out.

    Returns
    -------
    list of Label
        No two overlap; greater buildings are served first.
    """
    spots = []
    for building in buildings:
        shapes = body_shapes(building)
        if shapes:
            largest = max(shapes, key=lambda shape: float(shape.area))
            spots.append((float(largest.area), building, largest))
    spots.sort(key=lambda spot: -spot[0])
    labels: list[Label] = []
    boxes: list[tuple[float, float, float, float]] = []
    for _, building, shape in spots[:_MOST_COMPARED]:
        variants = (told or building_texts)(building, words)
        label = fitting_label(variants, shape, metres_per_point)
        if label is None and len(spots) <= DENSE:
            x, y = _middle(shape)
            label = Label(x=x, y=y, text=building.id, size=SIZES[-1])
        if label is None:
            continue
        box = _box(label, metres_per_point)
        if boxes and _overlaps(box, np.array(boxes)):
            continue
        labels.append(label)
        boxes.append(box)
    return labels


def _middle(shape: shapely.Polygon) -> tuple[float, float]:
    """Middle of the bounds if that lies inside, else some point inside."""
    middle = shapely.box(*shape.bounds).centroid
    if not shape.contains(middle):
        middle = shape.representative_point()
    return middle.x, middle.y


def fitting_label(
    variants: Sequence[str], shape: shapely.Polygon, metres_per_point: float
) -> Label | None:
    """Fullest label that fits into the bounds of a shape, as large as possible (标注).

    Parameters
    ----------
    variants : sequence of str
        Texts, the fullest first.
    shape : shapely.Polygon
        The shape. [m]
    metres_per_point : float
        Scale of the picture. [m/pt]

    Returns
    -------
    Label or None
        None where not even the shortest fits in the smallest size.
    """
    x_min, y_min, x_max, y_max = shape.bounds
    x, y = _middle(shape)
    width = (x_max - x_min) / metres_per_point
    height = (y_max - y_min) / metres_per_point
    for text in variants:
        for size in SIZES:
            wide, high = _extent(text, size)
            if wide <= width and high <= height:
                return Label(x=x, y=y, text=text, size=size)
    return None


def building_texts(building: Building, words: Texts) -> list[str]:
    """Texts about a building, the fullest first (楼号、层数、高度).

    Parameters
    ----------
    building : Building
        The building.
    words : mapping
        Catalogue.
    """
    figures = []
    if building.storeys > 0:
        figures.append(words["plan.storeys"].format(count=building.storeys))
    height = building_height(building)
    if np.isfinite(height):
        assumed = words["plan.assumed"] if building.height_assumed else ""
        text = words["plan.height"].format(height=f"{height:.1f}".removesuffix(".0"))
        figures.append(text + assumed)
    second = " ".join(figures)
    named = building.name and building.name != building.id
    full = f"{building.id} {building.name}" if named else building.id
    texts = [f"{full}\n{second}", f"{building.id}\n{second}", building.id]
    if len(figures) == 2:
        texts.insert(2, "\n".join([building.id, *figures]))
    return list(dict.fromkeys(text.strip() for text in texts))


def _extent(text: str, size: float) -> tuple[float, float]:
    """Width and height of a text. [pt]."""
    lines = text.split("\n")
    width = max(text_width(line) for line in lines) * size
    return width + 2.0, len(lines) * LINE_HEIGHT * size


def _box(label: Label, metres_per_point: float) -> tuple[float, float, float, float]:
    """Box of a label. [m]."""
    wide, high = _extent(label.text, label.size)
    half_wide, half_high = wide * metres_per_point / 2, high * metres_per_point / 2
    return (
        label.x - half_wide, label.y - half_high,
        label.x + half_wide, label.y + half_high,
    )  # fmt: skip


def _overlaps(
    box: tuple[float, float, float, float],
    others: NDArray[np.float64],
) -> bool:
    """Whether a box meets any of the others."""
    return bool(
        (
            (box[0] < others[:, 2])
            & (box[2] > others[:, 0])
            & (box[1] < others[:, 3])
            & (box[3] > others[:, 1])
        ).any()
    )
