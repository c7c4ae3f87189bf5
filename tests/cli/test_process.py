"""The command line as a process of its own: streams, signals, the demo."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
COMMAND = [sys.executable, "-W", "error", "-m", "sunlight.cli"]


def environment(encoding):
    # what the consoles of Chinese Windows and plain POSIX locales do
    return {**os.environ, "PYTHONIOENCODING": encoding, "PYTHONPATH": str(ROOT)}


def start(*arguments, encoding="utf-8", folder=ROOT):
    return subprocess.Popen(
        [*COMMAND, *map(str, arguments)],
        cwd=folder,
        env=environment(encoding),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        preexec_fn=take_interrupts if os.name == "posix" else None,
    )


def take_interrupts():
    """Undo what shells do to what they start in the background."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def finish(process):
    output, errors = process.communicate()
    return process.returncode, output, errors.decode("utf-8", "replace")


@pytest.fixture(scope="module")
def on_gbk(estate):
    return finish(start("analyze", estate, encoding="gbk"))


def test_an_ascii_console_shows_what_it_can(estate):
    code, output, errors = finish(start("analyze", estate, encoding="ascii"))

    assert 1 == code, errors
    assert "1#-0101" in output.decode("ascii")


def test_a_gbk_console_shows_what_it_can(on_gbk):
    code, output, errors = on_gbk

    assert 1 == code, errors
    assert "1#-0101" in output.decode("gbk")


def test_chinese_stays_whole_on_a_gbk_console(on_gbk):
    _, output, _ = on_gbk

    assert "由满足变为不满足" in output.decode("gbk")


def test_a_name_beyond_the_console_is_no_error(changed):
    path = changed("试验小区", "Ünïcode 🏠 𠮷")

    code, output, errors = finish(start("analyze", path, encoding="gbk"))

    assert 1 == code, errors
    assert "?" in output.decode("gbk").splitlines()[0]


def test_json_is_utf8_whatever_the_console(estate):
    code, output, _ = finish(start("analyze", estate, "--json", encoding="ascii"))

    assert 1 == code
    assert "试验小区" == json.loads(output.decode("utf-8"))["project"]["name"]


def test_errors_reach_a_console_that_cannot_show_them(tmp_path):
    code, output, errors = finish(
        start("analyze", tmp_path / "没有.toml", encoding="ascii")
    )

    assert (2, b"") == (code, output)
    assert "??" in errors


def test_help_is_shown_on_any_console():
    code, output, errors = finish(start("--help", encoding="ascii"))

    assert 0 == code, errors
    assert b"Usage" in output


@pytest.mark.skipif(
    sys.platform == "win32", reason="signals of this kind are not sent on Windows"
)
@pytest.mark.parametrize(
    ("number", "code"), [("SIGINT", 130), ("SIGTERM", 128 + signal.SIGTERM)]
)
def test_a_run_that_is_stopped_half_way_leaves_nothing(estate, tmp_path, number, code):
    process = start("analyze", estate, "-o", tmp_path / "out")
    while process.poll() is None and not list(tmp_path.glob("out/.sunlight-*/new")):
        time.sleep(0.002)
    process.send_signal(getattr(signal, number))

    actual, _, errors = finish(process)

    assert code == actual, errors
    assert [] == list(tmp_path.iterdir())


@pytest.mark.skipif(sys.platform == "win32", reason="there is no such signal")
def test_a_run_that_is_killed_leaves_no_file_under_a_final_name(estate, tmp_path):
    process = start("analyze", estate, "-o", tmp_path / "out")
    while process.poll() is None and not list(tmp_path.glob("out/.sunlight-*/new")):
        time.sleep(0.002)
    process.kill()
    finish(process)

    assert [".sunlight-"] == [path.name[:10] for path in (tmp_path / "out").iterdir()]


def test_the_demo_runs_from_an_empty_folder(tmp_path):
    code, output, errors = finish(start("demo", folder=tmp_path))

    assert 1 == code, errors
    assert ["sunlight-demo"] == [path.name for path in tmp_path.iterdir()]
    document = json.loads(
        (tmp_path / "sunlight-demo" / "result.json").read_text("utf-8")
    )
    assert "FAIL" == document["outcome"]
    assert 8 <= len(document["buildings"])
    assert "plan.png" in output.decode("utf-8")


@pytest.mark.skipif(os.name == "nt", reason="pipes close differently on Windows")
def test_a_closed_pipe_is_no_failed_household(estate):
    with start("analyze", estate) as process:
        process.stdout.close()
        process.stderr.read()

    assert 141 == process.returncode


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no /dev/full here")
def test_a_full_standard_output_is_an_error_without_traceback(estate):
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [*COMMAND, "analyze", str(estate)],
            cwd=ROOT,
            env=environment("utf-8"),
            stdout=full,
            stderr=subprocess.PIPE,
            check=False,
        )

    assert 2 == done.returncode
    assert b"Traceback" not in done.stderr
