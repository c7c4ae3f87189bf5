"""Sentences of the conclusion, each number counted from the verdicts (结论语句)."""

from collections import Counter
from collections.abc import Sequence
from typing import Final

from sunlight.assessment.judging.households import has_before
from sunlight.report.content.judged.counted import (
    CountedUnit,
    UnitCounts,
    counts_of,
)
from sunlight.report.content.judged.figures import (
    Wordy,
    building_label,
    clauses_text,
    duration_text,
    fineness,
    reasons_counted,
    tone_of,
)
from sunlight.report.content.records import Tone
from sunlight.report.grounds import share_text
from sunlight.report.uses import day_of_unit, day_of_use
from sunlight.rules import (
    Bounds,
    CountingUnit,
    Outcome,
    Wording,
    note_text,
    reasons_text,
    standard_for,
    uses_with_standard,
    wording_text,
)

__all__ = [
    "building_sentence",
    "outcome_tone",
    "partition_sentence",
    "share_sentence",
]

_TONES: Final[dict[Outcome, Tone]] = {
    Outcome.PASS: "pass",
    Outcome.FAIL: "fail",
    Outcome.NOT_JUDGED: "open",
    Outcome.NOT_APPLICABLE: "note",
}


def outcome_tone(outcome: Outcome) -> Tone:
    """Tone of an outcome (色调).

    Parameters
    ----------
    outcome : Outcome
        The outcome.
    """
    return _TONES[outcome]


def partition_sentence(told: Wordy, units: Sequence[CountedUnit]) -> tuple[str, Tone]:
    """How many units of one kind came to what; the numbers add up (合计句).

    Parameters
    ----------
    told : Wordy
        What the report is written from.
    units : sequence of CountedUnit
        At least one, all counted as the same.
    """
    counts = counts_of(units, strictly=told.strictly)
    text = told.words["results.partition"].format(
        kind=told.words[f"results_kind.{units[0].counted_as.value}"],
        unit=told.unit_word(units[0].counted_as),
        count=counts.units,
        satisfied=counts.satisfied,
        not_satisfied=counts.not_satisfied,
        unaffected=counts.unaffected,
        affected=counts.affected,
        gained=counts.gained,
        not_judged=counts.not_judged,
        not_applicable=counts.not_applicable,
    )
    return text, outcome_tone(counts.outcome)


def building_sentence(told: Wordy, units: Sequence[CountedUnit]) -> tuple[str, Tone]:
    """What the households, or the rooms, of one building come to (分楼结论).

    Parameters
    ----------
    told : Wordy
        What the report is written from.
    units : sequence of CountedUnit
        At least one, of one building, all counted as the same.

    Returns
    -------
    (str, Tone)
        Every number is a count of verdicts, with the clauses that decided.
    """
    words, first = told.words, units[0]
    counts = counts_of(units, strictly=told.strictly)
    facts: dict[str, object] = {
        "label": building_label(told, first.building),
        "use": words[f"use.{first.use.value}"],
        "standing": words[f"standing.{first.standing.value}"],
        "count": counts.units,
        "unit": told.unit_word(first.counted_as),
        "judged": counts.judged,
        "standard": _standard(told, units),
    }
    pieces = [words["results_sentence.opens"].format(**facts)]
    if counts.judged:
        pieces += _judged(told, units, counts, facts)
    for outcome in (Outcome.NOT_JUDGED, Outcome.NOT_APPLICABLE):
        members = [u for u in units if u.verdict.outcome is outcome]
        if members:
            key = f"results_sentence.{outcome.value.lower()}"
            facts |= {"count": len(members), "reasons": reasons_counted(told, members)}
            pieces.append(words[key].format(**facts))
    pieces += _noted(told, units)
    pieces.append(words[f"results_sentence.{_ending(counts)}"].format(**facts))
    return told.following(pieces), outcome_tone(counts.outcome)


def _judged(
    told: Wordy,
    units: Sequence[CountedUnit],
    counts: UnitCounts,
    facts: dict[str, object],
) -> list[str]:
    """Pieces on the units that were judged."""
    words = told.words
    pieces = []

    def say(key: str, wordings: Sequence[Wording], **numbers: int) -> None:
        deciding = [u.verdict for u in units if u.verdict.wording in wordings]
        clauses = clauses_text(deciding, words)
        said = words[f"results_sentence.{key}"]
        pieces.append(said.format(**(facts | numbers), clauses=clauses))

    if counts.new_met or counts.new_missed:
        say(
            "new",
            (Wording.MEETS, Wording.NOT_MEETS),
            met=counts.new_met,
            missed=counts.new_missed,
        )
    if counts.with_before:
        say(
            "met_before" if counts.met_before else "none_met_before",
            (Wording.MEETS, Wording.NOT_MEETS) if counts.met_before else (),
            met=counts.met_before,
            kept=counts.kept,
            fallen=counts.fallen,
        )
        say(
            "missed_before" if counts.missed_before else "none_missed_before",
            (Wording.NO_EFFECT, Wording.AFFECTED, Wording.AFFECTED_GAIN),
            missed=counts.missed_before,
            unaffected=counts.unaffected,
            affected=counts.affected,
            gained=counts.gained,
        )
    if counts.lifted:
        say("lifted", (Wording.MEETS,), lifted=counts.lifted)
    if counts.unknown_before:
        say("unknown_before", (Wording.MEETS,), met=counts.unknown_before)
    return pieces


def _noted(told: Wordy, units: Sequence[CountedUnit]) -> list[str]:
    """Notes on verdicts, each with the number of units that bear it."""
    found = Counter(note for unit in units for note in unit.verdict.notes)
    return [
        told.words["results_sentence.noted_count"].format(
            note=note_text(note, told.lang),
            count=count,
            unit=told.unit_word(units[0].counted_as),
        )
        for note, count in found.items()
    ]


def _ending(counts: UnitCounts) -> str:
    """Which conclusion of the building holds; never that all is met if some is open."""
    if counts.failed:
        return "ends_fail_open" if counts.not_judged else "ends_fail"
    if counts.not_judged:
        return "ends_open"
    if not counts.judged:
        return "ends_nothing"
    if counts.satisfied == counts.units:
        return "ends_met"
    return "ends_pass" if counts.judged == counts.units else "ends_pass_rest"


def _standard(told: Wordy, units: Sequence[CountedUnit]) -> str:
    """Day and minutes that the units are held against."""
    use = units[0].use
    rules = told.assessment.rules
    words = (Wording.MEETS, Wording.NOT_MEETS)
    found = {
        u.verdict.threshold
        for u in units
        if u.verdict.wording in words and u.verdict.threshold is not None
    }
    if not found and use in uses_with_standard(rules):
        found = {standard_for(rules, use).minutes}
    minutes = told.joined(f"{m:g}" for m in sorted(found))
    if not minutes:
        return told.words["results_sentence.no_standard"]
    day = day_of_use(told.assessment, use)
    return told.words["results_sentence.standard"].format(day=day, minutes=minutes)


def share_sentence(told: Wordy, unit: CountedUnit) -> tuple[str, Tone]:
    """What a building judged by a share, a ground or a plot comes to (份额结论).

    Parameters
    ----------
    told : Wordy
        What the report is written from.
    unit : CountedUnit
        Counted as a building, a ground or land.
    """
    words, verdict, tally = told.words, unit.verdict, unit.verdict.tally
    assessment = told.assessment
    of_rooms = unit.counted_as is CountingUnit.BUILDING
    facts: dict[str, object] = {
        "label": building_label(told, unit.building) if of_rooms else verdict.unit,
        "use": words[f"use.{unit.use.value}"],
        "standing": words[f"standing.{unit.standing.value}"],
        "day": day_of_unit(assessment, assessment.units[unit.row]),
        "minutes": _minutes(told, unit),
        "wording": wording_text(verdict.wording, told.lang),
        "clauses": clauses_text([verdict], words),
        "reasons": reasons_text(verdict, told.lang),
    }
    if not of_rooms:
        ground = assessment.project.grounds[assessment.units[unit.row].ground]
        facts["use"] = words[f"ground_kind.{ground.kind.value}"]
    what = "rooms" if of_rooms else "area"
    pieces = [words[f"results_sentence.opens_{what}"].format(**facts)]
    if tally is not None:
        shown = _rooms if of_rooms else lambda b: share_text(b, words)
        facts |= {
            "total": f"{tally.total:g}",
            "needed": words["duration.none"]
            if tally.needed is None
            else f"{tally.needed:g}"
            if of_rooms
            else f"{tally.needed:.0%}",
            "before": words["duration.none"]
            if tally.before is None
            else shown(tally.before),
            "after": words["duration.none"]
            if tally.after is None
            else shown(tally.after),
        }
        key = what if has_before(unit.standing) else f"{what}_new"
        if tally.needed is None:
            key = "land"
        pieces.append(words[f"results_sentence.tally_{key}"].format(**facts))
    if verdict.decisive:
        fine = fineness(verdict)
        pieces.append(
            words["results_sentence.decisive"].format(
                room=verdict.decisive,
                before=duration_text(verdict.before, words, fine),
                after=duration_text(verdict.measured, words, fine),
            )
        )
    judged = verdict.outcome in (Outcome.PASS, Outcome.FAIL)
    key = "said" if judged else verdict.outcome.value.lower() + "_one"
    pieces.append(words[f"results_sentence.{key}"].format(**facts))
    pieces += [
        words["results_sentence.noted"].format(note=note_text(note, told.lang))
        for note in verdict.notes
    ]
    return told.following(pieces), tone_of(verdict)


def _rooms(bounds: Bounds) -> str:
    """Rooms between bounds."""
    if bounds.gap == 0.0:
        return f"{bounds.lower:g}"
    return f"{bounds.lower:g}–{bounds.upper:g}"


def _minutes(told: Wordy, unit: CountedUnit) -> str:
    """Minutes that the rooms or the points of a unit are asked for."""
    assessment = told.assessment
    if unit.counted_as is CountingUnit.BUILDING:
        return f"{standard_for(assessment.rules, unit.use).minutes:g}"
    measured = assessment.grounds[assessment.units[unit.row].ground]
    if measured is None:
        return told.words["duration.none"]
    return f"{measured.minutes:g}"
