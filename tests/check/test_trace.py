"""`landfast trace` says what the browser does, and why."""

import json
from pathlib import Path

import pytest

from generator.build.build import read_sites
from generator.build.plan import PlannedPage, make_plan
from generator.check.trace import SAMPLES, Trace, trace
from generator.cli import run
from generator.media import MediaStore
from generator.render import Themes
from tests.browser.edge import Edge
from tests.browser.example_sites import WORKSPACE, build_examples, planned_pages, publish_sites
from tests.browser.fixtures import OpenPage
from tests.workspaces import PLAIN_THEME, SITE, build_all, write_workspace

PAGES = tuple(page for page in planned_pages() if not page.source.page.private)
AWKWARD = (
    "?pid=__PID__&utm_source=TikTok&c=&c=a%20b%26c&c=__CAMPAIGN_NAME__&ttclid=one&ttclid=two"
    "&af_ad=%F0%9F%8C%8C&placement=feed&gclid=g&keyword=k%ff&x=%"
)


def traced(page: PlannedPage, arriving: str) -> Trace:
    return trace(page, arriving, MediaStore(WORKSPACE.cache / "media"))


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    output = tmp_path_factory.mktemp("traced") / "output"
    build_examples(output)
    return output


@pytest.mark.browser
@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.output.parent))
def test_the_browser_does_what_trace_says(
    edge: Edge, built: Path, open_page: OpenPage, page: PlannedPage
) -> None:
    publish_sites(edge, PAGES, built)
    by_url = {other.url: other for other in PAGES}
    for arriving in (*(f"?{query}" for query in SAMPLES.values()), AWKWARD):
        expected = traced(page, arriving)
        before = len(edge.requests.to("impressions.onelink.me"))
        tab = open_page()  # a device of its own, so that nothing is remembered
        # Without client hints, as on iPhones: the plain form of the impression.
        tab.add_init_script("delete Navigator.prototype.userAgentData")
        tab.goto(expected.url)
        if expected.variants:
            # The visitor gets one of the versions; each of them has its own trace.
            tab.wait_for_function(
                "!document.documentElement.hidden && document.readyState === 'complete'"
            )
            assert tab.url in {url for url, _ in expected.variants}
            expected = traced(by_url[tab.url.partition("?")[0]], arriving)
        found = tab.eval_on_selector_all(
            "[data-lf]", "all => all.map(a => [a.dataset.lf, a.getAttribute('href')])"
        )
        assert {(link.id, link.url) for link in expected.links} == set(map(tuple, found))
        if expected.waits:
            assert len(edge.requests.to("impressions.onelink.me")) == before
            tab.evaluate("landfast.consent(true)")
        impression = expected.impression
        edge.requests.wait_for("impressions.onelink.me", where=lambda r: r.url == impression)  # noqa: B023
        assert len(edge.requests.to("impressions.onelink.me")) == before + 1


SHOP = (
    SITE
    + """
-- sites/shop/pages/_defaults.yaml --
attribution: {mapping: {af_channel: {keys: [channel], overrides: {feed: in-feed}}}}
"""
)


def test_every_fate_of_a_parameter(tmp_path: Path) -> None:
    result = _shop(
        tmp_path,
        "?pid=a&af_media_source=b&c=__CAMPAIGN_NAME__&af_ad=&x=1&ttclid=one&ttclid=two&channel=feed",
    )
    assert [(row.name, row.value, row.fate) for row in result.incoming] == [
        ("pid", "a", "used"),
        ("af_media_source", "b", "not needed: another key said it first"),
        ("c", "__CAMPAIGN_NAME__", "ignored: nobody filled it in"),
        ("af_ad", "", "ignored: it is empty"),
        ("x", "1", "ignored: nothing is mapped from it"),
        ("ttclid", "one", "ignored: the same name comes again later"),
        ("ttclid", "two", "used"),
        ("channel", "feed", "used"),
    ]
    (link,) = result.links
    assert link.parameters == (
        ("pid", "a", "from pid"),
        ("c", "always-on", "the default"),
        ("af_channel", "in-feed", "from channel=feed, by an override"),
        ("af_sub1", "two", "from ttclid"),
        ("af_sub2", "a", "from pid"),
        ("ttclid", "two", "from ttclid"),
    )


def test_what_a_long_link_lost_is_named(tmp_path: Path) -> None:
    result = _shop(tmp_path, f"?pid=a&ttclid={'t' * 900}&af_siteid={'s' * 300}")
    (link,) = result.links
    assert link.dropped == ("af_sub2", "af_sub1")
    assert len(link.url) <= result.budget


def _shop(root: Path, arriving: str) -> Trace:
    workspace = write_workspace(root, PLAIN_THEME, SHOP)
    (page,) = make_plan(read_sites(workspace.site_folders(), Themes([workspace.themes]))).pages
    return trace(page, arriving, MediaStore(root / "cache"))


@pytest.mark.parametrize(
    "name",
    ["shop/balm", "/shop/balm/", "https://go.shop.example/balm/", "sites/shop/pages/balm.md"],
)
def test_pages_are_found_by_any_of_their_names(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    name: str,
) -> None:
    write_workspace(tmp_path, PLAIN_THEME, SITE)
    monkeypatch.chdir(tmp_path)
    assert run(["trace", name, "--sample", "tiktok", "--json"]) == 0
    data = json.loads(capsys.readouterr().out)
    assert data["url"].startswith("https://go.shop.example/balm/?pid=tiktokweb_int")
    assert data["links"][0]["id"] == "cta"
    assert data["impression"].startswith("https://impressions.onelink.me/A1b2?")


def test_the_table_a_person_reads(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    build_all(write_workspace(tmp_path, PLAIN_THEME, SITE))
    monkeypatch.chdir(tmp_path)
    assert run(["trace", "shop/balm", "?pid=a&x=1"]) == 0
    out = capsys.readouterr().out
    assert "  pid  a  used\n  x    1  ignored: nothing is mapped from it\n" in out
    assert "https://shop.example/balm?pid=a&c=always-on&af_sub2=a" in out
    assert " of 2000 characters" in out


def test_mistakes_in_other_pages_do_not_matter(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    broken = "-- sites/shop/pages/bad.md --\n---\ntype: product\ntitel: x\n---\n"
    write_workspace(tmp_path, PLAIN_THEME, SITE, broken, "-- sites/worse/site.yaml --\nname: [\n")
    monkeypatch.chdir(tmp_path)
    assert run(["trace", "shop/balm", "--sample", "direct"]) == 0
    assert "https://shop.example/balm?pid=shop_landing" in capsys.readouterr().out
    assert run(["trace", "shop/bad"]) == 1
    assert "key-unknown" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("shop/blam",), "Did you mean shop/balm?"),
        (("shop/balm", "?a=b", "--sample", "meta"), "same"),
    ],
)
def test_wrong_calls(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    arguments: tuple[str, ...],
    words: str,
) -> None:
    write_workspace(tmp_path, PLAIN_THEME, SITE)
    monkeypatch.chdir(tmp_path)
    assert run(["trace", *arguments]) == 2
    assert words in capsys.readouterr().err


def test_consent_and_versions_are_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    said = "-- sites/shop/pages/_defaults.yaml --\nconsent: {mode: ask}\n"
    said += "variants: {a: {}, b: {headline: Other, weight: 3}}\n"
    write_workspace(tmp_path, PLAIN_THEME, SITE, said)
    monkeypatch.chdir(tmp_path)
    assert run(["trace", "shop/balm", "?c=x"]) == 0
    out = capsys.readouterr().out
    assert "Impression  after the visitor's consent\n  https://impressions.onelink.me/" in out
    assert "Versions  among which this page divides its visitors\n" in out
    assert "   25 %  https://go.shop.example/balm/?c=x\n" in out
    assert "   75 %  https://go.shop.example/balm/b/?c=x" in out
