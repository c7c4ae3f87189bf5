"""Unit of a drawing (图纸单位): what it says, checked by the size of its buildings."""

from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from sunlight.importers.remarks import Remarks

__all__ = ["METRES", "drawing_scale", "said_unit"]

METRES: Final[dict[str, float]] = {
    "m": 1.0,
    "mm": 0.001,
    "cm": 0.01,
    "in": 0.0254,
    "ft": 0.3048,
}
"""Metres per unit, in the order in which they are guessed."""

_HEADER: Final = {1: "in", 2: "ft", 4: "mm", 5: "cm", 6: "m"}

_OTHER: Final = {3: 1609.344, 7: 1000.0, 8: 2.54e-8, 9: 2.54e-5, 10: 0.9144, 14: 0.1}
"""Units that no site plan is drawn in, such as miles, by number."""

SMALLEST_TYPICAL: Final = 3.0
LARGEST_TYPICAL: Final = 300.0
"""A typical building is between so wide; half of them are larger, half smaller. [m]"""

SMALLEST_SAID: Final = 1.0
LARGEST_SAID: Final = 600.0
"""With the unit that the header names, a typical building may be between so wide. [m]

A plan of sheds, or of one hall, is no reason to doubt the header."""


def said_unit(document: Any) -> str:  # noqa: ANN401
    """Unit that the header names (图纸所示单位): m, mm, cm, in, ft; empty if none."""
    return _HEADER.get(_number(document), "")


def _number(document: Any) -> int:  # noqa: ANN401
    """Number of the unit in the header, 0 if none."""
    value = document.header.get("$INSUNITS", 0)
    return value if isinstance(value, int) else 0


def drawing_scale(
    document: Any,  # noqa: ANN401
    sizes: NDArray[np.float64],
    *,
    unit: str,
    remarks: Remarks,
) -> float:
    """Metres per unit of a drawing (比例).

    Parameters
    ----------
    document : ezdxf.document.Drawing
        The drawing.
    sizes : (n,) ndarray of float64
        Width of each building. [unit of the drawing]
    unit : str
        Unit by the caller; ``auto`` if it is to be found.
    remarks : Remarks
        Receives ``UNIT-GUESSED`` and ``UNIT-IMPLAUSIBLE``.

    Returns
    -------
    float
        Such as 0.001.
    """
    if unit != "auto":
        return METRES[unit]
    said = said_unit(document)
    scale = METRES.get(said) or _OTHER.get(_number(document), 0.0)
    if len(sizes) == 0:
        return scale or 1.0
    typical = float(np.median(sizes))
    if scale and SMALLEST_SAID <= typical * scale <= LARGEST_SAID:
        return scale
    names = list(METRES)
    imperial = document.header.get("$LUNITS", 2) in (3, 4)
    if imperial or document.header.get("$MEASUREMENT", 1) == 0:
        names = ["in", "ft", *names[:3]]
    fitting = [name for name in names if _plausible(typical * METRES[name])]
    says = said or (f"$INSUNITS {_number(document)}" if scale else "-")
    if not fitting:
        remarks.add(
            "UNIT-IMPLAUSIBLE", found=f"{typical * (scale or 1.0):g} m ({says})"
        )
        return scale or 1.0
    chosen = fitting[0]
    # a step of a thousand between mm and m is a slip of the header; a smaller one may
    # be any of the units that fit
    others = ", ".join(name for name in fitting[1:])
    remarks.add(
        "UNIT-GUESSED",
        found=f"{says} → {chosen}: {typical:g} = {typical * METRES[chosen]:.1f} m"
        + (f" ({others}?)" if others else ""),
    )
    return METRES[chosen]


def _plausible(size: float) -> bool:
    """Whether half of all buildings may be wider than this. [m]"""  # noqa: D400
    return SMALLEST_TYPICAL <= size <= LARGEST_TYPICAL
