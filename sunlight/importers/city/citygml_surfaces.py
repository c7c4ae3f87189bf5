"""Polygons of GML (面几何): rings, orientation, references inside the file."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np
from numpy.typing import NDArray

from sunlight.importers.city.records import Face
from sunlight.importers.deadline import Deadline
from sunlight.importers.limits import Limits
from sunlight.importers.remarks import Remarks
from sunlight.importers.schema_parts import FARTHEST

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

__all__ = ["GmlPolygon", "GmlSurfaces", "gml_id", "local_name"]

_POLYGONS: Final = ("Polygon", "PolygonPatch", "Triangle", "Rectangle")
_CHECK_EVERY: Final = 5000
"""Elements between two looks at the clock and the limits."""

_HREF: Final = "{http://www.w3.org/1999/xlink}href"


def local_name(element: "Element") -> str:
    """Name of an element without its namespace (元素名).

    Parameters
    ----------
    element : Element
        Of any namespace.
    """
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def gml_id(element: "Element") -> str:
    """Value of ``gml:id`` (标识), or empty.

    Parameters
    ----------
    element : Element
        Of any namespace.
    """
    for name, value in element.attrib.items():
        if name.endswith("}id"):
            return value.strip()
    return ""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class GmlPolygon:
    """One polygon (多边形).

    Parameters
    ----------
    key : int
        The same wherever the polygon is referred to.
    face : Face
        Its rings.
    """

    key: int
    face: Face


class GmlSurfaces:
    """Polygons and corners of a file; a private part of one reading (面几何).

    Parameters
    ----------
    root : Element
        The file.
    limits : Limits
        How deep references may lead, and how many elements they may make.
    deadline : Deadline
        Checked while references are followed, which may multiply.
    remarks : Remarks
        Receives references that lead nowhere and polygons that cannot be read.
    """

    def __init__(
        self, root: "Element", *, limits: Limits, deadline: Deadline, remarks: Remarks
    ) -> None:
        self._by_id = {name: e for e in root.iter() if (name := gml_id(e))}
        self._limits = limits
        self._deadline = deadline
        self._steps = 0
        self._remarks = remarks
        self._points: dict[tuple[float, float, float], int] = {}
        self._faces: dict[int, Face] = {}

    @property
    def remarks(self) -> Remarks:
        """Where remarks go."""
        return self._remarks

    def vertices(self) -> NDArray[np.float64]:
        """All corners so far (顶点), (n, 3)."""
        return np.array(list(self._points), dtype=np.float64).reshape(-1, 3)

    def solids(self, element: "Element", owner: str) -> list[list[GmlPolygon]]:
        """Polygons of each solid below an element (实体).

        Parameters
        ----------
        element : Element
            A property such as ``lod2Solid``.
        owner : str
            Id of the city object.

        Returns
        -------
        list of list of GmlPolygon
            One for each ``gml:Solid``, with its inner shells.
        """
        return [
            list(self._polygons(solid, turned=turned, path=path, owner=owner))
            for solid, turned, path in self._find(
                element, ("Solid",), turned=False, path=(), depth=0, owner=owner
            )
        ]

    def polygons(self, element: "Element", owner: str) -> list[GmlPolygon]:
        """All polygons below an element, each once (多边形).

        Parameters
        ----------
        element : Element
            A property such as ``lod2MultiSurface``.
        owner : str
            Id of the city object.
        """
        found = self._polygons(element, turned=False, path=(), owner=owner)
        return list({polygon.key: polygon for polygon in found}.values())

    def _polygons(
        self, element: "Element", *, turned: bool, path: tuple[str, ...], owner: str
    ) -> Iterator[GmlPolygon]:
        """Polygons below an element, turned where it is looked at from behind."""
        for polygon, back, _ in self._find(
            element, _POLYGONS, turned=turned, path=path, depth=0, owner=owner
        ):
            face = self._face(polygon, owner)
            if face:
                rings = tuple(ring[::-1] for ring in face) if back else face
                yield GmlPolygon(key=id(polygon), face=rings)

    def _find(
        self,
        element: "Element",
        names: tuple[str, ...],
        *,
        turned: bool,
        path: tuple[str, ...],
        depth: int,
        owner: str,
    ) -> Iterator[tuple["Element", bool, tuple[str, ...]]]:
        """Elements of these names below one, through references inside the file."""
        self._step()
        depth += 1
        name = local_name(element)
        if name in names:
            yield element, turned, path
            return
        if name == "OrientableSurface" and element.get("orientation") == "-":
            turned = not turned
        reference = element.get(_HREF)
        if reference is not None:
            target = self._target(reference, path, depth, owner)
            if target is not None:
                path = (*path, reference)
                yield from self._find(
                    target, names, turned=turned, path=path, depth=depth, owner=owner
                )
        for child in element:
            yield from self._find(
                child, names, turned=turned, path=path, depth=depth, owner=owner
            )

    def _step(self) -> None:
        """Count an element met, also again and again through references."""
        self._steps += 1
        if self._steps % _CHECK_EVERY == 0:
            self._deadline.check()
            self._limits.check_entities(
                self._steps,
                what="elements, those referred to counted each time",
                source=self._deadline.source,
            )

    def _target(
        self, reference: str, path: tuple[str, ...], depth: int, owner: str
    ) -> "Element | None":
        """What a reference leads to inside the file; None with a remark otherwise."""
        target = self._by_id.get(reference[1:]) if reference.startswith("#") else None
        found = reference[:60]
        if target is not None and reference in path:
            target, found = None, f"{found} is a circle"
        elif target is not None and depth >= self._limits.nesting:
            target, found = None, f"{found} is {depth} levels deep"
        if target is None:
            self._remarks.add("REFERENCE-UNRESOLVED", element=owner, found=found)
        return target

    def _face(self, polygon: "Element", owner: str) -> Face:
        """Rings of a polygon, read once; empty if they cannot be read."""
        if id(polygon) not in self._faces:
            try:
                self._faces[id(polygon)] = self._read_face(polygon)
            except (ValueError, TypeError, IndexError) as error:
                found = f"{gml_id(polygon) or 'polygon'}: {str(error)[:80]}"
                self._remarks.add("GEOMETRY-UNREADABLE", element=owner, found=found)
                self._faces[id(polygon)] = ()
        return self._faces[id(polygon)]

    def _read_face(self, polygon: "Element") -> Face:
        """Outer ring first, then the holes."""
        outer: list[tuple[int, ...]] = []
        inner: list[tuple[int, ...]] = []
        for child in polygon:
            if local_name(child) in ("exterior", "outerBoundaryIs"):
                outer.append(self._ring(child))
            elif local_name(child) in ("interior", "innerBoundaryIs"):
                inner.append(self._ring(child))
        if len(outer) != 1:
            raise ValueError(f"{len(outer)} outer rings")
        return (*outer, *inner)

    def _ring(self, boundary: "Element") -> tuple[int, ...]:
        """Corners of a ring, (n,), written in any of the three ways of GML."""
        numbers: list[float] = []
        for element in boundary.iter():
            name, text = local_name(element), element.text or ""
            if name in ("posList", "pos"):
                here = [float(one) for one in text.split()]
                if element.get("srsDimension") == "2":
                    pairs = zip(here[::2], here[1::2], strict=True)
                    here = [v for x, y in pairs for v in (x, y, 0.0)]
                numbers += here
            elif name == "coordinates":
                numbers += [float(v) for v in text.replace(",", " ").split()]
        if len(numbers) % 3:
            raise ValueError(f"{len(numbers)} numbers are no corners of three each")
        if not all(abs(value) <= FARTHEST for value in numbers):
            raise ValueError(f"corners must be numbers up to {FARTHEST:g}")
        corners = zip(numbers[::3], numbers[1::3], numbers[2::3], strict=True)
        return tuple(self._points.setdefault(c, len(self._points)) for c in corners)
