"""`variants:` on a page: versions that visitors are divided among, and that links tell apart."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from msgspec.structs import replace

from generator.errors import InputError
from generator.links.presets import OFF
from generator.site.layers import Given, Layers, section
from generator.source import KeyPath

VARIANTS = "variants"
_OWN_KEYS = frozenset({"weight"})
_NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*\Z")
_DEFAULT_SLOT = "af_sub3"


def variant_weights(data: Mapping[str, Any]) -> tuple[tuple[str, int], ...]:
    """The names and weights of a page's variants, in their order; empty for a page without."""
    said = data.get(VARIANTS)
    if not isinstance(said, dict):
        return ()
    return tuple(
        (name, settings.get("weight", 1) if isinstance(settings, dict) else 1)
        for name, settings in said.items()
    )


def variant_mistakes(data: Mapping[str, Any]) -> Iterator[tuple[KeyPath, InputError]]:
    """What is wrong with a page's variants, with where it stands."""
    said = data.get(VARIANTS)
    if said is None:
        return
    if not isinstance(said, dict) or len(said) < 2:
        yield (
            (VARIANTS,),
            InputError(
                "variants-few",
                "`variants` must be at least two groups of settings, by name.",
                "Write `variants: {a: {}, b: {headline: Another headline}}`.",
            ),
        )
        return
    for name, settings in said.items():
        if not _NAME.match(name):
            yield (
                (VARIANTS, name),
                InputError(
                    "variant-name",
                    f"{name!r} cannot be a variant's name, which stands in its address.",
                    "Use small letters, digits and hyphens: a, long-story.",
                ),
            )
        if not isinstance(settings, dict) and settings is not None:
            yield (
                (VARIANTS, name),
                InputError(
                    "value-wrong-kind",
                    f"The variant {name} must be keys with values.",
                    "Write what it says differently, or {} for the page as it is.",
                ),
            )
            continue
        weight = (settings or {}).get("weight", 1)
        if isinstance(weight, bool) or not isinstance(weight, int) or not 0 <= weight <= 1000:
            yield (
                (VARIANTS, name, "weight"),
                InputError(
                    "variant-weight",
                    f"{weight} is no weight.",
                    "Write a whole number from 0 to 1000: 1 and 3 send three of four visitors to "
                    "the second.",
                ),
            )
    weights = [weight for _, weight in variant_weights(data)]
    if all(isinstance(weight, int) for weight in weights) and sum(weights) == 0:
        yield (
            (VARIANTS,),
            InputError(
                "variant-weight",
                "No visitor would see any variant: all weights are 0.",
                "Give at least one of them a weight.",
            ),
        )


def variant_layers(layers: Layers, name: str) -> Layers:
    """The layers of one variant: the page's, the variant's own settings, its name in every link."""
    documents = list(layers.documents)
    for layer in layers.documents:
        if layer.has((VARIANTS, name)) and isinstance(layer.data[VARIANTS][name], dict):
            documents.append(section(layer, (VARIANTS, name), _OWN_KEYS))
    made = replace(layers, documents=documents)
    attribution = _with_name(made.data.get("attribution") or {}, name)
    given = Given(documents[-1], {"attribution": attribution})
    return replace(layers, documents=[*documents, given])


def slot_mistake(attribution: Mapping[str, Any]) -> tuple[KeyPath, InputError] | None:
    """The mistake of a site that sends something else where the variant's name should be."""
    slot = attribution.get("variant", _DEFAULT_SLOT)
    mapping = attribution.get("mapping")
    if slot == OFF or not isinstance(mapping, dict) or slot not in mapping:
        return None
    return (
        ("attribution", "mapping", slot),
        InputError(
            "variant-slot",
            f"{slot} is to say which variant a visitor saw, and `mapping` sends something else "
            "in it.",
            "Choose another parameter with `attribution: {variant: af_sub4}`, or `off`.",
        ),
    )


def _with_name(attribution: Mapping[str, Any], name: str) -> dict[str, Any]:
    """Attribution settings whose links say the variant's name."""
    slot = attribution.get("variant", _DEFAULT_SLOT)
    if slot == OFF:
        return dict(attribution)
    mapping = attribution.get("mapping") or {}
    return {**attribution, "mapping": {**mapping, slot: {"keys": [], "default": name}}}
