"""One DXF drawing of an assessment: model space by layers, paper sheets (DXF 图)."""

from collections.abc import Collection
from importlib.util import find_spec
from pathlib import Path
from typing import Final

from sunlight import __version__
from sunlight.assessment import Assessment
from sunlight.errors import InputError, MissingExtraError
from sunlight.report.dxf.document import new_document, save_document
from sunlight.report.dxf.layers import DXF_KINDS, LAYERS
from sunlight.report.dxf.pen import Pen
from sunlight.report.dxf.place import drawing_place
from sunlight.report.dxf.planes import (
    PlaneView,
    draw_grid,
    draw_isochrones,
    draw_shadows,
    plane_view,
)
from sunlight.report.dxf.scales import SheetSize, sheet_size
from sunlight.report.dxf.scope_shapes import draw_scope, scope_bounds
from sunlight.report.dxf.sheets import (
    NORTH_BLOCK,
    SheetContent,
    add_sheet,
    north_block,
)
from sunlight.report.dxf.site import draw_buildings, draw_site
from sunlight.report.dxf.windows import draw_windows
from sunlight.report.plan_shapes import plan_bounds
from sunlight.report.segments import time_band
from sunlight.report.texts import Texts, texts
from sunlight.rules import Language

__all__ = ["write_dxf"]

LETTERS_MM: Final = 2.5
"""Height of a building's number on paper; other texts go by it. [mm]"""
MAP_LETTERS_MM: Final = 1.8
"""Height of the numbers of windows on paper. [mm]"""

Bounds = tuple[float, float, float, float]


def write_dxf(
    assessment: Assessment,
    path: Path,
    *,
    lang: Language = "zh",
    kinds: Collection[str] = DXF_KINDS,
    masked: bool = False,
) -> tuple[str, ...]:
    """Write one DXF drawing with a paper sheet for each kind of plan (DXF 图).

    The model space is in metres and holds buildings by status as outlines with a
    thickness, windows as lines in their sill planes, the scope, and isochrones, grid
    and shadows on one level plane. Layers have Chinese names; every sheet shows its own
    at a scale of 1:500 or smaller. Files of equal assessments are equal.

    Parameters
    ----------
    assessment : Assessment
        The assessment.
    path : Path
        File to write.
    lang : {'zh', 'en'}
        Language of texts; names of layers are Chinese in both.
    kinds : collection of str
        Which of :data:`~sunlight.report.dxf.layers.DXF_KINDS` to draw. Buildings are
        always drawn.
    masked : bool
        Leave names and map coordinates out: local coordinates, true north up.
        Otherwise the coordinates are those of the project's own file.

    Returns
    -------
    tuple of str
        Kinds that were drawn; one is left out where there is nothing to draw, such as
        a scope.

    Raises
    ------
    InputError
        If a kind is unknown.
    MissingExtraError
        If ezdxf is not installed.
    OSError
        If the file cannot be written.

    Notes
    -----
    Isochrones, grid and shadows are aids, never the basis of a conclusion (规程六(一)).
    """
    unknown = sorted(set(kinds) - set(DXF_KINDS))
    if unknown:
        raise InputError(
            f"there is no drawing {unknown[0]!r}; allowed are {', '.join(DXF_KINDS)}",
            where="kinds",
            value=unknown[0],
        )
    if find_spec("ezdxf") is None:
        raise MissingExtraError("writing DXF drawings", extra="report")
    words, project = texts(lang), assessment.project
    document = new_document()
    place = drawing_place(project, words, masked=masked)
    pen = Pen(document, place)
    north_block(document, pen.layer(LAYERS["日照-指北针"]), words)
    asked = [kind for kind in DXF_KINDS if kind in kinds]
    view = (
        plane_view(assessment) if {"isochrone", "grid", "shadow"} & set(asked) else None
    )
    areas = _areas(assessment, asked, view)
    bounds = {kind: place.box(area) for kind, area in areas.items()}
    sizes = {
        kind: sheet_size(box, largest="A0" if kind == "windows" else "A1")
        for kind, box in bounds.items()
    }
    whole = place.box(plan_bounds(project))
    plain = sizes.get("site") or sheet_size(whole, largest="A1")
    letters = LETTERS_MM * plain.scale / 1000.0
    notes = _draw(
        pen, assessment, words, view, sizes=sizes, letters=letters, masked=masked
    )
    box = _united([whole, *bounds.values()])
    _draw_north(pen, whole, letters)
    for number, kind in enumerate(bounds, start=1):
        content = _content(
            assessment, kind, number, len(bounds), bounds[kind], sizes[kind],
            notes.get(kind, ()), place.words, words, masked=masked,
        )  # fmt: skip
        add_sheet(pen, content, words)
    _without_first_sheet(pen, bounds)
    provenance = assessment.provenance
    save_document(
        document,
        path,
        bounds=box,
        identity=f"{provenance.input_hash}:{provenance.rules_hash}:{lang}:{masked}",
        date=project.report_date,
    )
    return tuple(bounds)


def _areas(
    assessment: Assessment, asked: list[str], view: PlaneView | None
) -> dict[str, Bounds]:
    """What each sheet shows, in project coordinates; kinds without content left out."""
    plan = plan_bounds(assessment.project)
    scope = assessment.scope
    drawn = None if scope is None else scope_bounds(scope)
    areas: dict[str, Bounds] = {}
    for kind in asked:
        if kind == "site":
            areas[kind] = plan
        elif kind == "scope" and drawn is not None:
            areas[kind] = _united([plan, drawn])
        elif kind == "windows" and len(assessment.project.windows):
            areas[kind] = plan
        elif kind in ("isochrone", "grid", "shadow") and view is not None:
            areas[kind] = view.area.bounds
    return areas


def _united(boxes: list[Bounds]) -> Bounds:
    """Least bounds around some."""
    lows, highs = [box[:2] for box in boxes], [box[2:] for box in boxes]
    return (
        min(low[0] for low in lows),
        min(low[1] for low in lows),
        max(high[0] for high in highs),
        max(high[1] for high in highs),
    )


def _draw(
    pen: Pen,
    assessment: Assessment,
    words: Texts,
    view: PlaneView | None,
    *,
    sizes: dict[str, SheetSize],
    letters: float,
    masked: bool,
) -> dict[str, tuple[str, ...]]:
    """Draw every kind, buildings first beneath; what their sheets have to say."""
    notes: dict[str, tuple[str, ...]] = {}
    if "scope" in sizes and assessment.scope is not None:
        draw_scope(pen, assessment.scope, words, height=letters)
        notes["scope"] = (words["scope.plan_aid"],)
    if view is not None:
        notes |= _draw_planes(pen, view, words, sizes, letters)
    draw_buildings(pen, assessment, words, height=letters, masked=masked)
    if "site" in sizes:
        draw_site(pen, assessment, words, height=letters, masked=masked)
        notes["site"] = (words["dxf.note_site"],)
    if "windows" in sizes:
        height = MAP_LETTERS_MM * min(sizes["windows"].scale, 1_000) / 1000.0
        draw_windows(pen, assessment, height=height, masked=masked)
        notes["windows"] = (words["dxf.note_windows"],)
    return notes


def _draw_planes(
    pen: Pen,
    view: PlaneView,
    words: Texts,
    sizes: dict[str, SheetSize],
    letters: float,
) -> dict[str, tuple[str, ...]]:
    """Draw isochrones, grid and shadows; what their sheets have to say."""
    level = words["dxf.plane"].format(elevation=f"{view.plane.elevation:.3f}")
    shortest = f"{view.subject.conditions.shortest_segment:g}"
    notes: dict[str, tuple[str, ...]] = {}
    low = words["grids.label"], words["dxf.after"], level
    if {"isochrone", "grid", "shadow"} & sizes.keys():
        import shapely

        ring = shapely.get_coordinates(view.area)
        pen.ring(ring, pen.layer(LAYERS["日照-计算范围"]), base=view.plane.elevation)
    if "shadow" in sizes:
        draw_shadows(pen, view, height=letters)
        notes["shadow"] = (*low, words["dxf.note_shadow"])
    if "grid" in sizes:
        grid = draw_grid(pen, view)
        text = words["grids.method"].format(
            spacing=f"{grid.spacing:g}", shortest=shortest
        )
        notes["grid"] = (*low, words["dxf.note_grid"], text)
    if "isochrone" in sizes:
        error = draw_isochrones(pen, view, height=letters)
        notes["isochrone"] = (
            *low,
            words["isochrone.error_note"].format(error=f"{error:.2f}"),
            words["isochrone.shortest_note"].format(shortest=shortest),
        )
    return notes


def _draw_north(pen: Pen, box: Bounds, letters: float) -> None:
    """Put the north arrow into the model space, beside the upper right corner."""
    size = 8.0 * letters
    pen.space.add_blockref(
        NORTH_BLOCK,
        (box[2] + size, box[3] - size / 2.0),
        dxfattribs={
            "layer": pen.layer(LAYERS["日照-指北针"]),
            "xscale": size, "yscale": size, "zscale": size,
            "rotation": -pen.place.turn % 360.0,
        },
    )  # fmt: skip


def _content(
    assessment: Assessment,
    kind: str,
    number: int,
    count: int,
    bounds: Bounds,
    size: SheetSize,
    notes: tuple[str, ...],
    coordinates: str,
    words: Texts,
    *,
    masked: bool,
) -> SheetContent:
    """What a sheet says beside its map."""
    project, provenance = assessment.project, assessment.provenance
    dossier, date = project.dossier, project.report_date
    title = words[f"dxf.title_{kind}"]
    day = words["dxf.day"].format(
        day=provenance.day,
        band=time_band(provenance.band),
        declination=f"{provenance.declination:.3f}",
    )
    datum = project.site.height_datum or words["dxf.datum_unknown"]
    own = "" if masked else project.name
    people = () if masked else (dossier.client.name, dossier.compiler.name)
    client, compiler = people or ("", "")
    signed = ("", "", "")
    if not masked:
        signed = dossier.compiled_by, dossier.checked_by, dossier.approved_by
    return SheetContent(
        kind=kind,
        name=f"{number:02d}-{title}",
        title=title,
        project=own or words["dxf.masked_name"],
        centre=((bounds[0] + bounds[2]) / 2.0, (bounds[1] + bounds[3]) / 2.0),
        size=size,
        notes=(
            *notes,
            day,
            coordinates,
            words["dxf.datum"].format(datum=datum),
            words["plan.sources"].format(rules=project.rules, engine=__version__),
            words["dxf.input"].format(digest=provenance.input_hash[:16]),
        ),
        fields=(
            (words["dxf.field_client"], client),
            (words["dxf.field_compiler"], compiler),
            (words["dxf.field_drawing"], title),
            (words["dxf.field_scale"], f"1:{size.scale}（{size.paper}）"),
            (words["dxf.field_number"], f"{number}/{count}"),
            (words["dxf.field_date"], "" if date is None else date.isoformat()),
            (words["dxf.field_compiled"], signed[0]),
            (words["dxf.field_checked"], signed[1]),
            (words["dxf.field_approved"], signed[2]),
        ),
    )


def _without_first_sheet(pen: Pen, drawn: Collection[str]) -> None:
    """Leave the empty layout of a new document out where there is another."""
    if drawn:
        layouts = pen.document.layouts
        first = next(name for name in layouts.names_in_taborder() if name[0] == "0")
        layouts.set_active_layout(first)
        layouts.delete("Layout1")
