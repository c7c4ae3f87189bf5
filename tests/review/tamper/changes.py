"""Changes of a project: each gives the model a dishonest compiler would have used."""

from dataclasses import replace

import numpy as np
from shapely import affinity

from sunlight.kinds import LegalStatus, RoomKind, SourceKind, Status, Use
from sunlight.model.project import Building, Part
from sunlight.model.provenance import SourceRecord
from sunlight.model.tables import ROOM_KINDS, Households, Rooms, Windows

__all__ = [
    "at_latitude",
    "flattened",
    "levels_raised",
    "lowered",
    "merged_households",
    "part_as",
    "phantom",
    "rooms_named",
    "sills_raised",
    "turned",
    "with_building",
    "without_building",
    "without_parts",
]

TOUCH = 0.05
"""A part that begins this near the roof stands on it. [m]"""
KEPT = (
    "id",
    "floor",
    "floor_level",
    "sill_height",
    "left",
    "right",
    "assumed",
    "kind",
    "balcony",
    "projection",
    "at_front",
    "element",
)
"""Columns of the window table that no other table moves."""


def building_of(project, id):
    """Index of a building."""
    return [b.id for b in project.buildings].index(id)


def with_building_changed(project, id, **changes):
    """The project with fields of one building replaced."""
    return replace(
        project,
        buildings=tuple(
            replace(b, **changes) if b.id == id else b for b in project.buildings
        ),
    )


def lowered(project, id, metres):
    """A building made lower: its body, and what stands on its roof."""
    building = project.buildings[building_of(project, id)]
    roof = building.parts[0].top
    parts = []
    for part in building.parts:
        if part.base > roof - TOUCH:
            part = replace(part, base=part.base - metres, top=part.top - metres)
        elif part.top > roof - TOUCH:
            part = replace(part, top=part.top - metres)
        parts.append(part)
    return with_building_changed(project, id, parts=tuple(parts))


def without_parts(project, id, kind):
    """A building without its parts of a kind."""
    building = project.buildings[building_of(project, id)]
    kept = tuple(part for part in building.parts if part.kind is not kind)
    assert len(kept) < len(building.parts), f"{id} has no {kind}"
    return with_building_changed(project, id, parts=kept)


def part_as(project, id, old, new):
    """Parts of a kind passed off as another kind."""
    building = project.buildings[building_of(project, id)]
    parts = tuple(
        replace(part, kind=new) if part.kind is old else part for part in building.parts
    )
    assert any(part.kind is old for part in building.parts), f"{id} has no {old}"
    return with_building_changed(project, id, parts=parts)


def levels_raised(project, id, metres):
    """±0.00 of a building raised, its solids left where they are."""
    building = project.buildings[building_of(project, id)]
    return with_building_changed(project, id, zero_level=building.zero_level + metres)


def with_building(project, building):
    """The project with one more building."""
    return replace(project, buildings=(*project.buildings, building))


def phantom(id, twin):
    """A building that never stood, as large as a proposed one, taken down after."""
    body = twin.parts[0]
    return Building(
        id=id,
        name="旧厂房",
        status=Status.EXISTING,
        use=Use.OTHER,
        removed_by_project=True,
        zero_level=twin.zero_level,
        outdoor_ground=twin.outdoor_ground,
        parts=(Part(polygon=body.polygon, base=body.base, top=body.top - 0.3),),
        storeys=twin.storeys,
        legal=LegalStatus.LAWFUL,
        source=SourceRecord(kind=SourceKind.SURVEY, reference="测-2026-09"),
    )


def sills_raised(project, metres, ids=None):
    """Sills of the windows of some buildings, or of all, raised."""
    w = project.windows
    chosen = [ids is None or b.id in ids for b in project.buildings]
    mask = np.array(chosen)[w.building]
    sill = np.where(mask, w.sill_height + metres, w.sill_height)
    return replace(project, windows=replace(w, sill_height=sill))


def at_latitude(project, latitude):
    """The project at another latitude."""
    return replace(project, site=replace(project.site, latitude=latitude))


def turned(project, degrees):
    """The whole model turned clockwise, as a wrong north does."""

    def points(xy):
        angle = np.radians(degrees)
        cos, sin = np.cos(angle), np.sin(angle)
        return np.column_stack(
            [xy[:, 0] * cos + xy[:, 1] * sin, -xy[:, 0] * sin + xy[:, 1] * cos]
        )

    def shape(polygon):
        if polygon is None:
            return None
        return affinity.rotate(polygon, -degrees, origin=(0, 0))

    def part_of(part):
        vertices = part.vertices
        if vertices is not None:
            vertices = np.column_stack([points(vertices[:, :2]), vertices[:, 2]])
        return replace(part, polygon=shape(part.polygon), vertices=vertices)

    buildings = tuple(
        replace(b, parts=tuple(part_of(p) for p in b.parts)) for b in project.buildings
    )
    windows = project.windows
    return replace(
        project,
        buildings=buildings,
        site_parts=tuple(part_of(p) for p in project.site_parts),
        windows=replace(
            windows, left=points(windows.left), right=points(windows.right)
        ),
        grounds=tuple(replace(g, polygon=shape(g.polygon)) for g in project.grounds),
    )


def without_building(project, id):
    """The project without a building, its windows, rooms and households."""
    gone = building_of(project, id)
    w, r, h = project.windows, project.rooms, project.households
    keep_w, keep_r, keep_h = (t.building != gone for t in (w, r, h))
    room_at = np.append(np.cumsum(keep_r) - 1, -1)
    home_at = np.append(np.cumsum(keep_h) - 1, -1)
    column = np.repeat(np.arange(len(w.column_offsets) - 1), np.diff(w.column_offsets))
    sizes = np.bincount(column[keep_w], minlength=len(w.column_offsets) - 1)
    offsets = np.concatenate([[0], np.cumsum(sizes[sizes > 0])])

    def moved(building, keep):
        kept = building[keep]
        return np.where(kept > gone, kept - 1, kept)

    windows = Windows(
        column_offsets=offsets,
        **{name: getattr(w, name)[keep_w] for name in KEPT},
        building=moved(w.building, keep_w),
        room=room_at[w.room[keep_w]],
    )
    rooms = Rooms(
        id=r.id[keep_r],
        building=moved(r.building, keep_r),
        floor=r.floor[keep_r],
        household=home_at[r.household[keep_r]],
        kind=r.kind[keep_r],
    )
    households = Households(
        id=h.id[keep_h],
        building=moved(h.building, keep_h),
        floor=h.floor[keep_h],
        compensation=h.compensation[keep_h],
    )
    return replace(
        project,
        buildings=tuple(b for b in project.buildings if b.id != id),
        windows=windows,
        rooms=rooms,
        households=households,
        grounds=tuple(g for g in project.grounds if g.building != id),
    )


def rooms_named(project, ids, old=RoomKind.KITCHEN, new=RoomKind.BEDROOM):
    """Rooms of a kind of some households passed off as another kind."""
    rooms = project.rooms
    home = [str(project.households.id[k]) if k >= 0 else "" for k in rooms.household]
    mask = np.isin(home, list(ids)) & (rooms.kind == ROOM_KINDS.index(old))
    assert mask.any(), f"no {old} in {ids}"
    kind = np.where(mask, ROOM_KINDS.index(new), rooms.kind)
    return replace(project, rooms=replace(rooms, kind=kind))


def merged_households(project, first, second):
    """Two households passed off as one; the second keeps no room."""
    ids = [str(id) for id in project.households.id]
    one, other = ids.index(first), ids.index(second)
    h, r = project.households, project.rooms
    keep = np.arange(len(ids)) != other
    at = np.append(np.cumsum(keep) - 1, -1)
    home = np.where(r.household == other, one, r.household)
    households = Households(
        id=h.id[keep],
        building=h.building[keep],
        floor=h.floor[keep],
        compensation=h.compensation[keep],
    )
    return replace(project, households=households, rooms=replace(r, household=at[home]))


def flattened(project, id):
    """A building that casts no shade: its windows stay, its solids lie flat."""
    building = project.buildings[building_of(project, id)]
    body = building.parts[0]
    flat = replace(body, top=body.base + 0.05)
    return with_building_changed(project, id, parts=(flat,))
