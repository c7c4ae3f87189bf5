"""Points of a drawing that lie in one place (端点合并)."""

import numpy as np
from numpy.typing import NDArray

__all__ = ["places"]


def places(points: NDArray[np.float64], *, distance: float) -> NDArray[np.int64]:
    """Number of the place of each point (位置编号); near points share one.

    Points are gathered in cells whose diagonal is `distance`, and the first points of
    cells are compared, so that a heap of points in one place costs no more than others.

    Parameters
    ----------
    points : (n, 2) or (n, 3) ndarray of float64
        Any points.
    distance : float
        Points nearer than this are in one place.

    Returns
    -------
    (n,) ndarray of int64
        From 0, in no particular order.
    """
    from scipy.sparse import coo_array
    from scipy.sparse.csgraph import connected_components
    from scipy.spatial import cKDTree

    if len(points) == 0:
        return np.zeros(0, dtype=np.int64)
    size = distance / np.sqrt(points.shape[1])
    cells = np.floor((points - points.min(axis=0)) / size)
    _, first, cell = np.unique(cells, axis=0, return_index=True, return_inverse=True)
    pairs = cKDTree(points[first]).query_pairs(distance, output_type="ndarray")
    count = len(first)
    graph = coo_array(
        (np.ones(len(pairs)), (pairs[:, 0], pairs[:, 1])), shape=(count, count)
    )
    label = connected_components(graph, directed=False)[1]
    return np.asarray(label[cell.reshape(-1)], dtype=np.int64)
