"""A project to be reported on, honestly or not, and what its cases turn on."""

from dataclasses import dataclass, field, replace
from functools import lru_cache
from pathlib import Path

from vendors.figures import figures_of, measured
from vendors.report import report_of
from vendors.sampler import Style

import sunlight as sl

__all__ = ["DEMO", "ESTATE", "Submitted", "Targets", "World", "demo", "estate"]

ROOT = Path(__file__).parents[3]


@dataclass(frozen=True, slots=True, kw_only=True)
class Targets:
    """What the cases change.

    `sliver`: households that pass by little or fail by little, whose rows are edited.
    """

    lowered: str
    omitted: str
    overlay: str
    raised: str
    parapet: str
    stair_house: str
    stair_kind: str
    addition: str
    kitchen: tuple
    merged: tuple
    edited: str
    plates: str
    proposed: str


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class World:
    """A project, our own assessment of it, and what its cases change."""

    project: object
    assessment: object
    targets: Targets
    style: Style = field(default_factory=Style)

    @property
    def stated(self):
        """What an honest report says of itself."""
        project, provenance = self.assessment.project, self.assessment.provenance
        return {
            "project": project.name,
            "city": "忻州市",
            "latitude": round(provenance.latitude, 2),
            "longitude": round(provenance.longitude, 2),
            "day": "大寒",
            "band": (480, 960),
            "time_basis": "真太阳时",
            "step": 1.0,
            "shortest_segment": 5.0,
            "sill_minimum": 0.9,
            "window_points": "满窗，窗台两端点同时受照",
            "own_balconies": False,
            "software": "某日照分析软件 V3.0",
            "renewal_document": "",
        }

    def figures(self, project=None, **conditions):
        """Figures of a changed project, or under changed conditions."""
        return measured(self.project if project is None else project, **conditions)

    def report(self, figures=None, *, style=None, scope=None, **named):
        """The report of some figures; the honest ones without any."""
        if figures is None:
            figures = figures_of(self.assessment)
        named.setdefault("stated", self.stated)
        return report_of(
            figures,
            self.assessment.scope if scope is None else scope,
            style=style or self.style,
            **named,
        )


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Submitted:
    """What is handed in: a report, and perhaps the compiler's own model."""

    report: object
    model: object = None


ESTATE = ROOT / "tests" / "review" / "estate" / "project.toml"
DEMO = ROOT / "sunlight" / "demo" / "project.toml"


def _world(path, targets):
    project, findings = sl.read_project(path)
    return World(
        project=project,
        assessment=sl.assess(project, findings=findings),
        targets=targets,
    )


@lru_cache(maxsize=1)
def estate() -> World:
    """The small estate, assessed once."""
    return _world(
        ESTATE,
        Targets(
            lowered="P1",
            omitted="P2",
            overlay="D1",
            raised="A3",
            parapet="A2",
            stair_house="A2",
            stair_kind="stair_house",
            addition="A2",
            kitchen=("A3-0103",),
            merged=("A2-0101", "A2-0102"),
            edited="A2-0101",
            plates="A1",
            proposed="P2",
        ),
    )


@lru_cache(maxsize=1)
def demo() -> World:
    """The estate that comes with the package, assessed once."""
    return _world(
        DEMO,
        Targets(
            lowered="P1",
            omitted="P2",
            overlay="8#",
            raised="1#",
            parapet="P1",
            stair_house="4#",
            stair_kind="lift_house",
            addition="C1厢",
            kitchen=("7#-0101",),
            merged=("7#-0101", "7#-0102"),
            edited="7#-0101",
            plates="1#",
            proposed="P2",
        ),
    )


def with_style(world, **changes):
    """The same world printed in another style."""
    return replace(world, style=replace(world.style, **changes))
