"""Outlines of isochrones, shadows and buildings as one layer of files (矢量图层)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np
import pyarrow as pa  # type: ignore[import-untyped]
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from sunlight.assessment.subject import Subject
from sunlight.report.aids.layers import Layer
from sunlight.report.aids.provenance import Provenance

__all__ = ["Outline", "building_outlines", "outline_layer"]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Outline:
    """One thing with a shape and figures (要素).

    Parameters
    ----------
    kind : str
        What it is; a layer of the GeoPackage.
    shape : BaseGeometry
        Its shape. [m]
    figures : mapping
        Text, numbers or None by name, named as under ``columns`` in the catalogue.
    """

    kind: str
    shape: BaseGeometry
    figures: Mapping[str, str | float | None]


def outline_layer(
    outlines: Sequence[Outline], name: str, provenance: Provenance
) -> Layer:
    """Outlines as a layer, a row each (矢量图层).

    Parameters
    ----------
    outlines : sequence of Outline
        What is written; those without a shape are left out.
    name : str
        Name of the layer and of its files.
    provenance : dict
        Where they came from.

    Returns
    -------
    Layer
        Column ``kind``, then every figure, null where a kind has none.
    """
    kept = [outline for outline in outlines if not outline.shape.is_empty]
    names = dict.fromkeys(key for outline in kept for key in outline.figures)
    columns = {"kind": pa.array([outline.kind for outline in kept], pa.string())}
    for key in names:
        columns[key] = _column([outline.figures.get(key) for outline in kept])
    return Layer(
        name=name,
        make_shapes=partial(_shapes, kept),
        table=pa.table(columns),
        provenance=provenance,
    )


def building_outlines(subject: Subject, state: str) -> list[Outline]:
    """Outlines of what stands in a state, as the engine has it (建筑轮廓).

    Parameters
    ----------
    subject : Subject
        What was looked at.
    state : {'before', 'after'}
        State.
    """
    from sunlight.analyses.standing import body_outline

    found = []
    for body, stands in zip(subject.scene.bodies, subject.standing(state), strict=True):
        if stands:
            shape, top = body_outline(body)
            figures: dict[str, str | float | None] = {
                "building": body.owner,
                "part": body.part,
                "top": top,
            }
            found.append(Outline(kind="body", shape=shape, figures=figures))
    return found


def _column(values: Sequence[str | float | None]) -> pa.Array:
    """Texts or numbers, null where there is none."""
    text = any(isinstance(value, str) for value in values)
    return pa.array(values, pa.string() if text else pa.float64())


def _shapes(outlines: Sequence[Outline]) -> NDArray[np.object_]:
    """Shapes of the rows, (n,)."""
    shapes = np.empty(len(outlines), dtype=object)
    shapes[:] = [outline.shape for outline in outlines]
    return shapes
