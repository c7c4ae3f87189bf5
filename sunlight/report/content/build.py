"""The report put together from an assessment (报告内容生成)."""

from sunlight.assessment import Assessment
from sunlight.report.content.back import end_chapters
from sunlight.report.content.front_basis import basis_chapter
from sunlight.report.content.front_buildings import buildings_chapter
from sunlight.report.content.front_parameters import parameters_chapter
from sunlight.report.content.front_parties import (
    cover_fields,
    parties_chapter,
    project_chapter,
)
from sunlight.report.content.front_scope import scope_chapter
from sunlight.report.content.front_sources import sources_chapter
from sunlight.report.content.records import REPORT_SCHEMA, Report
from sunlight.report.content.results import result_chapters
from sunlight.report.texts import texts
from sunlight.rules import Language

__all__ = ["report_record"]


def report_record(
    assessment: Assessment, *, lang: Language = "zh", masked: bool = False
) -> Report:
    """Everything a report says, free of any file format (报告内容).

    Parameters
    ----------
    assessment : Assessment
        The assessment.
    lang : {'zh', 'en'}
        Language of the report.
    masked : bool
        Whether the project was masked before it was assessed
        (:func:`sunlight.assessment.masking.mask.masked_project`); the report then says
        so. Nothing is masked here.

    Returns
    -------
    Report
        Chapters in the order of the report, the letters of commitment last.

    Raises
    ------
    InputError
        If there is no catalogue in that language.
    """
    words = texts(lang)
    project = assessment.project
    date = project.report_date
    return Report(
        schema=REPORT_SCHEMA,
        lang=lang,
        title=words["front.title"],
        project=project.name,
        date="" if date is None else date.isoformat(),
        masked=masked,
        cover=cover_fields(assessment, words, masked=masked),
        chapters=(
            parties_chapter(assessment, words),
            project_chapter(assessment, words),
            basis_chapter(assessment, words, lang),
            sources_chapter(assessment, words, masked=masked),
            parameters_chapter(assessment, words, lang, masked=masked),
            buildings_chapter(assessment, words),
            scope_chapter(assessment, words, lang),
            *result_chapters(assessment, words, lang),
            *end_chapters(assessment, words, lang),
        ),
        provenance=assessment.provenance,
    )
