"""From project coordinates back to those of the file."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sunlight.importers.placement import Placement
from sunlight.model.project import Site
from sunlight.report.ci.frames import MapConversion, to_file_frame, turned_to_file

number = st.floats(-1e4, 1e4)


def site(**given):
    return Site(latitude=38.0, longitude=112.0, **given)


def test_a_quarter_turn_is_taken_back():
    # true north is 90 degrees clockwise from +y of the file, that is along its +x:
    # a point one metre north of the origin (100, 200) lies one metre along +x
    turned = site(north="angle", north_angle=90.0, origin=(100.0, 200.0))

    found = to_file_frame(np.array([[0.0, 1.0, 5.0], [1.0, 0.0, 5.0]]), turned)

    np.testing.assert_allclose(
        [[101.0, 200.0, 5.0], [100.0, 199.0, 5.0]], found, atol=1e-12
    )


@given(x=number, y=number, angle=st.floats(-180, 180), east=number, north=number)
def test_it_undoes_what_the_reader_does(x, y, angle, east, north):
    placement = Placement(north_angle=angle, origin=(east, north))
    placed = placement.place(np.array([[x, y]]))
    where = site(north="angle", north_angle=angle, origin=(east, north))

    back = to_file_frame(np.column_stack([placed, [7.0]]), where)

    np.testing.assert_allclose([[x, y, 7.0]], back, atol=1e-7)


def test_directions_are_turned_but_not_moved():
    turned = site(north="angle", north_angle=90.0, origin=(100.0, 200.0))

    found = turned_to_file(np.array([[0.0, 1.0, 0.0], [0.0, 0.0, 1.0]]), turned)

    np.testing.assert_allclose([[1.0, 0.0, 0.0], [0.0, 0.0, 1.0]], found, atol=1e-12)


def test_a_map_conversion_leads_on_to_the_files_own_frame():
    # local (10, 0, 3) with the x axis 30 degrees north of east, by hand:
    # east 1000 + 10 cos 30, north 2000 + 10 sin 30, height 50 + 3
    conversion = MapConversion(
        eastings=1000.0,
        northings=2000.0,
        height=50.0,
        abscissa=math.sqrt(3.0),
        ordinate=1.0,
    )
    on_map = np.array([[10.0 * math.cos(math.pi / 6), 5.0, 53.0]])
    where = site(origin=(1000.0, 2000.0), crs="EPSG:4549")

    found = to_file_frame(on_map, where, conversion)

    np.testing.assert_allclose([[10.0, 0.0, 3.0]], found, atol=1e-9)


@pytest.mark.parametrize("scale", [1.0, 0.9996])
def test_directions_keep_their_length(scale):
    conversion = MapConversion(eastings=1.0, northings=2.0, scale=scale)

    found = turned_to_file(np.array([[0.0, 1.0, 0.0]]), site(), conversion)

    np.testing.assert_allclose([[0.0, 1.0, 0.0]], found, atol=1e-9)


def test_an_origin_in_degrees_is_left_alone():
    where = site(origin=(112.7, 38.4), crs="EPSG:4326")

    found = to_file_frame(np.array([[1.0, 2.0, 3.0]]), where)

    np.testing.assert_allclose([[1.0, 2.0, 3.0]], found)
