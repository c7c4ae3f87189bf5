"""Who is analysed, who overlays, who is neither, and why."""

import math

import pytest
from shapely import box
from shapely.affinity import rotate
from small_estates import GROUND, block, four_rows, part, project

from sunlight.errors import GeometryError, InputError
from sunlight.findings import Severity
from sunlight.kinds import LegalStatus, PartKind, Status, Use
from sunlight.model.project import Building
from sunlight.scope import (
    ReasonCode,
    ScopeConditions,
    ScopeRole,
    SectorShape,
    ShadingHeight,
    analysis_scope,
)

NEW = block("N", box(0, 0, 60, 12), 30.0, Status.PROPOSED)
"""Radius 1.58 x 30 = 47.4 m, from y = 12 north to 59.4."""

ASIDE = 47.4 * math.sin(math.radians(56))
"""How far its sector reaches aside, at 26.5 m to 38.5 m north: 39.30 m."""


def roles(scope):
    return {entry.id: entry.role.value for entry in scope.entries}


def codes(entry):
    return [(reason.code.value, reason.by) for reason in entry.reasons]


def by_id(scope, name):
    return next(entry for entry in scope.entries if entry.id == name)


def role_of(polygon, height=3.0, conditions=None, **fields):
    scope = analysis_scope(
        project(NEW, block("E", polygon, height, **fields)),
        conditions or ScopeConditions(),
    )
    return by_id(scope, "E").role


def test_the_first_row_is_analysed_and_the_rest_is_outside():
    scope = analysis_scope(four_rows())

    assert ("N",) == scope.ids(ScopeRole.PROPOSED)
    assert ("A1", "B1") == scope.ids(ScopeRole.ANALYSED)
    assert 6 == len(scope.ids(ScopeRole.OUTSIDE))


def test_a_reason_names_the_sector_the_way_and_how_far_inside():
    (reason,) = [
        r
        for r in by_id(analysis_scope(four_rows()), "B1").reasons
        if r.code is ReasonCode.SECTOR_REACHES
    ]

    assert ("N", 47.4, "规程五(一)") == (
        reason.by,
        pytest.approx(reason.radius),
        reason.clause,
    )
    assert pytest.approx(math.hypot(12, 28)) == reason.reach
    assert pytest.approx(47.4 - math.hypot(12, 28)) == reason.inside
    assert "30.46 m" in reason.text
    assert "30.46 m" in reason.text_zh


@pytest.mark.parametrize(
    ("expected", "gap"),
    [
        (ScopeRole.ANALYSED, 0.0),
        (ScopeRole.ANALYSED, -1e-5),
        (ScopeRole.OUTSIDE, 1e-5),
    ],
    ids=["touching", "10 µm in", "10 µm out"],
)
@pytest.mark.parametrize("shape", SectorShape)
def test_a_building_is_analysed_as_soon_as_it_touches_at_the_radius(
    expected, gap, shape
):
    south = 12 + 47.4 + gap
    scope = analysis_scope(
        project(NEW, block("E", box(10, south, 50, south + 10), 3.0)),
        ScopeConditions(shape=shape),
    )

    assert (expected is ScopeRole.ANALYSED) == (
        by_id(scope, "E").role is ScopeRole.ANALYSED
    )


def test_a_building_that_straddles_the_side_of_the_sector_is_in():
    # at x = 80 the eastern side lies at 20 / tan 56° = 13.5 m
    assert ScopeRole.ANALYSED is role_of(box(80, 0, 90, 14.0))
    assert ScopeRole.ANALYSED is not role_of(box(80, 0, 90, 13.4))


def test_a_turned_building_is_in_by_its_one_corner():
    # on its tip, a square of 20 m has its southern corner 14.14 m south of its middle
    square = box(20, 65, 40, 85)
    tip = rotate(square, 45)

    assert pytest.approx(75 - 10 * math.sqrt(2)) == tip.bounds[1]
    assert ScopeRole.ANALYSED is not role_of(square)
    assert ScopeRole.ANALYSED is not role_of(tip)
    assert ScopeRole.ANALYSED is role_of(rotate(box(20, 63, 40, 83), 45))


def test_a_tiny_building_is_in_too():
    assert ScopeRole.ANALYSED is role_of(box(30, 50, 30.001, 50.001))


def test_a_building_around_the_proposal_is_in():
    around = box(-50, -50, 110, 62).difference(box(-45, -45, 105, 57))

    assert ScopeRole.ANALYSED is role_of(around)


def test_the_use_does_not_matter_for_the_sector_but_for_the_rows():
    scope = analysis_scope(
        project(
            NEW,
            block("office", box(0, 40, 20, 50), 9.0, use=Use.OTHER),
            block("shed", box(40, 40, 60, 50), 3.0, legal=LegalStatus.UNLAWFUL),
            block("hut", box(22, 40, 28, 50), 3.0, legal=LegalStatus.TEMPORARY),
            block("school", box(30, 40, 38, 50), 9.0, use=Use.SCHOOL),
        )
    )

    assert {("analysed", False), ("analysed", True)} == {
        (e.role.value, e.receiver) for e in scope.entries[1:]
    }
    assert ["school"] == [e.id for e in scope.entries if e.receiver]


def test_an_approved_building_is_analysed_like_an_existing_one():
    assert ScopeRole.ANALYSED is role_of(box(10, 40, 50, 50), status=Status.APPROVED)


def test_what_the_project_takes_down_is_noted_and_neither_analysed_nor_overlay():
    scope = analysis_scope(
        project(NEW, block("old", box(10, 40, 50, 50), 60.0, removed_by_project=True))
    )
    entry = by_id(scope, "old")

    assert (ScopeRole.REMOVED, False, None, False) == (
        entry.role,
        entry.overlay,
        entry.row_step,
        entry.receiver,
    )
    assert [("removed", "")] == codes(entry)
    assert () == scope.overlay_sectors


def test_a_concurrent_project_adds_its_sectors_to_the_union():
    other = block("M", box(200, 0, 260, 12), 30.0, Status.CONCURRENT, project_id="p2")
    behind = block("E", box(200, 40, 260, 52), 18.0)

    scope = analysis_scope(project(NEW, other, behind, project_id="p1"))

    assert {"N": "proposed", "M": "concurrent", "E": "analysed"} == roles(scope)
    assert ["N", "M"] == [s.id for s in scope.sectors]
    assert ("sector-reaches", "M") == codes(by_id(scope, "E"))[0]
    assert ("sector-reaches", "N") not in codes(by_id(scope, "E"))


def test_a_proposed_building_of_another_project_is_concurrent():
    scope = analysis_scope(
        project(
            block("N", box(0, 0, 60, 12), 30.0, Status.PROPOSED, project_id="p1"),
            block("M", box(200, 0, 260, 12), 30.0, Status.PROPOSED, project_id="p2"),
            project_id="p1",
        )
    )

    assert {"N": "proposed", "M": "concurrent"} == roles(scope)


def test_every_sector_that_reaches_a_building_is_a_reason():
    second = block("N2", box(70, 0, 130, 12), 30.0, Status.PROPOSED)

    scope = analysis_scope(project(NEW, second, block("E", box(60, 40, 70, 50), 9.0)))

    assert {"N", "N2"} == {
        r.by for r in by_id(scope, "E").reasons if r.code is ReasonCode.SECTOR_REACHES
    }


def test_the_outline_is_the_union_of_the_sectors():
    second = block("N2", box(70, 0, 130, 12), 30.0, Status.PROPOSED)
    scope = analysis_scope(project(NEW, second))

    together = scope.sectors[0].outline.union(scope.sectors[1].outline)
    assert 0.0 == pytest.approx(scope.outline.symmetric_difference(together).area)
    assert scope.outline.area < sum(s.outline.area for s in scope.sectors)


def test_a_block_to_the_south_west_overlays_when_its_sector_overlaps():
    # both have a radius of 47.4 m; level with each other they overlap when nearer than
    # twice 39.30 m
    assert ScopeRole.OVERLAY is role_of(box(-85, 0, -75, 12), 30.0)
    assert ScopeRole.OUTSIDE is role_of(box(-95, 0, -85, 12), 30.0)


@pytest.mark.parametrize(
    ("expected", "gap"),
    [
        (ScopeRole.OVERLAY, 0.0),
        (ScopeRole.OVERLAY, 5e-7),
        (ScopeRole.OVERLAY, -0.01),
        (ScopeRole.OUTSIDE, 0.01),
    ],
    ids=["touching", "half a µm out", "a centimetre in", "a centimetre out"],
)
def test_sectors_that_only_touch_overlap(expected, gap):
    east = -2 * ASIDE - gap

    assert expected is role_of(box(east - 10, 0, east, 12), 30.0)


def test_an_overlay_building_shades_from_far_south_if_it_is_high():
    # 100 m high, 158 m radius: its sector reaches from y = -150 to y = 8 and beyond
    assert ScopeRole.OVERLAY is role_of(box(0, -162, 60, -150), 100.0)
    assert ScopeRole.OUTSIDE is role_of(box(0, -162, 60, -150), 90.0)


def test_an_overlay_building_names_the_sectors_it_meets_and_has_its_own_drawn():
    scope = analysis_scope(project(NEW, block("E", box(-85, 0, -75, 12), 30.0)))

    assert [("sectors-overlap", "N")] == codes(by_id(scope, "E"))
    assert ["E"] == [s.id for s in scope.overlay_sectors]


def test_an_analysed_building_overlays_too():
    entry = by_id(analysis_scope(four_rows()), "A1")

    assert (ScopeRole.ANALYSED, True, 0) == (entry.role, entry.overlay, entry.row_step)


def test_the_two_centre_drawing_leaves_out_what_lies_beside_the_block():
    # east of the block and south of its northern corner's side
    beside = box(70, 0, 75, 16)
    two = ScopeConditions(shape=SectorShape.TWO_CENTRE)

    assert ScopeRole.ANALYSED is role_of(beside)
    assert ScopeRole.ANALYSED is not role_of(beside, conditions=two)
    assert ScopeRole.ANALYSED is role_of(box(30, 59.3, 40, 70), conditions=two)


def test_the_reading_of_the_height_moves_the_scope():
    new = block(
        "N",
        box(0, 0, 60, 12),
        30.0,
        Status.PROPOSED,
        parts=(part(box(10, 2, 16, 8), 35.0, PartKind.STAIR_HOUSE),),
    )
    # 30, 35 and 38 m make 47.40, 55.30 and 60.04 m, up to y = 59.40, 67.30 and 72.04
    low = block("low", box(500, 0, 510, 10), 3.0, ground=GROUND - 3.0)
    site = project(
        new,
        low,
        block("near", box(0, 62, 60, 66), 3.0),
        block("far", box(0, 70, 60, 74), 3.0),
    )

    analysed = {
        reading.value: analysis_scope(site, ScopeConditions(height=reading)).ids(
            ScopeRole.ANALYSED
        )
        for reading in ShadingHeight
    }

    assert {
        "highest_point": ("near",),
        "without_roof_houses": (),
        "plus_higher_ground": ("near", "far"),
        "without_roof_houses_plus_ground": ("near",),  # 33 m: 52.14 m, to y = 64.14
    } == analysed


def test_a_new_building_without_outdoor_ground_is_refused():
    lost = block("N2", box(0, 0, 10, 10), 30.0, Status.PROPOSED, ground=math.nan)

    with pytest.raises(InputError, match="building N2 has no outdoor ground"):
        analysis_scope(project(lost))


def test_an_existing_building_without_outdoor_ground_stays_undetermined_and_found():
    scope = analysis_scope(
        project(
            NEW,
            block("near", box(0, 40, 60, 52), 18.0, ground=math.nan),
            block("far", box(0, -90, 60, -80), 18.0, ground=math.nan),
        )
    )

    assert {"N": "proposed", "near": "analysed", "far": "undetermined"} == roles(scope)
    assert [False, None, None] == [e.overlay for e in scope.entries]
    (finding,) = scope.findings
    assert ("SCOPE-HEIGHT-UNKNOWN", Severity.ERROR) == (finding.code, finding.severity)
    assert "near, far" in finding.message
    assert "near, far" in finding.message_zh


def test_a_project_that_proposes_nothing_has_an_empty_scope_and_a_finding():
    scope = analysis_scope(project(block("E", box(0, 0, 10, 10), 9.0)))

    assert scope.outline.is_empty
    assert {"E": "outside"} == roles(scope)
    assert ["SCOPE-NOTHING-PROPOSED"] == [f.code for f in scope.findings]


def test_an_empty_project_has_an_empty_scope():
    scope = analysis_scope(project())

    assert ((), True) == (scope.entries, scope.outline.is_empty)


def test_an_underground_garage_casts_no_sector_and_is_found():
    garage = block("G", box(-30, -30, 90, 0), 0.0, Status.PROPOSED)
    scope = analysis_scope(project(NEW, garage, block("E", box(0, 40, 9, 50), 9.0)))

    assert ["N"] == [s.id for s in scope.sectors]
    assert [("of-project", ""), ("not-above-ground", "")] == codes(by_id(scope, "G"))
    assert ["SCOPE-NOT-ABOVE-GROUND"] == [f.code for f in scope.findings]


def test_an_assumed_height_in_the_scope_is_found():
    scope = analysis_scope(
        project(NEW, block("E", box(0, 40, 9, 50), 9.0, height_assumed=True))
    )

    assert [("SCOPE-HEIGHT-ASSUMED", "E")] == [
        (f.code, f.where) for f in scope.findings
    ]


def test_a_building_of_nothing_but_a_billboard_is_outside():
    board = Building(
        id="X",
        status=Status.EXISTING,
        use=Use.OTHER,
        zero_level=GROUND,
        outdoor_ground=GROUND,
        parts=(part(box(0, 40, 9, 50), 9.0, PartKind.BILLBOARD),),
    )
    entry = by_id(analysis_scope(project(NEW, board)), "X")

    assert (ScopeRole.OUTSIDE, False) == (entry.role, entry.receiver)
    assert [("no-part-counts", "")] == codes(entry)


def test_a_building_without_parts_is_refused():
    bare = Building(
        id="0#",
        status=Status.EXISTING,
        use=Use.OTHER,
        zero_level=GROUND,
        outdoor_ground=GROUND,
        parts=(),
    )

    with pytest.raises(GeometryError, match="building 0#"):
        analysis_scope(project(NEW, bare))


def test_two_buildings_of_one_id_are_refused():
    with pytest.raises(InputError, match="'N' is already the id of buildings"):
        analysis_scope(project(NEW, NEW))
