"""What is inside the page: exact figures, harmless texts, nothing from outside."""

import base64
import json
import re
from dataclasses import replace
from html.parser import HTMLParser
from itertools import pairwise

import numpy as np
import pytest

from sunlight.report.page.data import page_data
from sunlight.report.page.packing import packed_table, script_json
from sunlight.report.page.write import page_text, write_page
from sunlight.report.texts import texts
from sunlight.rules import Outcome, outcome_text, wording_text
from sunlight.tolerances import SAME_INSTANT_MIN, THRESHOLD_NOISE_MIN

pytest.importorskip("k3d")

TYPES = {"f8": "<f8", "i4": "<i4", "u2": "<u2", "u1": "u1", "i1": "i1"}


def unpacked(text):
    kind, _, raw = text.partition(":")
    return np.frombuffer(base64.b64decode(raw), dtype=TYPES[kind])


def words_of(column, lang="zh"):
    words = column["words"].get("any") or column["words"][lang]
    return [words[code] for code in unpacked(column["code"])]


class Scripts(HTMLParser):
    """Scripts of a page, by id or as they come, and all tags."""

    def __init__(self, text):
        super().__init__()
        self.scripts, self.tags, self.open = [], [], None
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        if tag == "script":
            self.open = (dict(attrs).get("id"), "")

    def handle_data(self, data):
        if self.open:
            self.open = (self.open[0], self.open[1] + data)

    def handle_endtag(self, tag):
        if tag == "script" and self.open:
            self.scripts.append(self.open)
            self.open = None


@pytest.fixture(scope="module")
def data(estate):
    return json.loads(script_json(page_data(estate)))


@pytest.fixture(scope="module")
def text(estate):
    return page_text(estate)


def test_minutes_of_windows_are_those_of_the_assessment_to_the_last_bit(estate, data):
    for state in ("before", "after"):
        np.testing.assert_array_equal(
            getattr(estate.windows, f"minutes_{state}"),
            unpacked(data["windows"][state]),
        )


def test_counted_segments_add_up_to_the_minutes(estate, data):
    for state in ("before", "after"):
        packed = data["windows"]["segments"][state]
        offsets, counted = unpacked(packed["offsets"]), unpacked(packed["counted"])
        lengths = (unpacked(packed["end"]) - unpacked(packed["start"])) * counted
        sums = np.add.reduceat(np.append(lengths, 0.0), offsets[:-1])
        sums[offsets[1:] == offsets[:-1]] = 0.0
        minutes = getattr(estate.windows, f"minutes_{state}")
        known = ~np.isnan(minutes)

        assert known.any()
        np.testing.assert_allclose(sums[known], minutes[known], atol=1e-9)


def test_lost_minutes_add_up_to_the_difference(estate, data):
    lost = data["windows"]["lost"]
    offsets = unpacked(lost["offsets"])
    sums = [unpacked(lost["minutes"])[a:b].sum() for a, b in pairwise(offsets)]
    difference = estate.windows.minutes_before - estate.windows.minutes_after
    both = ~np.isnan(difference)

    np.testing.assert_allclose(np.array(sums)[both], difference[both], atol=1e-6)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_verdicts_are_in_the_words_of_the_rules(estate, data, lang):
    columns = data["tables"]["households"]["columns"]
    verdicts = estate.households.verdicts

    assert [outcome_text(v.outcome, lang) for v in verdicts] == words_of(
        columns["outcome"], lang
    )
    assert [wording_text(v.wording, lang) for v in verdicts] == words_of(
        columns["wording"], lang
    )
    assert [v.clause for v in verdicts] == words_of(columns["clause"], lang)


def test_each_window_has_the_outcome_of_its_household(estate, data):
    codes = unpacked(data["windows"]["verdict"])
    outcomes = data["outcomes"]["zh"]
    project = estate.project
    for row in range(len(project.windows)):
        household = project.rooms.household[project.windows.room[row]]
        expected = estate.households.verdicts[household].outcome

        assert outcome_text(expected, "zh") == outcomes[codes[row]]


def test_windows_of_other_uses_have_the_outcome_of_their_unit(uses):
    data = page_data(uses)
    units, codes = (
        unpacked(data["windows"]["unit"]),
        unpacked(data["windows"]["verdict"]),
    )
    found = {
        uses.units[unit].verdict.outcome: data["outcomes"]["zh"][code]
        for unit, code in zip(units, codes, strict=True)
        if unit >= 0
    }

    assert Outcome.FAIL in found
    assert {o: outcome_text(o, "zh") for o in found} == found


def test_tolerances_of_the_labels_are_those_of_the_package(data):
    expected = {"same_instant": SAME_INSTANT_MIN, "noise": THRESHOLD_NOISE_MIN}

    assert expected == data["tolerances"]


def test_every_day_has_its_words(uses):
    runs = page_data(uses)["runs"]

    assert [{"zh": "大寒", "en": "Great Cold (大寒)"}, "冬至"] == [
        runs[0]["day"], runs[1]["day"]["zh"]
    ]  # fmt: skip
    assert [[480.0, 960.0], [540.0, 900.0]] == [run["band"] for run in runs]


def test_the_same_assessment_gives_the_same_page(estate, text):
    assert text == page_text(estate)


def test_the_page_names_nothing_outside_itself(text):
    page = Scripts(text)
    policy = next(a["content"] for t, a in page.tags if a.get("http-equiv"))

    assert policy.startswith("default-src 'none'; script-src 'sha256-")
    assert "unsafe-eval" not in policy
    assert "http" not in policy
    loads = [a for _, a in page.tags if "src" in a or a.get("rel")]
    assert [] == loads


def test_names_cannot_end_a_script_or_become_markup(estate):
    evil = "</script><script>alert(1)</script><!--\u2028&\x00" + "长" * 200
    project = estate.project
    named = replace(
        estate,
        project=replace(
            project,
            name=evil,
            buildings=(
                replace(project.buildings[0], name=evil),
                *project.buildings[1:],
            ),
        ),
    )
    text = page_text(named)
    page = Scripts(text)
    inside = dict(s for s in page.scripts if s[0])

    assert evil == json.loads(inside["page-data"])["project"]["name"]
    assert evil == json.loads(inside["page-data"])["buildings"][0]["name"]
    assert "alert(1)</script>" not in text
    assert len(Scripts(page_text(estate)).scripts) == len(page.scripts)


def test_places_of_the_template_in_a_name_are_left_alone(estate):
    named = replace(estate, project=replace(estate.project, name="@DATA@ @SCRIPTS@"))
    inside = dict(s for s in Scripts(page_text(named)).scripts if s[0])

    assert "@DATA@ @SCRIPTS@" == json.loads(inside["page-data"])["project"]["name"]


def test_a_title_of_its_own_stands_in_the_head(estate):
    assert "<title>甲 &amp; 乙 – 日照分析</title>" in page_text(estate, title="甲 & 乙")


def test_the_page_is_written_as_utf8(estate, tmp_path, text):
    path = tmp_path / "页.html"
    write_page(estate, path)

    assert text == path.read_text(encoding="utf-8")


def test_a_folder_that_is_not_there_is_the_error_of_the_system(estate, tmp_path):
    with pytest.raises(FileNotFoundError):
        write_page(estate, tmp_path / "none" / "page.html")


def test_without_windows_nothing_is_said_to_pass(bare_estate):
    data = page_data(bare_estate)

    assert 0 == data["windows"]["count"]
    assert len(bare_estate.project.buildings) == data["tables"]["buildings"]["rows"]
    assert data["sentence"]["zh"].startswith("无法下结论")


def test_nan_is_refused_in_json():
    with pytest.raises(ValueError, match="JSON"):
        script_json({"a": float("nan")})


def test_texts_that_are_the_same_in_both_languages_are_kept_once(estate):
    import pyarrow as pa

    table = pa.table({"a": pa.array(["x", "x", None])})
    packed = packed_table({"zh": table, "en": table})

    assert {"any": ["x", ""]} == packed["columns"]["a"]["words"]


def test_every_word_that_the_program_asks_for_is_there(text):
    asked = set(re.findall(r'Page\.t\("([\w.]+)"', text))
    asked |= set(re.findall(r'data-t(?:-label)?="([\w.]+)"', text))

    assert len(asked) > 60
    assert set() == asked - texts("zh").keys()
