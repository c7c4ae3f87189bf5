"""Our own bundle as a submission (成果包作为送审报告): exact, with its model."""

import datetime as dt
import io
import math
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final

import numpy as np
import pyarrow as pa  # type: ignore[import-untyped]
from pyarrow import parquet

from sunlight.conditions import OwnPlates, StandardDay, TimeBasis
from sunlight.errors import ImporterError
from sunlight.findings import Finding
from sunlight.importers.limits import LIMITS, Limits
from sunlight.report.bundle import Bundle, read_bundle
from sunlight.review.reading.bundle_text import report_contents
from sunlight.review.reading.declared.harvest import harvest
from sunlight.review.reading.declared.merge import said_of
from sunlight.review.reading.declared.said import Said
from sunlight.review.records.declaration import Declaration
from sunlight.review.records.submission import (
    NO_FLOOR,
    Submission,
    SubmittedFile,
    SubmittedSegments,
    SubmittedUnits,
    SubmittedWindows,
)
from sunlight.rules import ruleset, ruleset_names

__all__ = ["read_own_bundle"]

_TABLE: Final = "tables/windows.parquet"
_COLUMNS: Final = (
    "window",
    "building",
    "household",
    "room",
    "floor",
    "sill_height",
    "minutes_before",
    "minutes_after",
    "reaches_after",
    "full_before",
    "full_after",
)


def read_own_bundle(
    path: str | Path, *, limits: Limits = LIMITS
) -> tuple[Submission, list[Said], tuple[Finding, ...]]:
    """Read a bundle of this package as a submission (成果包识读).

    Parameters
    ----------
    path : str or Path
        The ``.sunlight.zip`` file.
    limits : Limits
        How large it may be.

    Returns
    -------
    Submission
        Exact minutes and segments of every window, and the model that was handed in;
        its declaration is still empty.
    list of Said
        What provenance, dossier and the report say of themselves.
    tuple of Finding
        As reading the project in it gives them.

    Raises
    ------
    ImporterError
        If it is damaged, changed after it was written, or no bundle.
    """
    bundle = read_bundle(path, limits)
    name = Path(path).name
    content = bundle.files.get(_TABLE)
    if content is None:
        raise ImporterError(
            f"the bundle has no {_TABLE}: there is nothing to compare",
            source=str(path),
            where=_TABLE,
        )
    windows = _windows(content, f"{name}[{_TABLE}]", str(path))
    submission = Submission(
        files=(SubmittedFile(name=name, sha256=bundle.sha256, kind="bundle"),),
        windows=windows,
        units=_units(bundle.result, f"{name}[result.json]"),
        project=bundle.project,
        result=bundle.result,
    )
    return submission, _said(bundle, name), bundle.findings


def _windows(content: bytes, place: str, source: str) -> SubmittedWindows:
    """Windows of the table of a bundle."""
    try:
        table = parquet.read_table(io.BytesIO(content), columns=list(_COLUMNS))
    except (pa.ArrowInvalid, pa.ArrowKeyError, OSError) as error:
        raise ImporterError(
            f"the table of windows cannot be read: {error}", source=source, where=_TABLE
        ) from error
    n = table.num_rows
    reaches = table.column("reaches_after").to_pylist()
    words = {True: "达标", False: "未达标", None: ""}
    return SubmittedWindows(
        label=_texts(table, "window"),
        building=_texts(table, "building"),
        household=_texts(table, "household"),
        room=_texts(table, "room"),
        outcome=_objects([words[value] for value in reaches]),
        floor=np.asarray(table.column("floor").to_numpy(), dtype=np.int32),
        sill_height=_floats(table, "sill_height"),
        minutes_before=_floats(table, "minutes_before"),
        minutes_after=_floats(table, "minutes_after"),
        segments_before=_segments(table, "before"),
        segments_after=_segments(table, "after"),
        table=np.zeros(n, dtype=np.int32),
        line=np.arange(1, n + 1, dtype=np.int32),
        tables=(place,),
        exact=True,
    )


def _objects(texts: Sequence[str]) -> Any:  # noqa: ANN401
    """Texts as an array of objects."""
    array = np.empty(len(texts), dtype=np.object_)
    array[:] = texts
    return array


def _texts(table: pa.Table, name: str) -> Any:  # noqa: ANN401
    """Column of texts; null is empty."""
    return _objects([value or "" for value in table.column(name).to_pylist()])


def _floats(table: pa.Table, name: str) -> Any:  # noqa: ANN401
    """Column of figures; null is NaN."""
    return np.array(
        [math.nan if v is None else v for v in table.column(name).to_pylist()],
        dtype=np.float64,
    )


def _segments(table: pa.Table, state: str) -> SubmittedSegments:
    """Counted segments; a row without minutes of that state says nothing."""
    listed = table.column(f"full_{state}").to_pylist()
    minutes = table.column(f"minutes_{state}").to_pylist()
    rows = [
        None
        if row is None or total is None or math.isnan(total)
        else [(s["start"], s["end"]) for s in row if s["counted"]]
        for row, total in zip(listed, minutes, strict=True)
    ]
    sizes = [len(row) if row else 0 for row in rows]
    limits = np.array(
        [pair for row in rows if row for pair in row], dtype=np.float64
    ).reshape(-1, 2)
    return SubmittedSegments(
        offsets=np.concatenate(([0], np.cumsum(sizes))).astype(np.int64),
        start=limits[:, 0].copy(),
        end=limits[:, 1].copy(),
        given=np.array([row is not None for row in rows], dtype=np.bool_),
    )


def _units(result: Mapping[str, Any], place: str) -> SubmittedUnits:
    """Households of the result."""
    rows = list(result["households"])
    n = len(rows)

    def figures(name: str) -> Any:  # noqa: ANN401
        return np.array(
            [math.nan if row[name] is None else row[name] for row in rows],
            dtype=np.float64,
        )

    return SubmittedUnits(
        label=_objects([row["household"] for row in rows]),
        building=_objects([row["building"] for row in rows]),
        outcome=_objects([row["wording"] or "" for row in rows]),
        floor=np.array(
            [NO_FLOOR if row["floor"] is None else row["floor"] for row in rows],
            dtype=np.int32,
        ),
        minutes_before=figures("minutes_before"),
        minutes_after=figures("minutes_after"),
        table=np.zeros(n, dtype=np.int32),
        line=np.arange(1, n + 1, dtype=np.int32),
        tables=(place,),
    )


def _document(rules: str) -> str:
    """Number of the text behind a name of rules; the name where it is not ours."""
    return ruleset(rules).document if rules in ruleset_names() else rules


def _said(bundle: Bundle, name: str) -> list[Said]:
    """What provenance, dossier and the text of the report say."""
    result = bundle.result
    told = result["provenance"]
    date = result["project"].get("report_date")
    dossier = bundle.project.dossier
    declared = Declaration(
        project=result["project"]["name"],
        number=dossier.number,
        date=dt.date.fromisoformat(date) if date else None,
        city=dossier.place,
        latitude=told["latitude"],
        longitude=math.nan if told["longitude"] is None else told["longitude"],
        day=StandardDay(told["day"]),
        band=(float(told["band"][0]), float(told["band"][1])),
        time_basis=TimeBasis.TRUE_SOLAR_TIME,
        declination=told["declination"],
        declination_text=told["declination_origin"],
        shortest_segment=told["shortest_segment"],
        sill_minimum=told["sill_minimum"],
        window_points=told["full_window"],
        rules_text=_document(told["rules"]),
        software="sunlight",
        software_version=told["engine"],
        renewal_document=result["project"].get("renewal_document") or "",
        client=dossier.client,
        compiler=dossier.compiler,
        designer=dossier.designer,
    )
    place = f"{name}[result.json]"
    said = [Said(each.field, each.value, place) for each in said_of(declared)]
    said.append(Said("segments", 0, place))
    counted = told["own_plates"] == OwnPlates.COUNTED.value
    said.append(Said("own_balconies", counted, place))
    grids, lines = report_contents(bundle.report, name)
    known = {each.field for each in said}
    said += [each for each in harvest(grids, (), lines) if each.field not in known]
    return said
