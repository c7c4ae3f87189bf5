"""Names of the files of a review (复核成果文件名)."""

from typing import Final

__all__ = [
    "OPINION_DOCX",
    "OPINION_HTML",
    "PICTURES",
    "REPLACED",
    "REVIEW_JSON",
    "ROWS_CSV",
    "UNITS_CSV",
    "UNMATCHED_CSV",
]

REVIEW_JSON: Final = "review.json"
"""Moved into place last: it names the others with their hashes."""
OPINION_DOCX: Final = "opinion.docx"
OPINION_HTML: Final = "opinion.html"
ROWS_CSV: Final = "rows.csv"
UNITS_CSV: Final = "units.csv"
UNMATCHED_CSV: Final = "unmatched.csv"
PICTURES: Final = "pictures"

REPLACED: Final = (
    REVIEW_JSON,
    OPINION_DOCX,
    OPINION_HTML,
    ROWS_CSV,
    UNITS_CSV,
    UNMATCHED_CSV,
    f"{PICTURES}/review-comparison.png",
    f"{PICTURES}/review-plan.png",
    f"{PICTURES}/review-plan-[0-9][0-9].png",
    f"{PICTURES}/review-timeline-[0-9][0-9].png",
    f"{PICTURES}/review-sunpath-[0-9][0-9].png",
)
"""What an earlier review left in the folder and a new one takes away or replaces."""
