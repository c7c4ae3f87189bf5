"""Frames of files: back to the coordinates of a file after all that was done to it."""

import dataclasses
import json
import os
from pathlib import Path

import numpy as np
import pytest

from sunlight.errors import ImporterError
from sunlight.importers.combine import combine_projects
from sunlight.importers.combining.frames import Motion, SourcePlacement
from sunlight.importers.combining.moving import moved_project, prefix_ids
from sunlight.importers.combining.noted import with_frames
from sunlight.importers.placement import Placement
from sunlight.importers.project_file import read_project
from sunlight.importers.write_project import project_document, write_project
from sunlight.kinds import Status, Use
from sunlight.model.differences import project_differences
from sunlight.model.empty import no_households, no_rooms
from sunlight.model.file_frames import frame_of
from sunlight.model.frames import FileFrame
from sunlight.model.project import Building, Part, Project, Site
from sunlight.model.tables import Windows
from sunlight.report.ci.frames import to_file_frame

DATA = os.environ.get("SUNLIGHT_DATA", "")
SILL = np.array([[537.25, -81.5, 3.9], [538.75, -81.5, 3.9]])
"""A window in coordinates of its own file, whatever is done to the file."""


def model(name, *, origin, angle, zero=0.0, noted=True, file=None, crs=""):
    """Project of one house, read from a file in a frame of its own."""
    placement = Placement(origin=origin, north_angle=angle)
    sill = placement.place(SILL[:, :2])
    corners = placement.place(np.array([[530, -81.5], [545, -81.5], [545, -70.0]]))
    flat = np.column_stack([corners, [zero, zero, zero + 20.0]])
    file = file or f"{name}.ifc"
    home = Building(
        id=name,
        status=Status.EXISTING,
        use=Use.RESIDENTIAL,
        zero_level=zero + 3.0,
        outdoor_ground=zero + 2.7,
        parts=(
            Part(
                base=zero, top=zero + 20.0, vertices=flat, faces=np.array([[0, 1, 2]])
            ),
        ),
        file=file,
    )
    frame = FileFrame(file=file, origin=origin, north_angle=angle, zero=zero)
    return Project(
        name=name,
        site=Site(
            latitude=31.3,
            longitude=120.62,
            north="angle",
            north_angle=angle,
            origin=(0.0, 0.0) if noted else origin,
            crs=crs,
        ),
        buildings=(home,),
        windows=Windows(
            id=np.array([f"{name}-1"], dtype=object),
            building=[0],
            floor=[1],
            floor_level=[0.0],
            sill_height=[0.9],
            left=sill[:1],
            right=sill[1:],
            room=[-1],
            column_offsets=[0, 1],
            assumed=[False],
        ),
        rooms=no_rooms(),
        households=no_households(),
        frames=(frame,) if noted else (),
    )


def in_file(project, window):
    """Sill ends of a window in the frame of its file, by what the project notes."""
    windows = project.windows
    home = project.buildings[windows.building[window]]
    height = home.zero_level + windows.floor_level[window] + windows.sill_height[window]
    ends = np.array([[*windows.left[window], height], [*windows.right[window], height]])
    return to_file_frame(ends, frame_of(project, home.file, home.id))


def joined(*projects, placements=None):
    names = [project.buildings[0].file for project in projects]
    return combine_projects(projects, names=names, placements=placements)[0]


@pytest.mark.parametrize("noted", [True, False])
@pytest.mark.parametrize("lift", [None, 790.25])
def test_windows_go_back_to_their_files_after_turn_shift_and_lift(noted, lift):
    zero = 41.5 if noted else 0.0
    first = model("A", origin=(500.0, -90.0), angle=33.0, zero=zero, noted=noted)
    other = model("B", origin=(430.0, 20.0), angle=-171.5, zero=zero, noted=noted)
    placed = SourcePlacement(at=[120.0, 35.0], rotate=217.0, lift=lift)
    combined = joined(first, other, placements=[SourcePlacement(lift=lift), placed])

    # the buildings have moved, and each window still knows where it was drawn
    assert 50.0 < np.hypot(*(combined.windows.left[1] - other.windows.left[0]))
    for window in (0, 1):
        assert SILL == pytest.approx(in_file(combined, window), abs=1e-6)


def test_one_map_system_and_two_norths_still_lead_back():
    first = model("A", origin=(500.0, -90.0), angle=0.5, noted=False, crs="EPSG:4549")
    other = model("B", origin=(430.0, 20.0), angle=-0.7, noted=False, crs="EPSG:4549")
    combined = joined(first, other)

    # two files in one system have one frame: that of the site
    assert combined.windows.left[0] == pytest.approx(combined.windows.left[1], abs=1e-9)
    for window in (0, 1):
        assert SILL == pytest.approx(in_file(combined, window), abs=1e-6)


def test_a_file_placed_where_it_lies_is_known_by_its_own_origin():
    """The hand put it where nothing moves; the first's origin is not its own."""
    first = model("A", origin=(430.0, 20.0), angle=0.0, noted=False)
    other = model("B", origin=(0.0, 0.0), angle=0.0, noted=False)
    placed = SourcePlacement(at=[430.0, 20.0], rotate=0.0)
    combined = joined(first, other, placements=[None, placed])

    assert other.windows.left[0].tolist() == combined.windows.left[1].tolist()
    assert SILL == pytest.approx(in_file(combined, 1), abs=1e-9)
    assert ("B.ifc",) == tuple(frame.file for frame in combined.frames)


def test_one_file_put_in_twice_has_a_frame_for_the_buildings_of_each():
    tower = model("塔", origin=(500.0, -90.0), angle=20.0, zero=3.0, file="塔.ifc")
    again = prefix_ids(tower, "东-")
    placed = SourcePlacement(at=[90.0, 0.0], rotate=90.0, lift=1.5)
    combined = joined(tower, again, placements=[None, placed])

    assert [("塔",), ("东-塔",)] == [frame.buildings for frame in combined.frames]
    for window in (0, 1):
        assert SILL == pytest.approx(in_file(combined, window), abs=1e-6)
    east = prefix_ids(combined, "二期-")
    assert SILL == pytest.approx(in_file(east, 1), abs=1e-6)


def test_a_project_of_several_files_can_be_put_into_another(tmp_path):
    first = model("A", origin=(500.0, -90.0), angle=33.0, zero=4.0)
    other = model("B", origin=(430.0, 20.0), angle=12.0, zero=7.0)
    placed = SourcePlacement(at=[120.0, 35.0], rotate=45.0)
    pair = joined(first, other, placements=[None, placed])
    write_project(pair, tmp_path / "pair.json")
    read, _ = read_project(tmp_path / "pair.json")
    third = model("C", origin=(1.0, 2.0), angle=90.0)
    placed = SourcePlacement(at=[-50.0, 0.0], rotate=10.0, lift=2.0)
    every = joined(third, read, placements=[None, placed])

    assert ["C", "A", "B"] == [home.id for home in every.buildings]
    for window in range(3):
        assert SILL == pytest.approx(in_file(every, window), abs=1e-6)


def test_frames_are_written_read_and_compared(tmp_path):
    project = model("A", origin=(500.125, -90.1), angle=33.3, zero=4.7)
    frames = (*project.frames, dataclasses.replace(project.frames[0], buildings=("A",)))
    project = dataclasses.replace(project, frames=frames)
    write_project(project, tmp_path / "p.json")
    read, _ = read_project(tmp_path / "p.json")

    assert frames == read.frames
    moved = dataclasses.replace(frames[1], zero=4.8)
    other = dataclasses.replace(project, frames=(frames[0], moved))
    assert ("frames[1].zero: 4.7, 4.8",) == project_differences(project, other)


def test_frames_of_files_need_project_coordinates(tmp_path):
    document = project_document(model("A", origin=(0.0, 0.0), angle=0.0))
    del document["site"]["frame"]
    path = tmp_path / "p.json"
    path.write_text(json.dumps(document), encoding="utf-8")

    with pytest.raises(ImporterError, match="file_frames holds project coordinates"):
        read_project(path)


def test_frames_that_nothing_moves_stay_to_the_last_bit():
    project = model("A", origin=(0.1, 0.2), angle=33.3, zero=0.3)

    assert project.frames == moved_project(project, Motion()).frames
    assert project.frames == with_frames(project).frames
    assert () == with_frames(dataclasses.replace(project, buildings=())).frames[1:]


@pytest.mark.skipif(not DATA, reason="SUNLIGHT_DATA names no folder of real files")
def test_solids_of_an_ifc_model_go_back_to_its_own_coordinates():
    """The site tells its origin on a map; the frame leads to the drawing."""
    pytest.importorskip("ifcopenshell")
    import ifcopenshell.geom

    from sunlight.importers.ifc.reader import read_ifc

    path = Path(DATA) / "ifc" / "IfcOpenHouse_mapconversion_DERIVED.ifc"
    project, _ = read_ifc(path)
    (frame,) = project.frames
    vertices = np.concatenate([p.vertices for b in project.buildings for p in b.parts])
    back = to_file_frame(vertices, frame)
    opened = ifcopenshell.open(path)
    drawn = []
    settings = ifcopenshell.geom.settings()
    settings.set("use-world-coords", True)
    for wall in opened.by_type("IfcWall"):
        shape = ifcopenshell.geom.create_shape(settings, wall)
        drawn.append(np.array(shape.geometry.verts).reshape(-1, 3))
    corners = np.unique(np.round(np.concatenate(drawn), 6), axis=0)
    gaps = [np.abs(back - corner).max(axis=1).min() for corner in corners]
    assert "EPSG:4549" == project.site.crs
    assert len(corners) > 60
    assert max(gaps) < 2e-6  # the corners themselves are rounded to 1e-6
