"""Archive figures, compensation agreements and survey tolerances of a project file."""

import json

import pytest
from typer.testing import CliRunner

import sunlight as sl
from sunlight.cli.main import app
from sunlight.errors import ImporterError
from sunlight.findings import Severity
from sunlight.importers.project_file import read_project
from sunlight.model.evidence import SurveyTolerance
from sunlight.rules import Note, Outcome

HEAD = """
schema = "sunlight-project/1"
[project]
name = "和平小区"
id = "P1"
[site]
latitude = 38.4
longitude = 112.7
north = "true"
height_datum = "1985国家高程基准"
"""
HOUSE = """
[[buildings]]
id = "1#"
status = "existing"
use = "residential"
legal = "lawful"
zero_level = 800.45
outdoor_ground = 800.0
top_above_zero = 18.0
footprint = [[0, 50], [30, 50], [30, 62], [0, 62]]
storeys = { count = 6, height = 3.0 }
source = { kind = "survey", reference = "测-7", date = 2025-05-01, by = "乙级" }
window_rows = [{ facade = "south", floors = "1-2", sill = 0.9, width = 1.5, \
at = [2.0, 12.0], rooms = ["01/卧室:bedroom", "02/卧室:bedroom"] }]
"""
SLAB = """
[[buildings]]
id = "P"
status = "proposed"
use = "other"
zero_level = 800.3
outdoor_ground = 800.0
top_above_ground = 60.0
footprint = [[-100, 0], [130, 0], [130, 15], [-100, 15]]
source = { kind = "design", reference = "S-1" }
"""


@pytest.fixture
def written(tmp_path):
    def write(text):
        path = tmp_path / "project.toml"
        path.write_text(HEAD + text, encoding="utf-8")
        return path

    return write


@pytest.fixture
def read(written):
    return lambda text: read_project(written(text))


def about_archive(findings):
    return [f for f in findings if f.code.startswith("ARCHIVE")]


def archived(read, archive, source='kind = "survey", reference = "测-7"'):
    whole = 'date = 2025-05-01, by = "乙级"'
    old = f'source = {{ kind = "survey", reference = "测-7", {whole} }}'
    assert old in HOUSE
    house = HOUSE.replace(old, f"source = {{ {source}, {whole} }}")
    house += f'archive = {{ reference = "档-3", {archive} }}\n'
    return about_archive(read(house)[1])


@pytest.mark.parametrize(
    "archive",
    [
        "zero_level = 800.45",
        "zero_level = 800.449",  # 1 mm is the same
        "zero_level = 800.451",
        "outdoor_ground = 800.0, storeys = 6",
        "top_above_zero = 18.0",
        "top_above_ground = 18.45",  # 18.0 + 0.45
        "top_elevation = 818.45",  # 800.45 + 18.0
        "footprint = [[30, 50], [30, 62], [0, 62], [0, 50], [30, 50]]",
        "footprint = [[0, 50], [30.001, 50], [30, 62], [0, 62]]",
    ],
)
def test_an_archive_that_agrees_with_the_survey_is_no_finding(read, archive):
    assert [] == archived(read, archive)


@pytest.mark.parametrize(
    ("archive", "difference"),
    [
        ("zero_level = 800.40", "zero_level 800.400 → 800.450 m (+0.050 m)"),
        ("zero_level = 800.448", "zero_level 800.448 → 800.450 m (+0.002 m)"),
        ("outdoor_ground = 800.1", "outdoor_ground 800.100 → 800.000 m (-0.100 m)"),
        ("top_above_zero = 17.6", "top_above_zero 17.600 → 18.000 m (+0.400 m)"),
        ("top_above_ground = 18.0", "top_above_ground 18.000 → 18.450 m (+0.450 m)"),
        ("top_elevation = 818.0", "top_elevation 818.000 → 818.450 m (+0.450 m)"),
        ("storeys = 5", "storeys 5 → 6 (+1)"),
        # The east wall stands 0.5 m farther out by the archive: 12 x 0.5 = 6 m² less.
        (
            "footprint = [[0, 50], [30.5, 50], [30.5, 62], [0, 62]]",
            "footprint 0.500 m (-6.00 m²)",
        ),
    ],
)
def test_the_survey_wins_and_the_difference_is_told_with_its_size(
    read, archive, difference
):
    (found,) = archived(read, archive)

    assert ("ARCHIVE-SURVEY-DIFFERENCE", Severity.WARNING) == (
        found.code,
        found.severity,
    )
    assert f"档-3 / 测-7: {difference}" == found.found
    assert found.found in found.message
    assert found.found in found.message_zh
    assert "buildings[0].archive" == found.where


def test_the_figures_used_are_those_of_the_survey(read):
    archive = 'archive = { reference = "档-3", zero_level = 799, top_above_zero = 9 }\n'
    project, _ = read(HOUSE + archive)

    assert 800.45 == project.buildings[0].zero_level
    assert 818.45 == project.buildings[0].top


@pytest.mark.parametrize("kind", ["archive", "blank"])
@pytest.mark.parametrize("archive", ["storeys = 6", "storeys = 5"])
def test_figures_of_the_archive_without_a_survey_ask_for_one(read, kind, archive):
    stamp = ", stamped = true" if kind == "archive" else ""
    (found,) = archived(
        read, archive, source=f'kind = "{kind}", reference = "档-3"{stamp}'
    )

    assert "ARCHIVE-WITHOUT-SURVEY" == found.code
    assert ("5 → 6" in found.found) == (archive == "storeys = 5")


@pytest.mark.parametrize(
    ("archive", "message"),
    [
        ('archive = { reference = "档-3" }\n', "give at least one of zero_level"),
        (
            'archive = { reference = "档-3", footprint = [[0, 0], [1, 1], [2, 2]] }\n',
            "footprint",
        ),
    ],
)
def test_an_archive_that_says_nothing_usable_is_refused(read, archive, message):
    with pytest.raises(ImporterError, match=r"buildings\[0\]\.archive") as caught:
        read(HOUSE + archive)

    assert message in str(caught.value)


def agreements(*told):
    return f"compensation = [{', '.join(told)}]\n"


def test_agreements_are_recorded_with_their_households(read):
    project, _ = read(
        HOUSE
        + agreements(
            '{ household = "0101", reference = "协2025-3", date = 2025-06-01 }',
            '{ household = "1#-0202", reference = "协2025-4" }',
        )
    )

    assert ["协2025-3 (2025-06-01)", "", "", "协2025-4"] == (
        project.households.compensation.tolist()
    )


@pytest.mark.parametrize(
    ("told", "message"),
    [
        (
            ('{ household = "0109", reference = "协1" }',),
            "compensation[0].household: building '1#' has no household '0109'",
        ),
        (
            ('{ household = "2#-0101", reference = "协1" }',),
            "has no household '2#-0101'",
        ),
        (
            (
                '{ household = "0101", reference = "协1" }',
                '{ household = "1#-0101", reference = "协2" }',
            ),
            "compensation[1].household: the household '1#-0101' has an agreement",
        ),
        (('{ household = "0101", reference = "" }',), "compensation[0].reference"),
    ],
)
def test_agreements_with_nobody_or_twice_are_refused(read, told, message):
    with pytest.raises(ImporterError) as caught:
        read(HOUSE + agreements(*told))

    assert message in str(caught.value)


def test_an_agreement_leaves_the_verdict_as_it_was_and_is_shown(written, tmp_path):
    agreed = HOUSE + agreements('{ household = "0101", reference = "协2025-3" }')
    plain = sl.assess(read_project(written(HOUSE + SLAB))[0])
    noted = sl.assess(read_project(written(agreed + SLAB))[0])

    (first, *others) = noted.households.verdicts
    assert Outcome.FAIL is first.outcome
    assert (Note.COMPENSATION_RECORDED,) == first.notes
    assert [v.outcome for v in plain.households.verdicts] == [
        v.outcome for v in noted.households.verdicts
    ]
    assert plain.households.verdicts[1:] == tuple(others)

    out = tmp_path / "out"
    command = ["analyze", str(written(agreed + SLAB)), "-o", str(out), "--no-plan"]
    shown = CliRunner().invoke(app, command)
    document = json.loads((out / "result.json").read_text(encoding="utf-8"))
    table = (out / "households.csv").read_text(encoding="utf-8-sig").splitlines()

    assert 1 == shown.exit_code
    assert "有日照补偿协议备案 1 户，其中不通过 1 户" in shown.stdout
    assert 1 == document["counts"]["compensated"]
    assert ["协2025-3", "", "", ""] == [
        home["compensation"] for home in document["households"]
    ]
    assert "协2025-3" in table[1]


def test_survey_tolerances_are_read_and_left_out_they_are_none(read):
    survey = "[survey]\nheight_tolerance = 0.05\nplan_tolerance = 0.1\n"
    some = read(HOUSE + survey + "minutes_tolerance = 3\n")[0].survey

    assert SurveyTolerance(height=0.05, plan=0.1, minutes=3.0) == some
    assert some.given
    assert not read(HOUSE)[0].survey.given


@pytest.mark.parametrize("value", ["0", "-0.05", "5.1", '"0.05"'])
def test_a_tolerance_that_is_none_is_refused(read, value):
    with pytest.raises(ImporterError, match=r"survey\.height_tolerance"):
        read(HOUSE + f"[survey]\nheight_tolerance = {value}\n")


@pytest.mark.parametrize(
    ("legal", "exit_code"),
    [("", 3), ('legal = "lawful"\n', 0), ('legal = "违法"\n', 3)],
)
def test_blank_papers_leave_the_whole_undetermined_until_they_are_given(
    written, legal, exit_code
):
    house = HOUSE.replace('legal = "lawful"\n', legal)
    shown = CliRunner().invoke(app, ["analyze", str(written(house)), "--lang", "en"])

    assert exit_code == shown.exit_code
    said = " ".join(shown.stdout.split())
    assert ('give legal = "lawful" and its source' in said) == (legal == "")


def test_blank_papers_of_existing_and_approved_buildings_are_listed(read):
    blank = HOUSE.replace('legal = "lawful"\n', "")
    approved = blank.replace("1#", "2#").replace("existing", "approved")
    gone = blank.replace("1#", "3#") + "removed_by_project = true\n"
    apart = approved.replace("[0, ", "[200, ").replace("[30, ", "[230, ")
    _, findings = read(
        blank + apart + gone.replace("[0, ", "[400, ").replace("[30, ", "[430, ") + SLAB
    )

    (listed,) = (f for f in findings if f.code == "BLANK-LEGAL")
    assert "1#, 2#" == listed.found
    assert 'legal = "lawful"' in listed.message
