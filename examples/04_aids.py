"""Aids to design from Python: a grid, isochrones, a sun-path chart, who shades whom.

Writes their pictures and one table into the folder named on the command line, or into
``sunlight-aids``. All of them are aids, never the basis of a conclusion (规程六(一)).
"""

import sys
from pathlib import Path

import shapely

import sunlight as sl
from sunlight.analyses.grids import plan_grid
from sunlight.analyses.isochrones import isochrones
from sunlight.analyses.planes import plane_of
from sunlight.assessment.shaders import project_shaders
from sunlight.assessment.sky_charts import window_chart_of
from sunlight.assessment.subject import subject_of
from sunlight.report.aids.chart import ChartSheet, chart_png
from sunlight.report.aids.georeference import georeference
from sunlight.report.aids.isochrones import isochrone_figure, isochrone_provenance
from sunlight.report.aids.plan_picture import plan_picture
from sunlight.report.aids.provenance import plane_words, provenance_of
from sunlight.report.aids.shaders import edges_table
from sunlight.report.aids.sheet import png_of
from sunlight.report.csvfile import write_csv
from sunlight.report.texts import texts

ESTATE = Path(__file__).parent / "xinzhou_estate" / "project.toml"
WINDOW = "4#-1-S06"
AREA = shapely.box(20.0, 60.0, 130.0, 110.0)


def main() -> None:
    """Look at the ground before 4#, at one of its windows, and at all windows."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else Path("sunlight-aids")
    folder.mkdir(parents=True, exist_ok=True)
    words, state = texts("zh"), "after"
    project, _ = sl.read_project(ESTATE)
    subject, place = subject_of(project), georeference(project)
    obstructions, path = subject.obstructions(state), subject.path
    plane = plane_of(project, above=1.5, building="4#")
    height = plane_words(plane, words)

    grid = plan_grid(AREA, obstructions, path, z=plane.elevation, spacing=2.0)
    told = provenance_of(
        project,
        grid.basis,
        kind="plan",
        state=state,
        height=height,
        spacing=2.0,
        place=place,
        words=words,
    )
    picture = png_of(plan_picture(grid, subject, state, told, words), told)
    (folder / "grid.png").write_bytes(picture)
    print(f"{grid.minutes.size} points at {plane.elevation:.2f} m, 2 m apart")

    lines = isochrones(
        AREA, obstructions, path, z=plane.elevation, hours=[2.0, 3.0], accuracy=2.0
    )
    told = isochrone_provenance(
        lines, subject, state=state, height=height, place=place, words=words
    )
    figure = isochrone_figure(lines, subject, state=state, provenance=told, words=words)
    (folder / "isochrones.png").write_bytes(png_of(figure, told))
    for line in lines:
        print(f"{line.hours:g} h or more on {line.region.area:.0f} m2")

    chart = window_chart_of(subject, WINDOW, state=state)
    sheet = ChartSheet(
        chart=chart,
        name=project.name,
        subject=WINDOW,
        state=state,
        rules=project.rules,
    )
    (folder / "chart.png").write_bytes(chart_png(sheet))
    print(f"window {WINDOW}: {chart.minutes:.1f} min")

    shaders = project_shaders(project)
    write_csv(edges_table(shaders, words), folder / "edges.csv", words)
    worst = max(shaders.lost_edges, key=lambda edge: edge.greatest)
    print(
        f"{worst.shader} takes up to {worst.greatest:.1f} min from a window of "
        f"{worst.shaded}"
    )
    print(f"pictures and table: {folder}")


if __name__ == "__main__":
    main()
