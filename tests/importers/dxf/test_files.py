"""Whole files: those of the sample data, damaged, binary, DWG, of other programs."""

import json
import os
import re
import stat
import sys
from collections import Counter
from pathlib import Path

import numpy as np
import pytest
import shapely
from pyproj import Transformer

from sunlight.errors import ImporterError
from sunlight.importers.deadline import Deadline
from sunlight.importers.dxf.entities import drawn_entities
from sunlight.importers.dxf.layers import LayerMap, ready_layers
from sunlight.importers.dxf.options import DxfOptions
from sunlight.importers.dxf.reader import read_dxf
from sunlight.importers.dxf.texts import TEXTS
from sunlight.importers.limits import Limits
from sunlight.importers.remarks import Remarks
from sunlight.kinds import Status, Use


@pytest.fixture(scope="session")
def data():
    if "SUNLIGHT_DATA" not in os.environ:
        pytest.skip("SUNLIGHT_DATA does not point to the folder of sample data")
    return Path(os.environ["SUNLIGHT_DATA"])


EVERY = DxfOptions(all_layers=True, default_height=6.0)


@pytest.fixture(scope="module")
def suzhou(data):
    path = data / "dxf" / "suzhou_site_gbk_r2000_DERIVED.dxf"
    return read_dxf(path, options=DxfOptions(crs="EPSG:4549", project="P"))


@pytest.fixture(scope="module")
def truth(data):
    """Footprints in EPSG:4549 and their heights."""
    text = (data / "footprints" / "suzhou_3076.geojson").read_text("utf-8")
    way = Transformer.from_crs(4326, 4549, always_xy=True)
    shapes, heights = [], []
    for feature in json.loads(text)["features"]:
        geometry = feature["geometry"]
        rings = geometry["coordinates"]
        for rings_of in [rings] if geometry["type"] == "Polygon" else rings:
            corners = np.array(rings_of[0])[:, :2]
            shapes.append(shapely.Polygon(np.column_stack(way.transform(*corners.T))))
            heights.append(3.0 * feature["properties"]["Floor"])
    return shapes, heights


class TestSuzhou:
    """83 real footprints drawn to a plan, and one more block (data/README.md)."""

    def test_every_building_is_read_and_the_site_boundary_is_none(self, suzhou):
        project, findings = suzhou

        assert 84 == len(project.buildings)
        assert max(b.parts[0].polygon.area for b in project.buildings) < 5_000.0
        assert "用地红线 × 1" in {f.found for f in findings}

    def test_footprints_and_heights_are_those_of_the_source(self, suzhou, truth):
        project, _ = suzhou
        shapes, heights = truth
        tree = shapely.STRtree(shapes)
        turn = np.radians(project.site.north_angle)
        sine, cosine = np.sin(turn), np.cos(turn)
        found = set()
        for building in project.buildings:
            if building.parts[0].top == 54.0:
                continue  # the block
            x, y = shapely.get_coordinates(building.parts[0].polygon).T
            own = shapely.Polygon(
                np.column_stack([x * cosine + y * sine, y * cosine - x * sine])
                + project.site.origin
            )
            same = [
                i
                for i in tree.query(own).tolist()
                if own.symmetric_difference(shapes[i]).area < 1e-3 * own.area
            ]
            part = building.parts[0]

            assert 1 == len(same)
            assert heights[same[0]] == pytest.approx(part.top - part.base)
            found.add(same[0])

        assert 83 == len(found)

    def test_levels_that_were_not_drawn_are_said(self, suzhou, data, the_finding):
        project, findings = suzhou
        low = [b.element for b in project.buildings if b.parts[0].base == 0.0]
        path = data / "dxf" / "suzhou_site_gbk_r2000_DERIVED.dxf"
        mended, _ = read_dxf(path, options=DxfOptions(outdoor_ground=3.0))

        assert {3.0: 63, 0.0: 21} == Counter(b.zero_level for b in project.buildings)
        assert tuple(low) == the_finding(findings, "LEVEL-ZERO-AMONG-OTHERS").elements
        assert {3.0} == {b.zero_level for b in mended.buildings}

    def test_layers_say_status_and_use(self, suzhou):
        project, _ = suzhou

        assert {
            (Status.EXISTING, ""): 54,
            (Status.PROPOSED, "P"): 30,
        } == Counter((b.status, b.project_id) for b in project.buildings)
        assert {Use.RESIDENTIAL} == {
            b.use for b in project.buildings if b.status is Status.PROPOSED
        }

    def test_heights_of_labels_alone_are_assumed(self, suzhou, the_finding):
        project, findings = suzhou
        assumed = [b for b in project.buildings if b.height_assumed]

        assert 31 == len(assumed)
        assert {b.element for b in assumed} == set(
            the_finding(findings, "HEIGHT-FROM-STOREYS").elements
        )

    def test_the_block_is_turned_by_15_degrees(self, suzhou):
        project, _ = suzhou
        block = next(b for b in project.buildings if b.top == 54.0)
        corners = shapely.get_coordinates(block.parts[0].polygon)
        steps = np.diff(corners, axis=0)
        longest = steps[np.hypot(*steps.T).argmax()]
        angle = np.degrees(np.arctan2(longest[1], longest[0])) % 180.0

        assert 432.0 == pytest.approx(block.parts[0].polygon.area)
        assert 15.0 + project.site.north_angle == pytest.approx(angle)

    def test_the_place_is_suzhou(self, suzhou, codes):
        project, findings = suzhou

        assert (31.304, 120.601) == pytest.approx(
            (project.site.latitude, project.site.longitude), abs=1e-3
        )
        assert "ENCODING-GUESSED" not in codes(findings)
        assert "NORTH-ARROW-DIFFERS" not in codes(findings)


def test_every_sample_is_read_or_refused_clearly(data):
    outcome = {}
    for path in sorted((data / "dxf").iterdir()):
        try:
            outcome[path.name] = len(read_dxf(path)[0].buildings)
        except ImporterError as error:
            outcome[path.name] = re.search(
                r"no layer with closed|holds no outline|none of \d+ outlines",
                error.message,
            )[0]

    assert {
        "POLI-ALL210_12.DXF": "no layer with closed",
        "bin_dxf_r2000.dxf": "holds no outline",
        "closed_polyline_with_bulge.dxf": "no layer with closed",
        "closedlwpolylinebug.dxf": "no layer with closed",
        "floorplan.dxf": "none of 4 outlines",
        "issue52.dxf": "no layer with closed",
        "lwpolylines.dxf": "no layer with closed",
        "recover01.dxf": "holds no outline",
        "suzhou_site_gbk_r2000_DERIVED.dxf": 84,
    } == outcome


def test_tilted_polylines_of_a_sample_are_no_footprints(data, the_finding):
    path = data / "dxf" / "POLI-ALL210_12.DXF"
    project, findings = read_dxf(path, options=EVERY)

    assert 1 == len(project.buildings)  # the 3DFACE
    assert 30 == len(the_finding(findings, "OUTLINE-NOT-LEVEL").elements)


def area_with_arcs(rows):
    """Area inside corners with bulges: the shoelace and the segments of the arcs."""
    x, y, bulge = np.array(rows).T
    shoelace = 0.5 * float(x @ np.roll(y, -1) - y @ np.roll(x, -1))
    chord = np.hypot(np.roll(x, -1) - x, np.roll(y, -1) - y)
    angle = 4.0 * np.arctan(np.abs(bulge))
    radius = chord * (1.0 + bulge**2) / np.where(bulge, 4.0 * np.abs(bulge), np.inf)
    segments = radius**2 * (angle - np.sin(angle)) / 2.0
    return shoelace + float(np.sign(bulge) @ np.nan_to_num(segments))


def test_a_sample_without_a_header_keeps_closedness_bulges_and_layer(data, the_finding):
    path = data / "dxf" / "closed_polyline_with_bulge.dxf"
    project, findings = read_dxf(
        path, options=DxfOptions.model_validate(
            {"layers": [{"match": ["test"], "role": "building"}], "default_height": 9.0}
        ),
    )  # fmt: skip
    polygon = project.buildings[0].parts[0].polygon

    assert "215" == project.buildings[0].element
    assert "EPSG:4528" == project.site.crs
    assert len(polygon.exterior.coords) > 8 + 3 * 10  # three arcs
    corners = [
        (366.70650577, -64.461909025, 0.0),
        (329.92564863, -1.559182929, 0.2621272319479089),
        (297.73920335, 17.254552271, 0.0),
        (271.13131783, 17.686781913, 0.0),
        (252.16981492, -114.009624523, 0.0),
        (256.74147, -114.083888404, 0.1393571566538866),
        (329.65156154, -94.634394633, 0.0),
        (364.24837356, -74.007791286, 0.4117239835866821),
    ]

    assert area_with_arcs(corners) == pytest.approx(polygon.area, abs=1.5)
    assert "EPSG:4528" in the_finding(findings, "ZONE-PREFIX").found


def test_a_house_drawn_in_inches_that_says_millimetres(data, the_finding):
    path = data / "dxf" / "floorplan.dxf"
    project, findings = read_dxf(path, options=DxfOptions(default_height=5.0))
    house = max((b.parts[0].polygon for b in project.buildings), key=lambda p: p.area)
    x0, y0, x1, y1 = (inches * 0.0254 for inches in house.bounds)

    assert the_finding(findings, "UNIT-GUESSED").found.startswith("mm → m")
    assert 4 == len(project.buildings)
    assert 10.0 < x1 - x0 < 20.0  # a house, if the figures are inches
    assert 5.0 < y1 - y0 < 20.0


class TestOldVersions:
    """Light polylines in drawings whose version does not know them."""

    LIGHT = (
        "0\nSECTION\n2\nENTITIES\n0\nLWPOLYLINE\n5\n1F\n{mark}8\nJMD\n{poly}90\n4\n70\n1\n"
        "38\n3.0\n39\n9.0\n10\n0\n20\n0\n10\n30\n20\n0\n42\n1.0\n10\n30\n20\n12\n10\n0\n"
        "20\n12\n0\nENDSEC\n0\nEOF\n"
    )
    R12 = "0\nSECTION\n2\nHEADER\n9\n$ACADVER\n1\nAC1009\n0\nENDSEC\n"

    @pytest.mark.parametrize("header", ["", R12])
    @pytest.mark.parametrize("marked", [False, True])
    def test_they_stay_closed_and_keep_bulges(self, tmp_path, header, marked):
        path = tmp_path / "old.dxf"
        path.write_text(
            header
            + self.LIGHT.format(
                mark="100\nAcDbEntity\n" if marked else "",
                poly="100\nAcDbPolyline\n" if marked else "",
            ),
            encoding="ascii",
        )
        project, _ = read_dxf(path, options=DxfOptions(unit="m"))
        part = project.buildings[0].parts[0]

        assert (3.0, 12.0) == (part.base, part.top)
        assert 360.0 + 18.0 * np.pi == pytest.approx(part.polygon.area, abs=0.3)


class TestBinary:
    def test_a_binary_drawing_is_read_like_its_text(self, drawing):
        drawing.box(thickness=9.0, layer="建筑-拟建")
        drawing.text("3#楼6F", (5, 5), layer="0")
        text, _ = read_dxf(drawing.save("text.dxf"))
        drawing.doc.saveas(drawing.folder / "binary.dxf", fmt="bin")
        binary, _ = read_dxf(drawing.folder / "binary.dxf")

        assert (drawing.folder / "binary.dxf").read_bytes().startswith(b"AutoCAD Bin")
        assert (
            ["3#"] == [b.id for b in text.buildings] == [b.id for b in binary.buildings]
        )
        assert (
            text.buildings[0].parts[0].polygon == binary.buildings[0].parts[0].polygon
        )
        assert Status.PROPOSED is binary.buildings[0].status

    def test_a_cut_off_binary_is_refused(self, drawing):
        drawing.box(thickness=9.0)
        path = drawing.folder / "binary.dxf"
        drawing.doc.saveas(path, fmt="bin")
        path.write_bytes(path.read_bytes()[:3000])
        with pytest.raises(ImporterError, match="binary DXF is cut off"):
            read_dxf(path)


class TestDamage:
    @pytest.mark.parametrize(
        ("content", "message"),
        [
            (b"", "is empty"),
            (b"\0\0\0", "is empty"),
            (b"hello\n", "no DXF"),
            (b"<html></html>", "no DXF"),
            (b"0\nSECTION\nrubbish\n", "damaged beyond recovery"),
            (
                b"  0\nSECTION\n  2\nENTITIES\n  0\nENDSEC\n  0\nEOF\n",
                "holds no outline",
            ),
        ],
    )
    def test_what_is_no_drawing_is_refused(self, tmp_path, content, message):
        path = tmp_path / "x.dxf"
        path.write_bytes(content)
        with pytest.raises(ImporterError, match=message):
            read_dxf(path)

    @pytest.mark.parametrize("value", ["nan", "inf", "1e400", "-1e300", "zzz"])
    def test_coordinates_that_are_no_numbers_leave_an_outline_out(
        self, drawing, value, codes
    ):
        drawing.box(thickness=9.0)
        drawing.box(x=77.25, thickness=9.0)
        path = drawing.save()
        text = path.read_text(encoding="utf-8")
        path.write_text(text.replace("77.25", value, 1), encoding="utf-8")
        try:
            project, findings = read_dxf(path)
        except ImporterError as error:
            assert "damaged beyond recovery" in error.message  # noqa: PT017
        else:
            assert 1 == len(project.buildings) or "zzz" == value
            assert {"ENTITY-UNREADABLE", "DRAWING-MENDED", "LINES-NOT-CLOSED"} & set(
                codes(findings)
            )

    @pytest.mark.parametrize("seed", range(12))
    def test_lines_lost_or_changed_never_end_in_a_traceback(self, drawing, seed):
        drawing.box(thickness=9.0)
        block = drawing.doc.blocks.new("楼")
        drawing.outline([(0, 0), (30, 0), (30, 12)], "0", space=block, thickness=9)
        drawing.space.add_blockref("楼", (50, 0), dxfattribs={"layer": "建筑"})
        drawing.space.add_mtext("18F", dxfattribs={"insert": (3, 3)})
        drawing.space.add_polyface(dxfattribs={"layer": "建筑"}).append_faces(
            [[(0, 0, 0), (9, 0, 0), (9, 9, 5)]]
        )
        path = drawing.save()
        lines = path.read_bytes().split(b"\n")
        start = lines.index(b"ENTITIES")
        chosen = np.random.default_rng(seed)
        for _ in range(4):
            k = int(chosen.integers(start // 2, len(lines)))
            lines[k] = chosen.choice([b"", b"0", b"-1", b"1e9", b"INSERT", b"\xff\xfe"])
        path.write_bytes(b"\n".join(lines))
        try:
            project, _ = read_dxf(path)
        except ImporterError:
            return
        assert project.buildings


class TestDwg:
    def test_a_dwg_gets_advice(self, tmp_path):
        path = tmp_path / "x.dwg"
        path.write_bytes(b"AC1032\0\0\0\0")
        with pytest.raises(ImporterError, match=r"save it as DXF.*T3.*oda_converter"):
            read_dxf(path)

    @pytest.fixture
    def program(self, tmp_path_factory):
        """A stand-in for the converter, away from the drawing."""

        def make(script="exit 0", name="ODAFileConverter"):
            path = tmp_path_factory.mktemp("tools") / name
            path.write_text(f"#!/bin/sh\n{script}\n", encoding="ascii")
            path.chmod(path.stat().st_mode | stat.S_IXUSR)
            return path

        return make

    @pytest.fixture
    def dwg(self, drawing):
        drawing.box(thickness=9.0)
        drawing.save("plan.dxf")
        path = drawing.folder / "x.dwg"
        path.write_bytes(b"AC1032\0\0\0\0")
        return path

    @pytest.mark.skipif(sys.platform == "win32", reason="a shell script stands in")
    def test_a_converter_may_be_named(self, dwg, program):
        plan = dwg.with_name("plan.dxf")
        converter = program(f'cp "{plan}" "$2/drawing.dxf"')
        options = DxfOptions(oda_converter=str(converter))
        project, _ = read_dxf(dwg, options=options)

        assert ["x.dwg"] == [name for name, _ in project.source_files]
        assert 1 == len(project.buildings)

    @pytest.mark.skipif(sys.platform == "win32", reason="a shell script stands in")
    @pytest.mark.parametrize(
        ("script", "message"),
        [
            ("echo broken >&2", "wrote no DXF: broken"),
            ("exec sleep 5", "takes longer than 1 s"),
        ],
    )
    def test_a_converter_that_fails_is_said(self, dwg, program, script, message):
        options = DxfOptions(oda_converter=str(program(script)))
        with pytest.raises(ImporterError, match=message):
            read_dxf(dwg, options=options, limits=Limits(seconds=1.0))

    def test_only_an_installed_converter_is_run(self, dwg, program):
        beside = dwg.with_name("ODAFileConverter")
        beside.write_bytes(b"")
        for converter, message in (
            (beside, "beside the drawing"),
            (program(name="sh"), "not called ODAFileConverter"),
            (dwg.with_name("none"), "no such program"),
        ):
            options = DxfOptions(oda_converter=str(converter))
            with pytest.raises(ImporterError, match=message):
                read_dxf(dwg, options=options)


class TestOtherPrograms:
    """Objects of 天正 and the like: counted, named, with advice."""

    TCH = (
        "  0\n{kind}\n  5\n{handle}\n330\n{owner}\n100\nAcDbEntity\n  8\n建筑-拟建\n"
        "100\n{mark}\n {code}\n{value}\n"
    )

    def test_they_are_named(self, drawing, the_finding):
        drawing.box(thickness=9.0)
        path = drawing.save()
        text = path.read_text(encoding="utf-8")
        owner = drawing.space.layout_key
        added = "".join(
            self.TCH.format(kind=kind, handle=handle, owner=owner, mark=mark, code=code,
                            value=value)
            for kind, handle, mark, code, value in (
                ("TCH_WALL", "FF01", "TDbWall", "40", "240.0"),
                ("TCH_OPENING", "FF02", "TDbOpening", "40", "1800.0"),
                ("ACAD_PROXY_ENTITY", "FF03", "AcDbProxyEntity", "90", "498"),
            )
        )  # fmt: skip
        head, mark, tail = text.rpartition("  0\nENDSEC\n  0\nSECTION\n  2\nOBJECTS")
        path.write_text(head + added + mark + tail, encoding="utf-8")
        project, findings = read_dxf(path)
        finding = the_finding(findings, "OBJECT-NOT-READ")

        assert 1 == len(project.buildings)
        assert ("FF01", "FF02", "FF03") == finding.elements
        assert finding.message.startswith("3 objects of another program were not read")
        assert "TCH_WALL FF01, TCH_OPENING FF02" in finding.message
        assert "图形导出 T3" in finding.message_zh

    def test_solids_of_acis_are_named(self, drawing, the_finding):
        drawing.box(thickness=9.0)
        solid = drawing.space.add_3dsolid(dxfattribs={"layer": "建筑"})
        solid.sat = ["400 0 1 0", "16 x 12 y 2 z", "1 1e-6 1e-10"]
        _, findings = drawing.read()

        assert (solid.dxf.handle,) == the_finding(findings, "SOLID-NOT-READ").elements

    def test_references_to_other_files_are_not_followed(self, drawing, the_finding):
        drawing.box(thickness=9.0)
        drawing.doc.add_xref_def("/etc/passwd", "现状图")
        insert = drawing.space.add_blockref("现状图", (0, 0))
        _, findings = drawing.read()

        assert (insert.dxf.handle,) == the_finding(
            findings, "REFERENCE-NOT-READ"
        ).elements


def test_a_layout_without_its_block_does_not_stop_the_reading():
    ezdxf = pytest.importorskip("ezdxf")
    document = ezdxf.new("R2000")
    document.modelspace().add_lwpolyline([(0, 0), (9, 0), (9, 9), (0, 9)], close=True)
    document.layout("Layout1").block_record.destroy()
    remarks, limits = Remarks(TEXTS, file="plan.dxf"), Limits()

    found = drawn_entities(
        document,
        layers=LayerMap(ready_layers()),
        hidden=False,
        limits=limits,
        remarks=remarks,
        deadline=Deadline(limits, "plan.dxf"),
        source="plan.dxf",
    )

    assert ["LWPOLYLINE"] == [drawn.kind for drawn in found]
    assert 1 == remarks.count("PAPER-SPACE-NOT-READ")
