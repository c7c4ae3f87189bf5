"""Random bodies round the origin: prisms, floating plates, closed and open meshes."""

import numpy as np
import shapely
from shapely import affinity

import sunlight as sl

TETRAHEDRON = np.array([(0, 1, 2), (0, 1, 3), (1, 2, 3), (0, 2, 3)])


def box_mesh(owner, low, high):
    """A box as twelve triangles, facing outwards."""
    (x0, y0, z0), (x1, y1, z1) = low, high
    vertices = np.array(
        [(x, y, z) for x in (x0, x1) for y in (y0, y1) for z in (z0, z1)]
    )
    quads = [(0, 1, 3, 2), (4, 6, 7, 5), (0, 4, 5, 1), (2, 3, 7, 6), (0, 2, 6, 4)]
    quads.append((1, 5, 7, 3))
    faces = [f for a, b, c, d in quads for f in ((a, b, c), (a, c, d))]
    return sl.Solid(owner, (vertices, np.array(faces)))


def random_prisms(rng, count=5):
    """L-shapes, courtyards, boxes and floating plates, turned."""
    bodies = []
    for kind in range(count):
        x, y = rng.uniform(-40, 40, 2)
        w, d = rng.uniform(3, 20, 2)
        outline = shapely.box(x, y, x + w, y + d)
        if kind % 3 == 0:
            outline -= shapely.box(x + w / 3, y + d / 3, x + w, y + d)
        if kind % 3 == 1:
            outline -= shapely.box(x + w / 4, y + d / 4, x + w / 2, y + d / 2)
        base = float(rng.choice([-1.0, 0.0, 4.0]))
        turned = affinity.rotate(outline, rng.uniform(0, 90))
        bodies.append(sl.Prism(f"p{kind}", turned, base, base + rng.uniform(3, 40)))
    return bodies


def random_meshes(rng):
    """A box, a tetrahedron that pierces the ground, and an open sheet."""
    x, y = rng.uniform(-30, 30, 2)
    low = (x, y, float(rng.choice([-2.0, 0.0, 5.0])))
    high = (x + rng.uniform(3, 12), y + rng.uniform(3, 12), rng.uniform(8, 25))
    corners = rng.uniform(-12, 12, (4, 3)) + np.append(rng.uniform(-30, 30, 2), 6.0)
    sheet = rng.uniform(-10, 10, (4, 3)) + np.append(rng.uniform(-30, 30, 2), 8.0)
    return [
        box_mesh("m0", low, high),
        sl.Solid("m1", (corners, TETRAHEDRON)),
        sl.Solid("m2", (sheet, np.array([(0, 1, 2), (0, 2, 3)]))),
    ]


def obstructions_of(bodies):
    """Prisms and meshes together."""
    prisms = [b for b in bodies if isinstance(b, sl.Prism)]
    solids = [b for b in bodies if isinstance(b, sl.Solid)]
    found = sl.Obstructions.from_prisms(prisms)
    return found + sl.Obstructions.from_meshes(solids) if solids else found


def plane_points(rng, count, z, reach=90.0):
    """Points of a plane, (count, 3)."""
    xy = rng.uniform(-reach, reach, (count, 2))
    return np.column_stack([xy, np.full(count, z)])
