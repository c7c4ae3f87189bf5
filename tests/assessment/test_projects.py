"""Projects side by side: which takes what, and that the parts add up."""

import csv
import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely import box
from typer.testing import CliRunner

import sunlight as sl
from sunlight.assessment import assess
from sunlight.assessment.judging.projects import by_taker, taker_of_owner, takers
from sunlight.cli.main import app
from sunlight.durations import JOINTLY, REMNANT, minutes_lost
from sunlight.durations.withheld import not_counted, united
from sunlight.intervals import OWN_WALL_PLANE, BlockedIntervals, Intervals
from sunlight.kinds import Use
from sunlight.report.document import result_document
from sunlight.report.projects import losses_by_project

FILE = Path(__file__).with_name("side_by_side.toml")
TOLERANCE = 1e-6


@pytest.fixture(scope="module")
def project():
    return sl.read_project(FILE)[0]


@pytest.fixture(scope="module")
def assessment(project):
    return assess(project)


def test_takers_are_the_surroundings_the_project_and_those_side_by_side(project):
    assert [
        ("surroundings", "", ""),
        ("own", "A", "南邻小区"),
        ("side", "B", "西南邻小区"),
    ] == [(t.kind, t.id, t.name) for t in takers(project)]
    owners = ("B1", "1#", "A2", "场地:wall")
    assert [2, 0, 1, 0] == taker_of_owner(project, owners).tolist()


def test_what_the_project_demolishes_is_its_own_doing(project):
    first, *others = project.buildings
    gone = replace(first, removed_by_project=True)
    changed = replace(project, buildings=(gone, *others))

    assert [1, 2] == taker_of_owner(changed, ("1#", "B1")).tolist()


def test_a_concurrent_building_that_names_no_project_is_a_party_of_its_own(project):
    buildings = tuple(replace(b, project_id="") for b in project.buildings)
    found = takers(replace(project, buildings=buildings, project_id=""))

    assert ("side", "", "") == (found[-1].kind, found[-1].id, found[-1].name)


def test_without_another_project_nothing_is_split(project):
    alone = replace(project, buildings=project.buildings[:3])
    found = assess(alone)

    assert found.windows.lost_by_project is None
    assert () == losses_by_project(found)


def test_owners_of_one_project_are_never_jointly():
    # 0 and 1 are of one project (A), 2 of another (B). A: 480-560 and 600-640, since
    # 480-540 and 520-560 overlap. B: 550-600. Jointly: 550-560.
    blocked = BlockedIntervals.from_rows(
        [[(0, 480, 540), (0, 600, 640), (1, 520, 560), (2, 550, 600)], []]
    )
    taker = np.array([1, 1, 2], dtype=np.int32)
    none = BlockedIntervals.empty(2)

    grouped = by_taker(blocked, taker)
    lost = minutes_lost(none, none, grouped, grouped, band=(480, 960))

    found = grouped.to_frame()[["receiver", "owner", "start", "end"]]
    assert [
        (0, 1, 480.0, 560.0),
        (0, 1, 600.0, 640.0),
        (0, 2, 550.0, 600.0),
    ] == list(found.itertuples(index=False, name=None))
    # A alone 70 + 40, B alone 40, together 10; 480 - 320 = 160
    assert {1: 110.0, 2: 40.0, JOINTLY: 10.0} == lost[0]
    assert {} == lost[1]


def test_the_own_wall_stays_the_own_wall():
    blocked = BlockedIntervals.from_rows([[(OWN_WALL_PLANE, 480, 500), (0, 490, 510)]])

    grouped = by_taker(blocked, np.array([1], dtype=np.int32))

    assert [OWN_WALL_PLANE, 1] == grouped.owner.tolist()
    assert [480.0, 490.0] == grouped.start.tolist()


def test_segments_that_rules_leave_out_stay_nobodys():
    # Rules that count the longest segments only write the others into the same record.
    blocked = united(
        BlockedIntervals.from_rows([[(0, 490, 510)]]),
        not_counted(Intervals.from_rows([[(510, 530)]])),
    )

    grouped = by_taker(blocked, np.array([1], dtype=np.int32))

    assert [REMNANT, 1] == grouped.owner.tolist()
    assert [510.0, 490.0] == grouped.start.tolist()


def test_two_towers_of_one_project_take_together_what_single_owners_call_jointly(
    assessment,
):
    # A1 and A2 stand behind each other: what no single one of them takes is A's.
    names = {name: code for code, name in enumerate(assessment.owners)}
    by_owner = assessment.windows.lost[0]
    by_project = assessment.windows.lost_by_project[0]

    assert by_owner[JOINTLY] > 30.0
    own = by_owner[JOINTLY] + by_owner[names["A1"]] + by_owner.get(names["A2"], 0.0)
    assert own == pytest.approx(by_project[1])
    assert by_owner[names["B1"]] == pytest.approx(by_project[2])


def test_the_parts_of_each_unit_add_up_to_what_it_loses(assessment):
    losses = losses_by_project(assessment)

    assert 6 == len(losses)
    for loss, verdict in zip(losses, assessment.households.verdicts, strict=True):
        assert (verdict.unit, "household", "1#") == (
            loss.unit,
            loss.counted_as,
            loss.building,
        )
        assert verdict.before - verdict.measured == pytest.approx(loss.lost)
        assert loss.lost == pytest.approx(sum(p.minutes for p in loss.parts))


def test_households_of_a_home_for_the_elderly_are_no_units_beside_its_rooms(project):
    # One bedroom a household: counted as both, each minute would stand there twice.
    home, *others = project.buildings
    home = replace(home, use=Use.ELDERLY)

    losses = losses_by_project(assess(replace(project, buildings=(home, *others))))

    assert {"room"} == {loss.counted_as for loss in losses}
    assert 6 == len(losses)


towers = st.lists(
    st.tuples(
        st.integers(-60, 50),
        st.integers(-40, 20),
        st.integers(8, 30),
        st.integers(9, 60),
        st.sampled_from(["own", "B", "C", "existing", "removed"]),
    ),
    min_size=2,
    max_size=6,
)


@settings(max_examples=40)
@given(placed=towers)
def test_parts_add_up_wherever_the_towers_stand(project, placed):
    house, own, _, side = project.buildings
    kinds = {
        "own": own,
        "B": side,
        "C": replace(side, project_id="C"),
        "existing": replace(own, status=house.status, project_id=""),
        "removed": replace(
            own, status=house.status, project_id="", removed_by_project=True
        ),
    }
    buildings = [house, side]
    for number, (x, y, size, height, whose) in enumerate(placed):
        like = kinds[whose]
        body = replace(
            like.parts[0], polygon=box(x, y, x + size, y + 10), top=800.0 + height
        )
        buildings.append(replace(like, id=f"T{number}", parts=(body,)))
    found = assess(replace(project, buildings=tuple(buildings)))

    windows = found.windows
    lost = windows.minutes_before - windows.minutes_after
    assert lost == pytest.approx(windows.lost.totals(), abs=TOLERANCE)
    assert lost == pytest.approx(windows.lost_by_project.totals(), abs=TOLERANCE)
    for loss in losses_by_project(found):
        assert loss.lost == pytest.approx(
            sum(part.minutes for part in loss.parts), abs=TOLERANCE
        )
    # Nobody existing takes what was there before: lost sun is taken by what is new.
    codes, minutes = windows.lost_by_project.owner, windows.lost_by_project.minutes
    assert (minutes[codes == 0] <= TOLERANCE).all()
    assert set(codes.tolist()) <= {0, 1, 2, 3, JOINTLY, REMNANT, OWN_WALL_PLANE}


def test_the_files_and_the_summary_say_which_project_takes_what(assessment, tmp_path):
    out = tmp_path / "out"
    shown = CliRunner().invoke(
        app, ["analyze", str(FILE), "-o", str(out), "--no-plan", "--lang", "en"]
    )
    with (out / "projects.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    document = json.loads((out / "result.json").read_text(encoding="utf-8"))
    expected = result_document(assessment).losses_by_project

    assert {"project side by side", "this project"} < {row["taken by"] for row in rows}
    first = [row for row in rows if row["unit"] == "1#-0101"]
    assert expected[0].lost == pytest.approx(sum(float(r["lost (min)"]) for r in first))
    assert {"A", "B"} == {row["project id"] for row in first}
    assert "1#-0101" == document["losses_by_project"][0]["unit"]
    said = " ".join(shown.stdout.split())
    assert "this project A project side by side B" in said
