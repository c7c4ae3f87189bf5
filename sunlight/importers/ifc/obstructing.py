"""What of a model shades (遮挡构件): its solids, and its openings closed."""

from collections import defaultdict
from collections.abc import Sequence

import numpy as np

from sunlight.importers.ifc.elements import Element, Role
from sunlight.importers.ifc.extract import Extract
from sunlight.importers.ifc.geometry import Mesh
from sunlight.importers.ifc.windows import Opened

__all__ = ["closing_shape", "solids_of"]


def solids_of(
    model: Extract, opened: Sequence[Opened]
) -> dict[str, list[tuple[Element, Mesh]]]:
    """Elements that shade, by GlobalId of their building (遮挡构件).

    Windows and doors stand for themselves only where their openings are not closed by
    :func:`closing_shape`.

    Parameters
    ----------
    model : Extract
        The model.
    opened : sequence of Opened
        Windows and doors.

    Returns
    -------
    dict of str to list
        Element and shape; ``""`` for those without a building.
    """
    owner = model.semantics.building_of_element
    found: defaultdict[str, list[tuple[Element, Mesh]]] = defaultdict(list)
    of_opened = {one.element.guid for one in opened}
    for guid, mesh in model.meshes.items():
        element = model.elements[guid]
        if element.role is Role.SOLID and not _within(model, element, of_opened):
            found[owner.get(guid, "")].append((element, mesh))
    for one in opened:
        closing = closing_shape(one)
        if closing is not None:
            found[one.building].append((one.element, closing))
    return found


def _within(model: Extract, element: Element, wholes: set[str]) -> bool:
    """Whether an element is a part of a window or door, directly or not."""
    parent = element.parent
    while parent:
        if parent in wholes:
            return True
        parent = model.elements[parent].parent if parent in model.elements else ""
    return False


def closing_shape(one: Opened) -> Mesh | None:
    """What closes an opening, so that no sun passes through it (洞口封板).

    Glass may be left out of a window, and a frame before the wall would shade the
    window itself: hence a panel in the middle of the wall, as large as the opening.

    Parameters
    ----------
    one : Opened
        A window or door.

    Returns
    -------
    Mesh or None
        Its own shape where it sits in no upright wall; None where it has none either.
    """
    frame = one.frame
    if frame is None:
        return one.body
    (a, b), (c, d) = frame.span
    (low, high), (low_2, high_2) = frame.height
    low, high = min(low, low_2), max(high, high_2)
    across = (frame.low + frame.high) / 2.0
    first, last = frame.place(min(a, c), across), frame.place(max(b, d), across)
    corners = np.array(
        [[*first, low], [*last, low], [*last, high], [*first, high]], dtype=np.float64
    )
    return corners, np.array([[0, 1, 2], [0, 2, 3]], dtype=np.int64)
