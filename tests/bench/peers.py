"""Ray casters that answer the same question by sampling: lit minutes of each receiver.

Every adapter is made as fast as its public interface lets it be: float32 arrays made
once, large batches, all cores where the library or its released lock allows it. What
all of them share:

* a local origin is subtracted in float64 before anything becomes float32, without
  which each of them is silently wrong at projected coordinates;
* rays start `OFF_WALL` before the wall, at every minute of the band (481 suns from
  08:00 to 16:00), and suns behind the receiver's own wall plane do not count;
* **counting**: of each of the 480 minutes between two samples, half a minute counts for
  each of its two ends that is lit. A segment that begins or ends inside the band so
  counts its samples, and one cut by the band's limit has no bias.

An adapter's constructor imports its library and raises what the import raises.
"""

import os
import re
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import numpy as np

__all__ = [
    "OFF_WALL",
    "PEERS",
    "Answer",
    "halves_of",
    "lit_minutes",
    "minute_suns",
    "sampled_minutes",
]

OFF_WALL = 1e-3  # rays start this far before the wall, as scripts do [m]
CELL = 32.0  # receivers in no order are sorted by squares of this side [m]
CORES = os.cpu_count() or 1


def sampled_minutes(path):
    """Minutes of the samples: every minute of the band, both limits."""
    first, last = path.band
    return np.arange(first, last + 0.5)


def minute_suns(path):
    """(t, 3) directions to the sun at every sampled minute."""
    return path.directions(sampled_minutes(path))


def halves_of(count):
    """(t,) half minutes that each sample counts: two, one at both limits."""
    halves = np.full(count, 2, dtype=np.int32)
    halves[[0, -1]] = 1
    return halves


class Mitsuba:
    """Mitsuba's LLVM variant: one loop over the suns, compiled by Dr.Jit.

    Eight lanes work on one receiver, each on every eighth minute: a packet's rays share
    their origin and lie within two degrees, which keeps them together in the tree
    whatever the order of the receivers.
    """

    name = "mitsuba"
    packages = ("mitsuba", "drjit")
    lanes = 8

    def __init__(self):
        library = _newest_llvm()
        if library and "DRJIT_LIBLLVM_PATH" not in os.environ:
            os.environ["DRJIT_LIBLLVM_PATH"] = library
        import mitsuba

        mitsuba.set_variant("llvm_ad_rgb")
        import drjit

        drjit.set_thread_count(CORES)
        self.mi, self.dr = mitsuba, drjit
        version = ".".join(map(str, drjit.detail.llvm_version()))
        self.note = f"{mitsuba.variant()}, LLVM {version}, {CORES} threads"

    def build(self, triangles):
        mi = self.mi
        corners = 3 * len(triangles)
        mesh = mi.Mesh("scene", corners, len(triangles))
        values = mi.traverse(mesh)
        values["vertex_positions"] = mi.Float(triangles.ravel())
        values["faces"] = mi.UInt32(np.arange(corners, dtype=np.uint32))
        values.update()
        return mi.load_dict({"type": "scene", "mesh": mesh})

    def minutes(self, scene, starts, normals, suns):
        mi, dr, lanes, count = self.mi, self.dr, self.lanes, len(suns)
        weights = mi.UInt32(halves_of(count).astype(np.uint32))
        sun = [mi.Float(np.ascontiguousarray(axis)) for axis in suns.T]
        receiver = dr.arange(mi.UInt32, len(starts) * lanes) // lanes

        def spread(values):
            axes = (mi.Float(np.ascontiguousarray(axis)) for axis in values.T)
            return mi.Vector3f(*(dr.gather(mi.Float, a, receiver) for a in axes))

        origin, normal = mi.Point3f(spread(starts)), spread(normals)

        def step(i, lit):
            toward = mi.Vector3f(*(dr.gather(mi.Float, axis, i) for axis in sun))
            front = dr.dot(toward, normal) > 0
            hit = scene.ray_test(mi.Ray3f(origin, toward), active=front)
            weight = dr.gather(mi.UInt32, weights, i)
            return i + lanes, lit + dr.select(front & ~hit, weight, 0)

        first = dr.arange(mi.UInt32, len(starts) * lanes) % lanes
        lit = dr.zeros(mi.UInt32, len(starts) * lanes)
        _, lit = dr.while_loop((first, lit), lambda i, _: i < count, step)
        return lit.numpy().reshape(-1, lanes).sum(axis=1) / 2


class Embreex:
    """Embree by its thin binding: a batch of receivers, one sun after the other.

    A single direction serves a whole batch, so no ray array is ever built; the lock is
    released while Embree works, hence a Python thread a core. Rays after each other
    should be neighbours: receivers in no order are sorted first, inside the timing.
    """

    name = "embreex"
    packages = ("embreex",)
    batch = 16_384

    def __init__(self):
        from embreex import mesh_construction, rtcore_scene

        self.scene, self.mesh = rtcore_scene.EmbreeScene, mesh_construction.TriangleMesh
        self.note = f"OCCLUDED, {CORES} Python threads"

    def build(self, triangles):
        scene = self.scene()
        self.mesh(scene, triangles)
        nowhere = np.array([[0.0, 0.0, -1e6]], dtype=np.float32)
        scene.run(nowhere, -np.ones((1, 3), np.float32), query="OCCLUDED")  # commits
        return scene

    def minutes(self, scene, starts, normals, suns):
        order = _neighbourly(starts)
        if order is None:
            return self._all(scene, starts, normals, suns)
        counted = np.empty(len(starts))
        counted[order] = self._all(scene, starts[order], normals[order], suns)
        return counted

    def _all(self, scene, starts, normals, suns):
        halves = halves_of(len(suns))
        each = min(self.batch, -(-len(starts) // CORES))
        with ThreadPoolExecutor(CORES) as pool:
            parts = pool.map(
                lambda first: self._some(
                    scene,
                    starts[first : first + each],
                    normals[first : first + each],
                    suns,
                    halves,
                ),
                range(0, len(starts), max(each, 1)),
            )
            return np.concatenate([*parts, np.empty(0)])

    @staticmethod
    def _some(scene, starts, normals, suns, halves):
        counted = np.zeros(len(starts), dtype=np.int32)
        for i, half in enumerate(halves):
            free = scene.run(starts, suns[i : i + 1], query="OCCLUDED") != 0
            counted += half * (free & (normals @ suns[i] > 0))
        return counted / 2


class Open3D:
    """Open3D's RaycastingScene, which shares rays among its own threads."""

    name = "open3d"
    packages = ("open3d",)
    batch = 256

    def __init__(self):
        import open3d

        self.o3d = open3d
        self.note = "test_occlusions, its own threads"

    def build(self, triangles):
        tensor = self.o3d.core.Tensor.from_numpy
        corners = np.arange(3 * len(triangles), dtype=np.uint32)
        scene = self.o3d.t.geometry.RaycastingScene()
        scene.add_triangles(
            tensor(triangles.reshape(-1, 3)), tensor(corners.reshape(-1, 3))
        )
        return scene

    def minutes(self, scene, starts, normals, suns):
        tensor, halves = self.o3d.core.Tensor.from_numpy, halves_of(len(suns))
        counted = np.empty(len(starts))
        rays = np.empty((self.batch, len(suns), 6), dtype=np.float32)
        rays[:, :, 3:] = suns
        for first in range(0, len(starts), self.batch):
            some = starts[first : first + self.batch]
            rays[: len(some), :, :3] = some[:, None]
            hit = scene.test_occlusions(tensor(rays[: len(some)])).numpy()
            front = normals[first : first + self.batch] @ suns.T > 0
            counted[first : first + len(some)] = (~hit & front) @ halves
        return counted / 2


class Trimesh:
    """trimesh with embreex behind it, the way most scripts are written."""

    name = "trimesh"
    packages = ("trimesh", "embreex")
    batch = 500

    def __init__(self):
        import embreex  # noqa: F401  without it trimesh falls back to a slow tree
        import trimesh

        self.trimesh = trimesh
        self.note = "ray.intersects_any, embreex behind, 1 thread"

    def build(self, triangles):
        mesh = self.trimesh.Trimesh(
            triangles.reshape(-1, 3),
            np.arange(3 * len(triangles)).reshape(-1, 3),
            process=False,
        )
        mesh.ray.intersects_any([[0.0, 0.0, -1e6]], [[0.0, 0.0, -1.0]])  # builds
        return mesh

    def minutes(self, mesh, starts, normals, suns):
        halves = halves_of(len(suns))
        counted = np.empty(len(starts))
        for first in range(0, len(starts), self.batch):
            some = starts[first : first + self.batch]
            origins = np.repeat(some, len(suns), axis=0)
            directions = np.tile(suns, (len(some), 1))
            hit = mesh.ray.intersects_any(origins, directions).reshape(len(some), -1)
            front = normals[first : first + self.batch] @ suns.T > 0
            counted[first : first + len(some)] = (~hit & front) @ halves
        return counted / 2


PEERS = {peer.name: peer for peer in (Mitsuba, Embreex, Open3D, Trimesh)}


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Answer:
    """Sampled minutes of each receiver, seconds of the structure and of everything."""

    minutes: np.ndarray
    build_seconds: float
    seconds: float
    cpu_seconds: float


def lit_minutes(peer, triangles, points, normals, suns):
    """Whole answer of one peer: structure, all rays, counting.

    Parameters
    ----------
    peer : adapter
        One of `PEERS`, made.
    triangles : (f, 3, 3) ndarray of float64
        Corners of the obstructions. [m]
    points, normals : (r, 3) ndarray of float64
        Receivers and the outward normals of their own walls; a zero row has no wall,
        and its sun only has to be above the horizon. [m]
    suns : (t, 3) ndarray of float64
        Directions to the sun, a minute apart.
    """
    began, cpu = time.perf_counter(), time.process_time()
    origin = triangles.reshape(-1, 3).mean(axis=0)
    structure = peer.build(np.float32(triangles - origin))
    built = time.perf_counter()
    starts = np.float32(points - origin + OFF_WALL * normals)
    facing = np.where(normals.any(axis=1)[:, None], normals, (0.0, 0.0, 1.0))
    minutes = peer.minutes(structure, starts, np.float32(facing), np.float32(suns))
    return Answer(
        minutes=minutes,
        build_seconds=built - began,
        seconds=time.perf_counter() - began,
        cpu_seconds=time.process_time() - cpu,
    )


def _neighbourly(starts):
    """Order that brings neighbours together, None if they mostly follow already."""
    steps = np.abs(np.diff(starts[:, :2], axis=0)).max(axis=1)
    if len(steps) == 0 or np.median(steps) < CELL:
        return None
    x, y = np.floor(starts[:, :2] / CELL).astype(np.int64).T
    return np.lexsort((starts[:, 2], starts[:, 0], y, x))


def _newest_llvm():
    """Path of the newest LLVM library of the system that Dr.Jit takes (15 or later)."""
    found = {}
    for pattern in ("*/libLLVM*.so*", "llvm-*/lib/libLLVM*.so*", "libLLVM*.so*"):
        for file in Path("/usr/lib").glob(pattern):
            number = re.search(r"libLLVM(?:-|\.so\.)(\d+)", file.name)
            if number and int(number[1]) >= 15:
                found[int(number[1])] = str(file)
    return found[max(found)] if found else None
