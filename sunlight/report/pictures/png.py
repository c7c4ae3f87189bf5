"""A drawing as PNG with a palette, a third of the size (图片编码)."""

from collections.abc import Mapping
from typing import BinaryIO, Final

import numpy as np
from numpy.typing import NDArray

__all__ = ["EXACT_COLOURS", "MOST_COLOURS", "palette_of", "write_png"]

MOST_COLOURS: Final = 256
"""Colours of a palette."""
EXACT_COLOURS: Final = 128
"""Colours that are kept as they are, the most frequent first: what is drawn flat. The
others are shades along edges; those farthest from all that is there are added."""


def write_png(
    pixels: NDArray[np.uint8],
    file: BinaryIO,
    *,
    dots_per_inch: int,
    told: Mapping[str, str],
) -> None:
    """Write opaque pixels as PNG with a palette (写出图片).

    Parameters
    ----------
    pixels : (h, w, 4) ndarray of uint8
        Red, green, blue and alpha, which is not looked at.
    file : binary file
        Open for writing.
    dots_per_inch : int
        Resolution that the file tells.
    told : mapping of str to str
        Texts in the file, such as its title.

    Raises
    ------
    OSError
        If it cannot be written.
    """
    from PIL import Image
    from PIL.PngImagePlugin import PngInfo

    colours, codes = palette_of(pixels)
    image = Image.fromarray(codes)
    image.putpalette(colours.tobytes())
    info = PngInfo()
    for key, text in told.items():
        info.add_itxt(key, text) if not text.isascii() else info.add_text(key, text)
    image.save(
        file, format="png", dpi=(dots_per_inch, dots_per_inch), pnginfo=info,
        compress_level=6,
    )  # fmt: skip


def palette_of(
    pixels: NDArray[np.uint8],
) -> tuple[NDArray[np.uint8], NDArray[np.uint8]]:
    """Colours of a picture, 256 at most, and which of them each pixel has (调色板).

    Parameters
    ----------
    pixels : (h, w, 4) ndarray of uint8
        Red, green, blue and alpha, which is not looked at.

    Returns
    -------
    colours : (c, 3) ndarray of uint8
        The palette, c ≤ 256; without any loss where the picture has no more.
    codes : (h, w) ndarray of uint8
        Row of the palette of each pixel: the colour nearest to its own.
    """
    from pandas import factorize

    packed = np.ascontiguousarray(pixels).view(np.uint32).reshape(-1)
    codes, found = factorize(packed)
    colours = np.ascontiguousarray(found).view(np.uint8).reshape(-1, 4)[:, :3]
    shape = pixels.shape[:2]
    if len(colours) <= MOST_COLOURS:
        return colours, codes.astype(np.uint8).reshape(shape)
    often = np.bincount(codes, minlength=len(colours))
    kept, nearest = _chosen(colours.astype(np.int64), often)
    return colours[kept], nearest.astype(np.uint8)[codes].reshape(shape)


def _chosen(
    colours: NDArray[np.int64], often: NDArray[np.int64]
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Rows that are kept, and which of them is nearest to each colour."""
    kept = np.argsort(-often, kind="stable")[:MOST_COLOURS]
    far = np.full(len(colours), np.iinfo(np.int64).max)
    nearest = np.zeros(len(colours), dtype=np.int64)
    for number in range(MOST_COLOURS):
        if number >= EXACT_COLOURS:
            kept[number] = np.argmax(far)
        distance = ((colours - colours[kept[number]]) ** 2).sum(axis=1)
        closer = distance < far
        far[closer], nearest[closer] = distance[closer], number
    return kept, nearest
