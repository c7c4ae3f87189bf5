"""One verb for many files, as pre-commit calls it."""

import subprocess
import sys
from pathlib import Path

from sunlight.cli.hook import run_for_each

ROOT = Path(__file__).parents[2]


def test_the_worst_exit_code_counts_and_every_file_is_looked_at(estate, tmp_path):
    missing = tmp_path / "none.toml"

    assert 0 == run_for_each([str(estate)], verb="scope")
    assert 2 == run_for_each([str(missing), str(estate)], verb="scope")


def test_no_file_is_no_failure():
    ended = subprocess.run(
        [sys.executable, "-m", "sunlight.cli.hook"], cwd=ROOT, check=False
    )

    assert 0 == ended.returncode
