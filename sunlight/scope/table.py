"""The scope as a table (分析范围表)."""

import math
from typing import TYPE_CHECKING

from sunlight.scope.records import ReasonCode, Scope, ScopeEntry

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["scope_frame"]


def scope_frame(scope: Scope) -> "pd.DataFrame":
    """One row a building: role, height, who reaches it, how far inside (范围表).

    Parameters
    ----------
    scope : Scope
        The scope.

    Returns
    -------
    pandas.DataFrame
        Columns building, role, receiver, overlay (missing where not known), height,
        radius, row_step (missing where not analysed), reached_by, inside, clauses,
        reasons, reasons_zh. `radius` is that of the drawn sector, NaN where none was
        drawn; `inside` that of the sector that reaches deepest. Metres.
    """
    import pandas as pd

    radius = {s.building: s.radius for s in (*scope.sectors, *scope.overlay_sectors)}
    entries = scope.entries
    return pd.DataFrame(
        {
            "building": [e.id for e in entries],
            "role": [e.role.value for e in entries],
            "receiver": [e.receiver for e in entries],
            "overlay": pd.array([e.overlay for e in entries], dtype="boolean"),
            "height": [e.height for e in entries],
            "radius": [radius.get(e.building, math.nan) for e in entries],
            "row_step": pd.array([e.row_step for e in entries], dtype="Int64"),
            "reached_by": [_reached_by(e) for e in entries],
            "inside": [_deepest(e) for e in entries],
            "clauses": [
                "; ".join(dict.fromkeys(r.clause for r in e.reasons)) for e in entries
            ],
            "reasons": ["; ".join(r.text for r in e.reasons) for e in entries],
            "reasons_zh": ["；".join(r.text_zh for r in e.reasons) for e in entries],
        }
    )


def _reached_by(entry: ScopeEntry) -> str:
    """Buildings whose sectors reach it."""
    return ", ".join(r.by for r in entry.reasons if r.code is ReasonCode.SECTOR_REACHES)


def _deepest(entry: ScopeEntry) -> float:
    """How far inside the deepest sector it lies, NaN where none reaches it. [m]"""  # noqa: D400
    inside = [r.inside for r in entry.reasons if r.code is ReasonCode.SECTOR_REACHES]
    return max(inside, default=math.nan)
