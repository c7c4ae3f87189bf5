"""Texts of a drawing and the place they stand at (文字位置)."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from sunlight.importers.dxf.drawing import reading_errors
from sunlight.importers.dxf.entities import Drawn
from sunlight.importers.dxf.height_text import HeightText, read_height_text
from sunlight.importers.remarks import Remarks
from sunlight.importers.schema_parts import FARTHEST

__all__ = ["TEXT_KINDS", "TextLabel", "text_labels"]

TEXT_KINDS: Final = frozenset({"TEXT", "MTEXT", "ATTRIB"})

_WIDE: Final = 0x2E80
"""From this character on, as Chinese ones are, a letter is as wide as it is high."""

NARROW_WIDTH: Final = 0.7
"""Width of a Latin letter or figure by its height."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class TextLabel:
    """A text and where it stands (文字).

    Parameters
    ----------
    text : str
        Without formatting codes.
    said : HeightText
        What it says of a building.
    anchor, centre : (2,) ndarray of float64
        Where it was put, and about its middle. [unit of the drawing]
    layer, handle : str
        Where it belongs.
    """

    text: str
    said: HeightText
    anchor: NDArray[np.float64]
    centre: NDArray[np.float64]
    layer: str
    handle: str


def text_labels(drawn: Sequence[Drawn], remarks: Remarks) -> list[TextLabel]:
    """Texts of a drawing (全部文字).

    Parameters
    ----------
    drawn : sequence of Drawn
        Those that are no texts are passed over.
    remarks : Remarks
        Receives ``ENTITY-UNREADABLE``.

    Returns
    -------
    list of TextLabel
        In the order of the drawing, without empty ones.
    """
    labels = []
    for one in drawn:
        if one.kind not in TEXT_KINDS:
            continue
        try:
            text = str(one.entity.plain_text()).strip()
            anchor, centre = (
                _of_mtext(one.entity, text)
                if one.kind == "MTEXT"
                else _of_text(one.entity, text)
            )
        except reading_errors() as error:
            remarks.add(
                "ENTITY-UNREADABLE",
                element=one.handle,
                found=f"{one.kind}: {type(error).__name__}: {error}"[:200],
            )
            continue
        if text and (np.abs([*anchor, *centre]) <= FARTHEST).all():
            labels.append(
                TextLabel(
                    text=text,
                    said=read_height_text(text),
                    anchor=anchor,
                    centre=centre,
                    layer=one.layer,
                    handle=one.handle,
                )
            )
    return labels


def _width(text: str, height: float) -> float:
    """About how wide a line is."""
    lines = text.splitlines() or [""]
    letters = (sum(1.0 if ord(c) >= _WIDE else NARROW_WIDTH for c in x) for x in lines)
    return max(letters) * height


def _turned(x: float, y: float, degrees: float) -> NDArray[np.float64]:
    """Way of a text turned by its rotation."""
    angle = math.radians(degrees)
    sine, cosine = math.sin(angle), math.cos(angle)
    return np.array([x * cosine - y * sine, x * sine + y * cosine])


def _of_text(entity: Any, text: str) -> tuple[Any, Any]:  # noqa: ANN401
    """Anchor and middle of one line of text."""
    dxf = entity.dxf
    height = float(dxf.get("height", 1.0))
    across, up = int(dxf.get("halign", 0)), int(dxf.get("valign", 0))
    start = np.array(dxf.insert, dtype=np.float64)
    end = dxf.get("align_point")
    anchor = start
    if (across or up) and end is not None:
        anchor = np.array(end, dtype=np.float64)
    width = _width(text, height) * float(dxf.get("width", 1.0))
    if across in (3, 5) and end is not None:  # between two points
        middle = (start + anchor) / 2.0
    else:
        move = _turned(
            {0: width / 2.0, 2: -width / 2.0}.get(across, 0.0),
            {0: height / 2.0, 1: height / 2.0, 3: -height / 2.0}.get(up, 0.0)
            if across != 4
            else 0.0,
            float(dxf.get("rotation", 0.0)),
        )
        middle = anchor + np.array([*move, 0.0])
    ocs = entity.ocs()
    placed = [
        np.array(ocs.to_wcs(tuple(p)), dtype=np.float64) for p in (anchor, middle)
    ]
    return placed[0][:2], placed[1][:2]


def _of_mtext(entity: Any, text: str) -> tuple[Any, Any]:  # noqa: ANN401
    """Anchor and middle of a text of several lines."""
    dxf = entity.dxf
    height = float(dxf.get("char_height", 1.0))
    anchor = np.array(dxf.insert, dtype=np.float64)[:2]
    width = _width(text, height)
    tall = height * (1.0 + 5.0 / 3.0 * (len(text.splitlines()) - 1))
    row, column = divmod(int(dxf.get("attachment_point", 1)) - 1, 3)
    move = _turned(
        (1 - column) * width / 2.0,
        (row - 1) * tall / 2.0,
        float(entity.get_rotation()),
    )
    return anchor, anchor + move
