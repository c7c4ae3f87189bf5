"""The README keeps its word: its example runs, its quick start is two commands."""

import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")


def blocks(language):
    return re.findall(rf"^```{language}\n(.*?)^```$", README, re.DOTALL | re.MULTILINE)


def test_quick_start_is_exactly_two_commands():
    expected = ["pip install . && sunlight demo", 'pip install -e ".[dev]" && pytest']

    assert [expected, expected] == [
        block.splitlines() for block in blocks("bash") if "pip install" in block
    ]


def test_python_example_prints_what_the_readme_shows():
    example = next(block for block in blocks("python") if "full_window" in block)
    shown = re.findall(r"# prints (.*)$", example, re.MULTILINE)
    assert shown

    run = subprocess.run(
        [sys.executable, "-c", example],
        cwd=ROOT,
        capture_output=True,
        encoding="utf-8",
        errors="replace",
        check=False,
    )

    assert shown == run.stdout.splitlines(), run.stderr


def test_files_that_documents_link_to_exist():
    missing = []
    for page in [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]:
        for target in re.findall(r"\]\(([^)#\s]+)", page.read_text(encoding="utf-8")):
            if "://" not in target and not (page.parent / target).exists():
                missing.append(f"{page.relative_to(ROOT).as_posix()}: {target}")

    assert not missing
