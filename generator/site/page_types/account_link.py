"""The page for the owner of a TikTok account whom a brand asks to let it run ads with it.

How the two ways go is from a guide to Ads Manager (the request by username) and from TikTok's help
on accounts as assets for ad delivery (Business Center).
"""

from collections.abc import Iterator
from datetime import datetime
from typing import Annotated, Literal

from pydantic import Field

from generator.errors import InputError
from generator.site.fields import HttpsUrl, Image, Model, Picture, Text
from generator.site.moment import Day
from generator.site.page_types.private_page import Contact, Handle, PrivatePage
from generator.source import KeyPath

Way = Literal["business-center", "username"]


class Asker(Model):
    """Who asks for it, as TikTok names them in the request: the owner compares the two."""

    brand: Text
    """The brand whose ads they are."""
    company: Text | None = None
    """The company that asks, if it is another one, such as an agency."""
    business_center: Text | None = None
    """The name of the Business Center that the QR code comes from."""
    ads_account: Text | None = None
    """The name of the Ads Manager account that sends the request."""
    why: Text | None = None
    """What it is for, in a sentence."""
    url: HttpsUrl | None = None
    """A page of theirs by which the owner can tell that it is really them."""


class AccountLink(PrivatePage):
    """What an account's owner grants and does not, how to say yes or no, and how to end it."""

    type: Literal["account-link"]
    account: Handle
    """The account that is to be linked."""
    asker: Asker
    ways: Annotated[tuple[Way, ...], Field(min_length=1)] = ("business-center", "username")
    """How it can be done, the way that you would like best first: `business-center` (a QR code that
    the owner scans) or `username` (a request that comes into the owner's app)."""
    permissions: Annotated[
        tuple[Literal["existing-posts", "publish"], ...], Field(min_length=1)
    ] = ("existing-posts",)
    """What the permission Deliver ads is asked for: to show existing posts as ads, and to publish
    posts that are only ads."""
    until: Day | None = None
    """The last day for which it is agreed; reminders are made of it."""
    contact: Contact
    """Who sends the code or the request, and unlinks when asked."""
    background: Picture | None = None
    """A picture at the top."""

    def main_image(self) -> Image | None:
        """The background."""
        return self.background

    def conflicts(self, now: datetime) -> Iterator[tuple[KeyPath, InputError]]:
        """Also: a way that is named without who it comes from."""
        yield from super().conflicts(now)
        asker = self.asker
        for way, name, key in (
            ("business-center", asker.business_center, "business_center"),
            ("username", asker.ads_account, "ads_account"),
        ):
            if way in self.ways and name is None and not asker.company:
                yield (
                    ("asker",),
                    InputError(
                        "asker-unnamed",
                        f"The way {way} is offered, and nothing says under which name the request "
                        "comes, so its owner could not tell it from anybody else's.",
                        f"Write `{key}:` or `company:` under `asker:`, or leave the way out of "
                        "`ways:`.",
                    ),
                )
