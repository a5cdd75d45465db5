"""The dates of a private page as a calendar file (iCalendar, RFC 5545) that phones can keep.

Days, not moments: they begin and end where the reader is. The same page always gives the same file,
so that a build that changes nothing changes no file, and a later one replaces its entries, which
calendars know by their UID.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from hashlib import sha256

from msgspec import Struct

from generator.render.wording import Words
from generator.site import Page, SourcePage
from generator.site.page_types.account_link import AccountLink
from generator.site.page_types.creator_brief import CreatorBrief

NAME = "dates.ics"
"""The file's name, beside the page."""

_LINE = 75
"""Octets of a line without its end (RFC 5545, 3.1)."""


class Event(Struct, frozen=True):
    """One day to keep in mind.

    Attributes:
        name: What it is, within its page.
        day: The day.
        summary: The words that the calendar shows.
        days_before: How many days before it the calendar reminds, at nine in the morning.
    """

    name: str
    day: date
    summary: str
    days_before: int


def calendar(source: SourcePage, url: str, words: Words) -> str:
    """The calendar file of a page, or empty where it has no dates.

    Args:
        source: The page.
        url: Its absolute address.
        words: Its theme's words in its language.
    """
    events = list(_events(source.page, words))
    if not events:
        return ""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Landfast//Landfast//EN"]
    lines += ["CALSCALE:GREGORIAN", "METHOD:PUBLISH"]
    for event in events:
        lines += _lines(event, url)
    lines.append("END:VCALENDAR")
    return "".join(f"{_folded(line)}\r\n" for line in lines)


def _events(page: Page, words: Words) -> Iterator[Event]:
    if isinstance(page, CreatorBrief):
        names = {"campaign": page.campaign.name, "brand": page.campaign.brand}
        deadline = page.posting.deadline
        yield Event("deadline", deadline, words.plain("brief_event_deadline", **names), 1)
        if page.authorization:
            # Of several windows the longest: until then the brand may show the post.
            end = page.authorized_until(max(page.authorization.days))
            yield Event("authorization", end, words.plain("brief_event_window", **names), 7)
    elif isinstance(page, AccountLink) and page.until:
        names = {"account": f"@{page.account}", "brand": page.asker.brand}
        yield Event("link", page.until, words.plain("link_event", **names), 14)


def _lines(event: Event, url: str) -> Iterator[str]:
    identity = sha256(f"{event.name} {url}".encode()).hexdigest()[:32]
    yield "BEGIN:VEVENT"
    yield f"UID:{identity}@landfast"
    # When it was made must be said, and must not differ from build to build.
    yield f"DTSTAMP:{event.day:%Y%m%d}T000000Z"
    yield f"DTSTART;VALUE=DATE:{event.day:%Y%m%d}"
    yield f"DTEND;VALUE=DATE:{event.day + timedelta(days=1):%Y%m%d}"
    yield f"SUMMARY:{_escaped(event.summary)}"
    yield f"DESCRIPTION:{_escaped(url)}"
    yield f"URL:{url}"
    yield "TRANSP:TRANSPARENT"
    yield "BEGIN:VALARM"
    yield "ACTION:DISPLAY"
    yield f"DESCRIPTION:{_escaped(event.summary)}"
    yield f"TRIGGER:-PT{event.days_before * 24 - 9}H"
    yield "END:VALARM"
    yield "END:VEVENT"


def _escaped(text: str) -> str:
    """A text as a value (RFC 5545, 3.3.11)."""
    text = text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    return "\\n".join(text.splitlines())


def _folded(line: str) -> str:
    """A line in pieces of at most 75 octets, none of which ends within a character."""
    pieces, piece, room = [], "", _LINE
    for char in line:
        size = len(char.encode())
        if size > room:
            pieces.append(piece)
            piece, room = "", _LINE - 1  # the space that continues a line counts
        piece += char
        room -= size
    return "\r\n ".join([*pieces, piece])
