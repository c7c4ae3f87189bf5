"""Which windows count for their rooms (计入的窗)."""

from typing import Final

import numpy as np
from numpy.typing import NDArray

from sunlight.findings import Finding, Severity
from sunlight.kinds import HABITABLE_ROOMS
from sunlight.model.project import Project
from sunlight.model.tables import ROOM_KINDS
from sunlight.model.wording import name_some
from sunlight.rules import Ruleset, narrower_than_minimum

__all__ = ["narrow_findings", "narrow_windows", "wide_enough"]

_READING: Final = "narrow_window"
_LEAST_WIDTH: Final = "minimum_opening_width"
_HABITABLE = np.array([kind in HABITABLE_ROOMS for kind in ROOM_KINDS], dtype=np.bool_)


def narrow_windows(project: Project, rules: Ruleset) -> NDArray[np.bool_]:
    """Windows of habitable rooms under the national least opening (过窄的窗), (w,).

    The national width is one of habitable rooms; other rooms have none.

    Parameters
    ----------
    project : Project
        Its windows and rooms.
    rules : Ruleset
        For the width.

    Returns
    -------
    (w,) ndarray of bool
        Exactly the least width is not too narrow.

    Notes
    -----
    Source: 规程六(一), which refers to the national standard.
    """
    windows = project.windows
    habitable = np.append(_HABITABLE[project.rooms.kind], [False])[windows.room]
    known = habitable & (windows.width > 0.0)
    widths, place = np.unique(windows.width[known], return_inverse=True)
    under = [narrower_than_minimum(rules, width=width) for width in widths.tolist()]
    narrow = np.zeros(len(windows), dtype=np.bool_)
    narrow[known] = np.array(under, dtype=np.bool_)[place]
    return narrow


def wide_enough(project: Project, rules: Ruleset) -> NDArray[np.bool_]:
    """Windows that count for their rooms by their width (窗宽足以计入的窗), (w,).

    Parameters
    ----------
    project : Project
        Its windows.
    rules : Ruleset
        For the reading ``narrow_window``: by its alternative narrow windows of
        habitable rooms count for none.

    Returns
    -------
    (w,) ndarray of bool
        All, by the reading that the rules choose.
    """
    if not rules.values.alternative(_READING):
        return np.ones(len(project.windows), dtype=np.bool_)
    return ~narrow_windows(project, rules)


def narrow_findings(project: Project, rules: Ruleset) -> tuple[Finding, ...]:
    """Note on windows under the national least opening (过窄的窗的提示).

    Parameters
    ----------
    project : Project
        Its windows.
    rules : Ruleset
        For the width and the reading.

    Returns
    -------
    tuple of Finding
        One, or none if no window is too narrow.
    """
    ids = project.windows.id[narrow_windows(project, rules)]
    if len(ids) == 0:
        return ()
    least = rules.values.number(_LEAST_WIDTH)
    counted = not rules.values.alternative(_READING)
    how = "they count with their real width" if counted else "they do not count"
    how_zh = "按实际宽度计入" if counted else "不计入"
    names = name_some(ids)
    return (
        Finding(
            code="WINDOW-BELOW-NATIONAL-WIDTH",
            severity=Severity.NOTE,
            where=str(ids[0]),
            message=f"{len(ids)} windows of habitable rooms are narrower than the "
            f"national least opening of {least:.2f} m: {names}; {how} (reading "
            f"{_READING})",
            message_zh=f"{len(ids)} 樘居住空间的窗窄于国家标准的最小窗洞宽度 "
            f"{least:.2f} m：{names}；{how_zh}（读法 {_READING}）",
            expected=f"at least {least:.2f} m",
            found=f"{len(ids)} narrower",
        ),
    )
