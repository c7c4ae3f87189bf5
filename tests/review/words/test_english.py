"""One thing in the singular, everything else as it stands."""

import pytest

from sunlight.review.words.english import agreeing


@pytest.mark.parametrize(
    ("many", "one"),
    [
        ("1 rows print no storey", "1 row prints no storey"),
        ("the report does not state 1 parameters: day", None),
        ("totals of 1 rows are off", "totals of 1 row are off"),
        (
            "1 rows of the table of 3# have none",
            "1 row of the table of 3# has none",
        ),
        ("1 windows of 3# (1#, 2# rows) differ", "1 window of 3# (1#, 2# rows) differ"),
    ],
)
def test_one_thing_is_told_in_the_singular(many, one):
    expected = one or many.replace("1 parameters", "1 parameter")

    assert expected == agreeing(many)


@pytest.mark.parametrize(
    "message",
    [
        "11 rows are open",
        "0.1 rows are open",
        "building 3-1 windows are open",
        "by 1 min: windows are open",
        "step of 1 min for 20 rows",
        "1# windows are open",
    ],
)
def test_other_figures_stay(message):
    assert message == agreeing(message)
