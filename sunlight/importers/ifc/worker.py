"""The child process that opens an IFC file (IFC 子进程): ``python -m`` this IN FOLDER.

The folder holds ``job.json``; it receives ``facts.json`` and the meshes, or
``error.json``. A crash of the parser or of the geometry kernel ends this process and
not its parent.
"""

import json
import sys
from pathlib import Path
from typing import Any, Final

from sunlight.errors import InputError
from sunlight.importers.ifc.elements import Role, elements_of, relating_circle
from sunlight.importers.ifc.geometry import shapes_at_once, shapes_one_by_one
from sunlight.importers.ifc.options import IfcOptions
from sunlight.importers.ifc.semantics import read_semantics
from sunlight.importers.ifc.texts import IFC_TEXTS
from sunlight.importers.remarks import Remarks

__all__ = ["ERROR", "FACTS", "JOB", "main"]

JOB: Final = "job.json"
FACTS: Final = "facts.json"
ERROR: Final = "error.json"

MEMORY: Final = 8_000_000_000
"""Address space of the child, where the system can limit it. [bytes]

A file of the largest size allowed takes about this much; a bomb takes more."""


def main(arguments: list[str]) -> int:
    """Read one file for the parent process (子进程入口).

    Parameters
    ----------
    arguments : list of str
        Path of the IFC file and of the folder of the job.

    Returns
    -------
    int
        0 if done, 2 if the file was refused with ``error.json``.
    """
    path, folder = Path(arguments[0]), Path(arguments[1])
    _limit_memory()
    job = json.loads((folder / JOB).read_text(encoding="utf-8"))
    import ifcopenshell

    try:
        model = ifcopenshell.open(path)
        if job["guids"] is not None:
            number = int(job["number"])
            shapes_one_by_one(model, job["guids"], folder, number=number)
            return 0
        guids = _write_facts(model, path.name, folder, job)
        shapes_at_once(model, guids, folder)
    except InputError as error:
        _write(folder / ERROR, {"message": error.message, "where": error.where})
        return 2
    except (ifcopenshell.Error, ifcopenshell.SchemaError) as error:
        text = f"it cannot be parsed: {error}; the file is damaged, export it again"
        _write(folder / ERROR, {"message": text, "where": None})
        return 2
    return 0


def _limit_memory() -> None:
    """Forbid more memory than any allowed file needs, where that can be done."""
    try:
        import resource
    except ImportError:  # Windows has none
        return
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    most = MEMORY if hard == resource.RLIM_INFINITY else min(MEMORY, hard)
    resource.setrlimit(resource.RLIMIT_AS, (most, hard))


def _write_facts(model: Any, file: str, folder: Path, job: Any) -> list[str]:  # noqa: ANN401
    """Write what the model says, and name the elements whose shapes are wanted."""
    circle = relating_circle(model, nesting=int(job["nesting"]))
    if circle:
        raise InputError(
            f"{circle} is a part of itself, or in more than {job['nesting']} others; "
            "mend the model, or raise the limit  nesting  if you trust it"
        )
    options = IfcOptions.model_validate_json(job["options"])
    remarks = Remarks(IFC_TEXTS, file=file)
    semantics = read_semantics(model, options, remarks)
    elements = elements_of(model, scale=semantics.scale)
    _write(
        folder / FACTS,
        {
            "semantics": semantics.to_json(),
            "remarks": remarks.entries(),
            "elements": [element.to_json() for element in elements],
        },
    )
    return [e.guid for e in elements if e.role is not Role.LEFT_OUT]


def _write(path: Path, document: object) -> None:
    """Write JSON, whole or not at all."""
    part = path.with_suffix(".tmp")
    part.write_text(json.dumps(document, ensure_ascii=True), encoding="utf-8")
    part.replace(path)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
