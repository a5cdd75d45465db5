"""The cross-platform page: one game or app in many stores, consoles and televisions included."""

from typing import Literal

from generator.site.page_types.web_to_app import AppPage


class Stores(AppPage):
    """As `web-to-app`, laid out for many stores of equal weight."""

    type: Literal["stores"]
    cta: str = "Choose your platform"
    """The words above the stores."""
