"""Small project files and closed forms for cases that are worked by hand."""

import math

LATITUDE = 38.42

HEAD = """
schema = "sunlight-project/1"
[project]
name = "手算例"
id = "P"
[site]
latitude = 38.42
longitude = 112.73
true_north_angle = {turn}
height_datum = "独立高程"
"""

WALL = """
[[buildings]]
id = "W"
status = "proposed"
use = "other"
legal = "{legal}"
zero_level = 100.0
outdoor_ground = 100.0
top_above_ground = {height}
footprint = [[-90000, {south}], [90000, {south}], [90000, {north}], [-90000, {north}]]
"""


def head(*, turn=0.0):
    """Head of a file; its +y axis lies `turn` degrees west of true north."""
    return HEAD.format(turn=turn)


def wall(*, gap, height=54.0, legal="lawful"):
    """A wall building as good as endless, `gap` metres south of y = 0."""
    return WALL.format(legal=legal, height=height, south=-gap - 10, north=-gap)


def behind_endless_wall(k):
    """Lit minutes of a south window behind an endless wall, k = (H - z) / D."""
    phi, delta = math.radians(LATITUDE), math.radians(-20.15)
    cosine = (
        -math.sin(delta)
        * (k * math.cos(phi) + math.sin(phi))
        / (math.cos(delta) * (math.cos(phi) - k * math.sin(phi)))
    )
    return 0.0 if cosine >= 1 else min(480.0, 8.0 * math.degrees(math.acos(cosine)))
