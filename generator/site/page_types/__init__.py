"""The page types, one class each, by the word that `type:` says."""

import importlib
from collections.abc import Iterator, Mapping

from generator.site.page_types.page import Page


class PageTypes(Mapping[str, type[Page]]):
    """Every page type by its word; its module is loaded when somebody asks for it.

    A build of product pages need not load what briefs for creators are made of. By their words the
    types are in modules beside this one: `web-to-app` is `WebToApp` in web_to_app.py.
    """

    def __init__(self, *words: str) -> None:
        self._words = words
        self._loaded: dict[str, type[Page]] = {}

    def __getitem__(self, word: str) -> type[Page]:
        if word not in self._loaded:
            if word not in self._words:
                raise KeyError(word)
            module = importlib.import_module(f"{__name__}.{word.replace('-', '_')}")
            self._loaded[word] = getattr(module, word.title().replace("-", ""))
        return self._loaded[word]

    def __contains__(self, word: object) -> bool:
        return word in self._words

    def __iter__(self) -> Iterator[str]:
        return iter(self._words)

    def __len__(self) -> int:
        return len(self._words)


PAGE_TYPES = PageTypes(
    "ecommerce",
    "entertainment",
    "product",
    "web-to-app",
    "stores",
    "creator-brief",
    "account-link",
)

__all__ = ["PAGE_TYPES", "Page"]
