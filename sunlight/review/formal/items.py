"""An item of the formal check with its finding, where it needs one (审查项)."""

from dataclasses import dataclass, field

from sunlight.review.formal.found import Wrong, cited, finding
from sunlight.review.records.findings import (
    Evidence,
    FormalItem,
    ItemState,
    ReviewFinding,
)
from sunlight.rules import Ruleset

__all__ = ["Checked", "checked", "joined"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """Items and findings of one part of the check (审查结果).

    Parameters
    ----------
    items : tuple of FormalItem
        Items.
    findings : tuple of ReviewFinding
        Findings.
    """

    items: tuple[FormalItem, ...] = ()
    findings: tuple[ReviewFinding, ...] = field(default_factory=tuple)


def checked(
    rules: Ruleset,
    *,
    id: str,
    clause: str,
    title: tuple[str, str],
    state: ItemState,
    reason: tuple[str, str],
    wrong: Wrong | None = None,
    place: str = "",
    submitted: str = "",
) -> Checked:
    """One item, and a finding with the same reason (审查项).

    Parameters
    ----------
    rules : Ruleset
        The rules, for the clause.
    id : str
        Stable id.
    clause : str
        As in the edition.
    title, reason : (str, str)
        English and Chinese.
    state : ItemState
        What became of it.
    wrong : Wrong, optional
        Finding; its messages may have ``{reason}``.
    place : str
        Where it was read.
    submitted : str
        What stands there.
    """
    item = FormalItem(
        id=id,
        clause=cited(rules, clause),
        title=title[0],
        title_zh=title[1],
        state=state,
        reason=reason[0],
        reason_zh=reason[1],
    )
    if wrong is None:
        return Checked(items=(item,))
    return Checked(
        items=(item,),
        findings=(
            finding(
                rules,
                wrong,
                evidence=[Evidence(place=place, submitted_text=submitted)],
                reason_en=reason[0],
                reason_zh=reason[1],
            ),
        ),
    )


def joined(*parts: Checked) -> Checked:
    """All parts in one (合并).

    Parameters
    ----------
    *parts : Checked
        Parts, in order.
    """
    return Checked(
        items=tuple(item for part in parts for item in part.items),
        findings=tuple(found for part in parts for found in part.findings),
    )
