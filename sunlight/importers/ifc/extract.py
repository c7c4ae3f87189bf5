"""What a child process read from an IFC file (读取结果), brought back safely.

The child may crash, hang or be refused; this side stops it in time, finds out which
elements the geometry kernel cannot bear, and goes on without them.
"""

import json
import os
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from sunlight.errors import ImporterError
from sunlight.importers.ifc.elements import Element, Role
from sunlight.importers.ifc.facts import IfcSemantics
from sunlight.importers.ifc.geometry import JOURNAL, Mesh, load_meshes
from sunlight.importers.ifc.options import IfcOptions
from sunlight.importers.ifc.worker import ERROR, FACTS, JOB
from sunlight.importers.limits import Limits
from sunlight.importers.remarks import Remarks

__all__ = ["Extract", "extract_model"]

MOST_CRASHES: Final = 50
"""A model whose geometry crashes more often than this is given up."""

_WORKER: Final = "sunlight.importers.ifc.worker"


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Extract:
    """A model as plain data (模型数据).

    Parameters
    ----------
    semantics : IfcSemantics
        What it says without geometry.
    elements : dict of str to Element
        By GlobalId.
    meshes : dict of str to Mesh
        Shapes by GlobalId, in metres, in the frame of the file; openings are cut.
    """

    semantics: IfcSemantics
    elements: dict[str, Element]
    meshes: dict[str, Mesh]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Child:
    """How child processes are started for one file."""

    path: Path
    folder: Path
    options: IfcOptions
    limits: Limits
    deadline: float

    def run(self, guids: list[str] | None = None, number: int = 0) -> int:
        """Exit code of a child; negative or above 2 if it crashed."""
        job = {
            "options": self.options.model_dump_json(),
            "nesting": self.limits.nesting,
            "guids": guids,
            "number": number,
        }
        (self.folder / JOB).write_text(json.dumps(job), encoding="utf-8")
        left = self.deadline - time.monotonic()
        command = [sys.executable, "-m", _WORKER, str(self.path), str(self.folder)]
        with (self.folder / "errors.txt").open("wb") as errors:
            try:
                done = subprocess.run(
                    command,
                    stdin=subprocess.DEVNULL,
                    stdout=subprocess.DEVNULL,
                    stderr=errors,
                    env=_environment(),
                    timeout=max(left, 0.01),
                    check=False,
                )
            except subprocess.TimeoutExpired as error:
                raise ImporterError(
                    f"reading took longer than {self.limits.seconds:g} s and was "
                    f"stopped{self._culprit()}; simplify the model, or raise the limit "
                    " seconds  if you trust it",
                    source=str(self.path),
                    value=self.limits.seconds,
                ) from error
        return done.returncode

    def _culprit(self) -> str:
        """Half a sentence that names the element at work; empty if not known."""
        last = last_of_journal(self.folder)
        return f", at element {last}" if last else ""

    def last_words(self) -> str:
        """Last line that a child wrote to its standard error."""
        text = (self.folder / "errors.txt").read_text("utf-8", errors="replace")
        lines = [line.strip() for line in text.splitlines() if line.strip()]
        return lines[-1][:200] if lines else "no message"


def extract_model(
    path: Path, *, options: IfcOptions, limits: Limits, remarks: Remarks
) -> Extract:
    """Read a model in a child process (子进程读取).

    Parameters
    ----------
    path : Path
        A file that passed :func:`~sunlight.importers.ifc.step_text.check_step_text`.
    options : IfcOptions
        What the model cannot say.
    limits : Limits
        How long it may take.
    remarks : Remarks
        Receives what the child remarked on, and elements without a usable shape.

    Returns
    -------
    Extract
        The model.

    Raises
    ------
    ImporterError
        If the file cannot be parsed, the child crashes before it knows the elements, or
        time is out.
    """
    deadline = time.monotonic() + limits.seconds
    with tempfile.TemporaryDirectory(
        prefix="sunlight-ifc-", ignore_cleanup_errors=True
    ) as name:
        child = _Child(
            path=path.resolve(),
            folder=Path(name),
            options=options,
            limits=limits,
            deadline=deadline,
        )
        code = child.run()
        facts = _facts(child, path, code)
        for entry in facts["remarks"]:
            remarks.add(**entry)
        elements = {row["guid"]: Element.from_json(row) for row in facts["elements"]}
        if code != 0:
            _go_on_without_culprits(child, elements, remarks)
        meshes = dict(load_meshes(child.folder))
    triangles = sum(len(faces) for _, faces in meshes.values())
    limits.check_entities(triangles, what="triangles", source=str(path))
    return Extract(
        semantics=IfcSemantics.from_json(facts["semantics"]),
        elements=elements,
        meshes=meshes,
    )


def _facts(child: _Child, path: Path, code: int) -> Any:  # noqa: ANN401
    """What the child found, else an error that says why there is nothing."""
    error = child.folder / ERROR
    if error.exists():
        said = json.loads(error.read_text(encoding="utf-8"))
        raise ImporterError(said["message"], source=str(path), where=said["where"])
    if not (child.folder / FACTS).exists():
        raise ImporterError(
            f"the process that opens the file ended with code {code} before it was "
            f"read ({child.last_words()}); the file is damaged or too large for the "
            "memory, export it again",
            source=str(path),
        )
    return json.loads((child.folder / FACTS).read_text(encoding="utf-8"))


def _go_on_without_culprits(
    child: _Child, elements: dict[str, Element], remarks: Remarks
) -> None:
    """Make shapes one by one; whatever crashes the kernel is left out."""
    wanted = [e.guid for e in elements.values() if e.role is not Role.LEFT_OUT]
    culprits: set[str] = set()
    for number in range(0, MOST_CRASHES * len(wanted), len(wanted)):
        made = {guid for guid, _ in load_meshes(child.folder)}
        left = [g for g in wanted if g not in made and g not in culprits]
        (child.folder / JOURNAL).write_text("", encoding="utf-8")
        if child.run(left, number) == 0:
            return
        culprit = last_of_journal(child.folder)
        if not culprit:
            break
        culprits.add(culprit)
        element = elements[culprit]
        remarks.add(
            "GEOMETRY-CRASHED",
            name=f"{element.cls} {element.name or element.guid}",
            element=culprit,
            where=culprit,
        )
    raise ImporterError(
        f"the geometry kernel crashed at {len(culprits)} elements "
        f"({', '.join(sorted(culprits)[:5])}) and was given up; repair the model",
        source=str(child.path),
    )


def last_of_journal(folder: Path) -> str:
    """GlobalId of the element at which a child was last at work; empty if unknown."""
    journal = folder / JOURNAL
    if not journal.exists():
        return ""
    lines = journal.read_text(encoding="utf-8").split()
    return lines[-1] if lines else ""


def _environment() -> dict[str, str]:
    """Environment in which a child finds the modules that this process found."""
    return os.environ | {
        "PYTHONPATH": os.pathsep.join(entry for entry in sys.path if entry),
        "PYTHONUTF8": "1",
    }
