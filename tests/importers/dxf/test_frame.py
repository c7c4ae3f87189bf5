"""Unit, axes, coordinate system and north of a drawing."""

import itertools
import math

import numpy as np
import pytest

from sunlight.errors import ImporterError

E, N = 557_200.0, 3_464_800.0  # Suzhou in EPSG:4549


def size(project):
    x0, y0, x1, y1 = project.buildings[0].parts[0].polygon.bounds
    return x1 - x0, y1 - y0


@pytest.mark.parametrize(
    ("header", "scale", "guessed"),
    [
        (6, 1.0, False), (4, 1000.0, False), (5, 100.0, False), (1, 1 / 0.0254, False),
        (2, 1 / 0.3048, False), (0, 1.0, True), (4, 1.0, True), (6, 1000.0, True),
        (0, 1000.0, True),
    ],
)  # fmt: skip
def test_the_unit_is_the_one_said_if_sizes_agree(
    new_drawing, codes, header, scale, guessed
):
    drawing = new_drawing(units=header)
    drawing.box(width=30 * scale, depth=12 * scale, thickness=18 * scale)
    project, findings = drawing.read()

    assert (30.0, 12.0) == pytest.approx(size(project))
    assert 18.0 == pytest.approx(project.buildings[0].top)
    assert guessed == ("UNIT-GUESSED" in codes(findings))


def test_a_given_unit_is_taken(new_drawing, codes):
    drawing = new_drawing(units=4)
    drawing.box(width=1000, depth=400, thickness=600)
    project, findings = drawing.read(unit="in")

    assert (25.4, 10.16) == pytest.approx(size(project))
    assert "UNIT-GUESSED" not in codes(findings)


@pytest.mark.parametrize("width", [2.0, 450.0])
def test_a_plan_of_a_shed_or_of_one_hall_keeps_its_unit(drawing, codes, width):
    drawing.box(width=width, depth=width, thickness=9.0)
    project, findings = drawing.read()

    assert (width, width) == pytest.approx(size(project))
    assert "UNIT-GUESSED" not in codes(findings)


def test_an_impossible_size_is_said(drawing, codes):
    drawing.box(width=1e7, depth=1e7, thickness=18)
    _, findings = drawing.read()

    assert "UNIT-IMPLAUSIBLE" in codes(findings)


def test_a_named_system_gives_place_and_convergence(drawing, codes):
    drawing.box(E, N, thickness=9.0)
    project, findings = drawing.read(crs="EPSG:4549")
    site = project.site
    latitude, from_meridian = math.radians(31.3036), math.radians(0.6012)

    assert 31.3036 == pytest.approx(site.latitude, abs=1e-3)
    assert 120.6012 == pytest.approx(site.longitude, abs=1e-3)
    assert ("EPSG:4549", (557_000.0, 3_465_000.0)) == (site.crs, site.origin)
    # convergence by the textbook: Δλ sin φ; east of the meridian grid north is east
    assert "grid" == site.north
    assert -math.degrees(from_meridian * math.sin(latitude)) == pytest.approx(
        site.north_angle, abs=1e-3
    )
    assert "PLACE-MISSING" not in codes(findings)


def test_the_plan_is_turned_to_true_north(drawing):
    drawing.box(E, N, 1000.0, 1.0, thickness=9.0)
    project, _ = drawing.read(crs="EPSG:4549", unit="m")
    corners = np.array(project.buildings[0].parts[0].polygon.exterior.coords)
    along = max(
        (b - a for a, b in itertools.pairwise(corners)),
        key=lambda step: float(np.hypot(*step)),
    )
    bearing = math.degrees(math.atan2(*np.abs(along)))

    # grid east lies south of true east where grid north lies east of true north
    assert 90.0 + project.site.north_angle == pytest.approx(bearing, abs=1e-6)
    assert -0.315 < project.site.north_angle < -0.312
    assert along[0] * along[1] < 0.0


@pytest.mark.parametrize(
    ("meridian", "crs"), [(120.0, "EPSG:4549"), (114.0, "EPSG:4547"), (120.5, "")]
)
def test_a_central_meridian_names_the_system(drawing, meridian, crs):
    drawing.box(E, N, thickness=9.0)
    site = drawing.read(central_meridian=meridian)[0].site

    assert crs == site.crs
    assert meridian + 0.6012 == pytest.approx(site.longitude, abs=1e-3)


@pytest.mark.parametrize(
    ("zone", "north", "crs", "meridian"),
    [
        (40, N, "EPSG:4528", 120.0),
        (25, 4_200_000.0, "EPSG:4513", 75.0),
        (45, 5_250_000.0, "EPSG:4533", 135.0),
        (21, N, "EPSG:4499", 123.0),
        (13, 4_200_000.0, "EPSG:4491", 75.0),
        (23, 5_250_000.0, "EPSG:4501", 135.0),
    ],
)
def test_a_zone_prefix_names_the_system(
    drawing, the_finding, zone, north, crs, meridian
):
    drawing.box(zone * 1e6 + E, north, thickness=9.0)
    project, findings = drawing.read()

    assert (crs, zone * 1e6 + 557_000.0) == (project.site.crs, project.site.origin[0])
    assert meridian < project.site.longitude < meridian + 1.0
    assert crs in the_finding(findings, "ZONE-PREFIX").found


def test_a_prefix_of_a_zone_that_does_not_reach_so_far_is_no_zone(drawing, codes):
    drawing.box(45e6 + E, N, thickness=9.0)  # the sea south of Japan
    project, findings = drawing.read()

    assert "" == project.site.crs
    assert {"SYSTEM-NOT-NAMED", "PLACE-MISSING"} <= set(codes(findings))
    assert "ZONE-PREFIX" not in codes(findings)


def test_a_meridian_beside_another_zone_is_refused(drawing):
    drawing.box(40e6 + E, N, thickness=9.0)
    with pytest.raises(ImporterError, match="begin with zone 40"):
        drawing.read(central_meridian=114.0)


def test_survey_axes_are_told_by_the_size_of_coordinates(drawing, codes):
    drawing.box(N, E, 30.0, 12.0, thickness=9.0)
    project, findings = drawing.read(crs="EPSG:4549", true_north_angle=0.0)

    assert (12.0, 30.0) == pytest.approx(size(project))
    assert project.buildings[0].parts[0].polygon.exterior.is_ccw
    assert 31.3036 == pytest.approx(project.site.latitude, abs=1e-3)
    assert "AXES-GUESSED" in codes(findings)


def test_survey_axes_may_be_given(drawing, codes):
    drawing.box(0, 0, 30.0, 12.0, thickness=9.0)
    project, findings = drawing.read(axes="survey")

    assert (12.0, 30.0) == pytest.approx(size(project))
    assert "AXES-GUESSED" not in codes(findings)


def test_a_grid_that_nobody_names_is_said(drawing, codes):
    drawing.box(E, N, thickness=9.0)
    project, findings = drawing.read()

    assert ("", "") == (project.site.crs, project.site.north)
    assert {"SYSTEM-NOT-NAMED", "PLACE-MISSING"} <= set(codes(findings))


@pytest.mark.parametrize(
    ("crs", "message"),
    [
        ("EPSG:4326", "no projected system in metres"),
        ("EPSG:2263", "no projected system in metres"),
        ("somewhere", "no coordinate system"),
        ("EPSG:4549", "does not lie in EPSG:4549.*begin with zone 40"),
    ],
)
def test_a_system_that_cannot_be_is_refused(drawing, crs, message):
    drawing.box(40e6 + E, N, thickness=9.0)
    with pytest.raises(ImporterError, match=message):
        drawing.read(crs=crs)


class TestNorth:
    def test_nobody_says(self, drawing):
        drawing.box(thickness=9.0)

        assert "" == drawing.read()[0].site.north

    def test_the_caller_says(self, drawing):
        drawing.box(thickness=9.0)
        drawing.line((90, 0), (95, 10), layer="指北针")
        true = drawing.read(north="true")[0].site
        plain = drawing.read(north=True)[0].site  # as a file or the command line has it
        turned = drawing.read(true_north_angle=-20.0)[0].site

        assert ("true", 0.0) == (true.north, true.north_angle)
        assert "true" == plain.north
        assert ("angle", -20.0) == (turned.north, turned.north_angle)

    @pytest.mark.parametrize("tip", [(100.0, 20.0), (100.0, -20.0)])
    def test_a_line_points_to_its_letter(self, drawing, codes, tip):
        drawing.box(thickness=9.0)
        drawing.line((90, 0), tip, layer="指北针")
        drawing.text("北", (tip[0], tip[1] + 0.1), layer="指北针")
        project, findings = drawing.read()

        assert "NORTH-FROM-ARROW" in codes(findings)
        assert "angle" == project.site.north
        assert math.degrees(math.atan2(10.0, tip[1])) == pytest.approx(
            project.site.north_angle
        )

    def test_a_block_points_upwards_and_is_turned(self, drawing):
        drawing.box(thickness=9.0)
        block = drawing.doc.blocks.new("指北针01")
        block.add_line((0, 0), (0, 5))
        drawing.space.add_blockref("指北针01", (90, 0), dxfattribs={"rotation": 25.0})
        site = drawing.read()[0].site

        # turned to the left by 25°, so that true north lies 25° left of +y
        assert -25.0 == pytest.approx(site.north_angle)

    def test_arrows_that_differ_are_not_followed(self, drawing, codes):
        drawing.box(thickness=9.0)
        block = drawing.doc.blocks.new("north")
        block.add_line((0, 0), (0, 5))
        for angle in (0.0, 90.0):
            drawing.space.add_blockref("north", (9, 0), dxfattribs={"rotation": angle})
        project, findings = drawing.read()

        assert "" == project.site.north
        assert "NORTH-ARROWS-DIFFER" in codes(findings)

    def test_the_system_goes_before_the_arrow(self, drawing, codes):
        drawing.box(E, N, thickness=9.0)
        drawing.line((E, N + 50), (E + 20, N + 70), layer="指北针")
        project, findings = drawing.read(crs="EPSG:4549")

        assert "grid" == project.site.north
        assert "NORTH-ARROW-DIFFERS" in codes(findings)
