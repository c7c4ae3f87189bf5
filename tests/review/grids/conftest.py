"""Files made by the tests, and PDF through LibreOffice where it stands."""

import shutil
import subprocess

import pytest

pytest.importorskip("lxml")
pytest.importorskip("defusedxml")


def codes_of(findings):
    return {finding.code for finding in findings}


@pytest.fixture(scope="session")
def codes():
    return codes_of


@pytest.fixture(scope="session")
def as_pdf(tmp_path_factory):
    """Converts files of an office program; skips where there is none."""
    pytest.importorskip("pdfplumber")
    program = shutil.which("soffice")
    if program is None:
        pytest.skip("no LibreOffice")

    def convert(*paths):
        folder = tmp_path_factory.mktemp("pdf")
        profile = tmp_path_factory.mktemp("profile").as_uri()
        subprocess.run(
            [
                program,
                f"-env:UserInstallation={profile}",
                "--headless",
                "--convert-to",
                "pdf",
                "--outdir",
                str(folder),
                *map(str, paths),
            ],
            check=True,
            capture_output=True,
            timeout=240,
        )
        return [folder / f"{path.stem}.pdf" for path in paths]

    return convert
