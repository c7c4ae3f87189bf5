"""Which windows have glass that stands out of the wall (窗的外侧线)."""

from sunlight.errors import InputError
from sunlight.importers.schema_parts import PlannedRowSpec, PlannedWindowSpec
from sunlight.kinds import BalconyKind, DrawnLine, WindowKind

__all__ = ["check_front"]


def check_front(spec: PlannedWindowSpec | PlannedRowSpec) -> None:
    """Refuse a front line where there is none, and two on one window (核对外侧线).

    Parameters
    ----------
    spec : PlannedWindowSpec or PlannedRowSpec
        Window or row.

    Raises
    ------
    InputError
        If `projection` or `drawn` stands on a window without glass in front, or a bay
        or arc window is behind an enclosed balcony.
    """
    glass_in_front = spec.kind in (WindowKind.BAY, WindowKind.ARC)
    enclosed = spec.balcony is BalconyKind.ENCLOSED
    if glass_in_front and enclosed:
        raise InputError(
            "a bay or arc window behind an enclosed balcony has two lines in front; "
            "keep the balcony, whose window is measured",
            where="kind",
            value=spec.kind.value,
        )
    if not (glass_in_front or enclosed):
        for field, given in (
            ("projection", spec.projection is not None),
            ("drawn", spec.drawn is DrawnLine.FRONT),
        ):
            if given:
                raise InputError(
                    "only a bay or arc window, or one behind an enclosed balcony, has "
                    "glass that stands out; give kind or balcony too",
                    where=field,
                    value=getattr(spec, field),
                )
