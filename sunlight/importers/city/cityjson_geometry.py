"""Geometries of CityJSON (几何): boundaries, semantics and templates."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from sunlight.errors import ImporterError
from sunlight.importers.city.records import Face, Geometry, Shell, Surface
from sunlight.importers.deadline import Deadline
from sunlight.importers.limits import Limits
from sunlight.importers.remarks import Remarks
from sunlight.importers.schema_parts import FARTHEST

__all__ = ["Pool", "read_geometries"]

_DEPTH: Final = {
    "MultiSurface": 0,
    "CompositeSurface": 0,
    "Solid": 1,
    "MultiSolid": 2,
    "CompositeSolid": 2,
}
"""Lists around the faces of each kind of geometry, beside the outermost."""

_LINES: Final = ("MultiPoint", "MultiLineString")


@dataclass(slots=True, kw_only=True)
class Pool:
    """Vertices of all features, one after the other; a private part of one reading."""

    source: str
    limits: Limits
    deadline: Deadline
    faces: int = 0
    _blocks: list[NDArray[np.float64]] = field(default_factory=list)
    _size: int = 0
    _current: NDArray[np.float64] = field(default_factory=lambda: np.empty((0, 3)))
    _offset: int = 0
    _templates: NDArray[np.float64] | None = None

    def start(self, vertices: NDArray[np.float64]) -> None:
        """Begin a feature with these vertices, (n, 3)."""
        self._current = vertices
        self._offset = self.add(vertices)

    def add(self, vertices: NDArray[np.float64]) -> int:
        """Index of the first of some more vertices."""
        with np.errstate(invalid="ignore"):
            sound = (np.abs(vertices) <= FARTHEST).all()
        if not sound:
            raise ImporterError(
                f"vertices must be numbers up to {FARTHEST:g}",
                source=self.source,
                where="vertices",
            )
        first = self._size
        self._blocks.append(vertices)
        self._size += len(vertices)
        self.limits.check_entities(self._size, what="vertices", source=self.source)
        return first

    def count(self, faces: int) -> None:
        """Count faces against the limit."""
        self.deadline.check()
        self.faces += faces
        self.limits.check_entities(self.faces, what="faces", source=self.source)

    @property
    def offset(self) -> int:
        """Index of the first vertex of the feature."""
        return self._offset

    @property
    def current(self) -> NDArray[np.float64]:
        """Vertices of the feature, (n, 3)."""
        return self._current

    def templates(self, raw: object) -> NDArray[np.float64]:
        """Vertices of all templates, read once, (n, 3)."""
        if self._templates is None:
            self._templates = np.array(raw, dtype=np.float64).reshape(-1, 3)
        return self._templates

    def vertices(self) -> NDArray[np.float64]:
        """All vertices, (n, 3)."""
        return np.concatenate([*self._blocks, np.empty((0, 3))])


def read_geometries(
    raw: object, *, owner: str, templates: object, pool: Pool, remarks: Remarks
) -> tuple[Geometry, ...]:
    """Geometries of one city object that have faces (读取几何).

    Parameters
    ----------
    raw : object
        Its member ``geometry``.
    owner : str
        Its id.
    templates : object
        Member ``geometry-templates`` of the file.
    pool : Pool
        Vertices.
    remarks : Remarks
        Receives what is not as the format wants it.

    Returns
    -------
    tuple of Geometry
        With indices of the whole pool.
    """
    read: list[Geometry] = []
    for one in raw if isinstance(raw, list) else []:
        try:
            kind = one["type"]
            if kind in _LINES:
                remarks.add("GEOMETRY-LEFT-OUT", element=owner, found=kind)
            elif kind == "GeometryInstance":
                read.append(_instance(one, owner, templates, pool, remarks))
            else:
                many = len(pool.current)
                geometry = _geometry(one, owner, many, pool.offset, remarks)
                pool.count(sum(len(s.faces) for s in geometry.shells))
                read.append(geometry)
        except (TypeError, KeyError, ValueError, IndexError, OverflowError) as error:
            found = f"{type(error).__name__}: {str(error)[:80]}"
            remarks.add("GEOMETRY-UNREADABLE", element=owner, found=found)
    return tuple(read)


def _geometry(
    one: dict[str, Any], owner: str, many: int, offset: int, remarks: Remarks
) -> Geometry:
    """Geometry of polygons; indices below `many`, to which `offset` is added."""
    kind = one["type"]
    if kind not in _DEPTH:
        raise ValueError(f"type {kind!r} is none of {', '.join(_DEPTH)}")
    solids = list(_solids(one["boundaries"], _DEPTH[kind]))
    values, surfaces = _semantics(one, kind, solids, owner, remarks)
    shells = tuple(
        Shell(
            faces=tuple(_face(face, many, offset) for face in faces),
            surface=tuple(value),
        )
        for faces, value in zip(solids, values, strict=True)
    )
    return Geometry(
        lod=str(one.get("lod", "")),
        solid=_DEPTH[kind] > 0,
        shells=shells,
        surfaces=surfaces,
    )


def _solids(boundaries: list[Any], depth: int) -> Iterator[list[Any]]:
    """Faces of each solid: its shells one after the other."""
    if not isinstance(boundaries, list):
        raise TypeError("boundaries are no list")
    if depth == 0:
        yield boundaries
    elif depth == 1:
        yield [face for shell in boundaries for face in shell]
    else:
        for solid in boundaries:
            yield [face for shell in solid for face in shell]


def _face(face: list[list[int]], many: int, offset: int) -> Face:
    """One polygon, its indices checked."""
    if not isinstance(face, list) or not face:
        raise TypeError("a face is no list of rings")
    rings = []
    for ring in face:
        for index in ring:
            if type(index) is not int or not 0 <= index < many:
                raise IndexError(f"vertex {index!r} of {many}")
        rings.append(tuple(index + offset for index in ring))
    return tuple(rings)


def _semantics(
    one: dict[str, Any],
    kind: str,
    solids: list[list[Any]],
    owner: str,
    remarks: Remarks,
) -> tuple[list[list[int]], tuple[Surface, ...]]:
    """Surface of every face, and the surfaces; none where they are not understood."""
    nothing = [[-1] * len(faces) for faces in solids]
    said = one.get("semantics")
    if said is None:
        return nothing, ()
    if not isinstance(said, dict) or not isinstance(said.get("surfaces"), list):
        found = f"a {type(said).__name__} without surfaces"
        remarks.add("SEMANTICS-UNREADABLE", element=owner, found=found)
        return nothing, ()
    surfaces = tuple(
        Surface(type=str(s.get("type", "")), id=str(s.get("id", s.get("gmlid", ""))))
        if isinstance(s, dict)
        else Surface(type="")
        for s in said["surfaces"]
    )
    values = _values(said.get("values"), _DEPTH[kind], one["boundaries"])
    flat = [v for value in values for v in value]
    fits = [len(v) for v in values] == [len(faces) for faces in solids] and all(
        type(v) is int and -1 <= v < len(surfaces) for v in flat
    )
    if not fits:
        found = f"values do not fit {len(surfaces)} surfaces and the boundaries"
        remarks.add("SEMANTICS-UNREADABLE", element=owner, found=found)
        return nothing, ()
    return values, surfaces


def _values(values: Any, depth: int, boundaries: list[Any]) -> list[list[int]]:  # noqa: ANN401
    """Index of the surface of every face of every solid; null is -1 on any level."""
    if depth == 2:
        many = values if isinstance(values, list) else [None] * len(boundaries)
        return [
            one
            for value, solid in zip(many, boundaries, strict=False)
            for one in _values(value, 1, solid)
        ]
    shells = [boundaries] if depth == 0 else boundaries
    some = [values] if depth == 0 else values
    if not isinstance(some, list):
        some = [None] * len(shells)
    return [
        [
            -1 if v is None else v
            for value, shell in zip(some, shells, strict=False)
            for v in (value if isinstance(value, list) else [None] * len(shell))
        ]
    ]


def _instance(
    one: dict[str, Any], owner: str, templates: object, pool: Pool, remarks: Remarks
) -> Geometry:
    """Copy of a template, moved to its place."""
    if not isinstance(templates, dict):
        raise TypeError("no geometry-templates in the file")
    number = one["template"]
    if type(number) is not int or number < 0:
        raise IndexError(f"template {number!r}")
    corners = pool.templates(templates["vertices-templates"])
    template = _geometry(
        templates["templates"][number], owner, len(corners), 0, remarks
    )
    pool.count(sum(len(s.faces) for s in template.shells))
    matrix = np.array(one["transformationMatrix"], dtype=np.float64).reshape(4, 4)
    (at,) = one["boundaries"]
    if type(at) is not int or not 0 <= at < len(pool.current):
        raise IndexError(f"vertex {at!r} of {len(pool.current)}")
    used = sorted({i for s in template.shells for f in s.faces for r in f for i in r})
    with np.errstate(over="ignore", invalid="ignore"):  # the pool refuses them
        moved = corners[used] @ matrix[:3, :3].T + matrix[:3, 3] + pool.current[at]
    first = pool.add(moved)
    index = {old: first + new for new, old in enumerate(used)}
    shells = tuple(
        Shell(
            faces=tuple(
                tuple(tuple(index[i] for i in ring) for ring in face)
                for face in shell.faces
            ),
            surface=shell.surface,
        )
        for shell in template.shells
    )
    return Geometry(
        lod=template.lod,
        solid=template.solid,
        shells=shells,
        surfaces=template.surfaces,
    )
