"""Bundles of project, result and report: checked, then read (成果包读取)."""

import atexit
import hashlib
import re
import shutil
import tempfile
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, Final

from pydantic import Field, ValidationError

from sunlight.errors import ImporterError
from sunlight.findings import Finding
from sunlight.importers.archives import archive_files
from sunlight.importers.limits import LIMITS, Limits, read_json, read_limited
from sunlight.importers.problems import Problems, collect_validation
from sunlight.importers.project_file import read_project
from sunlight.importers.schema_parts import Record
from sunlight.model.project import Project

__all__ = [
    "BUNDLE_SCHEMA",
    "BUNDLE_SUFFIX",
    "MANIFEST_NAME",
    "PROFILE_FOLDER",
    "PROJECT_NAME",
    "REPORT_NAME",
    "RESULT_NAME",
    "BundleFile",
    "BundleManifest",
    "CheckedBundle",
    "checked_bundle",
    "project_of",
    "read_bundle_project",
]

BUNDLE_SCHEMA: Final = "sunlight-bundle/1"
"""Version of ``manifest.json``."""
BUNDLE_SUFFIX: Final = ".sunlight.zip"
MANIFEST_NAME: Final = "manifest.json"
PROJECT_NAME: Final = "project.json"
RESULT_NAME: Final = "result.json"
REPORT_NAME: Final = "report.json"
PROFILE_FOLDER: Final = "rules"
"""Folder of the rule profile, where it is one of the user's own."""
MOST_FILES: Final = 20_000
"""Thousands of pictures of failing windows are files too."""

_NEEDED: Final = (PROJECT_NAME, RESULT_NAME, REPORT_NAME)
_WHAT: Final = "bundle of results"


class BundleFile(Record):
    """One file of a bundle (包内文件)."""

    name: Annotated[str, Field(min_length=1, max_length=400)]
    """Name in the archive."""
    bytes: Annotated[int, Field(ge=0)]
    """Its size."""
    sha256: Annotated[str, Field(pattern="^[0-9a-f]{64}$")]
    """Its hash, hexadecimal."""
    what: str
    """What it is, such as ``project`` or ``drawing``."""


class BundleManifest(Record):
    """Table of contents of a bundle (成果包清单)."""

    schema_: Annotated[str, Field(alias="schema")]
    """``sunlight-bundle/1``."""
    engine: str
    """Version of the package that wrote it."""
    rules: str
    """Rule profile that judged."""
    rules_hash: str
    """SHA-256 of its data files."""
    input_hash: str
    """SHA-256 over the hashes of the files read."""
    declination: str
    """Where the sun's declination came from."""
    readings: list[str]
    """Readings whose alternative was taken."""
    masked: bool
    """Whether names and map coordinates were left out."""
    files: list[BundleFile]
    """Every other file of the archive, sorted by name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckedBundle:
    """A bundle whose every file is what its manifest says (已校验成果包).

    Parameters
    ----------
    source : str
        The file.
    sha256 : str
        Its own hash.
    manifest : BundleManifest
        Its table of contents.
    files : mapping of str to bytes
        Content by name, without the manifest.
    """

    source: str
    sha256: str
    manifest: BundleManifest
    files: Mapping[str, bytes]


def checked_bundle(path: str | Path, *, limits: Limits = LIMITS) -> CheckedBundle:
    """Unpack a bundle in memory and compare every hash (校验成果包).

    Parameters
    ----------
    path : str or Path
        The ``.sunlight.zip`` file.
    limits : Limits
        How large it may be, packed and unpacked.

    Returns
    -------
    CheckedBundle
        Nothing was written to the disk.

    Raises
    ------
    ImporterError
        If it is no bundle, of an unknown version, too large, damaged or changed: a
        file is missing, was added, or has another hash.
    """
    file, source = Path(path), str(path)
    content, digest = read_limited(file, limits)
    files = archive_files(content, limits, source=source, what=_WHAT, most=MOST_FILES)
    if MANIFEST_NAME not in files:
        raise ImporterError(
            f"the archive has no {MANIFEST_NAME}, so that it is no bundle of results; "
            "a zipped shapefile must not be named .sunlight.zip",
            source=source,
            where=MANIFEST_NAME,
        )
    manifest = _manifest(files.pop(MANIFEST_NAME), source, limits)
    _compare(manifest, files, source)
    return CheckedBundle(source=source, sha256=digest, manifest=manifest, files=files)


def read_bundle_project(
    path: str | Path, *, limits: Limits = LIMITS
) -> tuple[Project, tuple[Finding, ...]]:
    """Read the project of a bundle, after every hash was compared (读取包内项目).

    Parameters
    ----------
    path : str or Path
        The ``.sunlight.zip`` file.
    limits : Limits
        How large it may be.

    Returns
    -------
    project : Project
        As it was assessed.
    findings : tuple of Finding
        As reading its project file gives them.

    Raises
    ------
    ImporterError
        As :func:`checked_bundle`, and if the project cannot be read.
    """
    return project_of(checked_bundle(path, limits=limits), limits=limits)


def project_of(
    bundle: CheckedBundle, *, limits: Limits = LIMITS
) -> tuple[Project, tuple[Finding, ...]]:
    """Project of a checked bundle (包内项目).

    A rule profile of the user's own is kept in a temporary folder until the process
    ends, since the rules are read from it later.

    Parameters
    ----------
    bundle : CheckedBundle
        The bundle.
    limits : Limits
        How large it may be.

    Returns
    -------
    project, findings
        As for :func:`read_bundle_project`.

    Raises
    ------
    ImporterError
        If the project cannot be read.
    """
    folder = Path(tempfile.mkdtemp(prefix="sunlight-bundle-"))
    profile = [n for n in bundle.files if n.startswith(f"{PROFILE_FOLDER}/")]
    try:
        for name in (PROJECT_NAME, *profile):
            target = folder / name
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(bundle.files[name])
        project, findings = read_project(folder / PROJECT_NAME, limits=limits)
    except ImporterError as error:
        shutil.rmtree(folder, ignore_errors=True)
        raise ImporterError(
            f"the project of the bundle cannot be read: {error}",
            source=bundle.source,
            where=PROJECT_NAME,
        ) from error
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise
    if profile:
        atexit.register(shutil.rmtree, folder, ignore_errors=True)
    else:
        shutil.rmtree(folder, ignore_errors=True)
    return project, findings


def _manifest(content: bytes, source: str, limits: Limits) -> BundleManifest:
    """Manifest of a bundle of a known version."""
    data: Any = read_json(content, source=f"{source}/{MANIFEST_NAME}", limits=limits)
    schema = data.get("schema") if isinstance(data, dict) else None
    if schema != BUNDLE_SCHEMA:
        newer = isinstance(schema, str) and re.fullmatch(r"sunlight-bundle/\d+", schema)
        mend = (
            "install a newer version of sunlight to read it"
            if newer
            else "this is no bundle of results"
        )
        raise ImporterError(
            f"the schema is {str(schema)[:60]!r}; this version reads "
            f"{BUNDLE_SCHEMA!r}: {mend}",
            source=source,
            where=f"{MANIFEST_NAME}: schema",
            value=schema,
        )
    try:
        return BundleManifest.model_validate(data)
    except ValidationError as error:
        problems = Problems(source=f"{source}/{MANIFEST_NAME}")
        collect_validation(error, model=BundleManifest, data=data, problems=problems)
        problems.raise_if_any()
        raise


def _compare(manifest: BundleManifest, files: Mapping[str, bytes], source: str) -> None:
    """Refuse a bundle that is not what its manifest says."""
    listed = [file.name for file in manifest.files]
    twice = [name for name, count in Counter(listed).items() if count > 1]
    missing = [name for name in (*listed, *_NEEDED) if name not in files]
    added = sorted(set(files) - set(listed))
    for names, text in (
        (twice, "stands twice in the manifest"),
        (missing, "is missing from the archive"),
        (added, "does not stand in the manifest: it was added later"),
    ):
        if names:
            raise ImporterError(
                f"{names[0]!r} {text}; make the bundle again from the project, and do "
                "not pack its files anew by hand",
                source=source,
                where=names[0],
            )
    for file in manifest.files:
        content = files[file.name]
        digest = hashlib.sha256(content).hexdigest()
        if len(content) != file.bytes or digest != file.sha256:
            raise ImporterError(
                f"{file.name!r} is not the file that the manifest lists (SHA-256 "
                f"{digest[:12]}…, listed {file.sha256[:12]}…): it was changed after "
                "the bundle was written",
                source=source,
                where=file.name,
            )
