"""Pictures set on the page, with the scale that they come out at (插图)."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from sunlight.errors import InputError
from sunlight.report.docx.geometry import Page, emu, lines
from sunlight.report.docx.markup import attribute
from sunlight.report.pictures.drawing import DrawnPicture
from sunlight.report.texts import Texts

if TYPE_CHECKING:
    from docx.document import Document

__all__ = ["Placed", "add_images", "drawing_xml", "placed", "scale_words"]

_ROOM: Final = 11.0
"""Left free for a caption of one line below a picture. [mm]"""

_MORE: Final = 5.3
"""Height of a further line of a caption. [mm]"""

_SCALE_EMS: Final = 34
"""Room for the words about the scale."""

_SMALL: Final = 1e-3
"""Pictures reduced by less than this keep their scale: no ruler shows it. [1]"""

_PAPERS: Final = {(420, 297): "A3", (297, 210): "A4", (594, 420): "A2"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """Where a picture goes (插图版位).

    Parameters
    ----------
    wide : bool
        On a page on its side.
    width, height : float
        As printed. [mm]
    factor : float
        Of reduction, at most 1.
    """

    wide: bool
    width: float
    height: float
    factor: float


def placed(
    picture: DrawnPicture, upright: Page, wide: Page, *, below: float = 0.0
) -> Placed:
    """Largest size of a picture on a page, never enlarged, its ratio kept (缩放).

    Parameters
    ----------
    picture : DrawnPicture
        Picture.
    upright, wide : Page
        Pages that it can stand on.
    below : float
        Height taken by what stands above it. [mm]

    Returns
    -------
    Placed
        On the upright page unless the other shows it notably larger.

    Raises
    ------
    InputError
        If its size on paper is not positive.
    """
    width, height = picture.size
    if not (width > 0 and height > 0):
        raise InputError(
            f"the picture {picture.id!r} has the size {width} × {height} mm; both must "
            "be greater than 0",
            where=f"pictures[{picture.id}].size",
            value=picture.size,
        )
    factors = [
        min(
            1.0,
            page.text_width / width,
            (page.text_height - _caption_room(picture, page) - below) / height,
        )
        for page in (upright, wide)
    ]
    on_side = factors[1] > 1.1 * factors[0]
    factor = factors[on_side]
    return Placed(
        wide=on_side, width=width * factor, height=height * factor, factor=factor
    )


def _caption_room(picture: DrawnPicture, page: Page) -> float:
    """Height that the caption takes. [mm]."""
    text = picture.title + "　" * (0 if picture.scale is None else _SCALE_EMS)
    count = lines(text, 9.0, page.text_width * 72 / 25.4)
    return _ROOM + _MORE * (count - 1)


def scale_words(picture: DrawnPicture, factor: float, words: Texts) -> str:
    """The scale of a picture as it is printed (比例说明), empty where it has none.

    Parameters
    ----------
    picture : DrawnPicture
        Picture with the scale of its own sheet.
    factor : float
        Of reduction.
    words : mapping
        Catalogue.

    Returns
    -------
    str
        The scale of the sheet, named as such, and the scale that results.
    """
    if picture.scale is None:
        return ""
    if factor > 1.0 - _SMALL:
        return words["docx.scale_full"].format(scale=picture.scale)
    width, height = (round(side) for side in picture.size)
    paper = _PAPERS.get((max(width, height), min(width, height)))
    if paper is None:
        paper = words["docx.paper_other"].format(width=width, height=height)
    return words["docx.scale_reduced"].format(
        paper=paper, scale=picture.scale, result=round(picture.scale / factor)
    )


def add_images(
    document: "Document", pictures: Sequence[DrawnPicture]
) -> dict[str, str]:
    """Put the files of pictures into a document (嵌入图片).

    Parameters
    ----------
    document : docx.document.Document
        Document.
    pictures : sequence of DrawnPicture
        PNG files.

    Returns
    -------
    dict of str to str
        Relation id by picture id.

    Raises
    ------
    InputError
        If a file is no PNG picture.
    OSError
        If a file cannot be read.
    """
    from docx.opc.constants import RELATIONSHIP_TYPE
    from docx.opc.packuri import PackURI
    from docx.opc.part import Part

    part = document.part
    taken = {str(other.partname) for other in part.package.iter_parts()}
    found: dict[str, str] = {}
    number = 0
    for picture in pictures:
        data = picture.path.read_bytes()
        if not data.startswith(b"\x89PNG\r\n\x1a\n"):
            raise InputError(
                f"the picture {picture.id!r} is not a PNG file: {picture.path.name}",
                where=f"pictures[{picture.id}].path",
                value=picture.path.name,
            )
        number += 1
        while f"/word/media/drawing{number}.png" in taken:
            number += 1
        name = PackURI(f"/word/media/drawing{number}.png")
        image = Part(name, "image/png", data, part.package)
        found[picture.id] = part.relate_to(image, RELATIONSHIP_TYPE.IMAGE)
    return found


def drawing_xml(
    relation: str, number: int, picture: DrawnPicture, width: float, height: float
) -> str:
    """A picture in a line of its own (嵌入式图片).

    Parameters
    ----------
    relation : str
        Relation id of its file.
    number : int
        Unique in the document.
    picture : DrawnPicture
        For its name and the text for those who cannot see it.
    width, height : float
        As printed. [mm]

    Returns
    -------
    str
        XML of a run.
    """
    named = attribute(picture.title or picture.id)
    said = attribute(picture.alt or picture.title)
    size = f'cx="{emu(width)}" cy="{emu(height)}"'
    main = "http://schemas.openxmlformats.org/drawingml/2006"
    return (
        f'<w:r><w:drawing><wp:inline xmlns:wp="{main}/wordprocessingDrawing" '
        f'distT="0" distB="0" distL="0" distR="0"><wp:extent {size}/>'
        f'<wp:docPr id="{number}" name={named} descr={said}/><wp:cNvGraphicFramePr>'
        f'<a:graphicFrameLocks xmlns:a="{main}/main" noChangeAspect="1"/>'
        f'</wp:cNvGraphicFramePr><a:graphic xmlns:a="{main}/main">'
        f'<a:graphicData uri="{main}/picture"><pic:pic xmlns:pic="{main}/picture">'
        f'<pic:nvPicPr><pic:cNvPr id="{number}" name={named} descr={said}/>'
        '<pic:cNvPicPr><a:picLocks noChangeAspect="1"/></pic:cNvPicPr></pic:nvPicPr>'
        '<pic:blipFill><a:blip xmlns:r="http://schemas.openxmlformats.org/'
        f'officeDocument/2006/relationships" r:embed="{relation}"/>'
        "<a:stretch><a:fillRect/></a:stretch></pic:blipFill>"
        f'<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext {size}/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic>'
        "</a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
    )
