"""Behaviour: what pages may not do by themselves, read from scripts of themes and bodies."""

import re
from collections.abc import Iterator

from generator.check.page import CheckedPage
from generator.check.rule import Found, Words, rule
from generator.check.sources import IN_APP, POLICY, REVIEWS

_FILE = re.compile(r"\.(?:apk|exe|dmg|zip|msi|pkg|ipa|xapk)(?:[?#]|$)", re.IGNORECASE)
_NAVIGATES = re.compile(
    r"\blocation(?:\.href)?\s*=(?!=)|\blocation\.(?:assign|replace)\s*\(|\bwindow\.open\s*\(|"
    r"\.click\s*\(\s*\)"
)
_TRAP = re.compile(r"\bpushState\b")
_BACK = re.compile(r"\bpopstate\b")
_UNLOAD = re.compile(r"\b(?:on)?beforeunload\b")
_MENU = re.compile(r"\b(?:on)?contextmenu\b")
_AGENT = re.compile(r"\bnavigator\s*\.\s*(?:userAgent|platform|vendor)\b")


@rule(
    "page-redirect",
    "error",
    "The page leads on by itself",
    why="Pages that redirect are rejected, and a redirect loses the query with the ttclid.",
    fix="Delete the meta refresh, and let the visitor tap a button.",
    source=POLICY,
    needles=("http-equiv",),
)
def redirect(page: CheckedPage) -> Iterator[Found]:
    """No meta element sends the visitor elsewhere."""
    for node in page.tree.css("meta[http-equiv]"):
        if (node.attributes.get("http-equiv") or "").strip().lower() == "refresh":
            yield Found(
                Words("refresh"),
                f"A meta element refreshes the page: {node.attributes.get('content') or ''}.",
            )


@rule(
    "script-redirect",
    "warning",
    "A script can lead visitors on",
    why="A script that sets the location, opens a window or clicks by itself looks like a "
    "redirect, a pop-up or an automatic download to reviewers, and in-app browsers block many.",
    fix="Use a link that the visitor taps.",
    source=REVIEWS,
)
def script_redirect(page: CheckedPage) -> Iterator[Found]:
    """No foreign script navigates."""
    yield from _matches(page, _NAVIGATES, "A script leads visitors on by `{}`.")


@rule(
    "back-button-trap",
    "error",
    "The page does not let visitors go back",
    why="Pages that catch the back button or ask before they are left are rejected.",
    fix="Delete the script or the handler.",
    source=REVIEWS,
    needles=("pushstate", "beforeunload"),
)
def back_trap(page: CheckedPage) -> Iterator[Found]:
    """Going back goes back."""
    for text in _codes(page):
        caught = _UNLOAD.search(text)
        if caught is None and _BACK.search(text):
            caught = _TRAP.search(text)
        if caught:
            yield Found(Words(caught.group(0)), f"A script keeps visitors by `{caught.group(0)}`.")
            return


@rule(
    "context-menu-blocked",
    "warning",
    "The page blocks the context menu",
    why="Keeping visitors from copying or from opening a link elsewhere is a sign of a page that "
    "hides something.",
    fix="Delete the handler of `contextmenu`.",
    source=REVIEWS,
)
def context_menu(page: CheckedPage) -> Iterator[Found]:
    """The context menu opens."""
    yield from _matches(page, _MENU, "A script handles `{}`.")


@rule(
    "auto-download",
    "error",
    "The page downloads a file by itself",
    why="Automatic downloads are forbidden.",
    fix="Offer the file as a link: `links: [{store: apk, ...}]`.",
    source=POLICY,
    needles=("<iframe", "<embed", "<object"),
)
def auto_download(page: CheckedPage) -> Iterator[Found]:
    """A file comes when the visitor taps, not before."""
    for node in page.tree.css("iframe,embed,object"):
        source = node.attributes.get("src") or node.attributes.get("data") or ""
        if _FILE.search(source):
            yield Found(Words(source), f"<{node.tag}> fetches {source} as soon as the page opens.")


@rule(
    "script-user-agent",
    "warning",
    "A script asks what the visitor's browser is",
    why="Content that differs by browser is how pages are hidden from reviewers (cloaking). Pages "
    "that look as if they did are rejected with those that do.",
    fix="Show everybody the same page; use style sheets for sizes, and OneLink for stores.",
    source=REVIEWS,
)
def user_agent(page: CheckedPage) -> Iterator[Found]:
    """No foreign script reads the user agent."""
    yield from _matches(page, _AGENT, "A script reads `{}`.")


@rule(
    "autoplay-sound",
    "warning",
    "A clip plays with sound by itself",
    why="Browsers stop clips that begin with sound, and visitors leave those that do.",
    fix="Add `muted`, or use the page's `video:`, which begins without sound.",
    source=IN_APP,
    needles=("autoplay",),
)
def autoplay(page: CheckedPage) -> Iterator[Found]:
    """What plays by itself is silent."""
    for node in page.tree.css("video[autoplay],audio[autoplay]"):
        if "muted" not in node.attributes:
            yield Found(Words("autoplay"), f"<{node.tag} autoplay> is not muted.")


@rule(
    "modal-without-close",
    "warning",
    "A window over the page has no way out",
    why="A pop-up that can be closed only by giving data, or not at all, is rejected.",
    fix="Give it a button that closes it, or put its content into the page.",
    source=REVIEWS,
    needles=("<dialog", "aria-modal", "role=dialog", 'role="dialog', "role=alertdialog"),
)
def modal(page: CheckedPage) -> Iterator[Found]:
    """A dialog that is open can be closed."""
    for node in page.tree.css("dialog[open],[aria-modal],[role=dialog],[role=alertdialog]"):
        if not node.css_first("button,[method=dialog],[href]"):
            yield Found(Words("dialog"), "A dialog is open and has nothing to close it with.")


@rule(
    "link-new-window",
    "warning",
    "A link opens a new window",
    why="TikTok's in-app browser opens new windows in some versions only; in the others nothing "
    "happens.",
    fix="Delete `target`.",
    source=IN_APP,
    needles=("_blank",),
)
def new_window(page: CheckedPage) -> Iterator[Found]:
    """Links open where they are."""
    for node in page.tree.css("a[target]"):
        if node.attributes.get("target") == "_blank":
            yield Found(
                Words("_blank"), f"The link to {node.attributes.get('href')} opens a new window."
            )


RULES = (
    redirect,
    script_redirect,
    back_trap,
    context_menu,
    auto_download,
    user_agent,
    autoplay,
    modal,
    new_window,
)


def _codes(page: CheckedPage) -> Iterator[str]:
    """The foreign scripts, and the handlers that stand in attributes of the author's HTML."""
    for script in page.scripts:
        yield script.text
    if "<" in page.body:
        yield from re.findall(r"<[a-zA-Z][^>]*\son[a-z]+\s*=[^>]*>", page.body)


def _matches(page: CheckedPage, pattern: re.Pattern[str], message: str) -> Iterator[Found]:
    seen: set[str] = set()
    for text in _codes(page):
        for match in pattern.finditer(text):
            found = match.group(0).strip()
            if found not in seen:
                seen.add(found)
                yield Found(Words(found), message.format(found))
