"""One place for several files, of which some do not say where they lie (地点)."""

import dataclasses
from collections.abc import Sequence

from sunlight.findings import Finding
from sunlight.importers.reader_site import is_stand_in
from sunlight.model.project import Project, Site

__all__ = ["with_one_place"]


def with_one_place(
    projects: Sequence[Project],
    findings: Sequence[Finding],
    *,
    given: Site | None = None,
) -> tuple[tuple[Project, ...], tuple[Finding, ...]]:
    """Projects of which none has a place that nobody gave, if one has its own (地点).

    Parameters
    ----------
    projects : sequence of Project
        At least one, to be put together.
    findings : sequence of Finding
        Of their readers.
    given : Site, optional
        Whose place is that of the whole, whatever the files say.

    Returns
    -------
    projects : tuple of Project
        The first, too, has the place given.
    findings : tuple of Finding
        Without those on missing places where one is known now.
    """
    known = given or next((p.site for p in projects if not is_stand_in(p.site)), None)
    if known is None:
        return tuple(projects), tuple(findings)
    return (
        tuple(
            _at(project, known)
            if is_stand_in(project.site) or (given is not None and i == 0)
            else project
            for i, project in enumerate(projects)
        ),
        tuple(f for f in findings if f.code != "PLACE-MISSING"),
    )


def _at(project: Project, place: Site) -> Project:
    """Project at the place of another."""
    site = dataclasses.replace(
        project.site,
        latitude=place.latitude,
        longitude=place.longitude,
        place_origin=place.place_origin,
    )
    return dataclasses.replace(project, site=site)
