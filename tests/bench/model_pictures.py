"""Pictures of sample models with their windows coloured, for docs/gallery::

    SUNLIGHT_DATA=... python tests/bench/model_pictures.py docs/gallery

The models lie elsewhere than they were built: all get the place of Xinzhou, so that the
colours mean what they mean there.
"""

import os
import sys
from pathlib import Path

from sunlight.assessment import assess
from sunlight.importers.regular_windows_spec import RegularWindowsSpec
from sunlight.importers.sources import read_model
from sunlight.report.oblique.picture import write_model_picture

XINZHOU = {"latitude": 38.42, "longitude": 112.73}
HOUSE = {"status": "proposed", "use": "residential", **XINZHOU}
MODELS = {
    "fzk-haus": ("ifc/AC20-FZK-Haus.ifc", HOUSE | {"one_dwelling": True}),
    "duplex": ("ifc/duplex.ifc", HOUSE | {"dwelling_pattern": "^([AB])"}),
    "suzhou-dxf": (
        "dxf/suzhou_site_gbk_r2000_DERIVED.dxf",
        XINZHOU | {"crs": "EPSG:4549", "outdoor_ground": 3.0},
    ),
}


def main() -> None:
    """Read, assess and draw each of them."""
    data, folder = Path(os.environ["SUNLIGHT_DATA"]), Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    for name, (file, options) in MODELS.items():
        project, findings = read_model(
            data / file, options=options, regular_windows=RegularWindowsSpec()
        )
        minutes = assess(project, findings=findings).windows.minutes_after
        path = folder / f"{name}.png"
        write_model_picture(project, path, minutes=minutes)
        print(f"{path}: {len(project.windows)} windows, {path.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
