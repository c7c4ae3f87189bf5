"""Features that are parts of buildings, as in OpenStreetMap (建筑组成部分)."""

from collections.abc import Sequence
from typing import Final

import numpy as np
import shapely
from shapely import Polygon

__all__ = ["parent_of_each"]

COVERED_SHARE: Final = 0.9
"""Parts that cover this much of an outline describe the building; the outline, whose
height is that of the highest part, would make all of it as high."""


def parent_of_each(
    is_part: Sequence[bool], relation: Sequence[str], pieces: Sequence[list[Polygon]]
) -> tuple[list[int], list[bool]]:
    """Feature whose building each belongs to, and which are described by parts.

    A part belongs to the feature whose outline holds a point inside of it; if there is
    none, to the first part of the same relation.

    Parameters
    ----------
    is_part : sequence of bool
        Which features are parts.
    relation : sequence of str
        Id that parts of one building share, or empty.
    pieces : sequence of list of shapely.Polygon
        Outline of each, maybe none. [m]

    Returns
    -------
    parent : list of int
        Index of a feature, its own for most.
    replaced : list of bool
        Its outline is left out, since its parts stand for it.
    """
    parent = list(range(len(is_part)))
    replaced = [False] * len(is_part)
    parts = [k for k, part in enumerate(is_part) if part and pieces[k]]
    if not parts:
        return parent, replaced
    wholes = [k for k, part in enumerate(is_part) if not part and pieces[k]]
    shapes = np.array([shapely.union_all(pieces[k]) for k in wholes], dtype=object)
    inside = np.array([pieces[k][0].representative_point() for k in parts])
    tree = shapely.STRtree(shapes)
    for part, whole in tree.query(inside, predicate="within").T.tolist():
        if parent[parts[part]] == parts[part]:
            parent[parts[part]] = wholes[whole]
    first: dict[str, int] = {}
    for k in parts:
        if parent[k] == k and relation[k]:
            parent[k] = first.setdefault(relation[k], k)
    children: dict[int, list[Polygon]] = {}
    for k in parts:
        if not is_part[parent[k]]:
            children.setdefault(parent[k], []).extend(pieces[k])
    for whole, some in children.items():
        outline = shapely.union_all(pieces[whole])
        covered = shapely.union_all(some).intersection(outline).area
        replaced[whole] = covered >= COVERED_SHARE * outline.area
    return parent, replaced
