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
        (tmp_path / "out" / "grid_isochrone_after.geojson").read_text(encoding="utf-8")
    )

    assert 0 == done.exit_code, done.output
    assert ["grid_isochrone_after.geojson", "grid_isochrone_after.png"] == files(
        tmp_path / "out"
    )
    # without --elevation: the outdoor ground that all buildings share
    assert 800.0 == document["provenance"]["plane_z"]
    assert "1, 2.5" == document["provenance"]["hours"]
    assert "plane at elevation 800.000 m" in done.stdout
    assert "not the basis of a conclusion" in done.stdout


def test_before_the_project_there_is_more_sun(run, estate, tmp_path):
    areas = []
    for state in ("before", "after"):
        run(
            "grid", "isochrone", estate, "-o", tmp_path / state, "--accuracy", 4,
            "--area", "-20,24,40,60", "--hours", 3, "--state", state,
        )  # fmt: skip
        path = tmp_path / state / f"grid_isochrone_{state}.geojson"
        text = path.read_text(encoding="utf-8")
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
    path = tmp_path / "grid_shadow_after.geojson"
    document = json.loads(path.read_text(encoding="utf-8"))

    assert 0 == done.exit_code, done.output
    assert ["grid_shadow_after.geojson", "grid_shadow_after.png"] == files(tmp_path)
    assert times == [
        f["properties"]["true_solar_time"]
        for f in document["features"]
        if f["properties"]["kind"] == "shadow"
    ]
    assert times[0] in done.stdout


def test_the_difference_compares_both_states(run, estate, tmp_path):
    done = run("grid", "shadow", estate, "-o", tmp_path, "--difference", "--at", "band")

    assert 0 == done.exit_code, done.output
    assert [
        "grid_shadow_difference.geojson", "grid_shadow_difference.png",
    ] == files(tmp_path)  # fmt: skip
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
        (("isochrone", "--area", "9,0,9,5"), "--area"),
        (("isochrone", "--area", "0,0,1e7,1e7"), "--area"),
        (("isochrone", "--area", "2,62,18,70"), "--area: bodies stand on the whole"),
        (("isochrone", "--format", "tif"), "--format"),
        (("isochrone", "--elevation", "1.5"), "798 m below the lowest outdoor ground"),
        (("isochrone", "--elevation", "800", "--of", "1#"), "--elevation"),
        (("shadow", "--of", "99#"), "--of"),
        (("shadow", "--difference", "--state", "before"), "--state"),
        (("shadow", "--at", "12:00", "--accuracy", "-1"), "--accuracy"),
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
    assert "800.000 to 801.000" in " ".join(done.stderr.split())


def test_every_format_and_both_states_are_written_and_told_as_json(
    run, estate, tmp_path
):
    done = run(
        "grid", "shadow", estate, "-o", tmp_path, "--at", "12:00", "--state", "after",
        "--state", "before", "--above-ground", 1.5, "--of", "1#", "--json",
        "--format", "csv,geojson,parquet,png",
    )  # fmt: skip
    document = json.loads(done.stdout)
    before, after = document["states"]

    assert (
        [
            f"grid_shadow_{state}.{ending}"
            for state in ("after", "before")
            for ending in ("csv", "geojson", "parquet", "png")
        ]
        == files(tmp_path)
        == sorted(document["files"])
    )
    assert ("建设前", "建设后") == tuple(
        s["provenance"]["state"] for s in (before, after)
    )
    assert 801.5 == after["provenance"]["plane_z"]
    assert "1# 室外地坪 800.000 m 以上 1.500 m" in after["provenance"]["height"]
    assert after["figures"][0]["area"] > before["figures"][0]["area"]


def test_two_corners_may_be_given_in_any_order(run, estate, tmp_path):
    texts = []
    for corners in ("-20,24,40,60", "40,60,-20,24"):
        run("grid", "isochrone", estate, "-o", tmp_path, "--accuracy", 4, "--area",
            corners, "--format", "geojson")  # fmt: skip
        path = tmp_path / "grid_isochrone_after.geojson"
        texts.append(path.read_text(encoding="utf-8"))

    assert texts[0] == texts[1]


@pytest.mark.parametrize(
    "arguments",
    [
        ("point", "--at", "70,50,799"),
        ("line", "--line", "70,50 80,50", "--elevation", "799"),
        ("shadow", "--at", "12:00", "--elevation", "799", "-o", "OUT"),
        ("chart", "--at", "70,50,799", "-o", "OUT"),
    ],
)
def test_below_all_ground_there_is_a_warning(run, estate, tmp_path, arguments):
    kind, *options = (str(tmp_path) if a == "OUT" else a for a in arguments)
    done = run("grid", kind, estate, *options)

    assert 0 == done.exit_code, done.output
    assert "低于各楼室外地坪（最低 800.000 m）" in " ".join(done.stderr.split())


@pytest.mark.parametrize("kind", ["point", "chart"])
def test_a_height_above_ground_is_no_elevation(run, estate, tmp_path, kind):
    output = ("-o", tmp_path / "out")
    done = run("grid", kind, estate, "--at", "70,50,1.5", *output)

    assert 2 == done.exit_code
    assert "--at: 1.5 m lies 798 m below" in " ".join(done.stderr.split())
    assert not (tmp_path / "out").exists()


def test_the_accuracy_has_bounds(run, estate, tmp_path):
    fine = run("grid", "shadow", estate, "-o", tmp_path, "--at", "band", "--accuracy",
               "1e-9")  # fmt: skip
    coarse = run("grid", "isochrone", estate, "-o", tmp_path, "--accuracy", "1e6",
                 "--area", "-20,30,0,50", "--format", "csv")  # fmt: skip

    assert 2 == fine.exit_code
    assert "--accuracy: expected 0.001 m or more" in " ".join(fine.stderr.split())
    assert 0 == coarse.exit_code  # no coarser than the area itself


def test_an_instant_outside_the_band_is_told(run, estate, tmp_path):
    said = []
    for at in ("07:45", "08:00", "16:00"):
        done = run("grid", "shadow", estate, "-o", tmp_path, "--at", at, "--format",
                   "csv")  # fmt: skip
        said.append("07:45 在有效时间带 08:00–16:00 之外" in done.stderr)

    assert [True, False, False] == said
