"""Pages as LibreOffice lays them out, against those the contents foretell."""

import re
import shutil
import subprocess

import pytest

OFFICE = shutil.which("soffice")
TOOLS = all(shutil.which(tool) for tool in ("pdftotext", "pdfinfo"))


@pytest.fixture(scope="module")
def pages(written, tmp_path_factory):
    """Text of each page."""
    if OFFICE is None or not TOOLS:
        pytest.skip("LibreOffice or poppler is not installed")
    folder = tmp_path_factory.mktemp("pdf")
    subprocess.run(
        [
            OFFICE,
            f"-env:UserInstallation={(folder / 'profile').as_uri()}",
            "--headless",
            "--convert-to",
            "pdf",
            "--outdir",
            str(folder),
            str(written[2]),
        ],
        check=True,
        capture_output=True,
        timeout=180,
    )
    text = subprocess.run(
        ["pdftotext", "-layout", str(folder / "report.pdf"), "-"],
        check=True,
        capture_output=True,
    ).stdout.decode("utf-8")
    return text.split("\f")[:-1]


def test_the_number_of_pages_is_about_the_estimate(written, pages):
    assert len(pages) == pytest.approx(written[0].pages, abs=1)


def test_the_contents_have_entries_with_page_numbers(pages):
    found = re.findall(r"^\s*(\S.*?)\.{5,}\s*(\d+)\s*$", pages[1], re.MULTILINE)

    assert 16 == len(found)
    assert ("一、建设单位与编制单位", "3") == found[0]


def test_the_page_numbers_of_the_contents_are_those_of_the_pages(pages):
    found = re.findall(r"^\s*(\S.*?)\.{5,}\s*(\d+)\s*$", pages[1], re.MULTILINE)
    off = []
    for title, page in found:
        plain = re.sub(r"\s", "", title)
        actual = [
            number
            for number, text in enumerate(pages[2:], start=3)
            if plain in [re.sub(r"\s", "", line) for line in text.split("\n")]
        ]
        off.append(min(abs(int(page) - number) for number in actual))

    assert max(off) <= 1
    assert sum(off) <= 3


def test_the_last_page_says_where_the_results_come_from(pages):
    assert "结果来源：sunlight" in re.sub(r"\n", "", pages[-1]).replace("： ", "：")
