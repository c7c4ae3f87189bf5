"""Heights of the outlines of a drawing (建筑高度): drawn, said, or from storeys."""

import math
import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import shapely

from sunlight.importers.dxf.height_text import (
    HIGHEST,
    MOST_STOREYS,
    read_height_text,
    use_of_text,
)
from sunlight.importers.dxf.labels import TextLabel
from sunlight.importers.dxf.options import DxfOptions
from sunlight.importers.dxf.solids import Solid
from sunlight.importers.placement import Placement
from sunlight.importers.remarks import Remarks
from sunlight.kinds import PartKind, Use

__all__ = ["Height", "labels_of_solids", "solid_height"]

SAME_HEIGHT: Final = 0.1
"""Heights that differ by less than this are one: figures are rounded. [m]"""

STOREY_RANGE: Final = (2.2, 8.0)
"""Floor to floor of a building, on average. [m]"""

_HEIGHT_TAGS: Final = ("高度", "建筑高度", "楼高", "檐高", "height", "bldg_height", "h")
_STOREY_TAGS: Final = (
    "层数", "地上层数", "楼层数", "floors", "floor", "storeys", "stories", "levels",
)  # fmt: skip
_NUMBER_TAGS: Final = ("楼号", "栋号", "编号", "幢号", "no", "number", "id")
_NAME_TAGS: Final = ("名称", "楼名", "建筑名称", "name")
_FIGURE: Final = re.compile(r"^\s*(\d{1,4}(?:\.\d+)?)\s*(m|米)?\s*$", re.IGNORECASE)

_SELF_EVIDENT: Final = (
    PartKind.BALCONY,
    PartKind.OVERHANG,
    PartKind.EAVE,
    PartKind.PARAPET,
)
"""Parts around or before a building: a text in them is that of the building."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Height:
    """What is known of the height of an outline (高度).

    Parameters
    ----------
    metres : float
        Height above its base; NaN if nobody says. [m]
    storeys : int
        Storeys above ground, 0 if not said.
    assumed : bool
        It is made of storeys, or the default.
    number, name : str
        Number of the building, and its name; empty if not said.
    use : Use
        By its texts.
    """

    metres: float
    storeys: int
    assumed: bool
    number: str
    name: str
    use: Use


def labels_of_solids(
    solids: Sequence[Solid],
    labels: Sequence[TextLabel],
    *,
    placement: Placement,
    remarks: Remarks,
) -> dict[int, list[TextLabel]]:
    """Texts of each outline (轮廓内文字), by its index.

    A text belongs to the smallest outline it stands in, by its anchor and by its
    middle. Where these lie in two outlines the anchor decides, with a finding.

    Parameters
    ----------
    solids : sequence of Solid
        Outlines and meshes.
    labels : sequence of TextLabel
        Texts.
    placement : Placement
        How their places are meant.
    remarks : Remarks
        Receives ``LABEL-BETWEEN`` and ``LABEL-OUTSIDE``.

    Returns
    -------
    dict of int to list of TextLabel
        In the order of the drawing.
    """
    found: dict[int, list[TextLabel]] = defaultdict(list)
    telling = [
        label
        for label in labels
        if label.said.height is not None
        or label.said.storeys
        or label.said.below
        or label.said.number
        or use_of_text(label.text) is not Use.UNKNOWN
    ]
    able = [
        i
        for i, solid in enumerate(solids)
        if not (solid.rule.part in _SELF_EVIDENT and solid.height > 0.0)
        and solid.rule.part not in (PartKind.PARAPET, PartKind.BALCONY)
    ]
    if not telling or not able:
        for label in telling:
            _outside(label, remarks)
        return found
    tree = shapely.STRtree([solids[i].polygon for i in able])
    area = np.array([solids[i].polygon.area for i in able])
    homes = []
    for places in ("anchor", "centre"):
        at = placement.place(np.array([getattr(x, places) for x in telling]))
        pairs = tree.query(shapely.points(at), predicate="covered_by")
        home: dict[int, int] = {}
        for k, i in pairs.T.tolist():
            if k not in home or area[i] < area[home[k]]:
                home[k] = i
        homes.append(home)
    for k, label in enumerate(telling):
        by_anchor, by_centre = homes[0].get(k), homes[1].get(k)
        chosen = by_centre if by_anchor is None else by_anchor
        if chosen is None:
            _outside(label, remarks)
            continue
        if by_anchor is not None and by_centre not in (None, by_anchor):
            remarks.add(
                "LABEL-BETWEEN",
                name=label.text,
                element=label.handle,
                where=f"layer {label.layer}",
                found=label.text,
            )
        found[able[chosen]].append(label)
    return found


def _outside(label: TextLabel, remarks: Remarks) -> None:
    """Remark on a text with a height that stands in no outline."""
    if label.said.height is not None or label.said.storeys:
        remarks.add(
            "LABEL-OUTSIDE",
            name=label.text,
            element=label.handle,
            where=f"layer {label.layer}",
            found=label.text,
        )


def solid_height(
    solid: Solid,
    labels: Sequence[TextLabel],
    *,
    options: DxfOptions,
    remarks: Remarks,
) -> Height:
    """Height of an outline (高度): drawn before attributes before texts.

    Explicit heights go before storeys. Where they contradict each other the drawn one,
    else the highest, is taken, and a finding names them.

    Parameters
    ----------
    solid : Solid
        The outline or mesh.
    labels : sequence of TextLabel
        Texts in it.
    options : DxfOptions
        Height of a storey, and of outlines that say none.
    remarks : Remarks
        Receives ``HEIGHTS-CONTRADICT``, ``STOREYS-AGAINST-HEIGHT``.

    Returns
    -------
    Height
        NaN metres where nobody says.
    """
    drawn = [solid.height] if solid.height > 0.0 else []
    by_attribute = _figures(solid.attributes, _HEIGHT_TAGS, HIGHEST)
    by_text = [x.said.height for x in labels if x.said.height is not None]
    heights = [*drawn, *by_attribute, *sorted(by_text, reverse=True)]
    counts = [int(n) for n in _figures(solid.attributes, _STOREY_TAGS, MOST_STOREYS)]
    counts += sorted((x.said.storeys for x in labels if x.said.storeys), reverse=True)
    _check(solid, heights, counts, remarks)
    storeys = counts[0] if counts else 0
    metres, assumed = math.nan, False
    if heights:
        metres = heights[0]
    elif storeys:
        metres, assumed = storeys * options.storey_height, True
    elif options.default_height is not None and solid.rule.part is None:
        metres, assumed = options.default_height, True
    return Height(
        metres=metres,
        storeys=storeys,
        assumed=assumed,
        number=_text(solid.attributes, _NUMBER_TAGS)
        or next((x.said.number for x in labels if x.said.number), ""),
        name=_text(solid.attributes, _NAME_TAGS),
        use=next(
            (use for x in labels if (use := use_of_text(x.text)) is not Use.UNKNOWN),
            Use.UNKNOWN,
        ),
    )


def _check(
    solid: Solid, heights: Sequence[float], counts: Sequence[int], remarks: Remarks
) -> None:
    """Remark on figures that contradict each other."""
    said = [f"{h:g} m" for h in dict.fromkeys(heights)]
    said += [f"{n}F" for n in dict.fromkeys(counts)]
    differ = bool(heights) and max(heights) - min(heights) > SAME_HEIGHT
    code = ""
    if differ or len(set(counts)) > 1:
        code = "HEIGHTS-CONTRADICT"
    elif heights and counts:
        low, high = STOREY_RANGE
        if not low <= heights[0] / counts[0] <= high:
            code = "STOREYS-AGAINST-HEIGHT"
    if code:
        remarks.add(
            code,
            name=solid.handle,
            element=solid.handle,
            where=f"layer {solid.layer}",
            found=", ".join(said),
        )


def _figures(
    attributes: Mapping[str, str], tags: Sequence[str], most: float
) -> list[float]:
    """Figure of the first attribute of these tags that has one, (0 or 1)."""
    storeys = tags is _STOREY_TAGS
    for tag in tags:
        text = attributes.get(tag, "")
        plain = _FIGURE.match(text)
        value = float(plain[1]) if plain else 0.0
        if not plain:
            said = read_height_text(text)
            value = float(said.storeys if storeys else said.height or 0.0)
        if 0.0 < value <= most:
            return [value]
    return []


def _text(attributes: Mapping[str, str], tags: Sequence[str]) -> str:
    """First attribute of these tags that says anything."""
    return next((v for tag in tags if (v := attributes.get(tag, "").strip())), "")
