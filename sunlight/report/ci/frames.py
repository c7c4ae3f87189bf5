"""From project coordinates back to those of the file (还原到文件坐标)."""

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sunlight.model.project import Site

__all__ = ["MapConversion", "to_file_frame", "turned_to_file"]


@dataclass(frozen=True, slots=True, kw_only=True)
class MapConversion:
    """How a file's own frame lies on the map, as IfcMapConversion has it (地图转换).

    Parameters
    ----------
    eastings, northings, height : float
        Map coordinates of the file's origin. [m]
    abscissa, ordinate : float
        Direction of the file's x axis on the map, east and north.
    scale : float
        Metres of the map per metre of the file.
    """

    eastings: float
    northings: float
    height: float = 0.0
    abscissa: float = 1.0
    ordinate: float = 0.0
    scale: float = 1.0


def to_file_frame(
    points: NDArray[np.float64], site: Site, conversion: MapConversion | None = None
) -> NDArray[np.float64]:
    """Points of the project in the frame of the file (文件坐标), (n, 3).

    The reader has moved the file's coordinates by ``site.origin`` and then turned them
    to true north; both are taken back. Where ``site.origin`` is of a map, the map
    conversion of the file leads on to the file's own frame.

    Parameters
    ----------
    points : (n, 3) ndarray of float64
        Project coordinates. [m]
    site : Site
        Origin, system and north of the project.
    conversion : MapConversion, optional
        That of the file.

    Returns
    -------
    (n, 3) ndarray of float64
        Metres along the axes of the file. An origin in degrees cannot be taken back in
        metres: points then keep the project's origin.
    """
    plan = _turned(points[:, :2], site.north_angle)
    if site.crs != "EPSG:4326":
        plan = plan + np.array(site.origin)
    height = points[:, 2]
    if conversion is None:
        return np.column_stack([plan, height])
    east, north = (plan - (conversion.eastings, conversion.northings)).T
    cosine, sine = _axis(conversion)
    local = np.column_stack(
        [east * cosine + north * sine, north * cosine - east * sine]
    )
    return np.column_stack([local, height - conversion.height]) / conversion.scale


def turned_to_file(
    directions: NDArray[np.float64], site: Site, conversion: MapConversion | None = None
) -> NDArray[np.float64]:
    """Directions of the project along the axes of the file (文件方向), (n, 3).

    Parameters
    ----------
    directions : (n, 3) ndarray of float64
        In project coordinates.
    site, conversion
        As in :func:`to_file_frame`.
    """
    ends = np.vstack([np.zeros(3), directions])
    moved = to_file_frame(ends, site, conversion)
    scale = 1.0 if conversion is None else conversion.scale
    turned: NDArray[np.float64] = (moved[1:] - moved[0]) * scale
    return turned


def _turned(plan: NDArray[np.float64], north_angle: float) -> NDArray[np.float64]:
    """Take back the turn to true north, (n, 2)."""
    if north_angle == 0.0:
        return plan
    angle = math.radians(north_angle)
    sine, cosine = math.sin(angle), math.cos(angle)
    x, y = plan.T
    return np.column_stack([x * cosine + y * sine, y * cosine - x * sine])


def _axis(conversion: MapConversion) -> tuple[float, float]:
    """Cosine and sine of the file's x axis on the map."""
    length = math.hypot(conversion.abscissa, conversion.ordinate)
    return conversion.abscissa / length, conversion.ordinate / length
