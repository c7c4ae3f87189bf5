"""What a clause means, how it was read, and with which figures (条款说明)."""

import difflib
import re
import unicodedata
from dataclasses import dataclass
from typing import Final

from sunlight.errors import InputError
from sunlight.rules.clause import Period
from sunlight.rules.ledger import LedgerEntry, ledger
from sunlight.rules.parameters import Parameter
from sunlight.rules.ruleset import Reading, Ruleset
from sunlight.rules.verdict import Language

__all__ = ["ExplainedItem", "Explanation", "explain", "explanation_text"]

_TEXTS: Final = ("规程", "办法")
"""The texts that an id can point into, in the order in which they are shown."""

_OTHER_NAMES: Final = (("附件1", "规程"), ("附件一", "规程"), ("条", ""), (" ", ""))
"""How people write the same id, and how it is written here."""

_CHAPTER: Final = re.compile(
    r"(?P<head>^(?:规程|办法)?)(?P<digits>[1-9]\d?)(?=$|[(第])"
)
_BRACKETS: Final = re.compile(r"(?P<head>\()(?P<digits>[1-9]\d?)(?=\))")
"""Where people write digits and the text has Chinese numerals."""

_NUMERALS: Final = "零一二三四五六七八九"

_WORDS: Final[dict[Language, dict[str, str]]] = {
    "zh": {
        "reading": "读法",
        "alternative": "另一读法",
        "parameter": "参数",
        "functions": "落实",
        "remark": "说明",
        "force": "施行",
        "source": "来源",
        "checked": "核对于",
        "to": "至",
        "colon": "：",
    },
    "en": {
        "reading": "reading",
        "alternative": "alternative",
        "parameter": "parameter",
        "functions": "carried out by",
        "remark": "remark",
        "force": "in force",
        "source": "source",
        "checked": "checked on",
        "to": "to",
        "colon": ": ",
    },
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ExplainedItem:
    """One item of the text with all that hangs on it (条目说明).

    Parameters
    ----------
    id : str
        Such as ``规程六(三)``.
    sentences : tuple of LedgerEntry
        What it says and what became of it, sentence by sentence.
    readings : tuple of Reading
        Choices where it can be read in two ways.
    parameters : tuple of Parameter
        Its figures, in every period, with source and dates in force.
    """

    id: str
    sentences: tuple[LedgerEntry, ...]
    readings: tuple[Reading, ...]
    parameters: tuple[Parameter, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """Answer to what a clause means (条款说明).

    Parameters
    ----------
    asked : str
        What was asked for.
    lang : {'zh', 'en'}
        Language of :func:`explanation_text`.
    rules : str
        Name of the rules.
    document : str
        Number of the document.
    period : Period
        Days on which it is in force.
    items : tuple of ExplainedItem
        Items that answer, in the order of the text.
    """

    asked: str
    lang: Language
    rules: str
    document: str
    period: Period
    items: tuple[ExplainedItem, ...]


def explain(rules: Ruleset, clause_id: str, lang: Language = "zh") -> Explanation:
    """What a clause means, how it was read, with which figures (条款说明).

    Parameters
    ----------
    rules : Ruleset
        The rules.
    clause_id : str
        Such as ``规程六(三)`` or ``办法四``; a sentence (``规程六(一)第2句``) or a
        whole chapter (``规程七``) will do. Without the text, ``六(三)`` gives both.
        Digits (``六(3)``, ``办法4``) will do, and so will the id of a reading or of a
        figure (``sector_shape``, ``shortest_segment``).
    lang : {'zh', 'en'}
        Language.

    Returns
    -------
    Explanation
        Meaning, reading chosen and its alternative, figures with source and dates.

    Raises
    ------
    InputError
        If nothing has that id, naming the nearest ids; or if there is no such language.

    Examples
    --------
    >>> from sunlight.rules.registry import ruleset
    >>> [item.id for item in explain(ruleset(), "六(三)").items][:2]
    ['规程六(三)', '办法六(三)']
    """
    if lang not in _WORDS:
        raise InputError(
            f"there is no catalogue in {lang!r}; choose one of: {', '.join(_WORDS)}",
            where="lang",
            value=lang,
        )
    return Explanation(
        asked=clause_id,
        lang=lang,
        rules=rules.name,
        document=rules.document,
        period=rules.period,
        items=_named(rules, clause_id.strip()) or _of_clause(rules, clause_id),
    )


def explanation_text(explanation: Explanation) -> str:
    """Explanation as a person reads it (条款说明文字).

    Parameters
    ----------
    explanation : Explanation
        The explanation.

    Returns
    -------
    str
        Lines of text in the language of the explanation.
    """
    lang = explanation.lang
    words = _WORDS[lang]
    dates = _dates(explanation.period.first, explanation.period.last, words)
    lines = [f"{explanation.document} ({words['force']} {dates})"]
    for item in explanation.items:
        if not item.sentences:
            lines += ["", item.id]
        for entry in item.sentences:
            lines += ["", entry.id, f"  {entry.meaning(lang)}"]
            doers = ", ".join((*entry.clauses, *entry.code))
            lines += _line("functions", doers, words)
            lines += _line("remark", entry.remark(lang), words)
        for reading in item.readings:
            chosen, other = (
                (reading.chosen_zh, reading.alternative_zh)
                if lang == "zh"
                else (reading.chosen_en, reading.alternative_en)
            )
            lines += _line("reading", f"[{reading.id}] {chosen}", words)
            lines += _line("alternative", other, words)
        for parameter in item.parameters:
            lines += _line("parameter", _parameter_text(parameter, lang), words)
    return "\n".join(lines)


def _of_clause(rules: Ruleset, clause_id: str) -> tuple[ExplainedItem, ...]:
    """Items of a clause, refused if there are none."""
    entries = ledger(rules)
    asked = _as_written_here(clause_id)
    wanted = [asked] if asked.startswith(_TEXTS) else [text + asked for text in _TEXTS]
    found = [e for name in wanted for e in _matching(entries, name)] if asked else []
    if not found:
        names = [*(r.id for r in rules.readings), *rules.values.by_id]
        raise InputError(
            f"{rules.name} has no clause {clause_id!r}; "
            f"{_suggestion(entries, names, [*wanted, asked])}ids look like 规程六(三) "
            "or 办法四; a reading or a figure has a name such as sector_shape",
            where="clause_id",
            value=clause_id,
        )
    return tuple(
        _item(rules, name, tuple(e for e in found if e.item == name))
        for name in dict.fromkeys(entry.item for entry in found)
    )


def _named(rules: Ruleset, name: str) -> tuple[ExplainedItem, ...]:
    """Reading and figure of that name, each with the sentences it belongs to."""
    entries = ledger(rules)
    readings = tuple(r for r in rules.readings if r.id == name)
    figures = tuple(p for p in rules.parameters if p.id == name)
    places = [r.clause for r in readings]
    places += [e.item for e in entries if figures and name in e.parameters]
    places = places or [p.clause for p in figures]
    return tuple(
        ExplainedItem(
            id=place,
            sentences=tuple(e for e in entries if e.item == place),
            readings=tuple(r for r in readings if r.clause == place),
            parameters=figures,
        )
        for place in dict.fromkeys(places)
    )


def _item(
    rules: Ruleset, name: str, sentences: tuple[LedgerEntry, ...]
) -> ExplainedItem:
    """Gather what hangs on an item."""
    named = {figure for entry in sentences for figure in entry.parameters}
    return ExplainedItem(
        id=name,
        sentences=sentences,
        readings=tuple(r for r in rules.readings if r.clause == name),
        parameters=tuple(p for p in rules.parameters if p.id in named),
    )


def _matching(entries: tuple[LedgerEntry, ...], name: str) -> list[LedgerEntry]:
    """Entries of an id, of the sentences of an item, or of a whole chapter."""
    exact = [e for e in entries if name in (e.id, e.item)]
    below = [e for e in entries if e.id.startswith(name) and e not in exact]
    # 规程四(一)1 stands below 规程四(一); 办法十 stands not below 办法一.
    return exact + [e for e in below if e.id[len(name)] in "(0123456789"]


def _as_written_here(clause_id: str) -> str:
    """Return an id as the ledger writes it: plain brackets, no blanks."""
    written = unicodedata.normalize("NFKC", clause_id)
    for other, ours in _OTHER_NAMES:
        written = written.replace(other, ours)
    for text in ("", *_TEXTS):
        if written.startswith(f"{text}第"):
            written = text + written[len(text) + 1 :]
            break
    return _BRACKETS.sub(_numeral, _CHAPTER.sub(_numeral, written))


def _numeral(found: re.Match[str]) -> str:
    """Digits below a hundred as a Chinese numeral: 4 is 四, 12 is 十二."""
    tens, ones = divmod(int(found["digits"]), 10)
    written = f"{_NUMERALS[tens] if tens > 1 else ''}{'十' if tens else ''}"
    return f"{found['head']}{written}{_NUMERALS[ones] if ones else ''}"


def _suggestion(
    entries: tuple[LedgerEntry, ...], names: list[str], wanted: list[str]
) -> str:
    """Return the nearest ids as the beginning of a sentence, or nothing."""
    ids = (name for e in entries for name in (e.item, e.id))
    known = list(dict.fromkeys([*ids, *names]))
    near = [n for w in wanted for n in difflib.get_close_matches(w, known, n=3)]
    return f"did you mean {', '.join(dict.fromkeys(near))}? " if near else ""


def _parameter_text(parameter: Parameter, lang: Language) -> str:
    """One line on a figure: value, dates, source, how sure."""
    words = _WORDS[lang]
    term = parameter.term_zh if lang == "zh" else parameter.term_en
    value = (
        parameter.value
        if isinstance(parameter.value, str)
        else f"{parameter.value:g} {parameter.unit}".removesuffix(" 1")
    )
    dates = _dates(parameter.valid_from, parameter.valid_until, words)
    return (
        f"[{parameter.id}] {term} = {value} ({words['force']} {dates}; "
        f"{words['source']}: {parameter.source}; {words['checked']} "
        f"{parameter.checked_on.isoformat()}; {parameter.confidence})"
    )


def _dates(first: object, last: object, words: dict[str, str]) -> str:
    """Two days as a span."""
    return f"{first} {words['to']} {last}"


def _line(word: str, text: str, words: dict[str, str]) -> list[str]:
    """One labelled line, or none where there is nothing to say."""
    return [f"  {words[word]}{words['colon']}{text}"] if text else []
