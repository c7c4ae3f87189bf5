"""Remarks of a reader on one file, one finding a kind (读取记录)."""

from collections.abc import Mapping
from typing import NamedTuple

from sunlight.findings import Finding, Severity
from sunlight.model.wording import name_some

__all__ = ["RemarkText", "RemarkTexts", "Remarks"]


class RemarkText(NamedTuple):
    """What a finding says (检查用语).

    ``{n}`` stands for the number of things, ``{ids}`` for the first few of their names,
    ``{found}`` for what stands there in the first.

    Parameters
    ----------
    severity : Severity
        How much it matters.
    english, chinese : str
        What is wrong and how to mend it.
    expected : str
        What is allowed; may be empty.
    """

    severity: Severity
    english: str
    chinese: str
    expected: str = ""


RemarkTexts = Mapping[str, RemarkText]
"""Texts by code, worst first: the order of the findings."""


class Remarks:
    """Collects remarks on things of a file; a private helper of one reading (读取记录).

    Parameters
    ----------
    texts : mapping of str to RemarkText
        Every code that may come up.
    file : str
        Name of the file.
    """

    def __init__(self, texts: RemarkTexts, *, file: str) -> None:
        self._texts = texts
        self._file = file
        self._seen: dict[str, list[tuple[str, str, str, str]]] = {}

    def add(
        self,
        code: str,
        *,
        name: str = "",
        element: str = "",
        where: str = "file",
        found: str = "",
    ) -> None:
        """Remark on one thing (记一条).

        Parameters
        ----------
        code : str
            Stable code of the finding; must be among the texts.
        name : str
            Name people know the thing by; empty if the remark is on the whole file.
        element : str
            Its id in the file: GlobalId, handle, CityJSON id.
        where : str
            Path of the thing.
        found : str
            What stands there.
        """
        if code not in self._texts:
            raise KeyError(code)
        self._seen.setdefault(code, []).append((name, element, where, found))

    def count(self, code: str) -> int:
        """How often a code came up (次数)."""
        return len(self._seen.get(code, ()))

    def summary(self) -> str:
        """Codes and how often each came up (汇总)."""
        return ", ".join(f"{code} × {len(seen)}" for code, seen in self._seen.items())

    def entries(self) -> list[dict[str, str]]:
        """All remarks as arguments of :meth:`add`, to hand them on (全部记录)."""
        return [
            {"code": code, "name": a, "element": b, "where": c, "found": d}
            for code, seen in self._seen.items()
            for a, b, c, d in seen
        ]

    def findings(self) -> tuple[Finding, ...]:
        """One finding a code, in the order of the texts (全部结果)."""
        found = []
        for code, text in self._texts.items():
            seen = self._seen.get(code)
            if not seen:
                continue
            names = [name or element for name, element, _, _ in seen]
            facts = {
                "n": len(seen),
                "ids": name_some([name for name in names if name]),
                "found": seen[0][3],
            }
            found.append(
                Finding(
                    code=code,
                    severity=text.severity,
                    where=seen[0][2],
                    message=text.english.format(**facts),
                    message_zh=text.chinese.format(**facts),
                    expected=text.expected,
                    found=seen[0][3],
                    elements=tuple(element for _, element, _, _ in seen if element),
                    file=self._file,
                )
            )
        return tuple(found)
