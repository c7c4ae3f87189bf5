"""The verbs rules and explain."""

import json

import pytest

from sunlight.rules import DEFAULT_RULESET, ledger, ruleset


def squeezed(text):
    """Text without blanks and line ends: tables wrap where they like."""
    return "".join(text.split())


def test_rules_lists_every_clause_with_what_it_is_mapped_to(run):
    result = run("rules")

    assert 0 == result.exit_code, result.stderr
    entries = ledger(ruleset())
    lines = result.stdout.splitlines()
    assert [e.id for e in entries] == [
        line.split()[0] for line in lines if line.startswith(("规程", "办法"))
    ]
    row = next(line for line in lines if line.startswith("规程六(三) "))
    assert "条款函数" == row.split()[1]
    assert f"共{len(entries)}条：" in squeezed(result.stdout)


def test_rules_are_shown_in_english_too(run):
    result = run("rules", "--lang", "en")

    assert 0 == result.exit_code, result.stderr
    assert "in force 2022-04-01 to 2027-03-31" in result.stdout
    assert "not computable" in result.stdout


def test_rules_as_json_hold_the_whole_ledger(run):
    document = json.loads(run("rules", DEFAULT_RULESET, "--json").stdout)
    rules = ruleset()

    assert (rules.name, rules.profile_hash) == (
        document["rules"],
        document["profile_hash"],
    )
    assert [(e.id, e.coverage.value) for e in ledger(rules)] == [
        (entry["id"], entry["coverage"]) for entry in document["entries"]
    ]
    assert all(e["meaning_zh"] and e["meaning_en"] for e in document["entries"])


def test_unknown_rules_are_refused_with_a_near_name(run):
    result = run("rules", "xinzhou-2002")

    assert (2, "") == (result.exit_code, result.stdout)
    assert "did you mean" in result.stderr
    assert DEFAULT_RULESET in result.stderr


def test_explain_tells_meaning_and_figures(run):
    result = run("explain", "规程六(三)")

    assert 0 == result.exit_code, result.stderr
    assert "[shortest_segment]" in result.stdout
    assert "办法六(三)" not in result.stdout


def test_explain_of_a_bare_number_shows_both_texts(run):
    lines = run("explain", "六（三）", "--lang", "en").stdout.splitlines()

    assert {"规程六(三)", "办法六(三)"} <= set(lines)


def test_explain_tells_both_readings(run):
    text = run("explain", "规程七(二)", "--rules", DEFAULT_RULESET).stdout

    assert "读法：[exact_minutes]" in text
    assert "另一读法：" in text


@pytest.mark.parametrize(
    ("asked", "near"), [("规程六(十)", "规程六(三)"), ("六(三三)", "办法六(三)")]
)
def test_an_unknown_clause_is_refused_with_near_ones(run, asked, near):
    result = run("explain", asked)

    assert (2, "") == (result.exit_code, result.stdout)
    assert "did you mean" in result.stderr
    assert near in squeezed(result.stderr)


def test_a_clause_of_unknown_rules_is_refused(run):
    assert 2 == run("explain", "规程六(三)", "--rules", "nowhere").exit_code


def test_explain_needs_a_clause(run):
    assert 2 == run("explain").exit_code
