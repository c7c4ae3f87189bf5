"""Standing notes that go with every result (须知)."""

from sunlight.report.texts import texts
from sunlight.rules import Language, Ruleset

__all__ = ["standing_notes"]


def standing_notes(rules: Ruleset, lang: Language) -> tuple[str, ...]:
    """Notes that every reader of a result has to know (须知).

    Parameters
    ----------
    rules : Ruleset
        Rules that judged.
    lang : {'zh', 'en'}
        Language.

    Returns
    -------
    tuple of str
        One sentence each.
    """
    words = texts(lang)
    return (
        words["notes.software"],
        words["notes.national"].format(document=rules.document),
        words["notes.aids"],
        words["notes.force"].format(
            document=rules.document,
            first=rules.in_force_from.isoformat(),
            last=rules.in_force_until.isoformat(),
        ),
    )
