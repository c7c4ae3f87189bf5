"""Building footprints in GeoJSON (RFC 7946) as a project (建筑轮廓).

A reader for open data: outlines in longitude and latitude with a height each. What the
file cannot say (levels, uses, windows) is assumed or left blank, and said in findings.
:func:`sunlight.importers.gis.read.read_gis` reads the same and other formats with more
to choose.
"""

import math
from dataclasses import replace
from pathlib import Path

from sunlight.errors import ImporterError, InputError
from sunlight.findings import Finding
from sunlight.importers.gis.columns import Columns
from sunlight.importers.gis.geojson_file import read_geojson_features
from sunlight.importers.gis.options import GisOptions
from sunlight.importers.gis.read import project_of_features
from sunlight.importers.gis.texts import GIS_TEXTS
from sunlight.importers.limits import LIMITS
from sunlight.importers.remarks import Remarks
from sunlight.kinds import Status, Use
from sunlight.model.project import Project

__all__ = ["read_geojson"]


def read_geojson(
    path: str | Path,
    *,
    height_field: str = "height",
    storeys_field: str | None = "Floor",
    storey_height: float = 3.0,
    latitude: float | None = None,
    longitude: float | None = None,
    status: Status = Status.EXISTING,
    use: Use = Use.UNKNOWN,
) -> tuple[Project, tuple[Finding, ...]]:
    """Read footprints with heights from a GeoJSON file (读取 GeoJSON 建筑轮廓).

    Every Polygon or MultiPolygon of the FeatureCollection becomes one building, with a
    part for each polygon. Places are projected to metres around the middle of the data.
    The ground is taken for level: ±0.00 and the outdoor ground are 0 everywhere, tops
    are the heights. Ids are those of the features, else their property ``Id``, else
    running numbers in the order of the file, whichever all features have and no two
    share. An outline that crosses itself is repaired; a height that is missing is taken
    from the storeys, with ``height_assumed``. What can be neither read nor mended is
    left out with a finding.

    Parameters
    ----------
    path : str or Path
        The file: UTF-8, coordinates in WGS 84 longitude and latitude.
    height_field : str
        Property with the height above ground. [m]
    storeys_field : str or None
        Property with the number of storeys; None if there is none.
    storey_height : float
        Height of a storey, where a height is missing. [m]
    latitude, longitude : float, optional
        Place of the sun calculation; by default the middle of the data. [degrees]
    status : Status
        Status of all buildings.
    use : Use
        Use of all buildings.

    Returns
    -------
    project : Project
        Without windows, rooms and households.
    findings : tuple of Finding
        What was assumed, mended or left out.

    Raises
    ------
    ImporterError
        If the file is not there, not UTF-8, not JSON, no FeatureCollection, in another
        coordinate system, or holds no building at all.
    InputError
        If an argument is unusable.

    Notes
    -----
    Source: RFC 7946, H. Butler et al., "The GeoJSON Format", 2016. A ``crs`` member, of
    the format before it, is understood if it names longitude and latitude.
    """
    _check_arguments(storey_height, latitude, longitude)
    file = Path(path)
    remarks = Remarks(GIS_TEXTS, file=file.name)
    features = read_geojson_features(file, remarks, LIMITS)
    if features.crs:
        raise ImporterError(
            f"the file names the coordinate system {features.crs!r}; GeoJSON is in "
            "WGS 84 longitude and latitude: convert it, such as with  "
            "ogr2ogr -t_srs EPSG:4326",
            source=str(file),
            where="crs",
            value=features.crs,
        )
    project = project_of_features(
        file,
        features,
        Columns(
            height=(height_field,),
            floors=(storeys_field,) if storeys_field else (),
            own_id=("Id", "id", "ID"),
            name=("name",),
        ),
        GisOptions(status=status, use=use, storey_height=float(storey_height)),
        remarks,
        degrees=True,
    )
    return _placed_by_argument(project, latitude, longitude), remarks.findings()


def _placed_by_argument(
    project: Project, latitude: float | None, longitude: float | None
) -> Project:
    """Project with the place of the sun that the caller gave, each on its own."""
    if latitude is None and longitude is None:
        return project
    site = project.site
    return replace(
        project,
        site=replace(
            site,
            latitude=site.latitude if latitude is None else float(latitude),
            longitude=site.longitude if longitude is None else float(longitude),
            place_origin=site.place_origin
            if latitude is None or longitude is None
            else "argument",
        ),
    )


def _check_arguments(
    storey_height: float, latitude: float | None, longitude: float | None
) -> None:
    """Refuse arguments that make no sense."""
    for where, value, allowed, ok in (
        ("storey_height", storey_height, "above 0 m", 0.0 < storey_height < math.inf),
        ("latitude", latitude, "from -90 to 90", abs(latitude or 0.0) <= 90.0),
        ("longitude", longitude, "from -180 to 180", abs(longitude or 0.0) <= 180.0),
    ):
        if not ok:
            raise InputError(
                f"must be {allowed}, got {value}", where=where, value=value
            )
