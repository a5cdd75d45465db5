"""Looking at a published page from outside, as visitors, ads and browsers meet it."""

import re
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from hashlib import sha256
from html import unescape
from urllib.parse import quote, unquote, urljoin, urlsplit, urlunsplit

from msgspec import Struct

from generator.hosts import CONTROL_FILES
from generator.hosts.headers import site_headers
from generator.publish.built import BuiltFile
from generator.publish.checks import (
    Check,
    judge_arrival,
    judge_asset,
    judge_page_headers,
    judge_policy,
    judge_security,
)
from generator.publish.fetch import Answer, fetch, follow
from generator.site import SiteConfig

_ASSET = re.compile(r"""(?<=["'\s,=(])(?:https?:)?[^\s"'<>,=()]*\bassets/[^\s"'<>,()]+""")
_NOWHERE = "landfast-verify/no-such-page/"


class Subject(Struct, frozen=True):
    """What is verified.

    Attributes:
        url: The page's address, with the slash at its end and without a query.
        base: The address of the site there, which may be a preview or staging one.
        path: The page's path below it.
        config: What site.yaml says.
        files: What is built of the site, by name.
        query: What an ad would add behind the `?`.
    """

    url: str
    base: str
    path: str
    config: SiteConfig
    files: Mapping[str, BuiltFile]
    query: str

    @property
    def file(self) -> BuiltFile:
        """The built page."""
        return self.files[f"{self.path}/index.html" if self.path else "index.html"]


def verify(subject: Subject) -> list[Check]:
    """Every check of one page, in the order in which they matter."""
    trail = follow(f"{subject.url}?{subject.query}")
    opened = judge_arrival("ad-query", _shown(subject.url), trail, subject.query, subject.url)
    answer = trail[-1]
    if answer.status != 200:
        return [opened]
    checks = [opened, *_content(subject, answer), *judge_page_headers(answer)]
    config = subject.config
    if config.host:
        checks.append(judge_security(answer, site_headers(config.headers)))
        if config.csp:
            checks.append(judge_policy(answer))
    with ThreadPoolExecutor(8) as pool:
        checks.extend(_assets(subject, answer, pool))
        checks.extend(pool.map(lambda what: what(), _questions(subject)))
    return checks


def _content(subject: Subject, answer: Answer) -> Iterator[Check]:
    if sha256(answer.body).hexdigest() == subject.file.sha256:
        yield Check("page-content", "ok", "The page is the one that is built here, byte by byte.")
        return
    ours = b"data-lf" in answer.body
    yield Check(
        "page-content",
        "failed",
        "The page is not the one that is built here."
        if ours
        else "What is there is no page that Landfast built.",
        "Publish again, and purge the CDN's cache. If it stays so, the host changes pages: switch "
        "off minifying, script injection and e-mail obfuscation."
        if ours
        else "Check the address, and whether another page is served in its place.",
    )


def _assets(subject: Subject, answer: Answer, pool: ThreadPoolExecutor) -> Iterator[Check]:
    html = answer.body.decode("utf-8", "replace")
    urls: dict[str, str] = {}
    # An APK's address stands inside that of its link, encoded.
    inside = re.findall(re.escape(subject.config.base_url) + r"assets/[\w.-]+", unquote(html))
    for found in (*_ASSET.findall(html), *inside):
        url = urljoin(subject.url, unescape(found))
        if url.startswith(subject.config.base_url):
            url = subject.base + url.removeprefix(subject.config.base_url)
        if url.startswith(f"{subject.base}assets/"):
            urls[unquote(url.removeprefix(subject.base))] = url
    answers = pool.map(fetch, urls.values())
    problems = []
    for name, got in zip(urls, answers, strict=True):
        built = subject.files.get(name)
        digest = sha256(got.body).hexdigest()
        problem = judge_asset(name, got, built.sha256 if built else None, digest)
        if problem:
            problems.append(problem)
    if problems:
        yield from problems
    else:
        count = f"{len(urls)} assets" if len(urls) != 1 else "1 asset"
        yield Check("assets", "ok", f"{count}: all there, as built, and kept for good.")


def _questions(subject: Subject) -> Iterator["_Question"]:
    url, base = subject.url, subject.base
    if subject.path:
        yield _Question(subject, "redirect-slash", url.rstrip("/"))
        capitals = base + quote(subject.path).upper() + "/"
        if capitals != url:
            yield _Question(subject, "redirect-case", capitals)
    yield _Question(subject, "redirect-index", f"{url}index.html")
    if url.startswith("https:"):
        yield _Question(subject, "redirect-http", f"http:{url.removeprefix('https:')}")
    for old, redirect in subject.config.redirects.items():
        goal = redirect.to
        if not goal.startswith("https:"):
            path = unquote(goal).strip("/")
            goal = base + (f"{quote(path)}/" if path else "")
        yield _Question(subject, "redirects", base + quote(unquote(old).lstrip("/")), goal)
    yield _Missing(subject)
    for name in sorted(CONTROL_FILES & subject.files.keys()):
        yield _Hidden(subject, name)


class _Question:
    """Whether one more address leads to the page, or to `goal`, with the query."""

    def __init__(self, subject: Subject, name: str, url: str, goal: str = "") -> None:
        self.subject, self.name, self.url = subject, name, url
        self.goal = goal or subject.url

    def __call__(self) -> Check:
        subject = self.subject
        trail = follow(f"{self.url}?{subject.query}")
        foreign = urlsplit(self.goal).netloc != urlsplit(subject.base).netloc
        if foreign and trail[0].location:
            # What the other site makes of it is its own affair.
            trail = [trail[0], Answer(trail[0].location, 200)]
        check = judge_arrival(self.name, _shown(self.url), trail, subject.query, self.goal)
        if self.name == "redirect-case" and _mends_case(subject, trail[-1]):
            text = f"{_shown(self.url)} goes on by the script of 404.html, with the query."
            return Check(self.name, "ok", text)
        if self.name in ("redirect-case", "redirect-http") and trail[-1].status in (0, 404):
            return Check(self.name, "warning", check.message, check.hint)
        if self.name == "redirects" and _goes_on_by_script(trail[-1], self.goal):
            return Check(self.name, "ok", f"{_shown(self.url)} goes on by script, with the query.")
        same = trail[-1].body and sha256(trail[-1].body).hexdigest() == subject.file.sha256
        if check.result == "failed" and same and len(trail) == 1:
            return Check(
                self.name,
                "warning",
                f"{_shown(self.url)} shows the page without leading to its address.",
                "Its pictures may be missing there; let the host redirect it with the query.",
            )
        return check


def _mends_case(subject: Subject, answer: Answer) -> bool:
    """Whether the page for wrong addresses is there and leads on to the one in lower case."""
    built = subject.files.get("404.html")
    ours = built and sha256(answer.body).hexdigest() == built.sha256
    return bool(ours) and answer.status == 404 and b"toLowerCase" in answer.body


def _goes_on_by_script(answer: Answer, goal: str) -> bool:
    text = answer.body.decode("utf-8", "replace")
    return "location.replace(" in text and "location.search" in text and bool(goal)


class _Missing(_Question):
    """Whether a wrong address is told to be one, in the brand's look."""

    def __init__(self, subject: Subject) -> None:
        super().__init__(subject, "not-found", subject.base + _NOWHERE)

    def __call__(self) -> Check:
        answer = fetch(self.url)
        built = self.subject.files.get("404.html")
        if answer.status == 404 and built and sha256(answer.body).hexdigest() == built.sha256:
            return Check("not-found", "ok", "A wrong address gets status 404 and your own page.")
        if answer.status == 404:
            return Check(
                "not-found",
                "warning",
                "A wrong address gets status 404, and not your own page.",
                "Let the host answer with 404.html.",
            )
        return Check(
            "not-found",
            "failed",
            f"A wrong address is answered with {answer.error or f'status {answer.status}'}.",
            "Let the host answer with 404.html and status 404; search engines would list it.",
        )


class _Hidden(_Question):
    """Whether a file for hosts is kept from visitors."""

    def __init__(self, subject: Subject, file: str) -> None:
        super().__init__(subject, "host-files", subject.base + file)
        self.file = file

    def __call__(self) -> Check:
        answer = fetch(self.url)
        built = self.subject.files[self.file]
        if answer.status == 200 and sha256(answer.body).hexdigest() == built.sha256:
            return Check(
                "host-files",
                "warning",
                f"{self.file} can be read by anybody, and it names every page.",
                "This host does not read it: do not publish it there, or block it.",
            )
        return Check("host-files", "ok", f"{self.file} is not shown to visitors.")


def _shown(url: str) -> str:
    parts = urlsplit(url)
    return urlunsplit((parts.scheme, parts.netloc, unquote(parts.path), "", ""))
