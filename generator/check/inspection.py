"""Looking: each page by itself, then each site as a whole."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

from msgspec import Struct

from generator.build.plan import PlannedPage
from generator.check.answers import ask
from generator.check.findings import Finding, Results, Silenced
from generator.check.page import CheckedPage
from generator.check.rule import Rule, Words
from generator.check.rules import BY_CODE, RULES, close_code, silence
from generator.check.site_facts import PageFacts, PageLink, SiteFacts
from generator.errors import InputError, Place, Problem
from generator.media import MediaStore
from generator.render import RenderedPage
from generator.render.calendar import NAME as CALENDAR
from generator.site.page_types.creator_brief import CreatorBrief


class PageReport(Struct, frozen=True):
    """What one page came to; it can be sent between processes and kept.

    Attributes:
        site: The site's name.
        findings: What its rules found, silenced ones included.
        problems: Media that cannot be used.
        silence: What is to be silent, by code, with its reason.
        silences: (code, where it stands, the line there) of the same.
        facts: What the rules for the whole site need; None for a page that could not be rendered.
    """

    site: str
    findings: tuple[Finding, ...]
    problems: tuple[Problem, ...]
    silence: dict[str, str]
    silences: tuple[tuple[str, Place, str], ...]
    facts: PageFacts | None = None


class PageInspector:
    """Looks at pages, one by one.

    Args:
        store: Tells about their media.
        rules: What to look for.
        online: Whether the links to other hosts are wanted too.
    """

    def __init__(
        self,
        store: MediaStore,
        rules: Sequence[Rule] = RULES,
        *,
        online: bool = False,
    ) -> None:
        self._store = store
        self._online = online
        self._rules = [rule for rule in rules if rule.look is not None]
        self._all = any(rule.look_over for rule in rules)

    def look(self, planned: PlannedPage, rendered: RenderedPage | None) -> PageReport:
        """What the rules find on one page; those of its HTML only where it could be rendered."""
        page = CheckedPage(planned, self._store, rendered)
        findings: list[Finding] = []
        problems: list[Problem] = []
        for rule in self._rules:
            if not _applies(rule, page):
                continue
            assert rule.look is not None
            try:
                for found in rule.look(page):
                    place, excerpt = page.place(found.where)
                    findings.append(_finding(rule, found.message, found.hint, place, excerpt))
            except InputError as error:
                problem = page.layers.problem((), error)
                if problem not in problems:
                    problems.append(problem)
        said = dict(page.page.check.silence)
        places = tuple(
            (code, *page.layers.place(("check", "silence", code), of_key=True)) for code in said
        )
        facts = None
        if rendered is not None and self._all:
            facts = _facts(page, online=self._online)
        return PageReport(planned.site.name, tuple(findings), tuple(problems), said, places, facts)


def conclude(
    reports: Iterable[PageReport],
    problems: Iterable[Problem] = (),
    *,
    rules: Sequence[Rule] = RULES,
    online: bool = False,
    broken_sites: Iterable[str] = (),
) -> Results:
    """Look over the sites, set aside what is to be silent, and put the rest in order.

    Args:
        reports: What the pages came to.
        problems: What kept pages from being looked at.
        rules: What was looked for, and what to look for now.
        online: Whether to ask the hosts that links lead to.
        broken_sites: Sites of which pages are missing, so that nothing is concluded from absence.
    """
    pages = list(reports)
    broken = {*broken_sites, *(page.site for page in pages if page.problems)}
    told: set[Finding] = set()
    silenced: set[Silenced] = set()
    used: set[tuple[Path, str]] = set()
    origins: dict[tuple[Path, str], tuple[Place, str, str]] = {}
    concluded = [(page, finding) for page in pages for finding in page.findings]
    for site in dict.fromkeys(page.site for page in pages):
        of_site = [page for page in pages if page.site == site]
        concluded += _look_over(of_site, rules, online=online, complete=site not in broken)
        broken |= {site} if any(page.facts is None for page in of_site) else set()
    for page, finding in concluded:
        reason = page.silence.get(finding.problem.code)
        if reason is None:
            told.add(finding)
        else:
            silenced.add(Silenced(finding, reason))
            used |= {
                (place.file, code)
                for code, place, _ in page.silences
                if code == finding.problem.code
            }
    for page in pages:
        for code, place, excerpt in page.silences:
            origins[place.file, code] = (place, excerpt, page.site)
    for key, (place, excerpt, site) in origins.items():
        told |= _about_silence(
            key[1],
            place,
            excerpt,
            unused=key not in used and site not in broken,
            rules=rules,
            online=online,
        )
    return Results(
        tuple(sorted(told, key=lambda finding: finding.problem.sort_key)),
        tuple(sorted(silenced, key=lambda one: one.finding.problem.sort_key)),
        tuple(
            sorted(
                {*problems, *(problem for page in pages for problem in page.problems)},
                key=lambda problem: problem.sort_key,
            )
        ),
        len(pages),
    )


def _applies(rule: Rule, page: CheckedPage) -> bool:
    if rule.reads == "source":
        return True
    if page.rendered is None:
        return False
    return not rule.needles or any(needle in page.lower_html for needle in rule.needles)


def _finding(rule: Rule, message: str, hint: str, place: Place, excerpt: str) -> Finding:
    problem = InputError(rule.code, message, hint or rule.fix).at(place, excerpt)
    return Finding(rule.severity, problem)


def _look_over(
    pages: Sequence[PageReport], rules: Sequence[Rule], *, online: bool, complete: bool
) -> list[tuple[PageReport, Finding]]:
    """What the rules for a whole site find, each with its page."""
    looked = [page for page in pages if page.facts is not None]
    facts = [page.facts for page in looked if page.facts is not None]
    answers = {}
    if online:
        addresses = [
            link.href
            for page in facts
            for number, link in enumerate(page.links)
            if not link.path and number not in page.invites
        ]
        answers = ask(addresses)
    site = SiteFacts(facts, complete and len(facts) == len(pages), answers)
    found: list[tuple[PageReport, Finding]] = []
    for rule in rules:
        if rule.look_over is None or (rule.online and not online):
            continue
        for one in rule.look_over(site):
            link = facts[one.page].links[one.link]
            finding = _finding(rule, one.message, one.hint, link.place, link.excerpt)
            found.append((looked[one.page], finding))
    return found


def _about_silence(
    code: str, place: Place, excerpt: str, *, unused: bool, rules: Sequence[Rule], online: bool
) -> set[Finding]:
    if code not in BY_CODE:
        close = close_code(code)
        hint = f"Did you mean {close}?" if close else "docs/checks.md lists the codes."
        message = f"There is no finding with the code {code}."
        return {_finding(silence.UNKNOWN, message, hint, place, excerpt)}
    asked = {rule.code for rule in rules if online or not rule.online}
    if unused and silence.UNUSED in rules and code in asked:
        message = f"Nothing was found that {code} would tell."
        return {_finding(silence.UNUSED, message, "", place, excerpt)}
    return set()


def _facts(page: CheckedPage, *, online: bool) -> PageFacts:
    """What the rules for the whole site need to know of a page."""
    base = urlsplit(page.planned.site.config.base_url)
    own = urlsplit(page.planned.url).path
    links: dict[str, PageLink] = {}
    for node in page.tree.css("a[href]"):
        href = (node.attributes.get("href") or "").strip()
        if not href or href in links or "data-lf" in node.attributes:
            continue
        if page.page.private and href == CALENDAR:  # the build writes it beside the page
            continue
        parts = urlsplit(urljoin(page.planned.url, href))
        if parts.netloc == base.netloc and parts.path.startswith(base.path):
            path = unquote("/" + parts.path.removeprefix(base.path))
            place, excerpt = page.place(Words(href))
            links[href] = PageLink(href, path, unquote(parts.fragment), False, place, excerpt)
        elif online and parts.scheme in ("http", "https") and not _counts_clicks(parts.hostname):
            place, excerpt = page.place(Words(href))
            links[href] = PageLink(href, "", "", False, place, excerpt)
    if online:
        # The address that the author wrote: asking for the button's own would count as a click.
        for link_id, destination in page.destinations.items():
            url = getattr(destination, "url", None)
            if url and not _counts_clicks(urlsplit(url).hostname):
                place, excerpt = page.layers.place(page.paths[link_id])
                links[link_id] = PageLink(url, "", "", True, place, excerpt)
    invites: list[int] = []
    if isinstance(page.page, CreatorBrief):
        place, excerpt = page.layers.place(("invite_links",))
        for link in page.page.invite_links:
            links[link] = PageLink(link, "", "", False, place, excerpt)
            invites.append(list(links).index(link))
    ids = frozenset(
        identifier for node in page.tree.css("[id]") if (identifier := node.attributes.get("id"))
    )
    files = frozenset(asset.name for asset in page.assets)
    path = unquote("/" + own.removeprefix(base.path))
    return PageFacts(path, tuple(links.values()), ids, files, tuple(invites))


def _counts_clicks(host: str | None) -> bool:
    return (host or "").endswith(("onelink.me", "appsflyer.com"))


def build_rules() -> tuple[Rule, ...]:
    """The rules that every build asks."""
    return (*(rule for rule in RULES if rule.in_build), silence.UNKNOWN)
