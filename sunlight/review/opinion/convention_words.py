"""Fits and departures in words, beside those of conventions (口径的文字)."""

from sunlight.conditions import StandardDay
from sunlight.report.texts import texts
from sunlight.review.causes.wording import convention_text
from sunlight.review.records.causes import Convention, Fit
from sunlight.rules import Language

__all__ = ["departures_text", "fit_text"]


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
    base: Convention,
    day: StandardDay,
    lang: Language = "zh",
) -> str:
    """A fit as one sentence: convention, share explained, difference (吻合程度).

    Parameters
    ----------
    fit : Fit
        The fit.
    base : Convention
        That of the rules.
    day : StandardDay
        Standard day of dwellings.
    lang : {'zh', 'en'}
        Language.
    """
    words = texts(lang)
    return words["review_opinion_convention.fit"].format(
        convention=convention_text(fit.convention, base, day, lang),
        explained=fit.explained,
        compared=fit.compared,
        share=f"{100.0 * fit.share:.1f}",
        median=f"{fit.median:.1f}",
    )
