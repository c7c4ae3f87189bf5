"""Outcomes as reports print them, in the words of the rules (结论用语归一)."""

import re
from typing import Final

from sunlight.rules import Outcome, Wording

__all__ = ["claimed_wording", "outcome_of", "speaks_of_unit"]

_WORDS: Final[dict[str, Wording]] = {
    "满足": Wording.MEETS,
    "满足要求": Wording.MEETS,
    "满足标准": Wording.MEETS,
    "满足日照标准": Wording.MEETS,
    "满足日照要求": Wording.MEETS,
    "达标": Wording.MEETS,
    "符合": Wording.MEETS,
    "符合要求": Wording.MEETS,
    "合格": Wording.MEETS,
    "通过": Wording.MEETS,
    "是": Wording.MEETS,
    "√": Wording.MEETS,
    "✓": Wording.MEETS,
    "pass": Wording.MEETS,
    "meets": Wording.MEETS,
    "yes": Wording.MEETS,
    "不满足": Wording.NOT_MEETS,
    "不满足要求": Wording.NOT_MEETS,
    "不满足标准": Wording.NOT_MEETS,
    "不满足日照标准": Wording.NOT_MEETS,
    "不满足日照要求": Wording.NOT_MEETS,
    "不达标": Wording.NOT_MEETS,
    "未达标": Wording.NOT_MEETS,
    "不符合": Wording.NOT_MEETS,
    "不符合要求": Wording.NOT_MEETS,
    "不合格": Wording.NOT_MEETS,
    "未通过": Wording.NOT_MEETS,
    "否": Wording.NOT_MEETS,
    "×": Wording.NOT_MEETS,
    "✗": Wording.NOT_MEETS,
    "x": Wording.NOT_MEETS,
    "fail": Wording.NOT_MEETS,
    "no": Wording.NOT_MEETS,
    "不影响": Wording.NO_EFFECT,
    "无影响": Wording.NO_EFFECT,
    "没有影响": Wording.NO_EFFECT,
    "未影响": Wording.NO_EFFECT,
    "影响": Wording.AFFECTED,
    "有影响": Wording.AFFECTED,
    "受影响": Wording.AFFECTED,
    "影响（日照增加）": Wording.AFFECTED_GAIN,
    "影响(日照增加)": Wording.AFFECTED_GAIN,
}
"""Words in use, without blanks and full stops."""

_OF_UNIT: Final = re.compile("影响|满足")
"""Words that a clause keeps for units; 达标 and √ are said of single windows too."""

_PASSES: Final = frozenset({Wording.MEETS, Wording.NO_EFFECT, Wording.AFFECTED_GAIN})


def claimed_wording(text: str) -> Wording:
    """Wording that a printed outcome comes to (结论用语归一).

    Parameters
    ----------
    text : str
        As printed.

    Returns
    -------
    Wording
        ``Wording.NONE`` for what is no outcome.

    Examples
    --------
    >>> claimed_wording(" 未达标 。"), claimed_wording("见附表")
    (<Wording.NOT_MEETS: '不满足'>, <Wording.NONE: ''>)
    """
    plain = re.sub(r"[\s。.，,;；]", "", text).lower()
    return _WORDS.get(plain, Wording.NONE)


def speaks_of_unit(text: str) -> bool:
    """Whether the word is one of those that clauses keep for units (单元结论用语).

    Parameters
    ----------
    text : str
        As printed.
    """
    return _OF_UNIT.search(text) is not None


def outcome_of(wording: str) -> Outcome | None:
    """PASS or FAIL of a wording (结论); None where nothing is judged.

    Parameters
    ----------
    wording : str
        Value of a :class:`~sunlight.rules.Wording`.
    """
    if not wording:
        return None
    return Outcome.PASS if Wording(wording) in _PASSES else Outcome.FAIL
