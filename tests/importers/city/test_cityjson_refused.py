"""CityJSON from strangers: what is refused, over a limit, or damaged."""

import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sunlight.errors import ImporterError
from sunlight.importers.city.cityjson import read_cityjson
from sunlight.importers.limits import Limits
from sunlight.model.validate import check_project


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (lambda d: d.update(type="FeatureCollection"), "no CityJSON"),
        (lambda d: d.update(type="CityJSONFeature"), "first line"),
        (lambda d: d.update(CityObjects=[]), "CityObjects must be an object"),
        (lambda d: d.update(CityObjects={}), "has nothing"),
        (lambda d: d.update(vertices=[[1, 2]]), "three numbers"),
        (lambda d: d.update(vertices=[[1, 2, "x"]]), "list of three"),
        (lambda d: d.update(transform={"scale": [1, 1]}), "scale and translate"),
        (lambda d: d["CityObjects"]["B1"].update(type="Shed"), "Shed × 1"),
        (lambda d: d["CityObjects"]["B1"].update(geometry=[]), "Building × 1"),
        (lambda d: d["vertices"][0].__setitem__(0, 10**30), "up to"),
    ],
)
def test_what_is_no_model_is_refused(model, tmp_path, change, says):
    made = model()
    made.add("B1", made.solid(made.box()))
    change(made.document)

    with pytest.raises(ImporterError, match=says) as caught:
        read_cityjson(made.write(tmp_path))

    assert "model.city.json" in caught.value.source


@pytest.mark.parametrize(
    ("limits", "says"),
    [
        (Limits(megabytes=0.0001), "MB"),
        (Limits(entities=5), "allowed are 5"),
        (Limits(nesting=4), "deeper than 4"),
        (Limits(seconds=1e-9), "longer than"),
    ],
)
def test_limits_hold(model, tmp_path, limits, says):
    made = model()
    made.add("B1", made.solid(made.box()))

    with pytest.raises(ImporterError, match=says):
        read_cityjson(made.write(tmp_path), limits=limits)


def test_a_broken_line_of_a_sequence_is_named(tmp_path):
    file = tmp_path / "x.city.jsonl"
    head = {"type": "CityJSON", "version": "2.0", "CityObjects": {}, "vertices": []}
    file.write_text(json.dumps(head) + '\n{"type": \n', encoding="utf-8")

    with pytest.raises(ImporterError, match="line 2"):
        read_cityjson(file)


_JUNK = st.sampled_from(
    [None, 0, -1, 1.5, 1e308, 10**30, True, "", "x", [], {}, [[]], [[[0]]], [None]]
)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_no_damage_ends_in_anything_but_a_clear_error(model, tmp_path, data):
    made = model(metadata={"referenceSystem": "EPSG:4547"})
    made.add("B1", made.solid(made.box()), attributes={"measuredHeight": 6.0})
    made.add("B2", made.solid(made.box(x=10.0)), kind="BuildingPart", parents=["B1"])
    place = made.document
    for _ in range(data.draw(st.integers(0, 8))):
        keys = list(place) if isinstance(place, dict) else range(len(place))
        inner = [k for k in keys if isinstance(place[k], dict | list) and place[k]]
        if not inner:
            break
        place = place[data.draw(st.sampled_from(inner))]
    keys = list(place) if isinstance(place, dict) else list(range(len(place)))
    place[data.draw(st.sampled_from(keys))] = data.draw(_JUNK)

    try:
        project, findings = read_cityjson(made.write(tmp_path))
    except ImporterError as error:
        assert error.message  # noqa: PT017
    else:
        assert project.buildings
        assert findings
        check_project(project)
