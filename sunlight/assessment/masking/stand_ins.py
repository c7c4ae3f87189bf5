"""What stands for a name that is masked (代用名): plain numbers stay as they are."""

import re
from collections.abc import Callable, Iterable
from typing import Final

import numpy as np
from numpy.typing import NDArray

__all__ = [
    "FLOOR_AND_NUMBER",
    "WITHHELD",
    "is_plain_number",
    "masked_ids",
    "masked_text",
    "numbered",
]

WITHHELD: Final = "（已隐去）"
"""What stands for a text that is masked."""

_PLAIN: Final = re.compile(
    r"(?:拟建|现状|规划)?[A-Za-z]{0,2}-?[0-9]{1,4}(?:-[0-9]{1,3})?(?:#|号楼|号|栋|幢|楼)?"
)
"""Numbers of buildings and grounds that say no more than a number: 3#, P1, 12号楼."""

FLOOR_AND_NUMBER: Final = re.compile(r"-{1,2}[0-9]{1,6}(?:-[A-Z]{1,2}[0-9]{1,4})?")
"""What follows the number of a building in ids that are laid by rule: -0502, -5-S02."""


def is_plain_number(name: str) -> bool:
    """Whether a name is no more than a number (是否只是编号).

    Parameters
    ----------
    name : str
        Such as ``3#``.
    """
    return _PLAIN.fullmatch(name) is not None


def masked_text(text: str) -> str:
    """Text that stands for another (代用文字); nothing for nothing.

    Parameters
    ----------
    text : str
        The text.
    """
    return WITHHELD if text else ""


def numbered(names: Iterable[str], prefix: str) -> dict[str, str]:
    """Names as they are shared (代用编号): plain numbers stay, others get one.

    Parameters
    ----------
    names : iterable of str
        All of a kind; the empty name stays empty.
    prefix : str
        What numbers begin with.

    Returns
    -------
    dict
        Shared name by name, all different.
    """
    different = list(dict.fromkeys(name for name in names if name))
    kept = {name for name in different if is_plain_number(name)}
    made = {name: name for name in kept}
    count = 0
    for name in different:
        if name in kept:
            continue
        count += 1
        while f"{prefix}{count}" in kept:
            count += 1
        made[name] = f"{prefix}{count}"
    return {"": ""} | made


def masked_ids(
    ids: NDArray[np.object_],
    owner: Iterable[str],
    shared_owner: Iterable[str],
    *,
    kept: Callable[[str], bool],
    mark: str,
) -> NDArray[np.object_]:
    """Ids of a table as they are shared (表内编号代用).

    An id that is its owner's number and a rest that is kept gets the shared number of
    the owner and the same rest; any other gets the shared number, a mark and a count.

    Parameters
    ----------
    ids : (n,) ndarray of str objects
        The ids.
    owner, shared_owner : iterable of str, (n,)
        Id of the building, household or whatever each belongs to, and as it is shared.
    kept : callable
        Whether the rest of an id says nothing that has to be masked.
    mark : str
        What stands before the count.

    Returns
    -------
    (n,) ndarray of str objects
        All different where `ids` are.
    """
    out = np.empty(len(ids), dtype=object)
    others: list[tuple[int, str]] = []
    for i, (name, old, new) in enumerate(
        zip(ids.tolist(), owner, shared_owner, strict=True)
    ):
        rest = name.removeprefix(old) if old and name.startswith(old) else None
        if rest is not None and kept(rest):
            out[i] = new + rest
        else:
            others.append((i, new))
    used = {name for name in out.tolist() if name is not None}
    count = 0
    for i, new in others:
        count += 1
        while f"{new}-{mark}{count}" in used:
            count += 1
        out[i] = f"{new}-{mark}{count}"
    return out
