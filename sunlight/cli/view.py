"""``sunlight view``: the 3D page in the browser (三维查看)."""

import contextlib
import shutil
import sys
import tempfile
import webbrowser
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer

from sunlight.cli.model_options import ModelRequest
from sunlight.cli.options import (
    DEFAULT_DECLINATION,
    AlternativesOption,
    DeclinationOption,
    Lang,
)
from sunlight.cli.reading import reads_model
from sunlight.cli.streams import console_on
from sunlight.errors import InputError

__all__ = ["view"]


@reads_model
def view(
    request: ModelRequest,
    *,
    output: Annotated[
        Path | None,
        typer.Option(
            "--output",
            "-o",
            metavar="FILE",
            help="Page to write, .html; by default one in the folder for temporary "
            "files. 网页文件。",
            show_default=False,
        ),
    ] = None,
    opened: Annotated[
        bool,
        typer.Option(
            "--open/--no-open", help="Opens the page in the browser. 是否打开浏览器。"
        ),
    ] = True,
    mask: Annotated[
        bool,
        typer.Option(
            "--mask",
            help="Leaves out map coordinates and names, for a page that is shared. "
            "隐去地图坐标和名称。",
        ),
    ] = False,
    declination: DeclinationOption = DEFAULT_DECLINATION,
    alternatives: AlternativesOption = [],  # noqa: B006 -- typer's way: none, or several
    lang: Lang = Lang.ZH,
) -> None:
    """在浏览器里看模型: shows model, sun and shadows in the browser, any minute.

    The page is one file that needs no network; it can be kept and passed on. Exit
    codes: 0 the page is written, 2 it is not.
    """
    if output is not None and output.suffix.lower() not in {".html", ".htm"}:
        raise InputError(
            f"the page must end in .html, got {output.name!r}",
            where="--output",
            value=str(output),
        )
    from sunlight.cli.reporting import ReportRequest, assessed
    from sunlight.cli.run import shown_progress
    from sunlight.report.files import ReportOptions, check_packages
    from sunlight.report.page.write import write_page
    from sunlight.report.staging import staged_folder
    from sunlight.report.texts import texts

    check_packages(["html"])
    words = texts(lang.value)
    console = console_on(sys.stdout)
    with shown_progress(console_on(sys.stderr), words) as progress:
        assessment, _ = assessed(
            ReportRequest(
                model=request,
                folder=Path(),
                lang=lang.value,
                declination=declination,
                alternatives=tuple(alternatives),
                options=ReportOptions(masked=mask),
            ),
            progress,
        )
        with _place(output) as page, staged_folder(page.parent) as aside:
            try:
                write_page(assessment, aside / page.name, lang=lang.value)
            except OSError as error:
                raise InputError(
                    f"cannot write the page ({error.strerror or error}); name another "
                    "file with --output or make room on the disk",
                    where="--output",
                    value=str(page),
                ) from error
    console.print(words["page_told.written"].format(file=page), soft_wrap=True)
    if opened and not webbrowser.open(page.resolve().as_uri()):
        console.print(words["page_told.open_it"])


@contextlib.contextmanager
def _place(output: Path | None) -> Iterator[Path]:
    """File to write: the one asked for, or one in a folder that goes if that fails."""
    if output is not None:
        yield output
        return
    folder = Path(tempfile.mkdtemp(prefix="sunlight-view-"))
    try:
        yield folder / "page.html"
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise
