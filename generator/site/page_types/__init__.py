"""The page types, one class each, by the word that `type:` says."""

from generator.site.page_types.ecommerce import Ecommerce
from generator.site.page_types.entertainment import Entertainment
from generator.site.page_types.page import Page
from generator.site.page_types.product import Product
from generator.site.page_types.stores import Stores
from generator.site.page_types.web_to_app import WebToApp

PAGE_TYPES: dict[str, type[Page]] = {
    "ecommerce": Ecommerce,
    "entertainment": Entertainment,
    "product": Product,
    "web-to-app": WebToApp,
    "stores": Stores,
}

__all__ = [
    "PAGE_TYPES",
    "Ecommerce",
    "Entertainment",
    "Page",
    "Product",
    "Stores",
    "WebToApp",
]
