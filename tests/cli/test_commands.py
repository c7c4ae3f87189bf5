"""Verbs, options and exit codes."""

import json

import pytest
import typer

from sunlight import __version__
from sunlight.cli.boundary import failures_reported
from sunlight.report.names import RESULT_NAMES


def names_in(folder):
    return sorted(path.name for path in folder.iterdir())


def test_a_failing_household_makes_the_exit_code_one(run, estate, tmp_path):
    result = run("analyze", estate, "-o", tmp_path / "out")

    assert 1 == result.exit_code, result.stderr
    assert "" == result.stderr
    assert sorted(RESULT_NAMES) == names_in(tmp_path / "out")


def test_passing_households_make_the_exit_code_zero(run, changed):
    low = changed(
        "[[-40, 10], [60, 10], [60, 22], [-40, 22]]",
        "[[-20, 10], [40, 10], [40, 22], [-20, 22]]",
    )

    result = run("analyze", low)

    assert 0 == result.exit_code, result.stdout
    assert "没有不通过的户。" in result.stdout


def test_missing_levels_make_the_exit_code_three(run, changed):
    unknown = changed('use = "residential"', 'use = "unknown"')

    result = run("analyze", unknown, "--lang", "en")

    assert 3 == result.exit_code, result.stderr
    # 6 of 1# and 30 of P1; 2# stands outside the scope
    assert "Households not judged (36): the use is unknown" in result.stdout
    assert "undetermined: without a verdict: households 36" in result.stdout


def test_nothing_to_judge_makes_the_exit_code_three(run, changed):
    other = changed('use = "residential"', 'use = "other"')

    assert 3 == run("analyze", other).exit_code


def test_the_summary_begins_with_the_table_by_building(run, estate):
    lines = run("analyze", estate, "--lang", "en").stdout.splitlines()
    row = next(line.split() for line in lines if line.startswith("1# "))

    assert "Sunlight analysis of 试验小区" == lines[0]
    assert "Households by building" == lines[2]
    assert ["1#", "outside", "6", "6", "0", "6", "0", "0", "0", "0"] == row


def test_the_summary_lists_failing_households_with_clause_and_taker(run, estate):
    lines = run("analyze", estate).stdout.splitlines()
    row = next(line.split() for line in lines if line.startswith("1#-0101"))

    assert ["1#-0101", "254分58秒", "36分04秒", "-83分56秒"] == row[:4]
    assert ["不满足", "规程七(四)", "P1", "218.9"] == row[4:]


def test_the_summary_states_its_conventions_and_notes(run, estate):
    text = run("analyze", estate).stdout

    for words in ("太阳赤纬 -20.1496°", "规程三(三)", "2027-03-31", "没有写文件"):
        assert words in text


def test_a_long_list_is_cut_and_says_where_the_rest_is(run, changed, tmp_path):
    # a high wall south of a higher building: all its dwellings fail
    wall = "[[-900, -9], [900, -9], [900, 0], [-900, 0]]"
    path = changed("[[0, 40], [15, 40], [15, 46], [0, 46]]", wall)
    text = path.read_text(encoding="utf-8")
    for old, new in (
        ("removed_by_project = true", ""),
        ("top_above_ground = 12.0", "top_above_ground = 300.0"),
        ("top_above_ground = 45.0", "top_above_ground = 110.0"),
        ("count = 15", "count = 36"),
        ("1-15", "1-36"),
    ):
        assert old in text
        text = text.replace(old, new)
    path.write_text(text, encoding="utf-8")

    shown = run("analyze", path, "--lang", "en").stdout
    written = run("analyze", path, "--lang", "en", "-o", tmp_path / "out").stdout

    assert "Failing households (72)" in shown
    assert "42 more; write the files with -o" in shown
    assert "42 more in households.csv" in written


def test_json_is_the_only_thing_on_standard_output(run, estate, tmp_path):
    result = run("analyze", estate, "--json", "-o", tmp_path, "--no-plan")

    written = (tmp_path / "result.json").read_text(encoding="utf-8")
    assert written == result.stdout
    assert "plan.png" not in names_in(tmp_path)
    assert 1 == result.exit_code == json.loads(result.stdout)["exit_code"]


def test_the_declination_asked_for_is_used(run, estate):
    result = run("analyze", estate, "--json", "--declination", "-20.5")

    assert -20.5 == json.loads(result.stdout)["provenance"]["declination"]


def test_own_plates_may_be_counted(run, estate):
    result = run("analyze", estate, "--json", "--own-plates", "counted")

    assert "counted" == json.loads(result.stdout)["provenance"]["own_plates"]


def test_an_earlier_result_is_replaced_as_a_whole(run, estate, tmp_path):
    run("analyze", estate, "-o", tmp_path)
    run("analyze", estate, "-o", tmp_path, "--no-plan", "--lang", "en")

    assert sorted(set(RESULT_NAMES) - {"plan.png"}) == names_in(tmp_path)
    heading = (tmp_path / "rooms.csv").read_text(encoding="utf-8-sig")
    assert heading.startswith('"room"')


def test_the_version_is_printed(run):
    result = run("--version")

    assert (0, f"sunlight {__version__}\n") == (result.exit_code, result.stdout)


@pytest.mark.parametrize(
    "arguments", [[], ["analyze"], ["demo"], ["schema"], ["rules"], ["explain"]]
)
def test_help_is_in_whole_sentences(run, arguments):
    result = run(*arguments, "--help")

    assert 0 == result.exit_code
    assert "Show this message and exit." in result.stdout
    assert ". " in result.stdout


@pytest.mark.parametrize(
    ("name", "field"), [("project", "buildings"), ("result", "households")]
)
def test_schemas_are_json(run, name, field):
    result = run("schema", name)

    assert 0 == result.exit_code
    assert field in json.loads(result.stdout)["properties"]


def test_the_project_schema_is_the_default(run):
    assert run("schema", "project").stdout == run("schema").stdout


def test_a_crash_is_never_taken_for_a_failing_household(capsys):
    def crash():
        with failures_reported("en"):
            raise ZeroDivisionError("by accident")

    with pytest.raises(typer.Exit) as caught:
        crash()

    error = capsys.readouterr().err
    assert 2 == caught.value.exit_code
    assert "ZeroDivisionError: by accident" in error
    assert "Please report" in error


def test_an_interruption_has_an_exit_code_of_its_own(capsys):
    def interrupt():
        with failures_reported("en"):
            raise KeyboardInterrupt

    with pytest.raises(typer.Exit) as caught:
        interrupt()

    assert 130 == caught.value.exit_code
    assert "Interrupted" in capsys.readouterr().err
