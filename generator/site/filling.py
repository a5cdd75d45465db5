"""Front matter with `{{ ... }}` in it, filled in for one row, market and visit."""

from collections.abc import Mapping, Sequence
from typing import Any

from msgspec import Struct, field

from generator.errors import InputError, Place, Problem
from generator.site.author_text import AuthorText, author_text, has_code
from generator.site.layers import Layers
from generator.site.visit_text import VisitText, VisitTexts
from generator.source import KeyPath
from generator.source.record import Record

_NO_COPY = frozenset(
    {
        "app_id",
        "campaign_code",
        "code",
        "deep_link",
        "file",
        "handle",
        "invite_links",
        "onelink",
        "path",
        "secret",
        "src",
        "task_url",
        "url",
        "web_key",
    }
)
_NO_COPY_BELOW = frozenset(
    {"attribution", "brand", "company", "consent", "look", "pixels", "theme"}
)
"""Settings that are no words on the page, so that nothing of an address may come into them."""


class Templates(Struct, frozen=True):
    """The texts with code in a page's front matter, found once for all of its rows.

    Attributes:
        texts: The way to each of them.
        tree: The same as a tree: what stands under a key or index of a group or list.
    """

    texts: Mapping[KeyPath, AuthorText]
    tree: Mapping[str | int, Any]

    @classmethod
    def of(cls, layers: Layers) -> tuple["Templates", list[Problem]]:
        """The texts with code in `layers`, and those that cannot be read."""
        texts: dict[KeyPath, AuthorText] = {}
        problems: list[Problem] = []
        coded: list[tuple[KeyPath, str]] = []
        # Most pages have no code: it would take long to look for it in every one of their values.
        if not (all(layer.is_plain for layer in layers.documents) and _is_plain(layers.beneath)):
            _find_coded(layers.data, (), coded)
        for path, text in coded:
            try:
                texts[path] = author_text(text)
            except InputError as error:
                problems.append(layers.problem(path, error))
        tree: dict[str | int, Any] = {}
        for path, made in texts.items():
            within = tree
            for step in path[:-1]:
                within = within.setdefault(step, {})
            within[path[-1]] = made
        return cls(texts, tree), problems

    def text(self, path: KeyPath) -> AuthorText | None:
        """The text at `path`, or the one that a part of it or that which holds it comes from."""
        for length in range(len(path), 0, -1):
            if path[:length] in self.texts:
                return self.texts[path[:length]]
        below = (known for known in self.texts if known[: len(path)] == path)
        return next((self.texts[known] for known in below), None)


def _is_plain(data: Mapping[str, Any]) -> bool:
    coded: list[tuple[KeyPath, str]] = []
    _find_coded(data, (), coded)
    return not coded


def _find_coded(value: Any, path: KeyPath, found: list[tuple[KeyPath, str]]) -> None:
    if isinstance(value, str):
        if has_code(value):
            found.append((path, value))
    elif isinstance(value, dict):
        for key, inner in value.items():
            _find_coded(inner, (*path, key), found)
    elif isinstance(value, list):
        for number, inner in enumerate(value):
            _find_coded(inner, (*path, number), found)


class FilledLayers(Layers, frozen=True):
    """The layers of one page of many: its problems stand in its row as well as in its front matter.

    Attributes:
        templates: The texts with code.
        records: The rows by the names by which templates call them.
        filled: The data as the row fills it.
    """

    templates: Templates = field(default_factory=lambda: Templates({}, {}))
    records: Mapping[str, Record] = field(default_factory=dict)
    filled: Mapping[str, Any] = field(default_factory=dict)

    @property
    def data(self) -> dict[str, Any]:
        """The merged data, filled in."""
        return dict(self.filled)

    def place(self, path: KeyPath, *, of_key: bool = False) -> tuple[Place, str]:
        """Where the row gives the value at `path`; where the front matter does if it does not."""
        found = row_place(self.templates.text(path), self.records)
        return found or super().place(path, of_key=of_key)

    def problem(self, path: KeyPath, error: InputError) -> Problem:
        """The mistake `error` in the value at `path`, with the place in the front matter too."""
        place, excerpt = self.place(path)
        written, _ = super().place(path)
        related = (written,) if written != place else ()
        return Problem(error.code, error.message, error.hint, place, excerpt, related)


def row_place(text: AuthorText | None, records: Mapping[str, Record]) -> tuple[Place, str] | None:
    """The place of the first value of a row that a text uses, with the line there."""
    for name, column in text.columns if text else ():
        if name in records:
            return records[name].place(column)
    return None


def fill(
    layers: Layers,
    templates: Templates,
    records: Mapping[str, Record],
    context: Mapping[str, Any],
    texts: VisitTexts,
) -> tuple[dict[str, Any], dict[KeyPath, Problem]]:
    """The data of `layers` with its texts computed; a list loses the items that come to nothing.

    Args:
        layers: The page's layers.
        templates: Their texts with code.
        records: The page's rows.
        context: What templates know.
        texts: Takes the words that come from the visitor's address.

    Returns:
        The data, and the problems of the texts that cannot be computed, by where they stand.
    """
    problems: dict[KeyPath, Problem] = {}

    def computed(path: KeyPath, text: AuthorText) -> Any:
        try:
            before = len(texts.found)
            value = text.value(context, texts)
            if len(texts.found) > before and not is_copy(path):
                raise _no_copy(path, texts.found[-1])
            return value
        except InputError as error:
            problems[path] = _text_problem(layers, path, text, records, error)
            return None

    def filled(value: Any, tree: Any, path: KeyPath) -> Any:
        if isinstance(tree, AuthorText):
            return computed(path, tree)
        if isinstance(value, dict):
            made = {key: filled(value[key], inner, (*path, key)) for key, inner in tree.items()}
            return {**value, **made}
        items = [
            filled(item, tree[number], (*path, number)) if number in tree else item
            for number, item in enumerate(value)
        ]
        kept: list[Any] = []
        for number, item in enumerate(items):
            if number in tree and isinstance(item, list):
                kept.extend(item)  # `gallery: ["{{ row.image }}", "{{ row.more_images }}"]`
            elif item is not None:
                kept.append(item)
        return kept

    data = layers.data
    made = {
        str(key): filled(data[str(key)], inner, (key,)) for key, inner in templates.tree.items()
    }
    # A whole setting that comes to nothing is one that was not made.
    data = {key: made.get(key, value) for key, value in data.items()}
    return {k: v for k, v in data.items() if v is not None or k not in made}, problems


def is_copy(path: Sequence[str | int]) -> bool:
    """Whether the setting at `path` is words on the page."""
    names = [step for step in path if isinstance(step, str)]
    return names[0] not in _NO_COPY_BELOW and names[-1] not in _NO_COPY


def _no_copy(path: KeyPath, text: VisitText) -> InputError:
    name = next(step for step in reversed(path) if isinstance(step, str))
    return InputError(
        "visit-not-copy",
        f"visit.{text.key} stands in `{name}`, and only words on the page can come from the "
        "visitor's address.",
        "Links carry the visitor's parameters on by themselves; see `attribution: {mapping: ...}`.",
    )


def _text_problem(
    layers: Layers,
    path: KeyPath,
    text: AuthorText,
    records: Mapping[str, Record],
    error: InputError,
) -> Problem:
    # A name that is not known is the page's mistake, and told once; a value is its row's.
    found = row_place(text, records) if error.code == "template-error" else None
    if found is None:
        return layers.problem(path, error)
    written, _ = layers.place(path)
    return Problem(error.code, error.message, error.hint, found[0], found[1], (written,))
