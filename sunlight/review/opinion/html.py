"""A report record as one HTML file that needs nothing else (自包含网页).

There is no script and no address in it: pictures are part of the file, every text is
escaped, and a policy forbids the browser to load anything.
"""

import base64
import html
from collections.abc import Iterator, Mapping, Sequence
from functools import singledispatchmethod
from itertools import count
from typing import Final

from sunlight.report.content.records import (
    Blanks,
    Block,
    Cell,
    Chapter,
    Fields,
    Items,
    Letter,
    Paragraph,
    Pictures,
    Report,
    Table,
    Tone,
)
from sunlight.report.docx.package import provenance_words
from sunlight.report.docx.tones import TONES
from sunlight.report.pictures.drawing import DrawnPicture
from sunlight.report.texts import texts

__all__ = ["report_html"]

_LANGUAGES: Final = {"zh": "zh-CN", "en": "en"}
_POLICY: Final = (
    "default-src 'none'; img-src data:; style-src 'unsafe-inline'; "
    "base-uri 'none'; form-action 'none'"
)
_ALIGNED: Final = {
    "number": "r",
    "minutes": "r",
    "segments": "s",
    "outcome": "c",
    "text": "",
}
_STYLE: Final = """
:root{color-scheme:light}
body{margin:0 auto;max-width:62em;padding:1.5em;color:#1c1c1c;background:#fff;
font:15px/1.7 "Noto Serif CJK SC","Source Han Serif SC",SimSun,Georgia,serif}
h1{font-size:1.9em;text-align:center;margin:1.5em 0 .2em}
.project{text-align:center;font-size:1.2em;margin:0 0 1.5em}
h2{font-size:1.3em;border-bottom:1px solid #888;margin:2em 0 .6em;padding-bottom:.2em}
h3{font-size:1.1em;margin:1.4em 0 .4em}
h1,h2,h3,caption,th{font-family:"Noto Sans CJK SC","Source Han Sans SC",SimHei,
"Microsoft YaHei",Arial,sans-serif}
p{margin:.5em 0}
.wide{overflow-x:auto;margin:.8em 0}
table{border-collapse:collapse;width:100%;font-size:.86em;line-height:1.45}
caption{font-weight:bold;text-align:left;padding:.3em 0}
th,td{border:1px solid #777;padding:.25em .45em;vertical-align:middle;
white-space:pre-line;overflow-wrap:anywhere}
th{background:#e7e6e6;overflow-wrap:normal}
.cover{width:70%;margin:0 auto 2em}.cover td{border:0;border-bottom:1px solid #555}
.cover td:first-child{border:0;width:32%}
td.r{text-align:right}td.c,td.s{text-align:center}td.s{white-space:pre}
tr.group td{background:#f2f2f2;font-weight:bold}
.label{background:#f2f2f2;width:24%}
.fail{color:#9c2a00;font-weight:bold}td.fail{background:#f9e1d6}
.gain{color:#004c99}td.gain{background:#e3eef9}
.open{color:#595959}td.open{background:#eee}
.note{color:#404040;font-size:.92em}
.below{color:#404040;font-size:.82em;white-space:pre-line;margin:.2em 0 1em}
figure{margin:1em 0;text-align:center}
figure img{max-width:100%;height:auto;border:1px solid #ddd}
figcaption{font-size:.86em}
nav ol{columns:2;font-size:.95em}
nav a{color:#004c99;text-decoration:none}
.sign td{height:5em;vertical-align:top;width:50%}
footer{border-top:1px solid #888;margin-top:3em;font-size:.78em;color:#404040;
overflow-wrap:anywhere}
@page{size:A4;margin:18mm 15mm}
@media print{body{max-width:none;padding:0;font-size:10.5pt}nav{display:none}
h2,h3,caption{break-after:avoid}tr,figure{break-inside:avoid}
.wide{overflow:visible}thead{display:table-header-group}
*{print-color-adjust:exact;-webkit-print-color-adjust:exact}}
"""


def report_html(
    report: Report,
    *,
    pictures: Sequence[DrawnPicture] = (),
    wordings: Mapping[str, str] | None = None,
) -> str:
    """A report as one HTML file (自包含网页).

    Parameters
    ----------
    report : Report
        What is written.
    pictures : sequence of DrawnPicture
        PNG files; each kind stands where the report names it first.
    wordings : mapping of str to str, optional
        Words that take the place of those of the catalogue, by key.

    Returns
    -------
    str
        HTML; the same for the same report and pictures.

    Raises
    ------
    OSError
        If a picture cannot be read.
    """
    words = {**texts(report.lang), **(wordings or {})}
    writer = _Writer(words, pictures, report.lang)
    body = "\n".join(writer.whole(report))
    title = _text(f"{report.project} – {report.title}").replace("\n", " ")
    return (
        f'<!DOCTYPE html>\n<html lang="{_LANGUAGES[report.lang]}">\n<head>\n'
        '<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="referrer" content="no-referrer">\n'
        f"<title>{title}</title>\n<style>{_STYLE}</style>\n</head>\n"
        f"<body>\n{body}\n</body>\n</html>\n"
    )


def _text(text: str) -> str:
    """Text escaped, control characters left out, line ends kept."""
    shown = "".join(c if c >= " " or c == "\n" else " " for c in text)
    return html.escape(shown.replace("\x7f", " "))


def _lines(text: str) -> str:
    """Text of a paragraph, its line ends shown."""
    return _text(text).replace("\n", "<br>")


def _class(tone: Tone, more: str = "") -> str:
    """Attribute with the classes of a tone."""
    names = " ".join(name for name in (tone, more) if name)
    return f' class="{names}"' if names else ""


class _Writer:
    """Numbers of tables and figures run on while blocks are written."""

    def __init__(
        self, words: Mapping[str, str], pictures: Sequence[DrawnPicture], lang: str
    ) -> None:
        self._words = words
        self._lang = lang
        self._tables, self._figures = count(1), count(1)
        self._pictures: dict[str, list[DrawnPicture]] = {}
        for picture in pictures:
            self._pictures.setdefault(picture.kind, []).append(picture)

    def whole(self, report: Report) -> Iterator[str]:
        """Yield title, cover, contents, chapters, what it rests on."""
        yield f"<header><h1>{_text(report.title)}</h1>"
        yield f'<p class="project">{_text(report.project)}</p>'
        yield '<table class="cover">'
        for field in report.cover:
            yield f"<tr><td>{_text(field.label)}</td><td>{_text(field.text)}</td></tr>"
        yield "</table></header><nav><ol>"
        for number, chapter in enumerate(report.chapters, start=1):
            yield f'<li><a href="#c{number}">{_text(chapter.title)}</a></li>'
        yield "</ol></nav><main>"
        for number, chapter in enumerate(report.chapters, start=1):
            yield from self._chapter(chapter, (number,))
        for kind in tuple(self._pictures):
            yield from self._figures_of(kind)
        told = provenance_words(report, self._words)
        yield f"</main><footer>{_text(told)}</footer>"

    def _chapter(self, chapter: Chapter, path: tuple[int, ...]) -> Iterator[str]:
        """Yield a chapter with its sections."""
        level = min(len(path) + 1, 6)
        anchor = "c" + "-".join(map(str, path))
        number = ".".join(map(str, path))
        yield (
            f'<section id="{anchor}"><h{level}>{number}　{_text(chapter.title)}'
            f"</h{level}>"
        )
        for block in chapter.blocks:
            yield from self.block(block)
        for index, inner in enumerate(chapter.sections, start=1):
            yield from self._chapter(inner, (*path, index))
        yield "</section>"

    @singledispatchmethod
    def block(self, block: Block) -> Iterator[str]:
        """Yield a block."""
        raise TypeError(f"there is no layout for {type(block).__name__}")

    @block.register
    def _paragraph(self, block: Paragraph) -> Iterator[str]:
        mark = "" if block.tone == "note" else TONES[block.tone].mark
        yield f"<p{_class(block.tone)}>{mark}{_lines(block.text)}</p>"

    @block.register
    def _items(self, block: Items) -> Iterator[str]:
        tag = "ol" if block.numbered else "ul"
        inside = "".join(
            f"<li{_class(item.tone)}>{_lines(item.text)}</li>" for item in block.items
        )
        yield f"<{tag}>{inside}</{tag}>"

    def _caption(self, text: str) -> str:
        """Caption of a table with its number."""
        shown = self._words["docx.caption"].format(
            label=self._words["docx.table"], number=next(self._tables), text=text
        )
        return f"<caption>{_text(shown)}</caption>"

    @block.register
    def _fields(self, block: Fields) -> Iterator[str]:
        if not block.fields:
            return
        origins = any(field.origin for field in block.fields)
        yield f'<div class="wide"><table>{self._caption(block.caption)}<tbody>'
        for field in block.fields:
            origin = f"<td>{_text(field.origin)}</td>" if origins else ""
            yield (
                f'<tr><td class="label">{_text(field.label)}</td>'
                f"<td>{_text(field.text)}</td>{origin}</tr>"
            )
        yield "</tbody></table></div>"

    @block.register
    def _table(self, block: Table) -> Iterator[str]:
        head = "".join(f"<th>{_text(column.title)}</th>" for column in block.columns)
        yield f'<div class="wide"><table>{self._caption(block.caption)}'
        yield f"<thead><tr>{head}</tr></thead><tbody>"
        groups = dict(block.groups)
        wide = len(block.columns)
        kinds = [_ALIGNED[column.kind] for column in block.columns]
        for index, row in enumerate(block.rows):
            if index in groups:
                name = _text(groups[index])
                yield f'<tr class="group"><td colspan="{wide}">{name}</td></tr>'
            cells = map(self._cell, row, kinds)
            yield f"<tr>{''.join(cells)}</tr>"
        if not block.rows:
            empty = _text(self._words["docx.empty_table"])
            yield f'<tr><td class="c" colspan="{wide}">{empty}</td></tr>'
        yield "</tbody></table></div>"
        below = "\n".join(each for each in (self._legend(block), block.note) if each)
        if below:
            yield f'<p class="below">{_text(below)}</p>'

    def _legend(self, block: Table) -> str:
        """What the signs of a table mean."""
        tones = {cell.tone for row in block.rows for cell in row}
        return self._words["docx.list_separator"].join(
            f"{TONES[tone].mark}{self._words[f'docx.tone_{tone}']}"
            for tone in TONES
            if tone in tones and TONES[tone].mark
        )

    @staticmethod
    def _cell(cell: Cell, kind: str) -> str:
        """A cell with its sign."""
        mark = TONES[cell.tone].mark if cell.text else ""
        return f"<td{_class(cell.tone, kind)}>{mark}{_text(cell.text)}</td>"

    @block.register
    def _pictures_of(self, block: Pictures) -> Iterator[str]:
        if block.kind in self._pictures:
            yield from self._figures_of(block.kind)
        elif block.missing:
            yield f"<p>{_lines(block.missing)}</p>"

    def _figures_of(self, kind: str) -> Iterator[str]:
        """Yield the pictures of a kind, each once."""
        for picture in self._pictures.pop(kind, ()):
            data = base64.b64encode(picture.path.read_bytes()).decode("ascii")
            title = self._words["docx.caption"].format(
                label=self._words["docx.figure"],
                number=next(self._figures),
                text=picture.title,
            )
            alt = _text(picture.alt or picture.title)
            yield (
                f'<figure><img alt="{alt}" src="data:image/png;base64,{data}">'
                f"<figcaption>{_text(title)}</figcaption></figure>"
            )

    @block.register
    def _blanks(self, block: Blanks) -> Iterator[str]:
        yield '<table class="sign"><tbody>'
        colon = self._words["docx.colon"]
        for first in range(0, len(block.cells), 2):
            pair = block.cells[first : first + 2]
            cells = "".join(
                f"<td>{_text(cell.label)}{colon}{_text(cell.text)}</td>"
                for cell in pair
            )
            yield f"<tr>{cells}</tr>"
        yield "</tbody></table>"

    @block.register
    def _letter(self, block: Letter) -> Iterator[str]:
        yield f"<h3>{_text(block.title)}</h3><p>{_text(block.addressee)}</p>"
        yield from (f"<p>{_lines(text)}</p>" for text in block.paragraphs)
        yield from self.block(Blanks(id=block.id, cells=block.signature))
