"""Matches made by hand: written, filled in, read back."""

import csv
from pathlib import Path

import numpy as np
import pytest
from matching_tables import Estate, printed, submission
from test_match import SCHEMES

from sunlight.errors import ImporterError, InputError
from sunlight.review.matching.given import (
    GivenMatch,
    read_given_matches,
    write_unmatched,
)
from sunlight.review.matching.match import match_windows
from sunlight.review.records.matching import MATCHED_BY, MatchedBy
from sunlight.review.records.submission import NO_FLOOR

HEADINGS = "楼号,层号,窗位,模型窗号\n"


def given(path: Path, lines: str) -> tuple[GivenMatch, ...]:
    """Matches of a CSV of these lines."""
    path = path / "对应.csv"
    path.write_text(HEADINGS + lines, encoding="utf-8-sig")
    return read_given_matches(path)


def test_the_list_is_written_filled_in_and_read_back(
    assessed: Estate, tmp_path: Path
) -> None:
    rows, truth = printed(assessed, SCHEMES["clockwise from the north-east"])
    rows[0]["label"] = "=1+1"
    sent = submission(rows)
    match, _ = match_windows(assessed.project, sent)
    path = tmp_path / "待对应.csv"

    count = write_unmatched(path, assessed.project, sent, match)

    assert count == len(rows)
    data = path.read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    assert b",'=1+1," in data
    assert read_given_matches(path) == ()
    with path.open(encoding="utf-8-sig", newline="") as file:
        table = list(csv.reader(file))
    at = table[0].index("模型窗号")
    for line, window in zip(table[1:], truth, strict=True):
        line[at] = str(assessed.project.windows.id[window])
    with path.open("w", encoding="gb18030", newline="") as file:
        csv.writer(file).writerows(table)
    again, findings = match_windows(
        assessed.project, sent, given=read_given_matches(path)
    )
    assert again.window.tolist() == truth.tolist()
    assert set(again.by.tolist()) == {MATCHED_BY.index(MatchedBy.GIVEN)}
    assert again.ambiguous == ()
    assert findings == ()


def test_candidates_stand_in_the_list(assessed: Estate, tmp_path: Path) -> None:
    rows, truth = printed(assessed, SCHEMES["south side alone from the east"])
    sent = submission(rows)
    match, _ = match_windows(assessed.project, sent)
    path = tmp_path / "list.csv"

    write_unmatched(path, assessed.project, sent, match, lang="en")

    with path.open(encoding="utf-8-sig", newline="") as file:
        lines = list(csv.DictReader(file))
    could = lines[0]["windows of the model it could be"].split("; ")
    assert str(assessed.project.windows.id[truth[0]]) in could
    assert lines[0]["reason"] == "several orders of numbering"


def test_a_few_rows_by_hand_settle_the_order_of_a_building(assessed: Estate) -> None:
    rows, truth = printed(assessed, SCHEMES["clockwise from the north-east"])
    mine = [i for i, row in enumerate(rows) if row["building"] == "1#"]
    ids = assessed.project.windows.id
    lines = tuple(
        GivenMatch(
            building="1号楼",
            floor=rows[i]["floor"],
            label=rows[i]["label"],
            window=str(ids[truth[i]]),
        )
        for i in (mine[0], mine[1], mine[4])
    )

    match, _ = match_windows(
        assessed.project, submission([rows[i] for i in mine]), given=lines
    )

    assert match.window.tolist() == truth[mine].tolist()


def test_equal_numbers_are_told_apart_by_their_place(assessed: Estate) -> None:
    rows, truth = printed(assessed, SCHEMES["clockwise from the north-east"])
    rows.append({**rows[1], "after": 1.0})
    sent = submission(rows)
    line = GivenMatch(
        building="1#",
        floor=rows[1]["floor"],
        label=rows[1]["label"],
        window=str(assessed.project.windows.id[truth[1]]),
        place=sent.windows.place(1),
    )

    match, _ = match_windows(
        assessed.project, sent, assessment=assessed.assessment, given=[line]
    )

    assert match.window[1] == truth[1]
    assert match.window[-1] == -1
    assert [a.rows for a in match.ambiguous] == [(len(rows) - 1,)]


def test_a_window_that_the_model_has_not_is_refused(assessed: Estate) -> None:
    line = GivenMatch(building="1#", floor=1, label="1", window="1#-1-S1", where="a:2")

    with pytest.raises(InputError, match=r"a:2: the model has no window.*S01"):
        match_windows(assessed.project, submission([]), given=[line])


def test_a_line_for_no_row_is_told(assessed: Estate) -> None:
    line = GivenMatch(building="1#", floor=1, label="77", window="1#-1-S01")

    _, findings = match_windows(
        assessed.project,
        submission([{"building": "1#", "floor": 1, "label": "1"}]),
        given=[line],
    )

    assert "REVIEW-GIVEN-UNUSED" in {f.code for f in findings}


@pytest.mark.parametrize("floor", ["5", "5层", "第5层", "5F", "5.0"])
def test_storeys_are_read_as_people_write_them(tmp_path: Path, floor: str) -> None:
    assert given(tmp_path, f"1#,{floor},3,1#-5-S01\n")[0].floor == 5


def test_a_basement_and_no_storey(tmp_path: Path) -> None:
    lines = given(tmp_path, "1#,地下1层,3,a\n1#,,4,b\n1#,首层,5,c\n")
    assert [line.floor for line in lines] == [-1, NO_FLOOR, 1]


@pytest.mark.parametrize(
    ("lines", "told"),
    [
        ("1#,五六,3,1#-5-S01\n", "'五六' is no storey"),
        ("1#,5,,1#-5-S01\n", "no 窗位"),
        ("1#,5,3,1#-5-S01\n1#,5,3,1#-5-S02\n", "stands in .* already"),
        ("1#,5,3,1#-5-S01\n1#,5,4,1#-5-S01\n", "is given in .* already"),
    ],
)
def test_bad_lines_are_refused(tmp_path: Path, lines: str, told: str) -> None:
    with pytest.raises(ImporterError, match=told):
        given(tmp_path, lines)


def test_a_table_without_the_headings_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "other.csv"
    path.write_text("a,b,c\n1,2,3\n", encoding="utf-8")
    with pytest.raises(ImporterError, match="headings 层号, 窗位 and 模型窗号"):
        read_given_matches(path)


def test_a_workbook_is_read_too(tmp_path: Path) -> None:
    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.Workbook()
    for row in (["楼号", "层号", "窗位", "模型窗号"], ["1#", 5, 3, "1#-5-S01"]):
        book.active.append(row)
    path = tmp_path / "对应.xlsx"
    book.save(path)

    (line,) = read_given_matches(path)

    assert (line.floor, line.label, line.window) == (5, "3", "1#-5-S01")


def test_nothing_to_fill_in_leaves_the_headings(
    assessed: Estate, tmp_path: Path
) -> None:
    ids = assessed.project.windows.id
    rows, _ = printed(assessed, lambda _, here: [(w, str(ids[w])) for w in here])
    sent = submission(rows)
    match, _ = match_windows(assessed.project, sent)

    count = write_unmatched(tmp_path / "a.csv", assessed.project, sent, match)

    assert count == 0
    text = (tmp_path / "a.csv").read_text(encoding="utf-8-sig")
    assert text.startswith("楼号,层号,窗位,模型窗号,出处")
    assert np.all(match.window >= 0)
