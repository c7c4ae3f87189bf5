"""Buildings and windows that the window tables leave out, and why (未列入窗表者)."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sunlight.assessment.counting.courtyards import above_storeys_considered
from sunlight.assessment.counting.receivers import counted_receivers
from sunlight.assessment.counting.sides import main_sides
from sunlight.assessment.scoping.loop import in_scope
from sunlight.kinds import LegalStatus, Use
from sunlight.report.content.judged.counted import CountedUnit
from sunlight.report.content.judged.figures import Wordy, building_label
from sunlight.rules import (
    Outcome,
    Reason,
    reason_text,
    reasons_text,
    uses_with_standard,
)

__all__ = ["LeftOut", "left_out"]

_LEGAL = {
    LegalStatus.UNLAWFUL: Reason.UNLAWFUL,
    LegalStatus.TEMPORARY: Reason.TEMPORARY,
}


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class LeftOut:
    """What the window tables leave out (未列入者).

    Parameters
    ----------
    listed : (w,) ndarray of bool
        Windows that stand in a table.
    sentences : tuple of str
        What is left out, how many windows, and why.
    """

    listed: NDArray[np.bool_]
    sentences: tuple[str, ...]


def left_out(told: Wordy) -> LeftOut:
    """Windows that are analysed, and a sentence for the others (列入与未列入).

    A building is left out if no clause asks for anything in it: every unit says so, or
    it lists none and its own facts do. A window is left out if it does not count for
    its room.

    Parameters
    ----------
    told : Wordy
        What the report is written from.

    Returns
    -------
    LeftOut
        One sentence a reason.
    """
    assessment = told.assessment
    project = assessment.project
    building = project.windows.building
    why = _buildings_left_out(told)
    listed = np.ones(len(project.windows), dtype=np.bool_)
    counts = np.bincount(building, minlength=len(project.buildings))
    groups: dict[str, list[int]] = {}
    for index, reason in why.items():
        if counts[index]:
            groups.setdefault(reason, []).append(index)
            listed[building == index] = False
    sentences = [
        told.words["results.buildings_left_out"].format(
            names=told.joined(building_label(told, index) for index in members),
            count=int(counts[members].sum()),
            reason=reason,
        )
        for reason, members in groups.items()
    ]
    counted = counted_receivers(project, assessment.rules).window
    for key, mask in _kinds_of_windows(told).items():
        rows = np.flatnonzero(listed & ~counted & mask)
        if len(rows):
            sentences.append(_windows_sentence(told, key, rows))
            listed[rows] = False
    rest = np.flatnonzero(listed & ~counted)
    if len(rest):
        sentences.append(_windows_sentence(told, "not_counted", rest))
        listed[rest] = False
    return LeftOut(listed=listed, sentences=tuple(sentences))


def _windows_sentence(told: Wordy, key: str, rows: NDArray[np.int64]) -> str:
    """How many windows of which buildings do not count, and why."""
    project = told.assessment.project
    buildings = np.unique(project.windows.building[rows]).tolist()
    return told.words["results.windows_left_out"].format(
        count=len(rows),
        names=told.joined(building_label(told, index) for index in buildings),
        reason=told.words[f"results.left_out_{key}"],
    )


def _kinds_of_windows(told: Wordy) -> dict[str, NDArray[np.bool_]]:
    """Windows that do not count for their rooms, by why; a window may have two."""
    project, rules = told.assessment.project, told.assessment.rules
    return {
        "secondary": main_sides(project, rules).secondary,
        "above": above_storeys_considered(project, rules),
    }


def _buildings_left_out(told: Wordy) -> dict[int, str]:
    """Why nothing is asked in a building, by its index."""
    project, rules = told.assessment.project, told.assessment.rules
    units: dict[int, list[CountedUnit]] = {}
    for unit in told.units:
        if unit.counted_as.value in ("household", "room", "building"):
            units.setdefault(unit.building, []).append(unit)
    asked = in_scope(project, told.assessment.scope, rules)
    covered = uses_with_standard(rules)
    found: dict[int, str] = {}
    for index, building in enumerate(project.buildings):
        if members := units.get(index):
            if all(u.verdict.outcome is Outcome.NOT_APPLICABLE for u in members):
                said = {reasons_text(u.verdict, told.lang) for u in members}
                found[index] = told.words["cells.separator"].join(sorted(said))
            continue
        reason: Reason | None = None
        if building.removed_by_project:
            reason = Reason.REMOVED
        elif asked[index] is False:
            reason = Reason.OUT_OF_SCOPE
        elif building.legal in _LEGAL:
            reason = _LEGAL[building.legal]
        elif building.use is not Use.UNKNOWN and building.use not in covered:
            reason = Reason.NO_STANDARD
        if reason is not None:
            found[index] = reason_text(reason, told.lang)
    return found
