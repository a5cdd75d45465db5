"""Briefs and account pages as creators meet them: on a phone, at a desk, without this and that."""

import io
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
import zxingcpp
from bs4 import BeautifulSoup
from PIL import Image
from playwright.sync_api import Page

from tests.browser.chromium import DESKTOP, Storage
from tests.browser.edge import Edge
from tests.browser.fixtures import OpenPage
from tests.site.creator_sites import ACCOUNT, BRIEF, SITE
from tests.workspaces import build_all, write_workspace

pytestmark = pytest.mark.browser

HOST = "go.kites.example"
LINK = "https://invite.example/c/1"
AD = "?pid=tiktokweb_int&c=spring&ttclid=E.C.P.1&af_ad=x&code=evil"
THEMES = ("studio", "cinema", "arcade")

FULL = BRIEF.replace(
    "posting:",
    """posts: 12
campaign_code: KITE-MARA
authorization: {days: [30, 60]}
disclosure: "#ad for Kites"
platform: impact
posting:""",
).replace("invite_links: https://invite.example/c/1", f"invite_links: [{LINK}, {LINK}2]")
OTHER = BRIEF.replace("brief.md", "other.md")
BEHIND_A_POLICY = SITE.replace("theme: studio", "theme: studio\nhost: github-pages")

TICKED = "[...document.querySelectorAll('input:checked')].map((input) => input.value)"
NOON = datetime(2030, 1, 30, 12)


@pytest.fixture(scope="module")
def output(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The built sites by theme; the one called policy has its policy within the pages."""
    built = {}
    for theme in (*THEMES, "policy"):
        site = BEHIND_A_POLICY if theme == "policy" else SITE.replace("studio", theme)
        workspace = write_workspace(tmp_path_factory.mktemp(theme), site, FULL, OTHER, ACCOUNT)
        build_all(workspace)
        built[theme] = workspace.output / "kites"
    return built


@pytest.fixture(params=THEMES)
def theme(request: pytest.FixtureRequest, edge: Edge, output: dict[str, Path]) -> str:
    edge.publish(HOST, output[request.param])
    return str(request.param)


@pytest.fixture
def urls(edge: Edge, output: dict[str, Path]) -> dict[str, str]:
    """The addresses of the pages, which are the same in all themes."""
    edge.publish(HOST, output["studio"])
    names = {path.parent.name for path in output["studio"].glob("*-*/index.html")}
    return {name.rpartition("-")[0]: f"https://{HOST}/{name}/" for name in names}


def ticked(page: Page) -> list[str]:
    found: list[str] = page.evaluate(TICKED)
    return found


def tick(page: Page, *names: str) -> None:
    for name in names:
        page.locator(f"label:has([value={name}])").tap()


def test_nobody_else_is_contacted(
    theme: str, urls: dict[str, str], edge: Edge, open_page: OpenPage, output: dict[str, Path]
) -> None:
    edge.publish(HOST, output[theme])
    for url in urls.values():
        for page in (open_page(), open_page(viewport=DESKTOP)):
            page.goto(url + AD)
            page.keyboard.press("End")
            page.wait_for_load_state("networkidle")
            assert page.locator("#lf-config, #lf-consent, .banner").count() == 0
            assert page.evaluate("Object.keys(localStorage)") == []
    assert edge.requests.hosts() == {HOST}


def test_the_invite_link_is_what_was_given(
    theme: str, urls: dict[str, str], page: Page, edge: Edge, output: dict[str, Path]
) -> None:
    edge.publish(HOST, output[theme])
    page.goto(urls["brief"] + AD)
    main = page.locator(".action .cta")
    assert main.get_attribute("href") == LINK
    assert main.get_attribute("target") is None
    main.tap()
    request = edge.requests.wait_for_navigation("invite.example")
    assert request.url == LINK
    assert "referer" not in {name.lower() for name in request.headers}


def test_the_desk_shows_its_code(
    theme: str, urls: dict[str, str], open_page: OpenPage, edge: Edge, output: dict[str, Path]
) -> None:
    edge.publish(HOST, output[theme])
    page = open_page(viewport=DESKTOP)
    for name, said in (("brief", LINK), ("account", urls["account"])):
        page.goto(urls[name])
        page.locator(".brief-qr img").evaluate("(image) => image.decode()")
        page.eval_on_selector(".brief-qr", "(code) => { code.style.transform = 'none'; }")
        picture = Image.open(io.BytesIO(page.locator(".qr-code").screenshot(scale="css")))
        big = picture.convert("L").resize((960, 960), Image.Resampling.NEAREST)
        (code,) = zxingcpp.read_barcodes(big)
        assert code.text == said


def test_phones_do_not_load_the_code(urls: dict[str, str], page: Page) -> None:
    addresses: list[str] = []
    page.on("request", lambda request: addresses.append(request.url))
    page.goto(urls["brief"], wait_until="networkidle")
    assert not page.is_visible(".brief-qr")
    assert not [address for address in addresses if "/qr." in address]


def test_ticks_are_remembered_for_each_brief(
    theme: str, urls: dict[str, str], page: Page, edge: Edge, output: dict[str, Path]
) -> None:
    edge.publish(HOST, output[theme])
    page.goto(urls["brief"])
    progress = page.locator("#steps [data-lf-progress]")
    assert progress.inner_text() == "0 of 7 done"
    tick(page, "open", "join", "post")
    page.locator("label:has([name=window][value='60'])").tap()
    assert progress.inner_text() == "3 of 7 done"
    page.reload()
    assert ticked(page) == ["open", "join", "post", "60"]
    assert progress.inner_text() == "3 of 7 done"
    tick(page, "join")
    page.goto(urls["other"])
    assert ticked(page) == []
    page.goto(urls["brief"])
    assert ticked(page) == ["open", "post", "60"]


def test_the_account_page_remembers_as_well(urls: dict[str, str], page: Page) -> None:
    page.goto(urls["account"])
    tick(page, "center-ask", "request-open")
    page.reload()
    assert ticked(page) == ["center-ask", "request-open"]
    assert [one.inner_text() for one in page.locator("[data-lf-progress]").all()] == [
        "1 of 4 done",
        "1 of 3 done",
    ]


@pytest.mark.parametrize("storage", ["throwing", "blocked"])
def test_without_storage_steps_can_be_ticked(
    urls: dict[str, str], open_page: OpenPage, storage: Storage
) -> None:
    page = open_page(storage=storage)
    page.goto(urls["brief"])
    tick(page, "open", "join")
    assert ticked(page) == ["open", "join", "30"]
    assert page.locator("#steps [data-lf-progress]").inner_text() == "2 of 7 done"


@pytest.mark.parametrize("kept", ["{", "null", "7", '{"a":1}', "[[]]"])
def test_what_is_kept_may_be_anything(urls: dict[str, str], page: Page, kept: str) -> None:
    page.goto(urls["brief"])
    page.evaluate(
        "(kept) => localStorage.setItem('landfast-checklist:' + location.pathname, kept)", kept
    )
    page.reload()
    assert ticked(page) == ["30"]
    tick(page, "open")
    page.reload()
    assert ticked(page) == ["open", "30"]


def test_without_javascript_everything_is_there(
    theme: str, urls: dict[str, str], open_page: OpenPage, edge: Edge, output: dict[str, Path]
) -> None:
    edge.publish(HOST, output[theme])
    page = open_page(javascript=False)
    page.goto(urls["brief"])
    assert page.locator(".action .cta").get_attribute("href") == LINK
    assert not page.locator("[data-lf-copy]").first.is_visible()
    assert not page.locator("[data-lf-progress]").first.is_visible()
    box = page.locator("[value=open]")
    box.check()
    assert box.is_checked()
    assert "count from the day" in page.locator("[data-lf-window]").inner_text()
    page.locator("summary").first.tap()
    assert "KITE-MARA" in page.locator(".brief-repair").inner_text()


def test_the_end_of_the_window_follows_the_choice(urls: dict[str, str], page: Page) -> None:
    page.clock.install(time=NOON)
    page.goto(urls["brief"])
    words = page.locator("[data-lf-window]")
    assert words.inner_text() == "Given today, it ends on March 1, 2030."
    page.locator("label:has([name=window][value='60'])").tap()
    assert words.inner_text() == "Given today, it ends on March 31, 2030."
    page.reload()
    assert words.inner_text() == "Given today, it ends on March 31, 2030."


def test_links_codes_and_words_can_be_copied(urls: dict[str, str], page: Page) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(urls["brief"])
    page.locator("summary").first.tap()
    for button, text in (
        (".action [data-lf-copy]", LINK),
        (".brief-disclosure [data-lf-copy]", "#ad for Kites"),
        (".invite-links li:last-child [data-lf-copy]", f"{LINK}2"),
        (".brief-repair [data-lf-copy]", "KITE-MARA"),
    ):
        page.locator(button).tap()
        page.wait_for_function(
            "(selector) => document.querySelector(selector).textContent === 'Copied'", arg=button
        )
        assert page.evaluate("navigator.clipboard.readText()") == text


def test_the_page_keeps_to_its_policy(
    edge: Edge, output: dict[str, Path], page: Page, urls: dict[str, str]
) -> None:
    edge.publish(HOST, output["policy"])
    for url in (urls["brief"], urls["account"]):
        page.goto(url)
        policy = page.get_attribute("meta[http-equiv=Content-Security-Policy]", "content") or ""
        assert "script-src 'sha256-" in policy
        assert "connect-src" not in policy
        first = page.locator("[data-lf-step]").first
        first.evaluate("(box) => box.closest('label').click()")
        page.reload()
        assert first.is_checked(), "the script has run"


def test_the_code_is_a_repair_and_comes_last(output: dict[str, Path]) -> None:
    for theme in THEMES:
        (file,) = output[theme].glob("brief-*/index.html")
        soup = BeautifulSoup(file.read_bytes(), "lxml")
        names = [str(box["value"]) for box in soup.select("[type=checkbox]")]
        assert names == [
            *("open", "join", "authorize", "upload", "post", "label", "submit"),
            *("code-options", "code-disclose", "code-branded"),
            *("code-link", "code-add", "code-confirm"),
        ]
        assert "open" not in soup.select_one(".brief-repair details").attrs  # type: ignore[union-attr]
        (other,) = output[theme].glob("other-*/index.html")
        assert not BeautifulSoup(other.read_bytes(), "lxml").select(".brief-repair")


@pytest.mark.parametrize(
    ("platform", "words", "is_step"),
    [
        ("impact", "Retrieve my post", True),
        ("creatoriq", "CreatorIQ finds the post by itself", False),
        ("other", "Hand in the post on the platform", True),
        ("none", "Send us the link of the post", True),
    ],
)
def test_how_the_post_is_handed_in(
    tmp_path: Path, platform: str, words: str, is_step: bool
) -> None:
    text = BRIEF.replace(
        "posting:", f"platform: {platform}\ntask_url: https://task.example/7\nposting:"
    )
    workspace = write_workspace(tmp_path, SITE, text)
    build_all(workspace)
    (file,) = workspace.output.glob("kites/brief-*/index.html")
    soup = BeautifulSoup(file.read_bytes(), "lxml")
    steps: Any = soup.select_one("#steps")
    assert words in steps.text
    assert bool(steps.select("[value=submit]")) == is_step
    assert steps.select("a[href='https://task.example/7']")
    assert "count from the day" not in soup.text, "no authorization is asked for"
    assert not steps.select("[value=authorize]")


def test_a_known_day_gives_a_known_end(tmp_path: Path) -> None:
    text = BRIEF.replace("2030-03-20}", "2030-03-20, days: 2030-03-01}")
    text = text.replace("posting:", "authorization: {days: [7, 30]}\nposting:")
    workspace = write_workspace(tmp_path, SITE, text)
    build_all(workspace)
    (file,) = workspace.output.glob("kites/brief-*/index.html")
    soup = BeautifulSoup(file.read_bytes(), "lxml")
    assert [one.get_text(" ", strip=True) for one in soup.select(".brief-window label")] == [
        "7 days until March 8, 2030",
        "30 days until March 31, 2030",
    ]
    assert not soup.select("[data-lf-window]")
