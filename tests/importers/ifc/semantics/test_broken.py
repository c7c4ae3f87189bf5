"""Models with anything anywhere: facts or findings, never a traceback."""

import random
import re

import pytest

ifcopenshell = pytest.importorskip("ifcopenshell")

ODD = [
    "$",
    "*",
    "''",
    "()",
    "(1.,2.,3.)",
    "1.E400",
    "-1.",
    "0",
    ".T.",
    ".X.",
    "#1",
    "#999999",
    "IFCLABEL($)",
    "'\\X\\'",
]
"""What a broken file may have in place of any attribute."""


@pytest.fixture
def text(small_model):
    """A small model with a bit of everything, as text."""
    small = small_model()
    storey = small.storey("1F", 0.0)
    small.storey("2F", 3.0)
    rooms = [small.space("1", "卧室", storey), small.space("2", "客厅", storey)]
    small.zone("wing", small.zone("101户", *rooms))
    small.map_conversion(XAxisAbscissa=1.0, XAxisOrdinate=0.1, Scale=1.0)
    small.point_north((0.1, 0.9))
    small.site.RefLatitude = (38, 25, 12)
    small.site.RefLongitude = (112, 43, 48)
    small.properties(small.building, "Pset_BuildingCommon", OccupancyType="住宅")
    return small.file.to_string()


def broken(text, seed):
    """The same text with some attributes of some entities replaced."""
    chance = random.Random(seed)
    lines = text.split("\n")
    entities = [i for i, line in enumerate(lines) if re.match(r"#\d+=", line)]
    for i in chance.sample(entities, k=chance.randint(1, 5)):
        head, _, rest = lines[i].partition("(")
        parts = rest.removesuffix(");").split(",")
        parts[chance.randrange(len(parts))] = chance.choice(ODD)
        lines[i] = f"{head}({','.join(parts)});"
    return "\n".join(lines)


@pytest.mark.parametrize("block", range(4))
def test_anything_anywhere_gives_facts(text, read, block):
    opened = 0
    for seed in range(40 * block, 40 * block + 40):
        try:
            model = ifcopenshell.file.from_string(broken(text, seed))
        except (ifcopenshell.Error, RuntimeError):
            continue
        facts, _ = read(model)
        assert facts.scale > 0.0
        opened += 1
    assert opened > 25
