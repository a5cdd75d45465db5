"""The one door to the media room: ask for a picture, a clip, a drawing or a plain file."""

import hashlib
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec.structs import asdict

from generator.errors import InputError
from generator.media import picture as pictures
from generator.media.asset import Asset, Rendition
from generator.media.cache import Cache, Content, Tally
from generator.media.picture import ROLES, Picture, Role

# The other operations are loaded by the methods that need them: most pages have no clip.
if TYPE_CHECKING:
    from generator.media.fit import Shape
    from generator.media.font import Font
    from generator.media.svg import Drawing
    from generator.media.video import Video

_PILLOW = ("pillow",)
_AV = ("av", "pillow")
_QR = ("segno",)
_FONTS = ("fonttools", "brotli")


class MediaStore:
    """Turns an author's media files into assets, and does no work twice.

    One store serves one build; several stores, also in several processes, may share a folder.
    """

    def __init__(self, cache_dir: Path) -> None:
        self._cache = Cache(cache_dir)

    def __repr__(self) -> str:
        return f"MediaStore({str(self._cache.folder)!r})"

    @property
    def tally(self) -> Tally:
        """What this store has done so far."""
        return self._cache.tally

    def asset(self, source: Path) -> Asset:
        """Publish any file as it is, under a hashed name.

        Raises:
            InputError: media-missing, media-unreadable, media-empty.
        """
        content = self._cache.content(source)
        return Asset.of(
            stem=content.stem,
            extension=source.suffix,
            path=source,
            size=content.size,
            sha256=content.sha256,
        )

    def picture(
        self,
        source: Path,
        *,
        role: str = "inline",
        widths: tuple[int, ...] | None = None,
        sizes: str | None = None,
    ) -> Picture:
        """Make a picture in all sizes and formats that its role asks for.

        Args:
            source: JPEG, PNG, WebP, AVIF, GIF, TIFF or BMP.
            role: A key of ROLES: "hero", "inline", "thumbnail" or "icon".
            widths: Widths in pixels instead of the role's.
            sizes: The `sizes` attribute instead of the role's.

        Raises:
            InputError: media-missing, media-unreadable, media-empty, media-not-an-image,
                media-too-large-in-pixels, media-truncated.
        """
        return self._picture(self._cache.content(source), role, widths, sizes)

    def _picture(
        self, content: Content, role: str, widths: tuple[int, ...] | None, sizes: str | None
    ) -> Picture:
        usual = ROLES[role]
        plan = Role(widths or usual.widths, sizes or usual.sizes, usual.budget)
        result = self._cache.result(
            pictures.OPERATION,
            content,
            {"widths": plan.widths, "budget": plan.budget},
            _PILLOW,
            lambda: pictures.make_picture(content.read(), content.path.name, plan),
        )
        return pictures.read_picture(result, content, plan.sizes)

    def svg(self, source: Path) -> "Drawing":
        """Sanitise and minify an SVG drawing.

        Raises:
            InputError: media-missing, media-unreadable, media-empty, svg-invalid, svg-entities,
                svg-too-large.
        """
        from generator.media import svg

        content = self._cache.content(source)
        result = self._cache.result(
            svg.OPERATION, content, {}, (), lambda: svg.make_svg(content.read(), source.name)
        )
        return svg.Drawing(asset=result.files[0].asset(content.stem), **result.facts)

    def qr(self, text: str) -> Asset:
        """Draw `text` as a QR code, as a file of its own: only those who see it load it.

        Raises:
            InputError: qr-too-long, qr-empty.
        """
        from generator.media import qr

        data = text.encode()
        content = Content(Path("qr"), "qr", len(data), hashlib.sha256(data).hexdigest())
        result = self._cache.result(qr.OPERATION, content, {}, _QR, lambda: qr.make_qr(text))
        return result.files[0].asset("qr")

    def fit(self, source: Path, shape: "Shape") -> Rendition:
        """Bring a picture into one exact shape, such as SHARE_IMAGE, TOUCH_ICON or FAVICON.

        Raises:
            InputError: as `picture`.
        """
        return self._fit(self._cache.content(source), shape)

    def _fit(self, content: Content, shape: "Shape") -> Rendition:
        from generator.media import fit

        result = self._cache.result(
            fit.OPERATION,
            content,
            asdict(shape),
            _PILLOW,
            lambda: fit.make_fit(content.read(), content.path.name, shape),
        )
        asset = result.files[0].asset(content.stem)
        return Rendition(asset, result.facts["width"], result.facts["height"])

    def video(self, source: Path, *, poster: Path | None = None, role: str = "inline") -> "Video":
        """Probe a clip, repackage it where that helps, and make its poster.

        Args:
            source: MP4, MOV, WebM or Matroska.
            poster: The author's own picture instead of a frame of the clip.
            role: The role of the poster, a key of ROLES.

        Raises:
            InputError: media-missing, media-unreadable, media-empty, media-truncated,
                video-unreadable, video-no-stream; for `poster`, as `picture`.
        """
        from generator.media import fit, playback, video

        content = self._cache.content(source)
        probed = self._cache.result(
            video.OPERATION, content, {}, _AV, lambda: video.make_video(source)
        )
        if poster is None:
            frame = self._cache.result(
                video.POSTER_OPERATION, content, {}, _AV, lambda: video.make_poster(source)
            ).files[0]
            still = Content(frame.path, f"{content.stem}-poster", frame.size, frame.sha256)
        else:
            still = self._cache.content(poster)
        facts = probed.facts
        return video.Video(
            asset=probed.files[0].asset(content.stem) if probed.files else self.asset(source),
            poster=self._picture(still, role, None, None),
            poster_file=self._fit(still, fit.POSTER_FILE).asset,
            container=facts["container"],
            video_codec=facts["video_codec"],
            audio_codec=facts["audio_codec"],
            width=facts["width"],
            height=facts["height"],
            duration=facts["duration"],
            bytes=content.size,
            repackaged=bool(probed.files),
            notes=playback.notes_of(facts, source.name),
        )

    def font(self, source: Path, characters: str) -> "Font":
        """Cut a font down to some characters, and turn it into WOFF2.

        Args:
            source: WOFF2, WOFF, TrueType or OpenType, static or variable.
            characters: All that the font is asked for, each once and sorted.

        Raises:
            InputError: media-missing, media-unreadable, media-empty, font-too-large, font-invalid,
                font-embedding, font-without-letters.
        """
        from generator.media import font

        content = self._cache.content(source)
        if content.size > font.LARGEST:
            raise InputError(
                "font-too-large",
                f"The font {source.name} has {content.size / 1e6:.1f} MB; the most is "
                f"{font.LARGEST / 1e6:.0f} MB.",
                "Name a font for one language, or one of fewer weights.",
            )
        result = self._cache.result(
            font.OPERATION,
            content,
            {"characters": characters},
            _FONTS,
            lambda: font.make_font(content.read(), source.name, characters),
        )
        return font.read_font(result.facts, result.files[0].asset(content.stem))

    def prune(self, used: Iterable[Asset], *, grace: float = 3600.0) -> int:
        """Remove what no site uses any more; see Cache.prune."""
        return self._cache.prune(used, grace=grace)
