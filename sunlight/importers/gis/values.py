"""Ids and words in the columns of a file (编号与用语)."""

from collections import Counter
from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import Any, TypeVar

import numpy as np
from pydantic import TypeAdapter, ValidationError

from sunlight.importers.gis.columns import Columns
from sunlight.importers.gis.features import Features, where_of
from sunlight.importers.remarks import Remarks

__all__ = ["as_text", "ids_of", "mapped"]

Kind = TypeVar("Kind", bound=StrEnum)


def mapped(
    value: object,
    said: Mapping[str, Kind],
    field: Any,  # noqa: ANN401, an annotated type
    kind: type[Kind],
) -> Kind | None:
    """What a value of a column stands for (取值对应).

    Parameters
    ----------
    value : object
        In the file.
    said : mapping of str to Kind
        By the options.
    field : annotated type
        Whose words are known without being said.
    kind : type
        What comes out.

    Returns
    -------
    Kind or None
        None where nobody knows the word.
    """
    text = as_text(value)
    if text in said:
        return said[text]
    try:
        found = TypeAdapter(field).validate_python(text)
    except ValidationError:
        return None
    return kind(found)


def as_text(value: object) -> str:
    """Value of a column as text; whole numbers without a decimal point."""
    if isinstance(value, bool) or value is None:
        return ""
    if isinstance(value, float):
        if not np.isfinite(value):
            return ""
        value = int(value) if value == int(value) else value
    return str(value).strip() if isinstance(value, str | int | float) else ""


def ids_of(features: Features, columns: Columns, remarks: Remarks) -> list[str]:
    """Id of each feature: its own, else a column, else its running number (编号).

    Features that repeat another with the same id, outline and values are left out.

    Parameters
    ----------
    features : Features
        Of the file.
    columns : Columns
        Those with ids.
    remarks : Remarks
        Receives repetitions, and that ids were numbered.

    Returns
    -------
    list of str
        Unique; empty for a repetition.
    """
    own = [str(one).strip() if one is not None else "" for one in features.own_ids]
    for ids in (
        own,
        *([as_text(v.get(c)) for v in features.values] for c in columns.own_id),
    ):
        if not all(ids):
            continue
        repeated = _repetitions(features, ids)
        kept = [one for k, one in enumerate(ids) if k not in repeated]
        if len(set(kept)) == len(kept):
            for k in sorted(repeated):
                remarks.add("DUPLICATED-FEATURE", element=ids[k], where=where_of(k))
            return ["" if k in repeated else one for k, one in enumerate(ids)]
    remarks.add("IDS-NUMBERED")
    return [str(number) for number in range(1, len(features) + 1)]


def _repetitions(features: Features, ids: Sequence[str]) -> set[int]:
    """Features that repeat an earlier one in everything."""
    count = Counter(ids)
    seen: set[tuple[str, str, bytes]] = set()
    found = set()
    for k, own_id in enumerate(ids):
        rings = features.rings[k]
        if count[own_id] == 1 or rings is None:
            continue
        outline = b"|".join(r.tobytes() for p in rings for r in (*p, np.empty(0)))
        key = (own_id, repr(features.values[k]), outline)
        if key in seen:
            found.add(k)
        seen.add(key)
    return found
