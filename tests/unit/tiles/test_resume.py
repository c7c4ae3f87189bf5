"""Files of tiles: a run that was ended goes on from those that are there."""

import re
import subprocess
import sys
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from tile_estate import CONDITIONS, PATH, assert_same

from sunlight.errors import InputError, SunlightWarning
from sunlight.tiles import TileEngine, run_tiles, run_tiles_owners

TILES = 6

KILLED = """
import os, sys
from pathlib import Path
from tile_estate import CONDITIONS, PATH, obstructions, receivers
from sunlight.tiles import run_tiles

done = []

def progress(count, total):
    done.append(count)
    if len(done) == 3:
        os._exit(9)

run_tiles(receivers(), obstructions(), PATH, CONDITIONS, folder=Path(sys.argv[1]),
          tiles=6, progress=progress)
"""


def written(folder):
    """When each file was written."""
    return {path.name: path.stat().st_mtime_ns for path in folder.iterdir()}


def changed(before, after):
    return {name for name in after if after[name] != before.get(name)}


@pytest.fixture
def kept(scene, tmp_path):
    """Folder in which a whole run has left its files."""
    folder = tmp_path / "tiles"
    run_tiles(*scene, PATH, CONDITIONS, folder=folder, tiles=TILES)
    return folder


def test_a_second_run_computes_nothing(scene, plain_lit, kept):
    before, seen = written(kept), []

    found = run_tiles(
        *scene,
        PATH,
        CONDITIONS,
        folder=kept,
        tiles=TILES,
        progress=lambda done, total: seen.append((done, total)),
    )

    assert_same(plain_lit, found)
    assert before == written(kept)
    assert [(len(plain_lit), len(plain_lit))] == seen


def test_names_suit_every_system_and_nothing_else_is_left(kept):
    names = list(written(kept))

    assert TILES == len(names)
    for name in names:
        assert re.fullmatch(r"lit-[0-9a-f]{16}-[0-9a-f]{16}\.parquet", name)


def test_only_the_tile_that_is_gone_is_computed(scene, plain_lit, kept):
    gone = sorted(kept.iterdir())[2]
    gone.unlink()
    before = written(kept)

    found = run_tiles(*scene, PATH, CONDITIONS, folder=kept, tiles=TILES)

    assert_same(plain_lit, found)
    assert {gone.name} == changed(before, written(kept))


def spoil_half(path):
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def spoil_empty(path):
    path.write_bytes(b"")


def spoil_foreign(path):
    other = next(p for p in sorted(path.parent.iterdir()) if p != path)
    path.write_bytes(other.read_bytes())


def spoil_input(path):
    table = pq.ParquetFile(path).read()
    known = dict(table.schema.metadata) | {b"sunlight.input": b"another"}
    pq.write_table(table.replace_schema_metadata(known), path)


def spoil_columns(path):
    table = pq.ParquetFile(path).read()
    pq.write_table(table.drop_columns(["end_owner"]), path)


def spoil_rows(path):
    table = pq.ParquetFile(path).read()
    pq.write_table(table.slice(1), path)


@pytest.mark.parametrize(
    ("spoil", "told"),
    [
        (spoil_half, "cannot be read"),
        (spoil_empty, "cannot be read"),
        (spoil_foreign, "another tile"),
        (spoil_input, "another input"),
        (spoil_columns, "other columns"),
        (spoil_rows, "other receivers"),
    ],
)
def test_a_spoiled_file_is_told_of_and_computed_anew(
    scene, plain_lit, kept, spoil, told
):
    spoiled = sorted(kept.iterdir())[1]
    spoil(spoiled)
    before = written(kept)

    with pytest.warns(SunlightWarning, match=told):
        found = run_tiles(*scene, PATH, CONDITIONS, folder=kept, tiles=TILES)

    assert_same(plain_lit, found)
    assert {spoiled.name} == changed(before, written(kept))


def test_another_input_has_files_of_its_own(scene, plain_blocked, kept):
    receivers, obstructions = scene
    names = set(written(kept))

    run_tiles_owners(receivers, obstructions, PATH, folder=kept, tiles=TILES)
    run_tiles(
        receivers,
        obstructions.where([i > 0 for i in range(obstructions.part_count)]),
        PATH,
        CONDITIONS,
        folder=kept,
        tiles=TILES,
    )
    again = run_tiles_owners(receivers, obstructions, PATH, folder=kept, tiles=TILES)

    assert_same(plain_blocked, again)
    assert 3 * TILES == len(written(kept))
    assert names < set(written(kept))


def test_an_engine_with_a_folder_keeps_its_tiles(scene, plain_lit, tmp_path):
    engine = TileEngine(folder=tmp_path, size=400)
    assert_same(plain_lit, engine.lit(*scene, PATH))
    before = written(tmp_path)
    assert_same(plain_lit, engine.lit(*scene, PATH))

    assert 4 == len(before)
    assert before == written(tmp_path)


def test_a_killed_client_is_taken_up(scene, plain_lit, tmp_path):
    run = subprocess.run(
        [sys.executable, "-c", KILLED, str(tmp_path)],
        cwd=Path(__file__).parent,
        capture_output=True,
        encoding="utf-8",
        errors="replace",
        check=False,
    )
    assert run.returncode == 9, run.stderr
    before = written(tmp_path)
    assert 3 == len(before)

    found = run_tiles(*scene, PATH, CONDITIONS, folder=tmp_path, tiles=TILES)

    assert_same(plain_lit, found)
    assert TILES - 3 == len(changed(before, written(tmp_path)))


def test_a_folder_that_cannot_be_made_is_told_of(scene, tmp_path):
    taken = tmp_path / "file"
    taken.write_text("", encoding="utf-8")

    with pytest.raises(InputError, match="cannot write"):
        run_tiles(*scene, PATH, CONDITIONS, folder=taken, tiles=2)
