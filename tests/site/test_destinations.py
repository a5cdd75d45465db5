"""Every store that a page can name has a name and a kind that people know."""

from typing import get_args

from generator.links import PLATFORMS, STORE_PLATFORMS
from generator.site.destinations import STORE_KINDS, STORE_NAMES, Apk, DirectStore, OneLinkStore


def test_every_store_is_named_and_placed() -> None:
    stores = {
        store
        for model in (OneLinkStore, DirectStore, Apk)
        for store in get_args(model.model_fields["store"].annotation)
    }
    assert set(STORE_NAMES) == stores
    assert set(STORE_KINDS) == stores
    assert set(STORE_KINDS.values()) == {"mobile", "computer", "console", "television"}


def test_pages_can_name_every_platform_of_direct_links() -> None:
    stores = set(get_args(DirectStore.model_fields["store"].annotation))
    assert stores == set(PLATFORMS) - set(STORE_PLATFORMS)
