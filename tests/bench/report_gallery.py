"""Draw the gallery of the report: its pages, workbook, drawings and 3D page.

    python tests/bench/report_gallery.py [FOLDER [REPORT]]

The report of the example estate is written, unless the folder of one is given; what
LibreOffice, poppler and Chromium show of it goes to ``docs/gallery`` as PNG. Needs the
extra ``dev`` and the programs ``soffice``, ``pdftoppm``, ``pdftotext``, ``chromium``.
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
    "summary": "日照分析结果汇总",
    "conclusion": "日照分析结论",
    "letter": "建设单位承诺书",
}
"""Pages that are shown whole, by a word that stands on them."""


def main() -> None:
    """Write every picture."""
    target = Path(sys.argv[1]) if len(sys.argv) > 1 else GALLERY
    target.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        report = Path(sys.argv[2]) if len(sys.argv) > 2 else folder / "report"
        if not report.exists():
            command = [sys.executable, "-m", "sunlight.cli", "demo", "--report", "-o"]
            # 1: some households fail on purpose
            subprocess.run([*command, report], check=False)
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
    """First and last pages small on one sheet, and some pages whole."""
    pdf = pdf_of(path, folder)
    pages = pictures_of(pdf, folder)
    ends = pages if len(pages) <= 48 else [*pages[:32], *pages[-16:]]
    small = [Image.open(page).convert("RGB") for page in ends]
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
    """Two sheets of the DXF drawing: the site and the isochrones."""
    import ezdxf
    from ezdxf.addons.drawing import matplotlib as drawn
    from ezdxf.fonts import fonts

    from sunlight.report.fonts import font_path

    document = ezdxf.readfile(path)
    fonts.font_manager.scan_folder(font_path().parent)
    for style in document.styles:  # the fonts of Windows are not here
        style.dxf.font = font_path().name
    for name in document.layouts.names_in_taborder():
        for word, kind in (("总平面", "site"), ("等时线", "isochrone")):
            if word not in name:
                continue
            place = folder / f"dxf-{kind}.png"
            drawn.qsave(document.layout(name), str(place), bg="#ffffff", dpi=220)
            keep(Image.open(place), target / f"report-dxf-{kind}.png", width=1600)


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
