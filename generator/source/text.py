"""Text files as Unicode, with the position of the first byte that is not UTF-8."""

from pathlib import Path

from generator.errors import Place, Problem, SiteError


def read_text(path: Path, raw: bytes | None = None) -> str:
    """The text of a UTF-8 file, without a byte order mark, with line ends as `\\n`.

    Args:
        path: The file.
        raw: Its content, where that has been read already.

    Raises:
        SiteError: `file-missing`, `file-unreadable` or `file-not-utf8`, at the byte that is wrong.
    """
    try:
        raw = path.read_bytes() if raw is None else raw
    except FileNotFoundError:
        raise SiteError(
            [Problem("file-missing", f"There is no file {path}.", place=Place(path))]
        ) from None
    except OSError as error:
        raise SiteError(
            [
                Problem(
                    "file-unreadable",
                    f"{path} cannot be read: {error.strerror or error}.",
                    "Check that it is a file and that you may read it.",
                    Place(path),
                )
            ]
        ) from None
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise SiteError([_not_utf8(path, raw, error)]) from None
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


def _not_utf8(path: Path, raw: bytes, error: UnicodeDecodeError) -> Problem:
    # The codec counts from behind the byte order mark; the line and column do not care.
    raw = raw.removeprefix(b"\xef\xbb\xbf")
    before = raw[: error.start]
    line_start = before.rfind(b"\n") + 1
    line_end = raw.find(b"\n", error.start)
    line = raw[line_start : len(raw) if line_end < 0 else line_end]
    return Problem(
        "file-not-utf8",
        f"This file is not UTF-8: byte 0x{raw[error.start]:02x} cannot be read.",
        "Save it again with the encoding UTF-8 (in Excel: CSV UTF-8; in VS Code: bottom right).",
        Place(
            path, before.count(b"\n") + 1, len(before[line_start:].decode("utf-8", "replace")) + 1
        ),
        line.decode("utf-8", "replace").rstrip("\r"),
    )
