"""The table ``[calculation]`` of a profile: read, checked, laid over (设定表)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from sunlight.conditions import OrientationBand
from sunlight.errors import InputError
from sunlight.kinds import Use
from sunlight.rules.profile_tables import check_keys, tables_of
from sunlight.rules.settings import (
    SETTINGS,
    Setting,
    Settings,
    SettingValue,
    Unsupported,
)

__all__ = ["ReadSettings", "laid_over", "read_settings"]

_USES: Final = tuple(u for u in Use if u not in (Use.OTHER, Use.UNKNOWN))
"""Uses that have tables of their own."""
_BANDS: Final = "orientation_band"
_BAND_KEYS: Final = ("from_deg", "to_deg", "start", "end")
_HALF_TURN: Final = 180
_LAST_MINUTE: Final = 1440.0


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadSettings:
    """What the table of a profile says (所读设定).

    Parameters
    ----------
    for_all, by_use : mapping
        Values that are done, as in :class:`~sunlight.rules.settings.Settings`.
    orientation_bands : tuple of OrientationBand
        Empty if the profile has no such table.
    unsupported : tuple of Unsupported
        Values that the engine does not do.
    named : frozenset of str
        Settings that the profile settles, done or not.
    """

    for_all: Mapping[str, SettingValue] = field(default_factory=dict)
    by_use: Mapping[Use, Mapping[str, SettingValue]] = field(default_factory=dict)
    orientation_bands: tuple[OrientationBand, ...] = ()
    unsupported: tuple[Unsupported, ...] = ()
    named: frozenset[str] = frozenset()


def read_settings(document: Mapping[str, object], *, origin: str) -> ReadSettings:
    """Read the settings of a profile (读取设定).

    Parameters
    ----------
    document : mapping
        The whole profile.
    origin : str
        Name of the file, for messages.

    Returns
    -------
    ReadSettings
        Typed; nothing of it is laid over what is inherited yet.

    Raises
    ------
    InputError
        If a setting, use or value is unknown, a setting cannot differ by use, or rows
        of the table of orientations contradict each other.
    """
    where = f"{origin}: calculation"
    table = document.get("calculation", {})
    if not isinstance(table, dict):
        raise InputError("[calculation] is not a table", where=where, value=table)
    uses = {use.value: use for use in _USES}
    named = {k: v for k, v in table.items() if k not in uses and k != _BANDS}
    for_all, listed = _values(named, None, where)
    by_use: dict[Use, Mapping[str, SettingValue]] = {}
    for key, use in uses.items():
        if key not in table:
            continue
        given = table[key]
        if not isinstance(given, dict):
            raise InputError(
                f"[calculation.{key}] is not a table", where=f"{where}.{key}"
            )
        by_use[use], of_use = _values(given, use, f"{where}.{key}")
        listed += of_use
    return ReadSettings(
        for_all=for_all,
        by_use=by_use,
        orientation_bands=_orientation_bands(table, where),
        unsupported=tuple(listed),
        named=frozenset(
            [*named, *(f"{use.value}.{n}" for use, t in by_use.items() for n in t)]
        ),
    )


def laid_over(base: Settings, read: ReadSettings, *, origin: str) -> Settings:
    """Settings of a profile laid over those that it inherits (覆盖设定).

    A value for one use stays until a profile gives another for the same use.

    Parameters
    ----------
    base : Settings
        What is inherited.
    read : ReadSettings
        What the profile says.
    origin : str
        Name of the file, for messages.

    Returns
    -------
    Settings
        Both.

    Raises
    ------
    InputError
        If the band depends on the orientation and there is no table for it, or the
        other way round.
    """
    by_use = {
        use: {**base.by_use.get(use, {}), **read.by_use.get(use, {})}
        for use in Use
        if use in base.by_use or use in read.by_use
    }
    made = Settings(
        for_all={**base.for_all, **read.for_all},
        by_use=by_use,
        orientation_bands=read.orientation_bands or base.orientation_bands,
    )
    asked = any(
        made.value("band_by_orientation", use) == "yes" for use in (None, *by_use)
    )
    if asked and not made.orientation_bands:
        raise InputError(
            "the band depends on the orientation, but there is no table for it; add "
            "[[calculation.orientation_band]] with from_deg, to_deg, start and end",
            where=f"{origin}: calculation.band_by_orientation",
            value="yes",
        )
    if read.orientation_bands and not asked:
        raise InputError(
            'there is a table of orientations, but no band_by_orientation = "yes"; add '
            "it, or leave the table out",
            where=f"{origin}: calculation.{_BANDS}",
        )
    return made


def _values(
    table: Mapping[str, object], use: Use | None, where: str
) -> tuple[dict[str, SettingValue], list[Unsupported]]:
    """Values that are done, and those that are not."""
    done: dict[str, SettingValue] = {}
    listed = []
    for name, value in table.items():
        if name not in SETTINGS:
            tables = "" if use else f"; or a table of a use: {', '.join(_USES)}"
            raise InputError(
                f"there is no setting {name!r}; known are: {', '.join(SETTINGS)}"
                f"{tables}",
                where=f"{where}.{name}",
                value=value,
            )
        setting = SETTINGS[name]
        if use is not None and not setting.by_use:
            raise InputError(
                f"{name} cannot differ by use; write it under [calculation]",
                where=f"{where}.{name}",
                value=value,
            )
        checked = _checked(setting, value, f"{where}.{name}")
        if checked in setting.not_done:
            listed.append(_not_done(name, setting, str(checked), use))
        else:
            done[name] = checked
    return done, listed


def _not_done(name: str, setting: Setting, value: str, use: Use | None) -> Unsupported:
    """Record of a value that the engine does not do."""
    zh, en = setting.not_done[value]
    done_zh, done_en = setting.choices[str(setting.default)]
    return Unsupported(
        id=name if use is None else f"{use.value}.{name}",
        zh=f"{setting.zh}：规定为{zh}（{value}），尚未实现，"
        f"未另行设定的按{done_zh}（{setting.default}）计算",
        en=f"{setting.en}: the rule asks for {value}, {en}, which is not done; where "
        f"nothing else is set, computed is {setting.default}, {done_en}",
    )


def _checked(setting: Setting, value: object, where: str) -> SettingValue:
    """Return a value that the setting knows."""
    if setting.choices:
        allowed = (*setting.choices, *setting.not_done)
        if not isinstance(value, str) or value not in allowed:
            raise InputError(
                f"{value!r} is not allowed; choose one of: {', '.join(allowed)}",
                where=where,
                value=value,
            )
        return value
    number = isinstance(value, int | float) and not isinstance(value, bool)
    if (
        not isinstance(value, int | float)
        or not number
        or not setting.least <= value < setting.below
        or (setting.whole and value != int(value))
    ):
        kind = "whole number" if setting.whole else "number"
        below = f" and below {setting.below:g}" if setting.below < float("inf") else ""
        raise InputError(
            f"{value!r} is not a {kind} of {setting.least:g} or more{below} "
            f"[{setting.unit}]; give one",
            where=where,
            value=value,
        )
    return float(value)


def _orientation_bands(
    table: Mapping[str, object], where: str
) -> tuple[OrientationBand, ...]:
    """Rows of the table of orientations."""
    rows: list[OrientationBand] = []
    for index, given in enumerate(tables_of(table, _BANDS, where)):
        place = f"{where}.{_BANDS}[{index}]"
        check_keys(given, set(_BAND_KEYS), frozenset(), where=place)
        first, last = (_degrees(given[key], f"{place}.{key}") for key in _BAND_KEYS[:2])
        start, end = (_minutes(given[key], f"{place}.{key}") for key in _BAND_KEYS[2:])
        if first > last or start >= end:
            raise InputError(
                f"from_deg {first} to to_deg {last}, start {start:g} to end {end:g}: "
                "each first one has to come before the second",
                where=place,
                value=(first, last, start, end),
            )
        for other in rows:
            if first <= other.last and other.first <= last:
                raise InputError(
                    f"{first} to {last} degrees overlap the row of {other.first} to "
                    f"{other.last}; give each direction once",
                    where=place,
                    value=(first, last),
                )
        rows.append(OrientationBand(first=first, last=last, band=(start, end)))
    return tuple(rows)


def _degrees(value: object, where: str) -> int:
    """Whole degrees from south."""
    if isinstance(value, bool) or not isinstance(value, int) or abs(value) > _HALF_TURN:
        raise InputError(
            f"{value!r} is no whole number of degrees from -180 to 180; count from "
            "south, east positive, west negative",
            where=where,
            value=value,
        )
    return value


def _minutes(value: object, where: str) -> float:
    """Minutes since midnight."""
    number = isinstance(value, int | float) and not isinstance(value, bool)
    if not isinstance(value, int | float) or not number or not 0 < value < _LAST_MINUTE:
        raise InputError(
            f"{value!r} are no minutes since midnight; give a number between 0 and "
            "1440, such as 540 for nine o'clock",
            where=where,
            value=value,
        )
    return float(value)
