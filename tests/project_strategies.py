"""Hypothesis strategies for whole projects, as readers of models may return them."""

import dataclasses
import datetime as dt

import numpy as np
from hypothesis import strategies as st
from shapely import Polygon

from sunlight.kinds import (
    GroundKind,
    LegalStatus,
    MainSide,
    PartKind,
    SourceKind,
    Status,
    Use,
)
from sunlight.model.dossier import Dossier, Party
from sunlight.model.empty import no_households, no_rooms, no_windows
from sunlight.model.evidence import ArchiveFigures, SurveyTolerance
from sunlight.model.frames import FileFrame
from sunlight.model.grounds import Ground
from sunlight.model.project import Building, Courtyard, Part, Project, Site
from sunlight.model.provenance import SourceRecord
from sunlight.model.tables import (
    BALCONY_KINDS,
    ROOM_KINDS,
    WINDOW_KINDS,
    Households,
    Rooms,
    Windows,
)

NAN = float("nan")


def words(least=0):
    """Texts that a file may hold: Chinese, quotes and backslashes included."""
    letters = st.characters(exclude_categories=("Cc", "Cf", "Cs"))
    return st.text(letters, min_size=least, max_size=6)


def lengths(low=-500.0, high=500.0):
    """Numbers of all their digits."""
    return st.floats(low, high, allow_nan=False)


def levels():
    """Levels, some of which nobody knows."""
    return st.just(NAN) | lengths(0.0, 900.0)


def dates():
    return st.none() | st.dates(dt.date(1950, 1, 1), dt.date(2050, 1, 1))


@st.composite
def outlines(draw, holes=True):
    """Rectangles either way round, with a courtyard, with a corner drawn twice."""
    x, y = draw(lengths()), draw(lengths())
    width, depth = draw(lengths(4.0, 60.0)), draw(lengths(4.0, 60.0))
    ring = [(x, y), (x + width, y), (x + width, y + depth), (x, y + depth)]
    if draw(st.booleans()):
        ring.reverse()
    twice = draw(st.integers(0, 2))
    ring = [ring[0]] * twice + ring
    u, v = x + width / 3, y + depth / 3
    hole = [(u, v), (u + 1, v), (u + 1, v + 1)]
    return Polygon(
        [*ring, ring[0]], [[*hole, hole[0]]] if holes and draw(st.booleans()) else []
    )


@st.composite
def parts(draw):
    """Prisms, and meshes with or without an outline."""
    kind, name = draw(st.sampled_from(PartKind)), draw(words())
    base = draw(lengths(0.0, 900.0))
    top = base + draw(lengths(0.5, 100.0))
    if draw(st.booleans()):
        return Part(kind=kind, name=name, polygon=draw(outlines()), base=base, top=top)
    corners = np.array(
        draw(st.lists(st.tuples(*[lengths()] * 3), min_size=4, max_size=4))
    )
    corners[:2, 2] = base, top
    return Part(
        kind=kind,
        name=name,
        polygon=draw(st.none() | outlines()),
        base=base,
        top=top,
        vertices=corners,
        faces=np.array([[0, 1, 2], [3, 2, 1]]),
    )


@st.composite
def sources(draw):
    return SourceRecord(
        kind=draw(st.sampled_from(SourceKind)),
        reference=draw(words()),
        date=draw(dates()),
        by=draw(words()),
        stamped=draw(st.none() | st.booleans()),
    )


@st.composite
def archives(draw):
    some = st.none() | lengths(0.0, 900.0)
    return ArchiveFigures(
        reference=draw(words(1)),
        zero_level=draw(some),
        outdoor_ground=draw(some),
        top_elevation=draw(some),
        top_above_zero=draw(some),
        top_above_ground=draw(some),
        storeys=draw(st.none() | st.integers(1, 60)),
        footprint=draw(st.none() | outlines(holes=False)),
    )


@st.composite
def courtyards(draw, main_house):
    return Courtyard(
        main_house=main_house,
        storeys=draw(st.none() | st.integers(1, 3)),
        outdoor_stair=draw(st.none() | st.booleans()),
        complete=draw(st.none() | st.booleans()),
    )


@st.composite
def buildings(draw, id):
    status = draw(st.sampled_from(Status))
    old = status in (Status.EXISTING, Status.APPROVED)
    return Building(
        id=id,
        name=draw(words()),
        status=status,
        use=draw(st.sampled_from(Use)),
        project_id=draw(st.sampled_from(["", "SL-1", "elsewhere"])),
        removed_by_project=old and draw(st.booleans()),
        zero_level=draw(levels()),
        outdoor_ground=draw(levels()),
        parts=tuple(draw(st.lists(parts(), min_size=1, max_size=2))),
        storeys=draw(st.integers(0, 60)),
        legal=draw(st.sampled_from(LegalStatus)),
        source=draw(sources()),
        height_assumed=draw(st.booleans()),
        archive=draw(st.none() | archives()),
        courtyard=draw(st.none() | courtyards(id)),
        main_side=draw(st.none() | st.sampled_from(MainSide)),
        main_side_source=draw(words()),
        element=draw(words()),
        file=draw(words()),
    )


@st.composite
def grounds(draw, id, homes):
    return Ground(
        id=id,
        name=draw(words()),
        kind=draw(st.sampled_from(GroundKind)),
        use=draw(st.sampled_from(Use)),
        building=draw(st.sampled_from(["", *homes])),
        status=draw(st.sampled_from(Status)),
        project_id=draw(st.sampled_from(["", "SL-1", "elsewhere"])),
        legal=draw(st.sampled_from(LegalStatus)),
        polygon=draw(outlines()),
        elevation=draw(lengths()),
        source=draw(sources()),
        height_assumed=draw(st.booleans()),
    )


@st.composite
def tables(draw, count):
    """Windows, rooms and households of `count` buildings, in no particular order."""
    if count == 0:
        return no_windows(), no_rooms(), no_households()
    home = st.integers(0, count - 1)
    n, m = draw(st.integers(0, 3)), draw(st.integers(0, 3))
    households = Households(
        id=np.array([f"h{i}" for i in range(m)], dtype=object),
        building=[draw(home) for _ in range(m)],
        floor=[draw(st.integers(-3, 40)) for _ in range(m)],
        compensation=np.array([draw(words()) for _ in range(m)], dtype=object),
    )
    rooms = Rooms(
        id=np.array([f"r{i}" for i in range(n)], dtype=object),
        building=[draw(home) for _ in range(n)],
        floor=[draw(st.integers(-3, 40)) for _ in range(n)],
        household=[draw(st.integers(-1, m - 1)) for _ in range(n)],
        kind=[draw(st.integers(0, len(ROOM_KINDS) - 1)) for _ in range(n)],
    )
    stacks = draw(st.lists(st.integers(1, 3), max_size=3))
    w = sum(stacks)
    at = np.array([[draw(lengths()) for _ in range(4)] for _ in stacks]).reshape(-1, 4)
    places = np.repeat(at, stacks, axis=0)

    def column(strategy, dtype=None):
        out = np.empty(w, dtype=dtype or object)
        out[:] = [draw(strategy) for _ in range(w)]
        return out

    windows = Windows(
        id=np.array([f"w{i}" for i in range(w)], dtype=object),
        building=np.repeat([draw(home) for _ in stacks], stacks),
        floor=column(st.integers(-3, 40)),
        floor_level=column(levels(), float),
        sill_height=column(levels(), float),
        left=places[:, :2],
        right=places[:, 2:],
        room=column(st.integers(-1, n - 1), int),
        column_offsets=np.cumsum([0, *stacks]),
        assumed=column(st.booleans(), bool),
        kind=column(st.integers(0, len(WINDOW_KINDS) - 1), int),
        balcony=column(st.integers(0, len(BALCONY_KINDS) - 1), int),
        projection=column(levels(), float),
        at_front=column(st.booleans(), bool),
        element=column(words()),
    )
    return windows, rooms, households


@st.composite
def sites(draw):
    return Site(
        latitude=draw(lengths(3.0, 54.0)),
        longitude=draw(lengths(73.0, 136.0)),
        place_origin=draw(words()),
        name=draw(words()),
        north=draw(st.sampled_from(["", "true", "angle", "grid"])),
        north_angle=draw(lengths(-360.0, 360.0)),
        height_datum=draw(words()),
        origin=(draw(lengths(-4e7, 4e7)), draw(lengths(-6e6, 6e6))),
        crs=draw(st.sampled_from(["", "EPSG:4326", "EPSG:4549"])),
    )


@st.composite
def frames(draw, ids):
    return FileFrame(
        file=draw(words(1)),
        origin=(draw(lengths(-4e7, 4e7)), draw(lengths(-6e6, 6e6))),
        north_angle=draw(lengths(-360.0, 360.0)),
        zero=draw(lengths(-500.0, 900.0)),
        buildings=tuple(ids[: draw(st.integers(0, 1))]),
    )


def parties():
    return st.builds(Party, **{f.name: words() for f in dataclasses.fields(Party)})


@st.composite
def dossiers(draw):
    said = {
        field.name: draw(words())
        for field in dataclasses.fields(Dossier)
        if field.name not in ("client", "compiler", "designer")
    }
    return Dossier(
        client=draw(parties()),
        compiler=draw(parties()),
        designer=draw(parties()),
        **said,
    )


@st.composite
def projects(draw):
    """Projects with every field of every record drawn."""
    ids = draw(st.lists(words(1), max_size=3, unique=True))
    homes = [draw(buildings(id)) for id in ids]
    if len(ids) > 1:
        homes[0] = dataclasses.replace(homes[0], replaces=(ids[1],))
    windows, rooms, households = draw(tables(len(ids)))
    some = st.none() | lengths(0.01, 5.0)
    return Project(
        name=draw(words(1)),
        site=draw(sites()),
        buildings=tuple(homes),
        windows=windows,
        rooms=rooms,
        households=households,
        site_parts=tuple(draw(st.lists(parts(), max_size=2))),
        project_id=draw(st.sampled_from(["", "SL-1"])),
        stage=draw(st.sampled_from(["complete", "phase"])),
        stage_reference=draw(words()),
        renewal_document=draw(words()),
        report_date=draw(dates()),
        side_by_side=draw(st.sampled_from([(), (("BL-2", "北邻"),)])),
        survey=SurveyTolerance(height=draw(some), plan=draw(some), minutes=draw(some)),
        source_files=(("model.ifc", 64 * "0"),),
        grounds=tuple(
            draw(grounds(f"g{i}", ids)) for i in range(draw(st.integers(0, 2)))
        ),
        frames=tuple(draw(st.lists(frames(ids), max_size=2))),
        dossier=draw(dossiers()),
    )
