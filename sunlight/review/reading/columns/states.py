"""Words for before and after (建设前、建设后)."""

import re
from typing import Final

from sunlight.review.reading.columns.headings import heading_of

__all__ = ["caption_state", "state_of"]

_NO_STATE: Final = re.compile("(?:现状|拟建|建成)(?=建筑|住宅|楼|居住|房屋)")


def state_of(text: str) -> str:
    """State that a cell names (状态); empty for none.

    Parameters
    ----------
    text : str
        Such as ``建设前``.

    Examples
    --------
    >>> state_of("建设前"), state_of("现状日照"), state_of("三层")
    ('before', 'before', '')
    """
    return heading_of(text).state


def caption_state(text: str) -> str:
    """State that the title of a table names (表题中的状态); empty for none or both.

    Parameters
    ----------
    text : str
        Such as ``3#楼建设前日照分析表``. Existing buildings (现状建筑) are no state.

    Examples
    --------
    >>> caption_state("3#楼建设前日照分析表"), caption_state("现状建筑窗照表（建设后）")
    ('before', 'after')
    >>> caption_state("建设前后日照对比表")
    ''
    """
    if re.search("前、?后|前与后|前和后", text):
        return ""
    said = _NO_STATE.sub("", text)
    found = {heading_of(part).state for part in re.split(r"[（()）]", said)} - {""}
    return found.pop() if len(found) == 1 else ""
