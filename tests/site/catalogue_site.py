"""A small shop whose pages come from a catalogue; each test brings what is special to it."""

from pathlib import Path

from generator.errors import SiteError
from generator.render import Themes
from generator.site import Site, SourcePage, load_site
from generator.site.destinations import Website
from generator.site.page_types.product import Product
from tests.workspaces import PLAIN_THEME, told, write_workspace

SHOP = """
-- sites/shop/site.yaml --
name: Shop
url: https://go.shop.example/
theme: plain
attribution:
  onelink: https://shop.onelink.me/A1b2
  defaults: {media_source: shop_landing, campaign: always-on}
-- sites/shop/media/lamp.jpg --
"""

MARKETS = SHOP.replace(
    "attribution:",
    """markets:
  us: {country: US, language: en, currency: USD}
  de: {country: DE, language: de, currency: EUR}
  ch: {country: CH, language: de, currency: CHF, path: schweiz}
attribution:""",
    1,
)


def product(front_matter: str = "", body: str = "", *, name: str = "lamps", rows: str = "") -> str:
    """A product page of a catalogue `data/lamps.csv`.

    Args:
        front_matter: Further keys, and those that it says otherwise than usual.
        body: The text below it.
        name: The page's name.
        rows: The catalogue, if the test has its own.
    """
    usual = {
        "type": "product",
        "title": '"{{ row.title }}"',
        "category": "Home",
        "catalogue": "{file: data/lamps.csv, key: sku}",
        "path": '"p/{{ row.sku }}"',
        "gallery": "[media/lamp.jpg]",
        "price": '{now: "{{ row.price }}"}',
        "cta": '{label: Shop Now, url: "https://shop.example/{{ row.sku }}"}',
    }
    said = [line.split(":")[0] for line in front_matter.splitlines() if line[:1].strip()]
    lines = [f"{key}: {value}" for key, value in usual.items() if key not in said]
    text = "\n".join([*lines, front_matter.strip("\n")])
    page = f"\n-- sites/shop/pages/{name}.md --\n---\n{text}\n---\n{body}\n"
    return page + (f"-- sites/shop/data/lamps.csv --\n{rows}" if rows else "")


LAMPS = "SKU,Title,Price\nL1,Oslo,29.00\nL2,Bergen,39.50\n"


def site_of(root: Path, *archives: str) -> Site:
    workspace = write_workspace(root, PLAIN_THEME, *archives)
    return load_site(root / "sites" / "shop", Themes([workspace.themes]).defaults)


def pages_of(root: Path, *archives: str) -> dict[str, SourcePage]:
    """The pages by path, in their order."""
    return {source.path: source for source in site_of(root, *archives).pages}


def problems(root: Path, *archives: str) -> list[str]:
    """What is wrong, as `file:line:column code`."""
    try:
        list(site_of(root, *archives).pages)
    except SiteError as error:
        for problem in error.problems:
            assert problem.message.endswith("."), problem.message
        return [told(problem, root) for problem in error.problems]
    raise AssertionError("nothing was wrong")


def url_of(page: Product) -> str:
    """Where the page's button leads."""
    assert isinstance(page.cta, Website)
    return page.cta.url
