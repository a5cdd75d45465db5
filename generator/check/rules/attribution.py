"""Attribution: whether each click arrives at AppsFlyer, whole and under the right name."""

from collections.abc import Iterator
from urllib.parse import unquote

from generator import links
from generator.check.page import CheckedPage
from generator.check.rule import Found, rule
from generator.check.sources import CLICK_ID, HABITS, PARAMETERS, SMART_SCRIPT, WEB_CAMPAIGNS
from generator.check.visits import AD
from generator.site.destinations import App, OneLinkStore, Website
from generator.source import KeyPath

SUB_LENGTH = 100
"""Characters of an af_sub that AppsFlyer documents."""


@rule(
    "click-lost",
    "error",
    "Visits from ads get the plain links",
    why="A text in `attribution.skip` matches the address or the referrer that ads bring, so that "
    "media source, campaign and ttclid of every paid visit are thrown away.",
    fix="Delete that text, or make it longer.",
    source=SMART_SCRIPT,
)
def lost(page: CheckedPage) -> Iterator[Found]:
    """An ad's visit gets links of its own."""
    for link in page.links.ad.values():
        if link.reason in ("url-skipped", "referrer-skipped"):
            kind = "urls" if link.reason == "url-skipped" else "referrers"
            yield Found(
                ("attribution", "skip", kind),
                "An ad's visit of this page matches a text that switches the links off.",
            )
            return


@rule(
    "ttclid-lost",
    "error",
    "The ttclid does not arrive",
    why="AppsFlyer sends it back to TikTok with the events of the app; without it TikTok cannot "
    "tell which click they belong to.",
    fix="Delete the change of `ttclid` in `attribution.mapping`: it is forwarded by itself.",
    source=WEB_CAMPAIGNS,
)
def ttclid(page: CheckedPage) -> Iterator[Found]:
    """Links through AppsFlyer carry the visit's own ttclid."""
    for link_id, link in page.links.ad.items():
        if link.url is None or isinstance(page.links.targets[link_id], links.Website):
            continue
        sent = {one.name: unquote(one.value) for one in link.parameters}
        if sent.get("ttclid") != AD["ttclid"]:
            yield Found(
                ("attribution", "mapping", "ttclid"),
                "Links of this page do not send the ttclid that the visit brought.",
            )
            return


@rule(
    "ttclid-not-carried",
    "warning",
    "The shop does not get the ttclid",
    why="The shop's own pixel and server events need the ttclid to be credited to the click, and "
    "this link leaves it behind.",
    fix="Add ttclid to `carry:`, or carry all.",
    source=CLICK_ID,
)
def not_carried(page: CheckedPage) -> Iterator[Found]:
    """Links to a website carry the ttclid on."""
    for link_id, destination in page.destinations.items():
        link = page.links.ad[link_id]
        if not isinstance(destination, Website) or link.url is None or link_id == "coupon":
            continue
        if "ttclid" not in {one.name for one in link.parameters}:
            yield Found(
                (*page.paths[link_id], "carry"),
                f"The link “{destination.label}” does not carry the ttclid on.",
            )


@rule(
    "parameters-lost",
    "warning",
    "What ads bring is not sent on",
    why="Reports then miss the campaign, the ad group or the ad, which the ad's address names.",
    fix="Use the preset `tiktok-web`, or map the missing parameters in `attribution.mapping`.",
    source=WEB_CAMPAIGNS,
)
def parameters(page: CheckedPage) -> Iterator[Found]:
    """Links through OneLink carry every parameter of an ad's address."""
    for link_id, link in page.links.ad.items():
        if link.url is None or not isinstance(page.links.targets[link_id], links.OneLink):
            continue
        sent = {one.name: unquote(one.value) for one in link.parameters}
        wanted = [name for name in AD if name != "ttclid" and sent.get(name) != AD[name]]
        if wanted:
            yield Found(
                ("attribution", "preset"),
                f"An ad of TikTok brings {', '.join(wanted)}, and the links do not send "
                f"{'it' if len(wanted) == 1 else 'them'} on.",
            )
            return


@rule(
    "default-missing",
    "warning",
    "Visits that bring nothing are credited to nobody",
    why="Without a default media source, and for direct links a campaign, AppsFlyer cannot record "
    "the click: the button leads to the store, and the install counts as organic.",
    fix="Write `attribution: {defaults: {media_source: brand_landing, campaign: always-on}}`.",
    source=PARAMETERS,
)
def default(page: CheckedPage) -> Iterator[Found]:
    """There are links for visits that bring nothing."""
    words = {"media-source-missing": "media source", "campaign-missing": "campaign"}
    for link in page.links.bare.values():
        if link.reason in words:
            yield Found(
                ("attribution", "defaults"),
                f"A visit that brings nothing has no {words[link.reason]}, so that its clicks "
                "cannot be recorded.",
            )
            return


@rule(
    "default-credits-network",
    "warning",
    "Unpaid visits are credited to a network",
    why="Names that end in _int belong to AppsFlyer's partners. As a default they claim every "
    "visit that brings nothing, also organic ones, for that network; AppsFlyer asks not to use "
    "them for owned media.",
    fix="Use a name of your own, such as brand_landing. Ads bring theirs in their address.",
    source=PARAMETERS,
)
def credit(page: CheckedPage) -> Iterator[Found]:
    """The default media source is the brand's own."""
    parameter = page.preset.mapping.media_source
    if parameter.default.endswith("_int"):
        yield Found(
            ("attribution", "defaults", "media_source"),
            f"Visits that bring nothing are credited to {parameter.default}.",
        )


@rule(
    "onelink-custom",
    "warning",
    "The OneLink is a custom link, not a template",
    why="A custom link has parameters of its own stored behind it, which mix with those of the "
    "page; Smart Script and its like are made for the template's address.",
    fix="Copy the template's address, such as https://brand.onelink.me/A1b2.",
    source=SMART_SCRIPT,
)
def custom(page: CheckedPage) -> Iterator[Found]:
    """OneLinks are bare templates."""
    bases: list[tuple[KeyPath, str | None]] = [
        (("attribution", "onelink"), page.page.attribution.onelink)
    ]
    for link_id, destination in page.destinations.items():
        if isinstance(destination, (App, OneLinkStore)) and destination.onelink:
            bases.append(((*page.paths[link_id], "onelink"), destination.onelink))
    for path, base in bases:
        if base and links.is_custom_link(base):
            yield Found(path, f"{base} has a name behind the template's id.")


@rule(
    "link-budget",
    "note",
    "Long links give something up",
    why="AppsFlyer takes 2000 characters. With long names and a long ttclid, links drop their "
    "optional parameters in a fixed order; the media source, the ids and the ttclid always stay.",
    fix="Shorten names in TikTok, or leave out what no report needs.",
    source=PARAMETERS,
)
def budget(page: CheckedPage) -> Iterator[Found]:
    """A realistic ad's visit fits into every link."""
    dropped = {one.name: None for link in page.links.long.values() for one in link.dropped}
    if dropped:
        yield Found(
            ("attribution",),
            f"With long names, links of this page leave out {', '.join(dropped)}.",
        )


@rule(
    "link-too-long",
    "warning",
    "Links are longer than AppsFlyer takes",
    why="Beyond 2000 characters AppsFlyer may cut or refuse the link; everything optional has been "
    "left out already.",
    fix="Shorten the address, the deep link or the parameters of its own that the link carries.",
    source=PARAMETERS,
)
def too_long(page: CheckedPage) -> Iterator[Found]:
    """No link is longer than AppsFlyer takes."""
    for link_id, link in page.links.long.items():
        if link.url is not None and len(link.url) > links.MAX_LENGTH:
            yield Found(
                page.paths[link_id],
                f"On an ad's visit this link has {len(link.url)} characters.",
            )


@rule(
    "raw-data-left-out",
    "warning",
    "A copy for raw-data reports has no slot",
    why="A copy of the ttclid or the pid for AppsFlyer's raw-data reports was not made, because "
    "the site uses its slot for something else.",
    fix="Choose another slot in `attribution.raw_data`.",
    source=WEB_CAMPAIGNS,
)
def left_out(page: CheckedPage) -> Iterator[Found]:
    """Copies for raw-data reports have a slot of their own."""
    for copy in page.preset.left_out:
        yield Found(
            ("attribution", "raw_data"),
            copy.message,
            f"Choose another slot: `raw_data: {{{copy.key}: af_sub5}}`, or `off` to leave it out.",
        )


@rule(
    "raw-data-length",
    "note",
    "A copy for raw-data reports may be cut",
    why=f"AppsFlyer documents {SUB_LENGTH} characters for a slot, and ttclids have up to 325.",
    fix="The whole ttclid travels in the parameter ttclid and stands in original_url.",
    source=PARAMETERS,
)
def copy_length(page: CheckedPage) -> Iterator[Found]:
    """What a slot holds fits into it."""
    mapping = page.preset.mapping
    for number in sorted(mapping.raw_copies) if not page.page.private else ():
        if "ttclid" in mapping.subs[number].keys:
            yield Found(
                ("attribution",),
                f"{links.SUBS[number]} carries a copy of the ttclid for raw-data reports, of which "
                f"they may show only the first {SUB_LENGTH} characters.",
            )


@rule(
    "impressions-without-onelink",
    "note",
    "The page sends no impression",
    why="View-through attribution needs impressions, and these need a OneLink.",
    fix="Write `attribution: {onelink: https://...}`, or `impressions: false` to mean it.",
    source=HABITS,
)
def no_impression(page: CheckedPage) -> Iterator[Found]:
    """A page that wants impressions has a OneLink."""
    attribution = page.page.attribution
    leads_to_app = any(isinstance(to, links.Direct) for to in page.links.targets.values())
    if attribution.impressions and not attribution.onelink and leads_to_app:
        yield Found(("attribution",), "The page has no OneLink, so that no impression is sent.")


RULES = (
    lost,
    ttclid,
    not_carried,
    parameters,
    default,
    credit,
    custom,
    budget,
    too_long,
    left_out,
    copy_length,
    no_impression,
)
