"""The scope as a table for readers (分析范围表)."""

import math

import pyarrow as pa  # type: ignore[import-untyped]

from sunlight.report.texts import Texts
from sunlight.rules import Language
from sunlight.scope import ReasonCode, Scope, ScopeEntry

__all__ = ["reasons_of_entry", "scope_table"]


def scope_table(scope: Scope | None, words: Texts, lang: Language) -> pa.Table:
    """One row a building: its part in the scope, and why (范围表).

    Parameters
    ----------
    scope : Scope or None
        The scope; None gives a table without rows.
    words : mapping
        Catalogue, for the roles.
    lang : {'zh', 'en'}
        Its language, for the reasons.

    Returns
    -------
    pyarrow.Table
        ``radius`` is that of the drawn sector, null where none was drawn; ``inside``
        that of the sector that reaches deepest. [m]
    """
    entries = () if scope is None else scope.entries
    sectors = () if scope is None else (*scope.sectors, *scope.overlay_sectors)
    radius = {sector.building: sector.radius for sector in sectors}
    separator = words["cells.separator"]

    def numbers(values: list[float]) -> pa.Array:
        known = [None if math.isnan(v) else round(v, 4) for v in values]
        return pa.array(known, pa.float64())

    return pa.table(
        {
            "building": pa.array([e.id for e in entries], pa.string()),
            "role": pa.array(
                [words[f"scope_role.{e.role.value}"] for e in entries], pa.string()
            ),
            "row_step": pa.array([e.row_step for e in entries], pa.int32()),
            "receiver": pa.array([e.receiver for e in entries], pa.bool_()),
            "overlay": pa.array([e.overlay for e in entries], pa.bool_()),
            "shading_height": numbers([e.height for e in entries]),
            "radius": numbers([radius.get(e.building, math.nan) for e in entries]),
            "reached_by": pa.array(
                [separator.join(_reached_by(e)) for e in entries], pa.string()
            ),
            "inside": numbers([_deepest(e) for e in entries]),
            "cited": pa.array(
                [
                    separator.join(dict.fromkeys(r.clause for r in e.reasons))
                    for e in entries
                ],
                pa.string(),
            ),
            "scope_reasons": pa.array(
                [separator.join(reasons_of_entry(e, lang)) for e in entries],
                pa.string(),
            ),
        }
    )


def reasons_of_entry(entry: ScopeEntry, lang: Language) -> list[str]:
    """Reasons of a building in one language (列入原因).

    Parameters
    ----------
    entry : ScopeEntry
        The building.
    lang : {'zh', 'en'}
        Language.
    """
    return [r.text_zh if lang == "zh" else r.text for r in entry.reasons]


def _reached_by(entry: ScopeEntry) -> list[str]:
    """Buildings whose sectors reach it."""
    return [r.by for r in entry.reasons if r.code is ReasonCode.SECTOR_REACHES]


def _deepest(entry: ScopeEntry) -> float:
    """How far inside the deepest sector it lies, NaN where none reaches it. [m]"""  # noqa: D400
    inside = [r.inside for r in entry.reasons if r.code is ReasonCode.SECTOR_REACHES]
    return max(inside, default=math.nan)
