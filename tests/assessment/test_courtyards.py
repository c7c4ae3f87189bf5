"""Courtyards of homesteads, from a project file to verdicts: 规程六(九)."""

import pytest
from receiver_projects import behind_endless_wall, head, wall

from sunlight.findings import Severity
from sunlight.rules import Outcome, Reason

MAIN = """
[[buildings]]
id = "Y1"
status = "existing"
use = "residential"
legal = "lawful"
zero_level = 100.0
outdoor_ground = 100.0
top_above_zero = {top}
footprint = [[-20, 0], [20, 0], [20, 8], [-20, 8]]
storeys = {{ count = {storeys}, height = 3.0 }}
{courtyard}
{more}
"""

ROW = """
[[buildings.window_rows]]
facade = "{facade}"
floors = "{floors}"
at = {at}
width = 1.5
sill = 0.9
rooms = {rooms}
{more}
"""


def row(*rooms, floors="1", facade="south", more=""):
    return ROW.format(
        facade=facade,
        floors=floors,
        at=[19.25 + 3.0 * k for k in range(len(rooms))],
        rooms=str(list(rooms)).replace("'", '"'),
        more=more,
    )


def yard(**facts):
    said = ", ".join(f"{k} = {str(v).lower()}" for k, v in facts.items())
    return f"courtyard = {{ {said} }}"


def main_house(*rows, storeys=2, courtyard="", more=""):
    text = MAIN.format(
        top=3.0 * storeys, storeys=storeys, courtyard=courtyard, more=more
    )
    return text + "".join(rows)


TWO_ROWS = row("01/a:bedroom", floors="1-2")
"""Households Y1-0101 and Y1-0201, as the file lists them."""

TWO = {"outdoor_stair": True, "functions_complete_each_storey": True}
ONE = {"outdoor_stair": False}

SHADES_THE_FIRST = wall(gap=30.0, height=19.5)
"""k = (19.5 - 0.9) / 30 = 0.62 on storey 1, 15.6 / 30 = 0.52 on storey 2."""


def units(result):
    return {v.unit: v.outcome for v in result.verdicts}


def warned(result):
    return [f.found for f in result.findings if f.code == "COURTYARD-HOUSEHOLDS"]


def test_two_complete_storeys_with_an_outdoor_stair_are_two_households(assess_text):
    house = main_house(TWO_ROWS, courtyard=yard(**TWO))
    result = assess_text(head() + house + SHADES_THE_FIRST)

    assert {"Y1-0101": Outcome.FAIL, "Y1-0201": Outcome.PASS} == units(result)
    assert [0.0, pytest.approx(behind_endless_wall(0.52), abs=1e-3)] == [
        v.measured for v in result.verdicts
    ]
    assert [] == warned(result)


def test_an_indoor_stair_makes_one_household_with_the_best_room_of_both(assess_text):
    house = main_house(TWO_ROWS, courtyard=yard(**ONE))
    result = assess_text(head() + house + SHADES_THE_FIRST)

    assert {"Y1-0101+0201": Outcome.PASS} == units(result)
    assert behind_endless_wall(0.52) == pytest.approx(
        result.verdicts[0].measured, abs=1e-3
    )
    assert 1 == result.buildings[0].households
    assert ["2 households"] == warned(result)


def test_the_finding_names_both_numbers(assess_text):
    house = main_house(TWO_ROWS, courtyard=yard(**ONE))
    (found,) = (
        f
        for f in assess_text(head() + house).findings
        if f.code == "COURTYARD-HOUSEHOLDS"
    )

    assert Severity.WARNING is found.severity
    assert "listed with 2 households" in found.message
    assert "judged so" in found.message
    assert "列有 2 户" in found.message_zh
    assert "应算 1 套，并照此评定" in found.message_zh


@pytest.mark.parametrize(
    "rows",
    [
        pytest.param((), id="no window at all"),
        pytest.param((row("01/a:bedroom", floors="3"),), id="above the two storeys"),
    ],
)
def test_a_main_house_without_households_is_not_said_to_be_judged(assess_text, rows):
    house = main_house(*rows, storeys=3, courtyard=yard(**ONE))
    result = assess_text(head() + house)
    (found,) = (f for f in result.findings if f.code == "COURTYARD-HOUSEHOLDS")

    assert set(units(result).values()) <= {Outcome.NOT_APPLICABLE}
    assert ("1 household", "0 households") == (found.expected, found.found)
    assert "judged so" not in found.message
    assert "none is judged" in found.message
    assert "照此评定" not in found.message_zh
    assert "没有可评定的户" in found.message_zh


def test_a_household_listed_over_two_dwellings_is_judged_as_two(assess_text):
    duplex = row("01/a:bedroom") + row(
        "01/b:living", floors="2", more="entrance_below = 1"
    )
    house = main_house(duplex, courtyard=yard(**TWO))
    result = assess_text(head() + house + SHADES_THE_FIRST)

    assert {"Y1-0101(1F)": Outcome.FAIL, "Y1-0101(2F)": Outcome.PASS} == units(result)
    assert ["1 household"] == warned(result)


def test_several_households_on_a_storey_are_one_dwelling_of_it(assess_text):
    rows = row("01/a:bedroom", "02/a:bedroom", floors="1-2")
    result = assess_text(head() + main_house(rows, courtyard=yard(**TWO)))

    assert {"Y1-0101+0102": Outcome.PASS, "Y1-0201+0202": Outcome.PASS} == units(result)
    assert ["4 households"] == warned(result)


def test_one_storey_is_one_dwelling(assess_text):
    rows = row("01/a:bedroom", "02/a:bedroom")
    house = main_house(rows, storeys=1, courtyard="courtyard = {}")
    result = assess_text(head() + house)

    assert {"Y1-0101+0102": Outcome.PASS} == units(result)


@pytest.mark.parametrize(
    ("facts", "reasons"),
    [
        (
            {"functions_complete_each_storey": True},
            (Reason.OUTDOOR_STAIR_UNKNOWN,),
        ),
        ({"outdoor_stair": True}, (Reason.STOREY_FUNCTIONS_UNKNOWN,)),
        ({}, (Reason.OUTDOOR_STAIR_UNKNOWN, Reason.STOREY_FUNCTIONS_UNKNOWN)),
    ],
)
def test_while_a_fact_is_missing_nobody_of_the_yard_is_judged(
    assess_text, facts, reasons
):
    result = assess_text(head() + main_house(TWO_ROWS, courtyard=yard(**facts)))

    assert {"Y1-0101": Outcome.NOT_JUDGED, "Y1-0201": Outcome.NOT_JUDGED} == units(
        result
    )
    assert {reasons} == {v.reasons for v in result.verdicts}
    assert {"规程六(九)2"} == {v.clause for v in result.verdicts}


def test_the_third_storey_is_no_receiver(assess_text):
    rows = row("01/a:bedroom", floors="1-3")
    house = main_house(rows, storeys=3, courtyard=yard(**TWO))
    result = assess_text(head() + house)

    assert {
        "Y1-0101": Outcome.PASS,
        "Y1-0201": Outcome.PASS,
        "Y1-0301": Outcome.NOT_APPLICABLE,
    } == units(result)
    assert [] == warned(result)


def test_a_room_on_the_third_storey_helps_no_household(assess_text):
    rows = row("01/a:bedroom", floors="1-2") + row(
        "01/b:living", floors="3", more="entrance_below = 1"
    )
    house = main_house(rows, storeys=3, courtyard=yard(**TWO))
    # k = (24.9 - 0.9 - 3 (n - 1)) / 30: 0.80, 0.70, 0.60 on storeys 1 to 3
    result = assess_text(head() + house + wall(gap=30.0, height=24.9))

    assert {"Y1-0101": Outcome.FAIL, "Y1-0201": Outcome.FAIL} == units(result)
    assert [0.0, 0.0] == [v.measured for v in result.verdicts]
    assert behind_endless_wall(0.6) == pytest.approx(
        result.windows.minutes_after.max(), abs=1e-3
    )


SIDE_HOUSE = """
[[buildings]]
id = "Y2"
status = "existing"
use = "residential"
legal = "{legal}"
zero_level = 100.0
outdoor_ground = 100.0
top_above_zero = {top}
footprint = [[-50, -{far}], [50, -{far}], [50, -{near}], [-50, -{near}]]
storeys = {{ count = 1, height = 3.0 }}
{courtyard}
"""

PLATE = """
[[buildings.parts]]
kind = "eave"
outline = [[-50, -2.0], [50, -2.0], [50, -0.1], [-50, -0.1]]
base_above_zero = 1.5
top_above_zero = 1.6
"""

OF_THE_YARD = 'courtyard = { main_house = "Y1" }'
ONE_STOREY = main_house(row("01/a:bedroom"), storeys=1, courtyard="courtyard = {}")


def side_house(*, legal="lawful", courtyard=OF_THE_YARD, top=0.5, near=20, more=""):
    text = SIDE_HOUSE.format(
        legal=legal, courtyard=courtyard, top=top, near=near, far=near + 5
    )
    return text + more


def first_window(result):
    row_of_it = result.project.windows.id.tolist().index("Y1-1-S01")
    return float(result.windows.minutes_after[row_of_it])


def test_side_houses_are_not_judged(assess_text):
    rows = row("01/a:bedroom", facade="north")
    result = assess_text(head() + ONE_STOREY + side_house(more=rows))

    assert {"Y1-0101": Outcome.PASS, "Y2-0101": Outcome.NOT_APPLICABLE} == units(result)
    assert ("规程六(九)1", (Reason.SIDE_HOUSE,)) == (
        result.verdicts[1].clause,
        result.verdicts[1].reasons,
    )


def test_a_lawful_side_house_shades_the_main_house(assess_text):
    result = assess_text(head() + ONE_STOREY + side_house(top=3.0, near=4))

    # 3.0 - 0.9 over the sill, 4 m off, 100 m long: k = 0.525. The sun that clears it
    # does so within 55.4° of south, over its long side.
    assert behind_endless_wall(0.525) == pytest.approx(first_window(result), abs=1e-3)


@pytest.mark.parametrize("readings", [(), ("own_plates",)])
def test_eaves_of_the_same_yard_do_not_shade_whatever_the_reading(
    assess_text, readings
):
    text = head() + ONE_STOREY + side_house(more=PLATE)

    assert 480.0 == first_window(assess_text(text, readings=readings))


@pytest.mark.parametrize("readings", [(), ("own_plates",)])
def test_eaves_of_another_house_do_shade(assess_text, readings):
    text = head() + ONE_STOREY + side_house(courtyard="", more=PLATE)
    found = first_window(assess_text(text, readings=readings))

    # under the plate, 0.6 m above the sill, its edge 2.0 m off: lit while k < 0.3
    assert 480.0 - behind_endless_wall(0.3) == pytest.approx(found, abs=1e-3)


def test_eaves_of_the_yard_shade_the_neighbours(assess_text):
    neighbour = main_house(row("01/a:bedroom"), storeys=1).replace('"Y1"', '"N1"')
    main = MAIN.format(top=3.0, storeys=1, courtyard="courtyard = {}", more="")
    further = main.replace(" 0]", " 40]").replace(" 8]", " 48]")
    result = assess_text(head() + neighbour + further + side_house(more=PLATE))

    assert 480.0 - behind_endless_wall(0.3) == pytest.approx(
        result.windows.minutes_after[0], abs=1e-3
    )


@pytest.mark.parametrize(
    ("legal", "courtyard", "shades"),
    [
        ("unlawful", OF_THE_YARD, False),
        ("temporary", OF_THE_YARD, True),
        ("blank", OF_THE_YARD, True),
        ("unlawful", "", True),
    ],
)
def test_an_unlawful_house_of_the_yard_does_not_shade_it(
    assess_text, legal, courtyard, shades
):
    house = side_house(legal=legal, courtyard=courtyard, top=3.0, near=4)
    expected = behind_endless_wall(0.525) if shades else 480.0

    assert expected == pytest.approx(
        first_window(assess_text(head() + ONE_STOREY + house)), abs=1e-3
    )


@pytest.mark.parametrize("kind", ["temporary_roof", "unlawful_addition"])
def test_temporary_roofs_and_unlawful_additions_of_the_yard_do_not_shade(
    assess_text, kind
):
    more = PLATE.replace('"eave"', f'"{kind}"')
    result = assess_text(head() + ONE_STOREY + side_house(more=more))

    assert 480.0 == first_window(result)
    assert [kind] == [part.kind.value for part in result.excluded]


def test_a_yard_whose_households_nobody_lists_is_left_as_it_is(assess_text):
    rows = row("bedroom")
    house = main_house(rows, storeys=1, courtyard="courtyard = {}")
    result = assess_text(head() + house)

    assert ["0 households"] == warned(result)
    assert Outcome.NOT_JUDGED is result.outcome


def test_other_buildings_keep_their_households_and_results(assess_text):
    block = (
        main_house(TWO_ROWS)
        .replace('"Y1"', '"Z1"')
        .replace("-20", "100")
        .replace("[20,", "[140,")
    )
    house = main_house(TWO_ROWS, courtyard=yard(**ONE))
    result = assess_text(head() + block + house)

    assert [
        "Z1-0101",
        "Z1-0201",
        "Y1-0101+0201",
    ] == result.project.households.id.tolist()
    rooms = result.project.rooms
    assert [0, 1, 2, 2] == rooms.household.tolist()
    assert {480.0} == {v.measured for v in result.verdicts}
