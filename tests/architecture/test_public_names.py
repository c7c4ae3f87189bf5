"""The public names: few, sorted, importable, and known to type checkers."""

import ast
import importlib
import tomllib
from pathlib import Path

import pytest

import sunlight

ROOT = Path(__file__).parents[2]


def names_for_type_checkers():
    """Module of each name that ``sunlight/__init__.py`` imports for type checkers."""
    source = Path(sunlight.__file__).read_text(encoding="utf-8")
    guarded = next(node for node in ast.parse(source).body if isinstance(node, ast.If))
    return {
        alias.name: node.module
        for node in guarded.body
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
    }


def test_the_tests_run_on_this_source_tree():
    expected = ROOT / "sunlight" / "__init__.py"

    assert expected == Path(sunlight.__file__)


def test_public_names_are_sorted_and_unique():
    assert sorted(set(sunlight.__all__)) == list(sunlight.__all__)


def test_public_names_are_at_most_thirty():
    assert len(sunlight.__all__) <= 30


@pytest.mark.parametrize("name", sunlight.__all__)
def test_public_name_can_be_imported(name):
    assert getattr(sunlight, name) is not None


@pytest.mark.parametrize(("name", "home"), sorted(names_for_type_checkers().items()))
def test_public_name_is_what_type_checkers_see(name, home):
    assert getattr(importlib.import_module(home), name) is getattr(sunlight, name)


def test_type_checkers_see_every_public_name():
    assert sorted(sunlight.__all__) == sorted(
        {*names_for_type_checkers(), "__version__"}
    )


def test_no_public_name_is_also_a_submodule():
    # Importing the submodule would silently replace the public name.
    folder = Path(sunlight.__file__).parent
    submodules = {path.stem for path in folder.iterdir() if path.name[0] not in "_."}

    assert set() == submodules & set(sunlight.__all__)


def test_public_names_are_listed_before_they_are_used():
    assert set() == set(sunlight.__all__) - set(dir(sunlight))


def test_version_is_that_of_the_distribution():
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")

    assert tomllib.loads(text)["project"]["version"] == sunlight.__version__


def test_misspelt_name_is_refused_with_a_near_one():
    with pytest.raises(AttributeError, match="no attribute 'sunpath'") as caught:
        sunlight.sunpath  # noqa: B018

    assert ("sunpath", sunlight) == (caught.value.name, caught.value.obj)
