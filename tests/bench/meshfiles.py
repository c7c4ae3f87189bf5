"""Detailed meshes for the benchmark: files of the data folder, and generated ones."""

import json
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import shapely
import trimesh
from soups import terrain, triangulated

__all__ = ["MeshScene", "city_of_file", "mesh_of_file", "mesh_scenes"]

CITYJSON = ("DenHaag_01", "lod2_buildings_v2", "delft_lod1")
Y_UP = ("house1-1.glb", "house-4-2.glb", "no_indices_3storybuilding.glb",
        "wallhole.obj")  # fmt: skip
COPIES = 12  # of the detached houses along both sides of an estate [count]
PITCH = 22.0  # of that estate [m]
TERRAINS = (10_000, 100_000, 1_000_000)
STEEP = 0.2  # faces with a smaller vertical part of their normal are façades
BESIDE = 20.0  # ground points lie up to this outside the bodies [m]
EYE = np.array([0.0, 0.0, 1.5])  # points on a terrain lie this above it [m]
ABOVE = 0.3  # ground points lie this above the foot of the nearest body [m]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class MeshScene:
    """A scene of triangle meshes: name, one (f, 3, 3) soup a body, and its ground."""

    name: str
    bodies: tuple
    is_terrain: bool = False

    def triangles(self):
        return np.concatenate(self.bodies)

    def solids(self):
        """Bodies as (owner, (vertices, faces)), three corners of its own a triangle."""
        for i, soup in enumerate(self.bodies):
            index = np.arange(3 * len(soup)).reshape(-1, 3)
            yield f"{self.name} {i}", (soup.reshape(-1, 3), index)

    def ground(self, count, rng):
        """(n, 3) points on the ground, at most `count`; none under or in a body."""
        soup = self.triangles()
        if self.is_terrain:
            chosen = soup[rng.choice(len(soup), count)]
            return _within(chosen, rng) + EYE
        flat = soup.reshape(-1, 3)
        low, high = flat.min(axis=0) - BESIDE, flat.max(axis=0) + BESIDE
        xy = rng.uniform(low[:2], high[:2], (4 * count, 2))
        shadows = shapely.polygons(soup[:, :, :2])
        shadows = shadows[shapely.area(shadows) > 1e-6]
        covered = shapely.STRtree(shadows).query(shapely.points(xy), "dwithin",
                                                 distance=0.05)[0]  # fmt: skip
        xy = np.delete(xy, np.unique(covered), axis=0)[:count]
        boxes = np.array([[*b.reshape(-1, 3).min(0), *b.reshape(-1, 3).max(0)]
                          for b in self.bodies])  # fmt: skip
        outlines = shapely.box(boxes[:, 0], boxes[:, 1], boxes[:, 3], boxes[:, 4])
        near = shapely.STRtree(outlines).nearest(shapely.points(xy))
        return np.column_stack([xy, boxes[near, 2] + ABOVE])

    def facades(self, count, rng):
        """Points on steep faces, by area, and the outward normals the winding gives."""
        soup = self.triangles()
        cross = np.cross(soup[:, 1] - soup[:, 0], soup[:, 2] - soup[:, 0])
        size = np.linalg.norm(cross, axis=1)
        normal = cross / np.maximum(size, 1e-12)[:, None]
        steep = np.flatnonzero((np.abs(normal[:, 2]) < STEEP) & (size > 1e-6))
        if len(steep) == 0:
            return np.empty((0, 3)), np.empty((0, 3))
        weights = size[steep] / size[steep].sum()
        chosen = rng.choice(steep, count, p=weights)
        return _within(soup[chosen], rng), normal[chosen]


def mesh_scenes(folder):
    """Scenes from the data folder, if it is named, then the generated terrains."""
    if folder is not None:
        yield from _files(Path(folder))
    for count in TERRAINS:
        vertices, faces = terrain(count)
        soup = vertices[faces]
        yield MeshScene(name=f"terrain {len(soup):,}", bodies=(soup,), is_terrain=True)


def _files(folder):
    """Estates of the detached houses, the other meshes as they are, the cities."""
    houses = [mesh_of_file(folder / "mesh" / f"{name}.glb") for name in
              ("house1-1", "house-4-2")]  # fmt: skip
    yield MeshScene(name="estate of 144 houses", bodies=tuple(_estate(houses)))
    for name in ("no_indices_3storybuilding.glb", "wallhole.obj",
                 "denhaag_120parts_DERIVED.obj"):  # fmt: skip
        yield MeshScene(name=name, bodies=(mesh_of_file(folder / "mesh" / name),))
    for name in CITYJSON:
        file = folder / "cityjson" / f"{name}.city.json"
        yield MeshScene(name=name, bodies=tuple(city_of_file(file)))


def mesh_of_file(file):
    """(f, 3, 3) triangles of a file, z up, its middle in plan at the origin."""
    mesh = trimesh.load(file, force="mesh", process=False)
    soup = np.asarray(mesh.vertices, dtype=np.float64)[np.asarray(mesh.faces)]
    if file.name in Y_UP:
        soup = np.stack([soup[..., 0], -soup[..., 2], soup[..., 1]], axis=2)
    flat = soup.reshape(-1, 3)
    middle = (flat.min(axis=0) + flat.max(axis=0)) / 2
    return soup - (middle[0], middle[1], 0.0)


def _estate(houses):
    """Copies of the houses in rows, each turned."""
    rng = np.random.default_rng(5)
    for i in range(COPIES):
        for j in range(COPIES):
            turn = rng.uniform(0, 2 * np.pi)
            cos, sin = np.cos(turn), np.sin(turn)
            rotate = np.array([[cos, -sin, 0.0], [sin, cos, 0.0], [0.0, 0.0, 1.0]])
            yield houses[(i + j) % 2] @ rotate.T + (PITCH * i, PITCH * j, 0.0)


def city_of_file(file):
    """Triangles of each building of a CityJSON file, local coordinates."""
    city = json.loads(file.read_text(encoding="utf-8"))
    vertices = np.array(city["vertices"]) * city["transform"]["scale"]
    vertices -= (*vertices[:, :2].mean(axis=0), 0.0)
    for thing in city["CityObjects"].values():
        if not thing["type"].startswith("Building"):
            continue
        for shape in thing.get("geometry", ()):
            surfaces = [s for shell in shape["boundaries"] for s in shell]
            if shape["type"] != "Solid":
                surfaces = shape["boundaries"]
            faces = [_face([vertices[ring] for ring in s]) for s in surfaces]
            soup = np.concatenate([*faces, np.empty((0, 3, 3))])
            if len(soup):
                yield soup


def _face(rings):
    """(f, 3, 3) triangles of a planar ring with holes, wound as the ring is."""
    outer = rings[0]
    following = np.roll(outer, -1, axis=0)
    normal = np.cross(outer - outer[0], following - outer[0]).sum(axis=0)
    drop = int(np.argmax(np.abs(normal)))
    u, v = (drop + 1) % 3, (drop + 2) % 3
    flat = [ring[:, (u, v)] for ring in rings]
    polygon = shapely.Polygon(flat[0], flat[1:])
    if not polygon.is_valid or polygon.area < 1e-6:
        return np.empty((0, 3, 3))  # of no area, or crossing itself: nobody gets it
    height = {tuple(p): q for f, r in zip(flat, rings, strict=True)
              for p, q in zip(f, r, strict=True)}  # fmt: skip
    pieces = triangulated(polygon)
    soup = np.array([[height[tuple(p)] for p in piece] for piece in pieces])
    return soup if normal[drop] > 0 else soup[:, ::-1]


def _within(soup, rng):
    """A point at random in each triangle."""
    a, b = rng.random((2, len(soup), 1))
    over = a + b > 1
    a, b = np.where(over, 1 - a, a), np.where(over, 1 - b, b)
    return soup[:, 0] + a * (soup[:, 1] - soup[:, 0]) + b * (soup[:, 2] - soup[:, 0])
