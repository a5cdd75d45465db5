"""Sites: site.yaml and page types, read with inheritance, validated and frozen."""

from generator.site.config import SiteConfig
from generator.site.fields import MediaFile
from generator.site.page_types import PAGE_TYPES, Page
from generator.site.site import Site, SourcePage, load_site

__all__ = [
    "PAGE_TYPES",
    "MediaFile",
    "Page",
    "Site",
    "SiteConfig",
    "SourcePage",
    "load_site",
]
