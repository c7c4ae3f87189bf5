"""Files written aside and moved into place together, all or nothing (暂存与替换)."""

import contextlib
import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

from sunlight.errors import InputError
from sunlight.report.names import DOCUMENT_NAME

__all__ = ["staged_folder"]


@contextlib.contextmanager
def staged_folder(
    folder: Path, *, replaced: tuple[str, ...] = (), document: str = DOCUMENT_NAME
) -> Iterator[Path]:
    """Folder to write to; what is in it is moved to `folder` at the end (暂存).

    The folder given lies inside `folder`, which is made if need be, and is gone
    afterwards. Files that are there already are replaced one by one by complete ones;
    if that fails half-way, all are put back. If the block raises, nothing changes.

    Parameters
    ----------
    folder : Path
        Where the files go in the end.
    replaced : tuple of str
        Names, or patterns such as ``pictures/*.png``, that belong to an earlier result:
        such files are removed if the block did not write them anew, provided that an
        earlier document is there.
    document : str
        Name of the document, which is moved last.

    Yields
    ------
    Path
        Folder to write to.

    Raises
    ------
    InputError
        If `folder` cannot be made or written to.
    """
    made = _make(folder)
    try:
        try:
            aside = Path(
                tempfile.mkdtemp(prefix=".sunlight-", suffix=".tmp", dir=folder)
            )
        except OSError as error:
            raise _unwritable(folder, error) from error
        try:
            (aside / "new").mkdir()
            yield aside / "new"
            try:
                _move(aside, folder, replaced, document)
            except OSError as error:
                raise _unwritable(folder, error) from error
        finally:
            shutil.rmtree(aside, ignore_errors=True)
    except BaseException:
        for path in made:
            with contextlib.suppress(OSError):
                path.rmdir()  # only if empty
        raise


def _make(folder: Path) -> list[Path]:
    """Make a folder and its parents; those that were made, the innermost first."""
    missing = [path for path in (folder, *folder.parents) if not path.exists()]
    made: list[Path] = []
    try:
        for path in reversed(missing):
            path.mkdir(exist_ok=True)
            made.insert(0, path)
        if not folder.is_dir():
            raise NotADirectoryError(f"{folder} is a file")
    except OSError as error:
        for path in made:
            path.rmdir()
        raise _unwritable(folder, error) from error
    return made


def _move(aside: Path, folder: Path, replaced: tuple[str, ...], document: str) -> None:
    """Move the new files into place; on failure put the old ones back."""
    new, old = aside / "new", aside / "old"
    old.mkdir()
    names = [p.relative_to(new) for p in sorted(new.rglob("*")) if p.is_file()]
    names.sort(key=lambda name: name == Path(document))
    gone: list[Path] = []
    if (folder / document).exists():
        earlier = {
            p.relative_to(folder) for each in replaced for p in folder.glob(each)
        }
        gone = sorted(earlier - set(names))
    for name in (*names, *gone):
        if (folder / name).exists():
            (old / name).parent.mkdir(parents=True, exist_ok=True)
            _keep(folder / name, old / name)
    made: list[Path] = []
    try:
        for name in names:
            if name.parent != Path():
                made += _make(folder / name.parent)
            (new / name).replace(folder / name)
        for name in gone:
            (folder / name).unlink(missing_ok=True)
    except BaseException:
        for name in (*names, *gone):
            if (old / name).exists():
                (old / name).replace(folder / name)
            else:
                (folder / name).unlink(missing_ok=True)
        for path in reversed(made):
            with contextlib.suppress(OSError):
                path.rmdir()  # only if empty
        raise
    for place in {name.parent for name in gone} - {Path()}:
        with contextlib.suppress(OSError):
            (folder / place).rmdir()  # only if empty


def _keep(path: Path, copy: Path) -> None:
    """Second name for a file, or a copy where the file system has none."""
    try:
        os.link(path, copy)
    except OSError:
        shutil.copy2(path, copy)


def _unwritable(folder: Path, error: OSError) -> InputError:
    """Error that says what cannot be written and how to mend it."""
    reason = error.strerror or str(error)
    return InputError(
        f"cannot write to the folder {str(folder)!r} ({reason}); results that were "
        "there before are unchanged. Choose another folder, make room on the disk, or "
        "close the files that another program has open",
        where="output folder",
        value=str(folder),
    )
