"""What site.yaml says for all pages is judged once, and means the same as judged for each."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from generator.errors import SiteError
from generator.render import Themes
from generator.site import Page, load_site
from generator.site.loading import Loader
from generator.source import noting_reads
from tests.site.creator_sites import BRIEF
from tests.site.creator_sites import SITE as KITES
from tests.workspaces import SITE, write_workspace

NOW = datetime(2027, 3, 15, 12, tzinfo=UTC)
SECOND = SITE[SITE.index("-- sites/shop/pages") :].replace("pages/balm.md", "pages/cream.md")
LOGO = "-- sites/shop/media/logo.png --\n"


def pages_one_by_one(root: Path) -> list[Page]:
    """The pages of a site, each file read when it is asked for, as a build does."""
    loader = Loader(root, Themes().defaults, NOW)
    site = loader.open()
    found = []
    for file in loader.page_files:
        for instance in loader.page_source(file).instances(NOW, told):
            page = site.page(instance, told)
            assert page
            found.append(page.page)
    return found


def told(problem: object) -> None:
    raise AssertionError(problem)


def test_pages_share_what_none_of_them_says_itself(tmp_path: Path) -> None:
    write_workspace(tmp_path, SITE.replace("theme: plain", "theme: studio"), SECOND)
    first, second = pages_one_by_one(tmp_path / "sites" / "shop")
    assert first.attribution is second.attribution
    assert first.company is second.company
    assert first.consent is second.consent
    assert (first.title, second.title) == ("Polar Balm", "Polar Balm")


def test_a_page_that_says_something_itself_has_its_own(tmp_path: Path) -> None:
    own = SECOND.replace("type: product\n", "type: product\nattribution: {button: af_sub4}\n")
    write_workspace(tmp_path, SITE.replace("theme: plain", "theme: studio"), own)
    first, second = pages_one_by_one(tmp_path / "sites" / "shop")
    assert (first.attribution.button, second.attribution.button) == (None, "af_sub4")
    assert first.attribution.onelink == second.attribution.onelink


def test_private_pages_make_something_else_of_it(tmp_path: Path) -> None:
    public = SITE[SITE.index("-- sites/shop/pages") :].replace("sites/shop", "sites/kites")
    write_workspace(tmp_path, KITES, BRIEF, public, public.replace("balm.md", "cream.md"))
    root = tmp_path / "sites" / "kites"
    shared = pages_one_by_one(root)
    alone = [source.page for source in load_site(root, Themes().defaults, now=NOW).pages]
    assert shared == alone
    assert sorted(page.private for page in shared) == [False, False, True]
    assert [page.attribution.onelink is None for page in shared if page.private] == [True]


def test_the_files_that_it_names_are_those_of_every_page(tmp_path: Path) -> None:
    logo = SITE.replace("theme: plain", "theme: studio\nbrand: {logo: media/logo.png}")
    write_workspace(tmp_path, logo, SECOND, LOGO)
    root = tmp_path / "sites" / "shop"
    loader = Loader(root, Themes().defaults, NOW)
    site = loader.open()
    for file in loader.page_files:
        read: list[Path] = []
        for instance in loader.page_source(file).instances(NOW, told):
            with noting_reads(read.append):
                assert site.page(instance, told)
        assert {path.name for path in read} == {"logo.png", "balm.jpg"}


def test_mistakes_stand_where_they_were_written(tmp_path: Path) -> None:
    wrong = SECOND.replace("now: 24.00", "now: cheap")
    write_workspace(tmp_path, SITE.replace("theme: plain", "theme: studio"), wrong)
    root = tmp_path / "sites" / "shop"
    loader = Loader(root, Themes().defaults, NOW)
    site = loader.open()
    problems: list[str] = []
    for file in loader.page_files:
        for instance in loader.page_source(file).instances(NOW, told):
            site.page(instance, lambda problem: problems.append(str(problem)))
    with pytest.raises(SiteError) as caught:
        list(load_site(root, Themes().defaults, now=NOW).pages)
    assert problems == [str(problem) for problem in caught.value.problems]
    assert len(problems) == 1


def test_pages_of_a_market_share_what_is_said_for_it(tmp_path: Path) -> None:
    markets = """\
markets:
  us: {country: US, language: en, currency: USD}
  de:
    country: DE
    language: de
    currency: EUR
    attribution: {defaults: {campaign: germany}}
"""
    site = SITE.replace("theme: plain\n", "theme: studio\n" + markets)
    write_workspace(tmp_path, site, SECOND)
    pages = pages_one_by_one(tmp_path / "sites" / "shop")
    us, de = pages[0::2], pages[1::2]
    assert [page.country for page in us + de] == ["US", "US", "DE", "DE"]
    assert us[0].attribution is us[1].attribution
    assert de[0].attribution is de[1].attribution
    assert us[0].attribution.defaults.campaign == "always-on"
    assert de[0].attribution.defaults.campaign == "germany"
    assert us[0].attribution.onelink == de[0].attribution.onelink
