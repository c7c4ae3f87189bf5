"""A mapping file says what headings do not."""

import pytest

from sunlight.errors import ImporterError
from sunlight.review.reading.mapping import read_mapping
from sunlight.review.reading.submission import read_submission


@pytest.fixture
def files(tmp_path):
    def write(table, mapping):
        (tmp_path / "a.csv").write_text(table, encoding="utf-8")
        (tmp_path / "m.toml").write_text(
            'schema = "sunlight-mapping/1"\n' + mapping, encoding="utf-8"
        )
        return tmp_path / "a.csv", tmp_path / "m.toml"

    return write


def test_columns_by_letter_number_and_heading(files):
    table, mapping = files(
        "甲,乙,丙,丁,戊\n3-S1,08:00~09:15,1.25,0.9,3\n3-S2,无,0,0.9,3\n",
        """
[[tables]]
file = "*.csv"
building = "3#"
heading_row = 1
[tables.columns]
window = "A"
segments_before = 2
total_before = { column = "丙", unit = "h" }
sill = "丁"
floor = "E"
""",
    )

    submission, findings = read_submission([table], mapping=mapping)

    windows = submission.windows
    assert list(windows.label) == ["3-S1", "3-S2"]
    assert list(windows.building) == ["3#", "3#"]
    assert windows.floor.tolist() == [3, 3]
    assert windows.minutes_before.tolist() == [75.0, 0.0]
    assert windows.segments_before.row(0) == [(480.0, 555.0)]
    assert findings == ()
    assert {f.kind for f in submission.files} == {"csv", "mapping"}


def test_label_expression_gives_building_and_storey(files):
    table, mapping = files(
        "窗号,总有效日照(min)\n3#-2-S1,75\n3#-12-S2,80\n怪,1\n",
        """
[[tables]]
label = '(?P<building>\\d+#)-(?P<floor>\\d+)-(?P<window>\\w+)'
state = "before"
""",
    )

    submission, findings = read_submission([table], mapping=mapping)

    windows = submission.windows
    assert list(windows.label) == ["S1", "S2", "怪"]
    assert list(windows.building) == ["3#", "3#", ""]
    assert windows.floor.tolist()[:2] == [2, 12]
    assert windows.minutes_before.tolist() == [75.0, 80.0, 1.0]
    assert [f.code for f in findings] == ["SUBMISSION-CELL-UNREAD"]


def test_unit_of_a_column_that_has_none(files):
    table, mapping = files(
        "窗号,总有效日照\nS1,1.52\nS2,2.10\n",
        '[[tables]]\n[tables.columns]\ntotal_after = { column = "B", unit = "h" }\n',
    )

    submission, findings = read_submission([table], mapping=mapping)

    assert submission.windows.minutes_after.tolist() == pytest.approx([91.2, 126.0])
    assert findings == ()


def test_skipped_table_is_not_read(files):
    table, mapping = files(
        "窗号,总有效日照(min)\nS1,75\n", '[[tables]]\nplace = "a.csv*"\nskip = true\n'
    )

    submission, findings = read_submission([table], mapping=mapping)

    assert len(submission.windows) == 0
    assert [f.code for f in findings] == ["SUBMISSION-NO-WINDOWS"]


@pytest.mark.parametrize(
    ("mapping", "message"),
    [
        ('[[tables]]\n[tables.columns]\nwindo = "A"\n', "there is no role 'windo'"),
        ('[[tables]]\nlabel = "("\n', "no regular expression"),
        ('[[tables]]\nlabel = "(?P<other>.*)"\n', "named groups"),
        ('[[tables]]\nstate = "later"\n', "state"),
        ("[[tables]]\nheading = 1\n", "there is no field 'heading'"),
        ("tables = []\n", "tables"),
    ],
)
def test_wrong_mappings_are_refused(files, mapping, message):
    _, path = files("", mapping)

    with pytest.raises(ImporterError, match=message.replace("(", r"\(")):
        read_mapping(path)


@pytest.mark.parametrize(
    ("mapping", "message"),
    [
        ("[[tables]]\nheading_row = 9\n", "has no row 9"),
        ('[[tables]]\n[tables.columns]\nwindow = "Q"\n', "has no column 'Q'"),
        ("[[tables]]\n[tables.columns]\nwindow = 7\n", "has no column 7"),
    ],
)
def test_mappings_that_do_not_fit_the_table_are_refused(files, mapping, message):
    table, path = files("窗号,总有效日照(min)\nS1,75\n", mapping)

    with pytest.raises(ImporterError, match=message):
        read_submission([table], mapping=path)
