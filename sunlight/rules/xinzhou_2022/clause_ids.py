"""Ids of the clauses that are built in (条款编号), edition of 2022."""

from typing import Final

__all__ = [
    "LAWFUL_PAPERS",
    "MEASURES_SIDE_BY_SIDE",
    "MEASURES_SOURCES",
    "NEW_DWELLING",
    "OUTSIDE_DWELLING",
    "STANDARDS",
    "STANDARD_MET",
    "STANDARD_MISSED",
    "USE_BY_PAPERS",
]

MEASURES_SIDE_BY_SIDE: Final = "办法三"
MEASURES_SOURCES: Final = "办法四"
STANDARDS: Final = "规程四(一)"
NEW_DWELLING: Final = "规程四(一)1"
OUTSIDE_DWELLING: Final = "规程四(二)"
LAWFUL_PAPERS: Final = "规程六(六)"
STANDARD_MET: Final = "规程七(四)"
STANDARD_MISSED: Final = "规程七(五)"
USE_BY_PAPERS: Final = "规程八"
