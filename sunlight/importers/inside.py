"""Paths that a project file names: beside or below it, never elsewhere (相对路径)."""

from pathlib import Path, PurePosixPath, PureWindowsPath

from sunlight.errors import InputError

__all__ = ["path_inside"]


def path_inside(folder: Path, name: str, *, example: str) -> Path:
    """Path of a file that the project file names, refused if it leaves the folder.

    Parameters
    ----------
    folder : Path
        Folder of the project file.
    name : str
        Relative path, with either slash.
    example : str
        A good path, for the message.

    Raises
    ------
    InputError
        If the path is absolute or leaves the folder, also through a link.
    """
    relative = PurePosixPath(name.replace("\\", "/"))
    if (
        relative.is_absolute()
        or PureWindowsPath(name).drive
        or ".." in relative.parts
        or not (folder / relative).resolve().is_relative_to(folder.resolve())
    ):
        raise InputError(
            f"{name!r} lies outside the folder of the project file; put the file into "
            f'it and write a relative path such as "{example}"',
            value=name,
        )
    return folder / relative
