"""What the features of a page weigh: the page as a whole, and each part of its script."""

import gzip
from pathlib import Path

import pytest

from generator.runtime.bundle import bundle, splitter
from tests.render.rendered_site import (
    ECOMMERCE,
    ENTERTAINMENT,
    SITE,
    WEB_TO_APP,
    render_site,
    write_site,
)

LINKS = frozenset({"impression", "persistence", "website"})

LIMITS = {
    "ad-window": 260,
    "banner": 100,
    "banner-sdk": 250,
    "checklist": 420,
    "clip": 420,
    "consent": 270,
    "consent-bar": 450,
    "copy": 440,
    "countdown": 360,
    "pixel": 720,
    "smart-script": 360,
    "split": 30,
    "text": 270,
}
"""Bytes after gzip that each feature may add to the script of a page with links."""

EVERYTHING = """\
pixels: {tiktok: [C1ABCDEFG2HIJKLMNOP3, D4M5GRRC77U10O2JF9J0]}
consent: {mode: ask}
banner: {text: Faster in the app, rating: 4.8}
"""


def gzipped(text: str) -> int:
    return len(gzip.compress(text.encode(), 9, mtime=0))


@pytest.mark.parametrize("feature", LIMITS)
def test_a_feature_is_small(feature: str) -> None:
    needs = {"consent"} if feature == "consent-bar" else set()
    without = gzipped(bundle(LINKS | needs))
    assert gzipped(bundle(LINKS | needs | {feature})) - without <= LIMITS[feature]


def test_the_script_that_divides_visitors_is_small() -> None:
    assert gzipped(splitter()) <= 1_160


def test_a_page_with_everything_leaves_the_theme_its_share(tmp_path: Path) -> None:
    pages = {
        "shop": ECOMMERCE,
        "title": ENTERTAINMENT,
        "app": WEB_TO_APP + "video: media/trailer.webm\n",
    }
    rendered = render_site(write_site(tmp_path, pages, site=SITE + EVERYTHING))
    for path, page in rendered.items():
        assert gzipped(page.html) <= 10_500, path


def test_features_that_a_page_does_not_use_cost_it_nothing(tmp_path: Path) -> None:
    page = ECOMMERCE.replace("coupon: {code: GLOW20, url: https://aurora.example/checkout}\n", "")
    (plain,) = render_site(write_site(tmp_path, {"glow": page})).values()
    assert bundle(LINKS) in plain.html
    for trace in ("lf-clip", "consent", "banner", "lf-qr", "noscript", "lf-copy"):
        assert trace not in plain.html
