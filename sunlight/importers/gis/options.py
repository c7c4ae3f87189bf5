"""Options of the reader of footprints (轮廓读取选项)."""

from typing import Annotated, Final, Literal

from pydantic import BeforeValidator, Field

from sunlight.importers.reader_options import ReaderOptions
from sunlight.importers.schema_parts import Name, Positive
from sunlight.importers.words import StatusField, UseField

__all__ = [
    "FLOOR_NAMES",
    "GROUND_NAMES",
    "HEIGHT_NAMES",
    "ID_NAMES",
    "LOWEST_FLOOR_NAMES",
    "LOWEST_HEIGHT_NAMES",
    "NAME_NAMES",
    "PART_NAMES",
    "RELATION_NAMES",
    "ROOF_FLOOR_NAMES",
    "TOP_NAMES",
    "GisOptions",
]

HEIGHT_NAMES: Final = (
    "height", "height_m", "building_height", "bldg_height", "building:height",
    "高度", "建筑高度", "楼高", "房屋高度", "JZGD", "GD",
)  # fmt: skip
"""Usual names of a height above ground; capitals are not told apart."""
TOP_NAMES: Final = (
    "top_elevation", "roof_elevation", "屋顶高程", "檐口高程", "屋顶标高",
)  # fmt: skip
"""Usual names of the absolute elevation of a top."""
FLOOR_NAMES: Final = (
    "Floor", "floors", "levels", "building:levels", "storeys", "stories",
    "num_floors", "层数", "建筑层数", "地上层数", "楼层", "楼层数", "CS", "JZCS",
)  # fmt: skip
"""Usual names of a number of storeys above ground."""
ROOF_FLOOR_NAMES: Final = ("roofLevels", "roof:levels")
"""Names of the storeys in the roof, which OpenStreetMap counts apart."""
LOWEST_HEIGHT_NAMES: Final = ("minHeight", "min_height", "building:min_height")
"""Names of the height above ground at which a part starts."""
LOWEST_FLOOR_NAMES: Final = ("minLevel", "min_level", "building:min_level")
"""Names of the number of storeys left out below a part."""
GROUND_NAMES: Final = (
    "ground_elevation", "base_elevation", "ground_level", "地面高程", "室外地坪",
    "室外地坪标高", "地面标高", "DMGC",
)  # fmt: skip
"""Usual names of the absolute elevation of the outdoor ground."""
NAME_NAMES: Final = ("name", "名称", "建筑名称", "楼名", "楼栋名称")
"""Usual names of the name people use."""
ID_NAMES: Final = (
    "Id",
    "osm_id",
    "fid",
    "gml_id",
    "编号",
    "楼号",
    "建筑编号",
    "楼栋号",
)
"""Usual names of an id."""
PART_NAMES: Final = ("buildingPart", "building:part")
"""Names of the mark of a feature that is part of a building, in OpenStreetMap."""
RELATION_NAMES: Final = ("relationId", "relation_id")
"""Names of the id that the parts of one building share."""


def _one_or_more(value: object) -> object:
    """A name alone is a list of one."""
    if isinstance(value, str):
        return [value]
    return list(value) if isinstance(value, tuple) else value


Columns = Annotated[list[Name], BeforeValidator(_one_or_more)]


class GisOptions(ReaderOptions):
    """How to read footprints (轮廓读取选项).

    Columns are tried in the order given, feature by feature: the first with a usable
    value counts. A list left empty stands for the usual names; those found in the file
    are named in a finding.
    """

    height_columns: Columns = Field(default_factory=list)
    """Columns with the height above the outdoor ground."""
    top_columns: Columns = Field(default_factory=list)
    """Columns with the absolute elevation of the top; they come before heights."""
    floors_columns: Columns = Field(default_factory=list)
    """Columns with the number of storeys above ground."""
    ground_columns: Columns = Field(default_factory=list)
    """Columns with the absolute elevation of the outdoor ground."""
    min_height_columns: Columns = Field(default_factory=list)
    """Columns with the height above ground at which a part starts."""
    id_column: str = ""
    """Column with the id; by default that of the features, else a usual name."""
    name_column: str = ""
    """Column with the name; by default a usual name."""
    status_column: str = ""
    """Column with the status; by default none."""
    status_values: dict[str, StatusField] = Field(default_factory=dict)
    """Status by value of that column; the words of the option  status  need none."""
    use_column: str = ""
    """Column with the use; by default none."""
    use_values: dict[str, UseField] = Field(default_factory=dict)
    """Use by value of that column; the words of the option  use  need none."""
    unit: Literal["m", "cm", "mm", "ft"] = "m"
    """Unit of heights and elevations."""
    storey_height: Positive = 3.0
    """Height of a storey, where a height is missing [m]."""
    layer: str = ""
    """Layer of a GeoPackage, or shapefile in an archive; needed if there are many."""
    encoding: str = ""
    """Encoding of a Shapefile's texts, such as GBK, instead of what it says."""
    crs: str = ""
    """Coordinate system, such as EPSG:4549, where the file names none, or instead."""
