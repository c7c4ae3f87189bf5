"""What all sheets of a workbook share: words, masking, conventions (表册)."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final

from sunlight.assessment import Assessment
from sunlight.report.segments import Clock, time_band
from sunlight.report.tables import clock_of
from sunlight.report.texts import Texts, texts
from sunlight.report.xlsx.sheets import Column, Marked, Value
from sunlight.rules import Language, Outcome, outcome_text

if TYPE_CHECKING:
    import pyarrow as pa  # type: ignore[import-untyped]

__all__ = ["Book", "columns_of"]

_TONES: Final = {
    "fail": (Outcome.FAIL,),
    "pass": (Outcome.PASS,),
    "open": (Outcome.NOT_JUDGED, Outcome.NOT_APPLICABLE),
}
_SHORTEST_NAME: Final = 2
"""A name of one letter is not replaced in sentences: it stands in too many of them."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Book:
    """An assessment as a workbook shows it (表册).

    Parameters
    ----------
    assessment : Assessment
        The assessment.
    lang : {'zh', 'en'}
        Language of the workbook.
    masked : bool
        Names, sources and the exact place are left out.
    """

    assessment: Assessment
    lang: Language
    masked: bool

    @cached_property
    def words(self) -> Texts:
        """Catalogue of the language."""
        return texts(self.lang)

    @cached_property
    def clock(self) -> Clock:
        """What the labels of segments depend on."""
        return clock_of(self.assessment)

    @cached_property
    def building_ids(self) -> list[str]:
        """Ids of the buildings, then an empty one, which -1 picks."""
        return [*(b.id for b in self.assessment.project.buildings), ""]

    @property
    def name(self) -> str:
        """Name of the project, or what stands for it."""
        if self.masked:
            return self.words["xlsx.masked_name"]
        return self.assessment.project.name

    def heading(self, title: str) -> str:
        """First line of a sheet (表题).

        Parameters
        ----------
        title : str
            What the sheet holds.
        """
        return f"{title}  {self.name}".strip()

    def said(self, key: str, **figures: object) -> str:
        """Words of the section ``[xlsx]`` (文字).

        Parameters
        ----------
        key : str
            Name within the section.
        **figures : object
            What is filled in.
        """
        return self.words[f"xlsx.{key}"].format(**figures)

    def outcome_marks(self, *columns: str) -> tuple[Marked, ...]:
        """Colours of cells by the column ``outcome`` of their row (结论着色).

        Parameters
        ----------
        *columns : str
            Keys of the cells that are coloured.
        """
        return tuple(
            Marked(
                by="outcome",
                words=tuple(outcome_text(outcome, self.lang) for outcome in outcomes),
                tone=tone,
                columns=columns,
            )
            for tone, outcomes in _TONES.items()
        )

    def hidden(self, text: str) -> str:
        """Sentence without names, where they are masked (隐去名称).

        Parameters
        ----------
        text : str
            Such as the message of a finding.
        """
        if not self.masked or self._names is None:
            return text
        return self._names.sub(self.words["xlsx.masked_word"], text)

    def hidden_all(self, values: Sequence[Any]) -> list[Value]:
        """Texts of a column without names, where they are masked (隐去名称).

        Parameters
        ----------
        values : sequence
            Texts or other values, which stay as they are.
        """
        if not self.masked:
            return list(values)
        return [self.hidden(v) if isinstance(v, str) else v for v in values]

    @cached_property
    def _names(self) -> re.Pattern[str] | None:
        """Names that masked sentences leave out, ids apart; None if there is none."""
        project = self.assessment.project
        ids = set(self.building_ids)
        names = {
            project.name,
            project.site.name,
            *(name for _, name in project.side_by_side),
            *(building.name for building in project.buildings),
            *(owner for owner in self.assessment.owners if owner not in ids),
            *(name for name, _ in project.source_files),
            *(building.source.reference for building in project.buildings),
        }
        told = sorted(
            (n for n in names - ids if len(n) >= _SHORTEST_NAME), key=len, reverse=True
        )
        return re.compile("|".join(map(re.escape, told))) if told else None

    @cached_property
    def line(self) -> str:
        """Place, day, band, declination and shortest segment (计算口径一行)."""
        days = [
            self.said(
                "line_day",
                day=run.conditions.day.value,
                band=time_band(run.path.band),
                declination=f"{run.path.declination.degrees:.4f}",
            )
            for run in self.assessment.runs
        ]
        shortest = dict.fromkeys(
            f"{run.conditions.shortest_segment:.1f}" for run in self.assessment.runs
        )
        return self.words["cells.separator"].join(
            [
                self.place,
                *days,
                self.said("line_shortest", shortest="/".join(shortest)),
                self.said("line_shown"),
            ]
        )

    @property
    def place(self) -> str:
        """Latitude and longitude, to a tenth of a degree where masked."""
        source = self.assessment.provenance
        digits = 1 if self.masked else 4
        return self.said(
            "line_place",
            latitude=f"{source.latitude:.{digits}f}",
            longitude=f"{source.longitude:.{digits}f}",
        )


def columns_of(
    table: "pa.Table", names: Sequence[tuple[str, str, float]], words: Texts
) -> list[Column]:
    """Columns of a sheet from those of a table of results (结果表的列).

    Parameters
    ----------
    table : pyarrow.Table
        The table.
    names : sequence of (str, str, float)
        Name in the table, kind and width.
    words : mapping
        Catalogue; headings as in the CSV files.
    """
    return [
        Column(
            key=name,
            heading=words[f"columns.{name}"],
            values=table.column(name).to_pylist(),
            kind=kind,  # type: ignore[arg-type]
            width=width,
        )
        for name, kind, width in names
    ]
