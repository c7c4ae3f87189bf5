"""Existing east-west blocks, from a project file to verdicts: 规程六(七)."""

import pytest
from receiver_projects import head

from sunlight.findings import Severity
from sunlight.report.readings import turns_by_reading
from sunlight.report.standards import windows_below_after
from sunlight.report.tables import windows_table
from sunlight.rules import Outcome, Reason

SLAB = """
[[buildings]]
id = "5#"
status = "{status}"
use = "residential"
legal = "lawful"
zero_level = 100.0
outdoor_ground = 100.0
top_above_zero = 9.0
footprint = [[0, 0], [12, 0], [12, 60], [0, 60]]
storeys = {{ count = 3, height = 3.0 }}
{more}
"""

SIDE = """
[[buildings.window_rows]]
facade = {facade}
floors = "{floors}"
at = {at}
width = {width}
sill = 0.9
rooms = {rooms}
"""
EAST, WEST, SOUTH = 2, 4, 1
"""Edges of the footprint."""

# as good as endless, 10 m east, 600 m high: the sun clears it within 0.6° of due south
TOWER_TO_THE_EAST = """
[[buildings]]
id = "E"
status = "proposed"
use = "other"
zero_level = 100.0
outdoor_ground = 100.0
top_above_ground = 600.0
footprint = [[22, -90000], [32, -90000], [32, 90000], [22, 90000]]
"""


def side(facade, *rooms, width=1.5, floors="1"):
    return SIDE.format(
        facade=facade,
        floors=floors,
        width=width,
        at=[3.0 * k + 1.0 for k in range(len(rooms))],
        rooms=str(list(rooms)).replace("'", '"'),
    )


def slab(*sides, status="existing", more=""):
    return SLAB.format(status=status, more=more) + "".join(sides)


THREE_TO_TWO = (
    side(EAST, "01/a:bedroom", "01/b:living", "03/a:living"),
    side(WEST, "02/a:bedroom", "03/b:bedroom"),
)
"""Household 01 to the east, 02 to the west, 03 through: 3 rooms east, 2 west."""


def outcomes(result):
    return {v.unit.removeprefix("5#-01"): v.outcome for v in result.verdicts}


def codes(result):
    return [f.code for f in result.findings if f.code.startswith(("EAST", "MAIN"))]


def test_rooms_to_the_secondary_side_alone_are_not_judged(assess_text):
    result = assess_text(head() + slab(*THREE_TO_TWO))
    verdict = result.verdicts[1]

    assert {
        "01": Outcome.PASS,
        "02": Outcome.NOT_APPLICABLE,
        "03": Outcome.PASS,
    } == outcomes(result)
    assert ("规程六(七)", (Reason.SECONDARY_SIDE,)) == (verdict.clause, verdict.reasons)
    # bare walls: 240 min each, east until noon and west from noon
    assert [240.0] * 5 == result.windows.minutes_after.tolist()


def test_the_finding_says_which_side_and_by_what_numbers(assess_text):
    result = assess_text(head() + slab(*THREE_TO_TWO))
    (found,) = (f for f in result.findings if f.code == "EAST-WEST-MAIN-SIDE")

    assert "the east side, by number" in found.message
    assert "以东侧为主要朝向，按间数" in found.message_zh
    assert "east 3, west 2, south 0" == found.found
    assert Severity.NOTE is found.severity


def test_a_room_counts_once_on_a_side_however_many_windows_it_has(assess_text):
    result = assess_text(
        head()
        + slab(
            side(EAST, "01/a:bedroom", "01/a:bedroom", "01/a:bedroom"),
            side(WEST, "02/a:bedroom", "02/b:living", "02/厨房"),
        )
    )

    # one room to the east, two to the west; the kitchen is no habitable room
    assert {"01": Outcome.NOT_APPLICABLE, "02": Outcome.PASS} == outcomes(result)


def test_a_household_through_the_slab_is_judged_by_its_main_side(assess_text):
    text = head() + slab(*THREE_TO_TWO) + TOWER_TO_THE_EAST
    result = assess_text(text)
    all_sides = assess_text(text, readings=["east_west_main_side"])

    # nothing is left of the east side; 03 keeps its 240 min to the west in vain
    assert {
        "01": Outcome.FAIL,
        "02": Outcome.NOT_APPLICABLE,
        "03": Outcome.FAIL,
    } == outcomes(result)
    assert 0.0 == result.verdicts[2].measured
    assert {
        "01": Outcome.FAIL,
        "02": Outcome.PASS,
        "03": Outcome.PASS,
    } == outcomes(all_sides)
    assert 240.0 == all_sides.verdicts[2].measured


def test_the_table_of_readings_lists_who_turns(assess_text):
    result = assess_text(head() + slab(*THREE_TO_TWO) + TOWER_TO_THE_EAST)
    turned = {
        turn.reading.id: [unit.unit for unit in turn.units]
        for turn in turns_by_reading(result)
    }

    assert ["5#-0102", "5#-0103"] == turned["east_west_main_side"]
    assert [] == turned["east_west_tie"]


def test_with_equally_many_rooms_both_sides_are_judged(assess_text):
    sides = (side(EAST, "01/a:bedroom"), side(WEST, "02/a:bedroom", width=1.8))
    result = assess_text(head() + slab(*sides))
    wider = assess_text(head() + slab(*sides), readings=["east_west_tie"])

    assert {"01": Outcome.PASS, "02": Outcome.PASS} == outcomes(result)
    assert ["EAST-WEST-TIE"] == codes(result)
    # 1.8 m of windows to the west, 1.5 m to the east
    assert {"01": Outcome.NOT_APPLICABLE, "02": Outcome.PASS} == outcomes(wider)


def test_a_room_to_the_south_makes_it_no_east_west_block(assess_text):
    result = assess_text(
        head() + slab(*THREE_TO_TWO, side(SOUTH, "04/a:bedroom", width=1.2))
    )

    assert {Outcome.PASS} == set(outcomes(result).values())
    assert [] == codes(result)


def test_a_kitchen_to_the_south_changes_nothing(assess_text):
    result = assess_text(head() + slab(*THREE_TO_TWO, side(SOUTH, "02/厨房")))

    assert Outcome.NOT_APPLICABLE is outcomes(result)["02"]


@pytest.mark.parametrize(
    ("turn", "governs"),
    [
        # turned anticlockwise: east looks 90 + turn, 45 at most from due east and more
        # than 45 from due south
        pytest.param(-44.9, True, id="134.9: 44.9 from east, 45.1 from south"),
        pytest.param(-45.0, False, id="135: as near to south as to east"),
        pytest.param(-45.1, False, id="135.1: 44.9 from south"),
        pytest.param(44.9, True, id="45.1: the west side looks 225.1, 45.1 from south"),
        pytest.param(45.0, False, id="45: the west side looks 225, as near to south"),
    ],
)
def test_the_limit_is_45_degrees_from_due_east_and_west(assess_text, turn, governs):
    result = assess_text(head(turn=turn) + slab(*THREE_TO_TWO))

    assert (["EAST-WEST-MAIN-SIDE"] if governs else []) == codes(result)


@pytest.mark.parametrize("status", ["approved", "proposed", "concurrent"])
def test_other_than_existing_blocks_are_analysed_on_all_sides(assess_text, status):
    result = assess_text(head() + slab(*THREE_TO_TWO, status=status))

    assert {Outcome.PASS} == set(outcomes(result).values())
    assert [] == codes(result)


SETTLED_WEST = 'main_side = "west"\nmain_side_source = "规划科复函（示例）"'


def test_a_side_that_somebody_settled_holds_against_the_numbers(assess_text):
    more = 'main_side = "西"\nmain_side_source = "规划科复函（示例）"'
    result = assess_text(head() + slab(*THREE_TO_TWO, more=more))
    (found,) = (f for f in result.findings if f.code == "EAST-WEST-MAIN-SIDE")

    assert {
        "01": Outcome.NOT_APPLICABLE,
        "02": Outcome.PASS,
        "03": Outcome.PASS,
    } == outcomes(result)
    assert "规划科复函（示例）" in found.message
    assert "规划科复函（示例）" in found.message_zh


def test_a_side_settled_without_a_source_is_asked_for_one(assess_text):
    result = assess_text(head() + slab(*THREE_TO_TWO, more='main_side = "east"'))
    (found,) = (f for f in result.findings if f.code == "EAST-WEST-MAIN-SIDE")

    assert "no source given" in found.message
    assert "未注明来源" in found.message_zh
    assert ["MAIN-SIDE-BLANK-SOURCE", "EAST-WEST-MAIN-SIDE"] == codes(result)


def test_a_side_settled_for_a_new_block_is_said_not_to_apply(assess_text):
    result = assess_text(
        head() + slab(*THREE_TO_TWO, status="proposed", more=SETTLED_WEST)
    )

    assert {Outcome.PASS} == set(outcomes(result).values())
    assert ["MAIN-SIDE-NOT-APPLICABLE"] == codes(result)


@pytest.mark.parametrize(
    ("sides", "counts"),
    [
        pytest.param(
            (*THREE_TO_TWO, side(SOUTH, "04/a:bedroom")),
            ("east 3, west 2, south 1", "东 3 间，西 2 间，南 1 间"),
            id="a room to the south",
        ),
        pytest.param(
            (side(SOUTH, "01/a:bedroom", "02/a:living"),),
            ("east 0, west 0, south 2", "东 0 间，西 0 间，南 2 间"),
            id="a block that faces south",
        ),
        pytest.param(
            (side(EAST, "01/a:bedroom", "02/a:living"), side(WEST, "02/厨房")),
            ("east 2, west 0, south 0", "东 2 间，西 0 间，南 0 间"),
            id="no habitable room on the side",
        ),
    ],
)
def test_a_side_settled_for_no_east_west_block_drops_nobody(assess_text, sides, counts):
    result = assess_text(head() + slab(*sides, more=SETTLED_WEST))
    (found,) = (f for f in result.findings if f.code.startswith("MAIN-SIDE"))

    assert {Outcome.PASS} == set(outcomes(result).values())
    assert "MAIN-SIDE-NOT-APPLICABLE" == found.code
    assert Severity.WARNING is found.severity
    assert counts[0] in found.message
    assert counts[1] in found.message_zh


@pytest.mark.parametrize(
    ("turn", "code"),
    [
        pytest.param(-44.9, "EAST-WEST-MAIN-SIDE", id="45.1 from south"),
        pytest.param(-45.0, "MAIN-SIDE-NOT-APPLICABLE", id="45 from south"),
        pytest.param(-45.1, "MAIN-SIDE-NOT-APPLICABLE", id="44.9 from south"),
    ],
)
def test_a_settled_side_holds_within_the_limit_of_the_clause(assess_text, turn, code):
    result = assess_text(head(turn=turn) + slab(*THREE_TO_TWO, more=SETTLED_WEST))

    assert [code] == codes(result)


def test_a_side_settled_says_nothing_where_the_reading_turns_the_clause_off(
    assess_text,
):
    text = head() + slab(*THREE_TO_TWO, more=SETTLED_WEST)

    assert [] == codes(assess_text(text, readings=["east_west_main_side"]))


def test_a_window_that_waits_on_the_secondary_side_holds_nobody_up(assess_text):
    sides = (
        side(EAST, "03/a:living", "03/c:bedroom"),
        side(WEST, "03/b:bedroom") + 'kind = "bay"\ndrawn = "front"\n',
    )
    (verdict,) = assess_text(head() + slab(*sides) + TOWER_TO_THE_EAST).verdicts
    # 0 min to the east; only the west window could still pass, and it does not count
    assert Outcome.FAIL is verdict.outcome


def test_the_window_table_says_which_windows_are_not_analysed(assess_text):
    result = assess_text(head() + slab(*THREE_TO_TWO) + TOWER_TO_THE_EAST)
    table = windows_table(result).to_pydict()
    by_window = dict(zip(table["window"], table["analysed"], strict=True))
    reaching = dict(zip(table["window"], table["reaches_after"], strict=True))

    assert {"5#-1-E01": True, "5#-1-E02": True, "5#-1-E03": True} == {
        k: v for k, v in by_window.items() if "E" in k
    }
    assert {"5#-1-W01": False, "5#-1-W02": False} == {
        k: v for k, v in by_window.items() if "W" in k
    }
    # 240 min to the west are held against nothing, 0 min to the east miss 120
    assert (None, False) == (reaching["5#-1-W01"], reaching["5#-1-E01"])
    assert 3 == windows_below_after(result)
