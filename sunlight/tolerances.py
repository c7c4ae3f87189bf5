"""Named tolerances, each with its reason; never changed at run time."""

from typing import Final

__all__ = [
    "CONTACT_DISTANCE",
    "SAME_INSTANT_MIN",
    "THRESHOLD_NOISE_MIN",
    "WALL_SNAP_DISTANCE",
]

SAME_INSTANT_MIN: Final = 1e-6
"""Two instants nearer than this are one (60 µs). [min]

Neighbouring faces share an edge whose crossing is computed twice; the two roots differ
by rounding, and the sliver of light between them is not light."""

CONTACT_DISTANCE: Final = 1e-6
"""A point nearer to a face than this lies on it. [m]

Sill points are interpolated along walls, at coordinates up to some kilometres: rounding
leaves them within 1e-12 m, drawings within a millimetre (which is snapped earlier)."""

WALL_SNAP_DISTANCE: Final = 0.05
"""A window drawn nearer to a wall of its building than this is moved onto it. [m]

Drawing precision of a site plan; farther off is a finding."""

THRESHOLD_NOISE_MIN: Final = 1e-6
"""A duration short of a threshold by less than this reaches it. [min]

Rounding of sums of a few intervals; 60 µs of sun."""
