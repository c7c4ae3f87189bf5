"""Two models become one project: footprints around, and a tower in CityJSON.

Written into the folder named on the command line, or a temporary one; read, assessed.
"""

import json
import sys
import tempfile
from collections import Counter
from pathlib import Path

import sunlight as sl

EAST, NORTH = 389125.0, 4254850.0  # south-west corner of the tower in EPSG:4547 [m]
PROJECT = """
schema = "sunlight-project/1"
project = { name = "两个模型" }
site = { latitude = 38.42, longitude = 112.73, height_datum = "1985" }
[[source]]
file = "around.geojson"
options = { use = "residential", prefix = "周边-", height_datum = "1985" }
regular_windows = { spacing = 3.6, storey_height = 3.0 }
[[source]]
file = "tower.city.json"
options = { status = "proposed", use = "residential", height_datum = "1985" }
"""


def around() -> dict[str, object]:
    """Three blocks as GeoJSON; the last says its storeys, but not its height."""
    features = []
    for k, facts in enumerate([{"height": 18.0}, {"height": 21.0}, {"levels": 6}]):
        west, south = 112.7300 + 7e-4 * (k % 2), 38.4205 + 5e-4 * (k // 2)
        east, north = west + 5e-4, south + 1.2e-4
        ring = [[west, south], [east, south], [east, north], [west, north]]
        geometry = {"type": "Polygon", "coordinates": [[*ring, ring[0]]]}
        features.append({"type": "Feature", "properties": facts, "geometry": geometry})
    return {"type": "FeatureCollection", "features": features}


def tower() -> dict[str, object]:
    """A box of 24 by 14 by 54 m as CityJSON, south of the blocks."""
    plan = [(0, 0), (24, 0), (24, 14), (0, 14)]
    walls = [[[k, (k + 1) % 4, (k + 1) % 4 + 4, k + 4]] for k in range(4)]
    solid = [[[3, 2, 1, 0]], *walls, [[4, 5, 6, 7]]]
    geometry = {"type": "Solid", "lod": "1.2", "boundaries": [solid]}
    return {
        "type": "CityJSON",
        "version": "2.0",
        "metadata": {"referenceSystem": "https://www.opengis.net/def/crs/EPSG/0/4547"},
        "transform": {"scale": [1, 1, 1], "translate": [EAST, NORTH, 0]},
        "CityObjects": {"T1": {"type": "Building", "geometry": [geometry]}},
        "vertices": [[x, y, z] for z in (0, 54) for x, y in plan],
    }


def main() -> None:
    """Write, read, say what was found, assess."""
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(sys.argv[1] if len(sys.argv) > 1 else temporary)
        folder.mkdir(parents=True, exist_ok=True)
        for name, model in (("around.geojson", around()), ("tower.city.json", tower())):
            (folder / name).write_text(json.dumps(model), encoding="utf-8")
        (folder / "project.toml").write_text(PROJECT, encoding="utf-8")
        project, findings = sl.read_project(folder / "project.toml")
    print(", ".join(f"{b.id} ({b.file})" for b in project.buildings))
    for code, count in sorted(Counter(f.code for f in findings).items()):
        print(f"  {count} x {code}")
    assessment = sl.assess(project, findings=findings)
    lost = assessment.windows.minutes_before - assessment.windows.minutes_after
    print(
        f"{len(lost)} windows; the tower takes up to {lost.max():.1f} min from a window"
    )
    print(f"outcome: {assessment.outcome.value} (assumed windows are never judged)")


if __name__ == "__main__":
    main()
