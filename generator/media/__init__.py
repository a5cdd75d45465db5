"""Pictures, video, drawings, QR codes and the hashed names of their files.

This room knows nothing of pages and sites, and writes only below its cache folder.

    store = MediaStore(Path(".landfast/cache/media"))

    store.picture(path, role="hero") -> Picture    roles: hero, inline, thumbnail, icon
        .sources         (SourceSet, ...) for <source>, best first: .media_type, .media (a media
                         query or ""), .srcset(url) where url(asset) gives the relative URL
        .fallback        Rendition for <img src>: .asset, .width, .height
        .fallback_set    the same as a SourceSet of one
        .preload         SourceSet for <link rel="preload" as="image" imagesrcset type>
        .sizes           the sizes attribute
        .width .height   intrinsic, upright;  .ratio;  .color "#rrggbb" while loading
        .has_alpha .animated .format .bytes        .assets: every file to copy
    store.svg(path) -> Drawing                     .asset, .inline (HTML text), .width, .height
    store.video(path, poster=None, role="inline") -> Video
        .asset .poster (Picture) .poster_file (Asset for <video poster>) .container
        .video_codec .audio_codec .has_audio .width .height .ratio .duration (s) .bytes
        .repackaged .notes ((Note(code, message, hint), ...))      .assets: every file to copy
    store.fit(path, SHARE_IMAGE | TOUCH_ICON | FAVICON | Shape(...)) -> Rendition
    store.asset(path) -> Asset                     any file as it is: APK, PDF, font
    store.qr(text) -> Asset                        a QR code as an SVG file
    store.prune(used_assets)                       removes cached results no site uses
    store.tally                                    .hashed .made .reused
    qr_svg(text, label="...") -> str               inline SVG
    kind_of(path) -> "picture" | "drawing" | "video" | "file"     by extension

An Asset has .name (`stem.1a2b3c4d.ext`, safe in URLs), .path (to copy from), .size, .sha256 and
.media_type. Assets and all results are frozen and picklable; so is a store. Whatever cannot be
used is told by generator.errors.InputError.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from generator.media.asset import Asset, Note, Rendition, kind_of
    from generator.media.fit import FAVICON, SHARE_IMAGE, TOUCH_ICON, Shape
    from generator.media.picture import ROLES, Picture, SourceSet
    from generator.media.qr import qr_svg
    from generator.media.store import MediaStore
    from generator.media.svg import Drawing
    from generator.media.video import Video

__all__ = [
    "FAVICON",
    "ROLES",
    "SHARE_IMAGE",
    "TOUCH_ICON",
    "Asset",
    "Drawing",
    "MediaStore",
    "Note",
    "Picture",
    "Rendition",
    "Shape",
    "SourceSet",
    "Video",
    "kind_of",
    "qr_svg",
]

# Where each name lives. Modules are loaded when a name is first asked for, so that a command
# which needs no media does not wait for them.
_HOMES = {
    "asset": ("Asset", "Note", "Rendition", "kind_of"),
    "fit": ("FAVICON", "SHARE_IMAGE", "TOUCH_ICON", "Shape"),
    "picture": ("ROLES", "Picture", "SourceSet"),
    "qr": ("qr_svg",),
    "store": ("MediaStore",),
    "svg": ("Drawing",),
    "video": ("Video",),
}


def __getattr__(name: str) -> Any:
    for home, names in _HOMES.items():
        if name in names:
            value = getattr(import_module(f"{__name__}.{home}"), name)
            globals()[name] = value
            return value
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
