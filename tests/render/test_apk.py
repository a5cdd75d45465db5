"""What a page says about an APK of its site: version, size, SHA-256, and the way to get it."""

import hashlib
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from tests.workspaces import SITE, build_all, write_workspace

DATA = b"PK\x03\x04" + bytes(range(256)) * 40

PAGE = """
-- sites/shop/pages/comet.md --
---
type: {kind}
title: Comet
app: {{name: Comet, icon: media/balm.jpg}}
links:
  - {{store: app-store}}
  - {{store: apk, file: media/comet.apk, version: 1.4.2, android: "8"}}
---
-- sites/shop/media/balm.jpg --
"""


@pytest.mark.parametrize("kind", ["web-to-app", "stores"])
@pytest.mark.parametrize("theme", ["studio", "cinema", "arcade"])
def test_an_apk_comes_with_its_facts(tmp_path: Path, theme: str, kind: str) -> None:
    site = SITE.split("-- sites/shop/pages")[0].replace("theme: plain", f"theme: {theme}")
    workspace = write_workspace(tmp_path, site, PAGE.format(kind=kind))
    (tmp_path / "sites/shop/media/comet.apk").write_bytes(DATA)
    build_all(workspace)
    page = BeautifulSoup((tmp_path / "output/shop/comet/index.html").read_bytes(), "lxml")
    digest = hashlib.sha256(DATA).hexdigest()
    facts = page.select_one(".apk-facts")
    assert facts is not None
    for fact in ("1.4.2", "11 KB", digest, "8 or newer"):
        assert fact in facts.get_text(" "), fact
    help_text = page.select_one(".apk details")
    assert help_text is not None
    assert "browser" in help_text.get_text()
    published = tmp_path / f"output/shop/assets/comet.{digest[:8]}.apk"
    assert published.read_bytes() == DATA
    link = page.select_one("a[data-lf=apk]")
    assert link is not None
    assert f"comet.{digest[:8]}.apk" in str(link["href"])
