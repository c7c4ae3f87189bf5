"""Site of a model file (场地): place, north and datum, from whoever knows them."""

from typing import Final

from sunlight.findings import Severity
from sunlight.importers.placement import CITY_POINTS
from sunlight.importers.reader_options import ReaderOptions
from sunlight.importers.remarks import Remarks, RemarkText
from sunlight.model.project import Site

__all__ = ["SITE_TEXTS", "is_stand_in", "reader_site"]

_MARK: Final = "stand-in: "
_STAND_IN: Final = CITY_POINTS["xinzhou-2022"]

SITE_TEXTS: Final[dict[str, RemarkText]] = {
    "PLACE-MISSING": RemarkText(
        Severity.WARNING,
        "the file does not say where it lies; the sun is computed for {found}. Give "
        "latitude and longitude",
        "文件未给出位置，太阳位置按 {found} 计算；请给出 latitude 和 longitude",
        "latitude and longitude",
    ),
}
"""Texts that every reader of models adds to its own."""


def reader_site(
    options: ReaderOptions,
    remarks: Remarks,
    *,
    latitude: float | None = None,
    longitude: float | None = None,
    place_origin: str,
    origin: tuple[float, float] = (0.0, 0.0),
    crs: str = "",
    north: str,
    north_angle: float = 0.0,
    height_datum: str = "",
) -> Site:
    """Site from the options, else the file, else a stand-in that is remarked on (场地).

    Parameters
    ----------
    options : ReaderOptions
        What the caller knows: it comes first.
    remarks : Remarks
        Receives ``PLACE-MISSING``; its texts must include :data:`SITE_TEXTS`.
    latitude, longitude : float or None
        Place by the file; None where it does not say. [degrees]
    place_origin : str
        How the file says it, such as ``IfcSite`` or ``middle of the data``.
    origin, crs : (float, float) and str
        As in :class:`~sunlight.model.project.Site`.
    north : str
        How the file gives north: ``true``, ``angle``, ``grid``; empty if it does not.
    north_angle : float
        Clockwise angle from +y of the file to true north, applied. [degrees]
    height_datum : str
        Name of the datum by the file.

    Returns
    -------
    Site
        With a place, always.
    """
    given = options.latitude is not None and options.longitude is not None
    if given:
        latitude, longitude, place_origin = (
            options.latitude,
            options.longitude,
            "option",
        )
    if latitude is None or longitude is None:
        latitude, longitude = _STAND_IN.latitude, _STAND_IN.longitude
        place_origin = f"{_MARK}{_STAND_IN.name}"
        remarks.add("PLACE-MISSING", found=f"{latitude:g}° N, {longitude:g}° E")
    return Site(
        latitude=float(latitude),
        longitude=float(longitude),
        place_origin=place_origin,
        north="angle" if options.true_north_angle is not None else north,
        north_angle=north_angle,
        height_datum=options.height_datum or height_datum,
        origin=origin,
        crs=crs,
    )


def is_stand_in(site: Site) -> bool:
    """Whether nobody said where a site lies (地点为代用值).

    Parameters
    ----------
    site : Site
        As :func:`reader_site` gives it.
    """
    return site.place_origin.startswith(_MARK)
