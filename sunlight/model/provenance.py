"""Where a datum came from (资料来源, 办法四)."""

import datetime as dt
from dataclasses import dataclass

from sunlight.kinds import SourceKind

__all__ = ["SourceRecord"]


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceRecord:
    """Source of the data of one building or of the site.

    Parameters
    ----------
    kind : SourceKind
        Kind of source.
    reference : str
        Archive, report or approval number; may be empty.
    date : datetime.date or None
        Date of the survey or drawing.
    by : str
        Surveyor or designer, with qualification.
    stamped : bool or None
        Whether an archive copy bears the stamp; None where nobody said.
    """

    kind: SourceKind = SourceKind.BLANK
    reference: str = ""
    date: dt.date | None = None
    by: str = ""
    stamped: bool | None = None
