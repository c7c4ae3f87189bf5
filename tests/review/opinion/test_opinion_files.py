"""Files of a review: complete or not at all, harmless whatever the submission says."""

import csv
import json
import re
from dataclasses import replace
from html.parser import HTMLParser

import numpy as np
import pytest

from sunlight.errors import InputError
from sunlight.report.pictures.write import write_drawings
from sunlight.review.files import write_review
from sunlight.review.opinion.content import opinion_record
from sunlight.review.opinion.document import (
    document_text,
    review_document,
    review_schema,
)
from sunlight.review.opinion.document_records import ReviewDocument
from sunlight.review.opinion.html import report_html
from sunlight.review.opinion.names import REPLACED
from sunlight.review.opinion.pictures.drawings import review_drawings
from sunlight.review.opinion.tables import rows_table
from sunlight.review.records.causes import Inference

NAMES = [
    "opinion.docx",
    "opinion.html",
    "pictures/review-comparison.png",
    "pictures/review-plan.png",
    "pictures/review-sunpath-01.png",
    "pictures/review-timeline-01.png",
    "review.json",
    "rows.csv",
    "units.csv",
    "unmatched.csv",
]


class Page(HTMLParser):
    """Tags with their attributes, and the text of a page."""

    def __init__(self, text):
        super().__init__()
        self.tags, self.words, self.open = [], [], []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        if tag not in ("meta", "img", "br"):
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert tag == self.open.pop()

    def handle_data(self, data):
        self.words.append(data)


@pytest.fixture(scope="module")
def written(review, tmp_path_factory):
    pytest.importorskip("docx")
    folder = tmp_path_factory.mktemp("review") / "out"
    return folder, write_review(review, folder)


def test_all_files_are_there_and_named(written):
    folder, paths = written

    assert NAMES == [path.relative_to(folder).as_posix() for path in paths]
    assert all(path.is_file() for path in paths)
    assert not [path for path in folder.iterdir() if path.name.startswith(".")]


def test_the_document_names_the_other_files_with_their_hashes(written):
    import hashlib

    folder, _ = written
    document = json.loads((folder / "review.json").read_text(encoding="utf-8"))

    assert "sunlight-review/1" == document["schema"]
    listed = {file["name"]: file["sha256"] for file in document["files"]}
    assert set(NAMES) - {"review.json"} == listed.keys()
    for name, sha256 in listed.items():
        assert hashlib.sha256((folder / name).read_bytes()).hexdigest() == sha256


def test_the_document_reads_back_by_its_own_records(review):
    document = review_document(review)

    assert document == ReviewDocument.model_validate_json(document_text(document))
    assert "https://json-schema.org/draft/2020-12/schema" == review_schema()["$schema"]


def test_every_field_of_the_schema_is_described():
    schema = review_schema()

    bare = [
        f"{name}.{field}"
        for name, record in {**schema["$defs"], "": schema}.items()
        for field, told in record.get("properties", {}).items()
        if name.startswith("Review") or not name
        if not told.get("description")
    ]
    assert [] == bare


def test_what_is_not_known_is_null(review):
    document = json.loads(document_text(review_document(review)))
    last = document["rows"][-1]

    assert (None, None, "open") == (
        last["recomputed_after"],
        last["difference_after"],
        last["row_class"],
    )
    assert 1 == document["counts"]["units_harm"]
    assert 1 == document["exit_code"]
    assert ["1#-0302"] == [u["unit"] for u in document["units"] if u["flips"]]
    assert "NaN" not in json.dumps(document)


def test_an_inference_without_an_end_is_null_too(review):
    fit = replace(review.inference.baseline, median=float("nan"), score=float("inf"))
    inference = Inference(
        fits=(),
        baseline=fit,
        honest=fit,
        alike=0,
        sure="none",
        unexplained=np.empty(0, dtype=np.int64),
        tried=0,
    )
    document = json.loads(
        document_text(review_document(replace(review, inference=inference)))
    )

    assert document["inference"]["baseline"]["median"] is None
    assert document["inference"]["baseline"]["score"] is None


def test_rows_keep_every_row_with_both_figures(written, review):
    folder, _ = written
    data = (folder / "rows.csv").read_bytes()
    rows = list(csv.DictReader(data.decode("utf-8-sig").splitlines()))

    assert data.startswith(b"\xef\xbb\xbf")
    assert len(review.submission.windows) == len(rows)
    turned = next(row for row in rows if row["类别"] == "翻转")
    assert ("1#-3-S02", "127", "10:00–12:07") == (
        turned["模型窗号"],
        turned["建设后送审(分钟)"],
        turned["建设后送审时段"],
    )
    assert "08:00–08:21" == turned["建设后复算时段(真太阳时)"]
    assert "按楼、层和立面次序" == turned["对应方式"]


def test_formulas_of_the_submission_are_never_run(written):
    folder, _ = written
    rows = (folder / "rows.csv").read_text(encoding="utf-8-sig")

    assert '"\'=2+5"' in rows
    assert not re.search(r'(^|,)"?=2\+5', rows)


def test_the_page_needs_nothing_and_runs_nothing(written):
    folder, _ = written
    page = Page((folder / "opinion.html").read_text(encoding="utf-8"))
    tags = {tag for tag, _ in page.tags}

    assert [] == page.open
    assert not tags & {"script", "link", "iframe", "form", "object", "embed"}
    policy = next(a for t, a in page.tags if a.get("http-equiv"))["content"]
    assert policy.startswith("default-src 'none'; img-src data:;")
    sources = [a["src"] for t, a in page.tags if t == "img"]
    assert 4 == len(sources)
    assert all(src.startswith("data:image/png;base64,") for src in sources)
    addresses = [a["href"] for _, a in page.tags if "href" in a]
    assert all(address.startswith("#c") for address in addresses)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_hostile_texts_stay_texts_in_the_page(review, lang):
    nasty = "<script>alert(1)</script>\x00\x1b[31m\"'&" + "长" * 200
    finding = replace(review.findings[0], message=nasty, message_zh=nasty)
    declared = replace(
        review.submission.declaration, project=nasty, conclusions=(nasty,)
    )
    bad = replace(
        review,
        findings=(finding,),
        submission=replace(review.submission, declaration=declared),
    )
    page = Page(report_html(opinion_record(bad, lang=lang)))
    words = "".join(page.words)

    assert "script" not in {tag for tag, _ in page.tags}
    assert "<script>alert(1)</script>" in words
    assert "\x1b" not in words
    assert "\x00" not in words


def test_hostile_texts_stay_texts_in_the_document(review, tmp_path):
    docx = pytest.importorskip("docx")
    nasty = "<w:p/>=1+1\x00\x0b" + "长" * 200
    declared = replace(review.submission.declaration, project=nasty, software=nasty)
    bad = replace(review, submission=replace(review.submission, declaration=declared))
    write_review(bad, tmp_path, formats=("docx",), pictures=False)
    document = docx.Document(str(tmp_path / "opinion.docx"))

    assert any("<w:p/>=1+1" in p.text for p in document.paragraphs)


def test_the_document_has_pictures_headings_and_words_of_an_opinion(written):
    docx = pytest.importorskip("docx")
    folder, _ = written
    document = docx.Document(str(folder / "opinion.docx"))
    told = "\n".join(p.text for p in document.paragraphs)

    assert "日照分析报告复核意见书" in told
    assert "× 不符合、须补正，或结论翻转" in told
    assert "未达标、不满足或影响" not in told
    assert 4 == len(document.inline_shapes)


def test_a_second_review_takes_away_what_the_first_left(review, tmp_path):
    pytest.importorskip("docx")
    write_review(review, tmp_path, formats=("json", "csv"))
    (tmp_path / "mine.txt").write_text("kept", encoding="utf-8")
    matched = np.maximum(review.match.window, 0)
    again = replace(review, match=replace(review.match, window=matched))

    paths = write_review(again, tmp_path, formats=("json", "csv"))

    assert ["review.json", "rows.csv", "units.csv"] == [p.name for p in paths]
    assert not (tmp_path / "unmatched.csv").exists()
    assert (tmp_path / "mine.txt").exists()


def test_names_of_all_pictures_are_known(review):
    ids = {drawing.id for drawing in review_drawings(review)}

    patterns = [
        re.escape(name.removeprefix("pictures/").removesuffix(".png")).replace(
            r"\[0\-9\]", "[0-9]"
        )
        for name in REPLACED
        if name.startswith("pictures/")
    ]
    assert ids == {i for i in ids if any(re.fullmatch(p, i) for p in patterns)}


def test_nothing_appears_where_writing_fails(review, tmp_path):
    target = tmp_path / "file"
    target.write_text("mine", encoding="utf-8")

    with pytest.raises(InputError, match="cannot write to the folder"):
        write_review(review, target, formats=("json",))
    assert "mine" == target.read_text(encoding="utf-8")


def test_an_unknown_format_is_refused_before_anything_is_made(review, tmp_path):
    with pytest.raises(InputError, match="'pdf'; choose of: docx, html"):
        write_review(review, tmp_path / "out", formats=("pdf",))
    assert not (tmp_path / "out").exists()


def test_the_same_review_gives_the_same_bytes(written, review, tmp_path):
    one, paths = written
    again = write_review(review, tmp_path / "out")

    names = [path.relative_to(one) for path in paths]
    assert names == [path.relative_to(tmp_path / "out") for path in again]
    for name, path in zip(names, again, strict=True):
        assert path.read_bytes() == (one / name).read_bytes(), name


def test_rows_to_match_by_hand_stand_in_a_table_of_their_own(written, review):
    folder, _ = written
    data = (folder / "unmatched.csv").read_text(encoding="utf-8-sig")
    table = list(csv.DictReader(data.splitlines()))

    assert [("'=2+5", "1#"), ("C99", "7#")] == [
        (row["窗位"], row["楼号"]) for row in table
    ]
    assert len(review.submission.windows) == rows_table(review).num_rows


def test_progress_tells_every_step(review, tmp_path):
    steps = []
    write_review(
        review,
        tmp_path,
        formats=("html", "csv"),
        progress=lambda *step: steps.append(step),
    )

    assert ("opinion", 0, 2) in steps
    assert ("tables", 1, 2) in steps
    assert 4 == sum(name == "pictures" for name, _, _ in steps)


def test_a_picture_can_be_drawn_in_either_language(review, tmp_path):
    for lang, first in (("zh", "送审与复算时数对照图"), ("en", "Submitted against")):
        drawings = review_drawings(review, lang=lang, paper="A4")
        assert drawings[0].title.startswith(first)
        assert drawings[1].scale == 1000
    written = write_drawings(drawings[:1], tmp_path)
    assert (297.0, 210.0) == written[0].size


def test_a_negative_number_of_pictures_is_refused(review):
    with pytest.raises(InputError, match="0 or more, got -1"):
        review_drawings(review, timelines=-1)


def test_without_a_match_there_is_no_plan(review):
    none = replace(
        review,
        match=replace(
            review.match, window=np.full(len(review.match.window), -1, dtype=np.int64)
        ),
        comparison=replace(review.comparison, units=()),
    )

    assert ["review-comparison"] == [d.id for d in review_drawings(none)]
