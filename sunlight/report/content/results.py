"""Chapters on results: from the summary to the standing notes (结果各章)."""

from sunlight.assessment import Assessment
from sunlight.report.content.judged.clauses import verdicts_chapter
from sunlight.report.content.judged.conclusion import conclusion_chapter
from sunlight.report.content.judged.counted import counted_units
from sunlight.report.content.judged.failing import failing_chapter
from sunlight.report.content.judged.figures import Wordy
from sunlight.report.content.judged.limits import aids_chapter, notes_chapter
from sunlight.report.content.judged.remarks import findings_chapter
from sunlight.report.content.judged.summary import summary_chapter
from sunlight.report.content.judged.windows import windows_chapter
from sunlight.report.content.records import Chapter
from sunlight.report.texts import Texts
from sunlight.rules import Language

__all__ = ["result_chapters"]


def result_chapters(
    assessment: Assessment, words: Texts, lang: Language
) -> tuple[Chapter, ...]:
    """Chapters on results, in the order of the report (结果各章).

    Parameters
    ----------
    assessment : Assessment
        The assessment.
    words : mapping
        Catalogue of that language.
    lang : {'zh', 'en'}
        Language.

    Returns
    -------
    tuple of Chapter
        ``summary``, ``failing``, ``windows``, ``verdicts``, ``aids``, ``conclusion``,
        ``findings``, ``notes``. Numbers are counts of the verdicts as they stand.
    """
    told = Wordy(
        assessment=assessment,
        words=words,
        lang=lang,
        units=counted_units(assessment),
    )
    return (
        summary_chapter(told),
        failing_chapter(told),
        windows_chapter(told),
        verdicts_chapter(told),
        aids_chapter(told),
        conclusion_chapter(told),
        findings_chapter(told),
        notes_chapter(told),
    )
