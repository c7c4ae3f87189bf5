"""Small models for the gate: a block, a house of meshes with one window, a city."""

from dataclasses import replace
from itertools import pairwise

import numpy as np
import shapely
from shapely import Polygon, box

from sunlight.kinds import RoomKind, Status, Use
from sunlight.model.project import Building, Part, Project, Site
from sunlight.model.tables import ROOM_KINDS, Households, Rooms, Windows

GROUND, ZERO = 800.0, 800.45
SITE = Site(latitude=38.42, longitude=112.73, height_datum="1985国家高程基准")
SOUTH = ((3.0, 0.0), (4.8, 0.0))


def extruded(polygon, base, top):
    """Vertices and faces of an upright prism, each corner once, faces outward."""
    polygon = shapely.orient_polygons(polygon)
    plan = list(
        dict.fromkeys(tuple(p) for ring in rings(polygon) for p in ring.coords[:-1])
    )
    number = {p: k for k, p in enumerate(plan)}
    count = len(plan)
    faces = []
    for triangle in shapely.constrained_delaunay_triangles(polygon).geoms:
        a, b, c = (
            number[p] for p in shapely.orient_polygons(triangle).exterior.coords[:3]
        )
        faces += [(a, c, b), (a + count, b + count, c + count)]
    for ring in rings(polygon):
        at = [number[tuple(p)] for p in ring.coords]
        for p, q in pairwise(at):
            faces += [(p, q, q + count), (p, q + count, p + count)]
    vertices = [(x, y, z) for z in (base, top) for x, y in plan]
    return np.array(vertices, dtype=float), np.array(faces)


def rings(polygon):
    return [polygon.exterior, *polygon.interiors]


def mesh_part(vertices, faces, **given):
    return Part(
        base=float(vertices[:, 2].min()),
        top=float(vertices[:, 2].max()),
        vertices=vertices,
        faces=faces,
        **given,
    )


def block_mesh(outline, base, top, **given):
    return mesh_part(*extruded(outline, base, top), **given)


def wall_along_x(elevation, near, far, **given):
    """A wall whose elevation is drawn in x and z, between y = near and far."""
    vertices, faces = extruded(elevation, -far, -near)
    turned = np.column_stack([vertices[:, 0], -vertices[:, 2], vertices[:, 1] + ZERO])
    return mesh_part(turned, faces, **given)


def windows(*ends, floor_level=0.0, sill=0.9, room=0, assumed=False):
    """One window a place, given as ((x, y), (x, y)) from the left."""
    count = len(ends)
    places = np.array(ends, dtype=float).reshape(count, 2, 2)
    return Windows(
        id=np.array([f"1#-1-S{k + 1:02d}" for k in range(count)], dtype=object),
        building=np.zeros(count),
        floor=np.ones(count),
        floor_level=np.full(count, floor_level),
        sill_height=np.full(count, sill),
        left=places[:, 0],
        right=places[:, 1],
        room=np.full(count, room),
        column_offsets=np.arange(count + 1),
        assumed=np.full(count, assumed),
        element=np.array([f"W{k + 1}" for k in range(count)], dtype=object),
    )


def rooms(kind=RoomKind.BEDROOM, household=0):
    return Rooms(
        id=np.array(["1#-0101/主卧"], dtype=object),
        building=np.zeros(1),
        floor=np.ones(1),
        household=np.full(1, household),
        kind=np.full(1, ROOM_KINDS.index(kind)),
    )


HOUSEHOLDS = Households(
    id=np.array(["1#-0101"], dtype=object), building=np.zeros(1), floor=np.ones(1)
)
BODY = Part(polygon=box(0, 0, 30, 12), base=GROUND, top=818.45)
HOUSE = Building(
    id="1#",
    status=Status.EXISTING,
    use=Use.RESIDENTIAL,
    zero_level=ZERO,
    outdoor_ground=GROUND,
    parts=(BODY,),
    storeys=6,
    element="E1",
    file="model.ifc",
)
SOUND = Project(
    name="sound",
    site=SITE,
    buildings=(HOUSE,),
    windows=windows(SOUTH),
    rooms=rooms(),
    households=HOUSEHOLDS,
)


def with_house(**changes):
    return replace(SOUND, buildings=(replace(HOUSE, **changes),))


def with_site(**changes):
    return replace(SOUND, site=replace(SITE, **changes))


def with_body(part):
    """Sound but for a second building of this one part, far off."""
    other = replace(HOUSE, id="2#", element="E2", parts=(part,), storeys=0)
    return replace(SOUND, buildings=(HOUSE, other))


# ------------------------------------------------ a house of meshes, one window south
OUTLINE = box(0, 0, 6, 5)
OPENING = box(2.0, 0.9, 4.0, 2.4)
FRONT = box(0, 0, 6, 3)
CUT = ((2.0, 0.0), (4.0, 0.0))


def mesh_house(front, *more):
    """Four walls of 0.3 m, a floor and a roof; `front` are the parts of the south."""
    return (
        block_mesh(OUTLINE, ZERO - 0.2, ZERO, polygon=OUTLINE),
        *front,
        block_mesh(box(0, 4.7, 6, 5), ZERO, ZERO + 3.0),
        block_mesh(box(0, 0.3, 0.3, 4.7), ZERO, ZERO + 3.0),
        block_mesh(box(5.7, 0.3, 6, 4.7), ZERO, ZERO + 3.0),
        block_mesh(OUTLINE, ZERO + 3.0, ZERO + 3.2),
        *more,
    )


CUT_WALL = wall_along_x(FRONT - OPENING, 0.0, 0.3)


def with_pane():
    """The wall and, in the middle of its opening, a sheet that lets no sun in."""
    pane = [(x, 0.15, ZERO + z) for x, z in OPENING.exterior.coords[:4]]
    vertices = np.vstack([CUT_WALL.vertices, pane])
    start = len(CUT_WALL.vertices)
    faces = [[start, start + 1, start + 2], [start, start + 2, start + 3]]
    return mesh_part(vertices, np.vstack([CUT_WALL.faces, faces]))


def in_mesh(front, *more, place=CUT, **given):
    house = replace(HOUSE, parts=mesh_house(front, *more), storeys=1)
    return replace(SOUND, buildings=(house,), windows=windows(place, **given))


# --------------------------------------------------------------------- broken solids
CUBE = extruded(box(100, 0, 112, 12), GROUND, 818.0)
BOW = Polygon([(100, 0), (112, 12), (112, 0), (100, 12)])


def without_face(level):
    """The cube without one triangle at this level."""
    vertices, faces = CUBE
    level_faces = (vertices[faces][:, :, 2] == level).all(axis=1)
    return mesh_part(vertices, np.delete(faces, np.flatnonzero(level_faces)[0], axis=0))


def crossing_itself():
    """Walls raised from an outline that crosses itself, lid and floor left out."""
    ring = np.array(BOW.exterior.coords[:-1])
    vertices = np.array([(x, y, z) for z in (GROUND, 818.0) for x, y in ring])
    faces = []
    for p in range(4):
        q = (p + 1) % 4
        faces += [(p, q, q + 4), (p, q + 4, p + 4)]
    faces += [(0, 2, 1), (0, 3, 2), (4, 5, 6), (4, 6, 7)]  # bent lids, as exported
    return mesh_part(vertices, np.array(faces))


def sharing_an_edge():
    """Two cubes that meet in one upright edge, whose corners they share."""
    one = extruded(box(100, 0, 106, 6), GROUND, 818.0)
    two = extruded(box(106, 6, 112, 12), GROUND, 818.0)
    both = np.vstack([one[0], two[0]])
    vertices, number = np.unique(both, axis=0, return_inverse=True)
    faces = number.reshape(-1)[np.vstack([one[1], two[1] + len(one[0])])]
    return mesh_part(vertices, faces)


def one_face_turned():
    faces = CUBE[1].copy()
    faces[-1] = faces[-1][::-1]
    return mesh_part(CUBE[0], faces)


def with_a_needle():
    """The cube and a triangle of three corners in a row."""
    middle = (CUBE[0][:1] + CUBE[0][1:2]) / 2.0
    vertices = np.vstack([CUBE[0], middle])
    return mesh_part(vertices, np.vstack([CUBE[1], [[0, 8, 1]]]))
