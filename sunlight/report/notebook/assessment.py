"""How an assessment shows itself (评估的视图)."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from sunlight.assessment import Assessment
from sunlight.report.notebook.card import card, fields_html, notes_html, table_html
from sunlight.report.notebook.figure import shown
from sunlight.report.notes import standing_notes
from sunlight.report.plan import plan_figure
from sunlight.report.segments import exact_duration, time_band
from sunlight.report.texts import Texts, texts
from sunlight.report.units import figure_text
from sunlight.rules import Language, Outcome, outcome_text, wording_text

if TYPE_CHECKING:
    from matplotlib.figure import Figure

__all__ = ["html", "plot"]

_TONES: Final = {Outcome.PASS: "pass", Outcome.FAIL: "fail"}
_SHOWN: Final = (
    Outcome.PASS,
    Outcome.FAIL,
    Outcome.NOT_JUDGED,
    Outcome.NOT_APPLICABLE,
)


def html(assessment: Assessment) -> str:
    """Outcome, numbers, the first failing units, standing notes (评估摘要).

    Parameters
    ----------
    assessment : Assessment
        The assessment.
    """
    words = texts("zh")
    failing = [v for v in assessment.verdicts if v.outcome is Outcome.FAIL]
    rows = (
        (
            v.unit,
            figure_text(v.before, v.measure_unit, words),
            figure_text(v.measured, v.measure_unit, words),
            wording_text(v.wording, "zh"),
            v.clause,
        )
        for v in failing
    )
    headings = [words[f"notebook.{k}"] for k in ("unit", "before", "after")]
    headings += [words["columns.wording"], words["columns.clause"]]
    table = table_html(headings, rows, len(failing), words) if failing else ""
    return card(
        words["summary.title"].format(name=assessment.project.name),
        fields_html(_fields(assessment, words)),
        table,
        notes_html(standing_notes(assessment.rules, "zh"), words),
        tone=_TONES.get(assessment.outcome, "open"),
    )


def _fields(assessment: Assessment, words: Texts) -> Iterator[tuple[str, object]]:
    """What is said above the table."""
    yield (
        words["summary.outcome"],
        words[f"xlsx.outcome_{assessment.outcome.value}"],
    )
    outcomes = [v.outcome for v in assessment.verdicts]
    counts = [(outcome_text(o, "zh"), outcomes.count(o)) for o in _SHOWN]
    yield (
        words["notebook.units"],
        words["cells.separator"].join(f"{word} {n}" for word, n in counts if n),
    )
    yield words["notebook.windows"], len(assessment.project.windows)
    yield words["columns.rules"], assessment.rules.document
    for run in assessment.runs:
        yield (
            run.conditions.day.value,
            words["notebook.day"].format(
                band=time_band(run.path.band),
                declination=f"{run.path.declination.degrees:.4f}",
                shortest=exact_duration(run.conditions.shortest_segment, words),
            ),
        )
    yield words["notebook.tables"], words["notebook.tables_text"]


def plot(assessment: Assessment, *, lang: Language) -> "Figure":
    """Plan with the windows by their minutes after the project (总平面图).

    Parameters
    ----------
    assessment : Assessment
        The assessment.
    lang : {'zh', 'en'}
        Language of the words.
    """
    return shown(plan_figure(assessment, lang=lang))
