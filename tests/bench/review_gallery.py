"""Draw the gallery of a review: a page of the opinion and the comparison plot.

    python tests/bench/review_gallery.py [FOLDER [REVIEW]]

The model of the small estate is tampered with (buildings that never stood, a ±0.00
raised 0.5 m, a kitchen named bedroom) and reviewed, unless the folder of a review is
given.
Needs the extra ``dev`` and the programs ``soffice`` and ``pdftoppm``.
"""

import subprocess
import sys
import tempfile
from pathlib import Path

from PIL import Image
from report_gallery import GALLERY, keep, pdf_of, pictures_of

sys.path.insert(0, str(Path(__file__).parents[1] / "review"))

from tamper import cases, changes
from tamper.world import ESTATE, estate
from vendors.files import write_bundle_of

import sunlight as sl

CONCLUSION = 2
"""Page of the opinion that has the conclusion, from 0."""


def main() -> None:
    """Write both pictures."""
    target = Path(sys.argv[1]) if len(sys.argv) > 1 else GALLERY
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        made = Path(sys.argv[2]) if len(sys.argv) > 2 else reviewed(folder)
        pages = pictures_of(pdf_of(made / "opinion.docx", folder), folder)
        keep(Image.open(pages[CONCLUSION]), target / "review-opinion.png")
        plot = Image.open(made / "pictures" / "review-comparison.png")
        keep(plot, target / "review-comparison.png", width=1200)


def reviewed(folder: Path) -> Path:
    """Folder with the opinion on the tampered model."""
    world = estate()
    project = cases._with_phantoms(world)
    project = changes.levels_raised(project, world.targets.raised, 0.5)
    project = changes.rooms_named(project, world.targets.kitchen)
    bundle = write_bundle_of(sl.assess(project), folder / "tampered.sunlight.zip")
    command = [sys.executable, "-m", "sunlight.cli", "review", ESTATE, bundle, "-o"]
    # 1: it is found out
    subprocess.run([*command, folder / "review"], check=False)
    return folder / "review"


if __name__ == "__main__":
    main()
