"""Sun-path charts of a project's windows and points (棒影图)."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike

from sunlight.analyses.silhouettes import OUTLINE_BOUND_DEG
from sunlight.analyses.sunpath_chart import (
    SunPathChart,
    WindowChart,
    sun_path_chart,
    window_chart,
)
from sunlight.assessment.measuring.paths import solar_orientation_bands
from sunlight.assessment.measuring.records import Run
from sunlight.assessment.measuring.results import window_states
from sunlight.assessment.shaders import window_row
from sunlight.assessment.subject import STATES, Subject
from sunlight.errors import InputError
from sunlight.scene import Receivers, sill_ends

__all__ = ["point_chart_of", "window_chart_of"]


def point_chart_of(
    subject: Subject,
    point: ArrayLike,
    *,
    state: str = "after",
    owner: str | None = None,
    bound: float = OUTLINE_BOUND_DEG,
) -> SunPathChart:
    """Sun-path chart of a point of a project (单点棒影图).

    Parameters
    ----------
    subject : Subject
        The project.
    point : (3,) array-like
        The point, elevation absolute. [m]
    state : {'before', 'after'}
        Before the project, or after it.
    owner : str, optional
        Building whose own plates do not shade the point.
    bound : float
        Greatest angle between a drawn outline and the exact one. [degrees]

    Returns
    -------
    SunPathChart
        Without a wall of its own.

    Raises
    ------
    InputError
        If the point or the state is unusable, or there is no such building.
    """
    names = [b.id for b in subject.project.buildings]
    if owner is not None and owner not in names:
        raise InputError(
            f"there is no building {owner!r}; there are {', '.join(names)}",
            where="owner",
            value=owner,
        )
    return sun_path_chart(
        point,
        subject.obstructions(state),
        subject.path,
        owner=owner,
        shortest=subject.conditions.shortest_segment,
        bound=bound,
    )


def window_chart_of(
    subject: Subject,
    window: str,
    *,
    state: str = "after",
    bound: float = OUTLINE_BOUND_DEG,
    stretch: tuple[ArrayLike, ArrayLike] | None = None,
) -> WindowChart:
    """Sun-path charts of both sill ends of a window (窗的棒影图).

    Of a wide window the ends are those of its best stretch in that state.

    Parameters
    ----------
    subject : Subject
        The project, on the day of the window's use.
    window : str
        Id of the window.
    state : {'before', 'after'}
        Before the project, or after it.
    bound : float
        Greatest angle between a drawn outline and the exact one. [degrees]
    stretch : ((2,), (2,)) arrays, optional
        Left and right end of the counted width in that state, where an assessment
        already knows them; else the best stretch is looked for. [m]

    Returns
    -------
    WindowChart
        Left and right end, and the times at which both see the sun.

    Raises
    ------
    InputError
        If there is no such window, its sill height is not known, or its building does
        not stand in the state.
    """
    project, scene = subject.project, subject.scene
    row = window_row(project, window)
    obstructions = subject.obstructions(state)
    if row not in scene.measured:
        raise InputError(
            f"the sill height or the wall of window {window!r} is not known, so there "
            "is no point to look from; complete the window in the project file",
            where="--window",
            value=window,
        )
    rows = np.array([row], dtype=np.int64)
    if stretch is None:
        stretch = _best_stretch(subject, window, row, state)
    left_end, right_end = (np.asarray(end, dtype=np.float64)[None] for end in stretch)
    ends = sill_ends(project, scene, rows, left_end, right_end)

    def chart(end: Receivers) -> SunPathChart:
        return sun_path_chart(
            end.points[0],
            obstructions,
            subject.path,
            normal=end.normals[0],
            owner=_owner(end.owner_names),
            shortest=subject.conditions.shortest_segment,
            bound=bound,
        )

    left, right = (chart(end) for end in ends)
    return window_chart(left, right)


def _best_stretch(
    subject: Subject, window: str, row: int, state: str
) -> tuple[ArrayLike, ArrayLike]:
    """Ends of the counted width of a window in a state."""
    project, scene = subject.project, subject.scene
    rows = np.array([row], dtype=np.int64)
    run = Run(
        conditions=subject.conditions,
        path=subject.path,
        windows=rows,
        orientation_bands=solar_orientation_bands(subject.conditions, project.site),
    )
    states = window_states(project, scene, run, lambda name, done, total: None)
    measured = states[STATES.index(state)]
    if row not in measured.measured:
        building = project.buildings[int(project.windows.building[row])]
        raise InputError(
            f"building {building.id} of window {window!r} does not stand {state} the "
            "project; take the other state with --state",
            where="--state",
            value=state,
        )
    return measured.left[row], measured.right[row]


def _owner(names: Sequence[str]) -> str | None:
    """Owner of a single receiver."""
    return names[0] if names else None
