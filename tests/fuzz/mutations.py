"""Changes to the bytes of a file, as a careless export or an enemy makes them."""

import random
import re

NUMBER = re.compile(rb"-?\d+(?:\.\d+)?(?:[eE][-+]?\d+)?")
BAD_NUMBERS = (
    b"0", b"-1", b"1e308", b"-1e308", b"1e-308", b"nan", b"inf", b"99999999999",
    b"-0.0", b"2147483648", b"1.5", b"", b"0x10",
)  # fmt: skip
BAD_WORDS = (
    b"\x00", b"\xff\xfe", b"\xe5\xbb\xba", b"[" * 2000, b"(" * 2000, b'"', b"'",
    b"../../etc/passwd", b"&x;", b"<!DOCTYPE a [<!ENTITY x 'y'>]>", b"$", b"*",
    b"null", b"{}", b"[]", b"#1=#1;", b"\r\n\r\n", b"\xc2\xa0",
)  # fmt: skip


def mutated(data: bytes, rng: random.Random) -> bytes:
    """Some bytes with one to four changes."""
    for _ in range(rng.randint(1, 4)):
        data = rng.choice(CHANGES)(data, rng)
    return data


def _flip(data: bytes, rng: random.Random) -> bytes:
    if not data:
        return data
    changed = bytearray(data)
    for _ in range(rng.randint(1, 8)):
        changed[rng.randrange(len(changed))] = rng.randrange(256)
    return bytes(changed)


def _cut(data: bytes, rng: random.Random) -> bytes:
    return data[: rng.randrange(len(data) + 1)]


def _drop(data: bytes, rng: random.Random) -> bytes:
    a, b = sorted(rng.randrange(len(data) + 1) for _ in range(2))
    return data[:a] + data[min(b, a + 200) :]


def _repeat(data: bytes, rng: random.Random) -> bytes:
    a, b = sorted(rng.randrange(len(data) + 1) for _ in range(2))
    return data[:b] + data[a : min(b, a + 500)] * rng.randint(1, 5) + data[b:]


def _insert(data: bytes, rng: random.Random) -> bytes:
    a = rng.randrange(len(data) + 1)
    return data[:a] + rng.choice(BAD_WORDS) + data[a:]


def _number(data: bytes, rng: random.Random) -> bytes:
    found = list(NUMBER.finditer(data))
    if not found:
        return data
    hit = rng.choice(found)
    return data[: hit.start()] + rng.choice(BAD_NUMBERS) + data[hit.end() :]


def _exchange(data: bytes, rng: random.Random) -> bytes:
    found = list(NUMBER.finditer(data))
    if len(found) < 2:
        return data
    one, other = rng.choice(found), rng.choice(found)
    return data[: one.start()] + other.group() + data[one.end() :]


def _line(data: bytes, rng: random.Random) -> bytes:
    lines = data.split(b"\n")
    i, j = rng.randrange(len(lines)), rng.randrange(len(lines))
    act = rng.randrange(3)
    if act == 0:
        del lines[i]
    elif act == 1:
        lines.insert(i, lines[j])
    else:
        lines[i], lines[j] = lines[j], lines[i]
    return b"\n".join(lines)


CHANGES = (_flip, _cut, _drop, _repeat, _insert, _number, _number, _exchange, _line)
