"""Layers of a drawing: rules with wildcards, the ready ones, and layers without any."""

import pytest
from pydantic import ValidationError

from sunlight.errors import ImporterError, InputError
from sunlight.importers.dxf.layers import LayerMap, LayerRole, LayerRule, ready_layers
from sunlight.importers.dxf.options import DxfOptions
from sunlight.kinds import PartKind, Status, Use

READY = LayerMap(ready_layers())


@pytest.mark.parametrize(
    ("layer", "expected"),
    [
        ("建筑", {}),
        ("建筑-现状", {"status": Status.EXISTING}),
        ("建筑-拟建住宅", {"status": Status.PROPOSED, "use": Use.RESIDENTIAL}),
        ("拟建", {"status": Status.PROPOSED}),
        ("拟建建筑", {"status": Status.PROPOSED}),
        ("现状", {"status": Status.EXISTING}),
        ("现状建筑", {"status": Status.EXISTING}),
        ("已批", {"status": Status.APPROVED}),
        ("已批未建", {"status": Status.APPROVED}),
        ("同期项目", {"status": Status.CONCURRENT}),
        ("拆除", {"status": Status.EXISTING, "removed": True}),
        ("现状拆除建筑", {"status": Status.EXISTING, "removed": True}),
        ("JMD", {"status": Status.EXISTING}),
        ("jmd", {"status": Status.EXISTING}),
        ("".join(chr(ord(c) + 0xFEE0) for c in "JMD"), {"status": Status.EXISTING}),
        ("居民地", {"status": Status.EXISTING}),
        ("JZ", {}),
        ("site$0$JMD", {"status": Status.EXISTING}),
        ("地形图|JMD", {"status": Status.EXISTING}),
        ("阳台", {"part": PartKind.BALCONY}),
        ("女儿墙", {"part": PartKind.PARAPET}),
        ("裙房", {"part": PartKind.BODY}),
        ("BUILDING-PROPOSED", {"status": Status.PROPOSED}),
        ("A-BLDG-EXIST", {"status": Status.EXISTING}),
        ("A-FOOTPRINT", {}),
    ],
)
def test_ready_rules_know_layers_of_buildings(layer, expected):
    rule = READY.rule(layer)
    said = rule.model_dump(exclude={"match", "role"}, exclude_defaults=True)

    assert LayerRole.BUILDING is rule.role
    assert expected == said


@pytest.mark.parametrize(
    ("layer", "role"),
    [
        ("用地红线", LayerRole.BOUNDARY), ("建筑控制线", LayerRole.BOUNDARY),
        ("建筑红线", LayerRole.BOUNDARY), ("JZD", LayerRole.BOUNDARY),
        ("道路", LayerRole.IGNORE), ("拟建道路", LayerRole.IGNORE),
        ("现状道路中心线", LayerRole.IGNORE), ("DGX", LayerRole.IGNORE),
        ("图框", LayerRole.IGNORE), ("尺寸标注", LayerRole.IGNORE),
        ("绿化", LayerRole.IGNORE), ("Defpoints", LayerRole.IGNORE),
        ("层数", LayerRole.LABEL), ("层数标注", LayerRole.LABEL),
        ("建筑标注", LayerRole.LABEL), ("标注", LayerRole.LABEL),
        ("ZJ", LayerRole.LABEL),
        ("WINDOW", LayerRole.WINDOW), ("窗", LayerRole.WINDOW),
        ("指北针", LayerRole.NORTH), ("North Arrow", LayerRole.NORTH),
        ("天井", LayerRole.COURTYARD),
        ("0", LayerRole.UNMAPPED), ("tracé", LayerRole.UNMAPPED),
    ],
)  # fmt: skip
def test_ready_rules_know_other_layers(layer, role):
    assert role is READY.role(layer)


def test_the_first_rule_that_fits_holds():
    rules = [
        LayerRule(match=["楼*"], role="建筑", status="拟建"),
        LayerRule(match=["*"], role="忽略"),
    ]

    assert [LayerRole.BUILDING, LayerRole.IGNORE] == [
        LayerMap(rules).role(layer) for layer in ("楼A", "A楼")
    ]


def test_own_rules_go_before_the_ready_ones(drawing):
    drawing.box(thickness=9.0, layer="ABC-1")
    drawing.box(x=50, thickness=9.0)
    project, _ = drawing.read(
        layers=[
            LayerRule(match=["abc-?"], role="building", status="同期", use="宿舍"),
        ],
        project="P",
    )
    first, second = project.buildings

    assert (Status.CONCURRENT, Use.DORMITORY, "P") == (
        first.status, first.use, first.project_id
    )  # fmt: skip
    assert (Status.EXISTING, "") == (second.status, second.project_id)


def test_a_file_of_rules_beside_the_drawing(drawing):
    drawing.box(thickness=9.0, layer="ABC")
    (drawing.folder / "图层.toml").write_text(
        '[[layer]]\nmatch = ["ABC"]\nrole = "building"\nremoved = true\n',
        encoding="utf-8",
    )
    project, _ = drawing.read(layers="图层.toml", ready_layers=False)

    assert project.buildings[0].removed_by_project


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[[layer]", "no TOML"),
        ('[[layer]]\nmatch = ["A"]\nrole = "buildings"\n', "did you mean 'building'"),
        ('[[layer]]\nmatch = "A"\nrole = "building"\n', "match"),
        ('[[layer]]\nmatch = ["A"]\nrole = "unmapped"\n', "not known"),
        ("[layer]\n", "layer"),
    ],
)
def test_a_file_of_rules_that_is_wrong_is_refused(drawing, text, message):
    drawing.box(thickness=9.0)
    (drawing.folder / "layers.toml").write_text(text, encoding="utf-8")
    with pytest.raises(ImporterError, match=message):
        drawing.read(layers="layers.toml")


@pytest.mark.parametrize("name", ["../layers.toml", "/etc/passwd", "C:\\x.toml"])
def test_a_file_of_rules_elsewhere_is_refused(drawing, name):
    drawing.box(thickness=9.0)
    with pytest.raises(InputError, match="outside the folder"):
        drawing.read(layers=name)


def test_rules_as_a_project_file_has_them():
    options = DxfOptions.model_validate(
        {"layers": [{"match": ["A*"], "role": "窗"}], "unit": "mm"}
    )

    assert LayerRole.WINDOW is options.layers[0].role
    with pytest.raises(ValidationError):
        DxfOptions.model_validate({"layers": 3})


def test_layers_without_a_rule_are_counted_and_not_read(drawing, the_finding):
    drawing.box(thickness=9.0)
    drawing.box(x=50, thickness=9.0, layer="XYZ")
    drawing.box(x=90, thickness=9.0, layer="XYZ")
    drawing.box(x=-90, width=500, layer="用地红线")
    project, findings = drawing.read()

    assert 1 == len(project.buildings)
    assert "XYZ × 2" == the_finding(findings, "LAYERS-UNMAPPED").found
    assert "用地红线 × 1" == the_finding(findings, "LAYERS-IGNORED").found


def test_a_drawing_of_unknown_layers_names_them(drawing):
    drawing.box(thickness=9.0, layer="XYZ")
    with pytest.raises(ImporterError, match=r"XYZ × 1.*layers.*all_layers") as caught:
        drawing.read()

    assert ["XYZ"] == caught.value.value


def test_all_layers_takes_unknown_ones_but_no_boundaries(drawing):
    drawing.box(thickness=9.0, layer="XYZ")
    drawing.box(x=-90, width=500, layer="用地红线", thickness=1.0)
    project, _ = drawing.read(all_layers=True, status=Status.APPROVED)

    assert [Status.APPROVED] == [b.status for b in project.buildings]


@pytest.mark.parametrize("how", ["off", "freeze"])
def test_hidden_layers_are_left_out_unless_asked_for(drawing, the_finding, how):
    drawing.box(thickness=9.0)
    drawing.doc.layers.add("建筑-现状")
    getattr(drawing.doc.layers.get("建筑-现状"), how)()
    drawing.box(x=50, thickness=9.0, layer="建筑-现状")
    drawing.box(x=90, thickness=9.0, invisible=1)
    project, findings = drawing.read()
    both, _ = drawing.read(hidden_layers=True)

    assert (1, 3) == (len(project.buildings), len(both.buildings))
    assert 2 == len(the_finding(findings, "LAYER-HIDDEN").elements)


def test_a_drawing_without_anything_is_refused(drawing):
    with pytest.raises(ImporterError, match="holds no outline of a building"):
        drawing.read()
