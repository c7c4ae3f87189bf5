"""Submitted households against those of the model (分户对应)."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from sunlight.model.project import Project
from sunlight.review.matching.labels import plain, unit_number
from sunlight.review.records.submission import NO_FLOOR

__all__ = ["HouseholdIndex"]


class HouseholdIndex:
    """Households of a model by building, storey and number (户号索引).

    Parameters
    ----------
    project : Project
        The model.
    names : sequence of tuple of str
        Plain names that each building goes by, the longest first.
    """

    __slots__ = ("_by_id", "_by_label", "_by_number", "_names")

    def __init__(self, project: Project, names: Sequence[tuple[str, ...]]) -> None:
        self._names = names
        households = project.households
        ids = [plain(text) for text in households.id.tolist()]
        by_id: dict[str, list[int]] = defaultdict(list)
        by_number: dict[tuple[int, int, str], list[int]] = defaultdict(list)
        by_label: dict[tuple[int, int, str], list[int]] = defaultdict(list)
        rows = zip(
            ids, households.building.tolist(), households.floor.tolist(), strict=True
        )
        for i, (text, building, floor) in enumerate(rows):
            by_id[text].append(i)
            known = names[building]
            by_label[building, floor, _short(text, known)].append(i)
            number = unit_number(text, known, floor)
            if number:
                by_number[building, floor, number].append(i)
        self._by_id: Mapping[str, list[int]] = by_id
        self._by_number: Mapping[tuple[int, int, str], list[int]] = by_number
        self._by_label: Mapping[tuple[int, int, str], list[int]] = by_label

    def find(
        self,
        labels: NDArray[np.object_],
        buildings: NDArray[np.int64],
        floors: NDArray[np.int32],
    ) -> NDArray[np.int64]:
        """Household of each row, -1 for none or several (户).

        Parameters
        ----------
        labels : (n,) ndarray of str objects
            As printed.
        buildings : (n,) ndarray of int64
            Building of each, -1 for none.
        floors : (n,) ndarray of int32
            Storey, `NO_FLOOR` for none.
        """
        found: dict[tuple[str, int, int], int] = {}
        out = np.full(len(labels), -1, dtype=np.int64)
        rows = zip(labels.tolist(), buildings.tolist(), floors.tolist(), strict=True)
        for i, key in enumerate(rows):
            if not key[0]:
                continue
            if key not in found:
                found[key] = self._one(*key)
            out[i] = found[key]
        return out

    def _one(self, label: str, building: int, floor: int) -> int:
        """Household that a label means, -1 for none or several."""
        text = plain(label)
        exact = self._by_id.get(text, [])
        if len(exact) == 1:
            return exact[0]
        if building < 0:
            return -1
        names = self._names[building]
        if floor == NO_FLOOR:
            floor = _storey_of(text, names)
        if floor == NO_FLOOR:
            return -1
        for table, key in (
            (self._by_label, _short(text, names)),
            (self._by_number, unit_number(text, names, floor)),
        ):
            several = table.get((building, floor, key), []) if key else []
            if several:
                return several[0] if len(several) == 1 else -1
        return -1


def _short(text: str, names: tuple[str, ...]) -> str:
    """Label without the name of its building."""
    for name in names:
        if name and text.startswith(name) and len(text) > len(name):
            return text[len(name) :].lstrip("-")
    return text


def _storey_of(text: str, names: tuple[str, ...]) -> int:
    """Storey of a number such as 0502; `NO_FLOOR` where it has none."""
    digits = _short(text, names)
    return int(digits[:-2]) if digits.isdigit() and len(digits) >= 3 else NO_FLOOR
