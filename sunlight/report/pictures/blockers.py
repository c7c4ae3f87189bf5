"""Colours of those who block, the same on all of a sheet (遮挡者图例)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from sunlight.report.plan_legend import LegendEntry

__all__ = ["OTHERS_STYLE", "Blockers", "blockers_of"]

COLOURS: Final = (
    "#0072b2", "#d55e00", "#009e73", "#cc79a7", "#7fc4ee", "#8c6bb1", "#8a5a2b",
)  # fmt: skip
"""Told apart by the colour-blind, after M. Okabe and K. Ito, Color Universal Design,
2008; the colour of light is kept for light."""
HATCHES: Final = ("", "....", "xxxx")
OTHERS_STYLE: Final = {"facecolor": "#b9b9b4", "edgecolor": "#7d7d79"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Blockers:
    """Who has which colour (遮挡者配色).

    Parameters
    ----------
    styles : mapping of str to style
        Those with a style of their own, the greatest first.
    count : int
        How many there are in all.
    """

    styles: Mapping[str, Mapping[str, str]]
    count: int

    def of(self, owner: str) -> Mapping[str, str]:
        """Style of an owner (样式).

        Parameters
        ----------
        owner : str
            Name.
        """
        return self.styles.get(owner, OTHERS_STYLE)

    def legend(self, others: str) -> tuple[LegendEntry, ...]:
        """Entries, with one for all who have no style of their own (图例).

        Parameters
        ----------
        others : str
            Words for those.
        """
        entries = [
            LegendEntry(label=name, patch=style) for name, style in self.styles.items()
        ]
        if self.count > len(self.styles):
            entries.append(LegendEntry(label=others, patch=OTHERS_STYLE))
        return tuple(entries)


def blockers_of(minutes: Mapping[str, float], *, most: int) -> Blockers:
    """Styles of the owners with the most minutes (遮挡者配色).

    Parameters
    ----------
    minutes : mapping of str to float
        Minutes of each owner.
    most : int
        So many have a style of their own.
    """
    order: Sequence[str] = sorted(minutes, key=lambda name: (-minutes[name], name))
    styles: dict[str, dict[str, str]] = {}
    for i, name in enumerate(order[: min(most, len(COLOURS) * len(HATCHES))]):
        style = {"facecolor": COLOURS[i % len(COLOURS)], "edgecolor": "#33332f"}
        hatch = HATCHES[i // len(COLOURS)]
        styles[name] = style | ({"hatch": hatch} if hatch else {})
    return Blockers(styles=styles, count=len(order))
