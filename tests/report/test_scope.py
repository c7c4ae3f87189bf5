"""The scope in tables, in the document, in a picture and in the summary."""

import json

import pytest

from sunlight.report.document import document_text, result_document
from sunlight.report.scope_plan import scope_figure, scope_png
from sunlight.report.scope_table import scope_table
from sunlight.report.tables import buildings_table
from sunlight.report.texts import texts

ZH, EN = texts("zh"), texts("en")


def rows(table):
    return {row["building"]: row for row in table.to_pylist()}


def words_of(figure):
    return [t.get_text() for axes in figure.axes for t in axes.texts] + [
        t.get_text() for t in figure.texts
    ]


def test_the_table_says_role_step_and_reason_of_every_building(demo):
    table = rows(scope_table(demo.scope, ZH, "zh"))

    assert 25 == len(table)
    assert ("客体", 1) == (table["1#"]["role"], table["1#"]["row_step"])
    assert "第 1 步：10# 顶层因遮挡不达标" in table["1#"]["scope_reasons"]
    assert ("叠加", None) == (table["8#"]["role"], table["8#"]["row_step"])
    # (53.1 + 4.8 + 0.35) x 1.58 for the top of the lift house above outdoor ground
    assert "P1；P2" == table["4#"]["reached_by"]
    assert table["S1"]["inside"] is None
    assert list(table["1#"]) == list(rows(scope_table(demo.scope, EN, "en"))["1#"])


def test_without_a_scope_the_table_has_a_heading_only():
    table = scope_table(None, ZH, "zh")

    assert 0 == table.num_rows
    assert 11 == table.num_columns


def test_the_table_of_buildings_names_their_role(demo):
    table = rows(buildings_table(demo, ZH))

    assert ("客体", "叠加", "拟建") == tuple(
        table[b]["role"] for b in ("4#", "8#", "P1")
    )


def test_the_document_tells_the_scope(demo):
    document = json.loads(document_text(result_document(demo)))
    scope = document["scope"]
    found = {b["building"]: b for b in scope["scope_buildings"]}

    assert [
        {"step": 1, "because": ["10#", "Y1"], "added": ["1#", "2#", "3#"]}
    ] == scope["steps"]
    assert (34.0, 1.58, None, True) == (
        scope["angle_from_east_west"],
        scope["radius_factor"],
        scope["radius_cap"],
        scope["limits_verdicts"],
    )
    assert "overlay" == found["8#"]["role"]
    assert "规程五(二)" in [r["clause"] for r in found["8#"]["reasons"]]
    assert {"OUT-OF-SCOPE"} == {
        reason
        for household in document["households"]
        if household["building"] == "8#"
        for reason in household["reasons"]
    }


@pytest.mark.parametrize(("lang", "words"), [("zh", ZH), ("en", EN)])
def test_the_picture_names_roles_sectors_and_north(demo, lang, words):
    shown = words_of(scope_figure(demo.scope, demo.project, lang=lang))

    for role in ("proposed", "analysed", "overlay", "removed"):
        assert words[f"scope_role.{role}"] in shown
    assert words["scope_role.outside"] not in shown  # nobody is
    for key in ("plan_sector", "plan_overlay_sector", "plan_outline", "plan_sectors"):
        assert words[f"scope.{key}"] in shown
    assert words["scope.plan_row_step"].format(number=1) in shown
    assert words["plan.north"] in shown
    assert any(text.startswith("10#") for text in shown)
    assert "□" not in "".join(shown)


def test_what_a_step_added_is_hatched(demo):
    axes = scope_figure(demo.scope, demo.project).axes[0]
    hatched = [c for c in axes.collections if (c.get_hatch() or "").startswith("/")]

    assert [3] == [len(c.get_paths()) for c in hatched]


def test_the_picture_is_a_png(demo):
    assert scope_png(demo.scope, demo.project).startswith(b"\x89PNG")
