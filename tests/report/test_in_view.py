"""Legends name what stands on the sheet (图例只列本图所有)."""

import shapely
from matplotlib.figure import Figure

from sunlight.report.plan_polygons import in_view


def test_only_polygons_inside_the_limits_are_in_view():
    axes = Figure().add_subplot()
    axes.set(xlim=(0.0, 100.0), ylim=(0.0, 50.0))
    near, far = shapely.box(90, 40, 120, 60), shapely.box(0, 60, 10, 70)
    assert in_view(axes, [far, near])
    assert not in_view(axes, [far])
    assert not in_view(axes, [])
