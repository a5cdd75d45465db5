"""Small pages that hold a page configuration and a page script, as built pages do."""

import json
from pathlib import Path
from typing import Any

from tests.browser.edge import Edge

ATTRIBUTION = frozenset({"direct", "impression", "organic", "persistence", "qr", "website"})
"""All features that concern links; nothing in them waits for consent."""

SITE = "go.shop.example"
STORE = "brand.onelink.me"
BASE = f"https://{STORE}/A1b2"
IMPRESSIONS = "impressions.onelink.me"


def page_html(config: dict[str, Any] | None, script: str, body: str = "") -> str:
    """A page with one link, `cta`; its static href is what a visitor without scripts gets."""
    data = ""
    if config is not None:
        text = json.dumps(config).replace("<", "\\u003c")
        data = f'<script type="application/json" id="lf-config">{text}</script>'
    return (
        '<!doctype html><html lang="en"><meta charset="utf-8"><title>Page</title>'
        '<link rel="icon" href="data:,"><meta name="viewport" content="width=device-width">'
        f'<a data-lf="cta" href="{BASE}?pid=static">Get it</a><a data-lf="cta">Again</a>'
        f"{body}{data}<script>{script}</script>"
    )


def publish(edge: Edge, folder: Path, html: str, path: str = "") -> None:
    """Serve a page at `https://SITE/path`; later pages join it."""
    root = folder / "site"
    (root / path).mkdir(parents=True, exist_ok=True)
    (root / path / "index.html").write_text(html, encoding="utf-8")
    edge.publish(SITE, root)
