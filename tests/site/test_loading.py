"""Sites are read whole: inheritance, types, and every mistake of every file in one go."""

from pathlib import Path

import pytest

from generator.errors import Problem, SiteError
from generator.render import Themes
from generator.site import MediaFile, Site, load_site, load_source
from generator.site.page_files import page_path
from generator.site.page_types.ecommerce import Ecommerce
from generator.site.page_types.product import Product
from tests.workspaces import PLAIN_THEME, SITE, told, write_workspace


def load(root: Path, *archives: str) -> Site:
    workspace = write_workspace(root, PLAIN_THEME, SITE, *archives)
    return load_site(root / "sites" / "shop", Themes([workspace.themes]).defaults)


def mistakes(root: Path, *archives: str) -> list[str]:
    with pytest.raises(SiteError) as caught:
        list(load(root, *archives).pages)
    for problem in caught.value.problems:
        assert problem.message.endswith((".", "?"))
    return [told(problem, root) for problem in caught.value.problems]


def hints(root: Path, *archives: str) -> str:
    with pytest.raises(SiteError) as caught:
        list(load(root, *archives).pages)
    return "\n".join(problem.hint for problem in caught.value.problems)


PRODUCT = """
-- sites/shop/pages/balm.md --
---
type: product
title: Polar Balm
category: Beauty
gallery: [media/balm.jpg]
price: {now: 24.00}
cta: {label: Shop Now, url: https://shop.example/balm}
"""


def test_a_site_is_typed_and_frozen(tmp_path: Path) -> None:
    site = load(tmp_path)
    (source,) = site.pages
    assert isinstance(source.page, Product)
    assert str(source.page.price.now) == "24.00"
    assert source.path == "balm"
    shown = source.page.gallery[0].src
    assert isinstance(shown, MediaFile)
    assert shown.path.is_file()
    with pytest.raises(ValueError, match="frozen"):
        source.page.title = "x"  # type: ignore[misc]


def test_the_nearest_layer_wins(tmp_path: Path) -> None:
    site = load(
        tmp_path,
        """
-- themes/plain/theme.yaml --
name: Plain
description: d
defaults: {country: CA, currency: CAD, language: fr, brand: {colors: {accent: "#0000ff"}}}
-- sites/shop/site.yaml --
name: Shop
url: https://go.shop.example/
theme: plain
currency: EUR
brand: {colors: {primary: "#ff0000"}}
attribution: {defaults: {media_source: site, campaign: site}}
-- sites/shop/pages/_defaults.yaml --
language: de
category: Beauty
price: {now: 1}
-- sites/shop/pages/deep/_defaults.yaml --
attribution: {defaults: {campaign: deep}}
title: From the folder
-- sites/shop/pages/deep/balm.md --
---
type: product
gallery: [media/balm.jpg]
price: {was: 3}
attribution: {defaults: {ad: page}}
cta: {label: Shop Now, url: https://shop.example/balm}
---
""",
    )
    page = next(source.page for source in site.pages if source.path == "deep/balm")
    assert isinstance(page, Product)
    assert (page.country, page.currency, page.language) == ("CA", "EUR", "de")
    assert page.brand.colors.primary == "#ff0000"
    assert page.brand.colors.accent == "#0000ff"
    assert page.title == "From the folder"
    assert (str(page.price.now), str(page.price.was)) == ("1", "3")
    defaults = page.attribution.defaults
    assert (defaults.media_source, defaults.campaign, defaults.ad) == ("site", "deep", "page")


def test_lists_are_replaced_not_added_to(tmp_path: Path) -> None:
    site = load(
        tmp_path,
        "-- sites/shop/pages/_defaults.yaml --\nfeatures: [{title: a}, {title: b}]\n",
        PRODUCT + "features: [{title: c}]\n---\n",
    )
    assert [feature.title for feature in next(iter(site.pages)).page.features] == ["c"]


def test_all_mistakes_of_all_files_at_once(tmp_path: Path) -> None:
    assert mistakes(
        tmp_path,
        """
-- sites/shop/site.yaml --
name: Shop
url: http://go.shop.example/
thme: plain
brand: {colors: {primry: "#fff", ink: red}}
attribution: {onelink: "https://short"}
-- sites/shop/pages/a.md --
---
type: ecomerce
title: x
---
-- sites/shop/pages/b.md --
---
type: product
titel: Balm
category: Beauty
gallery: [media/blam.jpg]
price: free
cta: {label: Buy, url: "javascript:alert(1)"}
---
-- sites/shop/pages/balm.md --
no front matter
""",
    ) == [
        "sites/shop/pages/a.md:2:7 page-type-unknown",
        "sites/shop/pages/b.md:3:1 key-unknown",
        "sites/shop/pages/b.md:5:11 media-missing",
        "sites/shop/pages/b.md:6:8 value-wrong-kind",
        "sites/shop/pages/b.md:7:14 value-not-allowed",
        "sites/shop/pages/b.md:7:24 url-not-https",
        "sites/shop/pages/balm.md:1:1 front-matter-missing",
        "sites/shop/site.yaml:2:6 url-not-https",
        "sites/shop/site.yaml:3:1 key-unknown",
        "sites/shop/site.yaml:4:18 key-unknown",
        "sites/shop/site.yaml:4:39 color-invalid",
        "sites/shop/site.yaml:5:24 url-malformed",
    ]


def test_hints_name_what_was_meant(tmp_path: Path) -> None:
    found = hints(
        tmp_path,
        """
-- sites/shop/site.yaml --
name: Shop
url: https://go.shop.example/
theme: plane
brand: {colours: {}}
-- sites/shop/pages/balm.md --
---
type: prodct
---
""",
    )
    assert "Did you mean plain?" in found
    assert "Did you mean `colors`?" in found
    assert "Did you mean product?" in found


def test_a_misspelt_key_is_told_once(tmp_path: Path) -> None:
    assert mistakes(tmp_path, PRODUCT.replace("title:", "titel:") + "---\n") == [
        "sites/shop/pages/balm.md:3:1 key-unknown"
    ]


@pytest.mark.parametrize(
    ("line", "code", "column"),
    [
        ("price: {now: 5, was: 4}", "price-not-reduced", 8),
        ("price: {now: -1}", "value-invalid", 14),
        ("price: free", "value-wrong-kind", 8),
        ("title: ", "value-empty", 7),
        ('title: ""', "value-empty", 8),
        ("title: [a]", "value-wrong-kind", 8),
        ("gallery: []", "value-empty", 10),
        ("brand: {colors: {primary: #fff}}\n  }}", "color-unquoted", 17),
        ("path: ../up", "path-invalid", 7),
        ("draft: maybe", "value-wrong-kind", 8),
        ("features: {title: x}", "value-wrong-kind", 11),
        ("features: [{text: x}]", "key-missing", 12),
        ("country: Germany", "country-invalid", 10),
        ("currency: eur", "currency-invalid", 11),
        ("language: German", "language-invalid", 11),
        ("image: ../../secret.png", "media-outside-site", 8),
        ("image: https://cdn.example/x.png", "media-outside-site", 8),
        ("attribution: {mapping: {af_js_web: {default: x}}}", "outgoing-name", 36),
        ("attribution: {raw_data: {ttclid: af_sub9}}", "raw-data-slot", 34),
        ("attribution: {web_referrer: a b}", "outgoing-name", 29),
        ("attribution: {button: pid}", "outgoing-name", 14),
        ("attribution: {google_click_id: af_r}", "outgoing-name", 32),
        ("attribution: {preset: tiktok}", "value-not-allowed", 23),
        ("company: {legal_name: X, email: nobody}", "value-invalid", 33),
        ("theme: nothing", "theme-unknown", 8),
    ],
)
def test_single_mistakes(tmp_path: Path, line: str, code: str, column: int) -> None:
    key = line.split(":")[0]
    lines = [text for text in PRODUCT.strip().split("\n") if not text.startswith(f"{key}:")]
    archive = "\n" + "\n".join([*lines, line, "---", ""])
    assert mistakes(tmp_path, archive) == [f"sites/shop/pages/balm.md:{len(lines)}:{column} {code}"]


def test_a_page_without_a_type(tmp_path: Path) -> None:
    archive = "\n-- sites/shop/pages/balm.md --\n---\ntitle: Balm\n---\n"
    assert mistakes(tmp_path, archive) == ["sites/shop/pages/balm.md:2:1 page-type-missing"]


def test_a_date_that_is_none(tmp_path: Path) -> None:
    archive = """
-- sites/shop/pages/balm.md --
---
type: ecommerce
title: Balm
background: media/balm.jpg
coupon: {code: X, url: "https://shop.example/", ends: 31.01.2027}
cta: {label: Shop, url: "https://shop.example/"}
---
"""
    assert mistakes(tmp_path, archive) == ["sites/shop/pages/balm.md:5:55 date-invalid"]


def test_a_button_to_an_app_needs_a_onelink(tmp_path: Path) -> None:
    page = PRODUCT.replace("url: https://shop.example/balm", "to: app") + "---\n"
    site = "-- sites/shop/site.yaml --\nname: Shop\nurl: https://s.example/\ntheme: plain\n"
    assert mistakes(tmp_path, page, site) == ["sites/shop/pages/balm.md:7:6 onelink-missing"]


APP = """
-- sites/shop/pages/balm.md --
---
type: stores
title: Game
app: {name: Game, icon: media/balm.jpg}
links:
"""


@pytest.mark.parametrize(
    ("links", "code", "place"),
    [
        ("  - {store: wii}", "value-not-allowed", "6:5"),
        ("  - {shop: steam}", "key-missing", "6:5"),
        ("  - {store: steam, app_id: 12}", "key-missing", "6:5"),
        ("  - {store: apk, version: 1}", "apk-source", "6:5"),
        ("  - {store: app-store}\n  - {store: app-store}", "store-twice", "7:13"),
        (
            '  - {store: steam, app_id: "a/b c", url: "https://s.example/"}',
            "app-id-malformed",
            "6:28",
        ),
    ],
)
def test_mistakes_in_stores(tmp_path: Path, links: str, code: str, place: str) -> None:
    assert mistakes(tmp_path, f"{APP}{links}\n---\n") == [
        f"sites/shop/pages/balm.md:{place} {code}"
    ]


def test_an_app_without_pictures_is_shown_by_its_icon(tmp_path: Path) -> None:
    site = load(tmp_path, f"{APP}  - {{store: app-store}}\n---\n")
    image = next(iter(site.pages)).page.main_image()
    assert image is not None
    assert image.src.ref == "media/balm.jpg"


def test_numbers_are_taken_as_written_where_text_is_meant(tmp_path: Path) -> None:
    site = load(
        tmp_path,
        """
-- sites/shop/pages/balm.md --
---
type: ecommerce
title: 2027
background: media/balm.jpg
coupon: {code: 0012, url: https://shop.example/}
cta: {label: Shop, url: https://shop.example/}
---
""",
    )
    page = next(iter(site.pages)).page
    assert isinstance(page, Ecommerce)
    assert page.coupon is not None
    assert (page.title, page.coupon.code) == ("2027", "0012")


def test_broken_site_yaml_does_not_hide_the_mistakes_of_pages(tmp_path: Path) -> None:
    assert mistakes(
        tmp_path,
        "-- sites/shop/site.yaml --\nname: [\n",
        PRODUCT + "titel: x\n---\n",
    ) == [
        "sites/shop/pages/balm.md:8:1 key-unknown",
        "sites/shop/site.yaml:1:7 yaml-syntax",
    ]


def test_site_without_site_yaml_or_pages(tmp_path: Path) -> None:
    (tmp_path / "sites" / "bare").mkdir(parents=True)
    with pytest.raises(SiteError) as caught:
        load_site(tmp_path / "sites" / "bare", Themes().defaults)
    assert [problem.code for problem in caught.value.problems] == [
        "site-without-pages",
        "site-yaml-missing",
    ]


def test_drafts_and_underscored_files_are_no_pages(tmp_path: Path) -> None:
    site = load(
        tmp_path,
        PRODUCT.replace("balm.md", "draft.md") + "draft: true\n---\n",
        PRODUCT.replace("balm.md", "_notes.md") + "---\n",
        PRODUCT.replace("balm.md", ".hidden/x.md") + "---\n",
    )
    assert [source.path for source in site.pages] == ["balm"]


@pytest.mark.parametrize(
    ("file", "path"),
    [
        ("glow.md", "glow"),
        ("index.md", ""),
        ("de/index.md", "de"),
        ("Sommer Glück.md", "Sommer-Glück"),
        ("a & b?.md", "a-b"),
        ("プロモ.md", "プロモ"),
    ],
)
def test_paths_from_file_names(file: str, path: str) -> None:
    assert page_path(Path("pages") / file, Path("pages")) == path


def test_one_page_file_can_be_read_again(tmp_path: Path) -> None:
    """What a preview does after a save gives what reading the whole site gives."""
    workspace = write_workspace(tmp_path, PLAIN_THEME, SITE)
    (folder,) = workspace.site_folders()
    themes = Themes([workspace.themes])
    site = load_site(folder, themes.defaults)
    file = folder / "pages" / "balm.md"
    file.write_text(file.read_text().replace("Polar Balm", "Desert Balm"))
    source = load_source(site, file, themes.defaults)
    (instance,) = source.instances(site.now, raise_problem)
    page = site.page(instance, raise_problem)
    assert page
    assert page.page.title == "Desert Balm"
    (whole,) = load_site(folder, themes.defaults).pages
    assert page == whole
    file.write_text("---\ntype: product\n")
    with pytest.raises(SiteError) as caught:
        load_source(site, file, themes.defaults)
    assert [problem.code for problem in caught.value.problems] == ["front-matter-unclosed"]


def raise_problem(problem: Problem) -> None:
    raise AssertionError(problem)


def test_an_unknown_key_of_site_yaml_is_told_once_and_not_of_every_page(tmp_path: Path) -> None:
    site = SITE.split("-- sites/shop/pages")[0].replace("theme: plain", "theme: plain\ncuntry: US")
    assert mistakes(tmp_path, site) == ["sites/shop/site.yaml:4:1 key-unknown"]
