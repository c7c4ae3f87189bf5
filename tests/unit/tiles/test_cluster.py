"""Tiles on a real cluster of two processes, one of which is killed half-way."""

import os
import signal
import socket
import sys
from pathlib import Path

import pytest
from tile_estate import CONDITIONS, PATH, assert_same
from tile_jobs import FromAnotherEngine, Threads, Wrong
from typer.testing import CliRunner

from sunlight.cli.main import app
from sunlight.errors import ClusterError, InputError, MissingExtraError
from sunlight.tiles import (
    TileEngine,
    connected,
    lit_on_cluster,
    run_tiles,
    run_tiles_owners,
)
from sunlight.tiles.cluster import tables_on_cluster

ESTATE = Path(__file__).parents[2] / "report" / "estate.toml"


@pytest.fixture(scope="module")
def client():
    with connected("local:2", timeout=60.0) as found:
        found.wait_for_workers(2, timeout=60.0)
        yield found


def analyze(*options):
    """``sunlight analyze`` of a small estate."""
    words = ["analyze", ESTATE, "--lang", "en", *options]
    return CliRunner().invoke(app, [str(word) for word in words])


def grid(kind, *options):
    """``sunlight grid`` of the same estate, both states."""
    words = ["grid", kind, ESTATE, "--state", "before", "--state", "after", *options]
    return CliRunner().invoke(app, [str(word) for word in words])


def once(job):
    return [(0, lambda: job)]


def test_calls_with_the_signature_of_the_engine(client, scene, plain_lit):
    assert_same(plain_lit, lit_on_cluster(client, size=500)(*scene, PATH))


def test_who_blocks_on_a_cluster(client, scene, plain_blocked):
    blocked = run_tiles_owners(*scene, PATH, client=client, tiles=3)

    assert_same(plain_blocked, blocked)


def test_analyze_on_a_cluster_writes_the_same_bytes(client, tmp_path):
    here, there, tiles = (tmp_path / name for name in ("here", "there", "tiles"))
    plain = analyze("-o", here, "--no-plan")
    on_cluster = analyze(
        "-o",
        there,
        "--no-plan",
        "--cluster",
        client.scheduler.address,
        "--tile-size",
        8,
        "--tile-folder",
        tiles,
    )

    assert plain.exit_code == on_cluster.exit_code == 1, on_cluster.output
    names = sorted(path.name for path in here.iterdir())
    assert names == sorted(path.name for path in there.iterdir())
    for name in names:
        assert (here / name).read_bytes() == (there / name).read_bytes(), name
    kinds = {path.name.partition("-")[0] for path in tiles.iterdir()}
    assert {"lit", "owners"} == kinds


GRIDS = {
    "plan": ("--area", "-20,40,40,100", "--elevation", 800, "--spacing", 10),
    "facade": ("--building", "1#", "--spacing", 4),
    "line": ("--line", "0,50 20,50 20,56", "--elevation", 801.5, "--spacing", 2),
    "point": [w for x in range(0, 90, 10) for w in ("--at", f"{x},50,801.5")],
}


@pytest.mark.parametrize("kind", GRIDS)
def test_grids_on_a_cluster_write_the_same_bytes(client, tmp_path, kind):
    here, there, tiles = (tmp_path / name for name in ("here", "there", "tiles"))
    formats = "--format", "csv,geojson,parquet"
    plain = grid(kind, "-o", here, *formats, *GRIDS[kind])
    on_cluster = grid(
        kind,
        "-o",
        there,
        *formats,
        *GRIDS[kind],
        "--cluster",
        client.scheduler.address,
        "--tile-size",
        4,
        "--tile-folder",
        tiles,
    )

    assert 0 == plain.exit_code == on_cluster.exit_code, on_cluster.output
    names = sorted(path.name for path in here.iterdir())
    assert 6 == len(names)
    assert names == sorted(path.name for path in there.iterdir())
    for name in names:
        assert (here / name).read_bytes() == (there / name).read_bytes(), name
    assert 4 <= len(list(tiles.glob("lit-*.parquet")))  # two tiles or more a state


def test_a_grid_with_wrong_options_of_the_cluster_is_told_of():
    run = grid("plan", "-o", "out", "--tile-size", 9)

    assert 2 == run.exit_code
    assert "go with --cluster" in run.stderr.replace("\n", " ")


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (["--cluster", "10.0.0.5"], "is no cluster"),
        (["--cluster", "local:2", "--tile-size", 0], "1 point or more"),
        (["--tile-size", 9], "go with --cluster"),
        (["--tile-folder", "tiles"], "go with --cluster"),
    ],
)
def test_options_that_are_wrong_are_told_of(options, told):
    run = analyze(*options)

    assert 2 == run.exit_code
    assert told in run.stderr.replace("\n", " ")


def test_a_task_has_one_engine_thread(client):
    [(_, table)] = tables_on_cluster(client, once(Threads()))

    assert [1] == table["threads"].to_pylist()


def test_a_worker_with_another_engine_is_refused(client):
    with pytest.raises(ClusterError, match="runs the engine old"):
        list(tables_on_cluster(client, once(FromAnotherEngine())))


def test_errors_of_the_calculation_come_through(client):
    with pytest.raises(InputError, match="no such thing") as caught:
        list(tables_on_cluster(client, once(Wrong())))

    assert "rows" == caught.value.where


@pytest.mark.parametrize("address", ["", "local:", "local:0", "local:x", "10.0.0.5"])
def test_addresses_that_are_none_are_refused(address):
    with pytest.raises(InputError, match="no cluster"), connected(address):
        pass


def test_a_scheduler_that_does_not_answer_is_told_of():
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    address = f"tcp://127.0.0.1:{port}"
    with (
        pytest.raises(ClusterError, match="no scheduler"),
        connected(address, timeout=1.0),
    ):
        pass


def test_without_dask_the_extra_is_named(monkeypatch):
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(MissingExtraError, match="cluster"), connected("local:2"):
        pass


def test_engines_are_told_apart_from_other_things():
    from sunlight.assessment.measuring.engine import computed_by

    with pytest.raises(InputError, match="no call lit"), computed_by(object()):
        pass
    with computed_by(None), computed_by(TileEngine()):
        pass


def test_a_killed_worker_costs_only_its_tiles(client, scene, plain_lit, tmp_path):
    pids = list(client.run(os.getpid).values())
    assert 2 == len({*pids, os.getpid()} - {os.getpid()})
    seen = []

    def kill_once(done, total):
        seen.append(done)
        if len(seen) == 1:
            os.kill(pids[0], signal.SIGTERM if sys.platform == "win32" else 9)

    found = run_tiles(
        *scene,
        PATH,
        CONDITIONS,
        client=client,
        folder=tmp_path,
        tiles=12,
        progress=kill_once,
    )

    assert_same(plain_lit, found)
    assert 12 == len(seen) == len(list(tmp_path.iterdir()))
    assert pids[0] not in client.run(os.getpid).values()
