"""Stores: whether AppsFlyer sees the click on the way to each of them."""

from collections.abc import Iterable, Iterator
from urllib.parse import urlsplit

from generator import links
from generator.check.page import CheckedPage
from generator.check.rule import Found, rule
from generator.check.sources import DIRECT_CLICKS, REDIRECTS, WEB_CAMPAIGNS
from generator.site.destinations import STORE_NAMES, Apk, DirectStore, Website

_STORES = {
    "apps.apple.com": ("App Store", "app-store"),
    "itunes.apple.com": ("App Store", "app-store"),
    "play.google.com": ("Google Play", "google-play"),
    "store.steampowered.com": ("Steam", "steam"),
    "store.epicgames.com": ("Epic Games", "epic"),
    "store.playstation.com": ("PlayStation", "playstation"),
    "www.xbox.com": ("Xbox", "xbox"),
    "www.nintendo.com": ("Nintendo Switch", "switch"),
    "www.meta.com": ("Meta Quest", "quest"),
    "shop.battle.net": ("Battle.net", "battlenet"),
    "channelstore.roku.com": ("Roku", "roku"),
}
_UNLINKED = {
    "apps.microsoft.com": "Microsoft Store",
    "www.microsoft.com": "Microsoft Store",
    "galaxystore.samsung.com": "Galaxy Store",
    "galaxy.store": "Galaxy Store",
    "appgallery.huawei.com": "AppGallery",
    "www.amazon.com": "Amazon",
    "www.gog.com": "GOG",
    "itch.io": "itch.io",
    "apps.samsung.com": "Galaxy Store",
    "www.taptap.io": "TapTap",
    "global.app.mi.com": "GetApps",
}
_STORE_HOSTS = {
    "steam": "steampowered.com",
    "epic": "epicgames.com",
    "playstation": "playstation.com",
    "xbox": ("xbox.com", "microsoft.com"),
    "switch": ("nintendo.com", "nintendo.co.uk", "nintendo.co.jp"),
    "quest": ("meta.com", "oculus.com"),
    "battlenet": ("battle.net", "blizzard.com"),
    "roku": "roku.com",
}


@rule(
    "cross-platform-off",
    "warning",
    "Impressions on computers and consoles do not count",
    why="A OneLink counts impressions from desktops only if its template is enabled for "
    "cross-platform attribution and the impression says so.",
    fix="Enable the template in AppsFlyer, and write `attribution: {cross_platform: true}`.",
    source=WEB_CAMPAIGNS,
)
def cross_platform(page: CheckedPage) -> Iterator[Found]:
    """Pages with stores for computers and consoles say that they are cross-platform."""
    attribution = page.page.attribution
    direct = [key for key, to in page.destinations.items() if isinstance(to, DirectStore)]
    if (
        direct
        and attribution.impressions
        and attribution.onelink
        and not attribution.cross_platform
    ):
        names = ", ".join(STORE_NAMES[key] for key in direct)
        yield Found(
            ("attribution",),
            f"The page leads to {names}, and its impressions count on phones only.",
        )


@rule(
    "store-link-bare",
    "warning",
    "A button leads to a store past AppsFlyer",
    why="AppsFlyer sees no click, so that the install counts as organic.",
    fix="Use the type `web-to-app` or `stores` with `links: [{store: ...}]`, or `to: app`.",
    source=WEB_CAMPAIGNS,
)
def bare(page: CheckedPage) -> Iterator[Found]:
    """No website link leads to a store that AppsFlyer has links for."""
    for link_id, destination in page.destinations.items():
        if isinstance(destination, Website):
            store = _STORES.get(urlsplit(destination.url).hostname or "")
            if store:
                yield Found(
                    (*page.paths[link_id], "url"),
                    f"“{destination.label}” leads straight to {store[0]}.",
                    f"Use `links: [{{store: {store[1]}, ...}}]` on a page of the type "
                    "`web-to-app` or `stores`, or `to: app`.",
                )


@rule(
    "store-without-direct-link",
    "note",
    "AppsFlyer has no direct links for this store",
    why="Clicks on the way to it cannot be recorded as such.",
    fix="Lead to it through OneLink where it is an Android store (`af_r`), or count its visits by "
    "other means.",
    source=DIRECT_CLICKS,
)
def unlinked(page: CheckedPage) -> Iterator[Found]:
    """Stores that AppsFlyer cannot count are told."""
    for link_id, destination in page.destinations.items():
        if isinstance(destination, Website):
            host = urlsplit(destination.url).hostname or ""
            store = _UNLINKED.get(host) or ("itch.io" if host.endswith(".itch.io") else "")
            if store:
                yield Found(
                    (*page.paths[link_id], "url"),
                    f"“{destination.label}” leads to {store}, which direct links cannot.",
                )


@rule(
    "store-url-differs",
    "warning",
    "A store's button leads to another place",
    why="The click is recorded for one store and ends in another.",
    fix="Write the address of the app's page in that store.",
    source=DIRECT_CLICKS,
)
def store_host(page: CheckedPage) -> Iterator[Found]:
    """The address of a direct link belongs to its store."""
    for link_id, destination in page.destinations.items():
        if not isinstance(destination, DirectStore):
            continue
        hosts = _STORE_HOSTS.get(destination.store, ())
        host = urlsplit(destination.url).hostname or ""
        known = (hosts,) if isinstance(hosts, str) else hosts
        if known and not any(host == one or host.endswith(f".{one}") for one in known):
            yield Found(
                (*page.paths[link_id], "url"),
                f"The button for {STORE_NAMES[destination.store]} leads to {host}.",
            )


@rule(
    "redirect-hosts",
    "note",
    "AppsFlyer must be allowed to redirect to these hosts",
    why="Once your account has a redirection allowlist, links to hosts that are not on it ignore "
    "the address and end in the store.",
    fix="Add the hosts to the allowlist in AppsFlyer; `landfast handoff` lists those of a site.",
    source=REDIRECTS,
)
def redirect_hosts(page: CheckedPage) -> Iterator[Found]:
    """Links that AppsFlyer redirects are told with their hosts."""
    hosts = redirecting(page.links.targets.values())
    if hosts:
        first = next(
            key for key, to in page.destinations.items() if isinstance(to, (DirectStore, Apk))
        )
        yield Found(
            page.paths[first],
            f"Links of this page redirect to {', '.join(hosts)}.",
        )


@rule(
    "redirect-fragment",
    "warning",
    "The address of a redirect has a fragment",
    why="AppsFlyer's `af_r` takes complete https addresses without a #fragment.",
    fix="Delete the part from # on.",
    source=REDIRECTS,
)
def fragment(page: CheckedPage) -> Iterator[Found]:
    """Addresses that AppsFlyer redirects to have no fragment."""
    for link_id, destination in page.destinations.items():
        url = getattr(destination, "url", None)
        if isinstance(destination, (DirectStore, Apk)) and url and "#" in url:
            yield Found((*page.paths[link_id], "url"), f"{url} has a fragment.")


RULES = (cross_platform, bare, unlinked, store_host, redirect_hosts, fragment)


def redirecting(targets: Iterable[links.Destination]) -> list[str]:
    """The hosts that AppsFlyer redirects to, each once."""
    hosts: dict[str, None] = {}
    for target in targets:
        url = getattr(target, "redirect", "")
        host = urlsplit(url).hostname if url else None
        if host:
            hosts[host] = None
    return list(hosts)
