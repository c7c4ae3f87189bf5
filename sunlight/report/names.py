"""Names of the files of a result and of a report (成果文件名)."""

from typing import Final

__all__ = [
    "AREAS_NAME",
    "BUNDLE_NAME",
    "COMPARISON_NAME",
    "DOCUMENT_NAME",
    "DOCX_NAME",
    "DXF_NAME",
    "FOLDER_NAMES",
    "PAGE_NAME",
    "PICTURES_FOLDER",
    "PLAN_NAME",
    "REPLACED_NAMES",
    "RESULT_NAMES",
    "SAMPLED_NAME",
    "XLSX_NAME",
]

DOCUMENT_NAME: Final = "result.json"
"""Moved into place last: it names the others with their hashes."""
PLAN_NAME: Final = "plan.png"
AREAS_NAME: Final = "grounds.geojson"
COMPARISON_NAME: Final = "comparison.csv"
SAMPLED_NAME: Final = "sampled.csv"
RESULT_NAMES: Final = (
    "windows.parquet",
    "windows.csv",
    "rooms.csv",
    "households.csv",
    "units.csv",
    "buildings.csv",
    "losses.csv",
    "projects.csv",
    "grounds.csv",
    AREAS_NAME,
    "scope.csv",
    PLAN_NAME,
    DOCUMENT_NAME,
)
"""Files of a result, in the order in which they are written."""

DOCX_NAME: Final = "report.docx"
XLSX_NAME: Final = "report.xlsx"
DXF_NAME: Final = "drawings.dxf"
PAGE_NAME: Final = "page.html"
BUNDLE_NAME: Final = "report.sunlight.zip"
PICTURES_FOLDER: Final = "pictures"

FOLDER_NAMES: Final = (
    *RESULT_NAMES,
    COMPARISON_NAME,
    SAMPLED_NAME,
    DOCX_NAME,
    XLSX_NAME,
    DXF_NAME,
    PAGE_NAME,
    BUNDLE_NAME,
    f"{PICTURES_FOLDER}/*.png",
)
"""Everything that a folder of results may hold, pictures as a pattern: what an earlier
result left there does not stay beside a new one, see :data:`REPLACED_NAMES`."""

_DRAWN: Final = (
    *("facade", "isochrone-after", "isochrone-before", "loss", "scope", "shadow"),
    *("site", "sunpath", "timeline", "windows"),
)
REPLACED_NAMES: Final = (
    *(name for name in FOLDER_NAMES if "/" not in name),
    *(f"{PICTURES_FOLDER}/{name}.png" for name in _DRAWN),
    *(f"{PICTURES_FOLDER}/{name}-[0-9][0-9].png" for name in _DRAWN),
    *(f"{PICTURES_FOLDER}/{name}-[0-9][0-9][0-9].png" for name in _DRAWN),
)
"""Names, or patterns, of the files that go; another picture beside them is a
stranger's and stays."""
