"""Drawings and small tables on the page (图幅与小表)."""

from dataclasses import replace
from pathlib import Path

import pytest

from sunlight.report.docx.figures import placed
from sunlight.report.docx.geometry import PLATE, PORTRAIT
from sunlight.report.docx.tables import Drawn, held_together
from sunlight.report.pictures.drawing import DrawnPicture


@pytest.fixture
def sheet():
    return DrawnPicture(
        id="site", kind="site", title="总平面图", alt="", path=Path("site.png"),
        size=(420.0, 297.0), scale=1000,
    )  # fmt: skip


def test_an_a3_drawing_fills_its_page_but_for_one_line_of_caption(sheet):
    place = placed(sheet, PORTRAIT, PLATE)
    assert place.wide
    assert place.height == pytest.approx(PLATE.text_height - 11.0)
    assert place.width / place.height == pytest.approx(420 / 297)


def test_a_caption_of_several_lines_has_room(sheet):
    one, many = (
        placed(picture, PORTRAIT, PLATE)
        for picture in (sheet, replace(sheet, title="图" * 200))
    )
    assert one.height - many.height == pytest.approx(2 * 5.3)


@pytest.mark.parametrize(("count", "whole"), [(3, True), (9, False)])
def test_a_small_table_stays_on_one_page(count, whole):
    row = '<w:tr><w:tc><w:p><w:pPr><w:pStyle w:val="a"/></w:pPr></w:p></w:tc></w:tr>'
    drawn = Drawn(xml=row * count, head=13.0, rows=(13.0,) * count, legend="")
    held = held_together(drawn)
    assert held.xml.count("<w:keepNext/>") == (count - 1 if whole else 0)
    assert sum(held.rows) == sum(drawn.rows)
    assert len(held.rows) == (1 if whole else count)
