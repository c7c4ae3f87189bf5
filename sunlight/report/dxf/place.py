"""From project coordinates to those of the drawing (图纸坐标)."""

import math
from dataclasses import dataclass
from typing import Final

import numpy as np
import shapely
from numpy.typing import NDArray

from sunlight.model.project import Project
from sunlight.report.plan_shapes import plan_bounds
from sunlight.report.texts import Texts

__all__ = ["DrawingPlace", "drawing_place"]

_DEGREES: Final = "EPSG:4326"
"""System of an origin in longitude and latitude: no drawing is in degrees."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DrawingPlace:
    """How the drawing lies to the project (图纸坐标系).

    Parameters
    ----------
    origin : (float, float)
        Where the project's origin lies in the drawing. [m]
    turn : float
        Clockwise angle from the drawing's +y to true north. [degrees]
    words : str
        Which coordinates these are, for the title block.
    """

    origin: tuple[float, float]
    turn: float
    words: str

    def points(self, xy: NDArray[np.float64]) -> NDArray[np.float64]:
        """Coordinates of the drawing (图纸坐标), (n, 2). [m].

        Parameters
        ----------
        xy : (n, 2) ndarray of float64
            Project coordinates. [m]
        """
        origin = np.array(self.origin, dtype=np.float64)
        if self.turn == 0.0:
            return np.asarray(xy + origin, dtype=np.float64)
        angle = math.radians(self.turn)
        sine, cosine = math.sin(angle), math.cos(angle)
        x, y = xy[:, 0], xy[:, 1]
        east, north = x * cosine + y * sine, y * cosine - x * sine
        return np.asarray(np.column_stack([east, north]) + origin, dtype=np.float64)

    def box(
        self, bounds: tuple[float, float, float, float]
    ) -> tuple[float, float, float, float]:
        """Bounds in the drawing of bounds in the project (图纸范围). [m].

        Parameters
        ----------
        bounds : tuple of 4 floats
            Least x and y, greatest x and y. [m]
        """
        corners = shapely.get_coordinates(shapely.box(*bounds))
        placed = self.points(corners)
        low, high = placed.min(axis=0), placed.max(axis=0)
        return float(low[0]), float(low[1]), float(high[0]), float(high[1])


def drawing_place(project: Project, words: Texts, *, masked: bool) -> DrawingPlace:
    """Coordinates of the drawing: those of the file, or local ones (图纸坐标系).

    Parameters
    ----------
    project : Project
        The project.
    words : mapping
        Catalogue.
    masked : bool
        Local coordinates whose origin is near the lower left corner of the buildings,
        with true north up, so that no map coordinate can be told from them.

    Returns
    -------
    DrawingPlace
        Of a project read in degrees, its own coordinates.
    """
    site = project.site
    if masked:
        x, y, *_ = plan_bounds(project)
        return DrawingPlace(
            origin=(-float(math.floor(x)), -float(math.floor(y))),
            turn=0.0,
            words=words["dxf.coordinates_masked"],
        )
    if site.crs == _DEGREES:
        return DrawingPlace(
            origin=(0.0, 0.0), turn=0.0, words=words["dxf.coordinates_project"]
        )
    key = "coordinates_system" if site.crs else "coordinates_file"
    if not site.crs and site.north_angle == 0.0:
        key = "coordinates_plain"
    return DrawingPlace(
        origin=site.origin,
        turn=site.north_angle,
        words=words[f"dxf.{key}"].format(crs=site.crs, angle=f"{site.north_angle:.4f}"),
    )
