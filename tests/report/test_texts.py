"""The catalogues: equal keys, equal places to fill in, nothing left empty."""

import string

import pytest

from sunlight.errors import InputError
from sunlight.kinds import RoomKind, Status, Use
from sunlight.report.plan_shapes import REMOVED
from sunlight.report.shading import SPECIAL_KINDS
from sunlight.report.texts import LANGUAGES, texts
from sunlight.rules import CountingUnit, Coverage, Direction, Standing


def blanks(words):
    return {name for _, name, _, _ in string.Formatter().parse(words) if name}


def test_both_catalogues_have_the_same_keys():
    assert texts("zh").keys() == texts("en").keys()


def test_both_catalogues_fill_in_the_same_things():
    zh, en = texts("zh"), texts("en")

    assert {k: blanks(w) for k, w in zh.items()} == {
        k: blanks(w) for k, w in en.items()
    }


@pytest.mark.parametrize("lang", LANGUAGES)
def test_only_the_absent_direction_is_empty(lang):
    assert ["direction.none"] == [
        key for key, words in texts(lang).items() if not words
    ]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_kind_of_thing_has_a_word(lang):
    wanted = {
        *(f"room_kind.{kind.value}" for kind in RoomKind),
        *(f"plan.{status.value}" for status in Status),
        f"plan.{REMOVED}",
        *(f"standing.{standing.value}" for standing in Standing),
        *(f"use.{use.value}" for use in Use),
        *(f"counted_as.{unit.value}" for unit in CountingUnit),
        *(f"coverage.{coverage.name.lower()}" for coverage in Coverage),
        *(f"direction.{direction.value}" for direction in Direction),
        *(f"owner_kind.{kind}" for kind in SPECIAL_KINDS.values()),
        *(f"cells.{kind}" for kind in SPECIAL_KINDS.values()),
    }

    assert set() == wanted - texts(lang).keys()


def test_headings_of_one_language_are_all_different():
    headings = [w for k, w in texts("zh").items() if k.startswith("columns.")]

    assert len(set(headings)) == len(headings)


def test_an_unknown_language_is_refused_with_those_there_are():
    with pytest.raises(InputError, match="'fr'; choose one of: zh, en"):
        texts("fr")


def test_what_a_chinese_terminal_shows_of_the_aids_is_in_its_code_page():
    pictured = {"shadow.caption", "shadow.difference_caption"}
    sections = ("grids.", "isochrone.", "shadow.", "chart.", "shaders.")
    lost = [
        key
        for key, words in texts("zh").items()
        if key.startswith(sections)
        and words != words.encode("gbk", "ignore").decode("gbk")
    ]

    assert set() == set(lost) - pictured
