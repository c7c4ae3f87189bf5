"""Several files as one project: where they come to lie, and what does not go."""

import dataclasses
import tomllib
from pathlib import Path

import numpy as np
import pytest
from pyproj import Geod, Proj, Transformer
from shapely import Polygon, box

from sunlight.errors import InputError
from sunlight.importers.combine import combine_projects
from sunlight.importers.combining.frames import SourcePlacement
from sunlight.importers.combining.moving import prefix_ids
from sunlight.importers.project_file import read_project
from sunlight.importers.write_project import write_project
from sunlight.kinds import GroundKind, Status, Use
from sunlight.model.differences import project_differences
from sunlight.model.empty import no_households, no_rooms, no_windows
from sunlight.model.evidence import ArchiveFigures, SurveyTolerance
from sunlight.model.grounds import Ground
from sunlight.model.project import Building, Part, Project, Site
from sunlight.model.tables import Windows

ESTATE = Path(__file__).parents[2] / "examples" / "xinzhou_estate" / "project.toml"
GAUSS = "EPSG:4549"  # CGCS2000, 3 degrees, central meridian 120 E
UTM = "EPSG:32651"
SUZHOU = (120.62, 31.30)


def block(name, at=(0.0, 0.0), **site):
    """Project of one block of 20 m by 10 m with a window in its south wall."""
    x, y = at
    site = {"latitude": 31.3, "longitude": 120.62, "height_datum": "1985"} | site
    mesh = np.array([[x, y, 5.0], [x + 20, y, 5.0], [x, y + 10, 9.0]])
    home = Building(
        id=name,
        status=Status.EXISTING,
        use=Use.RESIDENTIAL,
        zero_level=5.3,
        outdoor_ground=5.0,
        parts=(
            Part(polygon=box(x, y, x + 20, y + 10), base=5.0, top=23.0),
            Part(base=5.0, top=9.0, vertices=mesh, faces=np.array([[0, 1, 2]])),
        ),
        archive=ArchiveFigures(
            reference="a",
            zero_level=5.2,
            top_above_zero=18.0,
            footprint=box(x, y, x + 20, y + 9),
        ),
    )
    windows = Windows(
        id=np.array([f"{name}-1"], dtype=object),
        building=[0],
        floor=[1],
        floor_level=[0.0],
        sill_height=[0.9],
        left=[[x + 2.0, y]],
        right=[[x + 4.0, y]],
        room=[-1],
        column_offsets=[0, 1],
        assumed=[False],
    )
    return Project(
        name=name,
        site=Site(**site),
        buildings=(home,),
        windows=windows,
        rooms=no_rooms(),
        households=no_households(),
        source_files=((f"{name}.ifc", name * 64),),
    )


def joined(*projects, placements=None):
    names = [f"{project.name}.ifc" for project in projects]
    return combine_projects(projects, names=names, placements=placements)


def block_corners(project, building=1):
    """Corners in the order of shapely's box: (20, 0), (20, 10), (0, 10), (0, 0)."""
    return np.array(project.buildings[building].parts[0].polygon.exterior.coords)[:4]


def codes(findings):
    return [finding.code for finding in findings]


LOCAL = np.array([[20.0, 0.0], [20.0, 10.0], [0.0, 10.0], [0.0, 0.0]])


def turned(points, degrees):
    """Points turned anticlockwise."""
    c, s = np.cos(np.radians(degrees)), np.sin(np.radians(degrees))
    return np.asarray(points) @ np.array([[c, s], [-s, c]])


def test_two_halves_of_an_estate_make_the_whole_again(tmp_path):
    whole, _ = read_project(ESTATE)
    document = tomllib.loads(ESTATE.read_text("utf-8"))
    homes = document["buildings"]
    halves = []
    for start, end in ((0, 11), (11, len(homes))):
        ids = {home["id"] for home in homes[start:end]}
        half = _half(whole, start, end, ids)
        write_project(half, tmp_path / f"{start}.json")
        halves.append(read_project(tmp_path / f"{start}.json")[0])
    combined, findings = combine_projects(halves, names=["0.json", "11.json"])

    alike = dataclasses.replace(combined, source_files=whole.source_files)
    assert ["FRAMES-ASSUMED-EQUAL"] == codes(findings)
    assert () == project_differences(whole, alike)
    assert ["0.json", "project.toml", "11.json"] == [
        f[0] for f in combined.source_files
    ]


def _half(project, start, end, ids):
    """Buildings of some rows, with all that belongs to them."""
    w, r, h = project.windows, project.rooms, project.households

    def rows(table):
        return (table.building >= start) & (table.building < end)

    def cut(table, keep, **shifted):
        fields = {
            f.name: getattr(table, f.name)[keep]
            for f in dataclasses.fields(table)
            if f.name not in ("column_offsets", *shifted)
        }
        return fields | shifted

    first_room, first_home = (int(np.argmax(rows(t))) for t in (r, h))
    window_rows = rows(w)
    stacks = np.unique(w.column_offsets[:-1][window_rows[w.column_offsets[:-1]]])
    offsets = np.append(stacks - stacks[0], window_rows.sum())
    room = np.where(w.room < 0, -1, w.room - first_room)[window_rows]
    household = np.where(r.household < 0, -1, r.household - first_home)[rows(r)]
    whose = {ground.id for ground in project.grounds if ground.building in ids}
    last = start > 0
    return dataclasses.replace(
        project,
        buildings=project.buildings[start:end],
        windows=Windows(
            **cut(
                w,
                window_rows,
                building=w.building[window_rows] - start,
                room=room,
            ),
            column_offsets=offsets,
        ),
        rooms=type(r)(
            **cut(r, rows(r), building=r.building[rows(r)] - start, household=household)
        ),
        households=type(h)(**cut(h, rows(h), building=h.building[rows(h)] - start)),
        site_parts=project.site_parts if last else (),
        grounds=tuple(
            g for g in project.grounds if g.id in whose or (last and not g.building)
        ),
    )


def test_one_project_stays_as_it_is():
    project = block("A")

    assert ((), ()) == (
        project_differences(project, joined(project)[0]),
        joined(project)[1],
    )


def test_origins_in_one_system_move_exactly():
    first = block("A", origin=(539_000.0, 3_464_000.0), crs=GAUSS)
    other = block("B", origin=(539_250.5, 3_463_900.25), crs=GAUSS)
    combined, findings = joined(first, other)
    shift = np.array([250.5, -99.75])

    assert [] == codes(findings)
    assert (LOCAL + shift == block_corners(combined)).all()
    assert (LOCAL == block_corners(combined, 0)).all()
    assert [252.5, -99.75] == combined.windows.left[1].tolist()
    mesh = combined.buildings[1].parts[1].vertices
    assert [[250.5, -99.75, 5], [270.5, -99.75, 5], [250.5, -89.75, 9]] == mesh.tolist()
    outline = combined.buildings[1].archive.footprint
    assert outline.equals(box(250.5, -99.75, 270.5, -90.75))
    assert first.site == combined.site


def test_frames_turned_to_true_north_are_turned_against_each_other():
    """The first drawing's north lies 30 degrees west of true north, the other's on it.

    The point (3, 4) of the plan is (3 cos 30 - 4 sin 30, 3 sin 30 + 4 cos 30) to true
    north, whichever project it was read into.
    """
    first = block("A", north="angle", north_angle=30.0)
    other = block("B", at=(3.0, 4.0), north="true")
    combined, findings = joined(first, other)
    x, y = 3 * 0.75**0.5 - 4 * 0.5, 3 * 0.5 + 4 * 0.75**0.5

    assert ["FRAMES-ASSUMED-EQUAL"] == codes(findings)
    assert [x, y] == pytest.approx(block_corners(combined)[3], abs=1e-12)
    assert turned(LOCAL + np.array([3.0, 4.0]), 30.0) == pytest.approx(
        block_corners(combined), abs=1e-12
    )


def test_equal_angles_and_origins_move_nothing():
    first = block("A", origin=(7.0, 8.0), north="angle", north_angle=12.3)
    other = block(
        "B", at=(0.1, 0.2), origin=(7.0, 8.0), north="angle", north_angle=12.3
    )
    combined, _ = joined(first, other)

    assert (block_corners(other, 0) == block_corners(combined)).all()


def test_two_systems_meet_where_pyproj_says():
    """The other file is UTM; each corner is taken through pyproj on its own."""
    gauss = Transformer.from_crs("EPSG:4326", GAUSS, always_xy=True)
    utm = Transformer.from_crs("EPSG:4326", UTM, always_xy=True)
    here = np.round(gauss.transform(*SUZHOU))
    there = np.round(utm.transform(SUZHOU[0] + 0.02, SUZHOU[1] + 0.01))
    first = block("A", origin=tuple(here), crs=GAUSS)
    other = block("B", origin=tuple(there), crs=UTM)
    combined, findings = joined(first, other)

    across = Transformer.from_crs(UTM, GAUSS, always_xy=True)
    expected = np.column_stack(across.transform(*(LOCAL + there).T)) - here
    found = block_corners(combined)
    assert [] == codes(findings)
    assert np.hypot(*(expected[3] - found[3])) < 0.01
    # UTM lengths are 0.9998 of the true ones here: 2 mm on 10 m, which are not applied
    assert expected == pytest.approx(found, abs=0.01)
    assert [20.0, 10.0] == pytest.approx(
        [np.hypot(*(found[0] - found[3])), np.hypot(*(found[1] - found[0]))], abs=1e-9
    )


def test_longitude_and_latitude_lead_to_metres_around_the_first():
    """1 km north of the first, by the ellipsoid's geodesic."""
    first = block("A", origin=SUZHOU, crs="EPSG:4326", north="true")
    lon, lat, _ = Geod(ellps="WGS84").fwd(*SUZHOU, 0.0, 1000.0)
    other = block("B", origin=(lon, lat), crs="EPSG:4326", north="true")
    combined, _ = joined(first, other)

    assert [0.0, 1000.0] == pytest.approx(block_corners(combined)[3], abs=1e-3)
    assert LOCAL + np.array([0.0, 1000.0]) == pytest.approx(
        block_corners(combined), abs=1e-3
    )


def test_a_gauss_file_lies_in_a_frame_of_longitude_and_latitude():
    """Its grid north is turned by the convergence, (lon - 120 deg) sin lat."""
    first = block("A", origin=SUZHOU, crs="EPSG:4326", north="true")
    grid = Proj(GAUSS)
    origin = grid(*SUZHOU)
    other = block("B", origin=origin, crs=GAUSS, north="")
    combined, _ = joined(first, other)
    convergence = (SUZHOU[0] - 120.0) * np.sin(np.radians(SUZHOU[1]))

    # grid north lies east of true north, so that the block turns clockwise
    assert turned(LOCAL, -convergence) == pytest.approx(
        block_corners(combined), abs=1e-3
    )
    assert 0.3 < convergence < 0.33


def test_a_file_is_placed_turned_and_lifted_by_hand():
    """At (100, 200) of the plan, its +y turned to plan east, 790 m higher."""
    first = block("A")
    other = block("B", origin=(10.0, 0.0), height_datum="own")
    placement = SourcePlacement(at=[100.0, 200.0], rotate=90.0, lift=790.0)
    combined, findings = joined(first, other, placements=[None, placement])
    home = combined.buildings[1]

    # (10, 0) of its own frame lies 10 m to its right, which is south on the plan
    expected = np.array([[100, 170], [110, 170], [110, 190], [100, 190]])
    assert expected == pytest.approx(block_corners(combined), abs=1e-12)
    assert (795.3, 795.0) == (home.zero_level, home.outdoor_ground)
    assert [(795.0, 813.0), (795.0, 799.0)] == [(p.base, p.top) for p in home.parts]
    assert 795.2 == pytest.approx(home.archive.zero_level, abs=1e-9)
    assert 18.0 == home.archive.top_above_zero
    assert 0.0 == combined.windows.floor_level[1]
    assert [] == codes(findings)


def test_a_placement_without_an_angle_keeps_both_true_norths():
    first = block("A", north="angle", north_angle=90.0)
    other = block("B", north="angle", north_angle=20.0)
    placed = SourcePlacement(at=[5.0, 0.0])
    combined, _ = joined(first, other, placements=[None, placed])

    # plan east is true north of the first
    assert LOCAL + np.array([0.0, 5.0]) == pytest.approx(
        block_corners(combined), abs=1e-12
    )


def test_a_placement_says_how_a_file_without_north_is_turned():
    placed = SourcePlacement(at=[5.0, 0.0])
    _, findings = joined(block("A"), block("B", north=""), placements=[None, placed])

    assert ["TURN-ASSUMED"] == codes(findings)


def test_grounds_move_with_their_file():
    ground = Ground(
        id="g",
        kind=GroundKind.PLAY_GROUND,
        use=Use.SCHOOL,
        status=Status.EXISTING,
        polygon=Polygon([(0, 0), (4, 0), (4, 4)], [[(3, 1), (3, 2), (3.5, 2)]]),
        elevation=5.0,
    )
    other = dataclasses.replace(block("B"), grounds=(ground,))
    placed = SourcePlacement(at=[100.0, 0.0], lift=1.5)
    combined, _ = joined(block("A"), other, placements=[None, placed])
    (moved,) = combined.grounds

    assert [(103, 1), (103, 2), (103.5, 2), (103, 1)] == list(
        moved.polygon.interiors[0].coords
    )
    assert 6.5 == moved.elevation


def test_what_the_files_say_differently_is_told():
    first = dataclasses.replace(block("A"), project_id="SL-1")
    other = dataclasses.replace(
        block("B", latitude=31.5, height_datum="吴淞"),
        project_id="SL-2",
        survey=SurveyTolerance(height=0.1),
        side_by_side=(("SL-1", "甲"), ("SL-3", "丙")),
    )
    combined, findings = joined(first, other)
    found = {finding.code: finding.found for finding in findings}

    assert {
        "FRAMES-ASSUMED-EQUAL",
        "MIXED-DATUMS",
        "PLACES-DIFFER",
        "PROJECT-FIELDS-DIFFER",
    } == set(found)
    assert "1985; 吴淞" == found["MIXED-DATUMS"]
    assert "31.3°; 31.5°" == found["PLACES-DIFFER"]
    assert "project_id SL-2, survey" in found["PROJECT-FIELDS-DIFFER"]
    assert ("SL-1", (("SL-3", "丙"),)) == (combined.project_id, combined.side_by_side)
    assert 31.3 == combined.site.latitude


def test_prefixes_keep_ids_apart():
    one, other = block("A"), prefix_ids(block("A"), "南区-")
    combined, _ = combine_projects([one, other], names=["a", "b"])

    assert ["A", "南区-A"] == [home.id for home in combined.buildings]
    assert ["A-1", "南区-A-1"] == combined.windows.id.tolist()
    assert [0, 1, 2] == combined.windows.column_offsets.tolist()
    assert [0, 1] == combined.windows.building.tolist()


@pytest.mark.parametrize(
    ("other", "placement", "words"),
    [
        (
            block("A"),
            None,
            "building 'A' stands in A.ifc and in A.ifc; give one .*pref",
        ),
        (block("B", crs=GAUSS), None, "B.ifc: one of both files lies in EPSG:4549"),
        (block("B"), SourcePlacement(rotate=3.0), "B.ifc: an angle alone"),
        (
            block("B", at=(5_300.0, 0.0)),
            None,
            r"B.ifc lies 5\.3 km from A.ifc; allowed",
        ),
    ],
)
def test_files_that_do_not_go_together_are_refused(other, placement, words):
    with pytest.raises(InputError, match=words):
        joined(block("A"), other, placements=[None, placement])


@pytest.mark.parametrize(
    ("sites", "words"),
    [
        (("EPSG:999999", GAUSS), "no coordinate system"),
        (("EPSG:4326", GAUSS), "outside of what EPSG:4326 covers|km from A.ifc"),
    ],
)
def test_systems_that_lead_nowhere_are_refused(sites, words):
    first, other = (
        block(name, crs=crs, origin=(120.0 + i, 30.0))
        for i, (name, crs) in enumerate(zip("AB", sites, strict=True))
    )
    with pytest.raises(InputError, match=words):
        joined(first, other)


def test_the_first_file_cannot_be_placed():
    placed = SourcePlacement(at=[1.0, 2.0])
    with pytest.raises(InputError, match=r"A\.ifc is the first file"):
        joined(block("A"), block("B"), placements=[placed, None])


def test_no_project_is_refused():
    with pytest.raises(InputError, match="0 projects, 1 names"):
        combine_projects([], names=["a"])


def test_projects_without_anything_combine():
    empty = dataclasses.replace(
        block("A"), buildings=(), windows=no_windows(), source_files=()
    )
    combined, _ = joined(empty, block("B"))

    assert ["B"] == [home.id for home in combined.buildings]
    assert [0, 1] == combined.windows.column_offsets.tolist()
