"""Which frame the coordinates of a file had before they were the project's (还原)."""

from typing import Final

from sunlight.model.frames import FileFrame
from sunlight.model.project import Project, Site

__all__ = ["frame_of", "site_frame"]

_DEGREES: Final = "EPSG:4326"


def site_frame(site: Site, file: str) -> FileFrame:
    """Frame that a site alone tells of a file (场地的坐标系).

    Parameters
    ----------
    site : Site
        Its origin is taken for one in the file's own frame. An origin in degrees
        cannot be taken back in metres; the project's origin is kept.
    file : str
        Name of the file.

    Returns
    -------
    FileFrame
        With heights as they are.
    """
    return FileFrame(
        file=file,
        origin=(0.0, 0.0) if site.crs == _DEGREES else site.origin,
        north_angle=site.north_angle,
    )


def frame_of(project: Project, file: str, building: str = "") -> FileFrame:
    """Frame of a file of a project (文件坐标系).

    Parameters
    ----------
    project : Project
        The project.
    file : str
        Name of the file.
    building : str, optional
        Id of the building that is looked at; empty for the first of the file.

    Returns
    -------
    FileFrame
        What was noted of this building, else of the file, else that of the site.
    """
    noted = [frame for frame in project.frames if frame.file == file]
    fitting = [f for f in noted if not f.buildings or building in f.buildings]
    if fitting or noted:
        return (fitting or noted)[0]
    return site_frame(project.site, file)
