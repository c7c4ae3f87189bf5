"""The engine against brute force on random scenes; see ``README.md``.

``SUNLIGHT_ORACLE_SCENES=400 python -m pytest tests/oracle`` looks at more of them.
"""

import os
from collections import defaultdict
from dataclasses import dataclass

import brute_force as bf
import numpy as np
import pytest
import random_scenes as rs
from comparing import (
    ALLOWED_MIN,
    SAME_MIN,
    UNSEEN_MIN,
    USUAL_MIN,
    disagreements,
    is_grazing,
)

import sunlight as sl
from sunlight.conditions import GivenDeclination
from sunlight.intervals import NO_FACE, OWN_WALL_PLANE

SCENES = int(os.environ.get("SUNLIGHT_ORACLE_SCENES", "40"))
GRAZING_SHARE = 0.02

DAYS = (
    sl.sun_path("大寒", latitude=38.42),
    sl.sun_path("冬至", latitude=31.2),
    sl.sun_path("大寒", latitude=45.75),
)


def path_of(seed):
    """Two scenes in three on 大寒 at 38.42 degrees, the others elsewhere."""
    return DAYS[(0, 0, 0, 0, 1, 2)[seed % 6]]


def obstructions(pieces, *, as_meshes):
    """The pieces for the engine: prisms as prisms unless meshes are wanted."""
    prisms, solids = [], []
    for p in pieces:
        if p.polygon is None or as_meshes:
            solids.append(sl.Solid(p.owner, (p.vertices, p.faces), part=p.part))
        else:
            prisms.append(sl.Prism(p.owner, p.polygon, p.base, p.top, part=p.part))
    return sl.Obstructions.from_prisms(prisms) + sl.Obstructions.from_meshes(solids)


def view(scene, point, normal, owner, *, only=None):
    """What brute force sees from a point of a scene, of the owner `only` if given."""
    path = path_of(scene.seed)
    skip = scene.skip((owner,))[0]
    if only is not None:
        skip = skip | (np.array(scene.triangle_owner, dtype=object) != only)
    return bf.view_from(
        point,
        normal if normal.any() else None,
        scene.triangles,
        skip,
        latitude=path.latitude,
        declination=path.declination.degrees,
    )


@dataclass(frozen=True)
class Compared:
    """One point: what both sides say, and how fast brute force's ends are crossed."""

    name: str
    engine: np.ndarray
    meshed: np.ndarray
    oracle: np.ndarray
    rates: np.ndarray
    view: bf.View
    end_owners: tuple
    band: tuple[float, float]

    @property
    def ends(self):
        """Ends of the oracle's intervals that something made."""
        ends = self.oracle.ravel()
        return ends[(ends > self.band[0]) & (ends < self.band[1])]


def owners_at_ends(lit, row, obs):
    """(minute, side of it that is dark, owner's name or None) of each made end."""
    found = []
    for k in range(lit.offsets[row], lit.offsets[row + 1]):
        for minute, face, dark in (
            (lit.start[k], lit.start_face[k], -1),
            (lit.end[k], lit.end_face[k], +1),
        ):
            if face == OWN_WALL_PLANE:
                found.append((minute, dark, None))
            elif face != NO_FACE:
                found.append((minute, dark, obs.owner_names[obs.face_owner([face])[0]]))
    return tuple(found)


def compare(seed):
    """Every single point of a scene, by the engine (twice) and by brute force."""
    scene, path = rs.random_scene(seed), path_of(seed)
    receivers = sl.Receivers.from_points(scene.points, scene.normals, scene.owners)
    obs = obstructions(scene.pieces, as_meshes=False)
    lit = sl.lit_intervals(receivers, obs, path)
    meshed = sl.lit_intervals(
        receivers, obstructions(scene.pieces, as_meshes=True), path
    )
    for i, point in enumerate(scene.points):
        seen = view(scene, point, scene.normals[i], scene.owners[i])
        oracle = bf.lit_row(seen, band=path.band)
        inner = oracle[(oracle > path.band[0]) & (oracle < path.band[1])]
        yield Compared(
            name=f"scene {seed}, point {i} ({scene.kinds[i]})",
            engine=lit[i],
            meshed=meshed[i],
            oracle=oracle,
            rates=np.array([bf.edge_rate(seen, e) for e in inner]),
            view=seen,
            end_owners=owners_at_ends(lit, i, obs),
            band=path.band,
        )


@pytest.fixture(scope="module")
def compared():
    return [c for seed in range(SCENES) for c in compare(seed)]


def test_engine_and_brute_force_give_the_same_light(compared):
    wrong = {c.name: disagreements(c.view, c.engine, c.oracle) for c in compared}

    assert {} == {name: text for name, text in wrong.items() if text}


def test_a_wrong_answer_would_be_found(compared):
    some = [c for c in compared if len(c.ends) and (c.rates > 1e-3).all()]
    late = [bool(disagreements(c.view, c.engine + 0.05, c.oracle)) for c in some]
    lost = [bool(disagreements(c.view, c.engine[1:], c.oracle)) for c in some]

    assert len(some) >= SCENES
    assert all(late)
    assert all(lost)


def test_meshes_and_brute_force_give_the_same_light(compared):
    wrong = {c.name: disagreements(c.view, c.meshed, c.oracle) for c in compared}

    assert {} == {name: text for name, text in wrong.items() if text}


def test_nearly_all_ends_agree_to_float_noise(compared):
    errors = np.array(
        [
            np.abs(c.engine.ravel() - end).min(initial=np.inf)
            for c in compared
            for end, rate in zip(c.ends, c.rates, strict=True)
            if rate >= bf.GRAZING_RATE
        ]
    )

    assert 0.99 <= np.mean(errors <= USUAL_MIN)


def test_prisms_and_their_meshes_give_equal_light(compared):
    wrong = {
        c.name: disagreements(c.view, c.engine, c.meshed, allowed=SAME_MIN)
        for c in compared
    }

    assert {} == {name: text for name, text in wrong.items() if text}


def test_no_light_and_no_gap_is_shorter_than_an_instant(compared):
    lengths = np.concatenate([np.diff(c.engine.ravel()) for c in compared])

    assert lengths.min() >= SAME_MIN


def test_many_ends_are_compared_and_few_of_them_graze(compared):
    rates = np.concatenate([c.rates for c in compared])
    states = {
        "dark": sum(len(c.oracle) == 0 for c in compared),
        "lit all day": sum(np.array_equal(c.oracle, [c.band]) for c in compared),
    }

    assert len(rates) >= 8 * SCENES
    assert np.mean(rates < bf.GRAZING_RATE) < GRAZING_SHARE
    assert min(states.values()) >= SCENES // 4


def test_the_face_at_an_end_belongs_to_an_owner_that_blocks_there(compared):
    wrong = []
    for c in compared:
        names = rs.random_scene(int(c.name.split()[1].rstrip(","))).triangle_owner
        for minute, dark, owner in c.end_owners:
            just_dark = minute + dark * 1e-4
            if owner is None:
                ray = c.view.directions(np.array([just_dark]))[0]
                right = float(ray @ c.view.normal) <= 0.0
            else:
                right = owner in {names[f] for f in bf.blockers(c.view, just_dark)}
            if not right:
                wrong.append(f"{c.name}: {owner} at {minute:.6f}")

    assert [] == wrong
    assert sum(len(c.end_owners) for c in compared) >= 8 * SCENES


@pytest.mark.parametrize("seed", range(max(1, SCENES // 3)))
def test_full_window_sun_is_the_light_common_to_both_sill_ends(seed):
    scene, path = rs.random_scene(seed), path_of(seed)
    left, right = (
        sl.Receivers.from_points(ends, scene.sill_normals, scene.sill_owners)
        for ends in (scene.left, scene.right)
    )
    full = sl.full_window_intervals(
        left, right, obstructions(scene.pieces, as_meshes=False), path
    )
    for i, normal in enumerate(scene.sill_normals):
        ends = [
            view(scene, point[i], normal, scene.sill_owners[i])
            for point in (scene.left, scene.right)
        ]
        rows = [bf.lit_row(seen, band=path.band) for seen in ends]
        limits = np.unique(np.concatenate([r.ravel() for r in (*rows, full[i])]))
        middle = 0.5 * (limits[1:] + limits[:-1])
        both = bf.contains(rows[0], middle) & bf.contains(rows[1], middle)
        odd = both != bf.contains(full[i], middle)
        stretches = np.stack((limits[:-1], limits[1:]), axis=1)[odd]
        wrong = [
            s.tolist()
            for s in stretches
            if s[1] - s[0] > ALLOWED_MIN
            and not any(is_grazing(seen, s) for seen in ends)
        ]

        assert [] == wrong


@pytest.mark.parametrize("seed", range(max(1, SCENES // 10)))
def test_each_owner_blocks_what_it_blocks_when_it_stands_alone(seed):
    scene, path = rs.random_scene(seed), path_of(seed)
    receivers = sl.Receivers.from_points(scene.points, scene.normals, scene.owners)
    obs = obstructions(scene.pieces, as_meshes=False)
    blocked = sl.blocked_intervals(receivers, obs, path)
    no_normal = np.zeros(3)
    for i, point in enumerate(scene.points):
        dark = defaultdict(list)
        for k in range(blocked.offsets[i], blocked.offsets[i + 1]):
            if blocked.owner[k] != OWN_WALL_PLANE:
                dark[obs.owner_names[blocked.owner[k]]].append(
                    (blocked.start[k], blocked.end[k])
                )
        for owner in obs.owner_names:
            seen = view(scene, point, no_normal, scene.owners[i], only=owner)
            lit = bf.lit_row(seen, band=path.band)
            alone = bf.differences(np.array([path.band], dtype=float), lit)
            engine = np.array(dark[owner], dtype=float).reshape(-1, 2)
            wrong = [
                s.tolist()
                for s in bf.differences(engine, alone)
                if s[1] - s[0] > UNSEEN_MIN and not is_grazing(seen, s)
            ]

            assert {"owner": owner, "point": i, "wrong": []} == {
                "owner": owner,
                "point": i,
                "wrong": wrong,
            }


# Grazing on purpose: random scenes hardly ever show it.

NOON_OFFSETS = (-1e-5, -1e-7, -1e-8, -1e-9, 0.0, 1e-9, 1e-8, 1e-7, 1e-5)


@pytest.mark.parametrize("offset", NOON_OFFSETS)
@pytest.mark.parametrize("as_meshes", [False, True], ids=["prism", "mesh"])
def test_a_roof_grazed_at_noon_is_decided_between_grown_and_shrunk(offset, as_meshes):
    declination, latitude, distance = -20.15, 38.42, 20.0
    path = sl.sun_path(
        "大寒",
        latitude=latitude,
        declination=GivenDeclination(declination=declination),
    )
    noon = np.tan(np.radians(90.0 - latitude + declination))
    top = distance * noon + offset
    wall = rs.prism(
        "1#", "body", [rs.rectangle(-90, -distance - 8, 90, -distance)], 0.0, top
    )
    point = np.zeros((1, 3))
    engine = sl.lit_intervals(
        sl.Receivers.from_points(point), obstructions([wall], as_meshes=as_meshes), path
    )[0]
    seen = bf.view_from(
        point[0],
        None,
        wall.vertices[wall.faces],
        np.zeros(len(wall.faces), dtype=bool),
        latitude=latitude,
        declination=declination,
    )

    assert [] == disagreements(seen, engine, bf.lit_row(seen))
    assert (offset < 5e-9) >= (len(engine) > 0)
    assert (offset <= -1e-5) <= (len(engine) == 1)


@pytest.mark.parametrize("offset", NOON_OFFSETS)
def test_a_slab_grazed_at_noon_is_decided_between_grown_and_shrunk(offset):
    declination, latitude = -20.15, 38.42
    path = sl.sun_path(
        "大寒",
        latitude=latitude,
        declination=GivenDeclination(declination=declination),
    )
    noon = np.tan(np.radians(90.0 - latitude + declination))
    slab = rs.prism(
        "1#",
        "link_bridge",
        [rs.rectangle(-40, -12, 40, -10)],
        12.0 * noon + offset,
        30.0,
    )
    point = np.zeros((1, 3))
    engine = sl.lit_intervals(
        sl.Receivers.from_points(point), obstructions([slab], as_meshes=False), path
    )[0]
    seen = bf.view_from(
        point[0],
        None,
        slab.vertices[slab.faces],
        np.zeros(len(slab.faces), dtype=bool),
        latitude=latitude,
        declination=declination,
    )

    assert [] == disagreements(seen, engine, bf.lit_row(seen))
    assert (offset >= 1e-9) <= (len(engine) == 1)
    assert (offset <= -1e-5) <= (len(engine) == 2)
