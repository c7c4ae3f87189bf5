"""Regular windows as a table of a project file asks for them (均布窗设置)."""

from typing import Annotated, Final

import numpy as np
from pydantic import Field

from sunlight.findings import Finding, Severity
from sunlight.importers.regular_windows import (
    buildings_without_windows,
    lay_regular_windows,
)
from sunlight.importers.remarks import Remarks, RemarkText
from sunlight.importers.schema_parts import LONGEST, Name, Positive, Record
from sunlight.kinds import PartKind
from sunlight.model.project import Building, Project

__all__ = ["RegularWindowsSpec", "add_regular_windows"]

_TEXTS: Final[dict[str, RemarkText]] = {
    "REGULAR-WINDOWS-IMPOSSIBLE": RemarkText(
        Severity.WARNING,
        "{n} buildings have no outline or no level of ±0.00, and no window was laid on "
        "them: {ids}. Draw their windows, or give what is missing",
        "{n} 幢建筑没有轮廓或没有 ±0.00 标高，未布窗：{ids}。请绘出窗或补充资料",
        "an outline and zero_level",
    ),
    "REGULAR-WINDOWS-NONE": RemarkText(
        Severity.WARNING,
        "{n} buildings got no window: their walls are shorter than the spacing or "
        "lower than a storey, or lean: {ids}",
        "{n} 幢建筑没有布上窗（墙短于窗距、低于一层或不竖直）：{ids}",
    ),
    "REGULAR-WINDOWS-ASSUMED": RemarkText(
        Severity.WARNING,
        "{found} windows on {n} buildings were laid by a rule, drawn by nobody; they "
        "are marked as assumed, measured and never judged: {ids}",
        "{n} 幢建筑上的 {found} 扇窗为按规则均布，非实际窗位，已标为假定，"
        "只计算、不评定：{ids}",
    ),
}


class RegularWindowsSpec(Record):
    """Rows of windows where a model has none (均布窗)."""

    spacing: Positive = 3.6
    """Distance between the middles of neighbouring windows [m]."""
    width: Positive = 1.5
    """Width of each window [m]."""
    storey_height: Positive = 3.0
    """Floor to floor [m]."""
    sill_height: Annotated[float, Field(ge=0.0, le=LONGEST)] = 0.9
    """Sill above the floor [m]."""
    buildings: list[Name] | None = None
    """Ids of the buildings; without it, all that have no window yet."""


def add_regular_windows(
    project: Project, spec: RegularWindowsSpec
) -> tuple[Project, tuple[Finding, ...]]:
    """Lay regular windows on buildings that have none (补布均布窗).

    A building that has windows keeps them and gets no more.

    Parameters
    ----------
    project : Project
        The project.
    spec : RegularWindowsSpec
        Spacing and buildings.

    Returns
    -------
    project : Project
        With more windows.
    findings : tuple of Finding
        How many were laid, and on which buildings they could not be.

    Raises
    ------
    InputError
        If a building is unknown, or the lengths lay no sensible window.
    """
    remarks = Remarks(_TEXTS, file="")
    known = {b.id for b in project.buildings}
    wanted = known if spec.buildings is None else set(spec.buildings)
    bare = wanted.intersection(buildings_without_windows(project))
    chosen = []
    for i, building in enumerate(project.buildings):
        if building.id not in bare:
            continue
        if _can_carry(building):
            chosen.append(building.id)
        else:
            _remark(remarks, "REGULAR-WINDOWS-IMPOSSIBLE", building, i)
    laid = lay_regular_windows(
        project,
        spacing=spec.spacing,
        width=spec.width,
        storey_height=spec.storey_height,
        sill_height=spec.sill_height,
        buildings=[*chosen, *sorted(wanted - known)],  # the unknown are refused there
    )
    more = len(laid.windows) - len(project.windows)
    laid_on = set(chosen)
    have = set(np.unique(laid.windows.building).tolist())
    for i, building in enumerate(project.buildings):
        if building.id not in laid_on:
            continue
        code = "REGULAR-WINDOWS-ASSUMED" if i in have else "REGULAR-WINDOWS-NONE"
        _remark(remarks, code, building, i, found=str(more) if i in have else "")
    return laid, remarks.findings()


def _remark(
    remarks: Remarks, code: str, building: Building, index: int, *, found: str = ""
) -> None:
    """Remark on one building."""
    remarks.add(
        code,
        name=building.id,
        element=building.element,
        where=f"buildings[{index}]",
        found=found,
    )


def _can_carry(building: Building) -> bool:
    """Whether rows can be laid on all bodies of a building."""
    return bool(np.isfinite(building.zero_level)) and all(
        part.polygon is not None
        for part in building.parts
        if part.kind is PartKind.BODY
    )
