"""Which project takes what from each unit that loses (同期项目分摊, 办法三)."""

from dataclasses import dataclass
from typing import Final

import pyarrow as pa  # type: ignore[import-untyped]

from sunlight.assessment import Assessment
from sunlight.assessment.judging.households import uses_by_other_units
from sunlight.assessment.judging.projects import takers
from sunlight.durations import OwnerMinutes
from sunlight.report.blame import (
    BestWindows,
    household_windows,
    other_window,
    unit_windows,
)
from sunlight.report.shading import SPECIAL_KINDS
from sunlight.report.texts import Texts
from sunlight.rules import Verdict
from sunlight.tolerances import THRESHOLD_NOISE_MIN

__all__ = ["ProjectPart", "UnitLoss", "losses_by_project", "projects_table"]

OTHER_WINDOW: Final = "other_window"


@dataclass(frozen=True, slots=True, kw_only=True)
class ProjectPart:
    """Minutes that one project takes from a unit (项目分摊项).

    Parameters
    ----------
    kind : str
        ``own`` the project under review, ``side`` one side by side, ``surroundings``
        existing and approved buildings and the site; or of no single one of them:
        ``jointly``, ``remnant``, ``own_wall``, ``other_window``.
    project, name : str
        Id and name of the project; empty for the other kinds.
    minutes : float
        Minutes, negative where they were won. [min]
    """

    kind: str
    project: str
    name: str
    minutes: float


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitLoss:
    """What a unit loses, and which project takes it (单元的减少).

    Parameters
    ----------
    unit, counted_as, building : str
        Id of the unit, what it is counted as, its building.
    lost : float
        Minutes before less minutes after. [min]
    parts : tuple of ProjectPart
        Add up to `lost`.
    """

    unit: str
    counted_as: str
    building: str
    lost: float
    parts: tuple[ProjectPart, ...]


def losses_by_project(assessment: Assessment) -> tuple[UnitLoss, ...]:
    """Give what each unit loses to each project (同期项目分摊).

    A building judged by the number of its rooms has no minutes of its own and is left
    out; ``losses.csv`` has those of its windows. So are households that only say which
    rooms belong together, as in a home for the elderly: its rooms are the units.

    Parameters
    ----------
    assessment : Assessment
        The assessment.

    Returns
    -------
    tuple of UnitLoss
        Households first; units that lose nothing are left out. Empty where no building
        of another project stands.

    Notes
    -----
    Source: 办法三.
    """
    shares = assessment.windows.lost_by_project
    if shares is None:
        return ()
    project, units = assessment.project, assessment.units
    homes = project.households.building.tolist()
    households = zip(homes, assessment.households.verdicts, strict=True)
    use_of = {building.id: building.use for building in project.buildings}
    by_rooms = uses_by_other_units(assessment.rules)
    listed = [
        *(
            loss
            for loss in _losses(
                assessment,
                shares,
                [("household", building, verdict) for building, verdict in households],
                household_windows(assessment),
            )
            if use_of[loss.building] not in by_rooms
        ),
        *_losses(
            assessment,
            shares,
            [(u.counted_as.value, u.building, u.verdict) for u in units],
            unit_windows(assessment),
        ),
    ]
    return tuple(listed)


def _losses(
    assessment: Assessment,
    shares: OwnerMinutes,
    units: list[tuple[str, int, Verdict]],
    best: BestWindows,
) -> list[UnitLoss]:
    """Losses of units that have minutes before and after."""
    parties = takers(assessment.project)
    made_good = other_window(assessment, best).tolist()
    found = []
    for i, (counted_as, building, verdict) in enumerate(units):
        window, before, after = best.before[i], verdict.before, verdict.measured
        if window < 0 or before is None or after is None:
            continue
        if verdict.measure_unit != "min" or before - after <= THRESHOLD_NOISE_MIN:
            continue
        parts = [
            ProjectPart(
                kind=parties[code].kind if code >= 0 else SPECIAL_KINDS[code],
                project=parties[code].id if code >= 0 else "",
                name=parties[code].name if code >= 0 else "",
                minutes=minutes,
            )
            for code, minutes in shares[int(window)].items()
        ]
        if made_good[i]:
            other = ProjectPart(
                kind=OTHER_WINDOW, project="", name="", minutes=made_good[i]
            )
            parts.append(other)
        parts.sort(key=lambda p: (p.kind not in ("own", "side"), -abs(p.minutes)))
        found.append(
            UnitLoss(
                unit=verdict.unit,
                counted_as=counted_as,
                building=assessment.project.buildings[building].id,
                lost=before - after,
                parts=tuple(parts),
            )
        )
    return found


def projects_table(assessment: Assessment, words: Texts) -> pa.Table:
    """One row a unit that loses and a project (同期项目分摊表).

    Parameters
    ----------
    assessment : Assessment
        The assessment.
    words : mapping
        Catalogue, for the kinds.

    Returns
    -------
    pyarrow.Table
        The minutes of a unit add up to what it loses; without rows where no building of
        another project stands.
    """
    rows = [(loss, p) for loss in losses_by_project(assessment) for p in loss.parts]
    columns: dict[str, list[str | None]] = {
        "unit": [loss.unit for loss, _ in rows],
        "counted_as": [words[f"counted_as.{loss.counted_as}"] for loss, _ in rows],
        "building": [loss.building for loss, _ in rows],
        "taker": [words[f"taker.{part.kind}"] for _, part in rows],
        "project": [part.project or None for _, part in rows],
        "project_name": [part.name or None for _, part in rows],
    }
    return pa.table(
        {
            **{name: pa.array(column, pa.string()) for name, column in columns.items()},
            "lost": pa.array([part.minutes for _, part in rows], pa.float64()),
        }
    )
