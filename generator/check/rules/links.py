"""Links: where the page leads besides its buttons."""

import re
from collections.abc import Iterator

from generator.check.page import CheckedPage
from generator.check.rule import Found, FoundBySite, Words, rule, site_rule
from generator.check.site_facts import SiteFacts
from generator.check.sources import BROWSERS, IN_APP

_SCHEMES = ("https", "http", "mailto", "tel", "sms", "data", "javascript")
_SCHEME = re.compile(r"""\bhref\s*=\s*["']?([a-z][a-z0-9+.-]*):""")


@rule(
    "link-dead",
    "error",
    "A link leads nowhere",
    why="A link to # or to nothing is what unfinished pages have; a tap on it does nothing.",
    fix="Write its address, or delete the link.",
    source=BROWSERS,
    needles=(
        "href=#>",
        'href="#"',
        "href=# ",
        "href=''",
        'href=""',
        "href>",
        "href ",
        "javascript:",
    ),
)
def dead(page: CheckedPage) -> Iterator[Found]:
    """Every link has an address."""
    for node in page.tree.css("a[href]"):
        href = (node.attributes.get("href") or "").strip()
        if href in ("", "#") or href.lower().startswith("javascript:"):
            words = " ".join(node.text().split())[:40] or "without text"
            yield Found(Words(words), f"The link “{words}” leads to {href or 'nothing'}.")


@rule(
    "link-scheme",
    "warning",
    "A link has an address that in-app browsers may not open",
    why="Addresses such as market:, intent: or itms-apps: open in some versions of TikTok's "
    "browser only, and reviewers cannot follow them.",
    fix="Use the https address; a OneLink opens the store on every phone.",
    source=IN_APP,
    html=True,
)
def scheme(page: CheckedPage) -> Iterator[Found]:
    """Links are https addresses."""
    for name in dict.fromkeys(_SCHEME.findall(page.lower_html)):
        if name not in _SCHEMES:
            for node in page.tree.css(f'a[href^="{name}:" i]'):
                href = node.attributes.get("href") or ""
                yield Found(Words(href), f"The link to {href} begins with {name}:.")


@rule(
    "http-resource",
    "error",
    "The page loads something without encryption",
    why="Browsers refuse to load http:// into an https page, or show it as not secure.",
    fix="Use the https address, or put the file into the site's media/ folder.",
    source=BROWSERS,
    needles=("http://",),
)
def http_resource(page: CheckedPage) -> Iterator[Found]:
    """Everything is loaded by https."""
    seen: set[str] = set()
    for node in page.tree.css("[src],[srcset],link[href],[poster]"):
        if node.tag == "link" and node.attributes.get("rel") in ("canonical", "alternate"):
            continue
        keys = (
            ("src", "srcset", "poster", "href")
            if node.tag == "link"
            else ("src", "srcset", "poster")
        )
        for key in keys:
            for part in (node.attributes.get(key) or "").split(","):
                address = part.strip().split(" ")[0]
                if address.lower().startswith("http://"):
                    seen.add(address)
    for style in page.styles:
        for part in style.split("url(")[1:]:
            address = part.split(")")[0].strip("\"' ")
            if address.lower().startswith("http://"):
                seen.add(address)
    for address in sorted(seen):
        yield Found(Words(address), f"{address} is loaded without encryption.")


@rule(
    "http-link",
    "warning",
    "A link is not encrypted",
    why="In-app browsers warn of http:// pages or block them, and the redirect to https often "
    "loses the query.",
    fix="Write https://, if the page can be reached so.",
    source=IN_APP,
    needles=("href=http:", 'href="http:'),
)
def http_link(page: CheckedPage) -> Iterator[Found]:
    """Links lead to https addresses."""
    for node in page.tree.css("a[href]"):
        href = (node.attributes.get("href") or "").strip()
        if href.lower().startswith("http://"):
            yield Found(Words(href), f"The link to {href} is not encrypted.")


@site_rule(
    "link-internal-missing",
    "error",
    "A link leads to a page or file that is not there",
    why="Visitors get the host's error page.",
    fix="Correct the address; pages lie at their file's name, and end in a slash.",
    source=BROWSERS,
)
def missing(site: SiteFacts) -> Iterator[FoundBySite]:
    """Links within the site lead to pages and files that exist."""
    for page, number, link in site.internal_links():
        if not site.has(link.path) and site.differing_case(link.path) is None:
            yield FoundBySite(
                page,
                number,
                f"{link.href} leads to {link.path}, where nothing is.",
                site.similar(link.path),
            )


@site_rule(
    "link-letter-case",
    "error",
    "A link differs in letter case from what it leads to",
    why="It works on computers that do not tell large letters from small ones, and not on hosts, "
    "which do.",
    fix="Write it exactly as the page's path.",
    source=BROWSERS,
)
def letter_case(site: SiteFacts) -> Iterator[FoundBySite]:
    """Links are written in the letters of what they lead to."""
    for page, number, link in site.internal_links():
        other = site.differing_case(link.path)
        if other is not None and not site.has(link.path):
            yield FoundBySite(
                page, number, f"{link.href} leads to {link.path}, and the page is {other}."
            )


@site_rule(
    "link-fragment-missing",
    "warning",
    "A link leads to a part of a page that is not there",
    why="The page opens at its top, or a tap does nothing.",
    fix="Correct the part behind #, or give a heading that id: `## Title {: #id }`.",
    source=BROWSERS,
)
def fragment(site: SiteFacts) -> Iterator[FoundBySite]:
    """Fragments name an element of the page."""
    for page, number, link in site.internal_links():
        if link.fragment and site.has(link.path) and not site.has_id(link.path, link.fragment):
            yield FoundBySite(page, number, f"{link.path} has no part called #{link.fragment}.")


RULES = (dead, scheme, http_resource, http_link, missing, letter_case, fragment)
