"""The page in a browser: nothing of it is imitated here."""

import random
import re
from dataclasses import replace

import pytest
from page_harness import at_rest, chosen, ink, until
from tiled import tiled

from sunlight.report.page.write import write_page
from sunlight.report.segments import exact_duration, segment_texts, whole_minutes
from sunlight.report.tables import clock_of
from sunlight.report.texts import texts
from sunlight.rules import Outcome, outcome_text, wording_text

pytest.importorskip("k3d")
pytest.importorskip("playwright.sync_api")


@pytest.fixture(scope="module")
def opened(browser, tmp_path_factory):
    """Function that writes the page of an assessment and opens it."""
    contexts = []

    def opened(assessment, *, lang="zh", **options):
        path = tmp_path_factory.mktemp("page") / "page.html"
        write_page(assessment, path, lang=lang)
        options = {"viewport": {"width": 1366, "height": 768}, **options}
        context = browser.new_context(**options)
        contexts.append(context)
        page = context.new_page()
        page.said, page.asked = [], []
        page.on("console", lambda m: page.said.append(f"{m.type}: {m.text}"))
        page.on("pageerror", lambda e: page.said.append(f"error: {e}"))
        page.on("request", lambda r: page.asked.append(r.url))
        page.address = path.as_uri()
        page.bytes = path.stat().st_size
        page.goto(page.address)
        until(page, "document.documentElement.dataset.scene !== undefined")
        return page

    yield opened
    for context in contexts:
        context.close()


@pytest.fixture(scope="module")
def shown(opened, estate):
    """One page of the estate for all tests that leave it as it was."""
    return opened(estate)


AS_IT_WAS = """() => {
  for (const place of ["#panel-close", "[data-lang=zh]", "[data-state=after]"]) {
    document.querySelector(place)?.click();
  }
}"""


@pytest.fixture
def page(shown):
    yield shown
    shown.evaluate(AS_IT_WAS)


def test_nothing_is_asked_of_a_network_and_nothing_complains(page):
    assert [page.address] == page.asked
    assert [] == page.said


def test_the_picture_is_not_blank(page):
    clip = page.locator("#scene").bounding_box()

    assert "ready" == page.evaluate("document.documentElement.dataset.scene")
    assert ink(page, clip) > 12


def test_figures_of_windows_are_those_of_the_assessment(page, estate):
    words = texts("zh")
    clock = clock_of(estate)
    results = estate.windows
    shown = {
        state: segment_texts(getattr(results, f"full_{state}"), clock)
        for state in ("before", "after")
    }
    measured = [
        row
        for row in range(len(estate.project.windows))
        if results.minutes_before[row] == results.minutes_before[row]
    ]
    for row in random.Random(6).sample(measured, 6):
        chosen(page, estate, row)
        cells = page.locator("#panel-minutes tbody td")
        for place, state in enumerate(("before", "after")):
            minutes = getattr(results, f"minutes_{state}")
            whole = whole_minutes(minutes)[row].as_py()

            assert str(whole) == cells.nth(place).locator("strong").inner_text()
            assert exact_duration(minutes[row], words) in cells.nth(place).inner_text()
            segments = page.locator(f"table.segments[data-state={state}] tr.counted")
            found = [
                (
                    r.locator("td").nth(0).inner_text(),
                    r.locator("td").nth(1).inner_text(),
                )
                for r in segments.all()
            ]
            assert shown[state].solar[row].as_py() == "; ".join(f[0] for f in found)
            assert shown[state].beijing[row].as_py() == "; ".join(f[1] for f in found)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_panel_has_the_verdict_in_the_words_of_the_rules(page, estate, lang):
    page.click(f"[data-lang={lang}]")
    failing = next(
        i for i, v in enumerate(estate.households.verdicts) if v.outcome is Outcome.FAIL
    )
    verdict = estate.households.verdicts[failing]
    project = estate.project
    households = project.rooms.household[project.windows.room]
    chosen(page, estate, int((households == failing).argmax()))

    assert outcome_text(verdict.outcome, lang) == page.inner_text("#panel-outcome")
    assert wording_text(verdict.wording, lang) == page.inner_text("#panel-wording")
    assert verdict.clause == page.inner_text("#panel-clause")


def test_units_that_fail_stand_first(page, estate):
    page.click("#tab-households")
    failing = {
        name
        for name, v in zip(
            estate.project.households.id, estate.households.verdicts, strict=True
        )
        if v.outcome is Outcome.FAIL
    }
    rows = page.locator("#sheet-households td[data-column=household]")
    first = [rows.nth(i).inner_text() for i in range(len(failing))]

    assert failing == set(first)


def test_the_slider_moves_both_clocks(page):
    page.locator("#minute").fill("600")

    assert "真太阳时 10:00" == page.inner_text("#solar")
    assert page.inner_text("#beijing").startswith("北京时间 10:40")


def test_keys_move_by_a_minute_and_by_a_quarter(page):
    page.locator("#minute").fill("600")
    page.focus("#minute")
    times = []
    for key in ("ArrowRight", "ArrowLeft", "PageUp", "PageDown", "Home", "End"):
        page.keyboard.press(key)
        times.append(page.inner_text("#solar")[-5:])

    assert ["10:01", "10:00", "10:15", "10:00", "08:00", "16:00"] == times


def test_play_runs_on_and_pause_stops(page):
    page.locator("#minute").fill("600")
    page.click("#play")
    until(page, "Number(document.getElementById('minute').value) > 604")
    page.click("#play")
    stopped = page.input_value("#minute")
    page.wait_for_timeout(200)

    assert stopped == page.input_value("#minute")


def test_a_click_on_a_window_of_the_picture_shows_it_everywhere(page, estate):
    row = int((estate.windows.minutes_after < estate.windows.minutes_before).argmax())
    name = estate.project.windows.id[row]
    page.click("#tab-windows")
    chosen(page, estate, row)  # the camera goes before it
    place = at_rest(page, f"SunlightPage.picture.scene.project({row})")
    box = page.locator("#scene").bounding_box()
    page.click("#panel-close")

    assert "所选窗" == page.inner_text("#panel-title")
    page.mouse.click(box["x"] + place["x"], box["y"] + place["y"])
    assert name in page.inner_text("#panel-title")
    assert name in page.inner_text("#sheet-windows tr.chosen")
    assert page.evaluate("decodeURIComponent(location.hash)") == f"#window={name}"


def test_search_leaves_the_rows_that_fit(page, estate):
    page.click("#tab-windows")
    name = estate.project.windows.id[5]
    page.fill("#windows-search", name)
    rows = page.locator("#sheet-windows tbody tr[data-row]")

    assert all(name in row.inner_text() for row in rows.all())
    assert page.inner_text("#sheet-windows .count").endswith(
        f"/ {len(estate.project.windows)} 行"
    )
    page.fill("#windows-search", "没有这个")
    assert "没有符合的行" in page.inner_text("#sheet-windows tbody")
    page.fill("#windows-search", "")


def test_a_heading_sorts_by_exact_minutes(page):
    page.click("#tab-windows")
    heading = page.locator("#sheet-windows th button").nth(6)
    heading.click()
    cells = page.locator("#sheet-windows td[data-column=whole_after]").all_inner_texts()
    numbers = [int(text) for text in cells if text]

    assert sorted(numbers) == numbers
    assert 1 == page.locator("#sheet-windows th[aria-sort=ascending]").count()
    heading.click()
    heading.click()


def test_rows_are_reached_and_chosen_by_keys(page):
    page.click("#tab-households")
    page.focus("#households-search")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    row = page.locator("#sheet-households tr.chosen")

    assert "3" == row.get_attribute("aria-rowindex")
    assert page.evaluate("document.activeElement.dataset.place") == "1"
    assert "窗" in page.inner_text("#live")


def test_language_turns_every_word(page):
    page.click("[data-lang=en]")

    assert "en" == page.get_attribute("html", "lang")
    for part in ("#tabs", "#settings", "#time", "#legend"):
        text = page.inner_text(part).replace("Great Cold (大寒)", "")
        assert not re.search("[\u4e00-\u9fff]", text), text
    page.click("[data-lang=zh]")
    assert "zh-Hans" == page.get_attribute("html", "lang")
    for part in ("#tabs", "#settings", "#time", "#legend", "#panel"):
        assert not re.search("[A-Za-z]{4,}", page.inner_text(part))


def test_before_and_after_are_different_pictures(page):
    clip = page.locator("#scene").bounding_box()
    page.click("[data-view=axonometric]")
    page.wait_for_timeout(500)
    after = page.screenshot(clip=clip)
    page.click("[data-state=before]")
    page.wait_for_timeout(500)

    assert after != page.screenshot(clip=clip)
    assert "true" == page.get_attribute("[data-state=before]", "aria-pressed")


def test_the_chart_shows_as_many_lit_parts_as_there_are_segments(page, estate):
    results = estate.windows
    row = int((results.minutes_after < results.minutes_before).argmax())
    chosen(page, estate, row)
    page.wait_for_selector("#panel-charts figure[data-state=after] svg")
    for state in ("before", "after"):
        counted = getattr(results, f"counted_{state}")
        expected = counted.offsets[row + 1] - counted.offsets[row]
        chart = page.locator(f"#panel-charts figure[data-state={state}] svg")

        assert expected == chart.locator(".lit").count()
        assert chart.locator(".body").count() > 0


def test_an_address_opens_its_window(opened, estate):
    page = opened(estate)
    name = estate.project.windows.id[3]
    page.goto(f"{page.address}#window={name}")
    page.reload()
    page.wait_for_selector("#panel-close")

    assert name in page.inner_text("#panel-title")


def test_print_has_the_summary_and_the_units_that_fail(page, estate, tmp_path):
    path = tmp_path / "page.pdf"
    page.pdf(path=path, prefer_css_page_size=True, print_background=True)
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    paper = page.locator("#paper").text_content()
    names = estate.project.households.id
    page.evaluate("window.dispatchEvent(new Event('afterprint'))")

    assert path.read_bytes().startswith(b"%PDF")
    assert path.stat().st_size > 60_000
    for name, verdict in zip(names, estate.households.verdicts, strict=True):
        if verdict.outcome is Outcome.FAIL:
            assert name in paper
    for note in texts("zh")["notes.aids"], texts("zh")["notes.software"]:
        assert note in paper


def test_without_windows_the_page_says_so(opened, bare_estate):
    page = opened(bare_estate)

    assert "没有窗" in page.inner_text("#panel")
    assert "不算通过" in page.inner_text("#panel")
    assert 0 == page.locator("#tab-windows, #tab-households").count()
    assert bare_estate.project.buildings[0].id in page.inner_text("#sheet-buildings")
    assert [] == page.said


def test_another_day_has_its_own_band(opened, uses):
    page = opened(uses)
    page.select_option("#day", "1")
    page.locator("#minute").press("Home")

    assert "真太阳时 09:00" == page.inner_text("#solar")
    page.locator("#minute").press("End")
    assert "真太阳时 15:00" == page.inner_text("#solar")
    assert [] == page.said


def test_a_browser_without_webgl_has_tables_and_a_message(opened, estate, browser):
    page = opened(estate)
    page.add_init_script("HTMLCanvasElement.prototype.getContext = () => null;")
    page.reload()
    until(page, "document.documentElement.dataset.scene === 'none'")

    assert "WebGL" in page.inner_text("#scene-notice")
    page.click("#tab-windows")
    page.locator("#sheet-windows tbody tr[data-row]").first.click()
    page.wait_for_selector("#panel-charts svg")
    assert [] == page.said


def test_names_are_shown_as_they_are(opened, estate):
    evil = "<img src=x onerror=alert(1)>" + "长" * 200
    project = estate.project
    buildings = (replace(project.buildings[0], name=evil), *project.buildings[1:])
    named = replace(estate, project=replace(project, name=evil, buildings=buildings))
    page = opened(named)
    chosen(page, estate, 0)

    assert evil == page.text_content("#title")
    assert 0 == page.locator("#app img").count()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert [] == page.said


def test_ten_thousand_windows_stay_small_and_answer(opened, estate):
    times = -(-10_000 // len(estate.project.windows))
    page = opened(tiled(estate, times))
    page.click("#tab-windows")
    drawn = page.locator("#sheet-windows tbody tr[data-row]").count()
    last = f"~{times - 1}"
    page.fill("#windows-search", last)
    row = page.locator("#sheet-windows tbody tr[data-row]").first
    row.click()
    page.locator("#minute").fill("660")

    assert page.bytes < 25_000_000
    assert drawn < 80
    assert last in page.inner_text("#panel-title")
    assert "11:00" in page.inner_text("#solar")
    assert [] == page.said
    assert page.inner_text("#sheet-windows .count").startswith(
        str(len(estate.project.windows))
    )


def test_a_narrow_screen_does_not_scroll_sideways(opened, estate):
    page = opened(estate, viewport={"width": 390, "height": 844})

    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert page.locator("#scene").bounding_box()["height"] > 300
