"""What a clause means, asked for by its id."""

import datetime as dt

import pytest

from sunlight.errors import InputError
from sunlight.rules import explain, explanation_text, ledger, ruleset


def ids(asked: str) -> list[str]:
    return [item.id for item in explain(ruleset(), asked).items]


def test_a_bare_number_gives_both_texts():
    expected = ["规程六(三)", "办法六(三)", *(f"办法六(三){i}" for i in range(1, 5))]
    assert expected == ids("六(三)")


@pytest.mark.parametrize(
    "asked",
    [
        "规程四(一)1",
        "规程四（一）1",
        " 规程 四(一) 1",
        "附件1四(一)1",
        "附件1 第四条(一)1",
    ],
)
def test_people_may_write_an_id_as_they_are_used_to(asked):
    assert ["规程四(一)1"] == ids(asked)


def test_an_item_brings_all_its_sentences_and_a_sentence_only_itself():
    (whole,) = explain(ruleset(), "规程六(一)").items
    (second,) = explain(ruleset(), "规程六(一)第2句").items
    assert ["规程六(一)第1句", "规程六(一)第2句"] == [e.id for e in whole.sentences]
    assert ["规程六(一)第2句"] == [e.id for e in second.sentences]
    assert ["sill_minimum"] == [p.id for p in second.parameters]


def test_an_article_brings_its_items_and_no_article_of_a_like_name():
    assert ["办法四", "办法四(一)", "办法四(二)", "办法四(三)"] == ids("办法四")
    assert ["办法一"] == ids("办法第一条")
    assert ["规程一(一)", "规程一(二)", "规程一(三)"] == ids("规程一")


def test_every_id_of_the_ledger_explains_itself():
    for entry in ledger(ruleset()):
        found = explain(ruleset(), entry.id)
        assert entry in [e for item in found.items for e in item.sentences]


def test_figures_come_with_their_dates_and_source():
    (item,) = explain(ruleset(), "规程七(五)").items
    (figure,) = (p for p in item.parameters if p.id == "unaffected_change")
    assert (3.0, dt.date(2022, 4, 1), dt.date(2027, 3, 31)) == (
        figure.value,
        figure.valid_from,
        figure.valid_until,
    )
    assert "Civil Code" in figure.source


def test_readings_come_with_their_alternative():
    (item,) = explain(ruleset(), "规程七(二)").items
    assert ["exact_minutes"] == [reading.id for reading in item.readings]
    text = explanation_text(explain(ruleset(), "规程七(二)", "en"))
    assert "reading: [exact_minutes] judged on the exact figure" in text
    assert "alternative: judged on whole minutes" in text


def test_the_text_says_the_dates_and_what_carries_the_clause_out():
    chinese = explanation_text(explain(ruleset(), "规程六(三)"))
    english = explanation_text(explain(ruleset(), "规程六(三)", "en"))
    assert "施行 2022-04-01 至 2027-03-31" in chinese
    assert "in force 2022-04-01 to 2027-03-31" in english
    assert "shortest_counted_segment" in english
    assert "= 5 min" in english


@pytest.mark.parametrize(
    ("asked", "written"),
    [
        ("六(3)", "六(三)"),
        ("办法4", "办法四"),
        ("办法第4条", "办法四"),
        ("办法10", "办法十"),
        ("规程4(1)4", "规程四(一)4"),
        ("规程6(1)第2句", "规程六(一)第2句"),
    ],
)
def test_digits_stand_for_the_numerals_of_the_text(asked, written):
    assert ids(written) == ids(asked)


def test_a_reading_is_explained_by_its_name_with_its_clause():
    (item,) = explain(ruleset(), " sector_shape ").items

    assert "规程五(一)" == item.id
    assert ["sector_shape"] == [reading.id for reading in item.readings]
    assert () == item.parameters
    assert {"规程五(一)"} == {entry.item for entry in item.sentences}


def test_a_figure_is_explained_by_its_name_with_its_clause():
    (item,) = explain(ruleset(), "shortest_segment").items

    assert ("规程六(三)", ()) == (item.id, item.readings)
    assert ["shortest_segment"] == [figure.id for figure in item.parameters]
    text = explanation_text(explain(ruleset(), "shortest_segment", "en"))
    assert "= 5 min (in force" in text


def test_a_name_that_a_reading_and_a_figure_share_explains_both():
    items = explain(ruleset(), "bay_base_plane").items

    assert ["bay_base_plane"] == [r.id for item in items for r in item.readings]
    assert {"bay_base_plane"} == {p.id for item in items for p in item.parameters}


def test_every_reading_and_every_figure_explains_itself():
    rules = ruleset()
    for reading in rules.readings:
        items = explain(rules, reading.id).items
        assert reading in [r for item in items for r in item.readings], reading.id
        assert all(item.sentences for item in items), reading.id
    for figure in rules.parameters:
        items = explain(rules, figure.id).items
        assert figure in [p for item in items for p in item.parameters], figure.id
        assert all(item.sentences for item in items), figure.id


def test_a_share_is_written_without_a_unit():
    text = explanation_text(explain(ruleset(), "hospital_share"))

    assert " = 0.5 (" in text


def test_a_near_name_of_a_figure_is_suggested():
    with pytest.raises(InputError, match=r"did you mean .*shortest_segment"):
        explain(ruleset(), "shortest_segmnt")


def test_an_unknown_id_is_refused_with_the_nearest_ones():
    with pytest.raises(InputError) as caught:
        explain(ruleset(), "规程六(十)")
    message = str(caught.value)
    assert "no clause '规程六(十)'; did you mean " in message
    assert "规程六(三)" in message
    assert ("clause_id", "规程六(十)") == (caught.value.where, caught.value.value)


@pytest.mark.parametrize("asked", ["", "  ", "sunlight", "规程六(三"])
def test_what_is_no_id_is_refused_and_the_form_is_shown(asked):
    with pytest.raises(InputError, match=r"ids look like 规程六\(三\)"):
        explain(ruleset(), asked)


def test_a_language_without_words_is_refused():
    with pytest.raises(InputError, match="choose one of: zh, en"):
        explain(ruleset(), "规程八", "fr")
