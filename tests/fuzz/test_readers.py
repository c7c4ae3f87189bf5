"""Readers and files that nobody meant to be read."""

import importlib.util
from pathlib import Path

import pytest

EXTRAS = {"dxf": "ezdxf", "gis": "geopandas", "citygml": "defusedxml"}
CASES = {
    "project": 30, "gis": 80, "dxf": 60, "cityjson": 120, "citygml": 60, "mesh": 100,
}  # fmt: skip


def _campaign():
    place = Path(__file__).with_name("campaign.py")
    spec = importlib.util.spec_from_file_location("fuzz_campaign", place)
    module = importlib.util.module_from_spec(spec)
    import sys

    sys.modules["fuzz_campaign"] = module
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("kind", CASES)
def test_a_changed_file_ends_in_a_project_or_an_error_of_the_package(
    kind, tmp_path, monkeypatch
):
    pytest.importorskip(EXTRAS.get(kind, "numpy"))
    monkeypatch.delenv("SUNLIGHT_DATA", raising=False)  # the same cases everywhere

    tally = _campaign().campaign(kind, tmp_path, seed=20221122, cases=CASES[kind])

    told = [p.with_name(p.name + ".txt").read_text("utf-8") for p in tally.failures]
    assert not told, "\n\n".join(told[:3])
    assert CASES[kind] == tally.cases
    assert tally.ends["read"] < tally.cases  # changes that change nothing prove nothing
