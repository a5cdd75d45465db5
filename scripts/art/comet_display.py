"""The game's display (score, timer, map, buttons) drawn over the renders by headless Chromium."""

from __future__ import annotations

import base64
import io
import os
import shutil
from collections.abc import Callable
from pathlib import Path

from lettering import outline
from PIL import Image

FONTS = Path(os.environ.get("ART_FONTS", "/tmp/artfonts/node_modules/@fontsource"))
CHUNKY = FONTS / "lilita-one/files/lilita-one-latin-400-normal.woff2"
ROUND = FONTS / "fredoka/files/fredoka-latin-600-normal.woff2"

STYLE = """
*{margin:0;box-sizing:border-box}body{width:100vw;height:100vh;font:600 30px Fredoka;color:#fff;position:relative;
overflow:hidden;-webkit-font-smoothing:antialiased}
.at{position:absolute}.row{display:flex;align-items:center}
.chip{background:linear-gradient(#3a2496e8,#24145fe8);border:3px solid #ffffff2b;border-radius:34px;
box-shadow:0 7px 0 #140a3fcc,0 14px 26px #0b042c80,inset 0 3px 0 #ffffff24}
.big{font:400 56px/1 Lilita;letter-spacing:.5px}.soft{color:#c9bdff;font-size:24px;line-height:1.1}
.call{font:400 92px/1 Lilita;text-align:center;-webkit-text-stroke:16px #24105c;paint-order:stroke fill;
filter:drop-shadow(0 9px 0 #14083a)}
.button{border-radius:50%;display:grid;place-items:center;border:6px solid #ffffff40;
box-shadow:0 11px 0 #0d0530b8,0 20px 34px #0b042c99,inset 0 8px 0 #ffffff59,inset 0 -10px 0 #00000022}
.bar{height:20px;border-radius:10px;background:#160b45;overflow:hidden}.bar i{display:block;height:100%;border-radius:10px}
"""

STAR = '<svg viewBox="0 0 24 24" {a}><path fill="#ffd23f" stroke="#b86a00" stroke-width="1.2" stroke-linejoin="round" d="M12 1.8l3 6.5 7 .8-5.200 4.800 1.400 7-6.200-3.500-6.200 3.500 1.400-7L2 9.100l7-.8z"/></svg>'
BOX = ('<svg viewBox="0 0 24 24" {a}><path fill="#d9974f" d="M3 7l9-4 9 4v10l-9 4-9-4z"/><path fill="#f0b878" d="M3 7l9-4 9 4-9 4z"/>'
       '<path fill="#b87333" d="M12 11l9-4v10l-9 4z"/><path fill="#19e3d1" d="M6.600 5.400l9 4v4l2.400-1v-4L9 4.300z"/></svg>')
FLAME = '<svg viewBox="0 0 24 24" {a}><path fill="#fff" d="M13 1c1 5 6 7 6 13a7 7 0 01-14 0c0-3 2-5 3-7 1 2 2 3 3 3 1-3 0-6 2-9z"/><path fill="#ffd23f" d="M12 13c1 2 3 3 3 5a3 3 0 01-6 0c0-2 2-3 3-5z"/></svg>'
COIN = '<svg viewBox="0 0 24 24" {a}><circle cx="12" cy="12" r="10" fill="#ffd23f" stroke="#c77d00" stroke-width="2"/><path d="M6 15l9-9 2 2-9 9z" fill="#fff3b8"/></svg>'
PAUSE = '<svg viewBox="0 0 24 24" width="44"><rect x="5" y="4" width="5" height="16" rx="2" fill="#fff"/><rect x="14" y="4" width="5" height="16" rx="2" fill="#fff"/></svg>'


def _icon(source: str, wide: int) -> str:
    return source.replace("{a}", f'width="{wide}" height="{wide}" style="flex:none"')


def _score(points: str, stars: str) -> str:
    return (f'<div class="chip row" style="padding:16px 34px 18px 20px">{_icon(STAR, 62)}<div style="margin-left:14px">'
            f'<div class="big">{points}</div><div class="soft">{stars}</div></div></div>')


def _timer(left: str, share: float, count: str) -> str:
    turn = 2 * 3.14159 * 62
    return (f'<div class="row"><div style="position:relative;width:148px;height:148px"><svg viewBox="0 0 148 148" width="148" '
            f'style="position:absolute;left:0"><circle cx="74" cy="74" r="70" fill="#24145fee"/><circle cx="74" cy="74" r="62" fill="none" '
            f'stroke="#140a3f" stroke-width="13"/><circle cx="74" cy="74" r="62" fill="none" stroke="#ff5a36" stroke-width="13" '
            f'stroke-linecap="round" stroke-dasharray="{turn * share:.0f} 999" transform="rotate(-90 74 74)"/></svg>'
            f'<div class="big" style="position:absolute;left:0;width:148px;top:38px;text-align:center;font-size:50px">{left}</div>'
            f'<div class="row" style="position:absolute;left:0;width:148px;top:90px;justify-content:center;font-size:24px">'
            f'{_icon(BOX, 30)}&nbsp;{count}</div></div></div>')


def _map(wide: int) -> str:
    return (f'<svg viewBox="0 0 200 200" width="{wide}" height="{wide}" style="filter:drop-shadow(0 9px 12px #0b042c99)">'
            '<circle cx="100" cy="100" r="96" fill="#1c0f55e0" stroke="#ffffff3a" stroke-width="5"/><g fill="none" stroke="#8a74ff55" '
            'stroke-width="2"><circle cx="100" cy="100" r="64"/><circle cx="100" cy="100" r="34"/><path d="M100 8v184M8 100h184"/></g>'
            '<path d="M100 104C112 78 140 74 146 46" fill="none" stroke="#ffd23f" stroke-width="6" stroke-linecap="round" stroke-dasharray="1 13"/>'
            '<circle cx="147" cy="44" r="15" fill="#ff8a3c" stroke="#ffd98a" stroke-width="4"/><circle cx="52" cy="60" r="9" fill="#8d78e8"/>'
            '<circle cx="58" cy="142" r="12" fill="#0fb7c4"/><circle cx="150" cy="140" r="7" fill="#ff7bac"/>'
            '<ellipse cx="150" cy="140" rx="14" ry="4" fill="none" stroke="#ffd23f" stroke-width="3"/>'
            '<path d="M100 84l13 32-13-8-13 8z" fill="#ff5a36" stroke="#fff" stroke-width="4" stroke-linejoin="round"/></svg>')


def _button(wide: int, colour: str, inside: str) -> str:
    return f'<div class="button" style="width:{wide}px;height:{wide}px;background:{colour}">{inside}</div>'


def _stick() -> str:
    return ('<svg viewBox="0 0 250 250" width="250"><circle cx="125" cy="125" r="116" fill="#1c0f5570" stroke="#ffffff45" stroke-width="5"/>'
            '<g fill="#ffffff66"><path d="M125 26l16 20h-32z"/><path d="M125 224l16-20h-32z"/><path d="M26 125l20-16v32z"/><path d="M224 125l-20-16v32z"/></g>'
            '<circle cx="143" cy="104" r="58" fill="#0d053066"/><circle cx="143" cy="98" r="56" fill="#fff1d6"/><circle cx="143" cy="92" r="44" fill="#fffaf0"/></svg>')


def _phone(body: str, score: str, stars: str, clock: tuple[str, float, str], drop: str = "#ff5a36") -> str:
    pause = f'<div class="chip" style="width:96px;height:96px;border-radius:32px;display:grid;place-items:center">{PAUSE}</div>'
    return (f'<div class="at" style="left:34px;top:84px">{_score(score, stars)}</div>'
            f'<div class="at" style="left:50%;top:76px;margin-left:-52px">{_timer(*clock)}</div>'
            f'<div class="at" style="right:34px;top:94px">{pause}</div>'
            f'<div class="at" style="right:32px;top:250px">{_map(190)}</div>'
            f'<div class="at" style="left:44px;bottom:96px">{_stick()}</div>'
            f'<div class="at" style="right:46px;bottom:92px">{_button(214, "radial-gradient(circle at 40% 30%,#5ffbee,#19c9ba)", _icon(FLAME, 118))}</div>'
            f'<div class="at" style="right:238px;bottom:250px">{_button(146, f"radial-gradient(circle at 40% 30%,#ff9a6e,{drop})", _icon(BOX, 82))}</div>{body}')


def _goal(label: str, name: str, far: str) -> str:
    return (f'<div class="chip row" style="padding:14px 30px 16px 18px;border-radius:30px">{_icon(BOX, 64)}<div style="margin:0 30px 0 14px">'
            f'<div class="soft">{label}</div><div class="big" style="font-size:42px">{name}</div></div><div class="big" style="font-size:38px;color:#19e3d1">{far}</div></div>')


def _shot_1() -> str:
    return _phone(f'<div class="at" style="left:34px;top:262px">{_goal("Next stop", "Sundrop", "1.2 km")}</div>'
                  '<div class="at call" style="left:0;right:0;top:1000px;font-size:60px;color:#ffd23f;-webkit-text-stroke-width:12px;margin-left:-330px">'
                  '+50<div style="font-size:34px;color:#fff;-webkit-text-stroke-width:9px">gate</div></div>',
                  "12,480", "Best 18,200", ("0:38", 0.63, "2/3"))


def _shot_2() -> str:
    return _phone('<div class="at call" style="left:0;right:0;top:282px;margin-right:210px;color:#ffd23f;transform:rotate(-4deg)">Perfect<br>drop!'
                  '<div style="color:#19e3d1;font-size:70px;margin-top:6px">+250</div></div>', "9,730", "Route 4 of 12", ("0:21", 0.35, "3/3"))


def _shot_3() -> str:
    fill = ('<div class="chip" style="padding:18px 26px 22px;border-radius:30px;width:470px"><div class="row" style="justify-content:space-between">'
            '<span class="big" style="font-size:38px">Boost</span><span class="soft">full in 2 s</span></div>'
            '<div class="bar" style="margin-top:12px"><i style="width:82%;background:linear-gradient(90deg,#ff5a36,#ffd23f)"></i></div></div>')
    return _phone(f'<div class="at" style="left:34px;top:262px">{fill}</div>'
                  '<div class="at call" style="left:0;right:0;top:1180px;margin-left:330px;font-size:64px;color:#fff;transform:rotate(-5deg)">Slipstream'
                  '<div style="font-size:128px;color:#ffd23f">x4</div></div>', "21,040", "New best!", ("0:52", 0.8, "1/3"))


def _swatch(colour: str, on: bool) -> str:
    edge = "#fff" if on else "#ffffff33"
    return (f'<div style="width:104px;height:104px;border-radius:32px;background:{colour};border:6px solid {edge};'
            f'box-shadow:0 8px 0 #0d0530b0,inset 0 8px 0 #ffffff55{",0 0 0 8px #19e3d1" if on else ""}"></div>')


def _stat(name: str, share: int, colour: str) -> str:
    return (f'<div class="row" style="margin-top:20px"><span style="width:170px;font-size:32px">{name}</span>'
            f'<div class="bar" style="flex:1;height:24px"><i style="width:{share}%;background:{colour}"></i></div></div>')


def _shot_4() -> str:
    swatches = "".join(_swatch(colour, k == 0) for k, colour in enumerate(["#ff7434", "#19e3d1", "#ffd23f", "#ff7bac", "#8a5cf6"]))
    return ('<div class="at call" style="left:0;right:0;top:150px;font-size:96px;color:#fff">Paint shop</div>'
            '<div class="at" style="left:0;right:0;top:270px;text-align:center;font-size:34px;color:#d6ccff">Your ship, your colours</div>'
            f'<div class="at chip row" style="right:34px;top:62px;padding:8px 26px 10px 12px;border-radius:26px">{_icon(COIN, 48)}<span class="big" style="font-size:40px;margin-left:10px">1,340</span></div>'
            f'<div class="at" style="left:48px;right:48px;top:1236px;display:flex;justify-content:space-between">{swatches}</div>'
            '<div class="at chip" style="left:44px;right:44px;top:1392px;padding:22px 36px 34px"><div class="row" style="justify-content:space-between">'
            '<span class="big">Ember Dart</span><span class="soft" style="font-size:28px">Level 7</span></div>'
            + _stat("Speed", 84, "#ff5a36") + _stat("Boost", 66, "#ffd23f") + _stat("Cargo", 48, "#19e3d1") +
            '</div><div class="at" style="left:44px;right:44px;bottom:58px;height:142px;border-radius:46px;background:linear-gradient(#ff8a5c,#ff5a36);'
            'border:5px solid #ffffff45;box-shadow:0 12px 0 #a82a10,0 24px 34px #0b042c99,inset 0 7px 0 #ffffff55;text-align:center">'
            '<span class="big" style="font-size:72px;line-height:130px;text-shadow:0 5px 0 #b8341a">Fly this route</span></div>')


def _pad(letter: str, colour: str, word: str) -> str:
    return (f'<div class="row" style="margin-left:34px"><div style="width:56px;height:56px;border-radius:50%;background:{colour};border:4px solid #ffffff55;'
            f'box-shadow:0 5px 0 #0d0530b0;font:400 32px/48px Lilita;text-align:center;color:#1c0f55">{letter}</div><span style="margin-left:12px;font-size:28px">{word}</span></div>')


def _desk(body: str, score: str, stars: str, clock: tuple[str, float, str]) -> str:
    pads = _pad("A", "#7ee04a", "Boost") + _pad("X", "#58b7ff", "Drop parcel") + _pad("Y", "#ffd23f", "Look back")
    return (f'<div class="at" style="left:40px;top:36px;transform:scale(.82);transform-origin:0 0">{_score(score, stars)}</div>'
            f'<div class="at" style="left:50%;top:26px;margin-left:-74px;transform:scale(.86);transform-origin:50% 0">{_timer(*clock)}</div>'
            f'<div class="at" style="left:36px;bottom:34px">{_map(196)}</div><div class="at row" style="right:44px;bottom:40px;'
            f'text-shadow:0 2px 8px #0b042c">{pads}</div>{body}')


def _wide_1() -> str:
    return _desk(f'<div class="at" style="right:40px;top:36px;transform:scale(.82);transform-origin:100% 0">{_goal("Next stop", "Sundrop", "1.2 km")}</div>',
                 "12,480", "Best 18,200", ("0:38", 0.63, "2/3"))


def _tag(name: str, colour: str, left: int, top: int) -> str:
    return (f'<div class="at" style="left:{left}px;top:{top}px;text-align:center"><div style="background:{colour};color:#1c0f55;padding:5px 20px 7px;border-radius:18px;'
            f'font:400 28px/1.1 Lilita;box-shadow:0 5px 0 #0d053099">{name}</div><div style="width:0;height:0;margin:-1px auto;border:11px solid transparent;border-top-color:{colour}"></div></div>')


def _wide_2() -> str:
    return _desk(_tag("1 Nova", "#ff9a5c", 330, 388) + _tag("2 Milo", "#19e3d1", 1010, 372) +
                 '<div class="at call" style="right:70px;top:60px;font-size:58px;transform:rotate(-4deg)">Slipstream<div style="font-size:104px;color:#ffd23f">x4</div></div>',
                 "21,040", "Co-op run", ("0:52", 0.8, "1/3"))


def _wide_3() -> str:
    return _desk('<div class="at call" style="left:110px;top:270px;color:#ffd23f;transform:rotate(-5deg);font-size:84px">Perfect drop!'
                 '<div style="color:#19e3d1;font-size:66px">+250</div></div>', "9,730", "Route 4 of 12", ("0:21", 0.35, "3/3"))


SCREENS: dict[str, Callable[[], str]] = {
    "shot-1": _shot_1, "shot-2": _shot_2, "shot-3": _shot_3, "shot-4": _shot_4,
    "wide-1": _wide_1, "wide-2": _wide_2, "wide-3": _wide_3,
}


def _face(name: str, file: Path) -> str:
    data = base64.b64encode(file.read_bytes()).decode()
    return f"@font-face{{font-family:{name};src:url(data:font/woff2;base64,{data})}}"


def drawn(body: str, size: tuple[int, int]) -> Image.Image:
    """Return HTML drawn by Chromium on a transparent ground."""
    from playwright.sync_api import sync_playwright

    page_source = f"<style>{_face('Lilita', CHUNKY)}{_face('Fredoka', ROUND)}{STYLE}</style>{body}"
    with sync_playwright() as tools:
        browser = tools.chromium.launch(
            executable_path=shutil.which("chromium"),
            args=["--no-sandbox", "--disable-background-networking", "--disable-component-update"],
        )
        page = browser.new_page(viewport={"width": size[0], "height": size[1]})
        page.set_content(page_source)
        page.evaluate("document.fonts.ready")
        shot = page.screenshot(omit_background=True)
        browser.close()
    return Image.open(io.BytesIO(shot)).convert("RGBA")


def overlay(picture: Image.Image, screen: Callable[[], str]) -> Image.Image:
    """Return the picture with a game display over it."""
    return Image.alpha_composite(picture.convert("RGBA"), drawn(screen(), picture.size)).convert("RGB")


def wordmark() -> str:
    """Return the logo: a comet and the chunky name, as an SVG document of outlined paths."""
    line = outline("Comet Courier", CHUNKY, 100, 0.012)
    left, high = 108, 100
    wide = left + line.right + 6
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {wide:.0f} {high}" role="img" aria-label="Comet Courier">'
        '<g transform="rotate(-24 60 52)"><path fill="#ffd23f" d="M4 40h58v24H20a6 6 0 010-12H4a6 6 0 010-12z"/>'
        '<path fill="#19e3d1" d="M24 24h40v13H30a6.500 6.500 0 01-6-13z"/><path fill="#19e3d1" d="M36 68h30v13H42a6.500 6.500 0 01-6-13z"/>'
        '<circle cx="68" cy="52" r="30" fill="#ff5a36"/><circle cx="60" cy="43" r="8" fill="#fff1d6" opacity=".9"/>'
        '<circle cx="79" cy="62" r="5.500" fill="#c93a1a"/></g>'
        f'<path fill="#ff5a36" transform="translate({left} {high / 2 + 36:.0f})" d="{line.path}"/></svg>\n'
    )


def share_card(wide: Image.Image, logo: str) -> Image.Image:
    """Return the 1200 x 630 share picture: the wide key art with the wordmark in its calm corner."""
    width, height = 1200, 630
    scaled = wide.convert("RGB").resize((1200, 750), Image.Resampling.LANCZOS).crop((0, 40, 1200, 670))
    light = logo.replace('fill="#ff5a36" transform', 'fill="#fff1d6" transform')
    body = f'<div class="at" style="left:44px;top:40px;width:520px;filter:drop-shadow(0 6px 0 #14083acc)">{light}</div>'
    return Image.alpha_composite(scaled.convert("RGBA"), drawn(body, (width, height))).convert("RGB")
