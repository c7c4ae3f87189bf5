"""Which buildings shade the windows of which, after the project (遮挡建筑)."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sunlight.assessment import Assessment
from sunlight.durations.codes import JOINTLY
from sunlight.tolerances import SAME_INSTANT_MIN

__all__ = ["ShadedBy", "shaded_by"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ShadedBy:
    """Who shades the windows of one building after the project (对其产生遮挡者).

    Parameters
    ----------
    measured : bool
        Whether any window of it is measured after the project.
    owners : tuple of str
        Other buildings, and things of the site, in the order of the project.
    jointly : bool
        Whether several shade some window at the same time.
    """

    measured: bool
    owners: tuple[str, ...]
    jointly: bool


def shaded_by(assessment: Assessment) -> tuple[ShadedBy, ...]:
    """Who shades the windows of each building after the project (对其产生遮挡者).

    Named are those who take time of a window alone, and those whose edge begins or ends
    a segment of sun. One that only ever shades together with others, and never at the
    edge of a segment, is in `jointly` alone. A building's own parts are left out.

    Parameters
    ----------
    assessment : Assessment
        The assessment.

    Returns
    -------
    tuple of ShadedBy
        One a building, in the order of the project.
    """
    project, results = assessment.project, assessment.windows
    count, span = len(project.buildings), max(1, len(assessment.owners))
    home = project.windows.building.astype(np.int64)
    parts = results.taken_after
    part_home = home[_rows(parts.offsets)]
    some = parts.minutes > SAME_INSTANT_MIN
    full = results.full_after
    edge_home = np.concatenate([home[_rows(full.offsets)]] * 2)
    edge_owner = _owner_of_faces(
        assessment, np.concatenate([full.start_face, full.end_face])
    )
    buildings = np.concatenate([part_home[some], edge_home])
    owners = np.concatenate([parts.owner[some].astype(np.int64), edge_owner])
    known = owners >= 0
    pairs = np.unique(buildings[known] * span + owners[known])
    measured = np.bincount(
        home[~np.isnan(results.minutes_after)], minlength=count
    ).astype(bool)
    jointly = np.zeros(count, dtype=bool)
    jointly[part_home[some & (parts.owner == JOINTLY)]] = True
    named: list[list[str]] = [[] for _ in range(count)]
    for building, owner in zip(
        (pairs // span).tolist(), (pairs % span).tolist(), strict=True
    ):
        name = assessment.owners[owner]
        if name != project.buildings[building].id:
            named[building].append(name)
    return tuple(
        ShadedBy(measured=seen, owners=tuple(names), jointly=together)
        for seen, names, together in zip(
            measured.tolist(), named, jointly.tolist(), strict=True
        )
    )


def _rows(offsets: NDArray[np.int64]) -> NDArray[np.int64]:
    """Row of each part, (k,)."""
    rows: NDArray[np.int64] = np.repeat(np.arange(len(offsets) - 1), np.diff(offsets))
    return rows


def _owner_of_faces(
    assessment: Assessment, faces: NDArray[np.int32]
) -> NDArray[np.int64]:
    """Owner of each face, -1 for the limits that no face made, (k,)."""
    table = np.append(assessment.face_owner.astype(np.int64), -1)
    owners: NDArray[np.int64] = table[np.where(faces >= 0, faces, len(table) - 1)]
    return owners
