"""The drawn sky against the exact intervals, and both against brute force.

At random instants the sun must be inside an owner's silhouette exactly when the engine
says that this owner blocks, and inside none when it says that the point is lit.
Instants at which the sun is within twice the drawing's bound of an outline are left
out.
"""

import brute_force as bf
import numpy as np
import pytest
import random_scenes as rs
import shapely

import sunlight as sl
from sunlight.analyses.sunpath_chart import sun_path_chart

SCENES = 5
INSTANTS = 60
BOUND_DEG = 0.02
PATH = sl.sun_path("大寒", latitude=38.42)


def obstructions(pieces, *, meshes):
    prisms = [p for p in pieces if p.polygon is not None and not meshes]
    solids = [p for p in pieces if p.polygon is None or meshes]
    return sl.Obstructions.from_prisms(
        [sl.Prism(p.owner, p.polygon, p.base, p.top, p.part) for p in prisms]
    ) + sl.Obstructions.from_meshes(
        [sl.Solid(p.owner, (p.vertices, p.faces), p.part) for p in solids]
    )


def clear_of(outline, sky):
    """Instants at which the sun is farther from an outline than the drawing errs."""
    return shapely.distance(outline.boundary, sky) > 2 * BOUND_DEG


def within(minutes, pieces):
    return ((minutes[:, None] >= pieces[:, 0]) & (minutes[:, None] < pieces[:, 1])).any(
        axis=1
    )


@pytest.mark.parametrize("meshes", [False, True], ids=["prisms", "meshes"])
@pytest.mark.parametrize("seed", range(SCENES))
def test_the_sun_is_inside_a_silhouette_exactly_while_its_owner_blocks(seed, meshes):
    scene = rs.random_scene(seed)
    obs = obstructions(scene.pieces, meshes=meshes)
    minutes = np.sort(np.random.default_rng(seed).uniform(*PATH.band, INSTANTS))
    places = np.column_stack([PATH.azimuth_deg(minutes), PATH.altitude_deg(minutes)])
    sky = shapely.points(places)
    compared = 0
    for point, normal, owner in zip(
        scene.points, scene.normals, scene.owners, strict=True
    ):
        chart = sun_path_chart(
            point, obs, PATH, normal=normal, owner=owner, bound=BOUND_DEG
        )
        outlines = {s.owner: s.outline for s in chart.silhouettes}
        dark = np.zeros(INSTANTS, dtype=bool)
        clear = np.ones(INSTANTS, dtype=bool)
        for name in obs.owner_names:
            arcs = [(a.start, a.end) for a in chart.blocked if a.owner == name]
            blocks = within(minutes, np.array(arcs).reshape(-1, 2))
            inside = np.zeros(INSTANTS, dtype=bool)
            told = np.ones(INSTANTS, dtype=bool)
            if name in outlines:
                inside = shapely.contains(outlines[name], sky)
                told = clear_of(outlines[name], sky)
            assert (inside == blocks)[told].all(), (name, point)
            compared += int(told.sum())
            dark, clear = dark | inside, clear & told
        if not chart.hidden.is_empty:
            dark |= shapely.contains(chart.hidden, sky)
            clear &= clear_of(chart.hidden, sky)
        assert (within(minutes, chart.lit) == ~dark)[clear].all(), point

    assert compared > 0.9 * INSTANTS * len(obs.owner_names) * len(scene.points)


@pytest.mark.parametrize("seed", range(2))
def test_the_drawn_sky_agrees_with_brute_force(seed):
    scene = rs.random_scene(seed)
    obs = obstructions(scene.pieces, meshes=False)
    minutes = np.linspace(481.0, 959.0, 97)
    for i, point in enumerate(scene.points):
        owner = scene.owners[i]
        chart = sun_path_chart(point, obs, PATH, owner=owner, bound=BOUND_DEG)
        united = shapely.union_all([s.outline for s in chart.silhouettes])
        sky = shapely.points(PATH.azimuth_deg(minutes), PATH.altitude_deg(minutes))
        view = bf.view_from(
            point,
            None,
            scene.triangles,
            scene.skip((owner,))[0],
            latitude=PATH.latitude,
            declination=PATH.declination.degrees,
        )
        clear = clear_of(united, sky) if not united.is_empty else np.ones(97, bool)
        lit = bf.lit_at(view, minutes)

        assert (shapely.contains(united, sky) == ~lit)[clear].all()
