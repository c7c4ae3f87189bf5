"""DXF drawings as a project (DXF 读取): site plans with outlines, heights, windows."""

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from sunlight.errors import ImporterError
from sunlight.findings import Finding
from sunlight.importers.deadline import Deadline
from sunlight.importers.dxf.buildings import drawing_buildings
from sunlight.importers.dxf.contents import (
    Contents,
    drawing_contents,
    layers_with_counts,
)
from sunlight.importers.dxf.curves import CHORD_ERROR
from sunlight.importers.dxf.drawing import open_drawing
from sunlight.importers.dxf.dwg import converted_drawing
from sunlight.importers.dxf.entities import Drawn, drawn_entities
from sunlight.importers.dxf.frame import Frame, drawing_frame
from sunlight.importers.dxf.heights import labels_of_solids, solid_height
from sunlight.importers.dxf.layers import (
    LayerMap,
    LayerRule,
    read_layers,
    ready_layers,
)
from sunlight.importers.dxf.north_arrow import north_arrow
from sunlight.importers.dxf.options import DxfOptions
from sunlight.importers.dxf.solids import drawing_solids
from sunlight.importers.dxf.texts import TEXTS
from sunlight.importers.dxf.units import METRES, drawing_scale, said_unit
from sunlight.importers.dxf.window_lines import window_lines
from sunlight.importers.dxf.windows import drawing_windows
from sunlight.importers.inside import path_inside
from sunlight.importers.limits import LIMITS, Limits, read_limited
from sunlight.importers.reader_site import reader_site
from sunlight.importers.remarks import Remarks
from sunlight.model.empty import no_households, no_rooms
from sunlight.model.project import Project
from sunlight.model.wording import name_some

__all__ = ["read_dxf"]

_DEFAULTS = DxfOptions()


def read_dxf(
    path: str | Path,
    *,
    options: DxfOptions = _DEFAULTS,
    limits: Limits = LIMITS,
) -> tuple[Project, tuple[Finding, ...]]:
    """Read buildings and windows of a DXF drawing (读取 DXF).

    Closed outlines, rings of lines and meshes on layers of buildings become buildings.
    Their heights are drawn (thickness), said by attributes of blocks or by texts
    inside, or taken from storeys and then marked as assumed.

    Parameters
    ----------
    path : str or Path
        DXF as text or binary; DWG if the options name a converter.
    options : DxfOptions
        What the drawing cannot say.
    limits : Limits
        How large it may be.

    Returns
    -------
    project : Project
        In metres, x east, y true north as far as it is known.
    findings : tuple of Finding
        What was guessed, mended, assumed or left out.

    Raises
    ------
    ImporterError
        If it is no drawing, over a limit, or holds no building.
    MissingExtraError
        If ezdxf is not installed.
    """
    file = Path(path)
    source = str(path)
    deadline = Deadline(limits, source=source)
    remarks = Remarks(TEXTS, file=file.name)
    layers = LayerMap(_rules(file, options, limits))
    content, digest = read_limited(file, limits)
    if content.startswith(b"AC10") and options.oda_converter is not None:
        content = converted_drawing(
            file,
            content,
            converter=options.oda_converter,
            limits=limits,
            deadline=deadline,
        )
    document = open_drawing(
        file,
        content,
        forced=options.encoding,
        limits=limits,
        remarks=remarks,
        deadline=deadline,
    )
    drawn = drawn_entities(
        document,
        layers=layers,
        hidden=options.hidden_layers,
        limits=limits,
        remarks=remarks,
        deadline=deadline,
        source=source,
    )
    first = METRES.get(said_unit(document), 1.0)
    rough = _contents(
        drawn, first, layers, options, Remarks(TEXTS, file=file.name), deadline
    )
    scale = drawing_scale(document, rough.sizes, unit=options.unit, remarks=remarks)
    contents = _contents(drawn, scale, layers, options, remarks, deadline)
    _check_outlines(contents, drawn, remarks, source)
    frame = _frame(contents, scale, options, remarks, source)
    project = _project(
        file, digest, contents, layers, frame, options, limits, remarks, deadline
    )
    if not project.buildings:
        raise ImporterError(
            f"none of {len(contents.outlines) + len(contents.faces)} outlines has a "
            f"height ({remarks.summary()}): give them a thickness, a text such as 18F "
            "or H=54.0 inside, or the option default_height",
            source=source,
        )
    return project, remarks.findings()


def _rules(file: Path, options: DxfOptions, limits: Limits) -> list[LayerRule]:
    """Rules of the caller, then the ready ones."""
    given = options.layers
    if isinstance(given, str):
        own = (
            read_layers(path_inside(file.parent, given, example="layers.toml"), limits)
            if given
            else []
        )
    else:
        own = list(given)
    return own + (ready_layers() if options.ready_layers else [])


def _contents(
    drawn: Sequence[Drawn],
    scale: float,
    layers: LayerMap,
    options: DxfOptions,
    remarks: Remarks,
    deadline: Deadline,
) -> Contents:
    """What the drawing holds, in its own unit of a known length."""
    return drawing_contents(
        drawn,
        layers=layers,
        every_layer=options.all_layers,
        error=CHORD_ERROR / scale,
        distance=options.join_distance / scale,
        remarks=remarks,
        deadline=deadline,
    )


def _check_outlines(
    contents: Contents, drawn: Sequence[Drawn], remarks: Remarks, source: str
) -> None:
    """Remark on layers without a rule; refuse a drawing without any building."""
    for code, counts in (
        ("LAYERS-UNMAPPED", contents.unmapped),
        ("LAYERS-IGNORED", contents.ignored),
    ):
        for layer, count in sorted(counts.items()):
            if count:
                remarks.add(code, name=f"{layer} × {count}", found=f"{layer} × {count}")
    if contents.outlines or contents.faces:
        return
    kinds = Counter(one.kind for one in drawn)
    found = ", ".join(f"{kind} × {n}" for kind, n in kinds.most_common(6)) or "nothing"
    remarked = f"; {remarks.summary()}" if remarks.summary() else ""
    if contents.unmapped.total():
        raise ImporterError(
            "no layer with closed outlines is known for buildings: "
            f"{layers_with_counts(contents.unmapped)}. Name those that hold buildings "
            'in the option layers, such as  [[layer]]  match = ["拟建*"]  role = '
            '"building"  status = "proposed", or set all_layers to take every closed '
            f"outline (found: {found}{remarked})",
            source=source,
            where="layers",
            value=sorted(contents.unmapped),
        )
    layers = name_some(sorted({one.layer for one in drawn}))
    raise ImporterError(
        f"the drawing holds no outline of a building: found {found} on layers "
        f"{layers or '-'}{remarked}. Buildings are closed polylines, rings of lines, "
        "3D faces or meshes; draw them, or name their layers in the option layers",
        source=source,
    )


def _frame(
    contents: Contents,
    scale: float,
    options: DxfOptions,
    remarks: Remarks,
    source: str,
) -> Frame:
    """Place and north."""
    wanted = options.true_north_angle is None and options.north == "auto"
    arrow = (
        north_arrow(contents.arrows, contents.arrow_labels, remarks) if wanted else None
    )
    points = [c.points for c in contents.outlines]
    points += [f.vertices[:, :2] for f in contents.faces]
    return drawing_frame(
        np.concatenate(points),
        scale=scale,
        arrow=arrow,
        options=options,
        remarks=remarks,
        source=source,
    )


def _project(
    file: Path,
    digest: str,
    contents: Contents,
    layers: LayerMap,
    frame: Frame,
    options: DxfOptions,
    limits: Limits,
    remarks: Remarks,
    deadline: Deadline,
) -> Project:
    """Project of what the drawing holds."""
    placement = frame.placement
    solids = drawing_solids(
        contents, layers=layers, placement=placement, remarks=remarks
    )
    deadline.check()
    labels = labels_of_solids(
        solids, contents.labels, placement=placement, remarks=remarks
    )
    heights = [
        solid_height(solid, labels.get(i, ()), options=options, remarks=remarks)
        for i, solid in enumerate(solids)
    ]
    buildings, site_parts = drawing_buildings(
        solids, heights, options=options, file=file.name, remarks=remarks
    )
    deadline.check()
    lines = window_lines(
        contents.windows,
        placement=placement,
        error=CHORD_ERROR / placement.scale,
        remarks=remarks,
    )
    windows = drawing_windows(
        lines,
        buildings,
        options=options,
        limits=limits,
        source=str(file),
        remarks=remarks,
    )
    site = reader_site(
        options,
        remarks,
        latitude=frame.latitude,
        longitude=frame.longitude,
        place_origin=f"middle of the drawing by {frame.crs or 'its grid'}",
        origin=placement.origin,
        crs=frame.crs,
        north=frame.north,
        north_angle=placement.north_angle,
    )
    return Project(
        name=file.stem,
        site=site,
        buildings=buildings,
        windows=windows,
        rooms=no_rooms(),
        households=no_households(),
        site_parts=site_parts,
        project_id=options.project,
        source_files=((file.name, digest),),
    )
