"""Options of the readers of city models (城市模型读取选项)."""

from typing import Annotated

from pydantic import Field

from sunlight.importers.reader_options import ReaderOptions

__all__ = ["CityOptions"]


class CityOptions(ReaderOptions):
    """What readers of city models take beside the common options (城市模型选项)."""

    lod: Annotated[str, Field(pattern=r"^(highest|\d(\.\d)?)$")] = "highest"
    """Level of detail: ``highest`` (of 1 to 3, for each object), or such as ``1.2``."""
    crs: Annotated[str, Field(max_length=200)] = ""
    """Reference system such as ``EPSG:4549``, instead of what the file says."""
    storey_height: Annotated[float, Field(ge=1.0, le=20.0)] = 3.0
    """Floor to floor, to number the storeys of windows and to lift outlines [m]."""
    ground_attribute: str = ""
    """Attribute with the elevation of the ground; by default ``b3_h_maaiveld``."""
    site_types: list[str] = Field(default_factory=lambda: ["Bridge"])
    """Other city objects that shade too, such as ``Bridge``, ``OtherConstruction``."""
    use_from_codes: bool = True
    """Take the use from ``function``, ``usage``, ``class`` where they say dwelling."""
