"""Sunshine of windows by rays at even instants, with textbook formulas (暴力采样).

Shares nothing with the engine: sun from sin h = sin φ sin δ + cos φ cos δ cos ω, prisms
as rings of edges, one ray an instant and sill point. An oracle for small estates.
"""

import math
from dataclasses import dataclass, field, replace

import numba
import numpy as np

__all__ = [
    "Setting",
    "lit_minutes",
    "lit_samples",
    "minutes_of",
    "runs_of",
    "windows_of",
]

OWN_PLATES = ("balcony", "overhang", "eave")
NEVER = ("unlawful_addition", "temporary", "solar_heater", "billboard")
OFF_THE_WALL = 1e-6


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """How the day is calculated; the defaults are those of the rules."""

    latitude: float = 38.42
    longitude: float = 112.73
    declination: float = -20.1355
    refraction: bool = False
    beijing: bool = False
    equation_of_time: float = -11.1
    points: tuple = (0.0, 1.0)
    sill: str = "rules"
    raised: float = 0.0
    own_plates: bool = False
    step: float = 1.0
    counting: str = "span"
    shortest: float = 5.0
    north: float = 0.0
    heights: dict = field(default_factory=dict)
    levels: dict = field(default_factory=dict)
    omitted: tuple = ()
    omitted_parts: tuple = ()
    phantoms: tuple = ()


def _sun(setting, minutes):
    """East, north, up at minutes of true solar time."""
    turn = np.radians(15.0 * (minutes / 60.0 - 12.0))
    phi, delta = math.radians(setting.latitude), math.radians(setting.declination)
    up = math.sin(phi) * math.sin(delta)
    up = up + math.cos(phi) * math.cos(delta) * np.cos(turn)
    east = -math.cos(delta) * np.sin(turn)
    north = math.sin(delta) * math.cos(phi)
    north = north - math.cos(delta) * math.sin(phi) * np.cos(turn)
    if setting.refraction:  # Saemundsson 1986, arc minutes
        high = np.degrees(np.arcsin(up))
        lift = 1.02 / np.tan(np.radians(high + 10.3 / (high + 5.11))) / 60.0
        seen = np.radians(high + lift)
        flat = np.cos(seen) / np.hypot(east, north)
        east, north, up = east * flat, north * flat, np.sin(seen)
    # a model turned clockwise sees the sun turned anticlockwise
    angle = math.radians(setting.north)
    turned = (
        east * math.cos(angle) - north * math.sin(angle),
        east * math.sin(angle) + north * math.cos(angle),
    )
    return np.column_stack([*turned, up])


@numba.njit
def _inside(x, y, edges):
    odd = False
    for e in edges:
        crosses = (e[1] > y) != (e[3] > y)
        if crosses and x < e[0] + (y - e[1]) / (e[3] - e[1]) * (e[2] - e[0]):
            odd = not odd
    return odd


@numba.njit
def _hit(p, s, edges, base, top):
    """Whether the ray from p enters the prism."""
    if p[2] >= top:
        return False
    first = max(0.0, (base - p[2]) / s[2])
    last = (top - p[2]) / s[2]
    if _inside(p[0] + first * s[0], p[1] + first * s[1], edges):
        return True
    for e in edges:
        ax, ay = e[2] - e[0], e[3] - e[1]
        det = s[0] * ay - s[1] * ax
        if abs(det) < 1e-14:
            continue
        dx, dy = e[0] - p[0], e[1] - p[1]
        along = (dx * ay - dy * ax) / det
        on = (dx * s[1] - dy * s[0]) / det
        if first < along < last and 0.0 <= on <= 1.0:
            return True
    return False


@numba.njit
def _lit(points, skip, suns, edges, offsets, prisms, boxes):
    lit = np.ones((len(points), len(suns)), dtype=np.bool_)
    for i in range(len(points)):
        for t in range(len(suns)):
            if suns[t, 2] <= 0.0:
                lit[i, t] = False
                continue
            for k in range(len(prisms)):
                if skip[i, k] or points[i, 2] >= prisms[k, 1]:
                    continue
                if suns[t, 1] < 0.0 and boxes[k, 1] > points[i, 1]:
                    continue
                mine = edges[offsets[k] : offsets[k + 1]]
                if _hit(points[i], suns[t], mine, prisms[k, 0], prisms[k, 1]):
                    lit[i, t] = False
                    break
    return lit


def _rings(polygon):
    for ring in (polygon.exterior, *polygon.interiors):
        xy = np.asarray(ring.coords)
        yield np.column_stack([xy[:-1], xy[1:]])


def _prisms(project, setting, state):
    found = []
    for building in project.buildings:
        standing = ("existing", "approved", "proposed") if state else None
        standing = standing or ("existing", "approved")
        if building.status not in standing or building.id in setting.omitted:
            continue
        by = setting.heights.get(building.id, 0.0)
        for part in building.parts:
            kind = str(part.kind.value)
            if kind in NEVER or (building.id, kind) in setting.omitted_parts:
                continue
            base = part.base + (by if kind not in ("body", *OWN_PLATES) else 0.0)
            top = part.top + (by if kind not in OWN_PLATES else 0.0)
            edges = np.concatenate(list(_rings(part.polygon)))
            found.append((building.id, kind, edges, base, top))
    for polygon, base, top in setting.phantoms:
        edges = np.concatenate(list(_rings(polygon)))
        found.append(("phantom", "body", edges, base, top))
    return found


def _sills(project, setting):
    windows = project.windows
    names = [project.buildings[i].id for i in windows.building]
    zero = np.array([project.buildings[i].zero_level for i in windows.building])
    above = {
        "rules": np.maximum(windows.sill_height, 0.9),
        "floor_0.9": np.full(len(windows), 0.9),
        "real": windows.sill_height,
        "floor": np.zeros(len(windows)),
    }[setting.sill]
    lift = np.array([setting.levels.get(name, 0.0) for name in names])
    return zero + windows.floor_level + above + setting.raised + lift


def windows_of(project, least=0.0, most=1.8):
    """Indexes of windows of some width."""
    windows = project.windows
    width = np.hypot(*(windows.right - windows.left).T)
    return np.flatnonzero((width > least) & (width <= most + 1e-9))


def lit_samples(project, setting, state, some, minutes, *, ends=None):
    """Whether each sample is lit at all sill points, (m, t)."""
    windows = project.windows
    left, right = (windows.left[some], windows.right[some]) if ends is None else ends
    z = _sills(project, setting)[some]
    along = right - left
    length = np.hypot(along[:, 0], along[:, 1])
    out = np.column_stack([along[:, 1], -along[:, 0]]) / length[:, None]
    centre = {b.id: b.parts[0].polygon.centroid for b in project.buildings}
    names = [project.buildings[i].id for i in windows.building[some]]
    middle = np.array([[centre[n].x, centre[n].y] for n in names])
    inward = ((middle - left) * out).sum(axis=1) > 0.0
    out[inward] *= -1.0
    prisms = _prisms(project, setting, state)
    edges = np.concatenate([p[2] for p in prisms])
    offsets = np.append(0, np.cumsum([len(p[2]) for p in prisms]))
    heights = np.array([[p[3], p[4]] for p in prisms])
    boxes = np.array([[p[2][:, 0].min(), p[2][:, 1].min()] for p in prisms])
    skip = np.array(
        [
            [
                p[0] == n and p[1] in OWN_PLATES and not setting.own_plates
                for p in prisms
            ]
            for n in names
        ]
    )
    suns = _sun(setting, minutes)
    lit = np.ones((len(some), len(minutes)), dtype=bool)
    for share in setting.points:
        inset = np.clip(share * length, 1e-6, length - 1e-6) / length
        plan = left + inset[:, None] * along + OFF_THE_WALL * out
        points = np.column_stack([plan, z])
        lit &= _lit(points, skip, suns, edges, offsets, heights, boxes)
    return lit


def band_of(setting):
    """Counted band in true solar time: 8 to 16 h."""
    if not setting.beijing:
        return 480.0, 960.0
    # Beijing time + 4 (longitude - 120) is the mean time of the place
    shift = 4.0 * (setting.longitude - 120.0) + setting.equation_of_time
    return 480.0 + shift, 960.0 + shift


def runs_of(lit, minutes, setting, last):
    """Minutes of one row of samples, as a sampler's own loop counts them."""
    found, i, step = [], 0, setting.step
    while i < len(lit):
        if not lit[i]:
            i += 1
            continue
        j = i
        while j + 1 < len(lit) and lit[j + 1]:
            j += 1
        begin, end = minutes[i], minutes[j]
        if setting.counting == "each":
            end += step
        elif setting.counting == "after":
            end = min(end + step, last)
        elif setting.counting == "middle":
            begin, end = begin - 0.5 * step, end + 0.5 * step
        if end - begin >= setting.shortest - 1e-9 and end > begin:
            found.append((begin, end))
        i = j + 1
    return found


def samples_of(setting):
    """Instants, and the end of the band."""
    first, last = band_of(setting)
    zero = first + (0.5 * setting.step if setting.counting == "middle" else 0.0)
    count = math.floor((last - zero) / setting.step + 1e-9) + 1
    return zero + setting.step * np.arange(count), last


def _totals(lit, minutes, setting, last):
    return np.array(
        [sum(b - a for a, b in runs_of(row, minutes, setting, last)) for row in lit]
    )


def lit_minutes(
    project, setting, state, *, stretch=0.1, counted_width=1.8, wide_too=True
):
    """Minutes of every window; wide ones by their best stretch. [min]"""
    minutes, last = samples_of(setting)
    found = np.full(len(project.windows), np.nan)
    some = windows_of(project, most=counted_width)
    if state == 0:
        stands = [b.status != "proposed" for b in project.buildings]
        some = some[np.array(stands)[project.windows.building[some]]]
    lit = lit_samples(project, setting, state, some, minutes)
    found[some] = _totals(lit, minutes, setting, last)
    wide = windows_of(project, least=counted_width, most=1e9)
    if state == 0:
        wide = wide[np.array(stands)[project.windows.building[wide]]]
    windows = project.windows
    if wide_too and len(wide):
        left, right = windows.left[wide], windows.right[wide]
        along = right - left
        width = np.hypot(along[:, 0], along[:, 1])
        room = width - counted_width
        best = np.zeros(len(wide))
        for share in np.linspace(0.0, 1.0, max(int(room.max() / stretch), 1) + 1):
            a = left + along * (share * room / width)[:, None]
            b = a + along * (counted_width / width)[:, None]
            lit = lit_samples(project, setting, state, wide, minutes, ends=(a, b))
            best = np.maximum(best, _totals(lit, minutes, setting, last))
        found[wide] = best
    return found


def minutes_of(project, setting, state, some):
    """Minutes, segments, and whether one is about as long as the shortest."""
    minutes, last = samples_of(setting)
    lit = lit_samples(project, setting, state, some, minutes)
    whole = replace(setting, shortest=0.0)
    runs = [runs_of(row, minutes, whole, last) for row in lit]
    lengths = [[end - begin for begin, end in row] for row in runs]
    least = setting.shortest - 1e-9
    total = np.array([sum(n for n in row if n >= least) for row in lengths])
    near = [any(abs(n - setting.shortest) <= 0.6 for n in row) for row in lengths]
    return total, np.array([len(row) for row in runs]), np.array(near)
