"""The scene in a real browser: clicks, sun, states, and what it must not do."""

import io

import numpy as np
import pytest
from scene_harness import BROWSER, Shown, write_harness

from sunlight.report.page.scene_data import scene_data


def _rows(assessment, building):
    project = assessment.project
    index = next(i for i, b in enumerate(project.buildings) if b.id == building)
    return np.flatnonzero(project.windows.building == index).tolist()


def _screenshot(page):
    from matplotlib.image import imread

    page.wait_for_timeout(400)
    return imread(io.BytesIO(page.screenshot()), format="png")


def _shadow(assessment, point, minute, run=0):
    """By vectors: along the sun down to z = 0."""
    sun = assessment.runs[run].path.directions(np.array([minute]))[0]
    return point[:2] - sun[:2] / sun[2] * point[2]


@pytest.fixture
def fresh(shown):
    shown.run(
        """() => {
          scene.setState("after"); scene.setDay(0); scene.setMinute(720);
          scene.setTheme("light"); scene.setWindowLit(null); scene.select(null);
          scene.view("axonometric"); window.picked.length = 0;
        }"""
    )
    return shown


def test_nothing_is_asked_of_a_network_and_nothing_complains(shown):
    assert [url for url in shown.asked if not url.startswith("file:")] == []
    assert len(shown.asked) == 1
    assert [] == shown.errors


def test_the_bundle_leaves_nothing_behind(shown):
    assert 1 == shown.run("document.querySelectorAll('head style, head link').length")
    assert shown.run("typeof window.define") == "undefined"


def test_a_click_on_a_window_gives_its_row(fresh, estate):
    for row in [*_rows(estate, "1#")[::4], *_rows(estate, "P1")[::17]]:
        place = fresh.run(
            "row => { scene.select(row); return scene.project(row); }", row
        )

        assert place["visible"]
        fresh.page.mouse.click(place["x"], place["y"])
        assert row == fresh.run("picked.at(-1)")


def test_a_click_beside_all_gives_nothing(fresh):
    fresh.page.mouse.click(890, 590)

    assert [None] == fresh.run("picked")


def test_a_drag_turns_the_view_and_picks_nothing(fresh):
    before = fresh.run("scene.camera.azimuth")
    fresh.page.mouse.move(300, 300)
    fresh.page.mouse.down()
    fresh.page.mouse.move(400, 300, steps=4)
    fresh.page.mouse.up()

    assert fresh.run("scene.camera.azimuth") != before
    assert [] == fresh.run("picked")


def test_keys_and_wheel_move_the_view(fresh):
    start = fresh.run("[scene.camera.azimuth, scene.camera.zoom]")
    fresh.page.focus("#scene canvas")
    fresh.page.keyboard.press("ArrowLeft")
    fresh.page.keyboard.press("+")
    turned = fresh.run("[scene.camera.azimuth, scene.camera.zoom]")
    fresh.page.mouse.move(450, 300)
    fresh.page.mouse.wheel(0, -200)
    fresh.page.wait_for_timeout(100)

    assert turned[0] != start[0]
    assert turned[1] > start[1]
    assert fresh.run("scene.camera.zoom") > turned[1]


@pytest.mark.parametrize("minute", [480.0, 613.37, 720.0, 959.5])
def test_a_shadow_lies_where_vectors_say(fresh, estate, minute):
    point = np.array([12.5, -7.25, 45.0])
    fresh.run("minute => scene.setMinute(minute)", minute)
    found = fresh.run("point => scene.shadowOf(point)", point.tolist())

    assert found == pytest.approx(_shadow(estate, point, minute).tolist(), abs=1e-9)


def test_pixels_turn_dark_where_the_shadow_ends(fresh, estate):
    """P1 stands 45 m high, its north wall at y = 22, and shades far behind 1#."""
    x, y, _ = fresh.run("scene.data.origin")
    end = _shadow(estate, np.array([-30.0 - x, 22.0 - y, 45.0]), 720.0)
    places = [[end[0], end[1] - 2.0, 0.0], [end[0], end[1] + 2.0, 0.0]]
    pixels = fresh.run(
        """places => {
          scene.view("plan");
          return places.map((at) => {
            const { x, y } = scene.camera.project(new scene.THREE.Vector3(...at));
            return [Math.round(x), Math.round(y)];
          });
        }""",
        places,
    )
    picture = _screenshot(fresh.page)
    (inside, outside) = [picture[py, px, :3].sum() for px, py in pixels]

    assert inside < 0.75 * outside

    fresh.run("() => scene.setState('before')")
    picture = _screenshot(fresh.page)
    (inside, outside) = [picture[py, px, :3].sum() for px, py in pixels]
    assert inside == pytest.approx(outside, rel=0.05)


def test_a_shadow_darkens_once_however_many_shade(fresh, estate):
    """One tone in the shadow of P1 alone, and where 1# shades the same ground."""
    x, y, _ = fresh.run("scene.data.origin")
    both = _shadow(estate, np.array([10.0 - x, 72.0 - y, 10.0]), 720.0)
    pixel = fresh.run(
        """at => {
          scene.view("plan");
          const { x, y } = scene.camera.project(new scene.THREE.Vector3(...at, 0));
          return [Math.round(x), Math.round(y)];
        }""",
        [both[0], both[1] - 3.0],
    )
    after = _screenshot(fresh.page)[pixel[1], pixel[0], :3]
    fresh.run("() => scene.setState('before')")
    before = _screenshot(fresh.page)[pixel[1], pixel[0], :3]

    assert after.tolist() == pytest.approx(before.tolist(), abs=0.02)


def test_states_show_and_hide_buildings(fresh, estate):
    row = _rows(estate, "P1")[0]
    after = fresh.run("row => { scene.select(row); return scene.project(row); }", row)
    fresh.run("() => scene.setState('before')")
    fresh.page.mouse.click(after["x"], after["y"])

    assert after["visible"]
    assert not fresh.run("row => scene.project(row).visible", row)
    assert row != fresh.run("picked.at(-1)")


def test_colours_reach_the_picture_as_given(fresh, estate):
    row = _rows(estate, "1#")[0]
    place = fresh.run(
        """row => {
          const colours = new Uint8Array(3 * scene.windows.count);
          for (let w = 0; w < scene.windows.count; w += 1) {
            colours.set([213, 94, 0], 3 * w);
          }
          scene.setWindowColours(colours);
          scene.select(row);
          return scene.project(row);
        }""",
        row,
    )
    at = round(place["y"]), round(place["x"])
    coloured = _screenshot(fresh.page)[at][:3]
    fresh.run("() => scene.setWindowLit(new Uint8Array(scene.windows.count).fill(1))")
    lit = _screenshot(fresh.page)[at][:3]

    assert coloured.tolist() == pytest.approx([213 / 255, 94 / 255, 0], abs=0.005)
    assert lit.tolist() == pytest.approx([1, 196 / 255, 0], abs=0.005)


@pytest.mark.parametrize(
    "call",
    [
        "scene.setWindowColours(new Uint8Array(4))",
        "scene.setWindowLit(new Uint8Array(1))",
        "scene.setState('later')",
        "scene.setDay(99)",
        "scene.view('nowhere')",
        "scene.setTheme('pink')",
    ],
)
def test_wrong_arguments_are_refused_by_name(fresh, call):
    message = fresh.run(
        f"() => {{ try {{ {call}; return ''; }} catch (e) {{ return String(e); }} }}"
    )

    assert message.startswith("RangeError: ")
    assert "expected" in message


def test_a_snapshot_is_a_png_twice_as_fine(fresh):
    size = fresh.run(
        """async () => {
          const image = new Image();
          image.src = scene.snapshot();
          await image.decode();
          return [image.src.slice(0, 22), image.width, image.height];
        }"""
    )

    assert ["data:image/png;base64,", 1800, 1200] == size


def test_few_calls_draw_the_whole(fresh):
    fresh.page.wait_for_timeout(400)

    assert fresh.run("scene.draw() || scene.stats().calls") <= 30


def test_names_cannot_act(browser, estate, tmp_path):
    count = len(estate.project.buildings)
    names = ["<img src=x onerror=alert(1)></script><script>x=1</script>", "汉" * 200]
    labels = [*names, *(["\u202e\x07=1+1"] * (count - 2))]
    write_harness(tmp_path / "page.html", scene_data(estate, labels=labels))
    opened = Shown(browser, tmp_path / "page.html")

    assert opened.run("window.failed") is None
    assert 0 == opened.run("document.images.length")
    assert [] == opened.errors
    opened.context.close()


def test_a_project_without_windows_is_shown(browser, bare_estate, tmp_path):
    write_harness(tmp_path / "page.html", scene_data(bare_estate))
    opened = Shown(browser, tmp_path / "page.html")

    assert opened.run("window.failed") is None
    assert opened.run("scene.pick(450, 300)") is None
    assert [] == opened.errors
    opened.context.close()


def test_without_webgl_create_says_so(browser, estate, tmp_path):
    write_harness(tmp_path / "page.html", scene_data(estate))
    blind = browser.browser_type.launch(
        executable_path=str(BROWSER), args=["--disable-3d-apis", "--no-sandbox"]
    )
    opened = Shown(blind, tmp_path / "page.html")

    assert "NoWebGLError" == opened.run("window.failed.name")
    assert 0 == opened.run("document.querySelectorAll('#scene canvas').length")
    blind.close()
