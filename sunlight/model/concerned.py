"""What a finding is about: names, places, and ids in the file (所涉对象)."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from sunlight.findings import Finding, Severity
from sunlight.model.project import Building, Project
from sunlight.model.wording import name_some

__all__ = [
    "CheckText",
    "Concerned",
    "concerned_buildings",
    "concerned_pairs",
    "concerned_windows",
    "findings_about",
]

CheckText = tuple[Severity, str, str, str]
"""Severity, English, Chinese, and what is allowed.

``{n}`` stands for the number of things, ``{ids}`` for the first few of their names,
``{found}`` for what stands there in the first."""


class Concerned(NamedTuple):
    """One thing that a finding is about (所涉对象).

    Parameters
    ----------
    name : str
        Name people know it by.
    where : str
        Path or id of it.
    elements : tuple of str
        Its ids in the file it came from, see :class:`~sunlight.findings.Finding`.
    file : str
        Name of that file.
    found : str
        What stands there.
    """

    name: str
    where: str
    elements: tuple[str, ...] = ()
    file: str = ""
    found: str = ""


def findings_about(
    code: str, text: CheckText, concerned: Iterable[Concerned]
) -> tuple[Finding, ...]:
    """One finding on all things of a kind, for each file they are of (一类一条).

    Parameters
    ----------
    code : str
        Stable code.
    text : tuple
        What to say.
    concerned : iterable of Concerned
        The things, in the order of the project.

    Returns
    -------
    tuple of Finding
        Empty if there are none.
    """
    by_file: dict[str, list[Concerned]] = {}
    for thing in concerned:
        by_file.setdefault(thing.file, []).append(thing)
    return tuple(
        _finding(code, text, things, file=file) for file, things in by_file.items()
    )


def _finding(
    code: str, text: CheckText, things: Sequence[Concerned], *, file: str
) -> Finding:
    """Finding on things of one file."""
    severity, english, chinese, expected = text
    facts = {
        "n": len(things),
        "ids": name_some([thing.name for thing in things]),
        "found": things[0].found,
    }
    elements = dict.fromkeys(id for thing in things for id in thing.elements if id)
    return Finding(
        code=code,
        severity=severity,
        where=things[0].where,
        message=english.format(**facts),
        message_zh=chinese.format(**facts),
        expected=expected,
        found=things[0].found,
        elements=tuple(elements),
        file=file,
    )


def concerned_buildings(
    buildings: Sequence[Building],
    wrong: Sequence[bool] | NDArray[np.bool_],
    found: Sequence[str] = (),
) -> list[Concerned]:
    """Buildings where something is wrong (所涉建筑).

    Parameters
    ----------
    buildings : sequence of Building
        All buildings.
    wrong : (b,) sequence of bool
        Where it is.
    found : (b,) sequence of str
        What stands there; may be left out.
    """
    return [
        Concerned(
            name=buildings[i].id,
            where=f"buildings[{i}]",
            elements=(buildings[i].element,),
            file=buildings[i].file,
            found=found[i] if found else "",
        )
        for i in np.flatnonzero(np.asarray(wrong, dtype=np.bool_)).tolist()
    ]


def concerned_pairs(
    buildings: Sequence[Building], pairs: Iterable[tuple[int, int]]
) -> list[Concerned]:
    """Pairs of buildings that do not go together (所涉建筑对).

    Parameters
    ----------
    buildings : sequence of Building
        All buildings.
    pairs : iterable of (int, int)
        Indices, lower first. Of a pair from two files the second one's is named.
    """
    return [
        Concerned(
            name=f"{buildings[i].id} + {buildings[j].id}",
            where=f"buildings[{j}]",
            elements=tuple(
                buildings[k].element
                for k in (i, j)
                if buildings[k].file == buildings[j].file
            ),
            file=buildings[j].file,
        )
        for i, j in pairs
    ]


def concerned_windows(
    project: Project,
    wrong: NDArray[np.bool_],
    found: NDArray[np.float64] | None = None,
) -> list[Concerned]:
    """Windows where something is wrong (所涉窗).

    Parameters
    ----------
    project : Project
        The project.
    wrong : (w,) ndarray of bool
        Where it is.
    found : (w,) ndarray of float64, optional
        A length that stands there. [m]
    """
    windows = project.windows
    return [
        Concerned(
            name=str(windows.id[i]),
            where=str(windows.id[i]),
            elements=(str(windows.element[i]),),
            file=project.buildings[windows.building[i]].file,
            found="" if found is None else f"{found[i]:.3f}",
        )
        for i in np.flatnonzero(wrong)
    ]
