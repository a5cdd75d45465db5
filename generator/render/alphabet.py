"""The characters that a site's pages are written in, for fonts that hold no others."""

import html
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from itertools import chain
from typing import Any

from generator.render.wording import Words, day, locale, money
from generator.site import Site
from generator.source import read_text

_EVERYWHERE = (range(0x20, 0x7F), range(0xA0, 0x100))
"""English, and what names and prices borrow from its neighbours."""
# Dashes, quotation marks, bullet, ellipsis, primes, euro, trade mark, minus, arrows, stars, tick,
# thin spaces.
_PUNCTUATION = (
    "\u2013\u2014\u2018\u2019\u201a\u201c\u201d\u201e\u2039\u203a\u2022\u2026\u2032\u2033"
    "\u20ac\u2122\u2212\u2190\u2191\u2192\u2193\u2605\u2606\u2713\u2009\u202f"
)
_LATIN = (range(0x100, 0x180), range(0x218, 0x21C))
_CYRILLIC = (range(0x400, 0x460), range(0x490, 0x492))
_ARABIC = (range(0x600, 0x700),)
_ALPHABETS: dict[str, tuple[range, ...]] = {
    "ar": _ARABIC,
    "be": _CYRILLIC,
    "bg": _CYRILLIC,
    "el": (range(0x370, 0x400),),
    "fa": _ARABIC,
    "he": (range(0x590, 0x600),),
    "hi": (range(0x900, 0x980),),
    "ja": (range(0x3000, 0x3100), range(0xFF01, 0xFF60)),
    "ko": (range(0x3000, 0x3020),),
    "mk": _CYRILLIC,
    "mr": (range(0x900, 0x980),),
    "ru": _CYRILLIC,
    "sr": _CYRILLIC,
    "th": (range(0xE00, 0xE80),),
    "uk": _CYRILLIC,
    "ur": (*_ARABIC, range(0x750, 0x780)),
    "vi": (*_LATIN, range(0x1A0, 0x1B1), range(0x300, 0x324), range(0x1EA0, 0x1EFA)),
    "zh": (range(0x3000, 0x3020), range(0xFF01, 0xFF60)),
} | dict.fromkeys(
    ("az", "ca", "cs", "cy", "eo", "et", "eu", "ga", "gl", "hr", "hu", "lt", "lv", "mt", "pl", "ro",
     "sk", "sl", "sq", "tr"),
    _LATIN,
)  # fmt: skip
"""What a language writes beyond that. The characters of Chinese, and those that Japanese and Korean
share with it or build from parts, are too many to send: of them, only what the site says."""


def site_characters(site: Site, language: str, words: Words) -> str:
    """Every character of the site's pages in one language, and that language's alphabet, sorted.

    The same sources give the same characters, so that a site's font changes only with its text.

    Args:
        site: The site.
        language: The pages' language code; pages in others are left out.
        words: What templates say themselves in that language.
    """
    ranges = (*_EVERYWHERE, *_ALPHABETS.get(language.split("-")[0], ()))
    found = set(map(chr, chain.from_iterable(ranges)))
    found.update(_PUNCTUATION, *map(str, words.texts.values()))
    seen: set[int] = set()
    currencies: dict[str, set[str]] = {}
    # Neither validated nor rendered: what pages are made of holds every character of theirs.
    for instance in site.instances(lambda problem: None):
        blueprint = instance.blueprint
        data = blueprint.layers.data
        if data.get("language", site.config.language) != language:
            continue
        for record in instance.records.values():
            found.update(*_texts(record.values))
            currencies.setdefault(_country(data, site), set()).update(_codes(record.values))
        if id(blueprint) not in seen:
            seen.add(id(blueprint))
            found.update(html.unescape(blueprint.body_text))
            found.update(*_texts(data))
            own = {str(data.get("currency", site.config.currency)), *_codes(data.get("price"))}
            currencies.setdefault(_country(data, site), set()).update(own)
    for country, codes in sorted(currencies.items()):
        found.update(*_formatted(language, country, codes))
    for template in sorted((site.root / "theme" / "templates").rglob("*.html")):
        found.update(read_text(template))
    cased = {form for char in found for form in (*char.upper(), *char.lower())}
    return "".join(sorted(char for char in found | cased if _shows(char)))


def _country(data: Mapping[str, Any], site: Site) -> str:
    return str(data.get("country", site.config.country))


def _codes(values: Any) -> set[str]:
    """The currency that a group of values names, if it does."""
    said = values.get("currency") if isinstance(values, Mapping) else None
    return {said} if isinstance(said, str) and len(said) == 3 and said.isalpha() else set()


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for inner in value.values():
            yield from _texts(inner)
    elif isinstance(value, (list, tuple)):
        for inner in value:
            yield from _texts(inner)


def _formatted(language: str, country: str, currencies: Iterable[str]) -> Iterator[str]:
    """What dates and prices may hold besides digits: months, and the currencies' signs."""
    where = locale(language, country)
    for month in range(1, 13):
        yield day(date(2027, month, 28), where)
    for currency in currencies:
        yield money(Decimal("12345.67"), currency, where)


def _shows(char: str) -> bool:
    return unicodedata.category(char) not in ("Cc", "Cn", "Cs")
