"""Creators and account owners: briefs that can still be followed, and links that are one's own."""

from collections.abc import Iterator
from datetime import date, datetime

from generator.check.page import CheckedPage
from generator.check.rule import Found, FoundBySite, rule, site_rule
from generator.check.site_facts import SiteFacts
from generator.check.sources import CREATOR_POSTS, HABITS
from generator.site.moment import over
from generator.site.page_types.account_link import AccountLink
from generator.site.page_types.creator_brief import CreatorBrief


@rule(
    "brief-deadline-past",
    "warning",
    "The deadline of a brief is past",
    why="Whoever opens it is asked for posts that are late already, and its calendar file reminds "
    "nobody.",
    fix="Write the new day, or take the row out with `where:`.",
    source=HABITS,
)
def deadline(page: CheckedPage) -> Iterator[Found]:
    """There is still time to post, somewhere on earth."""
    brief = page.page
    if isinstance(brief, CreatorBrief) and _is_over(brief.posting.deadline, page.now):
        yield Found(
            ("posting", "deadline"),
            f"The brief of @{brief.creator.handle} asks for posts by {brief.posting.deadline}.",
        )


@rule(
    "brief-disclosure-missing",
    "note",
    "A brief names no words for the caption",
    why="TikTok's own label comes with the invite link, and in some countries the law asks for "
    "words in the caption as well, such as Anzeige or #ad.",
    fix="Write `disclosure:` with the words that the country asks for.",
    source=HABITS,
)
def disclosure(page: CheckedPage) -> Iterator[Found]:
    """A brief says how the caption discloses the ad."""
    brief = page.page
    if isinstance(brief, CreatorBrief) and brief.disclosure is None:
        yield Found(
            ("disclosure",),
            f"The brief of @{brief.creator.handle} does not say what the caption discloses.",
        )


@rule(
    "account-link-over",
    "warning",
    "The agreement on an account is over",
    why="The page asks its owner for something whose time is past; an account that is still "
    "linked is used without an agreement.",
    fix="Unlink the account and set `draft: true`, or write the new day that was agreed.",
    source=HABITS,
)
def agreement(page: CheckedPage) -> Iterator[Found]:
    """What an owner is asked for still lies ahead."""
    asked = page.page
    if isinstance(asked, AccountLink) and asked.until and _is_over(asked.until, page.now):
        yield Found(("until",), f"The link of @{asked.account} was agreed until {asked.until}.")


@site_rule(
    "invite-link-shared",
    "warning",
    "Two creators have the same invite link",
    why="An invite link is made for one creator: posts that another one makes through it are "
    "counted for the wrong person, and both share its 10 posts.",
    fix="Let your platform make a link for each of them.",
    source=CREATOR_POSTS,
)
def shared(site: SiteFacts) -> Iterator[FoundBySite]:
    """Every invite link stands in one brief alone."""
    first: dict[str, str] = {}
    for page, number, link in site.invite_links():
        path = site.pages[page].path
        other = first.setdefault(link.href, path)
        if other != path:
            yield FoundBySite(page, number, f"{link.href} stands in the brief at {other} too.")


RULES = (deadline, disclosure, agreement, shared)


def _is_over(day: date, now: datetime) -> bool:
    return over(day) <= now
