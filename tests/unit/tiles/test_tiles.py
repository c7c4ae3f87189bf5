"""Tiles answer as the whole does, to the bit, and take along no more than they need."""

import math
import pickle

import numpy as np
import pytest
import shapely
from tile_estate import CONDITIONS, PATH, assert_same

from sunlight.errors import InputError
from sunlight.scene import Obstructions, Prism, Receivers
from sunlight.scene.slices import ObstructionsSlice, take_columns, take_parts
from sunlight.shade import blocked_intervals, full_window_intervals, lit_intervals
from sunlight.shade.threads import thread_limit, worker_threads
from sunlight.solar import sun_path
from sunlight.tiles import (
    TileEngine,
    analyse_tile,
    analyse_tile_owners,
    cut_by_count,
    cut_by_square,
    obstructions_near,
    run_full_windows,
    run_tiles,
    run_tiles_owners,
)
from sunlight.tiles.cutting import halo_parts


@pytest.mark.parametrize("count", [1, 2, 8])
def test_any_number_of_tiles_gives_the_plain_results(
    scene, plain_lit, plain_blocked, count
):
    assert_same(plain_lit, run_tiles(*scene, PATH, CONDITIONS, tiles=count))
    assert_same(plain_blocked, run_tiles_owners(*scene, PATH, tiles=count))


def test_square_tiles_give_the_plain_results(scene, plain_lit):
    assert_same(plain_lit, run_tiles(*scene, PATH, CONDITIONS, side=90.0))


@pytest.mark.parametrize(("day", "latitude"), [("大寒", -33.0), ("冬至", 5.0)])
def test_tiles_under_suns_that_turn_otherwise(scene, day, latitude):
    path = sun_path(day, latitude=latitude)
    receivers, obstructions = scene
    few = take_columns(receivers, np.arange(60))

    assert_same(
        lit_intervals(few, obstructions, path),
        run_tiles(few, obstructions, path, CONDITIONS, tiles=5),
    )
    assert_same(
        blocked_intervals(few, obstructions, path),
        run_tiles_owners(few, obstructions, path, tiles=5),
    )


def test_tiles_of_one_state_of_the_scene(scene):
    receivers, obstructions = scene
    half = obstructions.where(np.arange(obstructions.part_count) % 2 == 0)

    assert_same(
        lit_intervals(receivers, half, PATH),
        run_tiles(receivers, half, PATH, CONDITIONS, tiles=4),
    )


def test_full_windows_by_tiles(scene):
    left, obstructions = scene
    right = Receivers(
        xy=left.xy + np.array([1.5, 0.0]),
        offsets=left.offsets,
        z=left.z,
        normals=left.normals,
        owner=left.owner,
        owner_names=left.owner_names,
    )
    seen = []

    found = run_full_windows(
        left,
        right,
        obstructions,
        PATH,
        CONDITIONS,
        tiles=3,
        progress=lambda done, total: seen.append((done, total)),
    )

    assert_same(full_window_intervals(left, right, obstructions, PATH), found)
    assert 6 == len(seen)
    assert (2 * len(left), 2 * len(left)) == seen[-1]
    with pytest.raises(InputError, match="as many left as right"):
        run_full_windows(
            left, take_columns(right, np.arange(3)), obstructions, PATH, CONDITIONS
        )


def test_the_engine_of_tiles_answers_as_the_plain_calls(
    scene, plain_lit, plain_blocked
):
    for size in (300, 100_000):
        engine = TileEngine(size=size)
        assert_same(plain_lit, engine.lit(*scene, PATH))
        assert_same(plain_blocked, engine.blocked(*scene, PATH))


def test_the_table_of_a_tile(scene, plain_lit):
    receivers, obstructions = scene
    tile = cut_by_count(receivers, 8)[3]
    near = obstructions_near(tile.of(receivers), obstructions, PATH)
    sent = pickle.loads(pickle.dumps((tile.of(receivers), near, PATH, CONDITIONS)))

    table = analyse_tile(*sent, rows=tile.rows)

    expected = plain_lit.take(tile.rows)
    length = expected.end - expected.start
    rows = np.repeat(np.arange(len(tile.rows)), np.diff(expected.offsets))
    minutes = np.bincount(
        rows[length >= 5.0], length[length >= 5.0], minlength=len(tile.rows)
    )
    assert tile.rows.tolist() == table["receiver"].to_pylist()
    np.testing.assert_allclose(minutes, table["minutes"].to_numpy(), atol=1e-9)
    lists = table.to_pydict()
    assert np.concatenate(lists["start"]).tolist() == expected.start.tolist()
    assert np.concatenate(lists["end_face"]).tolist() == expected.end_face.tolist()
    for face, owner in (("start_face", "start_owner"), ("end_face", "end_owner")):
        by = obstructions.face_owner(getattr(expected, face))
        assert by.tolist() == np.concatenate(lists[owner]).tolist()
    with pytest.raises(InputError, match="a number each"):
        analyse_tile_owners(*sent[:3], rows=tile.rows[1:])


def test_tiles_hold_every_receiver_once_in_whole_columns(scene):
    receivers, _ = scene
    for tiles in (cut_by_count(receivers, 7), cut_by_square(receivers, 100.0)):
        rows = np.concatenate([tile.rows for tile in tiles])
        assert sorted(rows.tolist()) == list(range(len(receivers)))
        assert all(len(tile.rows) == 6 * len(tile.columns) for tile in tiles)
    sizes = [len(tile.rows) for tile in cut_by_count(receivers, 7)]
    assert 7 == len(sizes)
    assert max(sizes) <= 1.2 * min(sizes)
    for tile in cut_by_square(receivers, 100.0):
        assert 1 == len(np.unique(np.floor(receivers.xy[tile.columns] / 100.0), axis=0))


def test_more_tiles_than_columns_and_none_at_all(scene):
    receivers, obstructions = scene
    few = take_columns(receivers, np.arange(3))
    none = take_columns(receivers, np.arange(0))

    assert 3 == len(cut_by_count(few, 50))
    assert () == cut_by_count(none, 5)
    assert () == cut_by_square(none, 5.0)
    assert 0 == len(run_tiles(none, obstructions, PATH, CONDITIONS))
    assert 0 == len(run_tiles_owners(none, obstructions, PATH))


def test_receivers_at_one_place_are_one_tile_or_several():
    points = Receivers.from_points(np.tile([1.0, 2.0, 0.0], (10, 1)))

    assert 3 == len(cut_by_count(points, 3))
    assert 1 == len(cut_by_square(points, 3.0))


def test_the_halo_is_as_wide_as_shadows_are_long():
    altitude = math.asin(float(PATH.directions(np.array([480.0]))[0, 2]))
    reach = 30.0 / math.tan(altitude)
    near, far, north, low = (
        Prism("near", shapely.box(-5, -reach + 1, 5, -reach + 9), -1.0, 30.0),
        Prism("far", shapely.box(-5, -reach - 9, 5, -reach - 1), -1.0, 30.0),
        Prism("north", shapely.box(-5, 11, 5, 19), -1.0, 30.0),
        Prism("low", shapely.box(-5, -9, 5, -1), -1.0, 0.5),
    )
    obstructions = Obstructions.from_prisms([near, far, north, low])

    found = halo_parts(np.array([0.0, 0.0, 2.0, 1.0, 10.0]), obstructions, PATH)
    lower = halo_parts(np.array([0.0, 0.0, 0.0, 1.0, 10.0]), obstructions, PATH)

    assert [] == found.tolist()  # from 2 m up they reach 93 % as far
    assert [0, 3] == lower.tolist()


def test_slices_are_small():
    long = Obstructions.from_prisms(
        Prism(f"{i}", shapely.box(100.0 * i, -40, 100.0 * i + 30, -28), -1.0, 30.0)
        for i in range(1000)
    )
    points = Receivers.from_points([(50_000.0, 0.0, 0.9), (50_010.0, 5.0, 0.9)])

    near = obstructions_near(points, long, PATH)

    assert 1 <= near.obstructions.part_count <= 10
    assert len(near.obstructions.owner_names) == near.obstructions.part_count
    assert len(pickle.dumps(near)) < 10_000 < 100_000 < len(pickle.dumps(long))


def test_a_slice_keeps_order_and_what_its_parts_stand_on(scene):
    _, obstructions = scene
    roof = int(np.flatnonzero(obstructions.part_support >= 0)[-1])
    ball = obstructions.part_count - 1

    found = take_parts(obstructions, [ball, roof])

    under = int(obstructions.part_support[roof])
    assert sorted({under, roof, ball}) == found.parts.tolist()
    assert (np.diff(found.faces) > 0).all()
    assert (np.diff(found.owners) > 0).all()
    taken = found.obstructions
    for i, part in enumerate(found.parts):
        name = obstructions.owner_names[obstructions.part_owner[part]]
        assert name == taken.owner_names[taken.part_owner[i]]
    part_of = obstructions.face_part[found.faces]
    assert found.parts[taken.face_part].tolist() == part_of.tolist()
    np.testing.assert_array_equal(
        taken.walls[taken.wall_next][:, :2], taken.walls[:, 2:]
    )
    whole = ObstructionsSlice.whole(obstructions)
    assert [-2, -1, 5] == whole.whole_faces(np.array([-2, -1, 5], np.int32)).tolist()


@pytest.mark.parametrize("parts", [[-1], [10_000], [0.5], [[0]]])
def test_parts_that_are_none_are_refused(scene, parts):
    with pytest.raises(InputError, match="part"):
        take_parts(scene[1], parts)


@pytest.mark.parametrize(
    "asked",
    [
        {"tiles": 0},
        {"tiles": 2.0},
        {"tiles": True},
        {"side": 0.0},
        {"side": math.nan},
        {"tiles": 2, "side": 9.0},
    ],
)
def test_tiles_that_are_none_are_refused(scene, asked):
    with pytest.raises(InputError):
        run_tiles(*scene, PATH, CONDITIONS, **asked)


@pytest.mark.parametrize("size", [0, 2.5, True])
def test_sizes_that_are_none_are_refused(size):
    with pytest.raises(InputError, match="receivers"):
        TileEngine(size=size)


def test_threads_are_limited_inside_a_block_only():
    free = worker_threads()
    with thread_limit(3):
        assert 3 == worker_threads()
        with thread_limit(1):
            assert 1 == worker_threads()
        assert 3 == worker_threads()
    assert free == worker_threads() >= 1
    for wrong in (0, 1.5, True):
        with pytest.raises(InputError, match="threads"), thread_limit(wrong):
            pass
