"""Zipped shapefiles, unpacked only after a look at what is inside (压缩包)."""

from pathlib import Path, PurePosixPath
from typing import Final

from sunlight.errors import ImporterError
from sunlight.importers.archives import opened_archive, refuse_bombs
from sunlight.importers.limits import Limits

__all__ = ["shapefile_members", "unpack_shapefile"]

COMPANIONS: Final = (".shp", ".shx", ".dbf", ".prj", ".cpg")
"""Files of a shapefile that are read; indices and metadata are not."""


def shapefile_members(names: list[str], layer: str, *, source: str) -> dict[str, str]:
    """Files of one shapefile among many, by suffix (组成文件).

    Parameters
    ----------
    names : list of str
        Names of files.
    layer : str
        Name of the shapefile without suffix; empty if there is one only.
    source : str
        The file.

    Returns
    -------
    dict of str to str
        Name by suffix in lower case, with ``.shp`` and ``.dbf``, if they are there.

    Raises
    ------
    ImporterError
        If there is no shapefile, or one of several would have to be guessed.
    """
    shapes = [name for name in names if name.lower().endswith(".shp")]
    chosen = [name for name in shapes if PurePosixPath(name).stem == layer or not layer]
    if len(chosen) != 1:
        stems = ", ".join(sorted(PurePosixPath(name).stem for name in shapes)[:10])
        raise ImporterError(
            f"expected one shapefile{f' named {layer!r}' if layer else ''} in the "
            f"archive, found {len(chosen)}; it has {stems or 'none'}: name one with "
            "the option  layer",
            source=source,
            where="layer",
            value=layer,
        )
    stem = chosen[0][: -len(".shp")]
    found = {}
    for name in names:
        suffix = PurePosixPath(name).suffix.lower()
        if suffix in COMPANIONS and name[: -len(suffix)].lower() == stem.lower():
            found[suffix] = name
    return found


def unpack_shapefile(
    content: bytes, folder: Path, layer: str, limits: Limits, *, source: str
) -> Path:
    """Unpack the files of one shapefile to plain names (解压).

    Parameters
    ----------
    content : bytes
        The archive.
    folder : Path
        Empty folder that receives them; what the archive calls them does not matter.
    layer : str
        Which shapefile; empty if there is one only.
    limits : Limits
        How much they may unpack to.
    source : str
        The file.

    Returns
    -------
    Path
        The ``.shp`` file.

    Raises
    ------
    ImporterError
        If the archive is damaged, encrypted, too large once unpacked, or has entries
        that lie outside of it or are links.
    """
    with opened_archive(content, source=source) as archive:
        entries = archive.infolist()
        refuse_bombs(entries, limits, source)
        by_name = {e.filename: e for e in entries if not e.is_dir()}
        members = shapefile_members(list(by_name), layer, source=source)
        for suffix, name in members.items():
            size = by_name[name].file_size
            with archive.open(by_name[name]) as stream:
                data = stream.read(size + 1)
            if len(data) != size:
                raise ImporterError(
                    f"{name!r} does not unpack to the size the archive says",
                    source=source,
                    where=name,
                )
            (folder / f"footprints{suffix}").write_bytes(data)
    return folder / "footprints.shp"
