"""The model handed in against ours, tables of buildings, rooms of rows."""

import dataclasses
import math

import numpy as np
import pytest
import shapely
from submissions import matched, submission_of

from sunlight.kinds import LegalStatus, PartKind, RoomKind, Status
from sunlight.model.project import Part
from sunlight.model.tables import ROOM_KINDS
from sunlight.review.recalculation.model import model_findings
from sunlight.review.recalculation.model_rooms import room_kind_of
from sunlight.review.records.declaration import Declaration, DeclaredBuilding
from sunlight.review.records.findings import Grade


def changed(project, name, **fields):
    """The project with one building changed."""
    buildings = tuple(
        dataclasses.replace(b, **fields) if b.id == name else b
        for b in project.buildings
    )
    return dataclasses.replace(project, buildings=buildings)


def building(project, name):
    return next(b for b in project.buildings if b.id == name)


def findings_of(estate, project=None, **changes):
    submission = submission_of(estate, project=project, **changes)
    found = model_findings(submission, estate, matched(submission, estate))
    return {f.code: f for f in found}


def rotated(project, degrees):
    """The project turned counter-clockwise, as a wrong angle to north turns it."""
    angle = math.radians(degrees)
    turn = np.array(
        [[math.cos(angle), math.sin(angle)], [-math.sin(angle), math.cos(angle)]]
    )
    buildings = tuple(
        dataclasses.replace(
            b,
            parts=tuple(
                dataclasses.replace(
                    p, polygon=shapely.transform(p.polygon, lambda xy: xy @ turn)
                )
                for p in b.parts
            ),
        )
        for b in project.buildings
    )
    windows = dataclasses.replace(
        project.windows,
        left=project.windows.left @ turn,
        right=project.windows.right @ turn,
    )
    site = dataclasses.replace(project.site, north="angle", north_angle=degrees)
    return dataclasses.replace(project, buildings=buildings, windows=windows, site=site)


def test_our_own_model_differs_in_nothing(estate):
    assert findings_of(estate, estate.project) == {}


def test_phantom_among_the_existing(estate):
    ghost = dataclasses.replace(
        building(estate.project, "1#"), id="X9", status=Status.EXISTING, parts=(
            Part(polygon=shapely.box(0, 300, 20, 312), base=800.0, top=830.0),
        )
    )  # fmt: skip
    project = dataclasses.replace(
        estate.project, buildings=(*estate.project.buildings, ghost)
    )

    found = findings_of(estate, project)

    phantom = found.pop("REVIEW-MODEL-PHANTOM-BUILDING")
    assert (phantom.grade, phantom.elements) == (Grade.WRONG, ("X9",))
    assert "830.00" in phantom.message
    assert found == {}


def test_building_left_out_of_the_scope(estate):
    project = estate.project
    kept = dataclasses.replace(
        project, buildings=tuple(b for b in project.buildings if b.id != "S1")
    )

    missing = findings_of(estate, kept)["REVIEW-MODEL-MISSING-BUILDING"]

    assert (missing.grade, missing.elements) == (Grade.WRONG, ("S1",))


def test_building_under_another_number_is_the_same(estate):
    found = findings_of(estate, changed(estate.project, "S1", id="旧1"))

    assert set(found) == {"REVIEW-MODEL-RENUMBERED"}


@pytest.mark.parametrize(
    ("fields", "code", "grade"),
    [
        ({"status": Status.APPROVED}, "REVIEW-MODEL-STATUS", Grade.WRONG),
        ({"legal": LegalStatus.UNLAWFUL}, "REVIEW-MODEL-LEGAL", Grade.ANSWER),
        ({"removed_by_project": True}, "REVIEW-MODEL-REMOVED", Grade.WRONG),
        ({"zero_level": 800.8}, "REVIEW-MODEL-ZERO-LEVEL", Grade.WRONG),
        ({"outdoor_ground": 799.0}, "REVIEW-MODEL-OUTDOOR-GROUND", Grade.WRONG),
    ],
)
def test_papers_and_levels_of_a_building(estate, fields, code, grade):
    found = findings_of(estate, changed(estate.project, "1#", **fields))

    assert set(found) == {code}
    assert (found[code].grade, found[code].elements) == (grade, ("1#",))


def test_level_tells_its_size(estate):
    found = findings_of(estate, changed(estate.project, "1#", zero_level=800.8))

    piece = found["REVIEW-MODEL-ZERO-LEVEL"].evidence[0]
    assert piece.submitted - piece.recomputed == pytest.approx(0.5)
    assert "+0.50" in found["REVIEW-MODEL-ZERO-LEVEL"].message_zh


@pytest.mark.parametrize(
    ("tolerance", "grade"), [(None, Grade.WRONG), (3.0, Grade.NOTE), (2.9, Grade.WRONG)]
)
def test_lowered_building_against_the_tolerance_of_the_survey(estate, tolerance, grade):
    body = building(estate.project, "P1").parts[0]
    lower = (dataclasses.replace(body, top=body.top - 3.0),)
    survey = dataclasses.replace(estate.project.survey, height=tolerance)
    ours = dataclasses.replace(
        estate, project=dataclasses.replace(estate.project, survey=survey)
    )

    found = findings_of(ours, changed(estate.project, "P1", parts=lower))

    assert set(found) == {"REVIEW-MODEL-TOP"}
    assert found["REVIEW-MODEL-TOP"].grade is grade
    assert "-3.00 m" in found["REVIEW-MODEL-TOP"].message


def test_outline_tells_area_distance_and_share(estate):
    body = building(estate.project, "P1").parts[0]
    shorter = (dataclasses.replace(body, polygon=shapely.box(-40, 10, 50, 22)),)

    found = findings_of(estate, changed(estate.project, "P1", parts=shorter))

    told = found["REVIEW-MODEL-FOOTPRINT"]
    assert "10.00 m" in told.message
    assert "-120.00 m²" in told.message
    assert "90.0%" in told.message


def test_parapet_that_is_missing_and_one_that_is_excused(estate):
    parapet = Part(
        kind=PartKind.PARAPET,
        name="女儿墙1",
        polygon=shapely.box(0, 60, 20, 60.2),
        base=810.0,
        top=810.9,
    )
    parts = building(estate.project, "1#").parts
    ours = dataclasses.replace(
        estate, project=changed(estate.project, "1#", parts=(*parts, parapet))
    )
    excused = dataclasses.replace(parapet, kind=PartKind.UNLAWFUL_ADDITION)

    missing = findings_of(ours, estate.project)
    marked = findings_of(ours, changed(estate.project, "1#", parts=(*parts, excused)))

    assert missing["REVIEW-MODEL-PART-MISSING"].elements == ("1#",)
    assert "女儿墙" in missing["REVIEW-MODEL-PART-MISSING"].message_zh
    assert missing["REVIEW-MODEL-TOP"].evidence[0].recomputed == 810.9
    assert marked["REVIEW-MODEL-EXCLUDED"].grade is Grade.WRONG


def test_sills_places_and_widths_of_windows(estate):
    windows = estate.project.windows
    higher = dataclasses.replace(windows, sill_height=windows.sill_height + 0.3)
    along = (windows.right - windows.left) * 0.1
    wider = dataclasses.replace(windows, right=windows.right + along)

    def of(table):
        return findings_of(estate, dataclasses.replace(estate.project, windows=table))

    assert set(of(higher)) == {"REVIEW-MODEL-SILL"}
    assert of(higher)["REVIEW-MODEL-SILL"].count == len(windows)
    assert "+0.30 m" in of(higher)["REVIEW-MODEL-SILL"].message_zh
    assert set(of(wider)) == {
        "REVIEW-MODEL-WINDOW-WIDTH",
        "REVIEW-MODEL-WINDOW-PLACE",
    }


def test_kitchen_named_bedroom(estate):
    kind = estate.project.rooms.kind.copy()
    kitchens = kind == ROOM_KINDS.index(RoomKind.KITCHEN)
    kind[kitchens] = ROOM_KINDS.index(RoomKind.BEDROOM)
    rooms = dataclasses.replace(estate.project.rooms, kind=kind)

    found = findings_of(estate, dataclasses.replace(estate.project, rooms=rooms))

    told = found["REVIEW-MODEL-ROOM-KIND"]
    assert told.grade is Grade.WRONG
    assert told.count == int(kitchens.sum()) == 21
    assert "厨房 → 卧室 21" in told.message_zh


def test_two_households_merged(estate):
    household = estate.project.rooms.household.copy()
    household[household == 1] = 0
    rooms = dataclasses.replace(estate.project.rooms, household=household)

    found = findings_of(estate, dataclasses.replace(estate.project, rooms=rooms))

    merged = found["REVIEW-MODEL-HOUSEHOLDS-MERGED"]
    assert merged.elements == ("1#-0101", "1#-0102")


def test_north_off_tears_nothing_apart(estate):
    found = findings_of(estate, rotated(estate.project, 5.0))

    assert set(found) == {"REVIEW-MODEL-NORTH"}
    assert "+5.0000" in found["REVIEW-MODEL-NORTH"].message


def test_model_that_is_shifted_as_a_whole(estate):
    site = dataclasses.replace(estate.project.site, origin=(1000.0, 0.0))

    found = findings_of(estate, dataclasses.replace(estate.project, site=site))

    assert {code: f.grade for code, f in found.items()} == {
        "REVIEW-MODEL-SHIFTED": Grade.NOTE
    }


def test_place_rules_and_renewal(estate):
    site = dataclasses.replace(estate.project.site, latitude=39.9)
    project = dataclasses.replace(
        estate.project, site=site, rules="gb50180-2018", renewal_document="改(1)"
    )

    found = findings_of(estate, project)

    assert found["REVIEW-MODEL-LATITUDE"].grade is Grade.WRONG
    assert found["REVIEW-MODEL-RULES"].evidence[0].submitted_text == "gb50180-2018"
    assert found["REVIEW-RENEWAL-CLAIMED"].grade is Grade.WRONG
    nameless = dataclasses.replace(project, renewal_document="-")
    assert "REVIEW-RENEWAL-CLAIMED" not in findings_of(estate, nameless)


@pytest.mark.parametrize(
    ("row", "codes"),
    [
        ({"height": 10.0}, set()),  # from the outdoor ground
        ({"height": 9.7}, set()),  # from ±0.00
        ({"height": 6.7}, {"REVIEW-DECLARED-HEIGHT"}),
        ({"top_absolute": 810.0, "storeys": 3.0}, set()),
        ({"storeys": 4.0}, {"REVIEW-DECLARED-STOREYS"}),
        ({"indoor_outdoor": 0.3}, set()),
        ({"indoor_outdoor": 0.75}, {"REVIEW-DECLARED-LEVEL"}),
        ({"id": "1号楼", "height": 10.0}, set()),
        ({"id": "9#", "height": 30.0}, {"REVIEW-DECLARED-UNKNOWN-BUILDING"}),
    ],
)
def test_tables_of_buildings(estate, row, codes):
    declared = DeclaredBuilding(**({"id": "1#"} | row))

    found = findings_of(estate, declaration=Declaration(buildings=(declared,)))

    assert set(found) == codes


def test_rows_print_rooms_households_and_sills(estate):
    submission = submission_of(estate)
    windows = submission.windows
    room = np.where(windows.room == "厨房", "次卧", windows.room)
    household = np.where(windows.household == "1#-0102", "1#-0101", windows.household)
    sill = windows.sill_height.copy()
    sill[0] = 1.5
    windows = dataclasses.replace(
        windows,
        room=room.astype(object),
        household=household.astype(object),
        sill_height=sill,
    )

    found = findings_of(estate, windows=windows)

    assert found["REVIEW-MODEL-ROOM-KIND"].count == 21
    assert found["REVIEW-MODEL-HOUSEHOLDS-MERGED"].count == 1
    assert found["REVIEW-ROW-SILL"].evidence[0].submitted == 1.5


def test_numbers_of_households_that_are_unique_on_a_storey_only(estate):
    windows = submission_of(estate).windows
    short = np.array([name[-2:] for name in windows.household], dtype=object)

    found = findings_of(estate, windows=dataclasses.replace(windows, household=short))

    assert found == {}


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("主卧", RoomKind.BEDROOM),
        ("厨房", RoomKind.KITCHEN),
        ("A-3", None),
        ("", None),
        ("=1+1" * 60, None),
    ],
)
def test_printed_rooms(text, kind):
    assert room_kind_of(text) is kind
