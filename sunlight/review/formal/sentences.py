"""What the sentences of a conclusion claim (结论语句): all, how many, which one."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Final

from sunlight.review.formal.words import NOTHING, UNREADABLE, folded, outcome_of

__all__ = ["Claim", "claims_in"]

_BREAK: Final = re.compile(r"[，,。；;！!：:（）()\n]")
_UNIVERSAL: Final = re.compile(
    r"(?<![不未非无])(?:全部|均|都|全都|皆|一律)(?:仍|已|能|可|能够|可以|会|得到)*"
    r"(?:满足|达到|符合|达标|通过|不影响|不受[^，。；]{0,8}影响|合格)"
)
_HARMLESS: Final = re.compile(
    r"(?:无|没有|不产生|不造成|未产生|未造成|不会产生|不会造成|不构成)[^，。；]{0,8}?"
    r"(?:不利)?(?:日照)?影响"
)
_GENERAL: Final = re.compile(
    r"(?<![不未非无])(?:能够?|可以?|仍|已)?(?:满足|符合|达到)[^，。；]{0,24}?"
    r"(?:标准|要求|规范|规定|规程)"
)
_PASSED: Final = re.compile(r"结论为(?P<not>不)?通过")
_NEGATED: Final = re.compile(r"(?:不能|未能|并非|未|没有|非)(?:全部|均|都)|不(?:全|都)")
_NUMBER: Final = r"(?P<number>\d+|[零〇一二两三四五六七八九十百]+)"
_COUNT: Final = re.compile(
    rf"(?<![每任\d]){_NUMBER}(?:户|套|间)(?![型室])|(?<=满足|影响|通过|达标|增加)(?P<bare>\d+)$"
)
_TOTAL: Final = re.compile(r"(?:共|总|合计|共计|总计)")
_BEFORE: Final = re.compile(
    r"建设前|叠加前|建前|拟建前|项目前|原有日照|原日照|原不|原满"
)
_AFTER: Final = re.compile(r"建设后|叠加后|建后|建成后|项目后|叠加影响后")
_OWN: Final = re.compile(r"拟建|本项目|新建|申报项目(?!以?外)|项目内|小区内|自身")
_OUTSIDE: Final = re.compile(r"周边|现状|已建|相邻|项目以?外|已批|邻近|周围|既有")
_SUMMED_UP: Final = re.compile(r"\s*(综上|总之|总体|本项目)")
_REST: Final = re.compile(r"其余|其他|其它|余下")
_RANGE: Final = re.compile(r"(\d+)#?(?:楼)?(?:[~\-—至到]+)(\d+)#")
_SOME: Final = re.compile(r"协议|备案|不参加|未参加")
"""Units picked out by something that no column of a table says."""
_UNKNOWN_HEAD: Final = re.compile(r"[^:。,;()]{1,40}\([^()]*\):")
_NOT_JUDGED: Final = re.compile(r"(?:不参加|未)评定(?:的有)?0*[1-9]")
_NO_HOUSEHOLDS: Final = re.compile(r"共\d+[处间幢块片]")
_LONGEST_RANGE: Final = 500
_DIGITS: Final = {c: i for i, c in enumerate("零一二三四五六七八九")} | {
    "\u3007": 0,
    "两": 2,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """One thing that a conclusion claims (一项结论).

    Parameters
    ----------
    kind : str
        ``all``, ``count``, ``total`` or ``building``.
    outcome : str
        As in :func:`~sunlight.review.formal.words.outcome_of`; ``harmless`` for no harm
        to anybody.
    number : int
        Units that are counted; -1 without.
    state : str
        ``before`` or ``after``.
    buildings : frozenset of str
        Keys of the buildings named; empty for all.
    but : frozenset of str
        Keys of the buildings excepted.
    inside : bool or None
        The project itself, its surroundings, or not said.
    rest : bool
        It speaks of the rest only.
    sentence : int
        Which sentence.
    text : str
        The piece of it.
    unit : str
        户, 套 or 间 of a number; empty where none is printed.
    unsure : bool
        Which units it is about was not understood.
    """

    kind: str
    outcome: str
    number: int = -1
    state: str = "after"
    buildings: frozenset[str] = field(default_factory=frozenset)
    but: frozenset[str] = field(default_factory=frozenset)
    inside: bool | None = None
    rest: bool = False
    sentence: int = 0
    text: str = ""
    unit: str = ""
    unsure: bool = False


def claims_in(sentences: Iterable[str], known: Mapping[str, str]) -> tuple[Claim, ...]:
    """Claims of all sentences (结论语句).

    A conclusion is free text: what is not understood claims nothing here, and the
    check says so.

    Parameters
    ----------
    sentences : iterable of str
        As printed.
    known : mapping of str to str
        Names of the buildings of the report, in one spelling, and the key of each.

    Returns
    -------
    tuple of Claim
        In the order of the text.

    Examples
    --------
    >>> for claim in claims_in(["除3#2户不满足外，其余均满足标准。"], {"3#": "3#"}):
    ...     print(claim.kind, claim.outcome, claim.number, sorted(claim.buildings))
    count not_meets 2 ['3#']
    all meets -1 []
    """
    names = dict(sorted(known.items(), key=lambda pair: (-len(pair[0]), pair[0])))
    found: list[Claim] = []
    for number, sentence in enumerate(sentences):
        frame = Claim(kind="", outcome="", sentence=number)
        text = folded(sentence).replace("影响(日照增加)", "日照增加")
        text = text.replace("结论为:", "结论为")
        text = re.sub(r"达到[^,。;:()]*标准(\([^()]*\))?、(?=评定为)", "", text)
        text = re.sub(r"(除[^，,。；;]*?外)(?=[^，,。；;])", r"\1,", text)
        text = re.sub(r"\d+[幢栋座](?=[^,。;]{0,10}建筑)", "", text)
        text, subject = _headed(text, names)
        unsure = not subject and bool(_UNKNOWN_HEAD.match(text))
        unsure |= bool(_NOT_JUDGED.search(text) or _NO_HOUSEHOLDS.search(text))
        for whole in re.split(r"[。！!\n]", text):
            frame = replace(frame, inside=None, state="after")
            mine = frozenset[str]() if _SUMMED_UP.match(whole) else subject
            for part in re.split(r"[；;]", whole):
                frame = replace(frame, buildings=mine, but=frozenset())
                frame = replace(frame, unsure=unsure and bool(subject == mine))
                for piece in _BREAK.split(part):
                    frame = _framed(frame, piece, names)
                    if _SOME.search(piece):
                        frame = replace(frame, unsure=True)
                    found.extend(_pieces(frame, piece))
    return tuple(found)


def _subject(text: str, known: Mapping[str, str]) -> frozenset[str]:
    """The one building that a paragraph is headed with, such as ``3号楼:``."""
    head, colon, _ = re.sub(r"\([^()]*\)", "", text).partition(":")
    if not colon or "除" in head or re.search(r"[。，,；;]", head):
        return frozenset()
    named = _buildings(_plain(head), known)
    return named if len(named) == 1 else frozenset()


def _headed(text: str, known: Mapping[str, str]) -> tuple[str, frozenset[str]]:
    """What follows the heading of a paragraph, and the building that it names.

    ``p1拟建1号楼(住宅,本项目新建):`` is P1, whatever other names stand in it; the rest
    of the paragraph is about that building.
    """
    text = re.sub(r"^[×✗✘※○●◎√]+", "", text)
    text = re.sub(r"(标准|要求|规定)\([^()]*\)(?=的)", r"\1", text)
    head, colon, rest = text.partition(":")
    bare = _plain(re.sub(r"\([^()]*\)", "", head))
    if colon and "除" not in head and not re.search(r"[。,;]", bare):
        for name, key in known.items():
            follows = bare.removeprefix(name)
            if follows != bare and not re.match(r"[a-z0-9~至、和及\-]", follows):
                return rest, frozenset({key})
    return text, _subject(text, known)


def _plain(piece: str) -> str:
    """Words for a building in one spelling."""
    return re.sub(r"(号楼|幢|栋|座)", "#", piece).replace("#楼", "#")


def _framed(frame: Claim, piece: str, known: Mapping[str, str]) -> Claim:
    """State, buildings and side that a piece speaks of; else as the piece before."""
    plain = _plain(piece)
    named = _buildings(plain, known)
    but = frame.but
    if "除" in plain and "外" in plain:
        but, named = but | named, frozenset()
    elif _REST.search(plain):
        but, named = but | frame.buildings, frozenset()
    elif not named:
        named = frame.buildings
    inside = frame.inside
    own, outside = _OWN.search(plain), _OUTSIDE.search(plain)
    if bool(own) != bool(outside):
        inside = bool(own)
    elif own and outside:
        inside = None
    state = frame.state
    if _BEFORE.search(plain):
        state = "before"
    if _AFTER.search(plain):
        state = "after"
    return replace(
        frame,
        buildings=named,
        but=but,
        inside=inside,
        state=state,
        rest=bool(_REST.search(plain)),
        text=piece,
    )


def _buildings(plain: str, known: Mapping[str, str]) -> frozenset[str]:
    """Buildings named in a piece, longest names first, ranges taken apart."""
    found = set()
    for first, last in _RANGE.findall(plain):
        low, high = int(first), int(last)
        if 0 <= high - low <= _LONGEST_RANGE:
            numbers = (f"{i}#" for i in range(low, high + 1))
            found |= {known[number] for number in numbers if number in known}
    for name, key in known.items():
        if len(name) < 2 or name not in plain:
            continue
        end = "" if name.endswith("#") else r"(?![a-z0-9])"
        bounded = re.compile(rf"(?<![a-z0-9#]){re.escape(name)}{end}")
        if bounded.search(plain):
            found.add(key)
            plain = bounded.sub(" ", plain)
    return frozenset(found)


def _pieces(frame: Claim, piece: str) -> list[Claim]:
    """Claims of one piece."""
    counts = list(_COUNT.finditer(piece))
    if counts:
        return _counted(frame, piece, counts)
    passed = _PASSED.search(piece)
    if passed:
        kind = "fail" if passed["not"] else "pass"
        return [replace(frame, kind="all" if kind == "pass" else "any", outcome=kind)]
    if _NEGATED.search(piece):
        return [replace(frame, kind="any", outcome="fail")]
    universal = _UNIVERSAL.search(piece)
    if universal:
        mixed = "或" in piece and "影响" in piece
        outcome = "pass" if mixed else outcome_of(universal.group())
        return [replace(frame, kind="all", outcome=_or_pass(outcome))]
    if _HARMLESS.search(piece):
        return [replace(frame, kind="all", outcome="harmless")]
    outcome = outcome_of(piece)
    if outcome in ("not_meets", "missed", "fail", "affected"):
        if "不能视为" in piece or "可能" in piece:
            return []
        kind = "building" if frame.buildings or frame.but else "any"
        named = _excepted(frame, piece)
        return [replace(frame, kind=kind, outcome=outcome, buildings=named)]
    if _GENERAL.search(piece):
        return [replace(frame, kind="all", outcome="meets")]
    return []


def _or_pass(outcome: str) -> str:
    """Outcome of a sentence about all units."""
    return "meets" if outcome in ("reached", NOTHING, UNREADABLE) else outcome


def _excepted(frame: Claim, piece: str) -> frozenset[str]:
    """Buildings that a piece is about, also where it excepts them."""
    if "除" in piece and "外" in piece:
        return frame.but
    return frame.buildings or frame.but


def _counted(frame: Claim, piece: str, counts: list[re.Match[str]]) -> list[Claim]:
    """Claims of a piece with numbers of units."""
    excepted = replace(frame, buildings=_excepted(frame, piece), rest=False)
    if not ("除" in piece and "外" in piece):
        excepted = frame
    found = []
    edges = [0, *(m.end() for m in counts), len(piece)]
    after_first = outcome_of(piece[: counts[0].start()])
    leading = after_first not in (NOTHING, UNREADABLE)
    for i, match in enumerate(counts):
        span = piece[edges[i] : match.start()]
        if not leading:
            last = counts[i + 1].start() if i + 1 < len(counts) else len(piece)
            span = piece[match.end() : last]
        outcome = outcome_of(span) if span else UNREADABLE
        number = _value(match["number"] or match["bare"])
        unit = "" if match["bare"] else match.group()[-1]
        if outcome in (NOTHING, UNREADABLE):
            if _TOTAL.search(piece[: match.start()]) or _TOTAL.search(span):
                found.append(
                    replace(
                        excepted, kind="total", outcome="", number=number, unit=unit
                    )
                )
            continue
        found.append(
            replace(excepted, kind="count", outcome=outcome, number=number, unit=unit)
        )
    return found


def _value(text: str) -> int:
    """Number in digits or Chinese numerals up to 999."""
    if text.isdigit():
        return int(text)
    total, digit = 0, 0
    for c in text:
        if c in "十百":
            total += (digit or 1) * (10 if c == "十" else 100)
            digit = 0
        else:
            digit = _DIGITS[c]
    return total + digit
