"""The one style sheet that a page carries: the brand's colours, reset, theme, page type, site."""

from collections.abc import Iterable
from dataclasses import fields
from pathlib import Path

from generator.render.colors import palette
from generator.render.fonts import families
from generator.render.minify import minify_css
from generator.render.theme import Theme
from generator.site.config import Brand
from generator.source import read_text

FONTS = {
    "system": "-apple-system,BlinkMacSystemFont,'Segoe UI',Roboto,'Noto Sans',sans-serif",
    "serif": "'Iowan Old Style','Palatino Linotype',Palatino,'Noto Serif',Georgia,serif",
    "rounded": "ui-rounded,'SF Pro Rounded','Nunito','Arial Rounded MT Bold',-apple-system,"
    "Roboto,'Noto Sans',sans-serif",
    "mono": "ui-monospace,'SF Mono',SFMono-Regular,Menlo,Consolas,'Noto Sans Mono',monospace",
}


def stylesheet(theme: Theme, brand: Brand, page_type: str, features: Iterable[str] = ()) -> str:
    """The page's CSS, minified.

    The parts, in order: the brand's colours as custom properties, then `reset.css`, the file of
    each feature (`clip.css`), `theme.css`, `<page type>.css` and `site.css`, each the nearest file
    of that name among the site's `theme/styles` and the theme's folders; the missing ones are
    skipped.
    """
    parts = [_properties(brand)]
    own = (f"{feature}.css" for feature in sorted(features))
    for name in ("reset.css", *own, "theme.css", f"{page_type}.css", "site.css"):
        path = theme.find("styles", name)
        if path is not None:
            parts.append(_minified(path))
    return "".join(parts)


def _minified(path: Path) -> str:
    return minify_css(read_text(path))


def _properties(brand: Brand) -> str:
    """`:root` with --font, --ground, --text, --primary, --on-primary, --primary-text and so on."""
    scheme = brand.scheme or "auto"
    font = _fonts(brand)
    light, dark = _palette(brand, dark=False), _palette(brand, dark=True)
    if scheme == "auto":
        return (
            f":root{{color-scheme:light dark;{font};{light}}}"
            f"@media (prefers-color-scheme:dark){{:root{{{dark}}}}}"
        )
    return f":root{{color-scheme:{scheme};{font};{dark if scheme == 'dark' else light}}}"


def _fonts(brand: Brand) -> str:
    """--font; and --font-display where the brand has chosen a font, so that themes have theirs."""
    own = brand.fonts
    text = f"{families('text')}," if own and own.text else ""
    font = f"--font:{text}{FONTS[brand.font or 'system']}"
    if own is None and brand.font is None:
        return font
    display = f"{families('display')}," if own and own.display else ""
    return f"{font};--font-display:{display}var(--font)"


def _palette(brand: Brand, *, dark: bool) -> str:
    colors = palette(brand.colors, dark=dark)
    return ";".join(
        f"--{field.name.replace('_', '-')}:{getattr(colors, field.name)}"
        for field in fields(colors)
    )
