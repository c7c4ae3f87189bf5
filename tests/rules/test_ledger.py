"""The ledger: each sentence is there, once, and what it points to exists."""

import ast
import importlib
import os
import re
from pathlib import Path

import pytest

import sunlight.rules
from sunlight.rules import Coverage, item_of, ledger, ruleset

IDS = Path(__file__).parent / "ids_of_the_text.txt"
EDITION = Path(sunlight.rules.__file__).parent / "xinzhou_2022"


def ids_of_the_text() -> list[str]:
    lines = IDS.read_text(encoding="utf-8").splitlines()
    return [line for line in lines if not line.startswith("#")]


def numbered(lines: list[str], text: str, chapter: str) -> dict[str, str]:
    """What stands under each number of a text, its line ends taken out."""
    found: dict[str, str] = {}
    head = item = point = ""
    for line in map(str.strip, lines):
        rest = line
        if match := re.match(chapter, line):
            head, item, point = match[1], "", ""
            rest = line[match.end() :] if "。" in line else ""  # else a mere title
        elif match := re.match(r"\(([一二三四五六七八九十]+)\)", line):
            item, point, rest = match[0], "", line[match.end() :]
        elif match := re.match(r"(\d+)\.\s*(?=\D)", line):
            point, rest = match[1], line[match.end() :]
        if head:
            name = f"{text}{head}{item}{point}"
            found[name] = found.get(name, "") + rest
    return found


def ids_in(regulation: str) -> list[str]:
    lines = regulation.splitlines()
    first, end, annex, next_annex = (
        next(i for i, line in enumerate(lines) if line.startswith(begin))
        for begin in ("第一条", "附件：", "附件1:", "附件2:")
    )
    rules = numbered(lines[annex:next_annex], "规程", "([一二三四五六七八九十]+)、")
    measures = numbered(lines[first:end], "办法", "第([一二三四五六七八九十]+)条")
    ids = []
    for name, words in rules.items():
        count = sum(bool(part.strip()) for part in re.split("[。；;]", words))
        ids += [name] if count == 1 else [f"{name}第{i + 1}句" for i in range(count)]
    return ids + [name for name, words in measures.items() if words.strip()]


def clause_functions() -> set[str]:
    """Every public function of the clause modules that is asked for an answer."""
    names = set()
    for path in EDITION.glob("clauses_*.py"):
        module = ast.parse(path.read_text(encoding="utf-8"))
        for node in module.body:
            if not isinstance(node, ast.FunctionDef) or node.name.startswith("_"):
                continue
            if "Clause[" not in ast.unparse(node.returns):  # those are the registers
                names.add(f"{path.stem}.{node.name}")
    return names


def test_the_ledger_has_every_sentence_once_in_the_order_of_the_text():
    assert ids_of_the_text() == [entry.id for entry in ledger(ruleset())]


def test_the_list_of_ids_is_that_of_the_text_itself():
    if not os.environ.get("SUNLIGHT_REGULATION"):
        pytest.skip("SUNLIGHT_REGULATION names no folder with the regulation's text")
    folder = Path(os.environ["SUNLIGHT_REGULATION"])
    (path,) = folder.glob("xinzhou-2022*.txt")

    assert ids_in(path.read_text(encoding="utf-8")) == ids_of_the_text()


def test_every_sentence_has_its_meaning_in_both_languages():
    for entry in ledger(ruleset()):
        assert re.search("[一-鿿]", entry.meaning_zh), entry.id
        assert re.search("[a-z]{3}", entry.meaning_en), entry.id
        assert entry.meaning("zh") != entry.meaning("en")
        assert bool(entry.pending_zh) == bool(entry.pending_en), entry.id
        assert bool(entry.not_computable_zh) == bool(entry.not_computable_en), entry.id


def test_nothing_is_left_without_a_word_on_what_became_of_it():
    for entry in ledger(ruleset()):
        targets = (*entry.clauses, *entry.parameters, *entry.code)
        assert targets or entry.remark("en"), entry.id
        assert bool(entry.remark("zh")) == bool(entry.remark("en"))


def test_every_clause_function_carries_out_some_sentence():
    named = {name for entry in ledger(ruleset()) for name in entry.clauses}

    assert clause_functions() == named


def test_every_figure_belongs_to_some_sentence():
    named = {name for entry in ledger(ruleset()) for name in entry.parameters}

    assert {p.id for p in ruleset().parameters} == named


def test_every_figure_is_listed_where_it_says_it_comes_from():
    listed = {
        (name, entry.item) for entry in ledger(ruleset()) for name in entry.parameters
    }

    for parameter in ruleset().parameters:
        assert (parameter.id, item_of(parameter.clause)) in listed, parameter.id


def test_every_reading_and_every_registered_clause_is_about_some_sentence():
    known = {name for e in ledger(ruleset()) for name in (e.id, e.item)}

    assert {reading.clause for reading in ruleset().readings} <= known
    assert set(ruleset().clause_ids) <= known


@pytest.mark.parametrize(
    "name", sorted({name for entry in ledger(ruleset()) for name in entry.code})
)
def test_what_a_sentence_names_in_the_code_is_there(name):
    module, _, member = name.rpartition(".")

    assert hasattr(importlib.import_module(module), member)


def test_recognised_software_is_a_demand_that_is_openly_not_met():
    (entry,) = (e for e in ledger(ruleset()) if e.id == "规程三(三)")

    assert Coverage.NOT_COMPUTABLE is entry.coverage
    assert "not met by this software" in entry.remark("en")
    assert "本软件不满足" in entry.remark("zh")


def test_what_is_not_built_in_yet_is_never_counted_as_done():
    for entry in ledger(ruleset()):
        if entry.pending_en:
            assert Coverage.PENDING is entry.coverage, entry.id
            assert entry.remark("en").startswith("not built in yet: ")
