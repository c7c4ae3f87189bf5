"""City models made for the tests: boxes of known size, as CityJSON."""

import json
import os
from pathlib import Path

import numpy as np
import pytest

SIDES = {
    "GroundSurface": [0, 3, 2, 1],
    "RoofSurface": [4, 5, 6, 7],
    "south": [0, 1, 5, 4],
    "east": [1, 2, 6, 5],
    "north": [2, 3, 7, 6],
    "west": [3, 0, 4, 7],
}
"""Faces of a box, looking outward, by the corners 0-3 below and 4-7 above."""


def corners(x, y, z, size):
    """Eight corners of an upright box, the lower ones first, counter-clockwise."""
    a, b, c = size
    plan = [(x, y), (x + a, y), (x + a, y + b), (x, y + b)]
    return [[*p, z] for p in plan] + [[*p, z + c] for p in plan]


class Model:
    """A CityJSON document under construction."""

    def __init__(self, **head):
        self.document = {
            "type": "CityJSON",
            "version": "2.0",
            "transform": {"scale": [0.001] * 3, "translate": [0.0, 0.0, 0.0]},
            "CityObjects": {},
            "vertices": [],
            **head,
        }

    def add_corners(self, points):
        """Index of the first of some corners in metres."""
        first = len(self.document["vertices"])
        for point in points:
            self.document["vertices"].append([round(1000 * v) for v in point])
        return first

    def box(self, x=0.0, y=0.0, z=0.0, size=(10.0, 8.0, 6.0), *, skip=(), turn=()):
        """Faces of a box."""
        first = self.add_corners(corners(x, y, z, size))
        return {
            name: [[first + i for i in (ring[::-1] if name in turn else ring)]]
            for name, ring in SIDES.items()
            if name not in skip
        }

    def solid(self, faces, *, lod="2", semantics=True):
        """Geometry of these faces by name."""
        kinds = [n if n.endswith("Surface") else "WallSurface" for n in faces]
        geometry = {"type": "Solid", "lod": lod, "boundaries": [list(faces.values())]}
        if semantics:
            geometry["semantics"] = {
                "surfaces": [{"type": kind} for kind in kinds],
                "values": [list(range(len(kinds)))],
            }
        return geometry

    def add(self, name, *geometries, kind="Building", attributes=None, **more):
        """City object with these geometries."""
        self.document["CityObjects"][name] = {
            "type": kind,
            "attributes": attributes or {},
            "geometry": list(geometries),
            **more,
        }
        return self

    def write(self, folder, name="model.city.json"):
        """File of the document."""
        file = folder / name
        text = json.dumps(self.document, ensure_ascii=False)
        file.write_text(text, encoding="utf-8")
        return file


def _volume(part):
    a, b, c = (part.vertices[part.faces[:, k]] - part.vertices[0] for k in range(3))
    return float((a * np.cross(b, c)).sum()) / 6.0


@pytest.fixture
def model():
    """Class of documents under construction."""
    return Model


@pytest.fixture
def volume():
    """Volume of a mesh part, by the divergence theorem. [m³]"""
    return _volume


@pytest.fixture(scope="session")
def city_files():
    """Folder of real city models, or a skipped test."""
    folder = Path(os.environ.get("SUNLIGHT_DATA", "")) / "cityjson"
    if not folder.is_dir():
        pytest.skip("no folder cityjson below SUNLIGHT_DATA")
    return folder
