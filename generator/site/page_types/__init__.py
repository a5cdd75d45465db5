"""The page types, one class each, by the word that `type:` says."""

from generator.site.page_types.account_link import AccountLink
from generator.site.page_types.creator_brief import CreatorBrief
from generator.site.page_types.ecommerce import Ecommerce
from generator.site.page_types.entertainment import Entertainment
from generator.site.page_types.page import Page
from generator.site.page_types.private_page import PrivatePage
from generator.site.page_types.product import Product
from generator.site.page_types.stores import Stores
from generator.site.page_types.web_to_app import WebToApp

PAGE_TYPES: dict[str, type[Page]] = {
    "ecommerce": Ecommerce,
    "entertainment": Entertainment,
    "product": Product,
    "web-to-app": WebToApp,
    "stores": Stores,
    "creator-brief": CreatorBrief,
    "account-link": AccountLink,
}

__all__ = [
    "PAGE_TYPES",
    "AccountLink",
    "CreatorBrief",
    "Ecommerce",
    "Entertainment",
    "Page",
    "PrivatePage",
    "Product",
    "Stores",
    "WebToApp",
]
