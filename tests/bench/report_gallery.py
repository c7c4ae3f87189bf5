"""Draw the gallery of the report: its pages, workbook, drawings and 3D page.

    python tests/bench/report_gallery.py [FOLDER]

The report of the example estate is written, opened by LibreOffice, poppler and
Chromium, and what they show goes to ``docs/gallery`` as PNG. Needs the extras ``dev``
and the programs ``soffice``, ``pdftoppm``, ``pdftotext`` and ``chromium``.
"""

import math
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from PIL import Image

GALLERY = Path(__file__).parents[2] / "docs" / "gallery"
PAGE_WIDTH = 900
SHEET_COLUMNS = 8
SHEET_WIDTH = 190
CHAPTERS = {
    "cover": None,
    "contents": "目录",
    "summary": "分楼统计",
    "conclusion": "分析结论",
    "letter": "承诺书",
}
"""Pages that are shown whole, by a word that stands on them."""


def main() -> None:
    """Write every picture."""
    target = Path(sys.argv[1]) if len(sys.argv) > 1 else GALLERY
    target.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        report = folder / "report"
        subprocess.run(
            [sys.executable, "-m", "sunlight.cli", "demo", "--report", "-o", report],
            check=False,  # 1: some households fail on purpose
        )
        document_pages(report / "report.docx", folder, target)
        workbook(report / "report.xlsx", folder, target)
        one_of_each_kind(report / "pictures", target)
        drawing(report / "drawings.dxf", folder, target)
        page(report / "page.html", target)


def pdf_of(path: Path, folder: Path) -> Path:
    """PDF that LibreOffice makes of a document."""
    subprocess.run(
        [
            "soffice",
            f"-env:UserInstallation={(folder / 'office').as_uri()}",
            "--headless",
            "--convert-to",
            "pdf",
            "--outdir",
            folder,
            path,
        ],
        check=True,
        stdout=subprocess.DEVNULL,
    )
    return folder / f"{path.stem}.pdf"


def pictures_of(pdf: Path, folder: Path, *, dots: int = 80) -> list[Path]:
    """Every page of a PDF as PNG, in order."""
    start = folder / f"{pdf.stem}-page"
    subprocess.run(["pdftoppm", "-r", str(dots), "-png", pdf, start], check=True)
    return sorted(folder.glob(f"{start.name}-*.png"))


def words_on(pdf: Path, number: int) -> str:
    """Text of a page, from 1."""
    told = subprocess.run(
        ["pdftotext", "-f", str(number), "-l", str(number), pdf, "-"],
        check=True,
        capture_output=True,
    )
    return told.stdout.decode("utf-8")


def keep(picture: Image.Image, path: Path, *, width: int = PAGE_WIDTH) -> None:
    """Write a picture at most so wide, in 256 colours."""
    plain = picture.convert("RGB")
    if plain.width > width:
        height = round(plain.height * width / plain.width)
        plain = plain.resize((width, height), Image.Resampling.LANCZOS)
    few = plain.quantize(256, dither=Image.Dither.NONE)
    few.save(path, optimize=True)
    print(f"{path.name}: {path.stat().st_size / 1024:.0f} KB")


def document_pages(path: Path, folder: Path, target: Path) -> None:
    """All pages small on one sheet, and some of them whole."""
    pdf = pdf_of(path, folder)
    pages = pictures_of(pdf, folder)
    small = [Image.open(page).convert("RGB") for page in pages]
    for each in small:
        each.thumbnail((SHEET_WIDTH, 10_000))
    rows = math.ceil(len(small) / SHEET_COLUMNS)
    height = max(each.height for each in small) + 10
    sheet = Image.new(
        "RGB", (SHEET_COLUMNS * (SHEET_WIDTH + 10), rows * height), "#777777"
    )
    for index, each in enumerate(small):
        row, column = divmod(index, SHEET_COLUMNS)
        sheet.paste(each, (column * (SHEET_WIDTH + 10) + 5, row * height + 5))
    keep(sheet, target / "report-pages.png", width=sheet.width)
    texts = [words_on(pdf, number) for number in range(1, len(pages) + 1)]
    for name, word in CHAPTERS.items():
        found = [
            index
            for index, text in enumerate(texts)
            if word is None or word in text.replace(" ", "")
        ]
        later = [i for i in found if i > 2] if name not in {"cover", "contents"} else []
        chosen = (later or found)[0]
        keep(Image.open(pages[chosen]), target / f"report-{name}.png")


def workbook(path: Path, folder: Path, target: Path) -> None:
    """Page of the window table."""
    pdf = pdf_of(path, folder)
    pages = pictures_of(pdf, folder, dots=70)
    for number, picture in enumerate(pages, 1):
        if "窗台高" in words_on(pdf, number).replace(" ", ""):
            keep(Image.open(picture), target / "report-workbook.png", width=1200)
            return
    raise SystemExit("no page of the workbook has the window table")


def one_of_each_kind(folder: Path, target: Path) -> None:
    """First picture of each kind."""
    from sunlight.report.pictures.drawing import KINDS

    for kind in KINDS:
        found = sorted(p for p in folder.glob("*.png") if f"{kind}" in p.name)
        if found:
            keep(Image.open(found[0]), target / f"drawing-{kind}.png", width=1200)


def drawing(path: Path, folder: Path, target: Path) -> None:
    """The model space of the DXF drawing."""
    import ezdxf
    from ezdxf.addons.drawing import matplotlib as drawn

    document = ezdxf.readfile(path)
    place = folder / "dxf.png"
    drawn.qsave(document.modelspace(), str(place), bg="#ffffff", dpi=150)
    keep(Image.open(place), target / "report-dxf.png", width=1200)


def page(path: Path, target: Path) -> None:
    """The page as the browser shows it, wide and on a phone."""
    from playwright.sync_api import sync_playwright

    browser = shutil.which("chromium") or os.environ["CHROMIUM"]
    flags = ["--use-gl=angle", "--use-angle=swiftshader", "--ignore-gpu-blocklist"]
    with sync_playwright() as driver:
        chromium = driver.chromium.launch(executable_path=browser, args=flags)
        for name, width, height in (("page", 1366, 768), ("page-phone", 390, 844)):
            shown = chromium.new_page(viewport={"width": width, "height": height})
            shown.goto(path.as_uri())
            shown.wait_for_timeout(4000)
            place = target / f"report-{name}.png"
            shown.screenshot(path=place)
            keep(Image.open(place), place, width=width)
        chromium.close()


if __name__ == "__main__":
    main()
