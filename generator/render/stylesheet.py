"""The one style sheet that a page carries: the brand's colours, reset, theme, page type, site."""

import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from msgspec.structs import fields

from generator.render.colors import palette, surface
from generator.render.fonts import families
from generator.render.minify import minify_css
from generator.render.theme import Theme
from generator.site.config import Brand
from generator.site.look import LookValue, ThemeField
from generator.source import read_text

# Short lists: a phone looks for each name that it lacks before it paints anything. Noto's Arabic
# has a name of its own: found by that it is laid out a quarter sooner than by the browser's own
# search, which takes another font besides. Other scripts never get that far down the list.
FONTS = {
    "system": "-apple-system,'Segoe UI',Roboto,'Noto Sans','Noto Sans Arabic',sans-serif",
    "serif": "'Iowan Old Style','Noto Serif',Georgia,'Noto Naskh Arabic',serif",
    "rounded": (
        "ui-rounded,'Arial Rounded MT Bold',-apple-system,Roboto,"
        "'Noto Sans','Noto Sans Arabic',sans-serif"
    ),
    "mono": "ui-monospace,Menlo,Consolas,'Noto Sans Mono',monospace",
}

_IMPORT = re.compile(r'^@import "([\w-]+\.css)";\s*', re.MULTILINE)


def stylesheet(
    theme: Theme,
    brand: Brand,
    page_type: str,
    features: Iterable[str] = (),
    look: Iterable[str] = (),
) -> str:
    """The page's CSS, minified.

    The parts, in order: the brand's colours as custom properties, then `reset.css`, the file of
    each feature (`clip.css`), `theme.css`, `<page type>.css`, the files that `look` names and
    `site.css`, each the nearest file of that name among the site's `theme/styles` and the theme's
    folders; the missing ones are skipped. `@import "x.css";` at the head of a file stands for the
    nearest `x.css`, once.
    """
    own = (f"{feature}.css" for feature in sorted(features))
    names = ("reset.css", *own, "theme.css", f"{page_type}.css", *look, "site.css")
    paths = list(dict.fromkeys(path for name in names for path in _with_imports(theme, name)))
    return "".join([_properties(brand), *map(_minified, paths)])


def look_styles(fields: Mapping[str, ThemeField], look: Mapping[str, LookValue]) -> tuple[str, ...]:
    """The style files that a page's look asks for, if the theme has them.

    A choice has a file for each word (`look/corners-round.css`), another field one for where it is
    set (`look/sticker.css`).
    """
    return tuple(
        f"look/{name}-{look[name]}.css" if field.type == "choice" else f"look/{name}.css"
        for name, field in fields.items()
        if look[name]
    )


def look_colors(fields: Mapping[str, ThemeField], look: Mapping[str, LookValue]) -> str:
    """`--look-tape` for each colour that is set, and `--on-look-tape` for text on it."""
    parts = []
    for name, field in fields.items():
        if field.type == "color" and look[name]:
            color, text = surface(str(look[name]))
            slug = name.replace("_", "-")
            parts.append(f"--look-{slug}:{color};--on-look-{slug}:{text}")
    return f":root{{{';'.join(parts)}}}" if parts else ""


def _with_imports(theme: Theme, name: str) -> Iterator[Path]:
    """The nearest file of that name, after those that it imports."""
    path = theme.find("styles", name)
    if path is not None:
        for imported in _IMPORT.findall(read_text(path)):
            yield from _with_imports(theme, imported)
        yield path


def _minified(path: Path) -> str:
    return minify_css(_IMPORT.sub("", read_text(path)))


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
