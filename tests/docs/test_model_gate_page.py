"""The page on the model gate lists every code with its severity, and its texts."""

import re
from pathlib import Path

import pytest

from sunlight.model.check_texts import CHECK_TEXTS
from sunlight.model.gate import GATE_TEXTS, SHARED_CODES

PAGE = (Path(__file__).parents[2] / "docs" / "zh" / "model-gate.md").read_text(
    encoding="utf-8"
)
SEVERITIES = {"错误": "error", "警告": "warning", "说明": "note"}
TEXTS = CHECK_TEXTS | GATE_TEXTS


def listed():
    rows = re.findall(
        r"^\| `([A-Z0-9-]+)` \| (\S+) \| (.+) \| (.+) \|$", PAGE, re.MULTILINE
    )
    return {code: (SEVERITIES[word], means, mend) for code, word, means, mend in rows}


def test_every_code_is_listed_once_and_no_other():
    codes = re.findall(r"^\| `([A-Z0-9-]+)` \|", PAGE, re.MULTILINE)

    assert set(TEXTS) == set(codes)
    assert len(codes) == len(set(codes))


def test_severities_on_the_page_are_those_of_the_code():
    said = {code: severity for code, (severity, _, _) in listed().items()}

    assert {code: text[0].value for code, text in TEXTS.items()} == said


def test_codes_named_in_the_text_exist():
    named = set(re.findall(r"`([A-Z][A-Z0-9]*(?:-[A-Z0-9]+)+)`", PAGE))

    assert set() == named - set(TEXTS)
    assert set(SHARED_CODES) <= set(CHECK_TEXTS)
    assert set() == set(GATE_TEXTS) & set(CHECK_TEXTS)


@pytest.mark.parametrize("code", GATE_TEXTS)
def test_a_text_of_the_gate_says_how_to_mend_it(code):
    _, english, chinese, _ = GATE_TEXTS[code]

    assert re.search(r"[.;?] \w|; ", english), "a fact, then what to do"
    assert any(word in chinese for word in ("请", "按", "不影响")), chinese
