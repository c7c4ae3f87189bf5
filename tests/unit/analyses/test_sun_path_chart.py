"""The chart of a point and of a window: arcs, hours, what counts."""

import numpy as np
import pytest
import shapely

import sunlight as sl
from sunlight.analyses.sunpath_chart import sun_path_chart, window_chart

PATH = sl.sun_path("大寒", latitude=38.42)


def tower(owner, x0, x1, y0=-60.0, y1=-40.0, top=90.0):
    return sl.Prism(owner, shapely.box(x0, y0, x1, y1), 0.0, top)


def test_an_open_field_is_lit_all_day_and_has_no_silhouette():
    chart = sun_path_chart((0, 0, 1), sl.Obstructions.empty(), PATH)

    assert [[480.0, 960.0]] == chart.lit.tolist()
    assert chart.counted.tolist() == [True]
    assert () == chart.silhouettes == chart.blocked
    assert chart.hidden.is_empty


def test_the_track_runs_from_sunrise_to_sunset_and_has_the_hours():
    chart = sun_path_chart((0, 0, 1), sl.Obstructions.empty(), PATH)
    track, hours = chart.track, chart.hours

    assert PATH.daylight == (track.minutes[0], track.minutes[-1])
    assert np.abs(track.altitude[[0, -1]]).max() < 1e-9
    assert {480.0, 960.0} <= set(track.minutes.tolist())
    assert (np.diff(track.minutes) <= 2.0).all()
    assert list(range(480, 961, 60)) == [m for m in hours.minutes if 480 <= m <= 960]
    noon = hours.minutes == 720.0
    assert pytest.approx((180.0, 90.0 - 38.42 + PATH.declination.degrees)) == (
        float(hours.azimuth[noon][0]),
        float(hours.altitude[noon][0]),
    )


def test_arcs_are_those_of_the_engine_and_the_drawing_names_the_same():
    obs = sl.Obstructions.from_prisms([tower("A", -30, -5), tower("B", 10, 30)])
    chart = sun_path_chart((0, 0, 1), obs, PATH)
    receivers = sl.Receivers.from_points([(0, 0, 1)])

    assert np.array_equal(sl.lit_intervals(receivers, obs, PATH)[0], chart.lit)
    assert {"A", "B"} == {arc.owner for arc in chart.blocked}
    for arc in chart.blocked:
        assert arc.owner in chart.sky_owners((arc.start + arc.end) / 2)
    for start, end in chart.lit.tolist():
        assert () == chart.sky_owners((start + end) / 2)


def test_the_sun_behind_the_own_wall_is_hidden_and_named_so():
    chart = sun_path_chart((0, 0, 1), sl.Obstructions.empty(), PATH, normal=(5, 0, 0))

    assert [(720.0, 960.0, "")] == [(a.start, a.end, a.owner) for a in chart.blocked]
    assert shapely.equals(chart.hidden, shapely.box(180, 0, 360, 90))
    assert pytest.approx(1.0) == float(np.linalg.norm(chart.normal))


def test_short_light_is_told_apart_only_after_both_ends_are_put_together():
    # a slot through which each end sees the sun for 5.9 minutes, both for 3.8
    obs = sl.Obstructions.from_prisms([tower("A", -300, -0.85), tower("B", 0.85, 300)])
    left, right = (
        sun_path_chart((x, 0, 1), obs, PATH, normal=(0, -1, 0)) for x in (-0.3, 0.3)
    )
    chart = window_chart(left, right)
    starts = np.maximum(left.lit[0, 0], right.lit[0, 0])
    ends = np.minimum(left.lit[0, 1], right.lit[0, 1])

    assert 1 == len(left.lit) == len(right.lit)
    assert [[starts, ends]] == chart.full.tolist()
    assert 3.0 < ends - starts < 5.0 < np.diff(left.lit)[0, 0]
    assert [False] == chart.counted.tolist()
    assert 0.0 == chart.minutes
    assert [True] == left.counted.tolist()


def test_two_ends_of_different_days_are_refused():
    one = sun_path_chart((0, 0, 1), sl.Obstructions.empty(), PATH)
    solstice = sl.sun_path("冬至", latitude=38.42)
    other = sun_path_chart((1, 0, 1), sl.Obstructions.empty(), solstice)

    with pytest.raises(sl.InputError, match="same sun path"):
        window_chart(one, other)


@pytest.mark.parametrize("shortest", [-1.0, float("nan")])
def test_a_shortest_segment_that_is_none_is_refused(shortest):
    with pytest.raises(sl.InputError, match="duration"):
        sun_path_chart((0, 0, 1), sl.Obstructions.empty(), PATH, shortest=shortest)
