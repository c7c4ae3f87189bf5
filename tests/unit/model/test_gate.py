"""The model gate: one broken model for each code, and none for its sound twin."""

from dataclasses import replace

import gate_models as gm
import numpy as np
import pytest
from shapely import box

from sunlight.findings import Severity
from sunlight.kinds import PartKind, RoomKind, Status, Use
from sunlight.model.gate import GATE_TEXTS, SHARED_CODES, gate_findings
from sunlight.model.project import Part
from sunlight.model.validate import check_project

SCREEN = gm.wall_along_x(box(1.5, 0.0, 4.5, 3.0), -0.35, -0.3)
SKIN = gm.wall_along_x(gm.FRONT, 0.0, 0.004)
POCKET = gm.wall_along_x(gm.FRONT - gm.OPENING, 0.004, 0.3)
FLIPPED = gm.CUT[::-1]
TOWER = Part(polygon=box(0, 0, 10, 12), base=gm.GROUND, top=860.0)
OTHER = replace(gm.HOUSE, id="2#", element="E2", file="site.dxf")


def body_at(base, top, polygon=None, **changes):
    """Sound but for a second building between these levels, far off."""
    part = Part(polygon=polygon or box(100, 0, 130, 12), base=base, top=top)
    other = replace(gm.HOUSE, id="2#", element="E2", parts=(part,), storeys=0)
    return replace(gm.SOUND, buildings=(gm.HOUSE, replace(other, **changes)))


def both_places(*places, **given):
    return replace(gm.SOUND, windows=gm.windows(*places, **given))


def second_file(zero):
    """A second file whose two buildings have this ±0.00."""
    parts = [
        (replace(gm.BODY, polygon=box(x, 0, x + 30, 12), base=zero, top=zero + 18.0),)
        for x in (100, 150)
    ]
    return [
        replace(OTHER, id=f"{k + 2}#", parts=p, zero_level=zero, outdoor_ground=zero)
        for k, p in enumerate(parts)
    ]


def by_the_sea(zero):
    house = replace(
        gm.HOUSE,
        zero_level=6.45,
        outdoor_ground=6.0,
        parts=(replace(gm.BODY, base=6.0, top=24.45),),
    )
    return replace(gm.SOUND, buildings=(house, *second_file(zero)))


def same_id_twice():
    other = replace(gm.HOUSE, parts=(replace(gm.BODY, polygon=box(100, 0, 130, 12)),))
    return replace(gm.SOUND, buildings=(gm.HOUSE, other))


def same_window_twice():
    places = gm.windows(gm.SOUTH, ((8.0, 0.0), (9.8, 0.0)))
    return replace(
        gm.SOUND,
        windows=replace(places, id=np.array(["1#-1-S01"] * 2, dtype=object)),
    )


def empty():
    return replace(
        gm.SOUND,
        buildings=(),
        windows=gm.windows(),
        rooms=replace(gm.rooms(), id=[], building=[], floor=[], household=[], kind=[]),
        households=replace(
            gm.HOUSEHOLDS, id=[], building=[], floor=[], compensation=[]
        ),
    )


def on_podium(level):
    """A window at this level on the wall of a podium beside a tower."""
    podium = replace(gm.BODY, polygon=box(10, -3, 30, 12), top=806.0)
    place = ((15.0, -3.0), (16.5, -3.0))
    project = gm.with_house(parts=(TOWER, podium), storeys=0)
    return replace(project, windows=gm.windows(place, floor_level=level))


def on_stilts(level):
    raised = replace(gm.BODY, base=804.0)
    project = gm.with_house(parts=(raised,), storeys=0)
    return replace(project, windows=gm.windows(gm.SOUTH, floor_level=level))


def behind_wing(gap, **given):
    """The window and a wing of its own house this far before it."""
    wing = Part(polygon=box(2, -5, 6, -gap), base=gm.GROUND, top=818.45)
    project = gm.with_house(parts=(gm.BODY, wing))
    return replace(project, windows=gm.windows(gm.SOUTH, **given))


def grid(angle):
    """CGCS2000, zone of 114° east, 1.27° west of its meridian: convergence -0.79°."""
    return gm.with_site(
        crs="EPSG:4547",
        origin=(390_000.0, 4_254_000.0),
        north="grid",
        north_angle=angle,
    )


BROKEN = {
    "NO-BUILDINGS": empty(),
    "BUILDING-ID-DUPLICATE": same_id_twice(),
    "WINDOW-ID-DUPLICATE": same_window_twice(),
    "UNIT-TOO-SMALL": gm.with_house(
        parts=(replace(gm.BODY, top=gm.GROUND + 0.018),), storeys=0
    ),
    "UNIT-SCALE": gm.with_house(parts=(replace(gm.BODY, top=2600.0),)),
    "UNIT-FEET": gm.with_house(parts=(replace(gm.BODY, top=860.0),)),
    "BUILDING-LOW": body_at(gm.GROUND, 801.0),
    "BUILDING-FLOATING": body_at(808.5, 830.0),
    "BUILDING-BELOW-GROUND": body_at(790.0, 799.0),
    "LEVELS-AT-NOUGHT": by_the_sea(0.0),
    "NORTH-IS-GRID": grid(0.0),
    "MESH-OPEN": gm.with_body(gm.without_face(818.0)),
    "MESH-INVERTED": gm.with_body(gm.mesh_part(gm.CUBE[0], gm.CUBE[1][:, ::-1])),
    "MESH-SELF-INTERSECTING": gm.with_body(gm.crossing_itself()),
    "MESH-WITHOUT-BOTTOM": gm.with_body(gm.without_face(gm.GROUND)),
    "MESH-NON-MANIFOLD": gm.with_body(gm.sharing_an_edge()),
    "MESH-WINDING-MIXED": gm.with_body(gm.one_face_turned()),
    "MESH-FACES-WITHOUT-AREA": gm.with_body(gm.with_a_needle()),
    "PART-DUPLICATE": gm.with_house(parts=(gm.BODY, gm.BODY)),
    "PARAPET-MISSING": gm.with_house(status=Status.PROPOSED),
    "WINDOW-WITHOUT-WALL": gm.in_mesh([gm.CUT_WALL], place=((2.0, -2.0), (4.0, -2.0))),
    "WINDOW-OFF-WALL": gm.in_mesh([gm.CUT_WALL], place=((2.0, 0.1), (4.0, 0.1))),
    "WINDOW-FACING-INWARD": gm.in_mesh([gm.CUT_WALL], place=FLIPPED),
    "OPENING-NOT-CUT": gm.in_mesh([SKIN, POCKET]),
    "WINDOW-COVERED": gm.in_mesh([gm.CUT_WALL], SCREEN),
    "ASSUMED-WINDOWS-ASTRAY": gm.in_mesh([gm.CUT_WALL], SCREEN, assumed=True, room=-1),
    "WINDOW-ABOVE-WALL": on_podium(6.0),
    "WINDOW-UNDER-WALL": on_stilts(1.0),
    "WINDOW-BELOW-GROUND": both_places(gm.SOUTH, floor_level=-2.9),
    "SILL-HIGH": both_places(gm.SOUTH, sill=3.1),
    "WINDOW-TOO-WIDE": both_places(((3.0, 0.0), (15.1, 0.0))),
    "WINDOWS-OVERLAPPING": both_places(gm.SOUTH, ((4.7, 0.0), (6.5, 0.0))),
    "WINDOW-WITHOUT-ROOM": both_places(gm.SOUTH, room=-1),
    "ROOM-WITHOUT-HOUSEHOLD": replace(gm.SOUND, rooms=gm.rooms(household=-1)),
    "ROOM-KIND-UNKNOWN": replace(gm.SOUND, rooms=gm.rooms(RoomKind.UNKNOWN)),
}

SOUND_TWINS = {
    "NO-BUILDINGS": gm.SOUND,
    "UNIT-SCALE": gm.with_house(parts=(replace(gm.BODY, top=836.45),)),  # 6 m a storey
    "BUILDING-LOW": body_at(gm.GROUND, 801.8),
    "BUILDING-FLOATING": body_at(808.0, 830.0),
    "a tower of its own on a podium": body_at(818.45, 860.0, box(5, 2, 20, 10)),
    "BUILDING-BELOW-GROUND": body_at(790.0, 802.0),
    "LEVELS-AT-NOUGHT": by_the_sea(5.0),
    "NORTH-IS-GRID": grid(0.79),
    "a frame of the file's own": gm.with_site(origin=(390_000.0, 4_254_000.0)),
    "longitude and latitude": gm.with_site(crs="EPSG:4326", origin=(112.7, 38.4)),
    "MESH-OPEN": gm.with_body(gm.mesh_part(*gm.CUBE)),
    "a pane in the opening of a wall": gm.in_mesh([gm.with_pane()]),
    "PART-DUPLICATE": gm.with_house(parts=(gm.BODY, replace(gm.BODY, top=810.0))),
    "PARAPET-MISSING": gm.with_house(
        status=Status.PROPOSED,
        parts=(
            gm.BODY,
            Part(
                kind=PartKind.PARAPET,
                polygon=box(0, 0, 30, 12) - box(0.2, 0.2, 29.8, 11.8),
                base=818.45,
                top=819.35,
            ),
        ),
    ),
    "a new building of meshes": gm.with_body(gm.mesh_part(*gm.CUBE)),
    "OPENING-NOT-CUT": gm.in_mesh([gm.CUT_WALL]),
    "5 cm behind its wall": gm.in_mesh([gm.CUT_WALL], place=((2.0, 0.05), (4.0, 0.05))),
    "WINDOW-COVERED": gm.in_mesh(
        [gm.CUT_WALL], gm.wall_along_x(box(1.5, 0.0, 4.5, 3.0), -0.6, -0.55)
    ),
    "a balcony's front is no wall": gm.in_mesh(
        [gm.CUT_WALL], replace(SCREEN, kind=PartKind.BALCONY)
    ),
    "a fin before half of it": gm.in_mesh(
        [gm.CUT_WALL], gm.wall_along_x(box(1.5, 0.0, 2.5, 3.0), -0.35, -0.3)
    ),
    "a solid block behind it": replace(
        gm.SOUND,
        buildings=(
            replace(
                gm.HOUSE, parts=(gm.block_mesh(gm.BODY.polygon, gm.GROUND, 818.45),)
            ),
        ),
    ),
    "under deep eaves": gm.in_mesh(
        [gm.CUT_WALL], gm.block_mesh(box(0, -3, 6, 0), gm.ZERO + 3.0, gm.ZERO + 3.2)
    ),
    "WINDOW-ABOVE-WALL": on_podium(4.0),
    "WINDOW-UNDER-WALL": on_stilts(4.0),
    "WINDOW-BELOW-GROUND": both_places(gm.SOUTH, floor_level=-1.3),
    "SILL-HIGH": both_places(gm.SOUTH, sill=3.0),
    "WINDOW-TOO-WIDE": both_places(((3.0, 0.0), (15.0, 0.0))),
    "WINDOWS-OVERLAPPING": both_places(gm.SOUTH, ((4.8, 0.0), (6.5, 0.0))),
    "behind a wing, prisms": behind_wing(0.51),
    "rows by rule have no rooms": both_places(gm.SOUTH, room=-1, assumed=True),
    "offices need no rooms": replace(
        both_places(gm.SOUTH, room=-1),
        buildings=(replace(gm.HOUSE, use=Use.OTHER),),
    ),
    "ROOM-WITHOUT-HOUSEHOLD": replace(
        gm.with_house(use=Use.KINDERGARTEN),
        rooms=gm.rooms(RoomKind.ACTIVITY_ROOM, household=-1),
    ),
}


def codes(project):
    return [f.code for f in gate_findings(project)]


def test_a_sound_project_passes_the_gate():
    assert gate_findings(gm.SOUND) == ()


@pytest.mark.parametrize("name", SOUND_TWINS)
def test_a_sound_twin_passes_the_gate(name):
    assert codes(SOUND_TWINS[name]) == []


def test_every_code_has_its_broken_case():
    seldom = {"MESH-TOO-LARGE-TO-CHECK"}  # twenty million pairs

    assert set(BROKEN) == {*GATE_TEXTS, *SHARED_CODES} - seldom


@pytest.mark.parametrize("code", BROKEN)
def test_a_broken_model_is_found(code):
    assert codes(BROKEN[code]) == [code]


@pytest.mark.parametrize("code", BROKEN)
def test_a_finding_speaks_both_languages_without_gaps(code):
    finding = next(f for f in gate_findings(BROKEN[code]) if f.code == code)

    assert finding.where
    for text in (finding.message, finding.message_zh):
        assert text
        assert "{" not in text
        assert "(in the first)" not in text
    assert any("\u4e00" <= letter <= "\u9fff" for letter in finding.message_zh)


def test_what_makes_minutes_wrong_is_an_error_and_the_rest_is_not():
    errors = {code for code, text in GATE_TEXTS.items() if text[0] is Severity.ERROR}

    assert errors == {
        "NO-BUILDINGS",
        "BUILDING-ID-DUPLICATE",
        "WINDOW-ID-DUPLICATE",
        "UNIT-TOO-SMALL",
        "WINDOW-WITHOUT-WALL",
        "WINDOW-COVERED",
        "WINDOW-ABOVE-WALL",
    }


@pytest.mark.parametrize(
    ("code", "element"),
    [
        ("MESH-OPEN", "E2"),
        ("BUILDING-LOW", "E2"),
        ("PARAPET-MISSING", "E1"),
        ("OPENING-NOT-CUT", "W1"),
        ("WINDOWS-OVERLAPPING", "W2"),
    ],
)
def test_a_finding_names_the_element_and_its_file(code, element):
    (finding,) = gate_findings(BROKEN[code])

    assert (finding.elements, finding.file) == ((element,), "model.ifc")


def test_findings_of_the_model_check_name_elements_too():
    other = replace(gm.HOUSE, id="2#", element="E2")
    (finding,) = check_project(replace(gm.SOUND, buildings=(gm.HOUSE, other)))

    assert finding.code == "BUILDING-DUPLICATE"
    assert (finding.elements, finding.file) == (("E1", "E2"), "model.ifc")


def test_buildings_of_two_files_make_a_finding_each():
    one = replace(gm.HOUSE, use=Use.UNKNOWN)
    two = replace(
        OTHER, use=Use.UNKNOWN, parts=(replace(TOWER, polygon=box(90, 0, 99, 9)),)
    )
    found = check_project(replace(gm.SOUND, buildings=(one, replace(two, storeys=0))))

    assert [(f.code, f.file, f.elements, f.where) for f in found] == [
        ("UNKNOWN-USE", "model.ifc", ("E1",), "buildings[0]"),
        ("UNKNOWN-USE", "site.dxf", ("E2",), "buildings[1]"),
    ]


@pytest.mark.parametrize(
    ("code", "found"),
    [
        ("MESH-OPEN", "3 free edges"),
        ("MESH-INVERTED", "-2592.00 m³"),  # 12 x 12 x 18
        ("MESH-NON-MANIFOLD", "1 edges"),
        ("OPENING-NOT-CUT", "0.004"),
        ("WINDOW-OFF-WALL", "0.100"),
        ("WINDOW-COVERED", "0.300"),
        ("WINDOW-BELOW-GROUND", "1.550"),  # 0.45 - 2.9 + 0.9
        ("UNIT-FEET", "10 m high (feet)"),
    ],
)
def test_a_finding_says_how_much(code, found):
    (finding,) = gate_findings(BROKEN[code])

    assert finding.found == found


def test_a_window_set_back_behind_a_skin_is_covered_by_it():
    project = gm.in_mesh([SKIN, POCKET], place=((2.0, 0.004), (4.0, 0.004)))
    (finding,) = gate_findings(project)

    assert (finding.code, finding.found) == ("WINDOW-COVERED", "0.004")


def test_a_window_in_a_wall_without_any_opening_is_found():
    (finding,) = gate_findings(gm.in_mesh([gm.wall_along_x(gm.FRONT, 0.0, 0.3)]))

    assert (finding.code, finding.found) == ("OPENING-NOT-CUT", "0.300")


@pytest.mark.parametrize("ahead", [-0.06, 0.06])
def test_a_window_six_centimetres_off_its_mesh_is_found(ahead):
    place = ((2.0, ahead), (4.0, ahead))

    assert codes(gm.in_mesh([gm.CUT_WALL], place=place)) == ["WINDOW-OFF-WALL"]


def test_a_window_behind_a_wing_of_its_own_house_is_covered():
    (finding,) = gate_findings(behind_wing(0.3))

    assert finding.code == "WINDOW-COVERED"


def test_a_window_above_a_low_wing_sees_over_it():
    assert codes(behind_wing(0.3, floor_level=18.0 - 1.0)) == []


def test_a_window_on_a_wall_that_another_part_hides_is_covered():
    wing = Part(polygon=box(0, -10, 30, 0), base=gm.GROUND, top=818.45)

    assert codes(gm.with_house(parts=(gm.BODY, wing))) == ["WINDOW-COVERED"]


def test_windows_above_each_other_overlap_only_if_their_sills_are_near():
    def stack(levels):
        count = len(levels)
        return replace(
            gm.windows(gm.SOUTH),
            id=np.array([f"w{k}" for k in range(count)], dtype=object),
            building=np.zeros(count),
            floor=np.arange(count) + 1,
            floor_level=np.array(levels),
            sill_height=np.full(count, 0.9),
            left=np.tile([3.0, 0.0], (count, 1)),
            right=np.tile([4.8, 0.0], (count, 1)),
            room=np.zeros(count),
            column_offsets=np.array([0, count]),
            assumed=np.zeros(count),
            kind=[],
            balcony=[],
            projection=[],
            at_front=[],
            element=[],
        )

    assert codes(replace(gm.SOUND, windows=stack([0.0, 2.9, 5.8]))) == []
    assert codes(replace(gm.SOUND, windows=stack([0.0, 2.9, 3.0]))) == [
        "WINDOWS-OVERLAPPING"
    ]
