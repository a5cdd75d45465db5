"""What the media room hands out: files with content-hashed names, and facts worth telling."""

import re
import unicodedata
from functools import lru_cache
from pathlib import Path

from msgspec import Struct

_UNSAFE = re.compile(r"[^a-z0-9_-]+")
_STEM_LIMIT = 40
_PICTURES = frozenset(("avif", "bmp", "gif", "jfif", "jpeg", "jpg", "png", "tif", "tiff", "webp"))
_VIDEOS = frozenset(("m4v", "mkv", "mov", "mp4", "webm"))

MEDIA_TYPES = {
    "apk": "application/vnd.android.package-archive",
    "avif": "image/avif",
    "css": "text/css",
    "csv": "text/csv",
    "gif": "image/gif",
    "ico": "image/x-icon",
    "jpeg": "image/jpeg",
    "jpg": "image/jpeg",
    "js": "text/javascript",
    "json": "application/json",
    "m4v": "video/mp4",
    "mkv": "video/x-matroska",
    "mov": "video/quicktime",
    "mp3": "audio/mpeg",
    "mp4": "video/mp4",
    "otf": "font/otf",
    "pdf": "application/pdf",
    "png": "image/png",
    "svg": "image/svg+xml",
    "ttf": "font/ttf",
    "txt": "text/plain",
    "vtt": "text/vtt",
    "webm": "video/webm",
    "webmanifest": "application/manifest+json",
    "webp": "image/webp",
    "woff": "font/woff",
    "woff2": "font/woff2",
    "xml": "application/xml",
    "zip": "application/zip",
}


class Asset(Struct, frozen=True):
    """One file of the finished site, not yet copied there.

    Attributes:
        name: `<stem>.<first 8 hex digits of sha256>.<extension>`, safe in a URL as it stands.
        path: The file to copy from, in the cache or at the author's; never to be changed.
        size: Length in bytes.
        sha256: Hash of the content, 64 hex digits.
        media_type: The Content-Type to serve it with.
    """

    name: str
    path: Path
    size: int
    sha256: str
    media_type: str

    @classmethod
    def of(cls, *, stem: str, extension: str, path: Path, size: int, sha256: str) -> "Asset":
        """Name the file at `path` after its content; `stem` and `extension` may hold anything."""
        suffix = safe_extension(extension)
        return cls(
            name=f"{safe_stem(stem)}.{sha256[:8]}.{suffix}",
            path=path,
            size=size,
            sha256=sha256,
            media_type=MEDIA_TYPES.get(suffix, "application/octet-stream"),
        )


class Rendition(Struct, frozen=True):
    """One picture file in one size; `width` and `height` are in pixels."""

    asset: Asset
    width: int
    height: int


class Note(Struct, frozen=True):
    """A risk worth telling about a file that can be used nevertheless.

    `code` is documented in docs/errors.md; `message` and `hint` are full sentences.
    """

    code: str
    message: str
    hint: str


def safe_stem(stem: str) -> str:
    """Turn a file's stem into one that needs no escaping in a URL: a-z, 0-9, `_` and `-`.

    Letter case goes too, because some hosts cannot tell two names apart by case alone. A stem of
    which nothing is left (only emoji, or a script without an ASCII form) becomes "file".
    """
    folded = unicodedata.normalize("NFKD", stem.replace("ß", "ss").lower())
    ascii_only = "".join(c for c in folded if not unicodedata.combining(c))
    return _UNSAFE.sub("-", ascii_only).strip("-_")[:_STEM_LIMIT].strip("-_") or "file"


def safe_extension(extension: str) -> str:
    """Lower-case `extension` without its dot; "bin" when it is not plain ASCII letters."""
    plain = extension.lower().lstrip(".")
    return plain if re.fullmatch(r"[a-z0-9]{1,12}", plain) else "bin"


@lru_cache(maxsize=1024)
def kind_of(path: Path) -> str:
    """Tell by its extension how to treat a file: "picture", "drawing", "video" or "file"."""
    extension = path.suffix.lower().lstrip(".")
    if extension == "svg":
        return "drawing"
    if extension in _PICTURES:
        return "picture"
    return "video" if extension in _VIDEOS else "file"
