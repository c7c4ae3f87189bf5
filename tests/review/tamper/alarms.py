"""Rates of false alarms and of tampered reports found, over random estates."""

import math
from dataclasses import dataclass, field

import numpy as np
from vendors.figures import measured

import sunlight as sl
from sunlight.kinds import PartKind, Status
from sunlight.scope import ScopeRole
from tamper.cases import CASES
from tamper.harness import called_dishonest, review_of, turned_by_sampling
from tamper.honest import drawn_ways, honest_report, seeded
from tamper.random_estates import random_estate
from tamper.world import Submitted, Targets, World

__all__ = ["Counted", "Tally", "alarms_of", "power_of", "random_world", "wilson"]

EFFECT = (3, 3.0)
"""A tampered report counts where at least so many figures differ by more minutes."""
OF_ESTATES = frozenset(
    {
        "lowered",
        "omitted",
        "overlay_dropped",
        "parapet_missing",
        "stair_house_missing",
        "levels_raised",
        "sills_raised",
        "north",
        "latitude_taiyuan",
        "latitude_datong",
        "centre",
        "short_segments",
        "inclusive",
        "beijing",
        "own_balconies",
    }
)
"""Cases that any estate can have."""


def wilson(hits, trials, z=1.96):
    """Limits of the share by Wilson's interval."""
    if trials == 0:
        return 0.0, 1.0
    p = hits / trials
    middle = (p + z * z / (2 * trials)) / (1 + z * z / trials)
    half = z * math.sqrt(p * (1 - p) / trials + z * z / (4 * trials * trials))
    half /= 1 + z * z / trials
    return max(0.0, middle - half), min(1.0, middle + half)


@dataclass
class Counted:
    """Reports, and those of a kind among them, with a word on each."""

    trials: int = 0
    hits: int = 0
    told: list = field(default_factory=list)

    def add(self, hit, told=""):
        """One more report."""
        self.trials += 1
        if hit:
            self.hits += 1
            if told:
                self.told.append(told)

    @property
    def text(self):
        """Share with its interval, in per cent."""
        low, high = wilson(self.hits, self.trials)
        share = 100 * self.hits / self.trials if self.trials else math.nan
        return (
            f"{self.hits}/{self.trials} = {share:.1f} % "
            f"({100 * low:.1f}-{100 * high:.1f})"
        )


@dataclass
class Tally:
    """All counts of a campaign."""

    alarms: Counted = field(default_factory=Counted)
    turned: Counted = field(default_factory=Counted)
    by_way: dict = field(default_factory=dict)
    found: dict = field(default_factory=dict)
    named: dict = field(default_factory=dict)


def random_world(seed, folder):
    """A random estate as a world; cases whose target it lacks raise LookupError."""
    project = random_estate(seed, folder)
    assessment = sl.assess(project)
    roles = {e.id: e.role for e in assessment.scope.entries}
    buildings = project.buildings
    proposed = [b.id for b in buildings if b.status is Status.PROPOSED]
    analysed = [b.id for b in buildings if roles[b.id] is ScopeRole.ANALYSED]
    overlay = [b.id for b in buildings if roles[b.id] is ScopeRole.OVERLAY]

    def with_part(kind):
        found = [b.id for b in buildings if any(p.kind is kind for p in b.parts)]
        return found[0] if found else ""

    return World(
        project=project,
        assessment=assessment,
        targets=Targets(
            lowered=proposed[0],
            omitted=proposed[-1],
            overlay=(overlay or [""])[0],
            raised=(analysed or [""])[-1],
            parapet=with_part(PartKind.PARAPET),
            stair_house=with_part(PartKind.STAIR_HOUSE),
            stair_kind=PartKind.STAIR_HOUSE.value,
            addition="",
            kitchen=(),
            merged=(),
            edited="",
            plates="",
            proposed=proposed[0],
        ),
    )


def alarms_of(world, seed, tally, *, reports=4, inferring=True):
    """Review some honest reports of an estate."""
    rng = seeded(seed)
    longitude = world.project.site.longitude
    for way in drawn_ways(rng, longitude, reports):
        figures = measured(world.project, declination=way.declination)
        report = honest_report(world.assessment, way, figures, world.stated)
        found = review_of(world, Submitted(report=report), inferring=inferring)
        reason = called_dishonest(found)
        turned = turned_by_sampling(found)
        tally.turned.add(
            bool(turned), turned and f"estate {seed}, {way.name}: {turned}"
        )
        told = f"estate {seed}, {way.name}: {reason}"
        tally.alarms.add(bool(reason), told)
        for key in (way.style.counting, way.name.split(", ")[2]):
            tally.by_way.setdefault(key, Counted()).add(bool(reason))


def power_of(world, tally, *, ids=OF_ESTATES):
    """Review the tampered reports of an estate that have an effect there."""
    honest = world.report()
    for case in CASES:
        if case.id not in ids:
            continue
        try:
            submitted = case.make(world)
        except (AssertionError, ValueError):  # the estate lacks what is changed
            continue
        if not _matters(honest, submitted.report):
            continue
        found = review_of(world, submitted)
        tally.found.setdefault(case.id, Counted()).add(bool(called_dishonest(found)))
        fits = found.inference.fits[: max(case.rank, 3)]
        named = any(case.cause(fit.convention, world) for fit in fits)
        tally.named.setdefault(case.id, Counted()).add(named)


def _matters(honest, report):
    """Whether the figures differ from the honest ones by something."""
    least, minutes = EFFECT
    known = {r.window: r for r in honest.windows}
    far = 0
    for row in report.windows:
        old = known.get(row.window)
        for a, b in ((row.before, old.before), (row.after, old.after)):
            far += a is not None and b is not None and abs(a - b) > minutes
    return far >= least


def mean(values):
    """Mean, NaN of nothing."""
    return float(np.mean(values)) if len(values) else math.nan
