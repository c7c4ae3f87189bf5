"""The scope and its reasons: who is analysed, who overlays, who not (分析范围)."""

import math
from collections import Counter
from collections.abc import Iterator
from typing import Final

from sunlight.assessment import Assessment
from sunlight.assessment.scoping.legal_list import OBSTRUCTIONS_READING
from sunlight.report.content.cells import (
    fields_of,
    lines,
    number_cell,
    paragraphs,
    table_of,
    text_cell,
)
from sunlight.report.content.records import (
    Block,
    Cell,
    Chapter,
    Fields,
    Items,
    Pictures,
    Table,
)
from sunlight.report.scope_table import reasons_of_entry
from sunlight.report.texts import Texts
from sunlight.rules import Language
from sunlight.scope import Scope, ScopeEntry, ScopeRole

__all__ = ["scope_chapter"]

MOST_ALIKE: Final = 40
"""More buildings outside than this, for one and the same reason, share one row."""

_LAYOUT: Final = [
    ("building", "text", 1.0),
    ("role", "text", 0.8),
    ("shading_height", "number", 0.9),
    ("radius", "number", 0.9),
    ("clause", "text", 1.2),
    ("reason", "text", 4.6),
]


def scope_chapter(assessment: Assessment, words: Texts, lang: Language) -> Chapter:
    """What the sectors reach, rows added, and why each is in or out (分析范围).

    Parameters
    ----------
    assessment : Assessment
        The assessment.
    words : mapping
        Catalogue.
    lang : {'zh', 'en'}
        Its language.
    """
    scope = assessment.scope
    title = words["front_chapters.scope"]
    if scope is None:
        told = paragraphs([words["scope.none"], words["front_scope.none"]], "note")
        shading = _obstructions(assessment, words)
        return Chapter(id="scope", title=title, blocks=(*told, *shading))
    sections = (
        Chapter(
            id="scope-drawing",
            title=words["front_scope.drawing"],
            blocks=(
                _conditions(scope, words),
                *paragraphs([words["scope.figure_note"]], "note"),
                _sectors(scope, words),
                Pictures(kind="scope", missing=words["front.no_picture"]),
            ),
        ),
        Chapter(
            id="scope-reasons",
            title=words["front_scope.reasons"],
            blocks=tuple(_found(scope, words, lang)),
        ),
        Chapter(
            id="scope-rows",
            title=words["scope.steps"],
            blocks=_steps(assessment, scope, words),
        ),
        Chapter(
            id="scope-obstructions",
            title=words["front_scope.obstructions"],
            blocks=_obstructions(assessment, words),
        ),
    )
    return Chapter(id="scope", title=title, sections=sections)


def _conditions(scope: Scope, words: Texts) -> Fields:
    """How the sectors are drawn."""
    drawn = scope.conditions
    cap = drawn.radius_cap
    say = "front_scope."
    values = [
        (
            "angle",
            words[f"{say}angle_text"].format(angle=f"{drawn.angle_from_east_west:g}"),
        ),
        (
            "factor",
            words[f"{say}factor_text"].format(factor=f"{drawn.radius_factor:g}"),
        ),
        (
            "cap",
            words[f"{say}no_cap"]
            if cap is None
            else words[f"{say}cap_text"].format(cap=f"{cap:g}"),
        ),
        ("shape", words[f"{say}shape_{drawn.shape.value}"]),
        ("height", words[f"{say}height_{drawn.height.value}"]),
    ]
    return Fields(
        id="scope-conditions",
        caption=words[f"{say}conditions"],
        fields=fields_of(words, "front_scope", values),
    )


def _sectors(scope: Scope, words: Texts) -> Table:
    """Sectors that make the scope, with the height they follow from."""
    return table_of(
        words,
        "sectors",
        [
            ("building", "text", 1.5),
            ("shading_height", "number", 1.0),
            ("radius", "number", 1.0),
        ],
        [
            (text_cell(s.id), number_cell(s.height), number_cell(s.radius))
            for s in scope.sectors
        ],
        section="front_columns",
        note="" if scope.sectors else words["front_scope.no_sector"],
    )


def _found(scope: Scope, words: Texts, lang: Language) -> Iterator[Block]:
    """Yield how many have each role, and why each has its own."""
    order = list(ScopeRole)
    entries = sorted(scope.entries, key=lambda entry: order.index(entry.role))
    roles = Counter(_role(entry, words) for entry in entries)
    parts = words["front.comma"].join(
        words["front_scope.part"].format(role=role, count=count)
        for role, count in roles.items()
    )
    told = words["front_scope.counted"].format(count=len(entries), parts=parts)
    yield from paragraphs([told])
    rows = list(_rows(scope, words, lang))
    alone = any(not e.receiver for e in scope.entries if e.role is ScopeRole.ANALYSED)
    yield table_of(
        words,
        "scope-reasons",
        _LAYOUT,
        rows,
        section="front_columns",
        note=words["front_scope.reached_note"] if alone else "",
    )


def _rows(scope: Scope, words: Texts, lang: Language) -> Iterator[tuple[Cell, ...]]:
    """Yield a row a building; many outside for one reason share one."""
    alike: dict[str, list[ScopeEntry]] = {}
    for entry in scope.entries:
        if entry.role is ScopeRole.OUTSIDE:
            key = lines(reasons_of_entry(entry, lang))
            alike.setdefault(key, []).append(entry)
    gathered = {key: found for key, found in alike.items() if len(found) > MOST_ALIKE}
    radius = {s.building: s.radius for s in (*scope.sectors, *scope.overlay_sectors)}
    for entry in scope.entries:
        reasons = lines(reasons_of_entry(entry, lang))
        if entry.role is ScopeRole.OUTSIDE and reasons in gathered:
            continue
        yield (
            text_cell(entry.id),
            text_cell(_role(entry, words)),
            number_cell(entry.height),
            number_cell(radius.get(entry.building, math.nan)),
            text_cell(_clauses(entry)),
            text_cell(reasons),
        )
    for reasons, found in gathered.items():
        ids = words["front.comma"].join(entry.id for entry in found)
        yield (
            text_cell(words["front_scope.many"].format(count=len(found), ids=ids)),
            text_cell(words[f"scope_role.{ScopeRole.OUTSIDE.value}"]),
            number_cell(None),
            number_cell(None),
            text_cell(_clauses(found[0])),
            text_cell(reasons),
        )


def _role(entry: ScopeEntry, words: Texts) -> str:
    """Role of a building; one that is reached but cannot be a receiver is said so."""
    role = words[f"scope_role.{entry.role.value}"]
    if entry.role is ScopeRole.ANALYSED and not entry.receiver:
        return words["front_scope.reached"]
    return role


def _clauses(entry: ScopeEntry) -> str:
    """Clauses that its reasons rest on, one a line."""
    return lines(reason.clause for reason in entry.reasons)


def _steps(assessment: Assessment, scope: Scope, words: Texts) -> tuple[Block, ...]:
    """Rows added one by one, and because of whom."""
    if not scope.steps:
        key = "scope.no_step" if len(assessment.project.windows) else "scope.rows_note"
        return paragraphs([words[key]])
    comma = words["front.comma"]
    told = [
        words["scope.step"].format(
            number=step.number,
            because=comma.join(step.because),
            added=comma.join(step.added),
        )
        for step in scope.steps
    ]
    return (Items(items=paragraphs(told)),)


def _obstructions(assessment: Assessment, words: Texts) -> tuple[Block, ...]:
    """Which buildings shade in the calculation."""
    listed = assessment.rules.values.alternative(OBSTRUCTIONS_READING)
    key = "listed_shade" if listed else "all_shade"
    return paragraphs([words[f"front_scope.{key}"]])
