"""The game's display (score, timer, map, buttons) drawn over the renders by headless Chromium."""

from __future__ import annotations

import base64
import io
import os
import shutil
from pathlib import Path

from lettering import outline
from PIL import Image

FONTS = Path(os.environ.get("ART_FONTS", "node_modules/@fontsource"))
CHUNKY = FONTS / "lilita-one/files/lilita-one-latin-400-normal.woff2"
ROUND = FONTS / "fredoka/files/fredoka-latin-600-normal.woff2"
SHEET = Path(__file__).with_suffix(".html")
SCREENS = ("shot-1", "shot-2", "shot-3", "shot-4", "wide-1", "wide-2", "wide-3")


def _face(name: str, file: Path) -> str:
    data = base64.b64encode(file.read_bytes()).decode()
    return f"@font-face{{font-family:{name};src:url(data:font/woff2;base64,{data})}}"


def _drawn(markup: str, screen: str, size: tuple[int, int]) -> Image.Image:
    """Return HTML drawn by Chromium on a clear ground; ``screen`` names a template to unfold."""
    from playwright.sync_api import sync_playwright

    faces = f"<style>{_face('Lilita', CHUNKY)}{_face('Fredoka', ROUND)}</style>"
    with sync_playwright() as tools:
        browser = tools.chromium.launch(
            executable_path=shutil.which("chromium"),
            args=["--no-sandbox", "--disable-background-networking", "--disable-component-update"],
        )
        page = browser.new_page(viewport={"width": size[0], "height": size[1]})
        page.set_default_timeout(300_000)
        page.set_content(faces + markup)
        if screen:
            page.evaluate(
                "id => document.body.append(document.getElementById(id).content.cloneNode(true))",
                screen,
            )
        page.evaluate("document.fonts.ready")
        shot = page.screenshot(omit_background=True)
        browser.close()
    return Image.open(io.BytesIO(shot)).convert("RGBA")


def overlay(picture: Image.Image, screen: str) -> Image.Image:
    """Return the picture with the game display of one of SCREENS over it."""
    display = _drawn(SHEET.read_text(encoding="utf-8"), screen, picture.size)
    return Image.alpha_composite(picture.convert("RGBA"), display).convert("RGB")


def wordmark(letters: str = "#ff5a36") -> str:
    """Return the logo: a comet and the chunky name, as an SVG document of outlined paths."""
    line = outline("Comet Courier", CHUNKY, 100, 0.012)
    left, high = 108, 100
    wide = left + line.right + 6
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {wide:.0f} {high}" role="img"',
        ' aria-label="Comet Courier"><g transform="rotate(-24 60 52)">',
        '<path fill="#ffd23f" d="M4 40h58v24H20a6 6 0 010-12H4a6 6 0 010-12z"/>',
        '<path fill="#19e3d1" d="M24 24h40v13H30a6.500 6.500 0 01-6-13z"/>',
        '<path fill="#19e3d1" d="M36 68h30v13H42a6.500 6.500 0 01-6-13z"/>',
        '<circle cx="68" cy="52" r="30" fill="#ff5a36"/>',
        '<circle cx="60" cy="43" r="8" fill="#fff1d6" opacity=".9"/>',
        '<circle cx="79" cy="62" r="5.500" fill="#c93a1a"/></g>',
        f'<path fill="{letters}" transform="translate({left} {high / 2 + 36:.0f})" ',
        f'd="{line.path}"/></svg>\n',
    ]
    return "".join(parts)


def share_card(wide: Image.Image) -> Image.Image:
    """Return the 1200 x 630 share picture: wide key art with the wordmark in its calm corner."""
    scaled = wide.convert("RGB").resize((1200, 750), Image.Resampling.LANCZOS)
    card = scaled.crop((0, 40, 1200, 670)).convert("RGBA")
    place = "position:absolute;left:44px;top:40px;width:520px;filter:drop-shadow(0 6px 0 #14083acc)"
    logo = _drawn(f'<div style="{place}">{wordmark("#fff1d6")}</div>', "", card.size)
    return Image.alpha_composite(card, logo).convert("RGB")
