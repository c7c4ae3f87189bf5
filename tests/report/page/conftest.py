"""A browser that draws by software and has no network."""

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))  # the harness is imported by name

from scene_harness import BROWSER, BROWSER_ARGUMENTS, Shown, write_harness

from sunlight.report.page.scene_data import scene_data


@pytest.fixture(scope="module")
def browser():
    playwright = pytest.importorskip("playwright.sync_api", reason="needs playwright")
    if not BROWSER.exists():
        pytest.skip(f"needs the browser {BROWSER}")
    with playwright.sync_playwright() as running:
        opened = running.chromium.launch(
            executable_path=str(BROWSER), args=list(BROWSER_ARGUMENTS)
        )
        yield opened
        opened.close()


@pytest.fixture(scope="module")
def shown(browser, estate, tmp_path_factory):
    pytest.importorskip("k3d", reason="needs the extra 'report'")
    path = tmp_path_factory.mktemp("scene") / "scene.html"
    write_harness(path, scene_data(estate))
    opened = Shown(browser, path)
    yield opened
    opened.context.close()
