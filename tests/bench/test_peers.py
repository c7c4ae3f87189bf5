"""The ray casters' counting, on cases small enough to know; and how they may fail."""

import numpy as np
import pytest
import shapely
from blocks import LATITUDE
from paired import PeerError, PeerProcess, compared, failures, timed_pairs
from peers import PEERS, halves_of, lit_minutes, minute_suns, sampled_minutes
from soups import soup_of_prism

import sunlight as sl
from sunlight.scene import Prism

CUBE = Prism("1#", shapely.box(-10, -40, 10, -20), 0.0, 30.0)


@pytest.fixture(scope="module")
def path():
    return sl.sun_path("大寒", latitude=LATITUDE)


@pytest.fixture(scope="module", params=["embreex", "trimesh"])
def peer(request):
    pytest.importorskip("embreex")
    return PEERS[request.param]()


def test_the_samples_are_every_minute_of_the_band(path):
    minutes = sampled_minutes(path)
    assert (481, 480.0, 960.0) == (len(minutes), minutes[0], minutes[-1])


def test_a_minute_counts_half_for_each_lit_end():
    halves = halves_of(481)
    minutes = np.arange(480.0, 961.0)
    assert halves.sum() / 2 == 480
    morning = minutes < 600.3  # samples 480 to 600: half a minute and 120
    assert (morning @ halves) / 2 == 120.5
    midday = (minutes > 600.3) & (minutes < 660.3)
    assert (midday @ halves) / 2 == 60


def test_an_open_field_is_lit_all_day(peer, path):
    far = np.array([[[0, 5000, 0], [1, 5000, 0], [0, 5001, 0]]], dtype=float)
    points = np.array([[0.0, 0.0, 1.0], [0.0, 0.0, 1.0]])
    walls = np.array([[0.0, 0.0, 0.0], [0.0, 1.0, 0.0]])  # none, and facing north
    answer = lit_minutes(peer, far, points, walls, minute_suns(path))
    np.testing.assert_array_equal([480.0, 0.0], answer.minutes)


def test_sampled_minutes_stay_within_half_a_minute_an_end(peer, path):
    rng = np.random.default_rng(4)
    points = np.column_stack([rng.uniform((-60, 0), (60, 120), (40, 2)), np.zeros(40)])
    obstructions = sl.Obstructions.from_prisms([CUBE])
    lit = sl.lit_intervals(sl.Receivers.from_points(points), obstructions, path)
    exact = sl.sunlit_minutes(lit, shortest=0.0)
    ends = 2 * np.diff(lit.offsets)
    answer = lit_minutes(
        peer, soup_of_prism(CUBE), points, np.zeros((40, 3)), minute_suns(path)
    )
    assert (exact < 480).any()
    assert (np.abs(answer.minutes - exact) <= 0.5 * ends + 1e-6).all()


def test_the_order_of_the_receivers_does_not_matter(peer, path):
    rng = np.random.default_rng(6)
    points = np.column_stack([rng.uniform(-300, 300, (60, 2)), np.zeros(60)])
    none, soup, suns = np.zeros((60, 3)), soup_of_prism(CUBE), minute_suns(path)
    in_rows = np.lexsort((points[:, 0], points[:, 1] // 40))
    loose = lit_minutes(peer, soup, points, none, suns).minutes
    ordered = lit_minutes(peer, soup, points[in_rows], none, suns).minutes
    np.testing.assert_array_equal(loose[in_rows], ordered)


def test_large_coordinates_change_nothing(peer, path):
    place = np.array([500_000.3, 4_250_000.7, 1_000.0])
    points = np.array([[x, 0.0, 0.9] for x in range(-30, 31, 4)], dtype=float)
    south = np.tile((0.0, -1.0, 0.0), (len(points), 1))
    suns, soup = minute_suns(path), soup_of_prism(CUBE)
    here = lit_minutes(peer, soup, points, south, suns)
    there = lit_minutes(peer, soup + place, points + place, south, suns)
    np.testing.assert_allclose(there.minutes, here.minutes, atol=1.0)


def test_the_difference_counts_points_that_are_off():
    off = compared(np.array([10.0, 20.0, 30.01, 44.0]), np.array([10.0, 21.0, 30, 40]))
    assert (off["share"], off["max"]) == (0.5, 4.0)
    assert off["mean"] == pytest.approx(5.01 / 4)


def test_a_peer_that_fails_is_a_row_with_its_reason(path):
    points = np.zeros((3, 3))
    question = (soup_of_prism(CUBE), points, points, minute_suns(path))
    result = timed_pairs("no such peer", question, np.zeros(3), lambda: None,
                         pairs=1, most=None, subset=64)  # fmt: skip
    assert result.failure.startswith("KeyError: 'no such peer'")
    assert result.cells()[1] == "not run"
    assert failures([result, result]).count(result.failure) == 1
    assert result.record()["ratios"] == []


def test_a_peer_whose_process_dies_says_so():
    with PeerProcess("embreex") as process:
        process.process.kill()
        with pytest.raises(PeerError, match="its process died"):
            process.run()
