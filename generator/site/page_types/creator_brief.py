"""The brief of one creator: what to post until when, and how it becomes part of the campaign.

The steps in TikTok's app are those of impact.com's and CreatorIQ's help articles for creators.
"""

import re
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Annotated, Any, Literal
from urllib.parse import urlsplit

from pydantic import AfterValidator, BeforeValidator, Field, WithJsonSchema

from generator.errors import InputError
from generator.links import check_https_url
from generator.site.fields import AnyFile, HttpsUrl, Image, Model, Picture, Text, checked
from generator.site.moment import Day
from generator.site.page_types.private_page import Contact, Handle, PrivatePage
from generator.source import KeyPath

POSTS_PER_LINK = 10
"""As many posts can be made through one invite link."""

WINDOWS = (7, 30, 60, 365)
"""The days for which TikTok lets creators authorize ads."""


def check_invite_link(value: str) -> str:
    """An address that can be an invite link: of whatever platform, and of no profile or post.

    Raises:
        InputError: `url-malformed`, `url-not-https`, `invite-link-invalid`.
    """
    url = check_https_url(value)
    parts = urlsplit(url)
    host = parts.hostname or ""
    if parts.path.strip("/") == "" and not parts.query:
        raise _no_invite(value, "the start page of a host")
    if (host == "tiktok.com" or host.endswith(".tiktok.com")) and parts.path.startswith("/@"):
        raise _no_invite(value, "a profile or a post")
    return url


def _no_invite(value: str, what: str) -> InputError:
    return InputError(
        "invite-link-invalid",
        f"{value} is the address of {what}, and no invite link.",
        "Copy the invite link of this creator from the campaign's task on your platform.",
    )


def _several(value: Any) -> Any:
    """One link or day, or a list; a cell of a table holds several with spaces between them."""
    if value is None:
        return ()
    if isinstance(value, date):
        return (value,)
    return re.split(r"[\s,;|]+", value.strip()) if isinstance(value, str) else value


def _code(value: str) -> str:
    if not re.fullmatch(r"[A-Za-z0-9_-]{4,64}", value):
        raise InputError(
            "campaign-code-invalid",
            f"{value!r} is no campaign code.",
            "Copy it alone, without spaces: 4 to 64 letters, digits, hyphens or underscores. The "
            "address of an invite link belongs under `invite_links:`.",
        )
    return value


InviteLink = Annotated[
    str,
    AfterValidator(checked(check_invite_link)),
    WithJsonSchema({"type": "string", "format": "uri", "pattern": "^https://"}),
]
Window = Annotated[
    Literal[7, 30, 60, 365],
    BeforeValidator(lambda v: int(v) if isinstance(v, str) and v.strip().isdecimal() else v),
    WithJsonSchema({"type": "integer", "enum": list(WINDOWS)}),
]
"""Days for which an ad may run: 7, 30, 60 or 365."""


def _windows(value: Any) -> Any:
    return value if isinstance(value, (list, tuple)) else (value,)


class Campaign(Model):
    """The campaign as TikTok names it when the invite link opens: the creator compares the two."""

    name: Text
    """Its name."""
    brand: Text
    """The brand that stands there as the advertiser."""


class Creator(Model):
    """Whom the brief is for."""

    handle: Handle
    """The TikTok account that the posts are made with."""
    name: Text | None = None
    """The name by which messages address the creator; the handle if left out."""
    email: Annotated[str, Field(pattern=r"^[^@\s]+@[^@\s]+\.[^@\s]+$")] | None = None
    """For the mail that the agency's index prepares; it does not stand on the page."""

    @property
    def called(self) -> str:
        """How the creator is addressed."""
        return self.name or f"@{self.handle}"


class Posting(Model):
    """When the posts go up."""

    deadline: Day
    """The last day on which they may."""
    opens: Day | None = None
    """The first day."""
    days: Annotated[
        tuple[Day, ...],
        BeforeValidator(_several, json_schema_input_type=str | list[str]),
    ] = ()
    """The days on which they do, where that is agreed: the authorization's end follows from the
    last of them."""


class Authorization(Model):
    """The creator's permission to show the posts as ads (Spark Ads)."""

    days: Annotated[
        tuple[Window, ...],
        BeforeValidator(_windows, json_schema_input_type=Window | list[Window]),
        Field(min_length=1),
    ]
    """For how long the brand asks for it: 7, 30, 60 or 365 days; several for the creator to choose
    from, the one that you would like best first."""
    required: bool = False
    """Whether it is part of what was agreed; else the page calls it optional."""


class Download(Model):
    """A file to use in the posts."""

    file: AnyFile
    """The file inside the site."""
    label: Text
    """What it is, such as Product shots."""


class CreatorBrief(PrivatePage):
    """What one creator has to know and to do, step by step, on the phone that has TikTok."""

    type: Literal["creator-brief"]
    campaign: Campaign
    creator: Creator
    posts: Annotated[int, Field(ge=1, le=1000)] = 1
    """How many posts are agreed."""
    invite_links: Annotated[
        tuple[InviteLink, ...],
        BeforeValidator(_several, json_schema_input_type=str | list[str]),
    ] = ()
    """The creator's own invite link, or several: one serves at most 10 posts."""
    campaign_code: Annotated[Text, AfterValidator(checked(_code))] | None = None
    """The code that repairs a post which was made without the invite link."""
    posting: Posting
    deliverables: tuple[Text, ...] = ()
    """What is to be made, such as One video of 20 to 40 seconds, portrait."""
    do: tuple[Text, ...] = ()
    """What posts should have."""
    dont: tuple[Text, ...] = ()
    """What posts must not have."""
    disclosure: Text | None = None
    """The words that the caption needs, such as #ad."""
    assets: tuple[Download, ...] = ()
    """Files to use."""
    authorization: Authorization | None = None
    """The ad authorization that the brand asks for, if it does."""
    platform: Literal["impact", "creatoriq", "other", "none"] = "none"
    """The partner platform, which says how posts are handed in: `impact` (Retrieve my post),
    `creatoriq` (by itself), `other`, or `none`, where the creator sends the post's link."""
    task_url: HttpsUrl | None = None
    """The creator's task on that platform."""
    contact: Contact | None = None
    """Who answers questions."""
    background: Picture | None = None
    """A picture at the top."""

    @property
    def links_missing(self) -> int:
        """How many more invite links the posts need."""
        return max(0, -(-self.posts // POSTS_PER_LINK) - len(self.invite_links))

    @property
    def link_ranges(self) -> tuple[tuple[str, int, int], ...]:
        """(invite link, number of the first post that it serves, number of the last one)."""
        return tuple(
            (link, first, min(first + POSTS_PER_LINK - 1, self.posts))
            for number, link in enumerate(self.invite_links)
            for first in (number * POSTS_PER_LINK + 1,)
            if first <= self.posts
        )

    @property
    def authorized_from(self) -> date:
        """The day from which the authorization counts: the last agreed one, or the deadline."""
        return max(self.posting.days, default=self.posting.deadline)

    def authorized_until(self, days: int) -> date:
        """The last day of a window of some days."""
        return self.authorized_from + timedelta(days=days)

    def abilities(self) -> Iterator[str]:
        """Copying, and counting the days of a window from the day of the post."""
        yield from super().abilities()
        yield "copy"
        if self.authorization and not self.posting.days:
            yield "ad-window"

    def main_image(self) -> Image | None:
        """The background."""
        return self.background

    def conflicts(self, now: datetime) -> Iterator[tuple[KeyPath, InputError]]:
        """Also: too few invite links, links twice, dates in the wrong order."""
        yield from super().conflicts(now)
        if self.links_missing:
            yield ("invite_links",), _too_few(self)
        seen: set[str] = set()
        for number, link in enumerate(self.invite_links):
            if link in seen:
                yield (
                    ("invite_links", number),
                    InputError(
                        "invite-link-twice",
                        f"{link} stands there twice.",
                        "Every further link must be another one: TikTok counts 10 posts for each.",
                    ),
                )
            seen.add(link)
        yield from self._dates()

    def _dates(self) -> Iterator[tuple[KeyPath, InputError]]:
        posting = self.posting
        hint = "Correct one of the two days."
        if posting.opens and posting.opens > posting.deadline:
            message = f"Posting opens on {posting.opens}, after its deadline {posting.deadline}."
            yield ("posting", "opens"), InputError("posting-dates", message, hint)
        for number, agreed in enumerate(posting.days):
            if agreed > posting.deadline or (posting.opens and agreed < posting.opens):
                message = (
                    f"The agreed day {agreed} is not within {posting.opens or '...'} to "
                    f"{posting.deadline}."
                )
                yield ("posting", "days", number), InputError("posting-dates", message, hint)
        if len(posting.days) > self.posts:
            posts = "1 post" if self.posts == 1 else f"{self.posts} posts"
            message = f"{len(posting.days)} days are agreed for {posts}."
            yield ("posting", "days"), InputError("posting-dates", message, "Delete some of them.")


def _too_few(brief: CreatorBrief) -> InputError:
    have, missing = len(brief.invite_links), brief.links_missing
    links = "1 invite link" if have + missing == 1 else f"{have + missing} invite links"
    given = "none is given" if not have else "1 is given" if have == 1 else f"{have} are given"
    code = " A campaign code only repairs posts that were made without a link."
    return InputError(
        "invite-links-missing",
        f"@{brief.creator.handle} makes {brief.posts} "
        f"{'post' if brief.posts == 1 else 'posts'}, which needs {links}, as each serves "
        f"{POSTS_PER_LINK}: {given}, so {missing} {'is' if missing == 1 else 'are'} missing.",
        "Let your platform make another link for this creator and write it under `invite_links:`, "
        f"in a table into the same cell with a space between.{code if not have else ''}",
    )
