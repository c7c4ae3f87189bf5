"""BCF 2.1 and 3.0, read by bcf-client; where the cameras stand and what they see."""

import datetime as dt
import io
import math
import zipfile
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import numpy as np
import pytest

from sunlight.assessment import assess
from sunlight.findings import Finding, Severity
from sunlight.importers.project_file import read_project
from sunlight.report.ci import report_of_assessment, report_of_findings
from sunlight.report.ci.bcf import BcfVersion, bcf_archive, bcf_bytes
from sunlight.report.ci.bcf_topics import bcf_topics
from sunlight.report.ci.cameras import sight_distance
from sunlight.report.ci.views import window_views

CREATED = dt.datetime(2026, 1, 2, 3, 4, 5, tzinfo=dt.UTC)
ESTATE = Path(__file__).parents[1] / "estate.toml"
PNG = b"\x89PNG\r\n\x1a\n"


def global_id(number):
    return f"0{number:021d}"


def reader(version):
    """The reader of bcf-client for a version."""
    pytest.importorskip("bcf")
    if version == "2.1":
        from bcf.v2.bcfxml import BcfXml
    else:
        from bcf.v3.bcfxml import BcfXml
    return BcfXml


def labels(topic):
    return topic.labels if isinstance(topic.labels, list) else topic.labels.label


def vector(point):
    return np.array([point.x, point.y, point.z])


@pytest.fixture(scope="module", params=["2.1", "3.0"])
def read(request, topics, tmp_path_factory):
    path = tmp_path_factory.mktemp("bcf") / "topics.bcfzip"
    version = BcfVersion(request.param)
    made = bcf_archive(topics, name="试验小区", version=version, created=CREATED)
    path.write_bytes(made)
    with reader(request.param).load(path) as found:
        yield found


@pytest.fixture(scope="module")
def topics(report):
    """Of the three worst: each has a picture, which takes a while."""
    return bcf_topics(replace(report, results=report.results[:3]))


def test_it_is_of_its_version_and_project(read):
    assert read.version.version_id in ("2.1", "3.0")
    assert "试验小区" == read.project.name


def test_a_topic_is_a_failing_unit(read, report):
    titles = {handler.topic.title for handler in read.topics.values()}

    assert 3 == len(read.topics)
    assert {r.title.zh for r in report.failed[:3]} == titles


def test_a_topic_says_what_fails_and_what_the_view_shows(read):
    handler = next(h for h in read.topics.values() if "1#-0101" in h.topic.title)
    topic = handler.topic

    assert ("Error", "Open", "High") == (
        topic.topic_type,
        topic.topic_status,
        topic.priority,
    )
    assert ["日照不通过", "规程七(四)"] == labels(topic)
    assert "36分04秒" in topic.description
    assert "1#-1-S01" in topic.description
    assert "P1" in topic.description
    assert "2026-01-02T03:04:05" in str(topic.creation_date)


def test_a_viewpoint_selects_the_window_and_the_building_that_shades_it(read):
    handler = next(h for h in read.topics.values() if "1#-0101" in h.topic.title)
    view = handler.viewpoints["viewpoint.bcfv"].visualization_info
    selected = [c.ifc_guid for c in view.components.selection.component]

    # P1 is the third building
    assert 2 == len(selected)
    assert global_id(902) == selected[1]
    assert view.components.visibility.default_visibility
    assert 2 == len(view.components.coloring.color)


def test_a_viewpoint_has_a_picture_the_view_from_the_air_none(read):
    for handler in read.topics.values():
        assert handler.viewpoints["viewpoint.bcfv"].snapshot.startswith(PNG)
        assert handler.viewpoints["overview.bcfv"].snapshot is None


def test_cameras_are_upright_unit_vectors_with_a_view_both_versions_allow(read):
    for handler in read.topics.values():
        for view in handler.viewpoints.values():
            camera = view.visualization_info.perspective_camera
            ahead, up = vector(camera.camera_direction), vector(camera.camera_up_vector)
            assert 1.0 == pytest.approx(np.linalg.norm(ahead))
            assert 1.0 == pytest.approx(np.linalg.norm(up))
            assert 0.0 == pytest.approx(ahead @ up, abs=1e-12)
            assert up[2] > 0.0
            assert 45.0 <= camera.field_of_view <= 60.0


def test_it_stands_a_metre_before_the_sill_and_sees_the_blocker(read, report):
    handler = next(h for h in read.topics.values() if "1#-0101" in h.topic.title)
    camera = handler.viewpoints["viewpoint.bcfv"].visualization_info.perspective_camera
    point, ahead = vector(camera.camera_view_point), vector(camera.camera_direction)

    # the wall is y = 60, the window 1.5 m wide from x = 2, the sill 0.9 m above 800.3
    np.testing.assert_allclose([2.75, 59.0, 801.2], point)
    # P1 stands at y 10..22, x -40..60, z up to 845: the sight line enters it
    reach = (22.0 - point[1]) / ahead[1]
    x, _, z = point + reach * ahead
    assert -40.0 < x < 60.0
    assert 801.2 < z < 845.0


def test_the_view_from_the_air_holds_window_and_blocker(read):
    handler = next(h for h in read.topics.values() if "1#-0101" in h.topic.title)
    camera = handler.viewpoints["overview.bcfv"].visualization_info.perspective_camera
    point, ahead = vector(camera.camera_view_point), vector(camera.camera_direction)

    for seen in ([2.75, 60.0, 801.2], [-22.0, 22.0, 815.0]):
        towards = np.array(seen) - point
        angle = math.degrees(math.acos(towards @ ahead / np.linalg.norm(towards)))
        assert angle < 30.0  # half of the field of view
    assert point[1] < 60.0  # outside before the wall, where the window is seen


def test_the_minute_is_the_middle_of_the_longest_stretch_lost(ifc_estate):
    window = ifc_estate.project.windows.id.tolist().index("1#-2-S01")
    view = window_views(ifc_estate, [(window, True)])[window, True]
    lost = ifc_estate.windows.counted_before[window]
    left = ifc_estate.windows.counted_after[window]

    assert "P1" == view.blocker
    # 416 min before; after, the sun passes the west end of P1 late in the afternoon
    assert lost[0][0] <= view.span[0] < view.span[1] <= lost[-1][1]
    assert not any(a < view.minute < b for a, b in left)
    assert 0.5 * sum(view.span) == view.minute
    # altitude by the usual formula of spherical trigonometry
    hour = math.radians(0.25 * (view.minute - 720.0))
    phi = math.radians(38.42)
    delta = math.radians(ifc_estate.provenance.declination)
    sine = math.sin(phi) * math.sin(delta)
    sine += math.cos(phi) * math.cos(delta) * math.cos(hour)
    assert sine == pytest.approx(view.sun[2])


def test_the_distance_is_that_along_the_sun_to_the_outline(ifc_estate):
    window = ifc_estate.project.windows.id.tolist().index("1#-2-S01")
    view = window_views(ifc_estate, [(window, True)])[window, True]

    # from y = 60 to y = 22 along the sun's azimuth
    expected = 38.0 / -view.sun[1] * math.hypot(view.sun[0], view.sun[1])
    assert expected == pytest.approx(sight_distance(ifc_estate.project, view))


def test_a_turned_and_moved_file_has_cameras_in_its_own_frame(topics, tmp_path):
    # the same estate drawn 30 degrees turned, far from the origin
    text = ESTATE.read_text(encoding="utf-8")
    angle, east, north = 30.0, 510_000.0, 4_200_000.0
    turned = turned_text(text, angle, east, north)
    path = tmp_path / "turned.toml"
    path.write_text(turned, encoding="utf-8")
    project, findings = read_project(path)
    report = report_of_assessment(
        assess(project, findings=findings), source=path, root=tmp_path
    )
    report = replace(report, results=report.results[:2])
    assert (0.0, 0.0) != project.site.origin

    def cameras(made):
        return {
            t.title: next(v.camera for v in t.viewpoints if v.name == "viewpoint")
            for t in made
        }

    plain, found = cameras(topics), cameras(bcf_topics(report))
    assert 2 == len(found)
    for title, camera in found.items():
        x, y, z = plain[title].point
        np.testing.assert_allclose(
            [*as_drawn([x, y], angle, east, north), z], camera.point, atol=2e-3
        )
        dx, dy, dz = plain[title].direction
        np.testing.assert_allclose(
            [*as_drawn([dx, dy], angle, 0.0, 0.0), dz], camera.direction, atol=1e-3
        )


def as_drawn(point, angle, east, north):
    """True position as drawn in a file whose +y is `angle` west of true north."""
    a = math.radians(angle)
    x, y = point
    return (
        east + x * math.cos(a) + y * math.sin(a),
        north - x * math.sin(a) + y * math.cos(a),
    )


def turned_text(text, angle, east, north):
    """The estate with every outline drawn turned and moved."""
    import re

    def pair(found):
        x, y = as_drawn([float(found[1]), float(found[2])], angle, east, north)
        return f"[{x!r}, {y!r}]"

    lines = []
    for line in text.splitlines():
        if line.startswith(("footprint", "outline")):
            line = re.sub(r"\[(-?\d+), (-?\d+)\]", pair, line)
        lines.append(line)
    made = "\n".join(lines).replace('north = "true"', f"true_north_angle = {angle}")
    return made


def test_topics_have_the_same_guids_in_every_run(report, topics):
    again = bcf_topics(report, lang="en", most=1)

    assert topics[0].guid == again[0].guid
    assert 3 == len({t.guid for t in topics})
    guids = [v.guid for t in topics for v in t.viewpoints]
    assert len(set(guids)) == len(guids)


def test_what_has_no_global_id_has_no_components(estate):
    report = report_of_assessment(estate, source=ESTATE, root=ESTATE.parent)

    views = [v for t in bcf_topics(report, most=1) for v in t.viewpoints]
    assert views
    assert {()} == {v.selected + v.blocking for v in views}


def test_more_topics_than_a_file_takes_end_in_one_that_counts_them(report):
    made = bcf_topics(report, most=1)

    assert 2 == len(made)
    assert "5" in made[-1].title


def test_errors_and_warnings_about_elements_are_topics(ifc_estate):
    window = ifc_estate.project.windows.element[0]
    findings = (
        finding("A", Severity.ERROR, (window,)),
        finding("B", Severity.WARNING, ("X",)),
        finding("C", Severity.NOTE, (window,)),
        finding("D", Severity.ERROR, ()),
    )
    report = report_of_findings(
        findings,
        source=ESTATE,
        root=ESTATE.parent,
        exit_code=2,
        project=ifc_estate.project,
    )
    made = bcf_topics(report)

    assert [("Error", 1), ("Warning", 0)] == [(t.kind, len(t.viewpoints)) for t in made]
    assert (window,) == made[0].viewpoints[0].selected


def finding(code, severity, elements):
    return Finding(
        code=code,
        severity=severity,
        where="file",
        message="m",
        message_zh="中",
        elements=elements,
    )


def test_a_model_without_failures_has_a_file_without_topics(report, tmp_path):
    clean = replace(report, results=())
    for version in ("2.1", "3.0"):
        path = tmp_path / "none.bcfzip"
        path.write_bytes(bcf_bytes(clean, version=BcfVersion(version), created=CREATED))
        with reader(version).load(path) as found:
            assert {} == found.topics


def test_extensions_list_every_value_that_topics_use(topics):
    content = bcf_archive(topics, name="x", version=BcfVersion.V30, created=CREATED)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        text = archive.read("extensions.xml").decode("utf-8")
        assert archive.testzip() is None

    for value in ("Error", "Open", "High", "日照不通过", "规程七(四)", "sunlight"):
        assert f">{value}<" in text


def test_units_of_other_uses_have_views(uses):
    report = report_of_assessment(uses, source=Path("uses.toml"), root=Path())
    room = next(r for r in report.failed if r.place.window)
    made = bcf_topics(replace(report, results=(room,)))

    assert [2] == [len(topic.viewpoints) for topic in made]


@pytest.mark.parametrize(
    ("version", "topic", "root"),
    [
        (
            BcfVersion.V21,
            "Title Priority Index Labels Labels CreationDate CreationAuthor "
            "Description",
            "Header Topic Viewpoints Viewpoints",
        ),
        (
            BcfVersion.V30,
            "Title Priority Index Labels CreationDate CreationAuthor Description "
            "Viewpoints",
            "Header Topic",
        ),
    ],
)
def test_elements_stand_in_the_order_of_the_schema(topics, version, topic, root):
    # bcf-client takes any order; the schemas of buildingSMART have a sequence
    content = bcf_archive(topics, name="x", version=version, created=CREATED)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        folder = topics[0].guid
        markup = ElementTree.fromstring(archive.read(f"{folder}/markup.bcf"))
        view = ElementTree.fromstring(archive.read(f"{folder}/viewpoint.bcfv"))

    assert root.split() == [element.tag for element in markup]
    assert topic.split() == [element.tag for element in markup.find("Topic")]
    assert ["Components", "PerspectiveCamera"] == [element.tag for element in view]
    assert ["Selection", "Visibility", "Coloring"] == [e.tag for e in view[0]]
