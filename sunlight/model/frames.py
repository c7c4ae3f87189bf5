"""Frames of model files: how their coordinates became those of the project (坐标系)."""

from dataclasses import dataclass

__all__ = ["FileFrame"]


@dataclass(frozen=True, slots=True, kw_only=True)
class FileFrame:
    """How the coordinates of a file became those of the project (文件坐标系).

    A point of the file was moved by `origin` and turned by `north_angle`; `zero` was
    added to its height. What the project writes for the file's program, such as the
    viewpoints of a BCF file, goes the other way.

    Parameters
    ----------
    file : str
        Name of the file, as in ``Building.file``.
    origin : (float, float)
        Where the origin of the project lies in the file's own frame. [m]
    north_angle : float
        Clockwise angle from the file's +y axis to true north. [degrees]
    zero : float
        Absolute elevation of the file's height 0. [m]
    buildings : tuple of str
        Ids of the buildings it holds for, where those of the file were placed apart,
        such as one file put in twice; empty for all of them.
    """

    file: str
    origin: tuple[float, float] = (0.0, 0.0)
    north_angle: float = 0.0
    zero: float = 0.0
    buildings: tuple[str, ...] = ()
