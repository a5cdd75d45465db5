"""Markets: the copies of a page for one country each, and what each of them says differently."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import Any

from msgspec import Struct

from generator.errors import InputError, Problem
from generator.site.layers import Section
from generator.site.page_types import PAGE_TYPES
from generator.site.validation import choose
from generator.source import Document, KeyPath
from generator.spelling import closest

MARKETS = "markets"
OWN_KEYS = frozenset({"path", "default"})
"""What a market says of itself in site.yaml, and no page inherits."""
_NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*\Z")
_PLACEHOLDER = re.compile(r"\{(\w*)\}")


class Market(Struct, frozen=True):
    """One market of a site.

    Attributes:
        key: Its name in site.yaml, and `{{ market.key }}` in texts.
        country, language, currency: What holds there unless a page says otherwise.
        path: What `{market}` in the site's scheme of paths becomes; may be empty.
        is_default: Whether visitors of no market in particular are sent to it (`x-default`).
    """

    key: str
    country: str
    language: str
    currency: str
    path: str
    is_default: bool

    @property
    def hreflang(self) -> str:
        """The market's language and country as `hreflang` writes them: de-AT, pt-BR, zh-Hant-TW."""
        names_country = re.search("-[A-Z]{2}$", self.language)
        return self.language if names_country else f"{self.language}-{self.country}"

    def address(self, scheme: str, path: str) -> str:
        """The path of this market's copy of the page at `path`, by the site's scheme."""
        values = {
            "market": self.path,
            "path": path,
            "country": self.country.lower(),
            "language": self.language.lower(),
        }
        made = _PLACEHOLDER.sub(lambda match: values[match[1]], scheme)
        return "/".join(step for step in made.split("/") if step)


class MarketSettings:
    """What the documents of one page say about markets.

    Args:
        documents: The site's document, those of the folders, the page's.
        known: The site's markets by their keys.
    """

    def __init__(self, documents: Sequence[Document], known: Mapping[str, Market]) -> None:
        self._documents = documents
        self._known = known

    def problems(self) -> Iterator[Problem]:
        """Markets that are not known, and settings that are none."""
        for document in self._documents:
            said = document.data.get(MARKETS)
            if said is None or _is_site(document):  # those of the site were told by `read_markets`
                continue
            names: Iterable[tuple[str, KeyPath]]
            if isinstance(said, list):
                names = [(str(name), (MARKETS, number)) for number, name in enumerate(said)]
            elif isinstance(said, dict):
                names = [(name, (MARKETS, name)) for name in said]
            else:
                yield _at(
                    document,
                    (MARKETS,),
                    InputError(
                        "value-wrong-kind",
                        "`markets` must be a list of markets, or settings for each of them.",
                        "Write `markets: [us, de]`, or `markets: {de: {title: ...}}`.",
                    ),
                )
                continue
            for name, path in names:
                if name not in self._known:
                    yield _at(document, path, self._unknown(name), of_key=True)
                elif isinstance(said, dict) and said[name] != "off":
                    yield from _setting_problems(document, path, said[name])

    def _unknown(self, name: str) -> InputError:
        if not self._known:
            return InputError(
                "market-unknown",
                f"There is no market {name!r}: site.yaml has no markets.",
                "Write `markets: {us: {country: US, language: en, currency: USD}}` there.",
            )
        return InputError(
            "market-unknown", f"There is no market {name!r}.", choose(name, list(self._known))
        )

    def chosen(self) -> list[Market]:
        """The markets that the page is for: all of them, unless the nearest list says which."""
        chosen = set(self._known)
        for document in self._documents:
            said = document.data.get(MARKETS)
            if isinstance(said, list):
                chosen = {str(name) for name in said}
            elif isinstance(said, dict):
                for name, settings in said.items():
                    (chosen.discard if settings == "off" else chosen.add)(name)
        return [market for market in self._known.values() if market.key in chosen]

    def sections(
        self, market: Market, documents: Iterable[Document], known: Collection[str]
    ) -> Iterator[Section]:
        """What some of the documents say for a market, the outermost first.

        Args:
            market: The market.
            documents: The documents.
            known: The keys that mean something to the page: a site and a folder may say more, for
                pages of other types.
        """
        for document in documents:
            said = document.data.get(MARKETS)
            settings = said.get(market.key) if isinstance(said, dict) else None
            if isinstance(settings, dict):
                hidden = {key for key in settings if key not in known and key in anywhere()}
                if _is_site(document):
                    hidden |= OWN_KEYS
                yield Section(document, (MARKETS, market.key), frozenset(hidden))


def _is_site(document: Document) -> bool:
    return document.file.name == "site.yaml"


def _at(document: Document, path: KeyPath, error: InputError, *, of_key: bool = False) -> Problem:
    place = document.place(path, of_key=of_key)
    return error.at(place, document.excerpt(place))


@cache
def anywhere() -> frozenset[str]:
    """Every key that some page type knows."""
    return frozenset().union(*(model.model_fields for model in PAGE_TYPES.values()))


def _setting_problems(document: Document, path: KeyPath, settings: Any) -> Iterator[Problem]:
    if not isinstance(settings, dict):
        yield _at(
            document,
            path,
            InputError(
                "value-wrong-kind",
                f"The settings of the market {path[-1]} must be keys with values.",
                "Write `{country: US, language: en, currency: USD}`, or `off` for no page there.",
            ),
        )
        return
    own = OWN_KEYS if _is_site(document) else frozenset()
    for key in settings:
        if key not in own and key not in anywhere():
            close = closest(key, sorted({*anywhere(), *own}))
            hint = f"Did you mean `{close}`?" if close else "`landfast schema` lists every key."
            error = InputError("key-unknown", f"The key `{key}` is not known here.", hint)
            yield _at(document, (*path, key), error, of_key=True)


def read_markets(
    document: Document, shared: Mapping[str, Any]
) -> tuple[dict[str, Market], list[Problem]]:
    """The markets that site.yaml names, in its order, and what is wrong with them.

    Args:
        document: site.yaml.
        shared: Country, language and currency of the site itself.
    """
    said = document.data.get(MARKETS)
    if not isinstance(said, dict) or not said:  # what is no group of markets, validation tells
        return {}, []
    problems: list[Problem] = []
    found: dict[str, Market] = {}
    default = next(
        (key for key, settings in said.items() if _says_default(settings)), next(iter(said))
    )
    for key, settings in said.items():
        if not _NAME.match(key):
            error = InputError(
                "market-name",
                f"{key!r} cannot be a market's name, which stands in addresses.",
                "Use small letters, digits and hyphens: us, de-at.",
            )
            problems.append(_at(document, (MARKETS, key), error, of_key=True))
            continue
        problems.extend(_setting_problems(document, (MARKETS, key), settings))
        if not isinstance(settings, dict):
            continue
        country, language, currency = (
            str(settings.get(name, shared[name])) for name in ("country", "language", "currency")
        )
        path = settings.get("path", key)
        path = str(path or "").strip("/")
        found[key] = Market(key, country, language, currency, path, key == default)
    return found, problems


def _says_default(settings: Any) -> bool:
    return isinstance(settings, dict) and settings.get("default") is True
