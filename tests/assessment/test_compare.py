"""One project under several rules: only the rules differ."""

from dataclasses import replace

import pytest

import sunlight as sl
from sunlight.assessment import compare_rules, comparison_of
from sunlight.errors import InputError
from sunlight.model.evidence import SurveyTolerance
from sunlight.report.comparison import comparison_table, verdict_cell
from sunlight.report.texts import texts
from sunlight.rules import Outcome

OTHERS = ("gb50180-2018:zone-1237-small", "hangzhou-old")


@pytest.fixture(scope="module")
def own(demo_assessment):
    """The example estate by its own rules, without tolerances and grounds."""
    project = demo_assessment.project
    return sl.assess(replace(project, survey=SurveyTolerance(), grounds=()))


@pytest.fixture(scope="module")
def comparison(own):
    return comparison_of(own, OTHERS)


def test_the_rules_of_the_project_come_first(comparison):
    assert ["xinzhou-2022", *OTHERS] == [o.rules.name for o in comparison.by_rules]


def test_each_column_is_the_assessment_by_those_rules(comparison, own):
    project = own.project
    for index, name in enumerate(("xinzhou-2022", *OTHERS)):
        alone = sl.assess(replace(project, rules=name))
        expected = {(kind, v.unit): v for kind, v in alone.judged_verdicts}
        found = {(u.counted_as, u.unit): u.verdicts[index] for u in comparison.units}
        assert expected == found
        assert alone.outcome is comparison.by_rules[index].outcome


def test_units_that_owe_three_hours_fail_by_the_national_table_only(comparison):
    # 120 to 180 min after, and nothing or 180 min and more before: met by two hours and
    # missed by three
    between = [
        unit
        for unit in comparison.units
        if unit.verdicts[1].threshold == 180.0
        and unit.verdicts[0].threshold == 120.0
        and unit.verdicts[1].measured is not None
        and 120.0 <= unit.verdicts[1].measured < 180.0
        and unit.verdicts[0].measured == unit.verdicts[1].measured
        and (unit.verdicts[1].before is None or unit.verdicts[1].before >= 180.0)
    ]

    assert between
    for unit in between:
        assert (Outcome.PASS, Outcome.FAIL) == unit.outcomes[:2]
        assert unit in comparison.differing


def test_only_units_whose_outcome_depends_on_the_rules_differ(comparison):
    assert comparison.differing
    for unit in comparison.units:
        assert (len(set(unit.outcomes)) > 1) == (unit in comparison.differing)


def test_outcomes_are_counted_by_rules(comparison):
    for found in comparison.by_rules:
        assert len(found.verdicts) == sum(found.counts.values())
        assert found.counts[Outcome.FAIL] == sum(
            v.outcome is Outcome.FAIL for v in found.verdicts.values()
        )


def test_its_own_rules_and_repeated_names_are_not_computed_twice(own):
    told = []
    found = comparison_of(
        own,
        ["xinzhou-2022", "hangzhou-old", "hangzhou-old"],
        progress=lambda name, done, total: told.append(name),
    )

    assert ["xinzhou-2022", "hangzhou-old"] == [o.rules.name for o in found.by_rules]
    assert told


def test_readings_asked_for_hold_under_all_rules(own):
    project = own.project
    own = sl.assess(project, readings=["room_combination"])
    found = comparison_of(own, ["hangzhou-old"])

    assert all(o.rules.values.alternative("room_combination") for o in found.by_rules)


def test_a_wrong_name_is_refused_before_anything_is_computed(own):
    def nothing(name, done, total):
        pytest.fail("something is computed")

    with pytest.raises(InputError, match=r"no rules 'hangzou-old'.*'hangzhou-old'"):
        compare_rules(own.project, ["hangzou-old"], progress=nothing)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_table_has_the_differing_units_by_rules(comparison, lang):
    table = comparison_table(comparison, texts(lang), lang).to_pylist()
    count = len(comparison.by_rules)

    assert [u.unit for u in comparison.differing] == [r["unit"] for r in table[::count]]
    assert ["xinzhou-2022", *OTHERS] == [r["rules"] for r in table[:count]]
    first = comparison.differing[0].verdicts
    assert [v.measured for v in first] == [r["figure_after"] for r in table[:count]]
    assert [v.threshold for v in first] == [
        r["figure_threshold"] for r in table[:count]
    ]


def test_a_unit_that_rules_do_not_look_at_has_a_word_of_its_own():
    assert "not looked at" == verdict_cell(None, texts("en"), "en")
