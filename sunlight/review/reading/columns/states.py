"""Words for before and after (建设前、建设后)."""

from sunlight.review.reading.columns.headings import heading_of

__all__ = ["state_of"]


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
