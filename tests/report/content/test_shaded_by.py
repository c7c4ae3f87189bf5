"""Who shades a building: held against the whole calculation of who shades whom."""

import numpy as np

from sunlight.assessment.shaders import project_shaders
from sunlight.report.content.shaded_by import shaded_by


def test_the_slab_shades_the_house_behind_it_and_nobody_shades_the_far_one(estate):
    found = dict(
        zip((b.id for b in estate.project.buildings), shaded_by(estate), strict=True)
    )

    assert found["1#"].owners == ("P1",)
    assert found["2#"].owners == ()
    assert not found["2#"].jointly
    assert found["P1"].measured
    assert not found["S1"].measured


def test_nobody_is_named_who_does_not_shade_in_the_whole_calculation(estate, uses):
    for assessment in (estate, uses):
        edges = project_shaders(assessment.project).after_edges
        blocked = {(edge.shaded, edge.shader) for edge in edges}
        for building, found in zip(
            assessment.project.buildings, shaded_by(assessment), strict=True
        ):
            assert {(building.id, name) for name in found.owners} <= blocked


def test_a_building_in_full_sun_all_day_has_no_shader(estate):
    far = [b.id for b in estate.project.buildings].index("2#")
    south = (estate.project.windows.building == far) & (
        estate.windows.minutes_after == 480.0
    )

    assert south.any()
    assert shaded_by(estate)[far].owners == ()
    assert not np.isnan(estate.windows.minutes_after[south]).any()


def test_a_project_without_windows_measures_nobody(bare_estate):
    assert not any(found.measured for found in shaded_by(bare_estate))
