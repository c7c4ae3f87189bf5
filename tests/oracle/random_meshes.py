"""Random scenes of meshes of every kind, with points; all follows from kind and seed.

Nothing of the engine is imported. A scene is triangle soups by owner, loose points and
columns of points (floors of windows, with the normal of their wall).
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import random_scenes as rs
import trimesh
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Rng = np.random.Generator
Mesh = tuple[Floats, NDArray[np.int64]]

FAR = np.array([500_000.3, 4_250_000.7, 0.0])
"""Where drawings in a national grid lie. [m]"""


@dataclass(frozen=True, kw_only=True)
class MeshScene:
    """Meshes by owner, and columns of points; a zero normal: no wall."""

    name: str
    meshes: tuple[tuple[str, Mesh], ...]
    xy: Floats
    floors: tuple[Floats, ...]
    normals: Floats

    @property
    def triangles(self) -> Floats:
        """All triangles, (f, 3, 3)."""
        return np.concatenate([v[f] for _, (v, f) in self.meshes])

    @property
    def triangle_owner(self) -> NDArray[np.object_]:
        """Owner of each triangle, (f,)."""
        return np.array([o for o, (_, f) in self.meshes for _ in f], dtype=object)

    @property
    def points(self) -> Floats:
        """Every point of every column, (r, 3)."""
        return np.array(
            [(*p, z) for p, row in zip(self.xy, self.floors, strict=True) for z in row]
        )

    @property
    def point_normals(self) -> Floats:
        """Normal of every point's column, (r, 3)."""
        return np.repeat(self.normals, [len(row) for row in self.floors], axis=0)


def soup_mesh(triangles: Floats) -> Mesh:
    """A mesh that shares no vertex."""
    return triangles.reshape(-1, 3), np.arange(3 * len(triangles)).reshape(-1, 3)


def joined(meshes: list[Mesh]) -> Mesh:
    """Several meshes as one, with vertices of their own."""
    steps = np.cumsum([0, *(len(v) for v, _ in meshes)])[:-1]
    return (
        np.concatenate([v for v, _ in meshes]),
        np.concatenate([f + s for (_, f), s in zip(meshes, steps, strict=True)]),
    )


def split(mesh: Mesh, rng: Rng, rounds: int = 1, *, share: float = 1.0) -> Mesh:
    """Some faces cut in three at a point inside, so that all sides stay as they are."""
    vertices, faces = mesh
    for _ in range(rounds):
        cut = rng.random(len(faces)) < share
        some = faces[cut]
        inner = np.einsum(
            "fk,fki->fi", rng.dirichlet((2.0, 2.0, 2.0), len(some)), vertices[some]
        )
        new = len(vertices) + np.arange(len(some))
        vertices = np.concatenate([vertices, inner])
        parts = [np.column_stack([some[:, i - 1], some[:, i], new]) for i in range(3)]
        faces = np.concatenate([faces[~cut], *parts])
    return vertices, faces


def box(low: Floats, high: Floats) -> Mesh:
    """A closed box with its faces outwards."""
    piece = rs.prism(
        "", "body", [rs.rectangle(low[0], low[1], high[0], high[1])], low[2], high[2]
    )
    return piece.vertices, piece.faces


def flipped(mesh: Mesh) -> Mesh:
    """The mesh inside out."""
    return mesh[0], mesh[1][:, ::-1]


def moved(mesh: Mesh, by: Floats) -> Mesh:
    """The mesh moved."""
    return mesh[0] + np.asarray(by), mesh[1]


def turned(mesh: Mesh, rng: Rng) -> Mesh:
    """The mesh turned about any axis through the origin."""
    return mesh[0] @ np.linalg.qr(rng.normal(size=(3, 3)))[0], mesh[1]


def _place(rng: Rng, *, z: float = 0.0) -> Floats:
    """A place in the square that the scenes fill."""
    return np.array([*rng.uniform(-30.0, 30.0, 2), z])


def _building(rng: Rng) -> Mesh:
    """A building of the other scenes as one mesh."""
    turn = rs.turn_about(rng.uniform(-60, 60), _place(rng)[:2])
    makers = (rs.box, rs.l_shape, rs.recess, rs.courtyard, rs.gable, rs.hip)
    pieces = makers[rng.integers(len(makers))](rng, "", turn)
    return joined([(p.vertices, p.faces) for p in pieces])


# Kinds of scenes: each gives its meshes.


def soups(rng: Rng) -> list[Mesh]:
    """Triangles at random that share nothing."""
    found = []
    for _ in range(3):
        middle = _place(rng)[None, None] + rng.uniform(-12, 12, (40, 1, 3))
        corners = middle + rng.uniform(-4, 4, (40, 3, 3))
        corners[..., 2] += 8.0
        found.append(soup_mesh(corners))
    return found


def holed(rng: Rng) -> list[Mesh]:
    """Bodies with faces removed."""
    found = []
    for _ in range(4):
        vertices, faces = split(_building(rng), rng, share=0.5)
        found.append((vertices, faces[rng.random(len(faces)) < 0.8]))
    return found


def mixed_winding(rng: Rng) -> list[Mesh]:
    """Closed bodies of which some faces are turned."""
    found = []
    for _ in range(4):
        vertices, faces = _building(rng)
        back = rng.random(len(faces)) < rng.choice([0.1, 0.5])
        found.append((vertices, np.where(back[:, None], faces[:, ::-1], faces)))
    return found


def inside_out(rng: Rng) -> list[Mesh]:
    """Closed bodies all of whose faces look inwards."""
    return [flipped(_building(rng)) for _ in range(4)]


def roofs(rng: Rng) -> list[Mesh]:
    """Houses with gable, hip and shed roofs, thin, with eaves over walls of a prism."""
    found = []
    for kind in rng.permutation(3):
        w, d, h, out = rng.uniform((8, 6, 3, 0.3), (16, 10, 9, 1.2))
        walls = box(np.array([-w, -d, 0.0]) / 2, np.array([w, d, 2 * h]) / 2)
        a, b = w / 2 + out, d / 2 + out
        rise = rng.uniform(0.8, 4.0)
        ridge = {0: (a, 0.0, rise), 1: (a - b, 0.0, rise), 2: (a, b, rise)}[int(kind)]
        plan = [(-a, -b, 0), (a, -b, 0), (a, b, 0), (-a, b, 0)]
        top = [(-ridge[0], *ridge[1:]), ridge]
        corners = np.add([*plan, *top], (0.0, 0.0, h))
        if kind == 2:
            faces = np.array([(0, 1, 5), (0, 5, 4)])
        else:
            faces = np.array(
                [(0, 1, 5), (0, 5, 4), (2, 3, 4), (2, 4, 5), (1, 2, 5), (3, 0, 4)]
            )
        under = flipped((corners - (0.0, 0.0, 0.2), faces))
        house = joined([walls, (corners, faces), under])
        turn = rs.turn_about(rng.uniform(-60, 60), _place(rng)[:2])
        found.append(
            (np.column_stack([turn(house[0][:, :2]), house[0][:, 2]]), house[1])
        )
    return found


def terrain(rng: Rng, cells: int = 20, side: float = 100.0) -> list[Mesh]:
    """A surface of hills, and houses dug into it."""
    axis = np.linspace(-side / 2, side / 2, cells + 1)
    x, y = np.meshgrid(axis, axis)
    a, b = rng.uniform(8, 20, 2)
    z = 5 * np.sin(x / a + rng.uniform(0, 6)) * np.cos(y / b) + rng.normal(
        0.0, 0.5, x.shape
    )
    corner = np.arange((cells + 1) ** 2).reshape(cells + 1, cells + 1)
    p, q = corner[:-1, :-1].ravel(), corner[:-1, 1:].ravel()
    r, s = corner[1:, 1:].ravel(), corner[1:, :-1].ravel()
    faces = np.concatenate([np.column_stack([p, q, r]), np.column_stack([p, r, s])])
    ground = (np.column_stack([x.ravel(), y.ravel(), z.ravel()]), faces)
    return [ground, *(moved(_building(rng), (0, 0, -4.0)) for _ in range(2))]


def floating(rng: Rng) -> list[Mesh]:
    """Balls, rings and pipes in the air: bodies with tunnels."""
    found = []
    for _ in range(3):
        kind = rng.integers(3)
        size = float(rng.uniform(2, 6))
        if kind == 0:
            body = trimesh.creation.icosphere(subdivisions=2, radius=size)
        elif kind == 1:
            body = trimesh.creation.torus(
                size, 0.3 * size, major_sections=14, minor_sections=8
            )
        else:
            body = trimesh.creation.annulus(0.7 * size, size, 2 * size, sections=12)
        mesh = np.array(body.vertices), np.array(body.faces)
        found.append(moved(turned(mesh, rng), _place(rng, z=rng.uniform(6, 25))))
    return found


def nested(rng: Rng) -> list[Mesh]:
    """Closed bodies within each other, the inner as a hollow or wound as the outer."""
    found = []
    for _ in range(3):
        half = rng.uniform(3, 9, 3)
        outer = box(-half, half)
        inner = box(-0.6 * half, 0.6 * half)
        core = box(-0.2 * half, 0.3 * half)
        whole = [outer, flipped(inner) if rng.random() < 0.5 else inner, core]
        found.append(moved(turned(joined(whole), rng), _place(rng, z=6.0)))
    return found


def slivers(rng: Rng) -> list[Mesh]:
    """Bodies whose faces are cut into very thin and very small ones."""
    found = []
    for _ in range(3):
        vertices, faces = _building(rng)
        for share in (1e-3, 1e-5, 0.5):
            f = rng.integers(len(faces))
            a, b, c = faces[f]
            new = vertices[a] + share * (vertices[b] - vertices[a])
            vertices = np.concatenate([vertices, new[None]])
            n = len(vertices) - 1
            faces = np.concatenate([np.delete(faces, f, 0), [(a, n, c), (n, b, c)]])
        found.append((vertices, faces))
    return found


def doubled(rng: Rng) -> list[Mesh]:
    """Faces given twice, either way up, and walls of two bodies in one plane."""
    found = []
    for _ in range(2):
        vertices, faces = split(_building(rng), rng, share=0.3)
        again = faces[rng.random(len(faces)) < 0.5]
        back = again[rng.random(len(again)) < 0.5][:, ::-1]
        found.append((vertices, np.concatenate([faces, again, back])))
    low, high = np.array([-5.0, 10.0, 0.0]), np.array([5.0, 18.0, 12.0])
    beside = box(np.array([-1.0, 10.0, 0.0]), np.array([9.0, 18.0, 15.0]))
    wall = joined([box(low, high), beside])
    return [*found, moved(wall, (*rng.uniform(-20, 20, 2), 0.0))]


def t_junctions(rng: Rng) -> list[Mesh]:
    """Neighbours of which one has a corner in the middle of the other's side."""
    found = []
    for _ in range(4):
        vertices, faces = _building(rng)
        for f in rng.choice(len(faces), size=4, replace=False):
            a, b, c = faces[f]
            new = vertices[[a, b]].mean(axis=0)
            vertices = np.concatenate([vertices, new[None]])
            n = len(vertices) - 1
            faces = np.concatenate([faces, [(a, n, c), (n, b, c)]])
            faces[f] = faces[-1]
            faces = faces[:-1]
        found.append((vertices, faces))
    return found


def touching(rng: Rng) -> list[Mesh]:
    """Two closed bodies with one corner in common, one of them inside out."""
    found = []
    for _ in range(3):
        half = rng.uniform(3, 7, 3)
        one, other = box(-half, half), flipped(box(half, 2.0 * half))
        found.append(moved(joined([one, other]), _place(rng, z=half[2])))
    return found


def combs(rng: Rng) -> list[Mesh]:
    """Fences of many pickets: a point has hundreds of lit intervals."""
    found = []
    for _ in range(2):
        at = np.linspace(-30, 30, 160) + rng.uniform(-0.02, 0.02, 160)
        pickets = [
            box(np.array([x, -0.05, 0]), np.array([x + 0.1, 0.05, 9])) for x in at
        ]
        fence = joined(pickets)
        turn = rs.turn_about(rng.uniform(-30, 30), np.array([0.0, rng.uniform(-12, 0)]))
        plan = turn(fence[0][:, :2])
        found.append((np.column_stack([plan, fence[0][:, 2]]), fence[1]))
    return found


KINDS: dict[str, Callable[[Rng], list[Mesh]]] = {
    maker.__name__: maker
    for maker in (
        soups,
        holed,
        mixed_winding,
        inside_out,
        roofs,
        terrain,
        floating,
        nested,
        slivers,
        doubled,
        t_junctions,
        touching,
        combs,
    )
}


# Points.


def _windows(rng: Rng, soup: Floats) -> tuple[Floats, Floats, Floats] | None:
    """A column of windows on a steep face: plan place, elevations, normal."""
    across = np.cross(soup[:, 1] - soup[:, 0], soup[:, 2] - soup[:, 0])
    size = np.linalg.norm(across, axis=1)
    steep = np.flatnonzero((np.abs(across[:, 2]) < 0.02 * size) & (size > 0.5))
    if len(steep) == 0:
        return None
    face = soup[rng.choice(steep)]
    middle = rng.dirichlet((3.0, 3.0, 3.0)) @ face
    plan = np.cross(face[1] - face[0], face[2] - face[0])[:2]
    way = plan * (1.0 if plan[1] < 0.0 else -1.0)  # to the south, where the sun is
    low = face[:, 2].min()
    floors = np.unique(np.clip([low + 0.9, middle[2], low + 4.9], low, None))
    return middle[:2], floors, np.array([*way / np.linalg.norm(way), 0.0])


def _loose(rng: Rng, soup: Floats) -> Floats:
    """A point: free, under, on or beside a face, or a corner."""
    kind = rng.choice(["free", "ground", "on", "above", "below", "corner", "plane"])
    if kind in ("free", "ground"):
        return np.array(
            [*rng.uniform(-35, 35, 2), 0.0 if kind == "ground" else rng.uniform(0, 12)]
        )
    a, b, c = soup[rng.integers(len(soup))]
    if kind == "corner":
        return np.array(a)
    share = rng.dirichlet(np.ones(3)) if kind != "plane" else np.array([1.7, -0.9, 0.2])
    lift = {"above": rng.uniform(0.2, 2), "below": -rng.uniform(0.2, 2)}.get(kind, 0.0)
    return np.array(share @ np.stack((a, b, c)) + (0.0, 0.0, lift))


def mesh_scene(kind: str, seed: int, *, loose: int = 5, columns: int = 2) -> MeshScene:
    """The scene of a kind and a seed."""
    rng = np.random.default_rng([20220402, list(KINDS).index(kind), seed])
    meshes = KINDS[kind](rng)
    owners = [f"{1 + i // 2}#" for i in range(len(meshes))]
    soup = np.concatenate([v[f] for v, f in meshes])
    xy, floors, normals = [], [], []
    for _ in range(loose):
        point = _loose(rng, soup)
        xy.append(point[:2])
        floors.append(point[2:])
        normals.append(np.zeros(3))
    for i in range(columns):
        found = _windows(rng, soup) if i % 2 == 0 else None
        if found is None:
            found = _place(rng)[:2], np.sort(rng.uniform(0, 12, 3)), np.zeros(3)
        for row, value in zip((xy, floors, normals), found, strict=True):
            row.append(value)
    return MeshScene(
        name=f"{kind} {seed}",
        meshes=tuple(zip(owners, meshes, strict=True)),
        xy=np.array(xy),
        floors=tuple(floors),
        normals=np.array(normals),
    )
