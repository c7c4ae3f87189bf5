"""Names of files and results that stay the same from run to run (稳定标识)."""

import hashlib
import os
import uuid
from pathlib import Path
from typing import Final
from urllib.parse import quote

from sunlight.report.ci.records import CiFile

__all__ = ["ci_file", "fingerprint", "legible", "stable_guid"]

NAMESPACE: Final = uuid.UUID("5d1c1bb4-6c0c-5d43-9a0a-0c7a3f4f2b11")
"""Of all GUIDs made here (RFC 9562, version 5)."""

_DIGITS: Final = 32  # 128 bits: two of a million results agree with chance 1e-27


def fingerprint(rule: str, thing: str, file: str) -> str:
    """What tells a result from all others in every run (稳定指纹).

    Parameters
    ----------
    rule : str
        Id of the rule.
    thing : str
        Id of the element or unit.
    file : str
        Name of the file that it stands in.

    Returns
    -------
    str
        32 hexadecimal digits: neither order nor other units nor minutes take part.

    Examples
    --------
    >>> fingerprint("规程七(四)", "1#-0101", "estate.toml")
    '51791cf11073a5964d61f7639932db17'
    """
    told = "\0".join((rule, thing, file)).encode("utf-8")
    return hashlib.sha256(told).hexdigest()[:_DIGITS]


def stable_guid(*names: str) -> str:
    """GUID that depends on names alone (稳定 GUID).

    Parameters
    ----------
    *names : str
        What it is for.

    Returns
    -------
    str
        Version 5, lower case.
    """
    return str(uuid.uuid5(NAMESPACE, "\0".join(names)))


def ci_file(path: Path, *, root: Path, name: str = "", sha256: str = "") -> CiFile:
    """File as CI formats name it (文件记录).

    Parameters
    ----------
    path : Path
        Where it is.
    root : Path
        Root of the repository.
    name : str
        As buildings and findings name it; the last part of the path, if empty.
    sha256 : str
        Hash; empty if it is not known.

    Returns
    -------
    CiFile
        With a URI relative to `root` where the file lies in it.

    Examples
    --------
    >>> ci_file(Path("/repo/model/1# a.ifc"), root=Path("/repo")).uri
    'model/1%23%20a.ifc'
    """
    whole, top = (Path(os.path.abspath(p)) for p in (path, root))  # without ..
    if whole.is_relative_to(top):
        plain = whole.relative_to(top).as_posix()
        uri = quote(os.fsencode(plain), safe="/")
    elif whole.resolve().is_relative_to(top.resolve()):
        plain = whole.resolve().relative_to(top.resolve()).as_posix()
        uri = quote(os.fsencode(plain), safe="/")
    else:
        plain, uri = whole.as_posix(), whole.as_uri()
    return CiFile(
        name=legible(name or path.name),
        uri=uri,
        path=legible(plain),
        sha256=sha256,
    )


def legible(name: str) -> str:
    """Name without halves of surrogate pairs: bytes that are no text (可读名称).

    Parameters
    ----------
    name : str
        As the system names a file.

    Examples
    --------
    >>> legible("a" + chr(0xDCD6) + ".ifc")
    'a?.ifc'
    """
    return name.encode("utf-8", "replace").decode("utf-8")
