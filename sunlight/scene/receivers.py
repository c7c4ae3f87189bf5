"""Receivers: the points whose sun is asked for (受影点, 窗台端点)."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from sunlight.errors import InputError
from sunlight.intervals.columns import gather_rows, offsets_of

__all__ = ["Receivers"]

NO_OWNER = -1


def _as_floats(values: ArrayLike, columns: int, where: str) -> NDArray[np.float64]:
    """Finite float64 array of shape (n, columns), C order, own copy."""
    array = np.array(values, dtype=np.float64, order="C")
    if array.size == 0:
        array = array.reshape(0, columns)
    if array.ndim != 2 or array.shape[1] != columns:
        raise InputError(
            f"expected an array of shape (n, {columns}), got {array.shape}",
            where=where,
            value=array.shape,
        )
    if not np.isfinite(array).all():
        row = int(np.flatnonzero(~np.isfinite(array).all(axis=1))[0])
        raise InputError(
            f"every number must be finite; row {row} is {array[row].tolist()}",
            where=f"{where}[{row}]",
            value=array[row].tolist(),
        )
    return array


def _owner_codes(
    owners: Sequence[str | None] | NDArray[np.object_] | None, count: int, where: str
) -> tuple[NDArray[np.int32], tuple[str, ...]]:
    """Integer codes and names of owners; None becomes -1."""
    if owners is None:
        return np.full(count, NO_OWNER, dtype=np.int32), ()
    if len(owners) != count:
        raise InputError(
            f"expected one owner each for {count}, got {len(owners)}", where=where
        )
    names: dict[str, int] = {}
    codes = np.fromiter(
        (NO_OWNER if o is None else names.setdefault(o, len(names)) for o in owners),
        dtype=np.int32,
        count=count,
    )
    return codes, tuple(names)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Receivers:
    """Points in vertical columns (受影点), the shape in which windows stand.

    Build them with :meth:`from_points` or :meth:`columns`; results come in the order of
    the points given.

    Parameters
    ----------
    xy : (c, 2) ndarray
        Plan position of each column. [m]
    offsets : (c + 1,) ndarray of int64
        Points ``offsets[i]:offsets[i + 1]`` stand in column i.
    z : (r,) ndarray
        Absolute elevation of each point. [m]
    normals : (c, 3) ndarray
        Outward unit normal of the wall; a zero row has none.
    owner : (c,) ndarray of int32
        Code into `owner_names`, -1 for none.
    owner_names : tuple of str
        Names of the buildings the points belong to.
    """

    xy: NDArray[np.float64]
    offsets: NDArray[np.int64]
    z: NDArray[np.float64]
    normals: NDArray[np.float64]
    owner: NDArray[np.int32]
    owner_names: tuple[str, ...]

    def __post_init__(self) -> None:
        for name in ("xy", "offsets", "z", "normals", "owner"):
            getattr(self, name).flags.writeable = False

    def __len__(self) -> int:
        return len(self.z)

    @classmethod
    def from_points(
        cls,
        points: ArrayLike,
        normals: ArrayLike | None = None,
        owners: Sequence[str | None] | None = None,
    ) -> "Receivers":
        """Receivers from loose points, a column each.

        Parameters
        ----------
        points : (r, 3) array-like
            Coordinates. [m]
        normals : (r, 3) array-like, optional
            Outward normals of the windows' own walls, any length; zero rows for none.
        owners : sequence of str or None, optional
            Building of each point: its balcony, overhang and eave plates do not shade
            the point.

        Raises
        ------
        InputError
            If shapes disagree or a number is not finite.
        """
        xyz = _as_floats(points, 3, "points")
        return cls.columns(
            xyz[:, :2], np.arange(len(xyz) + 1), xyz[:, 2], normals, owners
        )

    @classmethod
    def columns(
        cls,
        xy: ArrayLike,
        offsets: ArrayLike,
        z: ArrayLike,
        normals: ArrayLike | None = None,
        owners: Sequence[str | None] | None = None,
    ) -> "Receivers":
        """Receivers as windows stand: one place in plan, floor over floor.

        Parameters
        ----------
        xy : (c, 2) array-like
            Plan position of each column. [m]
        offsets : (c + 1,) array-like of int
            Points ``offsets[i]:offsets[i + 1]`` of `z` stand in column i.
        z : (r,) array-like
            Elevations. [m]
        normals : (c, 3) array-like, optional
            Outward normal of each column's wall, any length; zero rows for none.
        owners : sequence of str or None, optional
            Building of each column.

        Raises
        ------
        InputError
            If shapes disagree or a number is not finite.
        """
        plan = _as_floats(xy, 2, "xy")
        heights = _as_floats(np.asarray(z, dtype=np.float64).reshape(-1, 1), 1, "z")[
            :, 0
        ].copy()
        steps = np.array(offsets, dtype=np.int64)
        if (
            steps.shape != (len(plan) + 1,)
            or steps[0] != 0
            or steps[-1] != len(heights)
            or (np.diff(steps) < 0).any()
        ):
            raise InputError(
                f"expected {len(plan) + 1} rising offsets from 0 to {len(heights)}",
                where="offsets",
                value=steps.shape,
            )
        units = np.zeros((len(plan), 3))
        if normals is not None:
            given = _as_floats(normals, 3, "normals")
            if len(given) != len(plan):
                raise InputError(
                    f"expected {len(plan)} normals, got {len(given)}", where="normals"
                )
            lengths = np.linalg.norm(given, axis=1)
            has = lengths > 0
            units[has] = given[has] / lengths[has, None]
        codes, names = _owner_codes(owners, len(plan), "owners")
        return cls(
            xy=plan,
            offsets=steps,
            z=heights,
            normals=units,
            owner=codes,
            owner_names=names,
        )

    @property
    def points(self) -> NDArray[np.float64]:
        """Coordinates of every point, (r, 3). [m]"""  # noqa: D400
        column = np.repeat(np.arange(len(self.xy)), np.diff(self.offsets))
        return np.column_stack([self.xy[column], self.z])

    def take(self, columns: ArrayLike) -> "Receivers":
        """Receivers of some columns, in that order; the columns stay whole.

        Parameters
        ----------
        columns : (n,) array-like of int
            Column numbers.

        Raises
        ------
        InputError
            If a number is no column.
        """
        chosen = self._checked_columns(columns)
        return Receivers(
            xy=self.xy[chosen],
            offsets=offsets_of(np.diff(self.offsets)[chosen]),
            z=self.z[self.rows_of(chosen)],
            normals=self.normals[chosen],
            owner=self.owner[chosen],
            owner_names=self.owner_names,
        )

    def rows_of(self, columns: ArrayLike) -> NDArray[np.int64]:
        """Numbers of the points of some columns, column after column, (n,).

        Parameters
        ----------
        columns : (n,) array-like of int
            Column numbers.

        Raises
        ------
        InputError
            If a number is no column.
        """
        return gather_rows(self.offsets, self._checked_columns(columns))[1]

    def _checked_columns(self, columns: ArrayLike) -> NDArray[np.int64]:
        """Column numbers that are there."""
        chosen = np.asarray(columns)
        if chosen.size == 0:
            return np.empty(0, dtype=np.int64)
        whole = chosen.ndim == 1 and chosen.dtype.kind in "iu"
        if not whole or chosen.min() < 0 or chosen.max() >= len(self.xy):
            raise InputError(
                f"expected a flat array of column numbers from 0 to "
                f"{len(self.xy) - 1}, got {chosen.dtype}{chosen.shape}",
                where="columns",
            )
        return chosen.astype(np.int64)
