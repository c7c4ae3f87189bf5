"""Random scenes of buildings and points, each as prisms, as meshes and as triangles.

Nothing of the engine is imported: a scene is plain records, and prisms are cut into
triangles here. Everything follows from the seed.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np
import shapely
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Faces = NDArray[np.int64]
Rng = np.random.Generator
Turn = Callable[[Floats], Floats]
"""Plan coordinates of a building -> plan coordinates of the scene."""

OWN_PLATES = ("balcony", "overhang", "eave")
"""Part kinds that do not shade points of their own building."""
LARGEST_TURN_DEG = 60.0
CELL = 32.0
"""Buildings stand in cells of this size. [m]"""
WINDOW_WIDTH = 1.5


@dataclass(frozen=True, kw_only=True)
class Piece:
    """One part of a building: a mesh, and the prism it comes from if it is one."""

    owner: str
    part: str
    vertices: Floats
    faces: Faces
    polygon: shapely.Polygon | None = None
    base: float = 0.0
    top: float = 0.0


@dataclass(frozen=True, kw_only=True)
class Scene:
    """Pieces, single points and sills (left and right end); zero normal: none."""

    seed: int
    pieces: tuple[Piece, ...]
    points: Floats
    normals: Floats
    owners: tuple[str | None, ...]
    kinds: tuple[str, ...]
    left: Floats
    right: Floats
    sill_normals: Floats
    sill_owners: tuple[str, ...]

    @property
    def triangles(self) -> Floats:
        """All triangles, (f, 3, 3)."""
        return np.concatenate([p.vertices[p.faces] for p in self.pieces])

    @property
    def triangle_owner(self) -> tuple[str, ...]:
        """Owner of each triangle."""
        return tuple(p.owner for p in self.pieces for _ in p.faces)

    def skip(self, owners: tuple[str | None, ...]) -> NDArray[np.bool_]:
        """Own plates of each point's building among the triangles, (r, f)."""
        plate_of = np.array(
            [
                p.owner if p.part in OWN_PLATES else ""
                for p in self.pieces
                for _ in p.faces
            ],
            dtype=object,
        )
        return np.array([plate_of == (o or " ") for o in owners], dtype=bool)


def prism(owner: str, part: str, rings: list[Floats], base: float, top: float) -> Piece:
    """A prism over outer ring and holes, with its triangles facing outwards."""
    polygon = shapely.orient_polygons(shapely.Polygon(rings[0], rings[1:]))
    index: dict[tuple[float, float], int] = {}
    sides: list[tuple[int, int]] = []
    for ring in (polygon.exterior, *polygon.interiors):
        xy = [(float(x), float(y)) for x, y in ring.coords]
        ids = [index.setdefault(c, len(index)) for c in xy]
        sides.extend(pairwise(ids))
    n = len(index)
    faces = [(a, b, b + n) for a, b in sides] + [(a, b + n, a + n) for a, b in sides]
    cut = shapely.constrained_delaunay_triangles(polygon)
    for triangle in shapely.get_parts(shapely.orient_polygons(cut)):
        a, b, c = (index[(float(x), float(y))] for x, y in triangle.exterior.coords[:3])
        faces += [(a + n, b + n, c + n), (a, c, b)]
    plan = np.array(list(index))
    vertices = np.concatenate(
        (
            np.column_stack((plan, np.full(n, base))),
            np.column_stack((plan, np.full(n, top))),
        )
    )
    return Piece(
        owner=owner,
        part=part,
        vertices=vertices,
        faces=np.array(faces, dtype=np.int64),
        polygon=polygon,
        base=base,
        top=top,
    )


def rectangle(x0: float, y0: float, x1: float, y1: float) -> Floats:
    """A rectangle as a ring, (4, 2)."""
    return np.array([(x0, y0), (x1, y0), (x1, y1), (x0, y1)])


def turn_about(angle_deg: float, to: Floats) -> Turn:
    """Turn plan coordinates counter-clockwise, then move them."""
    c, s = np.cos(np.radians(angle_deg)), np.sin(np.radians(angle_deg))
    matrix = np.array([(c, s), (-s, c)])
    return lambda xy: np.asarray(xy, dtype=float) @ matrix + to


# Buildings: each takes the generator, its name and its place, and gives its pieces.


def box(rng: Rng, owner: str, turn: Turn) -> list[Piece]:
    """A slab or a tower."""
    w, d, h = rng.uniform(8, 26), rng.uniform(7, 14), rng.uniform(3, 60)
    base = rng.choice([0.0, 0.0, rng.uniform(-2, 2)])
    return [
        prism(owner, "body", [turn(rectangle(-w / 2, -d / 2, w / 2, d / 2))], base, h)
    ]


def l_shape(rng: Rng, owner: str, turn: Turn) -> list[Piece]:
    """An L, one prism, drawn clockwise as often as not."""
    w, d, a, b = rng.uniform(16, 26), rng.uniform(14, 24), *rng.uniform(5, 10, 2)
    ring = np.array([(0, 0), (w, 0), (w, a), (b, a), (b, d), (0, d)]) - (w / 2, d / 2)
    if rng.random() < 0.5:
        ring = ring[::-1]
    return [prism(owner, "body", [turn(ring)], 0.0, rng.uniform(6, 40))]


def recess(rng: Rng, owner: str, turn: Turn) -> list[Piece]:
    """A U with a narrow recess, as between the wings of a tower."""
    w, d = rng.uniform(14, 24), rng.uniform(10, 20)
    g, t = rng.uniform(1.2, 6), rng.uniform(2, 0.7 * d)
    half = np.array([(-w, -d), (-g, -d), (-g, -d + 2 * t), (g, -d + 2 * t)]) / 2
    rest = np.array([(g, -d), (w, -d), (w, d), (-w, d)]) / 2
    ring = np.concatenate((half, rest))
    return [prism(owner, "body", [turn(ring)], 0.0, rng.uniform(9, 50))]


def courtyard(rng: Rng, owner: str, turn: Turn) -> list[Piece]:
    """A block round a courtyard."""
    w, d, t = rng.uniform(20, 28), rng.uniform(20, 28), rng.uniform(4, 7)
    outer = rectangle(-w / 2, -d / 2, w / 2, d / 2)
    hole = rectangle(-w / 2 + t, -d / 2 + t, w / 2 - t, d / 2 - t)
    rings = [turn(outer), turn(hole)]
    return [prism(owner, "body", rings, 0.0, rng.uniform(4, 25))]


def floating_slab(rng: Rng, owner: str, turn: Turn) -> list[Piece]:
    """A plate in the air, at times with a hole."""
    w, d, z = rng.uniform(8, 28), rng.uniform(5, 20), rng.uniform(2.5, 25)
    rings = [turn(rectangle(-w / 2, -d / 2, w / 2, d / 2))]
    if rng.random() < 0.4:
        rings.append(turn(rectangle(-w / 4, -d / 4, w / 5, d / 6)))
    return [prism(owner, "link_bridge", rings, z, z + rng.uniform(0.12, 1.5))]


def pilotis(rng: Rng, owner: str, turn: Turn) -> list[Piece]:
    """A body over an open ground floor, on columns and a core."""
    w, d, z = rng.uniform(12, 24), rng.uniform(9, 14), rng.uniform(2.8, 5)
    h = z + rng.uniform(6, 40)
    ring = rectangle(-w / 2, -d / 2, w / 2, d / 2)
    pieces = [prism(owner, "body", [turn(ring)], z, h)]
    for x, y in ((-1, -1), (1, -1), (1, 1), (-1, 1)):
        x0, y0 = x * (w / 2 - 0.5), y * (d / 2 - 0.5)
        column = rectangle(x0 - 0.25, y0 - 0.25, x0 + 0.25, y0 + 0.25)
        pieces.append(prism(owner, "body", [turn(column)], 0.0, z))
    core = rectangle(-2, -1.5, 2, 1.5)
    return [*pieces, prism(owner, "lift_house", [turn(core)], 0.0, h + 3.0)]


def podium_tower(rng: Rng, owner: str, turn: Turn) -> list[Piece]:
    """A tower through or on its podium; both stand for one building."""
    w, d, h = rng.uniform(22, 28), rng.uniform(18, 26), rng.uniform(4, 10)
    low = prism(owner, "body", [turn(rectangle(-w / 2, -d / 2, w / 2, d / 2))], 0.0, h)
    a, b = rng.uniform(4, 8, 2)
    base = 0.0 if rng.random() < 0.5 else h
    ring = rectangle(-a, -d / 2 + 2, a, -d / 2 + 2 + 2 * b)
    return [low, prism(owner, "body", [turn(ring)], base, h + rng.uniform(10, 50))]


def plated_slab(rng: Rng, owner: str, turn: Turn) -> list[Piece]:
    """A slab with balcony plates and an eave on its first side, and a fin."""
    w, d, n = rng.uniform(12, 24), rng.uniform(8, 12), int(rng.integers(2, 6))
    pieces = [
        prism(
            owner, "body", [turn(rectangle(-w / 2, -d / 2, w / 2, d / 2))], 0.0, 3.0 * n
        )
    ]
    out = rng.uniform(0.8, 2.0)
    for storey in range(1, n):
        plate = turn(rectangle(-w / 4, -d / 2 - out, w / 4, -d / 2))
        part = str(rng.choice(["balcony", "overhang"]))
        pieces.append(prism(owner, part, [plate], 3.0 * storey - 0.15, 3.0 * storey))
    eave = turn(rectangle(-w / 2, -d / 2 - out, w / 2, -d / 2))
    pieces.append(prism(owner, "eave", [eave], 3.0 * n - 0.2, 3.0 * n))
    fin = turn(rectangle(w / 4, -d / 2 - 1.0, w / 4 + 0.2, -d / 2))
    return [*pieces, prism(owner, "fin", [fin], 0.0, 3.0 * n)]


def row_houses(rng: Rng, owner: str, turn: Turn) -> list[Piece]:
    """Three houses wall to wall, of three heights and owners."""
    w, d = rng.uniform(6, 9), rng.uniform(8, 12)
    return [
        prism(
            f"{owner}{'abc'[i]}",
            "body",
            [turn(rectangle((i - 1.5) * w, -d / 2, (i - 0.5) * w, d / 2))],
            0.0,
            rng.uniform(5, 20),
        )
        for i in range(3)
    ]


def gable(rng: Rng, owner: str, turn: Turn) -> list[Piece]:
    """A house with a saddle roof, one closed mesh."""
    w, d = rng.uniform(8, 20), rng.uniform(7, 12)
    eaves = rng.uniform(3, 15)
    ridge = eaves + rng.uniform(0.5, 6)
    plan = turn(
        np.concatenate(
            (rectangle(-w / 2, -d / 2, w / 2, d / 2), [(-w / 2, 0), (w / 2, 0)])
        )
    )
    z = np.array([0.0] * 4 + [eaves] * 4 + [ridge] * 2)
    vertices = np.column_stack((plan[[0, 1, 2, 3, 0, 1, 2, 3, 4, 5]], z))
    faces = [(0, 2, 1), (0, 3, 2), (0, 1, 5), (0, 5, 4), (2, 3, 7), (2, 7, 6)]
    faces += [(1, 2, 6), (1, 6, 5), (5, 6, 9), (3, 0, 4), (3, 4, 7), (7, 4, 8)]
    faces += [(4, 5, 9), (4, 9, 8), (6, 7, 8), (6, 8, 9)]
    return [_mesh(owner, vertices, faces)]


def mono_pitch(rng: Rng, owner: str, turn: Turn) -> list[Piece]:
    """A house with one sloping roof, one closed mesh."""
    w, d = rng.uniform(8, 20), rng.uniform(7, 12)
    low = rng.uniform(3, 15)
    high = low + rng.uniform(0.5, 5)
    plan = turn(rectangle(-w / 2, -d / 2, w / 2, d / 2))
    z = np.array([0.0] * 4 + [low, low, high, high])
    vertices = np.column_stack((np.concatenate((plan, plan)), z))
    faces = [(0, 2, 1), (0, 3, 2), (4, 5, 6), (4, 6, 7)]
    for a, b in ((0, 1), (1, 2), (2, 3), (3, 0)):
        faces += [(a, b, b + 4), (a, b + 4, a + 4)]
    return [_mesh(owner, vertices, faces)]


def hip(rng: Rng, owner: str, turn: Turn) -> list[Piece]:
    """A tent roof over a box whose outline is an uneven polygon."""
    n = int(rng.integers(3, 8))
    angles = np.sort(rng.uniform(0, 2 * np.pi, n)) + 0.0
    angles = np.linspace(0, 2 * np.pi, n, endpoint=False) + 0.5 * angles / (2 * np.pi)
    r = rng.uniform(5, 11)
    plan = turn(r * np.column_stack((np.cos(angles), np.sin(angles))))
    h, apex = rng.uniform(3, 25), rng.uniform(1, 8)
    centre = plan.mean(axis=0)
    vertices = np.concatenate(
        (
            np.column_stack((plan, np.zeros(n))),
            np.column_stack((plan, np.full(n, h))),
            [(*centre, 0.0), (*centre, h + apex)],
        )
    )
    faces = []
    for a in range(n):
        b = (a + 1) % n
        faces += [(a, b, b + n), (a, b + n, a + n)]
        faces += [(b, a, 2 * n), (a + n, b + n, 2 * n + 1)]
    return [_mesh(owner, vertices, faces)]


def _mesh(owner: str, vertices: Floats, faces: list[tuple[int, int, int]]) -> Piece:
    """A piece that is no prism."""
    return Piece(
        owner=owner,
        part="body",
        vertices=np.asarray(vertices, dtype=float),
        faces=np.array(faces, dtype=np.int64),
    )


BUILDINGS = (
    box,
    l_shape,
    recess,
    courtyard,
    floating_slab,
    pilotis,
    podium_tower,
    plated_slab,
    row_houses,
    gable,
    mono_pitch,
    hip,
)


def spoiled(rng: Rng, piece: Piece) -> Piece:
    """The piece as a careless mesh: turned, missing, doubled and empty triangles."""
    faces, vertices = piece.faces.copy(), piece.vertices
    if rng.random() < 0.7:
        turned = rng.random(len(faces)) < 0.5
        faces[turned] = faces[turned][:, ::-1]
    if rng.random() < 0.4:
        gone = rng.choice(len(faces), size=int(rng.integers(1, 3)), replace=False)
        faces = np.delete(faces, gone, axis=0)
    if rng.random() < 0.4:
        faces = np.concatenate((faces, faces[rng.integers(len(faces), size=2)]))
    if rng.random() < 0.5:
        a, b, _ = faces[rng.integers(len(faces))]
        middle = vertices[[a, b]].mean(axis=0)
        vertices = np.concatenate((vertices, middle[None, :]))
        flat = np.array([(a, b, len(vertices) - 1), (a, b, b)], dtype=np.int64)
        faces = np.concatenate((faces, flat))
    faces = faces[rng.permutation(len(faces))]
    return replace(piece, vertices=vertices, faces=faces, polygon=None)


# Points.


def _walls(piece: Piece) -> Floats:
    """Vertical walls as (k, 2, 2) plan segments with the solid on the left."""
    if piece.polygon is not None:
        rings = [piece.polygon.exterior, *piece.polygon.interiors]
        return np.concatenate(
            [
                np.stack((r[:-1], r[1:]), axis=1)
                for r in map(shapely.get_coordinates, rings)
            ]
        )
    ground = np.unique(piece.vertices[:, 2])[0]
    plan = piece.vertices[piece.vertices[:, 2] == ground][:, :2]
    hull = shapely.orient_polygons(shapely.MultiPoint(plan).convex_hull)
    ring = shapely.get_coordinates(hull)
    return np.stack((ring[:-1], ring[1:]), axis=1)


def _storeys(piece: Piece) -> tuple[float, float]:
    """Lowest and highest level at which a wall certainly stands."""
    levels = np.unique(piece.vertices[:, 2])
    return float(levels[0]), float(levels[1])


def _one_wall(rng: Rng, piece: Piece) -> Floats:
    """One wall; of two drawn the one that faces south more, since it sees more."""
    walls = _walls(piece)
    drawn = walls[rng.integers(len(walls), size=2)]
    eastward = drawn[:, 1, 0] - drawn[:, 0, 0]
    return drawn[
        np.argmax(eastward / np.linalg.norm(drawn[:, 1] - drawn[:, 0], axis=1))
    ]


def _levels(rng: Rng, low: float, high: float, count: int) -> Floats:
    """Levels between two, more of them low, where shadows are."""
    return low + (high - low) * rng.uniform(0, 1, count) ** 2


def _on_wall(rng: Rng, piece: Piece) -> tuple[Floats, Floats]:
    """A point on a wall, at a corner at times, and the wall's outward normal."""
    a, b = _one_wall(rng, piece)
    f = rng.choice([0.0, 1.0, 0.5, *rng.uniform(0, 1, 5)])
    low, high = _storeys(piece)
    z = rng.choice([low, high, *_levels(rng, low, high, 10)])
    along = (b - a) / np.linalg.norm(b - a)
    return np.array([*(a + f * (b - a)), z]), np.array([along[1], -along[0], 0.0])


def _sill(rng: Rng, piece: Piece) -> tuple[Floats, Floats, Floats]:
    """Left and right end of a sill as seen from outside, and the normal."""
    a, b = _one_wall(rng, piece)
    length = float(np.linalg.norm(b - a))
    along = (b - a) / length
    width = min(WINDOW_WIDTH, 0.8 * length)
    start = rng.uniform(0.0, length - width)
    z = _levels(rng, *_storeys(piece), 1)[0]
    # Seen from outside a wall with the solid on its left runs from left to right.
    left, right = (np.array([*(a + s * along), z]) for s in (start, start + width))
    return left, right, np.array([along[1], -along[0], 0.0])


def _free(rng: Rng, pieces: list[Piece], reach: float) -> tuple[Floats, str]:
    """A point without a wall: free, or somehow related to one of the pieces."""
    kind = str(
        rng.choice(
            ["ground", "air", "under", "roof", "inside", "corner", "plane", "line"],
            p=[0.3, 0.15, 0.14, 0.14, 0.05, 0.08, 0.08, 0.06],
        )
    )
    if kind in ("ground", "air"):
        z = 0.0 if kind == "ground" else rng.uniform(0.3, 30)
        return np.array([*rng.uniform(-reach, reach, 2), z]), kind
    piece = pieces[rng.integers(len(pieces))]
    if kind == "corner":
        return piece.vertices[rng.integers(len(piece.vertices))].copy(), kind
    low, high = _storeys(piece)
    corners = piece.vertices[piece.faces[rng.integers(len(piece.faces))]]
    if kind in ("plane", "line"):
        # Outside a triangle, but in its plane or on the line of one of its sides.
        a, b, c = corners
        along, across = rng.uniform(-1.5, 1.5, 2) * (1.0, kind == "plane")
        return a + along * (b - a) + across * (c - a), kind
    x, y, on_face = rng.dirichlet(np.ones(3)) @ corners
    if kind == "roof":
        return np.array([x, y, on_face]), kind
    if kind == "under":
        return np.array([x, y, low - rng.choice([0.0, rng.uniform(0.5, 3)])]), kind
    plan = shapely.MultiPoint(piece.vertices[:, :2]).convex_hull
    if piece.polygon is not None:
        plan = piece.polygon
    inner = plan.representative_point()
    return np.array([inner.x, inner.y, rng.uniform(low, high)]), kind


def _pieces(rng: Rng) -> list[Piece]:
    """Four to nine buildings, each turned on its own or all together."""
    whole = rng.uniform(-LARGEST_TURN_DEG, LARGEST_TURN_DEG) * (rng.random() < 0.7)
    single = rng.random() < 0.5
    origin = rng.choice([0.0, 0.0, 1000.0]) * rng.uniform(-1, 1, 2)
    cells = [(i, j) for i in range(3) for j in range(3)]
    chosen = rng.choice(9, size=int(rng.integers(4, 10)), replace=False)
    pieces: list[Piece] = []
    for number, cell in enumerate(chosen):
        centre = (np.array(cells[cell]) - 1.0) * CELL + rng.uniform(-3, 3, 2)
        own = rng.uniform(-LARGEST_TURN_DEG, LARGEST_TURN_DEG) if single else 0.0
        place = turn_about(own, centre)
        scene = turn_about(whole, origin)
        build = BUILDINGS[rng.integers(len(BUILDINGS))]
        made = build(rng, f"{number + 1}#", lambda xy, p=place, s=scene: s(p(xy)))
        if rng.random() < 0.3:
            made = [spoiled(rng, piece) for piece in made]
        pieces.extend(made)
    return pieces


def random_scene(
    seed: int, *, on_walls: int = 5, free: int = 3, sills: int = 2
) -> Scene:
    """The scene of a seed."""
    rng = np.random.default_rng([20220401, seed])
    pieces = _pieces(rng)
    centre = np.concatenate([p.vertices for p in pieces])[:, :2].mean(axis=0)
    points, normals = np.empty((0, 3)), np.empty((0, 3))
    owners: list[str | None] = []
    kinds: list[str] = []
    # Balcony and eave plates carry no windows.
    bodies = [p for p in pieces if p.part not in OWN_PLATES]
    for _ in range(on_walls):
        piece = bodies[rng.integers(len(bodies))]
        point, normal = _on_wall(rng, piece)
        points, normals = np.vstack((points, point)), np.vstack((normals, normal))
        owners.append(piece.owner)
        kinds.append("wall")
    for _ in range(free):
        point, kind = _free(rng, pieces, 1.5 * CELL)
        if kind in ("ground", "air"):
            point[:2] += centre
        points, normals = np.vstack((points, point)), np.vstack((normals, np.zeros(3)))
        owners.append(None)
        kinds.append(kind)
    ends = []
    for _ in range(sills):
        piece = bodies[rng.integers(len(bodies))]
        ends.append((*_sill(rng, piece), piece.owner))
    return Scene(
        seed=seed,
        pieces=tuple(pieces),
        points=points,
        normals=normals,
        owners=tuple(owners),
        kinds=tuple(kinds),
        left=np.array([e[0] for e in ends]).reshape(-1, 3),
        right=np.array([e[1] for e in ends]).reshape(-1, 3),
        sill_normals=np.array([e[2] for e in ends]).reshape(-1, 3),
        sill_owners=tuple(e[3] for e in ends),
    )
