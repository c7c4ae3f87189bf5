"""Chapter ``conclusion``: inside and outside the project, then the whole (结论)."""

from collections.abc import Sequence

from sunlight.assessment.scoping.findings import OUTSIDE_LOSES
from sunlight.report.content.judged.counted import (
    STANDINGS,
    CountedUnit,
    counts_of,
)
from sunlight.report.content.judged.counts_table import group_by_building
from sunlight.report.content.judged.figures import Wordy
from sunlight.report.content.judged.sentences import (
    building_sentence,
    outcome_tone,
    partition_sentence,
    share_sentence,
)
from sunlight.report.content.records import Block, Chapter, Items, Paragraph, Tone
from sunlight.report.uses import buildings_without_units
from sunlight.rules import CountingUnit, Outcome, Standing

__all__ = ["conclusion_chapter"]

_SECTIONS = {
    Standing.OWN_NEW: "inside",
    Standing.OUTSIDE: "outside",
    Standing.CONCURRENT: "side",
    Standing.REMOVED: "removed",
}
_ALWAYS = (Standing.OWN_NEW, Standing.OUTSIDE)
_BY_MINUTES = (CountingUnit.HOUSEHOLD, CountingUnit.ROOM)


def conclusion_chapter(told: Wordy) -> Chapter:
    """Conclusion sentences with their numbers (分析结论).

    Parameters
    ----------
    told : Wordy
        What the report is written from.

    Returns
    -------
    Chapter
        ``conclusion``: ``conclusion-inside``, ``conclusion-outside``, others that there
        are, and ``conclusion-whole``.

    Notes
    -----
    Source: 规程七(一)-(五), 四(一)(二).
    """
    sections = [
        _section(told, standing, [u for u in told.units if u.standing is standing])
        for standing in STANDINGS
        if standing in _ALWAYS or any(u.standing is standing for u in told.units)
    ]
    return Chapter(
        id="conclusion",
        title=told.words["results.conclusion"],
        blocks=(Paragraph(text=told.words["results.conclusion_intro"]),),
        sections=(*sections, _whole(told)),
    )


def _section(told: Wordy, standing: Standing, units: Sequence[CountedUnit]) -> Chapter:
    """Sentences on the units of one standing."""
    name = _SECTIONS[standing]
    words = told.words
    if not units:
        none = Paragraph(text=words[f"results.{name}_none"], tone="note")
        return Chapter(
            id=f"conclusion-{name}",
            title=words[f"results.{name}"],
            blocks=(none,),
        )
    sums = [partition_sentence(told, members) for members in _by_kind(units)]
    blocks: list[Block] = [Paragraph(text=text, tone=tone) for text, tone in sums]
    blocks.append(Items(items=tuple(_sentences(told, units)), numbered=True))
    return Chapter(
        id=f"conclusion-{name}",
        title=words[f"results.{name}"],
        blocks=tuple(blocks),
    )


def _by_kind(units: Sequence[CountedUnit]) -> list[list[CountedUnit]]:
    """Units by what they are counted as, those there are."""
    groups = [[u for u in units if u.counted_as is kind] for kind in CountingUnit]
    return [members for members in groups if members]


def _sentences(told: Wordy, units: Sequence[CountedUnit]) -> list[Paragraph]:
    """One sentence a building and what is counted in it, then the grounds."""
    found = []
    for kind in _BY_MINUTES:
        of_kind = [u for u in units if u.counted_as is kind]
        for members in group_by_building(of_kind).values():
            text, tone = building_sentence(told, members)
            found.append(Paragraph(text=text, tone=tone))
    for unit in units:
        if unit.counted_as not in _BY_MINUTES:
            text, tone = share_sentence(told, unit)
            found.append(Paragraph(text=text, tone=tone))
    return found


def _whole(told: Wordy) -> Chapter:
    """Sums of everything, then what the whole comes to."""
    words, assessment = told.words, told.assessment
    sums = [
        Paragraph(text=text, tone=tone)
        for text, tone in (
            partition_sentence(told, members) for members in _by_kind(told.units)
        )
    ]
    outcome = assessment.outcome
    blocks: list[Block] = [*sums]
    blocks.append(
        Paragraph(text=_outcome_sentence(told, outcome), tone=outcome_tone(outcome))
    )
    blocks += _besides(told)
    return Chapter(
        id="conclusion-whole",
        title=words["results.whole"],
        blocks=tuple(blocks),
    )


def _outcome_sentence(told: Wordy, outcome: Outcome) -> str:
    """What the whole comes to; never that all is met where something is open."""
    words = told.words
    document = told.assessment.rules.document
    counts = counts_of(told.units, strictly=told.strictly)
    if outcome is Outcome.FAIL:
        failing = [u for u in told.units if u.verdict.outcome is Outcome.FAIL]
        return words["results.whole_fail"].format(
            counted=_numbers(told, failing),
            missed=counts.not_satisfied,
            affected=counts.affected,
            document=document,
        )
    if outcome is Outcome.PASS:
        passed = [u for u in told.units if u.verdict.outcome is Outcome.PASS]
        rest = counts.unaffected + counts.gained
        key = "results.whole_pass" if rest else "results.whole_met"
        if buildings_without_units(told.assessment):
            key = "results.whole_unlisted"
        return words[key].format(
            counted=_numbers(told, passed),
            satisfied=counts.satisfied,
            unaffected=counts.unaffected,
            gained=counts.gained,
            document=document,
        )
    if not counts.judged and not counts.not_judged:
        return words["results.whole_nothing"]
    return words["results.whole_open"].format(document=document)


def _besides(told: Wordy) -> list[Paragraph]:
    """What stands beside the outcome: what is open, left out, critical, agreed on."""
    words, assessment = told.words, told.assessment
    said: list[Paragraph] = []

    def say(key: str, tone: Tone, **facts: object) -> None:
        text = words[f"results.{key}"].format(**facts)
        said.append(Paragraph(text=text, tone=tone))

    waiting = [u for u in told.units if u.verdict.outcome is Outcome.NOT_JUDGED]
    if waiting:
        say("besides_open", "open", counted=_numbers(told, waiting))
    if names := buildings_without_units(assessment):
        say("unlisted", "open", count=len(names), names=told.joined(names))
    out = [u for u in told.units if u.verdict.outcome is Outcome.NOT_APPLICABLE]
    if out:
        say("besides_not_asked", "note", counted=_numbers(told, out))
    for finding in assessment.findings:
        if finding.code == OUTSIDE_LOSES:
            message = finding.message_zh if told.lang == "zh" else finding.message
            say("besides_outside", "open", message=message)
    if assessment.rules.status != "read":
        say("status", "open", status=assessment.rules.status)
    agreed = [u for u in told.units if _compensated(told, u)]
    if agreed:
        failing = sum(u.verdict.outcome is Outcome.FAIL for u in agreed)
        say("besides_agreed", "note", count=len(agreed), failing=failing)
    if assessment.critical:
        say("besides_critical", "note", count=len(assessment.critical))
    return said


def _compensated(told: Wordy, unit: CountedUnit) -> bool:
    """Whether an agreement is on record for a household."""
    if unit.counted_as is not CountingUnit.HOUSEHOLD:
        return False
    return bool(str(told.assessment.project.households.compensation[unit.row]).strip())


def _numbers(told: Wordy, units: Sequence[CountedUnit]) -> str:
    """Numbers of units by what they are counted as."""
    return told.joined(
        told.words[f"results_counted.{members[0].counted_as.value}"].format(
            count=len(members)
        )
        for members in _by_kind(units)
    )
