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
from sunlight.report.notes import standing_notes
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
from sunlight.rules.allowed import Allowed

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
        ('source = "the text"', "", r"parameter\[0\]: keys missing: source; all"),
        (
            'source = "the text"',
            'sauce = "x"',
            "keys unknown: sauce; keys missing: source",
        ),
        ('clause = "art. 5"', 'clause = " "', "clause: ' ' is not a text"),
        ('document = "no. 1"', "", "profile: keys missing: document; allowed"),
        ('status = "read"', 'status = "sure"', "status: 'sure' is no status; write"),
        ('"xinzhou-2022"', '"xinzou"', "no rules 'xinzou' to inherit; choose one of"),
        ('"xinzhou-2022"', '"other.toml"', "no rules 'other.toml' to inherit"),
        ("2024-01-01", '"2024"', "profile.first: '2024' is not a date"),
        ("[[parameter]]", "[[figure]]", "tables unknown: figure. A profile has"),
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
        (
            '[[unsupported]]\nid = "x"',
            r"unsupported\[0\]: keys missing: en, source, zh; ",
        ),
        (
            '[[parameter]]\nid = "dwelling_minutes"\nvalue = 1\nclause = "a"\n'
            'source = "b"',
            "'dwelling_minutes' is given twice",
        ),
        (
            '[[variant]]\nname = "a"\nzh = "甲"\nen = "a"\nvalues = { x = 1 }',
            r"rules: .* has several .*; choose a variant: .*my-city\.toml:a$",
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


def test_a_file_that_is_not_there_is_named_once(tmp_path):
    path = tmp_path / "none.toml"
    with pytest.raises(InputError) as caught:
        ruleset(str(path))

    assert (
        f"{path}: there is no such file in the folder {tmp_path}; check name and place"
    ) == str(caught.value)


def test_a_folder_that_is_not_there_and_a_folder_for_a_file_are_told(tmp_path):
    (tmp_path / "a.toml").mkdir()
    with pytest.raises(InputError, match=r"there is no folder .*gone; check name"):
        ruleset(str(tmp_path / "gone" / "a.toml"))
    with pytest.raises(InputError, match="this is a folder; name a profile in it"):
        ruleset(str(tmp_path / "a.toml"))


@pytest.mark.parametrize(
    ("encoding", "words"),
    [
        ("gbk", ["line 4", "it looks like GBK", "iconv -f GBK -t UTF-8 OLD > NEW"]),
        ("utf-16", ["line 1", "it looks like UTF-16", "iconv -f UTF-16 -t UTF-8"]),
    ],
)
def test_a_profile_in_another_encoding_is_told_how_to_save_it(
    tmp_path, encoding, words
):
    # the fourth line, after an empty first one, has the title in Chinese
    path = tmp_path / "my-city.toml"
    path.write_bytes(SMALL.encode(encoding))
    with pytest.raises(InputError) as caught:
        ruleset(str(path))
    message = str(caught.value)

    assert message.startswith(f"{path}: the file is not UTF-8: byte 0x")
    assert [] == [word for word in words if word not in message]
    assert "codec" not in message


def test_a_profile_may_begin_with_a_byte_order_mark(tmp_path):
    path = tmp_path / "my-city.toml"
    path.write_text(SMALL, encoding="utf-8-sig")

    assert "my-city" == ruleset(str(path)).name


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", r"my-city\.toml: the file is empty\. A profile has \[profile\] and"),
        ("[cites]\n", r"my-city\.toml: the table \[profile\] is missing\. A profile"),
    ],
)
def test_a_profile_without_its_head_is_refused(own, text, message):
    with pytest.raises(InputError, match=message):
        own(text)


# --- ranges, names, days in force ----------------------------------------------------


def figure(name: str, value: str) -> str:
    """Text of a profile with one figure."""
    return SMALL.replace("dwelling_minutes", name).replace("180", value)


def test_every_figure_of_the_edition_has_a_range_and_lies_in_it():
    for parameter in ruleset().parameters:
        assert parameter.allowed != Allowed(), parameter.id
        assert parameter.allowed.holds(parameter.value), parameter.id
        assert bool(parameter.allowed.words) == (parameter.unit == "text")


@pytest.mark.parametrize(
    ("name", "value", "told"),
    [
        ("dwelling_minutes", "-180", "from 0 to 1440 min, such as 120"),
        ("dwelling_minutes", "1440.1", "from 0 to 1440 min"),
        ("dwelling_minutes", "nan", "from 0 to 1440 min"),
        ("dwelling_minutes", "inf", "from 0 to 1440 min"),
        ("unaffected_change", "-3", "from 0 to 1440 min, such as 3"),
        ("shortest_segment", "-5", "from 0 to 1440 min, such as 5"),
        ("great_cold_band_start", "-1", "from 0 to 1440 min, such as 480"),
        ("great_cold_band_end", "1441", "from 0 to 1440 min, such as 960"),
        ("counted_width", "0", "from 0.1 to 100 m, such as 1.8"),
        ("counted_width", "-1", "from 0.1 to 100 m"),
        ("sill_minimum", "-9", "from 0 to 10 m, such as 0.9"),
        ("city_latitude", "999", "from -66 to 66 deg, such as 38.42"),
        ("city_longitude", "180.5", "from -180 to 180 deg"),
        ("sector_angle", "200", "from 0 to 89 deg, such as 34"),
        ("sector_radius_factor", "nan", "from 0.01 to 100, such as 1.58"),
        ("sector_radius_factor", "-1", "from 0.01 to 100"),
        ("sector_radius_cap", "0", "a number of 1 m or more, or inf, such as inf"),
        ("sector_radius_cap", "nan", "a number of 1 m or more, or inf"),
        ("hospital_share", "-0.1", "from 0 to 1, such as 0.5"),
        ("ground_share", "1.1", "from 0 to 1, such as 0.5"),
        ("ground_gap", "0", "from 0.0001 to 1"),
        ("courtyard_storeys", "2.5", "a whole number from 0 to 200, such as 2"),
        ("dwelling_day", '"夏至"', "one of: 大寒, 冬至, such as '大寒'"),
        ("bay_base_plane", '"glass"', "one of: opening, front, such as 'opening'"),
    ],
)
def test_a_figure_out_of_its_range_is_refused_with_the_range(own, name, value, told):
    with pytest.raises(InputError) as caught:
        own(figure(name, value))
    message = str(caught.value)
    written = value.replace('"', "'")

    assert f"my-city.toml: parameter {name}.value: {written} is out of" in message
    assert told in message


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("dwelling_minutes", "0"),
        ("dwelling_minutes", "1440"),
        ("counted_width", "0.1"),
        ("sill_minimum", "0"),
        ("city_latitude", "66"),
        ("hospital_share", "0"),
        ("hospital_share", "1"),
        ("sector_radius_cap", "inf"),
        ("sector_radius_cap", "1"),
        ("courtyard_storeys", "3"),
        ("great_cold_band_start", "959"),
    ],
)
def test_a_figure_at_the_ends_of_its_range_is_taken(own, name, value):
    assert float(value) == own(figure(name, value)).values.number(name)


def test_a_whole_number_too_large_for_the_machine_is_refused_alike(own):
    with pytest.raises(InputError, match=r"dwelling_minutes\.value: inf is out of the"):
        own(figure("dwelling_minutes", "1" + "0" * 400))


def test_a_figure_of_a_variant_is_checked_too(own):
    text = f'{SMALL}\n[[variant]]\nname = "a"\nzh = "甲"\nen = "column a"\n'
    with pytest.raises(InputError, match=r"dwelling_minutes\.value: -60 is out of"):
        own(text + "values = { dwelling_minutes = -60 }\n", "a")


@pytest.mark.parametrize(
    ("name", "value", "told"),
    [
        # the band on 大寒 is 480 to 960 min, that on 冬至 540 to 900
        ("great_cold_band_start", "960", "end = 960 min, inherited"),
        ("great_cold_band_end", "480", "start = 480 min, inherited; great_cold_band_"),
        ("solstice_band_start", "1000", "end = 900 min, inherited"),
    ],
)
def test_a_band_that_ends_before_it_starts_is_refused(own, name, value, told):
    with pytest.raises(InputError, match="has to be less than the second") as caught:
        own(figure(name, value))

    assert f"parameter {name}.value: " in str(caught.value)
    assert told in str(caught.value)


def test_a_profile_changes_neither_unit_nor_range(own):
    for key in ('unit = "text"', "allowed = { least = -999 }"):
        with pytest.raises(InputError, match=r"keys unknown: (unit|allowed)"):
            own(SMALL + key)


@pytest.mark.parametrize(
    "name", ["xinzhou-2022", "Xinzhou-2022", "shanghai-2016", "gb50180-2018:zone-56"]
)
def test_a_profile_may_not_take_the_name_of_rules_that_are_shipped(own, name):
    with pytest.raises(InputError, match="is the name of rules that come with") as told:
        own(SMALL.replace('"my-city"', f'"{name}"'))

    assert f"my-city.toml: profile.name: {name!r} is" in str(told.value)


def test_days_in_force_that_end_before_they_begin_are_told_as_such(own):
    turned = SMALL.replace("2025-12-31", "2023-12-31")
    with pytest.raises(InputError) as caught:
        own(turned)
    assert "profile.last: the days in force end before they begin (first = " in str(
        caught.value
    )
    # only first is given, and the last day inherited is 2027-03-31
    late = SMALL.replace("2024-01-01", "2030-01-01").replace("last = 2025-12-31", "")
    with pytest.raises(InputError, match=r"last = 2027-03-31, inherited"):
        own(late)


def test_a_profile_of_a_single_day_is_in_force_on_it(own):
    day = dt.date(2025, 12, 31)
    assert day == own(SMALL.replace("2024-01-01", "2025-12-31"), on=day).on


def test_the_days_in_force_of_a_profile_go_with_every_result_undated_ones_too(own):
    notes = standing_notes(own(SMALL), "en")
    assert "no. 1 is in force from 2024-01-01 to 2025-12-31." in notes


def test_the_figures_of_its_own_are_listed_with_those_inherited(own):
    unchanged = '\n[[parameter]]\nid = "sill_minimum"\nvalue = 0.9\n'
    unchanged += 'clause = "art. 6"\nsource = "the text"\n'
    (found,) = own(SMALL + unchanged).own_figures

    assert ("dwelling_minutes", 180.0, 120.0) == (
        found.id,
        found.value,
        found.inherited,
    )
    assert "dwelling_minutes: 180 min (120 min)" == found.line
    assert () == ruleset().own_figures


@pytest.mark.parametrize(
    ("name", "value", "line"),
    [
        ("hospital_share", "0.6", "hospital_share: 0.6 (0.5)"),
        ("dwelling_day", '"冬至"', "dwelling_day: 冬至 (大寒)"),
        ("sector_radius_cap", "300", "sector_radius_cap: 300 m (inf m)"),
    ],
)
def test_a_figure_is_written_with_its_unit_where_it_has_one(own, name, value, line):
    assert [line] == [f.line for f in own(figure(name, value)).own_figures]


def test_figures_inherited_through_a_profile_count_as_its_own(own):
    # hangzhou-old moves the band on 大寒 to 540-900 and the city point
    chained = SMALL.replace('"xinzhou-2022"', '"hangzhou-old"')
    found = {f.id: (f.value, f.inherited) for f in own(chained).own_figures}

    assert {
        "great_cold_band_start": (540.0, 480.0),
        "great_cold_band_end": (900.0, 960.0),
        "dwelling_minutes": (180.0, 120.0),
        "city_latitude": (30.3167, 38.42),
        "city_longitude": (120.1667, 112.73),
    } == found
    # and a figure given back its first value is none
    back = chained.replace("dwelling_minutes", "great_cold_band_start")
    given = {f.id for f in own(back.replace("180", "480")).own_figures}
    assert "great_cold_band_start" not in given


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
    columns = ", ".join(n for n in ruleset_names() if n.startswith("gb50180-2018:"))
    assert 5 == len(columns.split(", "))
    with pytest.raises(InputError) as caught:
        ruleset("gb50180-2018")
    assert (
        f"rules: 'gb50180-2018' has several variants; choose a variant: {columns}"
    ) == str(caught.value)
    with pytest.raises(InputError, match="there is no variant 'zone-9'; choose a var"):
        ruleset("gb50180-2018:zone-9")


def test_a_variant_of_a_profile_that_has_none_is_refused():
    with pytest.raises(InputError, match="no variants; leave ':zone-4' out"):
        ruleset("hangzhou-old:zone-4")


def test_the_documentation_lists_the_variants_of_the_shipped_profiles():
    page = PAGE.read_text(encoding="utf-8")
    rows = re.findall(
        r"^\| `([\w-]+:[\w-]+)` \| [^|]+ \| (大寒|冬至) \| (\d+) min \|$", page, re.M
    )
    expected = []
    for name in ruleset_names():
        if ":" in name:
            values = ruleset(name).values
            minutes = f"{values.number('dwelling_minutes'):g}"
            expected.append((name, values.text("dwelling_day"), minutes))

    assert expected == rows


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
