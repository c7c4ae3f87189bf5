"""Meshes of buildings: formats, axes, units, owners, mended and refused ones."""

import base64
import json
import math
import os
import struct
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sunlight.errors import ImporterError
from sunlight.importers.limits import Limits
from sunlight.importers.models3d.options import MeshOptions
from sunlight.importers.models3d.polygons import triangulate
from sunlight.importers.models3d.read import read_meshes
from sunlight.kinds import Status, Use

CORNERS = [
    (0, 0, 0), (10, 0, 0), (10, 6, 0), (0, 6, 0),
    (0, 0, 9), (10, 0, 9), (10, 6, 9), (0, 6, 9),
]  # fmt: skip
QUADS = [
    (0, 3, 2, 1), (4, 5, 6, 7), (0, 1, 5, 4), (1, 2, 6, 5), (2, 3, 7, 6), (3, 0, 4, 7),
]  # fmt: skip
TRIANGLES = [t for a, b, c, d in QUADS for t in ((a, b, c), (a, c, d))]


def obj(*blocks, head=""):
    """OBJ of (name, x shift, faces)."""
    lines, first = [head], 1
    for name, shift, faces in blocks:
        lines.append(f"o {name}" if name else "")
        lines += [f"v {x + shift} {y} {z}" for x, y, z in CORNERS]
        lines += ["f " + " ".join(f"{first + k}//1" for k in face) for face in faces]
        first += len(CORNERS)
    return "\n".join(lines).encode()


@pytest.fixture
def read(tmp_path):
    def run(name, content, limits=None, **options):
        file = tmp_path / name
        file.write_bytes(content)
        more = {} if limits is None else {"limits": limits}
        return read_meshes(file, options=MeshOptions(**options), **more)

    return run


def codes(findings):
    return {f.code for f in findings}


def size(building):
    vertices = np.vstack([p.vertices for p in building.parts])
    return np.ptp(vertices, axis=0).round(6).tolist()


def volume(part):
    a, b, c = (part.vertices[part.faces[:, k]] for k in range(3))
    return float(np.einsum("ij,ij->", a, np.cross(b, c)) / 6)


def test_every_object_of_an_obj_is_a_building_with_a_footprint(read):
    content = obj(("三号楼", 0, QUADS), ("shop", 20, QUADS))
    project, findings = read("区.obj", content, status=Status.PROPOSED, prefix="p-")
    first, second = project.buildings

    assert (first.id, first.element, first.file) == ("p-三号楼", "三号楼", "区.obj")
    assert (second.id, second.status) == ("p-shop", Status.PROPOSED)
    assert size(first) == [10, 6, 9]
    part = first.parts[0]
    assert part.polygon.bounds == (0, 0, 10, 6)
    assert part.polygon.area == pytest.approx(60)
    assert volume(part) == pytest.approx(540)
    assert (part.base, part.top, first.zero_level) == (0, 9, 0)
    assert codes(findings) == {
        "UNIT-MISSING", "UP-AXIS-ASSUMED", "ZERO-LEVEL-FROM-GROUND", "PLACE-MISSING",
    }  # fmt: skip
    assert {f.file for f in findings} == {"区.obj"}


def test_a_concave_face_is_not_filled_beyond_its_outline():
    ring = [(0, 0, 5), (6, 0, 5), (6, 2, 5), (2, 2, 5), (2, 6, 5), (0, 6, 5)]
    vertices = np.array(ring, dtype=float)
    for turned in (range(6), [2, 3, 4, 5, 0, 1]):
        faces, failed = triangulate(vertices, [list(turned)])
        a, b, c = (vertices[faces[:, k]] for k in range(3))
        normals = np.cross(b - a, c - a) / 2

        assert not failed
        assert normals[:, 2].sum() == pytest.approx(20)
        assert (normals[:, 2] > 0).all()


def test_a_face_that_crosses_itself_is_told(read):
    content = obj(("a", 0, QUADS), head="") + b"\nf 1 2 7 8 3 5"
    _, findings = read("a.obj", content)

    assert "FACE-UNREADABLE" in codes(findings)


def test_groups_stand_in_where_there_are_no_objects(read):
    content = obj(("a", 0, QUADS), ("b", 20, QUADS)).replace(b"\no ", b"\ng ")
    project, _ = read("a.obj", content)

    assert [b.id for b in project.buildings] == ["a", "b"]


def test_lines_points_and_materials_are_told_not_read(read):
    content = obj(("a", 0, QUADS), head="mtllib ../../secret.mtl") + b"\nl 1 2\np 1"
    _, findings = read("a.obj", content)

    assert {"REFERENCE-NOT-READ", "GEOMETRY-LEFT-OUT"} <= codes(findings)


@pytest.mark.parametrize(
    ("content", "where"),
    [
        (b"v 0 0\n", "line 1"),
        (b"v 0 0 0\nv 1 0 0\nf 1 2 3\n", "line 3"),
        (b"v 0 0 0\nf 0 1 1\n", "line 2"),
        (b"v 0 0 x\n", "line 1"),
        (b"\x89PNG\r\n\x1a\n", "line 1"),
    ],
)
def test_an_obj_that_is_wrong_is_refused_with_its_line(read, content, where):
    with pytest.raises(ImporterError) as caught:
        read("a.obj", content)
    assert caught.value.where == where


def test_an_obj_of_no_faces_is_refused(read):
    with pytest.raises(ImporterError, match="there is no building"):
        read("a.obj", b"v 0 0 0\nv 1 0 0\nv 0 1 0\nl 1 2\n")


def test_the_whole_file_can_be_one_building(read):
    content = obj(("a", 0, QUADS), ("b", 20, QUADS))
    project, _ = read("block.obj", content, owner="file")
    (whole,) = project.buildings

    assert whole.id == "block"
    assert [p.polygon.bounds for p in whole.parts] == [(0, 0, 10, 6), (20, 0, 30, 6)]
    assert [volume(p) for p in whole.parts] == pytest.approx([540, 540])


def test_pieces_that_hang_together_can_be_buildings(read):
    both = [*QUADS, *[tuple(k + 8 for k in quad) for quad in QUADS]]
    lines = ["o pair", *[f"v {x} {y} {z}" for x, y, z in CORNERS]]
    lines += [f"v {x + 20} {y} {z}" for x, y, z in CORNERS]
    lines += ["f " + " ".join(str(k + 1) for k in face) for face in both]
    project, _ = read("a.obj", "\n".join(lines).encode(), owner="component")

    assert [b.id for b in project.buildings] == ["pair-1", "pair-2"]
    assert [size(b) for b in project.buildings] == [[10, 6, 9]] * 2


def test_objects_of_one_name_are_numbered(read):
    # two objects of one name are one in OBJ; in glTF they are two nodes
    project, findings = read("a.glb", glb(nodes=[{"mesh": 0, "name": "house"}] * 2))

    assert [b.id for b in project.buildings] == ["house-1", "house-2"]
    assert "NAMES-NUMBERED" in codes(findings)


def test_an_inverted_solid_is_turned_and_an_open_one_told(read):
    inverted = [quad[::-1] for quad in QUADS]
    content = obj(("good", 0, QUADS), ("bad", 20, inverted), ("open", 40, QUADS[1:]))
    project, findings = read("a.obj", content)
    found = {f.code: f.elements for f in findings}

    assert [volume(b.parts[0]) for b in project.buildings[:2]] == pytest.approx(
        [540] * 2
    )
    assert found["INVERTED-SOLID"] == ("bad",)
    assert found["OPEN-SOLID"] == ("open",)


def test_walls_without_roof_have_no_footprint(read):
    project, findings = read("a.obj", obj(("walls", 0, QUADS[2:])))

    assert project.buildings[0].parts[0].polygon is None
    assert "FOOTPRINT-WITHOUT-AREA" in codes(findings)


@pytest.mark.parametrize(
    ("unit", "metres"), [("mm", 0.001), ("cm", 0.01), ("in", 0.0254), ("ft", 0.3048)]
)
def test_lengths_are_in_the_unit_given(read, unit, metres):
    project, findings = read("a.obj", obj(("a", 0, QUADS)), unit=unit)

    assert size(project.buildings[0]) == pytest.approx(
        [10 * metres, 6 * metres, 9 * metres], abs=1e-6
    )
    assert "UNIT-MISSING" not in codes(findings)


def test_y_can_point_up(read):
    project, findings = read("a.obj", obj(("a", 0, QUADS)), up="y")
    part = project.buildings[0].parts[0]

    # x stays east; z came towards the viewer, so north is where it comes from
    assert part.polygon.bounds == (0, -9, 10, 0)
    assert part.top == 6
    assert volume(part) == pytest.approx(540)
    assert "UP-AXIS-ASSUMED" not in codes(findings)


def test_a_mesh_is_put_at_its_place_and_turned_to_true_north(read):
    project, _ = read(
        "a.obj",
        obj(("a", 0, QUADS)),
        place=[556_000.0, 3_465_000.0],
        elevation=790.0,
        crs="EPSG:4549",
        true_north_angle=90.0,
        zero_level=790.45,
        latitude=31.3,
        longitude=120.6,
    )
    site, building = project.site, project.buildings[0]
    part = building.parts[0]

    assert (site.crs, site.origin, site.north) == (
        "EPSG:4549", (556_000.0, 3_465_000.0), "angle",
    )  # fmt: skip
    # true north lies along +x of the file: what was east is north, what was north west
    np.testing.assert_allclose(part.polygon.bounds, (-6, 0, 0, 10), atol=1e-9)
    assert (part.base, part.top, building.zero_level) == (790.0, 799.0, 790.45)
    assert (site.latitude, site.place_origin) == (31.3, "option")


# glTF ---------------------------------------------------------------------------------


def document(*, nodes=None, uri=None, indexed=True, **members):
    """glTF of the block, z up in itself, turned so that y points up."""
    places = np.array(CORNERS, dtype="<f4")
    order = np.array(TRIANGLES, dtype="<u2").ravel()
    if not indexed:
        places = places[order]
    data = places.tobytes() + (order.tobytes() if indexed else b"")
    buffer = {"byteLength": len(data)}
    if uri is not None:
        buffer["uri"] = uri
    turn = [-math.sqrt(0.5), 0, 0, math.sqrt(0.5)]  # -90 degrees about x
    attributes = {"attributes": {"POSITION": 0}}
    made = {
        "asset": {"version": "2.0"},
        "scene": 0,
        "scenes": [{"nodes": [0]}],
        "nodes": [{"children": list(range(1, len(nodes or [0]) + 1)), "rotation": turn}]
        + (nodes or [{"mesh": 0, "name": "house"}]),
        "meshes": [{"primitives": [attributes | ({"indices": 1} if indexed else {})]}],
        "accessors": [
            {"bufferView": 0, "componentType": 5126, "count": len(places),
             "type": "VEC3"},
            {"bufferView": 1, "componentType": 5123, "count": 36, "type": "SCALAR"},
        ],
        "bufferViews": [
            {"buffer": 0, "byteLength": places.nbytes},
            {"buffer": 0, "byteOffset": places.nbytes, "byteLength": 72},
        ],
        "buffers": [buffer],
    }  # fmt: skip
    return made | members, data


def glb(**changes):
    made, data = document(**changes)
    text = json.dumps(made).encode()
    text += b" " * (-len(text) % 4)
    data += b"\0" * (-len(data) % 4)
    body = struct.pack("<II", len(text), 0x4E4F534A) + text
    body += struct.pack("<II", len(data), 0x004E4942) + data
    return struct.pack("<4sII", b"glTF", 2, 12 + len(body)) + body


@pytest.mark.parametrize("indexed", [True, False])
def test_transforms_of_a_scene_are_applied_and_vertices_made_one(read, indexed):
    nodes = [
        {"mesh": 0, "name": "house", "translation": [100, 0, 5], "scale": [2, 1, 1]}
    ]
    project, findings = read("a.glb", glb(nodes=nodes, indexed=indexed))
    part = project.buildings[0].parts[0]

    np.testing.assert_allclose(part.polygon.bounds, (100, 0, 120, 6), atol=1e-4)
    assert (part.base, part.top) == pytest.approx((5, 14), abs=1e-5)
    assert (len(part.vertices), len(part.faces)) == (8, 12)
    assert volume(part) == pytest.approx(1080, rel=1e-6)
    assert codes(findings) == {"ZERO-LEVEL-FROM-GROUND", "PLACE-MISSING"}


def test_a_mirrored_node_stays_a_solid(read):
    nodes = [{"mesh": 0, "name": "house", "scale": [-1, 1, 1]}]
    project, findings = read("a.glb", glb(nodes=nodes))

    assert volume(project.buildings[0].parts[0]) == pytest.approx(540, rel=1e-6)
    assert "INVERTED-SOLID" not in codes(findings)


def gltf(**changes):
    made, data = document(**changes)
    return json.dumps(made).encode(), data


def test_a_buffer_beside_the_file_or_within_it_is_read(read, tmp_path):
    content, data = gltf(uri="my%20block.bin")
    (tmp_path / "my block.bin").write_bytes(data)
    beside, _ = read("a.gltf", content)
    written = "data:application/octet-stream;base64," + base64.b64encode(data).decode()
    within, _ = read("b.gltf", gltf(uri=written)[0])

    assert size(beside.buildings[0]) == pytest.approx([10, 6, 9], abs=1e-5)
    assert size(within.buildings[0]) == pytest.approx([10, 6, 9], abs=1e-5)


@pytest.mark.parametrize(
    ("uri", "message"),
    [
        ("../secret.bin", "outside of its folder"),
        ("a/../../secret.bin", "outside of its folder"),
        ("%2e%2e/secret.bin", "outside of its folder"),
        ("/etc/passwd", "outside of its folder"),
        ("C:\\secret.bin", "outside of its folder"),
        ("http://example.org/a.bin", "nothing is fetched"),
        ("file:///etc/passwd", "nothing is fetched"),
        ("//server/a.bin", "nothing is fetched"),
        ("gone.bin", "there is no such file"),
        ("data:application/octet-stream,abc", "base 64"),
        ("data:;base64,!!!", "no base 64"),
    ],
)
def test_a_reference_out_of_the_folder_is_refused(read, uri, message):
    with pytest.raises(ImporterError, match=message):
        read("a.gltf", gltf(uri=uri)[0])


def test_a_link_out_of_the_folder_is_refused(read, tmp_path):
    folder = tmp_path / "model"
    folder.mkdir()
    (tmp_path / "secret.bin").write_bytes(b"x" * 200)
    try:
        (folder / "in.bin").symlink_to(tmp_path / "secret.bin")
    except OSError:
        pytest.skip("links cannot be made here")

    with pytest.raises(ImporterError, match="outside of its folder"):
        read("model/a.gltf", gltf(uri="in.bin")[0])


LOOP = [{"children": [2], "name": "a"}, {"children": [1], "mesh": 0}]


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"asset": {"version": "1.0"}}, "version 1.0"),
        ({"asset": {}}, "not glTF 2.0"),
        ({"nodes": LOOP}, "must make a tree"),
        ({"nodes": [{"mesh": 7}]}, "not glTF 2.0"),
        ({"scene": 9}, "not glTF 2.0"),
        ({"extensionsUsed": ["KHR_draco_mesh_compression"]}, "without compression"),
        ({"bufferViews": [{"buffer": 0, "byteLength": 10}] * 2}, "out of its buffer"),
        ({"accessors": []}, "not glTF 2.0"),
        ({"buffers": [{"byteLength": 1}, {"byteLength": 1}]}, "neither bytes"),
        ({"nodes": [{"mesh": 0, "scale": [float("inf"), 1, 1]}]}, "not JSON"),
    ],
)
def test_a_gltf_that_is_wrong_is_refused(read, changes, message):
    with pytest.raises(ImporterError, match=message):
        read("a.glb", glb(**changes))


def test_more_triangles_than_allowed_are_refused_before_they_are_made(read):
    many = [{"mesh": 0} for _ in range(40)]  # 40 times 36 corners

    with pytest.raises(ImporterError, match="1,440 triangles; allowed are 1,000"):
        read("a.glb", glb(nodes=many), Limits(entities=1_000))
    with pytest.raises(ImporterError, match="numbers in one list"):
        read("b.glb", glb(accessors=[{"count": 10**9, "type": "VEC3"}]))


def test_nodes_nested_too_deep_are_refused(read):
    chain = [{"children": [k + 2]} for k in range(20)] + [{"mesh": 0}]

    with pytest.raises(ImporterError, match="nodes in nodes deeper than 8"):
        read("a.glb", glb(nodes=[*chain]), Limits(nesting=8))


# Others -------------------------------------------------------------------------------


def exported(kind):
    """The block in another format, written by a library or by hand."""
    corners = np.array(CORNERS, dtype="<f4")[np.array(TRIANGLES)]
    if kind == "stl":
        rows = [struct.pack("<3f", 0, 0, 0) + t.tobytes() + b"\0\0" for t in corners]
        return bytes(80) + struct.pack("<I", len(rows)) + b"".join(rows)
    if kind == "ascii.stl":
        facets = "".join(
            "facet normal 0 0 0\nouter loop\n"
            + "".join(f"vertex {x} {y} {z}\n" for x, y, z in t.tolist())
            + "endloop\nendfacet\n"
            for t in corners
        )
        return f"solid block\n{facets}endsolid block\n".encode()
    vertices = "".join(f"{x} {y} {z}\n" for x, y, z in CORNERS)
    faces = "".join(f"3 {a} {b} {c}\n" for a, b, c in TRIANGLES)
    if kind == "off":
        return f"OFF\n8 12 0\n{vertices}{faces}".encode()
    return (
        "ply\nformat ascii 1.0\nelement vertex 8\nproperty float x\nproperty float y\n"
        "property float z\nelement face 12\nproperty list uchar int vertex_indices\n"
        f"end_header\n{vertices}{faces}"
    ).encode()


@pytest.mark.parametrize("kind", ["stl", "ascii.stl", "ply", "off"])
def test_other_formats_hold_one_building_named_after_the_file(read, kind):
    project, _ = read(f"楼.{kind}", exported(kind))
    (building,) = project.buildings

    assert building.id == ("楼.ascii" if kind == "ascii.stl" else "楼")
    assert size(building) == [10, 6, 9]
    assert volume(building.parts[0]) == pytest.approx(540, rel=1e-6)


@pytest.mark.parametrize("kind", ["stl", "ascii.stl", "ply", "off"])
def test_more_than_allowed_is_refused_in_other_formats(read, kind):
    with pytest.raises(ImporterError, match="allowed are 5"):
        read(f"a.{kind}", exported(kind), Limits(entities=5))


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.stl", bytes(80) + struct.pack("<I", 10**6)),
        ("a.stl", b"solid x"),
        ("a.ply", b"ply\nformat ascii 1.0\nelement vertex 1000000\nend_header\n"),
        ("a.ply", b"nothing"),
        ("a.off", b"OFF\n900000 900000 0\n"),
        ("a.off", b"OFF\n"),
        ("a.glb", b"glTF"),
        ("a.glb", b"glTF\2\0\0\0\xff\xff\xff\xff"),
        ("a.gltf", b"[]"),
        ("a.gltf", b"{}"),
        ("a.obj", b""),
        ("a.obj", b"\0" * 50),
        ("a.pickle", b"\x80\x04."),
    ],
)
def test_what_is_no_mesh_is_refused(read, name, content):
    with pytest.raises(ImporterError) as caught:
        read(name, content)
    assert caught.value.source.endswith(name)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(kind=st.sampled_from(["obj", "glb", "stl", "ply", "off"]), data=st.data())
def test_damaged_meshes_never_end_in_a_traceback(tmp_path, kind, data):
    good = {"obj": obj(("a", 0, QUADS)), "glb": glb()}.get(kind) or exported(kind)
    content = bytearray(good)
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(content) - 1))
        content[at] = data.draw(st.integers(0, 255))
    file = tmp_path / f"damaged.{kind}"
    file.write_bytes(bytes(content))
    try:
        project, _ = read_meshes(file)
    except ImporterError:
        return
    assert len(project.buildings) >= 1


# Real files ---------------------------------------------------------------------------


@pytest.fixture
def real():
    if "SUNLIGHT_DATA" not in os.environ:
        pytest.skip("SUNLIGHT_DATA does not point to the folder of sample data")
    return Path(os.environ["SUNLIGHT_DATA"]) / "mesh"


@pytest.mark.parametrize(
    ("name", "extents"),
    [("house1-1", [10.57, 7.45, 6.0]), ("house-4-2", [10.46, 7.45, 6.0])],
)
def test_a_house_of_five_materials_is_one_building(real, name, extents):
    project, findings = read_meshes(real / f"{name}.glb")
    (house,) = project.buildings

    assert size(house) == pytest.approx(extents, abs=0.01)
    assert "OPEN-SOLID" in codes(findings)
    assert len(house.parts) == 1
    assert house.use is Use.UNKNOWN


def test_unindexed_storeys_are_closed_once_vertices_are_one(real):
    path = real / "no_indices_3storybuilding.glb"
    project, findings = read_meshes(path)

    assert [b.id for b in project.buildings] == ["floor_0", "floor_1", "floor_2"]
    assert [b.parts[0].base for b in project.buildings] == pytest.approx([0, 3, 6])
    assert [b.top for b in project.buildings] == pytest.approx([3, 6, 9])
    assert "OPEN-SOLID" not in codes(findings)
    whole, _ = read_meshes(path, options=MeshOptions(owner="file"))
    assert size(whole.buildings[0]) == pytest.approx([56.08, 63.36, 9.0], abs=0.01)


def test_a_wall_with_a_hole_is_open(real):
    project, findings = read_meshes(real / "wallhole.obj")

    assert size(project.buildings[0]) == [10, 15, 10]
    assert {"OPEN-SOLID", "REFERENCE-NOT-READ"} <= codes(findings)


def test_parts_of_a_real_quarter_are_closed_solids(real):
    project, findings = read_meshes(real / "denhaag_120parts_DERIVED.obj")
    parts = [p for b in project.buildings for p in b.parts]
    vertices = np.vstack([p.vertices for p in parts])

    assert len(project.buildings) == 120
    assert not {"OPEN-SOLID", "INVERTED-SOLID", "FACE-UNREADABLE"} & codes(findings)
    np.testing.assert_allclose(
        np.ptp(vertices, axis=0), [147.79, 147.56, 15.61], atol=0.01
    )
    assert all(volume(p) > 0 for p in parts)
    # the floor of a closed solid covers what all of its faces cover
    assert all(p.polygon is not None and p.polygon.is_valid for p in parts)


def test_a_corner_that_is_no_number_leaves_its_concave_face_out(tmp_path):
    path = tmp_path / "house.obj"
    path.write_text(
        "v 0 0 0\nv 9 0 0\nv 9 9 0\nv 0 9 0\nv 0 0 6\nv 9 0 6\nv 9 9 6\nv 0 9 6\n"
        "v nan 3 6\nf 1 4 3 2\nf 1 2 6 5\nf 2 3 7 6\nf 3 4 8 7\nf 4 1 5 8\n"
        "f 5 6 9 7 8\n",
        encoding="utf-8",
    )

    project, findings = read_meshes(path)

    assert 10 == len(project.buildings[0].parts[0].faces)
    assert {"FACE-UNREADABLE", "OPEN-SOLID"} <= {f.code for f in findings}
