"""A profile of one's own, from disk to text (读取配置文件)."""

from pathlib import Path

from sunlight.errors import InputError

__all__ = ["read_own_profile"]


def read_own_profile(path: Path) -> str:
    """Text of a profile of one's own, in UTF-8 (配置文本).

    The messages are those of project files.

    Parameters
    ----------
    path : Path
        The file.

    Returns
    -------
    str
        Its text, without a byte order mark.

    Raises
    ------
    InputError
        If it is no file, cannot be read, or is not UTF-8.
    """
    return _decoded(_content(path), str(path))


def _content(path: Path) -> bytes:
    """Bytes of the file."""
    try:
        return path.read_bytes()
    except OSError as error:
        folder = path.parent
        if path.is_dir():
            problem = "this is a folder; name a profile in it"
        elif not folder.is_dir():
            problem = f"there is no folder {folder}; check name and place"
        elif not path.exists():
            problem = (
                f"there is no such file in the folder {folder}; check name and place"
            )
        else:
            problem = f"it cannot be read: {error.strerror or error}"
        raise InputError(problem, where=str(path), value=str(path)) from None


def _decoded(content: bytes, where: str) -> str:
    """Text of UTF-8 bytes, with or without a byte order mark."""
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        at = error.start
    line = content.count(b"\n", 0, at) + 1
    guess, encoding = _guessed(content)
    raise InputError(
        f"the file is not UTF-8: byte {content[at]:#04x} at offset {at}, line {line}"
        f"{guess}. Save it as UTF-8: in an editor by 'Save as', encoding UTF-8, or "
        f"with  iconv -f {encoding} -t UTF-8 OLD > NEW",
        where=where,
        value=at,
    )


def _guessed(content: bytes) -> tuple[str, str]:
    """Encoding that it may be in, in words and as iconv calls it."""
    if content[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return " (it looks like UTF-16)", "UTF-16"
    try:
        content.decode("gb18030")
    except UnicodeDecodeError:
        return "", "<its encoding>"
    return " (it looks like GBK, the usual encoding of Chinese Windows)", "GBK"
