"""The model check: one broken project for each code, and none for a sound one."""

import os
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from shapely import Polygon, box

from sunlight.errors import InputError
from sunlight.findings import Severity
from sunlight.importers.geojson import read_geojson
from sunlight.importers.regular_windows import lay_regular_windows
from sunlight.kinds import (
    GroundKind,
    LegalStatus,
    MainSide,
    PartKind,
    RoomKind,
    SourceKind,
    Status,
    Use,
)
from sunlight.model.check_texts import CHECK_TEXTS
from sunlight.model.evidence import ArchiveFigures
from sunlight.model.grounds import Ground
from sunlight.model.project import Building, Courtyard, Part, Project, Site
from sunlight.model.provenance import SourceRecord
from sunlight.model.tables import ROOM_KINDS, Households, Rooms, Windows
from sunlight.model.validate import check_project

NAN = float("nan")
BLOCK = box(0, 0, 30, 12)
BODY = Part(polygon=BLOCK, base=800.0, top=818.45)
HOUSE = Building(
    id="1#",
    status=Status.EXISTING,
    use=Use.RESIDENTIAL,
    zero_level=800.45,
    outdoor_ground=800.0,
    parts=(BODY,),
    storeys=6,
)
SITE = Site(latitude=38.42, longitude=112.73, height_datum="1985国家高程基准")


def windows(*places, floor_level=0.0, sill=0.9, room=-1):
    """One window a place, given as ((x, y), (x, y)) from the left."""
    count = len(places)
    ends = np.array(places, dtype=float).reshape(count, 2, 2)
    return Windows(
        id=np.array([f"1#-1-S{k + 1:02d}" for k in range(count)], dtype=object),
        building=np.zeros(count),
        floor=np.ones(count),
        floor_level=np.full(count, floor_level),
        sill_height=np.full(count, sill),
        left=ends[:, 0],
        right=ends[:, 1],
        room=np.full(count, room),
        column_offsets=np.arange(count + 1),
        assumed=np.zeros(count, dtype=bool),
    )


SOUTH = ((3.0, 0.0), (4.8, 0.0))


def rooms(kind=RoomKind.BEDROOM, household=0):
    return Rooms(
        id=np.array(["1#-0101/主卧"], dtype=object),
        building=np.zeros(1),
        floor=np.ones(1),
        household=np.full(1, household),
        kind=np.full(1, ROOM_KINDS.index(kind)),
    )


HOUSEHOLDS = Households(
    id=np.array(["1#-0101"], dtype=object), building=np.zeros(1), floor=np.ones(1)
)
SOUND = Project(
    name="sound",
    site=SITE,
    buildings=(HOUSE,),
    windows=windows(SOUTH, room=0),
    rooms=rooms(),
    households=HOUSEHOLDS,
)


def with_house(**changes):
    return replace(SOUND, buildings=(replace(HOUSE, **changes),))


def with_site(**changes):
    return replace(SOUND, site=replace(SITE, **changes))


def with_outline(polygon, **changes):
    """Sound but for a second building of this outline, far off."""
    other = replace(
        HOUSE, id="2#", parts=(replace(BODY, polygon=polygon, **changes),), storeys=0
    )
    return replace(SOUND, buildings=(HOUSE, other))


def with_neighbour(polygon, part=BODY, **changes):
    other = replace(HOUSE, id="2#", parts=(replace(part, polygon=polygon),), **changes)
    return replace(SOUND, buildings=(HOUSE, other))


def with_levels(*others):
    """Sound but for further buildings with these ±0.00 and outdoor grounds."""
    further = tuple(
        replace(
            HOUSE,
            id=f"{k + 2}#",
            zero_level=zero,
            outdoor_ground=ground,
            parts=(
                replace(
                    BODY,
                    polygon=box(40 * k + 50, 0, 40 * k + 80, 12),
                    base=zero,
                    top=zero + 18.0,
                ),
            ),
        )
        for k, (zero, ground) in enumerate(others)
    )
    return replace(SOUND, buildings=(HOUSE, *further))


def with_windows(*places, **changes):
    return replace(SOUND, windows=windows(*places, room=0, **changes))


YARD = Ground(
    id="yard",
    kind=GroundKind.PLAY_GROUND,
    use=Use.KINDERGARTEN,
    status=Status.EXISTING,
    legal=LegalStatus.LAWFUL,
    polygon=box(0, 20, 30, 40),
    elevation=800.0,
    source=SourceRecord(kind=SourceKind.ARCHIVE),
)


def with_ground(**changes):
    return replace(SOUND, grounds=(replace(YARD, **changes),))


MESH = Part(
    base=800.0,
    top=818.0,
    vertices=np.array([[0, 0, 800], [30, 0, 800], [0, 12, 818.0]]),
    faces=np.array([[0, 1, 2]]),
)
BOW = Polygon([(100, 0), (130, 12), (130, 0), (100, 12)])
BROKEN = {
    "PLACE-INVALID": with_site(latitude=NAN),
    "LATLON-SWAPPED": with_site(latitude=112.73, longitude=38.42),
    "LATITUDE-WITHOUT-WINTER-SUN": with_site(latitude=-38.42),
    "LATLON-OUTSIDE-CHINA": with_site(latitude=52.53, longitude=13.41),
    "SURVEY-AXES-SWAPPED": with_site(origin=(4_254_000.0, 476_000.0)),
    "ZONE-PREFIX": with_site(origin=(38_476_000.0, 4_254_000.0)),
    "DATUM-MISSING": with_site(height_datum=" "),
    "NORTH-MISSING": with_site(north=""),
    "UNIT-MILLIMETRES": with_outline(box(50, 0, 30_050, 12_000)),
    "BUILDING-WITHOUT-PARTS": replace(
        SOUND, buildings=(HOUSE, replace(HOUSE, id="2#", parts=()))
    ),
    "PART-WITHOUT-HEIGHT": with_outline(box(50, 0, 80, 12), top=799.0),
    "FOOTPRINT-SELF-CROSSING": with_outline(BOW),
    "FOOTPRINT-INVALID": with_outline(
        Polygon(box(50, 0, 80, 12).exterior, [box(90, 0, 95, 5).exterior])
    ),
    "FOOTPRINT-TOO-SMALL": with_outline(box(50, 0, 50.5, 1.5)),
    "BUILDING-DUPLICATE": with_neighbour(BLOCK),
    "BUILDING-OVERLAP": with_neighbour(box(29, 0, 59, 12)),
    "ARCHIVE-SURVEY-DIFFERENCE": with_house(
        source=SourceRecord(kind=SourceKind.SURVEY, reference="C-1"),
        archive=ArchiveFigures(reference="A-1", storeys=5),
    ),
    "ARCHIVE-WITHOUT-SURVEY": with_house(
        archive=ArchiveFigures(reference="A-1", storeys=6)
    ),
    "ZERO-LEVEL-MISSING": with_house(zero_level=NAN),
    "GROUND-MISSING": with_house(outdoor_ground=NAN),
    "ZERO-LEVEL-BELOW-GROUND": with_house(outdoor_ground=800.5),
    "LEVELS-FAR-APART": with_levels((0.0, -0.3)),
    "LEVELS-APART": with_levels((840.0, 840.0)),
    "STOREYS-HEIGHT-MISMATCH": with_house(storeys=9),
    "UNKNOWN-USE": with_house(use=Use.UNKNOWN),
    "COURTYARD-NEW": with_house(
        status=Status.PROPOSED, courtyard=Courtyard(main_house="1#")
    ),
    "MAIN-SIDE-BLANK-SOURCE": with_house(main_side=MainSide.EAST, main_side_source=" "),
    "NO-WINDOWS": replace(SOUND, windows=windows(), rooms=rooms(RoomKind.BEDROOM)),
    "WINDOW-ENDS-EQUAL": with_windows(((3.0, 0.0), (3.0, 0.0))),
    "WINDOW-TOO-NARROW": with_windows(((3.0, 0.0), (3.2, 0.0))),
    "WINDOW-OFF-WALL": with_windows(((3.0, -0.06), (4.8, -0.06))),
    "WINDOW-FACING-INWARD": with_windows(SOUTH[::-1]),
    "WINDOW-WALL-UNCHECKED": with_house(parts=(MESH,)),
    "WINDOW-FLOOR-LEVEL-MISSING": with_windows(SOUTH, floor_level=NAN),
    "WINDOW-SILL-MISSING": with_windows(SOUTH, sill=NAN),
    "SILL-BELOW-FLOOR": with_windows(SOUTH, sill=-0.1),
    "WINDOW-ABOVE-TOP": with_windows(SOUTH, floor_level=17.1),
    "HOUSEHOLD-WITHOUT-HABITABLE-ROOM": replace(SOUND, rooms=rooms(RoomKind.KITCHEN)),
    "ROOM-WITHOUT-WINDOW": replace(SOUND, windows=windows(SOUTH)),
    "GROUND-UNDER-BUILDING": with_ground(polygon=box(0, 10, 30, 30)),
    "GROUND-LEVEL-FAR": with_ground(elevation=820.1),
    "GROUND-USE-UNKNOWN": with_ground(use=Use.UNKNOWN),
    "GROUND-BLANK-LEGAL": with_ground(legal=LegalStatus.BLANK),
    "GROUND-BLANK-SOURCE": with_ground(source=SourceRecord()),
}


def codes(project):
    return [f.code for f in check_project(project)]


def test_a_sound_project_has_no_findings():
    assert check_project(SOUND) == ()


def test_every_code_has_its_broken_case():
    assert set(BROKEN) == set(CHECK_TEXTS)


@pytest.mark.parametrize("code", BROKEN)
def test_a_broken_project_is_found(code):
    found = codes(BROKEN[code])
    also = {"NO-WINDOWS": ["ROOM-WITHOUT-WINDOW"]}

    assert found == [code, *also.get(code, [])]


@pytest.mark.parametrize("code", BROKEN)
def test_a_finding_speaks_both_languages_without_gaps(code):
    finding = next(f for f in check_project(BROKEN[code]) if f.code == code)

    assert finding.where
    for text in (finding.message, finding.message_zh):
        assert text
        assert "{" not in text
    assert any("\u4e00" <= letter <= "\u9fff" for letter in finding.message_zh)


@pytest.mark.parametrize(
    ("origin", "expected"),
    [
        ((476_000.0, 4_254_000.0), []),
        ((0.0, 0.0), []),
        ((4_254_000.0, 38_476_000.0), ["SURVEY-AXES-SWAPPED", "ZONE-PREFIX"]),
        ((4_254_000.0, 100.0), []),
    ],
)
def test_survey_coordinates_are_told_by_their_size(origin, expected):
    assert codes(with_site(origin=origin)) == expected


@pytest.mark.parametrize(
    ("latitude", "longitude", "expected"),
    [
        (3.0, 73.0, []),
        (54.0, 136.0, []),
        (54.1, 120.0, ["LATLON-OUTSIDE-CHINA"]),
        (2.9, 113.0, ["LATLON-OUTSIDE-CHINA"]),
        (0.1, 113.0, ["LATLON-OUTSIDE-CHINA"]),
        (0.0, 113.0, ["LATITUDE-WITHOUT-WINTER-SUN"]),
        (66.0, 113.0, ["LATLON-OUTSIDE-CHINA"]),
        (66.1, 113.0, ["LATITUDE-WITHOUT-WINTER-SUN"]),
        (70.0, 112.73, ["LATITUDE-WITHOUT-WINTER-SUN"]),  # 112.73 is no latitude
        (73.0, 54.0, ["LATLON-SWAPPED"]),
        (72.9, 54.0, ["LATITUDE-WITHOUT-WINTER-SUN"]),  # 72.9° east is not in China
        (73.0, 54.1, ["LATITUDE-WITHOUT-WINTER-SUN"]),
        (112.73, 70.0, ["PLACE-INVALID"]),
        (-91.0, 120.0, ["PLACE-INVALID"]),
        (38.0, 181.0, ["PLACE-INVALID"]),
    ],
)
def test_the_place_is_checked_at_its_limits(latitude, longitude, expected):
    assert codes(with_site(latitude=latitude, longitude=longitude)) == expected


def test_rules_of_the_users_own_may_be_for_the_southern_hemisphere():
    south = replace(with_site(latitude=-38.42), rules="/home/me/my-city.toml")

    assert codes(south) == ["LATLON-OUTSIDE-CHINA"]


# the house: ground 800.00, ±0.00 800.45
@pytest.mark.parametrize(
    ("others", "expected"),
    [
        pytest.param([(830.45, 830.45)], [], id="30.00 above 800.45: a high wall"),
        pytest.param([(830.46, 830.46)], ["LEVELS-APART"], id="30.01 above"),
        pytest.param([(900.45, 900.45)], ["LEVELS-APART"], id="100.00 above"),
        pytest.param([(900.46, 900.46)], ["LEVELS-FAR-APART"], id="100.01 above"),
        pytest.param([(770.0, 770.0)], [], id="30.00 below 800.00"),
        pytest.param([(769.99, 769.99)], ["LEVELS-APART"], id="30.01 below"),
        pytest.param([(699.99, 699.99)], ["LEVELS-FAR-APART"], id="100.01 below"),
        pytest.param(
            [(800.0 + 25.0 * k, 800.0 + 25.0 * k) for k in range(1, 7)],
            [],
            id="a town on a slope: six terraces of 25 m climb 150 m",
        ),
    ],
)
def test_a_step_between_levels_is_found_beyond_its_limits(others, expected):
    assert codes(with_levels(*others)) == expected


def test_the_finding_names_the_levels_that_stand_alone():
    project = with_levels((800.3, 800.0), (0.0, -0.3), (800.3, 800.0))
    (finding,) = check_project(project)

    assert (finding.severity, finding.where) == (Severity.ERROR, "buildings[2]")
    assert "3# outdoor_ground -0.30, 3# ±0.00 0.00" in finding.message
    assert finding.found == "0.00 – 800.00 m"
    for text in (finding.message, finding.message_zh):
        assert "1#" not in text
        assert "site_parts" in text


def test_of_two_buildings_in_two_datums_both_are_named():
    (finding,) = check_project(with_levels((0.0, -0.3)))

    assert finding.where == "buildings[0]"
    assert "2# ±0.00 0.00, 1# outdoor_ground 800.00" in finding.message


def test_a_mesh_whose_foot_is_at_nought_is_in_another_datum():
    mesh = Part(base=0.0, top=18.0, vertices=MESH.vertices, faces=MESH.faces)
    far = replace(HOUSE, id="2#", parts=(mesh,), storeys=0)
    (finding,) = check_project(replace(SOUND, buildings=(HOUSE, far)))

    assert finding.code == "LEVELS-FAR-APART"
    assert "2# mesh 0.00 (" in finding.message


@pytest.mark.parametrize(
    "project",
    [
        with_outline(box(100_050, 0, 100_080, 12)),
        with_outline(box(50, 0, 80, 12), top=18_800.0),
    ],
)
def test_millimetres_show_in_extent_and_height_too(project):
    assert codes(project) == ["UNIT-MILLIMETRES"]


def test_a_height_of_three_hundred_digits_is_told_in_a_few():
    (told,) = check_project(with_outline(box(50, 0, 80, 12), top=1e300))

    assert "would be 1.0e+300 m high" in told.message


def test_a_main_side_with_its_source_is_sound():
    said = with_house(main_side=MainSide.EAST, main_side_source="复函")

    assert codes(said) == []


@pytest.mark.parametrize(
    ("status", "expected"),
    [
        (Status.EXISTING, []),
        (Status.APPROVED, []),
        (Status.CONCURRENT, ["COURTYARD-NEW"]),
    ],
)
def test_a_courtyard_is_one_of_what_stands_or_is_approved(status, expected):
    said = with_house(status=status, courtyard=Courtyard(main_house="1#"))

    assert codes(said) == expected


def test_touching_buildings_do_not_overlap():
    assert codes(with_neighbour(box(30, 0, 60, 12))) == []


def test_a_party_wall_drawn_twice_does_not_overlap():
    assert codes(with_neighbour(box(29.5, 0, 59.5, 12))) == []


def test_a_tower_on_a_podium_does_not_overlap():
    tower = replace(BODY, base=818.45, top=860.0)

    assert codes(with_neighbour(box(5, 0, 20, 12), tower, storeys=0)) == []


def test_a_new_building_may_stand_where_one_is_removed():
    old = replace(HOUSE, removed_by_project=True)
    new = replace(HOUSE, id="2#", status=Status.PROPOSED)

    assert codes(replace(SOUND, buildings=(old, new))) == []


def test_a_building_may_stand_where_the_one_it_replaces_stood():
    new = replace(HOUSE, id="2#", status=Status.PROPOSED, replaces=("1#",))

    assert codes(replace(SOUND, buildings=(HOUSE, new))) == []


def test_two_proposed_buildings_may_not_stand_in_each_other():
    one = replace(HOUSE, status=Status.PROPOSED)
    two = replace(HOUSE, id="2#", status=Status.CONCURRENT)

    assert codes(replace(SOUND, buildings=(one, two))) == ["BUILDING-DUPLICATE"]


def test_parts_of_one_building_may_overlap():
    wing = replace(BODY, polygon=box(20, 0, 40, 30))

    assert codes(with_house(parts=(BODY, wing))) == []


def test_a_small_chimney_is_no_small_footprint():
    chimney = Part(
        kind=PartKind.CHIMNEY, polygon=box(1, 1, 1.5, 1.5), base=818.0, top=821.0
    )

    assert codes(with_house(parts=(BODY, chimney))) == []


def test_a_crossing_part_of_the_site_is_found_by_its_path():
    wall = Part(kind=PartKind.RETAINING_WALL, name="挡墙", polygon=BOW, base=0, top=3)
    findings = check_project(replace(SOUND, site_parts=(wall,)))

    assert [(f.code, f.where) for f in findings] == [
        ("FOOTPRINT-SELF-CROSSING", "site_parts[0]")
    ]


def test_a_window_within_five_centimetres_is_on_its_wall():
    assert codes(with_windows(((3.0, -0.05), (4.8, 0.05)))) == []


def test_a_window_past_the_corner_is_off_its_wall():
    assert codes(with_windows(((29.0, 0.0), (30.8, 0.0)))) == ["WINDOW-OFF-WALL"]


def test_a_window_on_the_wall_of_another_part_is_on_a_wall():
    bay = replace(BODY, polygon=box(10, -1, 14, 0))
    project = replace(
        with_house(parts=(BODY, bay)),
        windows=windows(((11.0, -1.0), (12.5, -1.0)), room=0),
    )

    assert codes(project) == []


def test_a_window_on_a_courtyard_wall_is_on_a_wall():
    yard = Polygon(BLOCK.exterior, [box(10, 4, 20, 8).exterior])
    project = replace(
        with_house(parts=(replace(BODY, polygon=yard),)),
        windows=windows(((12.0, 8.0), (13.5, 8.0)), room=0),  # looks south
    )

    assert codes(project) == []


def test_many_windows_make_one_finding_with_a_count():
    many = with_windows(*[((i, -1.0), (i + 0.9, -1.0)) for i in range(20)])
    finding = check_project(many)[0]

    assert finding.code == "WINDOW-OFF-WALL"
    assert finding.where == "1#-1-S01"
    assert finding.found == "1.000"
    assert finding.message.startswith("20 windows")
    assert "1#-1-S05, ..." in finding.message


def test_a_kindergarten_needs_no_bedroom():
    project = replace(with_house(use=Use.KINDERGARTEN), rooms=rooms(RoomKind.CLASSROOM))

    assert codes(project) == []


def test_a_kitchen_may_be_without_window():
    project = replace(SOUND, windows=windows(SOUTH), rooms=rooms(RoomKind.KITCHEN))

    assert codes(project) == ["HOUSEHOLD-WITHOUT-HABITABLE-ROOM"]


def test_an_index_that_leads_nowhere_is_refused():
    with pytest.raises(InputError, match=r"rooms\.household\[0\]: 5 is no index"):
        check_project(replace(SOUND, rooms=rooms(household=5)))


def test_an_empty_project_is_checked_too():
    empty = replace(
        SOUND,
        buildings=(),
        windows=windows(),
        rooms=Rooms(
            id=np.zeros(0), building=[], floor=[], household=[], kind=np.zeros(0)
        ),
        households=Households(id=np.zeros(0), building=[], floor=[]),
    )

    assert codes(empty) == ["NO-WINDOWS"]


def test_what_cannot_be_judged_is_an_error_and_a_blank_is_not():
    severities = {code: severity for code, (severity, *_) in CHECK_TEXTS.items()}

    assert severities["WINDOW-FACING-INWARD"] is Severity.ERROR
    assert severities["WINDOW-FLOOR-LEVEL-MISSING"] is Severity.WARNING
    assert severities["LATLON-OUTSIDE-CHINA"] is Severity.WARNING
    assert severities["LATITUDE-WITHOUT-WINTER-SUN"] is Severity.ERROR
    assert severities["ROOM-WITHOUT-WINDOW"] is Severity.NOTE


def test_a_real_city_quarter_with_regular_windows_is_sound_but_for_its_uses():
    if "SUNLIGHT_DATA" not in os.environ:
        pytest.skip("SUNLIGHT_DATA does not point to the folder of sample data")
    file = Path(os.environ["SUNLIGHT_DATA"]) / "footprints" / "suzhou_3076.geojson"

    assert codes(lay_regular_windows(read_geojson(file)[0])) == ["UNKNOWN-USE"]


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, []),
        ({"elevation": 820.0}, []),  # 20 m off the outdoor ground at 800 m
        ({"elevation": 779.9}, ["GROUND-LEVEL-FAR"]),
        ({"polygon": box(0, 12, 30, 30)}, []),  # touches the house
        ({"polygon": box(0, 11.99, 30, 30)}, []),  # 0.3 of 540 m2: drawn a little over
        ({"status": Status.PROPOSED, "legal": LegalStatus.BLANK}, []),
        ({"kind": GroundKind.UNBUILT_LAND, "legal": LegalStatus.BLANK}, []),
    ],
)
def test_a_ground_is_found_wrong_only_beyond_its_limits(changes, expected):
    assert codes(with_ground(**changes)) == expected


def test_a_ground_may_lie_where_the_project_removes_a_building():
    removed = replace(HOUSE, removed_by_project=True)
    ground = replace(YARD, polygon=box(0, 0, 30, 12))

    assert codes(replace(SOUND, buildings=(removed,), grounds=(ground,))) == []
