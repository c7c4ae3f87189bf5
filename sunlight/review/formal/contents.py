"""Items of the list that are seen in what was read (从送审内容可见的材料)."""

import math
from typing import Final

import numpy as np

from sunlight.review.records.declaration import Declaration
from sunlight.review.records.submission import Submission

__all__ = ["content_seen", "missing_parameters"]

_PARAMETERS: Final = (
    ("latitude", "latitude or city", "纬度或城市"),
    ("day", "standard day", "标准日"),
    ("band", "time band", "有效时间带"),
    ("time_basis", "clock", "时制"),
    ("declination", "declination", "太阳赤纬"),
    ("step", "time step", "时间间隔"),
    ("shortest_segment", "shortest segment", "最小连续时段"),
    ("sill", "sill plane", "计算窗台面"),
    ("window_points", "points of the window", "窗上计算点"),
    ("standard_minutes", "standard", "日照标准"),
)
"""Parameters that a result cannot be followed without."""


def missing_parameters(declaration: Declaration) -> tuple[tuple[str, str], ...]:
    """Parameters that the report does not state, English and Chinese (未列参数).

    Parameters
    ----------
    declaration : Declaration
        What it says.
    """
    stated = {
        "latitude": not math.isnan(declaration.latitude) or bool(declaration.city),
        "day": declaration.day is not None,
        "band": declaration.band is not None,
        "time_basis": declaration.time_basis is not None,
        "declination": not math.isnan(declaration.declination)
        or bool(declaration.declination_text),
        "step": not math.isnan(declaration.step),
        "shortest_segment": not math.isnan(declaration.shortest_segment),
        "sill": not math.isnan(declaration.sill_minimum) or bool(declaration.sill_text),
        "window_points": bool(declaration.window_points),
        "standard_minutes": not math.isnan(declaration.standard_minutes),
    }
    return tuple((en, zh) for key, en, zh in _PARAMETERS if not stated[key])


def content_seen(
    item: str, submission: Submission
) -> tuple[bool | None, tuple[str, str]]:
    """Whether an item is in what was read, and what was seen (是否可见).

    Parameters
    ----------
    item : str
        One of :data:`sunlight.review.formal.lists.CONTENTS`.
    submission : Submission
        What was handed in.

    Returns
    -------
    (bool or None, (str, str))
        None where the submission may have it without showing it here; then the words in
        English and Chinese.
    """
    windows, declaration = submission.windows, submission.declaration
    if item in ("window_tables_after", "window_tables_before"):
        state = item.rpartition("_")[2]
        given = ~np.isnan(windows.minutes(state)) | windows.segments(state).given
        count = int(given.sum())
        return count > 0, (
            f"{count} of {len(windows)} rows of windows have figures",
            f"窗表 {len(windows)} 行中有 {count} 行列有数值",
        )
    if item == "unit_tables":
        count = len(submission.units)
        named = sum(bool(str(text).strip()) for text in windows.household)
        return count + named > 0, (
            f"{count} rows of units; {named} rows of windows name their household",
            f"分户表 {count} 行；窗表 {named} 行列有户号",
        )
    if item == "building_tables":
        count = len(declaration.buildings)
        return count > 0, (f"{count} buildings listed", f"列有 {count} 幢建筑")
    if item == "conclusion":
        count = len(declaration.conclusions)
        return count > 0, (f"{count} sentences", f"{count} 句")
    if item == "parameters":
        missing = missing_parameters(declaration)
        told = ", ".join(en for en, _ in missing), "、".join(zh for _, zh in missing)
        if not missing:
            return True, ("all of them are stated", "均已列明")
        return False, (f"not stated: {told[0]}", f"未列：{told[1]}")
    if submission.project is not None:
        return True, ("the model was handed in and read", "计算模型已提交并读入")
    return None, (
        "no model was handed in with the tables; ask for it where it is not there",
        "未见随表提交的计算模型，如未提交应要求补交",
    )
