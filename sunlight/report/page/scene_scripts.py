"""Scripts of the 3D scene: three.js from k3d's bundle, then ours (三维场景脚本)."""

from importlib.resources import files
from importlib.util import find_spec
from pathlib import Path
from typing import Final

from sunlight.errors import MissingExtraError, SunlightError

__all__ = ["OWN_SCRIPTS", "scene_scripts", "vendor_script"]

OWN_SCRIPTS: Final = (
    "scene_geometry.js",
    "scene_sun.js",
    "scene_themes.js",
    "scene_labels.js",
    "scene_windows.js",
    "scene_build.js",
    "scene_controls.js",
    "scene_camera.js",
    "scene.js",
)
"""Our scripts, in the order in which they are read."""

PROVIDER: Final = "ThreeJsProvider"
"""Under this name the bundle gives three.js."""

_TAKEN: Final = """
window.SunlightHead = new Set(document.head.children);
window.define = function (name, needs, make) { window.SunlightVendor = make(); };
window.define.amd = {};
"""
"""The bundle hands itself to a loader of modules; this one keeps it."""

_GIVEN_BACK: Final = """
delete window.define;
for (const element of document.head.querySelectorAll("style")) {
  if (!window.SunlightHead.has(element)) element.remove();
}
delete window.SunlightHead;
"""
"""The loader goes, and the bundle's own style sheets, which nothing here needs."""


def scene_scripts() -> tuple[str, ...]:
    """Scripts that the page needs for the scene, each for a ``<script>`` (三维脚本).

    The first is the bundle of the k3d package, unchanged, under the notices of its
    licences; the others are ours. None of them asks the network for anything.

    Returns
    -------
    tuple of str
        Texts that contain neither ``</script`` nor ``<!--``.

    Raises
    ------
    MissingExtraError
        If k3d is not installed.
    SunlightError
        If the installed k3d brings no three.js to take.
    """
    folder = files("sunlight.report.page")
    own = [(folder / name).read_text(encoding="utf-8") for name in OWN_SCRIPTS]
    return (vendor_script(), *own)


def vendor_script() -> str:
    """k3d's bundle with its licence notices (第三方脚本及其许可声明).

    Raises
    ------
    MissingExtraError, SunlightError
        As :func:`scene_scripts`.
    """
    package = _package()
    static = package / "static"
    bundle = _read(static / "standalone.js")
    if PROVIDER not in bundle or "</script" in bundle.lower() or "<!--" in bundle:
        raise SunlightError(
            f"the installed k3d ({package}) has no script that the page can carry; "
            "install k3d 3.2 or a later 3.x:  pip install 'k3d>=3.2,<4'"
        )
    notices = [_read(static / "standalone.js.LICENSE.txt"), *_licences(package)]
    head = "".join(_comment(text) for text in notices)
    return f"{head}{_TAKEN}{bundle}{_GIVEN_BACK}"


def _package() -> Path:
    """Folder of k3d, found without importing it: that would load a notebook."""
    spec = find_spec("k3d")
    if spec is None or not spec.submodule_search_locations:
        raise MissingExtraError("writing the 3D page", extra="report")
    return Path(spec.submodule_search_locations[0])


def _read(path: Path) -> str:
    """Text of one of its files."""
    if not path.is_file():
        raise SunlightError(
            f"{path} is missing: the installation of k3d is not complete; reinstall it "
            "with  pip install --force-reinstall 'k3d>=3.2,<4'"
        )
    return path.read_text(encoding="utf-8")


def _licences(package: Path) -> list[str]:
    """Licence of k3d itself, from its record of installation."""
    found = sorted(package.parent.glob("k3d-*.dist-info/**/LICENSE*"))
    if not found:
        raise SunlightError(
            f"the licence of k3d is not beside {package}, so that the page could not "
            "carry it; reinstall it with  pip install --force-reinstall 'k3d>=3.2,<4'"
        )
    return [_read(path) for path in found]


def _comment(text: str) -> str:
    """Text as a comment of the script."""
    lines = text.replace("*/", "").replace("/*!", "").replace("/**", "").splitlines()
    body = "\n".join(
        f" * {line.strip().lstrip('*').strip()}".rstrip() for line in lines
    )
    return f"/*!\n{body}\n */\n".replace("<", "(")
