"""The model gate: what a model must be before its minutes mean anything (模型门禁)."""

import numpy as np
from numpy.typing import NDArray

from sunlight.findings import Finding
from sunlight.model.concerned import concerned_windows
from sunlight.model.gate.buildings import check_bodies
from sunlight.model.gate.columns import columns_of
from sunlight.model.gate.in_front import FRONT_REACH, covered_by_prisms
from sunlight.model.gate.mesh_windows import windows_in_meshes
from sunlight.model.gate.rooms import check_links
from sunlight.model.gate.solids import check_meshes
from sunlight.model.gate.soup import Soup, project_soup
from sunlight.model.gate.texts import gate_findings_about
from sunlight.model.gate.topology import Topology, face_signs, topology
from sunlight.model.gate.units import check_frame
from sunlight.model.gate.windows import check_window_places
from sunlight.model.project import Project
from sunlight.tolerances import WALL_SNAP_DISTANCE

__all__ = ["gate_findings"]


def gate_findings(project: Project) -> tuple[Finding, ...]:
    """What the model gate finds beyond the model check (模型门禁).

    The model check (:func:`~sunlight.model.validate.check_project`) runs whenever a
    project is read; the gate looks closer and takes some seconds for a quarter of a
    city. Findings of one kind are one, for each file they are of.

    Parameters
    ----------
    project : Project
        As read; its tables must have been through the model check.

    Returns
    -------
    tuple of Finding
        Buildings and files first, then meshes, windows and rooms; empty if there is
        nothing. With their `elements` and `file` where the project knows them.
    """
    soup = project_soup(project)
    how = topology(soup)
    return (
        *check_bodies(project),
        *check_frame(project),
        *check_meshes(project, soup, how),
        *check_window_places(project),
        *_check_surroundings(project, soup, how),
        *check_links(project),
    )


def _check_surroundings(
    project: Project, soup: Soup, how: Topology
) -> tuple[Finding, ...]:
    """Windows and what of their own building is around them."""
    windows = project.windows
    if len(windows) == 0 or not project.buildings:
        return ()
    seen = windows_in_meshes(project, soup, face_signs(soup, how))
    columns = columns_of(windows)
    sound = seen.meshed & columns.real[columns.of_window]
    sound &= np.isfinite(windows.floor_level) & np.isfinite(windows.sill_height)
    reach = WALL_SNAP_DISTANCE + np.where(
        windows.at_front, np.nan_to_num(windows.projection, nan=np.inf), 0.0
    )
    inward = seen.inward
    ahead = np.where(covered_by_prisms(project), FRONT_REACH, seen.ahead)
    covered = np.isfinite(ahead) & ~inward
    uncut = sound & ~inward & ~covered & np.isfinite(seen.skin)
    astray = sound & ~inward & (seen.off > reach)
    hostless = astray & ~np.isfinite(seen.off)
    drawn = ~windows.assumed
    found: tuple[tuple[str, NDArray[np.bool_], NDArray[np.float64] | None], ...] = (
        ("WINDOW-FACING-INWARD", inward & drawn, None),
        ("WINDOW-WITHOUT-WALL", hostless & drawn, None),
        ("WINDOW-OFF-WALL", astray & ~hostless & drawn, seen.off),
        ("OPENING-NOT-CUT", uncut & drawn, seen.skin),
        ("WINDOW-COVERED", covered & drawn, ahead),
        ("ASSUMED-WINDOWS-ASTRAY", (inward | astray | covered) & ~drawn, None),
    )
    return tuple(
        finding
        for code, wrong, sizes in found
        for finding in gate_findings_about(
            code, concerned_windows(project, wrong, sizes)
        )
    )
