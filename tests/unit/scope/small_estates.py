"""Projects of a few plain buildings for the tests of the scope."""

from shapely import box

from sunlight.kinds import PartKind, Status, Use
from sunlight.model.empty import no_households, no_rooms, no_windows
from sunlight.model.project import Building, Part, Project, Site

GROUND = 800.0
"""Outdoor ground of every building unless told otherwise. [m]"""


def part(polygon, height, kind=PartKind.BODY, ground=GROUND):
    return Part(kind=kind, polygon=polygon, base=ground, top=ground + height)


def block(
    name,
    polygon,
    height,
    status=Status.EXISTING,
    *,
    ground=GROUND,
    parts=(),
    use=Use.RESIDENTIAL,
    **fields,
):
    """A building of one body, with more parts if given."""
    return Building(
        id=name,
        status=status,
        use=use,
        zero_level=ground + 0.45,
        outdoor_ground=ground,
        parts=(part(polygon, height, ground=ground), *parts),
        **fields,
    )


def project(*buildings, project_id=""):
    return Project(
        name="estate",
        site=Site(latitude=38.42, longitude=112.73, origin=(500000.0, 4250000.0)),
        buildings=buildings,
        windows=no_windows(),
        rooms=no_rooms(),
        households=no_households(),
        project_id=project_id,
    )


def four_rows(**fields):
    """One new block of 30 m (radius 47.4 m) south of two columns of four rows.

    ::

        y 160-172   A4 (0-60)   B4 (72-132)
        y 120-132   A3          B3
        y  80- 92   A2          B2             68 m from the new block: out of reach
        y  40- 52   A1          B1             28 m from the new block: reached
        y   0- 12   N
    """
    rows = [
        block(f"{column}{k}", box(x, 40 * k, x + 60, 40 * k + 12), 18.0, **fields)
        for k in range(1, 5)
        for column, x in (("A", 0), ("B", 72))
    ]
    new = block("N", box(0, 0, 60, 12), 30.0, Status.PROPOSED)
    return project(new, *rows)
