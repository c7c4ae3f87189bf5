"""Small sound files of every kind, to be changed."""

import io
import json
import os
import tempfile
from importlib.resources import files
from pathlib import Path

KINDS = ("project", "gis", "dxf", "cityjson", "citygml", "mesh", "ifc")
LARGEST_SEED = 60_000  # bytes: what a case can work on in a fraction of a second
FOLDERS = {
    "gis": ("footprints",),
    "dxf": ("dxf",),
    "cityjson": ("cityjson",),
    "citygml": ("cityjson",),
    "mesh": ("mesh",),
    "ifc": ("ifc",),
}
SUFFIXES = {
    "gis": (".geojson", ".parquet"),
    "dxf": (".dxf",),
    "cityjson": (".json", ".jsonl"),
    "citygml": (".gml",),
    "mesh": (".obj", ".glb"),
    "ifc": (".ifc",),
}
OPTIONS = {"dxf": {"all_layers": True}}

SQUARE = [[0, 0], [12, 0], [12, 10], [0, 10]]
CUBE = [
    [[[0, 3, 2, 1]], [[4, 5, 6, 7]], [[0, 1, 5, 4]],
     [[1, 2, 6, 5]], [[2, 3, 7, 6]], [[3, 0, 4, 7]]]
]  # fmt: skip


def seeds(kind: str) -> list[tuple[str, bytes, dict]]:
    """End of the name, bytes and options of the reader of each seed."""
    options = OPTIONS.get(kind, {})
    made = [(s, d, options) for s, d in MAKERS[kind]()]
    folder = os.environ.get("SUNLIGHT_DATA")
    if folder:
        for sub in FOLDERS.get(kind, ()):
            for path in sorted((Path(folder) / sub).rglob("*")):
                if (
                    path.suffix.lower() in SUFFIXES[kind]
                    and path.stat().st_size <= LARGEST_SEED
                ):
                    made.append((path.suffix.lower(), path.read_bytes(), options))
    return made


def _project() -> list[tuple[str, bytes]]:
    demo = files("sunlight") / "demo" / "project.toml"
    small = {
        "schema": "sunlight-project/1",
        "project": {"name": "fuzz"},
        "site": {"north": "true"},
        "buildings": [
            {
                "id": "1#", "status": "existing", "use": "residential",
                "zero_level": 0.0, "outdoor_ground": -0.3, "footprint": SQUARE,
                "top_above_zero": 18.0, "storeys": {"count": 6, "height": 3.0},
                "window_rows": [{"facade": "south", "floors": "1-6", "start": 1.0,
                                 "spacing": 3.0, "count": 3, "width": 1.5,
                                 "sill": 0.9, "rooms": ["01/bedroom"]}],
            }
        ],
    }  # fmt: skip
    return [(".toml", demo.read_bytes()), (".json", json.dumps(small).encode())]


def _gis() -> list[tuple[str, bytes]]:
    def ring(lon: float) -> list[list[float]]:
        return [[lon + x / 1e5, 31.3 + y / 1e5] for x, y in [*SQUARE, SQUARE[0]]]

    collection = {
        "type": "FeatureCollection",
        "features": [
            {
                "type": "Feature",
                "properties": {"Id": i, "height": 9.0 * i, "Floor": 3 * i},
                "geometry": {"type": "Polygon", "coordinates": [ring(120.0 + i / 1e3)]},
            }
            for i in (1, 2, 3)
        ],
    }
    return [(".geojson", json.dumps(collection).encode())]


def _dxf() -> list[tuple[str, bytes]]:
    import ezdxf

    made = []
    for version, binary in (("R12", False), ("R2000", False), ("R2010", True)):
        drawing = ezdxf.new(version)
        space = drawing.modelspace()
        space.add_polyline2d(
            SQUARE, close=True, dxfattribs={"layer": "建筑-现状", "thickness": 18.0}
        )
        space.add_text("6F", dxfattribs={"layer": "层数", "insert": (5, 5)})
        block = drawing.blocks.new("HOUSE")
        block.add_polyline2d([(20, 0), (30, 0), (30, 9), (20, 9)], close=True)
        space.add_blockref("HOUSE", (5, 5), dxfattribs={"rotation": 15.0})
        if binary:
            with tempfile.TemporaryDirectory() as folder:
                path = Path(folder) / "seed.dxf"
                drawing.saveas(path, fmt="bin")
                made.append((".dxf", path.read_bytes()))
        else:
            stream = io.StringIO()
            drawing.write(stream)
            made.append((".dxf", stream.getvalue().encode("utf-8", "replace")))
    return made


def _cityjson() -> list[tuple[str, bytes]]:
    vertices = [[x, y, z] for z in (0, 9000) for x, y in
                ((0, 0), (12000, 0), (12000, 10000), (0, 10000))]  # fmt: skip
    house = {
        "type": "Building",
        "attributes": {"measuredHeight": 9.0},
        "geometry": [{"type": "Solid", "lod": "1", "boundaries": CUBE}],
    }
    model = {
        "type": "CityJSON", "version": "2.0",
        "metadata": {
            "referenceSystem": "https://www.opengis.net/def/crs/EPSG/0/7415"
        },
        "transform": {"scale": [0.001] * 3, "translate": [84000.0, 446000.0, 0.0]},
        "CityObjects": {"a": house}, "vertices": vertices,
    }  # fmt: skip
    feature = {
        "type": "CityJSONFeature", "id": "a", "CityObjects": {"a": house},
        "vertices": vertices,
    }  # fmt: skip
    lines = [{**model, "CityObjects": {}, "vertices": []}, feature]
    return [
        (".city.json", json.dumps(model).encode()),
        (".city.jsonl", "\n".join(json.dumps(line) for line in lines).encode()),
    ]


def _citygml() -> list[tuple[str, bytes]]:
    corners = [(x, y, z) for z in (0, 9) for x, y in SQUARE]
    members = ""
    for face in CUBE[0]:
        ring = [*face[0], face[0][0]]
        places = " ".join(f"{v:g}" for k in ring for v in corners[k])
        members += (
            "<gml:surfaceMember><gml:Polygon><gml:exterior><gml:LinearRing>"
            f'<gml:posList srsDimension="3">{places}</gml:posList>'
            "</gml:LinearRing></gml:exterior></gml:Polygon></gml:surfaceMember>"
        )
    return [
        (
            ".gml",
            (
                '<?xml version="1.0" encoding="UTF-8"?><core:CityModel '
                'xmlns:core="http://www.opengis.net/citygml/2.0" '
                'xmlns:bldg="http://www.opengis.net/citygml/building/2.0" '
                'xmlns:gml="http://www.opengis.net/gml"><core:cityObjectMember>'
                '<bldg:Building gml:id="a"><bldg:lod1Solid><gml:Solid><gml:exterior>'
                f"<gml:CompositeSurface>{members}</gml:CompositeSurface>"
                "</gml:exterior></gml:Solid></bldg:lod1Solid></bldg:Building>"
                "</core:cityObjectMember></core:CityModel>"
            ).encode(),
        )
    ]


def _mesh() -> list[tuple[str, bytes]]:
    import trimesh

    box = trimesh.creation.box(extents=(12, 10, 9))
    made = []
    for end in ("obj", "glb", "stl", "ply", "off"):
        data = box.export(file_type=end)
        made.append((f".{end}", data.encode() if isinstance(data, str) else data))
    return made


def _ifc() -> list[tuple[str, bytes]]:
    import ifcopenshell

    model = ifcopenshell.file(schema="IFC4")
    model.create_entity("IfcProject", GlobalId=ifcopenshell.guid.new(), Name="p")
    return [(".ifc", model.to_string().encode())]


MAKERS = {
    "project": _project,
    "gis": _gis,
    "dxf": _dxf,
    "cityjson": _cityjson,
    "citygml": _citygml,
    "mesh": _mesh,
    "ifc": _ifc,
}
