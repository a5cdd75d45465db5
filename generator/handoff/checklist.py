"""What has to be set in AppsFlyer and in TikTok, as a list to tick off.

From AppsFlyer's article on TikTok web campaigns, and from TikTok One's on Webpage Anchors.
"""

from msgspec import Struct


class Item(Struct, frozen=True):
    """One thing to do, where, and why."""

    text: str
    where: str
    why: str = ""


class Uses(Struct, frozen=True):
    """What the pages of a site make use of.

    Attributes:
        apps: Some lead into an app or a store.
        stores: Some lead to the stores of PCs, consoles or televisions.
        cross_platform: Some have a OneLink template for all platforms.
        impressions: Some send impressions.
        anchors: Some are for anchors.
        pixels: Some have a pixel.
        redirects: Hosts that AppsFlyer redirects to.
    """

    apps: bool = False
    stores: bool = False
    cross_platform: bool = False
    impressions: bool = False
    anchors: bool = False
    pixels: bool = False
    redirects: tuple[str, ...] = ()


def appsflyer_items(uses: Uses) -> tuple[Item, ...]:
    """The settings in AppsFlyer."""
    items = [
        Item(
            "Activate the partner TikTok Web (tiktokweb_int), for each app.",
            "Collaborate > Partner Marketplace > TikTok Web",
            "It must stay on as long as campaigns run.",
        ),
        Item(
            "Enter the pixel's id and its access token.",
            "Integration",
            "AppsFlyer sends conversions back to TikTok's Events API by them.",
        ),
        Item("Turn Advanced Privacy off, for iOS apps.", "Integration"),
        Item(
            "Turn the CCPA limit on where the law asks for it.",
            "Integration",
            "It limits what TikTok gets of people in California and similar states.",
        ),
        Item(
            "Map purchases and other events to TikTok's, for users of this partner only, and send "
            "purchases with values and revenue.",
            "Integration > In-app event postbacks",
            "Only installs are sent by themselves.",
        ),
        Item(
            "Import the costs of web campaigns by file.",
            "Cost",
            "They do not come by themselves, also with ROI360.",
        ),
        Item(
            "Look for the campaigns under tiktokglobal_int in reports.",
            "Overview and raw data",
            "original_url shows tiktokweb_int, and the whole ttclid.",
        ),
    ]
    if uses.impressions:
        items[3:3] = [
            Item(
                "Turn install view-through attribution on, with a lookback of up to 24 hours.",
                "Integration > Install attribution; Attribution link > View-through attribution",
                "Else the impressions of the pages count for nothing.",
            )
        ]
    if uses.stores:
        items.append(
            Item(
                "Activate the partner and view-through for each app on PCs, consoles and "
                "televisions too.",
                "Integration, app by app",
            )
        )
    if uses.cross_platform:
        items.append(
            Item(
                "Enable the OneLink template for cross-platform attribution.",
                "OneLink > the template",
                "Each app can be in one such template only.",
            )
        )
    if uses.redirects:
        items.append(
            Item(
                f"Allow redirects to {', '.join(uses.redirects)}.",
                "Redirection allowlist",
                "Once there is a list, links to other hosts end in the store.",
            )
        )
    return tuple(items)


def tiktok_items(uses: Uses) -> tuple[Item, ...]:
    """The settings in TikTok Ads Manager and in TikTok One."""
    items = [
        Item(
            "Paste each ad's address from this sheet whole, with its macros in capitals.",
            "Ad > Destination > Website URL",
            "Changing it later starts the review and the learning phase anew.",
        ),
        Item(
            "Put “web” into the campaign's name, such as Spring_web.",
            "Campaign",
            "It tells web from app campaigns in AppsFlyer.",
        ),
    ]
    if uses.apps:
        items.append(
            Item(
                "Choose no in-app event and no app as the campaign's goal.",
                "Campaign > Objective",
                "Else TikTok claims the same conversions by its app integration (SRN), and both "
                "reports are wrong.",
            )
        )
    if uses.pixels:
        items.append(
            Item(
                "Test the pixel with the sample address of a page.",
                "Events Manager > Test events",
                "ViewContent comes when the page is seen, the other event with a tap.",
            )
        )
    if uses.anchors:
        items += [
            Item(
                "Make one anchor for each country, with the copy function.",
                "TikTok One > Assets > Anchor",
                "An anchor shows in its own country only.",
            ),
            Item(
                "Give the pixel's permission to TikTok One.",
                "Business Center",
                "Only then can the anchor choose it.",
            ),
            Item(
                "Allow for the review, which takes up to 12 hours; numbers come a day later.",
                "TikTok One > Assets > Anchor",
            ),
        ]
    return tuple(items)
