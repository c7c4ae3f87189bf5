"""Conclusion of the review: how many findings, which verdicts turn (复核结论)."""

from collections import Counter
from collections.abc import Iterator
from typing import Final

from sunlight.report.content.cells import number_cell, text_cell
from sunlight.report.content.records import Block, Chapter, Paragraph, Table, Tone
from sunlight.review.opinion.chapters.blocks import table, text
from sunlight.review.opinion.told import GRADES, PARTS, Told
from sunlight.review.records.comparison import RowClass
from sunlight.review.records.findings import Grade, ItemState

__all__ = [
    "compared_sentence",
    "conclusion_chapter",
    "counts_sentence",
    "flips_sentence",
    "verdict_key",
]

MOST_UNITS: Final = 20
"""Units named in the conclusion; all stand in the table of chapter 7."""

_LAYOUT: Final = (
    ("part", "text", 2.4),
    ("wrong", "number", 1.0),
    ("answer", "number", 1.0),
    ("to_check", "number", 1.0),
    ("note", "number", 1.0),
    ("total", "number", 1.0),
)


def conclusion_chapter(told: Told) -> Chapter:
    """Conclusion of the review (复核结论).

    Parameters
    ----------
    told : Told
        What the opinion is written from.
    """
    return Chapter(
        id="review-conclusion",
        title=told.say("_chapters.conclusion"),
        blocks=tuple(_blocks(told)),
    )


def _blocks(told: Told) -> Iterator[Block]:
    """Yield one paragraph, what it comes to, and the counts."""
    key = verdict_key(told)
    tones: dict[str, Tone] = {"wrong": "fail", "none": "open", "none_wrong": "fail"}
    yield Paragraph(
        text=told.sentences(
            (compared_sentence(told), counts_sentence(told), flips_sentence(told))
        )
    )
    yield text(told, f"_conclusion.{key}", tones.get(key, ""))
    yield _counts(told)
    open_items = sum(item.state is ItemState.OPEN for item in told.review.formal)
    if open_items:
        yield text(told, "_conclusion.open_items", "note", count=open_items)
    yield text(told, "_conclusion.draft", "note")


def verdict_key(told: Told) -> str:
    """What the findings come to (意见).

    ``none`` or ``none_wrong`` where no row could be compared, else ``wrong``,
    ``answer`` or ``nothing``.

    Parameters
    ----------
    told : Told
        What the opinion is written from.
    """
    grades = {finding.grade for finding in told.findings}
    if len(told.review.match.matched) == 0:
        return "none_wrong" if Grade.WRONG in grades else "none"
    if Grade.WRONG in grades:
        return "wrong"
    return "answer" if grades & {Grade.ANSWER, Grade.OPEN} else "nothing"


_OF_ROWS: Final = (
    RowClass.SAME,
    RowClass.WITHIN,
    RowClass.DIFFERENT,
    RowClass.FLIPS,
    RowClass.INVENTED,
    RowClass.OPEN,
)


def compared_sentence(told: Told) -> str:
    """How many rows were compared, and how they came out; none of a kind is not told.

    Parameters
    ----------
    told : Told
        What the opinion is written from.
    """
    review = told.review
    comparison = review.comparison
    rows, matched = len(review.submission.windows), len(review.match.matched)
    if rows == 0:
        return told.say("_conclusion.no_rows")
    if matched == 0:
        return told.say("_conclusion.none_matched", rows=rows)
    counts = [(of.value, comparison.count(of)) for of in _OF_ROWS]
    counts.append(("missing", len(comparison.missing)))
    parts = [
        told.say(
            f"_compared.{name}", count=count, tolerance=f"{comparison.tolerance:g}"
        )
        for name, count in counts
        if count
    ]
    left = comparison.count(RowClass.OPEN)
    return told.sentences(
        (
            told.say(
                "_conclusion.compared",
                rows=rows,
                matched=matched,
                parts=told.listed(parts),
            ),
            *([told.say("_conclusion.partly", count=left)] if left else []),
        )
    )


def counts_sentence(told: Told) -> str:
    """How many findings of each grade (意见数).

    Parameters
    ----------
    told : Told
        What the opinion is written from.
    """
    grades = Counter(finding.grade for finding in told.findings)
    return told.say(
        "_conclusion.counts",
        total=len(told.findings),
        questions=len(told.questions),
        **{grade.value: grades[grade] for grade in GRADES},
    )


def flips_sentence(told: Told) -> str:
    """Which units come out otherwise than submitted (结论翻转的单元).

    Parameters
    ----------
    told : Told
        What the opinion is written from.
    """
    units = told.review.comparison.units
    flips = sorted((u for u in units if u.flips), key=lambda unit: not unit.harms)
    if not units:
        return told.say("_conclusion.no_units")
    if not flips:
        return told.say("_conclusion.no_flips", units=len(units))
    if len(told.review.match.matched) == 0:
        return told.say(
            "_conclusion.flips_by_number", units=len(units), count=len(flips)
        )
    harms = sum(unit.harms for unit in flips)
    key = {0: "flip_harmless", len(flips): "flip_harmful"}.get(harms, "flip_units")
    return told.say(
        f"_conclusion.{key}",
        units=len(units),
        count=len(flips),
        harms=harms,
        names=told.listed((unit.unit for unit in flips), most=MOST_UNITS),
    )


def _counts(told: Told) -> Table:
    """Findings by part and grade."""
    found = Counter((f.part, f.grade) for f in told.findings)
    rows = []
    for part in PARTS:
        counts = [found[part, grade] for grade in GRADES]
        rows.append(
            (
                text_cell(told.say(f"_parts.{part.value}")),
                *(number_cell(count, 0) for count in counts),
                number_cell(sum(counts), 0),
            )
        )
    sums = [sum(found[part, grade] for part in PARTS) for grade in GRADES]
    total = (
        text_cell(told.say("_parts.total")),
        *(number_cell(count, 0) for count in sums),
        number_cell(sum(sums), 0),
    )
    return table(told, "counts", _LAYOUT, [*rows, total])
