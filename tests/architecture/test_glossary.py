"""One English term and one Chinese term per concept, all in the glossary."""

import re
from pathlib import Path

import pytest

from sunlight import kinds

GLOSSARY = Path(__file__).parents[2] / "docs" / "glossary.md"


def rows(width):
    """Cells of all rows of the tables with that many columns, without their heads."""
    lines = GLOSSARY.read_text(encoding="utf-8").splitlines()
    table = [[c.strip() for c in re.split(r"(?<!\\)\|", x)[1:-1]] for x in lines]
    heads = [
        i - 1 for i, x in enumerate(lines) if re.fullmatch(r"[|\s:-]+-[|\s:-]+", x)
    ]
    body = [i for i in range(len(lines)) if i not in heads and i - 1 not in heads]
    return [table[i] for i in body if len(table[i]) == width]


def test_every_term_has_chinese_and_a_source():
    terms = rows(5)

    assert len(terms) >= 30
    assert all(cells[0] and cells[1] and cells[4] for cells in terms)


@pytest.mark.parametrize("column", [0, 1], ids=["english", "chinese"])
def test_no_term_is_listed_twice(column):
    terms = [cells[column] for cells in rows(5)]

    assert sorted(set(terms)) == sorted(terms)


@pytest.mark.parametrize(
    "kind",
    [
        kinds.Status,
        kinds.Use,
        kinds.PartKind,
        kinds.RoomKind,
        kinds.GroundKind,
        kinds.SourceKind,
        kinds.LegalStatus,
        kinds.WindowKind,
        kinds.BalconyKind,
        kinds.DrawnLine,
        kinds.MainSide,
    ],
)
def test_every_kind_has_its_row(kind):
    listed = [
        cells[1].strip("`") for cells in rows(4) if f"`{kind.__name__}`" == cells[0]
    ]

    assert [member.value for member in kind] == listed
