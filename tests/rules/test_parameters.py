"""Reading figures: what is refused, and how."""

import datetime as dt

import pytest

from sunlight.errors import InputError, NotInForceError, RuleError
from sunlight.rules.parameters import parse_parameters, values_at

GOOD = """
[[parameter]]
id = "dwelling_minutes"
term_zh = "标准"
term_en = "standard"
unit = "min"
value = 120
valid_from = 2022-04-01
valid_until = 2023-03-31
clause = "规程四(一)1"
source = "text"
checked_on = 2026-01-01
"""


def test_a_figure_is_the_one_of_the_day():
    later = GOOD.replace("value = 120", "value = 60")
    later = later.replace("2023-03-31", "2024-03-31").replace(
        "2022-04-01", "2023-04-01"
    )
    figures = parse_parameters(GOOD + later, origin="x.toml")
    found = [
        values_at(figures, on=day).number("dwelling_minutes")
        for day in (dt.date(2023, 3, 31), dt.date(2023, 4, 1))
    ]
    assert [120.0, 60.0] == found


def test_a_figure_asked_for_outside_its_dates_is_refused():
    figures = parse_parameters(GOOD, origin="x.toml")
    values = values_at(figures, on=dt.date(2024, 1, 1))
    with pytest.raises(NotInForceError, match="2024-01-01; known that day: none"):
        values.number("dwelling_minutes")


def test_two_periods_of_one_figure_must_not_overlap():
    with pytest.raises(InputError, match=r"parameter\[1\].valid_from: .* overlaps"):
        parse_parameters(GOOD + GOOD, origin="x.toml")


@pytest.mark.parametrize(
    ("good", "bad", "message"),
    [
        ('unit = "min"', 'unit = "hours"', "does not go with unit 'hours'"),
        ("value = 120", "value = true", "value True does not go with unit"),
        ("value = 120", 'value = "two"', "value 'two' does not go with unit"),
        ('source = "text"', 'sauce = "text"', "unknown: sauce; keys missing: source; "),
        ('source = "text"', 'source = " "', "source: ' ' is not a text"),
        (
            "checked_on = 2026-01-01",
            'checked_on = "x"',
            "checked_on: 'x' is not a date",
        ),
        (
            "value = 120",
            "value = 120\nallowed = { least = 0, most = 119 }",
            "value: 120 is out of the allowed range; give a number from 0 to 119 min",
        ),
        ("value = 120", "value = 120\nallowed = 9", "allowed: 9 is not a table; write"),
        ("value = 120", "value = 120\nallowed = { x = 1 }", "allowed: keys unknown: x"),
        ("2023-03-31", "2021-03-31", "valid_until: 2021-03-31 is before valid_from"),
    ],
)
def test_a_bad_figure_is_refused_with_its_place(good, bad, message):
    with pytest.raises(InputError, match=message) as caught:
        parse_parameters(GOOD.replace(good, bad), origin="x.toml")
    assert str(caught.value).startswith("x.toml: parameter[0]")


def test_a_number_is_not_read_as_a_text_nor_a_text_as_a_number():
    word = GOOD.replace('"min"', '"text"').replace("120", '"大寒"')
    word = word.replace("dwelling_minutes", "dwelling_day")
    figures = parse_parameters(GOOD + word, origin="x.toml")
    values = values_at(figures, on=dt.date(2022, 4, 1))
    assert ("大寒", 120.0) == (
        values.text("dwelling_day"),
        values.number("dwelling_minutes"),
    )
    with pytest.raises(RuleError, match=r"is the number 120\.0, not a text"):
        values.text("dwelling_minutes")
    with pytest.raises(RuleError, match="is the text '大寒', not a number"):
        values.number("dwelling_day")
