"""IFC files that are refused, and shapes that crash the geometry kernel."""

from pathlib import Path

import pytest

from sunlight.errors import ImporterError
from sunlight.importers.ifc.extract import extract_model
from sunlight.importers.ifc.options import IfcOptions
from sunlight.importers.ifc.reader import read_ifc
from sunlight.importers.ifc.step_text import check_step_text
from sunlight.importers.ifc.texts import IFC_TEXTS
from sunlight.importers.limits import LIMITS, Limits
from sunlight.importers.remarks import Remarks

HEAD = """ISO-10303-21;
HEADER;
FILE_DESCRIPTION((''),'2;1');
FILE_NAME('','2026-01-01T00:00:00',(''),(''),'','','');
FILE_SCHEMA(('IFC4'));
ENDSEC;
DATA;
"""
TAIL = "ENDSEC;\nEND-ISO-10303-21;\n"
CHAIN = "".join(f"#{k}=IFCLOCALPLACEMENT(#{k + 1},$);\n" for k in range(1, 40))


def checked(data, *, head=HEAD, tail=TAIL, **limits):
    text = (head + data + tail).encode()
    return check_step_text(text, source="x.ifc", limits=Limits(**limits))


def test_entities_and_schema_are_read_from_the_text():
    found = checked("#1=IFCLABEL('#7 = it''s; no entity');\n#2 = IFCWALL(#1,#9);\n")
    assert ("IFC4", 2, 1) == (found.schema, found.entities, found.dangling)


@pytest.mark.parametrize(
    ("data", "options", "words"),
    [
        ("#1=IFCLOCALPLACEMENT(#1,$);\n", {}, "#1 IFCLOCALPLACEMENT refers to itself"),
        ("#1=IFCA(#2);\n#2=IFCB(#3);\n#3=IFCA(#2);\n", {}, "#2 IFCB refers to itself"),
        (CHAIN, {"nesting": 2}, "deeper than 32"),
        (CHAIN, {"entities": 10}, "39 entities; allowed are 10"),
        ("#1=IFCLABEL('open);\n", {}, "not closed"),
        ("", {"tail": ""}, "cut off"),
        ("", {"head": "PK\x03\x04"}, "ifcZIP"),
        ("", {"head": "\ufeff<?xml version='1.0'?>"}, "ifcXML"),
        ("", {"head": "solid"}, "no IFC file"),
        ("", {"head": HEAD.replace("IFC4", "IFC2X2")}, "IFC2X2 is not read"),
        ("", {"head": HEAD.replace("FILE_SCHEMA", "FILE")}, "names no schema"),
    ],
)
def test_a_text_is_refused_for_what_is_wrong_with_it(data, options, words):
    with pytest.raises(ImporterError, match=words):
        checked(data, **options)


def test_later_schemas_with_addenda_are_read():
    head = HEAD.replace("IFC4", "IFC4X3_ADD2")
    assert "IFC4X3_ADD2" == checked("", head=head).schema


def proxy(number, placement):
    return (
        f"#{number}=IFCBUILDINGELEMENTPROXY('{number:022d}',$,'p{number}',$,$,"
        f"#{placement},#18,$,$);\n"
    )


BOX = """#6=IFCCARTESIANPOINT((0.,0.,0.));
#7=IFCAXIS2PLACEMENT3D(#6,$,$);
#8=IFCGEOMETRICREPRESENTATIONCONTEXT($,'Model',3,1.E-5,#7,$);
#9=IFCSIUNIT(*,.LENGTHUNIT.,$,.METRE.);
#11=IFCUNITASSIGNMENT((#9));
#12=IFCPROJECT('0000000000000000000001',$,'p',$,$,$,$,(#8),#11);
#13=IFCRECTANGLEPROFILEDEF(.AREA.,$,$,2.,3.);
#16=IFCDIRECTION((0.,0.,1.));
#17=IFCEXTRUDEDAREASOLID(#13,#7,#16,4.);
#19=IFCSHAPEREPRESENTATION(#8,'Body','SweptSolid',(#17));
#18=IFCPRODUCTDEFINITIONSHAPE($,$,(#19));
#20=IFCLOCALPLACEMENT($,#7);
#22=IFCLOCALPLACEMENT(#22,#7);
"""


def test_a_shape_that_crashes_the_kernel_is_left_out_by_its_name(tmp_path):
    pytest.importorskip("ifcopenshell")
    path = tmp_path / "crash.ifc"
    data = BOX + proxy(30, 20) + proxy(31, 22) + proxy(32, 20)
    path.write_text(HEAD + data + TAIL, encoding="utf-8")
    remarks = Remarks(IFC_TEXTS, file=path.name)
    model = extract_model(path, options=IfcOptions(), limits=LIMITS, remarks=remarks)
    assert {f"{30:022d}", f"{32:022d}"} == set(model.meshes)
    (finding,) = (f for f in remarks.findings() if f.code == "GEOMETRY-CRASHED")
    assert (f"{31:022d}",) == finding.elements


def test_a_model_without_a_building_is_refused_with_what_it_holds(tmp_path):
    pytest.importorskip("ifcopenshell")
    path = tmp_path / "no building.ifc"
    data = BOX.replace("PLACEMENT(#22", "PLACEMENT(#20") + proxy(30, 20)
    path.write_text(HEAD + data + TAIL, encoding="utf-8")
    with pytest.raises(ImporterError, match="1 IfcBuildingElementProxy"):
        read_ifc(path)


def test_what_cannot_be_parsed_is_refused(tmp_path):
    pytest.importorskip("ifcopenshell")
    path = tmp_path / "schema.ifc"
    path.write_text(HEAD + "#1=IFCNOTHING(1.);\n" + TAIL, encoding="utf-8")
    with pytest.raises(ImporterError, match=r"schema\.ifc"):
        read_ifc(path)


def test_reading_is_stopped_when_its_time_is_out(tmp_path):
    pytest.importorskip("ifcopenshell")
    path = tmp_path / "slow.ifc"
    path.write_text(HEAD + BOX.replace("#22,", "$,") + TAIL, encoding="utf-8")
    with pytest.raises(ImporterError, match=r"longer than 0\.01 s"):
        read_ifc(path, limits=Limits(seconds=0.01))


@pytest.mark.parametrize("name", ["cyclic-placement.ifc", "unterminated-string.ifc"])
def test_broken_sample_files_are_refused(reading, name):
    with pytest.raises(ImporterError, match=name):
        reading(Path("invalid") / name)


def test_a_shape_out_of_reach_of_any_map_is_left_out(tmp_path):
    pytest.importorskip("ifcopenshell")
    path = tmp_path / "far.ifc"
    far = "#40=IFCCARTESIANPOINT((1.E12,0.,0.));\n#41=IFCAXIS2PLACEMENT3D(#40,$,$);\n"
    data = BOX.replace("(#22,#7)", "($,#41)") + far + proxy(30, 20) + proxy(31, 22)
    path.write_text(HEAD + data + TAIL, encoding="utf-8")
    remarks = Remarks(IFC_TEXTS, file=path.name)
    model = extract_model(path, options=IfcOptions(), limits=LIMITS, remarks=remarks)
    assert {f"{30:022d}"} == set(model.meshes)
