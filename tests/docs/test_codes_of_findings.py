"""Each code of the code is on the page where a reader looks for it, and no other."""

import re

import pytest
from codes_of_findings import (
    CODE,
    GRADES,
    OF_REVIEWS,
    PAGES,
    codes_in_the_code,
    codes_listed,
    codes_of_texts,
    graded_codes_listed,
    grades_in_the_code,
)

from sunlight.importers.city.texts import CITY_TEXTS
from sunlight.importers.combine import COMBINE_TEXTS
from sunlight.importers.dxf.texts import TEXTS as DXF_TEXTS
from sunlight.importers.gis.texts import GIS_TEXTS
from sunlight.importers.ifc.texts import IFC_TEXTS
from sunlight.importers.models3d.texts import MESH_TEXTS
from sunlight.model.check_texts import CHECK_TEXTS
from sunlight.model.gate import GATE_TEXTS
from sunlight.review.reading.grids.texts import GRID_TEXTS
from sunlight.rules import Reason
from sunlight.scope.reasons import FINDING_TEXTS

PAGE_OF_TABLES = {
    "project-file.md": (CHECK_TEXTS, COMBINE_TEXTS, FINDING_TEXTS),
    "model-gate.md": (CHECK_TEXTS, GATE_TEXTS),
    "ifc.md": (IFC_TEXTS,),
    "dxf.md": (DXF_TEXTS,),
    "citymodels.md": (CITY_TEXTS,),
    "gis-and-meshes.md": (GIS_TEXTS, MESH_TEXTS),
    "review-codes.md": (GRID_TEXTS,),
    "models.md": (),
    "ci.md": (),
}
"""Tables of texts whose codes a page lists; codes in no table may be on any page."""

IN_TABLES = {
    code for tables in PAGE_OF_TABLES.values() for code in codes_of_texts(*tables)
}


def named_on(page):
    text = (PAGES / page).read_text(encoding="utf-8")
    return {name for name in re.findall(r"`([^`\n]+)`", text) if CODE.fullmatch(name)}


@pytest.mark.parametrize("page", PAGE_OF_TABLES)
def test_a_page_lists_the_codes_of_its_tables_once_with_their_severities(page):
    expected = codes_of_texts(*PAGE_OF_TABLES[page])
    listed = codes_listed(page)
    others = set(dict(listed)) - set(expected)

    assert len(listed) == len(dict(listed))
    assert expected == {code: dict(listed).get(code) for code in expected}
    assert set() == others & IN_TABLES, "listed on the page of another reader"


def test_every_code_of_the_code_is_listed_and_no_other():
    listed = {code for page in PAGE_OF_TABLES for code, _ in codes_listed(page)}
    known = {c for c in codes_in_the_code() if not c.startswith(OF_REVIEWS)}

    assert (set(), set()) == (known - listed, listed - known)


def test_what_a_review_finds_is_listed_once_with_its_grades():
    listed = graded_codes_listed("review-codes.md")
    known = {c for c in codes_in_the_code() if c.startswith(OF_REVIEWS)}

    assert len(listed) == len(dict(listed)) > 100
    assert (set(), set()) == (known - set(dict(listed)), set(dict(listed)) - known)
    assert set() == {g for _, grades in listed for g in grades} - set(GRADES)
    assert [] == [code for code, grades in listed if len(set(grades)) < len(grades)]


def test_grades_of_what_a_review_finds_are_those_of_the_code():
    listed = {
        code: {GRADES[grade] for grade in grades}
        for code, grades in graded_codes_listed("review-codes.md")
    }
    known = grades_in_the_code()

    assert sum(bool(grades) for grades in known.values()) > 80
    assert {} == {
        code: grades - listed[code]
        for code, grades in known.items()
        if grades - listed[code]
    }


def test_codes_outside_the_tables_are_listed_on_one_page_only():
    listed = [
        code
        for page in PAGE_OF_TABLES
        for code, _ in codes_listed(page)
        if code not in IN_TABLES
    ]

    assert sorted(set(listed)) == sorted(listed)


def test_severities_on_the_pages_are_those_of_the_code():
    listed = {
        code: severity
        for page in PAGE_OF_TABLES
        for code, severity in codes_listed(page)
        if code not in IN_TABLES
    }
    known = {c: s for c, s in codes_in_the_code().items() if s and c in listed}

    assert len(known) > 12
    assert known == {code: listed[code] for code in known}


@pytest.mark.parametrize("page", PAGE_OF_TABLES)
def test_codes_named_anywhere_on_a_page_exist(page):
    known = set(codes_in_the_code()) | {reason.value for reason in Reason}

    assert set() == named_on(page) - known
