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
    >>> role_in("分析对象（客体）建筑"), role_in("叠加（主体）建筑"), role_in("表 3")
    ('analysed', 'overlay', '')
    """
    if "叠加" in text and "主体" in text and "拟建" not in text:
        return "overlay"  # 叠加（主体）建筑 shade too and are not of the project
    for role, words in label_words()["roles"].items():
        if any(word in text for word in words):
            return str(role)
    return ""
