"""Which dwellings belong to an old-area renewal (旧区改建), edition of 2022."""

from sunlight.rules.facts import HouseholdFacts, Standing

__all__ = ["in_renewal"]


def in_renewal(facts: HouseholdFacts) -> bool:
    """Tell whether a dwelling is a new one of an old-area renewal (旧区改建新建住宅).

    Only by the number of the document that says so, and only for the project's own new
    dwellings: neighbours and projects side by side keep the full standard.

    Parameters
    ----------
    facts : HouseholdFacts
        The household.

    Returns
    -------
    bool
        Whether it is.

    Notes
    -----
    Source: 规程四(一)4.
    """
    return facts.standing is Standing.OWN_NEW and bool(facts.renewal_document.strip())
