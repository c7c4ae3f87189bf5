"""Drawing in project coordinates on the layers of a DXF document (绘制)."""

import math
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from sunlight.report.dxf.cad_text import cad_text, xdata_text
from sunlight.report.dxf.layers import DxfLayer
from sunlight.report.dxf.place import DrawingPlace

__all__ = ["APPLICATION", "EM", "STYLE", "Pen", "polygons_of"]

APPLICATION: Final = "SUNLIGHT"
"""Name under which entities carry their figures as extended data."""
STYLE: Final = "日照-宋体"
"""Text style of every text."""

EM: Final = 1.4
"""Width of a Chinese character against the height of the letters."""

_ANCHORS: Final = {"left": 0, "center": 1, "right": 2}


class Pen:
    """Draws in the model space; private to the writer (绘制工具).

    Parameters
    ----------
    document : ezdxf.document.Drawing
        Where to.
    place : DrawingPlace
        Where project coordinates lie in it.
    """

    def __init__(self, document: Any, place: DrawingPlace) -> None:  # noqa: ANN401
        self.document = document
        self.place = place
        self.space = document.modelspace()
        self.layers: dict[str, DxfLayer] = {}

    def layer(self, layer: DxfLayer) -> str:
        """Make a layer unless it is there; its name (建立图层)."""
        if layer.name not in self.layers:
            self.layers[layer.name] = layer
            made = self.document.layers.add(
                layer.name,
                color=layer.colour,
                linetype=layer.linetype,
                lineweight=layer.weight,
            )
            made.dxf.plot = int(layer.plotted)
        return layer.name

    def ring(
        self,
        ring: NDArray[np.float64],
        layer: str,
        *,
        base: float = 0.0,
        height: float = 0.0,
        closed: bool = True,
        data: Mapping[str, object] | None = None,
    ) -> Any:  # noqa: ANN401
        """Polyline at a level, with a thickness (多段线).

        Parameters
        ----------
        ring : (n, 2) ndarray of float64
            Corners; a last one that repeats the first is left out. [m]
        layer : str
            Name of its layer.
        base, height : float
            Elevation and thickness. [m]
        closed : bool
            Whether it is closed.
        data : mapping, optional
            Extended data by name.
        """
        points = self.place.points(ring)
        if closed and len(points) > 1 and np.array_equal(ring[0], ring[-1]):
            points = points[:-1]
        line = self.space.add_lwpolyline(
            points.tolist(),
            format="xy",
            close=closed,
            dxfattribs={"layer": layer, "elevation": base, "thickness": height},
        )
        self.data(line, data)
        return line

    def area(
        self,
        shape: BaseGeometry,
        layer: str,
        *,
        base: float = 0.0,
        data: Mapping[str, object] | None = None,
    ) -> None:
        """Rings of all polygons of a shape (面轮廓)."""
        for piece in polygons_of(shape):
            for ring in (piece.exterior, *piece.interiors):
                self.ring(shapely.get_coordinates(ring), layer, base=base, data=data)

    def filled(self, shape: BaseGeometry, layer: str, colour: int) -> None:
        """Polygons of a shape filled, beneath what is drawn later (填充)."""
        for piece in polygons_of(shape):
            hatch = self.space.add_hatch(color=colour, dxfattribs={"layer": layer})
            rings = (piece.exterior, *piece.interiors)
            for k, ring in enumerate(rings):
                points = self.place.points(shapely.get_coordinates(ring)[:-1])
                hatch.paths.add_polyline_path(
                    points.tolist(), is_closed=True, flags=1 if k == 0 else 0
                )

    def segment(
        self,
        ends: NDArray[np.float64],
        layer: str,
        *,
        z: float = 0.0,
        data: Mapping[str, object] | None = None,
    ) -> Any:  # noqa: ANN401
        """Level line between two points (直线)."""
        start, end = self.place.points(ends).tolist()
        line = self.space.add_line((*start, z), (*end, z), dxfattribs={"layer": layer})
        self.data(line, data)
        return line

    def text(
        self,
        text: str,
        at: Sequence[float],
        layer: str,
        *,
        height: float,
        angle: float = 0.0,
        anchor: str = "center",
        colour: int = 256,
        most: int = 80,
    ) -> None:
        """One line of text, never upside down (文字).

        Parameters
        ----------
        text : str
            Any text; made harmless here.
        at : sequence of 2 floats
            Its place. [m]
        layer : str
            Name of its layer.
        height : float
            Of its letters. [m]
        angle : float
            Direction in project coordinates, counter-clockwise from x. [degrees]
        anchor : {'left', 'center', 'right'}
            Which end is at the place; vertically its middle is.
        colour : int
            Number in the colour index; 256 for that of the layer.
        most : int
            Greatest number of characters.
        """
        shown = cad_text(text, most=most)
        if not shown:
            return
        x, y = self.place.points(np.array([at[:2]], dtype=np.float64))[0].tolist()
        turned = (angle - self.place.turn) % 360.0
        if 90.0 + 1e-9 < turned <= 270.0 + 1e-9:
            turned -= 180.0
            anchor = {"left": "right", "right": "left"}.get(anchor, anchor)
        self.space.add_text(
            shown,
            height=height,
            rotation=turned % 360.0,
            dxfattribs={
                "layer": layer,
                "style": STYLE,
                "color": colour,
                "insert": (x, y),
                "align_point": (x, y),
                "halign": _ANCHORS[anchor],
                "valign": 2,
            },
        )

    def data(self, entity: Any, values: Mapping[str, object] | None) -> None:  # noqa: ANN401
        """Extended data of an entity, empty values left out (扩展数据)."""
        if values:
            kept = [
                (1000, xdata_text(name, value))
                for name, value in values.items()
                if not _is_nothing(value)
            ]
            if kept:
                entity.set_xdata(APPLICATION, kept)


def _is_nothing(value: object) -> bool:
    """Whether a value says nothing."""
    return (
        value is None or value == "" or (isinstance(value, float) and math.isnan(value))
    )


def polygons_of(shape: BaseGeometry) -> Iterable[shapely.Polygon]:
    """Polygons with an area of a shape (各面)."""
    return [
        piece
        for part in shapely.get_parts(shape)
        for piece in shapely.get_parts(part)
        if isinstance(piece, shapely.Polygon) and piece.area > 0.0
    ]
