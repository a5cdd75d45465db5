"""site.yaml: what all pages of a site share."""

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import cached_property
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BeforeValidator, Field, WithJsonSchema, model_validator

from generator.errors import InputError
from generator.site.banner import OptionalBanner
from generator.site.fields import (
    Color,
    Country,
    Currency,
    FontFile,
    HttpsUrl,
    ImageFile,
    Language,
    Model,
    OneLinkUrl,
    Text,
    as_pydantic,
    checked,
)
from generator.site.hosting import (
    Csp,
    Headers,
    Hosts,
    OptionalCsp,
    Redirects,
    Targets,
    redirect_mistakes,
)
from generator.site.layers import DEFAULT_THEME
from generator.site.private_path import check_secret
from generator.site.tracking import Consent, Pixels
from generator.source import KeyPath


class Colors(Model):
    """The brand's colours; a theme fills in what is not said."""

    primary: Color = "#6b3df5"
    """Buttons and highlights. The text on it becomes black or white, whichever reads better."""
    accent: Color | None = None
    """A second colour for badges and small things; the primary colour if left out."""
    ink: Color = "#15101f"
    """Text on light ground, and the ground of dark pages."""
    paper: Color = "#ffffff"
    """The ground of light pages, and text on dark ground."""

    @model_validator(mode="before")
    @classmethod
    def _quoted(cls, data: Any) -> Any:
        empty = (
            [key for key, value in data.items() if value is None] if isinstance(data, dict) else []
        )
        if empty:
            # In YAML an unquoted # begins a comment, so the colour would be lost without a word.
            raise as_pydantic(
                InputError(
                    "color-unquoted",
                    f"The colour `{empty[0]}` has no value.",
                    'Put it in quotes: "#6b3df5". An unquoted # begins a comment.',
                )
            )
        return data


class Fonts(Model):
    """The brand's own font files; pages load the part of them that they need."""

    text: FontFile | None = None
    """The font of running text, and of headings where they have none of their own."""
    display: FontFile | None = None
    """The font of headings."""


class Brand(Model):
    """How the brand looks."""

    logo: ImageFile | None = None
    """The logo, best as SVG drawn in `currentColor` so that it fits light and dark pages."""
    icon: ImageFile | None = None
    """A square picture for browser tabs and home screens, best 512 by 512."""
    colors: Colors = Colors()
    font: Literal["system", "serif", "rounded", "mono"] | None = None
    """A family of fonts that phones have already: nothing is downloaded."""
    fonts: Fonts | None = None
    """Fonts of the brand's own, used before `font`: `{text: media/fonts/X.woff2}`."""
    scheme: Literal["auto", "light", "dark"] | None = None
    """Light or dark pages, or as the visitor's phone is set."""


class Company(Model):
    """Who is behind the page: TikTok's review asks for it on pages that sell."""

    legal_name: Text
    """The company's full name."""
    address: Text | None = None
    """The postal address, on one line."""
    email: Annotated[str, Field(pattern=r"^[^@\s]+@[^@\s]+\.[^@\s]+$")] | None = None
    """A mail address that somebody reads."""
    phone: Text | None = None
    """A telephone number with its country prefix."""
    privacy_url: HttpsUrl | None = None
    """The privacy policy."""
    terms_url: HttpsUrl | None = None
    """The terms and conditions."""
    returns_url: HttpsUrl | None = None
    """Returns and refunds."""
    shipping_url: HttpsUrl | None = None
    """Shipping."""
    imprint_url: HttpsUrl | None = None
    """The imprint, where the law asks for one."""


class AttributionDefaults(Model):
    """What a link says where the visit says nothing."""

    media_source: Text | None = None
    """The media source (`pid`) of visits that bring none."""
    campaign: Text | None = None
    """The campaign (`c`)."""
    campaign_id: Text | None = None
    """The campaign's id (`af_c_id`)."""
    channel: Text | None = None
    """The channel or placement (`af_channel`)."""
    ad_set: Text | None = None
    """The ad set or ad group (`af_adset`)."""
    ad_set_id: Text | None = None
    """Its id (`af_adset_id`)."""
    ad: Text | None = None
    """The ad, or the creator whose post leads here (`af_ad`)."""
    ad_id: Text | None = None
    """Its id (`af_ad_id`)."""


class ParameterChange(Model):
    """A change to one outgoing parameter of the preset; what is not said stays."""

    keys: tuple[Text, ...] | None = None
    """Incoming keys, tried in order: the first that is present wins."""
    overrides: dict[str, Text] | None = None
    """Incoming values that are sent as something else."""
    default: Text | None = None
    """What is sent where no key is present."""


def _names(value: object) -> object:
    return (value,) if isinstance(value, str) else value


def _slot(value: str) -> str:
    if value != "off" and value not in {f"af_sub{number}" for number in range(1, 6)}:
        raise InputError(
            "raw-data-slot",
            f"{value} is no slot for raw-data reports.",
            'Choose one of af_sub1 to af_sub5, or "off".',
        )
    return value


Slot = Annotated[str, AfterValidator(checked(_slot))]


class Skip(Model):
    """Visits that get the plain links: their referrer or address contains one of these texts."""

    referrers: tuple[Text, ...] = ()
    """Texts in the address of the page that the visitor came from."""
    urls: tuple[Text, ...] = ()
    """Texts in this page's own address."""


class Persist(Model):
    """How long a visit is remembered on the visitor's device, for the pages after the first."""

    hours: Annotated[Decimal, Field(ge=0, le=24 * 30)] = Decimal(2)
    """Hours; 0 remembers nothing."""


class Attribution(Model):
    """How the links carry on what a visit arrived with."""

    engine: Literal["landfast", "appsflyer"] = "landfast"
    """Who refines the links in the page: Landfast's own script, or AppsFlyer's Smart Script from
    AppsFlyer's host, configured with the same mapping. The links in the HTML are the same."""
    onelink: OneLinkUrl | None = None
    """The OneLink template, such as https://brand.onelink.me/A1b2, or on a branded domain."""
    preset: Literal["tiktok-web", "meta-web", "google-web", "snap-web", "none"] = "tiktok-web"
    """The mapping to start from."""
    defaults: AttributionDefaults = AttributionDefaults()
    mapping: dict[str, Literal["off"] | ParameterChange] = Field(default_factory=dict)
    """Changes by outgoing parameter; `off` leaves one out."""
    raw_data: dict[str, Slot] = Field(default_factory=dict)
    """Copies of incoming keys into af_sub slots, for AppsFlyer's raw-data reports; `tiktok-web`
    copies ttclid to af_sub1 and pid to af_sub2 unless this says otherwise."""
    impressions: bool = True
    """Whether the page tells AppsFlyer that it was seen (needs a OneLink)."""
    cross_platform: bool = False
    """Whether the OneLink template is enabled for cross-platform attribution."""
    persist: Persist = Persist()
    skip: Skip = Skip()
    google_click_id: Text | None = None
    """A further outgoing parameter that carries the gclid, such as af_sub4; the search words then
    go along as af_keywords. `gclid` itself is sent in any case."""
    web_referrer: Text | None = None
    """An outgoing parameter that carries the page the visitor came from."""
    organic: bool = False
    """Whether unpaid visits are credited to the search engine or assistant they came from."""
    ad_parameters: dict[str, Text] = Field(default_factory=dict)
    """Further parameters of the address that `landfast handoff` writes for your ads, such as
    `{utm_source: tiktok, utm_campaign: __CAMPAIGN_NAME__}`."""
    button: Text | None = None
    """An outgoing parameter that says which button was tapped, such as af_sub_siteid."""
    variant: Text = "af_sub3"
    """The outgoing parameter that says which of a page's `variants` the visitor saw; `off` for
    none."""


class Check(Model):
    """What `landfast check` and `landfast build` shall not tell."""

    silence: dict[str, Text] = Field(default_factory=dict)
    """Findings that are known and meant, each by its code with the reason:
    `{anchor-text-wide: agreed with TikTok on March 3}`."""


class Shared(Model):
    """What site.yaml, a folder's _defaults.yaml and a page may all say: nearest wins."""

    theme: Text = DEFAULT_THEME
    """How the pages look: studio, cinema, arcade, or a theme of your own."""
    look: Annotated[Any, WithJsonSchema({"type": "object"})] = Field(default_factory=dict)
    """The theme's own fields, such as `{corners: round}`; each theme lists its own."""
    brand: Brand = Brand()
    company: Company | None = None
    attribution: Attribution = Attribution()
    pixels: Pixels | None = None
    consent: Consent = Consent()
    banner: OptionalBanner = None
    """A smart banner at the top of the page; `off` for none."""
    check: Check = Check()
    country: Country = "US"
    """The country whose visitors the page is for."""
    language: Language = "en"
    """The language that the page is written in."""
    currency: Currency = "USD"
    """The currency of prices that name none."""
    robots: Literal["noindex", "index"] = "noindex"
    """Whether search engines may list the page; pages made for ads should not be listed."""
    site_name: Text | None = None
    """The name shown with shared links; the site's name if left out."""
    secret: Annotated[Text, AfterValidator(checked(check_secret))] | None = Field(
        default=None, repr=False
    )
    """What the paths of private pages (creator-brief, account-link) are computed with, so that
    nobody can guess them: 16 characters or more, at random."""


def check_market_paths(value: str) -> str:
    """A scheme of paths, such as `{market}/{path}`.

    Raises:
        InputError: `market-paths`.
    """
    names = re.findall(r"\{(\w*)\}", value)
    known = {"market", "path", "country", "language"}
    # Two markets may share a country or a language: then `make_plan` tells that their pages clash.
    if "path" not in names or len(names) < 2 or set(names) - known or set(value) & set("\\?#%:"):
        raise InputError(
            "market-paths",
            f"{value!r} does not give each market a path of its own.",
            'Write "{market}/{path}", "{path}/{market}" or "{country}/{language}/{path}".',
        )
    return value


def check_index_path(value: str) -> str:
    """The path of the creators' index, without slashes at its ends.

    Raises:
        InputError: `path-invalid`.
    """
    path = value.strip("/")
    if not re.fullmatch(r"[\w-]+(/[\w-]+)*", path):
        raise InputError(
            "path-invalid",
            f"{value!r} cannot be the path of the creators' index.",
            "Write words separated by slashes, such as agency, or delete the line.",
        )
    return path


MarketSettings = Annotated[
    Any,
    WithJsonSchema(
        {
            "type": "object",
            "properties": {
                "path": {
                    "type": "string",
                    "description": "What {market} in market_paths becomes; its name if left out.",
                },
                "default": {
                    "type": "boolean",
                    "description": "Whether visitors of no market in particular belong here.",
                },
                "country": {"type": "string", "pattern": "^[A-Z]{2}$"},
                "language": {"type": "string"},
                "currency": {"type": "string", "pattern": "^[A-Z]{3}$"},
            },
        }
    ),
]
"""What holds in one market: `generator.site.markets` reads it."""


class SiteConfig(Shared):
    """The whole of site.yaml."""

    name: Text
    """The brand's or campaign's name."""
    url: HttpsUrl
    """Where the output will live: pages know their absolute addresses by it."""
    markets: dict[str, MarketSettings] = Field(default_factory=dict)
    """One copy of each page for each market, by its name: `{de: {country: DE, language: de,
    currency: EUR}}`. A market may say differently whatever pages may say."""
    market_paths: Annotated[str, AfterValidator(checked(check_market_paths))] = "{market}/{path}"
    """Where a market's pages are: of `{path}`, `{market}`, `{country}` and `{language}`."""
    markdown: Literal["extra", "commonmark"] = "extra"
    """How the text of pages is read: `extra` is Python-Markdown with its extensions, `commonmark`
    the CommonMark standard with tables, footnotes and definition lists, a hundred times as fast."""
    host: Hosts = ()
    """Where the output is served from, one or a list: the build writes the files that it takes."""
    redirects: Redirects = Field(default_factory=dict)
    """Old paths and where they lead: `/spring/: /glow/`. The visitor's query goes along."""
    headers: Headers = Field(default_factory=dict)
    """Further headers for every file, or `off` for one that the build would send."""
    csp: OptionalCsp = Csp()
    """Sources that pages may load besides what the build knows of; `off` for no policy at all."""
    publish: Targets = Field(default_factory=dict)
    """Where `landfast publish NAME` brings the site, by name."""
    creator_index: Annotated[str, AfterValidator(checked(check_index_path))] | None = None
    """Where the list of all creator briefs, with messages to send, is published, under a path that
    nobody can guess; if left out, it stays in `output/.landfast/creators/` and is never
    published."""

    @cached_property
    def base_url(self) -> str:
        """The address with exactly one slash at its end."""
        return self.url.split("?")[0].split("#")[0].rstrip("/") + "/"

    def conflicts(self) -> Iterator[tuple[KeyPath, InputError]]:
        """What no single value shows: values that do not go together, with where they stand."""
        yield from redirect_mistakes(self.redirects)


Names = Annotated[tuple[Text, ...], BeforeValidator(_names)]
"""One word or a list of words."""
