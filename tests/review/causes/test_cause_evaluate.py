"""The light evaluator against whole assessments of changed projects."""

from dataclasses import replace

import numpy as np
import pytest
import shapely
from cause_estates import lowered, with_building

import sunlight as sl
from sunlight.assessment import Assessment
from sunlight.assessment.measuring.results import window_results
from sunlight.conditions import (
    Cooper1969,
    FullWindowTest,
    GivenDeclination,
    TimeBasis,
)
from sunlight.durations import sunlit_minutes
from sunlight.durations.sampling import Sampling, sampled_intervals
from sunlight.intervals import drop_shorter, total
from sunlight.model.project import Part, Project
from sunlight.review.causes.emulate import emulated
from sunlight.review.causes.evaluator import Evaluator, evaluator
from sunlight.review.causes.varied import lifted
from sunlight.review.records.causes import Convention, GeometryChange
from sunlight.scene import build_scene


@pytest.fixture(scope="module")
def told(assessed: Assessment) -> Evaluator:
    return evaluator(assessed, np.arange(len(assessed.project.windows)))


def same(told: Evaluator, convention: Convention, other: Assessment) -> None:
    """Both states to 0.001 min, and the change is a real one."""
    results = other.windows
    expected = np.concatenate([results.minutes_before, results.minutes_after])
    found = emulated(told, convention).minutes
    np.testing.assert_allclose(found, expected, atol=1e-3)
    plain = emulated(told, told.base).minutes
    assert np.nanmax(np.abs(found - plain)) > 1.0


def test_the_rules_themselves(told: Evaluator, assessed: Assessment) -> None:
    results = assessed.windows
    expected = np.concatenate([results.minutes_before, results.minutes_after])

    np.testing.assert_allclose(emulated(told, told.base).minutes, expected, atol=1e-6)


@pytest.mark.parametrize(
    "declination",
    [Cooper1969(day_of_year=20), GivenDeclination(declination=-20.28)],
    ids=["cooper", "given"],
)
def test_declination(told: Evaluator, estate: Project, declination: object) -> None:
    other = sl.assess(estate, declination=declination)

    same(told, replace(told.base, declination=declination), other)


def test_latitude(told: Evaluator, estate: Project) -> None:
    moved = replace(estate, site=replace(estate.site, latitude=39.9))

    same(told, replace(told.base, latitude=39.9), sl.assess(moved))


def turned_project(project: Project, clockwise: float) -> Project:
    """All coordinates turned by shapely, not by the code under test."""

    def points(xy: np.ndarray) -> np.ndarray:
        line = shapely.MultiPoint(xy)
        turned = shapely.affinity.rotate(line, -clockwise, origin=(0, 0))
        return shapely.get_coordinates(turned)

    def part(one: Part) -> Part:
        return replace(
            one, polygon=shapely.affinity.rotate(one.polygon, -clockwise, (0, 0))
        )

    windows = project.windows
    return replace(
        project,
        buildings=tuple(
            replace(b, parts=tuple(part(p) for p in b.parts)) for b in project.buildings
        ),
        windows=replace(
            windows, left=points(windows.left), right=points(windows.right)
        ),
    )


def test_north(told: Evaluator, estate: Project) -> None:
    other = sl.assess(turned_project(estate, 5.0))

    same(told, replace(told.base, north=5.0), other)


@pytest.mark.parametrize("by", [-3.0, 4.5])
def test_top(told: Evaluator, estate: Project, by: float) -> None:
    other = sl.assess(with_building(estate, "P1", lambda b: lowered(b, -by)))
    change = GeometryChange(kind="top", building="P1", metres=by)

    same(told, replace(told.base, geometry=change), other)


def test_level(told: Evaluator, estate: Project) -> None:
    def raised(building):
        return replace(building, zero_level=building.zero_level + 0.5)

    other = sl.assess(with_building(estate, "3#", raised))
    change = GeometryChange(kind="level", building="3#", metres=0.5)

    same(told, replace(told.base, geometry=change), other)


def test_omitted(told: Evaluator, assessed: Assessment) -> None:
    scene = build_scene(assessed.project, assessed.conditions)
    names = np.array(scene.obstructions.owner_names)
    mine = names[scene.obstructions.part_owner] == "P1"
    scene = replace(scene, after=scene.after & ~mine)
    results = window_results(
        assessed.project, scene, assessed.runs, lambda name, done, count: None
    )
    other = replace(assessed, windows=results)
    change = GeometryChange(kind="omitted", building="P1")

    same(told, replace(told.base, geometry=change), other)


@pytest.mark.parametrize("test", [FullWindowTest.CENTRE, FullWindowTest.WHOLE_SILL])
def test_sill_points(
    told: Evaluator, assessed: Assessment, test: FullWindowTest
) -> None:
    runs = tuple(
        replace(run, conditions=replace(run.conditions, full_window=test))
        for run in assessed.runs
    )
    scene = build_scene(assessed.project, runs[0].conditions)
    results = window_results(
        assessed.project, scene, runs, lambda name, done, count: None
    )
    expected = np.concatenate([results.minutes_before, results.minutes_after])
    found = emulated(told, replace(told.base, full_window=test)).minutes

    np.testing.assert_allclose(found, expected, atol=1e-3)


def test_real_sills_are_those_below_the_least_height(told: Evaluator) -> None:
    windows = told.assessment.project.windows
    low = np.tile(windows.sill_height < 0.9, 2) & told.stands.ravel()
    found = emulated(told, replace(told.base, sill="real")).minutes
    plain = emulated(told, told.base).minutes

    np.testing.assert_array_equal(found[~low], plain[~low])
    assert (found[low] <= plain[low] + 1e-9).all()
    assert (found[low] < plain[low] - 0.1).any()


def test_clock_sampling_and_shortest_segment(
    told: Evaluator, assessed: Assessment
) -> None:
    run, results = assessed.runs[0], assessed.windows
    sampling = Sampling(step=5.0)
    lit = sampled_intervals(results.full_after, sampling, band=run.path.band)
    expected = total(drop_shorter(lit, 5.0))
    count = len(assessed.project.windows)
    found = emulated(told, replace(told.base, sampling=sampling)).minutes[count:]
    np.testing.assert_allclose(found, expected, atol=1e-6)

    found = emulated(told, replace(told.base, shortest_segment=0.0)).minutes[count:]
    expected = sunlit_minutes(results.full_after, shortest=0.0)
    np.testing.assert_allclose(found, expected, atol=1e-6)

    beijing = emulated(told, replace(told.base, time_basis=TimeBasis.BEIJING_TIME))
    # 8:00 at 120°E is 8:00 - 29.1 min (longitude) - 11 min (time) at Xinzhou
    assert beijing.counted.start.min() == pytest.approx(480.0 - 29.1 - 11.0, abs=0.3)
    assert beijing.counted.end.max() == pytest.approx(960.0 - 29.1 - 11.0, abs=0.3)
    assert beijing.beijing_shift == pytest.approx(29.1 + 11.0, abs=0.3)


def test_refraction_lifts_by_the_textbook_figure(assessed: Assessment) -> None:
    path = assessed.path
    minutes = np.array([480.0, 540.0, 600.0, 720.0])
    plain = np.degrees(np.arcsin(path.directions(minutes)[:, 2]))
    up = lifted(path).directions(minutes)
    found = np.degrees(np.arctan2(up[:, 2], np.hypot(up[:, 0], up[:, 1])))
    # Bennett (1982), arc minutes, at the apparent altitude
    expected = 1.0 / np.tan(np.radians(found + 7.31 / (found + 4.4))) / 60.0

    np.testing.assert_allclose(found - plain, expected, atol=0.02)
