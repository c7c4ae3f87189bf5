"""A file of somebody else while it is read (打开的文件)."""

from dataclasses import dataclass

from sunlight.importers.deadline import Deadline
from sunlight.importers.limits import Limits
from sunlight.importers.remarks import Remarks

__all__ = ["OpenedFile"]


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenedFile:
    """A file while it is read (打开的文件).

    Parameters
    ----------
    name : str
        Its name without the folder.
    source : str
        Its path, for errors.
    content : bytes
        All of it.
    limits : Limits
        How much is read at most.
    deadline : Deadline
        Checked between the steps.
    remarks : Remarks
        Receives what a person should know.
    """

    name: str
    source: str
    content: bytes
    limits: Limits
    deadline: Deadline
    remarks: Remarks
