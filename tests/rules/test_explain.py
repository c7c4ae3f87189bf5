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
