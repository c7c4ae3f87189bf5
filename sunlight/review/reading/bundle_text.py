"""Text and tables of the report in a bundle (成果包中的报告正文)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from sunlight.review.reading.grids.records import Grid, TextLine

__all__ = ["report_contents"]

_WINDOWS: Final = frozenset({"windows", "failing"})
"""Chapters whose tables repeat the result, which is read exactly."""


@dataclass(slots=True, kw_only=True)
class _Contents:
    """What was found so far."""

    file: str
    grids: list[Grid] = field(default_factory=list)
    lines: list[TextLine] = field(default_factory=list)

    def line(self, text: str, place: str) -> None:
        """Add a line that is not empty."""
        if text.strip():
            self.lines.append(
                TextLine(
                    file=self.file,
                    place=f"{self.file}[{place}]",
                    text=text.strip(),
                    above=len(self.grids),
                )
            )

    def grid(self, rows: Sequence[Sequence[str]], place: str, caption: str) -> None:
        """Add a table that is not empty."""
        if rows:
            self.grids.append(
                Grid(
                    file=self.file,
                    place=f"{self.file}[{place}]",
                    caption=caption,
                    rows=tuple(tuple(row) for row in rows),
                    lines=tuple(range(1, len(rows) + 1)),
                )
            )


def report_contents(
    report: Mapping[str, Any], file: str
) -> tuple[tuple[Grid, ...], tuple[TextLine, ...]]:
    """Tables and lines of ``report.json`` (报告正文).

    Parameters
    ----------
    report : mapping
        The document.
    file : str
        Name of the bundle, for places.
    """
    found = _Contents(file=file)
    cover = [[each["label"], each["text"]] for each in report.get("cover", ())]
    found.grid(cover, "report.json 封面", "")
    for chapter in report.get("chapters", ()):
        _chapter(found, chapter)
    return tuple(found.grids), tuple(found.lines)


def _chapter(found: _Contents, chapter: Mapping[str, Any]) -> None:
    """One chapter with its sections."""
    title = str(chapter.get("title", ""))
    place = f"report.json {title}"
    found.line(title, place)
    if chapter.get("id") not in _WINDOWS:
        for block in chapter.get("blocks", ()):
            _block(found, block, place)
    for section in chapter.get("sections", ()):
        _chapter(found, section)


def _block(found: _Contents, block: Mapping[str, Any], place: str) -> None:
    """One block of a chapter."""
    match block.get("block"):
        case "paragraph":
            found.line(str(block["text"]), place)
        case "items":
            for item in block["items"]:
                found.line(str(item["text"]), place)
        case "fields":
            rows = [[f["label"], f["text"]] for f in block["fields"]]
            found.grid(rows, place, str(block.get("caption", "")))
        case "table":
            head = [column["title"] for column in block["columns"]]
            body = [[cell["text"] for cell in row] for row in block["rows"]]
            found.grid([head, *body], place, str(block.get("caption", "")))
            found.line(str(block.get("note", "")), place)
        case _:
            pass
