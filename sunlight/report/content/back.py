"""End of the report: who signs, and the letters of commitment (签署与承诺书).

The letters say in words of our own what annexes 2 and 3 of the regulation have the
client and the compiler commit themselves to. A bureau that wants its prescribed form
has it put in their place.
"""

from dataclasses import fields
from typing import Final

from sunlight.assessment import Assessment
from sunlight.model.dossier import Party
from sunlight.model.project import Project
from sunlight.report.content.cells import fields_of, paragraphs
from sunlight.report.content.front_basis import document_named
from sunlight.report.content.records import Blanks, Chapter, Letter
from sunlight.report.texts import Texts
from sunlight.rules import Language, Ruleset

__all__ = ["end_chapters", "letter_fields"]

BLANK: Final = "_" * 12
"""A line to be written on by hand."""


def end_chapters(
    assessment: Assessment, words: Texts, lang: Language
) -> tuple[Chapter, ...]:
    """Frame to be signed and the two letters (签署栏与承诺书).

    Parameters
    ----------
    assessment : Assessment
        The assessment.
    words : mapping
        Catalogue.
    lang : {'zh', 'en'}
        Its language.

    Returns
    -------
    tuple of Chapter
        ``signing``, ``letter-client``, ``letter-compiler``.

    Notes
    -----
    Source: 办法二, 规程七(三), annexes 2 and 3.
    """
    project, rules = assessment.project, assessment.rules
    letters = (
        _letter("letter-client", "client", project, rules, words, lang),
        _letter("letter-compiler", "compiler", project, rules, words, lang),
    )
    return (
        _signing(project, words),
        *(
            Chapter(
                id=letter.id,
                title=words[f"front_chapters.{letter.id.replace('-', '_')}"],
                blocks=(letter,),
            )
            for letter in letters
        ),
    )


def _signing(project: Project, words: Texts) -> Chapter:
    """Frame for those who compile, check and approve, and seals; dates by hand."""
    dossier = project.dossier
    values = [
        ("compiled_by", dossier.compiled_by),
        ("checked_by", dossier.checked_by),
        ("approved_by", dossier.approved_by),
        ("compiler", dossier.compiler.name),
        ("qualification_seal", ""),
        ("client", dossier.client.name),
    ]
    frame = Blanks(id="signing", cells=fields_of(words, "front_signing", values))
    return Chapter(
        id="signing",
        title=words["front_chapters.signing"],
        blocks=(*paragraphs([words["front_signing.about"]]), frame),
    )


def _letter(
    name: str,
    role: str,
    project: Project,
    rules: Ruleset,
    words: Texts,
    lang: Language,
) -> Letter:
    """Letter of commitment of the client or the compiler."""
    dossier = project.dossier
    facts = {
        "client": dossier.client.name or BLANK,
        "compiler": dossier.compiler.name or BLANK,
        "project": project.name or BLANK,
        "document": document_named(rules, words, lang),
    }
    section = f"front_letter_{role}"
    told = [
        words[key].format(**facts)
        for key in words
        if key.startswith(f"{section}.paragraph_")
    ]
    party: Party = getattr(dossier, role)
    return Letter(
        id=name,
        title=words[f"{section}.title"],
        addressee=dossier.bureau or BLANK,
        paragraphs=tuple(told),
        signature=fields_of(
            words,
            "front_letter",
            [(f"{role}_seal", party.name), ("representative", ""), ("date", "")],
        ),
        fields=letter_fields(project, rules, words, lang),
    )


def letter_fields(
    project: Project, rules: Ruleset, words: Texts, lang: Language
) -> tuple[tuple[str, str], ...]:
    """What a template of the bureau's own may ask for, by name (模板字段).

    Parameters
    ----------
    project : Project
        The project.
    rules : Ruleset
        Rules that judged.
    words : mapping
        Catalogue.
    lang : {'zh', 'en'}
        Its language.

    Returns
    -------
    tuple of (str, str)
        Such as ``client_name``; an empty text where nobody said.
    """
    dossier, date = project.dossier, project.report_date
    parties = {
        f"{role}_{f.name}": str(getattr(getattr(dossier, role), f.name))
        for role in ("client", "compiler", "designer")
        for f in fields(Party)
    }
    others = {
        "project_name": project.name,
        "project_id": project.project_id,
        "project_place": dossier.place or project.site.name,
        "project_extents": dossier.extents,
        "report_number": dossier.number,
        "report_date": "" if date is None else date.isoformat(),
        "bureau": dossier.bureau,
        "compiled_by": dossier.compiled_by,
        "checked_by": dossier.checked_by,
        "approved_by": dossier.approved_by,
        "rules_document": document_named(rules, words, lang),
    }
    return tuple((parties | others).items())
