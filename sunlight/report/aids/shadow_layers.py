"""Shadows and their differences as layers of files (阴影图层)."""

from collections.abc import Sequence

from shapely.geometry.base import BaseGeometry

from sunlight.analyses.basis import basis_of
from sunlight.analyses.shadows import Shadow, ShadowDifference
from sunlight.assessment.subject import Subject
from sunlight.report.aids.georeference import Georeference
from sunlight.report.aids.layers import Layer
from sunlight.report.aids.outlines import Outline, building_outlines, outline_layer
from sunlight.report.aids.provenance import Provenance, provenance_of
from sunlight.report.segments import time_band
from sunlight.report.texts import Texts
from sunlight.solar.true_time import clock_label

__all__ = [
    "difference_layer",
    "difference_outlines",
    "outside_band_note",
    "shadow_layer",
    "shadow_outlines",
    "shadow_provenance",
    "shadow_time",
]


def shadow_layer(
    shadows: Sequence[Shadow],
    subject: Subject,
    name: str,
    *,
    state: str,
    provenance: Provenance,
) -> Layer:
    """Shadows and buildings, ready for any file format (阴影图层).

    Parameters
    ----------
    shadows : sequence of Shadow
        Shadows on one plane.
    subject : Subject
        What was looked at.
    name : str
        Name of the layer and of its files.
    state : {'before', 'after'}
        State they hold for.
    provenance : dict
        Of :func:`shadow_provenance`.
    """
    outlines = [o for shadow in shadows for o in shadow_outlines(shadow)]
    outlines += building_outlines(subject, state)
    return outline_layer(outlines, name, provenance)


def difference_layer(
    differences: Sequence[ShadowDifference],
    subject: Subject,
    name: str,
    *,
    provenance: Provenance,
) -> Layer:
    """Shadow differences and buildings after, ready for any format (阴影差集图层).

    Parameters
    ----------
    differences : sequence of ShadowDifference
        Differences on one plane.
    subject, name, provenance
        As in :func:`shadow_layer`.
    """
    outlines = [o for one in differences for o in difference_outlines(one)]
    outlines += building_outlines(subject, "after")
    return outline_layer(outlines, name, provenance)


def shadow_provenance(
    shadows: Sequence[Shadow],
    subject: Subject,
    *,
    state: str,
    height: str,
    place: Georeference,
    words: Texts,
) -> Provenance:
    """Where shadows come from: what every aid tells, times and error (来源).

    Parameters
    ----------
    shadows : sequence of Shadow
        Shadows on one plane; of a difference, those after.
    subject : Subject
        What was looked at.
    state : {'before', 'after', 'difference'}
        State they hold for.
    height : str
        The plane, in words.
    place : Georeference
        Where coordinates lie.
    words : mapping
        Catalogue.
    """
    counting = subject.conditions
    return provenance_of(
        subject.project,
        basis_of(
            subject.path,
            shortest=counting.shortest_segment,
            segments=counting.segments,
        ),
        kind="shadow",
        state=state,
        height=height,
        spacing=None,
        place=place,
        words=words,
        figures={
            "plane_z": shadows[0].z,
            "true_solar_time": ", ".join(shadow_time(shadow) for shadow in shadows),
            "outline_error": max(shadow.error for shadow in shadows),
        },
    )


def shadow_outlines(shadow: Shadow) -> list[Outline]:
    """The shadow, its sure part and whose it is (阴影要素).

    Parameters
    ----------
    shadow : Shadow
        A shadow.
    """
    figures = _figures(shadow)
    found = [_area("shadow", shadow.outline, figures)]
    if shadow.error > 0.0:
        found.append(_area("shadow_inner", shadow.inner, figures))
    for owner, shape in zip(shadow.owners, shadow.by_owner, strict=True):
        found.append(_area("shadow_of", shape, {**figures, "owner": owner}))
    return found


def difference_outlines(difference: ShadowDifference) -> list[Outline]:
    """What comes into the shadow, and what leaves it (阴影差集要素).

    Parameters
    ----------
    difference : ShadowDifference
        A difference.
    """
    figures = _figures(difference.after)
    return [
        _area("shadow_added", difference.added, figures),
        _area("shadow_removed", difference.removed, figures),
        _area("shadow_before", difference.before.outline, figures),
        _area("shadow_after", difference.after.outline, figures),
    ]


def shadow_time(shadow: Shadow) -> str:
    """Instant or band of a shadow as a clock of true solar time reads it (时刻).

    Parameters
    ----------
    shadow : Shadow
        A shadow.
    """
    if shadow.end > shadow.start:
        return time_band((shadow.start, shadow.end))
    return clock_label(shadow.start)


def outside_band_note(shadows: Sequence[Shadow], subject: Subject, words: Texts) -> str:
    """Words where an instant lies outside the counted band, else nothing (时间带外).

    Parameters
    ----------
    shadows : sequence of Shadow
        Shadows.
    subject : Subject
        For its band.
    words : mapping
        Catalogue.
    """
    low, high = subject.path.band
    times = [shadow_time(s) for s in shadows if s.start < low or s.end > high]
    if not times:
        return ""
    return words["shadow.outside_band"].format(
        times=", ".join(times), band=time_band(subject.path.band)
    )


def _figures(shadow: Shadow) -> dict[str, str | float | None]:
    """Figures of a shadow for its outlines."""
    return {
        "start_minute": shadow.start,
        "end_minute": shadow.end,
        "true_solar_time": shadow_time(shadow),
        "plane_z": shadow.z,
        "outline_error": shadow.error,
    }


def _area(
    kind: str, shape: BaseGeometry, figures: dict[str, str | float | None]
) -> Outline:
    """An outline with its area."""
    return Outline(kind=kind, shape=shape, figures={**figures, "area": shape.area})
