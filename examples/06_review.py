"""A report reviewed: first an honest one, then one whose tower was drawn lower.

Both are tables of a program that looks at the sun once a minute, each handed in with a
form of what the report says of itself. The honest one leaves nothing to answer; the
other is compared window by window, and the cause of its differences is looked for.
"""

import csv
import tempfile
from pathlib import Path

import sunlight as sl
from sunlight.assessment.sampled import sampled_assessment
from sunlight.durations.sampling import sampling_from_text
from sunlight.model.project import Project
from sunlight.review.reading.submission import read_submission
from sunlight.review.records.review import Review
from sunlight.review.run import review

ESTATE = """
schema = "sunlight-project/1"
[project]
name = "复核示例"
id = "EX-1"
rules = "xinzhou-2022"
stage = "complete"
report_date = 2026-04-10
[site]
name = "忻州市（虚构地块）"
latitude = 38.42
longitude = 112.73
north = "true"
height_datum = "1985国家高程基准"
[floor_plans.slab]
window_rows = [
  { facade = "south", sill = 0.9, width = 1.5, at = [3, 14, 25, 36], rooms = [
    "01/卧室:bedroom", "01/客厅:living", "02/卧室:bedroom", "02/客厅:living"] },
]
[[buildings]]
id = "1#"
status = "existing"
use = "residential"
legal = "lawful"
zero_level = 790.3
outdoor_ground = 790.0
top_above_zero = 17.4
footprint = [[0, 58], [44, 58], [44, 70], [0, 70]]
storeys = { count = 6, height = 2.9 }
floor_plans = [{ floors = "1-6", plan = "slab" }]
source = { kind = "survey", reference = "测-1", date = 2026-01-10, by = "乙级测绘单位" }
[[buildings]]
id = "P1"
status = "proposed"
project = "EX-1"
use = "other"
zero_level = 790.3
outdoor_ground = 790.0
top_above_zero = 42.0
footprint = [[4, 0], [36, 0], [36, 14], [4, 14]]
storeys = { count = 12, height = 3.5 }
source = { kind = "design", reference = "建-01", date = 2026-02-01 }
"""
"""The reviewer's model: an existing slab, and a proposed office block south of it."""

FORM = """
schema = "sunlight-declaration/1"
project = "复核示例"
number = "示-2026-001"
date = 2026-04-10
city = "忻州市"
latitude = 38.42
longitude = 112.73
day = "大寒"
band = ["8:00", "16:00"]
time_basis = "真太阳时"
declination = -20.15
declination_text = "大寒节气时刻"
step = 1.0
shortest_segment = 5.0
sill_minimum = 0.9
window_points = "ends"
own_balconies = false
standard_minutes = 120
rules_text = "忻政办发[2022]14号"
software = "众智日照分析软件"
software_version = "12.0"
conclusions = ["项目建设后，1#各户均满足日照标准。"]
[compiler]
name = "某规划设计院（虚构）"
qualification = "城乡规划编制乙级"
qualification_number = "虚构-0001"
[[buildings]]
id = "P1"
role = "proposed"
use = "办公"
storeys = 12
top_above_zero = 42.0
[[buildings]]
id = "1#"
role = "analysed"
use = "住宅"
storeys = 6
top_above_zero = 17.4
"""
"""What the report says of itself (登记表); the list of material follows."""

MATERIAL = (
    "编制单位资质证书",
    "建设单位承诺书",
    "设计（编制）单位承诺书",
    "现状测绘成果报告",
    "测绘单位资质证书",
    "拟建建筑设计图",
    "客体建筑产权证明",
    "主客体范围图",
    "日照分析总平面图",
    "客体窗位图",
    "计算模型电子文件",
)


def project_of(text: str, folder: Path) -> Project:
    """Project of a text."""
    path = folder / "project.toml"
    path.write_text(text, encoding="utf-8")
    return sl.read_project(path)[0]


def submit(project: Project, path: Path) -> None:
    """Table of windows as a program that samples every minute prints it."""
    found = sampled_assessment(sl.assess(project), sampling_from_text("sampled:1min"))
    windows = project.windows
    with path.open("w", encoding="utf-8-sig", newline="") as stream:
        put = csv.writer(stream)
        put.writerow(["楼号", "层号", "窗号", "户号", "建设前(分钟)", "建设后(分钟)"])
        for w in range(len(windows)):
            room = windows.room[w]
            put.writerow(
                [
                    project.buildings[windows.building[w]].id,
                    windows.floor[w],
                    windows.id[w],
                    project.households.id[project.rooms.household[room]],
                    int(found.windows.minutes_before[w]),
                    int(found.windows.minutes_after[w]),
                ]
            )


def reviewed(name: str, text: str, folder: Path, *, inference: bool) -> Review:
    """Review the report that somebody makes of `text` against our own model."""
    table, form = folder / "窗表.csv", folder / "登记表.toml"
    submit(project_of(text, folder), table)
    material = "".join(f'[[attachments]]\ntitle = "{title}"\n' for title in MATERIAL)
    form.write_text(FORM + material, encoding="utf-8")
    submission, reading = read_submission([table], declaration=form)
    found = review(
        project_of(ESTATE, folder), submission, reading=reading, inference=inference
    )
    print(f"{name}: exit code {found.exit_code}")
    for finding in found.findings:
        if finding.grade.value != "note":
            print(f"  {finding.grade.value} {finding.code}: {finding.message}")
    return found


def main() -> None:
    """Review both."""
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        reviewed("honest", ESTATE, folder, inference=False)
        lowered = ESTATE.replace("top_above_zero = 42.0", "top_above_zero = 36.0")
        found = reviewed("lowered", lowered, folder, inference=True)
    fits = () if found.inference is None else found.inference.fits
    for best in fits[:1]:
        change = best.convention.geometry
        if change is not None:
            what = f"{change.building}, {change.kind} {change.metres:+.2f} m"
            print(f"consistent with: {what}")
        print(f"explains {best.explained} of {best.compared} figures")


if __name__ == "__main__":
    main()
