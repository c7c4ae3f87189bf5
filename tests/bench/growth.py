"""How the engine's time grows: with receivers, with the city, with a mesh.

    python tests/bench/growth.py --out growth

* **receivers**: loose points and sill ends in columns, at random in one fixed city;
* **city**: cities of equal density and growing size, the same number of points each,
  half of them spread over the city and half in its middle;
* **mesh**: one hilly terrain cut into ever more triangles, a fixed number of points.

Every figure is the median of a few calls of ``lit_intervals`` after one outside the
timing. Written are ``growth.csv`` and ``growth.png`` (both axes logarithmic; a dashed
line shows growth in proportion) into the folder named.
"""

import argparse
import csv
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from blocks import LATITUDE, blocks
from machine import lines_of_machine, table
from soups import terrain
from timing import median_seconds

import sunlight as sl

CURVES = ("points", "columns", "spread", "middle", "mesh")
NAMES = {
    "points": "loose points in one city",
    "columns": "sill ends in columns, one city",
    "spread": "city grows, points all over it",
    "middle": "city grows, points in its middle",
    "mesh": "terrain of ever more triangles",
}
AXES = {
    "points": "points",
    "columns": "points",
    "spread": "buildings",
    "middle": "buildings",
    "mesh": "triangles",
}
EYE = np.array([0.0, 0.0, 1.5])  # above the terrain [m]
COLOURS = {
    "points": "#0072B2",
    "columns": "#D55E00",
    "spread": "#009E73",
    "middle": "#CC79A7",
    "mesh": "#0072B2",
}
MIDDLE = 300.0  # side of the square in the middle of the city [m]


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One measured step of a curve."""

    curve: str
    size: int
    points: int
    wall: float
    cpu: float

    def cells(self):
        each = f"{self.cpu / self.points * 1e6:.2f}"
        size = f"{self.size:,} {AXES[self.curve]}"
        return [NAMES[self.curve], size, f"{self.points:,}",
                f"{self.wall:.4f}", f"{self.cpu:.4f}", each]  # fmt: skip


def main():
    options = _options()
    print("\n".join(lines_of_machine(["matplotlib"])), flush=True)
    path = sl.sun_path("大寒", latitude=LATITUDE)
    steps = []
    for step in _steps(options, path):
        steps.append(step)
        print(", ".join(step.cells()), flush=True)
    head = ["what grows", "size", "points", "wall s", "processor s", "µs a point"]
    print("\n" + table(head, [step.cells() for step in steps]))
    print(_exponents(steps))
    options.out.mkdir(parents=True, exist_ok=True)
    _write_csv(steps, options.out / "growth.csv")
    _draw(steps, options.out / "growth.png")


def _options():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    add = parser.add_argument
    add("--curves", nargs="+", choices=CURVES, default=list(CURVES))
    add("--runs", type=int, default=5, help="calls of which the median is taken")
    add("--city", type=int, default=1000, help="buildings of the fixed city")
    add("--points", type=int, nargs="+", default=[1000, 4000, 16000, 64000, 256000])
    add("--cities", type=int, nargs="+", default=[100, 300, 1000, 3000, 10000])
    add("--fixed", type=int, default=20000, help="points in the growing cities")
    add("--triangles", type=int, nargs="+",
        default=[2000, 8000, 32000, 128000, 512000])  # fmt: skip
    add("--mesh-points", type=int, default=1000)
    add("--out", type=Path, default=Path("growth"), help="folder for table and picture")
    return parser.parse_args()


def _steps(options, path):
    """Measured steps of the curves asked for."""
    rng = np.random.default_rng(11)
    if {"points", "columns"} & set(options.curves):
        city = blocks(options.city)
        obstructions, sills = city.obstructions(), city.receivers()
        for count in options.points if "points" in options.curves else ():
            receivers = sl.Receivers.from_points(_ground(city.bounds(), count, rng))
            yield _step("points", count, receivers, obstructions, path, options.runs)
        for count in options.points if "columns" in options.curves else ():
            receivers = _some_columns(sills, city.normals, count, rng)
            size = len(receivers)
            yield _step("columns", size, receivers, obstructions, path, options.runs)
    for count in options.cities if {"spread", "middle"} & set(options.curves) else ():
        city = blocks(count)
        obstructions = city.obstructions()
        x0, y0, x1, y1 = city.bounds()
        x, y, half = (x0 + x1) / 2, (y0 + y1) / 2, MIDDLE / 2
        square = (x - half, y - half, x + half, y + half)
        for curve, box in (("spread", city.bounds()), ("middle", square)):
            if curve in options.curves:
                receivers = sl.Receivers.from_points(_ground(box, options.fixed, rng))
                yield _step(curve, count, receivers, obstructions, path, options.runs)
    for count in options.triangles if "mesh" in options.curves else ():
        vertices, faces = terrain(count)
        obstructions = sl.Obstructions.from_meshes(
            [sl.Solid("terrain", (vertices, faces))]
        )
        corner = vertices[rng.choice(len(vertices), options.mesh_points)]
        receivers = sl.Receivers.from_points(corner + EYE)
        size = len(faces)
        yield _step("mesh", size, receivers, obstructions, path, options.runs)


def _step(curve, size, receivers, obstructions, path, runs):
    wall, cpu = median_seconds(
        sl.lit_intervals, receivers, obstructions, path, runs=runs
    )
    return Step(curve=curve, size=size, points=len(receivers), wall=wall, cpu=cpu)


def _ground(box, count, rng):
    """(count, 3) points at random in a rectangle, on the ground."""
    x0, y0, x1, y1 = box
    low, high = (x0, y0, 0.0), (x1, y1, 0.0)
    return rng.uniform(low, high, (count, 3))


def _some_columns(sills, normals, count, rng):
    """Whole columns at random, about `count` points, in their order."""
    floors = np.diff(sills.offsets)
    wanted = max(1, round(count / floors.mean()))
    some = np.sort(rng.permutation(len(floors))[:wanted])
    z = np.concatenate([sills.z[sills.offsets[c] : sills.offsets[c + 1]] for c in some])
    offsets = np.concatenate([[0], np.cumsum(floors[some])])
    return sl.Receivers.columns(sills.xy[some], offsets, z, normals[some])


def _exponents(steps):
    """Slope of each curve on logarithmic axes: 1 is proportional, 0 is flat."""
    lines = [
        "",
        "Exponent (slope of log time over log size), upper half of a curve:",
    ]
    for curve in CURVES:
        own = [step for step in steps if step.curve == curve]
        own = own[len(own) // 2 - (len(own) < 4) :]
        if len(own) > 1:
            sizes = np.log([step.size for step in own])
            slope = np.polyfit(sizes, np.log([step.cpu for step in own]), 1)[0]
            lines.append(f"- {NAMES[curve]}: {slope:.2f}")
    return "\n".join(lines)


def _write_csv(steps, file):
    with file.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(["curve", "size", "unit", "points", "wall_s", "cpu_s"])
        for s in steps:
            writer.writerow([s.curve, s.size, AXES[s.curve], s.points, s.wall, s.cpu])


def _draw(steps, file):
    """One panel a unit of size, logarithmic, with lines of proportional growth."""
    import matplotlib as mpl

    mpl.use("Agg")
    from matplotlib import pyplot as plt

    figure, panels = plt.subplots(1, 3, figsize=(12, 4.2), layout="constrained")
    for panel, unit in zip(panels, ("points", "buildings", "triangles"), strict=True):
        own = [step for step in steps if AXES[step.curve] == unit]
        if own:
            _panel(panel, unit, own)
        else:
            panel.set_axis_off()
    figure.savefig(file, dpi=150)
    plt.close(figure)


def _panel(panel, unit, steps):
    """The curves of one unit; decades on the time axis, sizes in full below."""
    from matplotlib.ticker import LogLocator, NullFormatter, StrMethodFormatter

    panel.set(xscale="log", yscale="log", xlabel=unit, ylabel="processor time [s]")
    panel.grid(which="major", color="#dddddd", linewidth=0.6)
    panel.set_axisbelow(True)
    for curve in dict.fromkeys(step.curve for step in steps):
        own = [step for step in steps if step.curve == curve]
        sizes, spent = [s.size for s in own], [s.cpu for s in own]
        colour = COLOURS[curve]
        panel.plot(sizes, spent, "o-", color=colour, label=NAMES[curve])
        if unit != "buildings":
            straight = [spent[-1] * size / sizes[-1] for size in sizes]
            panel.plot(sizes, straight, "--", color=colour, linewidth=0.8)
    if unit != "buildings":
        panel.plot([], [], "--", color="#444444", linewidth=0.8, label="in proportion")
    spent = [step.cpu for step in steps]
    lowest = np.floor(np.log10(min(spent)) - 0.3)
    panel.set_ylim(10**lowest, 10 ** np.ceil(np.log10(max(spent)) + 0.8))
    sizes = [step.size for step in steps]
    panel.set_xlim(min(sizes) / 1.5, max(sizes) * 1.5)
    wide = max(sizes) / min(sizes) > 300
    panel.xaxis.set_major_locator(LogLocator(subs=(1.0,) if wide else (1.0, 3.0)))
    panel.xaxis.set_major_formatter(StrMethodFormatter("{x:,.0f}"))
    panel.xaxis.set_minor_formatter(NullFormatter())
    panel.yaxis.set_minor_formatter(NullFormatter())
    panel.legend(frameon=False, loc="upper left", fontsize=9)


if __name__ == "__main__":
    main()
