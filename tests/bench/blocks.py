"""Scenes of extruded blocks for benchmarks: S, M and L (20, 300, 3,000 buildings).

Slabs of 30-60 m by 12-14 m and 18-99 m tall stand in rows 25-60 m apart; a fifth is
rotated, a seventh L-shaped, a third bears a roof box. Every south façade has a window
of 1.5 m every 3.6 m and every 3 m storey: two sill ends each, in columns as a project
gives them. The numbers come from a fixed seed.
"""

from dataclasses import dataclass

import numpy as np
import shapely
from shapely import affinity
from soups import soup_of_bodies

from sunlight.scene import Obstructions, Prism, Receivers

SIZES = {"S": 20, "M": 300, "L": 3000}
LATITUDE = 38.42  # of Xinzhou [deg]
STOREY = 3.0
SPACING = 3.6
WIDTH = 1.5
SILL = 0.9
AT_WALL = 0.01  # a ground point this near a wall is of no use to a ray caster [m]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Blocks:
    """One scene: the prisms, the columns of sill ends, the site."""

    prisms: list
    xy: np.ndarray
    offsets: np.ndarray
    z: np.ndarray
    normals: np.ndarray
    owners: list

    def obstructions(self):
        return Obstructions.from_prisms(self.prisms)

    def receivers(self):
        return Receivers.columns(
            self.xy, self.offsets, self.z, self.normals, self.owners
        )

    def triangles(self):
        """(f, 3, 3) triangles of all blocks. [m]"""
        return soup_of_bodies(self.prisms)

    def sills(self):
        """(r, 3) sill ends in the order of the columns, and their (r, 3) normals."""
        floors = np.diff(self.offsets)
        xy = np.repeat(self.xy, floors, axis=0)
        return np.column_stack([xy, self.z]), np.repeat(self.normals, floors, axis=0)

    def bounds(self):
        boxes = np.array([p.polygon.bounds for p in self.prisms])
        return (*boxes[:, :2].min(axis=0), *boxes[:, 2:].max(axis=0))

    def grid(self, spacing):
        """Ground points at every `spacing` metres, without those in or at a block."""
        x0, y0, x1, y1 = self.bounds()
        xs, ys = np.meshgrid(
            np.arange(x0 - 40, x1 + 40, spacing), np.arange(y0 - 20, y1 + 60, spacing)
        )
        points = np.column_stack([xs.ravel(), ys.ravel()])
        tree = shapely.STRtree([p.polygon for p in self.prisms])
        covered = tree.query(
            shapely.points(points), predicate="dwithin", distance=AT_WALL
        )[0]
        open_air = np.ones(len(points), dtype=bool)
        open_air[covered] = False
        return np.column_stack([points[open_air], np.full(open_air.sum(), 0.0)])


def blocks(size, seed=2001):
    """Scene of that size: S, M, L or a number of buildings."""
    rng = np.random.default_rng(seed)
    count = SIZES.get(size, size)
    per_row = int(np.ceil(np.sqrt(count * 0.9)))
    prisms, xy, heights, normals, owners = [], [], [], [], []
    y = 0.0
    made = 0
    while made < count:
        x = rng.uniform(0, 20)
        deepest = 0.0
        for _ in range(min(per_row, count - made)):
            length, depth = rng.uniform(30, 60), rng.uniform(12, 14)
            height = STOREY * rng.integers(6, 34)
            outline = shapely.box(0, 0, length, depth)
            if rng.random() < 1 / 7:
                wing = shapely.box(0, 0, depth, depth + rng.uniform(8, 16))
                outline = shapely.union_all([outline, wing])
            turn = rng.uniform(-25, 25) if rng.random() < 0.2 else 0.0
            middle = (length / 2, depth / 2)
            place = (x, y)
            name = f"{made}#"
            body = _placed(outline, turn, middle, place)
            prisms.append(Prism(name, body, 0.0, float(height)))
            if rng.random() < 1 / 3:
                box = shapely.box(length * 0.4, 3, length * 0.6, depth - 3)
                roof = _placed(box, turn, middle, place)
                prisms.append(Prism(name, roof, float(height), float(height + 4)))
            _windows(
                length, height, turn, middle, place, name, xy, heights, normals, owners
            )
            deepest = max(deepest, outline.bounds[3])
            x += length + rng.uniform(8, 20)
            made += 1
        y += deepest + rng.uniform(25, 60)
    offsets = np.concatenate([[0], np.cumsum([len(h) for h in heights])])
    return Blocks(
        prisms=prisms,
        xy=np.array(xy),
        offsets=offsets,
        z=np.concatenate(heights),
        normals=np.array(normals),
        owners=owners,
    )


def _placed(shape, turn, middle, place):
    turned = affinity.rotate(shape, turn, origin=middle)
    return affinity.translate(turned, *place)


def _windows(length, height, turn, middle, place, name, xy, heights, normals, owners):
    """Columns of left and right sill ends along the south façade."""
    angle = np.radians(turn)
    cos, sin = np.cos(angle), np.sin(angle)
    z = np.arange(0.0, height - STOREY / 2, STOREY) + SILL
    starts = np.arange(1.0, length - WIDTH - 0.5, SPACING)
    for start in starts:
        for along in (start, start + WIDTH):
            dx, dy = along - middle[0], -middle[1]
            xy.append(
                (
                    place[0] + middle[0] + cos * dx - sin * dy,
                    place[1] + middle[1] + sin * dx + cos * dy,
                )
            )
            heights.append(z)
            normals.append((sin, -cos, 0.0))
            owners.append(name)
