"""A cached kernel is fresh only as long as none of its sources has changed."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import sunlight

ASK = """
from sunlight.shade import kernel
import numpy as np
order = np.empty(2, dtype=np.int64)
kernel.order_by_cell(np.array([1, 0]), np.zeros(3, dtype=np.int64), order)
print(sum(kernel.order_by_cell.stats.cache_hits.values()))
"""


def hits(folder):
    environment = os.environ | {
        "PYTHONPATH": str(folder),
        "NUMBA_CACHE_DIR": str(folder / "cache"),
    }
    done = subprocess.run(
        [sys.executable, "-c", ASK],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )
    return int(done.stdout)


def test_a_change_in_another_file_of_the_same_length_and_time_is_noticed(tmp_path):
    package = tmp_path / "sunlight"
    source = Path(sunlight.__file__).parent
    shutil.copytree(source, package, ignore=shutil.ignore_patterns("__pycache__"))
    assert hits(tmp_path) == 0
    assert hits(tmp_path) == 1

    changed = package / "tolerances.py"
    before = changed.stat()
    text = changed.read_text(encoding="utf-8")
    changed.write_text(text.replace("1e-", "2e-", 1), encoding="utf-8")
    assert changed.read_text(encoding="utf-8") != text
    os.utime(changed, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert hits(tmp_path) == 0
