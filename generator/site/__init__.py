"""Sites: site.yaml and page types, read with inheritance, validated and frozen."""

from generator.site.blueprint import SourcePage
from generator.site.config import SiteConfig
from generator.site.fields import MediaFile, RemoteFile
from generator.site.page_types import PAGE_TYPES, Page
from generator.site.site import (
    Site,
    load_config,
    load_site,
    load_source,
    load_what_is_right,
    problems_of_pages,
)

__all__ = [
    "PAGE_TYPES",
    "MediaFile",
    "Page",
    "RemoteFile",
    "Site",
    "SiteConfig",
    "SourcePage",
    "load_config",
    "load_site",
    "load_source",
    "load_what_is_right",
    "problems_of_pages",
]
