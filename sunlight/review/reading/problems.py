"""Findings of the reading, counted together where there are many (读取问题)."""

from dataclasses import dataclass, field
from typing import Final

from sunlight.findings import Finding, Severity

__all__ = ["MOST_SHOWN", "ReadingProblems", "shortened"]

MOST_SHOWN: Final = 20
"""Findings of one code that are told one by one; the rest is counted."""

_LONGEST_TEXT: Final = 60


def shortened(text: str) -> str:
    """Text of a cell for a message (截短): one line, printable, at most 60 characters.

    Parameters
    ----------
    text : str
        As it stands in the cell.
    """
    said = " ".join(text.split())
    said = "".join(c if c.isprintable() else "�" for c in said)
    return said if len(said) <= _LONGEST_TEXT else said[: _LONGEST_TEXT - 1] + "…"


@dataclass(slots=True, kw_only=True)
class ReadingProblems:
    """Findings as they turn up (问题收集).

    Parameters
    ----------
    found : dict
        Findings by code, the first twenty of each.
    more : dict
        How many more of each code there are.
    """

    found: dict[str, list[Finding]] = field(default_factory=dict)
    more: dict[str, int] = field(default_factory=dict)

    def add(
        self,
        code: str,
        where: str,
        message: str,
        message_zh: str,
        *,
        severity: Severity = Severity.WARNING,
        found: str = "",
        expected: str = "",
        file: str = "",
    ) -> None:
        """Add one finding (记录).

        Parameters
        ----------
        code : str
            Stable code.
        where : str
            Place in words.
        message, message_zh : str
            Sentence in English and Chinese.
        severity : Severity
            How much it matters.
        found, expected : str
            What stands there, what may stand there.
        file : str
            Name of the file.
        """
        kept = self.found.setdefault(code, [])
        if len(kept) >= MOST_SHOWN:
            self.more[code] = self.more.get(code, 0) + 1
            return
        kept.append(
            Finding(
                code=code,
                severity=severity,
                where=where,
                message=message,
                message_zh=message_zh,
                found=shortened(found),
                expected=expected,
                file=file,
            )
        )

    def unread(self, where: str, heading: str, text: str, *, file: str = "") -> None:
        """Add a cell that could not be read (未能识读的单元格).

        Parameters
        ----------
        where : str
            Table and row in words.
        heading : str
            Heading of its column.
        text : str
            What stands in it.
        file : str
            Name of the file.
        """
        said = shortened(text)
        self.add(
            "SUBMISSION-CELL-UNREAD",
            where,
            f"the cell {said!r} under {heading!r} could not be read; it is left open, "
            "not guessed",
            f"“{heading}”栏的“{said}”不能识读，按未填处理，不作推测",
            found=text,
            file=file,
        )

    def all(self) -> tuple[Finding, ...]:
        """Everything found, with what was counted only (全部问题)."""
        listed: list[Finding] = []
        for code, findings in self.found.items():
            listed.extend(findings)
            more = self.more.get(code, 0)
            if more:
                last = findings[-1]
                listed.append(
                    Finding(
                        code=code,
                        severity=last.severity,
                        where="",
                        message=f"and {more} more of this kind",
                        message_zh=f"此类问题另有 {more} 处，不再逐一列出",
                        found=str(more),
                    )
                )
        return tuple(listed)
