"""Chapters of what was found, from the summary to the notes (结果章节)."""

from sunlight.assessment import Assessment
from sunlight.report.content.records import Chapter
from sunlight.report.texts import Texts
from sunlight.rules import Language

__all__ = ["result_chapters"]


def result_chapters(
    assessment: Assessment, words: Texts, lang: Language
) -> tuple[Chapter, ...]:
    """Chapters of what was found (结果章节).

    Parameters
    ----------
    assessment : Assessment
        The assessment.
    words : mapping
        Catalogue.
    lang : {'zh', 'en'}
        Its language.
    """
    return ()
