"""What is on record about a file that was written (成果文件登记)."""

import hashlib
from pathlib import Path

from sunlight.report.document_records import ResultFile

__all__ = ["written_file"]


def written_file(path: Path, folder: Path, rows: int | None = None) -> ResultFile:
    """Record of a written file (成果文件登记).

    Parameters
    ----------
    path : Path
        The file.
    folder : Path
        Folder of the result, in which it lies.
    rows : int or None
        Rows of a table; None for anything else.

    Returns
    -------
    ResultFile
        With its size and SHA-256.
    """
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256")
    return ResultFile(
        name=path.relative_to(folder).as_posix(),
        rows=rows,
        bytes=path.stat().st_size,
        sha256=digest.hexdigest(),
    )
