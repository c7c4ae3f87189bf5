"""Which cause is named for tables that were made by brute force.

    python tests/bench/review_causes.py [WORD ...]

Tables of the small estate of the reviews, printed by a sampler of its own that shares
nothing with the engine (``tests/review/causes/sill_rays.py``). Each line is a case,
the best combination with its share, how sure it is, the rank of what was done, and the
time. WORD keeps cases whose names hold it. Markdown.
"""

import sys
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import shapely
from machine import lines_of_machine, table

sys.path.insert(0, str(Path(__file__).parents[1] / "review" / "causes"))

from cause_estates import matched, submission
from sill_rays import Setting, lit_minutes

import sunlight as sl
from sunlight.conditions import FullWindowTest, OwnPlates, TimeBasis
from sunlight.review.causes.evaluator import base_convention
from sunlight.review.causes.infer import infer
from sunlight.review.causes.wording import convention_text
from sunlight.review.records.causes import Convention
from sunlight.solar.declination import declination

ESTATE = Path(__file__).parents[1] / "review" / "estate" / "project.toml"
Test = Callable[[Convention], bool]


def sampled(step: float, counting: str) -> Test:
    """A time step and a counting."""

    def test(found: Convention) -> bool:
        one = found.sampling
        return one is not None and (one.step, one.counting) == (step, counting)

    return test


def changed(kind: str, building: str, metres: float = 0.0, part: str = "") -> Test:
    """A change of the model."""

    def test(found: Convention) -> bool:
        one = found.geometry
        return (
            one is not None
            and (one.kind, one.building, one.part) == (kind, building, part)
            and abs(one.metres - metres) <= 0.1
        )

    return test


def both(*tests: Test) -> Test:
    """All of them."""
    return lambda found: all(test(found) for test in tests)


def latitude(degrees: float) -> Test:
    """A latitude."""
    return lambda f: f.latitude is not None and abs(f.latitude - degrees) < 0.03


def north(degrees: float) -> Test:
    """A turn of the plan."""
    return lambda found: abs(found.north - degrees) < 0.2


def shortest(minutes: float) -> Test:
    """A shortest segment."""
    return lambda found: found.shortest_segment == minutes


def beijing(found: Convention) -> bool:
    """The band in Beijing time."""
    return found.time_basis is TimeBasis.BEIJING_TIME


def centre(found: Convention) -> bool:
    """Judged at the middle of the sill."""
    return found.full_window is FullWindowTest.CENTRE


def other_cause(found: Convention) -> bool:
    """Nothing in the table of conventions is what was done."""
    del found
    return False


MINUTE = sampled(1.0, "span")
BOX = shapely.box
BAND = {"beijing": True, "equation_of_time": -10.92}
LOW = {"heights": {"P1": -2.0}}
CASES: dict[str, tuple[dict[str, object], Test]] = {
    "1 min": ({}, MINUTE),
    "1 min, each sample": ({"counting": "each"}, sampled(1.0, "each")),
    "1 min, declination -20.28": ({"declination": -20.28}, MINUTE),
    "the same, P1 lower by 2 m": (
        {"declination": -20.28, **LOW},
        changed("top", "P1", -2.0),
    ),
    "5 min, each sample": (
        {"step": 5.0, "counting": "each"},
        sampled(5.0, "each"),
    ),
    "5 min": ({"step": 5.0}, sampled(5.0, "span")),
    "refraction": ({"refraction": True}, lambda found: found.refraction),
    "latitude 37.87": ({"latitude": 37.87}, latitude(37.87)),
    "latitude 39.90": ({"latitude": 39.9}, latitude(39.9)),
    "north 3": ({"north": 3.0}, north(3.0)),
    "north -5": ({"north": -5.0}, north(-5.0)),
    "Beijing hours": (BAND, beijing),
    "centre": ({"points": (0.5,)}, centre),
    "real sills": ({"sill": "real"}, lambda found: found.sill == "real"),
    "sills +0.50": ({"raised": 0.5}, lambda f: abs(f.raised - 0.5) < 0.03),
    "segments from 3 min": ({"shortest": 3.0}, shortest(3.0)),
    "all segments": ({"shortest": 0.0}, shortest(0.0)),
    "own balconies": (
        {"own_plates": True},
        lambda found: found.own_plates is OwnPlates.COUNTED,
    ),
    "D1 omitted": ({"omitted": ("D1",)}, changed("omitted", "D1")),
    "parapet of A2 omitted": (
        {"omitted_parts": (("A2", "parapet"),)},
        changed("part_omitted", "A2", part="parapet"),
    ),
    "A3 raised by 0.50 m": ({"levels": {"A3": 0.5}}, changed("level", "A3", 0.5)),
    "Beijing hours, centre": ({**BAND, "points": (0.5,)}, both(beijing, centre)),
    "north 2, segments from 3 min": (
        {"north": 2.0, "shortest": 3.0},
        both(north(2.0), shortest(3.0)),
    ),
    "phantom building": (
        {"phantoms": ((BOX(60.0, 70.0, 100.0, 76.0), 790.3, 815.0),)},
        other_cause,
    ),
    "phantom to the south": (
        {"phantoms": ((BOX(20.0, -40.0, 40.0, -30.0), 790.3, 835.0),)},
        other_cause,
    ),
    "two changes: P1 -3 m, A3 +0.5 m": (
        {"heights": {"P1": -3.0}, "levels": {"A3": 0.5}},
        lambda f: changed("top", "P1", -3.0)(f) or changed("level", "A3", 0.5)(f),
    ),
    "two changes: P1 -3 m, P2 +3 m": (
        {"heights": {"P1": -3.0, "P2": 3.0}},
        lambda f: changed("top", "P1", -3.0)(f) or changed("top", "P2", 3.0)(f),
    ),
}


def main(words: list[str]) -> None:
    """Print the table."""
    project, _ = sl.read_project(ESTATE)
    assessment = sl.assess(project)
    base, day = base_convention(assessment), assessment.conditions.day
    plain = Setting(declination=declination(day, base.declination).degrees)
    rows = []
    for name, (changes, test) in CASES.items():
        if words and not any(word in name for word in words):
            continue
        setting = replace(plain, **changes)
        minutes = [
            np.floor(lit_minutes(project, setting, state, wide_too=False) + 1e-9)
            for state in (0, 1)
        ]
        start = time.process_time()
        handed = submission(minutes[0], minutes[1])
        found = infer(handed, assessment, matched(len(minutes[0])))
        seconds = time.process_time() - start
        ranks = [i for i, f in enumerate(found.fits, 1) if test(f.convention)]
        best = found.fits[0]
        rows.append(
            [
                name,
                convention_text(best.convention, base, day, "en"),
                f"{ranks[0]}" if ranks else "-",
                found.sure,
                f"{best.share:.1%}",
                f"{found.honest.share:.1%}",
                f"{len(found.unexplained)}",
                f"{seconds:.0f}",
            ]
        )
        print(".", end="", file=sys.stderr, flush=True)
    head = ["case", "best", "rank", "sure", "share", "honest", "rows left", "s"]
    print("\n".join(lines_of_machine(())))
    print()
    print(table(head, rows))


if __name__ == "__main__":
    main(sys.argv[1:])
