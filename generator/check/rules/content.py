"""Content: texts that reviewers would not let pass."""

import re
from collections.abc import Iterator
from functools import lru_cache

from generator.check.languages import LanguageGuess, guess_language
from generator.check.page import CheckedPage
from generator.check.rule import Found, Words, rule
from generator.check.sources import POLICY, REVIEWS
from generator.source import KeyPath

FEWEST_WORDS = 25
"""Fewer words than this say too little to be a page of their own."""

_PLACEHOLDER = re.compile(
    r"\bFIX"
    r"ME\b|\bTBD\b|(?i:lorem ipsum|dolor sit amet|\[(?:insert|your|add) [^\]]*\]|"
    r"<(?:insert|your) [^>]*>|your (?:text|headline|title) here|placeholder text)"
)
_REMINDER = re.compile(r"\bTO" r"DO\b")
_EVERYTHING = ("es", "pt", "gl")  # languages in which the reminder is a common word
_SOON = re.compile(
    r"coming soon|launching soon|under construction|demnächst verfügbar|bientôt disponible|"
    r"próximamente|em breve|prossimamente|近日公開|곧 출시",
    re.IGNORECASE,
)
_MACRO = re.compile(r"__[A-Za-z][A-Za-z0-9_]*__|\{\{[^{}]{1,60}\}\}|\$\{[^{}]{1,60}\}")
_LETTERS = re.compile(r"[^\W\d_]")
_DENSE = re.compile("[\u2e80-\U0010ffff]")  # scripts that put no spaces between words
_FEWEST_CAPITALS = 14
_HOSTS = re.compile(
    r"(?:^|\.)(?:example\.(?:com|net|org)|example|test|invalid|localhost|yourdomain\.com)$"
)


@rule(
    "placeholder-text",
    "error",
    "Text is still missing",
    why="Pages that are under construction or incomplete are rejected.",
    fix="Write the text, or delete the placeholder.",
    source=POLICY,
    html=True,
    needles=(
        "lorem",
        "dolor",
        "todo",
        "fixme",
        "tbd",
        "[insert",
        "[your",
        "[add",
        "&lt;",
        " here",
        "placeholder text",
    ),
)
def placeholder(page: CheckedPage) -> Iterator[Found]:
    """No text stands in for another that is still to be written."""
    found = _distinct(_PLACEHOLDER.finditer(page.text))
    if page.page.language.split("-")[0] not in _EVERYTHING:
        found += _distinct(_REMINDER.finditer(page.text))
    for match in found:
        yield Found(Words(match), f"The page still says “{match}”.")


@rule(
    "coming-soon",
    "warning",
    "The page announces what is not there yet",
    why="A page whose offer cannot be had yet counts as incomplete.",
    fix="Say what can be had now, or wait with the campaign.",
    source=POLICY,
)
def soon(page: CheckedPage) -> Iterator[Found]:
    """The page offers something that is there."""
    for match in _distinct(_SOON.finditer(page.own_words)):
        yield Found(Words(match), f"The page says “{match}”.")


@rule(
    "placeholder-link",
    "warning",
    "An address belongs to nobody",
    why="The names example.com, .example, .test and the like are reserved for documentation: a "
    "button to one of them leads nowhere, and a review ends there.",
    fix="Write the real address.",
    source=POLICY,
)
def example_host(page: CheckedPage) -> Iterator[Found]:
    """No link leads to a name that is reserved for examples."""
    for addresses in (_site_addresses(page), _page_addresses(page)):
        found = {host: path for path, url in addresses if _HOSTS.search(host := _host(url))}
        if found:
            names = " and ".join(found)
            what = "is a name" if len(found) == 1 else "are names"
            path = next(iter(found.values()))
            yield Found(path, f"{names} {what} for examples, where no page can be.")


@rule(
    "macro-in-text",
    "warning",
    "A macro stands in the text",
    why="Networks fill macros into the address of an ad, never into a page: visitors read the "
    "macro itself.",
    fix="Write what visitors shall read.",
    source=REVIEWS,
    needles=("__", "{{", "${"),
)
def macro(page: CheckedPage) -> Iterator[Found]:
    """Visitors read no macros."""
    for match in _distinct(_MACRO.finditer(page.text)):
        yield Found(Words(match), f"Visitors read “{match}”.")


@rule(
    "text-short",
    "warning",
    "The page says very little",
    why="Pages with too little content of their own are rejected or shown less.",
    fix="Say what it is, for whom, and what happens after the tap; the Markdown body, `features:` "
    "and `faq:` are there for it.",
    source=POLICY,
)
def short(page: CheckedPage) -> Iterator[Found]:
    """The page has some text of its own."""
    words = len(page.own_words.split())
    dense = 0 if page.own_words.isascii() else len(_DENSE.findall(page.own_words))
    if words + dense // 2 < FEWEST_WORDS:
        yield Found(
            (), f"The page has {words} words of its own, and fewer than {FEWEST_WORDS} are too few."
        )


@rule(
    "text-capitals",
    "warning",
    "Words are shouted",
    why="Excessive capitals are among the reasons for which reviewers reject pages. Themes write "
    "capitals where they look good; the text itself need not.",
    fix="Write it as in a sentence.",
    source=REVIEWS,
)
def capitals(page: CheckedPage) -> Iterator[Found]:
    """Titles and labels are not written in capitals."""
    for path, text in _top_texts(page):
        letters = _LETTERS.findall(text)
        upper = [letter for letter in letters if letter.isupper()]
        if len(letters) >= _FEWEST_CAPITALS and len(upper) > 0.7 * len(letters):
            yield Found(path, f"“{text}” is written in capitals.")


@rule(
    "language-country",
    "warning",
    "The page's language is not spoken in its country",
    why="TikTok rejects pages in another language than the country that their ads run in.",
    fix="Write `language:` beside `country:`, each as it is meant.",
    source=REVIEWS,
)
def country(page: CheckedPage) -> Iterator[Found]:
    """The language is one of the country's."""
    shown = page.page
    spoken = _languages(shown.country)
    if spoken and shown.language.split("-")[0] not in spoken:
        yield Found(
            ("language",),
            f"The page is marked as written in {shown.language}, and the languages of "
            f"{shown.country} are {', '.join(sorted(spoken)[:4])}.",
        )


@rule(
    "language-text",
    "warning",
    "The text is in another language than the page says",
    why="Reviewers, screen readers and translation tools go by the language that the page names.",
    fix="Correct `language:`, or translate the text.",
    source=REVIEWS,
)
def language(page: CheckedPage) -> Iterator[Found]:
    """The text is written in the page's language."""
    said = page.page.language.split("-")[0]
    guess: LanguageGuess | None = guess_language(page.own_words)
    if guess is not None and said not in guess.languages:
        yield Found(
            ("language",),
            f"The page is marked as {page.page.language}, and its text reads as "
            f"{' or '.join(guess.languages)}.",
        )


@rule(
    "indexed",
    "note",
    "Search engines may list the page",
    why="Pages made for ads are usually kept out of search results, so that their offers are not "
    "found after they ended and their numbers stay clean.",
    fix="Delete `robots: index`, unless the page is meant to be found.",
    source=REVIEWS,
)
def indexed(page: CheckedPage) -> Iterator[Found]:
    """A page for ads is not listed."""
    if page.page.robots == "index":
        yield Found(("robots",), "Search engines are allowed to list this page.")


RULES = (
    placeholder,
    soon,
    example_host,
    macro,
    short,
    capitals,
    country,
    language,
    indexed,
)


def _distinct(matches: Iterator[re.Match[str]]) -> list[str]:
    return list(dict.fromkeys(match.group(0) for match in matches))


def _top_texts(page: CheckedPage) -> Iterator[tuple[KeyPath, str]]:
    for key in ("title", "headline", "kicker"):
        text = getattr(page.page, key)
        if text:
            yield (key,), text
    for link_id, destination in page.destinations.items():
        if link_id != "coupon" and destination.label:
            yield (*page.paths[link_id], "label"), destination.label


def _site_addresses(page: CheckedPage) -> Iterator[tuple[KeyPath, str]]:
    """The site's own address and those of the company, with where they are written."""
    yield ("url",), page.planned.site.config.url
    company = page.page.company
    for key in ("privacy_url", "terms_url", "returns_url", "shipping_url", "imprint_url"):
        url = getattr(company, key) if company else None
        if url:
            yield ("company", key), url


def _page_addresses(page: CheckedPage) -> Iterator[tuple[KeyPath, str]]:
    """The addresses that the page's buttons lead to, with where they are written."""
    for link_id, destination in page.destinations.items():
        url = getattr(destination, "url", None)
        if url:
            path = page.paths[link_id]
            yield path if link_id == "coupon" else (*path, "url"), url


def _host(url: str) -> str:
    return re.split(r"[/?#:]", url.partition("://")[2], maxsplit=1)[0].lower()


@lru_cache(maxsize=512)
def _languages(territory: str) -> frozenset[str]:
    """The languages in which people of a country read ads."""
    from babel.languages import get_official_languages, get_territory_language_info

    codes = {*get_official_languages(territory, regional=True, de_facto=True)}
    for code, facts in get_territory_language_info(territory).items():
        if float(facts["population_percent"] or 0) >= 10:
            codes.add(code)
    return frozenset(code.split("_")[0] for code in codes)
