"""Sheets: true scale, paper, frame, letters; nothing leaves the paper."""

import dataclasses
import math

import numpy as np
import pytest

from sunlight.errors import InputError
from sunlight.report.pictures.catalogue import drawings
from sunlight.report.pictures.drawing import KINDS
from sunlight.report.pictures.lettering import cut_to_width, line_width, wrapped
from sunlight.report.pictures.packing import packed
from sunlight.report.pictures.page import drawing_box
from sunlight.report.pictures.paper import PAPERS, fitting_scale, paper_named
from sunlight.report.pictures.write import DPI, write_drawings

PNG_HEAD = b"\x89PNG\r\n\x1a\n"


def paper_mm(figure, axes, points):
    """Where points of some axes lie on the paper. [mm]"""
    pixels = axes.transData.transform(points)
    return pixels / figure.dpi * 25.4


def of_kind(assessment, kind, **options):
    return drawings(assessment, kinds=[kind], **options)


@pytest.mark.parametrize(
    ("extent", "room", "scale"),
    [
        ((60.0, 50.0), (300.0, 250.0), 200),
        ((60.1, 50.0), (300.0, 250.0), 300),
        ((600.0, 400.0), (300.0, 250.0), 2000),
        ((1500.0, 100.0), (300.0, 250.0), 5000),
        ((1501.0, 100.0), (300.0, 250.0), 10_000),
        ((40_000.0, 1.0), (300.0, 250.0), 200_000),
    ],
)
def test_the_largest_scale_that_fits_is_taken(extent, room, scale):
    assert fitting_scale(extent, room) == scale


@pytest.mark.parametrize("sheet", [s for pair in PAPERS.values() for s in pair])
def test_parts_of_a_sheet_lie_on_it_and_apart(sheet):
    room, side, block = sheet.room, sheet.side, sheet.title_block

    assert {sheet.width, sheet.height} <= {420.0, 297.0, 210.0}
    assert sheet.frame.left == 20.0
    assert sheet.frame.right == sheet.width - 5.0
    assert room.right < block.left
    assert side.low > block.top
    assert side.right < sheet.frame.right
    assert drawing_box(sheet).height > 150.0


def test_a_known_length_has_its_millimetres_on_the_site_plan(estate):
    (drawing,) = of_kind(estate, "site")
    figure = drawing.draw()
    (axes,) = [a for a in figure.axes if a.get_label().startswith("map")]
    ends = paper_mm(figure, axes, [(-40.0, 10.0), (60.0, 10.0), (60.0, 22.0)])

    assert tuple(figure.get_size_inches() * 25.4) == pytest.approx((420.0, 297.0))
    assert drawing.scale == 500
    assert ends[1, 0] - ends[0, 0] == pytest.approx(200.0, abs=1e-6)
    assert ends[2, 1] - ends[1, 1] == pytest.approx(24.0, abs=1e-6)


def test_windows_of_a_facade_are_drawn_at_scale_and_in_their_place(estate):
    (first, *_) = of_kind(estate, "facade")
    figure = first.draw()
    (page,) = [a for a in figure.axes if a.get_label() == "paper"]
    boxes = {
        tuple(np.round(path.vertices, 6).ravel())
        for collection in page.collections
        if collection.get_zorder() == 4.0
        for path in collection.get_paths()
    }
    sizes = {
        (
            round((max(box[::2]) - min(box[::2])) * first.scale / 1000.0, 3),
            round((max(box[1::2]) - min(box[1::2])) * first.scale / 1000.0, 3),
        )
        for box in boxes
    }

    assert first.scale == 300
    # 1.5 m wide with a sill at 0.9 m, 1.2 m wide with one at 1.2 m; heads at 2.4 m
    assert sizes == {(1.5, 1.5), (1.2, 1.2)}


def test_a_picture_has_the_pixels_and_the_resolution_of_its_paper(estate, tmp_path):
    image = pytest.importorskip("PIL.Image")
    (drawing,) = of_kind(estate, "site", paper="A4")
    told = []
    (drawn,) = write_drawings(
        [drawing], tmp_path, progress=lambda *step: told.append(step)
    )

    assert drawn.path == tmp_path / "site.png"
    assert drawn.size == (297.0, 210.0)
    assert drawn.scale == drawing.scale
    assert told == [(drawing.title, 1, 1)]
    assert drawn.path.read_bytes().startswith(PNG_HEAD)
    with image.open(drawn.path) as picture:
        assert picture.size == (
            math.floor(297 / 25.4 * DPI),
            math.floor(210 / 25.4 * DPI),
        )
        assert picture.info["dpi"] == pytest.approx((DPI, DPI), abs=0.1)
        assert picture.info["Title"] == "总平面图"


def test_pictures_are_the_same_byte_for_byte(estate, tmp_path):
    once, again = tmp_path / "once", tmp_path / "again"
    for folder in (once, again):
        folder.mkdir()
        write_drawings(of_kind(estate, "windows", paper="A4")[:1], folder)
    (first,), (second,) = once.iterdir(), again.iterdir()

    assert first.read_bytes() == second.read_bytes()


def test_ids_are_unique_and_kinds_stand_in_the_order_of_the_report(estate):
    found = drawings(estate)
    kinds = [drawing.kind for drawing in found]

    assert len({drawing.id for drawing in found}) == len(found)
    assert kinds == sorted(kinds, key=KINDS.index)
    assert set(kinds) == set(KINDS)
    assert all(d.title and d.alt for d in found)
    assert all((d.scale is None) == (d.kind in ("timeline", "sunpath", "loss"))
               for d in found)  # fmt: skip


def test_a_project_without_windows_has_plans_only(bare_estate):
    kinds = {drawing.kind for drawing in drawings(bare_estate)}

    assert {"scope", "site"} <= kinds
    assert not kinds & {"windows", "facade", "timeline", "sunpath", "loss"}


@pytest.mark.parametrize(
    ("options", "told"),
    [
        ({"paper": "A5"}, "A3, A4"),
        ({"kinds": ["plan"]}, "isochrone"),
        ({"sunpaths": -1}, "0 or more"),
        ({"sheets": 0}, "1 or more"),
        ({"lang": "de"}, "zh, en"),
    ],
)
def test_what_there_is_not_is_refused(estate, options, told):
    with pytest.raises(InputError, match=told):
        drawings(estate, **options)


def texts_on(figure):
    """Boxes of all glyphs of the page, and texts that matplotlib lays out. [mm]"""
    (page,) = [a for a in figure.axes if a.get_label() == "paper"]
    boxes = [
        path.get_extents().extents
        for collection in page.collections
        if type(collection).__name__ == "PathCollection"
        for path in collection.get_paths()
    ]
    renderer = figure.canvas.get_renderer()
    for axes in figure.axes:
        for text in axes.texts:
            if text.get_text() and not text.get_clip_on():
                extent = text.get_window_extent(renderer)
                boxes.append(np.array(extent.extents) / figure.dpi * 25.4)
    return np.array(boxes)


@pytest.mark.parametrize("kind", ["site", "windows", "facade", "timeline", "loss"])
def test_long_and_odd_names_stay_on_the_paper(estate, kind):
    odd = "=<script>&\x07" + "长" * 190 + "\U0001f600"
    buildings = tuple(
        dataclasses.replace(b, name=odd) for b in estate.project.buildings
    )
    project = dataclasses.replace(estate.project, name=odd, buildings=buildings)
    assessment = dataclasses.replace(estate, project=project)
    (drawing, *_) = of_kind(assessment, kind, paper="A4", lang="en")
    boxes = texts_on(drawing.draw())
    width, height = drawing.size

    assert boxes[:, :2].min() > 0.0
    assert boxes[:, 2].max() < width
    assert boxes[:, 3].max() < height


def test_letters_are_measured_by_the_font():
    assert line_width("日照") == pytest.approx(2.0)
    assert line_width("") == 0.0
    assert line_width("\U0001f600") == line_width("□")
    assert cut_to_width("日照分析", 10.0) == "日照分析"
    assert cut_to_width("日照分析报告", 4.0) == "日照分…"
    assert wrapped("日照分析，报告", 4.0) == ["日照分", "析，报告"]
    assert wrapped("日照分析报告", 2.0, most=2)[-1].endswith("…")


def test_rows_and_sheets_are_filled_in_order():
    sheets = packed([(100.0, 50.0)] * 3 + [(200.0, 60.0)], (210.0, 110.0))

    assert [[spot.item for spot in sheet] for sheet in sheets] == [[0, 1, 2], [3]]
    assert sheets[0][2].down == 55.0
    assert paper_named("A3")[1].height == 420.0
