"""Masking: nothing that was written into a project comes out, and no minute moves."""

import dataclasses
import json
import re
from enum import Enum
from pathlib import Path

import numpy as np
import pytest
from shapely import Polygon

from sunlight.assessment import assess
from sunlight.assessment.masking.mask import masked_project
from sunlight.assessment.masking.stand_ins import is_plain_number, numbered
from sunlight.findings import Finding, Severity
from sunlight.importers.project_file import read_project
from sunlight.importers.write_project import project_document
from sunlight.kinds import PartKind
from sunlight.model.differences import project_differences
from sunlight.model.evidence import ArchiveFigures
from sunlight.model.frames import FileFrame
from sunlight.model.project import Courtyard, Part
from sunlight.report.content.build import report_record
from sunlight.report.content.document import report_text
from sunlight.report.document import document_text, result_document
from sunlight.report.tables import (
    buildings_table,
    households_table,
    rooms_table,
    windows_table,
)
from sunlight.report.texts import LANGUAGES, texts

REPORTS = Path(__file__).parents[1] / "report"
MARK = "QLEAK"
KEPT = {"rules", "stage", "code"}
"""Fields whose words mean something to the program."""


class Planter:
    """Puts a marker of its own in the place of every text."""

    def __init__(self):
        self.known = {}
        self.fresh = 0

    def text(self, old):
        if not old:
            self.fresh += 1
            return f"{MARK}空{self.fresh}"
        return self.known.setdefault(old, f"{MARK}值{len(self.known)}#")

    def planted(self, value):
        if isinstance(value, Enum):
            return value
        if isinstance(value, str):
            return self.text(value)
        if isinstance(value, tuple):
            return tuple(self.planted(item) for item in value)
        if isinstance(value, np.ndarray) and value.dtype == object:
            out = np.empty(len(value), dtype=object)
            out[:] = [self.text(old) for old in value.tolist()]
            return out
        if dataclasses.is_dataclass(value) and not isinstance(value, Polygon):
            return dataclasses.replace(
                value,
                **{
                    field.name: self.planted(getattr(value, field.name))
                    for field in dataclasses.fields(value)
                    if field.name not in KEPT and self.meant(value, field.name)
                },
            )
        return value

    @staticmethod
    def meant(record, name):
        """Whether an empty text may be filled without a change of meaning."""
        old = getattr(record, name)
        names_another = name in {"project_id", "building", "main_house"}
        return not (names_another and isinstance(old, str) and not old)


def original(name):
    project, findings = read_project(REPORTS / f"{name}.toml")
    homes = list(project.buildings)
    homes[0] = dataclasses.replace(
        homes[0],
        archive=ArchiveFigures(reference="档-1", zero_level=800.0),
        replaces=("没有的楼",),
        parts=(
            *homes[0].parts,
            Part(kind=PartKind.POLE, name="某某旗杆", base=800.0, top=801.0,
                 polygon=Polygon([(1, 1), (2, 1), (2, 2)])),
        ),
    )  # fmt: skip
    homes[-1] = dataclasses.replace(homes[-1], courtyard=Courtyard(main_house="远房"))
    told = Finding(
        code="PLACE-MISSING",
        severity=Severity.WARNING,
        where="model.ifc",
        message="the site of the Example Company",
        message_zh="某公司的场地",
        expected="甲",
        found="乙",
        elements=("1hqIFTRjfV6AWq_bMtnZwI",),
        file="model.ifc",
    )
    project = dataclasses.replace(
        project,
        buildings=tuple(homes),
        frames=(FileFrame(file="model.ifc", origin=(397123.4, 4254321.9)),),
        side_by_side=(("BL-2", "北邻"),),
        site=dataclasses.replace(
            project.site,
            origin=(397000.0, 4254000.0),
            crs="EPSG:4549",
            longitude=112.7312345,
            north="grid",
            north_angle=0.7912345,
        ),
    )
    return project, (*findings, told)


@pytest.fixture(scope="module", params=["estate", "uses"])
def pair(request):
    """A project full of markers and its masked copy, both assessed."""
    project, findings = original(request.param)
    planter = Planter()
    project, findings = planter.planted(project), planter.planted(findings)
    masked, told = masked_project(project, findings)
    return (
        (project, findings, assess(project, findings=findings)),
        (masked, told, assess(masked, findings=told)),
    )


def everything_said(assessment):
    """Every text of the report, the result and the tables."""
    for lang in LANGUAGES:
        words = texts(lang)
        yield report_text(report_record(assessment, lang=lang, masked=True))
        yield str(rooms_table(assessment, words).to_pydict())
        yield str(buildings_table(assessment, words).to_pydict())
        nobody = [""] * len(assessment.project.households)
        yield str(households_table(assessment, words, lang, nobody).to_pydict())
    yield document_text(result_document(assessment))
    yield str(windows_table(assessment).to_pydict())
    for frame in (assessment.taken_frame(), assessment.segments_frame()):
        yield frame.to_csv()
    for frame in (assessment.windows_frame(), assessment.units_frame()):
        yield frame.to_csv()


def test_the_markers_are_everywhere_in_the_original(pair):
    (project, _, assessment), _ = pair
    said = "".join(everything_said(assessment))

    assert len(set(re.findall(f"{MARK}[值空][0-9]+", said))) > 100
    assert MARK in json.dumps(project_document(project), ensure_ascii=False)


def test_no_text_of_the_original_comes_out(pair):
    _, (masked, told, assessment) = pair

    for said in everything_said(assessment):
        assert MARK not in said
    assert MARK not in json.dumps(project_document(masked, told), ensure_ascii=False)


def test_no_map_coordinate_comes_out(pair):
    _, (masked, _, assessment) = pair
    said = "".join(everything_said(assessment)) + json.dumps(project_document(masked))

    for secret in ("397000", "4254000", "397123", "112.73", "0.7912", "EPSG"):
        assert secret not in said
    assert masked.site.longitude == 112.7
    assert masked.frames == ()


def test_minutes_and_verdicts_are_those_of_the_original(pair):
    (_, _, one), (_, _, other) = pair

    for name in ("minutes_before", "minutes_after", "sill_z"):
        np.testing.assert_array_equal(
            getattr(one.windows, name), getattr(other.windows, name)
        )
    assert one.outcome is other.outcome
    assert [unnamed(v) for v in one.verdicts] == [unnamed(v) for v in other.verdicts]
    assert one.provenance.declination == other.provenance.declination


def unnamed(verdict):
    names = dict.fromkeys(("unit", "decisive"), "")
    count = len(verdict.reason_buildings)
    return dataclasses.replace(verdict, **names, reason_buildings=(str(count),))


def test_findings_keep_their_codes_and_severities(pair):
    (_, findings, _), (_, told, _) = pair

    assert {(f.code, f.severity) for f in findings} == {
        (f.code, f.severity) for f in told
    }


def test_ids_stay_different(pair):
    (project, _, _), (masked, _, _) = pair

    for table in ("windows", "rooms", "households"):
        ids = getattr(masked, table).id.tolist()
        assert len(set(ids)) == len(ids) == len(getattr(project, table).id)
    assert len({b.id for b in masked.buildings}) == len(masked.buildings)


def test_numbers_stay_and_names_go():
    project, findings = read_project(REPORTS / "estate.toml")
    masked, _ = masked_project(project, findings)

    assert ["1#", "2#", "P1", "S1"] == [b.id for b in masked.buildings]
    assert {""} == {b.name for b in masked.buildings}
    assert project.windows.id.tolist() == masked.windows.id.tolist()
    assert project.households.id.tolist() == masked.households.id.tolist()
    assert "1#-0101/卧室" in masked.rooms.id.tolist()
    assert ["G1"] == [part.name for part in masked.site_parts]
    assert ["file-1.toml"] == [name for name, _ in masked.source_files]
    assert [x for _, x in project.source_files] == [x for _, x in masked.source_files]
    assert "1985国家高程基准" == masked.site.height_datum


def test_blanks_stay_blanks():
    project, _ = read_project(REPORTS / "estate.toml")
    masked, _ = masked_project(project)

    assert project.dossier == masked.dossier
    assert (masked.site.name, masked.stage_reference) == ("", "")


def test_masking_twice_changes_nothing_more():
    project, findings = original("estate")
    once, told = masked_project(project, findings)
    twice, again = masked_project(once, told)

    assert () == project_differences(once, twice)
    assert told == again


def test_small_coordinates_of_a_city_grid_are_moved(tmp_path):
    text = (REPORTS / "estate.toml").read_text(encoding="utf-8")
    moved = re.sub(
        r"\[(-?\d+), (\d+)\]",
        lambda m: f"[{int(m[1]) + 7000}, {int(m[2]) + 5000}]",
        text,
    )
    path = tmp_path / "p.toml"
    path.write_text(moved, encoding="utf-8")
    project, findings = read_project(path)
    masked, told = masked_project(project, findings)
    plain, _ = read_project(REPORTS / "estate.toml")

    assert project.windows.left[:, 0].min() > 6000
    np.testing.assert_allclose(masked.windows.left, plain.windows.left, atol=1e-9)
    np.testing.assert_allclose(
        assess(project, findings=findings).windows.minutes_after,
        assess(masked, findings=told).windows.minutes_after,
        atol=1e-9,
    )


def test_a_band_in_beijing_time_keeps_its_longitude(tmp_path):
    profile = """
[profile]
name = "clock"
title_zh = "钟"
title_en = "clock"
document = "试"
inherits = "xinzhou-2022"
status = "read"
[calculation]
time_basis = "beijing_time"
"""
    (tmp_path / "clock.toml").write_text(profile, encoding="utf-8")
    text = (REPORTS / "estate.toml").read_text(encoding="utf-8")
    text = text.replace('id = "T-1"', 'id = "T-1"\nrules = "clock.toml"')
    (tmp_path / "p.toml").write_text(
        text.replace("longitude = 112.73", "longitude = 112.7312"), encoding="utf-8"
    )
    project, _ = read_project(tmp_path / "p.toml")
    masked, _ = masked_project(project)

    assert masked.site.longitude == 112.7312


@pytest.mark.parametrize(
    ("name", "plain"),
    [
        ("3#", True),
        ("12号楼", True),
        ("P1", True),
        ("A-7", True),
        ("拟建1号楼", True),
        ("云中苑3#", False),
        ("1hqIFTRjfV6AWq_bMtnZwI", False),
        ("C1厢", False),
        ("", False),
        ("138000000001", False),
    ],
)
def test_what_is_no_more_than_a_number(name, plain):
    assert plain is is_plain_number(name)


def test_stand_ins_are_none_of_the_numbers_that_stay():
    assert numbered(["J1", "某楼", "别楼", "J3", ""], "J") == {
        "": "", "J1": "J1", "J3": "J3", "某楼": "J2", "别楼": "J4",
    }  # fmt: skip
