"""The plan picture."""

from dataclasses import replace

import numpy as np
import pytest
import shapely
from matplotlib.image import imread

from sunlight.report.fonts import font_path, printable, text_width
from sunlight.report.plan import CLASS_COLOURS, plan_figure, write_plan
from sunlight.report.plan_labels import building_labels
from sunlight.report.plan_legend import scale_length
from sunlight.report.plan_shapes import (
    body_shapes,
    drawn_status,
    footprint,
    window_strokes,
)
from sunlight.report.texts import LANGUAGES, texts


def texts_of(figure):
    return [text.get_text() for axes in figure.axes for text in axes.texts] + [
        text.get_text() for text in figure.texts
    ]


def named(assessment, name):
    """The same assessment with another project name."""
    return replace(assessment, project=replace(assessment.project, name=name))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_picture_is_drawn_with_glyphs_for_all_words(estate, tmp_path, lang):
    # a glyph that is missing would be a warning, and warnings are errors
    write_plan(estate, tmp_path / "plan.png", lang=lang)

    picture = imread(tmp_path / "plan.png")
    assert picture.shape[1] > 1200
    assert 4 == picture.shape[2]
    pixels = np.round(255 * picture).astype(np.uint8).view(np.uint32)
    assert len(np.unique(pixels)) > 20  # colours


def test_the_picture_names_project_day_band_and_declination(estate):
    shown = texts_of(plan_figure(estate))

    assert "试验小区  日照分析总平面" in shown
    assert "大寒  真太阳时08:00–16:00  赤纬-20.15°" in shown


def test_the_legend_names_what_is_drawn_and_nothing_else(estate):
    shown = set(texts_of(plan_figure(estate)))

    assert {"现状", "拟建", "拟拆除", "不通过户、房间的窗", "不足 60 分钟"} <= shown
    assert set() == {"已批未建", "同期", "场地构筑物"} & shown


def test_buildings_are_labelled_with_storeys_and_height(estate):
    shown = texts_of(plan_figure(estate))

    assert "2# 远楼\n3F H=10m" in shown
    assert "P1 拟建楼\n15F H=45m" in shown


def test_strange_names_are_drawn_as_they_are(estate, tmp_path):
    odd = named(estate, r"$x^2 \alpha$ 🏠 _{" + "龘")

    write_plan(odd, tmp_path / "plan.png")

    assert (tmp_path / "plan.png").stat().st_size > 0


def test_signs_that_the_font_lacks_become_boxes():
    assert "楼□1" == printable("楼🏠1")


def test_the_font_is_that_of_the_package():
    assert "NotoSansSC-Regular.otf" == font_path().name


def test_a_project_without_windows_is_drawn(bare_estate, tmp_path):
    write_plan(bare_estate, tmp_path / "plan.png")

    assert (tmp_path / "plan.png").stat().st_size > 0


def test_a_project_without_buildings_is_drawn(bare_estate, tmp_path):
    empty = replace(
        bare_estate,
        project=replace(bare_estate.project, buildings=(), site_parts=()),
    )

    write_plan(empty, tmp_path / "plan.png")

    assert (tmp_path / "plan.png").stat().st_size > 0


def test_a_column_shows_its_worst_storey(estate):
    strokes = window_strokes(estate)
    windows = estate.project.windows
    first = windows.column_offsets[0], windows.column_offsets[1]

    assert 3 == first[1] - first[0]
    assert min(estate.windows.minutes_after[:3]) == strokes.minutes[0]
    assert strokes.failing[0]
    np.testing.assert_allclose([0.0, -1.0], strokes.outward[0], atol=1e-9)


def test_windows_of_a_removed_building_are_not_drawn(estate):
    gone = np.array([b.id == "1#" for b in estate.project.buildings])
    minutes = estate.windows.minutes_after.copy()
    minutes[gone[estate.project.windows.building]] = np.nan
    without = replace(estate, windows=replace(estate.windows, minutes_after=minutes))

    assert 4 == len(window_strokes(estate).minutes) - len(
        window_strokes(without).minutes
    )


def test_classes_are_told_apart_by_four_colours():
    assert 4 == len(set(CLASS_COLOURS))


def test_removed_is_a_status_of_its_own(estate):
    expected = ["existing", "existing", "proposed", "removed"]

    assert expected == [drawn_status(b) for b in estate.project.buildings]


def test_a_mesh_has_the_outline_of_its_triangles(estate):
    part = replace(
        estate.project.buildings[0].parts[0],
        polygon=None,
        vertices=np.array([[0, 0, 0], [4, 0, 0], [4, 3, 0], [0, 3, 0], [0, 0, 9.0]]),
        faces=np.array([[0, 1, 2], [0, 2, 3], [0, 1, 4]]),
    )

    assert [12.0] == [shape.area for shape in footprint(part)]


def test_labels_never_overlap(estate):
    building = estate.project.buildings[0]
    crowd = [
        replace(building, id=f"{i}#", parts=(moved(building, i),)) for i in range(40)
    ]
    scale = 0.5

    labels = building_labels(crowd, texts("zh"), metres_per_point=scale)

    boxes = []
    for label in labels:
        lines = label.text.split("\n")
        wide = max(text_width(line) for line in lines) * label.size * scale / 2
        high = len(lines) * 1.3 * label.size * scale / 2
        boxes.append(
            shapely.box(label.x - wide, label.y - high, label.x + wide, label.y + high)
        )
    assert 1 < len(labels) < 40
    tree = shapely.STRtree(boxes)
    pairs = tree.query(boxes, predicate="overlaps")
    assert 0 == pairs.shape[1]


def moved(building, number):
    """The body of a building a little farther on."""
    shape = shapely.transform(body_shapes(building)[0], lambda xy: xy + 3.0 * number)
    return replace(building.parts[0], polygon=shape)


@pytest.mark.parametrize(
    ("most", "expected"), [(73.0, 50.0), (199.0, 100.0), (0.7, 0.5), (2000.0, 2000.0)]
)
def test_the_scale_bar_has_a_round_length(most, expected):
    assert expected == scale_length(most)
