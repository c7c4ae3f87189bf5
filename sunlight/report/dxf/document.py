"""DXF documents that open everywhere and are equal byte for byte (DXF 文档)."""

import datetime as dt
import uuid
from pathlib import Path
from typing import Any, Final

from sunlight import __version__
from sunlight.report.dxf.pen import APPLICATION, STYLE

__all__ = ["new_document", "save_document"]

VERSION: Final = "R2010"
"""From R2007 on a DXF file is UTF-8 whatever the system's code page; AutoCAD 2010 and
later, ZWCAD, GstarCAD and others read R2010."""
METRES: Final = 6
UNDATED: Final = dt.datetime(2000, 1, 1)  # noqa: DTZ001 -- DXF knows no time zones
BIG_FONT_STYLE: Final = "日照-大字体"


def new_document() -> Any:  # noqa: ANN401
    """Empty document in metres, with Chinese text styles (新建文档).

    Texts use the TrueType font SimSun (宋体), which comes with Windows. A second style
    with the shape fonts of AutoCAD is there for those who prefer them.

    Returns
    -------
    ezdxf.document.Drawing
        Without any entity.
    """
    from ezdxf.filemanagement import new

    document = new(VERSION, setup=["linetypes"])
    document.appids.add(APPLICATION)
    header = document.header
    header["$INSUNITS"] = METRES
    header["$MEASUREMENT"] = 1
    header["$LUNITS"] = 2
    header["$LUPREC"] = 3
    header["$LTSCALE"] = 4.0
    header["$PSLTSCALE"] = 1
    header["$LWDISPLAY"] = 1
    header["$DWGCODEPAGE"] = "ANSI_936"
    document.encoding = "gbk"
    for style in (document.styles.get("Standard"), document.styles.add(STYLE, font="")):
        style.dxf.font = "simsun.ttc"
        style.set_extended_font_data("SimSun")
    document.styles.add(
        BIG_FONT_STYLE, font="gbenor.shx", dxfattribs={"bigfont": "gbcbig.shx"}
    )
    return document


def save_document(
    document: Any,  # noqa: ANN401
    path: Path,
    *,
    bounds: tuple[float, float, float, float],
    identity: str,
    date: dt.date | None,
) -> None:
    """Write a document without clock or chance (写出文档).

    Parameters
    ----------
    document : ezdxf.document.Drawing
        The drawing.
    path : Path
        File to write.
    bounds : tuple of 4 floats
        Extents of the model space. [m]
    identity : str
        What its two identifiers are made from, such as the hash of the input.
    date : datetime.date or None
        Date that it bears; None for the first day of 2000.

    Raises
    ------
    OSError
        If it cannot be written.
    """
    from ezdxf.lldxf.tagwriter import TagWriter

    space = document.modelspace()
    space.dxf.limmin, space.dxf.limmax = bounds[:2], bounds[2:]
    space.dxf.extmin = (*bounds[:2], 0.0)
    space.dxf.extmax = (*bounds[2:], 0.0)
    high = bounds[3] - bounds[1]
    document.set_modelspace_vport(
        height=max(high, (bounds[2] - bounds[0]) / 2.0) * 1.05,
        center=((bounds[0] + bounds[2]) / 2.0, (bounds[1] + bounds[3]) / 2.0),
    )
    document.commit_pending_changes()
    document.update_all()
    _set_identity(document, identity, date)
    with path.open("w", encoding="utf-8", errors="dxfreplace", newline="\r\n") as file:
        document.export_sections(
            TagWriter(file, dxfversion=document.dxfversion, write_handles=True)
        )


def _set_identity(document: Any, identity: str, date: dt.date | None) -> None:  # noqa: ANN401
    """Put times, identifiers and marks that depend on nothing but the content."""
    from ezdxf.tools.juliandate import juliandate
    from ezdxf.version import __version__ as ezdxf_version

    moment = UNDATED if date is None else dt.datetime(date.year, date.month, date.day)  # noqa: DTZ001
    header = document.header
    for name in ("$TDCREATE", "$TDUCREATE", "$TDUPDATE", "$TDUUPDATE"):
        header[name] = juliandate(moment)
    for name in ("$FINGERPRINTGUID", "$VERSIONGUID"):
        made = uuid.uuid5(uuid.NAMESPACE_URL, f"sunlight:{identity}:{name}")
        header[name] = f"{{{made}}}".upper()
    marks = document.ezdxf_metadata()
    for name in ("CREATED_BY_EZDXF", "WRITTEN_BY_EZDXF"):
        marks[name] = f"sunlight {__version__}, ezdxf {ezdxf_version}"
