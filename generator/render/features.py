"""What a page's script does besides links, by what the page has."""

from collections.abc import Iterator

from generator.site import Page
from generator.site.destinations import App, OneLinkStore

_MEASURES = frozenset({"banner-sdk", "impression", "persistence", "pixel", "smart-script"})


def page_features(page: Page, link_features: frozenset[str]) -> frozenset[str]:
    """The features of `generator.runtime.bundle` that a page asks for, those of its links included.

    A template that uses a macro of `partials/` on another page adds its feature itself.
    """
    features = {*link_features, *page.abilities()}
    if page.countdown:
        features.add("countdown")
    if page.pixels:
        features.add("pixel")
    if page.banner:
        features.add("banner" if page.banner.engine == "landfast" else "banner-sdk")
    if page.attribution.engine == "appsflyer":
        features.add("smart-script")
    # Where nothing is measured and nothing stored, there is nothing to ask for.
    consent = page.consent.mode_in(page.country)
    if consent != "none" and features & _MEASURES:
        features.add("consent")
        if consent == "ask":
            features.add("consent-bar")
    return frozenset(features)


def app_link_ids(page: Page) -> Iterator[str]:
    """The ids of the page's links that a phone opens in the app or its store."""
    for link_id, destination in page.destinations().items():
        if isinstance(destination, (App, OneLinkStore)):
            yield link_id
