"""What goes with every file of an aid: label, day, band, level, engine (来源)."""

from collections.abc import Mapping
from typing import Final

from sunlight import __version__
from sunlight.analyses.basis import Basis
from sunlight.analyses.planes import Plane
from sunlight.model.project import Project
from sunlight.report.aids.georeference import Georeference
from sunlight.report.segments import time_band
from sunlight.report.texts import Texts
from sunlight.rules import ruleset

__all__ = ["COLUMNS", "Provenance", "plane_words", "provenance_of"]

Provenance = dict[str, str | float | None]
"""Flat, ready for JSON, metadata and columns."""

COLUMNS: Final = (
    "label",
    "state",
    "day",
    "band",
    "declination",
    "height",
    "spacing",
    "shortest_segment",
    "coordinates",
    "engine",
)
"""Members that also stand in columns of CSV tables, since a table has no head."""


def provenance_of(
    project: Project,
    basis: Basis,
    *,
    kind: str,
    state: str,
    height: str,
    spacing: float | None,
    place: Georeference,
    words: Texts,
    figures: Mapping[str, str | float | None] | None = None,
) -> Provenance:
    """Provenance of one result of an aid (来源).

    Parameters
    ----------
    project : Project
        The project.
    basis : Basis
        Day, band, declination, way of counting.
    kind : str
        Kind of aid, such as ``plan``.
    state : {'before', 'after', 'difference'}
        State of the project, or both compared.
    height : str
        At which height, in words, as of :func:`plane_words`.
    spacing : float or None
        Spacing that was asked for. [m]
    place : Georeference
        Where coordinates lie.
    words : mapping
        Catalogue.
    figures : mapping, optional
        What else this kind of aid was asked for, or found.

    Returns
    -------
    dict
        Flat; the first member is the label that figures of an aid always carry.
    """
    inputs = "; ".join(
        f"{name} sha256:{digest}" for name, digest in project.source_files
    )
    return {
        "label": words["grids.label"],
        "kind": kind,
        "project": project.name,
        "state": words[f"grids.{state}"],
        "day": basis.day,
        "band": time_band(basis.band),
        "latitude": basis.latitude,
        "declination": basis.declination,
        "declination_origin": basis.declination_origin,
        "shortest_segment": basis.shortest,
        "segments": basis.segments,
        "height": height,
        "spacing": spacing,
        **(figures or {}),
        "coordinates": coordinates_words(project, place, words),
        "rules": ruleset(project.rules).name,
        "inputs": inputs,
        "engine": f"sunlight {__version__}",
    }


def coordinates_words(project: Project, place: Georeference, words: Texts) -> str:
    """Which coordinates a file has, in words (坐标说明).

    Parameters
    ----------
    project : Project
        The project.
    place : Georeference
        Where coordinates lie.
    words : mapping
        Catalogue.
    """
    if place.crs is not None:
        return words["grids.true_position"].format(crs=place.name)
    east, north = project.site.origin
    return words["grids.local_position"].format(
        east=f"{east:g}", north=f"{north:g}", angle=f"{project.site.north_angle:g}"
    )


def plane_words(plane: Plane, words: Texts) -> str:
    """Level in words, never as a bare height (计算面说明).

    Parameters
    ----------
    plane : Plane
        The level.
    words : mapping
        Catalogue.
    """
    if plane.above is None:
        return words["grids.plane"].format(elevation=f"{plane.elevation:.3f}")
    key = "grids.plane_above" if plane.building else "grids.plane_above_all"
    return words[key].format(
        elevation=f"{plane.elevation:.3f}",
        above=f"{plane.above:.3f}",
        ground=f"{plane.ground:.3f}",
        building=plane.building,
    )
