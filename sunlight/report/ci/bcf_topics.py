"""Topics of a BCF file: a failing unit or a finding each (BCF 议题)."""

import re
from dataclasses import dataclass
from typing import Final

import numpy as np

from sunlight.assessment import Assessment
from sunlight.findings import Severity
from sunlight.model.file_frames import frame_of
from sunlight.model.project import Project
from sunlight.report.blame import BestWindows, household_windows, unit_windows
from sunlight.report.ci.cameras import (
    Camera,
    box_camera,
    camera_in_file,
    overview_camera,
    sight_distance,
    window_camera,
)
from sunlight.report.ci.identity import stable_guid
from sunlight.report.ci.records import CiReport, CiResult, CiSubject
from sunlight.report.ci.snapshot import snapshot_png
from sunlight.report.ci.views import WindowView, window_views
from sunlight.report.texts import Texts, texts
from sunlight.rules import CountingUnit, Language
from sunlight.solar import clock_label

__all__ = ["MOST_TOPICS", "Topic", "Viewpoint", "bcf_topics"]

MOST_TOPICS: Final = 500
"""Topics of a file; each has a picture, and nobody reads more one by one."""
MOST_COMPONENTS: Final = 1_000
"""Elements selected in a viewpoint."""

_GLOBAL_ID: Final = re.compile(r"[0-3][0-9A-Za-z_$]{21}")


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Viewpoint:
    """Camera and what is selected in it (视点).

    Parameters
    ----------
    guid : str
        Stable.
    name : str
        File name without suffix.
    camera : Camera
        In the frame of the file.
    selected : tuple of str
        IFC GlobalIds of what the topic is about.
    blocking : tuple of str
        IFC GlobalIds of what shades it.
    snapshot : bytes
        PNG; empty if there is none.
    """

    guid: str
    name: str
    camera: Camera
    selected: tuple[str, ...]
    blocking: tuple[str, ...] = ()
    snapshot: bytes = b""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Topic:
    """One topic (议题).

    Parameters
    ----------
    guid : str
        Stable: depends on the fingerprint alone.
    title, description : str
        What fails, and what the view shows.
    kind, priority : str
        ``Error`` or ``Warning``, ``High`` or ``Normal``.
    labels : tuple of str
        Labels, the rule among them.
    file : str
        Name of the model file; empty if there is none.
    viewpoints : tuple of Viewpoint
        From the window, then from the air.
    """

    guid: str
    title: str
    description: str
    kind: str
    priority: str
    labels: tuple[str, ...]
    file: str = ""
    viewpoints: tuple[Viewpoint, ...] = ()


def bcf_topics(
    report: CiReport,
    *,
    lang: Language = "zh",
    most: int = MOST_TOPICS,
) -> tuple[Topic, ...]:
    """Topics of a report, the worst first (全部议题).

    Parameters
    ----------
    report : CiReport
        The report.
    lang : {'zh', 'en'}
        Language.
    most : int
        Topics at most; a last one says how many more there are.

    Returns
    -------
    tuple of Topic
        Failing units, one topic each: a household has the best of its habitable
        windows. Errors and warnings about elements of the model follow in the same
        order as in the report. What names no IFC GlobalId has topics without
        components.
    """
    words = texts(lang)
    told = [r for r in report.results if _is_told(r)]
    shown = told[:most]
    windows = _windows(report.assessment, shown)
    views = (
        {} if report.assessment is None else window_views(report.assessment, windows)
    )
    maker = _Maker(
        report=report,
        words=words,
        lang=lang,
        views={
            result.fingerprint: views[key]
            for result, key in zip(shown, windows, strict=True)
            if key in views
        },
    )
    topics = [_topic(maker, result) for result in shown]
    if len(told) > len(shown):
        topics.append(_rest(len(told) - len(shown), report, words, most))
    return tuple(topics)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Maker:
    """What all topics are made with."""

    report: CiReport
    words: Texts
    lang: Language
    views: dict[str, WindowView]

    def placed(self, camera: Camera, project: Project, result: CiResult) -> Camera:
        """Camera in the frame of the file that a result lies in."""
        place = result.place
        return camera_in_file(
            camera, frame_of(project, place.file.name, place.building)
        )


def _is_told(result: CiResult) -> bool:
    """Whether a result has a topic."""
    if result.subject is CiSubject.FINDING:
        serious = result.level in (Severity.ERROR, Severity.WARNING)
        return serious and bool(result.place.elements)
    return result.level is Severity.ERROR


def _windows(
    assessment: Assessment | None, results: list[CiResult]
) -> list[tuple[int, bool]]:
    """Window of each result, and whether it is explained by what was lost."""
    if assessment is None:
        return [(-1, False)] * len(results)
    homes, units = household_windows(assessment), unit_windows(assessment)

    def key(result: CiResult) -> tuple[int, bool]:
        if result.row < 0:
            return (-1, False)
        best: BestWindows = (
            homes if result.counted_as is CountingUnit.HOUSEHOLD else units
        )
        row = result.row
        return int(best.explained[row]), bool(best.has_before[row])

    return [key(result) for result in results]


def _topic(maker: _Maker, result: CiResult) -> Topic:
    """Topic of one result."""
    words, place = maker.words, result.place
    view = maker.views.get(result.fingerprint)
    description = words["ci.topic_description"].format(
        message=result.message.of(maker.lang),
        window=place.window or "-",
        path=place.logical_path or "-",
        elements=_listed(place.elements) or "-",
    )
    described = [description, words["ci.topic_file"].format(file=place.file.path)]
    if view is not None:
        described.append(_view_text(view, words))
    is_error = result.level is Severity.ERROR
    finding = result.subject is CiSubject.FINDING
    return Topic(
        guid=stable_guid("topic", result.fingerprint),
        title=result.title.of(maker.lang),
        description="\n".join(described),
        kind="Error" if is_error else "Warning",
        priority="High" if is_error else "Normal",
        labels=(words["ci.label_finding" if finding else "ci.label_unit"], result.rule),
        file=place.file.name,
        viewpoints=_unit_viewpoints(maker, result, view)
        if view is not None
        else _element_viewpoints(maker, result),
    )


def _listed(elements: tuple[str, ...]) -> str:
    """First elements by name."""
    more = "" if len(elements) <= 20 else f" … ({len(elements)})"
    return ", ".join(elements[:20]) + more


def _view_text(view: WindowView, words: Texts) -> str:
    """What the view shows."""
    if not view.blocker:
        return words["ci.topic_no_view"]
    return words["ci.topic_view"].format(
        time=clock_label(view.minute),
        blocker=view.blocker,
        start=clock_label(view.span[0]),
        end=clock_label(view.span[1]),
    )


def _unit_viewpoints(
    maker: _Maker, result: CiResult, view: WindowView
) -> tuple[Viewpoint, ...]:
    """From the window towards what shades it, and from the air."""
    project = maker.report.project
    if project is None:
        return ()
    elements = _global_ids(result.place.elements)
    shader = next((b.element for b in project.buildings if b.id == view.blocker), "")
    blocking = tuple(e for e in _global_ids((shader,)) if e not in elements)
    distance = sight_distance(project, view)
    picture = snapshot_png(
        project, view, distance, result.title.of(maker.lang), maker.words
    )
    cameras = (
        ("viewpoint", window_camera(view), picture),
        ("overview", overview_camera(view, distance), b""),
    )
    return tuple(
        Viewpoint(
            guid=stable_guid(name, result.fingerprint),
            name=name,
            camera=maker.placed(camera, project, result),
            selected=elements[:1],
            blocking=blocking,
            snapshot=snapshot,
        )
        for name, camera, snapshot in cameras
    )


def _element_viewpoints(maker: _Maker, result: CiResult) -> tuple[Viewpoint, ...]:
    """View of the building that a finding or unit is about, else of all buildings."""
    project = maker.report.project
    selected = _global_ids(result.place.elements)[:MOST_COMPONENTS]
    if project is None or not selected:
        return ()
    buildings = [b for b in project.buildings if b.id == result.place.building]
    parts = [p for b in buildings or project.buildings for p in b.parts]
    corners = []
    for part in parts:
        if part.polygon is not None:
            x, y, right, top = part.polygon.bounds
            corners += [(x, y, part.base), (right, top, part.top)]
        elif part.vertices is not None and len(part.vertices):
            corners += [part.vertices.min(axis=0), part.vertices.max(axis=0)]
    if not corners:
        return ()
    box = np.array(corners, dtype=np.float64)
    camera = box_camera(box.min(axis=0), box.max(axis=0))
    return (
        Viewpoint(
            guid=stable_guid("viewpoint", result.fingerprint),
            name="viewpoint",
            camera=maker.placed(camera, project, result),
            selected=selected,
        ),
    )


def _global_ids(elements: tuple[str, ...]) -> tuple[str, ...]:
    """Those ids that are IFC GlobalIds."""
    return tuple(e for e in elements if _GLOBAL_ID.fullmatch(e))


def _rest(count: int, report: CiReport, words: Texts, most: int) -> Topic:
    """Topic that stands for those left out."""
    return Topic(
        guid=stable_guid("topic", "rest", report.source.name),
        title=words["ci.topic_more"].format(count=count),
        description=words["ci.topic_more_description"].format(count=count, most=most),
        kind="Error",
        priority="High",
        labels=(words["ci.label_unit"],),
    )
