"""Importing is quick, and every module can be imported first."""

import json
import subprocess
import sys
from pathlib import Path

import grimp
import numpy as np
import pytest
from scipy.sparse import csr_array
from scipy.sparse.csgraph import connected_components

ROOT = Path(__file__).parents[2]

HEAVY = {
    "llvmlite",
    "matplotlib",
    "numba",
    "pandas",
    "pvlib",
    "pyarrow",
    "pyproj",
    "scipy",
    "trimesh",
}

LOADED = """
import importlib, json, sys
importlib.import_module(sys.argv[1])
print(json.dumps(sorted({name.partition(".")[0] for name in sys.modules})))
"""

# Between two modules those of the same package are forgotten, so that an import loop
# shows whichever module comes first. All others stay loaded: that loops do not cross
# packages is what the layers hold.
#
# What is forgotten is left in memory: to look for garbage all the while would take most
# of the time. The byte code of the package is kept in a folder of the test, that of
# other libraries wherever it is.
ALONE = """
import gc, importlib, json, sys
gc.disable()
folder, heavy, names = map(json.loads, sys.argv[1:])
for name in heavy:
    importlib.import_module(name)
sys.pycache_prefix, sys.dont_write_bytecode = folder, False
failed = {}
for name in names:
    package = name.split(".")[:2]
    for known in [m for m in sys.modules if m.split(".")[:2] == package]:
        del sys.modules[known]
    try:
        importlib.import_module(name)
    except Exception as error:
        failed[name] = repr(error)
print(json.dumps(failed))
"""


def fresh_process(code, *arguments):
    run = subprocess.run(
        [sys.executable, "-c", code, *arguments],
        cwd=ROOT,
        capture_output=True,
        encoding="utf-8",
        errors="replace",
        check=False,
    )
    assert run.returncode == 0, run.stderr
    return json.loads(run.stdout)


def module_names():
    for path in sorted((ROOT / "sunlight").rglob("*.py")):
        parts = path.relative_to(ROOT).with_suffix("").parts
        if parts[-1] != "__main__":
            yield ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def test_importing_the_package_loads_no_third_party_library():
    third_party = HEAVY | {"numpy", "pydantic", "rich", "shapely", "typer"}

    loaded = set(fresh_process(LOADED, "sunlight"))

    assert set() == loaded & third_party


@pytest.mark.parametrize(
    "module",
    [
        "sunlight.cli.main",
        "sunlight.durations",
        "sunlight.importers.geojson",
        "sunlight.importers.project_file",
        "sunlight.intervals",
        "sunlight.model.tables",
        "sunlight.rules",
        "sunlight.solar",
    ],
)
def test_importing_this_module_loads_no_heavy_library(module):
    loaded = set(fresh_process(LOADED, module))

    assert set() == loaded & HEAVY


def modules_in_loops(names):
    """Those that import themselves through others, or through their package."""
    graph = grimp.build_graph(
        "sunlight", exclude_type_checking_imports=True, cache_dir=None
    )
    number = {name: i for i, name in enumerate(names)}
    pairs = [
        (name, other)
        for name in names
        for other in graph.find_modules_directly_imported_by(name)
        if other in number
    ]
    pairs += [
        (n, n.rpartition(".")[0]) for n in names if n.rpartition(".")[0] in number
    ]
    row, column = np.array([[number[a], number[b]] for a, b in pairs]).T
    edges = csr_array((np.ones(len(row)), (row, column)), shape=(len(names),) * 2)
    _, loop = connected_components(edges, connection="strong")
    return [n for n in names if (loop == loop[number[n]]).sum() > 1]


def test_every_module_can_be_imported_before_all_others(tmp_path):
    names = list(module_names())
    assert "sunlight.errors" in names
    looped = modules_in_loops(names)
    assert "sunlight.assessment" in looped
    assert len(looped) < len(names) / 2

    # the order matters in loops only: the rest is imported once
    rest = [name for name in names if name not in looped]
    told = map(json.dumps, (str(tmp_path), sorted(HEAVY), looped))
    failed = fresh_process(ALONE, *told)
    code = ALONE.replace("del sys.modules[known]", "pass")
    failed |= fresh_process(code, *map(json.dumps, (str(tmp_path), [], rest)))

    assert not failed
