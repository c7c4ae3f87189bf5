"""Dishonest reports by script, each with what a review must find and name.

A case takes a :class:`tamper.world.World` and returns what is handed in. Where tables
alone can give it away, tables alone are handed in, with a declaration that states the
honest parameters: the figures must tell. Where only a model can, the model is handed in
as well.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace

from vendors.report import conclusions_of

from sunlight.conditions import (
    FullWindowTest,
    OwnPlates,
    StandardDay,
    TimeBasis,
)
from sunlight.kinds import PartKind, Status
from sunlight.solar import equation_of_time
from tamper import changes
from tamper.world import Submitted, World, with_style

__all__ = ["CASES", "Case"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A dishonest report.

    Parameters
    ----------
    id, title : str
        Stable name, and what was done, in Chinese.
    make : callable
        World -> Submitted.
    found : tuple of str
        Beginnings of codes of findings; one of them must be found.
    cause : callable or None
        Convention, World -> bool: whether it names what was done. None where the
        figures say nothing of a cause.
    rank : int
        The cause must stand among so many of the best fits.
    """

    id: str
    title: str
    make: Callable[[World], Submitted]
    found: tuple[str, ...] = ()
    cause: Callable[..., bool] | None = None
    rank: int = 1


def _tables(project, world, *, told=False, **conditions):
    """Tables of a changed model; that of the buildings is honest unless `told`."""
    report = world.report(world.figures(project, **conditions))
    if not told:
        report = replace(report, buildings=world.report().buildings)
    return Submitted(report=report)


def _concluded(world, report):
    """The report with the conclusion that fits its edited table of households."""
    conclusions = conclusions_of(world.project, report.units)
    return Submitted(report=replace(report, conclusions=conclusions))


def _own_model(project, world):
    """Tables of a changed model that is handed in as well."""
    return Submitted(report=world.report(world.figures(project)), model=project)


# ---------------------------------------------------------------- geometry
def lowered(world):
    """A proposed building 3 m lower."""
    return _tables(changes.lowered(world.project, world.targets.lowered, 3.0), world)


def lowered_told(world):
    """The same, and the table of buildings tells."""
    project = changes.lowered(world.project, world.targets.lowered, 3.0)
    return _tables(project, world, told=True)


def omitted(world):
    """A proposed building casts no shade."""
    return _tables(changes.flattened(world.project, world.targets.omitted), world)


def overlay_dropped(world):
    """An overlay building is in no table and casts no shade."""
    id = world.targets.overlay
    made = _tables(changes.without_building(world.project, id), world)
    kept = tuple(b for b in made.report.buildings if b.id != id)
    return replace(made, report=replace(made.report, buildings=kept))


def parapet_missing(world):
    """A building without its parapets."""
    id = world.targets.parapet
    return _tables(changes.without_parts(world.project, id, PartKind.PARAPET), world)


def stair_house_missing(world):
    """A building without what stands on its roof."""
    id, kind = world.targets.stair_house, PartKind(world.targets.stair_kind)
    return _tables(changes.without_parts(world.project, id, kind), world)


def levels_raised(world):
    """±0.00 of a receiver 0.5 m higher; the table of buildings lies."""
    project = changes.levels_raised(world.project, world.targets.raised, 0.5)
    return _tables(project, world)


def levels_raised_told(world):
    """±0.00 of a receiver 0.5 m higher, as the table of buildings tells."""
    project = changes.levels_raised(world.project, world.targets.raised, 0.5)
    return _tables(project, world, told=True)


def sills_raised(world):
    """Sills of a receiver 0.3 m higher; the printed ones lie."""
    made = sills_raised_told(world)
    honest = {r.window: r.sill for r in world.report().windows}
    rows = tuple(replace(r, sill=honest[r.window]) for r in made.report.windows)
    return replace(made, report=replace(made.report, windows=rows))


def sills_raised_told(world):
    """Sills of a receiver 0.3 m higher, as printed."""
    project = changes.sills_raised(world.project, 0.3, {world.targets.raised})
    return _tables(project, world)


def north_off(world):
    """True north off by 5°."""
    return _tables(changes.turned(world.project, 5.0), world)


def latitude(degrees):
    """The latitude of another city."""
    return lambda world: _tables(changes.at_latitude(world.project, degrees), world)


# ---------------------------------------------------------------- method
def centre(world):
    """Judged at the middle of the sill."""
    return _tables(None, world, full_window=FullWindowTest.CENTRE)


def centre_told(world):
    """The same, and the report says so."""
    made = centre(world)
    stated = {**world.stated, "window_points": "窗台中点"}
    return replace(made, report=replace(made.report, stated=stated))


def short_segments(world):
    """Segments of 3 min counted."""
    return Submitted(report=with_style(world, shortest=3.0).report())


def inclusive(world):
    """Samples every 5 min, 97 of them counted as 5 min each."""
    return Submitted(report=with_style(world, step=5.0, counting="each").report())


def beijing_band(world):
    """Counted from 8 to 16 by the clock of Beijing, printed so."""
    run = world.assessment.runs[0]
    site = world.project.site
    equation = equation_of_time(run.conditions.day, run.conditions.declination)
    shift = (120.0 - site.longitude) * 4.0 - equation
    figures = world.figures(time_basis=TimeBasis.BEIJING_TIME)
    return Submitted(report=with_style(world, clock=shift).report(figures))


def solstice(world):
    """冬至, 9 to 15, passed off as 大寒."""
    return _tables(None, world, day=StandardDay.WINTER_SOLSTICE, band=(540.0, 900.0))


def nine_to_fifteen(world):
    """大寒, 9 to 15."""
    return _tables(None, world, band=(540.0, 900.0))


def longer_band(world):
    """大寒, 7:30 to 16:30."""
    return _tables(None, world, band=(450.0, 990.0))


def own_balconies(world):
    """Own balconies counted: against the compiler, yet another figure."""
    return _tables(None, world, own_plates=OwnPlates.COUNTED)


# ---------------------------------------------------------------- figures
def _edited(world, minutes, *, segments):
    """Rows of a household that fails by little, lifted over the standard."""
    report = world.report()
    building, door = world.targets.edited.rsplit("-", 1)
    best = max(
        (r for r in report.windows if (r.building, r.household) == (building, door)),
        key=lambda r: r.after if r.room != "厨房" else -1,
    )
    rows = []
    for row in report.windows:
        if row is best:
            spans = row.segments_after
            if segments:
                a, b = spans[0]
                spans = ((a, b + minutes - row.after), *spans[1:])
            row = replace(row, after=minutes, segments_after=spans, reaches="达标")
        rows.append(row)
    units = tuple(
        replace(u, after=minutes, outcome="满足")
        if (u.building, u.label) == (building, door)
        else u
        for u in report.units
    )
    return _concluded(world, replace(report, windows=tuple(rows), units=units))


def minutes_edited(world):
    """The total of one window edited, its segments left."""
    return _edited(world, 121, segments=False)


def segments_edited(world):
    """Total and segment of one window edited alike."""
    return _edited(world, 121, segments=True)


def outcome_edited(world):
    """Only the words of outcomes edited, and the conclusion."""
    report = world.report()
    units = tuple(replace(u, outcome="满足") for u in report.units)
    conclusions = ("综上，本项目建设后日照分析对象均满足规定要求。",)
    return Submitted(report=replace(report, units=units, conclusions=conclusions))


def conclusion_edited(world):
    """Only the conclusion edited."""
    report = world.report()
    conclusions = ("综上，本项目建设后日照分析对象均满足规定要求。",)
    return Submitted(report=replace(report, conclusions=conclusions))


def window_dropped(world):
    """The windows of a household that fails are left out, numbers closed up."""
    report = world.report()
    building, door = world.targets.edited.rsplit("-", 1)
    storey = int(door[:-2])
    kept, number = [], 0
    for row in report.windows:
        if (row.building, row.floor) == (building, storey):
            if row.household == door:
                continue
            number += 1
            row = replace(row, label=str(number))
        kept.append(row)
    units = tuple(u for u in report.units if (u.building, u.label) != (building, door))
    return _concluded(world, replace(report, windows=tuple(kept), units=units))


def window_invented(world):
    """A sunny window that does not exist given to a household that fails."""
    report = world.report()
    building, door = world.targets.edited.rsplit("-", 1)
    storey = int(door[:-2])
    rows = []
    for at, row in enumerate(report.windows):
        rows.append(row)
        following = report.windows[at + 1 : at + 2]
        here = (row.building, row.floor) == (building, storey)
        last = not following or (following[0].building, following[0].floor) != (
            building,
            storey,
        )
        if here and last:
            rows.append(
                replace(
                    row,
                    label=str(int(row.label) + 1),
                    household=door,
                    room="起居室",
                    segments_before=((480.0, 700.0),),
                    segments_after=((480.0, 640.0),),
                    before=220,
                    after=160,
                    reaches="达标",
                    window="",
                )
            )
    units = tuple(
        replace(u, after=160, outcome="满足")
        if (u.building, u.label) == (building, door)
        else u
        for u in report.units
    )
    return _concluded(world, replace(report, windows=tuple(rows), units=units))


# ---------------------------------------------------------------- poisoned before
def phantom(world):
    """Buildings that never stood, as large as the proposed ones that replace them."""
    return _own_model(_with_phantoms(world), world)


def phantom_tables(world):
    """The same by tables alone: they stand in the table of buildings."""
    made = _tables(_with_phantoms(world), world)
    rows = tuple(
        replace(row, id=id, name="旧厂房", role="拆除", use="其他")
        for id, twin in _twins(world)
        for row in made.report.buildings
        if row.id == twin.id
    )
    report = replace(made.report, buildings=(*made.report.buildings, *rows))
    return replace(made, report=report)


def _twins(world):
    own = [b for b in world.project.buildings if b.status is Status.PROPOSED]
    return [(f"X{k}", b) for k, b in enumerate(own, start=1)]


def _with_phantoms(world):
    project = world.project
    for id, twin in _twins(world):
        project = changes.with_building(project, changes.phantom(id, twin))
    return project


def unlawful_counted(world):
    """An unlawful addition passed off as a lawful part of the building."""
    return _own_model(
        changes.part_as(
            world.project,
            world.targets.addition,
            PartKind.UNLAWFUL_ADDITION,
            PartKind.BODY,
        ),
        world,
    )


def levels_raised_model(world):
    """±0.00 of a receiver 0.5 m higher in the model handed in."""
    project = changes.levels_raised(world.project, world.targets.raised, 0.5)
    return _own_model(project, world)


def kitchen_as_bedroom(world):
    """A kitchen named bedroom."""
    return _own_model(changes.rooms_named(world.project, world.targets.kitchen), world)


def households_merged(world):
    """A household that fails merged with one that does not."""
    return _own_model(
        changes.merged_households(world.project, *world.targets.merged), world
    )


def households_merged_tables(world):
    """The same by tables alone."""
    made = households_merged(world)
    return replace(made, model=None)


def false_renewal(world):
    """Renewal of an old area claimed: 1 h for the new dwellings."""
    report = world.report(stated={**world.stated, "renewal_document": "旧改[2025]9号"})
    building = {b.id: b.role for b in report.buildings}
    units = tuple(
        replace(u, outcome="满足")
        if building.get(u.building) == "拟建" and 60 <= u.after < 120
        else u
        for u in report.units
    )
    return _concluded(world, replace(report, units=units))


# ---------------------------------------------------------------- the table
def _geometry(kind, target, metres=None, slack=0.6, part=None):
    """Whether a convention names this change of the model."""

    def named(convention, world):
        change = convention.geometry
        if change is None or change.kind != kind:
            return False
        if change.building != getattr(world.targets, target):
            return False
        if part is not None and part(world) not in change.part:
            return False
        return metres is None or abs(change.metres - metres) <= slack

    return named


def _any(*tests):
    return lambda convention, world: any(test(convention, world) for test in tests)


def _latitude(degrees):
    def named(convention, world):
        return convention.latitude is not None and (
            abs(convention.latitude - degrees) < 0.35
        )

    return named


CASES: tuple[Case, ...] = (
    Case(
        id="lowered",
        found=("REVIEW-ROW-DIFFERS",),
        title="拟建楼降低 3 m（表中隐瞒）",
        make=lowered,
        cause=_geometry("top", "lowered", -3.0),
    ),
    Case(
        id="lowered_told",
        found=("REVIEW-DECLARED-HEIGHT",),
        title="拟建楼降低 3 m（建筑表照列）",
        make=lowered_told,
        cause=_geometry("top", "lowered", -3.0),
    ),
    Case(
        id="omitted",
        found=("REVIEW-VERDICT-FLIPS",),
        title="漏建一栋拟建楼",
        make=omitted,
        cause=_geometry("omitted", "omitted"),
    ),
    Case(
        id="overlay_dropped",
        found=("REVIEW-SCOPE-OVERLAY-MISSING",),
        title="漏列叠加建筑",
        make=overlay_dropped,
        cause=_geometry("omitted", "overlay"),
    ),
    Case(
        id="parapet_missing",
        found=("REVIEW-VERDICT-FLIPS",),
        title="女儿墙漏建",
        make=parapet_missing,
        cause=_geometry(
            "part_omitted", "parapet", part=lambda world: PartKind.PARAPET.value
        ),
        rank=3,
    ),
    Case(
        id="stair_house_missing",
        found=("REVIEW-ROW-DIFFERS",),
        title="屋顶楼（电）梯间漏建",
        make=stair_house_missing,
        cause=_geometry(
            "part_omitted", "stair_house", part=lambda world: world.targets.stair_kind
        ),
        rank=3,
    ),
    Case(
        id="levels_raised",
        found=("REVIEW-ROW-DIFFERS",),
        title="客体±0.00 抬高 0.5 m（表中隐瞒）",
        make=levels_raised,
        cause=_geometry("level", "raised", 0.5, slack=0.25),
    ),
    Case(
        id="levels_raised_told",
        found=("REVIEW-DECLARED-LEVEL",),
        title="客体±0.00 抬高 0.5 m（建筑表照列）",
        make=levels_raised_told,
        cause=_geometry("level", "raised", 0.5, slack=0.25),
    ),
    Case(
        id="sills_raised",
        found=("REVIEW-ROW-DIFFERS",),
        title="窗台抬高 0.3 m（表中隐瞒）",
        make=sills_raised,
        cause=_geometry("level", "raised", 0.3, slack=0.25),
        rank=3,
    ),
    Case(
        id="sills_raised_told",
        found=("REVIEW-ROW-SILL",),
        title="窗台抬高 0.3 m（窗表照列）",
        make=sills_raised_told,
        cause=_geometry("level", "raised", 0.3, slack=0.25),
        rank=3,
    ),
    Case(
        id="north",
        found=("REVIEW-VERDICT-FLIPS",),
        title="指北偏 5°",
        make=north_off,
        cause=lambda c, world: abs(c.north - 5.0) <= 1.0,
    ),
    Case(
        id="latitude_taiyuan",
        found=("REVIEW-ROW-DIFFERS",),
        title="采用太原纬度",
        make=latitude(37.87),
        cause=_latitude(37.87),
    ),
    Case(
        id="latitude_datong",
        found=("REVIEW-VERDICT-FLIPS",),
        title="采用大同纬度",
        make=latitude(40.08),
        cause=_latitude(40.08),
    ),
    Case(
        id="latitude_beijing",
        found=("REVIEW-VERDICT-FLIPS",),
        title="采用北京纬度",
        make=latitude(39.93),
        cause=_latitude(39.93),
    ),
    Case(
        id="centre",
        found=("REVIEW-VERDICT-FLIPS",),
        title="按窗台中点计算（自称满窗）",
        make=centre,
        cause=lambda c, world: c.full_window is FullWindowTest.CENTRE,
    ),
    Case(
        id="centre_told",
        found=("REVIEW-METHOD-SINGLE-POINT",),
        title="按窗台中点计算（报告写明）",
        make=centre_told,
        cause=lambda c, world: c.full_window is FullWindowTest.CENTRE,
    ),
    Case(
        id="short_segments",
        found=("REVIEW-SHORT-SEGMENTS-COUNTED",),
        title="计入 3 分钟时段",
        make=short_segments,
        cause=lambda c, world: c.shortest_segment < 4.0,
        rank=3,
    ),
    Case(
        id="inclusive",
        found=("REVIEW-SEGMENTS-OUTSIDE-BAND",),
        title="5 分钟步长、97 个样点各计 5 分钟",
        make=inclusive,
        cause=lambda c, world: (
            c.sampling is not None
            and c.sampling.step == 5.0
            and c.sampling.counting.value == "each"
        ),
    ),
    Case(
        id="beijing",
        found=("REVIEW-SEGMENTS-IN-BEIJING-TIME",),
        title="按北京时间 8–16 时计算",
        make=beijing_band,
        cause=lambda c, world: c.time_basis is TimeBasis.BEIJING_TIME,
    ),
    Case(
        id="solstice",
        found=("REVIEW-VERDICT-FLIPS",),
        title="以冬至日 9–15 时冒充大寒日",
        make=solstice,
        cause=None,
    ),
    Case(
        id="nine_to_fifteen",
        found=("REVIEW-VERDICT-FLIPS",),
        title="大寒日按 9–15 时计算",
        make=nine_to_fifteen,
        cause=None,
    ),
    Case(
        id="longer_band",
        found=("REVIEW-SEGMENTS-OUTSIDE-BAND",),
        title="大寒日按 7:30–16:30 计算",
        make=longer_band,
        cause=None,
    ),
    Case(
        id="own_balconies",
        found=("REVIEW-WINDOW-FLIPS",),
        title="计入自身阳台底板",
        make=own_balconies,
        cause=lambda c, world: c.own_plates is OwnPlates.COUNTED,
    ),
    Case(
        id="minutes_edited",
        found=("REVIEW-SUM-DIFFERS",),
        title="改一行总时数",
        make=minutes_edited,
    ),
    Case(
        id="segments_edited",
        found=("REVIEW-VERDICT-FLIPS",),
        title="改一行时段与总时数",
        make=segments_edited,
    ),
    Case(
        id="outcome_edited",
        found=("REVIEW-CLAIM-DIFFERS",),
        title="只改评定用语",
        make=outcome_edited,
    ),
    Case(
        id="conclusion_edited",
        found=("REVIEW-CONCLUSION-CONTRADICTS",),
        title="只改结论",
        make=conclusion_edited,
    ),
    Case(
        id="window_dropped",
        found=("REVIEW-HOUSEHOLDS-COUNTED",),
        title="删去一户的窗",
        make=window_dropped,
    ),
    Case(
        id="window_invented",
        found=("REVIEW-WINDOW-INVENTED",),
        title="虚增一扇窗",
        make=window_invented,
    ),
    Case(
        id="phantom",
        found=("REVIEW-MODEL-PHANTOM-BUILDING",),
        title="建设前虚构一栋楼（模型）",
        make=phantom,
    ),
    Case(
        id="phantom_tables",
        found=("REVIEW-DECLARED-UNKNOWN-BUILDING",),
        title="建设前虚构一栋楼（建筑表）",
        make=phantom_tables,
    ),
    Case(
        id="unlawful_counted",
        found=("REVIEW-MODEL-PART-EXTRA",),
        title="违法加建计入遮挡（模型）",
        make=unlawful_counted,
    ),
    Case(
        id="levels_raised_model",
        found=("REVIEW-MODEL-ZERO-LEVEL",),
        title="客体±0.00 抬高 0.5 m（模型）",
        make=levels_raised_model,
    ),
    Case(
        id="kitchen_as_bedroom",
        found=("REVIEW-MODEL-ROOM-KIND",),
        title="厨房充作卧室（模型）",
        make=kitchen_as_bedroom,
    ),
    Case(
        id="households_merged",
        found=("REVIEW-MODEL-HOUSEHOLDS-MERGED",),
        title="两户并作一户（模型）",
        make=households_merged,
    ),
    Case(
        id="households_merged_tables",
        found=("REVIEW-CLAIM-DIFFERS",),
        title="两户并作一户（表）",
        make=households_merged_tables,
    ),
    Case(
        id="false_renewal",
        found=("REVIEW-RENEWAL-CLAIMED",),
        title="虚称旧区改建",
        make=false_renewal,
    ),
)
