"""Options of the DXF reader (DXF 读取选项)."""

from typing import Annotated, ClassVar, Literal

from pydantic import BeforeValidator, Discriminator, Field, Tag

from sunlight.importers.dxf.layers import LayerRule
from sunlight.importers.reader_options import ReaderOptions
from sunlight.importers.schema_parts import Name, Positive, shape_tag

__all__ = ["DxfOptions"]

LayersField = Annotated[
    Annotated[str, Tag("<text>")] | Annotated[list[LayerRule], Tag("<list>")],
    Discriminator(shape_tag),
]


def _plain_truth(value: object) -> object:
    """Word of a truth value, as ``north = true`` and the command line have it."""
    return "true" if value is True else value


NorthField = Annotated[Literal["auto", "true"], BeforeValidator(_plain_truth)]


class DxfOptions(ReaderOptions):
    """What a DXF drawing cannot say (DXF 读取选项)."""

    FROM_CALLERS_ONLY: ClassVar[frozenset[str]] = frozenset({"oda_converter"})
    """Options that a project file may not set, since they name what is run."""

    layers: LayersField = ""
    """TOML file of layer rules beside or below the drawing, or the rules themselves."""
    ready_layers: bool = True
    """After these rules, those for common Chinese and English layer names."""
    all_layers: bool = False
    """Closed outlines on layers that no rule names are buildings too."""
    hidden_layers: bool = False
    """Read layers that are off or frozen, and invisible things, as if they were on."""
    encoding: str = ""
    """Encoding of its texts, such as ``gb18030``; empty: as the file says, checked."""
    unit: Literal["auto", "m", "mm", "cm", "in", "ft"] = "auto"
    """Unit of its coordinates; auto: as the file says, checked by the sizes."""
    axes: Literal["auto", "xy", "survey"] = "auto"
    """xy: x east; survey: x north, y east; auto: told by the size of coordinates."""
    crs: str = ""
    """Coordinate system, such as ``EPSG:4549``; gives place and convergence."""
    central_meridian: Annotated[float, Field(ge=-180.0, le=180.0)] | None = None
    """Of a 3° Gauss-Krüger zone of CGCS2000 without prefix [degrees]."""
    north: NorthField = "auto"
    """true: +y is true north; auto: by the coordinate system, else the north arrow."""
    join_distance: Positive = 0.01
    """Ends of lines nearer than this are joined to outlines [m]."""
    storey_height: Annotated[float, Field(gt=0.5, le=20.0)] = 3.0
    """Height of a storey where only storeys are given [m]."""
    default_height: Positive | None = None
    """Height of outlines that say none; marked as assumed; None: they are left out."""
    window_sill: Annotated[float, Field(ge=0.0, le=20.0)] = 0.9
    """Sill above the floor, of windows that do not say theirs [m]."""
    window_floors: str = ""
    """Storeys of windows that do not say theirs, such as ``1-6``; empty: all."""
    oda_converter: Name | None = None
    """Absolute path of ODAFileConverter for .dwg; from callers, never from files."""
