"""The palette of a picture keeps flat colours exactly and the others nearly."""

import io

import numpy as np
import pytest
from PIL import Image

from sunlight.report.pictures.png import EXACT_COLOURS, palette_of, write_png


def opaque(colours):
    """Pixels of some colours, (h, w, 3), with an alpha."""
    colours = np.asarray(colours, dtype=np.uint8)
    return np.dstack([colours, np.full(colours.shape[:2], 255, np.uint8)])


def reread(pixels, **told):
    file = io.BytesIO()
    write_png(pixels, file, dots_per_inch=150, told=told)
    file.seek(0)
    picture = Image.open(file)
    picture.load()
    return picture


def test_a_picture_of_few_colours_comes_back_as_it_was():
    rng = np.random.default_rng(6)
    few = rng.integers(0, 256, (256, 3))
    pixels = opaque(few[rng.integers(0, 256, (40, 60))])

    picture = reread(pixels)

    assert (60, 40) == picture.size
    np.testing.assert_array_equal(np.asarray(picture.convert("RGB")), pixels[..., :3])


def test_frequent_colours_are_exact_and_shades_are_near():
    flat = np.array([[255, 255, 255], [213, 94, 0], [0, 114, 178], [28, 28, 28]])
    share = np.linspace(0.0, 1.0, 500)[:, None]
    shades = (flat[1] * share + flat[0] * (1 - share)).astype(np.uint8)
    shades = np.concatenate([shades, (flat[2] * share + flat[0] * (1 - share))])
    pixels = opaque(np.concatenate([np.repeat(flat, 500, axis=0), shades])[None])

    colours, codes = palette_of(pixels)
    error = np.abs(colours[codes].astype(int) - pixels[..., :3]).max(axis=2)[0]

    assert 256 == len(colours)
    assert EXACT_COLOURS > len(flat)
    assert 0 == error[:2000].max()
    assert 3 >= error.max()


def test_the_file_tells_its_resolution_and_texts_of_any_script():
    picture = reread(opaque(np.zeros((4, 5, 3))), Title="总平面图", Software="sunlight")

    assert pytest.approx(150.0, abs=0.02) == picture.info["dpi"][0]
    assert "总平面图" == picture.info["Title"]
    assert "sunlight" == picture.info["Software"]
