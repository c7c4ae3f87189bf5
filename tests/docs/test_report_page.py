"""The page on reports lists what a report holds, and no more."""

import re
from pathlib import Path

from sunlight.report.content.build import report_record
from sunlight.report.files import FORMATS
from sunlight.report.names import FOLDER_NAMES

PAGE = Path(__file__).parents[2] / "docs" / "zh" / "report.md"


def test_the_page_lists_the_chapters_in_their_order(estate):
    text = PAGE.read_text(encoding="utf-8")
    table = text[
        text.index("| 要求的内容 |") : text.index("建设单位、编制单位、签署人等")
    ]
    listed = re.findall(r"`([a-z-]+)`", table.replace("`report.json`", ""))

    assert [chapter.id for chapter in report_record(estate).chapters] == listed


def test_the_page_names_the_files_of_a_report():
    text = PAGE.read_text(encoding="utf-8")
    table = text[text.index("| 文件 |") : text.index("退出码与")]
    listed = re.findall(r"(?m)^\| `([^`]+)`", table)

    assert len(FORMATS) + 1 == len(listed)
    assert set(listed) <= set(FOLDER_NAMES)
