"""DWG drawings by a converter that the caller names (DWG 转换)."""

import subprocess
import tempfile
from pathlib import Path
from typing import Final

from sunlight.errors import ImporterError
from sunlight.importers.deadline import Deadline
from sunlight.importers.limits import Limits, read_limited

__all__ = ["converted_drawing"]

PROGRAM: Final = "odafileconverter"
"""How the name of the only program begins that is run, in small letters."""

DXF_VERSION: Final = "ACAD2018"
"""Version that the converter writes; its texts are UTF-8."""


def converted_drawing(
    path: Path,
    content: bytes,
    *,
    converter: str,
    limits: Limits,
    deadline: Deadline,
) -> bytes:
    """DXF of a DWG drawing (DWG 转 DXF).

    The converter runs on a copy in a folder of its own, which is deleted afterwards.

    Parameters
    ----------
    path : Path
        The drawing.
    content : bytes
        All of it.
    converter : str
        Path of ODAFileConverter, by whoever calls the reader.
    limits : Limits
        How large the DXF may be.
    deadline : Deadline
        How long it may take.

    Returns
    -------
    bytes
        The DXF.

    Raises
    ------
    ImporterError
        If the program is not there, fails, takes too long or writes nothing.
    """
    source = str(path)
    program = _program(path, converter)
    with tempfile.TemporaryDirectory(prefix="sunlight-dwg-") as folder:
        inside, outside = Path(folder, "in"), Path(folder, "out")
        inside.mkdir()
        outside.mkdir()
        (inside / "drawing.dwg").write_bytes(content)
        command = [
            str(program), str(inside), str(outside), DXF_VERSION, "DXF", "0",
            "1", "drawing.dwg",
        ]  # fmt: skip
        said = _run(command, source, deadline)
        drawn = outside / "drawing.dxf"
        if not drawn.is_file():
            raise ImporterError(
                f"the converter wrote no DXF{f': {said}' if said else ''}; open the "
                "drawing in a CAD program and save it as DXF",
                source=source,
                where="oda_converter",
            )
        return read_limited(drawn, limits)[0]


def _program(path: Path, converter: str) -> Path:
    """Converter, refused if it is none or came with the drawing."""
    program = Path(converter)
    wrong = ""
    if not program.is_file():
        wrong = "there is no such program"
    elif not program.is_absolute():
        wrong = "its path is not absolute"
    elif not program.name.casefold().startswith(PROGRAM):
        wrong = "it is not called ODAFileConverter"
    elif program.resolve().is_relative_to(path.parent.resolve()):
        wrong = "it lies beside the drawing, and came perhaps with it"
    if wrong:
        raise ImporterError(
            f"{converter!r} is not run: {wrong}. Give the absolute path of an "
            "installed ODAFileConverter",
            source=str(path),
            where="oda_converter",
            value=converter,
        )
    return program.resolve()


def _run(command: list[str], source: str, deadline: Deadline) -> str:
    """Run the converter; what it said, shortened."""
    try:
        done = subprocess.run(
            command,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=max(deadline.left, 1.0),
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise ImporterError(
            f"the converter takes longer than {error.timeout:.0f} s; save the drawing "
            "as DXF yourself, or raise the limit  seconds",
            source=source,
            where="oda_converter",
        ) from error
    except OSError as error:
        raise ImporterError(
            f"the converter cannot be started: {error.strerror or error}",
            source=source,
            where="oda_converter",
            value=command[0],
        ) from error
    return (done.stderr or done.stdout).decode("utf-8", errors="replace").strip()[:300]
