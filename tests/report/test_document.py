"""The result as one JSON document."""

import json

import numpy as np
import pytest

from sunlight.report.document import (
    document_text,
    result_document,
    result_schema,
)
from sunlight.report.document_records import ResultDocument


@pytest.fixture(scope="module")
def result(estate):
    return json.loads(document_text(result_document(estate)))


def refuse(name):
    raise AssertionError(f"{name} is no JSON")


def test_the_document_is_strict_json(estate):
    text = document_text(result_document(estate))

    json.loads(text, parse_constant=refuse)


def test_the_document_names_its_version_outcome_and_exit_code(result):
    assert ["sunlight-result/1", "FAIL", 1] == [
        result[key] for key in ("schema", "outcome", "exit_code")
    ]


def test_a_document_without_households_is_undetermined(bare_estate):
    document = result_document(bare_estate)

    assert ("NOT_JUDGED", 3) == (document.outcome.value, document.exit_code)


def test_floats_are_exact(estate, result):
    expected = [v.measured for v in estate.households.verdicts]

    assert expected == [h["minutes_after"] for h in result["households"]]


def test_what_is_not_known_is_null(result):
    new = next(h for h in result["households"] if h["household"] == "P1-0101")

    assert (None, None) == (new["minutes_before"], new["room_before"])


def test_parts_of_a_household_add_up_as_documented(result):
    for household in result["households"]:
        sum_of_parts = sum(part["minutes"] for part in household["taken_by"])
        expected = (
            household["minutes_before"] - household["minutes_after"]
            if household["explained_state"] == "lost"
            else 480.0 - household["minutes_after"]
        )
        np.testing.assert_allclose(expected, sum_of_parts, atol=1e-6)


def test_counts_agree_with_the_lists(result):
    counts = result["counts"]

    assert len(result["households"]) == counts["households"]
    assert counts["failed"] == sum(h["outcome"] == "FAIL" for h in result["households"])
    assert counts["failed"] == sum(b["failed"] for b in result["buildings"])


def test_parts_that_shade_nothing_are_listed_with_their_clause(result):
    assert [("古树", "tree", "规程六(四)")] == [
        (part["name"], part["kind"], part["clause"]) for part in result["excluded"]
    ]


def test_provenance_names_the_files_and_the_convention(result):
    source = result["provenance"]

    assert ["estate.toml"] == [name for name, _ in source["source_files"]]
    assert "大寒" == source["day"]
    assert [480.0, 960.0] == source["band"]
    assert "SPA" in source["declination_origin"]


def test_standing_notes_come_in_both_languages(result):
    assert 4 == len(result["notes"])
    assert all(note["zh"] and note["en"] for note in result["notes"])


def test_a_document_read_back_is_the_same(estate):
    document = result_document(estate)

    assert document == ResultDocument.model_validate_json(document_text(document))


def test_the_schema_describes_every_field():
    schema = result_schema()
    parts = [schema, *schema["$defs"].values()]
    fields = [
        (part["title"], name, field)
        for part in parts
        for name, field in part.get("properties", {}).items()
    ]

    assert {"schema", "outcome", "households"} <= schema["properties"].keys()
    assert [] == [
        (title, name) for title, name, field in fields if "description" not in field
    ]
