"""What all pictures of aids share: subtitle, small print, PNG (图幅共用)."""

import io
import json
from typing import TYPE_CHECKING, Final

from sunlight.report.aids.provenance import Provenance
from sunlight.report.fonts import picture_font, printable
from sunlight.report.plan_layout import DPI
from sunlight.report.texts import Texts

if TYPE_CHECKING:
    from matplotlib.figure import Figure

__all__ = ["draw_label", "notes_of", "png_of", "sources_of", "subtitle_of"]


LABEL_COLOUR: Final = "#a02c10"


def draw_label(figure: "Figure", label: str) -> None:
    """Write at the top right that the picture is an aid (辅助分析标注).

    Parameters
    ----------
    figure : matplotlib.figure.Figure
        Of its final size.
    label : str
        The words.
    """
    width, height = figure.get_size_inches()
    figure.text(
        1.0 - 0.2 / width,
        1.0 - 0.29 / height,
        printable(label),
        fontproperties=picture_font(10.5),
        color=LABEL_COLOUR,
        ha="right",
        va="center",
        parse_math=False,
    )


def subtitle_of(provenance: Provenance, words: Texts) -> str:
    """Day, band, declination and level in one line (副标题).

    Parameters
    ----------
    provenance : dict
        Where the figures came from.
    words : mapping
        Catalogue.
    """
    day = words["plan.subtitle"].format(
        day=provenance["day"],
        band=provenance["band"],
        declination=f"{provenance['declination']:.2f}",
    )
    return words["cells.separator"].join([day, str(provenance["height"])])


def notes_of(provenance: Provenance, words: Texts) -> tuple[str, ...]:
    """Small print: label, way of counting, coordinates, engine (附注).

    Parameters
    ----------
    provenance : dict
        Where the figures came from.
    words : mapping
        Catalogue.
    """
    line = provenance["kind"] == "line"
    return (
        str(provenance["label"]),
        words["grids.method_line" if line else "grids.method"].format(
            spacing=f"{provenance['spacing']:g}",
            shortest=f"{provenance['shortest_segment']:g}",
        ),
        str(provenance["coordinates"]),
        sources_of(provenance, words),
    )


def sources_of(provenance: Provenance, words: Texts) -> str:
    """Rules and engine in one line (规则与软件).

    Parameters
    ----------
    provenance : dict
        Where the figures came from.
    words : mapping
        Catalogue.
    """
    return words["grids.sources"].format(
        rules=provenance["rules"], engine=provenance["engine"]
    )


def png_of(figure: "Figure", provenance: Provenance) -> bytes:
    """Picture as PNG with its provenance (出图).

    Parameters
    ----------
    figure : matplotlib.figure.Figure
        The picture.
    provenance : dict
        Goes into the comment, as JSON.

    Returns
    -------
    bytes
        The file.
    """
    target = io.BytesIO()
    metadata = {
        "Title": str(provenance["project"]),
        "Software": str(provenance["engine"]),
        "Comment": json.dumps(provenance, ensure_ascii=False, allow_nan=False),
    }
    figure.savefig(target, format="png", dpi=DPI, metadata=metadata)
    return target.getvalue()
