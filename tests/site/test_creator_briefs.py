"""What briefs and account pages must say, and how their mistakes are told."""

from datetime import date
from pathlib import Path

import pytest

from generator.errors import InputError
from generator.render import Themes
from generator.site import Page, load_site
from generator.site.page_types.account_link import AccountLink
from generator.site.page_types.creator_brief import CreatorBrief, check_invite_link
from generator.site.page_types.private_page import check_handle
from generator.site.private_path import private_path
from tests.site.creator_sites import ACCOUNT, BRIEF, ROWS, SITE
from tests.workspaces import problems_of, told, write_workspace


def pages_of(root: Path, *archives: str) -> dict[str, Page]:
    workspace = write_workspace(root, *archives)
    (folder,) = workspace.site_folders()
    return {one.path: one.page for one in load_site(folder, Themes([]).defaults).pages}


def brief_of(root: Path, *changes: tuple[str, str]) -> CreatorBrief:
    text = BRIEF
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    (page,) = pages_of(root, SITE, text).values()
    assert isinstance(page, CreatorBrief)
    return page


def told_of(root: Path, *archives: str) -> list[str]:
    workspace = write_workspace(root, *archives)
    return [told(problem, root) for problem in problems_of(workspace)]


def test_nothing_of_the_site_measures_a_private_page(tmp_path: Path) -> None:
    pages = pages_of(tmp_path, SITE, BRIEF, ACCOUNT)
    assert len(pages) == 2
    for page in pages.values():
        assert page.pixels is None
        assert page.banner is None
        assert page.attribution.onelink is None
        assert page.consent.mode == "none"
        assert page.robots == "noindex"
        assert page.destinations() == {}


def test_not_even_where_the_page_itself_asks_for_it(tmp_path: Path) -> None:
    asks = "robots: index\npixels: {tiktok: C1ABCDEFG2HIJKLMNOP3}\nposting:"
    brief = brief_of(tmp_path, ("posting:", asks))
    assert brief.robots == "noindex"
    assert brief.pixels is None


def test_paths_stay_and_cannot_be_computed_without_the_secret(tmp_path: Path) -> None:
    first = list(pages_of(tmp_path / "a", SITE, ROWS))
    again = list(pages_of(tmp_path / "b", SITE, ROWS))
    other = list(pages_of(tmp_path / "c", SITE.replace("nobody guesses", "no one guesses"), ROWS))
    assert first == again
    assert not set(first) & set(other)
    tokens = [path.rpartition("-")[2] for path in first]
    assert [path.rpartition("-")[0] for path in first] == [
        "briefs/mara-sky",
        "briefs/omar_wind",
        "briefs/lea-luft",
    ]
    assert len(set(tokens)) == len(tokens)
    assert all(len(token) == 20 and token.isalnum() and token.islower() for token in tokens)


def test_a_column_can_be_the_secret(tmp_path: Path) -> None:
    rows = ROWS.replace("disclosure:", 'secret: "{{ row.links }}"\ndisclosure:')
    paths = list(pages_of(tmp_path, SITE, rows))
    assert paths[0] == private_path("briefs/mara-sky", "https://invite.example/c/1")


def test_without_a_secret_there_is_no_private_page(tmp_path: Path) -> None:
    site = SITE.replace("secret: nobody guesses this one\n", "")
    assert told_of(tmp_path, site, ROWS) == ["sites/kites/pages/brief.md:2:7 secret-missing"]


def test_a_secret_that_can_be_tried_out_is_none(tmp_path: Path) -> None:
    for number, secret in enumerate(("short", "aaaaaaaaaaaaaaaaaaaaaaaa")):
        root = tmp_path / str(number)
        site = SITE.replace("nobody guesses this one", secret)
        workspace = write_workspace(root, site, BRIEF)
        problems = [p for p in problems_of(workspace) if p.code == "secret-short"]
        assert {told(problem, root) for problem in problems} == {
            "sites/kites/site.yaml:4:9 secret-short"
        }
        assert all(secret not in problem.excerpt for problem in problems)


@pytest.mark.parametrize(
    ("posts", "links", "missing"),
    [(1, 1, 0), (10, 1, 0), (11, 1, 1), (20, 2, 0), (21, 1, 2), (1, 0, 1), (95, 3, 7)],
)
def test_ten_posts_need_one_link(tmp_path: Path, posts: int, links: int, missing: int) -> None:
    given = ", ".join(f"https://invite.example/c/{number}" for number in range(links))
    text = BRIEF.replace("invite_links: https://invite.example/c/1", f"invite_links: [{given}]")
    text = text.replace("posting:", f"posts: {posts}\nposting:")
    if not missing:
        (page,) = pages_of(tmp_path, SITE, text).values()
        assert isinstance(page, CreatorBrief)
        assert page.links_missing == 0
        assert [first for _, first, _ in page.link_ranges] == list(range(1, posts + 1, 10))
        assert page.link_ranges[-1][2] == posts
        return
    (problem,) = problems_of(write_workspace(tmp_path, SITE, text))
    assert problem.code == "invite-links-missing"
    assert f"so {missing} {'is' if missing == 1 else 'are'} missing" in problem.message


def test_the_build_names_the_row_that_lacks_links(tmp_path: Path) -> None:
    rows = ROWS.replace("mara.sky,Mara,en,2", "mara.sky,Mara,en,12")
    (problem,) = problems_of(write_workspace(tmp_path, SITE, rows))
    assert told(problem, tmp_path) == "sites/kites/data/creators.csv:2:21 invite-links-missing"
    assert "@mara.sky makes 12 posts, which needs 2 invite links" in problem.message
    assert "1 is given, so 1 is missing" in problem.message
    assert problem.excerpt.startswith("mara.sky,Mara,en,12,")
    assert [place.line for place in problem.related] == [10]


def test_a_code_is_no_first_way(tmp_path: Path) -> None:
    rows = ROWS.replace("en,2,https://invite.example/c/1,KITE", "en,2,,KITE")
    (problem,) = problems_of(write_workspace(tmp_path, SITE, rows))
    assert told(problem, tmp_path) == "sites/kites/data/creators.csv:2:20 invite-links-missing"
    assert "none is given" in problem.message
    assert "campaign code only repairs" in problem.hint


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("https://invite.example/c/1", "http://invite.example/c/1", "6:15 url-not-https"),
        ("https://invite.example/c/1", "https://invite.example/", "6:15 invite-link-invalid"),
        (
            "https://invite.example/c/1",
            "https://www.tiktok.com/@mara.sky/video/7",
            "6:15 invite-link-invalid",
        ),
        (
            "https://invite.example/c/1",
            "[https://i.example/c/1, https://i.example/c/1]",
            "6:39 invite-link-twice",
        ),
        ("@mara.sky", "mara sky", "5:19 handle-invalid"),
        ("2030-03-20", "2030-03-20T12:00:00Z", "7:21 date-with-time"),
        ("2030-03-20", "soon", "7:21 date-invalid"),
        (
            "deadline: 2030-03-20",
            "opens: 2030-04-01, deadline: 2030-03-20",
            "7:18 posting-dates",
        ),
        (
            "deadline: 2030-03-20",
            "deadline: 2030-03-20, days: [2030-03-21]",
            "7:40 posting-dates",
        ),
        (
            "deadline: 2030-03-20",
            "deadline: 2030-03-20, days: 2030-03-01 2030-03-02",
            "7:39 posting-dates",
        ),
        ("posting:", "campaign_code: two words\nposting:", "7:16 campaign-code-invalid"),
        ("posting:", "authorization: {days: 31}\nposting:", "7:23 value-not-allowed"),
        ("posting:", "posts: 0\nposting:", "7:8 value-invalid"),
        (", brand: Kites}", "}", "4:11 key-missing"),
        (", brand: Kites}", ", brand: ''}", "4:41 value-empty"),
    ],
)
def test_mistakes_are_told_where_they_stand(
    tmp_path: Path, old: str, new: str, expected: str
) -> None:
    assert told_of(tmp_path, SITE, BRIEF.replace(old, new, 1)) == [
        f"sites/kites/pages/brief.md:{expected}"
    ]


def test_who_asks_must_be_told(tmp_path: Path) -> None:
    page = ACCOUNT.replace(", company: Kites Ltd}", ", ads_account: Kites EU}")
    assert told_of(tmp_path, SITE, page) == ["sites/kites/pages/account.md:5:8 asker-unnamed"]
    only = page.replace("until:", "ways: [username]\nuntil:")
    (made,) = pages_of(tmp_path / "other", SITE, only).values()
    assert isinstance(made, AccountLink)
    assert made.ways == ("username",)


def test_the_end_of_an_authorization(tmp_path: Path) -> None:
    asks = ("posting:", "authorization: {days: [7, 30, 60, 365]}\nposting:")
    latest = brief_of(tmp_path / "a", asks)
    assert latest.authorized_until(30) == date(2030, 4, 19)
    days = ("deadline: 2030-03-20", "deadline: 2030-03-20, days: 2030-02-20")
    agreed = brief_of(tmp_path / "b", asks, days)
    assert [agreed.authorized_until(window) for window in (7, 30, 60, 365)] == [
        date(2030, 2, 27),
        date(2030, 3, 22),
        date(2030, 4, 21),
        date(2031, 2, 20),
    ]


def test_a_table_fills_a_brief(tmp_path: Path) -> None:
    pages = list(pages_of(tmp_path, SITE, ROWS).values())
    briefs = [page for page in pages if isinstance(page, CreatorBrief)]
    assert [brief.creator.called for brief in briefs] == ["Mara", "عمر", 'Léa "Lu", Luft']
    assert [brief.posts for brief in briefs] == [2, 1, 11]
    assert [len(brief.invite_links) for brief in briefs] == [1, 1, 2]
    assert [brief.campaign_code for brief in briefs] == ["KITE-MARA", None, None]
    assert [brief.language for brief in briefs] == ["en", "ar", "fr"]


@pytest.mark.parametrize("handle", ["@mara.sky", "mara_sky", "_._", "m2", "a" * 24])
def test_handles_as_profiles_show_them(handle: str) -> None:
    assert check_handle(handle) == handle.removeprefix("@")


@pytest.mark.parametrize("handle", ["m", "a" * 25, "mara.", "ma/ra", "mara sky", "@", "ma@ra"])
def test_what_is_no_handle(handle: str) -> None:
    with pytest.raises(InputError, match="cannot be the name"):
        check_handle(handle)


@pytest.mark.parametrize(
    "link",
    [
        "https://www.tiktok.com/ttcm/invite?code=1",
        "https://vm.tiktok.com/ZM1abc/",
        "https://invite.example/?c=1",
        "https://brand.platform.example/t/abc#x",
    ],
)
def test_invite_links_of_any_platform(link: str) -> None:
    assert check_invite_link(link) == link


def test_invite_links_take_nothing_from_the_visit(tmp_path: Path) -> None:
    link = "invite_links: \"https://invite.example/{{ visit.x | default('c') }}\""
    text = BRIEF.replace("invite_links: https://invite.example/c/1", link)
    assert "sites/kites/pages/brief.md:6:15 visit-not-copy" in told_of(tmp_path, SITE, text)
