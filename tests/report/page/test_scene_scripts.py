"""Scripts that a page carries."""

import sys

import pytest

from sunlight.errors import MissingExtraError, SunlightError
from sunlight.report.page.scene_scripts import (
    OWN_SCRIPTS,
    scene_scripts,
    vendor_script,
)


@pytest.fixture(scope="module")
def scripts():
    pytest.importorskip("k3d", reason="needs the extra 'report'")
    return scene_scripts()


def test_licences_stand_above_the_bundle(scripts):
    head = scripts[0][: scripts[0].index("window.define")]

    assert "Three.js Authors" in head
    assert "SPDX-License-Identifier: MIT" in head
    assert "Permission is hereby granted, free of charge" in head


def test_no_script_can_end_its_element(scripts):
    assert len(OWN_SCRIPTS) + 1 == len(scripts)
    for script in scripts:
        assert "</script" not in script.lower()
        assert "<!--" not in script
        assert "\r" not in script


def test_our_scripts_name_no_address(scripts):
    assert all("http" not in script for script in scripts[1:])


def test_without_k3d_the_extra_is_named(monkeypatch):
    monkeypatch.setitem(sys.modules, "k3d", None)

    with pytest.raises(MissingExtraError, match=r"sunlight-cn\[report\]"):
        vendor_script()


@pytest.mark.parametrize("bundle", [None, "nothing", "ThreeJsProvider </script>"])
def test_another_k3d_is_refused(bundle, monkeypatch, tmp_path):
    static = tmp_path / "k3d" / "static"
    static.mkdir(parents=True)
    (tmp_path / "k3d" / "__init__.py").write_text("", encoding="utf-8")
    if bundle is not None:
        (static / "standalone.js").write_text(bundle, encoding="utf-8")
    monkeypatch.delitem(sys.modules, "k3d", raising=False)
    monkeypatch.syspath_prepend(str(tmp_path))

    with pytest.raises(SunlightError, match="k3d"):
        vendor_script()
