"""Conventions and parameters of the calculation (计算约定与参数)."""

from collections.abc import Iterator
from typing import Final

from sunlight.assessment import Assessment
from sunlight.assessment.masking.mask import LONGITUDE_DECIMALS
from sunlight.assessment.measuring.records import Run
from sunlight.conditions import (
    FullWindowTest,
    SillPlane,
    TimeBasis,
)
from sunlight.report.content.cells import (
    fields_of,
    number_cell,
    paragraphs,
    table_of,
    text_cell,
)
from sunlight.report.content.front_sources import place_origin_text
from sunlight.report.content.records import (
    Block,
    Cell,
    Chapter,
    Field,
    Fields,
    Items,
    Table,
)
from sunlight.report.declination_words import declination_words
from sunlight.report.segments import time_band
from sunlight.report.texts import Texts
from sunlight.rules import Language
from sunlight.solar import beijing_minutes, equation_of_time

__all__ = ["parameters_chapter"]

_PLANES: Final = ("bay_plane", "arc_plane", "enclosed_balcony_plane", "corner_window")


def parameters_chapter(
    assessment: Assessment, words: Texts, lang: Language, *, masked: bool
) -> Chapter:
    """How is computed: place, days, windows, readings, versions (计算约定与参数).

    Parameters
    ----------
    assessment : Assessment
        The assessment.
    words : mapping
        Catalogue.
    lang : {'zh', 'en'}
        Its language.
    masked : bool
        Whether coordinates are left out.
    """
    sections = (
        Chapter(
            id="parameters-place",
            title=words["front_parameters.place_title"],
            blocks=(
                _place(assessment, words, masked=masked),
                _days(assessment, words),
                *paragraphs([words["front_parameters.beijing"]]),
            ),
        ),
        Chapter(
            id="parameters-calculation",
            title=words["front_parameters.calculation_title"],
            blocks=(_calculation(assessment, words),),
        ),
        Chapter(
            id="parameters-readings",
            title=words["front_parameters.readings_title"],
            blocks=tuple(_choices(assessment, words, lang)),
        ),
        Chapter(
            id="parameters-versions",
            title=words["front_parameters.versions_title"],
            blocks=(_versions(assessment, words),),
        ),
    )
    return Chapter(
        id="parameters", title=words["front_chapters.parameters"], sections=sections
    )


def _place(assessment: Assessment, words: Texts, *, masked: bool) -> Fields:
    """Latitude, longitude, origin of coordinates."""
    site = assessment.project.site
    say = "front_parameters."
    if masked:
        origin = words[f"{say}origin_masked"]
    elif site.origin == (0.0, 0.0) and not site.crs:
        origin = words[f"{say}origin_own"]
    else:
        east, north = site.origin
        digits = 8 if site.crs == "EPSG:4326" else 3
        origin = words[f"{say}origin_at"].format(
            east=f"{east:.{digits}f}",
            north=f"{north:.{digits}f}",
            crs=site.crs or words[f"{say}crs_own"],
        )
    longitude = words[f"{say}degrees"].format(value=f"{site.longitude:.10g}")
    if masked and site.longitude == round(site.longitude, LONGITUDE_DECIMALS):
        longitude = words[f"{say}longitude_masked"].format(longitude=longitude)
    return Fields(
        id="place",
        caption=words[f"{say}place_caption"],
        fields=(
            Field(
                label=words[f"{say}latitude"],
                text=words[f"{say}degrees"].format(value=f"{site.latitude:.10g}"),
                origin=place_origin_text(site.place_origin, words),
            ),
            Field(label=words[f"{say}longitude"], text=longitude),
            Field(label=words[f"{say}origin"], text=origin),
            Field(label=words[f"{say}axes"], text=words[f"{say}axes_text"]),
        ),
    )


def _days(assessment: Assessment, words: Texts) -> Table:
    """Give each standard day: band, declination and where that comes from."""
    return table_of(
        words,
        "days",
        [
            ("day", "text", 0.7),
            ("band", "text", 1.1),
            ("band_beijing", "text", 1.1),
            ("declination", "number", 0.9),
            ("declination_origin", "text", 3.4),
            ("equation", "number", 0.9),
            ("uses", "text", 1.6),
        ],
        [_day(assessment, run, words) for run in assessment.runs],
        section="front_columns",
        note=words["front_parameters.days_note"],
    )


def _day(assessment: Assessment, run: Run, words: Texts) -> tuple[Cell, ...]:
    """Give one standard day as a row."""
    conditions, path = run.conditions, run.path
    equation = equation_of_time(conditions.day, conditions.declination)
    start, end = beijing_minutes(
        path.band,
        longitude=assessment.provenance.longitude,
        equation_of_time=equation,
    ).tolist()
    buildings = assessment.project.buildings
    rows = assessment.project.windows.building[run.windows]
    uses = dict.fromkeys(buildings[b].use for b in dict.fromkeys(rows.tolist()))
    origin = declination_words(path.declination, conditions.day.value, words)
    return (
        text_cell(conditions.day.value),
        text_cell(time_band(path.band)),
        text_cell(time_band((start, end))),
        number_cell(path.declination.degrees, 4),
        text_cell(origin),
        number_cell(equation, 2),
        text_cell(words["front.comma"].join(words[f"use.{use.value}"] for use in uses)),
    )


def _calculation(assessment: Assessment, words: Texts) -> Fields:
    """Rules on sun, windows and obstructions, each with the clause it follows."""
    return Fields(
        id="calculation",
        caption=words["front_parameters.calculation_caption"],
        fields=tuple(
            Field(
                label=words[f"front_calculation.{key}"],
                text=text,
                origin=words.get(f"front_calculation_origin.{key}", ""),
            )
            for key, text in _calculated(assessment, words)
        ),
    )


def _calculated(assessment: Assessment, words: Texts) -> Iterator[tuple[str, str]]:
    """Yield the rules of the calculation by key."""
    conditions = assessment.conditions

    def word(name: str, **facts: object) -> str:
        return words[f"front_rule.{name}"].format(**facts)

    solar = conditions.time_basis is TimeBasis.TRUE_SOLAR_TIME
    yield "time", word("true_solar" if solar else "beijing_time")
    yield "method", word("method")
    yield "sun", word("sun")
    test = conditions.full_window
    points = conditions.full_window_points if test is FullWindowTest.POINTS else 0
    yield "full_window", word(f"full_{test.value}", points=points)
    fixed = conditions.sill_plane is SillPlane.FIXED
    yield (
        "sill",
        word(
            "sill_fixed" if fixed else "sill_at_least",
            least=f"{conditions.sill_minimum:g}",
        ),
    )
    yield "width", word("width", width=f"{conditions.counted_width:.2f}")
    planes = (word(f"{name}_{getattr(conditions, name).value}") for name in _PLANES)
    yield "planes", words["cells.separator"].join(planes)
    shortest = sorted({run.conditions.shortest_segment for run in assessment.runs})
    shown = words["front.comma"].join(f"{limit:.1f}" for limit in shortest)
    yield "shortest", word("shortest", minutes=shown)
    count = conditions.segments
    yield (
        "segments",
        word("segments_all") if count is None else word("segments_some", count=count),
    )
    yield "rooms", word(f"rooms_{conditions.room_combination.value}")
    yield "own_plates", word(f"own_plates_{conditions.own_plates.value}")
    yield "obstructions", word("obstructions")
    yield "unlawful", word(f"unlawful_{conditions.unlawful_buildings.value}")
    if conditions.minimum_altitude:
        yield "altitude", word("altitude", angle=f"{conditions.minimum_altitude:g}")
    if conditions.sweep_angle:
        yield "sweep", word("sweep", angle=f"{conditions.sweep_angle:g}")
    if conditions.orientation_bands:
        yield "orientation", _orientation(assessment.runs[0], words)
    yield "rounding", word("rounding")


def _orientation(run: Run, words: Texts) -> str:
    """Bands by the direction that a façade looks to, in true solar time."""
    return words["cells.separator"].join(
        words["front_rule.orientation"].format(
            first=f"{band.first:+d}", last=f"{band.last:+d}", band=time_band(band.band)
        )
        for band in run.orientation_bands
    )


def _choices(assessment: Assessment, words: Texts, lang: Language) -> Iterator[Block]:
    """Yield what a profile settles otherwise, and the readings taken."""
    rules = assessment.rules
    own = [
        found.words(lang)
        if found.use is None
        else words["front_parameters.for_use"].format(
            told=found.words(lang), use=words[f"use.{found.use.value}"]
        )
        for found in rules.settings.in_force
    ]
    for figure in rules.own_figures:
        parameter = rules.values.by_id[figure.id]
        own.append(
            words["front_parameters.own_figure"].format(
                term=parameter.term_zh if lang == "zh" else parameter.term_en,
                value=_with_unit(figure.value, figure.unit, words),
                inherited=_with_unit(figure.inherited, figure.unit, words),
            )
        )
    if own:
        yield from paragraphs([words["front_parameters.own"]])
        yield Items(items=paragraphs(own))
    else:
        yield from paragraphs([words["front_parameters.no_own"]])
    missing = [found.zh if lang == "zh" else found.en for found in rules.unsupported]
    if missing:
        yield from paragraphs([words["front_parameters.unsupported"]], "note")
        yield Items(items=paragraphs(missing, "note"))
    if rules.readings:
        yield from _readings(assessment, words, lang)


def _with_unit(value: float | str, unit: str, words: Texts) -> str:
    """Figure of a profile with its unit."""
    shown = value if isinstance(value, str) else f"{value:.10g}"
    key = f"front_parameters.unit_{unit}"
    return words[key].format(value=shown) if key in words else shown


def _readings(assessment: Assessment, words: Texts, lang: Language) -> Iterator[Block]:
    """Yield which sentences are read in the other of two ways."""
    rules = assessment.rules
    say = "front_parameters."
    other = [
        words[f"{say}other_reading"].format(
            clause=rules.citations.get(reading.clause, reading.clause),
            taken=reading.alternative_zh if lang == "zh" else reading.alternative_en,
        )
        for reading in rules.readings
        if rules.values.alternative(reading.id)
    ]
    key = "other_readings" if other else "usual_readings"
    yield from paragraphs([words[f"{say}{key}"].format(count=len(rules.readings))])
    if other:
        yield Items(items=paragraphs(other, "note"))


def _versions(assessment: Assessment, words: Texts) -> Fields:
    """Versions and hashes by which the result can be computed again."""
    told = assessment.provenance
    values = [
        ("engine", f"sunlight {told.engine}"),
        ("rules", told.rules),
        ("rules_hash", told.rules_hash),
        ("input_hash", told.input_hash),
        ("schema", told.schema),
        ("software", words["notes.software"]),
    ]
    return Fields(
        id="versions",
        caption=words["front_parameters.versions_caption"],
        fields=fields_of(words, "front_versions", values),
    )
