"""Why the figures differ: conventions that the table is consistent with (差异原因)."""

from collections.abc import Iterator
from typing import Final

from sunlight.report.content.cells import number_cell, text_cell
from sunlight.report.content.records import Block, Cell, Chapter, Table
from sunlight.review.causes.wording import convention_text
from sunlight.review.opinion.chapters.blocks import opinions, table, text
from sunlight.review.opinion.convention_words import departures_text, fit_text
from sunlight.review.opinion.told import Told, duration, row_place, signed
from sunlight.review.records.causes import Fit, Inference
from sunlight.review.records.findings import ReviewPart

__all__ = ["causes_chapter", "causes_sentence"]

MOST_FITS: Final = 8
"""Combinations in the table; all that were kept stand in ``review.json``."""
MOST_UNEXPLAINED: Final = 30

_FITS: Final = (
    ("rank", "text", 0.9),
    ("convention", "text", 4.0),
    ("explained", "number", 1.2),
    ("share", "number", 0.9),
    ("median", "number", 0.9),
    ("worst", "number", 0.9),
    ("allowed", "outcome", 1.0),
)
_ROWS: Final = (
    ("place", "text", 2.4),
    ("label", "text", 1.6),
    ("window", "text", 1.6),
    ("before_submitted", "minutes", 1.0),
    ("before_recomputed", "minutes", 1.0),
    ("after_submitted", "minutes", 1.0),
    ("after_recomputed", "minutes", 1.0),
    ("difference_after", "minutes", 1.0),
)


def causes_chapter(told: Told) -> Chapter:
    """Why the figures differ (差异原因).

    Parameters
    ----------
    told : Told
        What the opinion is written from.
    """
    return Chapter(
        id="review-causes",
        title=told.say("_chapters.causes"),
        blocks=(*_inferred(told), *opinions(told, ReviewPart.CAUSE)),
    )


def causes_sentence(told: Told) -> str:
    """Which convention the table is consistent with, in one sentence (推断).

    Parameters
    ----------
    told : Told
        What the opinion is written from.
    """
    inference = told.review.inference
    if inference is None:
        return told.say("_causes.not_asked")
    if inference.sure == "none" or not inference.fits:
        return told.say("_causes.none")
    if not inference.fits[0].departures:
        return told.say(
            "_causes.rules",
            share=f"{100.0 * inference.fits[0].share:.1f}",
            explained=inference.fits[0].explained,
            compared=inference.fits[0].compared,
        )
    day = told.review.assessment.conditions.day
    key = inference.sure if inference.sure in _SURE else "open"
    fit = fit_text(
        inference.fits[0],
        lang=told.lang,
        day=day,
        base=inference.baseline.convention,
    )
    others = inference.alike - 1
    return told.sentences(
        (
            told.say(f"_causes.{key}", fit=fit),
            told.say("_causes.alike", alike=others) if others > 0 else "",
        )
    )


_SURE: Final = ("clear", "likely", "open")


def _inferred(told: Told) -> Iterator[Block]:
    """Yield the best combinations and what none of them explains."""
    inference = told.review.inference
    yield text(told, "_causes.about")
    sentence = causes_sentence(told)
    yield text(told, "_causes.sentence", sentence=sentence)
    if inference is None or not inference.fits:
        return
    yield _fits(told, inference)
    unexplained = inference.unexplained
    if len(unexplained) == 0:
        yield text(told, "_causes.all_explained")
        return
    yield text(told, "_causes.unexplained", count=len(unexplained))
    yield _unexplained(told, inference)


def _fits(told: Told, inference: Inference) -> Table:
    """Best combinations, then the rules themselves and the best honest one."""
    listed = [(str(i), fit) for i, fit in enumerate(inference.fits[:MOST_FITS], 1)]
    seen = [fit for _, fit in listed]
    for key, fit in (("honest", inference.honest), ("baseline", inference.baseline)):
        if not any(fit is one or fit.convention == one.convention for one in seen):
            listed.append((told.say(f"_causes.{key}"), fit))
            seen.append(fit)
    note = told.say("_causes.note", tried=inference.tried)
    if len(inference.fits) > MOST_FITS:
        more = told.say("cut", shown=MOST_FITS, count=len(inference.fits))
        note = f"{note}\n{more}"
    return table(
        told,
        "fits",
        _FITS,
        (_fit(told, inference, rank, f) for rank, f in listed),
        note=note,
    )


def _fit(told: Told, inference: Inference, rank: str, fit: Fit) -> list[Cell]:
    """Cells of one combination."""
    day = told.review.assessment.conditions.day
    words = convention_text(
        fit.convention, inference.baseline.convention, day, told.lang
    )
    if fit.departures:
        departs = departures_text(fit.departures, lang=told.lang)
        words += "\n" + told.say("_causes.departs", departures=departs)
    return [
        text_cell(rank),
        text_cell(words),
        Cell(text=f"{fit.explained}/{fit.compared}", value=float(fit.explained)),
        Cell(text=f"{100.0 * fit.share:.1f}%", value=fit.share),
        number_cell(fit.median, 1),
        number_cell(fit.worst, 1),
        text_cell(
            told.say("_causes.allowed" if fit.allowed else "_causes.not_allowed")
        ),
    ]


def _unexplained(told: Told, inference: Inference) -> Table:
    """Rows that the best combination does not reproduce."""
    review = told.review
    windows, results = review.submission.windows, review.assessment.windows
    names = review.assessment.project.windows.id
    shown = inference.unexplained[:MOST_UNEXPLAINED].tolist()
    rows = []
    for row in shown:
        at = int(review.match.window[row])
        ours = (
            (float(results.minutes_before[at]), float(results.minutes_after[at]))
            if at >= 0
            else (float("nan"), float("nan"))
        )
        rows.append(
            [
                text_cell(row_place(told, row)),
                text_cell(str(windows.label[row])),
                text_cell(str(names[at]) if at >= 0 else ""),
                Cell(text=duration(float(windows.minutes_before[row]))),
                Cell(text=duration(ours[0])),
                Cell(text=duration(float(windows.minutes_after[row]))),
                Cell(text=duration(ours[1])),
                Cell(text=signed(float(review.comparison.difference_after[row]))),
            ]
        )
    note = ""
    if len(inference.unexplained) > len(shown):
        note = told.say("cut_rows", shown=len(shown), count=len(inference.unexplained))
    return table(told, "unexplained", _ROWS, rows, note=note)
