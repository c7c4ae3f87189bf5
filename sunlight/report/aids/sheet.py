"""What all pictures of aids share: subtitle, small print, PNG (图幅共用)."""

import io
import json
from typing import TYPE_CHECKING

from sunlight.report.aids.provenance import Provenance
from sunlight.report.plan_layout import DPI
from sunlight.report.texts import Texts

if TYPE_CHECKING:
    from matplotlib.figure import Figure

__all__ = ["notes_of", "png_of", "subtitle_of"]


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
    """Small print: label, spacing and shortest segment, coordinates, engine (附注).

    Parameters
    ----------
    provenance : dict
        Where the figures came from.
    words : mapping
        Catalogue.
    """
    return (
        str(provenance["label"]),
        words["grids.method"].format(
            spacing=f"{provenance['spacing']:g}",
            shortest=f"{provenance['shortest_segment']:g}",
        ),
        str(provenance["coordinates"]),
        words["grids.sources"].format(
            rules=provenance["rules"], engine=provenance["engine"]
        ),
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
