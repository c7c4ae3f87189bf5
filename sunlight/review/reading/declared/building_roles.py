"""Role of a building in the words of a report (建筑的角色)."""

from sunlight.review.reading.declared.labels import label_words

__all__ = ["role_in"]


def role_in(text: str) -> str:
    """Role that a caption or a cell names (角色); empty for none.

    Parameters
    ----------
    text : str
        Such as ``分析对象（客体）建筑`` or ``拟拆除``.

    Examples
    --------
    >>> role_in("分析对象（客体）建筑"), role_in("拟拆除"), role_in("表 3")
    ('analysed', 'removed', '')
    """
    for role, words in label_words()["roles"].items():
        if any(word in text for word in words):
            return str(role)
    return ""
