"""The second state of the windows: what is copied is what would be measured."""

from dataclasses import fields

import numpy as np
import pytest

from sunlight.assessment.measuring.again import measure_again, windows_touched
from sunlight.assessment.measuring.measure import measure_state
from sunlight.assessment.measuring.runs import runs_of
from sunlight.assessment.measuring.stretches import spacing_of
from sunlight.rules import ruleset
from sunlight.scene import build_scene


def ignore(_name, _done, _total):
    """Nobody is told."""


@pytest.fixture(scope="module")
def estate(demo_assessment):
    """The example's project, runs and scene."""
    project = demo_assessment.project
    runs = runs_of(project, ruleset(project.rules), None)
    return project, runs, build_scene(project, runs[0].conditions)


def assert_same(one, other):
    for field in fields(one):
        a, b = getattr(one, field.name), getattr(other, field.name)
        if field.name == "copied":
            continue
        if isinstance(a, np.ndarray):
            np.testing.assert_array_equal(a, b, field.name)
            continue
        for name in a.__slots__:
            np.testing.assert_array_equal(getattr(a, name), getattr(b, name), name)


@pytest.mark.parametrize("kept", [1.0, 0.9], ids=["same windows", "some new ones"])
def test_both_states_of_the_estate_equal_two_measurements(estate, kept):
    project, runs, scene = estate
    copied = 0
    for run in runs:
        windows = np.intersect1d(scene.measured, run.windows)
        spacing = spacing_of(scene, windows, run.conditions)
        rest = (run.conditions, run.path, None, spacing, ignore)
        first = windows[: int(kept * len(windows))]
        before = measure_state(project, scene, scene.before, first, *rest)
        twice = measure_state(project, scene, scene.after, windows, *rest)
        again = measure_again(
            project, scene, before, scene.before, scene.after, windows, *rest
        )

        assert_same(twice, again)
        assert set(again.copied) <= set(first)
        copied += len(again.copied)

    assert copied > 200


def test_windows_of_a_column_are_touched_together(estate):
    project, runs, scene = estate
    windows = scene.measured
    hit = windows_touched(
        project, scene, windows, scene.before, scene.after, runs[0].path
    )
    column = np.searchsorted(project.windows.column_offsets, windows, side="right")

    assert 0 < hit.sum() < len(hit)
    for number in np.unique(column):
        assert 1 == len(set(hit[column == number].tolist()))


def test_no_windows_and_no_change_touch_nothing(estate):
    project, runs, scene = estate
    path, none = runs[0].path, np.empty(0, dtype=np.int64)
    before = scene.before

    assert 0 == len(windows_touched(project, scene, none, before, before, path))
    assert not windows_touched(
        project, scene, scene.measured, before, before, path
    ).any()
