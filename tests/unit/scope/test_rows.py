"""The row extension: what a row is, which is next, where it stops."""

import pytest
from shapely import box
from shapely.affinity import rotate
from small_estates import block, four_rows, project

from sunlight.errors import InputError
from sunlight.kinds import LegalStatus, Status, Use
from sunlight.scope import (
    ReasonCode,
    RowRule,
    RowStep,
    ScopeConditions,
    ScopeRole,
    TopFloorImpact,
    analysis_scope,
    boundary_rows,
    next_row,
)
from sunlight.scope.row_layout import row_direction

FINE = TopFloorImpact(fails=False, affected_by_project=False)
HARMED = TopFloorImpact(fails=True, affected_by_project=True)
NEW = block("N", box(0, 0, 60, 12), 30.0, Status.PROPOSED)


def impacts(scope, *harmed):
    """Impacts of the northernmost rows: HARMED for these, FINE for the rest."""
    ids = [name for row in boundary_rows(scope) for name in row]
    return {name: HARMED if name in harmed else FINE for name in ids}


def extended(scope, *harmed):
    """Scope after all steps in which these buildings call."""
    while (larger := next_row(scope, impacts(scope, *harmed))) is not None:
        scope = larger
    return scope


def analysed(scope):
    return scope.ids(ScopeRole.ANALYSED)


def turned(site, angle):
    """Buildings of a project turned about its origin."""
    return [
        block(
            b.id,
            rotate(b.parts[0].polygon, angle, origin=(0, 0)),
            b.top - b.outdoor_ground,
            b.status,
        )
        for b in site.buildings
    ]


def by_id(scope, name):
    return next(entry for entry in scope.entries if entry.id == name)


def test_the_first_row_of_the_estate_decides_first():
    assert (("A1", "B1"),) == boundary_rows(analysis_scope(four_rows()))


def test_no_row_joins_where_the_top_floors_are_fine():
    scope = analysis_scope(four_rows())

    assert next_row(scope, impacts(scope)) is None


@pytest.mark.parametrize(
    "impact",
    [
        TopFloorImpact(fails=True, affected_by_project=False),
        TopFloorImpact(fails=False, affected_by_project=True),
    ],
    ids=["fails without the project's doing", "loses sun and passes"],
)
def test_a_row_calls_only_if_it_fails_because_of_the_project(impact):
    scope = analysis_scope(four_rows())

    assert next_row(scope, {"A1": impact, "B1": FINE}) is None


def test_one_failing_building_brings_the_whole_next_row():
    scope = analysis_scope(four_rows())

    larger = next_row(scope, impacts(scope, "A1"))

    assert ("A1", "B1", "A2", "B2") == analysed(larger)
    assert (RowStep(number=1, because=("A1",), added=("A2", "B2")),) == larger.steps
    assert (("A2", "B2"),) == boundary_rows(larger)


def test_the_extension_stops_at_the_first_row_without_effect():
    # rows 1 and 2 fail, row 3 is fine: row 3 was looked at, row 4 never joins
    scope = extended(analysis_scope(four_rows()), "A1", "A2", "B2")

    assert [("A1",), ("A2", "B2")] == [step.because for step in scope.steps]
    assert [("A2", "B2"), ("A3", "B3")] == [step.added for step in scope.steps]
    assert [0, 0, 1, 1, 2, 2, None, None] == [e.row_step for e in scope.entries[1:]]


def test_the_extension_stops_where_no_building_is_left():
    everything = [f"{c}{k}" for c in "AB" for k in range(1, 5)]

    scope = extended(analysis_scope(four_rows()), *everything)

    assert 3 == len(scope.steps)
    assert set(everything) == set(analysed(scope))


def test_each_added_building_says_which_building_called_for_it():
    scope = analysis_scope(four_rows())

    entry = by_id(next_row(scope, impacts(scope, "A1", "B1")), "A2")

    added = [r for r in entry.reasons if r.code is ReasonCode.ROW_ADDED]
    assert [("A1", "规程五(三)"), ("B1", "规程五(三)")] == [
        (r.by, r.clause) for r in added
    ]
    assert ("step 1" in added[0].text, "第 1 步" in added[0].text_zh) == (True, True)


def test_asking_again_changes_nothing_in_the_scope_that_was_asked():
    scope = analysis_scope(four_rows())
    before = scope.entries

    next_row(scope, impacts(scope, "A1"))

    assert before == scope.entries
    assert () == scope.steps


def test_offices_between_the_rows_are_passed_over():
    site = project(
        NEW,
        block("E1", box(0, 40, 60, 52), 18.0),
        block("office", box(0, 70, 60, 80), 9.0, use=Use.OTHER),
        block("shed", box(0, 82, 60, 86), 3.0, legal=LegalStatus.UNLAWFUL),
        block("E2", box(0, 90, 60, 102), 18.0),
    )

    scope = extended(analysis_scope(site), "E1")

    assert ("E1", "E2") == analysed(scope)


def test_an_office_behind_the_last_dwellings_does_not_hide_them():
    site = project(
        NEW,
        block("E1", box(0, 30, 60, 38), 18.0),
        block("office", box(0, 50, 60, 58), 9.0, use=Use.OTHER),
    )

    assert (("E1",),) == boundary_rows(analysis_scope(site))


def test_what_the_project_takes_down_neither_calls_nor_joins():
    site = project(
        NEW,
        block("E1", box(0, 40, 60, 52), 18.0),
        block("old", box(0, 70, 60, 80), 9.0, removed_by_project=True),
        block("E2", box(0, 90, 60, 102), 18.0),
    )

    assert ("E1", "E2") == analysed(extended(analysis_scope(site), "E1"))


def test_buildings_of_one_row_may_stand_a_little_apart_from_north_to_south():
    # E1 and W1 share 7 m of 12 m north to south: one row; W2 and E2 do as well
    site = project(
        NEW,
        block("W1", box(0, 35, 25, 47), 18.0),
        block("E1", box(30, 40, 60, 52), 18.0),
        block("W2", box(0, 80, 25, 92), 18.0),
        block("E2", box(30, 75, 60, 87), 18.0),
    )
    scope = analysis_scope(site)

    assert (("W1", "E1"),) == boundary_rows(scope)
    assert ("W2", "E2") == extended(scope, "W1").steps[0].added


def test_of_two_buildings_behind_the_row_the_nearer_one_joins_first():
    site = project(
        NEW,
        block("W1", box(0, 40, 25, 52), 18.0),
        block("E1", box(30, 40, 60, 52), 18.0),
        block("W2", box(0, 70, 25, 82), 18.0),
        block("E2", box(30, 100, 60, 112), 18.0),
    )
    scope = extended(analysis_scope(site), "W1", "E1")

    # behind E1 stands nothing nearer than E2, and E1 still fails
    assert [("W2",), ("E2",)] == [step.added for step in scope.steps]
    assert [("W1", "E1"), ("E1",)] == [step.because for step in scope.steps]


def test_a_building_behind_a_gap_of_the_row_joins():
    site = project(
        NEW,
        block("W1", box(0, 40, 20, 52), 18.0),
        block("E1", box(40, 40, 60, 52), 18.0),
        block("tower", box(24, 80, 36, 92), 18.0),
    )

    assert ("tower",) == extended(analysis_scope(site), "W1").steps[0].added


def test_a_building_in_the_gap_of_the_row_is_no_next_row():
    # the middle one is out of reach of a low proposal that is as narrow as W1
    site = project(
        block("N", box(0, 30, 1, 38), 10.0, Status.PROPOSED),
        block("N2", box(59, 30, 60, 38), 10.0, Status.PROPOSED),
        block("W1", box(0, 40, 10, 52), 18.0),
        block("E1", box(50, 40, 60, 52), 18.0),
        block("middle", box(29, 41, 31, 51), 18.0),
    )
    scope = analysis_scope(site)

    assert (("W1", "E1"),) == boundary_rows(scope)
    assert next_row(scope, impacts(scope, "W1")) is None


def test_far_apart_buildings_of_one_latitude_are_two_rows():
    other = block("N2", box(200, 0, 260, 12), 30.0, Status.PROPOSED)
    rows = [
        block(f"{c}{k}", box(x, 40 * k, x + 60, 40 * k + 12), 18.0)
        for c, x in (("W", 0), ("E", 200))
        for k in (1, 2)
    ]
    scope = analysis_scope(project(NEW, other, *rows))

    assert (("W1",), ("E1",)) == boundary_rows(scope)
    assert ("W2",) == next_row(scope, impacts(scope, "W1")).steps[0].added


def test_the_edge_of_the_scope_is_looked_at_where_it_is_not_farthest_north():
    # a high tower in the east carries the scope farther north than the block in the
    # west does, whose own last row must not be forgotten
    tower = block("T", box(150, 0, 170, 12), 60.0, Status.PROPOSED)
    site = project(
        NEW,
        tower,
        block("W1", box(0, 40, 40, 52), 18.0),
        block("W2", box(0, 130, 40, 142), 18.0),
        block("E1", box(150, 90, 170, 102), 18.0),
    )
    scope = analysis_scope(site)

    assert (("W1",), ("E1",)) == boundary_rows(scope)
    assert ("W2",) == next_row(scope, impacts(scope, "W1")).steps[0].added


def test_nothing_joins_beyond_the_reach_of_any_shadow():
    site = project(
        NEW,
        block("E1", box(0, 40, 60, 52), 18.0),
        block("E2", box(0, 12 + 301, 60, 330), 18.0),
    )
    far = analysis_scope(site, ScopeConditions(rows=RowRule(reach_factor=10.1)))

    assert next_row(analysis_scope(site), {"E1": HARMED}) is None
    assert ("E2",) == next_row(far, {"E1": HARMED}).steps[0].added


@pytest.mark.parametrize("angle", [-30, -10, 6.5, 20, 30])
def test_rows_turn_with_the_estate(angle):
    scope = analysis_scope(project(*turned(four_rows(), angle)))

    assert pytest.approx(angle) == row_direction(scope)
    assert (("A1", "B1"),) == boundary_rows(scope)
    assert ("A2", "B2") == extended(scope, "A1").steps[0].added


def test_the_direction_of_the_rows_can_be_given():
    conditions = ScopeConditions(rows=RowRule(direction=0.0))
    scope = analysis_scope(project(*turned(four_rows(), 20)), conditions)

    assert 0.0 == row_direction(scope)
    assert (("A1",), ("B1",)) == boundary_rows(scope)


def test_the_direction_of_the_rows_stays_from_step_to_step():
    askew = block("E", rotate(box(0, 80, 60, 92), 20), 18.0)
    site = project(NEW, block("E1", box(0, 40, 60, 52), 18.0), askew)
    scope = analysis_scope(site)

    assert 0.0 == row_direction(scope)
    assert 0.0 == row_direction(next_row(scope, {"E1": HARMED}))


def test_who_shades_an_added_row_becomes_an_overlay_building():
    # S stands west of row 2, its sector (31.6 m) meets no sector of the proposal, but
    # reaches A2 after 20 / sin 56° = 24.1 m
    site = four_rows()
    neighbour = block("S", box(-40, 60, -20, 72), 20.0)
    scope = analysis_scope(project(*site.buildings, neighbour))
    larger = next_row(scope, impacts(scope, "A1"))
    before, after = by_id(scope, "S"), by_id(larger, "S")

    assert (ScopeRole.OUTSIDE, False) == (before.role, before.overlay)
    assert (ScopeRole.OVERLAY, True) == (after.role, after.overlay)
    reason = after.reasons[-1]
    assert (ReasonCode.SECTOR_REACHES_ROW, "A2") == (reason.code, reason.by)
    assert pytest.approx(24.1244, abs=1e-4) == reason.reach
    assert "S" in [s.id for s in larger.overlay_sectors]
    assert "S" not in [s.id for s in scope.overlay_sectors]


def test_an_added_building_is_no_overlay_building_by_reaching_itself():
    site = project(
        NEW,
        block("E1", box(0, 40, 60, 52), 18.0),
        block("E2", box(0, 120, 60, 132), 18.0),
    )
    scope = analysis_scope(site)

    entry = by_id(next_row(scope, {"E1": HARMED}), "E2")

    assert (ScopeRole.ANALYSED, 1, False) == (entry.role, entry.row_step, entry.overlay)


def test_a_missing_impact_is_refused_by_name():
    with pytest.raises(InputError, match="top floors of B1 in the northernmost rows"):
        next_row(analysis_scope(four_rows()), {"A1": HARMED})


def test_an_impact_of_no_building_is_refused_by_name():
    scope = analysis_scope(four_rows())

    with pytest.raises(InputError, match="no building has the id Z9"):
        next_row(scope, impacts(scope) | {"Z9": FINE})


def test_a_scope_without_analysed_buildings_has_no_row():
    scope = analysis_scope(project(NEW))

    assert () == boundary_rows(scope)
    assert next_row(scope, {}) is None


@pytest.mark.parametrize(
    "fields",
    [
        {"same_row_overlap": 0.0},
        {"same_row_overlap": 1.1},
        {"neighbour_gap": -1.0},
        {"direction": 46.0},
    ],
    ids=str,
)
def test_a_row_rule_out_of_range_is_refused(fields):
    with pytest.raises(InputError, match=next(iter(fields))):
        RowRule(**fields)
