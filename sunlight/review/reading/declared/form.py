"""Form with what a report says of itself (申报信息表): a TOML or JSON file.

Everything but the first line may be left out; nothing is filled in::

    schema = "sunlight-declaration/1"
    project = "某小区"
    number = "RZ-2026-01"
    date = 2026-03-01
    city = "忻州市"
    latitude = 38.42              # degrees, or "38°25′12″"
    longitude = "东经112°44′"
    day = "大寒"                  # or "冬至"
    band = ["8:00", "16:00"]
    time_basis = "真太阳时"       # or "北京时间"
    declination = -20.15          # degrees
    declination_text = "2001年大寒"
    step = 1.0                    # min
    sample_spacing = 0.3          # m
    shortest_segment = 5.0        # min
    segments = 0                  # longest segments that count; 0: all
    sill_minimum = 0.9            # m
    sill_text = "楼面以上 0.9 m"
    window_points = "ends"        # ends, centre, points, whole_sill, any
    own_balconies = false
    north_angle = 0.0             # degrees
    standard_minutes = 120.0      # min
    rules_text = "GB 50180-2018"
    software = "某某日照"
    software_version = "V1.0"
    renewal_document = ""
    conclusions = ["3#楼全部满足。"]

    [compiler]                    # also [client], [designer]
    name = "某设计院"
    qualification = "城乡规划编制乙级"
    qualification_number = "晋-123"

    [[attachments]]
    kind = "letter_client"
    title = "建设单位承诺书"
    signed = true
    sealed = false

    [[buildings]]
    id = "3#"
    role = "analysed"             # proposed, analysed, overlay, existing, approved,
                                  # removed
    storeys = 6
    height = 18.0                 # m
    zero_level = 800.3            # m, absolute
    indoor_outdoor = 0.3          # m
    shaded_by = ["P1"]
"""

import math
from pathlib import Path
from typing import Annotated, Any, Final, Literal

from pydantic import Discriminator, Field, Tag, ValidationError

from sunlight.findings import Finding
from sunlight.importers.dossier import PartySpec
from sunlight.importers.file_text import read_document
from sunlight.importers.limits import LIMITS, Limits
from sunlight.importers.problems import Problems, collect_validation
from sunlight.importers.schema_parts import Record
from sunlight.importers.words import DateField
from sunlight.model.dossier import Party
from sunlight.review.reading.columns.times import DAY, clock_minutes
from sunlight.review.reading.declared.values import angle, value_of
from sunlight.review.records.declaration import (
    Attachment,
    Declaration,
    DeclaredBuilding,
)

__all__ = ["DECLARATION_SCHEMA", "DeclarationForm", "read_declaration"]

DECLARATION_SCHEMA: Final = "sunlight-declaration/1"


def _shape(value: object) -> str:
    """Tag of the way an angle or a time is given."""
    return "<text>" if isinstance(value, str) else "<number>"


AngleField = Annotated[
    Annotated[str, Tag("<text>")] | Annotated[float, Tag("<number>")],
    Discriminator(_shape),
]
Positive = Annotated[float, Field(gt=0.0, le=1e4)]
Level = Annotated[float, Field(ge=-1e4, le=1e4)]


class AttachmentSpec(Record):
    """A piece of the material handed in (附送材料)."""

    kind: str = ""
    """Id of the list of material, such as letter_client."""
    title: str = ""
    """As printed."""
    signed: bool | None = None
    """Whether it is said to be signed."""
    sealed: bool | None = None
    """Whether it is said to be sealed."""


class DeclaredBuildingSpec(Record):
    """One building as the report states it (建筑)."""

    id: Annotated[str, Field(min_length=1)]
    """As printed."""
    name: str = ""
    """Name people use."""
    role: Literal[
        "", "proposed", "analysed", "overlay", "existing", "approved", "removed"
    ] = ""
    """proposed, analysed, overlay, existing, approved or removed."""
    use: str = ""
    """As printed."""
    storeys: Annotated[int, Field(ge=0, le=1000)] | None = None
    """Storeys above ground."""
    height: Level | None = None
    """As printed under a bare heading [m]."""
    top_above_zero: Level | None = None
    """Top above ±0.00 [m]."""
    top_absolute: Level | None = None
    """Absolute elevation of the top [m]."""
    zero_level: Level | None = None
    """Absolute elevation of ±0.00 [m]."""
    outdoor_ground: Level | None = None
    """Absolute elevation of the outdoor ground [m]."""
    indoor_outdoor: Level | None = None
    """±0.00 above the outdoor ground [m]."""
    shaded_by: list[str] = Field(default_factory=list)
    """Buildings said to shade it."""


class DeclarationForm(Record):
    """What a report says of itself (报告自述)."""

    schema_: Annotated[Literal["sunlight-declaration/1"], Field(alias="schema")]
    """sunlight-declaration/1."""
    project: str = ""
    """Name of the project."""
    number: str = ""
    """Number of the report."""
    date: DateField | None = None
    """Date of the report."""
    city: str = ""
    """Place in words."""
    latitude: AngleField | None = None
    """Degrees, or text such as 38°25′."""
    longitude: AngleField | None = None
    """Degrees, or text such as 东经112°44′."""
    day: Literal["大寒", "冬至"] | None = None
    """大寒 or 冬至."""
    band: Annotated[list[str], Field(min_length=2, max_length=2)] | None = None
    """Begin and end, such as ["8:00", "16:00"]."""
    time_basis: Literal["真太阳时", "北京时间"] | None = None
    """真太阳时 or 北京时间."""
    declination: AngleField | None = None
    """Declination [degrees]."""
    declination_text: str = ""
    """Where it comes from."""
    step: Positive | None = None
    """Time step [min]."""
    sample_spacing: Positive | None = None
    """Spacing of points on a window [m]."""
    shortest_segment: Annotated[float, Field(ge=0.0, le=960.0)] | None = None
    """Shortest counted segment [min]."""
    segments: Annotated[int, Field(ge=0, le=99)] | None = None
    """Longest segments that count; 0: all."""
    sill_minimum: Annotated[float, Field(ge=0.0, le=10.0)] | None = None
    """Sill plane above the floor [m]."""
    sill_text: str = ""
    """What is said of the sill plane."""
    window_points: Literal["", "ends", "centre", "points", "whole_sill", "any"] = ""
    """ends, centre, points, whole_sill or any."""
    own_balconies: bool | None = None
    """Whether own balconies shade."""
    north_angle: AngleField | None = None
    """Turn of the drawing to true north [degrees]."""
    standard_minutes: Positive | None = None
    """Minutes taken as the standard [min]."""
    rules_text: str = ""
    """Rules and standards named."""
    software: str = ""
    """Program."""
    software_version: str = ""
    """Its version."""
    renewal_document: str = ""
    """Document of an old-area renewal; - where one is claimed without a number."""
    client: PartySpec = PartySpec()
    """Who has the project built (建设单位)."""
    compiler: PartySpec = PartySpec()
    """Who writes the report (编制单位)."""
    designer: PartySpec = PartySpec()
    """Who designs the project (设计单位)."""
    attachments: list[AttachmentSpec] | None = None
    """Material handed in; an empty list says that none is."""
    buildings: list[DeclaredBuildingSpec] = Field(default_factory=list)
    """Buildings."""
    conclusions: list[str] = Field(default_factory=list)
    """Sentences of the conclusion."""


def read_declaration(
    path: str | Path, *, limits: Limits = LIMITS
) -> tuple[Declaration, tuple[Finding, ...]]:
    """Read a form with what a report says of itself (读取申报信息表).

    Parameters
    ----------
    path : str or Path
        TOML or JSON file, as described at the top of this module.
    limits : Limits
        How large it may be.

    Returns
    -------
    Declaration
        What the form says; NaN, None and empty where it says nothing.
    tuple of Finding
        Nothing so far: what is wrong with a form is an error.

    Raises
    ------
    ImporterError
        If it cannot be read, or says something that is not allowed.
    """
    document = read_document(Path(path), limits)
    problems = Problems(source=str(path))
    try:
        form = DeclarationForm.model_validate(dict(document.data))
    except ValidationError as error:
        collect_validation(
            error, model=DeclarationForm, data=document.data, problems=problems
        )
        problems.raise_if_any()
        raise
    values: dict[str, Any] = {
        name: getattr(form, name)
        for name in DeclarationForm.model_fields
        if name not in ("schema_", "attachments", "buildings", "conclusions", "band")
    }
    for name, limit in (
        ("latitude", 90.0),
        ("longitude", 180.0),
        ("declination", 24.0),
        ("north_angle", 360.0),
    ):
        values[name] = _angle(values[name], name, limit, problems)
    for name in ("step", "sample_spacing", "shortest_segment", "sill_minimum"):
        values[name] = _or_nan(values[name])
    values["standard_minutes"] = _or_nan(values["standard_minutes"])
    for name in ("day", "time_basis"):
        values[name] = value_of(name, values[name]) if values[name] else None
    for name in ("client", "compiler", "designer"):
        values[name] = Party(**values[name].model_dump())
    band = _band(form.band, problems)
    problems.raise_if_any()
    place = document.path.name
    return Declaration(
        **values,
        band=band,
        attachments=tuple(
            Attachment(**each.model_dump()) for each in form.attachments or ()
        ),
        attachments_listed=form.attachments is not None,
        buildings=tuple(_building(each, place) for each in form.buildings),
        conclusions=tuple(form.conclusions),
        places=tuple((name, place) for name in document.data if name != "schema"),
    ), ()


def _or_nan(value: float | None) -> float:
    """Figure, NaN where there is none."""
    return math.nan if value is None else float(value)


def _angle(
    value: str | float | None, name: str, limit: float, problems: Problems
) -> float:
    """Angle in degrees; what is none is told."""
    if value is None:
        return math.nan
    read = angle(value) if isinstance(value, str) else float(value)
    if read is None or abs(read) > limit:
        problems.add(
            name,
            f"is no angle up to {limit:g} degrees: write 38.42 or '38°25′12″'",
            value,
        )
        return math.nan
    return read


def _band(texts: list[str] | None, problems: Problems) -> tuple[float, float] | None:
    """Band of two clock times."""
    if texts is None:
        return None
    begin, end = (clock_minutes(text) for text in texts)
    if not 0.0 <= begin < end <= DAY:
        problems.add("band", 'is no time band: write ["8:00", "16:00"]', texts)
        return None
    return begin, end


def _building(spec: DeclaredBuildingSpec, place: str) -> DeclaredBuilding:
    """One building of the form."""
    said = {
        name: value for name, value in spec.model_dump().items() if value is not None
    }
    said["shaded_by"] = tuple(spec.shaded_by)
    if "storeys" in said:
        said["storeys"] = float(said["storeys"])
    return DeclaredBuilding(**said, place=place)
