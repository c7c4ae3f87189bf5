"""Heights of outlines: by thickness, attributes, texts, storeys, or not at all."""

import pytest

from sunlight.errors import ImporterError
from sunlight.findings import Severity
from sunlight.kinds import Use


def top(project, i=0):
    return project.buildings[i].parts[0].top


def test_a_height_in_words_goes_before_storeys(drawing, codes):
    drawing.box()
    drawing.text("住宅6层 H=17.4m", (10, 5))
    project, findings = drawing.read()
    building = project.buildings[0]

    assert (17.4, 6, False) == (top(project), building.storeys, building.height_assumed)
    assert Use.RESIDENTIAL is building.use
    assert "USE-FROM-LABEL" in codes(findings)
    assert "HEIGHT-FROM-STOREYS" not in codes(findings)


def test_a_height_from_storeys_is_assumed(drawing, the_finding):
    box = drawing.box()
    drawing.text("砼6", (10, 5))
    project, findings = drawing.read(storey_height=2.9)
    finding = the_finding(findings, "HEIGHT-FROM-STOREYS")

    assert pytest.approx(17.4) == top(project)
    assert project.buildings[0].height_assumed
    assert (Severity.WARNING, (box.dxf.handle,)) == (finding.severity, finding.elements)


def test_a_thickness_goes_before_texts_and_the_contradiction_is_said(
    drawing, the_finding
):
    drawing.box(thickness=18.0)
    drawing.text("H=54.0", (10, 5))
    project, findings = drawing.read()

    assert 18.0 == top(project)
    assert "18 m, 54 m" == the_finding(findings, "HEIGHTS-CONTRADICT").found


def test_of_texts_that_contradict_each_other_the_largest_counts(drawing, the_finding):
    drawing.box()
    drawing.text("6F", (10, 5))
    drawing.text("11F", (20, 5))
    project, findings = drawing.read()

    assert (33.0, 11) == (top(project), project.buildings[0].storeys)
    assert "11F, 6F" == the_finding(findings, "HEIGHTS-CONTRADICT").found


@pytest.mark.parametrize(("height", "said"), [(60.0, True), (18.6, False)])
def test_a_height_that_does_not_go_with_the_storeys_is_said(
    drawing, codes, height, said
):
    drawing.box(thickness=height)
    drawing.text("6F", (10, 5))
    _, findings = drawing.read()

    assert said == ("STOREYS-AGAINST-HEIGHT" in codes(findings))


def test_a_text_belongs_to_the_smallest_outline_around_it(drawing):
    drawing.box(0, 0, 60, 40)
    drawing.box(10, 10, 20, 15)
    drawing.text("H=54", (15, 15))
    drawing.text("H=9", (40, 5))
    project, _ = drawing.read()

    assert [9.0, 54.0] == [b.top for b in project.buildings]


def test_a_text_that_begins_outside_belongs_where_its_middle_is(drawing):
    drawing.box()
    drawing.text("住宅六层住宅", (-1, 5))
    project, _ = drawing.read()

    assert 6 == project.buildings[0].storeys


def test_a_text_across_two_outlines_is_said(drawing, codes):
    drawing.box(0, 0, 10, 10)
    drawing.box(10, 0, 10, 10, thickness=9.0)
    drawing.text("十八层十八层", (8.5, 5))
    project, findings = drawing.read()

    assert 54.0 == top(project)
    assert "LABEL-BETWEEN" in codes(findings)


def test_texts_outside_of_outlines_are_counted(drawing, the_finding):
    drawing.box(thickness=9.0)
    text = drawing.text("18F", (100, 100))
    drawing.text("人民路", (100, 110))
    _, findings = drawing.read()

    assert (text.dxf.handle,) == the_finding(findings, "LABEL-OUTSIDE").elements


@pytest.mark.parametrize(
    "placed",
    [
        {"halign": 1, "valign": 2},
        {"halign": 4},
        {"halign": 2, "valign": 3},
    ],
)
def test_a_text_stands_at_its_alignment_point(drawing, placed):
    drawing.box()
    drawing.text("6F", (500, 500), align_point=(15, 6), **placed)
    project, _ = drawing.read()

    assert 6 == project.buildings[0].storeys


def test_formatting_codes_of_a_paragraph_are_passed_over(drawing):
    drawing.box()
    drawing.space.add_mtext(
        r"{\fSimSun|b0;3#楼}\P\H0.7x;地上18层",
        dxfattribs={"layer": "0", "insert": (5, 8), "char_height": 1.0},
    )
    project, _ = drawing.read()

    assert ("3#", "3#", 18) == (
        project.buildings[0].id, project.buildings[0].name, project.buildings[0].storeys
    )  # fmt: skip


@pytest.mark.parametrize(
    ("attributes", "expected"),
    [
        ({"高度": "54.6"}, (54.6, 0, False)),
        ({"HEIGHT": "54.6m", "FLOORS": "18"}, (54.6, 18, False)),
        ({"层数": "18F"}, (54.0, 18, True)),
        ({"Floors": " 6 "}, (18.0, 6, True)),
        ({"高度": "待定", "层数": "2层"}, (6.0, 2, True)),
    ],
)
def test_attributes_of_a_block_say_the_height(drawing, attributes, expected):
    block = drawing.doc.blocks.new("楼")
    drawing.outline([(0, 0), (30, 0), (30, 12), (0, 12)], "0", space=block)
    insert = drawing.space.add_blockref("楼", (0, 0), dxfattribs={"layer": "建筑"})
    for tag, text in {**attributes, "楼号": "7#"}.items():
        insert.add_attrib(tag, text, (900, 900))
    project, _ = drawing.read()
    building = project.buildings[0]

    assert expected == (top(project), building.storeys, building.height_assumed)
    assert "7#" == building.id


def test_an_outline_without_height_is_left_out_and_named(drawing, the_finding):
    drawing.box(thickness=9.0)
    other = drawing.box(x=50)
    project, findings = drawing.read()

    assert 1 == len(project.buildings)
    assert (other.dxf.handle,) == the_finding(findings, "HEIGHT-MISSING").elements


def test_a_default_height_is_assumed(drawing, codes):
    drawing.box()
    project, findings = drawing.read(default_height=12.0)

    assert (12.0, True) == (top(project), project.buildings[0].height_assumed)
    assert "HEIGHT-DEFAULT" in codes(findings)


def test_a_drawing_where_no_outline_has_a_height_is_refused(drawing):
    drawing.box()
    with pytest.raises(ImporterError, match=r"none of 1 outlines has a height .*18F"):
        drawing.read()


def test_a_number_that_two_buildings_have_is_no_id(drawing):
    for x in (0, 50):
        drawing.box(x=x, thickness=9.0)
        drawing.text("3#", (x + 10, 5))
    project, _ = drawing.read(prefix="A/")

    assert ["3#", "3#"] == [b.name for b in project.buildings]
    assert [f"A/{b.element}" for b in project.buildings] == [
        b.id for b in project.buildings
    ]


class TestLevels:
    def test_a_flat_plan_stands_at_zero(self, drawing, codes):
        drawing.box(thickness=9.0)
        project, findings = drawing.read()
        building = project.buildings[0]

        assert (0.0, 0.0, 9.0) == (
            building.zero_level, building.outdoor_ground, building.top
        )  # fmt: skip
        assert "GROUND-ASSUMED-FLAT" in codes(findings)

    def test_a_flat_plan_stands_at_the_given_ground(self, drawing, codes):
        drawing.box(thickness=9.0)
        project, findings = drawing.read(outdoor_ground=792.5, zero_level=792.95)
        building = project.buildings[0]

        assert (792.95, 792.5, 801.5) == (
            building.zero_level, building.outdoor_ground, building.top
        )  # fmt: skip
        assert "GROUND-ASSUMED-FLAT" not in codes(findings)

    def test_drawn_levels_are_kept(self, drawing):
        drawing.box(elevation=3.0, thickness=9.0)
        drawing.box(x=50, elevation=5.0, thickness=9.0)
        project, _ = drawing.read(outdoor_ground=100.0)

        assert [3.0, 5.0] == [b.outdoor_ground for b in project.buildings]

    def test_a_level_that_was_forgotten_is_said(self, drawing, the_finding):
        drawing.box(elevation=3.0, thickness=9.0)
        low = drawing.box(x=50, thickness=9.0)
        _, findings = drawing.read()
        project, mended = drawing.read(outdoor_ground=3.0)

        assert (low.dxf.handle,) == the_finding(
            findings, "LEVEL-ZERO-AMONG-OTHERS"
        ).elements
        assert [3.0, 3.0] == [b.parts[0].base for b in project.buildings]
        assert "LEVEL-ZERO-AMONG-OTHERS" not in [f.code for f in mended]


def test_an_outline_inside_another_may_be_a_courtyard(drawing, the_finding):
    drawing.box()
    drawing.text("6F", (2, 2))
    inner = drawing.box(10, 4, 5, 4)
    project, findings = drawing.read()

    assert 1 == len(project.buildings)
    assert (inner.dxf.handle,) == the_finding(
        findings, "OUTLINE-INSIDE-ANOTHER"
    ).elements


def test_a_part_with_assumed_height_makes_that_of_its_building_assumed(drawing):
    drawing.box(thickness=18.0)
    drawing.box(2, 2, 5, 5, layer="裙房")
    drawing.text("2F", (4, 4))
    drawing.box(5, -1.5, 4, 1.5, layer="阳台")
    project, findings = drawing.read(default_height=12.0)

    assert [18.0, 6.0] == [part.top for part in project.buildings[0].parts]
    assert project.buildings[0].height_assumed
    assert {"HEIGHT-FROM-STOREYS", "PART-WITHOUT-HEIGHT"} <= {f.code for f in findings}
