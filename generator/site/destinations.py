"""Where a call to action leads, as the author wrote it."""

from typing import Annotated, Any, ClassVar, Literal

from pydantic import Field

from generator.site.config import Names
from generator.site.fields import AnyFile, HttpsUrl, Model, OneLinkUrl, Text

Carry = Literal["all", "none"] | Names


class Website(Model):
    """A page on the web, such as the shop's product page."""

    in_page_language: ClassVar[bool] = False
    """Whether the label is one of an anchor's nine, which the page says in its own language."""
    to: Literal["website"] = "website"
    label: Text
    """The words on the button."""
    url: HttpsUrl
    """Where it leads."""
    carry: Carry = "all"
    """Which parameters of the visit go along: all, none, or a list of their outgoing names."""
    note: Text | None = None
    """A few words under the button."""


class App(Model):
    """The brand's app through its OneLink: opened if it is there, else its store."""

    in_page_language: ClassVar[bool] = False
    to: Literal["app"]
    label: Text
    """The words on the button."""
    onelink: OneLinkUrl | None = None
    """Another OneLink template than the site's."""
    deep_link: Text | None = None
    """What the app opens (`deep_link_value`) where the visit names nothing else."""
    note: Text | None = None
    """A few words under the button."""


Cta = Annotated[Website | App, Field(discriminator="to")]


def with_website_default(value: Any) -> Any:
    """`to: website` may be left out."""
    if isinstance(value, dict) and "to" not in value:
        return {**value, "to": "website"}
    return value


class OneLinkStore(Model):
    """The App Store or Google Play, through OneLink."""

    store: Literal["app-store", "google-play"]
    via: Literal["onelink"] = "onelink"
    """Through the site's OneLink, which sends each phone to its own store."""
    label: Text | None = None
    """The words on the button; the store's name if left out."""
    onelink: OneLinkUrl | None = None
    """Another OneLink template than the site's."""
    deep_link: Text | None = None
    """What the app opens (`deep_link_value`) where the visit names nothing else."""


class DirectStore(Model):
    """A store for PCs, consoles or televisions, through AppsFlyer's direct click link."""

    store: Literal[
        "smartcast",
        "tizen",
        "roku",
        "webos",
        "vidaa",
        "playstation",
        "steam",
        "quest",
        "battlenet",
        "epic",
        "switch",
        "xbox",
        "nativepc",
    ]
    app_id: Annotated[Text, Field(max_length=200)]
    """The app's id as AppsFlyer lists it."""
    url: HttpsUrl
    """The app's page in that store."""
    label: Text | None = None
    """The words on the button; the store's name if left out."""


class Apk(Model):
    """An Android package offered for download."""

    store: Literal["apk"]
    url: HttpsUrl | None = None
    """Where the file lies, if not in the site's own folder."""
    file: AnyFile | None = None
    """The file in the site's own folder."""
    version: Text
    """The version, such as 1.4.2."""
    size: Text | None = None
    """Its size, such as 84 MB; measured when the file is in the site's folder."""
    sha256: Annotated[str, Field(pattern="^[0-9a-fA-F]{64}$")] | None = None
    """The file's SHA-256; computed when the file is in the site's folder."""
    android: Text | None = None
    """The oldest Android version that runs it."""
    label: Text | None = None
    """The words on the button."""


StoreLink = Annotated[OneLinkStore | DirectStore | Apk, Field(discriminator="store")]
Destination = Website | App | OneLinkStore | DirectStore | Apk

STORE_NAMES = {
    "app-store": "App Store",
    "google-play": "Google Play",
    "smartcast": "Vizio SmartCast",
    "tizen": "Samsung TV",
    "roku": "Roku",
    "webos": "LG webOS",
    "vidaa": "Vidaa",
    "playstation": "PlayStation",
    "steam": "Steam",
    "quest": "Meta Quest",
    "battlenet": "Battle.net",
    "epic": "Epic Games",
    "switch": "Nintendo Switch",
    "xbox": "Xbox",
    "nativepc": "Windows",
    "apk": "Android APK",
}
"""What people call each store."""

STORE_KINDS = {
    **dict.fromkeys(("app-store", "google-play", "apk"), "mobile"),
    **dict.fromkeys(("steam", "epic", "battlenet", "nativepc"), "computer"),
    **dict.fromkeys(("playstation", "xbox", "switch", "quest"), "console"),
    **dict.fromkeys(("smartcast", "tizen", "roku", "webos", "vidaa"), "television"),
}
"""Where the people of each store sit, by the word that templates say for it."""
