"""The page on DXF lists every code and option of the reader, and no other."""

import re
from pathlib import Path

from sunlight.importers.dxf.options import DxfOptions
from sunlight.importers.dxf.texts import TEXTS

PAGE = (Path(__file__).parents[3] / "docs" / "zh" / "dxf.md").read_text("utf-8")
WORDS = {"error": "错误", "warning": "警告", "note": "说明"}


def test_every_code_is_listed_with_its_severity():
    listed = re.findall(r"^\| `([A-Z0-9-]+)` \| (\S+) \|", PAGE, re.MULTILINE)

    assert [(c, WORDS[t.severity.value]) for c, t in TEXTS.items()] == listed


def test_every_option_is_named():
    named = set(re.findall(r"`(\w+)`", PAGE))

    assert set() == set(DxfOptions.model_fields) - named


def test_both_languages_of_a_text_use_the_same_facts():
    for code, text in TEXTS.items():
        english, chinese = (
            set(re.findall(r"\{(\w+)\}", words))
            for words in (text.english, text.chinese)
        )

        assert (code, english) == (code, chinese)
