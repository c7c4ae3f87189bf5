"""What the orientation of a wall leaves to its windows: sweep angle, band by direction.

Expected instants are those of the table of free edges at latitude 38.42 and declination
-20.15 (spherical trigonometry, to 0.1 min): the sun stands 10, 15, 20, 30, 40 and 45
degrees from south at 36.6, 55.2, 74.4, 114.9, 159.6 and 184.0 min from noon.
"""

import numpy as np
import pytest

from sunlight.conditions import GivenDeclination, OrientationBand
from sunlight.intervals import NO_FACE, OWN_WALL_PLANE
from sunlight.shade.facing import facade_degrees, swept_intervals, usable_times
from sunlight.solar import sun_path

TABLE_MIN = 0.06
"""Half a unit of the last digit of the table, and a little. [min]"""
FROM_NOON = {10: 36.6, 15: 55.2, 20: 74.4, 30: 114.9, 40: 159.6, 45: 184.0}


@pytest.fixture(scope="module")
def path():
    return sun_path(
        "大寒", latitude=38.42, declination=GivenDeclination(declination=-20.15)
    )


def looking(*degrees):
    """Normals of walls that look so many degrees from south, east positive."""
    turned = np.radians(np.array(degrees, dtype=np.float64))
    return np.column_stack([np.sin(turned), -np.cos(turned)])


@pytest.mark.parametrize("angle", sorted(FROM_NOON))
def test_an_east_wall_loses_the_sun_by_the_sweep_angle_before_noon(path, angle):
    # azimuth of the wall itself: 0 from south; the sun is off it by the angle until it
    # stands that many degrees east of south
    (row,) = swept_intervals(looking(90), path, sweep_angle=angle).to_rows()

    assert [480.0, 720.0 - FROM_NOON[angle]] == pytest.approx(
        row.ravel().tolist(), abs=TABLE_MIN
    )


@pytest.mark.parametrize("angle", sorted(FROM_NOON))
def test_a_west_wall_is_the_mirror_image(path, angle):
    (row,) = swept_intervals(looking(-90), path, sweep_angle=angle).to_rows()

    assert [720.0 + FROM_NOON[angle], 960.0] == pytest.approx(
        row.ravel().tolist(), abs=TABLE_MIN
    )


@pytest.mark.parametrize(
    ("turned", "angle", "last"),
    [
        (45, 0, 720.0 + FROM_NOON[45]),  # the wall itself: azimuth 45 west
        (45, 15, 720.0 + FROM_NOON[30]),
        (30, 20, 720.0 + FROM_NOON[40]),
        (75, 5, 720.0 + FROM_NOON[10]),
    ],
)
def test_a_turned_wall_ends_at_its_own_azimuth_less_the_angle(
    path, turned, angle, last
):
    (row,) = swept_intervals(looking(turned), path, sweep_angle=angle).to_rows()

    assert [480.0, last] == pytest.approx(row.ravel().tolist(), abs=TABLE_MIN)


def test_a_south_wall_keeps_the_whole_band_until_the_angle_meets_its_ends(path):
    # the sun stands 55.37 degrees from south at 8:00, 34.63 off the wall
    whole, cut = (
        swept_intervals(looking(0), path, sweep_angle=angle)[0].tolist()
        for angle in (34.6, 34.7)
    )

    assert [[480.0, 960.0]] == whole
    assert 480.0 < cut[0][0] < 481.0
    assert 1440.0 == pytest.approx(sum(cut[0]))


def test_a_north_wall_has_no_sun_at_any_angle(path):
    assert 0 == swept_intervals(looking(180), path, sweep_angle=0.0).start.size
    assert 0 == swept_intervals(looking(180), path, sweep_angle=12.0).start.size


def test_limits_of_the_sweep_angle_are_the_wall_and_those_of_the_band_nobody(path):
    found = swept_intervals(looking(90), path, sweep_angle=15)

    assert [NO_FACE] == found.start_face.tolist()
    assert [OWN_WALL_PLANE] == found.end_face.tolist()


def test_orientations_are_whole_degrees_from_south_east_positive():
    degrees = (0, 15.4, 15.5, 15.6, -15.4, -15.5, 90, -90, 90.4, 90.6, 179.9)
    expected = [0, 15, 16, 16, -15, -16, 90, -90, 90, 91, 180]

    assert expected == facade_degrees(looking(*degrees)).tolist()


def test_each_orientation_has_its_band_and_what_is_in_no_row_is_not_analysed(path):
    bands = (
        OrientationBand(first=-15, last=15, band=(540.0, 900.0)),
        OrientationBand(first=16, last=30, band=(540.0, 870.0)),
        OrientationBand(first=-30, last=-16, band=(570.0, 900.0)),
    )
    found = usable_times(looking(0, 15.4, 15.5, 30.4, -16, -31, 180), path, bands=bands)

    assert [
        [[540.0, 900.0]],
        [[540.0, 900.0]],
        [[540.0, 870.0]],
        [[540.0, 870.0]],
        [[570.0, 900.0]],
        [],
        [],
    ] == [row.tolist() for row in found.times]
    assert [True] * 5 + [False] * 2 == found.analysed.tolist()


def test_a_row_never_widens_the_band_of_the_day(path):
    wide = (OrientationBand(first=-180, last=180, band=(300.0, 1200.0)),)
    (row,) = usable_times(looking(0), path, bands=wide).times.to_rows()

    assert [[480.0, 960.0]] == row.tolist()


def test_sweep_angle_and_band_by_orientation_hold_together(path):
    bands = (OrientationBand(first=0, last=180, band=(540.0, 690.0)),)
    found = usable_times(looking(90), path, sweep_angle=15, bands=bands)
    (row,) = found.times.to_rows()

    # the angle: until 55.2 min before noon, 664.8; the row begins at 540
    assert [540.0, 664.8] == pytest.approx(row.ravel().tolist(), abs=TABLE_MIN)


def test_where_the_azimuth_does_not_only_grow_the_sector_is_met_all_the_same():
    # latitude 10, declination 23: the sun is in the north all day; it stands at least
    # 30 degrees off an east-west wall that looks north around noon
    path = sun_path(
        "冬至",
        latitude=10.0,
        band=(480.0, 960.0),
        declination=GivenDeclination(declination=23.0),
    )
    minutes = np.linspace(480.0, 960.0, 96001)
    azimuth = path.azimuth_deg(minutes)
    off_wall = np.minimum(np.abs(azimuth - 90.0), np.abs(azimuth - 270.0))
    inside = (off_wall >= 30.0) & ((azimuth < 90.0) | (azimuth > 270.0))
    found = swept_intervals(looking(180), path, sweep_angle=30.0)
    (row,) = found.to_rows()

    assert [minutes[inside][0], minutes[inside][-1]] == pytest.approx(
        [row[0, 0], row[-1, 1]], abs=0.01
    )
    assert 0.005 * inside.sum() == pytest.approx(
        (row[:, 1] - row[:, 0]).sum(), abs=0.02
    )
