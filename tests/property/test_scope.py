"""The scope against a slow reference that shares nothing with it, and its symmetries.

Reference for a point: it lies in the sectors over a footprint exactly if the reflected
sector at the point, which opens south, touches the footprint; so the least radius is
the distance to the part of the footprint between its sides. Reference for an area: the
differences of both, triangle by triangle, between the sides.
"""

import math

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely import MultiPolygon, Point, Polygon, box
from shapely.affinity import rotate, scale, translate

from sunlight.kinds import Status, Use
from sunlight.model.empty import no_households, no_rooms, no_windows
from sunlight.model.project import Building, Part, Project, Site
from sunlight.scope import (
    OUTLINE_ERROR,
    ScopeConditions,
    ScopeRole,
    SectorShape,
    TopFloorImpact,
    analysis_scope,
    boundary_rows,
    next_row,
    reach_distance,
    sector,
    sector_radius,
)

FAR = 1e4
"""Longer than any way in these tests. [m]"""

NOISE = 1e-5
"""Contact counts at the sides of a sector; along them that makes some µm more. [m]"""

CONDITIONS = ScopeConditions()
FAILS = TopFloorImpact(fails=True, affected_by_project=True)
PASSES = TopFloorImpact(fails=False, affected_by_project=False)

SHAPES = (
    box(0, 0, 60, 12),
    box(0, 0, 24, 24),
    box(0, 0, 0.01, 0.01),
    Polygon([(0, 0), (40, 0), (40, 12), (12, 12), (12, 40), (0, 40)]),
    Polygon(
        [(0, 0), (60, 0), (60, 40), (48, 40), (48, 12), (12, 12), (12, 40), (0, 40)]
    ),
    box(0, 0, 80, 80).difference(box(12, 12, 68, 68)),
    MultiPolygon([box(0, 0, 20, 12), box(30, 20, 50, 32)]),
    Polygon([(0, 0), (30, 5), (10, 25)]),
)
"""Slab, tower, speck, L, U, courtyard, two wings, triangle."""


def lengths(low, high):
    return st.floats(low, high, allow_nan=False).map(lambda x: round(x, 3))


@st.composite
def footprints(draw):
    """A turned and moved shape."""
    plan = rotate(draw(st.sampled_from(SHAPES)), draw(lengths(0, 360)), origin=(0, 0))
    return translate(plan, draw(lengths(-150, 150)), draw(lengths(-150, 150)))


def heights():
    return lengths(1.0, 120.0)


def shapes():
    return st.sampled_from([ScopeConditions(shape=shape) for shape in SectorShape])


def angles():
    return lengths(1.0, 90.0)


def between_the_sides(half_angle, towards=1.0):
    """Triangle of all ways north (or south) between the sides, up to FAR."""
    aside = math.radians(half_angle)
    ends = [
        (side * FAR * math.sin(aside), towards * FAR * math.cos(aside))
        for side in (-1, 1)
    ]
    return shapely.convex_hull(shapely.MultiPoint([(0, 0), *ends, (0, towards * FAR)]))


def least_radius_to_point(plan, x, y, half_angle):
    """Distance from a point to what lies south of it between the sides."""
    south = translate(between_the_sides(half_angle, towards=-1.0), x, y)
    seen = shapely.intersection(plan, south)
    return math.inf if seen.is_empty else shapely.distance(seen, Point(x, y))


def least_radius_to_area(plan, target, half_angle):
    """Distance from the origin to the differences between the sides."""
    sides = between_the_sides(half_angle)
    least = math.inf
    for one in shapely.constrained_delaunay_triangles(plan).geoms:
        for other in shapely.constrained_delaunay_triangles(target).geoms:
            a, b = shapely.get_coordinates(one), shapely.get_coordinates(other)
            ways = (b[:, None, :] - a[None, :, :]).reshape(-1, 2)
            seen = shapely.MultiPoint(ways).convex_hull.intersection(sides)
            if not seen.is_empty:
                least = min(least, shapely.distance(seen, Point(0, 0)))
    return least


def building(name, plan, height, status=Status.EXISTING):
    return Building(
        id=name,
        status=status,
        use=Use.RESIDENTIAL,
        zero_level=0.0,
        outdoor_ground=0.0,
        parts=tuple(
            Part(polygon=piece, base=0.0, top=height)
            for piece in shapely.get_parts(plan)
        ),
    )


def project(buildings):
    return Project(
        name="random",
        site=Site(latitude=38.42, longitude=112.73),
        buildings=tuple(buildings),
        windows=no_windows(),
        rooms=no_rooms(),
        households=no_households(),
    )


@st.composite
def estates(draw, new=(1, 3), standing=(1, 6)):
    """New and existing buildings; they may overlap, which the scope does not mind."""
    made = []
    for letter, status, (low, high) in (
        ("N", Status.PROPOSED, new),
        ("E", Status.EXISTING, standing),
    ):
        for k in range(draw(st.integers(low, high))):
            made.append(
                building(f"{letter}{k}", draw(footprints()), draw(heights()), status)
            )
    return made


def moved(buildings, move):
    """The same buildings with their plans moved."""
    return [
        building(
            b.id,
            MultiPolygon([move(p.polygon) for p in b.parts]),
            b.top,
            b.status,
        )
        for b in buildings
    ]


def analysed(scope):
    return set(scope.ids(ScopeRole.ANALYSED))


@given(footprints(), lengths(-400, 400), lengths(-400, 400), angles())
def test_the_reach_to_a_point_is_that_of_the_reflected_sector(plan, x, y, half_angle):
    reach = reach_distance(plan, Point(x, y), half_angle=half_angle)
    strict = least_radius_to_point(plan, x, y, half_angle)
    loose = least_radius_to_point(plan.buffer(2e-6), x, y, half_angle)

    assert loose - NOISE <= reach <= strict + NOISE


@settings(max_examples=60)
@given(footprints(), footprints(), angles())
def test_the_reach_to_an_area_is_that_of_all_differences(plan, target, half_angle):
    reach = reach_distance(plan, target, half_angle=half_angle)
    strict = least_radius_to_area(plan, target, half_angle)
    loose = least_radius_to_area(plan, target.buffer(2e-6, quad_segs=1), half_angle)

    assert loose - NOISE <= reach <= strict + NOISE


@settings(max_examples=40)
@given(footprints(), heights(), angles(), st.integers(0, 2**32 - 1))
def test_the_drawn_outline_is_the_true_region_within_a_millimetre(
    plan, height, half_angle, seed
):
    conditions = ScopeConditions(angle_from_east_west=90.0 - half_angle)
    radius = sector_radius(height, conditions)
    drawn = sector(plan, height, conditions)
    rng = np.random.default_rng(seed)
    west, south, east, north = drawn.buffer(5.0).bounds
    inner = rng.uniform((west, south), (east, north), (20, 2))
    rim = shapely.get_coordinates(
        drawn.boundary.interpolate(rng.uniform(0, 1, 20), normalized=True)
    )
    for x, y in np.concatenate([inner, rim]):
        least = least_radius_to_point(plan.buffer(2e-6), x, y, half_angle)
        inside = shapely.distance(drawn, Point(x, y)) < 1e-7
        if least <= radius - NOISE:
            # the reference widens the plan by 2e-6 m: so much nearer may be missing
            assert shapely.distance(drawn, Point(x, y)) < NOISE
        if inside:
            assert least <= radius + OUTLINE_ERROR


@settings(max_examples=40)
@given(footprints(), heights(), lengths(0.01, 30.0), shapes())
def test_a_higher_building_has_a_larger_sector(plan, height, more, conditions):
    low, high = (sector(plan, h, conditions) for h in (height, height + more))

    assert low.difference(high.buffer(1e-9)).area == pytest.approx(0.0, abs=1e-6)
    assert low.area < high.area


@settings(max_examples=40)
@given(st.sampled_from(SHAPES[:3]), heights(), lengths(-1, 1))
def test_the_sum_of_a_rectangle_holds_its_two_centre_drawing(plan, height, angle):
    turned = rotate(plan, 45 * angle, origin=(0, 0))
    two = sector(turned, height, ScopeConditions(shape=SectorShape.TWO_CENTRE))

    assert sector(turned, height, CONDITIONS).buffer(1e-7).covers(two)


@settings(max_examples=25)
@given(estates(), shapes())
def test_a_building_is_analysed_exactly_if_some_sector_reaches_it(
    buildings, conditions
):
    scope = analysis_scope(project(buildings), conditions)
    for entry, plan in zip(scope.entries, scope.footprints, strict=True):
        if entry.role is ScopeRole.PROPOSED:
            continue
        gaps = [shapely.distance(s.outline, plan) for s in scope.sectors]
        if min(gaps) > NOISE:
            assert entry.role is not ScopeRole.ANALYSED
        deep = plan.intersection(scope.outline.buffer(-2 * OUTLINE_ERROR))
        if deep.area > 1e-6:
            assert entry.role is ScopeRole.ANALYSED


@settings(max_examples=25)
@given(estates(), footprints(), heights(), shapes())
def test_one_more_new_building_never_takes_anyone_out(
    buildings, plan, height, conditions
):
    more = [*buildings, building("N9", plan, height, Status.PROPOSED)]
    before, after = (analysis_scope(project(b), conditions) for b in (buildings, more))
    in_scope = (ScopeRole.ANALYSED, ScopeRole.OVERLAY)

    assert analysed(before) <= analysed(after)
    assert set(before.ids(*in_scope)) <= set(after.ids(*in_scope))


@settings(max_examples=25)
@given(estates(), lengths(0.0, 20.0))
def test_higher_new_buildings_never_take_anyone_out(buildings, more):
    higher = [
        building(
            b.id, MultiPolygon([p.polygon for p in b.parts]), b.top + more, b.status
        )
        if b.status is Status.PROPOSED
        else b
        for b in buildings
    ]

    assert analysed(analysis_scope(project(buildings))) <= analysed(
        analysis_scope(project(higher))
    )


def all_reaches(scope):
    """Least radius by pair of an analysed and a new building."""
    return {
        (entry.id, reason.by): reason.reach
        for entry in scope.entries
        for reason in entry.reasons
        if math.isfinite(reason.reach)
    }


def sure_reaches(scope):
    """Those of buildings that lie well within, so that rounding cannot matter."""
    plans = {e.id: p for e, p in zip(scope.entries, scope.footprints, strict=True)}
    outlines = {s.id: s.outline.buffer(-2 * OUTLINE_ERROR) for s in scope.sectors}
    return {
        (name, by): reach
        for (name, by), reach in all_reaches(scope).items()
        if shapely.intersects(plans[name], outlines[by])
    }


@settings(max_examples=25)
@given(estates(), lengths(-2000, 2000), lengths(-2000, 2000), shapes())
def test_moving_everything_changes_nothing(buildings, dx, dy, conditions):
    there = moved(buildings, lambda plan: translate(plan, dx, dy))
    scopes = [analysis_scope(project(b), conditions) for b in (buildings, there)]
    one, other = (sure_reaches(scope) for scope in scopes)

    assert one.keys() <= all_reaches(scopes[1]).keys()
    assert other.keys() <= all_reaches(scopes[0]).keys()
    assert [one[key] for key in sorted(one)] == pytest.approx(
        [all_reaches(scopes[1])[key] for key in sorted(one)], abs=NOISE
    )
    assert scopes[0].outline.area == pytest.approx(scopes[1].outline.area, rel=1e-6)


@settings(max_examples=25)
@given(estates())
def test_mirroring_east_and_west_mirrors_the_outline(buildings):
    mirror = moved(buildings, lambda plan: scale(plan, -1, 1, origin=(0, 0)))
    one, other = (analysis_scope(project(b)).outline for b in (buildings, mirror))
    back = scale(other, -1, 1, origin=(0, 0))

    assert one.symmetric_difference(back).area == pytest.approx(0.0, abs=1e-3)


@settings(max_examples=30)
@given(estates(new=(1, 2), standing=(1, 12)), st.randoms(use_true_random=False))
def test_the_rows_grow_by_new_buildings_until_they_stop(buildings, random):
    scope = analysis_scope(project(buildings))
    harmed = {b.id for b in buildings if random.random() < 0.7}
    for _ in buildings:
        rows = [name for row in boundary_rows(scope) for name in row]
        assert set(rows) <= analysed(scope)
        assert bool(rows) == bool(analysed(scope))
        larger = next_row(
            scope, {name: FAILS if name in harmed else PASSES for name in rows}
        )
        if larger is None:
            break
        step = larger.steps[-1]
        assert step.added
        assert set(step.because) <= harmed & set(rows)
        assert not set(step.added) & analysed(scope)
        assert analysed(scope) | set(step.added) == analysed(larger)
        overlay = {e.id for e in scope.entries if e.overlay}
        assert overlay <= {e.id for e in larger.entries if e.overlay}
        scope = larger
    else:
        pytest.fail("more steps than buildings")


@settings(max_examples=30)
@given(estates(new=(1, 2), standing=(1, 12)))
def test_no_row_joins_where_every_top_floor_passes(buildings):
    scope = analysis_scope(project(buildings))

    assert next_row(scope, {b.id: PASSES for b in buildings}) is None
