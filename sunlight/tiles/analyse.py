"""One tile computed: a pure function of what it is given (单块计算)."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

import numpy as np
from numpy.typing import NDArray

from sunlight.durations import sunlit_minutes
from sunlight.errors import InputError
from sunlight.scene import Obstructions, Receivers
from sunlight.scene.slices import ObstructionsSlice
from sunlight.shade import blocked_intervals, lit_intervals
from sunlight.tiles.stamps import engine_stamp

if TYPE_CHECKING:
    import pyarrow as pa  # type: ignore[import-untyped]

    from sunlight.conditions import Conditions
    from sunlight.solar import SunPath

__all__ = ["analyse_tile", "analyse_tile_owners"]

_LIT: Final = {
    "start": "float64",
    "end": "float64",
    "start_face": "int32",
    "end_face": "int32",
    "start_owner": "int32",
    "end_owner": "int32",
}
_BLOCKED: Final = {"owner": "int32", "start": "float64", "end": "float64"}


def analyse_tile(
    receivers: Receivers,
    obstructions_slice: ObstructionsSlice,
    path: SunPath,
    conditions: Conditions,
    *,
    rows: NDArray[np.int64] | None = None,
) -> pa.Table:
    """Lit intervals and counted minutes of the receivers of a tile (单块日照).

    Nothing but the arguments is read and nothing is kept, so that the call may run in
    any process, and again.

    Parameters
    ----------
    receivers : Receivers, (r,)
        Those of the tile.
    obstructions_slice : ObstructionsSlice
        All that may shade them, as :func:`~sunlight.tiles.obstructions_near` finds it.
    path : SunPath
        Sun's path of the day.
    conditions : Conditions
        Shortest segment, and how many segments count.
    rows : (r,) ndarray of int64, optional
        Numbers of the receivers in the whole; 0 to r - 1 if not given.

    Returns
    -------
    pyarrow.Table, (r,) rows
        ``receiver`` (int64), ``minutes`` (float64) and lists, an item an interval:
        ``start``, ``end`` [min, true solar time], ``start_face``, ``end_face``,
        ``start_owner``, ``end_owner`` (int32). Faces and owners are those of the whole,
        codes as in ``Intervals``. The metadata hold the stamp of the engine.

    Raises
    ------
    InputError
        If `rows` has another length than the receivers.

    Notes
    -----
    Source: 规程六(二)(三).
    """
    receivers, obstructions = _as_built(receivers, obstructions_slice.obstructions)
    lit = lit_intervals(receivers, obstructions, path)
    minutes = sunlit_minutes(
        lit, shortest=conditions.shortest_segment, segments=conditions.segments
    )
    lists: dict[str, NDArray[Any]] = {
        "start": lit.start,
        "end": lit.end,
        "start_face": obstructions_slice.whole_faces(lit.start_face),
        "end_face": obstructions_slice.whole_faces(lit.end_face),
        "start_owner": obstructions_slice.face_owners(lit.start_face),
        "end_owner": obstructions_slice.face_owners(lit.end_face),
    }
    return _table(_numbers(rows, len(receivers)), minutes, lit.offsets, lists)


def analyse_tile_owners(
    receivers: Receivers,
    obstructions_slice: ObstructionsSlice,
    path: SunPath,
    *,
    rows: NDArray[np.int64] | None = None,
) -> pa.Table:
    """Who blocks the receivers of a tile, and when (单块遮挡关系).

    Parameters
    ----------
    receivers, obstructions_slice, path, rows
        As in :func:`analyse_tile`.

    Returns
    -------
    pyarrow.Table, (r,) rows
        ``receiver`` (int64) and the lists ``owner`` (int32), ``start`` and ``end``
        [min, true solar time], sorted by owner and start.

    Raises
    ------
    InputError
        If `rows` has another length than the receivers.
    """
    receivers, obstructions = _as_built(receivers, obstructions_slice.obstructions)
    dark = blocked_intervals(receivers, obstructions, path)
    lists: dict[str, NDArray[Any]] = {
        "owner": obstructions_slice.whole_owners(dark.owner),
        "start": dark.start,
        "end": dark.end,
    }
    return _table(_numbers(rows, len(receivers)), None, dark.offsets, lists)


def tile_schema(*, owners: bool) -> pa.Schema:
    """Columns of a tile's table, without metadata (块表结构).

    Parameters
    ----------
    owners : bool
        Of :func:`analyse_tile_owners` instead of :func:`analyse_tile`.
    """
    import pyarrow as pa

    kinds = _BLOCKED if owners else _LIT
    flat = [pa.field("receiver", pa.int64())]
    if not owners:
        flat.append(pa.field("minutes", pa.float64()))
    lists = [
        pa.field(name, pa.large_list(pa.type_for_alias(kind)))
        for name, kind in kinds.items()
    ]
    return pa.schema([*flat, *lists])


def _numbers(rows: NDArray[np.int64] | None, count: int) -> NDArray[np.int64]:
    """Numbers of the receivers in the whole."""
    if rows is None:
        return np.arange(count, dtype=np.int64)
    if len(rows) != count:
        raise InputError(
            f"expected a number each for {count} receivers, got {len(rows)}",
            where="rows",
            value=len(rows),
        )
    return rows


def _as_built(
    receivers: Receivers, obstructions: Obstructions
) -> tuple[Receivers, Obstructions]:
    """Both with the array flags of fresh records: kernels are compiled for those.

    What comes out of a message may be read-only where it was not, or the other way.
    """
    arrays = {
        name: np.require(getattr(obstructions, name), requirements=("C", "W"))
        for name in ("walls", "wall_next", "corners", "corner_count", "face_side")
    }
    return replace(receivers), replace(obstructions, **arrays)


def _table(
    rows: NDArray[np.int64],
    minutes: NDArray[np.float64] | None,
    offsets: NDArray[np.int64],
    lists: dict[str, NDArray[Any]],
) -> pa.Table:
    """Table of ragged rows, stamped."""
    import pyarrow as pa

    starts = pa.array(offsets, pa.int64())
    columns = [pa.array(rows, pa.int64())]
    if minutes is not None:
        columns.append(pa.array(minutes, pa.float64()))
    columns += [
        pa.LargeListArray.from_arrays(starts, pa.array(values))
        for values in lists.values()
    ]
    schema = tile_schema(owners=minutes is None)
    table = pa.Table.from_arrays(columns, schema=schema)
    return table.replace_schema_metadata({"sunlight.engine": engine_stamp()})
