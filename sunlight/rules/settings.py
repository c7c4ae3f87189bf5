"""What a profile can ask of the calculation, and what the engine can do (计算设定)."""

from dataclasses import dataclass
from typing import Final

from sunlight.errors import InputError

__all__ = ["SETTINGS", "Setting", "Unsupported", "unsupported_settings"]


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
    done : str or float
        What the engine does.
    others : tuple of str
        Other values that a profile may ask for; empty where it is a number.
    """

    zh: str
    en: str
    done: str | float
    others: tuple[str, ...] = ()


SETTINGS: Final[dict[str, Setting]] = {
    "segments": Setting(
        zh="计入哪些时段",
        en="which stretches of sun count",
        done="all",
        others=("two_longest", "three_longest", "longest"),
    ),
    "band_by_orientation": Setting(
        zh="有效时间带随立面朝向变化",
        en="band that changes with the orientation of the façade",
        done="no",
        others=("yes",),
    ),
    "minimum_altitude": Setting(
        zh="最小太阳高度角（度）", en="least altitude of the sun [deg]", done=0.0
    ),
    "sweep_angle": Setting(
        zh="扫掠角（度）", en="least angle between sun and wall [deg]", done=0.0
    ),
    "full_window": Setting(
        zh="满窗判定",
        en="what full-window sun means",
        done="ends",
        others=("whole_sill", "points", "centre", "centre_on_solstice"),
    ),
    "sill_plane": Setting(
        zh="计算窗台面",
        en="height of the sill plane",
        done="at_least",
        others=("fixed",),
    ),
    "time_basis": Setting(
        zh="时间基准",
        en="clock of the band",
        done="true_solar_time",
        others=("beijing_time",),
    ),
    "room_combination": Setting(
        zh="一间多窗的合并",
        en="how the windows of a room combine",
        done="best_window",
        others=("union_of_windows",),
    ),
    "standard_before": Setting(
        zh="原不达标单位的标准",
        en="what is owed to a unit below the standard before",
        done="small_change",
        others=("previous_minutes",),
    ),
}
"""Name of each setting and its values; the schema of ``[calculation]`` in a profile."""


def unsupported_settings(
    asked: dict[str, object], *, where: str
) -> tuple[Unsupported, ...]:
    """Settings of a profile that the engine does not do (尚不支持的设定).

    Parameters
    ----------
    asked : dict
        The table ``[calculation]`` of a profile.
    where : str
        Path of the table, for messages.

    Returns
    -------
    tuple of Unsupported
        One a setting that differs from what the engine does.

    Raises
    ------
    InputError
        If a setting or its value is unknown.
    """
    found = []
    for name, value in asked.items():
        if name not in SETTINGS:
            raise InputError(
                f"there is no setting {name!r}; known are: {', '.join(SETTINGS)}",
                where=f"{where}.{name}",
                value=value,
            )
        setting = SETTINGS[name]
        _check_value(setting, value, where=f"{where}.{name}")
        if value != setting.done:
            found.append(
                Unsupported(
                    id=name,
                    zh=f"{setting.zh}：规定为 {value}，本软件按 {setting.done} 计算",
                    en=f"{setting.en}: the rule asks for {value}, "
                    f"computed is {setting.done}",
                )
            )
    return tuple(found)


def _check_value(setting: Setting, value: object, *, where: str) -> None:
    """Refuse a value that the setting does not know."""
    if isinstance(setting.done, str):
        allowed = (setting.done, *setting.others)
        if value not in allowed:
            raise InputError(
                f"{value!r} is not allowed; choose one of: {', '.join(allowed)}",
                where=where,
                value=value,
            )
    elif isinstance(value, bool) or not isinstance(value, int | float) or value < 0:
        raise InputError(
            f"{value!r} is not a number of 0 or more; give degrees",
            where=where,
            value=value,
        )
