"""What a drawing holds, by the roles of its layers (图纸内容)."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from sunlight.importers.deadline import Deadline
from sunlight.importers.dxf.curves import CURVE_KINDS, Curve, Tilted, curve_of
from sunlight.importers.dxf.entities import Drawn
from sunlight.importers.dxf.faces import (
    Faces,
    faces_of,
    is_mesh,
    merged_faces,
    welded_faces,
)
from sunlight.importers.dxf.joining import join_curves
from sunlight.importers.dxf.labels import TEXT_KINDS, TextLabel, text_labels
from sunlight.importers.dxf.layers import LayerMap, LayerRole
from sunlight.importers.remarks import Remarks
from sunlight.model.wording import name_some

__all__ = ["Contents", "drawing_contents"]

_LABELLED: Final = (LayerRole.LABEL, LayerRole.BUILDING, LayerRole.UNMAPPED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Contents:
    """What a drawing holds (图纸内容), in its own unit.

    Parameters
    ----------
    outlines, courtyards : tuple of Curve
        Closed ones.
    faces : tuple of Faces
        Meshes.
    labels : tuple of TextLabel
        Texts that may say something of a building.
    windows, arrows : tuple of Drawn
        What is on layers of windows and of north arrows.
    arrow_labels : tuple of TextLabel
        Texts on layers of north arrows.
    unmapped, ignored : Counter of str
        Closed outlines by layer that no rule names, and that is of no interest.
    """

    outlines: tuple[Curve, ...]
    courtyards: tuple[Curve, ...]
    faces: tuple[Faces, ...]
    labels: tuple[TextLabel, ...]
    windows: tuple[Drawn, ...]
    arrows: tuple[Drawn, ...]
    arrow_labels: tuple[TextLabel, ...]
    unmapped: Counter[str]
    ignored: Counter[str]

    @property
    def sizes(self) -> "np.ndarray[tuple[int], np.dtype[np.float64]]":
        """Width of each building: the root of its bounding box, (n,)."""
        corners = [c.points for c in self.outlines]
        corners += [f.vertices[:, :2] for f in self.faces]
        spans = np.array([np.ptp(p, axis=0) for p in corners]).reshape(-1, 2)
        sizes: np.ndarray[tuple[int], np.dtype[np.float64]] = np.sqrt(
            spans[:, 0] * spans[:, 1]
        )
        return sizes[sizes > 0.0]


def drawing_contents(
    drawn: Sequence[Drawn],
    *,
    layers: LayerMap,
    every_layer: bool,
    error: float,
    distance: float,
    remarks: Remarks,
    deadline: Deadline,
) -> Contents:
    """Sort entities by the roles of their layers (图元归类).

    Parameters
    ----------
    drawn : sequence of Drawn
        All entities.
    layers : LayerMap
        What is on which layer.
    every_layer : bool
        Take closed outlines on layers without a rule for buildings.
    error : float
        How far chords may leave an arc. [unit of the drawing]
    distance : float
        How far ends of lines may be apart that are joined. [unit of the drawing]
    remarks : Remarks
        Receives what was left out.
    deadline : Deadline
        When to stop.

    Returns
    -------
    Contents
        In the order of the drawing.
    """
    sorter = _Sorter(layers, remarks, error, every_layer=every_layer)
    for k, one in enumerate(drawn):
        if k % 1000 == 0:
            deadline.check()
        sorter.take(one)
    texts = [one for one in drawn if one.kind in TEXT_KINDS]
    labels = text_labels(
        [t for t in texts if layers.role(t.layer) in _LABELLED], remarks
    )
    outlines = sorter.joined(sorter.open_outlines, distance, labels)
    courtyards = sorter.joined(sorter.open_courtyards, distance, ())
    return Contents(
        outlines=tuple(_once([*sorter.outlines, *outlines], error, remarks)),
        courtyards=(*sorter.courtyards, *courtyards),
        faces=(
            *welded_faces(sorter.meshes, distance=distance),
            *merged_faces(sorter.single_faces, distance=distance),
        ),
        labels=tuple(labels),
        windows=tuple(sorter.windows),
        arrows=tuple(sorter.arrows),
        arrow_labels=tuple(
            text_labels(
                [t for t in texts if layers.role(t.layer) is LayerRole.NORTH], remarks
            )
        ),
        unmapped=sorter.unmapped,
        ignored=sorter.ignored,
    )


class _Sorter:
    """Heaps of one sorting."""

    def __init__(
        self, layers: LayerMap, remarks: Remarks, error: float, *, every_layer: bool
    ) -> None:
        self._layers = layers
        self._remarks = remarks
        self._error = error
        self._every_layer = every_layer
        self.outlines: list[Curve] = []
        self.courtyards: list[Curve] = []
        self.open_outlines: list[Curve] = []
        self.open_courtyards: list[Curve] = []
        self.meshes: list[Faces] = []
        self.single_faces: list[Faces] = []
        self.windows: list[Drawn] = []
        self.arrows: list[Drawn] = []
        self.unmapped: Counter[str] = Counter()
        self.ignored: Counter[str] = Counter()

    def take(self, one: Drawn) -> None:
        """Put one entity on its heap."""
        role = self._layers.role(one.layer)
        if role is LayerRole.UNMAPPED and self._every_layer:
            role = LayerRole.BUILDING
        if role is LayerRole.NORTH or one.kind == "INSERT":
            heap = self.windows if role is LayerRole.WINDOW else self.arrows
            heap.append(one)
        elif role is LayerRole.WINDOW:
            if one.kind in CURVE_KINDS:
                self.windows.append(one)
        elif role in (LayerRole.BUILDING, LayerRole.COURTYARD):
            self._solid(one, role)
        elif one.kind in CURVE_KINDS or is_mesh(one):
            counts = self.unmapped if role is LayerRole.UNMAPPED else self.ignored
            counts[one.layer] += self._is_closed(one)

    def _solid(self, one: Drawn, role: LayerRole) -> None:
        """Outline or mesh of a building."""
        try:
            if is_mesh(one):
                faces = faces_of(one)
                if faces is not None:
                    heap = self.single_faces if one.kind == "3DFACE" else self.meshes
                    heap.append(faces)
                return
            if one.kind not in CURVE_KINDS:
                if one.kind not in TEXT_KINDS:
                    self._say("KIND-NOT-USED", one, one.kind)
                return
            curve = curve_of(one, error=self._error)
        except Tilted as why:
            self._say("OUTLINE-NOT-LEVEL", one, str(why))
            return
        except ValueError as why:
            self._say("ENTITY-UNREADABLE", one, f"{one.kind}: {why}"[:200])
            return
        if curve is None:
            return
        building = role is LayerRole.BUILDING
        if curve.closed:
            (self.outlines if building else self.courtyards).append(curve)
        else:
            (self.open_outlines if building else self.open_courtyards).append(curve)

    def _say(self, code: str, one: Drawn, found: str) -> None:
        """Remark on an entity."""
        self._remarks.add(
            code,
            name=f"{one.kind} {one.handle}",
            element=one.handle,
            where=f"layer {one.layer}",
            found=found,
        )

    def _is_closed(self, one: Drawn) -> bool:
        """Whether an entity would be an outline, were its layer that of buildings."""
        if is_mesh(one):
            return True
        if one.kind in ("LINE", "ARC"):
            return False
        try:
            curve = curve_of(one, error=self._error)
        except Tilted:
            return True  # so that nobody misses it
        except ValueError:
            return False
        return curve is not None and curve.closed

    def joined(
        self, curves: list[Curve], distance: float, labels: Sequence[TextLabel]
    ) -> list[Curve]:
        """Rings of open curves; what is left over is remarked on."""
        if not curves:
            return []
        marks = [
            place
            for label in labels
            if label.said.height is not None or label.said.storeys
            for place in (label.anchor, label.centre)
        ]
        made = join_curves(
            curves, distance=distance, marks=np.array(marks).reshape(-1, 2)
        )
        for ring in made.around:
            self._remarks.add(
                "OUTLINE-AROUND-LINES",
                name=ring.handle,
                element=ring.handle,
                where=f"layer {ring.layer}",
                found=ring.layer,
            )
        for curve in made.left:
            self._remarks.add(
                "LINES-NOT-CLOSED",
                name=curve.handle,
                element=curve.handle,
                where=f"layer {curve.layer}",
                found=curve.layer,
            )
        return [*made.rings, *made.around]


def _once(curves: list[Curve], error: float, remarks: Remarks) -> list[Curve]:
    """Outlines without those that were drawn twice on one layer and level."""
    seen: set[tuple[object, ...]] = set()
    out = []
    grain = max(error, 1e-9)
    for curve in curves:
        corners = frozenset(map(tuple, np.round(curve.points / grain).tolist()))
        key = (curve.layer, round(curve.z / grain), corners)
        if key in seen:
            remarks.add(
                "OUTLINE-REPEATED",
                name=curve.handle,
                element=curve.handle,
                where=f"layer {curve.layer}",
                found=curve.layer,
            )
            continue
        seen.add(key)
        out.append(curve)
    return out


def layers_with_counts(counts: Counter[str]) -> str:
    """Layers and how many outlines each has (图层与数量)."""
    return name_some([f"{layer} × {n}" for layer, n in counts.most_common() if n])
