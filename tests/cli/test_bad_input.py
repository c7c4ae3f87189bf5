"""Bad input: a clear message, exit code 2, nothing written."""

import json

import pytest


def refused(run, tmp_path, *arguments):
    """Messages of a run that must fail and leave nothing."""
    before = sorted(tmp_path.iterdir())
    result = run("analyze", *arguments, "-o", tmp_path / "out")
    assert (2, "") == (result.exit_code, result.stdout)
    assert before == sorted(tmp_path.iterdir())
    return " ".join(result.stderr.split())


@pytest.mark.parametrize("place", ["nowhere.toml", "no folder/nowhere.toml"])
def test_a_file_that_is_not_there_is_named_once(run, tmp_path, monkeypatch, place):
    monkeypatch.chdir(tmp_path)

    messages = refused(run, tmp_path, place)

    assert 1 == messages.count("nowhere.toml")
    assert "check name and place" in messages


def test_a_file_of_an_unknown_kind_is_refused_with_those_allowed(run, tmp_path):
    path = tmp_path / "plan.rvt"
    path.write_bytes(b"")

    assert ".toml, .json, .ifc, .dxf" in refused(run, tmp_path, path)


def test_another_encoding_is_named(run, tmp_path):
    path = tmp_path / "project.toml"
    path.write_bytes('name = "小区"'.encode("gbk"))

    assert "UTF-8" in refused(run, tmp_path, path)


def test_a_syntax_error_names_its_line(run, tmp_path):
    path = tmp_path / "project.toml"
    path.write_text("[project\n", encoding="utf-8")

    assert "line 1" in refused(run, tmp_path, path)


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("sill = 0.9", "sil = 0.9", "sill"),
        ("top_above_ground = 10.0", "top_above_ground = nan", "top_above_ground"),
        ('id = "2#"', 'id = "1#"', "buildings[1].id"),
        ('status = "proposed"', 'status = "planned"', "buildings[2].status"),
    ],
)
def test_a_wrong_value_is_named_by_its_path(run, changed, tmp_path, old, new, message):
    path = changed(old, new)

    assert message in refused(run, tmp_path, path)


def test_errors_of_the_model_are_listed_with_their_codes(run, changed, tmp_path):
    path = changed("[15, 40], [15, 46], [0, 46]", "[15, 46], [15, 40], [0, 46]")

    messages = refused(run, tmp_path, path, "--lang", "en")

    assert "nothing was written. Errors (1): error FOOTPRINT" in messages
    assert "error FOOTPRINT-SELF-CROSSING [buildings[3]" in messages


def test_a_wrong_declination_is_refused(run, estate, tmp_path):
    messages = refused(run, tmp_path, estate, "--declination", "spa:later")

    assert "--declination: 'spa:later' is no declination" in messages


def test_an_impossible_declination_is_refused(run, estate, tmp_path):
    assert "declination" in refused(run, tmp_path, estate, "--declination", "50")


def test_a_folder_that_cannot_be_made_is_named(run, estate, tmp_path):
    (tmp_path / "file").write_text("", encoding="utf-8")

    result = run("analyze", estate, "-o", tmp_path / "file" / "out")

    assert 2 == result.exit_code
    assert "Choose another folder" in result.stderr


def test_an_unknown_option_is_wrong_usage(run, estate):
    assert 2 == run("analyze", estate, "--fast").exit_code


def test_regular_windows_leave_those_of_a_project_file_alone(run, estate):
    plain, more = (
        json.loads(run("check", estate, "--json", *options).stdout)["counts"]
        for options in ((), ("--regular-windows",))
    )

    assert plain["windows"] == plain["windows_drawn"] == more["windows_drawn"]
    assert more["windows_assumed"] > 0  # on the shop, which has none


def test_lengths_of_regular_windows_need_the_option(run, estate, tmp_path):
    messages = refused(run, tmp_path, estate, "--window-width", "1.5")

    assert "--regular-windows" in messages
