"""Where the declination of the sun comes from, in words (赤纬来源文字)."""

from sunlight.conditions import (
    Cooper1969,
    GivenDeclination,
    LocalNoon,
    SolarTermInstant,
    WangFourier1985,
)
from sunlight.report.texts import Texts
from sunlight.solar import Declination

__all__ = ["declination_words"]


def declination_words(declination: Declination, day: str, words: Texts) -> str:
    """Where a declination comes from, in the language of the report (赤纬来源).

    Parameters
    ----------
    declination : Declination
        Such as ``assessment.path.declination``.
    day : str
        The standard day.
    words : mapping
        Catalogue.
    """
    engine = declination.origin.partition(",")[0]
    match declination.convention:
        case SolarTermInstant(base_year=year):
            key, told = "instant", {"day": day, "year": year, "engine": engine}
        case LocalNoon(date=date, longitude=longitude):
            key, told = (
                "noon",
                {
                    "date": date,
                    "longitude": f"{longitude:g}",
                    "engine": engine,
                },
            )
        case Cooper1969(day_of_year=number):
            key, told = "cooper", {"number": number}
        case WangFourier1985(date=date):
            key, told = "fourier", {"date": date}
        case GivenDeclination(origin=origin):
            key, told = "given", {"origin": origin}
    return words[f"declination.{key}"].format(**told)
