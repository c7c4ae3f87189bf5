"""What a profile can ask of the calculation (计算设定): names, values, what is done."""

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final, Literal

from sunlight.conditions import OrientationBand
from sunlight.errors import RuleError
from sunlight.kinds import Use

__all__ = [
    "SETTINGS",
    "Setting",
    "SettingInForce",
    "SettingValue",
    "Settings",
    "Unsupported",
]

SettingValue = str | float
"""A word out of the choices of a setting, or a number."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Unsupported:
    """Something that a profile asks for and the engine does not do (尚不支持).

    Parameters
    ----------
    id : str
        Stable name.
    zh, en : str
        What is asked for, and what is done instead.
    source : str
        Where the profile has it from; empty if it does not say.
    """

    id: str
    zh: str
    en: str
    source: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """One thing that regulations settle differently (一项设定).

    Parameters
    ----------
    zh, en : str
        What it settles.
    default : str or float
        Its value in rules that do not say: that of the 2022 Xinzhou regulation.
    choices : mapping of str to (str, str)
        Words that are done, the default first, each in Chinese and English; empty where
        it is a number.
    not_done : mapping of str to (str, str)
        Words that a profile may ask for and that are not done: they are listed as
        unsupported, and the value stays as it was.
    unit : str
        Unit of a number.
    least, below : float
        A number is at least the one and less than the other.
    whole : bool
        Whether a number has to be whole.
    by_use : bool
        Whether uses may have values of their own.
    """

    zh: str
    en: str
    default: SettingValue
    choices: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    not_done: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    unit: str = ""
    least: float = 0.0
    below: float = math.inf
    whole: bool = False
    by_use: bool = True


_UNITS: Final = {"deg": "°", "m": " m", "1": ""}
"""How the units of numbers are written."""

SETTINGS: Final[dict[str, Setting]] = {
    "segments": Setting(
        zh="计入的时段",
        en="segments that count",
        default="all",
        choices={
            "all": ("全部累计", "all, added up"),
            "longest": ("最长一段（连续）", "the longest alone: continuous"),
            "two_longest": ("最长两段", "the two longest"),
            "three_longest": ("最长三段", "the three longest"),
        },
    ),
    "minimum_altitude": Setting(
        zh="最小太阳高度角",
        en="least altitude of the sun",
        default=0.0,
        unit="deg",
        below=90.0,
    ),
    "sweep_angle": Setting(
        zh="扫掠角（水平面内太阳与墙面的夹角）",
        en="sweep angle, in plan between sun and wall",
        default=0.0,
        unit="deg",
        below=90.0,
    ),
    "band_by_orientation": Setting(
        zh="有效时间带随立面朝向变化",
        en="band by the orientation of the façade",
        default="no",
        choices={
            "no": ("否", "no"),
            "yes": ("是，表外朝向不分析", "yes; façades beyond the table not analysed"),
        },
    ),
    "full_window": Setting(
        zh="满窗判定",
        en="full-window test",
        default="ends",
        choices={
            "ends": ("窗台两端同时受照", "both sill ends lit at once"),
            "centre": ("窗台中点受照", "the middle of the sill lit"),
            "centre_on_solstice": (
                "冬至按窗台中点，大寒按两端",
                "the middle of the sill on 冬至, both ends on 大寒",
            ),
            "points": ("两端及其间各点同时受照", "the ends and points between lit"),
            "whole_sill": ("整条窗台同时受照", "the whole sill lit at once"),
        },
    ),
    "full_window_points": Setting(
        zh="两端之间的点数（满窗判定为 points 时）",
        en="points between the ends, where the test is points",
        default=1.0,
        unit="1",
        least=1.0,
        below=100.0,
        whole=True,
    ),
    "sill_plane": Setting(
        zh="计算窗台面",
        en="sill plane",
        default="at_least",
        choices={
            "at_least": (
                "窗台高度，不低于规定值",
                "at the sill, never below the least",
            ),
            "fixed": ("一律取规定值", "at the least height, whatever the sill"),
        },
        by_use=False,
    ),
    "time_basis": Setting(
        zh="有效时间带的时制",
        en="clock of the band",
        default="true_solar_time",
        choices={
            "true_solar_time": ("真太阳时", "true solar time"),
            "beijing_time": ("北京时间", "Beijing time"),
        },
    ),
    "room_combination": Setting(
        zh="一间多窗的合并",
        en="how the windows of a room combine",
        default="best_window",
        choices={
            "best_window": ("取最好的一扇窗", "the best single window"),
            "union_of_windows": ("任一扇窗满窗即计入", "sun in any of the windows"),
        },
    ),
    "standard_before": Setting(
        zh="原不达标单位的标准",
        en="what is owed to a unit below the standard before",
        default="small_change",
        choices={
            "small_change": ("只容许微小变化", "no more than a small change"),
            "previous_minutes": ("其原有时数", "the minutes it had"),
        },
    ),
    "scope_shape": Setting(
        zh="分析范围扇形的画法",
        en="how the sector of the scope is attached",
        default="minkowski",
        choices={
            "minkowski": ("沿建筑轮廓扫掠", "about every point of the footprint"),
            "two_centre": ("以建筑两端为圆心", "about the two ends of the building"),
        },
        by_use=False,
    ),
    "scope_radius_cap": Setting(
        zh="分析范围半径上限（0 为不限）",
        en="longest radius of the scope, 0 for none",
        default=0.0,
        unit="m",
        by_use=False,
    ),
}
"""Name of each setting and its values; the schema of ``[calculation]`` in a profile."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SettingInForce:
    """A setting that differs from the usual value (与通行做法不同的设定).

    Parameters
    ----------
    name : str
        Such as ``segments``, or ``kindergarten.segments`` for one use alone.
    value : str or float
        Its value.
    use : Use or None
        Use that it is for; None for all.
    zh, en : str
        Name and value in words.
    """

    name: str
    value: SettingValue
    use: Use | None
    zh: str
    en: str

    def words(self, lang: Literal["zh", "en"]) -> str:
        """Name and value in one language (名称与取值)."""
        return self.zh if lang == "zh" else self.en


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Settings that hold, typed and checked (现行设定).

    Parameters
    ----------
    for_all : mapping of str to str or float
        Values of settings that are given; the others have their default.
    by_use : mapping of Use to mapping
        Values of single uses, before those for all.
    orientation_bands : tuple of OrientationBand
        Table for ``band_by_orientation``.
    """

    for_all: Mapping[str, SettingValue] = field(default_factory=dict)
    by_use: Mapping[Use, Mapping[str, SettingValue]] = field(default_factory=dict)
    orientation_bands: tuple[OrientationBand, ...] = ()

    def value(self, name: str, use: Use | None = None) -> SettingValue:
        """Value of a setting (设定值).

        Parameters
        ----------
        name : str
            Name of the setting.
        use : Use, optional
            Use that is computed; without it the value for all.

        Returns
        -------
        str or float
            That of the use, else that for all, else the default.

        Raises
        ------
        RuleError
            If there is no such setting.
        """
        if name not in SETTINGS:
            raise RuleError(
                f"there is no setting {name!r}; known are: {', '.join(SETTINGS)}"
            )
        of_use = self.by_use.get(use, {}) if use is not None else {}
        found = of_use.get(name, self.for_all.get(name))
        return SETTINGS[name].default if found is None else found

    @property
    def in_force(self) -> tuple[SettingInForce, ...]:
        """Settings that differ from the default, in the order of the schema."""
        found = []
        for name, setting in SETTINGS.items():
            value = self.value(name)
            if value != setting.default:
                found.append(_in_force(name, value, None))
            for use, values in self.by_use.items():
                if name in values and values[name] != value:
                    found.append(_in_force(name, values[name], use))
        return tuple(found)


def _in_force(name: str, value: SettingValue, use: Use | None) -> SettingInForce:
    """Record of a setting with its words."""
    setting = SETTINGS[name]
    number = f"{value:g}{_UNITS[setting.unit]}" if setting.unit else ""
    zh, en = setting.choices.get(str(value), (number, number))
    return SettingInForce(
        name=name if use is None else f"{use.value}.{name}",
        value=value,
        use=use,
        zh=f"{setting.zh}：{zh}",
        en=f"{setting.en}: {en}",
    )
