"""Records of the model as tables of a converted project file (写成项目文件)."""

import datetime as dt
import math
from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray
from shapely import LinearRing, Polygon

from sunlight.errors import InputError
from sunlight.findings import Finding
from sunlight.kinds import LegalStatus, Status, Use
from sunlight.model.evidence import ArchiveFigures
from sunlight.model.frames import FileFrame
from sunlight.model.grounds import Ground
from sunlight.model.project import Building, Courtyard, Part
from sunlight.model.provenance import SourceRecord

__all__ = [
    "building_table",
    "finding_table",
    "finite",
    "frame_table",
    "given",
    "ground_table",
    "solid_table",
]

Table = dict[str, Any]

_SOURCE = SourceRecord()


def given(table: Mapping[str, Any]) -> Table:
    """Fields that say something (去掉空项): no None, empty text or list, or False.

    Parameters
    ----------
    table : mapping
        Fields by name.
    """
    return {
        name: value
        for name, value in table.items()
        if value is not None and value is not False and value not in ("", [], {})
    }


def finite(value: float, where: str) -> float:
    """Number that may stand in JSON (有限数).

    Parameters
    ----------
    value : float
        The number.
    where : str
        What it is.

    Raises
    ------
    InputError
        If it is no finite number.
    """
    if not math.isfinite(value):
        raise InputError(
            f"{value} cannot be written: numbers of a project file are finite; mend "
            "the model first",
            where=where,
            value=value,
        )
    return float(value)


def building_table(building: Building, *, project_id: str) -> Table:
    """Building as a table (建筑), its solids as they stand.

    Parameters
    ----------
    building : Building
        Record of the model.
    project_id : str
        Project under review, to which proposed buildings belong unless they say so.

    Returns
    -------
    dict
        Of the project file.

    Raises
    ------
    InputError
        If a number is not finite, or a part has neither outline nor mesh.
    """
    where = f"building {building.id}"
    usual = project_id if building.status is Status.PROPOSED else ""
    side = building.main_side
    table: Table = {"id": building.id} | given(
        {
            "name": building.name,
            "status": building.status.value,
            "use": "" if building.use is Use.UNKNOWN else building.use.value,
            "removed_by_project": bool(building.removed_by_project),
            "replaces": list(building.replaces),
            "zero_level": _known(building.zero_level, f"{where}: zero_level"),
            "outdoor_ground": _known(
                building.outdoor_ground, f"{where}: outdoor_ground"
            ),
            "storeys": int(building.storeys) or None,
            "height_assumed": bool(building.height_assumed),
            "legal": _legal(building.legal),
            "source": _source(building.source),
            "archive": _archive(building.archive, where),
            "main_side": None if side is None else side.value,
            "main_side_source": building.main_side_source,
            "element": building.element,
            "file": building.file,
        }
    )
    if building.project_id != usual:
        table["project"] = building.project_id
    if building.courtyard is not None:
        table["courtyard"] = _courtyard(building.courtyard)
    table["solids"] = [
        solid_table(part, where=f"{where}: part {i}")
        for i, part in enumerate(building.parts)
    ]
    return table


def solid_table(part: Part, *, where: str) -> Table:
    """Part as a table (实体).

    Parameters
    ----------
    part : Part
        Record of the model.
    where : str
        What it is, for the message.

    Returns
    -------
    dict
        Of the project file.

    Raises
    ------
    InputError
        If a number is not finite, or the part has neither outline nor mesh.
    """
    if part.polygon is None and part.vertices is None:
        raise InputError(
            "the part has neither an outline nor a mesh; leave it out", where=where
        )
    table: Table = {"kind": part.kind.value}
    if part.name:
        table["name"] = part.name
    if part.polygon is not None:
        table |= _outline(part.polygon, where)
    table["base_elevation"] = finite(part.base, f"{where}: base")
    table["top_elevation"] = finite(part.top, f"{where}: top")
    if part.vertices is not None and part.faces is not None:
        table["mesh"] = {
            "vertices": _rows(part.vertices, f"{where}: vertices"),
            "faces": np.asarray(part.faces, dtype=np.int64).tolist(),
        }
    return table


def ground_table(ground: Ground) -> Table:
    """Ground as a table (场地); whatever its building could lend it is said.

    Parameters
    ----------
    ground : Ground
        Record of the model.

    Returns
    -------
    dict
        Of the project file.

    Raises
    ------
    InputError
        If a number is not finite.
    """
    where = f"ground {ground.id}"
    table = {
        "id": ground.id,
        "kind": ground.kind.value,
        "use": ground.use.value,
        "status": ground.status.value,
        "project": ground.project_id,
        "legal": ground.legal.value,
    }
    return (
        table
        | _outline(ground.polygon, where)
        | {"elevation": finite(ground.elevation, f"{where}: elevation")}
        | given(
            {
                "name": ground.name,
                "building": ground.building,
                "height_assumed": bool(ground.height_assumed),
                "source": _source(ground.source),
            }
        )
    )


def frame_table(frame: FileFrame) -> Table:
    """Frame of a file as a table (文件坐标系).

    Parameters
    ----------
    frame : FileFrame
        Record of the model.

    Returns
    -------
    dict
        Of the project file.

    Raises
    ------
    InputError
        If a number is not finite.
    """
    where = f"frame of {frame.file}"
    return {
        "file": frame.file,
        "origin": [finite(value, f"{where}: origin") for value in frame.origin],
        "north_angle": finite(frame.north_angle, f"{where}: north_angle"),
        "zero": finite(frame.zero, f"{where}: zero"),
    } | given({"buildings": list(frame.buildings)})


def finding_table(finding: Finding) -> Table:
    """Finding as a table (检查结果).

    Parameters
    ----------
    finding : Finding
        Of the import.

    Returns
    -------
    dict
        Of the project file.
    """
    return given(
        {
            "code": finding.code,
            "severity": finding.severity.value,
            "where": finding.where,
            "message": finding.message,
            "message_zh": finding.message_zh,
            "expected": finding.expected,
            "found": finding.found,
            "elements": list(finding.elements),
            "file": finding.file,
        }
    )


def _known(value: float, where: str) -> float | None:
    """Level, None where nobody gave it."""
    return None if math.isnan(value) else finite(value, where)


def _legal(legal: LegalStatus) -> str:
    """Lawful papers, empty where nobody said."""
    return "" if legal is LegalStatus.BLANK else legal.value


def _date(date: dt.date | None) -> str:
    """Date in ISO form, empty where there is none."""
    return "" if date is None else date.isoformat()


def _source(source: SourceRecord) -> Table | None:
    """Where data came from, None where nobody said."""
    if source == _SOURCE:
        return None
    table = given(
        {
            "kind": source.kind.value,
            "reference": source.reference,
            "date": _date(source.date),
            "by": source.by,
        }
    )
    return table if source.stamped is None else table | {"stamped": source.stamped}


def _archive(archive: ArchiveFigures | None, where: str) -> Table | None:
    """Give the archive's figures, None if there are none."""
    if archive is None:
        return None
    table: Table = {"reference": archive.reference}
    for name in (
        "zero_level",
        "outdoor_ground",
        "top_elevation",
        "top_above_zero",
        "top_above_ground",
    ):
        value = getattr(archive, name)
        if value is not None:
            table[name] = finite(value, f"{where}: archive.{name}")
    if archive.storeys is not None:
        table["storeys"] = int(archive.storeys)
    if archive.footprint is not None:
        if archive.footprint.interiors:
            raise InputError(
                "the archive's outline has holes, for which the project file has no "
                "place; leave them out",
                where=f"{where}: archive.footprint",
            )
        table["footprint"] = _ring(archive.footprint.exterior, f"{where}: archive")
    return table


def _courtyard(courtyard: Courtyard) -> Table:
    """What the building is in its courtyard."""
    table: Table = {"main_house": courtyard.main_house, "storeys": courtyard.storeys}
    if courtyard.outdoor_stair is not None:
        table["outdoor_stair"] = courtyard.outdoor_stair
    if courtyard.complete is not None:
        table["functions_complete_each_storey"] = courtyard.complete
    return table


def _outline(polygon: Polygon, where: str) -> Table:
    """Outline and holes of a polygon."""
    table: Table = {"outline": _ring(polygon.exterior, where)}
    if polygon.interiors:
        table["holes"] = [_ring(hole, where) for hole in polygon.interiors]
    return table


def _ring(ring: LinearRing, where: str) -> list[list[float]]:
    """Corners of a ring without the closing one, such that reading closes it again."""
    corners = _rows(np.asarray(ring.coords)[:, :2], f"{where}: outline")
    if len(corners) < 4:
        raise InputError("the outline is empty; leave the part out", where=where)
    if corners[0] == corners[-2]:  # the first corner stands twice: close it once more
        return [*corners, corners[0]]
    return corners[:-1]


def _rows(points: NDArray[np.float64], where: str) -> list[list[float]]:
    """Points as lists, all finite."""
    array = np.asarray(points, dtype=np.float64)
    wrong = np.flatnonzero(~np.isfinite(array).all(axis=1))
    if len(wrong):
        finite(float("nan"), f"{where}[{wrong[0]}]")
    rows: list[list[float]] = array.tolist()
    return rows
