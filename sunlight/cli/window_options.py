"""Options for regular windows on models that have none (均布窗选项)."""

from typing import TYPE_CHECKING, Annotated

import typer

from sunlight.errors import InputError

if TYPE_CHECKING:
    from sunlight.importers.regular_windows_spec import RegularWindowsSpec

__all__ = [
    "RegularWindowsOption",
    "StoreyHeightOption",
    "WindowSillOption",
    "WindowSpacingOption",
    "WindowWidthOption",
    "window_rule",
]

RegularWindowsOption = Annotated[
    bool,
    typer.Option(
        "--regular-windows",
        help="Lays a row of equal windows on every façade and storey of buildings that "
        "have none; they are measured, never judged. 无窗建筑均布窗户。",
    ),
]
WindowSpacingOption = Annotated[
    float | None,
    typer.Option(help="Middle to middle of regular windows, 3.6 m. 均布窗间距。"),
]
WindowWidthOption = Annotated[
    float | None,
    typer.Option(help="Width of regular windows, 1.5 m. 均布窗宽。"),
]
WindowSillOption = Annotated[
    float | None,
    typer.Option(help="Sill of regular windows above the floor, 0.9 m. 窗台高。"),
]
StoreyHeightOption = Annotated[
    float | None,
    typer.Option(help="Floor to floor for regular windows, 3.0 m. 层高。"),
]


def window_rule(
    asked: bool,  # noqa: FBT001 -- an option's value
    *,
    spacing: float | None = None,
    width: float | None = None,
    sill_height: float | None = None,
    storey_height: float | None = None,
) -> "RegularWindowsSpec | None":
    """Rule of the rows, None where none are asked for (均布规则).

    Parameters
    ----------
    asked : bool
        Whether windows are to be laid.
    spacing, width, sill_height, storey_height : float or None
        Lengths that differ from the usual ones. [m]

    Returns
    -------
    RegularWindowsSpec or None
        The rule.

    Raises
    ------
    InputError
        If lengths are given and no windows asked for, or a length is unusable.
    """
    lengths = {
        "spacing": spacing,
        "width": width,
        "sill_height": sill_height,
        "storey_height": storey_height,
    }
    given = {name: value for name, value in lengths.items() if value is not None}
    if not asked:
        if given:
            raise InputError(
                "--window-spacing, --window-width, --window-sill and --storey-height "
                "go with --regular-windows; add it, or leave them out",
                where="--regular-windows",
            )
        return None
    from pydantic import ValidationError

    from sunlight.importers.regular_windows_spec import RegularWindowsSpec

    try:
        return RegularWindowsSpec.model_validate(given)
    except ValidationError as error:
        wrong = error.errors(include_url=False)[0]
        raise InputError(
            f"{wrong['msg']}, got {wrong['input']}",
            where=str(wrong["loc"][0]),
            value=wrong["input"],
        ) from error
