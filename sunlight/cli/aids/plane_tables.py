"""Isochrones and shadows on the terminal (终端列表)."""

from collections.abc import Sequence
from pathlib import Path
from typing import TextIO

from rich.text import Text

from sunlight.analyses.isochrones import Isochrone
from sunlight.analyses.shadows import Shadow, ShadowDifference
from sunlight.assessment.subject import Subject
from sunlight.cli.layout import empty_table
from sunlight.cli.streams import console_on
from sunlight.report.aids.shadows import shadow_time
from sunlight.report.texts import texts
from sunlight.rules import Language

__all__ = ["print_differences", "print_isochrones", "print_shadows"]


def print_isochrones(
    lines: Sequence[Isochrone],
    subject: Subject,
    state: str,
    folder: Path,
    lang: Language,
    *,
    stream: TextIO,
) -> None:
    """Print areas, lengths and errors of isochrones (等时线列表).

    Parameters
    ----------
    lines : sequence of Isochrone
        Isochrones.
    subject, state, folder, lang
        As they were written.
    stream : text stream
        Where to.
    """
    columns = ("hours", "region", "length", "error", "unproven", "points")
    rows = [
        (
            f"{line.hours:g}",
            f"{line.region.area:.1f}",
            f"{line.line.length:.1f}",
            f"{line.error:g}",
            f"{line.unproven.area:.3f}",
            f"{line.points}",
        )
        for line in lines
    ]
    _print("isochrone", columns, rows, subject, lines[0].z, state, folder, lang, stream)


def print_shadows(
    shadows: Sequence[Shadow],
    subject: Subject,
    state: str,
    folder: Path,
    lang: Language,
    *,
    stream: TextIO,
) -> None:
    """Print times and areas of shadows (阴影列表).

    Parameters
    ----------
    shadows : sequence of Shadow
        Shadows.
    subject, state, folder, lang, stream
        As in :func:`print_isochrones`.
    """
    rows = [
        (
            shadow_time(shadow),
            f"{shadow.area:.1f}",
            f"{shadow.inner.area:.1f}",
            f"{shadow.error:.3f}",
        )
        for shadow in shadows
    ]
    columns = ("time", "area", "inner", "error")
    _print("shadow", columns, rows, subject, shadows[0].z, state, folder, lang, stream)


def print_differences(
    differences: Sequence[ShadowDifference],
    subject: Subject,
    folder: Path,
    lang: Language,
    *,
    stream: TextIO,
) -> None:
    """Print what comes into the shadow and what leaves it (阴影差集列表).

    Parameters
    ----------
    differences : sequence of ShadowDifference
        Differences.
    subject, folder, lang, stream
        As in :func:`print_isochrones`.
    """
    rows = [
        (
            shadow_time(one.after),
            f"{one.added.area:.1f}",
            f"{one.removed.area:.1f}",
            f"{one.after.error:.3f}",
        )
        for one in differences
    ]
    columns = ("time", "added_area", "removed_area", "error")
    z = differences[0].after.z
    _print("shadow", columns, rows, subject, z, "difference", folder, lang, stream)


def _print(
    section: str,
    columns: Sequence[str],
    rows: Sequence[Sequence[str]],
    subject: Subject,
    z: float,
    state: str,
    folder: Path,
    lang: Language,
    stream: TextIO,
) -> None:
    """Print heading, table, label of the aids, and where the files are."""
    words, console = texts(lang), console_on(stream)
    heading = words[f"{section}.heading"].format(
        day=subject.conditions.day.value,
        z=f"{z:.2f}",
        state=words[f"isochrone.{state}"],
    )
    console.print(Text(heading, style="bold"))
    table = empty_table()
    for name in columns:
        table.add_column(words[f"{section}.{name}"], justify="right")
    for row in rows:
        table.add_row(*row)
    console.print(table)
    console.print(words["notes.aids"])
    console.print(words["isochrone.files"].format(folder=str(folder)))
