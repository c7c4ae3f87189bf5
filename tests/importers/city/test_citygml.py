"""CityGML 2.0: solids by reference, openings, and what a stranger's file may try."""

import numpy as np
import pytest

from sunlight.errors import ImporterError
from sunlight.importers.city.options import CityOptions
from sunlight.importers.limits import Limits
from sunlight.kinds import PartKind, Use

pytest.importorskip("defusedxml", reason="needs the extra gis")

from sunlight.importers.city.citygml import read_citygml

HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<CityModel xmlns="http://www.opengis.net/citygml/{version}"
 xmlns:gml="http://www.opengis.net/gml" xmlns:xlink="http://www.w3.org/1999/xlink"
 xmlns:bldg="http://www.opengis.net/citygml/building/{version}"
 xmlns:gen="http://www.opengis.net/citygml/generics/{version}">
<gml:boundedBy><gml:Envelope srsDimension="3" srsName="{crs}"/></gml:boundedBy>
"""
SIDES = {
    "Ground": (0, 3, 2, 1),
    "Roof": (4, 5, 6, 7),
    "south": (0, 1, 5, 4),
    "east": (1, 2, 6, 5),
    "north": (2, 3, 7, 6),
    "west": (3, 0, 4, 7),
}


def corners(size=(10, 8, 6)):
    a, b, c = size
    plan = [(0, 0), (a, 0), (a, b), (0, b)]
    return [(*p, 0) for p in plan] + [(*p, c) for p in plan]


def polygon(name, points, hole=None):
    def ring(some):
        text = " ".join(str(v) for p in [*some, some[0]] for v in p)
        return f"<gml:LinearRing><gml:posList>{text}</gml:posList></gml:LinearRing>"

    inner = f"<gml:interior>{ring(hole)}</gml:interior>" if hole else ""
    return (
        f'<gml:Polygon gml:id="{name}"><gml:exterior>{ring(points)}</gml:exterior>'
        f"{inner}</gml:Polygon>"
    )


def member(inner):
    return f"<gml:surfaceMember>{inner}</gml:surfaceMember>"


def reference(name):
    return f'<gml:surfaceMember xlink:href="#{name}"/>'


def boundaries(lod, *, holes=None, openings=""):
    """Boundary surfaces of a box, and references to all their polygons."""
    made, references = [], []
    for name, ring in SIDES.items():
        kind = f"{name}Surface" if name in ("Ground", "Roof") else "WallSurface"
        points = [corners()[i] for i in ring]
        hole = (holes or {}).get(name)
        made.append(
            f'<bldg:boundedBy><bldg:{kind} gml:id="s-{name}">'
            f"<bldg:lod{lod}MultiSurface>"
            f"<gml:MultiSurface>{member(polygon(f'p-{name}', points, hole))}"
            f"</gml:MultiSurface></bldg:lod{lod}MultiSurface>"
            f"{openings if hole else ''}</bldg:{kind}></bldg:boundedBy>"
        )
        references.append(reference(f"p-{name}"))
    return "".join(made), "".join(references)


def solid(lod, members):
    return (
        f"<bldg:lod{lod}Solid><gml:Solid><gml:exterior><gml:CompositeSurface>{members}"
        f"</gml:CompositeSurface></gml:exterior></gml:Solid></bldg:lod{lod}Solid>"
    )


def building(inner, name="B1"):
    return (
        f'<cityObjectMember><bldg:Building gml:id="{name}">{inner}</bldg:Building>'
        "</cityObjectMember>"
    )


@pytest.fixture
def write(tmp_path):
    def written(body, *, version="2.0", crs="", head=HEAD):
        file = tmp_path / "city.gml"
        text = head.format(version=version, crs=crs) + body + "</CityModel>"
        file.write_text(text, encoding="utf-8")
        return file

    return written


def codes(findings):
    return {finding.code for finding in findings}


@pytest.mark.parametrize("version", ["1.0", "2.0"])
def test_a_solid_of_references_is_closed_and_knows_its_ground(write, volume, version):
    surfaces, references = boundaries(2)
    body = building(
        "<bldg:function>1000</bldg:function><bldg:storeysAboveGround>2"
        "</bldg:storeysAboveGround><bldg:measuredHeight uom='m'>6.0"
        "</bldg:measuredHeight>" + solid(2, references) + surfaces
    )

    project, findings = read_citygml(write(body, version=version))

    (one,) = project.buildings
    (part,) = one.parts
    assert pytest.approx(480.0) == volume(part)
    assert pytest.approx(80.0) == part.polygon.area
    assert (Use.RESIDENTIAL, 2, "B1") == (one.use, one.storeys, one.element)
    assert not codes(findings) & {"OPEN-SOLID", "FOOTPRINT-FROM-PLAN"}


def test_surfaces_alone_make_the_body(write, volume):
    surfaces, _ = boundaries(2)

    project, findings = read_citygml(write(building(surfaces)))

    assert pytest.approx(480.0) == volume(project.buildings[0].parts[0])
    assert "OPEN-SOLID" not in codes(findings)


def test_a_window_of_lod3_is_read_with_its_id(write):
    x, z, y = (3, 4.5), (4, 5.5), 0.1
    pane = [(x[0], y, z[0]), (x[1], y, z[0]), (x[1], y, z[1]), (x[0], y, z[1])]
    hole = [(a, 0, c) for a, _, c in pane[::-1]]
    opening = (
        '<bldg:opening><bldg:Window gml:id="w1"><bldg:lod3MultiSurface>'
        f"<gml:MultiSurface>{member(polygon('pane', pane))}</gml:MultiSurface>"
        "</bldg:lod3MultiSurface></bldg:Window></bldg:opening>"
    )
    surfaces, references = boundaries(3, holes={"south": hole}, openings=opening)

    for body in (surfaces, solid(3, references) + surfaces):
        project, _ = read_citygml(write(building(body)))

        windows = project.windows
        assert ["w1"] == windows.element.tolist()
        np.testing.assert_allclose(windows.left, [[3.0, 0.0]], atol=1e-9)
        np.testing.assert_allclose(windows.right, [[4.5, 0.0]], atol=1e-9)
        np.testing.assert_allclose(windows.floor_level + windows.sill_height, [4.0])


def test_what_stands_beside_the_solid_shades_as_an_eave(write):
    surfaces, references = boundaries(2)
    eave = polygon("eave", [(0, -1, 6), (10, -1, 6), (10, 0, 6), (0, 0, 6.5)])
    surfaces += (
        '<bldg:boundedBy><bldg:RoofSurface gml:id="e"><bldg:lod2MultiSurface>'
        f"<gml:MultiSurface>{member(eave)}</gml:MultiSurface>"
        "</bldg:lod2MultiSurface></bldg:RoofSurface></bldg:boundedBy>"
    )

    project, findings = read_citygml(write(building(solid(2, references) + surfaces)))

    kinds = [part.kind for part in project.buildings[0].parts]
    assert [PartKind.BODY, PartKind.EAVE] == kinds
    assert "SURFACES-BESIDE-SOLID" in codes(findings)


def test_parts_and_other_ways_of_writing_corners(write, volume):
    faces = []
    for name, ring in SIDES.items():
        points = [corners()[i] for i in (*ring, ring[0])]
        if name == "east":
            text = " ".join(",".join(map(str, p)) for p in points)
            inner = f"<gml:coordinates>{text}</gml:coordinates>"
        else:
            inner = "".join(f"<gml:pos>{x} {y} {z}</gml:pos>" for x, y, z in points)
        made = (
            f"<gml:Polygon><gml:exterior><gml:LinearRing>{inner}</gml:LinearRing>"
            "</gml:exterior></gml:Polygon>"
        )
        if name == "west":
            made = made.replace("<gml:pos>", "<gml:pos> ")
            flipped = "".join(
                f"<gml:pos>{x} {y} {z}</gml:pos>" for x, y, z in points[::-1]
            )
            made = (
                '<gml:OrientableSurface orientation="-"><gml:baseSurface><gml:Polygon>'
                f"<gml:exterior><gml:LinearRing>{flipped}</gml:LinearRing>"
                "</gml:exterior></gml:Polygon></gml:baseSurface></gml:OrientableSurface>"
            )
        faces.append(member(made))
    part = (
        '<bldg:consistsOfBuildingPart><bldg:BuildingPart gml:id="P1">'
        + solid(1, "".join(faces))
        + "</bldg:BuildingPart></bldg:consistsOfBuildingPart>"
    )

    project, findings = read_citygml(write(building(part)))

    (one,) = project.buildings
    assert ["P1"] == [p.name for p in one.parts]
    assert pytest.approx(480.0) == volume(one.parts[0])
    assert not codes(findings) & {"OPEN-SOLID", "FACES-TURNED"}


@pytest.mark.parametrize(
    "href", ["#gone", "other.gml#p-south", "file:///etc/passwd", "http://x.test/#a"]
)
def test_references_out_of_the_file_are_not_followed(write, href):
    surfaces, references = boundaries(2)
    references = references.replace("#p-south", href)

    project, findings = read_citygml(write(building(solid(2, references) + surfaces)))

    assert 1 == len(project.buildings)
    (one,) = [f for f in findings if f.code == "REFERENCE-UNRESOLVED"]
    assert href == one.found
    assert "OPEN-SOLID" in codes(findings)


def test_references_in_a_circle_end(write):
    circle = (
        '<gml:CompositeSurface gml:id="c"><gml:surfaceMember xlink:href="#c"/>'
        "</gml:CompositeSurface>"
    )
    surfaces, references = boundaries(2)

    project, findings = read_citygml(
        write(building(solid(2, references + member(circle)) + surfaces))
    )

    assert 1 == len(project.buildings)
    assert "REFERENCE-UNRESOLVED" in codes(findings)


def test_references_that_multiply_are_stopped(write):
    layers = "".join(
        f'<gml:CompositeSurface gml:id="m{i}">'
        + f'<gml:surfaceMember xlink:href="#m{i + 1}"/>' * 10
        + "</gml:CompositeSurface>"
        for i in range(12)
    )
    body = building(
        "<bldg:lod2MultiSurface><gml:MultiSurface>"
        f"{layers}</gml:MultiSurface></bldg:lod2MultiSurface>"
    )

    with pytest.raises(ImporterError, match="referred to counted each time"):
        read_citygml(write(body), limits=Limits(entities=50_000))


def test_references_that_lead_deep_end(write):
    chain = "".join(
        f'<gml:CompositeSurface gml:id="d{i}"><gml:surfaceMember>'
        f'<gml:CompositeSurface><gml:surfaceMember xlink:href="#d{i + 1}"/>'
        "</gml:CompositeSurface></gml:surfaceMember></gml:CompositeSurface>"
        for i in range(2000)
    )
    surfaces, references = boundaries(2)
    body = building(solid(2, references + member('<a xlink:href="#d0"/>')) + surfaces)

    project, findings = read_citygml(
        write(
            body + f"<cityObjectMember><gen:Chain>{chain}</gen:Chain>"
            "</cityObjectMember>"
        )
    )

    assert 1 == len(project.buildings)
    assert "REFERENCE-UNRESOLVED" in codes(findings)


@pytest.mark.parametrize(
    "doctype",
    [
        '<!DOCTYPE r [<!ENTITY a "AAAA"><!ENTITY b "&a;&a;&a;">]>',
        '<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]>',
        '<!DOCTYPE r SYSTEM "http://x.test/r.dtd">',
    ],
)
def test_a_document_type_is_refused(write, doctype):
    head = HEAD.replace("?>\n", "?>" + doctype + "\n", 1)

    with pytest.raises(ImporterError, match="document type or entities"):
        read_citygml(write(building(""), head=head))


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (lambda t: t.replace("</CityModel>", ""), "not XML: .*cut off"),
        (lambda t: t.replace("citygml/2.0", "citygml/3.0"), "CityGML 3.0 is not read"),
        (lambda t: t.replace("CityModel", "Feature"), "root is Feature"),
        (lambda t: t.replace("UTF-8", "no-such"), "not XML"),
        (lambda t: t.replace("bldg:Building", "bldg:Barn"), "Barn × 1"),
        (lambda t: "{}", "line 1"),
    ],
)
def test_what_is_no_citygml_is_refused(write, change, says):
    file = write(building(""))
    file.write_text(change(file.read_text(encoding="utf-8")), encoding="utf-8")

    with pytest.raises(ImporterError, match=says):
        read_citygml(file)


@pytest.mark.parametrize(
    ("limits", "says"),
    [
        (Limits(entities=20), "allowed are 20"),
        (Limits(nesting=5), "deeper than 5"),
        (Limits(megabytes=0.001), "MB"),
        (Limits(seconds=1e-9), "longer than"),
    ],
)
def test_limits_hold(write, limits, says):
    surfaces, references = boundaries(2)

    with pytest.raises(ImporterError, match=says):
        read_citygml(write(building(solid(2, references) + surfaces)), limits=limits)


def test_corners_that_are_no_numbers_leave_the_rest(write):
    surfaces, references = boundaries(2)
    surfaces = surfaces.replace("0 0 0 10 0 0 10 0 6", "0 0 nan 10 0 0 10 0 6")

    project, findings = read_citygml(write(building(solid(2, references) + surfaces)))

    assert 1 == len(project.buildings)
    assert {"GEOMETRY-UNREADABLE", "OPEN-SOLID"} <= codes(findings)


def test_the_level_of_detail_is_chosen(write):
    surfaces, references = boundaries(2)
    low = polygon("flat", [(0, 0, 0), (0, 8, 0), (10, 8, 0), (10, 0, 0)])
    body = building(
        f"<bldg:lod1MultiSurface><gml:MultiSurface>{member(low)}"
        "</gml:MultiSurface></bldg:lod1MultiSurface>" + solid(2, references) + surfaces
    )

    project, findings = read_citygml(write(body), options=CityOptions(lod="highest"))

    assert 6.0 == project.buildings[0].top
    assert "LoD 2 × 1" == next(f for f in findings if f.code == "LOD-CHOSEN").found
