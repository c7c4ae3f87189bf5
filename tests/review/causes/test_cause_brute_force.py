"""Conventions against rays at even instants, written without the engine."""

from dataclasses import replace

import numpy as np
import pytest
import shapely
from brute_force import Setting, lit_minutes, minutes_of, windows_of
from cause_estates import matched, submission

from sunlight.assessment import Assessment
from sunlight.conditions import FullWindowTest, GivenDeclination, TimeBasis
from sunlight.durations.sampling import SampleCounting, Sampling
from sunlight.review.causes.emulate import emulated
from sunlight.review.causes.evaluator import Evaluator, evaluator
from sunlight.review.causes.infer import infer
from sunlight.review.records.causes import GeometryChange

TEXTBOOK = GivenDeclination(declination=-20.28)
STEP = 0.25
CASES = {
    "textbook": ({}, {}),
    "latitude": ({"latitude": 37.87}, {"latitude": 37.87}),
    "clockwise": ({"north": 5.0}, {"north": 5.0}),
    "anticlockwise": ({"north": -5.0}, {"north": -5.0}),
    "beijing": (
        {"time_basis": TimeBasis.BEIJING_TIME},
        {"beijing": True, "equation_of_time": -10.92},
    ),
    "centre": ({"full_window": FullWindowTest.CENTRE}, {"points": (0.5,)}),
    "real sills": ({"sill": "real"}, {"sill": "real"}),
    "floor": ({"sill": "floor"}, {"sill": "floor"}),
    "raised": ({"raised": 0.3}, {"raised": 0.3}),
    "every segment": ({"shortest_segment": 0.0}, {"shortest": 0.0}),
    "lowered": (
        {"geometry": GeometryChange(kind="top", building="P1", metres=-3.0)},
        {"heights": {"P1": -3.0}},
    ),
    "omitted": (
        {"geometry": GeometryChange(kind="omitted", building="P1")},
        {"omitted": ("P1",)},
    ),
    "level": (
        {"geometry": GeometryChange(kind="level", building="3#", metres=0.5)},
        {"levels": {"3#": 0.5}},
    ),
}


@pytest.fixture(scope="module")
def windows(assessed: Assessment) -> np.ndarray:
    """Windows of the two blocks behind the proposed ones."""
    project = assessed.project
    behind = [i for i, b in enumerate(project.buildings) if b.id in ("3#", "4#")]
    some = windows_of(project)
    return some[np.isin(project.windows.building[some], behind)]


@pytest.fixture(scope="module")
def told(assessed: Assessment, windows: np.ndarray) -> Evaluator:
    return evaluator(assessed, windows)


@pytest.mark.parametrize("name", CASES)
def test_conventions(told: Evaluator, windows: np.ndarray, name: str) -> None:
    ours, theirs = CASES[name]
    convention = replace(told.base, declination=TEXTBOOK, **ours)
    setting = Setting(declination=-20.28, step=STEP, counting="middle", **theirs)
    found = emulated(told, convention).minutes.reshape(2, -1)

    for state in (0, 1):
        minutes, segments, near = minutes_of(
            told.assessment.project, setting, state, windows
        )
        off = np.abs(found[state] - minutes)
        assert (off <= STEP * (segments + 1))[~near].all()
        assert near.mean() < 0.25


@pytest.mark.parametrize("counting", SampleCounting)
@pytest.mark.parametrize("step", [1.0, 5.0])
def test_sampling(
    told: Evaluator, windows: np.ndarray, counting: SampleCounting, step: float
) -> None:
    sampling = Sampling(step=step, counting=counting)
    convention = replace(told.base, declination=TEXTBOOK, sampling=sampling)
    setting = Setting(declination=-20.28, step=step, counting=counting.value)
    found = emulated(told, convention).minutes.reshape(2, -1)

    for state in (0, 1):
        minutes, _, _ = minutes_of(told.assessment.project, setting, state, windows)
        np.testing.assert_allclose(found[state], minutes, atol=1e-6)


def test_what_no_change_explains_is_not_named_with_confidence(
    assessed: Assessment, windows: np.ndarray
) -> None:
    phantom = ((shapely.box(70.0, 20.0, 90.0, 26.0), 800.3, 825.0),)
    setting = Setting(declination=-20.28, phantoms=phantom)
    project = assessed.project
    table = [
        np.floor(lit_minutes(project, setting, state, wide_too=False) + 1e-9)
        for state in (0, 1)
    ]
    match = matched(len(table[0]))
    window = np.full_like(match.window, -1)
    window[windows] = windows
    found = infer(submission(*table), assessed, replace(match, window=window))

    best = found.fits[0]
    assert best.allowed or found.sure == "open"
    assert len(found.unexplained)
