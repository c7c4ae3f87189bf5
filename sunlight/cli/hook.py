"""``python -m sunlight.cli.hook FILE…``: one verb for many files (提交前检查).

pre-commit gives all changed files to one command; ``sunlight check`` takes one model.
"""

import subprocess
import sys
from collections.abc import Sequence

__all__ = ["main", "run_for_each"]


def run_for_each(files: Sequence[str], *, verb: str = "check") -> int:
    """Run a verb for each file, each in its own process (逐个文件运行).

    Parameters
    ----------
    files : sequence of str
        Model files.
    verb : str
        Verb of the command line.

    Returns
    -------
    int
        0 if all end with 0, else the greatest exit code: what cannot be read or judged
        comes before what fails.
    """
    codes = [
        subprocess.run(
            [sys.executable, "-m", "sunlight.cli", verb, "--", file], check=False
        ).returncode
        for file in files
    ]
    # a process that a signal has ended has a negative code
    return max((abs(code) for code in codes), default=0)


def main() -> None:
    """Check the files named on the command line (命令行入口)."""
    sys.exit(run_for_each(sys.argv[1:]))


if __name__ == "__main__":
    main()
