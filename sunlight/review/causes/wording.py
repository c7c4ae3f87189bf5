"""Conventions in words (口径文字), Chinese and English."""

from typing import Final

from sunlight.conditions import (
    Cooper1969,
    DeclinationConvention,
    FullWindowTest,
    GivenDeclination,
    LocalNoon,
    OwnPlates,
    SolarTermInstant,
    StandardDay,
    TimeBasis,
    WangFourier1985,
)
from sunlight.durations.sampling import SampleCounting, Sampling
from sunlight.report.texts import texts
from sunlight.review.causes.space import departures
from sunlight.review.records.causes import Convention, GeometryChange
from sunlight.rules import Language
from sunlight.solar.declination import declination as declination_of

__all__ = ["convention_text", "departure_texts"]

_COUNTING_ZH: Final = {
    SampleCounting.SPAN: "按首末受照采样点之间计时",
    SampleCounting.AFTER: "每个受照采样点计其后一个步长",
    SampleCounting.EACH: "每个受照采样点计一个步长（首尾均计）",
    SampleCounting.MIDDLE: "在步长中点采样",
}
_COUNTING_EN: Final = {
    SampleCounting.SPAN: "from the first to the last lit sample",
    SampleCounting.AFTER: "each lit sample standing for the step after it",
    SampleCounting.EACH: "each lit sample counting a step, both ends included",
    SampleCounting.MIDDLE: "sampled in the middle of steps",
}


def convention_text(
    convention: Convention, base: Convention, day: StandardDay, lang: Language
) -> str:
    """All that a convention departs in, as one phrase (口径说明).

    Parameters
    ----------
    convention, base : Convention
        The combination, and that of the rules.
    day : StandardDay
        Standard day of dwellings.
    lang : {'zh', 'en'}
        Language.
    """
    told = departure_texts(convention, base, day, lang)
    if not told:
        return "规定口径" if lang == "zh" else "the rules as they stand"
    return ("；" if lang == "zh" else "; ").join(text for _, text in told)


def departure_texts(
    convention: Convention, base: Convention, day: StandardDay, lang: Language
) -> tuple[tuple[str, str], ...]:
    """Each departure with its words (各项差别).

    Parameters
    ----------
    convention, base, day, lang
        As in :func:`convention_text`.

    Returns
    -------
    tuple of (str, str)
        Code and phrase.
    """
    zh = lang == "zh"
    found = []
    for code in departures(convention, base):
        match code:
            case "declination":
                text = _declination(convention.declination, day, zh=zh)
            case "sampling":
                text = _sampling(convention.sampling, zh=zh)
            case "geometry":
                text = _geometry(convention.geometry, lang)
            case "sill_point":
                text = _sill_point(convention, zh=zh)
            case "sill":
                text = _sill(convention, zh=zh)
            case _:
                text = _other(code, convention, zh=zh)
        found.append((code, text))
    return tuple(found)


def _degrees(value: float, decimals: int = 2) -> str:
    """An angle with a real minus sign."""
    return f"{value:.{decimals}f}°".replace("-", "−")


def _declination(
    convention: DeclinationConvention, day: StandardDay, *, zh: bool
) -> str:
    angle = _degrees(declination_of(day, convention).degrees)
    match convention:
        case SolarTermInstant(base_year=year):
            text = f"{year}年{day.value}交节时刻" if zh else f"the term in {year}"
        case LocalNoon(date=date):
            text = f"{date}当地正午" if zh else f"local noon of {date}"
        case Cooper1969(day_of_year=number):
            text = (
                f"库珀公式（年内第{number}日）"
                if zh
                else f"Cooper's formula at day {number}"
            )
        case WangFourier1985(date=date):
            text = f"王炳忠算式（{date}）" if zh else f"Wang's series at {date}"
        case GivenDeclination():
            text = "教科书定值" if zh else "a textbook figure"
    return f"太阳赤纬取{text}，{angle}" if zh else f"declination by {text}, {angle}"


def _sampling(sampling: Sampling | None, *, zh: bool) -> str:
    if sampling is None:
        return "按精确时刻计时" if zh else "exact times"
    seconds = sampling.step * 60.0
    unit = ("秒", " s") if sampling.step < 1.0 else ("分钟", " min")
    value = seconds if sampling.step < 1.0 else sampling.step
    if zh:
        return f"时间步长{value:g}{unit[0]}，{_COUNTING_ZH[sampling.counting]}"
    return f"a time step of {value:g}{unit[1]}, {_COUNTING_EN[sampling.counting]}"


def _geometry(change: GeometryChange | None, lang: Language) -> str:
    if change is None:
        return ""
    zh, name, size = lang == "zh", change.building, abs(change.metres)
    up = change.metres > 0.0
    match change.kind:
        case "omitted":
            return (
                f"未计入{name}的遮挡"
                if zh
                else f"building {name} left out as an obstacle"
            )
        case "part_omitted":
            words = texts(lang)
            part = words[f"results_part.{change.part}"] if change.part else ""
            return f"未计入{name}的{part}" if zh else f"{part} of {name} left out"
        case "top":
            if zh:
                return f"{name}的顶高{'增加' if up else '降低'}{size:.2f} m"
            return f"top of {name} {'raised' if up else 'lowered'} by {size:.2f} m"
        case _:
            if zh:
                return f"{name}的±0.00及各窗台{'抬高' if up else '降低'}{size:.2f} m"
            return (
                f"±0.00 and sills of {name} {'raised' if up else 'lowered'} "
                f"by {size:.2f} m"
            )


def _sill_point(convention: Convention, *, zh: bool) -> str:
    count = convention.full_window_points
    match convention.full_window:
        case FullWindowTest.CENTRE:
            return "以窗台中点一点判定" if zh else "judged at the middle of the sill"
        case FullWindowTest.POINTS:
            return (
                f"以窗台两端及其间{count}点判定"
                if zh
                else f"judged at both sill ends and {count} points between"
            )
        case FullWindowTest.WHOLE_SILL:
            return "以整条窗台判定" if zh else "judged on the whole sill"
        case _:
            return "以窗台两端判定" if zh else "judged at both sill ends"


def _sill(convention: Convention, *, zh: bool) -> str:
    names = {
        "rules": ("窗台面", "sills"),
        "floor_0.9": ("窗台面一律取规定最低高度", "all sills at the least height"),
        "real": ("低窗台按实际高度", "low sills at their real height"),
        "floor": ("计算面取楼面", "sills at the floor"),
    }
    text = names[convention.sill][0 if zh else 1]
    if convention.raised:
        up, size = convention.raised > 0.0, abs(convention.raised)
        text += (
            f"整体{'抬高' if up else '降低'}{size:.2f} m"
            if zh
            else f" {'raised' if up else 'lowered'} by {size:.2f} m"
        )
    return text


def _other(code: str, convention: Convention, *, zh: bool) -> str:
    match code:
        case "refraction":
            return "计入大气折射" if zh else "refraction counted"
        case "time_basis":
            if convention.time_basis is TimeBasis.BEIJING_TIME:
                return "有效时间带按北京时间" if zh else "the band in Beijing time"
            return "有效时间带按真太阳时" if zh else "the band in true solar time"
        case "own_plates":
            if convention.own_plates is OwnPlates.COUNTED:
                return "计入自身阳台、挑檐的遮挡" if zh else "own balconies counted"
            return "不计自身阳台、挑檐的遮挡" if zh else "own balconies not counted"
        case "shortest_segment":
            length = convention.shortest_segment
            if length <= 0.0:
                return "短时段全部计入" if zh else "segments of any length counted"
            return (
                f"{length:g}分钟及以上的时段均计入"
                if zh
                else f"segments from {length:g} min on counted"
            )
        case "latitude":
            near = convention.place
            angle = _degrees(convention.latitude or 0.0)
            if zh:
                return f"纬度取{angle}" + (f"（{near}的纬度）" if near else "")
            return f"latitude {angle}" + (f" (that of {near})" if near else "")
        case _:
            side = convention.north > 0.0
            angle = _degrees(abs(convention.north), 1)
            if zh:
                return f"总平面{'顺' if side else '逆'}时针偏转{angle}"
            turn = "clockwise" if side else "anticlockwise"
            return f"the plan turned {turn} by {angle}"
