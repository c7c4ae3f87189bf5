"""Drawings that tests make with ezdxf and read back."""

from pathlib import Path

import pytest

from sunlight.importers.dxf.options import DxfOptions
from sunlight.importers.dxf.reader import read_dxf

ezdxf = pytest.importorskip("ezdxf")


class Drawing:
    """A drawing in the making, in metres unless said otherwise."""

    def __init__(self, folder: Path, version="R2010", units=6):
        self.folder = folder
        self.doc = ezdxf.new(version, units=units)
        self.space = self.doc.modelspace()

    def outline(self, points, layer="建筑", *, space=None, close=True, **attributes):
        kind = "xyb" if len(points[0]) == 3 else "xy"
        return (self.space if space is None else space).add_lwpolyline(
            points, format=kind, close=close, dxfattribs={"layer": layer, **attributes}
        )

    def box(self, x=0.0, y=0.0, width=30.0, depth=12.0, layer="建筑", **attributes):
        corners = [(x, y), (x + width, y), (x + width, y + depth), (x, y + depth)]
        return self.outline(corners, layer, **attributes)

    def text(self, text, at, layer="层数标注", **attributes):
        return self.space.add_text(
            text, height=1.0, dxfattribs={"layer": layer, "insert": at, **attributes}
        )

    def line(self, start, end, layer="建筑", **attributes):
        return self.space.add_line(
            start, end, dxfattribs={"layer": layer, **attributes}
        )

    def save(self, name="总平面.dxf"):
        path = self.folder / name
        self.doc.saveas(path)
        return path

    def read(self, **options):
        return read_dxf(self.save(), options=DxfOptions(**options))


@pytest.fixture
def drawing(tmp_path):
    return Drawing(tmp_path)


@pytest.fixture
def new_drawing(tmp_path):
    def make(**how):
        return Drawing(tmp_path, **how)

    return make


@pytest.fixture
def codes():
    def of(findings):
        return [finding.code for finding in findings]

    return of


@pytest.fixture
def the_finding():
    def of(findings, code):
        return next(finding for finding in findings if finding.code == code)

    return of
