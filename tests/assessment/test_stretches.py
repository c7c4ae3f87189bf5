"""The best 1.80 m of a wide window, where a segment is near the shortest counted."""

import pytest

import sunlight as sl
from sunlight.rules import Outcome

HEAD = """
schema = "sunlight-project/1"
[project]
name = "窄缝"
id = "P"
[site]
latitude = 38.42
longitude = 112.73
north = "true"
[[buildings]]
id = "R"
status = "existing"
use = "residential"
legal = "lawful"
zero_level = 0.0
outdoor_ground = 0.0
top_above_zero = 6.0
footprint = [[-10, 0], [13, 0], [13, 10], [-10, 10]]
storeys = {{ count = 2, height = 3.0 }}
[[buildings.window_rows]]
facade = "south"
floors = "1"
sill = 0.9
width = {width}
at = [{at}]
rooms = ["01/bedroom"]
"""

# Four walls as high as the sky leave two slots. The second is open to both ends of a
# stretch for 5 min or more only where the stretch begins 0.475 m from the window's
# left end, give or take a centimetre: between two places of the first search.
WALLS = (
    ("E1", "existing", "[[5.675, -70], [150, -70], [150, -60], [5.675, -60]]"),
    ("E3", "existing", "[[3.575, -27], [60, -27], [60, -25], [3.575, -25]]"),
    ("W2", "proposed", "[[-14, -42], [{w2}, -42], [{w2}, -40], [-14, -40]]"),
    ("W4", "existing", "[[{w4}, -410], [-60, -410], [-60, -400], [{w4}, -400]]"),
)  # fmt: skip


@pytest.fixture
def verdict(tmp_path):
    """Verdict on the household, with a window of that width and place."""

    def judged(*, width, at):
        text = HEAD.format(width=width, at=at)
        for name, status, outline in WALLS:
            text += (
                f'[[buildings]]\nid = "{name}"\nstatus = "{status}"\nuse = "other"\n'
            )
            text += "zero_level = 0.0\noutdoor_ground = 0.0\ntop_above_zero = 300.0\n"
            edges = {"w2": 1.4414579965, "w4": -249.1194938737}
            text += f"footprint = {outline.format(**edges)}\n"
        path = tmp_path / "project.toml"
        path.write_text(text, encoding="utf-8")
        (found,) = sl.assess(sl.read_project(path)[0]).households.verdicts
        return found

    return judged


def test_a_wide_window_has_at_least_the_sun_of_any_stretch_of_it(verdict):
    wide = verdict(width=3.0, at=9.98)
    stretch = verdict(width=1.8, at=9.98 + 0.475)

    assert Outcome.PASS is stretch.outcome
    assert Outcome.PASS is wide.outcome
    assert wide.measured >= stretch.measured - 0.02
