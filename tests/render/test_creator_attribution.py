"""Each creator's own landing page: what an organic visit says of whose video brought it."""

from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

import pytest
from bs4 import BeautifulSoup
from playwright.sync_api import Page

from tests.browser.edge import Edge
from tests.site.creator_sites import ROWS, SITE
from tests.workspaces import build_all, write_workspace

pytestmark = pytest.mark.browser

HOST = "go.kites.example"
MARKETS = SITE.replace(
    "pixels: {tiktok: C1ABCDEFG2HIJKLMNOP3}\nconsent: {mode: ask}\n", ""
).replace(
    "robots: index\n",
    """markets:
  us: {country: US, language: en, currency: USD}
  de: {country: DE, language: de, currency: EUR}
""",
)
LANDING = """
-- sites/kites/pages/kite.md --
---
type: ecommerce
catalogue: {file: data/creators.csv, key: handle}
path: "kite/{{ row.handle }}"
title: A kite
background: media/kite.jpg
cta: {to: app, label: Get the kite}
attribution:
  defaults: {campaign: "wind-{{ market.key }}", ad: "{{ row.handle }}"}
  mapping: {af_sub4: {default: "{{ market.country }}"}}
---
-- sites/kites/media/kite.jpg --
"""


@pytest.fixture(scope="module")
def output(tmp_path_factory: pytest.TempPathFactory) -> Path:
    workspace = write_workspace(tmp_path_factory.mktemp("kites"), MARKETS, ROWS, LANDING)
    build_all(workspace)
    return workspace.output / "kites"


def said(href: str) -> dict[str, str]:
    return dict(parse_qsl(urlsplit(href).query))


def test_without_javascript_links_name_the_creator(output: Path) -> None:
    found = {}
    for market in ("us", "de"):
        for handle in ("mara-sky", "omar_wind", "lea-luft"):
            html = (output / market / "kite" / handle / "index.html").read_bytes()
            link = BeautifulSoup(html, "lxml").select_one("a[data-lf=cta]")
            assert link
            values = said(str(link["href"]))
            found[market, handle] = (values["c"], values["af_ad"], values["af_sub4"])
    assert found["us", "mara-sky"] == ("wind-us", "mara.sky", "US")
    assert found["de", "mara-sky"] == ("wind-de", "mara.sky", "DE")
    assert found["de", "lea-luft"] == ("wind-de", "lea.luft", "DE")
    assert len(set(found.values())) == len(found)


def test_an_organic_visit_keeps_them_and_an_ad_replaces_them(
    page: Page, edge: Edge, output: Path
) -> None:
    edge.publish(HOST, output)
    url = f"https://{HOST}/us/kite/omar_wind/"
    page.goto(url)
    organic = said(page.get_attribute("[data-lf=cta]", "href") or "")
    assert (organic["pid"], organic["c"]) == ("kites_landing", "wind-us")
    assert (organic["af_ad"], organic["af_sub4"]) == ("omar_wind", "US")
    impression = edge.requests.wait_for("impressions.onelink.me")[0]
    assert impression.parameters["af_ad"] == "omar_wind"
    page.goto(f"{url}?pid=tiktokweb_int&c=spark&af_ad=Hook+3&ttclid=E.C.P.1")
    paid = said(page.get_attribute("[data-lf=cta]", "href") or "")
    assert (paid["pid"], paid["c"], paid["af_ad"]) == ("tiktokweb_int", "spark", "Hook 3")
    assert paid["ttclid"] == "E.C.P.1"
