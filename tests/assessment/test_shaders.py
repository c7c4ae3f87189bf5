"""Who shades whom in a project: the minutes of the window table, split in full."""

from pathlib import Path

import numpy as np
import pytest

from sunlight.analyses.shade_spans import ALONE, SHORT
from sunlight.assessment import assess
from sunlight.assessment.shaders import project_shaders, window_row
from sunlight.assessment.sky_charts import point_chart_of, window_chart_of
from sunlight.assessment.subject import subject_of
from sunlight.errors import InputError
from sunlight.importers.project_file import read_project

ESTATE = Path(__file__).parents[1] / "report" / "estate.toml"
USES = ESTATE.with_name("uses.toml")


@pytest.fixture(scope="module", params=[ESTATE, USES], ids=["estate", "uses"])
def both(request):
    project, _ = read_project(request.param)
    return project_shaders(project), assess(project).windows


@pytest.fixture(scope="module")
def shaders():
    return project_shaders(read_project(ESTATE)[0])


@pytest.fixture(scope="module")
def subject():
    return subject_of(read_project(ESTATE)[0])


def test_minutes_are_those_of_the_window_table(both):
    found, windows = both

    assert np.array_equal(found.minutes_before, windows.minutes_before, equal_nan=True)
    assert np.array_equal(found.minutes_after, windows.minutes_after, equal_nan=True)


def test_parts_of_every_window_add_up(both):
    found, _ = both
    count = len(found.minutes_before)
    lost = found.minutes_before - found.minutes_after
    bands = np.array([run.path.lit_band for run in found.runs])[found.run]
    band = bands[:, 1] - bands[:, 0]

    told = found.shades.lost.parts().totals(count)
    assert np.abs(told - np.nan_to_num(lost)).max() <= 1e-9
    for state in ("before", "after"):
        minutes = getattr(found, f"minutes_{state}")
        dark = getattr(found.shades, state).parts().totals(count)
        known = np.isfinite(minutes)
        assert np.abs(dark + minutes - band)[known].max() <= 1e-9
        assert not dark[~known].any()


def test_edges_sum_what_the_windows_lose_to_one_alone(both):
    found, _ = both
    parts = found.shades.lost.parts()
    alone = sum(edge.alone for edge in found.lost_edges)

    assert pytest.approx(parts.minutes[parts.kind == ALONE].sum(), abs=1e-6) == alone


def test_the_proposed_slab_takes_the_minutes_of_the_house_behind_it(shaders):
    edges = {(e.shader, e.shaded): e for e in shaders.lost_edges}

    taken = edges["P1", "1#"]
    assert taken.windows > 5
    assert taken.alone > 100.0
    window = shaders.project.windows.id[taken.window]
    assert str(window).startswith("1#")


def test_a_reading_changes_what_shades(shaders):
    other = project_shaders(shaders.project, readings=["own_plates"])

    assert len(other.minutes_after) == len(shaders.minutes_after)


def test_a_chart_of_a_window_has_the_minutes_of_the_table(shaders, subject):
    ids = shaders.project.windows.id.tolist()
    for row in (0, 3, 7, 11):
        for state in ("before", "after"):
            minutes = getattr(shaders, f"minutes_{state}")[row]
            if np.isnan(minutes):
                continue
            chart = window_chart_of(subject, ids[row], state=state)
            assert pytest.approx(minutes, abs=1e-9) == chart.minutes


def test_a_chart_of_a_window_looks_from_its_sill_ends(subject):
    window = str(subject.project.windows.id[0])
    chart = window_chart_of(subject, window)
    table = subject.project.windows

    assert table.left[0].tolist() == chart.left.point[:2].tolist()
    assert table.right[0].tolist() == chart.right.point[:2].tolist()
    assert subject.scene.sill_z[0] == chart.left.point[2] == chart.right.point[2]
    assert str(chart.left.owner) == window.split("-")[0]
    assert "P1" in {s.owner for s in chart.left.silhouettes}


def test_before_the_project_its_buildings_hide_nothing(subject):
    window = str(subject.project.windows.id[0])
    chart = window_chart_of(subject, window, state="before")

    assert "P1" not in {s.owner for s in chart.left.silhouettes}
    point = point_chart_of(subject, (10.0, 50.0, 802.0), state="before")
    assert "P1" not in {s.owner for s in point.silhouettes}
    assert "P1" in {
        s.owner for s in point_chart_of(subject, (10.0, 50.0, 802.0)).silhouettes
    }


def test_remnants_are_short(shaders):
    spans = shaders.shades.after
    short = spans.minutes[spans.kind == SHORT]

    assert (short < 5.0).all()


def test_windows_that_are_not_there_are_refused(shaders, subject):
    with pytest.raises(InputError, match="there is no window 'X'"):
        window_row(shaders.project, "X")
    with pytest.raises(InputError, match="such as 1#"):
        window_chart_of(subject, "1#-9")


def test_a_new_window_has_no_chart_before(subject):
    ids = subject.project.windows.id.tolist()
    new = next(name for name in ids if name.startswith("P1"))

    with pytest.raises(InputError, match="does not stand before"):
        window_chart_of(subject, new, state="before")


def test_states_and_buildings_that_are_not_there_are_refused(subject):
    with pytest.raises(InputError, match="before, after"):
        point_chart_of(subject, (0.0, 0.0, 800.0), state="now")
    with pytest.raises(InputError, match="no building '7#'"):
        point_chart_of(subject, (0.0, 0.0, 800.0), owner="7#")
