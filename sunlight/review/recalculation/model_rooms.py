"""Rooms and households: kinds, and which windows belong together (房间与户)."""

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from sunlight.assessment import Assessment
from sunlight.importers.ifc.name_words import meaning_of
from sunlight.importers.words import ROOM_WORDS
from sunlight.kinds import HABITABLE_ROOMS, RoomKind
from sunlight.model.project import Project
from sunlight.model.tables import ROOM_KINDS
from sunlight.report.texts import texts
from sunlight.review.recalculation.evidence import EVIDENCE_AT_MOST
from sunlight.review.recalculation.pairing import ModelPair
from sunlight.review.recalculation.told import names_en, names_zh
from sunlight.review.records.findings import (
    Evidence,
    Grade,
    ReviewFinding,
    ReviewPart,
)
from sunlight.review.records.matching import Match
from sunlight.review.records.submission import Submission

__all__ = ["room_findings", "room_kind_of", "row_findings"]

CLAUSE: Final = "办法六(三)1、规程八"
WHOLE_NUMBER: Final = 3
"""Numbers of households with so many digits name the storey too, such as 301."""
SAME_SILL: Final = 0.01
"""Sill heights are printed in centimetres. [m]"""

_Kinds = list[tuple[int, RoomKind, RoomKind]]
"""Window of ours, their kind of room, our kind."""


def room_kind_of(text: str) -> RoomKind | None:
    """Kind of a room as printed (房间用途); None where the words do not say.

    Parameters
    ----------
    text : str
        As printed.

    Examples
    --------
    >>> room_kind_of("主卧"), room_kind_of("A-3")
    (<RoomKind.BEDROOM: 'bedroom'>, None)
    """
    plain = text.strip().lower()
    found = ROOM_WORDS.get(plain)
    if isinstance(found, RoomKind):
        return found
    if not plain or len(plain) > 40:
        return None
    kind = meaning_of(plain, "rooms").kind
    return RoomKind(kind) if kind in set(RoomKind) else None


def room_findings(pair: ModelPair) -> tuple[ReviewFinding, ...]:
    """Kinds of rooms and partition into households of the model handed in (房间、户).

    Parameters
    ----------
    pair : ModelPair
        Both models.

    Returns
    -------
    tuple of ReviewFinding
        Part ``MODEL``.

    Notes
    -----
    Source: 办法六(三)1; 规程四(一)1, 规程八: the title decides use and dwelling.
    """
    here = np.flatnonzero(pair.window >= 0)
    there = pair.window[here]
    mine, other = pair.ours.windows.room[here], pair.theirs.windows.room[there]
    our_kind = np.append(pair.ours.rooms.kind, -1)[mine]
    their_kind = np.append(pair.theirs.rooms.kind, -1)[other]
    changed = np.flatnonzero((our_kind != their_kind) & (mine >= 0) & (other >= 0))
    kinds: _Kinds = [
        (int(here[k]), ROOM_KINDS[their_kind[k]], ROOM_KINDS[our_kind[k]])
        for k in changed
    ]
    our_home = np.append(pair.ours.rooms.household, -1)[mine]
    their_home = np.append(pair.theirs.rooms.household, -1)[other]
    names = np.append(pair.theirs.households.id, "")
    labels = [str(names[h]) for h in their_home]
    return (
        *_kinds(pair.ours, kinds, count="windows"),
        *_partition(pair.ours, our_home, labels, labels),
    )


def row_findings(
    submission: Submission, assessment: Assessment, match: Match
) -> tuple[ReviewFinding, ...]:
    """Rooms, households and sills that the window rows print (窗表所列房间、户、窗台).

    Parameters
    ----------
    submission : Submission
        What was handed in.
    assessment : Assessment
        For our model.
    match : Match
        Rows against windows.

    Returns
    -------
    tuple of ReviewFinding
        Part ``MODEL``; none where a model was handed in, which tells it better.
    """
    if submission.project is not None:
        return ()
    project, rows = assessment.project, match.matched
    window = match.window[rows]
    printed = [str(text) for text in submission.windows.room[rows].tolist()]
    known = {text: room_kind_of(text) for text in set(printed)}
    room = project.windows.room[window]
    our_kind = np.append(project.rooms.kind, -1)[room]
    kinds: _Kinds = []
    seen: set[int] = set()
    for w, text, code in zip(window.tolist(), printed, our_kind.tolist(), strict=True):
        kind = known[text]
        if kind is None or code < 0 or w in seen:
            continue
        seen.add(w)
        if ROOM_KINDS[code] is not kind and _matters(kind, ROOM_KINDS[code]):
            kinds.append((w, kind, ROOM_KINDS[code]))
    home = np.append(project.rooms.household, -1)[room]
    households = submission.windows.household[rows].tolist()
    buildings = project.windows.building[window].tolist()
    floors = project.windows.floor[window].tolist()
    texts_of_rows = [str(text).strip() for text in households]
    # short numbers such as 01 are unique on a storey only
    labels = [
        _household_label(project.buildings[b].id, f, text)
        for b, f, text in zip(buildings, floors, texts_of_rows, strict=True)
    ]
    return (
        *_kinds(project, kinds, count="rows"),
        *_partition(project, home, labels, texts_of_rows),
        *_sills(submission, project, rows, window),
    )


def _matters(one: RoomKind, other: RoomKind) -> bool:
    """Whether two kinds differ in what is owed to them."""
    both_habitable = one in HABITABLE_ROOMS and other in HABITABLE_ROOMS
    return not both_habitable and RoomKind.UNKNOWN not in (one, other)


def _kinds(project: Project, kinds: _Kinds, *, count: str) -> tuple[ReviewFinding, ...]:
    """Rooms of another kind; those that become habitable are wrong."""
    if not kinds:
        return ()
    zh, en = texts("zh"), texts("en")
    raised = [
        k for k in kinds if k[1] in HABITABLE_ROOMS and k[2] not in HABITABLE_ROOMS
    ]
    lowered = [
        k for k in kinds if k[2] in HABITABLE_ROOMS and k[1] not in HABITABLE_ROOMS
    ]
    ids = project.windows.id

    def said(lang: str) -> list[str]:
        words = zh if lang == "zh" else en
        pairs = Counter((theirs, ours) for _, theirs, ours in kinds)
        return [
            f"{words[f'room_kind.{ours.value}']} → {words[f'room_kind.{theirs.value}']}"
            f" {n}"
            for (theirs, ours), n in pairs.most_common()
        ]

    ranked = [*raised, *lowered, *(k for k in kinds if k not in raised + lowered)]
    unit_zh = "个窗" if count == "windows" else "行"
    return (
        ReviewFinding(
            code="REVIEW-MODEL-ROOM-KIND",
            part=ReviewPart.MODEL,
            grade=Grade.WRONG if raised or lowered else Grade.NOTE,
            clause=CLAUSE,
            message=(
                f"the room of {len(kinds)} {count} is of another kind than in our "
                f"model (ours → theirs: {names_en(said('en'))}); {len(raised)} become "
                f"habitable and {len(lowered)} cease to be"
            ),
            message_zh=(
                f"{len(kinds)} {unit_zh}所属房间的用途与复核模型不同（复核 → 送审："
                f"{names_zh(said('zh'))}）"
                + (
                    f"；{len(raised)} {unit_zh}由非居住空间改作居住空间"
                    if raised
                    else ""
                )
                + (f"；{len(lowered)} {unit_zh}由居住空间改作其他" if lowered else "")
            ),
            question="Show the use of these rooms by title or approved drawing.",
            question_zh="请按产权证或核准图说明上述房间的用途。",
            evidence=tuple(
                Evidence(
                    window=str(ids[w]),
                    building=project.buildings[project.windows.building[w]].id,
                    submitted_text=zh[f"room_kind.{theirs.value}"],
                    recomputed_text=zh[f"room_kind.{ours.value}"],
                )
                for w, theirs, ours in ranked[:EVIDENCE_AT_MOST]
            ),
            count=len(kinds),
            elements=_buildings(project, (w for w, _, _ in kinds)),
        ),
    )


def _buildings(project: Project, windows: Iterable[int]) -> tuple[str, ...]:
    """Buildings of windows, in the order of the model."""
    index = sorted({int(project.windows.building[w]) for w in windows})
    return tuple(project.buildings[b].id for b in index)


def _household_label(building: str, floor: int, text: str) -> str:
    """Household that a row means: by its number, on its storey where that is short."""
    if not text:
        return ""
    whole = sum(c.isdigit() for c in text) >= WHOLE_NUMBER
    return f"{building}·{text}" if whole else f"{building}·{floor}·{text}"


def _partition(
    project: Project,
    ours: NDArray[np.int64],
    theirs: Sequence[str],
    printed: Sequence[str],
) -> tuple[ReviewFinding, ...]:
    """Households of ours that one of theirs holds, and the reverse."""
    merged: dict[str, set[int]] = {}
    split: dict[int, set[str]] = {}
    for home, label, text in zip(ours.tolist(), theirs, printed, strict=True):
        if home >= 0 and label:
            merged.setdefault(label, set()).add(home)
            split.setdefault(home, set()).add(text)
    joined = {label: of for label, of in merged.items() if len(of) > 1}
    apart = {home: of for home, of in split.items() if len(of) > 1}
    ids = project.households.id
    told: list[ReviewFinding] = []
    for code, grade, groups, zh, en in (
        (
            "REVIEW-MODEL-HOUSEHOLDS-MERGED",
            Grade.WRONG,
            [[str(ids[h]) for h in sorted(of)] for of in joined.values()],
            "处将复核模型中的几户合为一户，使一户的窗代另一户达标",
            "households of the report hold several of ours, so that a window of one "
            "speaks for another",
        ),
        (
            "REVIEW-MODEL-HOUSEHOLDS-SPLIT",
            Grade.ANSWER,
            [[str(ids[h])] for h in apart],
            "户在送审报告中被拆为几户",
            "households of our model are split in the report",
        ),
    ):
        if not groups:
            continue
        names = [" + ".join(group) for group in groups]
        told.append(
            ReviewFinding(
                code=code,
                part=ReviewPart.MODEL,
                grade=grade,
                clause=f"{CLAUSE}、规程四(一)1",
                message=f"{len(groups)} {en}: {names_en(names)}",
                message_zh=f"{len(groups)} {zh}：{names_zh(names)}",
                question="Show the households by title or approved drawing.",
                question_zh="请按产权证或核准图说明户的划分。",
                evidence=tuple(
                    Evidence(unit=group[0], recomputed_text=" + ".join(group))
                    for group in groups[:EVIDENCE_AT_MOST]
                ),
                count=len(groups),
                elements=tuple(dict.fromkeys(name for g in groups for name in g)),
            )
        )
    return tuple(told)


def _sills(
    submission: Submission,
    project: Project,
    rows: NDArray[np.int64],
    window: NDArray[np.int64],
) -> tuple[ReviewFinding, ...]:
    """Printed sill heights that are neither the real ones nor the sill planes."""
    theirs = submission.windows.sill_height[rows]
    ours = project.windows.sill_height[window]
    floor = project.windows.floor_level[window]
    plane = np.fmax(ours, 0.9)  # printed as the sill plane: 规程六(一)
    readings = (ours, plane, floor + ours, floor + plane)
    near = [np.abs(theirs - reading) <= SAME_SILL for reading in readings]
    found = np.flatnonzero(~np.isnan(theirs) & ~np.isnan(ours) & ~np.any(near, axis=0))
    if not len(found):
        return ()
    change = (theirs - ours)[found]
    order = found[np.argsort(-np.abs(change), kind="stable")]
    worst = order[0]
    return (
        ReviewFinding(
            code="REVIEW-ROW-SILL",
            part=ReviewPart.MODEL,
            grade=Grade.ANSWER,
            clause="办法六(三)1、规程六(一)",
            message=(
                f"{len(found)} rows print another sill height than our model, such as "
                f"{theirs[worst]:.2f} m for {ours[worst]:.2f} m at "
                f"{project.windows.id[window[worst]]}"
            ),
            message_zh=(
                f"{len(found)} 行所列窗台高与复核模型不同，如 "
                f"{project.windows.id[window[worst]]} 送审 {theirs[worst]:.2f} m、"
                f"复核 {ours[worst]:.2f} m"
            ),
            question="Correct the sill heights by the drawings.",
            question_zh="请按图纸更正窗台高。",
            evidence=tuple(
                Evidence(
                    place=submission.windows.place(int(rows[k])),
                    row=int(rows[k]),
                    window=str(project.windows.id[window[k]]),
                    submitted=float(theirs[k]),
                    recomputed=float(ours[k]),
                    measure="m",
                )
                for k in order[:EVIDENCE_AT_MOST].tolist()
            ),
            count=len(found),
            elements=_buildings(project, window[found].tolist()),
        ),
    )
