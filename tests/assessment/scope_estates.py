"""Small estates for the tests of the scope, as project files.

New buildings stand south of y = 0. Sun: 大寒, declination -20.15, latitude 38.42, so
that the profile angle against an east-west wall is highest at noon: 90 - 38.42 - 20.15
= 31.43 degrees, whose tangent is 0.6111. Behind an endless wall a window at k = (top -
sill) / distance has no sun from k = 0.6111 upwards, and 120.1 min at k = 0.5956; less k
is more sun.
"""

HEAD = """
schema = "sunlight-project/1"
[project]
name = "范围手算例"
id = "P"
rules = "{rules}"
[site]
latitude = 38.42
longitude = 112.73
north = "true"
height_datum = "独立高程"
"""

BUILDING = """
[[buildings]]
id = "{name}"
status = "{status}"
{project}use = "{use}"
legal = "lawful"
zero_level = {ground}
outdoor_ground = {ground}
top_above_zero = {height}
footprint = [[{west}, {south}], [{east}, {south}], [{east}, {north}], [{west}, {north}]]
{more}
"""

ROW = """
[[buildings.window_rows]]
facade = "south"
floors = "{floors}"
at = {at}
width = 1.5
sill = 0.9
rooms = {rooms}
"""

FAR = 4_000.0
"""Half the length of a wall that is as good as endless. [m]"""


def head(rules="xinzhou-2022"):
    return HEAD.format(rules=rules)


def block(
    name,
    west,
    south,
    east,
    north,
    height,
    *,
    status="existing",
    use="other",
    ground=100.0,
    more="",
):
    """A building; its levels are above its own ground."""
    return BUILDING.format(
        name=name,
        status=status,
        project='project = "P"\n' if status == "proposed" else "",
        use=use,
        ground=ground,
        height=height,
        west=west,
        south=south,
        east=east,
        north=north,
        more=more,
    )


def new_wall(height, *, depth=10.0):
    """An endless proposed wall whose northern face is at y = 0."""
    return block("W", -FAR, -depth, FAR, 0.0, height, status="proposed")


def house(
    name,
    south,
    *,
    west=-100.0,
    east=100.0,
    depth=8.0,
    storeys=1,
    at=(50.0,),
    rooms=("01/living",),
    use="residential",
    ground=100.0,
    more="",
    status="existing",
):
    """A building of storeys of 3 m, with windows in the southern façade."""
    windows = ROW.format(
        floors=f"1-{storeys}",
        at=list(at),
        rooms=str(list(rooms)).replace("'", '"'),
    )
    return block(
        name,
        west,
        south,
        east,
        south + depth,
        3.0 * storeys + 0.5,
        use=use,
        ground=ground,
        status=status,
        more=f"storeys = {{ count = {storeys}, height = 3.0 }}\n{more}{windows}",
    )
