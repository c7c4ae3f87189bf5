"""Which pictures an opinion has, ready to be drawn (意见书附图目录)."""

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from sunlight.assessment import Assessment
from sunlight.errors import InputError
from sunlight.model.dossier import Dossier
from sunlight.report.pictures.drawing import Drawing
from sunlight.report.pictures.lazy import Shared
from sunlight.report.pictures.page import Sheet, sheet_figure
from sunlight.report.pictures.paper import paper_named
from sunlight.report.pictures.sunpaths import FailingWindow, sunpath_sheets
from sunlight.report.texts import Texts
from sunlight.review.opinion.flips import shown_flips
from sunlight.review.opinion.pictures.comparison import comparison_sheets
from sunlight.review.opinion.pictures.plan import plan_sheets
from sunlight.review.opinion.pictures.timelines import timeline_sheets
from sunlight.review.opinion.told import Told, told_of
from sunlight.review.records.review import Review
from sunlight.rules import Language

if TYPE_CHECKING:
    from matplotlib.figure import Figure

__all__ = ["review_drawings"]


def review_drawings(
    review: Review,
    *,
    lang: Language = "zh",
    paper: str = "A3",
    timelines: int = 12,
    sunpaths: int = 4,
) -> tuple[Drawing, ...]:
    """Pictures of an opinion, in its order; nothing is drawn yet (意见书附图).

    The comparison of the figures, the plan of the windows that differ, segments and
    sun-path charts of the units whose outcome turns, the worst first. Diagrams are A4.

    Parameters
    ----------
    review : Review
        The review.
    lang : {'zh', 'en'}
        Language of the words.
    paper : {'A3', 'A4'}
        Paper of the plan.
    timelines, sunpaths : int
        Units at most that are drawn so.

    Returns
    -------
    tuple of Drawing
        Ids begin with ``review-``; kinds are ``review-comparison``, ``review-plan``,
        ``review-timeline`` and ``review-sunpath``.

    Raises
    ------
    InputError
        If there is no such paper or language, or a number is out of range.
    """
    for name, value in (("timelines", timelines), ("sunpaths", sunpaths)):
        if value < 0:
            raise InputError(
                f"expected 0 or more, got {value}", where=name, value=value
            )
    told = told_of(review, lang)
    small, large = paper_named("A4"), paper_named(paper)
    shared = Shared(review.assessment)
    sheets = [
        *comparison_sheets(told, small[0]),
        *plan_sheets(told, large),
        *timeline_sheets(told, small[0], shared, most=timelines),
        *sunpath_sheets(
            review.assessment,
            small,
            told.words,
            shared,
            most=sunpaths,
            units=_failing(told),
            kind="review-sunpath",
        ),
    ]
    unsigned = _unsigned(review.assessment)
    return tuple(
        _drawing(sheet, unsigned, told.words, number)
        for number, sheet in enumerate(sheets, start=1)
    )


def _failing(told: Told) -> list[FailingWindow]:
    """Households whose outcome turns, with the window that shows it."""
    verdicts = told.review.assessment.households.verdicts
    return [
        FailingWindow(
            verdict=verdicts[flip.unit.household], window=flip.window, shortfall=0.0
        )
        for flip in shown_flips(told.review)
        if flip.unit.household >= 0
    ]


def _unsigned(assessment: Assessment) -> Assessment:
    """The assessment without the persons of the report: reviewers sign by hand."""
    project = replace(assessment.project, dossier=Dossier(), report_date=None)
    return replace(assessment, project=project)


def _drawing(
    sheet: Sheet, assessment: Assessment, words: Texts, number: int
) -> Drawing:
    """A sheet with its number."""
    told = words["review_opinion_picture.number"].format(number=number)
    return Drawing(
        id=sheet.id,
        kind=sheet.kind,
        title=sheet.title,
        alt=sheet.alt,
        size=(sheet.paper.width, sheet.paper.height),
        scale=sheet.scale,
        draw=partial(_draw, sheet, assessment, words, told),
    )


def _draw(sheet: Sheet, assessment: Assessment, words: Texts, number: str) -> "Figure":
    """Draw a sheet."""
    return sheet_figure(sheet, assessment, words, number=number)
