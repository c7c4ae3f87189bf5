"""IFC models as projects (读取 IFC): IFC2X3, IFC4 and IFC4X3.

A child process opens the file and makes the shapes; here they become buildings, windows
and rooms. What the model does not say is assumed or left blank, and said in findings.
"""

import importlib.util
from pathlib import Path

from sunlight.errors import MissingExtraError
from sunlight.findings import Finding
from sunlight.importers.ifc.build import assembled
from sunlight.importers.ifc.dwellings import with_dwellings_file
from sunlight.importers.ifc.extract import extract_model
from sunlight.importers.ifc.options import IfcOptions
from sunlight.importers.ifc.step_text import check_step_text
from sunlight.importers.ifc.texts import IFC_TEXTS
from sunlight.importers.limits import LIMITS, Limits, read_limited
from sunlight.importers.remarks import Remarks
from sunlight.model.project import Project

__all__ = ["read_ifc"]


def read_ifc(
    path: str | Path,
    *,
    options: IfcOptions = IfcOptions(),  # noqa: B008, frozen
    limits: Limits = LIMITS,
) -> tuple[Project, tuple[Finding, ...]]:
    """Read a building model (读取 IFC 建筑模型).

    Every IfcBuilding becomes a building of meshes: a body a storey, and apart from it
    eaves, balconies, parapets and chimneys. Openings are cut into walls and closed
    again where a window or door fills them. Windows stand on the outer face of their
    wall, which is found by the rooms behind it or by rays, never by a flag.

    Parameters
    ----------
    path : str or Path
        The file, ``.ifc``.
    options : IfcOptions
        What the model cannot say.
    limits : Limits
        How large it may be and how long it may take.

    Returns
    -------
    project : Project
        x east, y true north, elevations absolute.
    findings : tuple of Finding
        What was assumed, mended or left out; elements are GlobalIds.

    Raises
    ------
    ImporterError
        If it is no IFC file, damaged, refers to itself, over a limit, or holds no
        building.
    MissingExtraError
        If ifcopenshell is not installed.

    Notes
    -----
    Source: ISO 16739-1, and buildingSMART IFC2x3 TC1, IFC4 ADD2 TC1, IFC4X3 ADD2.
    """
    if importlib.util.find_spec("ifcopenshell") is None:
        raise MissingExtraError("reading IFC files", extra="ifc")
    file = Path(path)
    content, digest = read_limited(file, limits)
    text = check_step_text(content, source=str(file), limits=limits)
    del content
    options = with_dwellings_file(options, file.parent, limits=limits)
    remarks = Remarks(IFC_TEXTS, file=file.name)
    if text.dangling:
        remarks.add("REFERENCES-DANGLING", found=str(text.dangling))
    model = extract_model(file, options=options, limits=limits, remarks=remarks)
    return assembled(model, file, digest, options, remarks), remarks.findings()
