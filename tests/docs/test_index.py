"""The start page links every page of the documentation, each once."""

import re
from pathlib import Path

DOCS = Path(__file__).parents[2] / "docs"


def test_every_page_is_linked_once_and_no_other():
    linked = re.findall(
        r"\]\(([^)#]+)\)", (DOCS / "index.md").read_text(encoding="utf-8")
    )
    pages = {page.relative_to(DOCS).as_posix() for page in DOCS.rglob("*.md")}
    fragments = {page for page in pages if page.startswith("changes/")}
    wanted = pages - {"index.md"} - fragments | {"changes/README.md"}

    assert sorted(wanted) == sorted(linked)
