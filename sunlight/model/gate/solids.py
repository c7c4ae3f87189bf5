"""Gate on meshes: closed, outward, free of crossings and odd faces (实体检查)."""

import numpy as np
from numpy.typing import NDArray

from sunlight.findings import Finding
from sunlight.model.gate.crossings import crossing_pairs
from sunlight.model.gate.soup import Soup, concerned_parts
from sunlight.model.gate.texts import gate_findings_about
from sunlight.model.gate.topology import Topology
from sunlight.model.project import Project

__all__ = ["check_meshes"]

LEVEL_BOTTOM = 0.05
"""Free edges within this of the lowest point are those of a missing bottom. [m]"""

INSIDE_SLACK = 1e-3
"""A cavity may touch the box of its shell. [m]"""


def check_meshes(project: Project, soup: Soup, how: Topology) -> tuple[Finding, ...]:
    """Check the meshes of a project as solids (实体检查).

    Parameters
    ----------
    project : Project
        The project.
    soup : Soup
        Its triangles.
    how : Topology
        How they hang together.

    Returns
    -------
    tuple of Finding
        One a kind.
    """
    if len(soup) == 0:
        return ()
    bodies = len(soup.parts)
    free = np.array([len(edges) for edges in how.free])
    bottom = np.array(
        [
            bool(len(edges))
            and float(np.ptp(edges[..., 2])) <= LEVEL_BOTTOM
            and abs(float(edges[..., 2].min()) - soup.parts[k].base) <= LEVEL_BOTTOM
            for k, edges in enumerate(how.free)
        ]
    )
    thin = np.bincount(soup.body[how.thin], minlength=bodies)
    one, _, unchecked = crossing_pairs(soup.corners, how.shell)
    crossing = np.bincount(soup.body[one], minlength=bodies)
    skipped = np.bincount(how.shell_body[unchecked], minlength=bodies)
    inverted = _inverted_volumes(soup, how, free)
    counts: tuple[tuple[str, NDArray[np.bool_], NDArray[np.generic], str], ...] = (
        ("MESH-OPEN", (free > 0) & ~bottom, free, "{} free edges"),
        ("MESH-INVERTED", inverted < 0.0, inverted, "{:.2f} m³"),
        ("MESH-SELF-INTERSECTING", crossing > 0, crossing, "{} pairs of faces"),
        ("MESH-TOO-LARGE-TO-CHECK", skipped > 0, skipped, "{} shells"),
        ("MESH-WITHOUT-BOTTOM", bottom, free, "{} free edges"),
        ("MESH-NON-MANIFOLD", how.crowded > 0, how.crowded, "{} edges"),
        ("MESH-WINDING-MIXED", how.turned > 0, how.turned, "{} edges"),
        ("MESH-FACES-WITHOUT-AREA", thin > 0, thin, "{} faces"),
    )
    return tuple(
        finding
        for code, wrong, values, unit in counts
        for finding in gate_findings_about(
            code,
            concerned_parts(
                project, soup, wrong, [unit.format(value) for value in values.tolist()]
            ),
        )
    )


def _inverted_volumes(
    soup: Soup, how: Topology, free: NDArray[np.int64]
) -> NDArray[np.float64]:
    """Volume of what is inside out in each part, (b,), 0 for nothing. [m³]"""  # noqa: D400
    inverted = np.zeros(len(soup.parts))
    shells = _inside_out(soup, how)
    np.minimum.at(inverted, how.shell_body[shells], how.volume[shells])
    whole = np.bincount(how.shell_body, weights=how.volume, minlength=len(soup.parts))
    pieced = (free == 0) & (how.crowded == 0) & (how.turned == 0)
    return np.where(pieced & (whole < inverted), whole, inverted)


def _inside_out(soup: Soup, how: Topology) -> NDArray[np.int64]:
    """Closed shells whose faces look inward and that are no cavities of others."""
    low = np.full((len(how.volume), 3), np.inf)
    high = np.full((len(how.volume), 3), -np.inf)
    np.minimum.at(low, how.shell, soup.corners.min(axis=1))
    np.maximum.at(high, how.shell, soup.corners.max(axis=1))
    inward = np.flatnonzero(how.closed & (how.volume < 0.0))
    found = []
    for k in inward.tolist():
        others = np.flatnonzero(
            (how.shell_body == how.shell_body[k]) & (how.volume > -how.volume[k])
        )
        around = (low[others] <= low[k] + INSIDE_SLACK).all(axis=1)
        around &= (high[others] >= high[k] - INSIDE_SLACK).all(axis=1)
        if not around.any():
            found.append(k)
    return np.array(found, dtype=np.int64)
