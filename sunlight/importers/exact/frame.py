"""The frame of a converted file (项目坐标框架), and what does not go with it."""

from collections.abc import Iterable

from sunlight.errors import InputError
from sunlight.findings import Finding, Severity
from sunlight.importers.placement import Placement
from sunlight.importers.problems import Problems
from sunlight.importers.schema import BuildingSpec, ProjectFile, SiteSpec
from sunlight.importers.schema_exact import FileFrameSpec, FindingSpec
from sunlight.model.frames import FileFrame
from sunlight.model.project import Site

__all__ = ["check_exact", "file_frames", "findings_of_import", "framed_site"]

_TURNS = ("north", "true_north_angle", "grid_convergence")
_BODY = (
    "footprint",
    "holes",
    "open_ground_floor",
    "mesh",
    "parts",
    *(
        f"{end}_{level}"
        for end in ("base", "top")
        for level in (
            "elevation",
            "above_zero",
            "above_ground",
            "above_roof",
            "above_floor",
        )
    ),
)
_ROWS = ("windows", "window_rows", "floor_plans", "households", "compensation")


def framed_site(spec: SiteSpec) -> tuple[Site, Placement]:
    """Site of a file whose coordinates are project coordinates (场地).

    Parameters
    ----------
    spec : SiteSpec
        Site in the file, with its frame.

    Returns
    -------
    site : Site
        Exactly that of the project that was converted.
    placement : Placement
        Which neither turns nor moves.

    Raises
    ------
    InputError
        If the place is missing, or the file says again how its coordinates are meant.
    """
    frame = spec.frame
    if frame is None:
        raise InputError("the site has no frame", where="frame")
    turns: list[str] = [name for name in _TURNS if getattr(spec, name) is not None]
    turns += [name for name in ("axes", "unit") if name in spec.model_fields_set]
    if turns:
        raise InputError(
            "the frame says that coordinates are project coordinates already (metres, "
            f"x east, y true north); leave {turns[0]} out",
            where=turns[0],
            value=getattr(spec, turns[0]),
        )
    if spec.latitude is None or spec.longitude is None:
        missing = "latitude" if spec.latitude is None else "longitude"
        raise InputError(f"a frame needs the {missing} of the site", where=missing)
    east, north = frame.origin
    site = Site(
        latitude=spec.latitude,
        longitude=spec.longitude,
        place_origin=frame.place_origin,
        name=spec.name,
        north=frame.north,
        north_angle=frame.north_angle,
        height_datum=spec.height_datum,
        origin=(east, north),
        crs=frame.crs,
    )
    return site, Placement()


def check_exact(file: ProjectFile, problems: Problems) -> None:
    """Record exact forms beside the ordinary ones they replace (重复给出).

    Parameters
    ----------
    file : ProjectFile
        The file.
    problems : Problems
        Receives what is said twice, or needs a frame.
    """
    framed = file.site.frame is not None
    needs = "holds project coordinates; give site.frame, as sunlight convert does"
    if not framed and file.tables is not None:
        problems.add("tables", f"tables {needs}")
    if not framed and file.site_solids:
        problems.add("site_solids", f"site_solids {needs}")
    if not framed and file.file_frames:
        problems.add("file_frames", f"file_frames {needs}")
    if file.tables is not None and file.windows:
        problems.add("windows", "tables hold all windows; leave windows out, or tables")
    for i, building in enumerate(file.buildings):
        where = f"buildings[{i}]"
        if file.tables is not None:
            _refuse(building, _ROWS, "tables", where, problems)
        if building.solids is not None:
            _refuse(building, _BODY, "solids", where, problems)
            if not framed:
                problems.add(f"{where}.solids", f"solids {needs}")


def _refuse(
    building: BuildingSpec,
    names: Iterable[str],
    kept: str,
    where: str,
    problems: Problems,
) -> None:
    """Record the first of some fields that is given beside what says the same."""
    for name in names:
        if getattr(building, name) not in (None, []):
            problems.add(
                f"{where}.{name}", f"{kept} and {name} say the same twice; keep one"
            )
            return


def file_frames(specs: Iterable[FileFrameSpec]) -> tuple[FileFrame, ...]:
    """Frames of files that a converted file carries along (各文件坐标系).

    Parameters
    ----------
    specs : iterable of FileFrameSpec
        As in the file.

    Returns
    -------
    tuple of FileFrame
        The same.
    """
    return tuple(
        FileFrame(
            file=spec.file,
            origin=(spec.origin[0], spec.origin[1]),
            north_angle=spec.north_angle,
            zero=spec.zero,
            buildings=tuple(spec.buildings),
        )
        for spec in specs
    )


def findings_of_import(specs: Iterable[FindingSpec]) -> tuple[Finding, ...]:
    """Findings that a converted file carries along (随文件保存的检查结果).

    Parameters
    ----------
    specs : iterable of FindingSpec
        As in the file.

    Returns
    -------
    tuple of Finding
        The same.
    """
    return tuple(
        Finding(
            code=spec.code,
            severity=Severity(spec.severity),
            where=spec.where,
            message=spec.message,
            message_zh=spec.message_zh,
            expected=spec.expected,
            found=spec.found,
            elements=tuple(spec.elements),
            file=spec.file,
        )
        for spec in specs
    )
