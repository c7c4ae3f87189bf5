"""A small estate of prisms and meshes, with windows all round, to be cut into tiles."""

import numpy as np
import shapely
import trimesh
from shapely import affinity

from sunlight.conditions import Conditions, StandardDay
from sunlight.scene import Obstructions, Prism, Receivers, Solid
from sunlight.solar import sun_path

PATH = sun_path("大寒", latitude=38.42)
CONDITIONS = Conditions(day=StandardDay.GREAT_COLD, band=(480.0, 960.0))

_L_SHAPE = shapely.Polygon([(0, 0), (30, 0), (30, 26), (18, 26), (18, 12), (0, 12)])


def obstructions():
    """Blocks in rows, roofs of the same outline, balconies, and four meshes."""
    rng = np.random.default_rng(7)
    prisms, solids = [], []
    for i in range(24):
        outline = shapely.box(0, 0, 36, 12) if rng.random() < 0.6 else _L_SHAPE
        turn = 0.0 if rng.random() < 0.6 else float(rng.uniform(-30, 30))
        place = 70.0 * (i % 6), 55.0 * (i // 6)
        body = affinity.translate(affinity.rotate(outline, turn), *place)
        top = float(rng.integers(4, 20) * 3)
        prisms.append(Prism(f"{i}#", body, -1.0, top))
        if rng.random() < 0.5:
            prisms.append(Prism(f"{i}#", body, top, top + 1.2))
        if rng.random() < 0.5:
            ledge = affinity.translate(shapely.box(4, -1.5, 9, 0), *place)
            prisms.append(Prism(f"{i}#", ledge, 2.8, 3.0, part="balcony"))
    for i in range(4):
        ball = trimesh.creation.icosphere(subdivisions=2, radius=9.0)
        ball.apply_translation((35.0 + 70.0 * i, 27.0 + 55.0 * i, 25.0))
        solids.append(Solid(f"m{i}", ball))
    return Obstructions.from_prisms(prisms) + Obstructions.from_meshes(solids)


def receivers(columns=240, floors=6):
    """Columns of windows at whole and broken places, a few on walls, some owned."""
    rng = np.random.default_rng(11)
    xy = rng.uniform((-40, -60), (430, 230), (columns, 2))
    xy[::3] = np.round(xy[::3])
    xy[::10, 1] = 55.0 * rng.integers(0, 4, len(xy[::10]))  # on southern walls
    z = np.tile(0.9 + 3.0 * np.arange(floors), columns)
    turn = np.radians(rng.uniform(90, 270, columns))
    normals = np.column_stack([np.sin(turn), np.cos(turn), np.zeros(columns)])
    normals[::4] = 0.0
    owners = [None if rng.random() < 0.4 else f"{rng.integers(24)}#" for _ in xy]
    offsets = np.arange(0, len(z) + 1, floors)
    return Receivers.columns(xy, offsets, z, normals, owners)


def assert_same(one, other):
    """Equal to the last bit, in value and type."""
    assert type(one) is type(other)
    for name in one.__dataclass_fields__:
        a, b = getattr(one, name), getattr(other, name)
        assert a.dtype == b.dtype
        np.testing.assert_array_equal(a, b)
