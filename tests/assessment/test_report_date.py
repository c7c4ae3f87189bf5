"""A report dated outside the days in force, on both sides of either date."""

import datetime as dt
from dataclasses import replace
from pathlib import Path

import pytest

import sunlight as sl
from sunlight.assessment import assess

FILE = Path(__file__).with_name("wall.toml")


@pytest.mark.parametrize(
    ("date", "outside"),
    [
        (dt.date(2022, 3, 31), True),  # the day before the first
        (dt.date(2022, 4, 1), False),  # 办法十
        (dt.date(2027, 3, 31), False),  # five years
        (dt.date(2027, 4, 1), True),
        (None, False),
    ],
)
def test_a_report_date_outside_the_days_in_force_is_a_finding(date, outside):
    project = replace(sl.read_project(FILE)[0], report_date=date)
    plain = assess(replace(project, report_date=None))

    found = assess(project)
    dated = [f for f in found.findings if f.code == "REPORT-DATE-NOT-IN-FORCE"]
    assert outside == bool(dated)
    for finding in dated:
        assert "2022-04-01 – 2027-03-31" == finding.expected
        assert date.isoformat() == finding.found
        assert "有效期" in finding.message_zh
    assert plain.households.verdicts == found.households.verdicts
