"""JSON Schemas of what a review reads and writes (复核格式)."""

from typing import Any, Final

from pydantic import BaseModel

from sunlight.errors import InputError
from sunlight.review.opinion.document import review_schema
from sunlight.review.reading.declared.form import DeclarationForm
from sunlight.review.reading.mapping import MappingFile

__all__ = ["SCHEMAS", "schema_of"]

SCHEMAS: Final = ("declaration", "mapping", "review")
"""Formats there is a schema of."""

_DRAFT: Final = "https://json-schema.org/draft/2020-12/schema"


def schema_of(name: str) -> dict[str, Any]:
    """JSON Schema of a format, for editors and programs (格式说明).

    Parameters
    ----------
    name : str
        One of :data:`SCHEMAS`: the form with what a report states, the file that says
        which column is what, ``review.json``.

    Returns
    -------
    dict
        Draft 2020-12.

    Raises
    ------
    InputError
        If there is no such format.
    """
    if name == "review":
        return review_schema()
    forms: dict[str, type[BaseModel]] = {
        "declaration": DeclarationForm,
        "mapping": MappingFile,
    }
    if name not in forms:
        raise InputError(
            f"there is no schema {name!r}; choose of: {', '.join(SCHEMAS)}",
            where="name",
            value=name,
        )
    return {"$schema": _DRAFT, **forms[name].model_json_schema(by_alias=True)}
