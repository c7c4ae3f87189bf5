"""WordprocessingML as text: runs, paragraphs, fields (文档标记)."""

import re
from typing import Final
from xml.sax.saxutils import escape, quoteattr

__all__ = [
    "BLANK",
    "attribute",
    "blank",
    "clean",
    "field",
    "paragraph",
    "run",
]

BLANK: Final = "\u3000"
"""Full-width space: blanks to be filled in are such spaces, underlined."""

# control characters but tab and line feed, direction marks, lone surrogates, and the
# code points that XML has no place for
_HARMFUL: Final = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069"
    "\ud800-\udfff\ufeff\ufffe\uffff]"
)


def clean(text: str) -> str:
    """Text without what no document may hold (去除控制字符).

    Parameters
    ----------
    text : str
        Any text, such as a name from a model.

    Returns
    -------
    str
        Without control and direction characters; line feeds are kept.
    """
    return _HARMFUL.sub("", text.replace("\r\n", "\n"))


def attribute(text: str) -> str:
    """Text as a quoted attribute of one line (属性值)."""
    return quoteattr(" ".join(clean(text).split()))


def run(text: str, properties: str = "") -> str:
    """A run of text; a line feed breaks the line (文字).

    Parameters
    ----------
    text : str
        What is read.
    properties : str
        What stands in ``w:rPr``.

    Returns
    -------
    str
        XML.
    """
    inside = "<w:br/>".join(
        f'<w:t xml:space="preserve">{escape(line)}</w:t>' if line else ""
        for line in clean(text).replace("\t", " ").split("\n")
    )
    wrapped = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return f"<w:r>{wrapped}{inside}</w:r>"


def blank(width: int) -> str:
    """Underlined space to write on (空白下划线), `width` Chinese characters wide."""
    return run(BLANK * width, '<w:u w:val="single"/>')


def field(instruction: str, shown: str, properties: str = "") -> str:
    """A field with the result it has now (域).

    Parameters
    ----------
    instruction : str
        Such as ``PAGE``.
    shown : str
        Its result until a word processor computes it anew.
    properties : str
        What stands in ``w:rPr`` of its runs.

    Returns
    -------
    str
        XML of five runs.
    """
    look = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    mark = '<w:r>{}<w:fldChar w:fldCharType="{}"/></w:r>'
    code = escape(instruction)
    return (
        f"{mark.format(look, 'begin')}"
        f'<w:r>{look}<w:instrText xml:space="preserve"> {code} </w:instrText></w:r>'
        f"{mark.format(look, 'separate')}{run(shown, properties)}"
        f"{mark.format(look, 'end')}"
    )


def paragraph(style: str, content: str, properties: str = "") -> str:
    """A paragraph (段落).

    Parameters
    ----------
    style : str
        Id of its style.
    content : str
        XML of its runs.
    properties : str
        What stands in ``w:pPr`` behind the style.

    Returns
    -------
    str
        XML.
    """
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{properties}</w:pPr>{content}</w:p>'
