"""The addresses of ads: to the page, past it to the stores, and samples that work at once.

Macros are TikTok's, in capitals, and never percent-encoded: what TikTok does not recognise arrives
as it stands. https://ads.tiktok.com/help/article/track-offsite-web-events-with-utm-parameters
"""

from collections.abc import Iterable, Mapping
from urllib.parse import quote

from msgspec import Struct

from generator.site.config import Attribution
from generator.site.destinations import STORE_NAMES, App, Destination, DirectStore, OneLinkStore

MEDIA_SOURCE = "tiktokweb_int"
TEST_CAMPAIGN = "landfast_test"

PAGE_PARAMETERS: tuple[tuple[str, str], ...] = (
    ("pid", MEDIA_SOURCE),
    ("c", "__CAMPAIGN_NAME__"),
    ("af_c_id", "__CAMPAIGN_ID__"),
    ("af_adset", "__AID_NAME__"),
    ("af_adset_id", "__AID__"),
    ("af_ad", "__CID_NAME__"),
    ("af_ad_id", "__CID__"),
)
"""What the address of an ad brings to a page or a OneLink; TikTok adds the ttclid by itself."""

STORE_PARAMETERS: tuple[tuple[str, str], ...] = (
    ("af_media_source", MEDIA_SOURCE),
    ("af_campaign_id", "__CAMPAIGN_ID__"),
    ("af_campaign", "__CAMPAIGN_NAME__"),
    ("af_adset", "__AID_NAME__"),
    ("af_adset_id", "__AID__"),
    ("af_ad", "__CID_NAME__"),
    ("af_ad_id", "__CID__"),
)
"""The same for AppsFlyer's direct links to the stores of PCs, consoles and televisions."""

_SAMPLES = {
    "__CAMPAIGN_NAME__": TEST_CAMPAIGN,
    "__CAMPAIGN_ID__": "1790000000000001",
    "__AID_NAME__": "Test_group",
    "__AID__": "1790000000000002",
    "__CID_NAME__": "Test_ad",
    "__CID__": "1790000000000003",
    "__PLACEMENT__": "TikTok",
}
_TEST_CLICK = "E_C_P_" + "Landfast-test" * 4
_SCANNED = (("pid", MEDIA_SOURCE), ("c", TEST_CAMPAIGN), ("ttclid", "Landfast-test"))


class DirectAd(Struct, frozen=True):
    """The address of an ad that leads past the page.

    Attributes:
        store: What people call where it leads.
        url: With macros.
    """

    store: str
    url: str


def ad_parameters(attribution: Attribution) -> tuple[tuple[str, str], ...]:
    """The parameters of an ad's address, those of the author's own included."""
    taken = {name for name, _ in PAGE_PARAMETERS}
    own = [(name, value) for name, value in attribution.ad_parameters.items() if name not in taken]
    return (*PAGE_PARAMETERS, *own)


def ad_url(page_url: str, attribution: Attribution) -> str:
    """The address to paste as the ad's destination."""
    return _joined(page_url, ad_parameters(attribution))


def sample_url(page_url: str, attribution: Attribution) -> str:
    """An address as an ad's click brings it, which works at once."""
    filled = [
        (name, _filled(value)) for name, value in (*ad_parameters(attribution), ("ttclid", ""))
    ]
    filled[-1] = ("ttclid", _TEST_CLICK)
    return _joined(page_url, filled)


def scan_url(page_url: str) -> str:
    """The same in short, so that its QR code is easy to scan."""
    return _joined(page_url, _SCANNED)


def direct_ads(
    attribution: Attribution, destinations: Mapping[str, Destination]
) -> tuple[DirectAd, ...]:
    """Addresses for ads that lead to a OneLink or to a store without the page in between."""
    found: dict[str, DirectAd] = {}
    for destination in destinations.values():
        if isinstance(destination, (App, OneLinkStore)):
            base = destination.onelink or attribution.onelink
            if base:
                extra = [("deep_link_value", destination.deep_link or "")]
                rest = [pair for pair in extra if pair[1]]
                url = _joined(base, (*PAGE_PARAMETERS, *rest))
                found[url] = DirectAd("App Store and Google Play, by OneLink", url)
        elif isinstance(destination, DirectStore):
            base = (
                "https://engagements.appsflyer.com/v1.0/c2s/click/app/"
                f"{destination.store}/{quote(destination.app_id, safe='')}"
            )
            url = _joined(base, (*STORE_PARAMETERS, ("af_r", destination.url)))
            found[url] = DirectAd(STORE_NAMES[destination.store], url)
    return tuple(found.values())


def _joined(base: str, parameters: Iterable[tuple[str, str]]) -> str:
    """An address with parameters; `_` needs no encoding, so macros stay as TikTok knows them."""
    start, hash_sign, fragment = base.partition("#")
    query = "&".join(
        f"{quote(name, safe='')}={quote(value, safe='')}" for name, value in parameters
    )
    return f"{start}{'&' if '?' in start else '?'}{query}{hash_sign}{fragment}"


def _filled(value: str) -> str:
    for macro, sample in _SAMPLES.items():
        value = value.replace(macro, sample)
    return value
