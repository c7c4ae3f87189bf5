"""Conventions and origin of the results as rows of words (网页结果来源)."""

from sunlight.assessment import Assessment
from sunlight.report.declination_words import declination_words
from sunlight.report.segments import time_band
from sunlight.report.texts import LANGUAGES, Texts, texts
from sunlight.rules import Language, SettingInForce

__all__ = ["provenance_rows"]


def provenance_rows(assessment: Assessment) -> dict[str, list[list[str]]]:
    """Name and value of everything the results rest on, by language (结果来源).

    Parameters
    ----------
    assessment : Assessment
        The assessment.

    Returns
    -------
    dict
        Pairs of name and value in each language.
    """
    return {lang: _rows(assessment, texts(lang), lang) for lang in LANGUAGES}


def _rows(assessment: Assessment, words: Texts, lang: Language) -> list[list[str]]:
    """Pairs in one language."""
    source, rules = assessment.provenance, assessment.rules
    place = words["summary.conventions_line"].format(
        latitude=f"{source.latitude:.4f}",
        longitude=f"{source.longitude:.4f}",
        place_origin=words.get(
            f"place_origin.{source.place_origin}", source.place_origin
        ),
    )
    rows = [
        ("place", place),
        *(("day", line) for line in _days(assessment, words)),
        ("shortest_segment", _minutes(source.shortest_segment, words)),
        ("sill_minimum", f"{source.sill_minimum:g} m"),
        ("counted_width", f"{source.counted_width:.2f} m"),
        ("full_window", words[f"full_window.{source.full_window}"]),
        ("own_plates", words[f"own_plates.{source.own_plates}"]),
        ("rules", f"{source.rules}{words['page.colon']}{rules.document}"),
        ("rules_hash", source.rules_hash),
        ("input_hash", source.input_hash),
        ("engine", source.engine),
        *(
            ("settings", _setting(setting, lang, words))
            for setting in rules.settings.in_force
        ),
        *(("figures", figure) for figure in source.figures),
        *(("readings", reading) for reading in assessment.readings),
        *(
            ("source_file", f"{name}  SHA-256 {digest}")
            for name, digest in assessment.project.source_files
        ),
    ]
    return [[words[f"page_provenance.{name}"], value] for name, value in rows]


def _setting(setting: SettingInForce, lang: Language, words: Texts) -> str:
    """A setting in words, with the use that it is for."""
    told, use = setting.words(lang), setting.use
    return told if use is None else f"{words[f'use.{use.value}']} {told}"


def _minutes(value: float, words: Texts) -> str:
    """A number of minutes."""
    return words["page.minutes"].format(minutes=f"{value:g}")


def _days(assessment: Assessment, words: Texts) -> list[str]:
    """Day, band and declination of each run."""
    return [
        words["page.day_line"].format(
            day=words[f"page_day.{run.conditions.day.name}"],
            band=time_band(run.path.band),
            declination=f"{run.path.declination.degrees:.4f}",
            origin=declination_words(
                run.path.declination,
                words[f"page_day.{run.conditions.day.name}"],
                words,
            ),
        )
        for run in assessment.runs
    ]
