"""One verb for many files, as pre-commit calls it."""

import subprocess
import sys
from pathlib import Path

from sunlight.cli.hook import run_for_each

ROOT = Path(__file__).parents[2]


def test_the_worst_exit_code_counts_and_every_file_is_looked_at(
    estate, tmp_path, capfd
):
    missing = tmp_path / "none.toml"

    assert 2 == run_for_each([str(missing), str(estate)])
    said = capfd.readouterr()
    assert "none.toml" in said.err
    assert "试验小区" in said.out


def test_no_file_is_no_failure():
    ended = subprocess.run(
        [sys.executable, "-m", "sunlight.cli.hook"], cwd=ROOT, check=False
    )

    assert 0 == ended.returncode
