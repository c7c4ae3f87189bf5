"""What counts as a disagreement of the engine with brute force; see ``README.md``."""

import brute_force as bf
import numpy as np

ALLOWED_MIN = 0.02
"""Largest difference at an end that the sun crosses in earnest."""
USUAL_MIN = 1e-6
"""Difference that 99 of 100 such ends keep: both sides are float64 arithmetic."""
SAME_MIN = 1e-6
UNSEEN_MIN = 2.0 / 60.0
"""Brute force may miss what is shorter than two of its samples."""
GROWTH = 1e-6


def is_grazing(seen, stretch):
    """Whether an end of a stretch is one along which the sun slides."""
    return min(bf.edge_rate(seen, float(e)) for e in stretch) < bf.GRAZING_RATE


def lies_between_grown_and_shrunk(seen, stretch):
    """Whether growing takes and shrinking gives all of the light of a stretch."""
    inner = np.linspace(*stretch, 402)[1:-1]
    dark = ~bf.lit_at(seen, inner, grow=GROWTH)
    return bool((dark & bf.lit_at(seen, inner, grow=-GROWTH)).all())


def disagreements(seen, engine, oracle, *, allowed=ALLOWED_MIN, unseen=UNSEEN_MIN):
    """Stretches on which the engine is wrong, as text; empty if it is right.

    Brute force may miss what is shorter than `unseen`; one ray then decides.
    """
    wrong = []
    for stretch in bf.differences(engine, oracle):
        length, middle = stretch[1] - stretch[0], stretch.mean(keepdims=True)
        if length <= allowed:
            continue
        by_ray = bf.lit_at(seen, middle)
        right = by_ray == bf.contains(engine, middle)
        if right.all() and length < unseen:
            continue
        grazing = is_grazing(seen, stretch)
        if grazing and lies_between_grown_and_shrunk(seen, stretch):
            continue
        wrong.append(
            f"{stretch[0]:.6f}-{stretch[1]:.6f} ({'grazing' if grazing else 'crossed'})"
        )
    if wrong:
        wrong.append(f"engine {engine.tolist()}, brute force {oracle.tolist()}")
    return wrong


def rises_above(soup, point, lowest):
    """Triangles that may stand higher than the lowest sun, seen from a point, (f,).

    `lowest` is the tangent of its altitude.
    """
    gap = np.maximum(soup[..., :2].min(axis=1) - point[:2], 0.0)
    gap = np.maximum(gap, point[:2] - soup[..., :2].max(axis=1))
    rise = soup[..., 2].max(axis=1) - point[2]
    return rise > 0.999 * lowest * np.linalg.norm(gap, axis=1)
