"""Exact building sunlight and verdicts under a city regulation (日照分析).

The names below are the public ones. Each is loaded from its module when it is first
used, so that ``import sunlight`` stays quick: numba, pvlib and their like are loaded
by the calls that need them. All other modules are public by path
(``sunlight.kinds``, ``sunlight.conditions``, ``sunlight.rules``, ...).
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sunlight.assessment import Assessment, assess
    from sunlight.conditions import Conditions, StandardDay
    from sunlight.durations import sill_differences, sunlit_minutes
    from sunlight.errors import InputError, SunlightError
    from sunlight.findings import Finding, Severity
    from sunlight.importers.geojson import read_geojson
    from sunlight.importers.project_file import read_project
    from sunlight.importers.regular_windows import lay_regular_windows
    from sunlight.intervals import Intervals
    from sunlight.model.project import Project
    from sunlight.scene import Obstructions, Prism, Receivers, Solid
    from sunlight.shade import (
        blocked_intervals,
        full_window_intervals,
        lit_intervals,
        lit_intervals_by_state,
        lit_run,
        relit,
        whole_sill_intervals,
    )
    from sunlight.solar import SunPath, sun_path

__all__ = [
    "Assessment",
    "Conditions",
    "Finding",
    "InputError",
    "Intervals",
    "Obstructions",
    "Prism",
    "Project",
    "Receivers",
    "Severity",
    "Solid",
    "StandardDay",
    "SunPath",
    "SunlightError",
    "__version__",
    "assess",
    "blocked_intervals",
    "full_window_intervals",
    "lay_regular_windows",
    "lit_intervals",
    "lit_intervals_by_state",
    "lit_run",
    "read_geojson",
    "read_project",
    "relit",
    "sill_differences",
    "sun_path",
    "sunlit_minutes",
    "whole_sill_intervals",
]

__version__ = "0.1.0"

_HOME = {
    "Assessment": "sunlight.assessment",
    "Conditions": "sunlight.conditions",
    "Finding": "sunlight.findings",
    "InputError": "sunlight.errors",
    "Intervals": "sunlight.intervals",
    "Obstructions": "sunlight.scene",
    "Prism": "sunlight.scene",
    "Project": "sunlight.model.project",
    "Receivers": "sunlight.scene",
    "Severity": "sunlight.findings",
    "Solid": "sunlight.scene",
    "StandardDay": "sunlight.conditions",
    "SunPath": "sunlight.solar",
    "SunlightError": "sunlight.errors",
    "assess": "sunlight.assessment",
    "blocked_intervals": "sunlight.shade",
    "full_window_intervals": "sunlight.shade",
    "lay_regular_windows": "sunlight.importers.regular_windows",
    "lit_intervals": "sunlight.shade",
    "lit_intervals_by_state": "sunlight.shade",
    "lit_run": "sunlight.shade",
    "read_geojson": "sunlight.importers.geojson",
    "read_project": "sunlight.importers.project_file",
    "relit": "sunlight.shade",
    "sill_differences": "sunlight.durations",
    "sun_path": "sunlight.solar",
    "sunlit_minutes": "sunlight.durations",
    "whole_sill_intervals": "sunlight.shade",
}

if not TYPE_CHECKING:  # a type checker shall refuse names that are not there

    def __getattr__(name: str) -> object:
        """Load a public name from its module when it is first used (PEP 562)."""
        if name not in _HOME:
            message = f"module 'sunlight' has no attribute {name!r}"
            raise AttributeError(message, name=name, obj=import_module(__name__))
        value = getattr(import_module(_HOME[name]), name)
        globals()[name] = value
        return value

    def __dir__() -> list[str]:
        """List the public names too, loaded or not."""
        return sorted({*globals(), *__all__})
