"""Lines of a model file on which its elements stand."""

import pytest

from sunlight.report.ci.lines import element_lines

FIRST, SECOND = "0AbcdefghijklmnopqrstU", "1_$defghijklmnopqrst99"


def test_elements_of_an_ifc_file_are_found_where_they_are_defined(tmp_path):
    path = tmp_path / "a.IFC"
    path.write_text(
        "ISO-10303-21;\nDATA;\n"
        f"#1=IFCLABEL('{FIRST}');\n"
        f"#2= IFCWINDOW ( '{SECOND}',$,'x');\n"
        f"#3=IFCWALL('{FIRST}',$);\n",
        encoding="utf-8",
    )

    # the label is taken too: only its form tells, and the first place is enough
    assert {SECOND: 4, FIRST: 3} == element_lines(path, [SECOND, FIRST, "other"])


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_handles_of_a_drawing_are_found(tmp_path, end):
    path = tmp_path / "a.dxf"
    path.write_bytes(end.join(["  0", "LINE", "  5", "2F", " 40", "5"]).encode())

    assert {"2F": 4} == element_lines(path, ["2F"])


def test_ids_of_a_project_file_are_found(tmp_path):
    path = tmp_path / "a.toml"
    path.write_text('[site]\n[[buildings]]\nid = "1#楼"\n', encoding="utf-8")

    assert {"1#楼": 3} == element_lines(path, ["1#楼", "2#"])


@pytest.mark.parametrize("name", ["a.glb", "none.ifc", "a.txt"])
def test_there_are_none_in_what_is_no_text_or_not_there(tmp_path, name):
    (tmp_path / "a.glb").write_bytes(b"\x00\x01")

    assert {} == element_lines(tmp_path / name, [FIRST])
