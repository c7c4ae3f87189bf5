"""A ray caster in a process of its own, and interleaved pairs: peer, ours, peer, ours.

The process shields the others from a crash and from each other's threads. It is told
the scene once, over a pipe and outside every timing, and times itself.
"""

import multiprocessing
import statistics
import time
from dataclasses import asdict, dataclass, field

import numpy as np
from machine import peak_memory_mb
from peers import PEERS, lit_minutes

__all__ = ["Pairs", "PeerProcess", "compared", "failures", "some_rows", "timed_pairs"]

WARM_UP = 512  # receivers of the run that compiles [count]
NEIGHBOURS = 64  # receivers of a subset that stay together [count]
PATIENCE = 1200.0  # a silent peer is given up after this [s]
SAME = 0.02  # sampled minutes within this of the exact ones are equal [min]


class PeerError(Exception):
    """A peer that could not be imported, failed, fell silent or died."""


class PeerProcess:
    """One peer in a child process; a context that ends it."""

    def __init__(self, name):
        context = multiprocessing.get_context("spawn")
        self.pipe, end = context.Pipe()
        self.process = context.Process(target=_serve, args=(name, end), daemon=True)
        self.process.start()
        end.close()
        self.note = ""

    def __enter__(self):
        return self

    def __exit__(self, *problem):
        self.pipe.close()
        self.process.join(5)
        if self.process.is_alive():
            self.process.kill()
            self.process.join()

    def scene(self, *arrays):
        """Send triangles, points, normals and suns; the peer warms up on a few."""
        self.note = self._ask("scene", arrays)

    def run(self):
        """Seconds of the structure, of the whole answer, and its processor time."""
        return self._ask("run", ())

    def minutes(self):
        """Minutes of the last run, and the peak memory of the process [MB]."""
        return self._ask("minutes", ())

    def _ask(self, order, arguments):
        try:
            self.pipe.send((order, arguments))
            if not self.pipe.poll(PATIENCE):
                raise PeerError(f"silent for {PATIENCE:.0f} s")
            good, answer = self.pipe.recv()
        except (EOFError, OSError) as lost:
            self.process.join(5)
            code = self.process.exitcode
            raise PeerError(f"its process died, exit code {code}") from lost
        if not good:
            raise PeerError(answer)
        return answer


def _serve(name, pipe):
    """Loop of the child: import, then answer orders until the pipe closes."""
    peer = arrays = answer = None
    while True:
        try:
            order, arguments = pipe.recv()
        except EOFError:
            return
        try:
            if order == "scene":
                peer = peer or PEERS[name]()
                arrays = arguments
                triangles, points, normals, suns = arrays
                lit_minutes(peer, triangles, points[:WARM_UP], normals[:WARM_UP], suns)
                reply = peer.note
            elif order == "run":
                answer = lit_minutes(peer, *arrays)
                reply = answer.build_seconds, answer.seconds, answer.cpu_seconds
            else:
                reply = answer.minutes, peak_memory_mb()
        except Exception as problem:  # noqa: BLE001  goes to the parent, which prints it
            pipe.send((False, f"{type(problem).__name__}: {problem}".splitlines()[0]))
        else:
            pipe.send((True, reply))


@dataclass(frozen=True, slots=True, kw_only=True)
class Pairs:
    """Interleaved pairs of one peer and ours on one set of receivers."""

    peer: str
    note: str = ""
    failure: str = ""
    receivers: int = 0
    receivers_run: int = 0
    samples: int = 0
    peer_seconds: list = field(default_factory=list)
    ours_seconds: list = field(default_factory=list)
    peer_cpu_seconds: list = field(default_factory=list)
    ours_cpu_seconds: list = field(default_factory=list)
    build_seconds: float = 0.0
    peak_mb: float | None = None
    off: dict = field(default_factory=dict)

    @property
    def extrapolated(self):
        return self.receivers_run < self.receivers

    @property
    def ratios(self):
        return _quotients(self.peer_seconds, self.ours_seconds)

    @property
    def cpu_ratios(self):
        return _quotients(self.peer_cpu_seconds, self.ours_cpu_seconds)

    @property
    def query_ratios(self):
        queries = [whole - self.build_seconds for whole in self.peer_seconds]
        return _quotients(queries, self.ours_seconds)

    def record(self):
        """Everything as a plain dictionary."""
        return asdict(self) | {
            "ratios": self.ratios,
            "cpu_ratios": self.cpu_ratios,
            "query_ratios": self.query_ratios,
            "extrapolated": self.extrapolated,
        }

    def cells(self):
        """Cells of the table: peer, seconds, rays, ours, ratio, error, memory."""
        if self.failure:
            return [self.peer, "not run", *[""] * (len(HEAD) - 2)]
        theirs = statistics.median(self.peer_seconds)
        ratios, off = self.ratios, self.off
        mark = " e" if self.extrapolated else ""
        rays = self.receivers * self.samples / theirs / 1e6
        return [
            self.peer,
            f"{theirs:.3g}{mark}",
            f"{self.build_seconds:.2g}",
            f"{rays:.1f}",
            f"{statistics.median(self.ours_seconds):.3g}",
            f"{_times(statistics.median(ratios))} "
            f"({_times(min(ratios))}-{_times(max(ratios))})",
            _times(statistics.median(self.query_ratios)),
            _times(statistics.median(self.cpu_ratios)),
            str(len(ratios)),
            f"{off['share']:.0%}",
            f"{off['mean']:.2f}",
            f"{off['p99']:.2f} / {off['max']:.2f}",
            "?" if self.peak_mb is None else f"{self.peak_mb:.0f}",
        ]


HEAD = [
    "peer", "s", "of it structure", "Mrays/s", "ours s", "ratio (min-max)",
    "queries only", "of cpu", "pairs",
    "points off", "mean min", "p99 / max min", "peer's peak MB",
]  # fmt: skip


def failures(results):
    """Why peers did not run, each reason once, as lines of Markdown."""
    lines = {f"- {r.peer} was not run: {r.failure}": None for r in results if r.failure}
    return "\n".join(["", *lines]) if lines else ""


def some_rows(count, wanted, seed=7):
    """Rows of a random subset, runs of neighbours kept together; all if few enough."""
    if wanted is None or count <= wanted:
        return np.arange(count)
    runs = -(-count // NEIGHBOURS)
    chosen = np.random.default_rng(seed).permutation(runs)[: wanted // NEIGHBOURS]
    rows = np.sort(chosen)[:, None] * NEIGHBOURS + np.arange(NEIGHBOURS)
    return rows[rows < count]


def timed_pairs(name, question, exact, ours, *, pairs, most, subset):
    """Pairs of one peer and ours; a failure of the peer becomes part of the result.

    Parameters
    ----------
    name : str
        One of `PEERS`.
    question : tuple of arrays
        Triangles, points, normals, suns.
    exact : (r,) ndarray
        Exact lit minutes of the points.
    ours : callable
        The whole public call on all receivers.
    pairs : int
        How many.
    most : int or None
        Above so many receivers the peer gets a random subset, and its seconds but
        those of the structure are scaled up.
    subset : int
        Receivers of that subset.
    """
    triangles, points, normals, suns = question
    count = len(points)
    rows = some_rows(count, None if most is None or count <= most else subset)
    scale = count / len(rows)
    built, theirs, ours_spent = [], [], []
    try:
        with PeerProcess(name) as peer:
            peer.scene(triangles, points[rows], normals[rows], suns)
            for _ in range(pairs):
                build, *spent = peer.run()
                built.append(build)
                theirs.append([build + (some - build) * scale for some in spent])
                wall, cpu = time.perf_counter(), time.process_time()
                ours()
                ours_spent.append(
                    (time.perf_counter() - wall, time.process_time() - cpu)
                )
            minutes, peak = peer.minutes()
            note = peer.note
    except PeerError as problem:
        return Pairs(peer=name, failure=str(problem), receivers=count)
    return Pairs(
        peer=name,
        note=note,
        receivers=count,
        receivers_run=len(rows),
        samples=len(suns),
        peer_seconds=[wall for wall, _ in theirs],
        ours_seconds=[wall for wall, _ in ours_spent],
        peer_cpu_seconds=[cpu for _, cpu in theirs],
        ours_cpu_seconds=[cpu for _, cpu in ours_spent],
        build_seconds=statistics.median(built),
        peak_mb=peak,
        off=compared(minutes, exact[rows]),
    )


def _times(ratio):
    """A ratio with the digits it deserves."""
    return f"{ratio:.1f}×" if ratio >= 1 else f"{ratio:.2g}×"


def _quotients(theirs, ours):
    """Ratio of each pair."""
    return [a / max(b, 1e-9) for a, b in zip(theirs, ours, strict=True)]


def compared(sampled, exact):
    """How far sampled minutes are from the exact ones; every segment counts in both."""
    off = np.abs(sampled - exact)
    if len(off) == 0:
        return {"share": 0.0, "mean": 0.0, "p99": 0.0, "max": 0.0}
    return {
        "share": float((off > SAME).mean()),
        "mean": float(off.mean()),
        "p99": float(np.quantile(off, 0.99)),
        "max": float(off.max()),
    }
