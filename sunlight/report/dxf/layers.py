"""Layers of the drawing: stable names, colours, what each sheet shows (图层)."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from sunlight.kinds import PartKind, Status
from sunlight.scope import ScopeRole

__all__ = [
    "COMMON",
    "DXF_KINDS",
    "LAYERS",
    "PART_LAYERS",
    "ROLE_LAYERS",
    "STATUS_LAYERS",
    "DxfLayer",
    "hour_layer",
    "isochrone_layer_of",
]

DXF_KINDS: Final = ("site", "scope", "windows", "isochrone", "grid", "shadow")
"""Drawings of one DXF file, each a paper sheet, in the order of the sheets."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DxfLayer:
    """One layer (图层).

    Parameters
    ----------
    name : str
        Chinese in every language, so that scripts and layer states hold.
    colour : int
        Number in AutoCAD's colour index.
    linetype : str
        Name of its linetype.
    weight : int
        Line weight. [1/100 mm]
    kinds : tuple of str
        Sheets that show it.
    plotted : bool
        Whether it is printed.
    """

    name: str
    colour: int
    linetype: str = "Continuous"
    weight: int = 18
    kinds: tuple[str, ...] = ()
    plotted: bool = True


COMMON: Final = ("site", "windows", "isochrone", "grid", "shadow")
"""Sheets that show buildings by status; that of the scope shows them by role."""
_DETAILED: Final = ("site", "windows")
_HOURS: Final = ("isochrone", "grid", "shadow")

STATUS_LAYERS: Final[Mapping[str, str]] = MappingProxyType(
    {
        Status.EXISTING.value: "日照-建筑-现状",
        Status.APPROVED.value: "日照-建筑-已批",
        Status.PROPOSED.value: "日照-建筑-拟建",
        Status.CONCURRENT.value: "日照-建筑-同期",
        "removed": "日照-建筑-拆除",
    }
)
"""Layer of the first body of a building, by the status it is drawn in."""

PART_LAYERS: Final[Mapping[PartKind, str]] = MappingProxyType(
    {
        PartKind.BODY: "日照-建筑-裙房等体块",
        PartKind.BALCONY: "日照-建筑-阳台",
        PartKind.OVERHANG: "日照-建筑-雨篷挑板",
        PartKind.EAVE: "日照-建筑-挑檐",
        PartKind.PARAPET: "日照-建筑-女儿墙",
        PartKind.ROOF: "日照-建筑-屋顶",
        PartKind.STAIR_HOUSE: "日照-建筑-楼梯间",
        PartKind.LIFT_HOUSE: "日照-建筑-电梯机房",
        PartKind.WATER_TANK: "日照-建筑-水箱",
        PartKind.CHIMNEY: "日照-建筑-烟囱",
        PartKind.LINK_BRIDGE: "日照-建筑-连廊",
    }
)
"""Layer of the other parts of a building; other kinds of parts stand on one of their
own, which no reader takes for a building."""

ROLE_LAYERS: Final[Mapping[ScopeRole, str]] = MappingProxyType(
    {
        ScopeRole.PROPOSED: "日照-范围-拟建",
        ScopeRole.CONCURRENT: "日照-范围-同期",
        ScopeRole.ANALYSED: "日照-范围-客体",
        ScopeRole.OVERLAY: "日照-范围-叠加",
        ScopeRole.OUTSIDE: "日照-范围-范围外",
        ScopeRole.REMOVED: "日照-范围-拆除",
        ScopeRole.UNDETERMINED: "日照-范围-未确定",
    }
)
"""Layer of the footprints by role."""

_ROLE_COLOURS: Final = {
    ScopeRole.PROPOSED: 1,
    ScopeRole.CONCURRENT: 6,
    ScopeRole.ANALYSED: 140,
    ScopeRole.OVERLAY: 40,
    ScopeRole.OUTSIDE: 8,
    ScopeRole.REMOVED: 9,
    ScopeRole.UNDETERMINED: 250,
}


def _layers() -> tuple[DxfLayer, ...]:
    """Every layer whose name is known beforehand."""
    status = {"现状": 7, "已批": 30, "拟建": 1, "同期": 6, "拆除": 8}
    lines = {"同期": "DASHED", "拆除": "DASHED", "已批": "DASHDOT"}
    weights = {"拟建": 50, "同期": 35, "已批": 35, "现状": 25}
    buildings = [
        DxfLayer(
            name=name,
            colour=status[name.rsplit("-", 1)[1]],
            linetype=lines.get(name.rsplit("-", 1)[1], "Continuous"),
            weight=weights.get(name.rsplit("-", 1)[1], 18),
            kinds=COMMON,
        )
        for name in STATUS_LAYERS.values()
    ]
    parts = [
        DxfLayer(name=name, colour=8, weight=13, kinds=_DETAILED)
        for name in PART_LAYERS.values()
    ]
    roles = [
        DxfLayer(name=name, colour=_ROLE_COLOURS[role], weight=30, kinds=("scope",))
        for role, name in ROLE_LAYERS.items()
    ]
    plan, windows = ("site",), ("windows",)
    return (
        *buildings,
        *parts,
        DxfLayer(name="日照-建筑-天井", colour=8, kinds=DXF_KINDS),
        DxfLayer(name="日照-建筑-其他部位", colour=9, linetype="DOT", kinds=plan),
        DxfLayer(name="日照-建筑标注-楼号层数", colour=7, kinds=DXF_KINDS),
        DxfLayer(name="日照-名称", colour=7, kinds=plan),
        DxfLayer(name="日照-标高", colour=3, kinds=plan),
        DxfLayer(name="日照-间距", colour=3, kinds=plan),
        DxfLayer(name="日照-场地-构筑物", colour=32, linetype="DOT", kinds=plan),
        DxfLayer(name="日照-场地-空地", colour=94, linetype="DIVIDE", kinds=plan),
        DxfLayer(name="日照-指北针", colour=7),
        *roles,
        DxfLayer(name="日照-范围-填充", colour=9, kinds=("scope",)),
        DxfLayer(name="日照-范围-扇形", colour=210, weight=13, kinds=("scope",)),
        DxfLayer(
            name="日照-范围-叠加扇形", colour=40, linetype="DOT", kinds=("scope",)
        ),
        DxfLayer(name="日照-范围-外轮廓", colour=1, weight=50, kinds=("scope",)),
        DxfLayer(name="日照-窗台线-达标", colour=140, weight=50, kinds=windows),
        DxfLayer(name="日照-窗台线-未达标", colour=30, weight=70, kinds=windows),
        DxfLayer(name="日照-窗台线-未评", colour=8, weight=35, kinds=windows),
        DxfLayer(name="日照-窗位编号", colour=7, weight=13, kinds=windows),
        DxfLayer(name="日照-等时线-标注", colour=7, kinds=("isochrone",)),
        DxfLayer(name="日照-网格-数值", colour=7, weight=13, kinds=("grid",)),
        DxfLayer(name="日照-阴影-标注", colour=7, kinds=("shadow",)),
        DxfLayer(name="日照-计算范围", colour=9, linetype="DASHDOT", kinds=_HOURS),
        DxfLayer(name="日照-图框", colour=7, weight=25),
        DxfLayer(name="日照-图框-外框", colour=7, weight=70),
        DxfLayer(name="日照-视口", colour=8, plotted=False),
    )


LAYERS: Final[Mapping[str, DxfLayer]] = MappingProxyType(
    {layer.name: layer for layer in _layers()}
)
"""Every layer but those of hours, by name."""

_LINE_COLOURS: Final = (30, 150, 94, 211, 7)
_LINE_TYPES: Final = ("Continuous", "DASHED", "DASHDOT", "DIVIDE", "DOT")
_SHADOW_COLOURS: Final = (174, 154, 134, 114, 94, 54, 44, 34, 24, 14, 234)


def isochrone_layer_of(hours: float, number: int) -> DxfLayer:
    """Layer of the isochrone of some hours (等时线图层).

    Parameters
    ----------
    hours : float
        Counted hours. [h]
    number : int
        Which one it is, from 0, for its colour and linetype.

    Examples
    --------
    >>> isochrone_layer_of(2.0, 0).name
    '日照-等时线-2h'
    """
    return DxfLayer(
        name=f"日照-等时线-{hours:g}h",
        colour=_LINE_COLOURS[number % len(_LINE_COLOURS)],
        linetype=_LINE_TYPES[number % len(_LINE_TYPES)],
        weight=50,
        kinds=("isochrone",),
    )


def hour_layer(minute: float) -> DxfLayer:
    """Layer of the shadow at an instant (逐时阴影图层).

    Parameters
    ----------
    minute : float
        The instant. [min, true solar time]

    Examples
    --------
    >>> hour_layer(540.0).name
    '日照-阴影-0900'
    """
    hour, rest = divmod(round(minute), 60)
    return DxfLayer(
        name=f"日照-阴影-{hour:02d}{rest:02d}",
        colour=_SHADOW_COLOURS[hour % len(_SHADOW_COLOURS)],
        weight=18,
        kinds=("shadow",),
    )
