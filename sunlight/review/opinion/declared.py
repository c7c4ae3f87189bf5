"""Parameters that a report states, in words, beside those of the rules (参数)."""

import math
from collections.abc import Iterator
from dataclasses import dataclass

from sunlight.conditions import FullWindowTest, OwnPlates, TimeBasis
from sunlight.report.segments import time_band
from sunlight.report.standards import threshold_of
from sunlight.review.opinion.told import Told

__all__ = ["Parameter", "declared_parameters"]

_SAME = 1e-6


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameter:
    """A parameter as stated and as required (参数对照).

    Parameters
    ----------
    id : str
        Name of the field of the declaration.
    stated : str
        What the report says; empty where it says nothing.
    required : str
        What the rules ask for, or what our own calculation takes.
    same : bool or None
        Whether they agree; None where that cannot be told.
    place : str
        Where it was read.
    """

    id: str
    stated: str
    required: str
    same: bool | None
    place: str


def declared_parameters(told: Told) -> tuple[Parameter, ...]:
    """Parameters of a report beside those of the rules (参数对照).

    Parameters
    ----------
    told : Told
        What the opinion is written from.
    """
    declared = told.review.submission.declaration
    return tuple(
        Parameter(
            id=name,
            stated=stated,
            required=required,
            same=same if stated else None,
            place=declared.place_of(name),
        )
        for name, stated, required, same in (
            *_place(told),
            *_time(told),
            *_window(told),
        )
    )


_Row = tuple[str, str, str, bool | None]


def _number(value: float, digits: int, unit: str, told: Told) -> str:
    """A figure with its unit; empty where it is not said."""
    if not math.isfinite(value):
        return ""
    shown = f"{value + 0.0:.{digits}f}".replace("-", "−")
    return told.say(f"_unit.{unit}", value=shown)


def _alike(one: float, other: float, within: float = _SAME) -> bool | None:
    """Whether two figures agree; None where one is not known."""
    if not (math.isfinite(one) and math.isfinite(other)):
        return None
    return abs(one - other) <= within


def _place(told: Told) -> Iterator[_Row]:
    """Yield city, latitude, longitude, north."""
    declared, ours = (
        told.review.submission.declaration,
        told.review.assessment.provenance,
    )
    yield "city", declared.city, told.review.assessment.project.site.name, None
    for name in ("latitude", "longitude"):
        stated, model = getattr(declared, name), getattr(ours, name)
        yield (
            name,
            _number(stated, 4, "degrees", told),
            _number(model, 4, "degrees", told),
            _alike(stated, model, 0.01),
        )
    yield (
        "north_angle",
        _number(declared.north_angle, 2, "degrees", told),
        told.say("_required.true_north"),
        None,
    )


def _time(told: Told) -> Iterator[_Row]:
    """Yield day, band, clock, declination, step."""
    declared = told.review.submission.declaration
    conditions = told.review.assessment.conditions
    path = told.review.assessment.path
    yield (
        "day",
        "" if declared.day is None else declared.day.value,
        conditions.day.value,
        declared.day is conditions.day,
    )
    stated, band = declared.band, conditions.band
    yield (
        "band",
        "" if stated is None else time_band(stated),
        time_band(band),
        None
        if stated is None
        else all(abs(a - b) <= _SAME for a, b in zip(stated, band, strict=True)),
    )
    basis = declared.time_basis
    yield (
        "time_basis",
        "" if basis is None else _basis(basis, told),
        _basis(conditions.time_basis, told),
        basis is conditions.time_basis,
    )
    angle = _number(declared.declination, 4, "degrees", told)
    said = "\n".join(each for each in (angle, declared.declination_text) if each)
    yield (
        "declination",
        said,
        _number(path.declination.degrees, 4, "degrees", told),
        _alike(declared.declination, path.declination.degrees, 0.005),
    )
    yield (
        "step",
        _number(declared.step, 2, "min", told),
        told.say("_required.exact"),
        None,
    )
    yield (
        "standard_minutes",
        _number(declared.standard_minutes, 0, "min", told),
        _number(threshold_of(told.review.assessment), 0, "min", told),
        _alike(declared.standard_minutes, threshold_of(told.review.assessment)),
    )


def _basis(basis: TimeBasis, told: Told) -> str:
    """Clock in words."""
    return told.say(f"_required.{basis.value}")


def _window(told: Told) -> Iterator[_Row]:
    """Yield segments, sill, points, balconies, rules, software."""
    declared = told.review.submission.declaration
    conditions = told.review.assessment.conditions
    yield (
        "shortest_segment",
        _number(declared.shortest_segment, 1, "min", told),
        _number(conditions.shortest_segment, 1, "min", told),
        _alike(declared.shortest_segment, conditions.shortest_segment),
    )
    counts = (declared.segments, conditions.segments or 0)
    stated, ours = (
        ""
        if count is None
        else told.say("_required.segments_all")
        if count == 0
        else told.say("_required.segments_some", count=count)
        for count in counts
    )
    yield "segments", stated, ours, counts[0] == counts[1]
    height = _number(declared.sill_minimum, 2, "m", told)
    yield (
        "sill_minimum",
        "\n".join(each for each in (height, declared.sill_text) if each),
        told.say("_required.sill", least=f"{conditions.sill_minimum:g}"),
        _alike(declared.sill_minimum, conditions.sill_minimum),
    )
    points = declared.window_points
    key = f"_points.{points}"
    known = f"review_opinion{key}" in told.words
    test = conditions.full_window
    yield (
        "window_points",
        told.say(key) if points and known else points,
        told.say(f"_points.{test.value}"),
        points == test.value or (points == "whole_sill" and test is _ENDS),
    )
    yield (
        "sample_spacing",
        _number(declared.sample_spacing, 2, "m", told),
        told.say("_required.no_spacing"),
        None,
    )
    counted = declared.own_balconies
    plates = conditions.own_plates is OwnPlates.COUNTED
    yield (
        "own_balconies",
        "" if counted is None else told.say(f"_required.own_{_yes(counted)}"),
        told.say(f"_required.own_{_yes(plates)}"),
        counted is plates,
    )
    version = f"{declared.software} {declared.software_version}".strip()
    yield "software", version, told.say("_required.software"), None
    yield "rules_text", declared.rules_text, told.review.assessment.rules.document, None


_ENDS = FullWindowTest.ENDS


def _yes(value: bool) -> str:  # noqa: FBT001 - a word for it
    """Word of a truth in keys."""
    return "yes" if value else "no"
