"""Printed names and numbers taken apart."""

import pytest

from sunlight.review.matching.labels import (
    building_name,
    plain,
    storey_of,
    unit_number,
    window_key,
    window_label,
)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("3#", "3"), ("3号楼", "3"), ("3#住宅楼", "3"), ("3 幢", "3"), ("三号楼", "3"),
        ("3栋", "3"), ("十二号楼", "12"), ("二十号楼", "20"), ("A-3", "a3"),
        ("A3#楼", "a3"), ("B座", "b"), ("3#楼2单元", "3"), ("幼儿园", ""), ("", ""),
    ],
)  # fmt: skip
def test_a_name_of_a_building_gives_its_number(text: str, code: str) -> None:
    assert building_name(text).code == code


def test_what_stands_before_the_number_is_the_estate() -> None:
    assert building_name("云中苑3#").estate == "云中苑"


def test_width_case_blanks_and_dashes_do_not_count() -> None:
    assert plain("\uff13\uff03 \uff0d 5—\uff3302\u3000") == "3#-5-s02"


@pytest.mark.parametrize(
    ("label", "floor", "key"),
    [
        ("3#-5-s02", 5, "s02"), ("5-s02", 5, "s02"), ("5f-12", 5, "12"),
        ("s02", 5, "s02"), ("12", 5, "12"), ("3#12", 5, "12"), ("5层-南3", 5, "南3"),
        ("-1-c2", -1, "1-c2"),
    ],
)  # fmt: skip
def test_a_window_loses_its_building_and_storey(
    label: str, floor: int, key: str
) -> None:
    assert window_key(label, ("3#",), floor) == key


def test_a_key_is_stem_number_and_end() -> None:
    found = window_label("南窗03a")
    assert (found.stem, found.number, found.end) == ("南窗", 3, "a")


def test_a_storey_is_told_from_a_label_of_several_pieces_only() -> None:
    assert storey_of("3#-5-s02", ("3#",)) == 5
    assert storey_of("502", ("3#",)) is None


@pytest.mark.parametrize(
    ("label", "number"),
    [
        ("0502", "2"), ("502", "2"), ("3#-0502", "2"), ("5层02户", "2"), ("02", "2"),
        ("502室", "2"), ("东户", ""), ("0602", ""), ("6层02户", ""),
    ],
)  # fmt: skip
def test_a_household_of_the_fifth_storey(label: str, number: str) -> None:
    assert unit_number(label, ("3#",), 5) == number
