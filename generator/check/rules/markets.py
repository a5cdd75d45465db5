"""Markets: what a copy of a page still says in another market's language or currency."""

from collections.abc import Iterator
from typing import Any

from generator.check.languages import guess_language
from generator.check.page import CheckedPage
from generator.check.rule import Found, Words, rule
from generator.check.sources import ANCHORS, REVIEWS
from generator.site.author_text import has_code
from generator.site.config import SiteConfig
from generator.source import Document, KeyPath

_TEXTS: tuple[KeyPath, ...] = (
    ("title",),
    ("headline",),
    ("kicker",),
    ("description",),
    ("coupon", "text"),
    ("countdown", "label"),
    ("cta", "note"),
    ("app", "tagline"),
)
_LISTS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("features", ("title", "text")),
    ("faq", ("question", "answer")),
    ("testimonials", ("quote",)),
    ("facts", ()),
)
_FEWEST_WORDS = 4
"""Shorter texts are often names, which are the same in every language."""


@rule(
    "market-untranslated",
    "warning",
    "A market's page still speaks another language",
    why="TikTok rejects pages that are not in the language of the country that the ad runs in.",
    fix="Say it under `markets:` for that market, or in a file beside the page: NAME.de.md.",
    source=REVIEWS,
)
def untranslated(page: CheckedPage) -> Iterator[Found]:
    """What a page says in a market is written for that market, where it has its own language."""
    spoken, written = _main(page.page.language), _main(_original(page, "language"))
    if page.planned.source.market is None or spoken == written:
        return
    for path in _paths(page):
        text = _value(page, path)
        layer = page.layers.source(path)
        if not isinstance(text, str) or not isinstance(layer, Document):
            continue
        if _is_written_for_all(page, layer) and _sounds_foreign(text, spoken):
            yield Found(
                path,
                f"The market {_market(page)} still says “{_shortened(text)}” as it stands for the "
                f"pages in {written}.",
            )
    source = page.planned.source
    if source.body_file == source.source and _sounds_foreign(page.body, spoken):
        first = next((line for line in page.body.split("\n") if line.strip()), "")
        if first and ":::" not in _written_body(page):
            yield Found(
                Words(first),
                f"The market {_market(page)} still has the text of the pages in {written}.",
                "Write it in a file beside the page, or in sections: `::: de` ... `:::`.",
            )


@rule(
    "market-price",
    "warning",
    "A market's price is the number of another currency",
    why="29.00 meant as dollars becomes 29.00 euros without a word, and the page, the shop and the "
    "ad no longer agree.",
    fix="Write the market's own price: `markets: {de: {price: {now: 27.50}}}`.",
    source=ANCHORS,
)
def price(page: CheckedPage) -> Iterator[Found]:
    """A price was written for the market's currency."""
    shown, meant = page.page.currency, _original(page, "currency")
    if page.planned.source.market is None or shown == meant:
        return
    for key in ("now", "was"):
        path = ("price", key)
        layer = page.layers.source(path)
        if not isinstance(layer, Document) or not _is_written_for_all(page, layer):
            continue
        said = layer.data["price"]
        if "currency" not in said and not has_code(str(said[key])):
            yield Found(
                path,
                f"The market {_market(page)} shows {said[key]} {shown}, and the number stands for "
                f"the pages in {meant}.",
            )


def _original(page: CheckedPage, key: str) -> str:
    """What holds for the page without its market."""
    said: str = SiteConfig.model_fields[key].default
    for layer in page.layers.documents:
        if isinstance(layer, Document) and _is_written_for_all(page, layer):
            said = str(layer.data.get(key, said))
    return said


def _is_written_for_all(page: CheckedPage, layer: Document) -> bool:
    """Whether a document is no translation of the page."""
    source = page.planned.source.source
    return layer.file == source or layer.file.suffix == ".yaml"


def _paths(page: CheckedPage) -> Iterator[KeyPath]:
    yield from _TEXTS
    for name, keys in _LISTS:
        items = page.layers.data.get(name)
        for number in range(len(items) if isinstance(items, list) else 0):
            for key in keys or ("",):
                yield (name, number, key) if key else (name, number)


def _value(page: CheckedPage, path: KeyPath) -> object:
    value: Any = page.layers.data
    for step in path:
        try:
            value = value[step]
        except (KeyError, IndexError, TypeError):
            return None
    return value


def _sounds_foreign(text: str, spoken: str) -> bool:
    """Whether a text may well be in another language: long enough, and not clearly in this one."""
    if len(text.split()) < _FEWEST_WORDS:
        return False
    guess = guess_language(text)
    return guess is None or spoken not in guess.languages


def _written_body(page: CheckedPage) -> str:
    """The text as it stands in its file, with its sections."""
    source = page.planned.source
    found = (layer for layer in page.layers.documents if isinstance(layer, Document))
    return next((layer.body for layer in found if layer.file == source.body_file), "")


def _market(page: CheckedPage) -> str:
    market = page.planned.source.market
    return market.key if market else ""


def _main(language: str) -> str:
    return language.split("-")[0]


def _shortened(text: str) -> str:
    return text if len(text) <= 40 else f"{text[:39].rstrip()}…"


RULES = (untranslated, price)
