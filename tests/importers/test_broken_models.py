"""Broken model files: each is a proper file, and raises the code it is named after."""

import json
import logging
import os
from importlib import import_module

import broken_models as bm
import pytest

from sunlight.model.gate import gate_findings
from sunlight.model.validate import check_project

READERS = {
    "ifc": ("sunlight.importers.ifc.reader", "read_ifc"),
    "dxf": ("sunlight.importers.dxf.reader", "read_dxf"),
    "city.json": ("sunlight.importers.city.cityjson", "read_cityjson"),
}
TOLD_BY_THE_READER = {"MESH-INVERTED": "INVERTED-SOLID"}
"""What a reader mends, and how it says so."""

QUICK = {
    "opening_not_cut",
    "window_without_host",
    "sound_house",
}
"""IFC files read in every run; each starts a process and takes two seconds. All are
read where the variable ``SUNLIGHT_EVERY_FILE`` is set."""

EVERY_FILE = "SUNLIGHT_EVERY_FILE" in os.environ


def code_of(name):
    return name.upper().replace("_", "-")


def codes_read(path, suffix):
    """Codes of reader, model check and gate; skips where there is no reader yet."""
    module, name = READERS[suffix]
    pytest.importorskip(module)
    project, found = getattr(import_module(module), name)(path)
    every = (*found, *check_project(project), *gate_findings(project))
    return [finding.code for finding in every]


# --------------------------------------------------------- they are proper files
@pytest.mark.parametrize("name", [*bm.IFC_SOUND, *bm.IFC])
def test_an_ifc_file_obeys_its_schema(name, tmp_path):
    ifcopenshell = pytest.importorskip("ifcopenshell")
    validate = pytest.importorskip("ifcopenshell.validate")
    path = (bm.IFC_SOUND | bm.IFC)[name](tmp_path / "m.ifc")
    model = ifcopenshell.open(path)
    logger = validate.json_logger()
    validate.validate(model, logger)

    assert logger.statements == []
    assert len(model.by_type("IfcWindow")) == (
        0 if name == "no_windows" else len(model.by_type("IfcBuilding"))
    )


@pytest.mark.parametrize("make", [bm.sound_plan, bm.DXF_UNIT, *bm.DXF.values()])
def test_a_dxf_file_opens_without_errors(make, tmp_path):
    ezdxf = pytest.importorskip("ezdxf")
    logging.getLogger("ezdxf").setLevel(logging.WARNING)
    drawing = ezdxf.readfile(make(tmp_path / "m.dxf"))

    assert drawing.audit().errors == []
    assert len(drawing.modelspace().query("LWPOLYLINE")) >= 1


@pytest.mark.parametrize("make", [bm.sound_city, *bm.CITY.values()])
def test_a_cityjson_file_has_its_corners(make, tmp_path):
    path = make(tmp_path / "m.city.json")
    document = json.loads(path.read_text(encoding="utf-8"))
    used = {
        corner
        for city_object in document["CityObjects"].values()
        for shell in city_object["geometry"][0]["boundaries"]
        for face in shell
        for corner in face[0]
    }

    assert used == set(range(len(document["vertices"])))


# ------------------------------------------------------- and they raise their code
@pytest.mark.parametrize("name", [n for n in bm.IFC if EVERY_FILE or n in QUICK])
def test_a_broken_ifc_file_raises_its_code(name, tmp_path):
    path = bm.IFC[name](tmp_path / "m.ifc")

    assert code_of(name) in codes_read(path, "ifc")


@pytest.mark.parametrize("code", bm.DXF)
def test_a_broken_dxf_file_raises_its_code(code, tmp_path):
    path = bm.DXF[code](tmp_path / "m.dxf")

    assert code in codes_read(path, "dxf")


def test_millimetres_called_metres_are_remarked_on(tmp_path):
    codes = codes_read(bm.DXF_UNIT(tmp_path / "m.dxf"), "dxf")

    assert {"UNIT-GUESSED", "UNIT-IMPLAUSIBLE", "UNIT-MILLIMETRES"} & set(codes)


@pytest.mark.parametrize("code", bm.CITY)
def test_a_broken_cityjson_file_raises_its_code(code, tmp_path):
    path = bm.CITY[code](tmp_path / "m.city.json")

    assert {code, TOLD_BY_THE_READER.get(code, code)} & set(
        codes_read(path, "city.json")
    )


@pytest.mark.parametrize("name", [n for n in bm.IFC_SOUND if EVERY_FILE or n in QUICK])
def test_a_sound_ifc_file_passes_the_gate(name, tmp_path):
    codes = codes_read(bm.IFC_SOUND[name](tmp_path / "m.ifc"), "ifc")

    assert set() == set(codes) & {code_of(broken) for broken in bm.IFC}


@pytest.mark.parametrize(
    ("make", "suffix"), [(bm.sound_plan, "dxf"), (bm.sound_city, "city.json")]
)
def test_a_sound_plan_or_city_passes_the_gate(make, suffix, tmp_path):
    codes = set(codes_read(make(tmp_path / f"m.{suffix}"), suffix))
    broken = {*bm.DXF, *bm.CITY, *TOLD_BY_THE_READER.values()}

    assert set() == codes & broken
