"""Dwellings of an IFC model (户): by table, by zone, by the names of rooms."""

import csv
import io
import re
import tomllib
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from sunlight.errors import ImporterError
from sunlight.importers.ifc.facts import IfcDwellingFacts, SpaceFacts
from sunlight.importers.ifc.options import IfcOptions
from sunlight.importers.ifc.rooms import given_for
from sunlight.importers.ifc.zones import Zone, dwelling_zones
from sunlight.importers.limits import LIMITS, Limits, read_limited
from sunlight.importers.remarks import Remarks
from sunlight.kinds import RoomKind

if TYPE_CHECKING:
    import ifcopenshell

__all__ = ["read_dwellings", "with_dwellings_file"]

_OF_DWELLINGS: Final = frozenset(
    {
        RoomKind.BEDROOM,
        RoomKind.LIVING,
        RoomKind.KITCHEN,
        RoomKind.BATH,
        RoomKind.UNKNOWN,
    }
)
"""Rooms that belong to a dwelling, if it is a house that people live in."""

_ROOM_HEADS: Final = frozenset({"space", "room", "空间", "房间", "guid", "globalid"})
_DWELLING_HEADS: Final = frozenset({"dwelling", "household", "户", "户号", "住户"})

Dwellings = dict[str, IfcDwellingFacts]


def read_dwellings(
    model: "ifcopenshell.file",
    spaces: Mapping[str, SpaceFacts],
    options: IfcOptions,
    remarks: Remarks,
) -> tuple[dict[str, SpaceFacts], Dwellings]:
    """Spaces with their dwellings, and the dwellings by key (读取户).

    The table of the caller counts first, then the zones of the model, then the pattern
    on room numbers, then, if asked for, one dwelling a building.

    Parameters
    ----------
    model : ifcopenshell.file
        Open model.
    spaces : mapping of str to SpaceFacts
        With their kinds.
    options : IfcOptions
        Table, patterns, one dwelling.
    remarks : Remarks
        Receives rooms without a dwelling, and what was guessed.

    Returns
    -------
    spaces : dict of str to SpaceFacts
        The same with `dwelling` filled in.
    dwellings : dict of str to IfcDwellingFacts
        By key, in the order of their first rooms.
    """
    zones = dwelling_zones(model, spaces, options, remarks)
    names = _zone_names(zones, spaces, remarks)
    pattern = re.compile(options.dwelling_pattern) if options.dwelling_pattern else None
    used: set[str] = set()
    linked: dict[str, SpaceFacts] = {}
    dwellings: Dwellings = {}
    for guid, space in spaces.items():
        dwelling = _dwelling_of(space, zones.get(guid), names, pattern, options, used)
        if dwelling is None:
            linked[guid] = space
            if space.kind in _OF_DWELLINGS:
                remarks.add(
                    "ROOM-WITHOUT-DWELLING",
                    name=f"{space.name} {space.long_name}".strip(),
                    element=guid,
                    where="rooms",
                )
            continue
        key = f"{dwelling.building}:{dwelling.name}"
        dwellings.setdefault(key, dwelling)
        linked[guid] = replace(space, dwelling=key)
    for key in options.dwellings:
        if key not in used:
            remarks.add("OPTION-FITS-NOTHING", name=f'dwellings "{key}"', found=key)
    if pattern is not None and all(d.by != "pattern" for d in dwellings.values()):
        remarks.add("OPTION-FITS-NOTHING", name="dwelling_pattern")
    return linked, dwellings


def _dwelling_of(
    space: SpaceFacts,
    zone: Zone | None,
    names: Mapping[str, str],
    pattern: re.Pattern[str] | None,
    options: IfcOptions,
    used: set[str],
) -> IfcDwellingFacts | None:
    """Dwelling of one space; None if nothing names one."""
    building = space.building
    known = (space.guid, space.name, space.long_name)
    name = given_for(options.dwellings, known, used)
    if name:
        return IfcDwellingFacts(name=name, building=building, by="table")
    if zone is not None:
        return IfcDwellingFacts(
            name=names[zone.guid], building=building, element=zone.guid, by="zone"
        )
    for said in (space.name, space.long_name):
        match = pattern.search(said) if pattern and said else None
        if match:
            groups = [group for group in match.groups() if group]
            name = groups[0] if groups else match.group()
            if name:
                return IfcDwellingFacts(name=name, building=building, by="pattern")
    if options.one_dwelling:
        return IfcDwellingFacts(name="1", building=building, by="one_dwelling")
    return None


def _zone_names(
    zones: Mapping[str, Zone], spaces: Mapping[str, SpaceFacts], remarks: Remarks
) -> dict[str, str]:
    """Names of the dwelling zones by GlobalId, no two of a building alike."""
    names: dict[str, str] = {}
    taken: set[tuple[str, str]] = set()
    for guid, zone in zones.items():
        if zone.guid in names:
            continue
        building = spaces[guid].building
        name, count = zone.name, 1
        while (building, name) in taken:
            count += 1
            name = f"{zone.name} ({count})"
        if count > 1:
            remarks.add(
                "DWELLING-NAME-TWICE",
                name=zone.name,
                element=zone.guid,
                where="zones",
                found=name,
            )
        taken.add((building, name))
        names[zone.guid] = name
    return names


def with_dwellings_file(
    options: IfcOptions, folder: Path, *, limits: Limits = LIMITS
) -> IfcOptions:
    """Options with the table of their `dwellings_file` in `dwellings` (读入户表).

    Parameters
    ----------
    options : IfcOptions
        What it says itself counts before the file.
    folder : Path
        Folder of the model; the table stands in it or below.
    limits : Limits
        How large the table may be.

    Returns
    -------
    IfcOptions
        Without `dwellings_file`; the same if it names none.

    Raises
    ------
    ImporterError
        If the table lies elsewhere, cannot be read, or has no such columns.
    """
    if not options.dwellings_file:
        return options
    path = Path(options.dwellings_file)
    if path.is_absolute() or ".." in path.parts or "\\" in options.dwellings_file:
        raise ImporterError(
            f"the table {options.dwellings_file!r} must stand beside the model: write "
            "its name, with no drive, no leading slash and no '..'",
            source=options.dwellings_file,
            where="dwellings_file",
            value=options.dwellings_file,
        )
    file = folder / path
    if folder.resolve() not in file.resolve().parents:
        raise ImporterError(
            "the table is a link to a file outside the folder of the model",
            source=str(file),
            where="dwellings_file",
        )
    content, _ = read_limited(file, limits)
    table = _read_table(content, file) | options.dwellings
    return options.model_copy(update={"dwellings": table, "dwellings_file": ""})


def _read_table(content: bytes, file: Path) -> dict[str, str]:
    """Dwelling by room, from a CSV or TOML file."""
    try:
        said = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        try:
            said = content.decode("gb18030")
        except UnicodeDecodeError as error:
            raise ImporterError(
                "the table is neither UTF-8 nor GB 18030; save it as UTF-8",
                source=str(file),
            ) from error
    if file.suffix.lower() == ".toml":
        return _toml_table(said, file)
    try:
        lines = list(csv.reader(io.StringIO(said)))
    except csv.Error as error:
        raise ImporterError(f"not CSV: {error}", source=str(file)) from error
    rows = [row for row in lines if any(map(str.strip, row))]
    heads = [cell.strip().casefold() for cell in rows[0]] if rows else []
    room = next((i for i, head in enumerate(heads) if head in _ROOM_HEADS), None)
    home = next((i for i, head in enumerate(heads) if head in _DWELLING_HEADS), None)
    if room is None or home is None:
        raise ImporterError(
            "the first line must name a column  space  (or 房间) and a column "
            f" dwelling  (or 户), got {', '.join(heads) or 'nothing'}",
            source=str(file),
            where="line 1",
            value=heads,
        )
    return {
        row[room].strip(): row[home].strip()
        for row in rows[1:]
        if len(row) > max(room, home) and row[room].strip() and row[home].strip()
    }


def _toml_table(said: str, file: Path) -> dict[str, str]:
    """Dwelling by room of a TOML file: the table [dwellings], else the whole file."""
    try:
        document = tomllib.loads(said)
    except tomllib.TOMLDecodeError as error:
        raise ImporterError(f"not TOML: {error}", source=str(file)) from error
    table = document.get("dwellings", document)
    if isinstance(table, dict) and all(isinstance(v, str) for v in table.values()):
        return dict(table)
    raise ImporterError(
        'the table must have lines such as  A101 = "A"', source=str(file)
    )
