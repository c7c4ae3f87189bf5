"""Courtyards: households as the law counts them (院落套数), 规程六(九)."""

import dataclasses
from collections import defaultdict

import numpy as np
from numpy.typing import NDArray

from sunlight.findings import Finding, Severity
from sunlight.kinds import Use
from sunlight.model.project import Building, Project
from sunlight.model.tables import Households
from sunlight.rules import CourtyardCount, CourtyardFacts, Ruleset

__all__ = ["above_storeys_considered", "counted_by_law", "courtyard_facts"]


def courtyard_facts(building: Building) -> CourtyardFacts | None:
    """Facts of the courtyard that a building stands in (院落资料).

    Parameters
    ----------
    building : Building
        The building.

    Returns
    -------
    CourtyardFacts or None
        None for a building in no courtyard.
    """
    yard = building.courtyard
    if yard is None:
        return None
    return CourtyardFacts(
        building=building.id,
        main_house=yard.main_house == building.id,
        storeys=yard.storeys,
        outdoor_stair=yard.outdoor_stair,
        complete=yard.complete,
    )


def above_storeys_considered(project: Project, rules: Ruleset) -> NDArray[np.bool_]:
    """Windows of main houses above the storeys that count, (w,) (二层以上的窗).

    Parameters
    ----------
    project : Project
        Buildings and windows.
    rules : Ruleset
        Rules; none that count courtyards leave no window out.

    Returns
    -------
    (w,) ndarray of bool
        True for windows that are not receivers by 规程六(九)3.
    """
    above = np.zeros(len(project.windows), dtype=np.bool_)
    for index in _main_houses(project, rules):
        most = rules.values.number("courtyard_storeys")
        windows = project.windows
        above |= (windows.building == index) & (windows.floor > most)
    return above


def counted_by_law(
    project: Project, rules: Ruleset
) -> tuple[Project, tuple[Finding, ...]]:
    """Project whose courtyards have the households that the law counts (院落套数).

    Households that the file lists and that are one dwelling by law become one, named
    after all of them, such as ``X-0101+0201``; a household over both storeys that is
    two dwellings becomes two, ``X-0101(1F)`` and ``X-0101(2F)``. Households wholly
    above the storeys that count, and those of a yard of which a fact is missing, stay
    as they are, and the clauses say why they are not judged.

    Parameters
    ----------
    project : Project
        As read.
    rules : Ruleset
        Rules that count.

    Returns
    -------
    project : Project
        The same object where nothing differs.
    findings : tuple of Finding
        One for each courtyard of which the file lists another number of households.

    Notes
    -----
    Source: 规程六(九)1-3.
    """
    findings: list[Finding] = []
    for index in _main_houses(project, rules):
        building = project.buildings[index]
        facts = courtyard_facts(building)
        if facts is None:
            continue
        (clause,) = rules.courtyards
        count = clause.function(facts, rules.values)
        if count.dwellings is None:
            continue
        most = int(rules.values.number("courtyard_storeys"))
        listed = _listed(project, index, most)
        target = _dwelling_of_rooms(project, listed, count, most)
        if len(listed) != count.dwellings:
            findings.append(_count_finding(building, len(listed), count))
        project = _regrouped(project, target)
    return project, tuple(findings)


def _main_houses(project: Project, rules: Ruleset) -> list[int]:
    """Indices of the main houses of courtyards that the rules count."""
    return [
        index
        for index, building in enumerate(project.buildings)
        if rules.courtyards
        and building.use is Use.RESIDENTIAL
        and building.courtyard is not None
        and building.courtyard.main_house == building.id
    ]


def _listed(project: Project, building: int, most: int) -> list[int]:
    """Households of a main house that have rooms on the storeys that count.

    A household without any room is taken to be where its entrance is.
    """
    rooms, households = project.rooms, project.households
    found = []
    for row in np.flatnonzero(households.building == building).tolist():
        floors = rooms.floor[rooms.household == row]
        lowest = floors.min() if len(floors) else households.floor[row]
        if lowest <= most:
            found.append(row)
    return found


def _dwelling_of_rooms(
    project: Project, listed: list[int], count: CourtyardCount, most: int
) -> dict[tuple[int, ...], list[int]]:
    """Rooms of each dwelling by law, by the households and the storey it is made of.

    Keys are (storey, household, ...), storey 0 where the dwelling is no part of one.
    """
    rooms = project.rooms
    member = np.flatnonzero(np.isin(rooms.household, listed))
    if count.dwellings == 1:
        return {(0, *listed): member.tolist()} if listed else {}
    by_storey: defaultdict[int, list[int]] = defaultdict(list)
    for room in member.tolist():
        by_storey[min(max(int(rooms.floor[room]), 1), most)].append(room)
    made: dict[tuple[int, ...], list[int]] = {}
    for storey, some in sorted(by_storey.items()):
        owners = sorted(set(rooms.household[some].tolist()))
        divided = any(
            rooms.household[other] in owners
            for level, others in by_storey.items()
            if level != storey
            for other in others
        )
        made[(storey if divided else 0, *owners)] = some
    return made


def _regrouped(project: Project, target: dict[tuple[int, ...], list[int]]) -> Project:
    """Project with these dwellings in place of the households they are made of."""
    old = project.households
    plain = all(len(key) == 2 and key[0] == 0 for key in target)
    if plain:
        return project
    gone = {row for key in target for row in key[1:]}
    source = [row for row in range(len(old)) if row not in gone]
    ids = [str(old.id[row]) for row in source]
    floors = [int(old.floor[row]) for row in source]
    household = project.rooms.household.copy()
    place = {row: k for k, row in enumerate(source)}
    household = np.array([place.get(row, -1) for row in household], dtype=np.int32)
    for (storey, *rows), rooms in target.items():
        household[rooms] = len(source)
        source.append(rows[0])
        ids.append(_joined_id([str(old.id[row]) for row in rows], storey))
        floors.append(storey or int(old.floor[rows].min()))
    order = sorted(
        range(len(source)), key=lambda k: (old.building[source[k]], floors[k], ids[k])
    )
    rank = np.empty(len(order) + 1, dtype=np.int32)
    rank[order] = np.arange(len(order))
    rank[-1] = -1
    return dataclasses.replace(
        project,
        rooms=dataclasses.replace(project.rooms, household=rank[household]),
        households=_rows(
            old,
            [source[k] for k in order],
            [ids[k] for k in order],
            [floors[k] for k in order],
        ),
    )


def _joined_id(ids: list[str], storey: int) -> str:
    """Id of a dwelling made of some households, and of one storey of them."""
    head = ids[0].rpartition("-")[0]
    others = [one.removeprefix(f"{head}-") if head else one for one in ids[1:]]
    return "+".join([ids[0], *others]) + (f"({storey}F)" if storey else "")


def _rows(
    old: Households, source: list[int], ids: list[str], floors: list[int]
) -> Households:
    """Table of households, each row like that of its source but for id and storey."""
    columns = {
        column.name: getattr(old, column.name)[source]
        for column in dataclasses.fields(old)
    }
    columns["id"] = np.array(ids, dtype=object)
    columns["floor"] = np.array(floors, dtype=np.int32)
    return Households(**columns)


def _count_finding(building: Building, listed: int, count: CourtyardCount) -> Finding:
    """Say that the file lists another number of households than the law counts."""
    judged, judged_zh = "and is judged so", "并照此评定"
    if not listed:
        judged = (
            "but none is judged: give its windows with their households and rooms, or "
            "list the households"
        )
        judged_zh = "但没有可评定的户：请给窗填写户和房间，或列出各户"
    return Finding(
        code="COURTYARD-HOUSEHOLDS",
        severity=Severity.WARNING,
        where=f"building {building.id}",
        message=f"the main house {building.id} is listed with {_number(listed)} on the "
        f"storeys that count; by 规程六(九) it counts as {count.dwellings}, {judged}",
        message_zh=f"院落正房 {building.id} 在计入的各层列有 {listed} 户；"
        f"按规程六(九)应算 {count.dwellings} 套，{judged_zh}",
        expected=_number(count.dwellings or 0),
        found=_number(listed),
    )


def _number(households: int) -> str:
    """Households in words."""
    return "1 household" if households == 1 else f"{households} households"
