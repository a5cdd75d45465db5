"""What a page's script does besides links, by what the page has."""

from generator.site import Page
from generator.site.page_types import Ecommerce, Entertainment
from generator.site.page_types.web_to_app import AppPage


def page_features(page: Page) -> frozenset[str]:
    """The features of `generator.runtime.bundle` that the page's content asks for.

    A template that uses a macro of `partials/` on another page adds its feature itself.
    """
    features: set[str] = set()
    if isinstance(page, Ecommerce) and page.coupon:
        features.add("copy")
    if isinstance(page, (Entertainment, AppPage)) and page.video:
        features.add("clip")
    return frozenset(features)
