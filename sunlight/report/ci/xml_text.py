"""XML documents from element trees, whatever the texts hold (XML 文本)."""

import re
from typing import Final
from xml.etree import ElementTree

__all__ = ["child", "plain", "xml_bytes"]

_FORBIDDEN: Final = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""All that XML 1.0 has no place for, escaped or not."""


def plain(text: str) -> str:
    """Text without characters that XML forbids (去除非法字符).

    Parameters
    ----------
    text : str
        Any text, such as an id from somebody's file.

    Examples
    --------
    >>> plain("a" + chr(0) + "b") == "a" + chr(0xFFFD) + "b"
    True
    """
    return _FORBIDDEN.sub("\ufffd", text)


def child(
    parent: ElementTree.Element, tag: str, text: str = "", **attributes: str
) -> ElementTree.Element:
    """Add an element with a text and attributes (加子元素).

    Parameters
    ----------
    parent : xml.etree.ElementTree.Element
        Where.
    tag : str
        Name.
    text : str
        Text; none if empty.
    **attributes : str
        Attributes.
    """
    kept = {name: plain(value) for name, value in attributes.items()}
    made = ElementTree.SubElement(parent, tag, kept)
    if text:
        made.text = plain(text)
    return made


def xml_bytes(root: ElementTree.Element) -> bytes:
    """Document in UTF-8 with a declaration (XML 文档).

    Parameters
    ----------
    root : xml.etree.ElementTree.Element
        Its root; it is indented in place.
    """
    ElementTree.indent(root)
    body: bytes = ElementTree.tostring(root, encoding="UTF-8", xml_declaration=True)
    return body + b"\n"
