"""Which conventions best explain a submitted table (口径推断)."""

from collections.abc import Callable
from dataclasses import replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

from sunlight.assessment import Assessment
from sunlight.review.causes.evaluator import Evaluator, evaluator
from sunlight.review.causes.figures import Figures, figures_of, some_figures
from sunlight.review.causes.scoring import (
    Scored,
    apart,
    explained,
    fit_of,
    gain_over,
    sharp,
)
from sunlight.review.causes.search import (
    Search,
    search,
    signature,
    supported,
    tried_fit,
)
from sunlight.review.causes.space import allowed, departures, dimensions
from sunlight.review.causes.stretches import restretched
from sunlight.review.records.causes import Convention, Fit, Inference
from sunlight.review.records.matching import Match
from sunlight.review.records.submission import Submission

__all__ = ["infer"]

Progress = Callable[[str, int, int], None]

SEARCHED: Final = 600
"""Windows that are searched on; all are used to verify."""
VERIFIED: Final = 16
"""Combinations that are computed for all windows."""
RESTRETCHED: Final = 4
"""Combinations for which wide windows choose their stretch anew."""
REPORTED: Final = 10
CLEAR_SHARE: Final = 0.9
MODEL_SHARE: Final = 0.97
"""The same for a change of the model."""
LIKELY_SHARE: Final = 0.7
CLEAR_GAIN: Final = 0.8
LIKELY_GAIN: Final = 0.5
"""Share of what no honest report explains, that a cause which none may have must."""


def infer(
    submission: Submission,
    assessment: Assessment,
    match: Match,
    *,
    progress: Progress | None = None,
) -> Inference:
    """Conventions that best explain a submitted table (口径推断).

    Parameters
    ----------
    submission : Submission
        What is printed.
    assessment : Assessment
        Our own calculation on the reviewer's model.
    match : Match
        Rows against windows.
    progress : callable, optional
        Told the step, how much is done and how much there is.

    Returns
    -------
    Inference
        Fits, best first. A table that the rules explain has ``sure="none"``.

    Notes
    -----
    Source: 办法六(三)3 and 4 ask for the method and the results; a convention that is
    "consistent with" a table proves nothing about how it was made.
    """
    figures = figures_of(submission, assessment, match)
    told = evaluator(assessment, figures.windows)
    if len(figures) == 0:
        return _nothing(told.base)
    whole = Search(told=told, figures=figures, dims=dimensions(told))
    baseline = tried_fit(whole, told.base)
    if (baseline.residuals.off == 0.0).all():
        return _inference(whole, [baseline], tried=1)
    keep = _informative(told, figures, baseline)
    some = some_figures(figures, keep)
    partial = search(evaluator(assessment, some.windows), some, step=progress)
    finalists = _again_wide(whole, [tried_fit(whole, c) for c in _finalists(partial)])
    return _inference(whole, [baseline, *finalists], tried=len(partial.tried))


def _nothing(base: Convention) -> Inference:
    """Nothing to compare."""
    fit = Fit(
        convention=base,
        departures=(),
        allowed=True,
        explained=0,
        compared=0,
        median=0.0,
        worst=0.0,
        score=0.0,
    )
    return Inference(
        fits=(fit,),
        baseline=fit,
        honest=fit,
        alike=1,
        sure="none",
        unexplained=np.empty(0, dtype=np.int64),
        tried=0,
    )


def _informative(
    told: Evaluator, figures: Figures, baseline: Scored
) -> NDArray[np.int64]:
    """Windows to search on: those whose limits react, evenly over the buildings."""
    count = len(figures.windows)
    if count <= SEARCHED:
        return np.arange(count)
    results = told.assessment.windows
    offsets = (results.full_before, results.full_after)
    reacts = np.zeros(count, dtype=np.bool_)
    for lit in offsets:
        sizes = np.diff(lit.offsets)[figures.windows]
        reacts |= sizes > 0
    width = told.assessment.project.windows.width[figures.windows]
    narrow = width <= told.assessment.conditions.counted_width + 1e-6
    weight = np.zeros(2 * count)
    np.maximum.at(weight, figures.places, baseline.cost)
    off = np.maximum(weight[:count], weight[count:]) > 0.0
    wanted = SEARCHED * 6 // 10
    first = _spread(np.flatnonzero(off & narrow), wanted)
    rest = np.setdiff1d(np.flatnonzero((reacts | off) & narrow), first)
    chosen = np.union1d(first, _spread(rest, SEARCHED - len(first)))
    if len(chosen) < SEARCHED:
        others = np.setdiff1d(np.arange(count), chosen)
        chosen = np.union1d(chosen, _spread(others, SEARCHED - len(chosen)))
    return chosen


def _spread(values: NDArray[np.int64], wanted: int) -> NDArray[np.int64]:
    """Some of the values, evenly spaced."""
    if len(values) <= wanted:
        return values
    return values[np.linspace(0, len(values) - 1, wanted).round().astype(np.int64)]


def _finalists(partial: Search) -> list[Convention]:
    """The most promising combinations, a few of each kind, honest ones among them."""
    base, day = partial.told.base, partial.day
    ranked = sorted(partial.tried.values(), key=lambda s: s.score)
    per_kind: dict[tuple[object, ...], int] = {}
    chosen: list[Convention] = []
    for one in ranked:
        kind = signature(one.convention, base)
        per_kind[kind] = per_kind.get(kind, 0) + 1
        if per_kind[kind] <= 2 and len(chosen) < VERIFIED:
            chosen.append(one.convention)
    honest = [s.convention for s in ranked if allowed(s.convention, base, day)][:3]
    return list(dict.fromkeys([*chosen, *honest]))


def _again_wide(whole: Search, found: list[Scored]) -> list[Scored]:
    """The best few with the stretches of wide windows chosen anew."""
    base, day = whole.told.base, whole.day
    ranked = sorted(found, key=lambda s: s.score)
    honest = [s for s in ranked if allowed(s.convention, base, day)][:1]
    result = {one.convention: one for one in found}
    for one in [*ranked[:RESTRETCHED], *honest]:
        told = restretched(whole.told, one.convention)
        if told is not whole.told and result[one.convention] is one:
            again = tried_fit(replace(whole, told=told, tried={}), one.convention)
            result[one.convention] = min(one, again, key=lambda s: s.score)
    return list(result.values())


def _exact_kind(convention: Convention) -> Convention:
    """Convention without the size of its free parameters."""
    change = convention.geometry
    return replace(
        convention,
        latitude=None if convention.latitude is None else 0.0,
        place="",
        north=float(np.sign(convention.north)),
        raised=float(np.sign(convention.raised)),
        geometry=change and replace(change, metres=float(np.sign(change.metres))),
    )


def _inference(whole: Search, found: list[Scored], *, tried: int) -> Inference:
    """The result from the combinations computed for all windows."""
    base, day, figures = whole.told.base, whole.day, whole.figures
    found = list(dict.fromkeys(found))
    baseline = found[0]
    sound = [one for one in found if one is baseline or _sound(whole, found, one)]
    best = min(sound, key=lambda s: s.score)
    kinds: dict[Convention, Scored] = {}
    for one in sorted(sound, key=lambda s: s.score):
        kinds.setdefault(_exact_kind(one.convention), one)
    ranked = list(kinds.values())
    near = [one for one in ranked if not apart(best, one)]
    near.sort(key=lambda s: (not allowed(s.convention, base, day), s.score))
    rest = [one for one in ranked if apart(best, one)]
    to_the_minute = sharp(near[0])

    def fit(one: Scored) -> Fit:
        return fit_of(one, base, figures, day, to_the_minute=to_the_minute)

    fits = tuple(fit(one) for one in [*near, *rest][:REPORTED])
    honest = [one for one in ranked if allowed(one.convention, base, day)]
    off = ~explained(near[0], to_the_minute=to_the_minute)
    return Inference(
        fits=fits,
        baseline=fit(baseline),
        honest=fit(honest[0]),
        alike=min(len(near), REPORTED),
        sure=_sure(whole, fits, near, fit(baseline), fit(honest[0])),
        unexplained=np.unique(figures.rows[off]),
        tried=tried,
    )


def _sound(whole: Search, found: list[Scored], one: Scored) -> bool:
    """Whether every departure that is not allowed explains enough windows better."""
    base, day = whole.told.base, whole.day
    if allowed(one.convention, base, day):
        return True
    mine = set(departures(one.convention, base))
    fewer = [other for other in found if set(departures(other.convention, base)) < mine]
    return all(supported(whole.figures, other, one) for other in fewer)


def _sure(
    whole: Search,
    fits: tuple[Fit, ...],
    near: list[Scored],
    baseline: Fit,
    honest: Fit,
) -> str:
    """How sure the best is."""
    best = fits[0]
    if not best.departures or baseline.explained == baseline.compared:
        return "none"
    base, day = whole.told.base, whole.day
    kinds = {signature(one.convention, base) for one in near}
    fair = all(allowed(one.convention, base, day) for one in near)
    gain = 1.0 if best.allowed else gain_over(best, honest)
    if best.share < LIKELY_SHARE or gain < LIKELY_GAIN:
        return "open"
    if len(kinds) == 1:
        # a second change may stand behind the rows that one change of the model leaves
        needed = CLEAR_SHARE if best.convention.geometry is None else MODEL_SHARE
        clear = best.share >= needed and gain >= CLEAR_GAIN
        return "clear" if clear else "likely"
    return "likely" if fair else "open"
