"""The documents that rules come from."""

from generator.check.rule import Source

ANCHORS = Source(
    "certain",
    "TikTok One, Webpage Anchor",
    "https://ads.tiktok.com/creative/creatormarketplace/help/10039867/10021832",
)
POLICY = Source(
    "certain",
    "TikTok advertising policies, landing page",
    "https://ads.tiktok.com/help/article/"
    "tiktok-advertising-policies-ad-creatives-landing-page-ad-format-and-functionality",
)
REVIEWS = Source("reported", "What advertisers tell of TikTok's reviews")
MACROS = Source(
    "certain",
    "TikTok, track offsite web events with UTM parameters",
    "https://ads.tiktok.com/help/article/track-offsite-web-events-with-utm-parameters",
)
CLICK_ID = Source(
    "certain", "TikTok, click ID", "https://ads.tiktok.com/help/article/tiktok-click-id"
)
EVENTS = Source(
    "certain",
    "TikTok, supported standard events",
    "https://ads.tiktok.com/help/article/supported-standard-events",
)
PIXEL_COOKIES = Source("reported", "How consent tools treat TikTok's pixel")
WEB_CAMPAIGNS = Source("certain", "AppsFlyer, TikTok for Business: create web-based campaigns")
PARAMETERS = Source(
    "certain",
    "AppsFlyer, attribution link structure and parameters",
    "https://support.appsflyer.com/hc/en-us/articles/207447163",
)
DIRECT_CLICKS = Source(
    "certain",
    "AppsFlyer, CTV, PC and console direct attribution links",
    "https://support.appsflyer.com/hc/en-us/articles/15199908310801",
)
REDIRECTS = Source(
    "certain",
    "AppsFlyer, redirection allowlist",
    "https://support.appsflyer.com/hc/en-us/articles/25068636064529",
)
SMART_SCRIPT = Source("certain", "AppsFlyer, OneLink Smart Script")
CREATOR_POSTS = Source(
    "certain",
    "CreatorIQ, TikTok campaign invite links; impact.com, submit a TikTok deliverable",
    "https://support.creatoriq.com/hc/en-us/articles/13525165248525",
)
IN_APP = Source("reported", "How TikTok's in-app browser behaves")
BROWSERS = Source("certain", "How browsers work")
WCAG = Source("certain", "WCAG 2.2", "https://www.w3.org/TR/WCAG22/")
HABITS = Source("assumed", "Good practice")
