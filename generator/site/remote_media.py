"""Pictures that a catalogue names by their address: left there, fetched, or stood in for."""

import hashlib
import os
import re
from collections.abc import Sequence
from pathlib import Path, PurePosixPath
from urllib.parse import quote, unquote, urlsplit

from generator import __version__
from generator.errors import InputError
from generator.links import check_https_url
from generator.site.catalogue import Catalogue
from generator.site.fields import MediaFile, RemoteFile, find_media
from generator.site.row import RemoteUrl
from generator.source import note_read

LARGEST = 30_000_000
_SECONDS = 30
_TRIES = 3
_SUFFIXES = {
    "image/jpeg": ".jpg",
    "image/png": ".png",
    "image/webp": ".webp",
    "image/gif": ".gif",
    "image/avif": ".avif",
}


class RemoteMedia:
    """Finds the pictures that the rows of some catalogues name by their address.

    Args:
        root: The site's folder.
        catalogues: Say what becomes of such pictures.
    """

    def __init__(self, root: Path, catalogues: Sequence[Catalogue]) -> None:
        self.root = root
        modes = dict.fromkeys(catalogue.media for catalogue in catalogues)
        self._fetches = "fetch" in modes
        self._folders = [mode for mode in modes if mode not in ("fetch", "remote")]

    def __call__(self, url: RemoteUrl) -> MediaFile | RemoteFile:
        """The picture at an address.

        Raises:
            InputError: `media-remote-missing`: no folder has it; `media-fetch`: it cannot be had;
                or as `check_https_url`.
        """
        address = _readable(str(url))
        for folder in self._folders:
            return self._standing_in(address, folder)
        if self._fetches:
            return self._fetched(address)
        return RemoteFile(check_https_url(address))

    def _standing_in(self, address: str, folder: str) -> MediaFile:
        name = PurePosixPath(unquote(urlsplit(address).path)).name
        try:
            return find_media(f"{folder.strip('/')}/{name}", self.root)
        except InputError as error:
            raise InputError(
                "media-remote-missing",
                f"{folder} has no {name or 'picture'}, which should stand in for {address}.",
                f"Put the file there. {error.hint}"
                if "Did you mean" in error.hint
                else "Put the file there; `media: fetch` gets such pictures while building.",
            ) from None

    def _fetched(self, address: str) -> MediaFile:
        digest = hashlib.sha256(address.encode()).hexdigest()[:32]
        stem = re.sub(r"[^\w-]+", "-", PurePosixPath(urlsplit(address).path).stem)[:60] or "picture"
        folder = self.root.parents[1] / ".landfast" / "cache" / "fetched"
        for path in folder.glob(f"{digest}/*"):
            note_read(path)
            return MediaFile(address, path)
        if urlsplit(address).scheme != "https":
            check_https_url(address)  # tells what an address must be
        content, suffix = _fetch(address)
        target = folder / digest / f"{stem}{suffix}"
        target.parent.mkdir(parents=True, exist_ok=True)
        temporary = folder / f"{digest}.{os.getpid()}.tmp"
        temporary.write_bytes(content)
        temporary.replace(target)
        note_read(target)
        return MediaFile(address, target)


def _readable(address: str) -> str:
    """An address as browsers would send it: feeds write spaces and letters of every script."""
    return quote(address.strip(), safe="%/:?#[]@!$&'()*+,;=~")


def _fetch(address: str) -> tuple[bytes, str]:
    """The content at an address, and the ending of its kind of picture.

    Raises:
        InputError: `media-fetch`.
    """
    # Loaded only where something is fetched.
    from http.client import HTTPException
    from urllib.error import HTTPError
    from urllib.request import Request, urlopen

    request = Request(
        address, headers={"User-Agent": f"Landfast/{__version__}", "Accept": "image/*"}
    )
    why = ""
    for _ in range(_TRIES):
        try:
            with urlopen(request, timeout=_SECONDS) as answer:
                kind = answer.headers.get_content_type()
                content = answer.read(LARGEST + 1)
        except HTTPError as error:
            why = f"the host answered {error.code} {error.reason}"
            if error.code < 500:
                break
        except (OSError, HTTPException, ValueError) as error:
            why = str(getattr(error, "reason", error))
        else:
            if len(content) > LARGEST:
                why = f"it has more than {LARGEST // 1_000_000} MB"
                break
            suffix = _SUFFIXES.get(kind) or PurePosixPath(urlsplit(address).path).suffix.lower()
            if suffix not in (*_SUFFIXES.values(), ".jpeg", ".tif", ".tiff", ".bmp", ".svg"):
                why = f"it is no picture ({kind})"
                break
            return content, suffix
    raise InputError(
        "media-fetch",
        f"{address} cannot be fetched: {why}.",
        "Correct the address in the catalogue; `media: remote` leaves pictures where they are, and "
        "`media: media/products` takes them from that folder.",
    )
