"""Where two projects differ (项目比较): every field, every number."""

import dataclasses
import math
from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray
from shapely import Polygon

from sunlight.model.project import Project

__all__ = ["project_differences"]


def project_differences(one: Project, other: Project) -> tuple[str, ...]:
    """Fields in which two projects differ (项目差异), none if they are equal.

    Numbers are equal only if they are the same to the last bit, with NaN equal to NaN;
    outlines only if they have the same corners in the same order.

    Parameters
    ----------
    one, other : Project
        Two projects.

    Returns
    -------
    tuple of str
        A line for each field or array, such as
        ``buildings[3].parts[0].top: 54.0, 54.3``.
    """
    return tuple(_differences(one, other, ""))


def _differences(one: object, other: object, where: str) -> Iterator[str]:
    """Yield the differences of two values of any kind of a project."""
    if isinstance(one, float) and isinstance(other, float):  # also those of numpy
        if one != other and not (math.isnan(one) and math.isnan(other)):
            yield f"{where}: {one!r}, {other!r}"
    elif type(one) is not type(other):
        yield f"{where}: {one!r}, {other!r}"
    elif dataclasses.is_dataclass(one):
        for field in dataclasses.fields(one):
            name = f"{where}.{field.name}".removeprefix(".")
            yield from _differences(
                getattr(one, field.name), getattr(other, field.name), name
            )
    elif isinstance(one, tuple) and isinstance(other, tuple):
        if len(one) != len(other):
            yield f"{where}: {len(one)}, {len(other)} of them"
        for i, (left, right) in enumerate(zip(one, other, strict=False)):
            yield from _differences(left, right, f"{where}[{i}]")
    elif isinstance(one, np.ndarray) and isinstance(other, np.ndarray):
        yield from _of_arrays(one, other, where)
    elif isinstance(one, Polygon) and isinstance(other, Polygon):
        yield from _of_polygons(one, other, where)
    elif one != other:
        yield f"{where}: {one!r}, {other!r}"


def _of_arrays(
    one: NDArray[np.generic], other: NDArray[np.generic], where: str
) -> Iterator[str]:
    """Yield the first row in which two arrays differ."""
    if one.shape != other.shape:
        yield f"{where}: shapes {one.shape}, {other.shape}"
        return
    different = one != other
    if np.issubdtype(one.dtype, np.floating):
        different &= ~((one != one) & (other != other))
    if different.any():
        place = tuple(int(i) for i in np.argwhere(different)[0])
        count = int(different.sum())
        shown = "".join(f"[{i}]" for i in place)
        yield f"{where}{shown}: {one[place]!r}, {other[place]!r} ({count} of them)"


def _of_polygons(one: Polygon, other: Polygon, where: str) -> Iterator[str]:
    """Yield the first ring in which two outlines differ."""
    rings = [
        [np.asarray(ring.coords) for ring in (p.exterior, *p.interiors)]
        for p in (one, other)
    ]
    if len(rings[0]) != len(rings[1]):
        yield f"{where}: {len(rings[0]) - 1}, {len(rings[1]) - 1} holes"
        return
    for i, (left, right) in enumerate(zip(*rings, strict=True)):
        yield from _of_arrays(left, right, f"{where}.rings[{i}]")
