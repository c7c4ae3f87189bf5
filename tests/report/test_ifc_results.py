"""Results written back to a copy of the IFC model, read by ifcopenshell."""

import hashlib
import json
import os
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

import sunlight as sl
from sunlight.errors import ImporterError, InputError
from sunlight.importers.ifc.options import IfcOptions
from sunlight.importers.ifc.reader import read_ifc
from sunlight.kinds import Use
from sunlight.report.ifc_results import write_results_to_ifc

ifcopenshell = pytest.importorskip("ifcopenshell")
element = pytest.importorskip("ifcopenshell.util.element")
guid = pytest.importorskip("ifcopenshell.guid")

NAME = "house.ifc"

# Two storeys, 30 m north of a wall of a building, 60 m tall: both homes lose all sun
PROJECT = {
    "schema": "sunlight-project/1",
    "project": {"name": "t", "rules": "xinzhou-2022"},
    "site": {"latitude": 38.42, "longitude": 112.73, "north": "true"},
    "buildings": [
        {
            "id": "1#",
            "status": "existing",
            "use": "residential",
            "legal": "lawful",
            "zero_level": 0.0,
            "outdoor_ground": 0.0,
            "top_above_zero": 6.0,
            "footprint": [[0, 30], [12, 30], [12, 42], [0, 42]],
            "storeys": {"count": 2, "height": 3.0},
            "window_rows": [
                {
                    "facade": "south",
                    "floors": "1-2",
                    "sill": 0.9,
                    "width": 1.5,
                    "at": [5.0],
                    "rooms": ["01/bedroom"],
                }
            ],
        },
        {
            "id": "P1",
            "status": "proposed",
            "use": "other",
            "zero_level": 0.0,
            "outdoor_ground": 0.0,
            "top_above_zero": 60.0,
            "footprint": [[-80, -20], [92, -20], [92, 0], [-80, 0]],
            "storeys": {"count": 20, "height": 3.0},
        },
    ],
}


class House:
    """The IFC side of the existing building: two spaces, windows and zones."""

    def __init__(self, schema):
        self.file = ifcopenshell.file(schema=schema)
        self.owner = self._owner() if schema == "IFC2X3" else None
        project = self.root("IfcProject", Name="p")
        self.building = self.root("IfcBuilding", Name="1#", CompositionType="ELEMENT")
        self.whole(project, self.building)
        self.spaces, self.zones, self.windows = [], [], []
        for floor in (1, 2):
            space = self.root("IfcSpace", Name=f"R{floor}01", CompositionType="ELEMENT")
            if schema == "IFC2X3":
                space.InteriorOrExteriorSpace = "INTERNAL"
            self.whole(self.building, space)
            zone = self.root("IfcZone", Name=f"Flat {floor}")
            self.root(
                "IfcRelAssignsToGroup", RelatedObjects=[space], RelatingGroup=zone
            )
            self.spaces.append(space)
            self.zones.append(zone)
            self.windows.append(self.root("IfcWindow", Name=f"W{floor}"))
        fire = self.root("IfcZone", Name="Fire")
        self.root(
            "IfcRelAssignsToGroup", RelatedObjects=self.spaces, RelatingGroup=fire
        )

    def _owner(self):
        make = self.file.create_entity
        body = make("IfcOrganization", Name="n")
        both = make(
            "IfcPersonAndOrganization",
            ThePerson=make("IfcPerson", FamilyName="n"),
            TheOrganization=body,
        )
        program = make("IfcApplication", body, "1", "n", "n")
        return make(
            "IfcOwnerHistory",
            OwningUser=both,
            OwningApplication=program,
            ChangeAction="ADDED",
            CreationDate=0,
        )

    def root(self, kind, **attributes):
        return self.file.create_entity(
            kind, GlobalId=guid.new(), OwnerHistory=self.owner, **attributes
        )

    def whole(self, whole, part):
        self.root("IfcRelAggregates", RelatingObject=whole, RelatedObjects=[part])


def assessed(house, path):
    """Assessment of a project whose existing building comes from the file."""
    document = path.with_suffix(".json")
    document.write_text(json.dumps(PROJECT), encoding="utf-8")
    project, findings = sl.read_project(document)
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    existing = replace(
        project.buildings[0], element=house.building.GlobalId, file=path.name
    )
    windows = [house.windows[floor - 1].GlobalId for floor in project.windows.floor]
    project = replace(
        project,
        buildings=(existing, *project.buildings[1:]),
        windows=replace(project.windows, element=np.array(windows, dtype=object)),
        rooms=replace(project.rooms, id=np.array(["1#-R101", "1#-R201"], object)),
        households=replace(
            project.households, id=np.array(["1#-Flat 1", "1#-Flat 2"], object)
        ),
        source_files=((path.name, digest),),
    )
    return sl.assess(project, findings=findings)


@pytest.fixture(scope="module", params=["IFC2X3", "IFC4", "IFC4X3_ADD2"])
def written(request, tmp_path_factory):
    """Source, copy, what was reported, and the assessment."""
    folder = tmp_path_factory.mktemp("ifc")
    house = House(request.param)
    source, target = folder / NAME, folder / "out" / "house_sunlight.ifc"
    house.file.write(str(source))
    assessment = assessed(house, source)
    before = source.read_bytes()
    report = write_results_to_ifc(assessment, source, target, language="en")
    assert before == source.read_bytes()
    return source, target, report, assessment


def results_of(path, kind):
    model = ifcopenshell.open(str(path))
    return {
        one.Name: element.get_psets(one).get("Sunlight_Result")
        for one in model.by_type(kind)
    }


def test_the_copy_has_the_schema_and_everything_of_the_source(written):
    source, target, _, _ = written
    one, other = ifcopenshell.open(str(source)), ifcopenshell.open(str(target))

    assert one.schema_identifier == other.schema_identifier
    kept = {e.GlobalId for e in one.by_type("IfcRoot")}
    assert kept <= {e.GlobalId for e in other.by_type("IfcRoot")}


def test_it_says_what_it_wrote(written):
    _, _, report, _ = written

    assert (2, 2, 2, 0, (), 0, True) == (
        report.windows,
        report.spaces,
        report.zones,
        report.buildings,
        report.missing,
        report.rooms_unlinked,
        report.verified,
    )


def test_windows_carry_minutes_segments_standard_and_hash(written):
    _, target, _, assessment = written
    lower = results_of(target, "IfcWindow")["W1"]

    row = list(assessment.project.windows.floor).index(1)
    assert assessment.windows.minutes_before[row] == lower["MinutesBefore"]
    assert assessment.windows.minutes_after[row] == lower["MinutesAfter"]
    assert (480.0, "08:00–16:00", True) == (
        lower["MinutesBefore"],
        lower["SegmentsBefore"],
        lower["ReachesBefore"],
    )
    assert (120.0, "规程四(一)1") == (lower["StandardMinutes"], lower["Clause"])
    assert lower["ReachesAfter"] == (lower["MinutesAfter"] >= 120.0)
    assert assessment.provenance.input_hash == lower["InputHash"]
    assert lower["ShadedBy"].startswith("P1 ")


def test_windows_carry_no_verdict(written):
    _, target, _, _ = written

    assert "Outcome" not in results_of(target, "IfcWindow")["W1"]


def test_rooms_and_zones_carry_the_verdict_of_their_household(written):
    _, target, _, assessment = written
    spaces = results_of(target, "IfcSpace")
    zones = results_of(target, "IfcZone")

    for k, verdict in enumerate(assessment.households.verdicts):
        room, zone = spaces[f"R{k + 1}01"], zones[f"Flat {k + 1}"]
        assert verdict.outcome.value == room["Outcome"] == zone["Outcome"]
        assert verdict.clause == room["Clause"] == zone["Clause"]
        assert f"1#-Flat {k + 1}" == room["Household"] == zone["Household"]
    assert zones["Fire"] is None


def test_the_proposed_building_takes_all_sun(written):
    _, target, _, _ = written

    flat = results_of(target, "IfcZone")["Flat 1"]
    assert ("FAIL", 480.0) == (flat["Outcome"], flat["MinutesBefore"])
    assert 0.0 == flat["MinutesAfter"]


def test_writing_again_gives_the_same_file(written, tmp_path):
    source, target, _, assessment = written
    again = tmp_path / target.name

    write_results_to_ifc(assessment, source, again, language="en")

    lines = [p.read_text(encoding="utf-8").splitlines() for p in (target, again)]
    body = [[x for x in each if not x.startswith("FILE_NAME")] for each in lines]
    assert body[0] == body[1]


def test_results_of_an_earlier_run_are_replaced(written, tmp_path):
    _, target, _, assessment = written
    digest = hashlib.sha256(target.read_bytes()).hexdigest()
    project = assessment.project
    house = replace(project.buildings[0], file=target.name)
    renewed = replace(
        assessment,
        project=replace(
            project,
            buildings=(house, *project.buildings[1:]),
            source_files=((target.name, digest),),
        ),
    )
    twice = tmp_path / "twice.ifc"

    write_results_to_ifc(renewed, target, twice, language="en")

    one, other = ifcopenshell.open(str(target)), ifcopenshell.open(str(twice))
    for kind in ("IfcPropertySet", "IfcRelDefinesByProperties", "IfcProperty"):
        assert len(one.by_type(kind)) == len(other.by_type(kind))


def test_the_source_is_never_written_over(written):
    source, _, _, assessment = written

    with pytest.raises(InputError, match="would replace the model"):
        write_results_to_ifc(assessment, source, source.parent / "." / NAME)


def test_the_copy_must_be_an_ifc_file(written, tmp_path):
    source, _, _, assessment = written

    with pytest.raises(InputError, match=r"must end in \.ifc"):
        write_results_to_ifc(assessment, source, tmp_path / "out.ifcxml")


def test_another_file_is_refused(written, tmp_path):
    source, _, _, assessment = written
    other = tmp_path / "other.ifc"
    other.write_bytes(source.read_bytes())

    with pytest.raises(InputError, match="none of the files that were assessed"):
        write_results_to_ifc(assessment, other, tmp_path / "out.ifc")


def test_of_a_converted_project_the_file_is_not_verified(written, tmp_path):
    source, _, _, assessment = written
    project = replace(assessment.project, source_files=(("project.json", "0" * 64),))

    report = write_results_to_ifc(
        replace(assessment, project=project), source, tmp_path / "out.ifc"
    )

    assert (2, False) == (report.windows, report.verified)


def test_a_real_model_carries_its_results(tmp_path):
    if "SUNLIGHT_DATA" not in os.environ:
        pytest.skip("SUNLIGHT_DATA does not point to the folder of sample data")
    source = Path(os.environ["SUNLIGHT_DATA"]) / "ifc" / "IfcOpenHouse_IFC4.ifc"
    place = IfcOptions(latitude=38.42, longitude=112.73, use=Use.RESIDENTIAL)
    project, findings = read_ifc(source, options=place)
    target = tmp_path / "house.ifc"

    report = write_results_to_ifc(sl.assess(project, findings=findings), source, target)

    assert (5, (), True) == (report.windows, report.missing, report.verified)
    model = ifcopenshell.open(str(target))
    minutes = [
        element.get_pset(window, "Sunlight_Result", "MinutesAfter")
        for window in model.by_type("IfcWindow")
    ]
    assert 5 == len([m for m in minutes if 0.0 <= m <= 480.0])


def test_a_file_that_was_changed_is_refused_and_nothing_is_written(written, tmp_path):
    source, _, _, assessment = written
    changed = tmp_path / NAME
    changed.write_bytes(source.read_bytes() + b"\n")

    with pytest.raises(InputError, match="was changed since"):
        write_results_to_ifc(assessment, changed, tmp_path / "out" / "out.ifc")

    assert [changed] == list(Path(tmp_path).iterdir())


def test_a_file_that_is_no_ifc_is_refused(written, tmp_path):
    _, _, _, assessment = written
    broken = tmp_path / NAME
    broken.write_bytes(b"ISO-10303-21; 'cut off")
    digest = hashlib.sha256(broken.read_bytes()).hexdigest()
    project = replace(assessment.project, source_files=((NAME, digest),))

    with pytest.raises(ImporterError, match="not an IFC file"):
        write_results_to_ifc(
            replace(assessment, project=project), broken, tmp_path / "out.ifc"
        )


def test_windows_that_the_file_does_not_have_are_named(written, tmp_path):
    source, _, _, assessment = written
    windows = assessment.project.windows
    elements = np.array(["0" * 22, *windows.element[1:]], dtype=object)
    project = replace(assessment.project, windows=replace(windows, element=elements))

    report = write_results_to_ifc(
        replace(assessment, project=project), source, tmp_path / "out.ifc"
    )

    assert (str(windows.id[0]),) == report.missing
    assert 1 == report.windows
