"""How long it takes from saving a page to seeing it in the browser, run by scripts/bench_preview.

A site of many pages is served by `landfast serve`, and a comparable one by `hugo server` and
`zola serve` where their commands are named; Chromium shows one page of each. The page is saved
again and again, the servers in turns, and the first frame with the new headline ends each
measurement. Browser and script read one clock: that of this machine.
"""

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from PIL import Image
from playwright.sync_api import Page, sync_playwright

from tests.browser.chromium import UNWANTED_FEATURES
from tests.browser.engines import find_chromium

TARGET = 120.0
"""Milliseconds at the median, at 1,000 pages."""
MISSED = 5.0
"""Seconds after which a save counts as never shown; the tab is then loaded anew by hand."""
PAUSE = 0.7
"""Seconds between saves, so that each page has loaded and listens again."""
LONGEST = 60.0

# Tells every headline at the frame that shows it first, in a page loaded anew or changed in place.
WATCH = """
addEventListener('DOMContentLoaded', () => {
  let shown = '';
  const look = () => {
    const heading = document.querySelector('h1');
    const text = heading ? heading.textContent : '';
    if (text === shown) return;
    shown = text;
    requestAnimationFrame(() => window.seen(text, performance.timeOrigin + performance.now()));
  };
  look();
  new MutationObserver(look).observe(document.documentElement, {
    childList: true, characterData: true, subtree: true,
  });
});
"""
WORDS = (
    "Dull mornings happen to everyone, and this is the thirty seconds that help: three drops "
    "before sunscreen, before coffee, before the day has made up its mind about you. "
) * 6


@dataclass
class Contender:
    """One server: its site, how it is started, and what was measured."""

    name: str
    command: list[str]
    folder: Path
    page: Path
    url: str
    text: Callable[[str], str]
    times: list[float] = field(default_factory=list)
    start: float = 0.0
    missed: int = 0
    tab: Page | None = None
    seen: dict[str, float] = field(default_factory=dict)

    def save(self, headline: str) -> None:
        """Save the page under a new headline, and measure until it is seen."""
        assert self.tab
        text = self.text(headline)
        began = time.time() * 1000
        self.page.write_text(text, "utf-8")
        end = time.monotonic() + MISSED
        while headline not in self.seen:
            if time.monotonic() > end:
                self.missed += 1
                self.tab.reload()
                return
            self.tab.wait_for_timeout(2)
        self.times.append(self.seen[headline] - began)


def landfast(root: Path, pages: int, port: int) -> Contender:
    folder = root / "landfast"
    site = folder / "sites" / "shop"
    (site / "media").mkdir(parents=True)
    (site / "pages").mkdir()
    Image.new("RGB", (1200, 1500), (120, 80, 200)).save(site / "media" / "balm.jpg")
    (site / "site.yaml").write_text(
        "name: Shop\nurl: https://go.shop.example/\ntheme: studio\n"
        "attribution:\n  onelink: https://shop.onelink.me/A1b2\n"
        "  defaults: {media_source: shop_landing, campaign: always-on}\n"
    )

    def text(headline: str) -> str:
        return (
            f"---\ntype: product\ntitle: {headline}\nheadline: {headline}\n"
            "description: For cold days.\nkicker: New\ncategory: Beauty\n"
            "gallery: [media/balm.jpg]\nprice: {now: 24.00}\nsku: A-1\n"
            f"cta: {{label: Shop Now, url: https://shop.example/balm}}\n---\n{WORDS}\n"
        )

    for number in range(pages):
        (site / "pages" / f"page-{number}.md").write_text(text(f"Page {number}"))
    command = [str(Path(sys.executable).with_name("landfast")), "serve", "--port", str(port)]
    url = f"http://127.0.0.1:{port}/shop/page-7/"
    return Contender("landfast serve", command, folder, site / "pages" / "page-7.md", url, text)


STYLE = "".join(f".a{n}{{color:#123456;margin:{n}px;padding:{n}px}}" for n in range(150))
LAYOUT = f"""<!doctype html><html lang="en"><head><meta charset="utf-8">
<title>{{{{ TITLE }}}}</title><style>{STYLE}</style></head><body><main><h1>{{{{ TITLE }}}}</h1>
<div>{{{{ CONTENT }}}}</div><a href="https://shop.example/balm">Shop Now</a></main></body></html>
"""


def hugo(root: Path, pages: int, port: int, command: str) -> Contender:
    folder = root / "hugo"
    (folder / "content").mkdir(parents=True)
    (folder / "layouts" / "_default").mkdir(parents=True)
    (folder / "hugo.toml").write_text('baseURL = "https://go.shop.example/"\ntitle = "Shop"\n')
    layout = LAYOUT.replace("TITLE", ".Title").replace("CONTENT", ".Content")
    for name in ("single", "list"):
        (folder / "layouts" / "_default" / f"{name}.html").write_text(layout)

    def text(headline: str) -> str:
        return f"---\ntitle: {headline}\ndescription: For cold days.\n---\n{WORDS}\n"

    for number in range(pages):
        (folder / "content" / f"page-{number}.md").write_text(text(f"Page {number}"))
    started = [command, "server", "--port", str(port), "--bind", "127.0.0.1", "--renderToMemory"]
    url = f"http://localhost:{port}/page-7/"
    return Contender("hugo server", started, folder, folder / "content" / "page-7.md", url, text)


def zola(root: Path, pages: int, port: int, command: str) -> Contender:
    folder = root / "zola"
    (folder / "content").mkdir(parents=True)
    (folder / "templates").mkdir()
    (folder / "config.toml").write_text('base_url = "https://go.shop.example"\n')
    (folder / "content" / "_index.md").write_text("+++\n+++\n")
    page = LAYOUT.replace("TITLE", "page.title").replace("CONTENT", "page.content | safe")
    (folder / "templates" / "page.html").write_text(page)
    index = LAYOUT.replace("TITLE", "config.base_url").replace("CONTENT", "section.content | safe")
    (folder / "templates" / "index.html").write_text(index)

    def text(headline: str) -> str:
        return f'+++\ntitle = "{headline}"\ndescription = "For cold days."\n+++\n{WORDS}\n'

    for number in range(pages):
        (folder / "content" / f"page-{number}.md").write_text(text(f"Page {number}"))
    started = [command, "serve", "--port", str(port), "--interface", "127.0.0.1"]
    url = f"http://127.0.0.1:{port}/page-7/"
    return Contender("zola serve", started, folder, folder / "content" / "page-7.md", url, text)


def wait_for(contender: Contender, began: float) -> None:
    """Wait until a server answers; how long that takes is its start."""
    while True:
        try:
            with urlopen(contender.url, timeout=LONGEST) as answer:
                answer.read()
            break
        except (URLError, OSError):
            if time.monotonic() - began > LONGEST:
                raise SystemExit(f"{contender.name} did not start.") from None
            time.sleep(0.01)
    contender.start = time.monotonic() - began


def build_seconds(contender: Contender) -> float:
    """How long `landfast build` takes for the same site, its pictures being there already."""
    began = time.monotonic()
    command = [
        contender.command[0],
        "build",
        "--quiet",
        "--no-check",
        "--force",
        "--output",
        "built",
    ]
    subprocess.run(command, cwd=contender.folder, check=True, stdout=subprocess.DEVNULL)
    return time.monotonic() - began


def measure(contenders: Sequence[Contender], saves: int) -> None:
    with ExitStack() as stack:
        for contender in contenders:
            began = time.monotonic()
            process = subprocess.Popen(
                contender.command,
                cwd=contender.folder,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
            )
            stack.callback(process.wait)
            stack.callback(process.terminate)
            wait_for(contender, began)
        playwright = stack.enter_context(sync_playwright())
        flags = ["--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []
        browser = playwright.chromium.launch(
            executable_path=find_chromium(),
            args=[*flags, UNWANTED_FEATURES, "--disable-background-networking", "--no-first-run"],
        )
        stack.callback(browser.close)
        for contender in contenders:
            context = browser.new_context()
            tab = context.new_page()
            seen = contender.seen
            tab.expose_function("seen", lambda text, at, seen=seen: seen.setdefault(text, at))
            tab.add_init_script(WATCH)
            tab.goto(contender.url)
            contender.tab = tab
        for number in range(saves + 3):
            for contender in contenders:
                contender.save(f"Save {number}")
                assert contender.tab
                contender.tab.wait_for_timeout(PAUSE * 1000)
        for contender in contenders:
            del contender.times[:3]  # until everybody is warm


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--pages", type=int, default=1000, help="pages of each site (1000)")
    parser.add_argument("--saves", type=int, default=25, help="saves that are measured (25)")
    parser.add_argument("--hugo", help="the command hugo, to compare with")
    parser.add_argument("--zola", help="the command zola, to compare with")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        root = Path(name)
        contenders = [landfast(root, options.pages, 8611)]
        if options.hugo:
            contenders.append(hugo(root, options.pages, 8612, options.hugo))
        if options.zola:
            contenders.append(zola(root, options.pages, 8613, options.zola))
        build_seconds(contenders[0])  # makes the pictures
        build = build_seconds(contenders[0])
        measure(contenders, options.saves)
    print(f"{options.pages} pages, {options.saves} saves each, in turns")
    print(f"{'':<16}{'start, s':>10}{'median, ms':>12}{'lowest':>9}{'highest':>9}{'missed':>8}")
    for contender in contenders:
        times = contender.times
        print(
            f"{contender.name:<16}{contender.start:>10.2f}{statistics.median(times):>12.0f}"
            f"{min(times):>9.0f}{max(times):>9.0f}{contender.missed:>8}"
        )
    print(f"{'landfast build':<16}{build:>10.2f}")
    return int(statistics.median(contenders[0].times) > TARGET)


if __name__ == "__main__":
    sys.exit(main())
