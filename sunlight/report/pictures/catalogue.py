"""Which drawings an assessment has, numbered and ready to be drawn (图纸目录)."""

from collections.abc import Callable, Iterable
from functools import partial
from typing import TYPE_CHECKING, Final

from sunlight.assessment import Assessment
from sunlight.errors import InputError
from sunlight.report.pictures.aids import isochrone_sheets, shadow_sheets
from sunlight.report.pictures.drawing import KINDS, Drawing
from sunlight.report.pictures.facades import facade_sheets
from sunlight.report.pictures.lazy import Shared
from sunlight.report.pictures.loss import loss_sheets
from sunlight.report.pictures.page import Sheet, sheet_figure
from sunlight.report.pictures.paper import Paper, paper_named
from sunlight.report.pictures.plans import scope_sheets, site_sheets
from sunlight.report.pictures.sunpaths import sunpath_sheets
from sunlight.report.pictures.timelines import timeline_sheets
from sunlight.report.pictures.window_plans import window_plan_sheets
from sunlight.report.texts import Texts, texts
from sunlight.rules import Language

if TYPE_CHECKING:
    from matplotlib.figure import Figure

__all__ = ["drawings"]

MOST_SHEETS: Final = 24
"""Sheets of one kind where nothing else is asked for."""


def drawings(
    assessment: Assessment,
    *,
    lang: Language = "zh",
    paper: str = "A3",
    kinds: Iterable[str] = KINDS,
    sunpaths: int = 12,
    sheets: int = MOST_SHEETS,
) -> tuple[Drawing, ...]:
    """Drawings of an assessment in the order of the report (图纸目录).

    Nothing is drawn yet. Kinds without anything to show have no drawing.

    Parameters
    ----------
    assessment : Assessment
        The assessment.
    lang : {'zh', 'en'}
        Language of the words.
    paper : {'A3', 'A4'}
        Paper; each drawing lies or stands as it has the larger scale.
    kinds : iterable of str
        Of :data:`KINDS`; the others are left out.
    sunpaths : int
        Sun-path charts at most, of the worst units first.
    sheets : int
        Sheets at most of each kind that grows with the project; the last one says what
        was left out.

    Returns
    -------
    tuple of Drawing
        Ids are unique; numbers run on.

    Raises
    ------
    InputError
        If there is no such paper, kind or language, or a number is out of range.
    """
    wanted = _checked_kinds(kinds)
    for name, value, least in (("sunpaths", sunpaths, 0), ("sheets", sheets, 1)):
        if value < least:
            raise InputError(
                f"expected {least} or more, got {value}", where=name, value=value
            )
    words, papers = texts(lang), paper_named(paper)
    found: list[Sheet] = []
    makers = _makers(assessment, papers, words, sunpaths=sunpaths, sheets=sheets)
    for kind in KINDS:
        if kind in wanted and kind in makers:
            found += makers[kind]()
    return tuple(
        _drawing(sheet, assessment, words, number)
        for number, sheet in enumerate(found, start=1)
    )


def _makers(
    assessment: Assessment,
    papers: tuple[Paper, Paper],
    words: Texts,
    *,
    sunpaths: int,
    sheets: int,
) -> dict[str, Callable[[], list[Sheet]]]:
    """What lists the sheets of each kind."""
    shared = Shared(assessment)
    return {
        "scope": partial(scope_sheets, assessment, papers, words),
        "site": partial(site_sheets, assessment, papers, words),
        "windows": partial(window_plan_sheets, assessment, papers, words, most=sheets),
        "loss": partial(loss_sheets, assessment, papers, words),
        "facade": partial(facade_sheets, assessment, papers, words, most=sheets),
        "isochrone": partial(isochrone_sheets, assessment, papers, words, shared),
        "shadow": partial(shadow_sheets, assessment, papers, words, shared),
        "sunpath": partial(
            sunpath_sheets, assessment, papers, words, shared, most=sunpaths
        ),
        "timeline": partial(
            timeline_sheets, assessment, papers, words, shared, most=sheets
        ),
    }


def _checked_kinds(kinds: Iterable[str]) -> frozenset[str]:
    """Kinds that there are."""
    wanted = frozenset(kinds)
    unknown = sorted(wanted - frozenset(KINDS))
    if unknown:
        raise InputError(
            f"there is no kind of drawing {unknown[0]!r}; choose of: "
            f"{', '.join(KINDS)}",
            where="kinds",
            value=unknown[0],
        )
    return wanted


def _drawing(
    sheet: Sheet, assessment: Assessment, words: Texts, number: int
) -> Drawing:
    """A sheet with its number."""
    return Drawing(
        id=sheet.id,
        kind=sheet.kind,
        title=sheet.title,
        alt=sheet.alt,
        size=(sheet.paper.width, sheet.paper.height),
        scale=sheet.scale,
        draw=partial(
            _draw,
            sheet,
            assessment,
            words,
            words["pictures.drawing_number"].format(number=number),
        ),
    )


def _draw(sheet: Sheet, assessment: Assessment, words: Texts, number: str) -> "Figure":
    """Draw a sheet."""
    return sheet_figure(sheet, assessment, words, number=number)
