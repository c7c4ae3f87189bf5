"""Walk over chapters of a report: its tables, its texts, its shape."""

import re

from sunlight.report.content.records import (
    Blanks,
    Chapter,
    Fields,
    Items,
    Letter,
    Paragraph,
    Pictures,
    Table,
)


def chapters(found):
    """Chapters of a tuple of chapters, or of a report, and all below, in order."""
    for chapter in getattr(found, "chapters", found):
        yield chapter
        yield from chapters(chapter.sections)


def chapter(found, name):
    """The chapter of that id."""
    [one] = [c for c in chapters(found) if c.id == name]
    return one


def blocks(found):
    """Blocks of all chapters, in order."""
    for one in chapters(found):
        yield from one.blocks


def tables(found):
    """Tables by id; an id that comes twice is an error."""
    listed = [b for b in blocks(found) if isinstance(b, Table)]
    by_id = {table.id: table for table in listed}
    assert len(by_id) == len(listed), "an id of a table comes twice"
    return by_id


def rows(table):
    """Rows of a table as mappings from the id of the column to the cell."""
    names = [column.id for column in table.columns]
    return [dict(zip(names, row, strict=True)) for row in table.rows]


def paragraphs(found):
    """Paragraphs of all chapters, those of lists among them."""
    for block in blocks(found):
        if isinstance(block, Paragraph):
            yield block
        elif isinstance(block, Items):
            yield from block.items


def texts(found):
    """Every text that a reader sees."""
    for one in chapters(found):
        yield one.title
        for block in one.blocks:
            yield from _texts_of(block)


def _texts_of(block):
    match block:
        case Paragraph():
            yield block.text
        case Items():
            yield from (item.text for item in block.items)
        case Table():
            yield block.caption
            yield block.note
            yield from (column.title for column in block.columns)
            yield from (heading for _, heading in block.groups)
            yield from (cell.text for row in block.rows for cell in row)
        case Pictures():
            yield block.missing
        case Fields():
            yield from (t for f in block.fields for t in (f.label, f.text, f.origin))
        case Blanks():
            yield from (cell.text for cell in block.cells)
        case Letter():
            yield from block.paragraphs


def shape(found):
    """What is the same in every language: ids, rows, figures, tones."""
    return [_shape_of(one) for one in chapters(found)]


def _shape_of(one: Chapter):
    return (one.id, len(one.sections), [_block_shape(b) for b in one.blocks])


def _block_shape(block):
    match block:
        case Paragraph():
            return ("paragraph", block.tone)
        case Items():
            return ("items", block.numbered, [i.tone for i in block.items])
        case Table():
            return (
                block.id,
                [(c.id, c.kind, c.width) for c in block.columns],
                [[(c.value, c.tone) for c in row] for row in block.rows],
                [at for at, _ in block.groups],
            )
        case Pictures():
            return ("pictures", block.kind)
        case _:
            return (type(block).__name__, getattr(block, "id", ""))


def sound(found):
    """Check what every writer may rely on."""
    ids = [one.id for one in chapters(found)]
    assert len(set(ids)) == len(ids), "an id of a chapter comes twice"
    for table in tables(found).values():
        assert table.rows, table.id
        assert {len(row) for row in table.rows} == {len(table.columns)}, table.id
        names = [column.id for column in table.columns]
        assert len(set(names)) == len(names), table.id
        starts = [at for at, _ in table.groups]
        assert starts == sorted(set(starts)), table.id
        assert not starts or (starts[0] == 0 and starts[-1] < len(table.rows))
    for one in chapters(found):
        assert one.title, one.id
        assert one.blocks or one.sections, one.id
    for paragraph in paragraphs(found):
        assert paragraph.text


NUMBER = re.compile(r"\d+")


def numbers(text):
    """Whole numbers in a text, in order."""
    return [int(found) for found in NUMBER.findall(text)]
