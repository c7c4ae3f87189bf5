"""A page with nothing but the scene, for tests and for looking at it."""

import json
import shutil
from pathlib import Path
from typing import Any

from sunlight.report.page.scene_scripts import scene_scripts

__all__ = ["BROWSER", "BROWSER_ARGUMENTS", "Shown", "write_harness"]

NAMES = ("chromium", "chromium-browser", "google-chrome")
BROWSER = Path(next(filter(None, map(shutil.which, NAMES)), "/usr/bin/chromium"))
BROWSER_ARGUMENTS = (
    "--use-gl=angle",
    "--use-angle=swiftshader",
    "--enable-unsafe-swiftshader",
    "--no-sandbox",
)

START = """
window.picked = [];
window.failed = null;
const data = JSON.parse(document.getElementById("data").textContent);
SunlightScene.create(document.getElementById("scene"), data, {
  onPick: (row) => window.picked.push(row),
  onReady: () => { window.ready = true; },
}).then((scene) => { window.scene = scene; }, (error) => { window.failed = error; });
"""


def write_harness(path: Path, data: dict[str, Any]) -> None:
    """Write the page."""
    scripts = "".join(
        f"<script>{text}</script>\n" for text in (*scene_scripts(), START)
    )
    text = json.dumps(data, ensure_ascii=False).replace("<", "\\u003c")
    path.write_text(
        '<!doctype html><html lang="zh"><meta charset="utf-8"><title>scene</title>'
        "<style>body{margin:0}#scene{width:100vw;height:100vh}</style>"
        '<div id="scene"></div>'
        f'<script type="application/json" id="data">{text}</script>\n{scripts}</html>',
        encoding="utf-8",
    )


class Shown:
    """A page with the scene, and all that it said and asked for."""

    def __init__(self, browser, path):
        self.errors, self.asked = [], []
        self.context = browser.new_context(
            viewport={"width": 900, "height": 600}, offline=True
        )
        self.page = self.context.new_page()
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))
        self.page.on("request", lambda request: self.asked.append(request.url))
        self.page.on(
            "console",
            lambda message: (
                self.errors.append(message.text) if message.type == "error" else None
            ),
        )
        self.page.goto(path.as_uri())
        self.page.wait_for_function("window.ready || window.failed", timeout=60_000)

    def run(self, script, argument=None):
        return self.page.evaluate(script, argument)
