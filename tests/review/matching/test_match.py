"""Rows against windows: numbers, orders, and what stays open."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from matching_tables import (
    ESTATE,
    HOUSE,
    Estate,
    Numbering,
    printed,
    round_trip,
    side_of,
    submission,
)

import sunlight as sl
from sunlight.model.project import Project
from sunlight.model.tables import ROOM_KINDS
from sunlight.review.matching.match import match_windows
from sunlight.review.records.findings import Grade, ReviewFinding
from sunlight.review.records.matching import MATCHED_BY, MatchedBy


def codes(findings: tuple[ReviewFinding, ...]) -> set[str]:
    """Codes of findings."""
    return {f.code for f in findings}


def round_building(corner: str, *, clockwise: bool) -> Numbering:
    """Numbers from 1 round the building."""

    def number(project: Project, here: list[int]) -> list[tuple[int, str]]:
        order = sorted(
            here, key=lambda w: round_trip(project, w, corner, clockwise=clockwise)
        )
        return [(w, str(i + 1)) for i, w in enumerate(order)]

    return number


def by_sides(sides: str, *, west_first: bool, name: str) -> Numbering:
    """Numbers side by side; `name` is a pattern with side and number."""

    def number(project: Project, here: list[int]) -> list[tuple[int, str]]:
        found = []
        for side in sides:
            mine = [w for w in here if side_of(project, w) == side]
            mine.sort(
                key=lambda w: project.windows.left[w].sum(), reverse=not west_first
            )
            found += [(w, name.format(side=side, n=i + 1)) for i, w in enumerate(mine)]
        return found

    return number


def counted_through(project: Project, here: list[int]) -> list[tuple[int, str]]:
    """All windows of a storey of habitable rooms, west to east, south then north."""
    kinds = [
        ROOM_KINDS[project.rooms.kind[r]].value for r in project.windows.room[here]
    ]
    kept = [w for w, k in zip(here, kinds, strict=True) if k in ("bedroom", "living")]
    return [
        (w, f"C{i + 1}")
        for i, (w, _) in enumerate(
            by_sides("SNEW", west_first=True, name="{n}")(project, kept)
        )
    ]


SCHEMES = {
    "clockwise from the north-east": round_building("NE", clockwise=True),
    "clockwise from the south-west": round_building("SW", clockwise=True),
    "anticlockwise from the south-west": round_building("SW", clockwise=False),
    "anticlockwise from the north-east": round_building("NE", clockwise=False),
    "sides from the east": by_sides("SENW", west_first=False, name="{side}{n:02d}"),
    "sides from the west": by_sides("SENW", west_first=True, name="{side}-{n}"),
    "south side alone from the east": by_sides("S", west_first=False, name="{n}"),
    "habitable rooms": counted_through,
}


@pytest.mark.parametrize("name", SCHEMES)
def test_a_numbering_is_told_by_the_minutes_of_whole_buildings(
    assessed: Estate, name: str
) -> None:
    rows, truth = printed(assessed, SCHEMES[name])

    match, findings = match_windows(
        assessed.project, submission(rows), assessment=assessed.assessment
    )

    assert match.window.tolist() == truth.tolist()
    assert set(match.by.tolist()) == {MATCHED_BY.index(MatchedBy.ORDER)}
    assert match.ambiguous == ()
    assert codes(findings) <= {
        "REVIEW-ORDER-BY-MINUTES",
        "REVIEW-ORDER-AS-ELSEWHERE",
        "REVIEW-NUMBERS-NOT-USED",
    }
    assert {f.grade for f in findings} == {Grade.NOTE}


def test_without_minutes_and_other_evidence_an_order_stays_open(
    assessed: Estate,
) -> None:
    rows, truth = printed(assessed, SCHEMES["clockwise from the north-east"])

    match, findings = match_windows(assessed.project, submission(rows))

    assert (match.window == -1).all()
    assert {a.why for a in match.ambiguous} == {"two_orders"}
    assert all(
        set(truth[list(a.rows)].tolist()) <= set(a.windows) for a in match.ambiguous
    )
    assert codes(findings) == {"REVIEW-ORDER-AMBIGUOUS"}


def test_households_and_rooms_settle_an_order_without_minutes(
    assessed: Estate,
) -> None:
    project = assessed.project
    rooms, households = project.rooms, project.households

    def room(window: int) -> str:
        return str(rooms.id[project.windows.room[window]]).rpartition("/")[2]

    def household(window: int) -> str:
        return str(households.id[rooms.household[project.windows.room[window]]])[-4:]

    rows, truth = printed(
        assessed,
        SCHEMES["anticlockwise from the south-west"],
        room=room,
        household=household,
    )

    match, findings = match_windows(project, submission(rows))

    assert match.window.tolist() == truth.tolist()
    assert codes(findings) == {"REVIEW-ORDER-TAKEN"}


def test_ids_of_the_model_match_as_they_are(assessed: Estate) -> None:
    ids = assessed.project.windows.id
    rows, truth = printed(assessed, lambda _, here: [(w, str(ids[w])) for w in here])
    for row in rows:
        row["label"] = f" {row['label'].lower()}\u3000".replace("#", "\uff03")
        row["before"] = row["after"] = 0.0  # however far from ours

    match, findings = match_windows(
        assessed.project, submission(rows), assessment=assessed.assessment
    )

    assert match.window.tolist() == truth.tolist()
    assert set(match.by.tolist()) == {MATCHED_BY.index(MatchedBy.NUMBER)}
    assert findings == ()
    assert len(match.missing) == 0


def test_numbers_that_agree_for_a_few_rows_are_not_used(assessed: Estate) -> None:
    rows, truth = printed(assessed, SCHEMES["clockwise from the north-east"])
    rows[0]["label"] = "S02"  # and the window is another one

    match, _ = match_windows(
        assessed.project, submission(rows), assessment=assessed.assessment
    )

    assert MATCHED_BY.index(MatchedBy.NUMBER) not in match.by.tolist()
    kept = match.window >= 0
    assert (match.window[kept] == truth[kept]).all()


def test_numbers_alone_far_from_our_minutes_are_for_a_person(assessed: Estate) -> None:
    scheme = by_sides("SENW", west_first=True, name="{side}{n:02d}")
    rows, _ = printed(assessed, scheme)
    for row in rows:
        row["before"], row["after"] = 480.0 - row["before"], 480.0 - row["after"]

    _, findings = match_windows(
        assessed.project, submission(rows), assessment=assessed.assessment
    )

    grades = {f.code: f.grade for f in findings}
    assert grades.get("REVIEW-NUMBERS-UNSURE") is Grade.OPEN


def test_like_results_take_the_usual_order_and_say_so(assessed: Estate) -> None:
    n = len(assessed.project.windows)
    alike = assessed.with_minutes(np.full(n, 300.0), np.full(n, 299.5))
    rows, _ = printed(alike, SCHEMES["south side alone from the east"])

    match, findings = match_windows(
        alike.project, submission(rows), assessment=alike.assessment
    )

    west_first, usual = printed(alike, by_sides("S", west_first=True, name="{n}"))
    assert [r["label"] for r in west_first] == [r["label"] for r in rows]
    assert match.window.tolist() == usual.tolist()
    assert codes(findings) == {"REVIEW-ORDER-USUAL"}


def test_an_exchange_inside_one_storey_is_not_undone(assessed: Estate) -> None:
    rows, truth = printed(assessed, SCHEMES["clockwise from the north-east"])
    one, other = rows[0], rows[3]
    for state in ("before", "after"):
        one[state], other[state] = other[state], one[state]

    match, _ = match_windows(
        assessed.project, submission(rows), assessment=assessed.assessment
    )

    assert match.window.tolist() == truth.tolist()


def test_rows_without_a_window_are_invented_and_windows_without_a_row_missing(
    assessed: Estate,
) -> None:
    rows, truth = printed(assessed, SCHEMES["clockwise from the north-east"])
    gone = next(i for i, w in enumerate(truth) if side_of(assessed.project, w) == "S")
    extra = [
        {**rows[0], "label": "7", "before": 480.0},
        {**rows[0], "floor": 9, "label": "1"},
    ]
    kept = [row for i, row in enumerate(rows) if i != gone] + extra

    match, _ = match_windows(
        assessed.project, submission(kept), assessment=assessed.assessment
    )

    n = len(kept)
    assert match.invented.tolist() == [n - 2, n - 1]
    assert match.missing.tolist() == [truth[gone]]
    assert match.window[:-2].tolist() == np.delete(truth, gone).tolist()


def test_kitchens_are_not_missed(assessed: Estate) -> None:
    rows, _ = printed(assessed, SCHEMES["habitable rooms"])

    match, _ = match_windows(
        assessed.project, submission(rows), assessment=assessed.assessment
    )

    assert len(match.missing) == 0


def test_a_number_twice_on_a_storey_stays_open(assessed: Estate) -> None:
    rows, truth = printed(assessed, SCHEMES["clockwise from the north-east"])
    rows.append({**rows[1], "after": 1.0})

    match, findings = match_windows(
        assessed.project, submission(rows), assessment=assessed.assessment
    )

    (left,) = match.ambiguous
    assert (left.why, left.rows) == ("duplicate_label", (1, len(rows) - 1))
    assert truth[1] in left.windows
    assert {f.code: f.grade for f in findings}["REVIEW-LABEL-DUPLICATE"] is Grade.ANSWER


def test_a_window_before_in_one_table_and_after_in_another_is_one(
    assessed: Estate,
) -> None:
    rows, truth = printed(assessed, SCHEMES["clockwise from the north-east"])
    before = [{**row, "after": np.nan} for row in rows]
    after = [{**row, "before": np.nan, "table": 1} for row in rows]

    match, _ = match_windows(
        assessed.project, submission(before + after), assessment=assessed.assessment
    )

    assert match.window.tolist() == [*truth.tolist(), *truth.tolist()]


def test_numbers_that_run_on_from_storey_to_storey(assessed: Estate) -> None:
    rows, truth = printed(assessed, SCHEMES["anticlockwise from the north-east"])
    running: dict[str, int] = {}
    for row in rows:
        running[row["building"]] = running.get(row["building"], 0) + 1
        row["label"] = f"W{running[row['building']]}"

    match, _ = match_windows(
        assessed.project, submission(rows), assessment=assessed.assessment
    )

    assert match.window.tolist() == truth.tolist()


@pytest.mark.parametrize(
    "names",
    [
        {"1#": "1号楼", "2#": "2 幢", "A-3": "A3#楼"},
        {"1#": "一号楼", "2#": "云中苑2#", "A-3": "门房"},
        {"1#": "1#住宅楼", "2#": "\uff12\uff03", "A-3": "a-3"},
    ],
)
def test_buildings_go_by_many_names(assessed: Estate, names: dict[str, str]) -> None:
    rows, truth = printed(assessed, SCHEMES["clockwise from the south-west"])
    for row in rows:
        row["building"] = names[row["building"]]

    match, findings = match_windows(
        assessed.project, submission(rows), assessment=assessed.assessment
    )

    assert match.window.tolist() == truth.tolist()
    assert not codes(findings) & {"REVIEW-BUILDING-UNKNOWN", "REVIEW-OTHER-PROJECT"}


def test_a_building_by_its_number_alone_is_told(assessed: Estate) -> None:
    rows, truth = printed(assessed, SCHEMES["clockwise from the south-west"])
    for row in rows:
        if row["building"] == "1#":
            row["building"] = "和平里1#"

    match, findings = match_windows(
        assessed.project, submission(rows), assessment=assessed.assessment
    )

    assert match.window.tolist() == truth.tolist()
    assert "REVIEW-BUILDING-ASSUMED" in codes(findings)


def test_a_table_for_another_project_is_told(assessed: Estate) -> None:
    rows = [
        {"building": f"东湖{n}#", "floor": f, "label": "1", "before": 1.0, "after": 1.0}
        for n in (11, 12, 13)
        for f in (1, 2)
    ]

    match, findings = match_windows(
        assessed.project, submission(rows), assessment=assessed.assessment
    )

    assert (match.building == -1).all()
    assert {a.why for a in match.ambiguous} == {"no_building"}
    assert {f.code: f.grade for f in findings}["REVIEW-OTHER-PROJECT"] is Grade.OPEN


def test_a_table_without_a_building_is_the_only_one_with_its_storeys(
    assessed: Estate,
) -> None:
    rows, truth = printed(assessed, SCHEMES["clockwise from the south-west"])
    mine = [i for i, row in enumerate(rows) if row["building"] == "2#"]
    chosen = [{**rows[i], "building": ""} for i in mine]

    match, findings = match_windows(
        assessed.project, submission(chosen), assessment=assessed.assessment
    )

    assert match.window.tolist() == truth[mine].tolist()
    assert "REVIEW-BUILDING-ASSUMED" in codes(findings)


def test_rows_without_a_storey_stay_open(assessed: Estate) -> None:
    rows: list[dict[str, Any]] = [{"building": "1#", "label": "12", "after": 1.0}]

    match, findings = match_windows(
        assessed.project, submission(rows), assessment=assessed.assessment
    )

    assert [a.why for a in match.ambiguous] == ["no_floor"]
    assert "REVIEW-FLOOR-MISSING" in codes(findings)


def test_another_count_of_windows_stays_open(assessed: Estate) -> None:
    rows = [
        {"building": "1#", "floor": f, "label": str(n), "before": 1.0, "after": 1.0}
        for f in (1, 2, 3, 4)
        for n in range(1, 12)
    ]

    match, findings = match_windows(
        assessed.project, submission(rows), assessment=assessed.assessment
    )

    assert (match.window == -1).all()
    assert {a.why for a in match.ambiguous} == {"counts_differ"}
    assert "REVIEW-COUNTS-DIFFER" in codes(findings)


def test_households_match_by_building_storey_and_number(assessed: Estate) -> None:
    households = [
        {"building": "1号楼", "floor": 2, "label": "0201"},
        {"building": "1#", "floor": 2, "label": "202"},
        {"building": "1#", "label": "1#-0302"},
        {"building": "2#", "floor": 5, "label": "5层02户"},
        {"building": "2#", "floor": 5, "label": "东户"},
        {"building": "9#", "floor": 5, "label": "0501"},
    ]

    match, findings = match_windows(
        assessed.project, submission([], households), assessment=assessed.assessment
    )

    ids = assessed.project.households.id
    found = [str(ids[u]) if u >= 0 else "" for u in match.unit]
    assert found == ["1#-0201", "1#-0202", "1#-0302", "2#-0502", "", ""]
    (told,) = [f for f in findings if f.code == "REVIEW-UNIT-UNMATCHED"]
    assert told.count == 2


def test_hostile_texts_do_no_harm(assessed: Estate) -> None:
    texts = ["=1+1", "<script>", "\x00\x07", "長" * 300, "²³①", "-", "9" * 40, ""]
    rows = [
        {"building": b, "floor": 1, "label": a, "household": a, "room": b}
        for a in texts
        for b in [*texts, "1#"]
    ]
    households = [{"building": b, "floor": 1, "label": a} for a in texts for b in texts]

    match, findings = match_windows(
        assessed.project,
        submission(rows, households),
        assessment=assessed.assessment,
    )

    assert len(match.window) == len(rows)
    assert len(match.unit) == len(households)
    assert all(len(f.message) < 1000 for f in findings)


def test_an_empty_submission_misses_everything(assessed: Estate) -> None:
    match, _ = match_windows(
        assessed.project, submission([]), assessment=assessed.assessment
    )

    kinds = assessed.project.rooms.kind[assessed.project.windows.room]
    habitable = [ROOM_KINDS[k].value in ("bedroom", "living") for k in kinds]
    assert match.missing.tolist() == np.flatnonzero(habitable).tolist()


def test_households_are_those_that_were_assessed(tmp_path: Path) -> None:
    """A courtyard of two storeys is one household by the rules, two as drawn."""
    facts = "outdoor_stair = false, functions_complete_each_storey = false"
    yard = HOUSE.format(id="院1", name="院一", n=2, top=7, x=0, x1=20).replace(
        "floor_plans =", f"courtyard = {{ {facts} }}\nfloor_plans ="
    )
    later = HOUSE.format(id="2#", name="二号楼", n=2, top=7, x=60, x1=80)
    path = tmp_path / "project.toml"
    path.write_text(ESTATE + yard + later, encoding="utf-8")
    project, _ = sl.read_project(path)
    assessment = sl.assess(project)
    merged = assessment.project.households
    assert len(merged) < len(project.households)
    rows = [{"building": "2#", "floor": 2, "label": "02"}]
    match, _ = match_windows(
        project,
        submission([], rows),
        assessment=assessment,
    )
    assert merged.building[match.unit[0]] == 1
    assert merged.floor[match.unit[0]] == 2
    assert str(merged.id[match.unit[0]]).endswith("02")
