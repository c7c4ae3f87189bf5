"""From project coordinates back to those of the file."""

from dataclasses import replace

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from sunlight.importers.placement import Placement
from sunlight.model.file_frames import frame_of
from sunlight.model.frames import FileFrame
from sunlight.report.ci.frames import to_file_frame, turned_to_file

number = st.floats(-1e4, 1e4)
QUARTER = FileFrame(file="a.ifc", north_angle=90.0, origin=(100.0, 200.0), zero=50.0)


def test_a_quarter_turn_is_taken_back():
    # true north is 90 degrees clockwise from +y of the file, that is along its +x:
    # a point one metre north of the origin (100, 200) lies one metre along +x
    found = to_file_frame(np.array([[0.0, 1.0, 53.0], [1.0, 0.0, 53.0]]), QUARTER)

    np.testing.assert_allclose(
        [[101.0, 200.0, 3.0], [100.0, 199.0, 3.0]], found, atol=1e-12
    )


@given(x=number, y=number, angle=st.floats(-180, 180), east=number, north=number)
def test_it_undoes_what_the_reader_does(x, y, angle, east, north):
    placement = Placement(north_angle=angle, origin=(east, north))
    placed = placement.place(np.array([[x, y]]))
    frame = FileFrame(file="a", origin=(east, north), north_angle=angle)

    back = to_file_frame(np.column_stack([placed, [7.0]]), frame)

    np.testing.assert_allclose([[x, y, 7.0]], back, atol=1e-7)


def test_directions_are_turned_but_not_moved():
    found = turned_to_file(np.array([[0.0, 1.0, 0.0], [0.0, 0.0, 1.0]]), QUARTER)

    np.testing.assert_allclose([[1.0, 0.0, 0.0], [0.0, 0.0, 1.0]], found, atol=1e-12)


def test_a_frame_that_the_reader_noted_comes_before_that_of_the_site(estate):
    site = replace(estate.project.site, origin=(7.0, 8.0), north_angle=3.0)
    project = replace(estate.project, site=site, frames=(QUARTER,))

    assert QUARTER == frame_of(project, "a.ifc")
    assert ((7.0, 8.0), 3.0, 0.0) == (
        frame_of(project, "b.ifc").origin,
        frame_of(project, "b.ifc").north_angle,
        frame_of(project, "b.ifc").zero,
    )


def test_an_origin_in_degrees_is_left_alone(estate):
    site = replace(estate.project.site, origin=(112.7, 38.4), crs="EPSG:4326")

    assert (0.0, 0.0) == frame_of(replace(estate.project, site=site), "a").origin
