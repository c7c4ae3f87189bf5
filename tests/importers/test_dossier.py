"""The dossier of a project file: read, written back, kept when files join."""

import json

import pytest

from sunlight.errors import ImporterError
from sunlight.importers.combine import combine_projects
from sunlight.importers.project_file import project_schema, read_project
from sunlight.importers.write_project import project_document, write_project
from sunlight.model.dossier import Dossier, Party

HEAD = """
schema = "sunlight-project/1"
project = { name = "示例项目" }
site = { latitude = 38.42, longitude = 112.73, north = "true" }
"""
DOSSIER = """
[dossier]
number = "示例-1"
bureau = "示例局"
place = "某路北"
extents = "东至某路"
compiled_by = "甲"
checked_by = "乙"
approved_by = "丙"
client = { name = "示例公司", phone = "0000-0000000", legal_representative = "丁" }
compiler = { name = "示例院", qualification = "乙级", qualification_number = "0" }
"""
HOUSE = """
[[buildings]]
id = "{id}"
status = "现状"
zero_level = 790.3
outdoor_ground = 790.0
top_above_zero = 18.0
footprint = [[{x}, 0], [{y}, 0], [{y}, 12], [{x}, 12]]
"""


def written(path, dossier, id="1#", x=0):
    path.write_text(HEAD + dossier + HOUSE.format(id=id, x=x, y=x + 20), "utf-8")
    return path


def test_every_field_is_read(tmp_path):
    project, _ = read_project(written(tmp_path / "p.toml", DOSSIER))

    assert project.dossier == Dossier(
        client=Party(name="示例公司", phone="0000-0000000", legal_representative="丁"),
        compiler=Party(name="示例院", qualification="乙级", qualification_number="0"),
        bureau="示例局",
        number="示例-1",
        place="某路北",
        extents="东至某路",
        compiled_by="甲",
        checked_by="乙",
        approved_by="丙",
    )


def test_without_it_everything_is_blank(tmp_path):
    project, _ = read_project(written(tmp_path / "p.toml", ""))

    assert Dossier() == project.dossier
    assert "dossier" not in project_document(project)


def test_it_is_written_back_with_nothing_but_what_was_said(tmp_path):
    project, findings = read_project(written(tmp_path / "p.toml", DOSSIER))
    write_project(project, tmp_path / "p.json", findings)
    again, _ = read_project(tmp_path / "p.json")
    table = json.loads((tmp_path / "p.json").read_text("utf-8"))["dossier"]

    assert project.dossier == again.dossier
    assert {"name": "示例院", "qualification": "乙级", "qualification_number": "0"} == (
        table["compiler"]
    )
    assert "designer" not in table


def test_a_misspelt_field_and_a_number_for_a_text_are_refused_with_their_place(
    tmp_path,
):
    for slip, place in (
        ("[dossier]\nclint = { name = 'x' }\n", r"dossier\.clint"),
        ("[dossier.client]\nphone = 3500000\n", r"dossier\.client\.phone"),
    ):
        with pytest.raises(ImporterError, match=place):
            read_project(written(tmp_path / "p.toml", slip))


def test_the_first_file_names_the_parties(tmp_path):
    one, _ = read_project(written(tmp_path / "a.toml", DOSSIER))
    two, _ = read_project(
        written(tmp_path / "b.toml", "[dossier]\nnumber='2'\n", id="2#", x=40)
    )
    both, _ = combine_projects([one, two], names=["a.toml", "b.toml"])

    assert one.dossier == both.dossier


@pytest.mark.parametrize("own", ["", "[dossier]\nnumber = '9'\n"])
def test_a_file_that_names_models_says_it_itself_or_takes_theirs(tmp_path, own):
    project, findings = read_project(written(tmp_path / "a.toml", DOSSIER))
    write_project(project, tmp_path / "a.json", findings)
    whole = tmp_path / "whole.toml"
    source = '\n[[source]]\nfile = "a.json"\nkind = "project"\n'
    whole.write_text(HEAD + own + source, encoding="utf-8")
    read, _ = read_project(whole)

    assert ("9" if own else "示例-1") == read.dossier.number


def test_the_json_schema_describes_it():
    schema = project_schema()
    client = schema["$defs"]["PartySpec"]["properties"]["phone"]

    assert "联系电话" in client["description"]
    assert schema["properties"]["dossier"]["$ref"].endswith("/DossierSpec")
