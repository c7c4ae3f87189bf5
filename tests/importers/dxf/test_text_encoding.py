"""Encodings of drawings: as they say, mislabelled, forced, damaged."""

import re

import pytest

from sunlight.errors import InputError
from sunlight.importers.dxf.options import DxfOptions
from sunlight.importers.dxf.reader import read_dxf


@pytest.fixture
def encoded(new_drawing):
    """Write a plan whose header says one code page and whose bytes are in another."""

    def write(page, encoding, *, version="R2000", text="住宅6层", layer="建筑-拟建"):
        drawing = new_drawing(version=version)
        drawing.doc.encoding = "utf-8"
        drawing.box(layer=layer)
        drawing.text(text, (10, 5), layer="TEXT")
        path = drawing.save()
        # the code page of R2000 has no Chinese: ezdxf writes \U+4E00, so put it back
        plain = path.read_bytes().decode("utf-8")
        plain = re.sub(r"\\U\+([0-9A-Fa-f]{4})", lambda m: chr(int(m[1], 16)), plain)
        plain = re.sub(r"(\$DWGCODEPAGE\s+3\s+)\S+", rf"\g<1>{page}", plain)
        path.write_bytes(plain.encode(encoding))
        return path

    return write


def check(project):
    building = project.buildings[0]

    assert ("proposed", 6, "residential") == (
        building.status.value, building.storeys, building.use.value
    )  # fmt: skip


@pytest.mark.parametrize(
    ("page", "encoding", "version"),
    [
        ("ANSI_936", "gbk", "R2000"),
        ("ANSI_936", "gb18030", "R2000"),
        ("GB2312", "gbk", "R2000"),
        ("gb18030", "gb18030", "R2000"),
        ("ANSI_936", "utf-8", "R2010"),
        ("ANSI_1252", "utf-8", "R2010"),
    ],
)
def test_texts_are_read_as_the_header_says(encoded, codes, page, encoding, version):
    project, findings = read_dxf(encoded(page, encoding, version=version))
    check(project)

    assert "ENCODING-GUESSED" not in codes(findings)


@pytest.mark.parametrize(
    ("page", "encoding", "version", "read_as"),
    [
        ("ANSI_1252", "gbk", "R2000", "gb18030"),
        ("ANSI_936", "utf-8", "R2000", "utf-8"),
        ("ANSI_1252", "utf-8", "R2000", "utf-8"),
        ("ANSI_936", "gbk", "R2010", "gb18030"),
    ],
)
def test_a_mislabelled_drawing_is_read_by_its_bytes(
    encoded, the_finding, page, encoding, version, read_as
):
    project, findings = read_dxf(encoded(page, encoding, version=version))
    check(project)

    assert the_finding(findings, "ENCODING-GUESSED").found.endswith(f"→ {read_as}")


def test_western_text_is_not_taken_for_chinese(encoded, codes):
    path = encoded(
        "ANSI_1252", "cp1252", text="Tracé 6F, Größe", layer="BUILDING-Œuvre"
    )
    project, findings = read_dxf(path)

    assert 6 == project.buildings[0].storeys
    assert "ENCODING-GUESSED" not in codes(findings)


def test_an_encoding_may_be_forced(encoded):
    path = encoded("ANSI_1252", "big5", text="住宅6層", layer="建築-擬建")
    rules = [{"match": ["建築*"], "role": "building", "status": "拟建"}]
    options = DxfOptions.model_validate(
        {"encoding": "big5", "layers": rules, "storey_height": 3.0}
    )
    project, _ = read_dxf(path, options=options)

    assert "proposed" == project.buildings[0].status.value


@pytest.mark.parametrize("name", ["gbx", "base64", "rot13", "\0"])
def test_an_unknown_encoding_is_refused(encoded, name):
    with pytest.raises(InputError, match="is no encoding"):
        read_dxf(encoded("ANSI_936", "gbk"), options=DxfOptions(encoding=name))


def test_damaged_characters_are_counted(encoded, the_finding):
    path = encoded("ANSI_936", "gbk", text="住宅6层 某某小区某某路某某号", layer="JMD")
    content = path.read_bytes()
    path.write_bytes(content.replace("某".encode("gbk"), b"\xff\xff", 1))
    project, findings = read_dxf(path)

    assert 6 == project.buildings[0].storeys
    assert "U+FFFD" in the_finding(findings, "TEXT-DAMAGED").found
