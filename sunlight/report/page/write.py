"""The offline page: one HTML file that works from a disk (离线网页)."""

import base64
import hashlib
import html
from importlib.resources import files
from pathlib import Path
from typing import Any, Final

from sunlight.assessment import Assessment
from sunlight.report.page.data import page_data
from sunlight.report.page.packing import script_json
from sunlight.report.page.scene_data import scene_data
from sunlight.report.page.scene_scripts import scene_scripts
from sunlight.report.texts import texts
from sunlight.rules import Language

__all__ = ["page_text", "write_page"]

_SHELL: Final = (
    "shell_core.js", "shell_table.js", "shell_sheets.js", "shell_chart.js",
    "shell_panel.js", "shell_time.js", "shell_scene.js", "shell_print.js", "shell.js",
)  # fmt: skip
"""Program of the page, in the order in which it is run."""

_SHEET_HEAD: Final = 60
"""Most characters of the name at the head of each sheet."""

_LANGUAGE_TAGS: Final[dict[Language, str]] = {"zh": "zh-Hans", "en": "en"}


def write_page(
    assessment: Assessment,
    path: Path,
    *,
    lang: Language = "zh",
    title: str | None = None,
) -> None:
    """Write the page of an assessment (写出离线网页).

    Everything is inside the one file: data, program, style, meshes. It asks nothing of
    any network, which its content security policy forbids besides.

    Parameters
    ----------
    assessment : Assessment
        The assessment. Without windows the page shows the buildings and says so.
    path : Path
        File to write; it takes the place of one that is there.
    lang : {'zh', 'en'}
        Language it opens in; the page can be switched.
    title : str, optional
        Title of the document; the name of the project if not given.

    Raises
    ------
    InputError
        If there is no catalogue in that language.
    MissingExtraError
        If the extra ``report`` is not installed.
    OSError
        If the file cannot be written.
    """
    path.write_text(page_text(assessment, lang=lang, title=title), encoding="utf-8")


def page_text(
    assessment: Assessment, *, lang: Language = "zh", title: str | None = None
) -> str:
    """Text of the page (网页全文).

    Parameters
    ----------
    assessment, lang, title
        As :func:`write_page`.

    Returns
    -------
    str
        HTML; the same for the same assessment.

    Raises
    ------
    InputError, MissingExtraError
        As :func:`write_page`.
    """
    words = texts(lang)
    scene, scripts = _scene(assessment)
    scripts = [*scripts, _shell()]
    named = title or assessment.project.name or words["page.title"]
    style = _resource("page.css")
    for place, text in {
        "PRINT_TITLE": f"{_short(named)}  {words['page.title']}",
        "PRINT_ORIGIN": _origin(assessment),
    }.items():
        style = style.replace(f"@{place}@", _css_text(text))
    return _filled(
        _resource("page.html"),
        {
            "LANG": _LANGUAGE_TAGS[lang],
            "POLICY": _policy(scripts),
            "TITLE": html.escape(f"{named} – {words['page.title']}"),
            "STYLE": style,
            "NOSCRIPT": html.escape(
                f"{texts('zh')['page.noscript']} {texts('en')['page.noscript']}"
            ),
            "DATA": script_json(page_data(assessment)),
            "SCENE": script_json(scene),
            "SCRIPTS": "\n".join(f"<script>{script}</script>" for script in scripts),
        },
    )


def _filled(template: str, values: dict[str, str]) -> str:
    """The template with its places filled, each once, whatever the values contain."""
    pieces, rest = [], template
    for name, value in values.items():
        before, _, rest = rest.partition(f"@{name}@")
        pieces += [before, value]
    return "".join([*pieces, rest])


def _resource(name: str) -> str:
    """A packaged file of the page."""
    return (files("sunlight.report.page") / name).read_text(encoding="utf-8")


def _shell() -> str:
    """The program of the page as one script, its names its own."""
    parts = "\n".join(_resource(name) for name in _SHELL)
    return f"(() => {{\n{parts}\n}})();"


def _scene(assessment: Assessment) -> tuple[dict[str, Any], list[str]]:
    """Bodies for the picture, and the scripts that draw it."""
    return scene_data(assessment), list(scene_scripts())


def _policy(scripts: list[str]) -> str:
    """Policy that allows what stands in the file, and nothing from elsewhere."""
    allowed = " ".join(f"'sha256-{_digest(script)}'" for script in scripts)
    return (
        f"default-src 'none'; script-src {allowed}; style-src 'unsafe-inline'; "
        "img-src data: blob:; font-src data:; base-uri 'none'; form-action 'none'"
    )


def _digest(script: str) -> str:
    """SHA-256 of a script as a policy has it."""
    return base64.b64encode(hashlib.sha256(script.encode()).digest()).decode("ascii")


def _origin(assessment: Assessment) -> str:
    """Which program and which input, for the foot of every sheet."""
    source = assessment.provenance
    return f"sunlight {source.engine}  {source.rules}  {source.input_hash[:16]}"


def _short(name: str) -> str:
    """As much of a name as the head of a sheet holds."""
    return name if len(name) <= _SHEET_HEAD else f"{name[:_SHEET_HEAD]}…"


def _css_text(text: str) -> str:
    """Text as a string of a style sheet, harmless in it and in HTML."""
    safe = (
        character
        if character.isalnum() or character in " -–.,，。（）()#"
        else f"\\{ord(character):06x}"
        for character in text
    )
    return f'"{"".join(safe)}"'
