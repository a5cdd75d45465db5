"""What a page's script does besides links, by what the page has."""

from generator.site import Page

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
