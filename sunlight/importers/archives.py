"""Zip archives of strangers: looked at before anything is unpacked (压缩包检查)."""

import contextlib
import io
import stat
import unicodedata
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import PurePosixPath, PureWindowsPath
from typing import Final

from sunlight.errors import ImporterError
from sunlight.importers.limits import MEGABYTE, Limits

__all__ = ["MOST_ENTRIES", "archive_files", "opened_archive", "refuse_bombs"]

MOST_RATIO: Final = 200.0
"""An archive whose entries unpack to more than so many times their size is a bomb.

Coordinates and tables shrink to a third or a tenth, the blanks of a table to a
hundredth; a megabyte of zeros shrinks to a thousandth."""

SMALL: Final = 1_000_000
"""Entries that unpack to no more than this do no harm, whatever their ratio. [bytes]"""

MOST_ENTRIES: Final = 1_000
"""No archive that is read here has more entries than this, unless it says so."""


def refuse_bombs(
    entries: list[zipfile.ZipInfo],
    limits: Limits,
    source: str,
    *,
    most: int = MOST_ENTRIES,
    what: str = "shapefile",
) -> None:
    """Refuse what would fill the memory or leave the archive (拒绝压缩炸弹).

    Parameters
    ----------
    entries : list of zipfile.ZipInfo
        What the archive says it holds; nothing is unpacked yet.
    limits : Limits
        How much they may unpack to.
    source : str
        The file.
    most : int
        How many there may be.
    what : str
        What the archive should be.

    Raises
    ------
    ImporterError
        If there are too many, they are too large, or one lies outside or is a link.
    """
    if len(entries) > most:
        raise ImporterError(
            f"the archive has {len(entries):,} entries; allowed are {most:,}",
            source=source,
            value=len(entries),
        )
    total = sum(entry.file_size for entry in entries)
    if total > limits.megabytes * MEGABYTE:
        raise ImporterError(
            f"the archive unpacks to {total / MEGABYTE:,.1f} MB; allowed are "
            f"{limits.megabytes:,g} MB: cut it, or raise the limit  megabytes  if you "
            "trust it",
            source=source,
            value=total,
        )
    for entry in entries:
        name = entry.filename
        parts = PurePosixPath(name.replace("\\", "/")).parts
        if (
            ".." in parts
            or PurePosixPath(name.replace("\\", "/")).is_absolute()
            or PureWindowsPath(name).drive
        ):
            raise ImporterError(
                f"the archive has an entry {name!r} outside of itself; it is refused",
                source=source,
                where=name,
            )
        if stat.S_ISLNK(entry.external_attr >> 16):
            raise ImporterError(
                f"the archive has a link, {name!r}; it is refused",
                source=source,
                where=name,
            )
        ratio = entry.file_size / max(entry.compress_size, 1)
        if entry.file_size > SMALL and ratio > MOST_RATIO:
            raise ImporterError(
                f"{name!r} would unpack to {ratio:,.0f} times its size; allowed are "
                f"{MOST_RATIO:g} times: this is no {what}",
                source=source,
                where=name,
                value=ratio,
            )


@contextlib.contextmanager
def opened_archive(content: bytes, *, source: str) -> Iterator[zipfile.ZipFile]:
    """Archive whose faults become errors that say what to do (打开压缩包).

    Parameters
    ----------
    content : bytes
        The archive.
    source : str
        The file.

    Yields
    ------
    zipfile.ZipFile
        To be read inside the block.

    Raises
    ------
    ImporterError
        If it is no archive, damaged or encrypted.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            yield archive
    except (
        zipfile.BadZipFile,
        zlib.error,
        NotImplementedError,
        RuntimeError,
        EOFError,
        ValueError,
        OSError,
    ) as error:
        if isinstance(error, ImporterError):
            raise
        raise ImporterError(
            f"the archive cannot be unpacked: {error}; it may be damaged or locked: "
            "fetch or make it again, without a password",
            source=source,
        ) from error


def archive_files(
    content: bytes, limits: Limits, *, source: str, what: str, most: int = MOST_ENTRIES
) -> dict[str, bytes]:
    """All files of an archive, whose names are plain and differ (解压全部文件).

    Parameters
    ----------
    content : bytes
        The archive.
    limits : Limits
        How much it may unpack to.
    source : str
        The file.
    what : str
        What the archive should be.
    most : int
        How many entries there may be.

    Returns
    -------
    dict of str to bytes
        Content by name, in the order of the archive.

    Raises
    ------
    ImporterError
        If it is no archive, damaged, encrypted or too large once unpacked, or has
        entries that lie outside of it, are links, or have a name twice.
    """
    with opened_archive(content, source=source) as archive:
        entries = archive.infolist()
        refuse_bombs(entries, limits, source, most=most, what=what)
        _refuse_names(entries, source)
        return {entry.filename: _content(archive, entry, source) for entry in entries}


def _content(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, source: str) -> bytes:
    """Content of an entry, never more than it says."""
    with archive.open(entry) as stream:
        data = stream.read(entry.file_size + 1)
    if len(data) != entry.file_size:
        raise ImporterError(
            f"{entry.filename!r} does not unpack to the size the archive says",
            source=source,
            where=entry.filename,
        )
    return data


def _refuse_names(entries: list[zipfile.ZipInfo], source: str) -> None:
    """Refuse folders, names that no system takes, and names that stand twice."""
    seen: set[str] = set()
    for entry in entries:
        name = entry.filename
        parts = name.split("/")
        if any(not part or part[0] == "." or part[-1] in ". " for part in parts) or any(
            unicodedata.category(c)[0] == "C" or c in '\\:*?"<>|' for c in name
        ):
            raise ImporterError(
                f"the archive has an entry named {name!r}; names are those of plain "
                "files, with / between folders",
                source=source,
                where=name,
            )
        folded = unicodedata.normalize("NFC", name).casefold()
        if folded in seen:
            raise ImporterError(
                f"the archive has {name!r} twice; capitals do not count",
                source=source,
                where=name,
            )
        seen.add(folded)
