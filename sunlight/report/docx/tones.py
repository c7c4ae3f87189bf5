"""How a text passes, fails or gains: by a sign, by weight and by colour (色调)."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Final

from sunlight.report.content.records import Tone
from sunlight.report.texts import Texts

__all__ = ["TONES", "ToneLook", "legend"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ToneLook:
    """Look of a tone (色调样式).

    Parameters
    ----------
    mark : str
        Sign in front of the text, legible without colour.
    run : str
        ``w:rPr`` of the text.
    fill : str
        Hexadecimal colour behind it, or empty.
    """

    mark: str = ""
    run: str = ""
    fill: str = ""


TONES: Final[Mapping[Tone, ToneLook]] = {
    "": ToneLook(),
    "pass": ToneLook(),
    "fail": ToneLook(mark="× ", run='<w:b/><w:color w:val="9C2A00"/>', fill="F9E1D6"),
    "gain": ToneLook(mark="↑ ", run='<w:color w:val="004C99"/>', fill="E3EEF9"),
    "open": ToneLook(mark="○ ", run='<w:color w:val="595959"/>', fill="EEEEEE"),
    "note": ToneLook(mark="※ ", run='<w:color w:val="404040"/>'),
}
"""Looks by tone: vermilion and blue are told apart by colour-blind readers, and the
fills come out as different greys in print."""


def legend(tones: Collection[Tone], words: Texts) -> str:
    """What the signs that occur mean (符号说明), empty where there is none.

    Parameters
    ----------
    tones : collection of str
        Tones that occur.
    words : mapping
        Catalogue.

    Returns
    -------
    str
        One line.
    """
    return words["docx.list_separator"].join(
        f"{TONES[tone].mark}{words[f'docx.tone_{tone}']}"
        for tone in TONES
        if tone in tones and TONES[tone].mark
    )
