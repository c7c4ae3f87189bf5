"""Where two projects differ: each field by its name, numbers to the last bit."""

import dataclasses
from pathlib import Path

import numpy as np
import pytest
from shapely import Polygon

from sunlight.importers.project_file import read_project
from sunlight.model.differences import project_differences

ESTATE = Path(__file__).parents[2] / "report" / "estate.toml"


@pytest.fixture(scope="module")
def project():
    return read_project(ESTATE)[0]


def with_first_part(project, **changes):
    first, *others = project.buildings
    body, *parts = first.parts
    body = dataclasses.replace(body, **changes)
    first = dataclasses.replace(first, parts=(body, *parts))
    return dataclasses.replace(project, buildings=(first, *others))


def test_a_project_read_twice_is_equal(project):
    assert () == project_differences(project, read_project(ESTATE)[0])


def test_the_last_bit_of_a_level_counts(project):
    top = project.buildings[0].parts[0].top
    raised = with_first_part(project, top=np.nextafter(top, np.inf))
    (line,) = project_differences(project, raised)

    assert line.startswith("buildings[0].parts[0].top: ")
    assert () == project_differences(project, with_first_part(project, top=float(top)))


def test_an_outline_from_another_corner_is_another(project):
    outline = project.buildings[0].parts[0].polygon
    ring = list(outline.exterior.coords)[:-1]
    turned = Polygon([*ring[1:], ring[0]])
    (line,) = project_differences(project, with_first_part(project, polygon=turned))

    assert turned.equals(outline)
    assert line.startswith("buildings[0].parts[0].polygon.rings[0][0][0]: ")


def test_a_column_tells_its_first_row_and_how_many(project):
    level = project.windows.floor_level.copy()
    level[[2, 5]] = np.nan
    windows = dataclasses.replace(project.windows, floor_level=level)
    unknown = dataclasses.replace(project, windows=windows)
    (line,) = project_differences(project, unknown)

    assert line.startswith("windows.floor_level[2]: ")
    assert line.endswith("(2 of them)")
    assert () == project_differences(unknown, unknown)


def test_missing_buildings_are_counted(project):
    fewer = dataclasses.replace(project, buildings=project.buildings[:-1])
    n = len(project.buildings)

    assert (f"buildings: {n}, {n - 1} of them",) == project_differences(project, fewer)
