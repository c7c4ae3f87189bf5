"""Nothing of others is copied in: neither the regulation's sentences nor sample data.

The regulation is paraphrased and cited; the text itself is read, where it is at hand,
from the folder named by SUNLIGHT_REGULATION, sample models from SUNLIGHT_DATA.
"""

import hashlib
import os
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
FOLDERS = ("sunlight", "tests", "examples", "docs", ".ci", ".github")
LONGEST_QUOTE = 23
"""Longest run of the regulation's characters, blanks left out, that may stand here."""
SMALLEST_MODEL = 200
"""Smaller files can be equal by chance. [bytes]"""


def folder_named_by(variable):
    if not os.environ.get(variable):
        pytest.skip(f"{variable} names no folder")
    folder = Path(os.environ[variable])
    assert folder.is_dir(), f"{variable} names {folder}, which is no folder"
    return folder


def files_under(folder):
    return [
        path
        for path in sorted(folder.rglob("*"))
        if path.is_file() and "__pycache__" not in path.parts
    ]


def project_files():
    files = [path for path in ROOT.iterdir() if path.suffix in {".md", ".toml"}]
    for name in FOLDERS:
        files += files_under(ROOT / name)
    return files


def without_blanks(path):
    return re.sub(r"\s+", "", path.read_text(encoding="utf-8", errors="ignore"))


def runs(text):
    length = LONGEST_QUOTE + 1
    return {text[i : i + length] for i in range(len(text) - length + 1)}


def test_no_sentence_of_the_regulation_is_copied():
    folder = folder_named_by("SUNLIGHT_REGULATION")
    regulation = set().union(*(runs(without_blanks(p)) for p in folder.glob("*.txt")))
    assert len(regulation) > 1000

    copied = {
        path.relative_to(ROOT).as_posix(): sorted(shared)
        for path in project_files()
        if (shared := runs(without_blanks(path)) & regulation)
    }

    assert not copied


def test_no_sample_model_is_copied():
    folder = folder_named_by("SUNLIGHT_DATA")
    models = [p for p in files_under(folder) if p.stat().st_size >= SMALLEST_MODEL]
    assert models
    sizes = {path.stat().st_size for path in models}
    digests = {hashlib.sha256(path.read_bytes()).digest() for path in models}

    copied = [
        path.relative_to(ROOT).as_posix()
        for path in project_files()
        if path.stat().st_size in sizes
        and hashlib.sha256(path.read_bytes()).digest() in digests
    ]

    assert not copied
