"""Codes of findings as they stand in the code, and as the pages list them."""

import ast
import functools
import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
PAGES = ROOT / "docs" / "zh"

CODE = re.compile(r"[A-Z][A-Z0-9]*(?:-[A-Z0-9]+)+")
NO_FINDINGS = {"F-W", "UTF-8", "UTF-16"}
"""Constants of the package that look like codes of findings and are none."""
SEVERITIES = {"错误": "error", "警告": "warning", "说明": "note"}
GRADES = {
    "不符合": "WRONG",
    "须说明": "ANSWER",
    "待人工核查": "OPEN",
    "记录": "NOTE",
}
PROBLEM_ARGUMENTS = 4
"""Code, place and two messages: how the reading of a submission tells a problem."""
OF_REVIEWS = "REVIEW-"
"""Begins the codes of what a review finds; these have grades, and no severity."""


@functools.cache
def codes_in_the_code():
    """Every code, with its severity where the call of ``Finding`` says it."""
    found = {}
    for path in sorted((ROOT / "sunlight").rglob("*.py")):
        of_rules = path.parent.name == "rules"  # mostly reasons and notes of verdicts
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            constant = isinstance(node, ast.Constant) and isinstance(node.value, str)
            if constant and CODE.fullmatch(node.value):
                if not of_rules and node.value not in NO_FINDINGS:
                    found.setdefault(node.value, None)
            elif isinstance(node, ast.Call) and getattr(node.func, "id", "") == (
                "Finding"
            ):
                given = {k.arg: k.value for k in node.keywords}
                code, severity = given["code"], given["severity"]
                if isinstance(code, ast.Constant) and isinstance(
                    severity, ast.Attribute
                ):
                    found[code.value] = severity.attr.lower()
            elif isinstance(node, ast.Call) and len(node.args) == PROBLEM_ARGUMENTS:
                code = getattr(node.args[0], "value", "")
                if getattr(node.func, "attr", "") == "add" and CODE.fullmatch(
                    str(code)
                ):
                    given = {k.arg: k.value for k in node.keywords}
                    severity = given.get("severity")
                    found[code] = getattr(severity, "attr", "warning").lower()
    return found


@functools.cache
def grades_in_the_code():
    """Grades that a call names beside a code of what a review finds."""
    found = {}
    for path in sorted((ROOT / "sunlight" / "review").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call | ast.Tuple):
                parts = node.elts if isinstance(node, ast.Tuple) else [*node.args]
                parts += [k.value for k in getattr(node, "keywords", ())]
                codes = {
                    part.value
                    for part in parts
                    if isinstance(part, ast.Constant)
                    and str(part.value).startswith(OF_REVIEWS)
                }
                grades = {
                    part.attr
                    for whole in parts
                    if isinstance(whole, ast.Attribute | ast.IfExp)
                    for part in ast.walk(whole)
                    if isinstance(part, ast.Attribute)
                    and getattr(part.value, "id", "") == "Grade"
                }
                for code in codes:
                    found.setdefault(code, set()).update(grades)
    return found


def codes_listed(page):
    """Codes that a page lists, in its order, each with its severity; doubles stay."""
    text = (PAGES / page).read_text(encoding="utf-8")
    rows = re.findall(r"^\| `([A-Z0-9-]+)` \| (错误|警告|说明) \|", text, re.MULTILINE)
    return [(code, SEVERITIES[word]) for code, word in rows]


def graded_codes_listed(page):
    """Codes of what a review finds, in the order of the page, with their grades."""
    text = (PAGES / page).read_text(encoding="utf-8")
    rows = re.findall(r"^\| `(REVIEW-[A-Z-]+)` \| ([^|]+) \| \S", text, re.MULTILINE)
    return [(code, grades.split("、")) for code, grades in rows]


def codes_of_texts(*tables):
    """Codes of tables of texts, each with its severity."""
    found = {}
    for table in tables:
        for code, text in table.items():
            severity = getattr(text, "severity", None) or text[0]
            found[code] = severity.value
    return found
