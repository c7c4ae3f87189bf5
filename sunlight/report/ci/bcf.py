"""BCF 2.1 and 3.0 files (.bcfzip): topics with viewpoints and pictures (BCF 文件)."""

import datetime as dt
import zipfile
from enum import StrEnum
from io import BytesIO
from typing import Final
from xml.etree import ElementTree

import numpy as np
from numpy.typing import NDArray

from sunlight.report.ci.bcf_topics import Topic, Viewpoint, bcf_topics
from sunlight.report.ci.identity import stable_guid
from sunlight.report.ci.records import CiReport
from sunlight.report.ci.xml_text import child, xml_bytes
from sunlight.rules import Language

__all__ = ["BcfVersion", "bcf_archive", "bcf_bytes"]

AUTHOR: Final = "sunlight"
STATUS: Final = "Open"
KINDS: Final = ("Error", "Warning")
PRIORITIES: Final = ("High", "Normal")
FIELD_OF_VIEW: Final = "60"
ASPECT_RATIO: Final = "1.7777777777777777"
SELECTED_COLOUR: Final = "FFD55E00"
BLOCKING_COLOUR: Final = "FFE69F00"

_EARLIEST: Final = (1980, 1, 1, 0, 0, 0)  # that a ZIP archive can hold


class BcfVersion(StrEnum):
    """Version of the format."""

    V21 = "2.1"
    V30 = "3.0"


def bcf_bytes(
    report: CiReport,
    *,
    version: BcfVersion,
    created: dt.datetime,
    lang: Language = "zh",
) -> bytes:
    """BCF file of a report (BCF 文件内容).

    Parameters
    ----------
    report : CiReport
        The report.
    version : BcfVersion
        2.1 or 3.0.
    created : datetime.datetime
        Date of creation of all topics, with its time zone.
    lang : {'zh', 'en'}
        Language.

    Returns
    -------
    bytes
        ZIP archive; its topics have the same GUIDs in every run.
    """
    topics = bcf_topics(report, lang=lang)
    return bcf_archive(topics, name=report.name, version=version, created=created)


def bcf_archive(
    topics: tuple[Topic, ...], *, name: str, version: BcfVersion, created: dt.datetime
) -> bytes:
    """BCF file of topics (议题归档).

    Parameters
    ----------
    topics : tuple of Topic
        The topics.
    name : str
        Name of the project.
    version, created
        As in :func:`bcf_bytes`.

    Returns
    -------
    bytes
        ZIP archive.
    """
    is_new = version is BcfVersion.V30
    made: dict[str, bytes] = {
        "bcf.version": _version(version),
        "project.bcfp": _project(name, is_new=is_new),
    }
    if is_new:
        made["extensions.xml"] = _extensions(topics)
    when = created.isoformat(timespec="seconds")
    for number, topic in enumerate(topics):
        folder = topic.guid
        markup = _markup(topic, number, when, is_new=is_new)
        made[f"{folder}/markup.bcf"] = markup
        for view in topic.viewpoints:
            made[f"{folder}/{view.name}.bcfv"] = _visualization(view, is_new=is_new)
            if view.snapshot:
                made[f"{folder}/{_snapshot_name(view)}"] = view.snapshot
    return _archive(made, created)


def _archive(made: dict[str, bytes], created: dt.datetime) -> bytes:
    """ZIP archive of files by name."""
    stamp = max(created.timetuple()[:6], _EARLIEST)
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in made.items():
            entry = zipfile.ZipInfo(name, date_time=stamp)
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, content)
    return out.getvalue()


def _version(version: BcfVersion) -> bytes:
    """``bcf.version``."""
    root = ElementTree.Element("Version", {"VersionId": version.value})
    if version is BcfVersion.V21:
        child(root, "DetailedVersion", version.value)
    return xml_bytes(root)


def _project(name: str, *, is_new: bool) -> bytes:
    """``project.bcfp``."""
    root = ElementTree.Element("ProjectInfo" if is_new else "ProjectExtension")
    project = child(root, "Project", ProjectId=stable_guid("project", name))
    child(project, "Name", name)
    if not is_new:
        child(root, "ExtensionSchema")
    return xml_bytes(root)


def _extensions(topics: tuple[Topic, ...]) -> bytes:
    """``extensions.xml`` of BCF 3.0: all values that topics use."""
    root = ElementTree.Element("Extensions")
    labels = dict.fromkeys(label for topic in topics for label in topic.labels)
    for group, tag, values in (
        ("TopicTypes", "TopicType", KINDS),
        ("TopicStatuses", "TopicStatus", (STATUS,)),
        ("Priorities", "Priority", PRIORITIES),
        ("TopicLabels", "TopicLabel", tuple(labels)),
        ("Users", "User", (AUTHOR,)),
    ):
        if values:
            listed = child(root, group)
            for value in values:
                child(listed, tag, value)
    return xml_bytes(root)


def _markup(topic: Topic, number: int, when: str, *, is_new: bool) -> bytes:
    """``markup.bcf`` of a topic; the order of elements is that of the schema."""
    root = ElementTree.Element("Markup")
    if topic.file:
        header = child(root, "Header")
        holder = child(header, "Files") if is_new else header
        outside = {"IsExternal" if is_new else "isExternal": "true"}
        file = child(holder, "File", **outside)
        child(file, "Filename", topic.file)
    made = child(
        root, "Topic", Guid=topic.guid, TopicType=topic.kind, TopicStatus=STATUS
    )
    child(made, "Title", topic.title)
    child(made, "Priority", topic.priority)
    child(made, "Index", str(number))
    holder = child(made, "Labels") if is_new else made
    for label in topic.labels:
        child(holder, "Label" if is_new else "Labels", label)
    child(made, "CreationDate", when)
    child(made, "CreationAuthor", AUTHOR)
    child(made, "Description", topic.description)
    _viewpoints(made if is_new else root, topic, is_new=is_new)
    return xml_bytes(root)


def _viewpoints(parent: ElementTree.Element, topic: Topic, *, is_new: bool) -> None:
    """References to the viewpoints of a topic."""
    if is_new and topic.viewpoints:
        parent = child(parent, "Viewpoints")
    for number, view in enumerate(topic.viewpoints):
        tag = "ViewPoint" if is_new else "Viewpoints"
        made = child(parent, tag, Guid=view.guid)
        child(made, "Viewpoint", f"{view.name}.bcfv")
        if view.snapshot:
            child(made, "Snapshot", _snapshot_name(view))
        child(made, "Index", str(number))


def _snapshot_name(view: Viewpoint) -> str:
    """Name of a picture: ``snapshot.png`` is that of ``viewpoint.bcfv``."""
    return "snapshot.png" if view.name == "viewpoint" else f"{view.name}.png"


def _visualization(view: Viewpoint, *, is_new: bool) -> bytes:
    """``.bcfv``: components and camera."""
    root = ElementTree.Element("VisualizationInfo", {"Guid": view.guid})
    if view.selected or view.blocking:
        _components(root, view, is_new=is_new)
    camera = child(root, "PerspectiveCamera")
    for tag, vector in (
        ("CameraViewPoint", view.camera.point),
        ("CameraDirection", view.camera.direction),
        ("CameraUpVector", view.camera.up),
    ):
        _vector(child(camera, tag), vector)
    child(camera, "FieldOfView", FIELD_OF_VIEW)
    if is_new:
        child(camera, "AspectRatio", ASPECT_RATIO)
    return xml_bytes(root)


def _vector(parent: ElementTree.Element, vector: NDArray[np.float64]) -> None:
    """Coordinates of a point or direction."""
    for tag, value in zip("XYZ", vector.tolist(), strict=True):
        child(parent, tag, repr(value))


def _components(root: ElementTree.Element, view: Viewpoint, *, is_new: bool) -> None:
    """What is selected, that all else is visible, and the colours."""
    made = child(root, "Components")
    selection = child(made, "Selection")
    for element in (*view.selected, *view.blocking):
        child(selection, "Component", IfcGuid=element)
    child(made, "Visibility", DefaultVisibility="true")
    coloring = child(made, "Coloring")
    for colour, elements in (
        (SELECTED_COLOUR, view.selected),
        (BLOCKING_COLOUR, view.blocking),
    ):
        if elements:
            coloured = child(coloring, "Color", Color=colour)
            holder = child(coloured, "Components") if is_new else coloured
            for element in elements:
                child(holder, "Component", IfcGuid=element)
