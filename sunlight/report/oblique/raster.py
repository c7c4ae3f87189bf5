"""Triangles to pixels with a depth buffer (消隐): what is in front hides the rest."""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

__all__ = ["Raster", "View", "rastered"]

NOTHING: Final = -1
"""Pixel that no triangle covers."""


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """Where one looks from, infinitely far away (视向).

    Parameters
    ----------
    azimuth : float
        Direction from the scene to the eye, clockwise from north. [degrees]
    altitude : float
        Its angle above the horizon. [degrees]
    """

    azimuth: float
    altitude: float

    def axes(self) -> NDArray[np.float64]:
        """Right, up and towards the eye, (3, 3) rows of unit vectors (屏幕坐标轴)."""
        a, h = np.radians(self.azimuth), np.radians(self.altitude)
        eye = np.array([np.sin(a) * np.cos(h), np.cos(a) * np.cos(h), np.sin(h)])
        right = np.array([-np.cos(a), np.sin(a), 0.0])
        return np.stack([right, np.cross(eye, right), eye])


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Raster:
    """Pixels, the lowest row first (像素).

    Parameters
    ----------
    triangle : (h, w) ndarray of int32
        Triangle seen in each pixel, or -1.
    depth : (h, w) ndarray of float64
        Towards the eye; -inf where there is none. [m]
    low : (2,) ndarray of float64
        Screen coordinates of the lower left corner. [m]
    scale : float
        Metres per pixel.
    """

    triangle: NDArray[np.int32]
    depth: NDArray[np.float64]
    low: NDArray[np.float64]
    scale: float

    def pixels(self, screen: NDArray[np.float64]) -> NDArray[np.float64]:
        """Places in pixels, (n, 2), of screen coordinates, (n, 2) (像素坐标)."""
        return np.asarray((screen - self.low) / self.scale, dtype=np.float64)


def rastered(
    screen: NDArray[np.float64], *, longest: int, margin: float = 0.04
) -> Raster:
    """Triangles in screen coordinates to pixels (光栅化).

    Parameters
    ----------
    screen : (t, 3, 3) ndarray of float64
        Corners: right, up, towards the eye. [m]
    longest : int
        Pixels of the longer side.
    margin : float
        Share of the extent left free round it.

    Returns
    -------
    Raster
        Which triangle is seen where.
    """
    flat = screen[..., :2].reshape(-1, 2)
    low, high = flat.min(axis=0), flat.max(axis=0)
    extent = np.maximum(high - low, 1e-3)
    low, extent = low - margin * extent.max(), extent + 2.0 * margin * extent.max()
    scale = float(extent.max() / longest)
    width, height = (np.ceil(extent / scale).astype(int)).tolist()
    triangle = np.full((height, width), NOTHING, dtype=np.int32)
    depth = np.full((height, width), -np.inf)
    places = (screen[..., :2] - low) / scale
    first = np.clip(np.floor(places.min(axis=1)).astype(int), 0, None)
    last = np.ceil(places.max(axis=1)).astype(int) + 1
    for t in range(len(screen)):
        (x0, y0), (x1, y1) = first[t], last[t]
        _fill(
            triangle[y0:y1, x0:x1],
            depth[y0:y1, x0:x1],
            places[t] - (x0, y0),
            screen[t, :, 2],
            t,
        )
    return Raster(triangle=triangle, depth=depth, low=low, scale=scale)


def _fill(
    triangle: NDArray[np.int32],
    depth: NDArray[np.float64],
    corners: NDArray[np.float64],
    towards: NDArray[np.float64],
    index: int,
) -> None:
    """Enter one triangle where it is nearest, in the pixels of its box."""
    (ax, ay), (bx, by), (cx, cy) = corners
    twice = (bx - ax) * (cy - ay) - (cx - ax) * (by - ay)
    if triangle.size == 0 or abs(twice) < 1e-9:
        return
    x = np.arange(triangle.shape[1]) + 0.5
    y = (np.arange(triangle.shape[0]) + 0.5)[:, None]
    v = ((x - ax) * (cy - ay) - (cx - ax) * (y - ay)) / twice
    w = ((bx - ax) * (y - ay) - (x - ax) * (by - ay)) / twice
    own = towards[0] + v * (towards[1] - towards[0]) + w * (towards[2] - towards[0])
    seen = (v >= 0.0) & (w >= 0.0) & (v + w <= 1.0) & (own > depth)
    depth[seen] = own[seen]
    triangle[seen] = index
