"""Outlines and meshes of a drawing: closed, joined, in blocks, turned, mirrored."""

import math

import numpy as np
import pytest

from sunlight.errors import ImporterError
from sunlight.importers.dxf.options import DxfOptions
from sunlight.importers.dxf.reader import read_dxf
from sunlight.importers.dxf.welding import places
from sunlight.importers.limits import Limits
from sunlight.kinds import PartKind

BOX = [(0, 0), (30, 0), (30, 12), (0, 12)]


def area(project, i=0):
    return project.buildings[i].parts[0].polygon.area


def bounds(project, i=0):
    return project.buildings[i].parts[0].polygon.bounds


def test_a_closed_polyline_with_thickness_is_a_prism(drawing):
    entity = drawing.box(elevation=3.5, thickness=18.0)
    project, _ = drawing.read()
    building = project.buildings[0]
    part = building.parts[0]

    assert (3.5, 21.5) == (part.base, part.top)
    assert (3.5, 3.5) == (building.zero_level, building.outdoor_ground)
    assert (0.0, 0.0, 30.0, 12.0) == part.polygon.bounds
    assert part.polygon.exterior.is_ccw
    assert (entity.dxf.handle, entity.dxf.handle) == (building.id, building.element)
    assert "总平面.dxf" == building.file
    assert not building.height_assumed


def test_an_outline_drawn_clockwise_is_turned(drawing):
    drawing.outline(BOX[::-1], thickness=18.0)
    project, _ = drawing.read()

    assert project.buildings[0].parts[0].polygon.exterior.is_ccw


def test_an_old_polyline_is_read_like_a_light_one(new_drawing):
    drawing = new_drawing(version="R12")
    drawing.space.add_polyline2d(
        BOX, close=True,
        dxfattribs={"layer": "JMD", "thickness": 9.0, "elevation": (0, 0, 2.0)},
    )  # fmt: skip
    project, _ = drawing.read(unit="m")

    assert 360.0 == pytest.approx(area(project))
    assert (2.0, 11.0) == (
        project.buildings[0].parts[0].base, project.buildings[0].parts[0].top
    )  # fmt: skip


def test_an_open_polyline_that_ends_where_it_began_is_closed(drawing):
    drawing.outline([*BOX, (0, 0.004)], close=False, thickness=9.0)
    project, _ = drawing.read()

    assert 360.0 == pytest.approx(area(project), abs=0.1)


def test_an_open_polyline_is_no_building(drawing, the_finding):
    drawing.box(x=50, thickness=9.0)
    entity = drawing.outline(BOX, close=False, thickness=9.0)
    project, findings = drawing.read()

    assert 1 == len(project.buildings)
    assert (entity.dxf.handle,) == the_finding(findings, "LINES-NOT-CLOSED").elements


@pytest.mark.parametrize("gap", [0.0, 0.008])
def test_exploded_lines_are_joined_within_the_distance(drawing, gap):
    ends = [*BOX, BOX[0]]
    for (a, b), (c, d) in zip(ends[::2] + ends[1::2][:0], ends[1::2], strict=False):
        drawing.line((a + gap, b), (c, d), thickness=9.0)
    drawing.line((30, 12), (30, 0), thickness=9.0)  # drawn backwards
    drawing.line((0, 12), (0, 0), thickness=9.0)
    project, _ = drawing.read()

    assert 360.0 == pytest.approx(area(project), abs=0.2)
    assert 9.0 == project.buildings[0].parts[0].top


def test_lines_farther_apart_need_a_larger_join_distance(drawing):
    for a, b in zip(BOX, [*BOX[1:], (0, 0.3)], strict=True):
        drawing.line(a, b, thickness=9.0)
    with pytest.raises(ImporterError, match="LINES-NOT-CLOSED × 4"):
        drawing.read()
    project, _ = drawing.read(join_distance=0.5)

    assert 1 == len(project.buildings)


def test_a_line_that_sticks_out_is_left_over(drawing, the_finding):
    for a, b in zip(BOX, [*BOX[1:], BOX[0]], strict=True):
        drawing.line(a, b, thickness=9.0)
    loose = drawing.line((30, 12), (35, 12))
    project, findings = drawing.read()

    assert 360.0 == pytest.approx(area(project))
    assert (loose.dxf.handle,) == the_finding(findings, "LINES-NOT-CLOSED").elements


def test_exploded_outlines_that_touch_at_a_corner_are_two(drawing):
    for x, y in ((0, 0), (30, 12)):
        ring = [(x + a, y + b) for a, b in BOX]
        for a, b in zip(ring, [*ring[1:], ring[0]], strict=True):
            drawing.line(a, b, thickness=9.0)
    project, _ = drawing.read()

    assert [360.0, 360.0] == pytest.approx([area(project, 0), area(project, 1)])


def test_lines_inside_an_exploded_outline_do_not_divide_it(drawing, codes):
    for a, b in zip(BOX, [*BOX[1:], BOX[0]], strict=True):
        drawing.line(a, b, thickness=9.0)
    drawing.line((15, 0), (15, 12), thickness=9.0)
    project, findings = drawing.read()

    # the middle line ends on the sides, not at their ends: nothing meets there
    assert 360.0 == pytest.approx(area(project))
    assert "LINES-NOT-CLOSED" in codes(findings)


def test_where_lines_meet_in_threes_the_outer_boundary_counts(drawing, codes):
    corners = [(0, 0), (15, 0), (30, 0), (30, 12), (15, 12), (0, 12)]
    for a, b in zip(corners, [*corners[1:], corners[0]], strict=True):
        drawing.line(a, b, thickness=9.0)
    drawing.line((15, 0), (15, 12), thickness=9.0)
    project, findings = drawing.read()

    assert 1 == len(project.buildings)
    assert 360.0 == pytest.approx(area(project))
    assert "OUTLINE-AROUND-LINES" in codes(findings)


def test_arcs_and_lines_make_one_ring(drawing):
    for a, b in (((0, 0), (30, 0)), ((30, 10), (0, 10))):
        drawing.line(a, b, thickness=9.0)
    for centre, start in (((30, 5), 270.0), ((0, 5), 90.0)):
        drawing.space.add_arc(
            centre, 5.0, start, start + 180.0,
            dxfattribs={"layer": "建筑", "thickness": 9.0},
        )  # fmt: skip
    project, _ = drawing.read()

    # chords inside of two half circles: 1 cm along 31 m at most
    assert 300.0 + 25.0 * math.pi - 0.32 < area(project) < 300.0 + 25.0 * math.pi


@pytest.mark.parametrize("bulge", [1.0, -0.4, 0.1])
def test_a_bulge_is_followed_within_a_centimetre(drawing, bulge):
    drawing.outline([(0, 0, 0.0), (20, 0, bulge), (20, 20, 0.0), (0, 20, 0.0)],
                    thickness=9.0)  # fmt: skip
    project, _ = drawing.read()
    angle = 4.0 * math.atan(abs(bulge))
    radius = 20.0 * (1.0 + bulge**2) / (4.0 * abs(bulge))
    segment = radius**2 * (angle - math.sin(angle)) / 2.0
    expected = 400.0 + math.copysign(segment, bulge)

    assert expected == pytest.approx(area(project), abs=0.011 * radius * angle)
    if bulge > 0:  # the outline bulges outwards, and all its corners lie on the arc
        corners = np.array(project.buildings[0].parts[0].polygon.exterior.coords)
        assert corners[:, 0].max() == pytest.approx(
            20.0 + radius * (1.0 - math.cos(angle / 2.0)), abs=0.01
        )


def test_a_circle_is_a_building(drawing):
    drawing.space.add_circle(
        (5, 5), 10.0, dxfattribs={"layer": "建筑", "thickness": 9.0}
    )
    project, _ = drawing.read()

    assert 100.0 * math.pi - 0.63 < area(project) < 100.0 * math.pi


def test_a_closed_spline_and_an_ellipse_are_buildings(drawing):
    drawing.space.add_ellipse((0, 0), (20, 0), 0.5, dxfattribs={"layer": "建筑"})
    drawing.text("6F", (0, 0))
    project, _ = drawing.read()

    assert 200.0 * math.pi == pytest.approx(area(project), abs=1.0)


def test_a_filled_quadrilateral_with_thickness_is_a_building(drawing):
    drawing.space.add_solid(
        [(0, 0), (30, 0), (0, 12), (30, 12)],
        dxfattribs={"layer": "建筑", "thickness": 6.0},
    )
    project, _ = drawing.read()

    assert 360.0 == pytest.approx(area(project))


def test_a_negative_thickness_hangs_below_the_outline(drawing, codes):
    drawing.box(elevation=20.0, thickness=-18.0)
    project, findings = drawing.read()
    part = project.buildings[0].parts[0]

    assert (2.0, 20.0) == (part.base, part.top)
    assert "THICKNESS-NEGATIVE" in codes(findings)


def test_an_outline_seen_from_below_lies_where_it_is_drawn(drawing):
    drawing.outline([(-x, y) for x, y in BOX], extrusion=(0, 0, -1), elevation=-2.0,
                    thickness=-9.0)  # fmt: skip
    project, _ = drawing.read()
    part = project.buildings[0].parts[0]

    assert (0.0, 0.0, 30.0, 12.0) == pytest.approx(bounds(project))
    assert (2.0, 11.0) == (part.base, part.top)


def test_a_tilted_outline_is_left_out_with_a_finding(drawing, the_finding):
    drawing.box(thickness=9.0)
    tilted = drawing.box(x=40, thickness=9.0, extrusion=(0.02, 0.32, 0.95))
    project, findings = drawing.read()

    assert 1 == len(project.buildings)
    assert (tilted.dxf.handle,) == the_finding(findings, "OUTLINE-NOT-LEVEL").elements


def test_a_3d_polyline_of_one_level_is_an_outline(drawing, codes):
    drawing.space.add_polyline3d(
        [(x, y, 4.0) for x, y in BOX], close=True, dxfattribs={"layer": "建筑"}
    )
    drawing.space.add_polyline3d(
        [(x + 50, y, y) for x, y in BOX], close=True, dxfattribs={"layer": "建筑"}
    )
    drawing.text("6F", (10, 5))
    project, findings = drawing.read()

    assert [4.0] == [b.parts[0].base for b in project.buildings]
    assert "OUTLINE-NOT-LEVEL" in codes(findings)


def test_an_outline_drawn_twice_is_read_once(drawing, codes):
    drawing.box(thickness=9.0)
    drawing.outline([*BOX[2:], *BOX[:2]], thickness=9.0)
    project, findings = drawing.read()

    assert 1 == len(project.buildings)
    assert "OUTLINE-REPEATED" in codes(findings)


def test_an_outline_that_crosses_itself_is_repaired(drawing, codes):
    drawing.outline([(0, 0), (30, 12), (30, 0), (0, 12)], thickness=9.0)
    project, findings = drawing.read()

    assert 2 == len(project.buildings)
    assert 2 == len({b.id for b in project.buildings})
    assert "FOOTPRINT-REPAIRED" in codes(findings)


def test_a_courtyard_is_cut_out(drawing):
    drawing.box(thickness=9.0)
    drawing.box(10, 4, 5, 4, layer="天井")
    project, _ = drawing.read()

    assert 340.0 == pytest.approx(area(project))
    assert 1 == len(project.buildings[0].parts[0].polygon.interiors)


class TestBlocks:
    def block(self, drawing, name="标准层", layer="0"):
        block = drawing.doc.blocks.new(name)
        drawing.outline(BOX, layer, space=block, thickness=9.0)
        return block

    def insert(self, drawing, name="标准层", at=(0, 0), space=None, **attributes):
        return (drawing.space if space is None else space).add_blockref(
            name, at, dxfattribs={"layer": "建筑-拟建", **attributes}
        )

    def test_things_on_layer_0_are_on_the_layer_of_the_block(self, drawing):
        self.block(drawing)
        insert = self.insert(drawing, at=(100, 50))
        project, _ = drawing.read()

        assert "proposed" == project.buildings[0].status.value
        assert (100.0, 50.0, 130.0, 62.0) == bounds(project)
        assert insert.dxf.handle == project.buildings[0].element

    def test_a_block_is_turned_scaled_and_mirrored(self, drawing):
        self.block(drawing)
        self.insert(drawing, rotation=90.0, xscale=2.0, yscale=-1.0)
        project, _ = drawing.read()

        # x → 2x, y → -y, then a quarter turn to the left: (x, y) → (y, 2x)
        assert (0.0, 0.0, 12.0, 60.0) == pytest.approx(bounds(project))
        assert project.buildings[0].parts[0].polygon.exterior.is_ccw

    def test_blocks_in_blocks_and_arrays_are_taken_apart(self, drawing):
        self.block(drawing)
        row = drawing.doc.blocks.new("一排")
        self.insert(drawing, at=(0, 20), space=row, layer="0")
        self.insert(
            drawing, "一排", at=(1000, 0), column_count=3, column_spacing=40,
            row_count=2, row_spacing=30,
        )  # fmt: skip
        project, _ = drawing.read()
        corners = sorted(bounds(project, i)[:2] for i in range(6))

        assert 6 == len(project.buildings) == len({b.id for b in project.buildings})
        assert [(1000.0 + x, y) for x in (0, 40, 80) for y in (20.0, 50.0)] == corners

    def test_arcs_under_unequal_scales_become_ellipses(self, drawing):
        block = drawing.doc.blocks.new("圆楼")
        drawing.outline([(-10, 0, 1.0), (10, 0, 1.0)], "0", space=block, thickness=9.0)
        self.insert(drawing, "圆楼", xscale=2.0)
        drawing.text("3F", (0, 0))
        project, _ = drawing.read()

        assert 200.0 * math.pi == pytest.approx(area(project), abs=1.0)

    def test_a_block_in_itself_ends(self, drawing):
        block = self.block(drawing)
        block.add_blockref("标准层", (5, 5), dxfattribs={"layer": "0"})
        self.insert(drawing)
        project, _ = drawing.read()

        assert 1 == len(project.buildings)

    def test_blocks_nested_too_deep_are_refused(self, drawing):
        self.block(drawing, "b0")
        for k in range(1, 6):
            self.insert(
                drawing, f"b{k - 1}", space=drawing.doc.blocks.new(f"b{k}"), layer="0"
            )
        self.insert(drawing, "b5")
        path = drawing.save()

        assert 1 == len(read_dxf(path, limits=Limits(nesting=6))[0].buildings)
        with pytest.raises(ImporterError, match="nested deeper than 5"):
            read_dxf(path, limits=Limits(nesting=5))

    def test_a_bomb_of_blocks_is_refused_before_it_goes_off(self, drawing):
        self.block(drawing, "b0")
        for k in range(1, 13):
            outer = drawing.doc.blocks.new(f"b{k}")
            for _ in range(10):
                self.insert(drawing, f"b{k - 1}", space=outer, layer="0")
        self.insert(drawing, "b12")
        with pytest.raises(ImporterError, match=r"[\d,]+ entities once blocks"):
            drawing.read()

    def test_a_missing_block_is_named(self, drawing, codes):
        drawing.box(thickness=9.0)
        insert = self.insert(drawing, "不存在")
        text = drawing.save().read_text(encoding="utf-8")

        assert insert.dxf.name in text
        project, _ = drawing.read()
        assert 1 == len(project.buildings)


class TestMeshes:
    CORNERS = (
        (0, 0, 2), (10, 0, 2), (10, 8, 2), (0, 8, 2),
        (0, 0, 8), (10, 0, 8), (10, 8, 8), (0, 8, 8),
    )  # fmt: skip
    FACES = (
        (0, 1, 2, 3), (4, 5, 6, 7), (0, 1, 5, 4),
        (1, 2, 6, 5), (2, 3, 7, 6), (3, 0, 4, 7),
    )  # fmt: skip

    def volume(self, part):
        a, b, c = (part.vertices[part.faces[:, i]] for i in range(3))
        return float(np.einsum("ij,ij->i", a, np.cross(b, c)).sum()) / 6.0

    def check(self, project):
        part = project.buildings[0].parts[0]

        assert PartKind.BODY is part.kind
        assert (2.0, 8.0) == (part.base, part.top)
        assert (8, 3) == part.vertices.shape
        assert (12, 3) == part.faces.shape
        assert 80.0 == pytest.approx(part.polygon.area)
        assert 480.0 == pytest.approx(self.volume(part))  # looks outwards

    def test_3d_faces_that_meet_are_one_body_looking_outwards(self, drawing):
        for face in self.FACES:
            drawing.space.add_3dface(
                [self.CORNERS[i] for i in face], dxfattribs={"layer": "建筑"}
            )
        self.check(drawing.read()[0])

    def test_two_bodies_of_3d_faces_are_two_buildings(self, drawing):
        for shift in (0, 40):
            for face in self.FACES:
                corners = [self.CORNERS[i] for i in face]
                drawing.space.add_3dface(
                    [(x + shift, y, z) for x, y, z in corners],
                    dxfattribs={"layer": "建筑"},
                )
        project, _ = drawing.read()

        assert 2 == len(project.buildings)

    def test_a_polyface_mesh_is_a_building(self, drawing):
        mesh = drawing.space.add_polyface(dxfattribs={"layer": "建筑"})
        mesh.append_faces([[self.CORNERS[i] for i in face] for face in self.FACES])
        mesh.optimize()
        self.check(drawing.read()[0])

    def test_a_mesh_is_a_building(self, drawing):
        mesh = drawing.space.add_mesh(dxfattribs={"layer": "建筑"})
        with mesh.edit_data() as data:
            data.vertices, data.faces = list(self.CORNERS), list(self.FACES)
        self.check(drawing.read()[0])

    def test_a_solid_with_flat_faces_is_a_building(self, drawing):
        from ezdxf.acis import api
        from ezdxf.render import forms

        cube = forms.cube(center=False).scale(10, 8, 6).translate(0, 0, 2)
        solid = drawing.space.add_3dsolid(dxfattribs={"layer": "建筑"})
        api.export_dxf(solid, [api.body_from_mesh(cube)])
        self.check(drawing.read()[0])


class TestParts:
    def test_parts_go_to_the_building_they_touch(self, drawing):
        drawing.box(thickness=18.0)
        drawing.box(x=100, thickness=9.0)
        drawing.box(5, -1.5, 4, 1.5, layer="阳台", elevation=3.0, thickness=0.1)
        project, _ = drawing.read()
        balcony = project.buildings[0].parts[1]

        assert [2, 1] == [len(b.parts) for b in project.buildings]
        assert (PartKind.BALCONY, 3.0, 3.1) == (
            balcony.kind, balcony.base, pytest.approx(balcony.top)
        )  # fmt: skip

    def test_a_parapet_drawn_at_the_foot_is_put_on_the_roof(self, drawing, codes):
        drawing.box(thickness=18.0)
        drawing.box(layer="女儿墙", thickness=1.2)
        project, findings = drawing.read()
        parapet = project.buildings[0].parts[1]

        assert (18.0, pytest.approx(19.2)) == (parapet.base, parapet.top)
        assert "PART-PUT-ON-ROOF" in codes(findings)

    def test_a_podium_under_one_tower_is_part_of_it(self, drawing):
        drawing.box(thickness=54.0)
        drawing.box(-10, -10, 60, 40, layer="裙房", thickness=9.0)
        project, _ = drawing.read()

        assert [(54.0, 9.0)] == [
            tuple(p.top for p in b.parts) for b in project.buildings
        ]

    def test_a_podium_under_two_towers_is_a_building(self, drawing):
        drawing.box(thickness=54.0)
        drawing.box(x=40, thickness=54.0)
        drawing.box(-10, -10, 100, 40, layer="裙房", thickness=9.0)
        project, _ = drawing.read()

        assert [54.0, 54.0, 9.0] == [b.top for b in project.buildings]

    def test_a_part_beside_no_building_shades_on_its_own(self, drawing, codes):
        drawing.box(thickness=18.0)
        drawing.box(x=100, layer="连廊", elevation=6.0, thickness=3.0)
        drawing.box(x=200, layer="雨篷")
        project, findings = drawing.read()

        assert [PartKind.LINK_BRIDGE] == [part.kind for part in project.site_parts]
        assert {"PART-WITHOUT-BUILDING", "PART-WITHOUT-HEIGHT"} <= set(codes(findings))


def test_too_many_entities_are_refused(drawing):
    for k in range(20):
        drawing.box(x=40 * k, thickness=9.0)
    with pytest.raises(ImporterError, match="entities; allowed are 10"):
        read_dxf(drawing.save(), options=DxfOptions(), limits=Limits(entities=10))


def test_a_reading_that_takes_too_long_is_stopped(drawing):
    drawing.box(thickness=9.0)
    with pytest.raises(ImporterError, match=r"longer than 1e-06 s"):
        read_dxf(drawing.save(), limits=Limits(seconds=1e-6))


def test_what_is_no_outline_is_counted(drawing, the_finding):
    drawing.box(thickness=9.0)
    drawing.space.add_hatch(dxfattribs={"layer": "建筑"}).paths.add_polyline_path(BOX)
    _, findings = drawing.read()

    assert "HATCH" == the_finding(findings, "KIND-NOT-USED").found


def test_a_heap_of_ends_in_one_place_costs_no_more_than_others():
    heap = np.random.default_rng(7).uniform(0.0, 0.002, (200_000, 2))
    number = places(np.concatenate([heap, [[5.0, 5.0]]]), distance=0.01)

    assert 2 == len(np.unique(number))
    assert (number[:-1] == number[0]).all()


def test_exploded_buildings_wall_to_wall_are_told_apart_by_their_texts(drawing):
    corners = [(0, 0), (15, 0), (30, 0), (30, 12), (15, 12), (0, 12)]
    for a, b in zip(corners, [*corners[1:], corners[0]], strict=True):
        drawing.line(a, b)
    drawing.line((15, 0), (15, 12))  # their common wall, drawn once
    drawing.text("6F", (5, 5))
    drawing.text("11F", (20, 5))
    project, _ = drawing.read()

    assert {(180.0, 18.0), (180.0, 33.0)} == {
        (round(area(project, i), 6), project.buildings[i].top) for i in range(2)
    }
