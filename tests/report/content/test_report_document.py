"""The report record as JSON: reads back equal, and refuses what is none."""

import dataclasses
import json
import re

import pytest

from sunlight.errors import InputError
from sunlight.report.content.build import report_record
from sunlight.report.content.document import read_report, report_text
from sunlight.report.content.records import (
    REPORT_SCHEMA,
    Blanks,
    Cell,
    Chapter,
    Column,
    Field,
    Fields,
    Items,
    Letter,
    Paragraph,
    Pictures,
    Table,
)

EVERY_BLOCK = (
    Paragraph(text="一段 <script> & =1+1", tone="note"),
    Items(items=(Paragraph(text="项"),), numbered=True),
    Fields(id="f", caption="数据", fields=(Field(label="甲", text="", origin="来处"),)),
    Table(
        id="t",
        caption="表",
        columns=(Column(id="c", title="列", kind="minutes", width=1.5),),
        rows=((Cell(text="119", value=119.99999999999997, tone="fail"),),),
        groups=((0, "1 层"),),
        note="注",
    ),
    Pictures(kind="scope", missing="无图"),
    Blanks(id="b", cells=(Field(label="编制", text=""),)),
    Letter(
        id="letter-client",
        title="承诺书",
        addressee="局",
        paragraphs=("一", "二"),
        signature=(Field(label="章", text=""),),
        fields=(("client_name", "甲"),),
    ),
)


@pytest.fixture(scope="module")
def record(estate):
    """The estate's report with every kind of block in a chapter of sections."""
    report = report_record(estate)
    chapter = Chapter(
        id="all",
        title="各种内容",
        blocks=EVERY_BLOCK,
        sections=(Chapter(id="inner", title="节", blocks=EVERY_BLOCK),),
    )
    return dataclasses.replace(report, chapters=(*report.chapters, chapter))


def changed(record, change):
    table = json.loads(report_text(record))
    change(table)
    return json.dumps(table)


def test_a_record_reads_back_equal(record):
    assert record == read_report(report_text(record))


def test_the_text_is_the_same_each_time_and_ends_with_a_line(record):
    text = report_text(record)

    assert text == report_text(read_report(text))
    assert text.endswith("}\n")
    assert json.loads(text)["schema"] == REPORT_SCHEMA


def test_blocks_say_what_they_are(record):
    blocks = json.loads(report_text(record))["chapters"][-1]["blocks"]

    assert [block["block"] for block in blocks] == [
        "paragraph", "items", "fields", "table", "pictures", "blanks", "letter",
    ]  # fmt: skip


def test_a_figure_that_is_no_number_becomes_none(record):
    cells = ((Cell(text="—", value=float("nan")),),)
    table = dataclasses.replace(EVERY_BLOCK[3], rows=cells)
    chapter = Chapter(id="odd", title="异", blocks=(table,))
    odd = dataclasses.replace(record, chapters=(chapter,))
    (read,) = read_report(report_text(odd)).chapters[0].blocks

    assert read.rows == ((Cell(text="—"),),)


@pytest.mark.parametrize(
    ("change", "where"),
    [
        (lambda t: t.update(schema="sunlight-report/9"), r"report\.schema"),
        (lambda t: t.update(extra=1), r"report\.extra"),
        (lambda t: t.pop("title"), r"report\.title"),
        (lambda t: t.update(chapters={}), r"report\.chapters"),
        (lambda t: t["chapters"][0].pop("id"), r"chapters\[0\]\.id"),
        (
            lambda t: t["chapters"][-1]["blocks"][0].update(block="song"),
            r"chapters\[\d+\]\.blocks\[0\]\.block",
        ),
        (
            lambda t: t["chapters"][-1]["blocks"][0].update(text=5),
            r"chapters\[\d+\]\.blocks\[0\]\.text",
        ),
        (
            lambda t: t["chapters"][-1]["sections"][0]["blocks"][3]["rows"][0][
                0
            ].update(tone="loud"),
            r"sections\[0\]\.blocks\[3\]\.rows\.0\.0\.tone",
        ),
    ],
)
def test_what_does_not_fit_is_refused_with_its_place(record, change, where):
    with pytest.raises(InputError) as caught:
        read_report(changed(record, change))

    assert re.search(where, caught.value.where)


@pytest.mark.parametrize("text", ["", "{", "[]", "5", '{"schema": 1}', "[" * 100000])
def test_what_is_no_record_is_refused(text):
    with pytest.raises(InputError, match="report"):
        read_report(text)
