"""`sunlight grid isochrone` and `sunlight grid shadow`: files, tables, bad input."""

import json

import pytest


def files(folder):
    return sorted(p.name for p in folder.iterdir())


def test_isochrones_are_written_and_listed(run, estate, tmp_path):
    done = run(
        "grid", "isochrone", estate, "-o", tmp_path / "out", "--accuracy", 2,
        "--area", "-20,20,40,60", "--hours", "1,2.5", "--lang", "en",
    )  # fmt: skip
    document = json.loads(
        (tmp_path / "out" / "isochrones.geojson").read_text(encoding="utf-8")
    )

    assert 0 == done.exit_code, done.output
    assert ["isochrones.geojson", "isochrones.png"] == files(tmp_path / "out")
    # without --elevation: the outdoor ground that all buildings share
    assert 800.0 == document["provenance"]["plane_elevation"]
    assert [1.0, 2.5] == document["provenance"]["hours"]
    assert "plane at 800.00 m" in done.stdout
    assert "never the basis of a conclusion" in done.stdout


def test_before_the_project_there_is_more_sun(run, estate, tmp_path):
    areas = []
    for state in ("before", "after"):
        run(
            "grid", "isochrone", estate, "-o", tmp_path / state, "--accuracy", 4,
            "--area", "-20,24,40,60", "--hours", 3, "--state", state,
        )  # fmt: skip
        text = (tmp_path / state / "isochrones.geojson").read_text(encoding="utf-8")
        areas += [
            f["properties"]["area"]
            for f in json.loads(text)["features"]
            if f["properties"]["kind"] == "isochrone_region"
        ]

    assert 2 >= len(areas) >= 1
    assert areas[0] > sum(areas[1:])


@pytest.mark.parametrize(
    ("at", "times"),
    [
        ("09:30", ["09:30"]),
        ("hourly", [f"{hour:02d}:00" for hour in range(8, 17)]),
        ("band", ["08:00–16:00"]),
    ],
)
def test_shadows_at_an_instant_hourly_and_over_the_band(
    run, estate, tmp_path, at, times
):
    done = run("grid", "shadow", estate, "-o", tmp_path, "--at", at)
    document = json.loads((tmp_path / "shadows.geojson").read_text(encoding="utf-8"))

    assert 0 == done.exit_code, done.output
    assert ["shadows.geojson", "shadows.png"] == files(tmp_path)
    assert times == [
        f["properties"]["true_solar_time"]
        for f in document["features"]
        if f["properties"]["kind"] == "shadow"
    ]
    assert times[0] in done.stdout


def test_the_difference_compares_both_states(run, estate, tmp_path):
    done = run("grid", "shadow", estate, "-o", tmp_path, "--difference", "--at", "band")

    assert 0 == done.exit_code, done.output
    assert ["shadow_difference.geojson", "shadow_difference.png"] == files(tmp_path)
    assert "建设前后对比" in done.stdout


def test_the_help_says_that_times_are_true_solar_time(run):
    done = run("grid", "shadow", "--help")

    assert "真太阳时" in done.stdout
    assert "true solar time" in " ".join(done.stdout.split())


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("isochrone", "--hours", "two"), "--hours"),
        (("isochrone", "--hours", "12"), "8 h of the band"),
        (("isochrone", "--area", "1,2,3"), "--area"),
        (("isochrone", "--area", "9,0,1,5"), "--area"),
        (("isochrone", "--accuracy", "0"), "accuracy"),
        (("isochrone", "--elevation", "nan"), "elevation"),
        (("shadow", "--at", "25:00"), "--at"),
        (("shadow", "--at", "9"), "HH:MM"),
        (("shadow", "--at", "03:00"), "the sun stands at"),
    ],
)
def test_what_cannot_be_used_is_refused_and_nothing_written(
    run, estate, tmp_path, arguments, said
):
    kind, *options = arguments
    done = run("grid", kind, estate, "-o", tmp_path / "out", *options)

    assert 2 == done.exit_code
    assert said in " ".join(done.stderr.split())
    assert not (tmp_path / "out").exists()


def test_where_outdoor_grounds_differ_the_plane_has_to_be_named(run, changed, tmp_path):
    other = changed(
        "outdoor_ground = 800.0\ntop_above_ground = 45.0",
        "outdoor_ground = 801.0\ntop_above_ground = 45.0",
    )
    done = run("grid", "shadow", other, "-o", tmp_path / "out")

    assert 2 == done.exit_code
    assert "800.00, 801.00" in " ".join(done.stderr.split())
