"""Frames of the files of several projects (各文件坐标系), noted before they move."""

import dataclasses
from collections.abc import Sequence

from sunlight.model.file_frames import site_frame
from sunlight.model.frames import FileFrame
from sunlight.model.project import Project, Site

__all__ = ["joined_frames", "with_frames"]


def with_frames(project: Project) -> Project:
    """Project that notes the frame of each file of its buildings (记下坐标系).

    Parameters
    ----------
    project : Project
        Of whose files some may be known by the site alone.

    Returns
    -------
    Project
        Which may be moved: the frames go with it.
    """
    known = {"", *(frame.file for frame in project.frames)}
    files = dict.fromkeys(b.file for b in project.buildings if b.file not in known)
    more = tuple(site_frame(project.site, file) for file in files)
    return dataclasses.replace(project, frames=(*project.frames, *more))


def joined_frames(projects: Sequence[Project], site: Site) -> tuple[FileFrame, ...]:
    """Frames of all files of several projects, each once (合并坐标系).

    Parameters
    ----------
    projects : sequence of Project
        In one frame, each as :func:`with_frames` gives it.
    site : Site
        Of the whole.

    Returns
    -------
    tuple of FileFrame
        Those that the site does not tell already. A file that was put in twice, or two
        of one name, have a frame for the buildings of each.
    """
    by_file: dict[str, list[tuple[Project, FileFrame]]] = {}
    for project in projects:
        for frame in project.frames:
            by_file.setdefault(frame.file, []).append((project, frame))
    found: list[FileFrame] = []
    for file, some in by_file.items():
        plain = {dataclasses.replace(frame, buildings=()) for _, frame in some}
        if len(plain) > 1:
            found += [_of_buildings(project, frame) for project, frame in some]
        elif plain != {site_frame(site, file)}:
            found += plain
    return tuple(found)


def _of_buildings(project: Project, frame: FileFrame) -> FileFrame:
    """Frame that says which buildings it holds for."""
    if frame.buildings:
        return frame
    ids = tuple(b.id for b in project.buildings if b.file == frame.file)
    return dataclasses.replace(frame, buildings=ids)
