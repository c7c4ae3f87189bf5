"""Conventions, geometry changes and fits in words (口径的文字)."""

from collections.abc import Iterator

from sunlight.conditions import (
    StandardDay,
)
from sunlight.durations.sampling import Sampling
from sunlight.report.texts import Texts, texts
from sunlight.review.records.causes import Convention, Fit, GeometryChange
from sunlight.rules import Language
from sunlight.solar.declination import declination

__all__ = ["convention_text", "departures_text", "fit_text", "geometry_text"]

_SECTION = "review_opinion_convention"


def convention_text(
    convention: Convention,
    *,
    lang: Language = "zh",
    day: StandardDay = StandardDay.GREAT_COLD,
    base: Convention | None = None,
) -> str:
    """A combination of conventions in words: what differs from the rules (口径).

    Parameters
    ----------
    convention : Convention
        The combination.
    lang : {'zh', 'en'}
        Language.
    day : StandardDay
        Standard day, for the angle that a formula gives.
    base : Convention, optional
        Those of the rules; the defaults of the record if none is given.

    Returns
    -------
    str
        Parts joined; that nothing differs is said too.

    Examples
    --------
    >>> from sunlight.conditions import Cooper1969
    >>> convention_text(Convention(declination=Cooper1969(day_of_year=20)))
    '太阳赤纬取 −20.34°（库珀公式，n=20）'
    """
    words = texts(lang)
    rules = Convention() if base is None else base
    parts = list(_parts(convention, rules, words, day))
    if not parts:
        return words[f"{_SECTION}.rules"]
    return words[f"{_SECTION}.between"].join(parts)


def _parts(
    convention: Convention, base: Convention, words: Texts, day: StandardDay
) -> Iterator[str]:
    """What differs from the rules, one after the other."""

    def say(key: str, **facts: object) -> str:
        return words[f"{_SECTION}.{key}"].format(**facts)

    if convention.declination != base.declination:
        yield _declination(convention, words, day)
    if convention.sampling is not None and convention.sampling != base.sampling:
        yield _sampling(convention.sampling, words)
    if convention.time_basis is not base.time_basis:
        yield say(convention.time_basis.value)
    if convention.refraction:
        yield say("refraction")
    if (convention.full_window, convention.full_window_points) != (
        base.full_window,
        base.full_window_points,
    ):
        yield say(
            f"full_{convention.full_window.value}",
            points=convention.full_window_points,
        )
    if convention.own_plates is not base.own_plates:
        yield say(f"own_plates_{convention.own_plates.value}")
    if convention.shortest_segment != base.shortest_segment:
        yield say("shortest", minutes=f"{convention.shortest_segment:g}")
    if convention.sill != base.sill:
        key = f"{_SECTION}.sill_{convention.sill.replace('.', '_')}"
        yield words[key] if key in words else say("sill_other", sill=convention.sill)
    if convention.raised:
        side = "raised" if convention.raised > 0 else "lowered"
        yield say(f"sill_{side}", metres=f"{abs(convention.raised):.2f}")
    if convention.latitude is not None:
        yield say(
            "latitude_of" if convention.place else "latitude",
            latitude=f"{convention.latitude:.2f}",
            place=convention.place,
        )
    if convention.north:
        side = "clockwise" if convention.north > 0 else "counter_clockwise"
        yield say(f"north_{side}", degrees=f"{abs(convention.north):g}")
    if convention.geometry is not None:
        yield _geometry(convention.geometry, words)


def _declination(convention: Convention, words: Texts, day: StandardDay) -> str:
    """Declination with its angle and where it comes from."""
    found = declination(day, convention.declination)
    name = type(convention.declination).__name__
    facts = {
        key: getattr(convention.declination, key)
        for key in convention.declination.__dataclass_fields__
    }
    origin = words[f"{_SECTION}.by_{name.lower()}"].format(**facts, day=day.value)
    if facts.get("origin") == "textbook":
        facts["origin"] = words[f"{_SECTION}.textbook"]
    angle = f"{found.degrees:.2f}".replace("-", "−")
    return words[f"{_SECTION}.declination"].format(degrees=angle, origin=origin)


def _sampling(sampling: Sampling, words: Texts) -> str:
    """Time step and how lit samples are counted."""
    seconds = sampling.step * 60.0
    minutes = sampling.step >= 1.0
    step = words[f"{_SECTION}.step_{'minutes' if minutes else 'seconds'}"].format(
        step=f"{sampling.step if minutes else seconds:g}"
    )
    counting = words[f"{_SECTION}.counting_{sampling.counting.value}"]
    return words[f"{_SECTION}.sampling"].format(step=step, counting=counting)


def geometry_text(change: GeometryChange, *, lang: Language = "zh") -> str:
    """A change of the model in words (几何改动).

    Parameters
    ----------
    change : GeometryChange
        The change.
    lang : {'zh', 'en'}
        Language.

    Examples
    --------
    >>> geometry_text(GeometryChange(kind="top", building="3#", metres=-3.0))
    '3# 楼降低 3.00 m'
    """
    return _geometry(change, texts(lang))


def _geometry(change: GeometryChange, words: Texts) -> str:
    """A change of the model."""
    key = change.kind
    if change.kind in ("top", "level"):
        key += "_up" if change.metres > 0 else "_down"
    template = words.get(f"{_SECTION}.geometry_{key}")
    if template is None:
        template = words[f"{_SECTION}.geometry_other"]
    return template.format(
        building=change.building,
        metres=f"{abs(change.metres):.2f}",
        part=words.get(f"review_opinion_part.{change.part}", change.part),
        kind=change.kind,
    )


def departures_text(departures: tuple[str, ...], *, lang: Language = "zh") -> str:
    """What departs from the rules, in a few words each (偏离项).

    Parameters
    ----------
    departures : tuple of str
        Codes as in :class:`~sunlight.review.records.causes.Fit`.
    lang : {'zh', 'en'}
        Language.

    Returns
    -------
    str
        Joined; a code that has no words stands as it is.
    """
    words = texts(lang)
    told = [words.get(f"review_opinion_departure.{code}", code) for code in departures]
    return words["front.comma"].join(told) or words["review_opinion_departure.none"]


def fit_text(
    fit: Fit,
    *,
    lang: Language = "zh",
    day: StandardDay = StandardDay.GREAT_COLD,
    base: Convention | None = None,
) -> str:
    """A fit as one sentence: convention, share explained, difference (吻合程度).

    Parameters
    ----------
    fit : Fit
        The fit.
    lang : {'zh', 'en'}
        Language.
    day : StandardDay
        Standard day.
    base : Convention, optional
        Those of the rules.
    """
    words = texts(lang)
    return words[f"{_SECTION}.fit"].format(
        convention=convention_text(fit.convention, lang=lang, day=day, base=base),
        explained=fit.explained,
        compared=fit.compared,
        share=f"{100.0 * fit.share:.1f}",
        median=f"{fit.median:.1f}",
    )
