"""Data flows one way: the contracts of import-linter in pyproject.toml hold."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
LINT_IMPORTS = "from importlinter.cli import lint_imports_command as lint; lint()"


def test_every_import_points_down_the_layers():
    # import-linter has no __main__; this is what its lint-imports program runs.
    run = subprocess.run(
        [sys.executable, "-c", LINT_IMPORTS, "--no-logo", "--no-cache"],
        cwd=ROOT,
        capture_output=True,
        encoding="utf-8",
        errors="replace",
        check=False,
    )

    assert run.returncode == 0, run.stdout + run.stderr
