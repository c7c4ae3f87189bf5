"""A Word file with a table a building: storeys grouped, several rows a window."""

from itertools import groupby
from xml.sax.saxutils import escape

from vendors.times import hours_minutes, segments_text

__all__ = ["write_docx"]

HEAD = (
    "层号",
    "窗位",
    "窗台高(m)",
    "建设前日照时间",
    "建设前总有效日照",
    "建设后日照时间",
    "建设后总有效日照",
)
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def write_docx(report, path, *, compact=False):
    """Write the tables of a report; `compact` gives each window one row."""
    from docx import Document
    from docx.oxml import parse_xml

    document = Document()
    stated = report.stated
    document.add_heading(f"{stated.get('project', '')}日照分析报告", level=0)
    for line in stated.get("lines", ()):
        document.add_paragraph(line)
    body = document.element.body
    last = body[-1]
    if report.buildings:
        document.add_heading("建筑一览表", level=1)
        last.addprevious(parse_xml(_table(_building_lines(report.buildings))))
    for building, rows in groupby(report.windows, key=lambda r: r.building):
        document.add_heading(f"{building} 窗户日照分析表", level=1)
        lines = [[(text, "one") for text in HEAD]]
        for row in rows:
            lines += _window_lines(row, report.style, compact=compact)
        last.addprevious(parse_xml(_table(_grouped(lines))))
    if report.units:
        document.add_heading("分户日照统计表", level=1)
        last.addprevious(parse_xml(_table(_unit_lines(report.units))))
    document.add_heading("日照分析结论", level=1)
    for sentence in report.conclusions:
        document.add_paragraph(sentence)
    document.save(str(path))
    return path


def _window_lines(row, style, *, compact):
    before = segments_text(row.segments_before, style) if style.segments else []
    after = segments_text(row.segments_after, style) if style.segments else []
    if compact:
        before, after = ["；".join(before)], ["；".join(after)]
    height = max(len(before), len(after), 1)
    head = (str(row.floor), row.label, f"{row.sill:.2f}")
    totals = (_total(row.before), _total(row.after))
    lines = []
    for k in range(height):
        merge = "one" if height == 1 else ("begin" if k == 0 else "go")
        lines.append(
            [
                *((text if k == 0 else "", merge) for text in head),
                (before[k] if k < len(before) else "", "one"),
                (totals[0] if k == 0 else "", merge),
                (after[k] if k < len(after) else "", "one"),
                (totals[1] if k == 0 else "", merge),
            ]
        )
    return lines


def _grouped(lines):
    """Storeys merged down their rows, as the products group them."""
    out = [lines[0]]
    storey = None
    for line in lines[1:]:
        text, merge = line[0]
        new = merge in ("one", "begin") and text != storey
        if new:
            storey = text
            out.append([(text, "begin"), *line[1:]])
        else:
            out.append([("", "go"), *line[1:]])
    return out


def _total(minutes):
    return "-" if minutes is None else hours_minutes(minutes)


def _unit_lines(units):
    lines = [[(t, "one") for t in ("楼号", "层号", "户号", "建设前", "建设后", "结论")]]
    for u in units:
        cells = (
            u.building,
            str(u.floor),
            u.label,
            _total(u.before),
            _total(u.after),
            u.outcome,
        )
        lines.append([(text, "one") for text in cells])
    return lines


def _building_lines(buildings):
    head = (
        "编号",
        "名称",
        "类别",
        "使用性质",
        "层数",
        "建筑高度(m)",
        "±0.00绝对标高(m)",
        "室外地坪标高(m)",
    )
    lines = [[(text, "one") for text in head]]
    for b in buildings:
        cells = (
            b.id,
            b.name,
            b.role,
            b.use,
            str(b.storeys or ""),
            f"{b.height:.2f}",
            f"{b.zero_level:.2f}",
            f"{b.outdoor_ground:.2f}",
        )
        lines.append([(text, "one") for text in cells])
    return lines


def _table(lines):
    """XML of a table; cells are (text, merge) with merge one, begin or go."""
    columns = len(lines[0])
    grid = "".join('<w:gridCol w:w="1300"/>' for _ in range(columns))
    rows = "".join(
        "<w:tr>" + "".join(_cell(text, merge) for text, merge in line) + "</w:tr>"
        for line in lines
    )
    borders = "".join(
        f'<w:{side} w:val="single" w:sz="4"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    return (
        f'<w:tbl {W}><w:tblPr><w:tblW w:w="0" w:type="auto"/>'
        f"<w:tblBorders>{borders}</w:tblBorders></w:tblPr>"
        f"<w:tblGrid>{grid}</w:tblGrid>{rows}</w:tbl>"
    )


def _cell(text, merge):
    vertical = {
        "one": "",
        "begin": '<w:vMerge w:val="restart"/>',
        "go": "<w:vMerge/>",
    }[merge]
    run = f"<w:r><w:t>{escape(text)}</w:t></w:r>" if text else ""
    return f"<w:tc><w:tcPr>{vertical}</w:tcPr><w:p>{run}</w:p></w:tc>"
