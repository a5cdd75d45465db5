"""Links to other hosts, asked with `--online`: who answers, and what becomes of a query."""

from collections.abc import Iterator

from generator.check.rule import FoundBySite, Source, site_rule
from generator.check.site_facts import SiteFacts
from generator.check.sources import BROWSERS

_GONE = (404, 410)


@site_rule(
    "link-broken",
    "error",
    "A page that is linked to does not exist",
    why="The visitor was paid for, and gets an error page.",
    fix="Correct the address.",
    source=BROWSERS,
    online=True,
)
def broken(site: SiteFacts) -> Iterator[FoundBySite]:
    """Hosts that links lead to have the page."""
    for page, number, link in site.external_links():
        answer = site.answers[link.href]
        if answer.status in _GONE:
            yield FoundBySite(page, number, f"{link.href} answers with {answer.status}.")


@site_rule(
    "link-unreachable",
    "warning",
    "A page that is linked to could not be reached",
    why="It may be down, or refuse to answer programs. People see what you do not.",
    fix="Open it in a browser.",
    source=BROWSERS,
    online=True,
)
def unreachable(site: SiteFacts) -> Iterator[FoundBySite]:
    """Hosts that links lead to answer."""
    for page, number, link in site.external_links():
        answer = site.answers[link.href]
        if answer.error or (answer.status >= 400 and answer.status not in _GONE):
            why = answer.error or f"it answers with {answer.status}"
            yield FoundBySite(page, number, f"{link.href} could not be opened: {why}.")


@site_rule(
    "link-loses-query",
    "warning",
    "A page that is linked to redirects and loses the query",
    why="The redirect throws away what the link carries: media source, campaign and ttclid.",
    fix="Link to the address that it redirects to.",
    source=Source("reported", "Advertisers whose redirects lost the ttclid"),
    online=True,
)
def loses_query(site: SiteFacts) -> Iterator[FoundBySite]:
    """Redirects keep the query."""
    for page, number, link in site.external_links():
        answer = site.answers[link.href]
        if link.button and answer.lost_query and not answer.error and answer.status < 400:
            yield FoundBySite(
                page, number, f"{link.href} redirects to {answer.final} without the query."
            )


RULES = (broken, unreachable, loses_query)
