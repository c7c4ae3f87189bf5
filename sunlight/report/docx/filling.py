"""Fields of a template: which it has, and what they are filled with (填写模板)."""

import io
import re
from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING, Final

from sunlight.errors import InputError, MissingExtraError
from sunlight.report.docx.markup import clean

if TYPE_CHECKING:
    from docx.document import Document
    from docxtpl import DocxTemplate  # type: ignore[import-untyped]
    from jinja2 import nodes
    from jinja2.sandbox import ImmutableSandboxedEnvironment

__all__ = ["BODY_MARK", "CONTENTS_MARK", "filled_template"]

BODY_MARK: Final = "\ue0b0body\ue0b0"
CONTENTS_MARK: Final = "\ue0b0contents\ue0b0"
"""Stand in the filled template for what is written there."""

_BLANK: Final = "________"
_PLAIN_ONLY: Final = re.compile(r"\{\{(?:r|p|tr|tc)\s|\{%\s*(?:colspan|cellbg|vm|hm)\b")


def filled_template(
    data: bytes,
    values: Mapping[str, str],
    *,
    where: str,
    name: str,
    marks: Mapping[str, str],
) -> tuple["Document", frozenset[str]]:
    """A template with its fields filled in (填写模板).

    Parameters
    ----------
    data : bytes
        The template.
    values : mapping of str to str
        What may stand in a field ``{{ name }}``; an empty text becomes a blank.
    where, name : str
        What it was given as, and the name of its file, for messages.
    marks : mapping of str to str
        Fields that take a paragraph of the body to themselves.

    Returns
    -------
    (docx.document.Document, frozenset of str)
        The document, and the fields it has.

    Raises
    ------
    InputError
        If a field is unknown, or there is more than names and conditions in it.
    MissingExtraError
        If the library for templates is not installed.
    """
    try:
        from docx import Document
        from docxtpl import DocxTemplate
        from jinja2 import StrictUndefined, TemplateError
        from jinja2.sandbox import ImmutableSandboxedEnvironment
        from lxml import etree  # type: ignore[import-untyped]
    except ImportError as error:
        raise MissingExtraError("filling in DOCX templates", extra="report") from error

    template = DocxTemplate(io.BytesIO(data))
    environment = ImmutableSandboxedEnvironment(
        undefined=StrictUndefined,
        autoescape=True,
        finalize=lambda value: value or _BLANK,
    )
    told = {key: clean(text).strip() for key, text in values.items()}
    used: set[str] = set()
    problem = f"the template {name!r} cannot be used"
    try:
        template.init_docx()
        for place, xml in _parts(template):
            allowed = {**told, **marks} if place == "body" else told
            used |= _fields(environment, template, xml, allowed, where, name, place)
        context = {**told, **marks}
        etree.fromstring(template.build_xml(context, environment).encode("utf-8"))
        template.render(context, environment, autoescape=True)
        stream = io.BytesIO()
        template.docx.save(stream)
    except (KeyError, ValueError, AttributeError, TypeError) as error:
        if isinstance(error, InputError):
            raise
        raise InputError(
            f"{problem}: it is damaged ({error}); open it in Word and save it anew",
            where=where,
            value=name,
        ) from error
    except (TemplateError, etree.XMLSyntaxError) as error:
        raise InputError(
            f"{problem}: {error}. Conditions must stand inside one paragraph, or in "
            "paragraphs of their own as {%p if … %} and {%p endif %}",
            where=where,
            value=name,
        ) from error
    stream.seek(0)
    return Document(stream), frozenset(used)


def _parts(template: "DocxTemplate") -> Iterator[tuple[str, str]]:
    """Place and XML of each part that may hold fields."""
    yield "body", template.get_xml()
    for place, uri in (
        ("header", template.HEADER_URI),
        ("footer", template.FOOTER_URI),
    ):
        for number, (_, part) in enumerate(template.get_headers_footers(uri), start=1):
            yield f"{place} {number}", template.get_part_xml(part)
    for part in template.docx.part.package.iter_parts():
        if part.content_type.endswith("wordprocessingml.footnotes+xml"):
            yield "footnotes", part.blob.decode("utf-8")


def _text(xml: str) -> str:
    """What is read of some markup, shortened."""
    text = re.sub(r"<[^>]*>", "", xml).strip()
    return text if len(text) <= 80 else f"{text[:79]}…"


def _fields(
    environment: "ImmutableSandboxedEnvironment",
    template: "DocxTemplate",
    xml: str,
    values: Mapping[str, str],
    where: str,
    name: str,
    place: str,
) -> set[str]:
    """Names of the fields of a part, once all of them are found to be allowed."""
    from jinja2 import TemplateSyntaxError

    def refused(problem: str, line: int, source: str) -> InputError:
        paragraphs = source.split("\n")
        shown = _text(paragraphs[min(max(line, 1), len(paragraphs)) - 1])
        at = f"paragraph {max(line - 1, 1)} of the {place}"
        known = ", ".join("{{ " + key + " }}" for key in sorted(values))
        return InputError(
            f"the template {name!r}, {at} ({shown!r}): {problem}. "
            f"Allowed are the fields {known}, and {{% if field %}} … {{% endif %}}",
            where=where,
            value=shown,
        )

    plain = re.sub(r"<[^>]*>", "", xml)
    special = _PLAIN_ONLY.search(plain)
    if special:
        raise refused(
            f"{special.group(0).strip()!r} is not allowed", 1, plain[special.start() :]
        )
    source = template.patch_xml(xml).replace("\n", " ")
    source = re.sub(r"<w:p([ >])", r"\n<w:p\1", source)
    try:
        tree = environment.parse(source)
    except TemplateSyntaxError as error:
        problem = f"the field cannot be understood ({error.message})"
        raise refused(problem, error.lineno, source) from error
    return set(_names(tree, values, source, refused))


def _names(
    tree: "nodes.Template",
    values: Mapping[str, str],
    source: str,
    refused: Callable[[str, int, str], InputError],
) -> Iterator[str]:
    """Names in a parsed template; raises on anything but names and conditions."""
    from jinja2 import nodes

    allowed = (
        nodes.Output,
        nodes.TemplateData,
        nodes.Name,
        nodes.If,
        nodes.Not,
        nodes.And,
        nodes.Or,
    )
    for node in tree.find_all(nodes.Node):
        if not isinstance(node, allowed):
            kind = type(node).__name__
            problem = f"only names of fields and conditions are allowed, not {kind!r}"
            raise refused(problem, node.lineno, source)
        if isinstance(node, nodes.Name):
            if node.name not in values:
                raise refused(f"there is no field {node.name!r}", node.lineno, source)
            yield node.name
