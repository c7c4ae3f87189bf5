"""A picture and a copy of the IFC model that ``analyze`` writes if asked (附加输出)."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sunlight.errors import InputError
from sunlight.rules import Language

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from sunlight.assessment import Assessment
    from sunlight.model.project import Project

__all__ = [
    "ExtraOutputs",
    "IfcResultsOption",
    "PictureOption",
    "extra_outputs",
    "write_extra_outputs",
    "write_picture",
]

PictureOption = Annotated[
    Path | None,
    typer.Option(
        "--picture",
        metavar="FILE",
        help="Draws the model from two corners, windows coloured (.png). 鸟瞰图。",
        show_default=False,
    ),
]
IfcResultsOption = Annotated[
    Path | None,
    typer.Option(
        "--ifc-results",
        metavar="FILE",
        help="Copies the IFC model with the results as property sets on its windows, "
        "spaces and zones. 结果写回 IFC 副本。",
        show_default=False,
    ),
]


@dataclass(frozen=True, slots=True, kw_only=True)
class ExtraOutputs:
    """Files asked for beside the results (附加输出).

    Parameters
    ----------
    picture : Path or None
        PNG of the model.
    ifc_results : Path or None
        Copy of the IFC model.
    """

    picture: Path | None = None
    ifc_results: Path | None = None


def extra_outputs(
    model: Path, *, picture: Path | None, ifc_results: Path | None
) -> ExtraOutputs:
    """Files asked for, refused before anything is computed (检查附加输出).

    Parameters
    ----------
    model : Path
        The model file.
    picture, ifc_results : Path or None
        As in :class:`ExtraOutputs`.

    Returns
    -------
    ExtraOutputs
        The same.

    Raises
    ------
    InputError
        If a name ends otherwise, or the model is no IFC file to copy.
    """
    for option, path, suffix in (
        ("--picture", picture, ".png"),
        ("--ifc-results", ifc_results, ".ifc"),
    ):
        if path is not None and path.suffix.lower() != suffix:
            raise InputError(
                f"the file must end in {suffix}, got {path.name!r}",
                where=option,
                value=str(path),
            )
    if ifc_results is not None and model.suffix.lower() != ".ifc":
        raise InputError(
            "results go back into the IFC model that is analysed itself; for one that "
            "a project file names, call write_results_to_ifc of "
            "sunlight.report.ifc_results",
            where="--ifc-results",
            value=str(model),
        )
    return ExtraOutputs(picture=picture, ifc_results=ifc_results)


def write_extra_outputs(
    assessment: "Assessment", asked: ExtraOutputs, *, source: Path, lang: Language
) -> None:
    """Write what is asked for (写附加输出).

    Parameters
    ----------
    assessment : Assessment
        The results.
    asked : ExtraOutputs
        Which files.
    source : Path
        The model file.
    lang : {'zh', 'en'}
        Language of the words.

    Raises
    ------
    InputError
        If a file cannot be written.
    """
    if asked.picture is not None:
        from sunlight.report.standards import threshold_of

        write_picture(
            assessment.project,
            asked.picture,
            lang=lang,
            minutes=assessment.windows.minutes_after,
            standard=threshold_of(assessment),
        )
    if asked.ifc_results is not None:
        from sunlight.report.ifc_results import write_results_to_ifc

        write_results_to_ifc(assessment, source, asked.ifc_results, language=lang)


def write_picture(
    project: "Project",
    path: Path,
    *,
    lang: Language,
    minutes: "NDArray[np.float64] | None" = None,
    standard: float = 120.0,
) -> None:
    """Write a picture of the model, complete or not at all (写鸟瞰图).

    Parameters
    ----------
    project, minutes, standard, lang
        As for :func:`sunlight.report.oblique.picture.write_model_picture`.
    path : Path
        PNG file; its folder is made if need be.

    Raises
    ------
    InputError
        If the file cannot be written.
    """
    from sunlight.report.oblique.picture import write_model_picture
    from sunlight.report.staging import staged_folder

    with staged_folder(path.parent) as aside:
        write_model_picture(
            project, aside / path.name, minutes=minutes, standard=standard, lang=lang
        )
