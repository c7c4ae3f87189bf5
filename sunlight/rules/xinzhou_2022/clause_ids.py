"""Ids of the clauses that are built in (条款编号), edition of 2022."""

from typing import Final

__all__ = [
    "ADDITIONS",
    "CLASSROOM",
    "COURTYARD_MAIN_HOUSE",
    "COURTYARD_STOREYS",
    "COURTYARD_TWO",
    "DORMITORY",
    "ELDERLY",
    "HOSPITAL",
    "KINDERGARTEN",
    "LAND_IN_SCOPE",
    "LAWFUL_PAPERS",
    "MAIN_SIDE",
    "MEASURES_SIDE_BY_SIDE",
    "MEASURES_SOURCES",
    "NEW_DWELLING",
    "OUTSIDE",
    "RENEWAL",
    "SCOPE",
    "SETTLEMENT",
    "STANDARDS",
    "STANDARD_MET",
    "STANDARD_MISSED",
    "UNBUILT_LAND",
    "USE_BY_PAPERS",
    "WINDOW_PLANES",
]

MEASURES_SIDE_BY_SIDE: Final = "办法三"
MEASURES_SOURCES: Final = "办法四"
SETTLEMENT: Final = "办法八"
STANDARDS: Final = "规程四(一)"
NEW_DWELLING: Final = "规程四(一)1"
DORMITORY: Final = "规程四(一)2"
KINDERGARTEN: Final = "规程四(一)3"
ELDERLY: Final = "规程四(一)4"
RENEWAL: Final = "规程四(一)4"
CLASSROOM: Final = "规程四(一)5"
HOSPITAL: Final = "规程四(一)6"
OUTSIDE: Final = "规程四(二)"
UNBUILT_LAND: Final = "规程四(三)"
SCOPE: Final = "规程五(一)"
LAND_IN_SCOPE: Final = "规程五(四)"
WINDOW_PLANES: Final = "规程六(一)"
ADDITIONS: Final = "规程六(四)"
LAWFUL_PAPERS: Final = "规程六(六)"
MAIN_SIDE: Final = "规程六(七)"
COURTYARD_MAIN_HOUSE: Final = "规程六(九)1"
COURTYARD_TWO: Final = "规程六(九)2"
COURTYARD_STOREYS: Final = "规程六(九)3"
STANDARD_MET: Final = "规程七(四)"
STANDARD_MISSED: Final = "规程七(五)"
USE_BY_PAPERS: Final = "规程八"
