"""A city quarter of footprints with heights: every window of it on 大寒.

Reads the GeoJSON file named on the command line, or the Suzhou quarter in the folder
that SUNLIGHT_DATA names, or a quarter generated here. Windows are laid by rule: 1.5 m
wide, every 3.6 m of façade and storey.
"""

import json
import os
import sys
import tempfile
import time
from pathlib import Path

import numpy as np

import sunlight as sl


def generated_quarter(folder: Path) -> Path:
    """A made-up quarter of 60 blocks at Xinzhou as GeoJSON."""
    features = []
    for row in range(6):
        for column in range(10):
            west, south = 112.73 + column * 7e-4, 38.42 + row * 4.5e-4
            east, north = west + 5e-4, south + 1.2e-4
            ring = [[west, south], [east, south], [east, north], [west, north]]
            features.append(
                {
                    "type": "Feature",
                    "properties": {"height": 18.0 + 3.0 * ((7 * row + column) % 6)},
                    "geometry": {"type": "Polygon", "coordinates": [[*ring, ring[0]]]},
                }
            )
    path = folder / "quarter.geojson"
    collection = {"type": "FeatureCollection", "features": features}
    path.write_text(json.dumps(collection), encoding="utf-8")
    return path


def main() -> None:
    """Read, lay windows, assess, print."""
    data = os.environ.get("SUNLIGHT_DATA")
    with tempfile.TemporaryDirectory() as folder:
        if len(sys.argv) > 1:
            source = Path(sys.argv[1])
        elif data is not None:
            source = Path(data) / "footprints" / "suzhou_3076.geojson"
        else:
            source = generated_quarter(Path(folder))
        began = time.perf_counter()
        project, findings = sl.read_geojson(source)
        project = sl.lay_regular_windows(project)
        read = time.perf_counter()
        assessment = sl.assess(project, findings=findings)
        done = time.perf_counter()
    minutes = assessment.windows.minutes_after
    print(f"{len(project.buildings)} buildings, {len(project.windows)} windows")
    print(f"read and laid in {read - began:.1f} s, assessed in {done - read:.1f} s")
    print(
        f"median {np.nanmedian(minutes):.0f} min; reaching 120 min: "
        f"{np.mean(minutes >= 120.0):.1%} of all windows"
    )
    print(f"outcome: {assessment.outcome.value} (no households: measured, not judged)")
    try:
        import resource
    except ImportError:  # not on Windows
        return
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    print(
        f"peak memory {peak / (1024 if sys.platform != 'darwin' else 1024**2):.0f} MB"
    )


if __name__ == "__main__":
    main()
