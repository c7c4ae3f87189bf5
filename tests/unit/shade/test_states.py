"""Which receivers bodies touch, by hand; states and runs: bad input, progress."""

import numpy as np
import pytest
import shapely

import sunlight as sl
from sunlight.conditions import GivenDeclination
from sunlight.errors import InputError
from sunlight.scene import Obstructions, Prism, Receivers
from sunlight.shade import (
    blocked_intervals_by_state,
    full_window_intervals_by_state,
    lit_run,
    relit,
)
from sunlight.shade.states import differing_parts
from sunlight.shade.touched import touched, touched_places

PATH = sl.sun_path(
    "大寒", latitude=38.42, declination=GivenDeclination(declination=-20.15)
)
SUN = PATH.directions([480.0])[0]
REACH = float(np.hypot(SUN[0], SUN[1]) / SUN[2])
"""Metres of shadow for a metre of height when the band begins."""
EAST = SUN[:2] / np.hypot(SUN[0], SUN[1])
BOX = [-10.0, -10.0, 0.0, 10.0, 10.0, 30.0]
BLOCK = Obstructions.from_prisms([Prism("1#", shapely.box(-10, -10, 10, 10), 0, 30)])


def is_touched(*point):
    return bool(touched(Receivers.from_points([point]), [BOX], PATH)[0])


def from_the_corner(metres):
    """A point in the block's first shadow, that far from its north-western corner."""
    return -10.0 - metres * EAST[0], 10.0 - metres * EAST[1], 0.0


def test_the_shadow_of_the_first_minute_is_touched_to_its_very_end():
    # the shadow of a corner ends 30 m times the cotangent of the altitude away
    assert is_touched(*from_the_corner(30 * REACH - 0.01))
    # reach is looked at along each axis
    assert not is_touched(*from_the_corner(30 * REACH / EAST.max() + 0.01))


def test_what_lies_south_or_outside_the_azimuths_is_not_touched():
    assert not is_touched(0.0, -10.001, 0.0)
    assert is_touched(0.0, 10.001, 0.0)
    assert not is_touched(-200.0, 0.0, 0.0)


def test_what_stands_as_high_as_the_roof_is_not_touched():
    assert is_touched(0.0, 10.01, 29.99)
    assert not is_touched(0.0, 10.01, 30.001)


def test_the_noon_shadow_is_the_limit_due_north():
    noon = PATH.directions([720.0])[0]
    far = 30.0 * -noon[1] / noon[2]
    assert is_touched(0.0, 10.0 + far - 0.01, 0.0)
    # a flat body cannot rise to the path though the sun stands lower at eight
    assert not is_touched(0.0, 10.0 + 2.0 * far, 0.0)


@pytest.mark.parametrize(
    "point", [(0, 0, 1), (0, 0, -5), (0, -10, 3), (10, 10, 3), (0, -10 - 1e-6, 3)]
)
def test_points_in_on_and_under_a_body_are_touched(point):
    assert is_touched(*point)


def test_a_column_counts_by_its_lowest_point_and_an_empty_one_never():
    columns = Receivers.columns([[0, 20], [0, 20], [0, 20]], [0, 2, 2, 3], [40, 1, 40])

    assert [True, False, False] == touched(columns, [BOX], PATH).tolist()


def test_no_box_and_no_receiver_touch_nothing():
    assert [False] == touched(Receivers.from_points([[0, 20, 0]]), [], PATH).tolist()
    assert [] == touched(Receivers.from_points([]), [BOX], PATH).tolist()


def test_a_place_is_touched_where_its_middle_alone_is():
    plan = np.array([[-300.0, 20.0, 300.0, 20.0], [200.0, -90.0, 300.0, -80.0]])

    assert [True, False] == touched_places(plan, np.zeros(2), [BOX], PATH).tolist()


def test_far_coordinates_change_nothing():
    shift = np.array([500_000.0, 4_200_000.0, 800.0])
    points = np.array([from_the_corner(30 * REACH - 0.1), (0.0, -11.0, 0.0)]) + shift
    box = np.array(BOX) + np.tile(shift, 2)

    found = touched(Receivers.from_points(points), [box], PATH)
    assert [True, False] == found.tolist()


@pytest.mark.parametrize(
    "boxes",
    [[1.0, 2.0], [[0, 0, 0, 1, 1]], [[0, 0, 0, 1, 1, np.nan]], [[0, 0, 5, 1, 1, 4]]],
)
def test_bad_boxes_are_refused(boxes):
    with pytest.raises(InputError, match="boxes"):
        touched(Receivers.from_points([[0, 0, 0]]), boxes, PATH)


def test_the_part_that_rests_on_a_changed_one_differs_too():
    outline = shapely.box(0, 0, 9, 9)
    stacked = Obstructions.from_prisms(
        [
            Prism("a", outline, 0, 20),
            Prism("a", outline, 20, 24),
            Prism("b", shapely.box(50, 0, 59, 9), 0, 20),
        ]
    )

    def changed(*states):
        return differing_parts(stacked, *np.array(states, dtype=bool)).tolist()

    assert [0, 1] == changed([1, 1, 1], [0, 1, 1])
    assert [0] == changed([1, 0, 1], [0, 0, 1])
    assert [2] == changed([1, 1, 1], [1, 1, 0])
    assert [] == changed([1, 0, 1], [1, 0, 1])


def test_states_of_the_wrong_shape_are_refused():
    asked = Receivers.from_points([[0, 20, 0]])
    for run in (sl.lit_intervals_by_state, blocked_intervals_by_state):
        with pytest.raises(InputError, match=r"\(s, 1\)"):
            run(asked, BLOCK, [True], PATH)
    with pytest.raises(InputError, match=r"\(s, 1\)"):
        full_window_intervals_by_state(asked, asked, BLOCK, [[True, False]], PATH)
    with pytest.raises(InputError, match="as many left"):
        full_window_intervals_by_state(
            asked, Receivers.from_points([]), BLOCK, [[True]], PATH
        )


def test_no_state_gives_no_result():
    asked = Receivers.from_points([[0, 20, 0]])
    states = np.empty((0, 1), dtype=bool)

    assert () == sl.lit_intervals_by_state(asked, BLOCK, states, PATH)
    assert () == full_window_intervals_by_state(asked, asked, BLOCK, states, PATH)


def test_copied_receivers_are_done_from_the_beginning():
    asked = Receivers.from_points([[0, 20, 0], [900, 20, 0], [0, -900, 0]])
    told = []
    sl.lit_intervals_by_state(
        asked, BLOCK, [[True], [False]], PATH, progress=lambda *a: told.append(a)
    )

    assert [(3, 3), (2, 3), (3, 3)] == told


def test_states_that_do_not_differ_share_their_result():
    asked = Receivers.from_points([[0, 20, 0]])
    first, second = sl.lit_intervals_by_state(asked, BLOCK, [[True], [True]], PATH)

    assert first is second


def test_a_repeated_run_says_how_many_it_computed():
    asked = Receivers.from_points([[0, 20, 0], [900, 20, 0]])
    run = lit_run(asked, BLOCK, PATH)
    lower = Obstructions.from_prisms(
        [Prism("1#", shapely.box(-10, -10, 10, 10), 0, 15)]
    )
    told = []
    again = relit(run, lower, progress=lambda *a: told.append(a))

    assert (2, 1) == (run.recomputed, again.recomputed)
    assert [(1, 2), (2, 2)] == told
    assert 2 == len(run.lit[0]) < 3
    assert again.obstructions is lower


def test_the_owner_is_part_of_what_a_body_is():
    asked = Receivers.from_points([[0, 20, 0]])
    run = lit_run(asked, BLOCK, PATH)
    other = Obstructions.from_prisms(
        [Prism("2#", shapely.box(-10, -10, 10, 10), 0, 30)]
    )

    assert 1 == relit(run, other).recomputed


def test_something_else_than_a_run_is_refused():
    asked = Receivers.from_points([[0, 20, 0]])
    with pytest.raises(InputError, match="lit_run"):
        relit(asked, BLOCK)
    with pytest.raises(InputError, match="Obstructions"):
        relit(lit_run(asked, BLOCK, PATH), [BLOCK])
