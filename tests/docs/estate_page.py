"""The page on the example estate: its tables as cells, and how it writes figures."""

import re
from pathlib import Path

import numpy as np

from sunlight.kinds import Status, Use

PAGE = (Path(__file__).parents[2] / "docs" / "zh" / "estate.md").read_text("utf-8")

STATUS_WORDS = {
    Status.EXISTING: "现状",
    Status.APPROVED: "已批未建",
    Status.PROPOSED: "拟建",
    Status.CONCURRENT: "同期",
}
USE_WORDS = {
    Use.RESIDENTIAL: "住宅",
    Use.DORMITORY: "宿舍",
    Use.KINDERGARTEN: "幼儿园",
    Use.SCHOOL: "中小学校",
    Use.HOSPITAL: "医院",
    Use.ELDERLY: "老年人居住建筑",
    Use.OTHER: "商铺",
}
OUTCOME_WORDS = {
    "PASS": "通过",
    "FAIL": "不通过",
    "NOT_JUDGED": "未评定",
    "NOT_APPLICABLE": "不适用",
}
NO_FIGURE = "—"


def figure(value):
    return NO_FIGURE if value is None or np.isnan(value) else f"{value:.2f}"


def change(value):
    return NO_FIGURE if np.isnan(value) else f"{value + 0.0:+.2f}"


def share(bounds):
    """Two bounds of a share in percent, widened to one decimal."""
    lower = np.floor(bounds.lower * 1000 + 1e-6) / 10
    upper = np.ceil(bounds.upper * 1000 - 1e-6) / 10
    return f"{lower:.1f}%" if lower == upper else f"{lower:.1f}%–{upper:.1f}%"


def households_named(units):
    """Households, rooms or others of one building in a few words.

    One or two are named; more by what their numbers end in, if that tells them.
    """
    building = units[0].split("-")[0]
    if len(units) <= 2:
        return "、".join(units)
    if "/" in units[0]:
        kinds = sorted({re.sub(r"\d+$", "", unit.split("/")[1]) for unit in units})
        floors = {unit.split("/")[0].removeprefix(building + "-")[:2] for unit in units}
        return f"{building} {'、'.join(sorted(floors))} 层{'、'.join(kinds)}"
    return f"{building} {'、'.join(sorted({unit[-2:] for unit in units}))} 户"


def rows_under(heading):
    """Cells of the first table under a heading, without its own headings."""
    section = PAGE.split(f"\n{heading}\n", 1)[1]
    table = re.search(r"^\|.*\|\n\|[-|]+\|\n((?:\|.*\|\n)+)", section, re.MULTILINE)
    return [
        [cell.strip() for cell in line.strip("|").split("|")]
        for line in table[1].splitlines()
    ]
