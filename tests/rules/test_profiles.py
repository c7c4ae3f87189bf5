"""Profiles: a city as data, what it changes, and what it may not do in silence."""

import datetime as dt
import pickle
import re
from pathlib import Path

import pytest

from sunlight.conditions import StandardDay
from sunlight.errors import InputError, NotInForceError
from sunlight.findings import Severity
from sunlight.kinds import LegalStatus, RoomKind, Use
from sunlight.rules import (
    SETTINGS,
    HouseholdFacts,
    Note,
    Outcome,
    RoomFacts,
    Standing,
    conditions_for,
    dwelling_conditions,
    judge,
    ledger,
    profile_findings,
    ruleset,
    ruleset_names,
    standard_for,
)

PAGE = Path(__file__).parents[2] / "docs" / "design" / "profiles.md"
SMALL = """
[profile]
name = "my-city"
title_zh = "某市规则"
title_en = "Rules of some city"
document = "no. 1"
inherits = "xinzhou-2022"
status = "read"
first = 2024-01-01
last = 2025-12-31

[[parameter]]
id = "dwelling_minutes"
value = 180
clause = "art. 5"
source = "the text"
"""
DWELLING = HouseholdFacts(
    unit="3#-101",
    building="3#",
    standing=Standing.OUTSIDE,
    use=Use.RESIDENTIAL,
    legal=LegalStatus.LAWFUL,
    habitable_rooms=2,
    minutes_before=200.0,
    minutes_after=150.0,
    unmeasured_windows=0,
)
CLASSROOM = RoomFacts(
    unit="6#-201",
    building="6#",
    standing=Standing.OWN_NEW,
    use=Use.SCHOOL,
    kind=RoomKind.CLASSROOM,
    legal=LegalStatus.LAWFUL,
    minutes_before=None,
    minutes_after=119.0,
    unmeasured_windows=0,
)


@pytest.fixture
def own(tmp_path):
    """Write a profile of one's own and read it back as rules."""

    def written(text: str, variant: str = "", **on: dt.date):
        path = tmp_path / "my-city.toml"
        path.write_text(text, encoding="utf-8")
        return ruleset(f"{path}:{variant}" if variant else str(path), **on)

    return written


def test_an_own_file_inherits_and_overrides(own):
    rules = own(SMALL)
    figure = rules.values.parameter("dwelling_minutes")

    assert ("my-city", "xinzhou-2022", "no. 1") == (
        rules.name,
        rules.inherits,
        rules.document,
    )
    assert (180.0, "art. 5", "the text", "read") == (
        figure.value,
        figure.clause,
        figure.source,
        figure.confidence,
    )
    assert 120.0 == rules.values.number("elderly_minutes")
    assert Outcome.PASS is judge(ruleset(), DWELLING).outcome
    assert Outcome.FAIL is judge(rules, DWELLING).outcome


def test_the_inherited_rules_stay_as_they_are(own):
    before = ruleset()
    own(SMALL)

    assert before == ruleset()
    assert 120.0 == ruleset().values.number("dwelling_minutes")


def test_a_profile_has_days_in_force_of_its_own(own):
    assert dt.date(2024, 1, 1) == own(SMALL, on=dt.date(2024, 1, 1)).on
    with pytest.raises(NotInForceError, match="2024-01-01 to 2025-12-31, not on 2026"):
        own(SMALL, on=dt.date(2026, 1, 1))


def test_clauses_of_a_profile_are_cited_by_its_numbers_or_as_inherited(own):
    rules = own(f'{SMALL}\n[cites]\n"规程七(四)" = "art. 7"\n')

    assert ("art. 7", "xinzhou-2022 规程四(二)") == judge(rules, DWELLING).cited


def test_a_profile_may_take_the_other_reading(own):
    rules = own(SMALL.replace("[[", 'alternatives = ["papers_blank"]\n[[', 1))

    assert rules.values.alternative("papers_blank")
    assert not ruleset().values.alternative("papers_blank")


def test_a_profile_has_the_ledger_of_what_it_inherits(own):
    assert ledger(ruleset()) == ledger(own(SMALL))


def test_every_word_of_a_profile_is_in_its_hash(own):
    hashes = {
        ruleset().profile_hash,
        own(SMALL).profile_hash,
        own(SMALL.replace("180", "181")).profile_hash,
    }
    assert 3 == len(hashes)


def test_rules_of_a_profile_survive_the_way_to_another_process(own):
    rules = own(SMALL)
    assert rules == pickle.loads(pickle.dumps(rules))


@pytest.mark.parametrize(
    ("good", "bad", "message"),
    [
        ("value = 180", 'value = "three"', "'three' is not a number; the figure is in"),
        ("value = 180", "value = true", "True is not a number"),
        ('"dwelling_minutes"', '"dweling"', r"has no figures \['dweling'\]; known are"),
        ('source = "the text"', "", r"missing: \['source'\]"),
        ('source = "the text"', 'sauce = "x"', r"keys unknown: \['sauce'\]"),
        ('clause = "art. 5"', 'clause = " "', "clause: ' ' is not a text"),
        ('document = "no. 1"', "", r"profile: keys unknown: \[\], missing: \['docu"),
        ('status = "read"', 'status = "sure"', "status: 'sure' is no status; write"),
        ('"xinzhou-2022"', '"xinzou"', "no rules 'xinzou' to inherit; choose one of"),
        ('"xinzhou-2022"', '"other.toml"', "no rules 'other.toml' to inherit"),
        ("2024-01-01", '"2024"', "profile.first: '2024' is not a date"),
        ("[[parameter]]", "[[figure]]", r"tables unknown: \['figure'\]"),
        ("[[parameter]]", "[parameter]", r"write it as \[\[parameter\]\] tables"),
        ("[profile]", "[profile", "this is not TOML"),
    ],
)
def test_a_bad_profile_is_refused_with_its_place(own, good, bad, message):
    with pytest.raises(InputError, match=message) as caught:
        own(SMALL.replace(good, bad))
    assert "my-city.toml" in str(caught.value)


@pytest.mark.parametrize(
    ("more", "message"),
    [
        ('[cites]\n"规程十" = "art. 1"', "'规程十'.* are no clauses of xinzhou-2022"),
        ("[calculation]\nwindow = 1", "there is no setting 'window'; known are: seg"),
        ('[[unsupported]]\nid = "x"', r"unsupported\[0\]: .*missing: \['en', 'source'"),
        (
            '[[parameter]]\nid = "dwelling_minutes"\nvalue = 1\nclause = "a"\n'
            'source = "b"',
            "'dwelling_minutes' is given twice",
        ),
        (
            '[[variant]]\nname = "a"\nzh = "甲"\nen = "a"\nvalues = { x = 1 }',
            "'' is no variant of this profile; known are: a",
        ),
    ],
)
def test_what_a_profile_may_not_add_is_refused(own, more, message):
    with pytest.raises(InputError, match=message):
        own(f"{SMALL}\n{more}\n")


def test_an_unknown_reading_of_a_profile_is_refused(own):
    with pytest.raises(InputError, match="no reading 'half'"):
        own(SMALL.replace("[[", 'alternatives = ["half"]\n[[', 1))


def test_a_variant_is_chosen_after_a_colon(own):
    text = f'{SMALL}\n[[variant]]\nname = "a"\nzh = "甲"\nen = "column a"\n'
    rules = own(text + "values = { dwelling_minutes = 60 }\n", "a")

    assert ("my-city:a", 60.0) == (rules.name, rules.values.number("dwelling_minutes"))


def test_a_variant_sets_only_figures_that_have_a_source(own):
    text = f'{SMALL}\n[[variant]]\nname = "a"\nzh = "甲"\nen = "column a"\n'
    with pytest.raises(
        InputError, match=r"have no .*parameter.* with clause and source"
    ):
        own(text + "values = { elderly_minutes = 60 }\n", "a")


def test_a_file_that_cannot_be_read_is_refused_with_its_path(tmp_path):
    with pytest.raises(InputError, match=r"the profile .*none\.toml' cannot be read"):
        ruleset(str(tmp_path / "none.toml"))


# --- the profiles that are shipped ---------------------------------------------------

SHIPPED = [name for name in ruleset_names() if name != "xinzhou-2022"]


@pytest.mark.parametrize("name", SHIPPED)
def test_a_shipped_profile_is_openly_unverified(name):
    rules = ruleset(name)

    assert rules.status.startswith("unverified: ")
    assert rules.unsupported
    assert name == rules.name
    own = [
        p
        for p in rules.parameters
        if p.source != ruleset().values.parameter(p.id).source
    ]
    assert own
    assert all(p.confidence.startswith("unverified: ") for p in own)


@pytest.mark.parametrize("name", SHIPPED)
def test_whatever_a_shipped_profile_lacks_becomes_a_finding(name):
    rules = ruleset(name)
    found = profile_findings(rules)

    assert ["RULES-UNVERIFIED"] + ["RULE-NOT-SUPPORTED"] * len(rules.unsupported) == [
        f.code for f in found
    ]
    assert {Severity.WARNING} == {f.severity for f in found}


def test_an_edition_that_was_read_has_nothing_to_find():
    assert () == profile_findings(ruleset())


@pytest.mark.parametrize("name", SHIPPED)
def test_every_verdict_by_an_unverified_profile_says_so_and_whose_clause_it_is(name):
    verdict = judge(ruleset(name), CLASSROOM)

    assert (Outcome.FAIL, (Note.FIGURE_UNVERIFIED,)) == (verdict.outcome, verdict.notes)
    assert "xinzhou-2022 规程四(一)5" == verdict.clause


@pytest.mark.parametrize(
    ("variant", "day", "band", "minutes"),
    [
        ("zone-1237-large", "大寒", (480.0, 960.0), 120.0),
        ("zone-1237-small", "大寒", (480.0, 960.0), 180.0),
        ("zone-4-large", "大寒", (480.0, 960.0), 180.0),
        ("zone-4-small", "冬至", (540.0, 900.0), 60.0),
        ("zone-56", "冬至", (540.0, 900.0), 60.0),
    ],
)
def test_the_national_table_has_five_columns(variant, day, band, minutes):
    found = standard_for(ruleset(f"gb50180-2018:{variant}"), Use.RESIDENTIAL)

    assert (StandardDay(day), band, minutes) == (found.day, found.band, found.minutes)


def test_the_national_table_wants_a_column_to_be_named():
    with pytest.raises(InputError, match="gb50180-2018:zone-1237-large"):
        ruleset("gb50180-2018")
    with pytest.raises(InputError, match="'zone-9' is no variant"):
        ruleset("gb50180-2018:zone-9")


def test_the_same_dwelling_comes_out_differently_under_five_rules():
    found = {
        name: judge(ruleset(name), DWELLING).outcome.value
        for name in (
            "xinzhou-2022",
            "gb50180-2018:zone-1237-large",
            "gb50180-2018:zone-1237-small",
            "shanghai-2016",
            "hangzhou-old",
        )
    }
    # 200 min before and 150 after against 120, 120, 180, 60 and 120 min
    assert {
        "xinzhou-2022": "PASS",
        "gb50180-2018:zone-1237-large": "PASS",
        "gb50180-2018:zone-1237-small": "FAIL",
        "shanghai-2016": "PASS",
        "hangzhou-old": "PASS",
    } == found


def test_cities_differ_in_day_band_and_shortest_stretch():
    shanghai = dwelling_conditions(ruleset("shanghai-2016"))
    hangzhou = dwelling_conditions(ruleset("hangzhou-old"))
    beijing = ruleset("beijing-draft")

    assert (StandardDay.WINTER_SOLSTICE, (540.0, 900.0)) == (
        shanghai.day,
        shanghai.band,
    )
    assert (StandardDay.GREAT_COLD, (540.0, 900.0)) == (hangzhou.day, hangzhou.band)
    assert (5.0, 30.0) == (
        dwelling_conditions(beijing).shortest_segment,
        conditions_for(beijing, Use.SCHOOL).shortest_segment,
    )
    assert (46.0, 1.4) == (
        ruleset("shanghai-2016").values.number("sector_angle"),
        ruleset("shanghai-2016").values.number("sector_radius_factor"),
    )


def test_the_profile_in_the_documentation_can_be_used(own):
    page = PAGE.read_text(encoding="utf-8")
    (text,) = re.findall(r"```toml\n(.*?)```", page, flags=re.DOTALL)
    rules = own(text)

    assert "my-city" == rules.name
    assert [] != list(rules.unsupported)
    assert ["segments", "sweep_angle"] == [
        s.name for s in rules.settings.in_force if s.use is None
    ]


def test_the_documentation_has_every_setting_with_its_values():
    page = PAGE.read_text(encoding="utf-8")
    rows = re.findall(
        r"^\| `(\w+)` \| [^|]* \| ([^|]*) \| (yes|no) \|$", page, flags=re.MULTILINE
    )

    assert list(SETTINGS) == [name for name, _, _ in rows]
    for name, values, by_use in rows:
        setting = SETTINGS[name]
        words = [*setting.choices, *setting.not_done]
        assert words == re.findall(r"`(\w+)`", values), name
        assert setting.choices or values.startswith(f"{setting.default:g}"), name
        assert setting.by_use == (by_use == "yes"), name
