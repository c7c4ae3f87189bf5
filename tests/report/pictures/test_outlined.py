"""Text drawn as outlines stands where it is asked to, in ink."""

import numpy as np
import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from sunlight.report.outlined import write_text
from sunlight.report.pictures.lettering import line_width

DPI = 100


def drawn(text, **how):
    """Dark dots of a square figure of 200 dots, from the lower left corner."""
    figure = Figure(figsize=(2.0, 2.0), dpi=DPI)
    canvas = FigureCanvasAgg(figure)
    axes = figure.add_axes((0.0, 0.0, 1.0, 1.0))
    axes.set(xlim=(0.0, 200.0), ylim=(0.0, 200.0))
    axes.axis("off")
    write_text(axes, (100.0, 100.0), text, size=18.0, **how)
    canvas.draw()
    dark = np.asarray(canvas.buffer_rgba())[::-1, :, 0] < 128
    rows, columns = np.nonzero(dark)
    return np.stack([columns, rows], axis=1)


@pytest.mark.parametrize("halo", [0.0, 2.4])
def test_centred_text_is_about_its_anchor_as_wide_as_it_is_measured(halo):
    dots = drawn("日照分析", halo=halo)
    middle = (dots.min(axis=0) + dots.max(axis=0)) / 2.0
    wide = np.ptp(dots[:, 0])

    np.testing.assert_allclose(middle, [100.0, 100.0], atol=2.0)
    assert 4.0 == pytest.approx(line_width("日照分析"))
    assert 0.9 < wide / (4.0 * 18.0 / 72.0 * DPI) < 1.0  # less the bearings


def test_lines_lie_one_below_the_other_and_turn_about_the_anchor():
    lines, turned = drawn("十\n十"), drawn("十\n十", angle=90.0)

    assert np.ptp(lines[:, 1]) > 1.5 * np.ptp(lines[:, 0])
    assert np.ptp(turned[:, 0]) > 1.5 * np.ptp(turned[:, 1])
    np.testing.assert_allclose(turned.mean(axis=0), [100.0, 100.0], atol=2.5)


def test_a_lift_is_in_points_and_the_baseline_is_below_the_letters():
    low, high = (drawn("H", middle=False, lift=lift) for lift in (0.0, 18.0))

    assert 100 == pytest.approx(low[:, 1].min(), abs=1.5)
    assert 18.0 / 72.0 * DPI == high[:, 1].min() - low[:, 1].min()


def test_nothing_is_drawn_of_blanks_and_a_box_of_what_the_font_lacks():
    assert 0 == len(drawn("   "))
    assert len(drawn("\U0001f600"))
