"""Who takes how many minutes: parts add up, and read well."""

import numpy as np
import pytest

from sunlight.durations import JOINTLY, REMNANT, OwnerMinutes
from sunlight.intervals import OWN_WALL_PLANE
from sunlight.report.blame import blamed_parts, blamed_texts, household_windows
from sunlight.report.shading import losses_table, owner_rows, parts_texts
from sunlight.report.texts import texts


def parts_of(assessment, **minutes_of_first_window):
    """Parts of the first window only; owners by their codes' names."""
    named = {"wall": OWN_WALL_PLANE, "jointly": JOINTLY, "remnant": REMNANT}
    codes = {name: i for i, name in enumerate(assessment.owners)} | named
    owner = sorted((codes[n], m) for n, m in minutes_of_first_window.items())
    count = len(assessment.project.windows)
    return OwnerMinutes(
        np.append(0, np.full(count, len(owner))),
        np.array([o for o, _ in owner], dtype=np.int32),
        np.array([m for _, m in owner]),
    )


def window_row(assessment, name):
    return assessment.project.windows.id.tolist().index(name)


def test_owners_come_first_then_what_nobody_has_alone(estate):
    parts = parts_of(estate, wall=20.0, jointly=10.0, remnant=2.0, P1=30.5, S1=40.0)

    actual = parts_texts(estate, parts, texts("en"))

    assert "S1 40.0; P1 30.5; own wall 20.0; jointly 10.0; remnant 2.0" == str(
        actual[0]
    )
    assert "" == str(actual[1])


def test_the_own_building_is_called_so(estate):
    parts = parts_of(estate, **{"1#": 12.0})

    assert "1#（本楼） 12.0" == str(parts_texts(estate, parts, texts("zh"))[0])


def test_owners_beyond_the_third_are_summed_up(estate):
    names = list(estate.owners)
    assert 4 == len(names)
    parts = parts_of(estate, **{n: 10.0 * (i + 1) for i, n in enumerate(names)})

    actual = str(parts_texts(estate, parts, texts("en"))[0])

    assert actual.endswith("; others (1) 10.0")
    assert 4 == len(actual.split("; "))


def test_records_of_a_window_say_what_the_text_says(estate):
    row = window_row(estate, "1#-1-S02")
    rows = owner_rows(estate, estate.windows.lost, row)

    assert ["P1", ""] == [part.owner for part in rows]
    assert ["building", "remnant"] == [part.kind for part in rows]
    assert [231.5, 4.3] == [round(part.minutes, 1) for part in rows]


def test_losses_add_up_to_the_difference_of_the_minutes(estate):
    table = losses_table(estate, texts("en")).to_pandas()
    results = estate.windows
    sums = table.groupby("window")["lost"].sum()
    known = ~np.isnan(results.minutes_before)
    lost = (results.minutes_before - results.minutes_after)[known]

    expected = sums.reindex(estate.project.windows.id[known], fill_value=0.0)

    np.testing.assert_allclose(expected.to_numpy(), lost, atol=1e-6)


@pytest.mark.parametrize("state", ["before", "after"])
def test_taken_and_counted_minutes_add_up_to_the_band(estate, state):
    table = losses_table(estate, texts("en")).to_pandas()
    minutes = getattr(estate.windows, f"minutes_{state}")
    taken = table.groupby("window")[f"taken_{state}"].sum()
    taken = taken.reindex(estate.project.windows.id, fill_value=0.0).to_numpy()
    known = ~np.isnan(minutes)

    np.testing.assert_allclose(480.0, (minutes + taken)[known], atol=1e-6)


def test_a_loss_has_no_owner_where_several_take_it_together(estate):
    table = losses_table(estate, texts("zh")).to_pandas()
    together = table[table["kind"] == "自身墙面"]

    assert len(together) > 0
    assert together["owner"].isna().all()


def test_parts_of_a_household_add_up_to_what_it_lost(estate):
    verdicts = estate.households.verdicts
    best = household_windows(estate)
    sums = [
        sum(part.minutes for part in parts)
        for parts in blamed_parts(estate, household_windows(estate))
    ]
    expected = [v.before - v.measured for v in verdicts if v.before is not None]
    assert expected

    actual = [s for s, lost in zip(sums, best.has_before, strict=True) if lost]

    np.testing.assert_allclose(expected, actual, atol=1e-6)


def test_another_window_that_is_the_best_one_now_is_named(estate):
    row = estate.project.households.id.tolist().index("1#-0302")
    kinds = [part.kind for part in blamed_parts(estate, household_windows(estate))[row]]

    assert "other_window" == kinds[-1]
    assert (
        "another window instead -"
        in blamed_texts(estate, household_windows(estate), texts("en"))[row]
    )


def test_a_new_dwelling_is_explained_by_what_it_does_not_get(estate):
    row = estate.project.households.id.tolist().index("P1-0101")
    best = household_windows(estate)

    assert "P1-1-S01" == estate.project.windows.id[best.explained[row]]
    assert not best.has_before[row]


def test_nothing_is_explained_without_windows(bare_estate):
    assert [] == blamed_texts(bare_estate, household_windows(bare_estate), texts("en"))
    assert 0 == losses_table(bare_estate, texts("en")).num_rows
