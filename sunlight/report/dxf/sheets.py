"""Paper sheets of a drawing: map at scale, title block, north, legend (图纸布局)."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from sunlight.report.dxf.cad_text import cad_text
from sunlight.report.dxf.layers import LAYERS, DxfLayer
from sunlight.report.dxf.pen import EM, STYLE, Pen
from sunlight.report.dxf.scales import PANEL, SheetSize
from sunlight.report.fonts import text_width
from sunlight.report.texts import Texts

__all__ = ["NORTH_BLOCK", "SheetContent", "add_sheet", "north_block"]

NORTH_BLOCK: Final = "日照指北针"
"""Block of the north arrow, one unit high, pointing up."""

LINE: Final = 1.75
"""Distance of lines of text against the height of the letters."""
PAD: Final = 5.0  # [mm]
FIELD: Final = 8.0
"""Height of a row of the title block. [mm]"""


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetContent:
    """What one sheet says beside its map (图纸文字).

    Parameters
    ----------
    kind : str
        Which drawing.
    name : str
        Name of the layout.
    title, project : str
        Headings.
    centre : (float, float)
        Middle of the map, in coordinates of the drawing. [m]
    size : SheetSize
        Paper and scale.
    notes : tuple of str
        Paragraphs of small print.
    fields : tuple of (str, str)
        Rows of the title block, from above; empty texts are blanks.
    """

    kind: str
    name: str
    title: str
    project: str
    centre: tuple[float, float]
    size: SheetSize
    notes: tuple[str, ...]
    fields: tuple[tuple[str, str], ...]


def north_block(document: Any, layer: str, words: Texts) -> None:  # noqa: ANN401
    """Make the block of the north arrow (指北针图块).

    Parameters
    ----------
    document : ezdxf.document.Drawing
        Where to.
    layer : str
        Name of its layer, so that a sheet hides it by that.
    words : mapping
        Catalogue.
    """
    on = {"layer": layer}
    block = document.blocks.new(NORTH_BLOCK)
    block.add_circle((0.0, 0.0), 0.42, dxfattribs=on)
    block.add_lwpolyline(
        [(0.0, 0.5), (-0.16, -0.42), (0.0, -0.26), (0.16, -0.42)],
        close=True,
        dxfattribs=on,
    )
    half = block.add_hatch(color=256, dxfattribs=on)
    half.paths.add_polyline_path(
        [(0.0, 0.5), (0.16, -0.42), (0.0, -0.26)], is_closed=True
    )
    block.add_text(
        words["plan.north"],
        height=0.2,
        dxfattribs={
            **on, "style": STYLE, "insert": (0.0, 0.66), "align_point": (0.0, 0.66),
            "halign": 1, "valign": 2,
        },
    )  # fmt: skip


def add_sheet(pen: Pen, content: SheetContent, words: Texts) -> None:
    """Add one paper sheet (添加图纸).

    Parameters
    ----------
    pen : Pen
        After all that the sheet shows was drawn: the legend lists its layers.
    content : SheetContent
        What it says.
    words : mapping
        Catalogue.
    """
    size = content.size
    sheet = pen.document.layouts.new(content.name)
    sheet.page_setup(
        size=(size.width, size.height), margins=(0, 0, 0, 0), units="mm",
        scale=(1, 1), name=size.paper,
    )  # fmt: skip
    for viewport in sheet.viewports():
        viewport.dxf.layer = pen.layer(LAYERS["日照-视口"])
    paper = _Paper(sheet, pen)
    left, bottom, across, up = size.window
    view = sheet.add_viewport(
        center=(left + across / 2.0, bottom + up / 2.0),
        size=(across, up),
        view_center_point=content.centre,
        view_height=up * size.scale / 1000.0,
        status=2,
        dxfattribs={"layer": pen.layer(LAYERS["日照-视口"])},
    )
    view.frozen_layers = [
        layer.name for layer in pen.layers.values() if content.kind not in layer.kinds
    ]
    view.dxf.flags = view.dxf.get("flags", 0) | 0x4000  # its scale is locked
    paper.box(left, bottom, across + PANEL, up, "日照-图框-外框")
    paper.box(left, bottom, across, up, "日照-图框")
    _panel(paper, pen, content, words)


class _Paper:
    """Draws on one sheet, in millimetres."""

    def __init__(self, sheet: Any, pen: Pen) -> None:  # noqa: ANN401
        self.sheet = sheet
        self.pen = pen

    def box(self, x: float, y: float, wide: float, high: float, layer: str) -> None:
        """Frame of a rectangle."""
        corners = [(x, y), (x + wide, y), (x + wide, y + high), (x, y + high)]
        attributes = {"layer": self.pen.layer(LAYERS[layer])}
        self.sheet.add_lwpolyline(corners, close=True, dxfattribs=attributes)

    def line(
        self,
        start: tuple[float, float],
        end: tuple[float, float],
        layer: DxfLayer | None = None,
    ) -> None:
        """Line, as a layer is drawn."""
        own = self.pen.layer(LAYERS["日照-图框"])
        attributes: dict[str, object] = {"layer": own}
        if layer is not None:
            attributes |= {
                "color": layer.colour,
                "linetype": layer.linetype,
                "lineweight": layer.weight,
            }
        self.sheet.add_line(start, end, dxfattribs=attributes)

    def text(
        self,
        text: str,
        x: float,
        y: float,
        height: float,
        *,
        anchor: int = 0,
        width: float = 0.0,
    ) -> None:
        """One line of text with its middle at y, narrowed to a width if need be."""
        shown = cad_text(text, most=120)
        if not shown:
            return
        natural = text_width(shown) * height * EM
        factor = min(1.0, width / natural) if width and natural else 1.0
        self.sheet.add_text(
            shown,
            height=height * max(factor / 0.7, 0.5) if factor < 0.7 else height,
            dxfattribs={
                "layer": self.pen.layer(LAYERS["日照-图框"]),
                "style": STYLE,
                "width": max(factor, 0.7),
                "insert": (x, y),
                "align_point": (x, y),
                "halign": anchor,
                "valign": 2,
            },
        )


def _panel(paper: _Paper, pen: Pen, content: SheetContent, words: Texts) -> None:
    """Draw the column on the right, from above."""
    left, bottom, across, up = content.size.window
    x, top = left + across, bottom + up
    inner, middle = PANEL - 2.0 * PAD, x + PANEL / 2.0
    y = top - 10.0
    for line in wrapped(content.project, inner, 4.5)[:3]:
        paper.text(line, middle, y, 4.5, anchor=1, width=inner)
        y -= 4.5 * LINE
    paper.text(content.title, middle, y - 2.0, 6.0, anchor=1, width=inner)
    y -= 12.0
    paper.line((x, y), (x + PANEL, y))
    y = _north_and_scale(paper, pen, content, words, x, y)
    floor = bottom + FIELD * len(content.fields)
    y = _legend(paper, pen, content, words, x, y)
    for note in content.notes:
        for line in wrapped(note, inner, 2.2):
            if y < floor + 4.0:
                break
            paper.text(line, x + PAD, y, 2.2, width=inner)
            y -= 2.2 * LINE
        y -= 1.0
    _fields(paper, content.fields, x, bottom)


def _north_and_scale(
    paper: _Paper, pen: Pen, content: SheetContent, words: Texts, x: float, y: float
) -> float:
    """Draw north arrow, scale and scale bar; where the next thing begins."""
    paper.sheet.add_blockref(
        NORTH_BLOCK,
        (x + 18.0, y - 20.0),
        dxfattribs={
            "layer": pen.layer(LAYERS["日照-指北针"]),
            "xscale": 24.0, "yscale": 24.0, "zscale": 24.0,
            "rotation": -pen.place.turn % 360.0,
        },
    )  # fmt: skip
    scale = content.size.scale
    paper.text(f"1:{scale}", x + 60.0, y - 10.0, 5.0, anchor=1)
    step = scale / 50.0  # 20 mm on paper
    start, base = x + 38.0, y - 24.0
    for k in range(3):
        at = start + 20.0 * k
        paper.line((at, base), (at, base + 2.0))
        label = f"{k * step:g}" if k < 2 else f"{k * step:g} m"
        paper.text(label, at, base - 3.0, 2.2, anchor=1)
    paper.line((start, base), (start + 40.0, base))
    paper.line((start, base + 1.0), (start + 20.0, base + 1.0))
    end = y - 36.0
    paper.line((x, end), (x + PANEL, end))
    return end - 5.0


def _legend(
    paper: _Paper, pen: Pen, content: SheetContent, words: Texts, x: float, y: float
) -> float:
    """List the layers of lines of the sheet; where the next thing begins."""
    paper.text(words["dxf.legend"], x + PAD, y, 3.0)
    y -= 6.0
    hidden = ("标注", "填充", "名称", "编号", "数值", "标高")
    used = {entity.dxf.layer for entity in pen.space}
    for layer in pen.layers.values():
        name = layer.name.removeprefix("日照-")
        if (
            content.kind not in layer.kinds
            or layer.name not in used
            or any(word in name for word in hidden)
        ):
            continue
        paper.line((x + PAD, y), (x + PAD + 14.0, y), layer)
        paper.text(
            legend_words(layer.name, words), x + PAD + 18.0, y, 2.5,
            width=PANEL - PAD - 20.0,
        )  # fmt: skip
        y -= 4.6
    y -= 1.0
    paper.line((x, y), (x + PANEL, y))
    return y - 4.0


def legend_words(layer: str, words: Texts) -> str:
    """What the legend calls a layer (图例文字).

    Parameters
    ----------
    layer : str
        Name of the layer.
    words : mapping
        Catalogue; names of layers are Chinese, so another language explains them.
    """
    name = layer.removeprefix("日照-")
    told = words.get(f"dxf_legend.{name}", "")
    for prefix, key in (("等时线-", "isochrone"), ("阴影-", "shadow")):
        if not told and name.startswith(prefix):
            rest = name.removeprefix(prefix)
            if key == "shadow":
                rest = f"{rest[:2]}:{rest[2:]}"
            told = words[f"dxf.legend_{key}"].format(value=rest)
    return told or name


def _fields(
    paper: _Paper, fields: Sequence[tuple[str, str]], x: float, bottom: float
) -> None:
    """Rows of the title block."""
    split = 24.0
    for k, (label, text) in enumerate(reversed(fields)):
        y = bottom + FIELD * k
        paper.line((x, y + FIELD), (x + PANEL, y + FIELD))
        paper.text(label, x + 2.0, y + FIELD / 2.0, 2.5, width=split - 4.0)
        width = PANEL - split - 4.0
        lines = wrapped(text, width, 2.5)[:2] if text else []
        for n, line in enumerate(lines):
            shift = FIELD / 2.0 if len(lines) == 1 else FIELD * (0.73 - 0.46 * n)
            height = 2.5 if len(lines) == 1 else 2.0
            paper.text(line, x + split + 2.0, y + shift, height, width=width)
    if fields:
        high = bottom + FIELD * len(fields)
        paper.line((x + split, bottom), (x + split, high))


def wrapped(text: str, width: float, height: float) -> list[str]:
    """Lines of a text that fit into a width (折行).

    Parameters
    ----------
    text : str
        Any text.
    width : float
        Of the place. [mm]
    height : float
        Of the letters. [mm]
    """
    most = width / (height * EM)
    lines, line = [], ""
    for piece in _pieces(cad_text(text, most=2_000)):
        if line and text_width(line + piece.rstrip()) > most:
            lines.append(line.rstrip())
            line = ""
        line += piece
    return [*lines, line.rstrip()] if line.strip() or not lines else lines


def _pieces(text: str) -> list[str]:
    """Words with the blank after them, cut where they are long."""
    pieces = [""]
    for character in text:
        if text_width(character) >= 1.0 or len(pieces[-1]) >= 24:
            pieces += [character, ""]
        else:
            pieces[-1] += character
            if character == " ":
                pieces.append("")
    return [piece for piece in pieces if piece]
