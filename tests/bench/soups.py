"""Triangles of the scenes: what the ray casters are given."""

import numpy as np
import shapely

__all__ = ["soup_of_bodies", "soup_of_prism", "terrain", "triangulated"]


def soup_of_bodies(bodies):
    """(f, 3, 3) triangles of prisms and meshes, as one soup. [m]"""
    parts = [
        soup_of_prism(body) if hasattr(body, "polygon") else _soup_of_solid(body)
        for body in bodies
    ]
    return np.concatenate([*parts, np.empty((0, 3, 3))])


def soup_of_prism(prism):
    """(f, 3, 3) triangles of the walls, the roof and the underside of a prism. [m]"""
    polygon = shapely.geometry.polygon.orient(prism.polygon)
    parts = []
    for ring in (polygon.exterior, *polygon.interiors):
        xy = shapely.get_coordinates(ring)
        low = np.column_stack([xy, np.full(len(xy), prism.base)])
        high = np.column_stack([xy, np.full(len(xy), prism.top)])
        a, b, c, d = low[:-1], low[1:], high[1:], high[:-1]
        parts += [np.stack([a, b, c], axis=1), np.stack([a, c, d], axis=1)]
    flat = triangulated(polygon)
    for level, way in ((prism.top, 1), (prism.base, -1)):
        lid = np.concatenate([flat, np.full((*flat.shape[:2], 1), level)], axis=2)
        parts.append(lid[:, ::way])
    return np.concatenate(parts)


def triangulated(polygon):
    """(f, 3, 2) triangles of a polygon with holes, counterclockwise."""
    pieces = shapely.constrained_delaunay_triangles(polygon).geoms
    flat = np.array([shapely.get_coordinates(piece)[:3] for piece in pieces])
    u, v = flat[:, 1] - flat[:, 0], flat[:, 2] - flat[:, 0]
    turned = u[:, 0] * v[:, 1] - u[:, 1] * v[:, 0] < 0
    flat[turned] = flat[turned, ::-1]
    return flat


def terrain(triangles, side=1000.0):
    """Vertices and faces of hills with roofs on them, about so many triangles.

    One surface over a square of `side` metres: long hills of some 40 m, and ridged
    roofs of 9 m every 40 m along both axes, so that its slopes face every way.
    """
    cells = max(1, round(np.sqrt(triangles / 2)))
    axis = np.linspace(-side / 2, side / 2, cells + 1)
    x, y = np.meshgrid(axis, axis)
    hills = 12 * np.sin(x / 97) * np.cos(y / 131) + 8 * np.sin((x + 2 * y) / 211)
    plot = np.maximum(np.abs(x % 40 - 20), np.abs(y % 40 - 20) * 0.8)
    z = hills + np.clip(12 - plot, 0, 9)
    corner = np.arange((cells + 1) ** 2).reshape(cells + 1, cells + 1)
    a, b = corner[:-1, :-1].ravel(), corner[:-1, 1:].ravel()
    c, d = corner[1:, 1:].ravel(), corner[1:, :-1].ravel()
    faces = np.concatenate([np.stack([a, b, c], 1), np.stack([a, c, d], 1)])
    return np.column_stack([x.ravel(), y.ravel(), z.ravel()]), faces


def _soup_of_solid(solid):
    """(f, 3, 3) triangles of a mesh."""
    mesh = solid.mesh
    if isinstance(mesh, tuple):
        vertices, faces = mesh
    else:
        vertices, faces = mesh.vertices, mesh.faces
    return np.asarray(vertices, dtype=np.float64)[np.asarray(faces)]
