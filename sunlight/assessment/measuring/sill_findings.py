"""Where the whole sill would say otherwise than its two ends (两端与整条窗台的差异)."""

from collections import defaultdict

import numpy as np
from numpy.typing import NDArray

from sunlight.assessment.measuring.records import Run, WindowResults
from sunlight.assessment.measuring.sills import bent
from sunlight.assessment.scoping.legal_list import legal_parts
from sunlight.conditions import FullWindowTest
from sunlight.durations import SillDifferences, sill_differences
from sunlight.findings import Finding, Severity
from sunlight.intervals.columns import row_of
from sunlight.model.project import Project
from sunlight.model.wording import NAMED_AT_MOST
from sunlight.scene import Obstructions, Scene, sill_ends
from sunlight.scope import Scope, ScopeRole
from sunlight.tolerances import THRESHOLD_NOISE_MIN

__all__ = ["sill_findings"]

_CODE = "FULL-WINDOW-TESTS-DIFFER"
_Window = tuple[str, float, float]
"""Id, counted minutes by both ends and by the whole sill."""


def sill_findings(
    project: Project,
    scene: Scene,
    runs: tuple[Run, ...],
    windows: WindowResults,
    scope: Scope | None,
) -> tuple[Finding, ...]:
    """Warnings where a shadow passes between the sill ends, by object (满窗判定差异).

    Looked at is the state after, the stretch judged of each window, and only windows
    that the rules judge by both ends. A corner window measured as one is left out: its
    sill is no straight line. No verdict is changed.

    Parameters
    ----------
    project, scene
        As built.
    runs : tuple of Run
        As measured.
    windows : WindowResults
        What both ends gave.
    scope : Scope or None
        The scope, where only what it names obstructs; None where everything does.

    Returns
    -------
    tuple of Finding
        One for each building, or set of buildings, that makes a difference in minutes.

    Notes
    -----
    Source: 规程二(一): the test is that of the two bottom ends.
    """
    found: defaultdict[tuple[str, ...], list[_Window]] = defaultdict(list)
    for which, obstructions in _standing(project, scene, scope):
        for run in runs:
            if run.conditions.full_window is not FullWindowTest.ENDS:
                continue
            rows = run.windows[which[run.windows]]
            rows = rows[np.isfinite(windows.minutes_after[rows])]
            rows = rows[~bent(scene, rows)]
            differences = sill_differences(
                *sill_ends(
                    project,
                    scene,
                    rows,
                    windows.left_after[rows],
                    windows.right_after[rows],
                ),
                obstructions,
                run.path,
                full=windows.full_after.take(rows),
                shortest=run.conditions.shortest_segment,
                segments=run.conditions.segments,
            )
            ids = project.windows.id[rows]
            _add(found, differences, ids, obstructions.owner_names)
    return tuple(_finding(owners, found[owners]) for owners in sorted(found))


def _standing(
    project: Project, scene: Scene, scope: Scope | None
) -> list[tuple[NDArray[np.bool_], Obstructions]]:
    """Which windows, (w,), are measured against which obstructions, after."""
    after = scene.obstructions.where(scene.after)
    every = np.ones(len(project.windows), dtype=np.bool_)
    if scope is None or not scope.ids(ScopeRole.OUTSIDE):
        return [(every, after)]
    outside = np.array(
        [entry.role is ScopeRole.OUTSIDE for entry in scope.entries], dtype=np.bool_
    )[project.windows.building]
    legal = after.where(legal_parts(scene.obstructions, scope))
    return [(~outside, legal), (outside, after)]


def _add(
    found: defaultdict[tuple[str, ...], list[_Window]],
    differences: SillDifferences,
    ids: NDArray[np.object_],
    names: tuple[str, ...],
) -> None:
    """Lay windows whose minutes differ to the owners that make the difference."""
    blocked = differences.blocked
    row = row_of(blocked.offsets)
    ends, whole = differences.minutes_ends, differences.minutes_whole
    for k in np.flatnonzero(ends - whole > THRESHOLD_NOISE_MIN).tolist():
        codes = np.unique(blocked.owner[row == k]).tolist()
        owners = tuple(sorted(names[code] for code in codes))
        window = str(ids[differences.windows[k]])
        found[owners].append((window, float(ends[k]), float(whole[k])))


def _finding(owners: tuple[str, ...], found: list[_Window]) -> Finding:
    """One warning about an object, the windows with the greatest differences first."""
    found.sort(key=lambda window: (window[2] - window[1], window[0]))
    named = [f"{name} {e:.1f} → {w:.1f} min" for name, e, w in found[:NAMED_AT_MOST]]
    if len(found) > NAMED_AT_MOST:
        named.append("...")
    listed, who = "; ".join(named), ", ".join(owners)
    name, ends, whole = found[0]
    return Finding(
        code=_CODE,
        severity=Severity.WARNING,
        where=name,
        message=(
            f"a shadow of {who} passes between the sill ends of {len(found)} windows: "
            "both ends are lit, some point between them is not. Counted minutes by "
            f"both ends → by the whole sill: {listed}. Judged by both ends, as the "
            "regulation says; no verdict is changed"
        ),
        message_zh=(
            f"{who} 的影子从 {len(found)} 扇窗的窗台两端之间经过："
            f"两端受照，中间有点不受照。有效日照分钟数，按两端 → 按整条窗台：{listed}。"
            "结论仍按规程以两端为准，不因此改变"
        ),
        expected=f"{ends:.1f} min",
        found=f"{whole:.1f} min",
    )
