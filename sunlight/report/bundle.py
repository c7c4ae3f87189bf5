"""Bundle of project, result, report and drawings in one file (成果包)."""

import contextlib
import dataclasses
import hashlib
import json
import re
import shutil
import tempfile
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from sunlight import __version__
from sunlight.assessment import Assessment
from sunlight.assessment.records import RESULT_SCHEMA
from sunlight.errors import ImporterError, InputError
from sunlight.findings import Finding
from sunlight.importers.bundles import (
    BUNDLE_SCHEMA,
    BUNDLE_SUFFIX,
    MANIFEST_NAME,
    PROFILE_FOLDER,
    PROJECT_NAME,
    REPORT_NAME,
    RESULT_NAME,
    BundleFile,
    BundleManifest,
    checked_bundle,
    project_of,
)
from sunlight.importers.limits import LIMITS, Limits, read_json
from sunlight.importers.write_project import write_project
from sunlight.model.project import Project
from sunlight.report.content.document import report_text
from sunlight.report.content.records import REPORT_SCHEMA, Report
from sunlight.report.pictures.drawing import DrawnPicture
from sunlight.report.write import write_results

__all__ = ["BUNDLE_TABLES", "Bundle", "read_bundle", "write_bundle"]

BUNDLE_TABLES: Final = (
    "windows.parquet",
    "rooms.csv",
    "households.csv",
    "units.csv",
    "buildings.csv",
    "scope.csv",
)
"""Tables of a bundle, as ``sunlight analyze`` writes them."""

DRAWINGS: Final = "drawings"
TABLES: Final = "tables"
EPOCH: Final = (1980, 1, 1, 0, 0, 0)
"""Time of every entry: the first that a zip archive knows."""
LEVEL: Final = 6
_REGULAR_FILE: Final = 0o100644 << 16
_UNIX: Final = 3
_OWN_PROFILE: Final = re.compile(r"(?P<path>.*\.toml)(?P<variant>:.+)?")
_SAFE: Final = re.compile(r"[\w#+-](?:[\w#+.-]*[\w#+-])?")


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Bundle:
    """What a bundle holds (成果包).

    Parameters
    ----------
    sha256 : str
        Hash of the bundle itself.
    manifest : BundleManifest
        Versions, hashes and table of contents.
    project : Project
        As it was assessed.
    findings : tuple of Finding
        As reading its project file gives them.
    result, report : dict
        ``result.json`` and ``report.json``.
    files : mapping of str to bytes
        Every other file by name: tables, drawings, the DXF.
    """

    sha256: str
    manifest: BundleManifest
    project: Project
    findings: tuple[Finding, ...]
    result: Mapping[str, Any]
    report: Mapping[str, Any]
    files: Mapping[str, bytes]


def write_bundle(
    path: Path,
    *,
    assessment: Assessment,
    report: Report | str,
    pictures: Sequence[DrawnPicture] = (),
    files: Mapping[str, Path] | None = None,
    findings: Sequence[Finding] = (),
    masked: bool = False,
) -> BundleManifest:
    """Write a bundle, whole or not at all (写出成果包).

    The project is written in the exact form, so that assessing it again gives the same
    minutes. Bundles of equal content are equal.

    Parameters
    ----------
    path : Path
        File to write, ending in ``.sunlight.zip``; its folder must exist.
    assessment : Assessment
        The assessment.
    report : Report or str
        The report, or the text of its ``report.json``.
    pictures : sequence of DrawnPicture
        Drawings to put in, under ``drawings/``.
    files : mapping of str to Path, optional
        Further files by their name in the bundle, such as ``drawing.dxf``.
    findings : sequence of Finding
        What was found when the project was read; carried along in its file.
    masked : bool
        Whether names and map coordinates were left out; told in the manifest.

    Returns
    -------
    BundleManifest
        What stands in the bundle.

    Raises
    ------
    InputError
        If the path has another ending, a name in the bundle is not plain or stands
        twice, or the report has another schema.
    OSError
        If a file cannot be read or written; nothing then stands under `path`.
    """
    if not path.name.lower().endswith(BUNDLE_SUFFIX):
        raise InputError(
            f"a bundle ends in {BUNDLE_SUFFIX}, so that it is known when it is read; "
            f"got {path.name!r}",
            where="output",
            value=path.name,
        )
    text = report if isinstance(report, str) else report_text(report)
    _checked_report(text)
    aside = Path(tempfile.mkdtemp(prefix=".sunlight-", suffix=".tmp", dir=path.parent))
    try:
        members = _members(aside, assessment, text, findings)
        members |= _given(pictures, files or {}, taken=members)
        manifest = _manifest(assessment, members, masked=masked)
        packed = aside / "bundle.zip"
        _pack(packed, manifest, members)
        packed.replace(path)
    finally:
        with contextlib.suppress(OSError):
            shutil.rmtree(aside)
    return manifest


def _checked_report(text: str) -> None:
    """Refuse a report that is not one."""
    try:
        schema = json.loads(text).get("schema")
    except (ValueError, AttributeError) as error:
        raise InputError(
            f"the report is no JSON document: {error}", where="report"
        ) from error
    if schema != REPORT_SCHEMA:
        raise InputError(
            f"expected a report of the schema {REPORT_SCHEMA!r}, got {schema!r}",
            where="report",
            value=schema,
        )


def _members(
    folder: Path, assessment: Assessment, report: str, findings: Sequence[Finding]
) -> dict[str, tuple[Path, str]]:
    """Write project, result, report and tables; file and kind by name."""
    project, members = assessment.project, {}
    own = _OWN_PROFILE.fullmatch(project.rules)
    if own is not None:
        source = Path(own["path"])
        copy = folder / PROFILE_FOLDER / source.name
        copy.parent.mkdir()
        shutil.copyfile(source, copy)
        rules = f"{copy}{own['variant'] or ''}"
        project = dataclasses.replace(project, rules=rules)
        members[f"{PROFILE_FOLDER}/{source.name}"] = copy, "rules"
    write_project(project, folder / PROJECT_NAME, findings)
    members[PROJECT_NAME] = folder / PROJECT_NAME, "project"
    tables = folder / TABLES
    tables.mkdir()
    write_results(assessment, tables, names=(*BUNDLE_TABLES, RESULT_NAME))
    members[RESULT_NAME] = tables / RESULT_NAME, "result"
    for name in BUNDLE_TABLES:
        members[f"{TABLES}/{name}"] = tables / name, "table"
    text = folder / REPORT_NAME
    text.write_text(report, encoding="utf-8", newline="\n")
    members[REPORT_NAME] = text, "report"
    return members


def _given(
    pictures: Sequence[DrawnPicture],
    files: Mapping[str, Path],
    *,
    taken: Mapping[str, object],
) -> dict[str, tuple[Path, str]]:
    """Drawings and further files by name; names are plain and differ."""
    found: dict[str, tuple[Path, str]] = {}
    seen = {name.casefold() for name in taken} | {MANIFEST_NAME}
    wanted = [
        (f"{DRAWINGS}/{picture.id}{picture.path.suffix}", picture.path, "drawing")
        for picture in pictures
    ]
    wanted += [(name, path, "file") for name, path in files.items()]
    for name, path, what in wanted:
        if not all(_SAFE.fullmatch(part) for part in name.split("/")):
            raise InputError(
                f"a file in a bundle cannot be named {name!r}: allowed are letters, "
                "digits, # + - _ . and / between folders",
                where="files",
                value=name,
            )
        if name.casefold() in seen:
            raise InputError(
                f"two files of the bundle would be named {name!r}; capitals do not "
                "count",
                where="files",
                value=name,
            )
        seen.add(name.casefold())
        found[name] = path, what
    return found


def _manifest(
    assessment: Assessment, members: Mapping[str, tuple[Path, str]], *, masked: bool
) -> BundleManifest:
    """Table of contents with the hash of each file."""
    provenance = assessment.provenance
    files = []
    for name, (path, what) in sorted(members.items()):
        with path.open("rb") as stream:
            digest = hashlib.file_digest(stream, "sha256").hexdigest()
        files.append(
            BundleFile(name=name, bytes=path.stat().st_size, sha256=digest, what=what)
        )
    return BundleManifest.model_validate(
        {
            "schema": BUNDLE_SCHEMA,
            "engine": f"sunlight {__version__}",
            "rules": assessment.rules.name,
            "rules_hash": provenance.rules_hash,
            "input_hash": provenance.input_hash,
            "declination": provenance.declination_origin,
            "readings": list(assessment.readings),
            "masked": masked,
            "files": files,
        }
    )


def _pack(
    path: Path, manifest: BundleManifest, members: Mapping[str, tuple[Path, str]]
) -> None:
    """Write the archive: the manifest first, then the files by name."""
    text = manifest.model_dump_json(by_alias=True, indent=1) + "\n"
    with zipfile.ZipFile(
        path, "w", zipfile.ZIP_DEFLATED, compresslevel=LEVEL
    ) as zipped:
        _put(zipped, MANIFEST_NAME, text.encode("utf-8"))
        for name, (source, _) in sorted(members.items()):
            _put(zipped, name, source.read_bytes())


def _put(archive: zipfile.ZipFile, name: str, content: bytes) -> None:
    """One entry, the same on every system."""
    entry = zipfile.ZipInfo(name, date_time=EPOCH)
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.create_system = _UNIX
    entry.external_attr = _REGULAR_FILE
    archive.writestr(entry, content, compresslevel=LEVEL)


def read_bundle(path: str | Path, limits: Limits = LIMITS) -> Bundle:
    """Read a bundle after every hash was compared (读取成果包).

    Parameters
    ----------
    path : str or Path
        The ``.sunlight.zip`` file.
    limits : Limits
        How large it may be, packed and unpacked.

    Returns
    -------
    Bundle
        What it holds; ``sunlight.assess(bundle.project)`` with the readings of the
        manifest gives its minutes again.

    Raises
    ------
    ImporterError
        If it is no bundle, of an unknown version, too large, damaged or changed after
        it was written, or one of its documents cannot be read.
    """
    checked = checked_bundle(path, limits=limits)
    files = dict(checked.files)
    project, findings = project_of(checked, limits=limits)
    documents = {
        name: _document(files.pop(name), name, schema, checked.source, limits)
        for name, schema in ((RESULT_NAME, RESULT_SCHEMA), (REPORT_NAME, REPORT_SCHEMA))
    }
    del files[PROJECT_NAME]
    return Bundle(
        sha256=checked.sha256,
        manifest=checked.manifest,
        project=project,
        findings=findings,
        result=documents[RESULT_NAME],
        report=documents[REPORT_NAME],
        files=files,
    )


def _document(
    content: bytes, name: str, schema: str, source: str, limits: Limits
) -> dict[str, Any]:
    """JSON document of a known schema."""
    data = read_json(content, source=f"{source}/{name}", limits=limits)
    told = data.get("schema") if isinstance(data, dict) else None
    if not isinstance(data, dict) or told != schema:
        raise ImporterError(
            f"the schema of {name} is {str(told)[:60]!r}; this version reads "
            f"{schema!r}",
            source=source,
            where=name,
            value=told,
        )
    return data
