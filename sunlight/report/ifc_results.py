"""Results written back to a copy of the IFC model they come from (结果写回 IFC)."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from sunlight.assessment import Assessment
from sunlight.errors import ImporterError, InputError, MissingExtraError
from sunlight.importers.limits import LIMITS, Limits, read_limited
from sunlight.report.document import result_document
from sunlight.report.document_records import ResultHousehold
from sunlight.report.ifc_property_sets import Value, put_properties
from sunlight.report.ifc_rooms import household_of_zones, spaces_of_rooms
from sunlight.report.staging import staged_folder
from sunlight.report.tables import rooms_table, shading_columns, windows_table
from sunlight.report.texts import texts
from sunlight.report.unit_records import ResultUnit
from sunlight.rules import Language, standard_for, uses_with_standard

__all__ = ["WrittenBack", "write_results_to_ifc"]


@dataclass(frozen=True, slots=True, kw_only=True)
class WrittenBack:
    """What was written to the copy (写回记录).

    Parameters
    ----------
    windows, spaces, zones, buildings : int
        Elements that received results.
    missing : tuple of str
        Ids of windows of this file whose element is not in it.
    rooms_unlinked : int
        Rooms of this file whose space could not be told.
    verified : bool
        The file is known to be that which was assessed, by its hash. It is not where
        the project was converted and the hash is that of the project file.
    """

    windows: int
    spaces: int
    zones: int
    buildings: int
    missing: tuple[str, ...]
    rooms_unlinked: int
    verified: bool


def write_results_to_ifc(
    assessment: Assessment,
    source: str | Path,
    target: str | Path,
    *,
    language: Language = "zh",
    limits: Limits = LIMITS,
) -> WrittenBack:
    """Copy a model, with the results on its windows, spaces and zones (写回 IFC).

    Each of them gets a property set ``Sunlight_Result``; one of an earlier run is
    replaced. Nothing else is changed, and the schema is kept. Windows carry minutes and
    whether the standard of their use is reached, no verdict: that is with the household
    on its rooms and its zone, with the room or the building where these are judged.

    Parameters
    ----------
    assessment : Assessment
        Of a project that was read from the file, alone or with others.
    source : str or Path
        The file, unchanged since it was read.
    target : str or Path
        The copy, ``.ifc``; complete or not there at all.
    language : str
        Of the sentences on who shades a window, ``zh`` or ``en``.
    limits : Limits
        How large the file may be.

    Returns
    -------
    WrittenBack
        How many elements received results.

    Raises
    ------
    InputError
        If the target is the source or no ``.ifc``, the file is not one of those that
        were assessed, or it was changed since.
    ImporterError
        If the file cannot be read.
    MissingExtraError
        If ifcopenshell is not installed.
    """
    source, target = Path(source), Path(target)
    _check_paths(source, target)
    verified = _check_source(assessment, source, limits)
    model = _opened(source)
    written = _write_all(assessment, model, source.name, language, verified=verified)
    with staged_folder(target.parent) as aside:
        model.write(str(aside / target.name))
    return written


def _check_paths(source: Path, target: Path) -> None:
    """Refuse to write over the model, or what is no IFC file."""
    if target.suffix.lower() != ".ifc":
        raise InputError(
            f"the copy must end in .ifc, got {target.name!r}",
            where="target",
            value=str(target),
        )
    if target.resolve() == source.resolve():
        raise InputError(
            "the copy would replace the model; results go into a copy with a name of "
            "its own, such as  model_sunlight.ifc",
            where="target",
            value=str(target),
        )


def _check_source(assessment: Assessment, source: Path, limits: Limits) -> bool:
    """Refuse another file than that which was assessed; whether its hash is known."""
    project = assessment.project
    known = dict(project.source_files)
    _, digest = read_limited(source, limits)
    if source.name not in known:
        files = sorted({b.file for b in project.buildings if b.file} | set(known))
        if any(building.file == source.name for building in project.buildings):
            return False
        raise InputError(
            f"{source.name!r} is none of the files that were assessed: "
            f"{', '.join(files) or 'none'}",
            where="source",
            value=str(source),
        )
    if digest != known[source.name]:
        raise InputError(
            f"{source.name!r} was changed since it was assessed; analyse it again",
            where="source",
            value=digest,
        )
    return True


def _opened(source: Path) -> Any:  # noqa: ANN401
    """The model, open."""
    try:
        import ifcopenshell
    except ModuleNotFoundError as error:
        raise MissingExtraError("writing IFC files", extra="ifc") from error
    try:
        return ifcopenshell.open(str(source))
    except (OSError, RuntimeError, ifcopenshell.Error) as error:
        raise ImporterError(
            f"not an IFC file that can be read: {error}", source=str(source)
        ) from error


def _write_all(
    assessment: Assessment,
    model: Any,  # noqa: ANN401
    file: str,
    language: Language,
    *,
    verified: bool,
) -> WrittenBack:
    """Put the results on the elements of an open model."""
    project = assessment.project
    ours = np.array([b.file == file for b in project.buildings], dtype=np.bool_)
    by_guid = {one.GlobalId: one for one in model.by_type("IfcObject")}
    document = result_document(assessment)
    households = {h.household: h for h in document.households}
    common = _common(assessment)

    windows, missing = _write_windows(
        assessment, model, by_guid, ours, common, language
    )
    rows = np.flatnonzero(ours[project.rooms.building]).tolist()
    spaces = spaces_of_rooms(project, rows, model)
    units = {unit.unit: unit for unit in document.units if unit.counted_as == "room"}
    of_rooms = rooms_table(assessment, texts(language)).to_pylist()
    for row, guid in spaces.items():
        said = of_rooms[row]
        values = _room_values(said) | _household_values(
            households.get(said["household"] or "")
        )
        values |= _unit_values(units.get(said["room"]))
        put_properties(model, by_guid[guid], values | common)
    zones = household_of_zones(project, spaces, model)
    for guid, household in zones.items():
        values = _household_values(households.get(household))
        put_properties(model, by_guid[guid], values | common)
    shares = [unit for unit in document.units if unit.counted_as == "building"]
    elements = {b.id: b.element for b in project.buildings if b.file == file}
    judged = [
        (by_guid[elements[unit.building]], unit)
        for unit in shares
        if elements.get(unit.building) in by_guid
    ]
    for element, unit in judged:
        put_properties(model, element, _unit_values(unit) | common)
    return WrittenBack(
        windows=windows,
        spaces=len(spaces),
        zones=len(zones),
        buildings=len(judged),
        missing=tuple(missing),
        rooms_unlinked=len(rows) - len(spaces),
        verified=verified,
    )


def _common(assessment: Assessment) -> dict[str, Value]:
    """Where the results come from; the same everywhere."""
    provenance = assessment.provenance
    return {
        "Rules": provenance.rules,
        "RulesHash": provenance.rules_hash,
        "Engine": f"sunlight {provenance.engine}",
        "InputHash": provenance.input_hash,
    }


def _write_windows(
    assessment: Assessment,
    model: Any,  # noqa: ANN401
    by_guid: dict[str, Any],
    ours: np.ndarray[Any, np.dtype[np.bool_]],
    common: dict[str, Value],
    language: Language,
) -> tuple[int, list[str]]:
    """Number of windows written to, and ids of those not found."""
    table = assessment.project.windows
    said = windows_table(assessment).to_pylist()
    shaded = shading_columns(assessment, texts(language))["shaded_after"].to_pylist()
    clauses = _clauses(assessment)
    count: Counter[str] = Counter()
    missing: list[str] = []
    for row in np.flatnonzero(ours[table.building]).tolist():
        guid = str(table.element[row])
        if guid not in by_guid:
            missing.append(str(table.id[row]))
            continue
        count[guid] += 1
        clause, standard = clauses[int(table.building[row])]
        values = _window_values(said[row])
        values |= {
            "ShadedBy": shaded[row] or None,
            "StandardMinutes": standard,
            "Clause": clause,
        }
        put_properties(model, by_guid[guid], values | common, number=count[guid])
    return len(count), missing


def _clauses(assessment: Assessment) -> list[tuple[str | None, float | None]]:
    """Clause and minutes of the standard of each building's use."""
    rules = assessment.rules
    known: dict[Any, tuple[str | None, float | None]] = defaultdict(
        lambda: (None, None)
    )
    for use in uses_with_standard(rules):
        standard = standard_for(rules, use)
        known[use] = (standard.clause, standard.minutes)
    return [known[building.use] for building in assessment.project.buildings]


def _window_values(said: dict[str, Any]) -> dict[str, Value]:
    """Properties of a window, from its row of the table."""
    return {
        "Window": said["window"],
        "Room": said["room"] or None,
        "Household": said["household"] or None,
        "Day": said["day"],
        "SillElevation": said["sill_z"],
        "MinutesBefore": said["minutes_before"],
        "MinutesAfter": said["minutes_after"],
        "SegmentsBefore": said["segments_before"] or None,
        "SegmentsAfter": said["segments_after"] or None,
        "ReachesBefore": said["reaches_before"],
        "ReachesAfter": said["reaches_after"],
        "Analysed": said["analysed"],
        "Assumed": said["assumed"],
    }


def _room_values(said: dict[str, Any]) -> dict[str, Value]:
    """Properties of a room, from its row of the table."""
    return {
        "Room": said["room"],
        "RoomKind": said["kind"],
        "RoomMinutesBefore": said["minutes_before"],
        "RoomMinutesAfter": said["minutes_after"],
        "RoomReachesBefore": said["reaches_before"],
        "RoomReachesAfter": said["reaches_after"],
        "RoomWindowAfter": said["window_after"] or None,
    }


def _household_values(record: ResultHousehold | None) -> dict[str, Value]:
    """Properties that a household gives to its rooms and its zone."""
    if record is None:
        return {}
    return {
        "Household": record.household,
        "MinutesBefore": record.minutes_before,
        "MinutesAfter": record.minutes_after,
        "StandardMinutes": record.threshold,
        "WindowBefore": record.window_before,
        "WindowAfter": record.window_after,
        "Outcome": record.outcome.value,
        "Wording": record.wording or None,
        "Clause": record.clause or None,
        "Reasons": _joined(record.reasons),
        "Notes": _joined(record.notes),
    }


def _unit_values(record: ResultUnit | None) -> dict[str, Value]:
    """Properties that a unit of another use gives to its room or building."""
    if record is None:
        return {}
    return {
        "CountedAs": record.counted_as,
        "MeasureUnit": record.measure_unit,
        "FigureBefore": record.before,
        "FigureAfter": record.after,
        "Standard": record.threshold,
        "Outcome": record.outcome.value,
        "Wording": record.wording or None,
        "Clause": record.clause or None,
        "Reasons": _joined(record.reasons),
        "Notes": _joined(record.notes),
    }


def _joined(words: Sequence[str]) -> str | None:
    """Several codes as one text."""
    return "; ".join(words) or None
