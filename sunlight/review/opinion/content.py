"""The opinion as a record that the writers of reports lay out (复核意见书内容)."""

from sunlight.report.content.records import REPORT_SCHEMA, Report
from sunlight.report.texts import texts
from sunlight.review.opinion.chapters.back import (
    notes_chapter,
    open_chapter,
    questions_chapter,
    signing_chapter,
    unread_chapter,
)
from sunlight.review.opinion.chapters.causes import causes_chapter
from sunlight.review.opinion.chapters.conclusion import conclusion_chapter
from sunlight.review.opinion.chapters.formal import formal_chapter
from sunlight.review.opinion.chapters.material import material_chapter
from sunlight.review.opinion.chapters.method import method_chapter
from sunlight.review.opinion.chapters.model import model_chapter, scope_chapter
from sunlight.review.opinion.chapters.results import results_chapter
from sunlight.review.opinion.cover import cover_fields
from sunlight.review.opinion.told import told_of
from sunlight.review.records.review import Review
from sunlight.rules import Language

__all__ = ["opinion_record", "wordings"]


def opinion_record(review: Review, *, lang: Language = "zh") -> Report:
    """Everything the opinion says, free of any file format (复核意见书).

    Parameters
    ----------
    review : Review
        The review.
    lang : {'zh', 'en'}
        Language of the opinion.

    Returns
    -------
    Report
        Chapters in the order of 办法五(一) and 六(三), then why figures differ, what
        must be answered, what a person must look at, notes, blanks to be signed;
        what could not be read is the annex.

    Raises
    ------
    InputError
        If there is no catalogue in that language.
    """
    told = told_of(review, lang)
    project = review.assessment.project
    chapters = (
        conclusion_chapter(told),
        material_chapter(told),
        formal_chapter(told),
        model_chapter(told),
        scope_chapter(told),
        method_chapter(told),
        results_chapter(told),
        causes_chapter(told),
        questions_chapter(told),
        open_chapter(told),
        notes_chapter(told),
        signing_chapter(told),
        unread_chapter(told),
    )
    return Report(
        schema=REPORT_SCHEMA,
        lang=lang,
        title=told.say("title"),
        project=review.submission.declaration.project or project.name,
        date="",
        masked=False,
        cover=cover_fields(told),
        chapters=chapters,
        provenance=review.assessment.provenance,
    )


def wordings(lang: Language) -> dict[str, str]:
    """Words of the writers that read otherwise in an opinion, by key (符号说明).

    Parameters
    ----------
    lang : {'zh', 'en'}
        Language.
    """
    words = texts(lang)
    keys = ("tone_fail", "tone_open", "tone_note")
    return {f"docx.{key}": words[f"review_opinion_signs.{key}"] for key in keys}
