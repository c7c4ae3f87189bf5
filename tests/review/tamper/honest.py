"""Honest reports: every way of sampling, rounding and reckoning the declination."""

import datetime as dt
from dataclasses import dataclass

import numpy as np
from vendors.report import report_of
from vendors.sampler import Style

from sunlight.conditions import (
    Cooper1969,
    GivenDeclination,
    LocalNoon,
    SolarTermInstant,
    StandardDay,
    WangFourier1985,
)
from sunlight.solar import equation_of_time

__all__ = ["HonestWay", "declinations", "drawn_ways", "honest_report"]

STEPS = (1.0, 0.5)
COUNTINGS = ("span", "after", "each", "middle")
ROUNDINGS = ("floor", "nearest")


@dataclass(frozen=True, slots=True, kw_only=True)
class HonestWay:
    """One honest way of making a report."""

    name: str
    style: Style
    declination: object
    order: str = "left_to_right"

    def stated(self, said):
        """What the report says of its clock: band and segments in Beijing time."""
        if self.style.clock == 0.0:
            return said
        band = tuple(round(t + self.style.clock) for t in said["band"])
        return {**said, "time_basis": "北京时间", "band": band}


def declinations(longitude):
    """Conventions that honest programs take for 大寒, by name."""
    return {
        "SPA 2001": SolarTermInstant(),
        "SPA 2024": SolarTermInstant(base_year=2024),
        "noon 2020": LocalNoon(date=dt.date(2020, 1, 20), longitude=longitude),
        "noon 2025": LocalNoon(date=dt.date(2025, 1, 20), longitude=longitude),
        "Cooper": Cooper1969(day_of_year=20),
        "Fourier": WangFourier1985(date=dt.date(2001, 1, 20)),
        "textbook": GivenDeclination(declination=-20.28, origin="textbook"),
    }


def drawn_ways(rng, longitude, count):
    """Some honest ways, drawn without a repetition."""
    named = list(declinations(longitude).items())
    grid = [
        (step, counting, rounding, name, found, segments, clock)
        for step in STEPS
        for counting in COUNTINGS
        for rounding in ROUNDINGS
        for name, found in named
        for segments in (True, False)
        for clock in ("solar", "Beijing")
        if segments or clock == "solar"
    ]
    ways = []
    for k in rng.permutation(len(grid))[:count]:
        step, counting, rounding, name, found, segments, clock = grid[k]
        shift = beijing_shift(longitude) if clock == "Beijing" else 0.0
        style = Style(
            step=step,
            counting=counting,
            rounding=rounding,
            segments=segments,
            clock=shift,
        )
        told = f"{step:g} min {counting}, {rounding}, {name}"
        told += "" if segments else ", no segments"
        told += ", printed in Beijing time" if shift else ""
        order = str(rng.choice(["left_to_right", "clockwise"]))
        ways.append(HonestWay(name=told, style=style, declination=found, order=order))
    return ways


def beijing_shift(longitude):
    """Clock of Beijing less true solar time on 大寒. [min]"""
    equation = equation_of_time(StandardDay.GREAT_COLD, SolarTermInstant())
    return (120.0 - longitude) * 4.0 - equation


def honest_report(assessment, way, figures, stated):
    """Report of a project in an honest way; `figures` by that declination."""
    said = way.stated(stated)
    return report_of(
        figures, assessment.scope, style=way.style, stated=said, order=way.order
    )


def seeded(seed):
    """Generator of a seed, apart from that of the estates."""
    return np.random.default_rng([11, seed])
