"""Findings: what is wrong or remarkable in somebody's document (检查结果).

A finding has a stable code, so that programs can rely on it; the words a person
reads are looked up by code in the zh and en catalogues of ``report`` and ``cli``.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from sunlight.errors import InputError

__all__ = ["Finding", "Severity", "raise_findings"]


class Severity(StrEnum):
    """How much a finding matters."""

    ERROR = "error"
    """The document cannot be judged as it stands."""
    WARNING = "warning"
    """The result stands, but somebody has to look."""
    NOTE = "note"
    """For the record: a default used, a datum left blank."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One finding about a document.

    Parameters
    ----------
    code : str
        Stable code, such as ``WINDOW-OFF-WALL``.
    severity : Severity
        How much it matters.
    where : str
        Path or id of the thing, such as ``buildings[3]`` or ``3#-5-S02``.
    message : str
        What is wrong and how to mend it, in English.
    message_zh : str
        The same in Chinese.
    expected, found : str
        What is allowed and what stands there.
    elements : tuple of str
        Ids of the things in the file they came from: IFC GlobalId, DXF handle, CityJSON
        id. All of them, where `where` and the message name only the first few.
    file : str
        Name of that file; empty for the project file itself.
    """

    code: str
    severity: Severity
    where: str
    message: str
    message_zh: str
    expected: str = ""
    found: str = ""
    elements: tuple[str, ...] = ()
    file: str = ""


def raise_findings(findings: Iterable[Finding]) -> None:
    """Make findings strict: raise if any of them is an error.

    Parameters
    ----------
    findings : iterable of Finding
        As returned by an importer or a model check.

    Raises
    ------
    InputError
        Naming every finding of severity ``error``.
    """
    errors = [f for f in findings if f.severity is Severity.ERROR]
    if errors:
        lines = "; ".join(f"{f.where}: {f.message} [{f.code}]" for f in errors)
        raise InputError(lines, where=errors[0].where)
