"""Single files written aside and moved into place together (单个文件的写出)."""

import contextlib
import os
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path

from sunlight.errors import InputError

__all__ = ["write_files"]


def write_files(contents: Mapping[Path, bytes]) -> None:
    """Write files, all complete or none at all (写出文件).

    Each is written beside its place first; only when all are there are they renamed.

    Parameters
    ----------
    contents : mapping of Path to bytes
        What goes where; folders are made if need be.

    Raises
    ------
    InputError
        If a file cannot be written, naming it; files that were there are unchanged.
    """
    aside: dict[Path, Path] = {}
    old: dict[Path, bytes | None] = {}
    try:
        for path, content in contents.items():
            with _named(path):
                aside[path] = _beside(path, content)
        for path, written in aside.items():
            with _named(path):
                earlier = path.read_bytes() if path.is_file() else None
                written.replace(path)
            old[path] = earlier
    except BaseException:
        for path, earlier in old.items():
            _put_back(path, earlier)
        raise
    finally:
        for written in aside.values():
            with contextlib.suppress(OSError):
                written.unlink()  # gone where all went well


def _put_back(path: Path, earlier: bytes | None) -> None:
    """Undo the writing of a file."""
    with contextlib.suppress(OSError):
        if earlier is None:
            path.unlink()
        else:
            path.write_bytes(earlier)


def _beside(path: Path, content: bytes) -> Path:
    """Write to a new file in the same folder."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(prefix=".sunlight-", suffix=".tmp", dir=path.parent)
    written = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        written.chmod(0o644)  # mkstemp keeps files to their owner
    except BaseException:
        with contextlib.suppress(OSError):
            written.unlink()
        raise
    return written


@contextlib.contextmanager
def _named(path: Path) -> Iterator[None]:
    """Say which file it was that could not be written."""
    try:
        yield
    except OSError as error:
        raise InputError(
            f"cannot write {str(path)!r} ({error.strerror or error}); choose another "
            "place or make room on the disk",
            where="output file",
            value=str(path),
        ) from error
