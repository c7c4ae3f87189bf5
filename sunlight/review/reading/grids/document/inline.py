"""Text of paragraphs of a document (段落文字), without what was struck out."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from sunlight.importers.remarks import Remarks
from sunlight.review.reading.grids.cells import clean_line, clean_text
from sunlight.review.reading.grids.package import local

if TYPE_CHECKING:
    from lxml.etree import _Element  # type: ignore[import-untyped]

__all__ = ["Inline", "is_struck_out", "parts_of", "value_of"]

_STRUCK_OUT: Final = ("del", "moveFrom")
_INSERTED: Final = ("ins", "moveTo")
_WRAPPERS: Final = ("sdt", "sdtContent", "customXml", "smartTag", *_INSERTED)
_SILENT: Final = frozenset(
    (
        *("rPr", "pPr", "sdtPr", "sdtEndPr", "delText", "instrText", "delInstrText"),
        *("rt", "annotationRef", "customXmlPr", "smartTagPr"),
    )
)
_FIXED: Final = {"tab": " ", "ptab": " ", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
_SYMBOLS: Final = {
    ("wingdings", 0xFC): "✓",
    ("wingdings", 0xFB): "✗",
    ("wingdings", 0xFE): "☑",
    ("wingdings", 0xFD): "☒",
    ("wingdings", 0xA8): "□",
    ("wingdings", 0x6F): "□",
    ("wingdings 2", 0x50): "✓",
    ("wingdings 2", 0x4F): "✗",
    ("wingdings 2", 0x52): "☑",
    ("wingdings 2", 0x53): "☒",
    ("wingdings 2", 0xA3): "☐",
}


def value_of(element: "_Element") -> str | None:
    """Value of a property, whatever its namespace (属性值).

    Parameters
    ----------
    element : lxml element
        Such as ``w:gridSpan``.
    """
    for name, value in element.attrib.items():
        if name.rpartition("}")[2] == "val":
            return str(value)
    return None


def is_struck_out(element: "_Element") -> bool:
    """Whether an element is a tracked deletion (是否为修订删除).

    Parameters
    ----------
    element : lxml element
        Child of a body, table, row or paragraph.
    """
    return local(element) in _STRUCK_OUT


def parts_of(
    parent: "_Element", kinds: tuple[str, ...], inline: "Inline"
) -> Iterator["_Element"]:
    """Children of some kinds, also those in content controls and insertions (子元素).

    Parameters
    ----------
    parent : lxml element
        Body, table, row or cell.
    kinds : tuple of str
        Names without namespace.
    inline : Inline
        Receives what is struck out or inserted on the way.
    """
    for child in parent:
        if not isinstance(child.tag, str):
            continue
        kind = local(child)
        if kind in kinds:
            yield child
        elif kind in _STRUCK_OUT:
            inline.struck_out(child)
        elif kind in _WRAPPERS:
            if kind in _INSERTED:
                inline.inserted(child)
            yield from parts_of(child, kinds, inline)
        elif kind == "AlternateContent":
            yield from parts_of(_alternative(child), kinds, inline)


class Inline:
    """Reads the text of paragraphs; a private helper of one reading (段落读取).

    Parameters
    ----------
    remarks : Remarks
        Receives tracked changes and hidden texts.
    """

    def __init__(self, remarks: Remarks) -> None:
        self._remarks = remarks

    def read(self, paragraph: "_Element") -> tuple[str, list["_Element"]]:
        """Text of a paragraph, and the text boxes that hang on it (段落文字).

        Parameters
        ----------
        paragraph : lxml element
            ``w:p``.
        """
        pieces: list[str] = []
        boxes: list[_Element] = []
        self._collect(paragraph, pieces, boxes)
        return clean_text("".join(pieces)), boxes

    def struck_out(self, element: "_Element") -> None:
        """Remark on a deletion, whose text is not read (记修订删除)."""
        text = "".join(
            piece.text or ""
            for piece in element.iter()
            if isinstance(piece.tag, str) and local(piece) in ("t", "delText")
        )
        if text.strip():
            self._change("删除", text)

    def inserted(self, element: "_Element") -> None:
        """Remark on an insertion, whose text is read (记修订插入)."""
        text = "".join(
            piece.text or ""
            for piece in element.iter()
            if isinstance(piece.tag, str) and local(piece) == "t"
        )
        if text.strip():
            self._change("插入", text)

    def _change(self, what: str, text: str) -> None:
        shown = clean_line(text)[:20]
        self._remarks.add("SUBMISSION-TRACKED-CHANGES", name=f"{what}“{shown}”")

    def _collect(
        self, element: "_Element", pieces: list[str], boxes: list["_Element"]
    ) -> None:
        """Pieces of text below an element."""
        for child in element:
            if not isinstance(child.tag, str):
                continue
            kind = local(child)
            if kind == "t":
                pieces.append(child.text or "")
            elif kind == "r":
                if not self._is_hidden(child):
                    self._collect(child, pieces, boxes)
            elif kind in _SILENT:
                continue
            elif kind in _FIXED:
                pieces.append(_FIXED[kind])
            elif kind == "sym":
                pieces.append(_symbol(child))
            elif kind in _STRUCK_OUT:
                self.struck_out(child)
            elif kind == "txbxContent":
                boxes.append(child)
            elif kind == "AlternateContent":
                self._collect(_alternative(child), pieces, boxes)
            else:
                if kind in _INSERTED:
                    self.inserted(child)
                self._collect(child, pieces, boxes)

    def _is_hidden(self, run: "_Element") -> bool:
        """Whether a run is marked as hidden; remarks on its text."""
        properties = run[0] if len(run) else None
        if properties is None or local(properties) != "rPr":
            return False
        for mark in properties:
            if local(mark) == "vanish" and value_of(mark) not in ("0", "false", "off"):
                text = "".join(t.text or "" for t in run.iterchildren("{*}t"))
                if text.strip():
                    shown = clean_line(text)[:20]
                    self._remarks.add("SUBMISSION-HIDDEN-TEXT", name=f"“{shown}”")
                return True
        return False


def _alternative(element: "_Element") -> "_Element":
    """The one of several alternatives that is read."""
    choices = [x for x in element if isinstance(x.tag, str)]
    preferred = [x for x in choices if local(x) == "Choice"]
    return (preferred or choices or [element])[0] if choices else element


def _symbol(element: "_Element") -> str:
    """Character of a symbol font, as far as it is known."""
    named = {k.rpartition("}")[2]: v for k, v in element.attrib.items()}
    try:
        code = int(named.get("char", ""), 16) & 0xFF
    except ValueError:
        return ""
    font = named.get("font", "").lower()
    if (font, code) in _SYMBOLS:
        return _SYMBOLS[font, code]
    return chr(code) if font == "symbol" and 0x20 <= code < 0x7F else "□"
