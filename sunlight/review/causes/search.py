"""Search for the conventions that explain a table (口径搜索).

First every honest combination; then, from the best of them, one departure more at a
time, keeping the most promising few; free parameters are refined between the values of
the table. At most two departures are not allowed ones, and one of the model.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from itertools import product
from typing import Final

import numpy as np

from sunlight.conditions import StandardDay
from sunlight.review.causes.emulate import emulated
from sunlight.review.causes.evaluator import Evaluator
from sunlight.review.causes.figures import Figures, residuals
from sunlight.review.causes.scoring import Scored, scored
from sunlight.review.causes.space import (
    LONGEST_HONEST_STEP,
    Dimension,
    allowed,
    departures,
    dimensions,
    is_right_term,
    nearest_city,
)
from sunlight.review.causes.suspects import suspects
from sunlight.review.records.causes import Convention

__all__ = ["Search", "search", "signature", "supported", "tried_fit"]

BEAM: Final = 6
HONEST_STARTS: Final = 2
DEEPEST: Final = 3
"""Rounds of one departure more."""
MOST_NOT_ALLOWED: Final = 2
LEAST_GAIN: Final = 2.0
"""A further round goes on while the best gains this much. [nats]"""
GOOD_SHARE: Final = 0.995
"""Share of figures to the minute at which no further departure is looked for."""
LEAST_WINDOWS: Final = 4
"""Windows that a departure must explain better; edited rows are none of them."""
_HONEST: Final = ("declination", "sampling", "refraction")
_FIRST_STEP: Final = {
    "latitude": 0.12,
    "north": 0.75,
    "raised": 0.05,
    "top": 1.0,
    "level": 0.25,
}
_FINEST: Final = {
    "latitude": 0.005,
    "north": 0.03,
    "raised": 0.01,
    "top": 0.02,
    "level": 0.01,
}

Progress = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Search:
    """What is searched, and all that has been tried (搜索状态).

    Parameters
    ----------
    told : Evaluator
        Windows and scenes.
    figures : Figures
        What is printed.
    dims : tuple of Dimension
        Table of conventions.
    tried : dict
        Scores by convention.
    """

    told: Evaluator
    figures: Figures
    dims: tuple[Dimension, ...]
    tried: dict[Convention, Scored] = field(default_factory=dict)

    @property
    def day(self) -> StandardDay:
        """Standard day of dwellings."""
        return self.told.assessment.conditions.day


def tried_fit(state: Search, convention: Convention) -> Scored:
    """Score of a convention, computed once (试算评分).

    Parameters
    ----------
    state : Search
        What is searched.
    convention : Convention
        The combination.
    """
    found = state.tried.get(convention)
    if found is None:
        off = residuals(state.figures, emulated(state.told, convention))
        found = scored(convention, state.told.base, state.figures, off)
        state.tried[convention] = found
    return found


def signature(convention: Convention, base: Convention) -> tuple[object, ...]:
    """What a convention is apart from the size of free parameters (口径类别).

    Parameters
    ----------
    convention, base : Convention
        The combination, and that of the rules.
    """
    change = convention.geometry
    place = None if change is None else (change.kind, change.building, change.part)
    return (departures(convention, base), place)


def search(
    told: Evaluator, figures: Figures, *, step: Progress | None = None
) -> Search:
    """Search the table of conventions (搜索).

    Parameters
    ----------
    told : Evaluator
        Windows and scenes.
    figures : Figures
        What is printed, of the same windows.
    step : callable, optional
        Told the step, how much is done and how much there is.

    Returns
    -------
    Search
        Everything tried.
    """
    state = Search(told=told, figures=figures, dims=dimensions(told))
    tell: Progress = step if step is not None else lambda name, done, total: None
    base = tried_fit(state, told.base)
    if (base.residuals.off == 0.0).all():
        return state
    tell("causes", 0, DEEPEST + 2)
    honest = _honest(state)
    tell("causes", 1, DEEPEST + 2)
    beam = [base, *(h for h in honest[:HONEST_STARTS] if h is not base)]
    best = min(beam, key=lambda s: s.score)
    for depth in range(DEEPEST):
        if _good(best):
            break
        children = [c for p in beam for c in _children(state, p, engine=False)]
        for parent in beam:
            if any(_good(child) for child in children):
                break
            children += _children(state, parent, engine=True)
        kept = _diverse(state, [*children, best])
        beam = _diverse(state, [_refined(state, s) for s in kept])
        tell("causes", depth + 2, DEEPEST + 2)
        if best.score - beam[0].score < LEAST_GAIN:
            break
        best = beam[0]
    _polish(state, beam)
    tell("causes", DEEPEST + 2, DEEPEST + 2)
    return state


def _good(found: Scored) -> bool:
    """Whether nearly all figures agree to the minute."""
    return float((found.residuals.off == 0.0).mean()) >= GOOD_SHARE


def _honest(state: Search) -> list[Scored]:
    """All combinations that an honest report may choose, best first."""
    base, day = state.told.base, state.day
    values: list[list[dict[str, object]]] = []
    for code in _HONEST:
        changes = next(d.changes for d in state.dims if d.code == code)
        fair = [c for c in changes if allowed(replace(base, **c), base, day)]
        values.append([{}, *fair])
    found = []
    for parts in product(*values):
        change: dict[str, object] = {}
        for part in parts:
            change |= part
        found.append(tried_fit(state, replace(base, **change)))  # type: ignore[arg-type]
    return sorted(found, key=_rank)


def _rank(found: Scored) -> float:
    return found.score


def _not_allowed(state: Search, convention: Convention) -> int:
    """How many departures an honest report would not make."""
    base = state.told.base
    count = 0
    for code in departures(convention, base):
        if code == "declination":
            count += not is_right_term(state.day, convention.declination)
        elif code == "sampling":
            sampling = convention.sampling
            count += sampling is not None and sampling.step > LONGEST_HONEST_STEP
        else:
            count += code != "refraction"
    return count


def _children(state: Search, parent: Scored, *, engine: bool) -> list[Scored]:
    """The parent with one departure more, those that its figures support."""
    base = state.told.base
    done = departures(parent.convention, base)
    options: list[Convention] = []
    for dimension in state.dims:
        if dimension.code not in done and dimension.engine is engine:
            options += dimension.of(parent.convention)
    if engine and parent.convention.geometry is None:
        options += [
            replace(parent.convention, geometry=change)
            for change in suspects(state.told, state.figures, parent.cost)
        ]
    return [
        child
        for child in (
            tried_fit(state, option)
            for option in options
            if _not_allowed(state, option) <= MOST_NOT_ALLOWED
        )
        if child.score < parent.score + LEAST_GAIN
        and supported(state.figures, parent, child)
    ]


def supported(figures: Figures, parent: Scored, child: Scored) -> bool:
    """Tell whether a departure explains enough windows better (是否有足够依据).

    Parameters
    ----------
    figures : Figures
        What is printed.
    parent, child : Scored
        Without the departure, and with it.
    """
    better = child.cost < parent.cost - 0.5
    windows = figures.places[better] % len(figures.windows)
    return len(np.unique(windows)) >= LEAST_WINDOWS


def _diverse(state: Search, found: Iterable[Scored]) -> list[Scored]:
    """Best of each kind, the best few kinds."""
    kept: dict[tuple[object, ...], Scored] = {}
    for one in sorted(found, key=_rank):
        kept.setdefault(signature(one.convention, state.told.base), one)
    return list(kept.values())[:BEAM]


def _free_fields(convention: Convention) -> list[str]:
    """Free parameters of a convention."""
    change = convention.geometry
    found = []
    if convention.latitude is not None:
        found.append("latitude")
    if convention.north:
        found.append("north")
    if convention.raised:
        found.append("raised")
    if change is not None and change.kind in ("top", "level"):
        found.append(change.kind)
    return found


def _moved(convention: Convention, name: str, by: float) -> Convention:
    """Convention with a free parameter moved."""
    change = convention.geometry
    if change is not None and name == change.kind:
        metres = round(change.metres + by, 4)
        return replace(convention, geometry=replace(change, metres=metres))
    if name == "latitude" and convention.latitude is not None:
        latitude = round(convention.latitude + by, 4)
        return replace(convention, latitude=latitude, place="")
    return replace(convention, **{name: round(getattr(convention, name) + by, 4)})


def _refined(state: Search, start: Scored) -> Scored:
    """Free parameters moved to where the score is least, in ever smaller steps."""
    best = start
    for name in _free_fields(start.convention):
        step = _FIRST_STEP[name]
        while step >= _FINEST[name]:
            tries = [
                tried_fit(state, moved)
                for by in (-step, -0.5 * step, 0.5 * step, step)
                if _sound(moved := _moved(best.convention, name, by))
            ]
            nearer = min([best, *tries], key=_rank)
            if nearer is best:
                step *= 0.4
            best = nearer
        best = _rounded(state, best, name)
    return best


def _sound(convention: Convention) -> bool:
    """Whether a moved parameter is still one."""
    change = convention.geometry
    moved = change is None or change.kind not in ("top", "level") or change.metres
    return (
        bool(moved)
        and abs(convention.north) <= 45.0
        and (convention.latitude is None or 3.0 <= convention.latitude <= 54.0)
    )


def _rounded(state: Search, found: Scored, name: str) -> Scored:
    """The roundest value that explains the table as well; a city, where one is near."""
    convention, change = found.convention, found.convention.geometry
    options: list[Convention] = []
    if name == "latitude" and convention.latitude is not None:
        city = nearest_city(convention.latitude)
        latitudes = next(d for d in state.dims if d.code == "latitude").changes
        options += [
            replace(convention, **c) for c in latitudes if city and c["place"] == city
        ]
    else:
        value = (
            change.metres
            if name in ("top", "level") and change
            else getattr(convention, name, 0.0)
        )
        for unit in (1.0, 0.5, 0.1, 0.05):
            rounded = round(value / unit) * unit
            if rounded and abs(rounded - value) <= 0.3 * _FIRST_STEP[name]:
                options.append(_moved(convention, name, rounded - value))
    for option in options:
        other = tried_fit(state, option)
        if other.score <= found.score + 0.1:
            return other
    return found


def _polish(state: Search, beam: list[Scored]) -> None:
    """Every dimension of the best few chosen anew, then refined; and each left out."""
    base = state.told.base
    for start in beam[: 1 if _good(beam[0]) else 3]:
        best = start
        for _ in range(2):
            options: list[Convention] = []
            for dimension in state.dims:
                if dimension.code in departures(best.convention, base) or (
                    dimension.code in _HONEST
                ):
                    options += dimension.of(best.convention)
                    options.append(_without(best.convention, base, dimension))
            tries = [
                tried_fit(state, option)
                for option in options
                if _not_allowed(state, option) <= MOST_NOT_ALLOWED
            ]
            nearer = _refined(state, min([best, *tries], key=_rank))
            if nearer.score >= best.score - 1e-9:
                break
            best = nearer
        if best.convention.geometry is not None:
            tried_fit(state, replace(best.convention, geometry=None))
        for dimension in state.dims:
            tried_fit(state, _without(best.convention, base, dimension))


def _without(
    convention: Convention, base: Convention, dimension: Dimension
) -> Convention:
    """Convention with one dimension as the rules have it."""
    names = {name for change in dimension.changes for name in change}
    return replace(convention, **{name: getattr(base, name) for name in names})
