"""What all sheets of a workbook share: words, colours, conventions (表册)."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Final

from sunlight.assessment import Assessment
from sunlight.report.segments import Clock, time_band
from sunlight.report.tables import clock_of
from sunlight.report.texts import Texts, texts
from sunlight.report.xlsx.sheets import Column, Marked
from sunlight.rules import Language, Outcome, outcome_text

if TYPE_CHECKING:
    import pyarrow as pa  # type: ignore[import-untyped]

__all__ = ["Book", "columns_of"]

_TONES: Final = {
    "fail": (Outcome.FAIL,),
    "pass": (Outcome.PASS,),
    "open": (Outcome.NOT_JUDGED, Outcome.NOT_APPLICABLE),
}


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
        Whether the project was masked before it was assessed; the notes say so.
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
        """Name of the project."""
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
        """Latitude and longitude."""
        source = self.assessment.provenance
        return self.said(
            "line_place",
            latitude=f"{source.latitude:.4f}",
            longitude=f"{source.longitude:.4f}",
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
