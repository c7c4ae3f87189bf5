"""Every dishonest report is found and named; honest ones are not called dishonest."""

from functools import cache

import pytest
from vendors.figures import measured
from vendors.sampler import Style

from tamper.alarms import Tally, alarms_of, random_world, wilson
from tamper.cases import CASES
from tamper.harness import called_dishonest, review_of, told_of
from tamper.honest import declinations
from tamper.world import Submitted, estate, with_style

NAMED = ("lowered", "centre")
"""Of the cases with a cause; the benchmark goes through all."""
SAME_FIGURES = {
    "outcome_edited",
    "conclusion_edited",
    "window_dropped",
    "window_invented",
    "kitchen_as_bedroom",
    "households_merged",
    "households_merged_tables",
    "false_renewal",
}


@pytest.fixture(scope="module")
def world():
    return estate()


@cache
def made(case):
    """What a case hands in, made once."""
    return case.make(estate())


@pytest.fixture(scope="module")
def honest(world):
    return review_of(world, Submitted(report=world.report()), inferring=False)


@pytest.mark.parametrize("case", CASES, ids=lambda c: c.id)
def test_every_case_differs_from_the_honest_report(case, world):
    honest = world.report()
    submitted = made(case)
    known = {r.window: r for r in honest.windows}
    changed = [
        row
        for row in submitted.report.windows
        if row.window in known
        and (row.before, row.after)
        != (known[row.window].before, known[row.window].after)
    ]

    if case.id in SAME_FIGURES:
        assert not changed
        assert submitted.report != honest or submitted.model is not None
    elif case.id.endswith("_edited"):
        assert len(changed) == 1
    else:
        assert len(changed) >= 10


@pytest.mark.parametrize("case", CASES, ids=lambda c: c.id)
def test_a_tampered_report_is_found(case, world, honest):
    found = review_of(world, made(case), inferring=False)
    told = told_of(case, world, found, honest)

    assert set(case.found) <= set(told.new), told.new


@pytest.mark.parametrize("id", NAMED)
def test_what_was_done_is_named(id, world, honest):
    case = next(c for c in CASES if c.id == id)
    found = review_of(world, made(case))
    told = told_of(case, world, found, honest)

    assert 1 <= told.rank <= case.rank, (told.rank, told.best)
    assert called_dishonest(found) != ""


def test_the_honest_report_of_a_minute_sampler_is_not_called_dishonest(world):
    found = review_of(world, Submitted(report=world.report()))

    assert called_dishonest(found) == ""
    assert found.inference.fits[0].allowed
    assert found.inference.honest.share == 1.0


@pytest.mark.parametrize("counting", ["after", "each", "middle"])
def test_no_counting_of_minutes_is_called_dishonest(world, counting):
    submitted = Submitted(report=with_style(world, counting=counting).report())

    assert called_dishonest(review_of(world, submitted, inferring=False)) == ""


@pytest.mark.parametrize("name", ["Cooper", "Fourier", "noon 2025", "textbook"])
def test_no_declination_in_use_is_called_dishonest(world, name):
    site = world.project.site
    figures = measured(world.project, declination=declinations(site.longitude)[name])
    report = world.report(figures, style=Style(rounding="floor"))
    submitted = Submitted(report=report)

    assert called_dishonest(review_of(world, submitted, inferring=False)) == ""


def test_honest_reports_of_random_estates(tmp_path):
    """A few of those that the benchmark of false alarms goes through."""
    tally = Tally()
    for seed in range(4):
        world = random_world(seed, tmp_path)
        alarms_of(world, seed, tally, reports=1, inferring=seed == 0)

    assert tally.alarms.trials == 4
    assert tally.alarms.hits == 0, tally.alarms.told


def test_wilsons_interval():
    # 0 of 20: 1.96² / (20 + 1.96²)
    low, high = wilson(0, 20)

    assert low == 0.0
    assert high == pytest.approx(3.8416 / 23.8416)
