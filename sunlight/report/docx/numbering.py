"""Numbers of headings and lists (编号)."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from sunlight.report.docx.styles import NAMESPACE
from sunlight.rules import Language

if TYPE_CHECKING:
    from docx.document import Document

__all__ = ["Numbers", "add_numbering", "chinese_number"]

_DIGITS: Final = "〇一二三四五六七八九"
_HEADINGS: Final[dict[Language, tuple[tuple[str, str, str], ...]]] = {
    "zh": (
        ("chineseCountingThousand", "%1、", "nothing"),
        ("chineseCountingThousand", "（%2）", "nothing"),
        ("decimal", "%3.", "nothing"),
    ),
    "en": (
        ("decimal", "%1", "space"),
        ("decimal", "%1.%2", "space"),
        ("decimal", "%1.%2.%3", "space"),
    ),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Numbers:
    """Ids of the numberings of a document (编号标识).

    Parameters
    ----------
    headings, bullets : int
        Of the headings and of lists without numbers.
    first_list : int
        Of the first numbered list; the next ones follow.
    """

    headings: int
    bullets: int
    first_list: int


def chinese_number(number: int) -> str:
    """A number as headings have it (中文数字), such as ``二十一``.

    Parameters
    ----------
    number : int
        From 1 to 99.

    Returns
    -------
    str
        In Chinese; beyond 99 in Arabic digits.
    """
    tens, ones = divmod(number, 10)
    if not 1 <= number <= 99:
        return str(number)
    ten = "" if not tens else ("十" if tens == 1 else f"{_DIGITS[tens]}十")
    return ten + (_DIGITS[ones] if ones else "")


def _level(index: int, form: str, text: str, suffix: str, indent: int) -> str:
    hang = f'<w:ind w:left="{indent}" w:hanging="{indent}"/>' if indent else ""
    where = f"<w:pPr>{hang or '<w:ind w:left=@0@ w:firstLine=@0@/>'}</w:pPr>"
    return (
        f'<w:lvl w:ilvl="{index}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>'
        f'<w:suff w:val="{suffix}"/><w:lvlText w:val="{text}"/><w:lvlJc w:val="left"/>'
        f"{where.replace('@', chr(34))}</w:lvl>"
    )


def add_numbering(document: "Document", lang: Language, lists: int) -> Numbers:
    """Add the numberings that headings and lists use (添加编号).

    Parameters
    ----------
    document : docx.document.Document
        Document of ours or a template; numberings that it has are left alone.
    lang : {'zh', 'en'}
        Chinese headings are numbered 一、（一）.
    lists : int
        How many numbered lists there are; each begins at 1.

    Returns
    -------
    Numbers
        Ids to be used.
    """
    from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
    from docx.opc.packuri import PackURI
    from docx.oxml import parse_xml
    from docx.oxml.ns import qn
    from docx.parts.numbering import NumberingPart

    part = document.part
    found = [
        rel.target_part
        for rel in part.rels.values()
        if rel.reltype == RELATIONSHIP_TYPE.NUMBERING and not rel.is_external
    ]
    if found:
        root = found[0].element
    else:
        root = parse_xml(f"<w:numbering {NAMESPACE}/>")
        made = NumberingPart(
            PackURI("/word/numbering.xml"),
            CONTENT_TYPE.WML_NUMBERING,
            root,
            part.package,
        )
        part.relate_to(made, RELATIONSHIP_TYPE.NUMBERING)
    abstract = 1 + max(
        (int(e.get(qn("w:abstractNumId"))) for e in root.findall(qn("w:abstractNum"))),
        default=0,
    )
    number = 1 + max(
        (int(e.get(qn("w:numId"))) for e in root.findall(qn("w:num"))), default=0
    )
    kinds = (
        "".join(
            _level(index, form, text, suffix, 0)
            for index, (form, text, suffix) in enumerate(_HEADINGS[lang])
        ),
        _level(0, "bullet", "·", "tab", 315),
        _level(0, "decimal", "%1.", "tab", 420),
    )
    at = len(root.findall(qn("w:numPicBullet"))) + len(
        root.findall(qn("w:abstractNum"))
    )
    for index, levels in enumerate(kinds):
        multi = "multilevel" if index == 0 else "singleLevel"
        root.insert(
            at + index,
            parse_xml(
                f'<w:abstractNum {NAMESPACE} w:abstractNumId="{abstract + index}">'
                f'<w:multiLevelType w:val="{multi}"/>{levels}</w:abstractNum>'
            ),
        )
    last = root.find(qn("w:numIdMacAtCleanup"))
    for offset in range(2 + lists):
        begin = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'
        num = parse_xml(
            f'<w:num {NAMESPACE} w:numId="{number + offset}">'
            f'<w:abstractNumId w:val="{abstract + min(offset, 2)}"/>'
            f"{begin if offset >= 2 else ''}</w:num>"
        )
        if last is None:
            root.append(num)
        else:
            last.addprevious(num)
    return Numbers(headings=number, bullets=number + 1, first_list=number + 2)
