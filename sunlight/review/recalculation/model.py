"""The model handed in against ours, or the tables of buildings alone (办法六(三)1)."""

from sunlight.assessment import Assessment
from sunlight.assessment.counting.courtyards import counted_by_law
from sunlight.review.recalculation.declared import declared_findings
from sunlight.review.recalculation.model_buildings import building_findings
from sunlight.review.recalculation.model_levels import level_findings
from sunlight.review.recalculation.model_parts import part_findings
from sunlight.review.recalculation.model_rooms import room_findings, row_findings
from sunlight.review.recalculation.model_windows import window_findings
from sunlight.review.recalculation.pairing import model_pair
from sunlight.review.recalculation.parameters import renewal_findings, site_findings
from sunlight.review.records.findings import ReviewFinding
from sunlight.review.records.matching import Match
from sunlight.review.records.submission import Submission

__all__ = ["model_findings"]


def model_findings(
    submission: Submission, assessment: Assessment, match: Match
) -> tuple[ReviewFinding, ...]:
    """Findings on the model and its parameters (计算模型及相关参数).

    Parameters
    ----------
    submission : Submission
        What was handed in, with a model or with tables of buildings.
    assessment : Assessment
        Our calculation on our model.
    match : Match
        Rows against windows.

    Returns
    -------
    tuple of ReviewFinding
        Part ``MODEL``.

    Notes
    -----
    Source: 办法六(三)1, 办法四; 规程六(四)(六)(八), 规程八.
    """
    tables = (
        *renewal_findings(submission, assessment),
        *declared_findings(submission, assessment),
        *row_findings(submission, assessment, match),
    )
    if submission.project is None:
        return tables
    theirs, _ = counted_by_law(submission.project, assessment.rules)  # as ours is
    pair = model_pair(assessment.project, theirs)
    return (
        *building_findings(pair, assessment),
        *level_findings(pair),
        *part_findings(pair),
        *window_findings(pair),
        *room_findings(pair),
        *site_findings(pair),
        *tables,
    )
