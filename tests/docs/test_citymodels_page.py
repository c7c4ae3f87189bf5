"""The page on city models keeps its word: options and codes."""

import re
from pathlib import Path

from sunlight.importers.city.options import CityOptions
from sunlight.importers.city.texts import CITY_TEXTS
from sunlight.importers.reader_options import ReaderOptions

PAGE = (Path(__file__).parents[2] / "docs" / "zh" / "citymodels.md").read_text("utf-8")
SEVERITIES = {"错误": "error", "警告": "warning", "说明": "note"}


def test_every_code_is_listed_with_its_severity():
    rows = re.findall(r"^\| `([A-Z0-9-]+)` \| (\S+) \|", PAGE, re.MULTILINE)

    listed = [(code, SEVERITIES[word]) for code, word in rows]
    assert [(c, text.severity.value) for c, text in CITY_TEXTS.items()] == listed


def test_every_option_is_named():
    own = set(CityOptions.model_fields) - set(ReaderOptions.model_fields)

    assert own == set(re.findall(r"^\| `([a-z_]+)` \|", PAGE, re.MULTILINE))
    assert not {f for f in ReaderOptions.model_fields if f"`{f}`" not in PAGE}
