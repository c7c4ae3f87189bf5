"""Random estates of prisms, drawn in several ways and units, are read back equal."""

import math
from dataclasses import dataclass

import pytest
import shapely
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from shapely import affinity

from sunlight.importers.dxf.options import DxfOptions
from sunlight.importers.dxf.reader import read_dxf
from sunlight.kinds import Status

ezdxf = pytest.importorskip("ezdxf")

UNITS = {"m": (6, 1.0), "mm": (4, 1000.0), "cm": (5, 100.0), "ft": (2, 1 / 0.3048)}
LAYERS = {"现状": Status.EXISTING, "拟建": Status.PROPOSED, "已批": Status.APPROVED}
CELL = 120.0


@dataclass(frozen=True)
class Prism:
    width: float
    depth: float
    bulge: float
    turn: float
    base: float
    height: float
    layer: str
    way: str


def lengths(low, high):
    return st.integers(low * 10, high * 10).map(lambda n: n / 10.0)


prisms = st.builds(
    Prism,
    width=lengths(8, 60),
    depth=lengths(8, 25),
    bulge=st.sampled_from([0.0, 0.0, 0.25, -0.2, 1.0]),
    turn=st.integers(0, 359).map(float),
    base=lengths(1, 30),
    height=lengths(3, 100),
    layer=st.sampled_from(sorted(LAYERS)),
    way=st.sampled_from(["closed", "open", "exploded", "block", "mirrored", "old"]),
)


def corners(prism):
    """Corners with bulges about the middle; the right side is an arc."""
    x, y = prism.width / 2.0, prism.depth / 2.0
    return [(-x, -y, 0.0), (x, -y, prism.bulge), (x, y, 0.0), (-x, y, 0.0)]


def expected(prism, at):
    """Outline in metres, its arc as a fine polyline."""
    x, y = prism.width / 2.0, prism.depth / 2.0
    ring = [(-x, -y), (x, -y)]
    if prism.bulge:
        angle = 4.0 * math.atan(prism.bulge)
        radius = y / math.sin(angle / 2.0)
        centre = x - radius * math.cos(angle / 2.0)
        steps = [angle * (k / 200.0 - 0.5) for k in range(1, 200)]
        ring += [(centre + radius * math.cos(t), radius * math.sin(t)) for t in steps]
    ring += [(x, y), (-x, y)]
    if prism.way == "mirrored":
        ring = [(-a, b) for a, b in ring]
    turned = affinity.rotate(shapely.Polygon(ring), prism.turn, origin=(0, 0))
    return affinity.translate(turned, *at)


def draw(doc, prism, at, scale, number):
    """Draw a prism in its way."""
    space = doc.modelspace()
    block = doc.blocks.new(f"b{number}")
    rows = [(x * scale, y * scale, b) for x, y, b in corners(prism)]
    solid = {"thickness": prism.height * scale}
    place = {
        "insert": (at[0] * scale, at[1] * scale, prism.base * scale),
        "rotation": prism.turn,
        "layer": prism.layer,
        "xscale": -1.0 if prism.way == "mirrored" else 1.0,
    }
    if prism.way == "open":
        block.add_lwpolyline([*rows, rows[0]], format="xyb", dxfattribs=solid)
    elif prism.way == "old":
        block.add_polyline2d(rows, format="xyb", close=True, dxfattribs=solid)
    else:
        block.add_lwpolyline(rows, format="xyb", close=True, dxfattribs=solid)
    insert = space.add_blockref(block.name, place["insert"], dxfattribs=place)
    if prism.way not in ("block", "mirrored"):
        parts = insert.explode()
        for part in parts:
            part.dxf.layer = prism.layer
        if prism.way == "exploded":
            for part in list(parts):
                for line in part.explode():
                    line.dxf.thickness = prism.height * scale
                    line.dxf.layer = prism.layer


@settings(
    max_examples=10,
    phases=[Phase.explicit, Phase.generate],  # drawings are slow to shrink
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(
    estate=st.lists(prisms, min_size=1, max_size=5),
    unit=st.sampled_from(sorted(UNITS)),
    version=st.sampled_from(["R2000", "R2010"]),
)
def test_an_estate_is_read_back_as_it_was_drawn(tmp_path, estate, unit, version):
    number, scale = UNITS[unit]
    doc = ezdxf.new(version, units=number)
    places = [(CELL * k, CELL * (k % 2)) for k in range(len(estate))]
    for k, (prism, at) in enumerate(zip(estate, places, strict=True)):
        draw(doc, prism, at, scale, k)
    path = tmp_path / "estate.dxf"
    doc.saveas(path)
    project, _ = read_dxf(path, options=DxfOptions(unit=unit))

    assert len(estate) == len(project.buildings)
    for prism, at in zip(estate, places, strict=True):
        wanted = expected(prism, at)
        building = min(
            project.buildings,
            key=lambda b: b.parts[0].polygon.symmetric_difference(wanted).area,
        )
        part = building.parts[0]
        # chords leave arcs by a centimetre at most
        assert part.polygon.hausdorff_distance(wanted) < 0.011
        assert part.polygon.exterior.is_ccw
        assert prism.base == pytest.approx(part.base, abs=1e-6)
        assert prism.base + prism.height == pytest.approx(part.top, abs=1e-6)
        assert LAYERS[prism.layer] is building.status
