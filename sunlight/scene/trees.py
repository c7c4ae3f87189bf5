"""Trees of boxes over the faces of a part, so that few faces are looked at (包围盒树).

Faces stand in the order of a space-filling curve, so that neighbours in the row are
neighbours in space. Each part with more than `LEAF` faces has a complete binary tree:
node 1 is the root, the children of node i are 2 i and 2 i + 1, and leaf k holds the
faces ``LEAF k`` up to ``LEAF (k + 1)`` of the part. Nodes that hold nothing have a box
turned inside out.
"""

from typing import Final

import numpy as np
from numpy.typing import NDArray

__all__ = ["LEAF", "face_trees", "space_order"]

LEAF: Final = 4
"""Faces of a leaf; a part with no more has no tree."""
_CURVE_BITS: Final = 10  # cells of the curve along each axis, as a power of two


def space_order(
    corners: NDArray[np.float64], body: NDArray[np.int64]
) -> NDArray[np.int64]:
    """Order of faces by body, then along a space-filling curve (Morton order), (f,).

    Parameters
    ----------
    corners : (f, k, 3) ndarray
        Corners of the faces. [m]
    body : (f,) ndarray of int64
        Body of each face, numbers from 0 on.

    Notes
    -----
    G. M. Morton, A computer oriented geodetic data base, IBM, 1966.
    """
    if len(corners) == 0:
        return np.empty(0, dtype=np.int64)
    middle = corners.mean(axis=1)
    low = np.full((int(body.max()) + 1, 3), np.inf)
    high = -low
    np.minimum.at(low, body, middle)
    np.maximum.at(high, body, middle)
    extent = np.maximum((high - low).max(axis=1), 1e-9)
    scale = (2**_CURVE_BITS - 1) / extent[body]
    whole = ((middle - low[body]) * scale[:, None]).astype(np.int64)
    code = body << (3 * _CURVE_BITS)
    for bit in range(_CURVE_BITS):
        for axis in range(3):
            code |= ((whole[:, axis] >> bit) & 1) << (3 * bit + axis)
    return np.argsort(code, kind="stable").astype(np.int64)


def face_trees(
    corners: NDArray[np.float64], offsets: NDArray[np.int64]
) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    """Trees of the parts that have more than a leaf of faces (包围盒树).

    Parameters
    ----------
    corners : (f, 4, 3) ndarray
        Corners of all faces. [m]
    offsets : (p + 1,) ndarray of int64
        Faces of each part.

    Returns
    -------
    roots : (p, 2) ndarray of int64
        Row of `boxes` at which the tree of each part begins, -1 where it has none, and
        the number of its leaves, a power of two.
    boxes : (n, 6) ndarray
        xmin, ymin, zmin, xmax, ymax, zmax of each node. [m]
    """
    sizes = np.diff(offsets)
    roots = np.full((len(sizes), 2), -1, dtype=np.int64)
    tall = np.flatnonzero(sizes > LEAF)
    if len(tall) == 0:
        return roots, np.empty((0, 6))
    used = -(-sizes[tall] // LEAF)
    leaves = 2 ** np.ceil(np.log2(used)).astype(np.int64)
    begins = np.concatenate([[0], np.cumsum(2 * leaves)])
    roots[tall, 0], roots[tall, 1] = begins[:-1], leaves
    boxes = np.empty((int(begins[-1]), 6))
    boxes[:, :3], boxes[:, 3:] = np.inf, -np.inf
    rank = _ranks(used)
    first = np.repeat(offsets[tall], used) + LEAF * rank
    at = np.repeat(begins[:-1] + leaves, used) + rank
    _fill_leaves(boxes, at, first, np.repeat(offsets[tall + 1], used), corners)
    depth = int(leaves.max())
    while depth > 1:
        depth //= 2
        deep = np.flatnonzero(leaves > depth)
        node = np.repeat(begins[deep], depth)
        node += depth + np.tile(np.arange(depth), len(deep))
        child = 2 * node - np.repeat(begins[deep], depth)
        boxes[node, :3] = np.minimum(boxes[child, :3], boxes[child + 1, :3])
        boxes[node, 3:] = np.maximum(boxes[child, 3:], boxes[child + 1, 3:])
    return roots, boxes


def _ranks(counts: NDArray[np.int64]) -> NDArray[np.int64]:
    """0, 1, ... within each of some runs of given lengths, (sum of counts,)."""
    ends = np.cumsum(counts)
    return np.arange(int(ends[-1])) - np.repeat(ends - counts, counts)


def _fill_leaves(
    boxes: NDArray[np.float64],
    at: NDArray[np.int64],
    first: NDArray[np.int64],
    stop: NDArray[np.int64],
    corners: NDArray[np.float64],
) -> None:
    """Boxes of the leaves, each over the faces from `first` on, before `stop`."""
    low, high = corners.min(axis=1), corners.max(axis=1)
    for step in range(LEAF):
        here = first + step < stop
        face, node = first[here] + step, at[here]
        boxes[node, :3] = np.minimum(boxes[node, :3], low[face])
        boxes[node, 3:] = np.maximum(boxes[node, 3:], high[face])
