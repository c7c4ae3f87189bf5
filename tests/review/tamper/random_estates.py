"""Random estates for false alarms and power: seeded, of a usual shape (随机小区)."""

import numpy as np

import sunlight as sl

__all__ = ["random_estate"]

HEAD = """schema = "sunlight-project/1"
[project]
name = "随机小区{seed}"
id = "R-{seed}"
report_date = 2026-04-10
[site]
latitude = {latitude}
longitude = {longitude}
north = "true"
height_datum = "1985国家高程基准"
"""
BUILDING = """
[[buildings]]
id = "{id}"
name = "{id}楼"
status = "{status}"
use = "residential"
legal = "lawful"
zero_level = {zero}
outdoor_ground = 800.0
top_above_zero = {top}
footprint = {outline}
storeys = {{ count = {count}, height = {height} }}
window_rows = [
{windows}
]
source = {{ kind = "{source}", reference = "C-1", date = 2025-05-01, by = "乙级" }}
parts = [
{parts}
]
"""


def random_estate(seed, folder):
    """Project of 5 to 8 slabs and towers, some proposed (seeded).

    Latitude 30 to 45, 100 to 260 windows of 0.9 to 3.0 m, balconies and roof houses on
    some, rows 15 to 38 m apart, a few turned.
    """
    rng = np.random.default_rng([7, seed])
    latitude = round(float(rng.uniform(30.0, 45.0)), 3)
    text = HEAD.format(
        seed=seed, latitude=latitude, longitude=round(rng.uniform(105.0, 122.0), 3)
    )
    y = 0.0
    made = 0
    for row in range(3):
        x = float(rng.uniform(-20, 20))
        deepest = 0.0
        for _ in range(2 if row < 2 else int(rng.integers(1, 4))):
            kind = "tower" if row == 0 else "slab"
            text_of, length, depth = _building(rng, made, row, kind, x, y)
            text += text_of
            made += 1
            x += length + float(rng.uniform(6.0, 25.0))
            deepest = max(deepest, depth)
        y += deepest + float(rng.uniform(15.0, 38.0))
    path = folder / f"random-{seed}.toml"
    path.write_text(text, encoding="utf-8")
    return sl.read_project(path)[0]


def _building(rng, number, row, kind, x, y):
    tower = kind == "tower"
    length = float(np.round(rng.uniform(22, 34) if tower else rng.uniform(30, 50), 2))
    depth = float(np.round(rng.uniform(11, 16), 2))
    storeys = int(rng.integers(8, 25)) if tower else int(rng.integers(3, 7))
    height = float(rng.choice([2.8, 2.9, 3.0]))
    status = "proposed" if row == 0 else "existing"
    if row == 0 and number == 1 and rng.random() < 0.4:
        status = "existing"
    outline = [(0, 0), (length, 0), (length, depth), (0, depth)]
    turn = float(rng.uniform(-20, 20)) if rng.random() < 0.25 else 0.0
    top = round(storeys * height + float(rng.uniform(0.2, 1.5)), 2)
    place = _placed(outline, turn, x, y)
    parts = _parts(rng, length, depth, turn, x, y, storeys)
    text = BUILDING.format(
        id=f"B{number}",
        status=status,
        zero=round(800.0 + float(rng.choice([0.15, 0.3, 0.45, 0.6])), 2),
        top=top,
        outline=[[round(a, 3), round(b, 3)] for a, b in place],
        count=storeys,
        height=height,
        windows=_windows(rng, length, storeys, tower),
        source="design" if status == "proposed" else "survey",
        parts=parts,
    )
    return text, length, depth


def _placed(points, turn, x, y):
    angle = np.radians(turn)
    cos, sin = np.cos(angle), np.sin(angle)
    return [
        (float(x + a * cos - b * sin), float(y + a * sin + b * cos)) for a, b in points
    ]


def _windows(rng, length, storeys, tower):
    """South windows of two or three homes a storey, some north kitchens."""
    homes = int(rng.integers(2, 4))
    part = length / homes
    at, widths, rooms = [], [], []
    for home in range(1, homes + 1):
        for room, name in ((0, "卧室:bedroom"), (1, "客厅:living")):
            width = float(rng.choice([0.9, 1.2, 1.5, 1.8, 2.1, 2.4, 3.0]))
            free = part / 2 - width - 0.4
            start = (home - 1) * part + room * part / 2 + 0.2 + rng.uniform(0, free)
            at.append(round(float(start), 2))
            widths.append(width)
            rooms.append(f"{home:02d}/{name}")
    first = 1 if not tower else max(1, storeys - 8)
    sill = float(rng.choice([0.3, 0.6, 0.9, 1.0]))
    quoted = ", ".join(f'"{r}"' for r in rooms)
    lines = [
        f'  {{ facade = "south", floors = "{first}-{storeys}", sill = {sill}, '
        f"width = {widths}, at = {at}, rooms = [{quoted}] }},"
    ]
    if rng.random() < 0.5 and not tower:
        lines.append(
            f'  {{ facade = "north", floors = "1-{storeys}", sill = 1.2, width = 1.2, '
            f'at = [{round(length / 2, 2)}], rooms = ["01/kitchen"] }},'
        )
    return "\n".join(lines)


def _parts(rng, length, depth, turn, x, y, storeys):
    lines = []
    if rng.random() < 0.5:
        a = float(rng.uniform(2, length - 10))
        box = [(a, 3), (a + 7, 3), (a + 7, depth - 1), (a, depth - 1)]
        outline = [[round(u, 3), round(v, 3)] for u, v in _placed(box, turn, x, y)]
        lines.append(
            f'  {{ kind = "stair_house", outline = {outline}, '
            f"top_above_roof = {round(float(rng.uniform(2.5, 4.5)), 2)} }},"
        )
    if rng.random() < 0.4:
        inner = [
            (0.1, 0.1),
            (length - 0.1, 0.1),
            (length - 0.1, depth - 0.1),
            (0.1, depth - 0.1),
            (0.1, 0.1),
        ]
        line = [[round(u, 3), round(v, 3)] for u, v in _placed(inner, turn, x, y)]
        lines.append(
            f'  {{ kind = "parapet", line = {line}, thickness = 0.2, '
            f"top_above_roof = {round(float(rng.uniform(0.6, 1.5)), 2)} }},"
        )
    if rng.random() < 0.5:
        width, depth_of = 3.0, float(rng.choice([1.2, 1.5, 1.8]))
        at = round(float(rng.uniform(0.5, length - 4.0)), 2)
        lines.append(
            f'  {{ kind = "balcony", facade = "south", at = {at}, width = {width}, '
            f'depth = {depth_of}, floors = "2-{storeys}", '
            "base_above_floor = -0.4, top_above_floor = 0.0 },"
        )
    return "\n".join(lines)
