"""Base planes of window kinds, from a project file to minutes worked by hand."""

import numpy as np
import pytest
from receiver_projects import behind_endless_wall, head, wall

from sunlight.assessment.measuring.alike import computed_alike
from sunlight.rules import Outcome, Reason, with_alternatives

GAP = 90.0
HEIGHT_OVER_SILL = 54.0 - 0.9
"""The wall's top is 54.0 m above ±0.00, every sill plane 0.9 m above it. [m]"""

HOUSE = """
[[buildings]]
id = "N"
status = "existing"
use = "residential"
legal = "lawful"
zero_level = 100.0
outdoor_ground = 100.0
top_above_zero = 60.0
footprint = {footprint}
storeys = {{ count = 18, height = 3.0 }}
[[buildings.windows]]
floor = 1
sill = {sill}
room = "living"
household = "01"
{window}
"""
PLAIN = "[[-20, 0], [20, 0], [20, 12], [-20, 12]]"
AT_WALL = 'facade = "south"\nat = 19.25\nwidth = 1.5\n'
IN_FRONT = "left = [-0.75, -0.6]\nright = [0.75, -0.6]\ndrawn = 'front'\n"


def house(window, *, footprint=PLAIN, sill=0.9):
    return HOUSE.format(window=window, footprint=footprint, sill=sill)


def minutes(assess_text, window, *readings, **options):
    result = assess_text(
        head() + house(window, **options) + wall(gap=GAP), readings=readings
    )
    assert 1 == len(result.windows.minutes_after)
    return float(result.windows.minutes_after[0])


def expected(distance):
    """Minutes on a plane so far from the wall. [m]"""
    return pytest.approx(behind_endless_wall(HEIGHT_OVER_SILL / distance), abs=1e-3)


@pytest.mark.parametrize(
    "kind", ["ordinary", "floor_to_ceiling", "落地窗", "普通窗", "corner", "转角窗"]
)
def test_windows_in_the_wall_are_measured_there(assess_text, kind):
    assert expected(90.0) == minutes(assess_text, AT_WALL + f'kind = "{kind}"')


@pytest.mark.parametrize("sill", [0.0, 0.89, 0.9])
def test_floor_to_ceiling_windows_have_their_sill_plane_at_90_cm(assess_text, sill):
    window = AT_WALL + 'kind = "落地窗"'

    assert expected(90.0) == minutes(assess_text, window, sill=sill)


def test_above_90_cm_the_sill_itself_counts(assess_text):
    found = minutes(assess_text, AT_WALL, sill=1.1)

    # (54.0 - 1.1) / 90 = 0.5878 instead of 0.59
    assert behind_endless_wall(52.9 / 90.0) == pytest.approx(found, abs=1e-3)


@pytest.mark.parametrize("kind", ["bay", "凸窗", "arc", "弧形窗"])
@pytest.mark.parametrize("line", [AT_WALL, IN_FRONT], ids=["opening", "front"])
def test_bay_and_arc_are_measured_on_the_opening_whichever_line_is_drawn(
    assess_text, kind, line
):
    window = line + f'kind = "{kind}"\nprojection = 0.6'

    assert expected(90.0) == minutes(assess_text, window)


@pytest.mark.parametrize(
    ("kind", "reading"), [("bay", "bay_base_plane"), ("arc", "arc_base_plane")]
)
@pytest.mark.parametrize("line", [AT_WALL, IN_FRONT], ids=["opening", "front"])
def test_in_the_other_reading_the_glass_in_front_is_measured(
    assess_text, kind, reading, line
):
    window = line + f'kind = "{kind}"\nprojection = 0.6'

    # the glass is 0.6 m nearer to the wall: 90.0 - 0.6
    assert expected(89.4) == minutes(assess_text, window, reading)


def test_behind_an_enclosed_balcony_the_balcony_window_is_measured(assess_text):
    window = AT_WALL + 'balcony = "封闭阳台"\nprojection = 1.5'

    # 90.0 - 1.5 by the balcony's window; 90.0 by the room's own
    assert expected(88.5) == minutes(assess_text, window)
    assert expected(90.0) == minutes(assess_text, window, "enclosed_balcony_plane")


@pytest.mark.parametrize(
    "balcony", ["none", "open", "recessed", "half_recessed", "挑阳台", "凹阳台"]
)
def test_behind_other_balconies_the_window_itself_is_measured(assess_text, balcony):
    assert expected(90.0) == minutes(assess_text, AT_WALL + f'balcony = "{balcony}"')


def test_the_side_walls_of_a_recess_shade_and_its_plates_do_not(assess_text):
    plain = "[[-20, 0], [-2, 0], [-2, 2], [2, 2], [2, 0], [20, 0], [20, 12], [-20, 12]]"
    window = "left = [-2, 2]\nright = [2, 2]\nbalcony = 'recessed'"
    plate = (
        '[[buildings.parts]]\nkind = "balcony"\noutline = [[-2, 0], [2, 0], [2, 2], '
        '[-2, 2]]\nfloors = "2"\nbase_above_floor = -0.1\ntop_above_floor = 0.0\n'
    )
    text = head() + house(window, footprint=plain)
    open_above = assess_text(text)
    covered = assess_text(text + plate)

    # Of 4 m the best 1.8 m, in the middle: 1.1 m from the near side wall, 2.9 m from
    # the far one, both 2 m deep. The far wall hides neither end from a sun within
    # atan(2.9 / 2) = 55.4° of south; the near one hides its end beyond atan(1.1 / 2) =
    # 28.8°, which the sun crosses at 10:10 and 13:50: 220 min between.
    assert open_above.windows.minutes_after.tolist() == (
        covered.windows.minutes_after.tolist()
    )
    assert 220.0 == pytest.approx(open_above.windows.minutes_after[0], abs=1.0)


@pytest.mark.parametrize(
    ("window", "reading"),
    [
        (IN_FRONT + 'kind = "bay"', None),
        (AT_WALL + 'kind = "bay"', "bay_base_plane"),
        (AT_WALL + 'balcony = "enclosed"', None),
    ],
    ids=["nose to opening", "opening to nose", "own window to the balcony's"],
)
def test_without_the_projection_a_window_that_has_to_move_waits(
    assess_text, window, reading
):
    readings = ["scope_limits_verdicts", *([reading] if reading else [])]
    result = assess_text(head() + house(window) + wall(gap=GAP), readings=readings)
    (verdict,) = result.households.verdicts

    assert np.isnan(result.windows.minutes_after[0])
    assert (Outcome.NOT_JUDGED, (Reason.BASE_PLANE_MISSING,)) == (
        verdict.outcome,
        verdict.reasons,
    )


def test_a_plane_within_the_own_body_is_no_plane(assess_text):
    bay = "[-2, 0], [-2, -0.6], [2, -0.6], [2, 0]"
    with_bay = f"[[-20, 0], {bay}, [20, 0], [20, 12], [-20, 12]]"
    window = IN_FRONT + 'kind = "bay"\nprojection = 0.6'
    text = head() + house(window, footprint=with_bay) + wall(gap=GAP)
    result = assess_text(text, readings=["scope_limits_verdicts"])
    (verdict,) = result.households.verdicts
    on_the_glass = assess_text(text, readings=["bay_base_plane"])

    assert (Reason.BASE_PLANE_MISSING,) == verdict.reasons
    assert expected(89.4) == on_the_glass.windows.minutes_after[0]


CORNER = """
[[buildings.windows]]
floor = 1
sill = 0.9
kind = "转角窗"
facade = "{facade}"
at = {at}
width = 1.5
room = "living"
household = "02"
"""


def test_legs_of_a_corner_window_are_windows_of_their_own(assess_text):
    text = head() + house(AT_WALL) + CORNER.format(facade="south", at=38.5)
    text += CORNER.format(facade="east", at=0.0)
    each = assess_text(text)
    as_one = assess_text(text, readings=["corner_window"])
    legs = ["N-1-S02", "N-1-E01"]
    rows = [each.project.windows.id.tolist().index(leg) for leg in legs]

    # bare façades: 480 min to the south; 240 min to the east, until noon
    assert [480.0, 240.0] == each.windows.minutes_after[rows].tolist()
    # both outer ends at once: the east one has the sun until noon only
    assert [240.0, 240.0] == as_one.windows.minutes_after[rows].tolist()
    assert 480.0 == as_one.windows.minutes_after[3 - sum(rows)]


WHOLE_SILL = """
[profile]
name = "whole-sill"
title_zh = "整条窗台"
title_en = "whole sill"
document = "no. 1"
inherits = "xinzhou-2022"
status = "read"
[calculation]
full_window = "whole_sill"
"""
FROM_NOON_AT_SHADOW = 165.21
"""Minutes before noon at which the sun stands arctan(0.7 / 0.8) east of south: found
from the hour angle by spherical trigonometry, declination -20.15."""


def test_the_whole_sill_of_a_corner_window_follows_both_legs(assess_text, tmp_path):
    (tmp_path / "rules.toml").write_text(WHOLE_SILL, encoding="utf-8")
    text = head() + house(AT_WALL) + CORNER.format(facade="south", at=38.5)
    text += CORNER.format(facade="east", at=0.0)
    whole = text.replace('id = "P"', 'id = "P"\nrules = "rules.toml"')
    outline = "[[20.7, 0.7], [20.8, 0.7], [20.8, 0.8], [20.7, 0.8]]"
    post = house("", footprint=outline).split("[[buildings.windows]]")[0]
    post = post.replace('"N"', '"post"')
    bare, behind, by_ends = (
        assess_text(t, readings=["corner_window"])
        for t in (whole, whole + post, text + post)
    )
    legs = np.flatnonzero(np.isin(bare.project.windows.id, ["N-1-S02", "N-1-E01"]))

    # bare façades: as by the outer ends; the way through the building is no sill
    assert [240.0, 240.0] == bare.windows.minutes_after[legs].tolist()
    # the post hides the sun from some point of the east leg until its shadow lies
    # beyond the far end, 0.8 m on; that end alone sees the sun before it too
    expected = [FROM_NOON_AT_SHADOW] * 2
    assert expected == pytest.approx(
        behind.windows.minutes_after[legs].tolist(), abs=0.05
    )
    assert (by_ends.windows.minutes_after[legs] > FROM_NOON_AT_SHADOW + 20.0).all()
    taken = behind.windows.taken_after.totals()[legs]
    assert [480.0, 480.0] == pytest.approx(
        (behind.windows.minutes_after[legs] + taken).tolist(), abs=1e-4
    )


def test_legs_that_do_not_meet_stay_windows_of_their_own(assess_text):
    text = head() + house(AT_WALL) + CORNER.format(facade="south", at=38.4)
    text += CORNER.format(facade="east", at=0.0)
    as_one = assess_text(text, readings=["corner_window"])

    # 0.10 m from the corner, more than the 0.05 m that a drawing may be off
    assert [240.0, 480.0, 480.0] == sorted(as_one.windows.minutes_after.tolist())


@pytest.mark.parametrize(
    ("window", "reading", "alike"),
    [
        (AT_WALL, "bay_base_plane", True),
        (AT_WALL, "corner_window", True),
        (AT_WALL, "enclosed_balcony_plane", True),
        (AT_WALL, "own_plates", True),
        (AT_WALL, "unlawful_buildings_shade", True),
        (AT_WALL + 'kind = "bay"', "bay_base_plane", False),
        (AT_WALL + 'kind = "bay"', "arc_base_plane", True),
        (AT_WALL + 'kind = "arc"', "arc_base_plane", False),
        (AT_WALL + 'kind = "corner"', "corner_window", False),
        (
            AT_WALL + 'balcony = "enclosed"\nprojection = 1.0',
            "enclosed_balcony_plane",
            False,
        ),
    ],
)
def test_only_what_is_there_is_computed_anew(assess_text, window, reading, alike):
    result = assess_text(head() + house(window))

    assert alike == computed_alike(result, with_alternatives(result.rules, reading))


def test_a_whole_unlawful_building_shades_unless_read_as_an_addition(assess_text):
    text = head() + house(AT_WALL) + wall(gap=GAP, legal="unlawful")
    shades = assess_text(text)
    left_out = assess_text(text, readings=["unlawful_buildings_shade"])

    assert expected(90.0) == shades.windows.minutes_after[0]
    assert () == shades.excluded
    assert 480.0 == left_out.windows.minutes_after[0]
    assert ["W"] == [part.building for part in left_out.excluded]
    rules = with_alternatives(shades.rules, "unlawful_buildings_shade")
    assert not computed_alike(shades, rules)


def test_a_temporary_building_is_read_likewise_and_a_lawful_one_always_shades(
    assess_text,
):
    for legal, other in (("temporary", 480.0), ("lawful", expected(90.0))):
        text = head() + house(AT_WALL) + wall(gap=GAP, legal=legal)
        result = assess_text(text, readings=["unlawful_buildings_shade"])

        assert other == result.windows.minutes_after[0]


SHOPS = """
[[buildings.window_rows]]
facade = "south"
floors = "1"
at = [2.0, 6.0]
width = 2.0
sill = 0.3
rooms = ["铺面:other"]
"""


@pytest.mark.parametrize(("lowest", "named"), [(1, []), (2, ["storey 2"])])
def test_a_building_is_judged_from_its_lowest_storey_of_dwellings(
    assess_text, lowest, named
):
    dwellings = house(AT_WALL).replace("floor = 1", f"floor = {lowest}")
    result = assess_text(head() + dwellings + SHOPS)
    found = [f.found for f in result.findings if f.code == "LOWEST-PROTECTED-STOREY"]

    assert named == found
    assert [f"N-0{lowest}01"] == [v.unit for v in result.verdicts]
    row = result.project.windows.floor.tolist().index(lowest)
    # storeys of 3.0 m: 100.0 + 3.0 (n - 1) + 0.9; the sill of 0.3 m counts as 0.9 m too
    assert 100.0 + 3.0 * (lowest - 1) + 0.9 == pytest.approx(result.windows.sill_z[row])
