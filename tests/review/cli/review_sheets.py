"""A table of windows of the estate as it is, or tampered with, and a complete form."""

import csv
from collections import Counter
from functools import cache
from pathlib import Path

import numpy as np

import sunlight as sl

__all__ = ["form", "sheet"]

ESTATE = Path(__file__).parents[1] / "estate" / "project.toml"
MATERIAL = (
    "编制单位资质证书",
    "建设单位承诺书",
    "设计（编制）单位承诺书",
    "现状测绘成果报告",
    "测绘单位资质证书",
    "档案复印件",
    "已批未建建筑规划核准图",
    "拟建建筑设计图",
    "客体建筑产权证明",
    "主客体范围图",
    "日照分析总平面图",
    "客体窗位图",
    "计算模型电子文件",
)
BUILDINGS = (
    ("A1", "analysed", 17.4),
    ("A2", "analysed", 17.4),
    ("A3", "analysed", 17.4),
    ("A4", "analysed", 8.4),
    ("G1", "approved", 31.9),
    ("D1", "overlay", 38.0),
    ("D2", "overlay", 40.0),
    ("P1", "proposed", 52.2),
    ("P2", "proposed", 34.8),
)
_FORM = (
    """\
schema = "sunlight-declaration/1"
project = "柏林里一期"
date = 2026-04-10
latitude = 38.42
longitude = 112.73
day = "大寒"
band = ["8:00", "16:00"]
time_basis = "真太阳时"
declination = -20.15
step = 1.0
shortest_segment = 5.0
sill_minimum = 0.9
window_points = "ends"
own_balconies = false
standard_minutes = 120
rules_text = "忻政办发[2022]14号"
software = "众智日照分析软件"
software_version = "12.0"
conclusions = ["CONCLUSION"]
[compiler]
name = "某规划设计院（虚构）"
qualification = "城乡规划编制乙级"
qualification_number = "虚构-0001"
"""
    + "".join(f'[[attachments]]\ntitle = "{title}"\n' for title in MATERIAL)
    + "".join(
        f'[[buildings]]\nid = "{id}"\nrole = "{role}"\ntop_above_zero = {top}\n'
        for id, role, top in BUILDINGS
    )
)
HEADINGS = {"before": "建设前(分钟)", "after": "建设后(分钟)"}


@cache
def _assessed():
    project, findings = sl.read_project(ESTATE)
    return sl.assess(project, findings=findings)


def form(path):
    """Form with everything that a report has to say of itself."""
    counts = Counter(str(v.wording) for v in _assessed().households.verdicts)
    said = f"共{counts.total()}户，" + "，".join(
        f"{wording}{n}户" for wording, n in sorted(counts.items())
    )
    path.write_text(_FORM.replace("CONCLUSION", f"{said}。"), encoding="utf-8")
    return path


def sheet(path, *, edited=None, without=(), states=("before", "after")):
    """Table of windows; `edited` minutes after by window, `without` those left out."""
    found = _assessed()
    project, windows = found.project, found.project.windows
    minutes = {
        "before": found.windows.minutes_before,
        "after": found.windows.minutes_after,
    }
    with path.open("w", encoding="utf-8-sig", newline="") as stream:
        put = csv.writer(stream)
        last = ["日照时数(分钟)"] if len(states) == 1 else [HEADINGS[s] for s in states]
        put.writerow(["楼号", "层号", "窗号", "户号", "房间", *last])
        for w in range(len(windows)):
            if windows.id[w] in without:
                continue
            room = windows.room[w]
            figures = [_printed(minutes[s][w]) for s in states]
            if edited and windows.id[w] in edited:
                figures[-1] = edited[windows.id[w]]
            put.writerow(
                [
                    project.buildings[windows.building[w]].id,
                    windows.floor[w],
                    windows.id[w],
                    project.households.id[project.rooms.household[room]],
                    str(project.rooms.id[room]).rpartition("/")[2],
                    *figures,
                ]
            )
    return path


def _printed(value):
    return "" if np.isnan(value) else int(value)
