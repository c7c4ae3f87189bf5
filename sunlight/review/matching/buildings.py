"""Which building of the model a printed name means (楼号对应)."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sunlight.model.project import Project
from sunlight.review.matching.labels import BuildingName, building_name, plain

__all__ = ["BuildingMatch", "known_names", "match_names", "single_building"]


@dataclass(frozen=True, slots=True, kw_only=True)
class BuildingMatch:
    """Printed names and the buildings they mean (楼号对应).

    Parameters
    ----------
    index : mapping of str to int
        Building by name as printed, -1 for none.
    assumed : tuple of str
        Names whose estate the model does not know: taken by their number alone.
    several : mapping of str to tuple of int
        Names that could be several buildings.
    """

    index: Mapping[str, int]
    assumed: tuple[str, ...]
    several: Mapping[str, tuple[int, ...]]


def known_names(project: Project, building: int) -> tuple[str, ...]:
    """Plain names that a building goes by, the longest first (楼名).

    Parameters
    ----------
    project : Project
        The model.
    building : int
        Index.
    """
    found = project.buildings[building]
    names = {plain(found.id), plain(found.name), plain(f"{found.id}{found.name}")} - {
        ""
    }
    code = building_name(found.id).code
    names |= {f"{code}{tail}" for tail in ("#", "号楼", "幢", "栋")} if code else set()
    return tuple(sorted(names, key=lambda name: (-len(name), name)))


def match_names(
    project: Project,
    printed: Iterable[str],
    floors: Mapping[str, frozenset[int]],
) -> BuildingMatch:
    """Match printed names of buildings, unambiguous ones only (楼号对应).

    Parameters
    ----------
    project : Project
        The model.
    printed : iterable of str
        Names as printed, each once; the empty one is no name.
    floors : mapping of str to frozenset of int
        Storeys printed under each name.
    """
    names = sorted(set(printed) - {""})
    lookup = _Lookup.of(project)
    index: dict[str, int] = {}
    several: dict[str, tuple[int, ...]] = {}
    by_number: dict[str, int] = {}
    for name in names:
        taken = building_name(name)
        found, weak = lookup.find(taken)
        if len(found) == 1 and not weak:
            index[name] = found[0]
        elif len(found) == 1:
            by_number[name] = found[0]
        elif found:
            several[name] = tuple(found)
    storeys = _storeys(project)
    taken_by = Counter(by_number.values())
    strong = set(index.values())
    assumed = []
    for name, building in by_number.items():
        alone = taken_by[building] == 1 and building not in strong
        if alone and floors.get(name, frozenset()) <= storeys[building] != frozenset():
            index[name] = building
            assumed.append(name)
    return BuildingMatch(
        index={name: index.get(name, -1) for name in names},
        assumed=tuple(assumed),
        several=several,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Lookup:
    """Buildings of the model by what they are called."""

    ids: Mapping[str, list[int]]
    names: Mapping[str, list[int]]
    coded: Mapping[tuple[str, str], list[int]]
    codes: Mapping[str, list[int]]
    project: str

    @classmethod
    def of(cls, project: Project) -> "_Lookup":
        """Tables of a project."""
        ids: dict[str, list[int]] = defaultdict(list)
        names: dict[str, list[int]] = defaultdict(list)
        coded: dict[tuple[str, str], list[int]] = defaultdict(list)
        codes: dict[str, list[int]] = defaultdict(list)
        for i, building in enumerate(project.buildings):
            ids[plain(building.id)].append(i)
            if building.name:
                names[plain(building.name)].append(i)
                names[plain(f"{building.id} {building.name}")].append(i)
            for text in dict.fromkeys((building.id, building.name)):
                name = building_name(text)
                if name.code and i not in coded[name.estate, name.code]:
                    coded[name.estate, name.code].append(i)
            own = building_name(building.id)
            if own.code:
                codes[own.code].append(i)
        return cls(
            ids=ids, names=names, coded=coded, codes=codes, project=plain(project.name)
        )

    def find(self, name: BuildingName) -> tuple[list[int], bool]:
        """Buildings that a name may mean, and whether by the number alone."""
        for table in (self.ids, self.names):
            if name.text in table:
                return table[name.text], False
        if not name.code:
            return [], False
        if (name.estate, name.code) in self.coded:
            return self.coded[name.estate, name.code], False
        if self._own(name.estate):
            return self.coded.get(("", name.code), []), False
        return self.codes.get(name.code, []), True

    def _own(self, estate: str) -> bool:
        """Whether an estate is that of the project."""
        if not estate:
            return False
        if estate in self.project or (self.project and self.project in estate):
            return True
        return len(estate) >= 3 and estate[:3] == self.project[:3]


def _storeys(project: Project) -> list[frozenset[int]]:
    """Storeys with windows, by building."""
    found: list[set[int]] = [set() for _ in project.buildings]
    pairs = np.unique(
        np.stack([project.windows.building, project.windows.floor], axis=1), axis=0
    )
    for building, floor in pairs.tolist():
        found[building].add(floor)
    return [frozenset(storeys) for storeys in found]


def single_building(
    project: Project, floors: frozenset[int], analysed: NDArray[np.bool_]
) -> int:
    """The only analysed building with exactly those storeys, -1 for none (单幢表).

    Parameters
    ----------
    project : Project
        The model.
    floors : frozenset of int
        Storeys of a table that names no building.
    analysed : (b,) ndarray of bool
        Buildings that are analysed.
    """
    storeys = _storeys(project)
    fitting = [i for i, on in enumerate(analysed) if on and storeys[i] == floors]
    return fitting[0] if floors and len(fitting) == 1 else -1
