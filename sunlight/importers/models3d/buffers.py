"""Binary data of a glTF file (glTF 缓冲区): from itself, or files in its own folder."""

import base64
import binascii
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final
from urllib.parse import unquote

import numpy as np
from numpy.typing import NDArray

from sunlight.errors import ImporterError, InputError
from sunlight.importers.inside import path_inside
from sunlight.importers.limits import MEGABYTE, Limits, read_limited

__all__ = ["Buffers"]

_NUMBERS: Final[dict[int, np.dtype[Any]]] = {
    5120: np.dtype("<i1"), 5121: np.dtype("<u1"), 5122: np.dtype("<i2"),
    5123: np.dtype("<u2"), 5125: np.dtype("<u4"), 5126: np.dtype("<f4"),
}  # fmt: skip
_WIDTH: Final = {"SCALAR": 1, "VEC3": 3}


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Buffers:
    """Accessors of one file and the bytes they look at (缓冲区).

    Parameters
    ----------
    accessors, views : sequence of mapping
        As in the file.
    data : sequence of bytes
        Every buffer.
    """

    accessors: Sequence[Mapping[str, Any]]
    views: Sequence[Mapping[str, Any]]
    data: Sequence[bytes]

    @classmethod
    def of(
        cls,
        document: Mapping[str, Any],
        path: Path,
        binary: bytes | None,
        limits: Limits,
    ) -> "Buffers":
        """Buffers of a document, all read (读取缓冲区).

        Parameters
        ----------
        document : mapping
            The JSON.
        path : Path
            The file.
        binary : bytes or None
            Binary chunk of a GLB file.
        limits : Limits
            How large they may be together.

        Raises
        ------
        ImporterError
            If one is missing, too large, or lies outside the folder of the file.
        """
        accessors = document.get("accessors", [])
        for accessor in accessors:
            limits.check_entities(
                int(accessor["count"]), what="numbers in one list", source=str(path)
            )
        data: list[bytes] = []
        for number, buffer in enumerate(document.get("buffers", [])):
            if "uri" in buffer:
                data.append(_referred(str(buffer["uri"]), number, path, limits))
            elif number == 0 and binary is not None:
                data.append(binary)
            else:
                raise ImporterError(
                    "a buffer has neither bytes of its own nor a file",
                    source=str(path),
                    where=f"buffers[{number}]",
                )
            if sum(map(len, data)) > limits.megabytes * MEGABYTE:
                raise ImporterError(
                    f"the buffers have more than {limits.megabytes:,g} MB together: "
                    "raise the limit  megabytes  if you trust the file",
                    source=str(path),
                    where=f"buffers[{number}]",
                )
        return cls(
            accessors=accessors, views=document.get("bufferViews", []), data=data
        )

    def positions(self, number: int) -> NDArray[np.float64]:
        """Places of an accessor (顶点), (n, 3)."""
        return self._read(number, "VEC3").astype(np.float64)

    def indices(self, number: int) -> NDArray[np.int64]:
        """Whole numbers of an accessor (索引), (n,)."""
        found = self._read(number, "SCALAR")
        if found.dtype.kind not in "iu":
            raise ValueError(f"accessors[{number}] holds no whole numbers")
        return found[:, 0].astype(np.int64)

    def _read(self, number: int, kind: str) -> NDArray[Any]:
        """Rows of an accessor, (n, 1 or 3)."""
        accessor = self.accessors[number]
        if accessor["type"] != kind or "sparse" in accessor:
            raise ValueError(
                f"accessors[{number}] is {accessor['type']}"
                f"{', sparse' if 'sparse' in accessor else ''}; {kind} is read"
            )
        count, width = int(accessor["count"]), _WIDTH[kind]
        dtype = _NUMBERS[accessor["componentType"]]
        if "bufferView" not in accessor:
            return np.zeros((count, width), dtype=dtype)
        view = self.views[accessor["bufferView"]]
        data = self.data[view["buffer"]]
        first = int(view.get("byteOffset", 0))
        last = first + int(view["byteLength"])
        start = first + int(accessor.get("byteOffset", 0))
        row = dtype.itemsize * width
        step = int(view.get("byteStride", row))
        end = start + step * (count - 1) + row if count else start
        if min(first, start, count) < 0 or step < row or end > min(last, len(data)):
            raise ValueError(f"accessors[{number}] reaches out of its buffer")
        rows: NDArray[Any] = np.ndarray(
            (count, width), dtype, data, start, (step, dtype.itemsize)
        ).copy()
        if accessor.get("normalized") and dtype.kind in "iu":
            most = float(2 ** (8 * dtype.itemsize - (dtype.kind == "i")) - 1)
            return np.asarray(np.maximum(rows / most, -1.0))
        return rows


def _referred(uri: str, number: int, path: Path, limits: Limits) -> bytes:
    """Bytes that a buffer refers to: written out, or a file in the same folder."""
    source, where = str(path), f"buffers[{number}].uri"
    if uri.startswith("data:"):
        head, _, body = uri.partition(",")
        if not head.endswith(";base64"):
            raise ImporterError(
                "data that are not in base 64", source=source, where=where
            )
        try:
            return base64.b64decode(body, validate=True)
        except binascii.Error as error:
            raise ImporterError(
                f"data that are no base 64: {error}", source=source, where=where
            ) from error
    if "://" in uri or uri.startswith("//"):
        raise ImporterError(
            f"the file refers to {uri[:80]!r}; nothing is fetched: put the buffer into "
            "the folder of the file, or export GLB",
            source=source,
            where=where,
            value=uri[:200],
        )
    try:
        inside = path_inside(path.parent, unquote(uri), example="model.bin")
    except (InputError, ValueError, OSError) as error:
        raise ImporterError(
            f"the file refers to {uri[:80]!r}, outside of its folder; put the buffer "
            "beside it, or export GLB",
            source=source,
            where=where,
            value=uri[:200],
        ) from error
    content, _ = read_limited(inside, limits)
    return content
