"""English messages that count one thing (英文单数)."""

import re
from dataclasses import replace
from typing import Final

from sunlight.review.records.findings import ReviewFinding

__all__ = ["agreeing", "in_the_singular"]

_NOUNS: Final = (
    "buildings|conclusions|cells|documents|figures|households|items|limits|"
    "outcomes|pages|parameters|parts|pieces|places|rows|segments|storeys|tables|texts|"
    "totals|units|values|windows"
)
_VERBS: Final = {
    "are": "is",
    "were": "was",
    "have": "has",
    "do": "does",
    "count": "counts",
    "differ": "differs",
    "fit": "fits",
    "hold": "holds",
    "lie": "lies",
    "print": "prints",
    "stand": "stands",
}
_ONE: Final = re.compile(
    r"(?P<of>\b(?:of|for|in) )?(?<![\w.,/#:±+−-])1 "
    rf"(?P<kind>(?:[a-z]{{4,}} ){{0,2}}?)(?P<noun>{_NOUNS})\b"
    rf"(?:(?P<more>(?: of [^.,;:()]{{1,50}}?)?)(?P<verb> (?:{'|'.join(_VERBS)})\b))?"
)


def _singular(found: re.Match[str]) -> str:
    """One thing, and its verb where it is the subject."""
    of, verb = found["of"] or "", found["verb"] or ""
    if verb and not of:
        verb = f" {_VERBS[verb.strip()]}"
    noun = found["noun"].removesuffix("s")
    return f"{of}1 {found['kind']}{noun}{found['more'] or ''}{verb}"


def agreeing(message: str) -> str:
    """English message in which one thing is told in the singular (单复数一致).

    Parameters
    ----------
    message : str
        Written for many: a whole number, a plural and perhaps a verb.

    Examples
    --------
    >>> agreeing("1 rows are open; 21 rows are not")
    '1 row is open; 21 rows are not'
    >>> agreeing("the totals of 1 rows are not the sum")
    'the totals of 1 row are not the sum'
    >>> agreeing("1 printed totals of households are off by 1 min")
    '1 printed total of households is off by 1 min'
    """
    return _ONE.sub(_singular, message)


def in_the_singular(finding: ReviewFinding) -> ReviewFinding:
    """Finding whose English message agrees with its numbers (单复数一致).

    Parameters
    ----------
    finding : ReviewFinding
        Any.
    """
    message = agreeing(finding.message)
    return finding if message == finding.message else replace(finding, message=message)
