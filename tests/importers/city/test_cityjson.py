"""CityJSON: what becomes a building, what is mended, said or refused."""

import hashlib
import json

import numpy as np
import pytest

from sunlight.importers.city.cityjson import read_cityjson
from sunlight.importers.city.options import CityOptions
from sunlight.kinds import PartKind, Status, Use


def codes(findings):
    return {finding.code for finding in findings}


def finding(findings, code):
    (one,) = [f for f in findings if f.code == code]
    return one


BOX = 10.0 * 8.0 * 6.0


def test_a_solid_becomes_a_mesh_with_its_footprint(model, volume, tmp_path):
    made = model()
    made.add("B1", made.solid(made.box(z=40.0)), attributes={"name": "一号楼"})
    file = made.write(tmp_path)

    project, findings = read_cityjson(file)

    (building,) = project.buildings
    (part,) = building.parts
    assert ("B1", "一号楼", "B1") == (building.id, building.name, building.element)
    assert file.name == building.file
    assert pytest.approx(BOX) == volume(part)
    assert (40.0, 46.0) == (part.base, part.top)
    assert pytest.approx(80.0) == part.polygon.area
    assert part.polygon.exterior.is_ccw
    assert (40.0, 40.0) == (building.zero_level, building.outdoor_ground)
    digest = hashlib.sha256(file.read_bytes()).hexdigest()
    assert ((file.name, digest),) == project.source_files
    assert {
        "ZERO-LEVEL-FROM-GROUND", "LOD-CHOSEN", "CRS-MISSING", "PLACE-MISSING",
    } == codes(findings)  # fmt: skip
    assert "" == project.site.north


def test_parts_of_a_building_are_one_building(model, volume, tmp_path):
    made = model()
    made.add("B", kind="Building", children=["B-1", "B-2"])
    made.add("B-1", made.solid(made.box()), kind="BuildingPart", parents=["B"])
    made.add("B-2", made.solid(made.box(x=10.0)), kind="BuildingPart", parents=["B"])

    project, findings = read_cityjson(made.write(tmp_path))

    (building,) = project.buildings
    assert ["B-1", "B-2"] == [part.name for part in building.parts]
    assert pytest.approx(2 * BOX) == sum(volume(p) for p in building.parts)
    assert "PART-OVERLAP" not in codes(findings)


def test_a_part_without_building_is_a_building(model, tmp_path):
    made = model()
    made.add("P", made.solid(made.box()), kind="BuildingPart", parents=["gone"])

    project, findings = read_cityjson(made.write(tmp_path))

    assert ["P"] == [b.id for b in project.buildings]
    assert ("P",) == finding(findings, "PART-WITHOUT-PARENT").elements


def test_parts_that_stand_in_each_other_are_said(model, tmp_path):
    made = model()
    made.add("B")
    for name, x in (("B-1", 0.0), ("B-2", 5.0)):
        solid = made.solid(made.box(x=x))
        made.add(name, solid, kind="BuildingPart", parents=["B"])

    _, findings = read_cityjson(made.write(tmp_path))

    assert "B-1 + B-2: 50 %" == finding(findings, "PART-OVERLAP").found


def test_a_solid_turned_inside_out_is_turned(model, volume, tmp_path):
    made = model()
    names = ("GroundSurface", "RoofSurface", "south", "east", "north", "west")
    made.add("B1", made.solid(made.box(turn=names)))

    project, findings = read_cityjson(made.write(tmp_path))

    assert pytest.approx(BOX) == volume(project.buildings[0].parts[0])
    inverted = finding(findings, "INVERTED-SOLID")
    assert (("B1",), "B1", "model.city.json") == (
        inverted.elements,
        inverted.where,
        inverted.file,
    )


def test_one_face_the_wrong_way_is_turned(model, volume, tmp_path):
    made = model()
    made.add("B1", made.solid(made.box(turn=("east",))))

    project, findings = read_cityjson(made.write(tmp_path))

    assert pytest.approx(BOX) == volume(project.buildings[0].parts[0])
    assert "1 of 6 faces" == finding(findings, "FACES-TURNED").found
    assert "INVERTED-SOLID" not in codes(findings)


def test_a_missing_face_leaves_four_open_edges(model, tmp_path):
    made = model()
    made.add("B1", made.solid(made.box(skip=("GroundSurface",)), semantics=False))

    project, findings = read_cityjson(made.write(tmp_path))

    assert "4 edges" == finding(findings, "OPEN-SOLID").found
    assert pytest.approx(80.0) == project.buildings[0].parts[0].polygon.area
    assert {"B1"} == set(finding(findings, "FOOTPRINT-FROM-PLAN").elements)


def test_two_boxes_that_share_an_edge_are_not_manifold(model, tmp_path):
    made = model()
    one, two = made.box(), made.box(x=10.0, y=8.0)
    faces = {f"{n}{i}": f for i, box in enumerate((one, two)) for n, f in box.items()}
    made.add("B1", made.solid(faces, semantics=False))

    _, findings = read_cityjson(made.write(tmp_path))

    assert "1 edges" == finding(findings, "NON-MANIFOLD-SOLID").found


def test_a_courtyard_stays_a_hole(model, volume, tmp_path):
    made = model()
    outer, inner = made.box(), made.box(x=3.0, y=2.0, size=(4.0, 3.0, 6.0))
    faces = {
        name: [face[0], inner[name][0][::-1]] if name.endswith("Surface") else face
        for name, face in outer.items()
    }
    faces |= {
        f"yard {name}": [ring[::-1] for ring in face]
        for name, face in inner.items()
        if not name.endswith("Surface")
    }
    made.add("B1", made.solid(faces))

    project, findings = read_cityjson(made.write(tmp_path))

    (part,) = project.buildings[0].parts
    assert pytest.approx((80.0 - 12.0) * 6.0) == volume(part)
    assert pytest.approx(68.0) == part.polygon.area
    assert 1 == len(part.polygon.interiors)
    assert "OPEN-SOLID" not in codes(findings)


def test_a_concave_body_keeps_its_notch(model, volume, tmp_path):
    made = model()
    plan = [(0, 0), (10, 0), (10, 4), (4, 4), (4, 9), (0, 9)]
    low = made.add_corners([[*p, 0.0] for p in plan])
    high = made.add_corners([[*p, 5.0] for p in plan])
    faces = {
        "GroundSurface": [[low + i for i in (5, 4, 3, 2, 1, 0)]],
        "RoofSurface": [[high + i for i in range(6)]],
    }
    for i in range(6):
        k = (i + 1) % 6
        faces[f"wall {i}"] = [[low + i, low + k, high + k, high + i]]
    made.add("B1", made.solid(faces))

    project, _ = read_cityjson(made.write(tmp_path))

    assert pytest.approx(60.0 * 5.0) == volume(project.buildings[0].parts[0])


def test_a_void_is_taken_off(model, volume, tmp_path):
    made = model()
    solid = made.solid(made.box(), semantics=False)
    hollow = made.box(x=1.0, y=1.0, z=1.0, size=(2.0, 2.0, 2.0))
    solid["boundaries"].append([[ring[::-1] for ring in f] for f in hollow.values()])
    made.add("B1", solid)

    project, findings = read_cityjson(made.write(tmp_path))

    assert pytest.approx(BOX - 8.0) == volume(project.buildings[0].parts[0])
    assert "INVERTED-SOLID" not in codes(findings)


@pytest.mark.parametrize(
    ("lod", "top", "code"),
    [
        ("highest", 5.0, "LOD-CHOSEN"),
        ("1.2", 3.0, "LOD-CHOSEN"),
        ("1.3", 3.0, "LOD-OTHER"),
        ("1.0", 3.0, "LOD-OTHER"),
    ],
)
def test_one_level_of_detail_is_used(model, tmp_path, lod, top, code):
    made = model()
    made.add(
        "B1",
        made.solid(made.box(size=(10.0, 8.0, 3.0)), lod="1.2"),
        made.solid(made.box(size=(10.0, 8.0, 5.0)), lod="2.2"),
    )

    project, findings = read_cityjson(
        made.write(tmp_path), options=CityOptions(lod=lod)
    )

    assert [top] == [part.top for part in project.buildings[0].parts]
    assert code in codes(findings)


def test_multisolid_composite_and_surfaces_are_read(model, volume, tmp_path):
    made = model()
    one, two = (made.solid(made.box(x=x), semantics=False) for x in (0.0, 20.0))
    both = [one["boundaries"], two["boundaries"]]
    made.add("multi", {"type": "MultiSolid", "lod": "1", "boundaries": both})
    made.add("composite", {"type": "CompositeSolid", "lod": 1, "boundaries": both})
    flat = one["boundaries"][0]
    made.add("surfaces", {"type": "CompositeSurface", "lod": "2", "boundaries": flat})

    project, _ = read_cityjson(made.write(tmp_path))

    found = {b.id: [volume(p) for p in b.parts] for b in project.buildings}
    assert [pytest.approx(BOX)] * 2 == found["multi"] == found["composite"]
    assert [pytest.approx(BOX)] == found["surfaces"]
    names = [[part.name for part in b.parts] for b in project.buildings]
    assert [["", "2"], ["", "2"], [""]] == names


def test_a_template_is_copied_to_its_place(model, volume, tmp_path):
    made = model()
    box = [[float(v) for v in c] for c in _unit_box()]
    solid = made.solid({**made.box()}, lod="2", semantics=False)
    solid["boundaries"] = [[[list(r)] for r in _unit_faces()]]
    made.document["vertices"] = [[5000, 6000, 7000]]
    made.document["geometry-templates"] = {
        "templates": [solid],
        "vertices-templates": box,
    }
    matrix = [2.0, 0, 0, 1.0, 0, 2.0, 0, 0, 0, 0, 2.0, 0, 0, 0, 0, 1.0]
    made.add(
        "B1",
        {
            "type": "GeometryInstance",
            "template": 0,
            "boundaries": [0],
            "transformationMatrix": matrix,
        },
    )

    project, _ = read_cityjson(made.write(tmp_path))

    (part,) = project.buildings[0].parts
    assert pytest.approx(8.0) == volume(part)
    assert (6.0, 6.0, 7.0) == tuple(part.vertices.min(axis=0))


def _unit_box():
    plan = [(0, 0), (1, 0), (1, 1), (0, 1)]
    return [(*p, 0) for p in plan] + [(*p, 1) for p in plan]


def _unit_faces():
    return [
        (0, 3, 2, 1), (4, 5, 6, 7), (0, 1, 5, 4),
        (1, 2, 6, 5), (2, 3, 7, 6), (3, 0, 4, 7),
    ]  # fmt: skip


def test_a_sequence_is_the_same_as_one_document(model, volume, tmp_path):
    whole, lines = model(), []
    head = json.loads(json.dumps(whole.document))
    for name, x in (("B1", 0.0), ("B2", 30.0)):
        whole.add(name, whole.solid(whole.box(x=x)))
        one = model()
        one.add(name, one.solid(one.box(x=x)))
        feature = {
            "type": "CityJSONFeature",
            "id": name,
            "CityObjects": one.document["CityObjects"],
            "vertices": one.document["vertices"],
        }
        lines.append(feature)
    sequence = tmp_path / "model.city.jsonl"
    sequence.write_text("\n".join(map(json.dumps, [head, *lines])), encoding="utf-8")

    both = [read_cityjson(f)[0] for f in (whole.write(tmp_path), sequence)]

    tables = [
        [
            (b.id, volume(p), p.polygon.bounds)
            for b in project.buildings
            for p in b.parts
        ]
        for project in both
    ]
    assert 2 == len(tables[0])
    assert tables[0] == tables[1]


def test_an_outline_is_lifted_by_its_measured_height(model, tmp_path):
    made = model()
    ground = [made.box(z=40.0)["GroundSurface"]]
    outline = {"type": "MultiSurface", "lod": "0", "boundaries": ground}
    made.add("B1", outline, attributes={"measuredHeight": 18.0})
    made.add("B2", outline, attributes={"storeysAboveGround": 6})
    made.add("B3", outline)

    project, findings = read_cityjson(made.write(tmp_path))

    first, second = project.buildings
    assert (40.0, 58.0) == (first.parts[0].base, first.parts[0].top)
    assert (False, True) == (first.height_assumed, second.height_assumed)
    assert 58.0 == second.top
    assert ("B3",) == finding(findings, "BUILDING-WITHOUT-GEOMETRY").elements
    assert ("B2",) == finding(findings, "HEIGHT-FROM-STOREYS").elements


@pytest.mark.parametrize(
    ("attributes", "use"),
    [
        ({"function": "1000"}, Use.RESIDENTIAL),
        ({"function": ["1120", "1010"]}, Use.RESIDENTIAL),
        ({"function": "31001_1010"}, Use.RESIDENTIAL),
        ({"usage": "商品住宅"}, Use.RESIDENTIAL),
        ({"function": "non-residential"}, Use.UNKNOWN),
        ({"function": "1120", "class": "1000"}, Use.UNKNOWN),
        ({"class": "1000"}, Use.RESIDENTIAL),
        ({}, Use.UNKNOWN),
    ],
)
def test_use_is_taken_where_the_code_says_dwelling(model, tmp_path, attributes, use):
    made = model()
    made.add("B1", made.solid(made.box()), attributes=attributes)

    project, findings = read_cityjson(made.write(tmp_path))

    assert use == project.buildings[0].use
    assert (use is Use.RESIDENTIAL) == ("USE-FROM-CODE" in codes(findings))


def test_options_say_what_the_file_does_not(model, tmp_path):
    made = model()
    made.add("B1", made.solid(made.box(z=40.0)), attributes={"storeysAboveGround": "6"})

    project, findings = read_cityjson(
        made.write(tmp_path),
        options=CityOptions(
            status=Status.PROPOSED,
            prefix="甲-",
            zero_level=40.45,
            outdoor_ground=40.0,
            latitude=38.0,
            longitude=112.0,
            true_north_angle=90.0,
            height_datum="1985",
        ),
    )

    (building,) = project.buildings
    assert ("甲-B1", Status.PROPOSED, 6) == (
        building.id,
        building.status,
        building.storeys,
    )
    assert (40.45, 40.0) == (building.zero_level, building.outdoor_ground)
    assert {"LOD-CHOSEN", "CRS-MISSING"} == codes(findings)
    # true north is +x of the file: 10 m along x become 10 m along project +y
    np.testing.assert_allclose(
        building.parts[0].polygon.bounds, (-8.0, 0.0, 0.0, 10.0), atol=1e-9
    )


def test_ground_by_attribute_goes_before_the_surface(model, tmp_path):
    made = model()
    made.add("B1", made.solid(made.box(z=40.0)), attributes={"b3_h_maaiveld": 41.2})

    project, findings = read_cityjson(made.write(tmp_path))

    assert 41.2 == project.buildings[0].zero_level
    assert "b3_h_maaiveld" in finding(findings, "ZERO-LEVEL-FROM-GROUND").found


def test_ground_above_the_roof_is_not_believed(model, tmp_path):
    made = model()
    made.add("B1", made.solid(made.box(z=40.0)), attributes={"h_maaiveld": 4000})

    project, findings = read_cityjson(made.write(tmp_path))

    assert 40.0 == project.buildings[0].zero_level
    assert "GroundSurface" == finding(findings, "ZERO-LEVEL-FROM-GROUND").found


def test_other_objects_are_counted_and_bridges_shade(model, tmp_path):
    made = model()
    made.add("B1", made.solid(made.box()))
    made.add("V1", made.solid(made.box(x=50.0)), kind="Bridge")
    made.add("T1", made.solid(made.box(x=70.0)), kind="TINRelief")
    made.add("F1", made.solid(made.box(x=90.0)), kind="+Kiosk")

    project, findings = read_cityjson(made.write(tmp_path))

    assert [("V1", PartKind.LINK_BRIDGE)] == [
        (p.name, p.kind) for p in project.site_parts
    ]
    found = finding(findings, "OTHER-OBJECTS-NOT-READ")
    assert "+Kiosk × 1, TINRelief × 1" == found.found
    assert {"T1", "F1"} == set(found.elements)


def test_an_installation_shades_as_a_fin(model, tmp_path):
    made = model()
    made.add("B1", made.solid(made.box()))
    for name, function in (("I1", "1000"), ("I2", "1070")):
        solid = made.solid(made.box(x=10.0, size=(1.0, 1.0, 1.0)))
        made.add(
            name,
            solid,
            kind="BuildingInstallation",
            parents=["B1"],
            attributes={"function": function},
        )

    project, findings = read_cityjson(made.write(tmp_path))

    kinds = [part.kind for part in project.buildings[0].parts]
    assert [PartKind.BODY, PartKind.BALCONY, PartKind.FIN] == kinds
    assert ("I1", "I2") == finding(findings, "INSTALLATION-AS-FIN").elements


def test_a_broken_geometry_leaves_the_others(model, tmp_path):
    made = model()
    made.add("B1", made.solid(made.box()))
    broken = made.solid(made.box(x=30.0), semantics=False)
    broken["boundaries"][0][0][0][0] = 9999
    made.add("B2", broken)

    project, findings = read_cityjson(made.write(tmp_path))

    assert ["B1"] == [b.id for b in project.buildings]
    assert "9999" in finding(findings, "GEOMETRY-UNREADABLE").found
