"""Cover of the opinion (封面)."""

from sunlight.report.content.records import Field
from sunlight.review.opinion.told import Told

__all__ = ["cover_fields"]


def cover_fields(told: Told) -> tuple[Field, ...]:
    """Lines of the cover: the project, the submission, blanks to be filled (封面).

    Parameters
    ----------
    told : Told
        What the opinion is written from.
    """
    declared = told.review.submission.declaration
    project = told.review.assessment.project
    values = (
        ("project", declared.project or project.name),
        ("number", declared.number),
        ("date", "" if declared.date is None else declared.date.isoformat()),
        ("compiler", declared.compiler.name),
        ("client", declared.client.name),
        ("opinion_number", ""),
        ("reviewer", ""),
        ("opinion_date", ""),
    )
    return tuple(
        Field(label=told.say(f"_cover.{key}"), text=text) for key, text in values
    )
