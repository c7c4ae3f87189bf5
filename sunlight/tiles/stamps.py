"""What a result belongs to: version of the engine, digest of the input (指纹)."""

import hashlib
from functools import cache
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from sunlight.conditions import Conditions
from sunlight.scene import Obstructions, Receivers
from sunlight.solar import SunPath

__all__ = ["engine_stamp", "input_digest", "rows_digest"]

_SOURCES: Final = (
    "*.py",
    "intervals/*.py",
    "solar/*.py",
    "scene/*.py",
    "shade/*.py",
    "durations/*.py",
    "tiles/*.py",
)


@cache
def engine_stamp() -> str:
    """Digest of the sources of the engine, the version among them (引擎版本).

    Two processes with the same stamp compute the same minutes.
    """
    package = Path(__file__).parents[1]
    digest = hashlib.sha256()
    for pattern in _SOURCES:
        for path in sorted(package.glob(pattern)):
            name = path.relative_to(package).as_posix()
            text = path.read_bytes().replace(b"\r\n", b"\n")
            digest.update(f"{name}\0{len(text)}\0".encode() + text)
    return digest.hexdigest()[:16]


def input_digest(
    receivers: Receivers,
    obstructions: Obstructions,
    path: SunPath,
    conditions: Conditions | None,
    *,
    owners: bool,
) -> str:
    """SHA-256 of all that a result depends on (输入指纹).

    Parameters
    ----------
    receivers, obstructions, path
        What is computed.
    conditions : Conditions or None
        What counts; None where nothing is counted.
    owners : bool
        Asked for by owner.
    """
    digest = hashlib.sha256()
    digest.update(f"{engine_stamp()}\0{owners}\0{conditions!r}\0".encode())
    for name in ("day", "latitude", "declination", "band", "minimum_altitude"):
        digest.update(f"{name}={getattr(path, name)!r}\0".encode())
    for record in (receivers, obstructions):
        digest.update(f"{type(record).__name__}\0{record.owner_names!r}\0".encode())
        for name in record.__dataclass_fields__:
            value = getattr(record, name)
            if isinstance(value, np.ndarray):
                _add(digest, name, value)
    return digest.hexdigest()


def rows_digest(rows: NDArray[np.int64]) -> str:
    """SHA-256 of the numbers of some receivers: which tile it is (块指纹).

    Parameters
    ----------
    rows : (r,) ndarray of int64
        Numbers of the receivers.
    """
    digest = hashlib.sha256()
    _add(digest, "rows", rows)
    return digest.hexdigest()


def _add(digest: "hashlib._Hash", name: str, values: NDArray[np.generic]) -> None:
    """Take in an array with its name, type and shape."""
    little = values.astype(values.dtype.newbyteorder("<"), copy=False)
    digest.update(f"\0{name}\0{little.dtype.str}\0{little.shape}\0".encode())
    digest.update(np.ascontiguousarray(little).tobytes())
