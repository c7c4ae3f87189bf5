"""Where results find the views that show them in notebooks (结果视图的查找).

A result shows itself, but knows no report: reports are made of results, and imports go
one way only. Its methods ``_repr_html_`` and ``plot`` therefore look their view up here
when they are called, by the name of a module, as pandas does for its plotting backends.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Final, Literal, cast

if TYPE_CHECKING:
    from collections.abc import Callable

    from matplotlib.figure import Figure

__all__ = ["VIEWS", "html_view", "plot_view"]

VIEWS: Final = {
    "Assessment": "sunlight.report.notebook.assessment",
    "Intervals": "sunlight.report.notebook.intervals",
    "LineLight": "sunlight.report.notebook.aids",
    "PlanGrid": "sunlight.report.notebook.aids",
    "PointLight": "sunlight.report.notebook.aids",
    "SunPath": "sunlight.report.notebook.sun_path",
    "Verdict": "sunlight.report.notebook.verdict",
}
"""Module of the views of each kind of result: functions ``html`` and ``plot``."""


def _view(result: object, name: str) -> "Callable[..., object]":
    """Look a view up by the kind of a result."""
    module = import_module(VIEWS[type(result).__name__])
    return cast("Callable[..., object]", getattr(module, name))


def html_view(result: object) -> str:
    """Result as a small piece of HTML (结果的 HTML 视图).

    Parameters
    ----------
    result : object
        A result of one of the kinds in :data:`VIEWS`.

    Returns
    -------
    str
        A summary; never more than the first rows.
    """
    return cast("str", _view(result, "html")(result))


def plot_view(result: object, *, lang: Literal["zh", "en"] = "zh") -> "Figure":
    """Result as a picture (结果的图).

    Parameters
    ----------
    result : object
        A result of one of the kinds in :data:`VIEWS`.
    lang : {'zh', 'en'}
        Language of its words.

    Returns
    -------
    matplotlib.figure.Figure
        Drawn without pyplot; a notebook shows it.
    """
    return cast("Figure", _view(result, "plot")(result, lang=lang))
