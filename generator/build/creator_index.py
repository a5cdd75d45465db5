"""For the agency: every creator brief of a campaign, with messages that are ready to be sent.

One HTML page that needs nothing else and one table for each campaign. They name every private
address, so they are not for the site's visitors: see `SiteConfig.creator_index`.
"""

import csv
import io
from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path

import jinja2
from markupsafe import Markup
from msgspec import Struct

from generator.build.plan import PlannedPage
from generator.render.calendar import calendar
from generator.render.wording import Formats, Words
from generator.site.author_text import slug
from generator.site.page_types.creator_brief import CreatorBrief

_TEMPLATES = Path(__file__).parent / "templates"


class Entry(Struct, frozen=True):
    """One creator's brief.

    Attributes:
        handle, name, email, language: The creator's.
        posts: How many are agreed.
        links: How many invite links are there.
        missing: How many more the posts need.
        deadline: The last day for posting.
        authorized_until: The last day of the longest ad authorization that is asked for, if any.
        url: The brief's address.
        subject, mail: A mail in the creator's language.
        message: A shorter one, for a chat.
    """

    handle: str
    name: str
    email: str
    language: str
    posts: int
    links: int
    missing: int
    deadline: date
    authorized_until: date | None
    url: str
    subject: str
    mail: str
    message: str

    @property
    def anchor(self) -> str:
        """The id of its part of the page: the end of its address, which no other one has."""
        return self.url.rstrip("/").rpartition("-")[2]


_COLUMNS = tuple(name for name in Entry.__struct_fields__ if name != "missing")


class PrivateNote(Struct, frozen=True):
    """What a private page leaves for the files that stand beside it.

    Attributes:
        calendar: Its dates; empty where it has none.
        campaign, brand: Of a brief.
        entry: A brief's line in the index.
    """

    calendar: str
    campaign: str = ""
    brand: str = ""
    entry: Entry | None = None


def private_note(planned: PlannedPage, words: Words) -> PrivateNote:
    """What a private page leaves.

    Raises:
        InputError: a site's own words for the messages have mistakes.
    """
    page = planned.source.page
    dates = calendar(planned.source, planned.url, words)
    if not isinstance(page, CreatorBrief):
        return PrivateNote(dates)
    entry = _entry(page, planned.url, words)
    return PrivateNote(dates, page.campaign.name, page.campaign.brand, entry)


class IndexFile(Struct, frozen=True):
    """One file of the index: its campaign as a word for paths, its ending, and its text."""

    campaign: str
    suffix: str
    text: str


class CreatorIndex:
    """Gathers the briefs of one site while its pages are made.

    Args:
        site_name: As the site is called.
    """

    def __init__(self, site_name: str) -> None:
        self._site = site_name
        self._campaigns: dict[str, list[Entry]] = {}
        self._names: dict[str, tuple[str, str]] = {}

    def __len__(self) -> int:
        return sum(map(len, self._campaigns.values()))

    def add(self, note: PrivateNote) -> None:
        """Take over what a private page has left, if it is a brief."""
        if note.entry:
            key = slug(note.campaign)
            self._names.setdefault(key, (note.campaign, note.brand))
            self._campaigns.setdefault(key, []).append(note.entry)

    def files(self) -> Iterator[IndexFile]:
        """The files, in the order in which campaigns were first met."""
        for key, found in self._campaigns.items():
            entries = sorted(found, key=lambda one: (one.handle.casefold(), one.url))
            campaign, brand = self._names[key]
            html = _template().render(
                site=self._site,
                campaign=campaign,
                brand=brand,
                entries=entries,
                style=Markup((_TEMPLATES / "creators.css").read_text("utf-8")),
                script=Markup((_TEMPLATES / "creators.js").read_text("utf-8")),
            )
            yield IndexFile(key, "html", html)
            yield IndexFile(key, "csv", _table(entries))


def _entry(page: CreatorBrief, url: str, words: Words) -> Entry:
    asked = page.authorization
    values = {
        "name": page.creator.called,
        "campaign": page.campaign.name,
        "brand": page.campaign.brand,
        "posts": page.posts,
        "day": Formats(page).day(page.posting.deadline),
        "url": url,
    }
    return Entry(
        handle=page.creator.handle,
        name=page.creator.called,
        email=page.creator.email or "",
        language=page.language,
        posts=page.posts,
        links=len(page.invite_links),
        missing=page.links_missing,
        deadline=page.posting.deadline,
        authorized_until=page.authorized_until(max(asked.days)) if asked else None,
        url=url,
        subject=words.plain("brief_mail_subject", **values),
        mail=words.plain("brief_mail", **values),
        message=words.plain("brief_message", **values),
    )


def _table(entries: list[Entry]) -> str:
    """The same as CSV, with the mark by which Excel knows UTF-8."""
    text = io.StringIO()
    text.write("\ufeff")
    rows = csv.writer(text, lineterminator="\r\n")
    rows.writerow(_COLUMNS)
    rows.writerows([getattr(entry, name) for name in _COLUMNS] for entry in entries)
    return text.getvalue()


@cache
def _template() -> jinja2.Template:
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(_TEMPLATES),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template("creators.html")
