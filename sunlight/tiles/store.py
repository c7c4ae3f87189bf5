"""Results of tiles as files, so that a run can be taken up again (块结果文件)."""

from __future__ import annotations

import contextlib
import os
import warnings
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

import numpy as np
from numpy.typing import NDArray

from sunlight.errors import InputError, SunlightWarning
from sunlight.tiles.analyse import tile_schema
from sunlight.tiles.stamps import rows_digest

if TYPE_CHECKING:
    import pyarrow as pa  # type: ignore[import-untyped]

__all__ = ["TileStore"]

_SHOWN: Final = 16
"""Digits of a digest in a file's name; the whole one stands in the file."""
_INPUT: Final = b"sunlight.input"
_TILE: Final = b"sunlight.tile"


@dataclass(frozen=True, slots=True, kw_only=True)
class TileStore:
    """A folder with a Parquet file a tile (块结果文件夹).

    A file is written aside and renamed, so that one that is there is whole; its name
    has the digest of the input and that of the tile, and so does what is in it.

    Parameters
    ----------
    folder : Path
        Made if need be.
    digest : str
        Of the input, as :func:`~sunlight.tiles.stamps.input_digest` gives it.
    owners : bool
        Whether the tables are those asked for by owner.
    """

    folder: Path
    digest: str
    owners: bool

    def path_of(self, rows: NDArray[np.int64]) -> Path:
        """File of the tile with these receivers; its name suits every system."""
        kind = "owners" if self.owners else "lit"
        tile = rows_digest(rows)[:_SHOWN]
        return self.folder / f"{kind}-{self.digest[:_SHOWN]}-{tile}.parquet"

    def read(self, rows: NDArray[np.int64]) -> pa.Table | None:
        """Table of a tile; None where there is none that can be used.

        A file under the tile's name that is broken or another's is told of with a
        `SunlightWarning`; it is as if it were not there.

        Parameters
        ----------
        rows : (r,) ndarray of int64
            Numbers of the receivers of the tile.
        """
        import pyarrow as pa
        import pyarrow.parquet as pq  # type: ignore[import-untyped]

        path = self.path_of(rows)
        if not path.is_file():
            return None
        try:
            # not memory-mapped: the file may be replaced while its table is in use
            table = pq.ParquetFile(path, memory_map=False).read()
        except (pa.ArrowException, OSError) as error:
            _told(path, f"cannot be read ({error})")
            return None
        wrong = self._fault(table, rows)
        if wrong:
            _told(path, wrong)
            return None
        return table

    def _fault(self, table: pa.Table, rows: NDArray[np.int64]) -> str:
        """What is wrong with a table; empty if it is the tile's."""
        found = table.schema.metadata or {}
        if found.get(_INPUT) != self.digest.encode():
            return "belongs to another input or another version of the engine"
        if found.get(_TILE) != rows_digest(rows).encode():
            return "belongs to another tile"
        if not table.schema.remove_metadata().equals(tile_schema(owners=self.owners)):
            return "has other columns than the results of a tile"
        if not np.array_equal(table["receiver"].to_numpy(), rows):
            return "holds other receivers than the tile"
        return ""

    def write(self, rows: NDArray[np.int64], table: pa.Table) -> None:
        """Write the table of a tile aside and rename it.

        Parameters
        ----------
        rows : (r,) ndarray of int64
            Numbers of the receivers of the tile.
        table : pyarrow.Table
            What was computed.

        Raises
        ------
        InputError
            If the folder cannot be written to.
        """
        import pyarrow.parquet as pq

        path = self.path_of(rows)
        known = dict(table.schema.metadata or {})
        known |= {_INPUT: self.digest.encode(), _TILE: rows_digest(rows).encode()}
        aside = path.with_name(f".{path.stem}-{os.getpid()}.tmp")
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            pq.write_table(
                table.replace_schema_metadata(known), aside, compression="zstd"
            )
            aside.replace(path)
        except OSError as error:
            with contextlib.suppress(OSError):
                aside.unlink(missing_ok=True)
            reason = error.strerror or str(error)
            raise InputError(
                f"cannot write {path.name!r} to the folder {str(self.folder)!r} "
                f"({reason}); choose another folder or make room. Tiles written "
                "before are kept, and a further run goes on from them",
                where="folder",
                value=str(self.folder),
            ) from error


def _told(path: Path, fault: str) -> None:
    """Warn of a file that is computed anew."""
    warnings.warn(
        f"{path}: the file {fault}; the tile is computed anew and the file replaced",
        SunlightWarning,
        stacklevel=4,
    )
