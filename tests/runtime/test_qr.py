"""QR codes, drawn by the minified scripts in Chromium and read by a reader of other makers."""

import itertools
from pathlib import Path
from typing import Any

import pytest
import zxingcpp
from PIL import Image, ImageDraw
from playwright.sync_api import Page

from generator.runtime.bundle import bundle, standalone
from generator.runtime.minify import minify
from generator.runtime.modules import link_modules
from tests.browser.chromium import DESKTOP
from tests.browser.edge import Edge
from tests.browser.fixtures import OpenPage
from tests.runtime.conftest import Engine
from tests.runtime.pages import BASE, SITE, page_html, publish

ENCODER = minify(
    link_modules("import { encodeQr } from './qrcode.js';\nglobalThis.encodeQr = encodeQr;")
)

ENCODE = """async (script, texts) => {
  if (!globalThis.encodeQr) new Function(script)();
  return texts.map(([text, sturdy]) => {
    const grid = globalThis.encodeQr(text, sturdy);
    return grid && grid.map((row) => row.map((dark) => (dark ? '1' : '0')).join(''));
  });
}"""

SCALE = 4


def picture(rows: list[str], covered: float = 0) -> Image.Image:
    """A grid as a picture with its margin; a logo may cover a square in the middle."""
    size = (len(rows) + 8) * SCALE
    image = Image.new("L", (size, size), 255)
    draw = ImageDraw.Draw(image)
    for y, x in itertools.product(range(len(rows)), repeat=2):
        if rows[y][x] == "1":
            left, top = (x + 4) * SCALE, (y + 4) * SCALE
            draw.rectangle((left, top, left + SCALE - 1, top + SCALE - 1), fill=0)
    side = len(rows) * covered * SCALE
    if side:
        box = ((size - side) / 2, (size - side) / 2, (size + side) / 2, (size + side) / 2)
        draw.rectangle(box, fill=128)
    return image


def read(image: Image.Image) -> tuple[str, str]:
    """The text of the one code in a picture, and its level of error correction."""
    (found,) = zxingcpp.read_barcodes(image)
    return found.text, found.ec_level


def grids(engine: Engine, texts: list[tuple[str, bool]]) -> list[list[str]]:
    drawn: list[list[str]] = engine.run(ENCODE, ENCODER, texts)
    return drawn


def sized(length: int) -> str:
    """A link of a length, with other text at every place."""
    link = BASE + "?pid=tiktokweb_int&c="
    return (link + "".join(chr(97 + (i * i + i // 7) % 26) for i in range(length)))[:length]


# The capacities of versions 1 to 40 in bytes (ISO/IEC 18004, table 7): one text fills each version
# exactly, and one more byte needs the next.
CAPACITIES = {
    "L": [
        17, 32, 53, 78, 106, 134, 154, 192, 230, 271, 321, 367, 425, 458, 520, 586, 644, 718, 792,
        858, 929, 1003, 1091, 1171, 1273, 1367, 1465, 1528, 1628, 1732, 1840, 1952, 2068, 2188,
        2303, 2431, 2563, 2699, 2809, 2953,
    ],
    "M": [
        14, 26, 42, 62, 84, 106, 122, 152, 180, 213, 251, 287, 331, 362, 412, 450, 504, 560, 624,
        666, 711, 779, 857, 911, 997, 1059, 1125, 1190, 1264, 1370, 1452, 1538, 1628, 1722, 1809,
        1911, 1989, 2099, 2213, 2331,
    ],
}  # fmt: skip


@pytest.mark.browser
def test_every_version_at_level_m_is_read(chromium: Engine) -> None:
    texts = [sized(length) for length in CAPACITIES["M"]]
    drawn = grids(chromium, [(text, True) for text in texts])
    for version, (text, rows) in enumerate(zip(texts, drawn, strict=True), 1):
        assert len(rows) == version * 4 + 17
        assert read(picture(rows)) == (text, "M")


@pytest.mark.browser
def test_every_version_at_level_l_is_read(chromium: Engine) -> None:
    # Level L is for texts that no small code holds at level M.
    texts = [sized(length) for length in CAPACITIES["L"] if length > CAPACITIES["M"][9]]
    drawn = grids(chromium, [(text, False) for text in texts])
    for version, (text, rows) in enumerate(zip(texts, drawn, strict=True), 9):
        assert len(rows) == version * 4 + 17
        assert read(picture(rows)) == (text, "L")
    assert len(texts) == 32


@pytest.mark.browser
@pytest.mark.parametrize("length", [60, 300, 900, 1500, 2000])
def test_a_logo_in_the_middle_leaves_it_readable(chromium: Engine, length: int) -> None:
    (rows,) = grids(chromium, [(sized(length), True)])
    assert read(picture(rows, covered=0.18)) == (sized(length), "M")


@pytest.mark.browser
def test_all_of_unicode_survives(chromium: Engine) -> None:
    text = "https://brand.onelink.me/é/日本?c=🎉'\"<>\u200b"
    (rows,) = grids(chromium, [(text, False)])
    assert read(picture(rows))[0] == text


@pytest.mark.browser
def test_too_long_a_text_has_no_code(chromium: Engine) -> None:
    drawn = chromium.run(ENCODE, ENCODER, [(sized(2953), False), ("x" * 2954, False)])
    assert drawn[0] is not None
    assert drawn[1] is None


def screenshot_text(page: Page, selector: str, tmp_path: Path) -> str:
    file = tmp_path / "code.png"
    page.locator(selector).screenshot(path=file)
    with Image.open(file) as image:
        return read(image.convert("L"))[0]


CODE = '<div data-lf-qr="cta" style="width:400px"><img alt="static" src="data:,"></div>'
NARROW = "<style>@media (max-width: 600px) { [data-lf-qr] { display: none } }</style>"


def config() -> dict[str, Any]:
    return {"m": {"pid": {"k": ["pid"], "d": "lp"}}, "ttl": 7200, "l": {"cta": ["o", BASE]}}


@pytest.mark.browser
def test_desktop_visitors_see_the_link_of_their_visit(
    open_page: OpenPage, edge: Edge, tmp_path: Path
) -> None:
    publish(edge, tmp_path, page_html(config(), bundle(frozenset({"qr"})), CODE + NARROW))
    page = open_page(viewport=DESKTOP)
    page.goto(f"https://{SITE}/?pid=desk&ttclid=E.C.P.{'x' * 300}")
    href = page.get_attribute("a", "href")
    assert href is not None
    assert "ttclid=E.C.P." in href
    assert screenshot_text(page, "[data-lf-qr]", tmp_path) == href + "&af_ss_qr=true"
    assert page.locator("[data-lf-qr] img").count() == 0


@pytest.mark.browser
def test_phones_draw_nothing_until_they_are_turned(
    open_page: OpenPage, edge: Edge, tmp_path: Path
) -> None:
    publish(edge, tmp_path, page_html(config(), bundle(frozenset({"qr"})), CODE + NARROW))
    page = open_page()
    page.goto(f"https://{SITE}/?pid=phone")
    assert page.locator("[data-lf-qr] svg").count() == 0
    page.set_viewport_size(DESKTOP)
    page.wait_for_selector("[data-lf-qr] svg")


@pytest.mark.browser
@pytest.mark.parametrize(
    ("look", "stamp"),
    [
        (None, "true"),
        ({"codeColor": "#301090"}, "c"),
        ({"logo": "data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg'/>"}, "c"),
    ],
)
def test_the_stand_alone_script_draws_its_last_link(
    page: Page, edge: Edge, tmp_path: Path, look: dict[str, str] | None, stamp: str
) -> None:
    body = '<div id="qr" style="width:360px">before</div>'
    publish(edge, tmp_path, page_html(None, standalone(), body))
    page.goto(f"https://{SITE}/?pid=a")
    link = page.evaluate(
        """([base, look]) => {
          const { clickURL } = AF_SMART_SCRIPT.generateOneLinkURL({
            oneLinkURL: base, afParameters: { mediaSource: { keys: ['pid'] } } });
          AF_SMART_SCRIPT.displayQrCode('qr', look);
          return clickURL;
        }""",
        [BASE, look],
    )
    assert screenshot_text(page, "#qr", tmp_path) == f"{link}&af_ss_qr={stamp}"
    assert "before" not in page.inner_text("#qr")
    color = page.get_attribute("#qr path:nth-of-type(2)", "fill")
    assert color == (look or {}).get("codeColor", "#000")
