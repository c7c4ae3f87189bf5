"""Whether the material is complete (资料是否完整, 办法五(一)2)."""

from collections.abc import Sequence
from typing import Final

from sunlight.assessment import Assessment
from sunlight.review.formal.contents import content_seen
from sunlight.review.formal.found import Wrong, cited, finding
from sunlight.review.formal.items import Checked
from sunlight.review.formal.lists import FormalList, MaterialItem
from sunlight.review.formal.needed import is_needed
from sunlight.review.formal.words import folded, quoted, says
from sunlight.review.records.declaration import Attachment
from sunlight.review.records.findings import (
    Evidence,
    FormalItem,
    Grade,
    ItemState,
    ReviewFinding,
)
from sunlight.review.records.submission import Submission

__all__ = ["attachments_by_item", "material_check"]

_MISSING: Final = Wrong(
    code="REVIEW-FORMAL-MATERIAL-MISSING",
    grade=Grade.WRONG,
    clause="办法五(一)2",
    en="the material is not complete, {count} items that the clauses ask for are "
    "missing: {items_en}",
    zh="资料不完整，缺条款要求的 {count} 项：{items_zh}",
    ask_en="Hand these in.",
    ask_zh="请补充上述资料。",
)
_UNLISTED: Final = Wrong(
    code="REVIEW-FORMAL-MATERIAL-UNLISTED",
    grade=Grade.ANSWER,
    clause="办法五(一)2",
    en="{count} items that a report usually comes with were not found: {items_en}",
    zh="未见通常应附的 {count} 项资料：{items_zh}",
    ask_en="Hand these in, or say where they stand.",
    ask_zh="请补充，或说明所在位置。",
)
_UNSEALED: Final = Wrong(
    code="REVIEW-FORMAL-NOT-SEALED",
    grade=Grade.WRONG,
    clause="办法二、办法五(一)2",
    en="{count} pieces are stated not to be sealed or signed: {items_en}",
    zh="{count} 项资料自述未盖章或未签字：{items_zh}",
    ask_en="Have these sealed and signed.",
    ask_zh="请补盖印章、签字。",
)
_NO_LIST: Final = Wrong(
    code="REVIEW-FORMAL-NO-LIST",
    grade=Grade.ANSWER,
    clause="办法五(一)2",
    en="no list of the material handed in was found, so that {count} items could not "
    "be checked",
    zh="没有找到附送材料清单，{count} 项资料无法核对",
    ask_en="Give a list of the material.",
    ask_zh="请提供附送材料清单。",
)
_OTHER: Final = Wrong(
    code="REVIEW-FORMAL-OTHER-MATERIAL",
    grade=Grade.NOTE,
    clause="办法五(一)2",
    en="{count} pieces of material are none of the items asked for: {items_en}",
    zh="有 {count} 件材料不属于清单所列各项：{items_zh}",
)
_NAMED_AT_MOST: Final = 12


def attachments_by_item(
    attachments: Sequence[Attachment], items: Sequence[MaterialItem]
) -> tuple[dict[str, list[Attachment]], list[Attachment]]:
    """Sort attachments by the items that they are (附件归类).

    Parameters
    ----------
    attachments : sequence of Attachment
        As listed.
    items : sequence of MaterialItem
        Of the list.

    Returns
    -------
    (dict, list)
        By id of the item, and those that are none of them. A piece counts for every
        item that its title names.
    """
    found: dict[str, list[Attachment]] = {}
    other = []
    ids = {item.id for item in items}
    for piece in attachments:
        title = folded(piece.title)
        mine = [piece.kind] if piece.kind in ids else _recognised(title, items)
        for item in mine:
            found.setdefault(item, []).append(piece)
        if not mine:
            other.append(piece)
    return found, other


def _recognised(title: str, items: Sequence[MaterialItem]) -> list[str]:
    """Items that a title names."""
    return [
        item.id
        for item in items
        if any(says(title, name) for name in item.names)
        and not any(says(title, word) for word in item.without)
    ]


def material_check(
    submission: Submission, assessment: Assessment, wanted: FormalList
) -> Checked:
    """Check the material against the list of the profile (资料完整性审查).

    Parameters
    ----------
    submission : Submission
        What was handed in.
    assessment : Assessment
        Our own model, which says what is needed.
    wanted : FormalList
        The list.

    Returns
    -------
    Checked
        An item for each that is needed. What only a person can see stays open: a
        declaration may say that it is sealed, nobody has seen the seal.

    Notes
    -----
    Source: 办法二, 办法四, 办法五(一)2, 规程三.
    """
    listed = submission.declaration.attachments_listed
    pieces, other = attachments_by_item(
        submission.declaration.attachments, wanted.items
    )
    items: list[FormalItem] = []
    unsealed: list[MaterialItem] = []
    missing: list[MaterialItem] = []
    unknown = 0
    for item in wanted.items:
        mine = pieces.get(item.id, [])
        if not mine and not is_needed(item.needed, submission, assessment):
            continue
        state, reason = _state(item, mine, submission, listed=listed)
        items.append(
            FormalItem(
                id=item.id,
                clause=cited(assessment.rules, item.clause),
                title=item.en,
                title_zh=item.zh,
                state=state,
                reason=reason[0],
                reason_zh=reason[1],
            )
        )
        if state is ItemState.NOT_MET:
            (unsealed if mine else missing).append(item)
        elif state is ItemState.OPEN and not mine and item.seen != "content":
            unknown += 1
    found = _findings(submission, assessment, unsealed, missing, other, unknown)
    return Checked(items=tuple(items), findings=found)


def _state(
    item: MaterialItem,
    pieces: list[Attachment],
    submission: Submission,
    *,
    listed: bool,
) -> tuple[ItemState, tuple[str, str]]:
    """State of an item and why, English and Chinese."""
    if item.seen == "content":
        seen, told = content_seen(item.id, submission)
        if seen:
            return ItemState.MET, told
        if not pieces:
            return (ItemState.OPEN if seen is None else ItemState.NOT_MET), told
    if not pieces:
        if listed:
            return ItemState.NOT_MET, (
                "it is not in the list of material",
                "附送材料清单中没有",
            )
        return ItemState.OPEN, (
            "no list of material was found: to be looked for by a person",
            "没有找到附送材料清单，须由人核查",
        )
    title = quoted(pieces[0].title or pieces[0].kind)
    if any(piece.sealed is False or piece.signed is False for piece in pieces):
        return ItemState.NOT_MET, (
            f"listed as “{title}”, and stated not to be sealed or signed",
            f"清单列有“{title}”，但自述未盖章或未签字",
        )
    if item.seen == "list":
        return ItemState.MET, (
            f"listed as “{title}”; its content was not looked at",
            f"清单列有“{title}”，内容未经查看",
        )
    return ItemState.OPEN, _to_be_seen(item, pieces, title)


def _to_be_seen(
    item: MaterialItem, pieces: list[Attachment], title: str
) -> tuple[str, str]:
    """What a person has to look at."""
    stated = any(piece.sealed or piece.signed for piece in pieces)
    if not (item.seal or item.signature):
        return (
            f"listed as “{title}”: to be seen by a person",
            f"清单列有“{title}”，须由人查看原件",
        )
    if stated:
        return (
            f"listed as “{title}”; sealed or signed as stated, to be seen by a person",
            f"清单列有“{title}”，自述已盖章或签字，印章、签字须由人查看原件",
        )
    return (
        f"listed as “{title}”; seal and signature to be seen by a person",
        f"清单列有“{title}”，印章、签字须由人查看原件",
    )


def _findings(
    submission: Submission,
    assessment: Assessment,
    unsealed: list[MaterialItem],
    missing: list[MaterialItem],
    other: list[Attachment],
    unknown: int,
) -> tuple[ReviewFinding, ...]:
    """One finding a code."""
    place = submission.declaration.place_of("attachments")
    grave = [item for item in missing if item.missing is Grade.WRONG]
    light = [item for item in missing if item.missing is not Grade.WRONG]
    found = [
        _listing(wrong, items, place, assessment)
        for wrong, items in (
            (_MISSING, grave),
            (_UNLISTED, light),
            (_UNSEALED, unsealed),
        )
        if items
    ]
    if unknown and not submission.declaration.attachments_listed:
        found.append(finding(assessment.rules, _NO_LIST, count=unknown))
    if other:
        titles = [quoted(piece.title or piece.kind) for piece in other]
        found.append(
            finding(
                assessment.rules,
                _OTHER,
                evidence=[Evidence(place=place, submitted_text=t) for t in titles],
                count=len(other),
                items_en=_named(titles, ", "),
                items_zh=_named(titles, "、"),
            )
        )
    return tuple(found)


def _listing(
    wrong: Wrong, items: list[MaterialItem], place: str, assessment: Assessment
) -> ReviewFinding:
    """Finding that names items with their clauses."""
    rules = assessment.rules
    return finding(
        rules,
        wrong,
        evidence=[
            Evidence(place=place, submitted_text="—", recomputed_text=item.zh)
            for item in items
        ],
        count=len(items),
        items_en=_named([f"{i.en} ({cited(rules, i.clause)})" for i in items], ", "),
        items_zh=_named([f"{i.zh}（{cited(rules, i.clause)}）" for i in items], "、"),
    )


def _named(names: list[str], between: str) -> str:
    """The first few names."""
    told = between.join(names[:_NAMED_AT_MOST])
    return f"{told} …" if len(names) > _NAMED_AT_MOST else told
