"""Numbers of the report against a count of our own, over households made up.

Minutes, papers and standings of the estate's households are drawn at random, many of
them on a limit; the package judges them, and this file counts again by plain loops over
the minutes, with the two rules written anew.
"""

import dataclasses
import re

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from report_walk import chapter, paragraphs, rows, sound, tables

from sunlight.assessment.judging.households import standing_of
from sunlight.kinds import LegalStatus, Status, Use
from sunlight.report.content.results import result_chapters
from sunlight.report.texts import texts
from sunlight.rules import HouseholdFacts, Outcome, Standing, judge_household

STANDARD = 120.0
CHANGE = 3.0
NOISE = 1e-6  # the package's tolerance for rounding noise [min]

LIMITS = [
    0.0, 57.0, 59.999, 60.0, 100.0, 103.0, 103.0 + 1e-9, 103.01, 97.0, 96.99, 116.5,
    117.0, 119.0, 119.99, 120.0 - 1e-9, 120.0, 120.5, 123.0, 240.0, 480.0,
]  # fmt: skip
MINUTES = st.one_of(st.none(), st.sampled_from(LIMITS), st.floats(0.0, 480.0))

PLACES = {
    "new": {"status": Status.PROPOSED, "project_id": "T-1"},
    "outside": {"status": Status.EXISTING},
    "approved": {"status": Status.APPROVED},
    "side": {"status": Status.CONCURRENT, "project_id": "X-9"},
    "removed": {"status": Status.EXISTING, "removed_by_project": True},
}
PAPERS = {
    "lawful": LegalStatus.LAWFUL,
    "blank": LegalStatus.BLANK,
    "unlawful": LegalStatus.UNLAWFUL,
}

BUILDINGS = st.fixed_dictionaries(
    {
        "place": st.sampled_from(sorted(PLACES)),
        "papers": st.sampled_from(["lawful", "lawful", "lawful", "blank", "unlawful"]),
        "inside": st.sampled_from([True, True, True, False, None]),
    }
)
HOUSEHOLDS = st.tuples(MINUTES, MINUTES, st.sampled_from(["", "", "协议-7"]))


def made_up(estate, buildings, households, **project_facts):
    """The estate with three buildings and its households as drawn."""
    project = estate.project
    dwellings = [
        dataclasses.replace(
            building,
            **({"project_id": "", "removed_by_project": False} | PLACES[said["place"]]),
            legal=PAPERS[said["papers"]],
        )
        for building, said in zip(project.buildings, buildings, strict=False)
    ]
    table = project.households
    count = len(table)
    drawn = [households[i % len(households)] for i in range(count)]
    project = dataclasses.replace(
        project,
        buildings=(*dwellings, *project.buildings[len(dwellings) :]),
        households=dataclasses.replace(
            table, compensation=np.array([c for _, _, c in drawn], dtype=object)
        ),
        **project_facts,
    )
    verdicts, known = [], []
    for row, (before, after, compensation) in enumerate(drawn):
        index = int(table.building[row])
        building = project.buildings[index]
        standing = standing_of(building, project)
        new = standing in (Standing.OWN_NEW, Standing.CONCURRENT)
        before = None if new else before
        known.append((before, after))
        facts = HouseholdFacts(
            unit=str(table.id[row]),
            building=building.id,
            standing=standing,
            use=building.use,
            legal=building.legal,
            habitable_rooms=1,
            minutes_before=before,
            minutes_after=after,
            unmeasured_windows=0,
            in_scope=buildings[index]["inside"],
            renewal_document=project.renewal_document,
            compensation=compensation,
        )
        verdicts.append(judge_household(estate.rules, facts))
    nothing = np.full(count, -1)
    minutes = np.array(
        [[np.nan if m is None else m for m in pair] for pair in known], dtype=float
    ).reshape(-1, 2)
    assessment = dataclasses.replace(
        estate,
        project=project,
        scope=None,
        units=(),
        households=dataclasses.replace(
            estate.households,
            minutes_before=minutes[:, 0],
            minutes_after=minutes[:, 1],
            best_before=nothing,
            best_after=nothing,
            verdicts=tuple(verdicts),
        ),
    )
    return assessment, known


NAMES = (
    "units", "kept", "fallen", "lifted", "blank_before", "new_met", "new_missed",
    "unaffected", "affected", "gained", "open", "not_asked",
)  # fmt: skip


def kind_of(said, before, after, renewal):
    """In which count one household stands: the clauses, written anew."""
    place, new = said["place"], said["place"] in ("new", "side")
    if place == "removed" or said["papers"] == "unlawful":
        return "not_asked"
    if not new and said["inside"] is False:
        return "not_asked"
    if not new and said["papers"] == "blank":
        return "open"
    if after is None or (not new and said["inside"] is None):
        return "open"
    if new:
        standard = 60.0 if renewal and place == "new" else STANDARD
        return "new_met" if after >= standard - NOISE else "new_missed"
    if after >= STANDARD - NOISE:
        if before is None:
            return "blank_before"
        return "kept" if before >= STANDARD - NOISE else "lifted"
    if before is None:
        return "open"
    if before >= STANDARD - NOISE:
        return "fallen"
    if abs(after - before) <= CHANGE + NOISE:
        return "unaffected"
    return "affected" if after < before else "gained"


def recount(assessment, buildings, known, renewal=""):
    """Counts of each building by a plain loop over the minutes."""
    found = {}
    for row, (before, after) in enumerate(known):
        index = int(assessment.project.households.building[row])
        counts = found.setdefault(index, dict.fromkeys(NAMES, 0))
        counts["units"] += 1
        counts[kind_of(buildings[index], before, after, renewal)] += 1
    return found


def summed(counts):
    return {name: sum(c[name] for c in counts) for name in NAMES}


def shown(counts):
    """The columns of the summary table that these counts must give."""
    return {
        "units": counts["units"],
        "satisfied_before": counts["kept"] + counts["fallen"],
        "satisfied_after": counts["kept"]
        + counts["lifted"]
        + counts["blank_before"]
        + counts["new_met"],
        "satisfied_to_not": counts["fallen"],
        "new_not_satisfied": counts["new_missed"],
        "unaffected": counts["unaffected"],
        "affected": counts["affected"],
        "gained": counts["gained"],
        "not_judged": counts["open"],
        "not_applicable": counts["not_asked"],
    }


def value(cell):
    return 0 if cell.value is None else int(cell.value)


def said_of(text, pattern):
    """The numbers of a piece of a sentence; zeros where the piece is not there."""
    found = re.search(pattern, text)
    blanks = re.compile(pattern).groups
    return [int(n) for n in found.groups()] if found else [0] * blanks


CASES = st.tuples(
    st.lists(BUILDINGS, min_size=3, max_size=3),
    st.lists(HOUSEHOLDS, min_size=1, max_size=42),
)

ALL_KEPT = (
    [{"place": "outside", "papers": "lawful", "inside": True}] * 3,
    [(240.0, 120.0, "")],
)
NOBODY_JUDGED = (
    [{"place": "outside", "papers": "unlawful", "inside": True}] * 3,
    [(240.0, 120.0, "")],
)
ONE_OPEN = (
    [{"place": "outside", "papers": "lawful", "inside": True}] * 3,
    [*[(240.0, 120.0, "")] * 41, (240.0, None, "")],
)
THREE_MINUTES = (
    [{"place": "outside", "papers": "lawful", "inside": True}] * 3,
    [(103.0, 100.0, ""), (100.0, 103.0, ""), (103.01, 100.0, ""), (100.0, 103.01, "")],
)


@settings(max_examples=30)
@given(case=CASES, renewal=st.sampled_from(["", "", "旧改-3"]))
@example(case=ALL_KEPT, renewal="")
@example(case=NOBODY_JUDGED, renewal="")
@example(case=ONE_OPEN, renewal="")
@example(case=THREE_MINUTES, renewal="")
def test_numbers_are_those_of_a_count_over_the_minutes(estate, case, renewal):
    buildings, households = case
    assessment, known = made_up(estate, buildings, households, renewal_document=renewal)
    counts = recount(assessment, buildings, known, renewal)
    found = result_chapters(assessment, texts("zh"), "zh")

    sound(found)
    _summary_agrees(found, assessment, buildings, counts)
    _conclusion_agrees(found, assessment, counts)
    _lists_agree(found, counts)
    _clauses_agree(found, counts)
    _whole_agrees(found, assessment, counts)


def _summary_agrees(found, assessment, buildings, counts):
    """Rows of buildings, and the last row of all."""
    table = rows(tables(found)["summary-households"])
    by_label = {row["building"].text: row for row in table}
    for index, expected in counts.items():
        building = assessment.project.buildings[index]
        row = by_label[f"{building.id} {building.name}"]
        judged = expected["units"] - expected["open"] - expected["not_asked"]

        assert shown(expected) == {name: value(row[name]) for name in shown(expected)}
        if buildings[index]["place"] in ("new", "side") or not judged:
            assert row["satisfied_before"].text == "–"
        else:
            assert row["satisfied_before"].text.isdigit()
    total = shown(summed(counts.values()))

    assert total == {name: value(table[-1][name]) for name in total}
    parts = [
        v for name, v in total.items() if name not in ("units", "satisfied_before")
    ]
    assert total["units"] == sum(parts)


def _conclusion_agrees(found, assessment, counts):
    """The sentence of each building."""
    said = list(paragraphs([chapter(found, "conclusion")]))
    for index, expected in counts.items():
        building = assessment.project.buildings[index]
        [sentence] = [p for p in said if p.text.startswith(f"{building.id} ")]
        text = sentence.text
        met, kept, fallen = (
            expected["kept"] + expected["fallen"],
            expected["kept"],
            expected["fallen"],
        )

        assert [expected["units"]] == said_of(text, r"：共 (\d+) 户。")
        if met:
            assert [met, kept, fallen] == said_of(
                text,
                r"建设前满足日照标准（[^）]*）的 (\d+) 户，其中建设后仍满足 (\d+) 户，"
                r"由满足变为不满足 (\d+) 户",
            )
        changed = [expected[n] for n in ("unaffected", "affected", "gained")]
        if sum(changed) + expected["lifted"]:
            assert [sum(changed) + expected["lifted"], *changed] == said_of(
                text,
                r"建设前不满足的 (\d+) 户，其中建设后评定为不影响 (\d+) 户，"
                r"影响 (\d+) 户，影响（日照增加）(\d+) 户",
            )
        assert [expected["lifted"]] == said_of(
            text,
            r"不满足的之中，建设后达到标准、评定为满足的 (\d+) 户（规程七\(四\)）。",
        )
        assert [expected["new_met"], expected["new_missed"]] == said_of(
            text,
            r"建设后达到日照标准（[^）]*）、评定为满足的 (\d+) 户，不满足的 (\d+) 户",
        )
        assert [expected["blank_before"]] == said_of(
            text, r"时数不明、建设后评定为满足的 (\d+) 户"
        )
        assert [expected["open"]] == said_of(text, r"未评定 (\d+) 户：")
        assert [expected["not_asked"]] == said_of(text, r"不参加评定 (\d+) 户：")
        _ending_agrees(sentence, expected)


def _ending_agrees(sentence, expected):
    """What a building comes to; never all where something is open."""
    failed = expected["fallen"] + expected["affected"] + expected["new_missed"]
    judged = expected["units"] - expected["open"] - expected["not_asked"]
    worst = (
        "fail"
        if failed
        else "open"
        if expected["open"]
        else "pass"
        if judged
        else "note"
    )
    all_met = judged == expected["units"] and not (
        failed + expected["unaffected"] + expected["gained"]
    )

    assert worst == sentence.tone
    assert all_met == ("全部满足" in sentence.text)
    assert bool(failed) == ("结论：不通过" in sentence.text)
    assert ("均通过" in sentence.text) == (worst == "pass" and not all_met)


def _lists_agree(found, counts):
    """As many rows as units: failing, below the standard and passing, open."""
    listed, total = tables(found), summed(counts.values())
    failed = total["fallen"] + total["affected"] + total["new_missed"]
    for name, expected in (
        ("failing-households", failed),
        ("changed-households", total["unaffected"] + total["gained"]),
        ("open-units", total["open"]),
    ):
        assert expected == (len(listed[name].rows) if name in listed else 0), name


def _clauses_agree(found, counts):
    """The clauses add up to all units, column by column."""
    table = rows(tables(found)["verdicts-clauses"])
    total = summed(counts.values())
    failed = total["fallen"] + total["affected"] + total["new_missed"]
    expected = {
        "units": total["units"],
        "satisfied": shown(total)["satisfied_after"],
        "not_satisfied": total["fallen"] + total["new_missed"],
        "unaffected": total["unaffected"],
        "affected": total["affected"],
        "gained": total["gained"],
        "not_judged": total["open"],
        "not_applicable": total["not_asked"],
        "failed": failed,
        "passed": total["units"] - failed - total["open"] - total["not_asked"],
    }
    for name, count in expected.items():
        assert count == value(table[-1][name]), name
        assert count == sum(value(row[name]) for row in table[:-1]), name
    for row in table[:-1]:
        if row["clause"].text == "规程七(五)":
            assert value(row["satisfied"]) == value(row["not_satisfied"]) == 0
        else:
            assert value(row["unaffected"]) == value(row["affected"]) == 0


def _whole_agrees(found, assessment, counts):
    """The last sentences: all met only if all are, and nothing is open."""
    total = summed(counts.values())
    said = " ".join(p.text for p in chapter(found, "conclusion-whole").blocks)
    failed = total["fallen"] + total["affected"] + total["new_missed"]
    judged = total["units"] - total["open"] - total["not_asked"]
    whole = not failed and not total["open"] and judged

    assert bool(failed) == ("评定结论为：不通过" in said)
    assert bool(whole) == ("评定结论为：通过" in said)
    assert bool(not failed and not whole) == ("尚无法下结论" in said)
    assert ("全部满足日照标准" in said) == bool(
        whole and not total["unaffected"] and not total["gained"]
    )
    if failed:
        assert [failed] == said_of(said, r"综上，有 (\d+) 户不通过")
    if total["open"]:
        assert [total["open"]] == said_of(said, r"未评定的有 (\d+) 户")
    if total["not_asked"]:
        assert [total["not_asked"]] == said_of(said, r"不参加评定的有 (\d+) 户")
    agreed = sum(bool(c) for c in assessment.project.households.compensation)
    assert [agreed] == said_of(said, r"补偿协议备案的 (\d+) 户")


def test_a_building_that_lists_nothing_is_never_among_all_that_are_satisfied(estate):
    assessment, _ = made_up(estate, *ALL_KEPT)
    *dwellings, shop = assessment.project.buildings
    bare = dataclasses.replace(shop, use=Use.RESIDENTIAL, removed_by_project=False)
    project = dataclasses.replace(assessment.project, buildings=(*dwellings, bare))
    found = result_chapters(
        dataclasses.replace(assessment, project=project), texts("zh"), "zh"
    )
    said = " ".join(p.text for p in chapter(found, "conclusion-whole").blocks)

    assert Outcome.PASS is dataclasses.replace(assessment, project=project).outcome
    assert "全部" not in said
    assert "结论不及于这些建筑" in said
    assert "1 幢建筑的用途有日照标准" in said
    assert "S1" in said


def test_rules_that_were_not_verified_are_named_so_in_the_conclusion(estate):
    assessment, _ = made_up(estate, *ALL_KEPT)
    rules = dataclasses.replace(assessment.rules, status="unverified: a draft")
    found = result_chapters(
        dataclasses.replace(assessment, rules=rules), texts("zh"), "zh"
    )
    said = [p.text for p in chapter(found, "conclusion-whole").blocks]

    assert "所用规则未经核实：unverified: a draft" in said


DURATION = re.compile(r"(?:(\d+)小时(\d+)分(?:(\d+)秒)?|([\d.]+)分钟)$")


def minutes_of(text):
    """Minutes as a reader takes them from a text."""
    hours, minutes, seconds, exact = DURATION.match(text).groups()
    if exact:
        return float(exact)
    return 60.0 * int(hours) + int(minutes) + int(seconds or 0) / 60.0


@settings(max_examples=30)
@given(households=st.lists(HOUSEHOLDS, min_size=1, max_size=42))
@example(households=[(100.9, 97.1, ""), (103.00005, 100.0, ""), (100.5, 97.6, "")])
@example(households=[(100.0083, 97.0, ""), (97.0, 100.0083, ""), (103.0, 99.99999, "")])
def test_figures_shown_never_tell_another_outcome(estate, households):
    buildings = [{"place": "outside", "papers": "lawful", "inside": True}] * 3
    assessment, _ = made_up(estate, buildings, households)
    found = tables(result_chapters(assessment, texts("zh"), "zh"))
    for name in ("failing-households", "changed-households"):
        for row in rows(found[name]) if name in found else []:
            before, after = (minutes_of(row[n].text) for n in ("before", "after"))
            change = after - before
            wording = row["wording"].text.split("\n")[0]

            assert after < STANDARD
            assert (wording == "不满足") == (before >= STANDARD)
            assert (wording == "不影响") == (
                abs(change) <= CHANGE + 2.0 * NOISE and before < STANDARD
            )
            assert (wording == "影响（日照增加）") == (change > CHANGE + 2.0 * NOISE)
            assert row["after"].value is not None


@pytest.mark.parametrize(
    ("minutes", "fine", "expected"),
    [
        (0.0, 0, "0小时00分"),
        (119.999, 0, "1小时59分"),
        (120.0 - 1e-9, 0, "2小时00分"),
        (119.6, 1, "1小时59分36秒"),
        (97.008333, 2, "97.008333分钟"),
        (None, 0, "–"),
    ],
)
def test_durations_are_rounded_down(minutes, fine, expected):
    from sunlight.report.content.judged.figures import duration_text

    assert expected == duration_text(minutes, texts("zh"), fine)
