"""The house written by script, read once in each way."""

import importlib.util
import os
import sys
from pathlib import Path

import pytest

from sunlight.importers.ifc.options import IfcOptions
from sunlight.importers.ifc.reader import read_ifc


def _house_module():
    place = Path(__file__).with_name("house.py")
    spec = importlib.util.spec_from_file_location("ifc_test_house", place)
    module = importlib.util.module_from_spec(spec)
    sys.modules["ifc_test_house"] = module
    spec.loader.exec_module(module)
    return module


class Reading:
    """A project, its findings by code, and windows by name."""

    def __init__(self, path, **options):
        self.project, findings = read_ifc(path, options=IfcOptions(**options))
        self.findings = {finding.code: finding for finding in findings}
        self.row = {name: i for i, name in enumerate(self.project.windows.id)}
        self.building = self.project.buildings[0]

    def ends(self, name):
        """Left and right sill end of a window."""
        windows = self.project.windows
        return windows.left[self.row[name]], windows.right[self.row[name]]


@pytest.fixture(scope="session")
def house_of():
    ifcopenshell = pytest.importorskip("ifcopenshell")
    pytest.importorskip("ifcopenshell.guid")
    furnished = _house_module().furnished
    return lambda **options: furnished(ifcopenshell, **options)


@pytest.fixture(scope="module")
def house(house_of, tmp_path_factory):
    """The house with rooms, north on +y."""
    path = house_of().write(tmp_path_factory.mktemp("ifc") / "house.ifc")
    return Reading(path, true_north_angle=0.0, dwelling_pattern="^(1)")


@pytest.fixture(scope="module")
def bare_house(house_of, tmp_path_factory):
    """The house in millimetres, without rooms, turned to true north."""
    made = house_of(rooms=False, unit=0.001)
    path = made.write(tmp_path_factory.mktemp("ifc") / "bare.ifc")
    return Reading(path, prefix="B-", glazed_doors=("D*",))


@pytest.fixture(scope="module")
def reading():
    """Reading of a sample file."""
    if "SUNLIGHT_DATA" not in os.environ:
        pytest.skip("SUNLIGHT_DATA does not point to the folder of sample data")
    pytest.importorskip("ifcopenshell")
    folder = Path(os.environ["SUNLIGHT_DATA"]) / "ifc"
    return lambda name, **options: Reading(folder / name, **options)
