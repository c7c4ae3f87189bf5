"""The rule of a numbering in words (编号次序的说法)."""

from typing import Final, Literal

__all__ = ["rule_told"]

_MASKS: Final = {
    "all": ("all windows", "全部窗"),
    "habitable": ("windows of habitable rooms", "居住空间等应计房间的窗"),
    "measured": ("windows that are analysed", "参与分析的窗"),
    "judged": ("analysed windows of habitable rooms", "参与分析的应计房间的窗"),
}
_WAYS: Final = {
    "ltr": ("from left to right seen from outside", "自外看由左至右"),
    "rtl": ("from right to left seen from outside", "自外看由右至左"),
    "west_east": ("from west to east, south to north", "由西至东、由南至北"),
    "north_south": ("from west to east, north to south", "由西至东、由北至南"),
    "east_west": ("from east to west, north to south", "由东至西、由北至南"),
    "south_north": ("from east to west, south to north", "由东至西、由南至北"),
    "cw": ("clockwise round the building", "绕楼顺时针"),
    "ccw": ("anticlockwise round the building", "绕楼逆时针"),
}
_SIDES: Final = {"N": "北", "E": "东", "S": "南", "W": "西"}


def rule_told(rule: str, lang: Literal["zh", "en"]) -> str:
    """A rule in words (编号次序).

    Parameters
    ----------
    rule : str
        Such as ``all:NESW/column/round:cw:N``.
    lang : {'zh', 'en'}
        Language.

    Examples
    --------
    >>> rule_told("all:NESW/column/round:cw:E", "en")
    'all windows, clockwise round the building from its E side'
    >>> rule_told("habitable:S/column/SENW:ltr", "zh")
    '居住空间等应计房间的窗，南立面，自外看由左至右'
    """
    mask, _, rest = rule.partition(":")
    sides, _, rest = rest.partition("/")
    order = rest.rpartition("/")[2]
    k = 0 if lang == "en" else 1
    told = [_MASKS.get(mask, (mask, mask))[k]]
    if len(sides) < 4:
        zh = "".join(_SIDES.get(s, s) for s in sides) + "立面"
        told.append(f"sides {sides}" if lang == "en" else zh)
    pieces = order.partition("=")[2] or order
    head, *more = pieces.split(":")
    way = _WAYS.get(more[0] if more else "", ("", ""))[k]
    if head in ("round", "outline"):
        start = more[1] if len(more) > 1 else ""
        if start in _SIDES:
            way += (
                f" from its {start} side"
                if lang == "en"
                else f"，自{_SIDES[start]}立面起"
            )
        told.append(way)
    else:
        if len(sides) > 1 and head != "sides":
            in_order = [s for s in head if s in sides]
            told.append(
                "sides in the order " + "".join(in_order)
                if lang == "en"
                else "立面次序" + "".join(_SIDES[s] for s in in_order)
            )
        told.append(way)
    return (", " if lang == "en" else "，").join(t for t in told if t)
