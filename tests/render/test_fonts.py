"""A brand's own fonts on rendered pages, in Chromium and by their characters."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont
from playwright.sync_api import Page

from generator.errors import SiteError
from generator.render import RenderedPage
from generator.render.fonts import BOLDS, REGULAR
from tests.browser.edge import Edge
from tests.media.test_font import LETTERS, built_font
from tests.render.rendered_site import HOST, PRODUCT, SITE, render_site, write_site

URL = f"https://{HOST}/glow/"
WORDS = "Three drops in the morning, on clean skin, before anything else happens to it. " * 6
TEMPLATE = f"""\
{{% extends "layout.html" %}}
{{% block body %}}<main><h1>{{{{ page.title }}}}</h1><p id="text">{WORDS}</p><p>{WORDS}</p></main>
{{% endblock %}}
"""
STYLES = """
h1{font-family:var(--font-display,serif);font-weight:400;line-height:normal}
p{line-height:normal}
"""
FONTS = "brand: {fonts: {text: media/fonts/text.ttf, display: media/fonts/display.ttf}}\n"
SHIFTS = """
  window.shifts = 0;
  new PerformanceObserver((list) => list.getEntries().forEach((e) => { window.shifts += e.value; }))
    .observe({ type: 'layout-shift', buffered: true });
"""


def rendered(
    root: Path, brand: str = FONTS, language: str = "en", title: str = "", **font: int
) -> tuple[RenderedPage, Path]:
    page = PRODUCT + f"language: {language}\n"
    page = page.replace("title: Glow Serum", f"title: {title}") if title else page
    templates = {"product.html": TEMPLATE}
    folder = write_site(root, {"glow": page}, site=SITE + brand, styles=STYLES, **templates)
    for name in ("text", "display"):
        built_font(
            folder / "media" / "fonts" / f"{name}.ttf",
            "".join(map(chr, (*range(0x20, 0x180), 0x3042, 0x6F22, 0x5B57, 0x20AC))),
            **font,  # type: ignore[arg-type]
        )
    return render_site(folder)["glow"], folder


def published(root: Path, page: RenderedPage) -> Path:
    output = root / "output"
    (output / "glow").mkdir(parents=True)
    (output / "glow" / "index.html").write_text(page.html)
    (output / "assets").mkdir()
    for asset in page.assets:
        (output / "assets" / asset.name).write_bytes(asset.path.read_bytes())
    return output


def fonts_of(page: RenderedPage) -> dict[str, set[int]]:
    """The characters of each font that the page publishes, by its name's stem."""
    return {
        asset.name.split(".")[0]: set(TTFont(asset.path).getBestCmap())
        for asset in page.assets
        if asset.name.endswith(".woff2")
    }


@pytest.mark.browser
def test_the_fonts_are_used_and_nothing_foreign_is_asked_for(
    page: Page, edge: Edge, tmp_path: Path
) -> None:
    edge.publish(HOST, published(tmp_path, rendered(tmp_path)[0]))
    requests: list[str] = []
    page.on("request", lambda request: requests.append(request.url))
    page.add_init_script(SHIFTS)
    page.goto(URL)
    page.evaluate("document.fonts.ready")
    loaded = page.evaluate(
        "[...document.fonts].filter((f) => f.status == 'loaded').map((f) => f.family)"
    )
    assert {"lf-text", "lf-display"} <= set(loaded)
    # Every letter of the font is 0.6 em wide.
    width = page.evaluate("""() => {
      const span = document.createElement('span');
      span.style.cssText = 'font-size:100px;white-space:nowrap';
      span.textContent = 'iiiiiiiiii';
      document.querySelector('#text').appendChild(span);
      const width = span.getBoundingClientRect().width;
      span.remove();
      return width;
    }""")
    assert width == pytest.approx(600, abs=1)
    assert page.evaluate("getComputedStyle(document.querySelector('h1')).fontFamily").startswith(
        "lf-display"
    )
    fonts = [url for url in requests if url.endswith(".woff2")]
    assert len(fonts) == len(set(fonts)) == 2
    assert all(url.startswith((f"https://{HOST}/", "data:")) for url in fonts)
    assert page.evaluate("window.shifts") == 0


@pytest.mark.browser
def test_nothing_moves_when_the_font_arrives_late(page: Page, edge: Edge, tmp_path: Path) -> None:
    html, _ = rendered(tmp_path, advance=480)
    edge.publish(HOST, published(tmp_path, html))
    held: list[Callable[[], None]] = []
    page.route("**/*.woff2", lambda route: held.append(route.continue_))
    page.add_init_script(SHIFTS)
    page.goto(URL, wait_until="domcontentloaded")
    lines = "[...document.querySelectorAll('h1, p')].map((e) => e.getBoundingClientRect().height)"
    page.wait_for_function("performance.getEntriesByName('first-contentful-paint').length")
    before = page.evaluate(lines)
    family = "[...document.fonts].find((f) => f.family == 'lf-text').status"
    assert page.evaluate(family) == "loading"
    while page.evaluate(family) == "loading":
        while held:
            held.pop()()
        page.wait_for_timeout(20)
    page.evaluate("document.fonts.ready")
    page.evaluate("() => new Promise((r) => requestAnimationFrame(() => requestAnimationFrame(r)))")
    assert page.evaluate(family) == "loaded"
    assert page.evaluate(lines) == pytest.approx(before, abs=0.5)
    assert page.evaluate("window.shifts") == 0


def test_the_page_says_where_its_font_is(tmp_path: Path) -> None:
    page, _ = rendered(tmp_path)
    (preload,) = (link for link in re.findall(r"<link[^>]*>", page.html) if "font/woff2" in link)
    assert {"crossorigin", "as=font", "rel=preload"} <= set(re.split(r"[ <>]", preload))
    (address,) = re.findall(r"\.\./assets/text\.[0-9a-f]{8}\.woff2", preload)
    assert f"src:url({address}) format('woff2');font-weight:400;font-display:swap" in page.html
    assert "--font:lf-text,lf-text-a,lf-text-r,-apple-system" in page.html
    assert "--font-display:lf-display,lf-display-a,lf-display-r,var(--font)" in page.html
    assert f"size-adjust:{0.6 / REGULAR[1].letter_width * 100:.2f}%" in page.html


def test_stand_ins_for_bold_fonts_are_bold(tmp_path: Path) -> None:
    page, _ = rendered(tmp_path, weight=700)
    assert "local('Roboto Bold')" in page.html
    assert "local('Roboto')" not in page.html
    assert f"size-adjust:{0.6 / BOLDS[0].letter_width * 100:.2f}%" in page.html


@pytest.mark.parametrize(
    ("brand", "display"),
    [
        ("brand: {fonts: {text: media/fonts/text.ttf}}\n", "--font-display:var(--font)"),
        ("brand: {font: serif}\n", "--font-display:var(--font)"),
        ("brand: {}\n", ""),
    ],
)
def test_headings_fall_back_to_the_text_font(tmp_path: Path, brand: str, display: str) -> None:
    html = rendered(tmp_path, brand)[0].html
    assert re.findall(r"--font-display:[^;,]*\(--font\)", html) == ([display] if display else [])
    assert ("@font-face" in html) == ("fonts:" in brand)
    assert ("as=font" in html.replace('"', "")) == ("fonts:" in brand)


def test_a_font_has_what_its_pages_write(tmp_path: Path) -> None:
    english = fonts_of(rendered(tmp_path / "en")[0])["text"]
    assert set(map(ord, LETTERS + LETTERS.upper() + "0123456789$é€")) <= english
    assert not {ord("ł"), 0x3042, 0x6F22} & english
    polish = fonts_of(rendered(tmp_path / "pl", language="pl")[0])["text"]
    assert set(map(ord, "łŁżŹ")) <= polish
    japanese = fonts_of(rendered(tmp_path / "ja", language="ja", title="漢方")[0])["text"]
    assert {0x3042, 0x6F22} <= japanese
    assert 0x5B57 not in japanese


def test_the_same_site_gives_the_same_font(tmp_path: Path) -> None:
    one, other = (rendered(tmp_path / name)[0] for name in ("one", "other"))
    assert one.html == other.html
    assert {asset.sha256 for asset in one.assets} == {asset.sha256 for asset in other.assets}


@pytest.mark.parametrize(("content", "code"), [(b"no font", "font-invalid"), (b"", "media-empty")])
def test_a_mistake_is_told_where_the_font_is_named(
    tmp_path: Path, content: bytes, code: str
) -> None:
    _, folder = rendered(tmp_path)
    (folder / "media" / "fonts" / "text.ttf").write_bytes(content)
    with pytest.raises(SiteError) as caught:
        render_site(folder)
    (problem,) = caught.value.problems
    assert problem.code == code
    assert problem.place is not None
    assert problem.place.file == folder / "site.yaml"
    assert "media/fonts/text.ttf" in problem.excerpt
