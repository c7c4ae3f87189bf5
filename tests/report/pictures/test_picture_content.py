"""What the drawings show, against figures found another way."""

from collections import defaultdict
from pathlib import Path

import numpy as np
import pytest

import sunlight
from sunlight import read_project
from sunlight.report.pictures.catalogue import drawings
from sunlight.report.pictures.classes import NOT_MEASURED, window_classes
from sunlight.report.pictures.elevations import elevations, window_boxes
from sunlight.report.pictures.lettering import cut_to_width, line_width
from sunlight.report.pictures.loss import building_losses
from sunlight.report.pictures.numbering import storeys_text, window_columns
from sunlight.report.pictures.order import changed_windows, drawn_buildings
from sunlight.report.pictures.sunpaths import failing_units
from sunlight.report.pictures.timelines import chosen_windows
from sunlight.report.spacing import spacings
from sunlight.rules import Outcome


def notes_of(drawing):
    """All that matplotlib writes beside a drawing."""
    figure = drawing.draw()
    (side,) = [a for a in figure.axes if a.get_label() == "side"]
    return "".join(reversed([text.get_text() for text in side.texts]))


def test_facades_of_a_house_look_where_its_windows_look(estate):
    found = elevations(estate.project, 0)

    assert [e.octant for e in found] == ["S", "N", "E"] or {
        e.octant for e in found
    } == {"S", "N", "E"}
    (south,) = [e for e in found if e.octant == "S"]
    assert south.span == pytest.approx((0.0, 20.0))
    assert south.levels == pytest.approx((800.0, 810.0))
    assert [column.label for column in south.columns] == ["S01", "S02"]
    assert sum(len(e.rows) for e in found) == 12


def test_boxes_of_windows_are_their_sills_and_heads(estate):
    (south,) = [e for e in elevations(estate.project, 0) if e.octant == "S"]
    boxes = window_boxes(estate.project, south.columns[0].rows, south.along)
    left = estate.project.windows.left[south.columns[0].rows[0], 0]

    assert boxes[:, 0] == pytest.approx(left)
    assert boxes[:, 2] - boxes[:, 0] == pytest.approx(1.5)
    # floors of 3 m above 800.3 m, sills 0.9 m and heads 2.4 m above them
    assert boxes[:, 1] == pytest.approx([801.2, 804.2, 807.2])
    assert boxes[:, 3] == pytest.approx([802.7, 805.7, 808.7])


def test_classes_follow_the_standard_of_the_window(estate):
    count = len(estate.project.windows)
    minutes = np.resize([0.0, 59.9, 60.0, 119.999, 120.0, 179.9, 180.0, np.nan], count)

    found = window_classes(estate, minutes)[:8].tolist()

    assert found == [0, 0, 1, 1, 2, 2, 3, NOT_MEASURED]


def test_numbers_are_taken_apart(estate):
    labels = [column.label for column in window_columns(estate.project, 0)]

    assert sorted(labels) == ["E01", "N01", "S01", "S02"]
    assert storeys_text(np.array([1, 2, 3, 5, 7, 8]), "{floor}F") == "1–3,5,7–8F"


def test_spacing_is_the_distance_of_facing_walls(estate):
    found = {one.pair: one for one in spacings(estate.project)}

    one = found[("P1", "1#")]
    assert one.length == pytest.approx(38.0)
    assert one.start[0] == one.end[0] == pytest.approx(10.0)


def test_no_spacing_from_corner_to_corner():
    demo, _ = read_project(Path(sunlight.__file__).parent / "demo" / "project.toml")

    for one in spacings(demo):
        (x, y), (to_x, to_y) = one.start, one.end
        assert x == pytest.approx(to_x) or y == pytest.approx(to_y), one.pair


def test_few_windows_are_all_listed_and_many_are_chosen(estate):
    results = estate.windows
    everything = chosen_windows(estate)
    some = chosen_windows(estate, many=1)
    wanted = set()
    for row, (before, after) in enumerate(
        zip(results.minutes_before, results.minutes_after, strict=True)
    ):
        below = after < 120.0 - 1e-6
        changed = abs(before - after) > 1e-6
        dark = after <= 0.0 and not before > 0.0
        if (below or changed) and not dark:
            wanted.add(row)

    assert len(everything.rows) == everything.all
    assert set(some.rows.tolist()) == wanted
    assert some.all == everything.all
    assert some.dark > 0


def test_losses_add_up_to_what_the_households_lost(estate):
    households = estate.households
    lost = defaultdict(float)
    for building, verdict, before, after in zip(
        estate.project.households.building.tolist(),
        households.verdicts,
        households.minutes_before,
        households.minutes_after,
        strict=True,
    ):
        if verdict.before is not None:
            lost[building] += before - after
    found = {one.building: one for one in building_losses(estate)}

    assert {b for b, minutes in lost.items() if abs(minutes) > 1e-6} == set(found)
    for building, one in found.items():
        assert one.lost == pytest.approx(lost[building])
        assert sum(one.parts.values()) == pytest.approx(one.lost)


def test_worst_failing_units_come_first(estate):
    units = failing_units(estate)
    fails = [v for v in estate.households.verdicts if v.outcome is Outcome.FAIL]

    assert len(units) == len(fails) > 1
    assert [u.shortfall for u in units] == sorted(
        (v.threshold - v.measured for v in fails), reverse=True
    )


def test_charts_beyond_the_limit_are_told(estate):
    total = len(failing_units(estate))
    found = drawings(estate, kinds=["sunpath"], sunpaths=1)

    assert len(found) == 1
    told = notes_of(found[0])
    assert f"共{total}个" in told.replace(" ", "")
    assert f"其余{total - 1}个未绘" in told.replace(" ", "")


def test_sheets_beyond_the_limit_are_told(estate):
    whole = drawings(estate, kinds=["timeline"], paper="A4")
    cut = drawings(estate, kinds=["timeline"], paper="A4", sheets=1)

    assert len(whole) > len(cut) == 1
    assert f"共需{len(whole)}张" in notes_of(cut[0]).replace(" ", "")


def test_titles_and_alternative_texts_in_english_have_english_commas(estate):
    made = drawings(estate, lang="en", sunpaths=0)

    assert any(", " in drawing.title for drawing in made)
    assert not [d for d in made if "、" in d.title + d.alt]


def test_failing_buildings_are_drawn_first(estate):
    order = [estate.project.buildings[i].id for i in drawn_buildings(estate)]

    assert order[0] == "1#"
    assert set(order) == {"1#", "2#", "P1"}
    assert changed_windows(estate).sum() > 0


@pytest.mark.parametrize("kind", ["scope", "isochrone", "shadow", "loss"])
def test_every_other_kind_can_be_drawn(estate, kind):
    figure = drawings(estate, kinds=[kind])[-1].draw()

    assert tuple(figure.get_size_inches() * 25.4) == pytest.approx((420.0, 297.0))


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "\t"])
def test_a_name_with_line_ends_is_lettered_as_with_spaces(end):
    assert line_width(f"拟建{end}楼") == pytest.approx(line_width("拟建 楼"))
    assert cut_to_width(f"拟建{end}楼", 1.9) == "拟…" or line_width("拟…") > 1.9
