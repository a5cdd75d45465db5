"""Makes the script of a page out of the modules that the page needs.

The sources in ``js/`` are ES modules that a person can read. A page gets one minified function
that holds just the modules of its features, so that nothing but the page itself is ever loaded.
"""

import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from generator.runtime.kept import minified
from generator.runtime.modules import link_modules

FEATURES = frozenset(
    {
        "ad-window",
        "banner",
        "banner-sdk",
        "checklist",
        "clip",
        "consent",
        "consent-bar",
        "copy",
        "countdown",
        "direct",
        "impression",
        "organic",
        "persistence",
        "pixel",
        "private",
        "qr",
        "smart-script",
        "split",
        "text",
        "website",
    }
)
"""What a page may ask for besides OneLinks, which every page has.

``direct`` and ``website`` are further kinds of link; ``impression`` sends the page's impression;
``persistence`` remembers the arrival for later pages; ``organic`` credits unpaid visits; ``qr``
draws the visit's link for desktop visitors. ``copy`` makes buttons copy their code; ``countdown``
shows the time that is left; ``clip`` plays video previews; ``banner`` lets the smart banner be
closed; ``pixel`` loads TikTok's pixels.
``smart-script`` and ``banner-sdk`` load AppsFlyer's own script for the links and the banner.
``consent`` makes whatever measures or stores wait; ``consent-bar`` asks for it. ``text`` fills in
words that the visitor's address brings; ``split`` keeps a page silent that sends its visitor on to
another variant. ``private`` leaves out all that is about links and visits; ``checklist`` remembers
which steps are done, and ``ad-window`` says when an ad authorization ends.
"""

_BUILDERS = {"direct": ("d", "buildDirect"), "website": ("w", "buildWebsite")}
_FINISHERS = {"text": "fillTexts", "impression": "fireImpression", "qr": "showQrCodes"}
_WAITING = frozenset({"banner-sdk", "impression", "pixel", "smart-script"})
# In this order: whoever waits for consent is there before the first answer.
_BEHAVIOURS = {
    "pixel": "startPixels",
    "smart-script": "useSmartScript",
    "banner-sdk": "showVendorBanner",
    "consent": "hearConsent",
    "consent-bar": "askConsent",
    "banner": "closeBanner",
    "clip": "playClips",
    "copy": "copyCodes",
    "countdown": "countDown",
    # The window is one of the choices that the checklist brings back.
    "checklist": "keepChecklist",
    "ad-window": "showAdWindow",
}
_MODULES = {
    "afterConsent": "consent",
    "askConsent": "consent-bar",
    "buildDirect": "direct",
    "buildOneLink": "onelink",
    "buildWebsite": "website",
    "closeBanner": "banner",
    "copyCodes": "copy",
    "countDown": "countdown",
    "fillTexts": "text",
    "fireImpression": "impression",
    "hearConsent": "consent",
    "keepChecklist": "checklist",
    "onConsent": "consent",
    "openConsentedMemory": "consent-memory",
    "openMemory": "memory",
    "organicCredit": "organic",
    "playClips": "clip",
    "run": "page",
    "showAdWindow": "ad-window",
    "showQrCodes": "qr",
    "showVendorBanner": "banner-sdk",
    "startPixels": "pixel",
    "useSmartScript": "smart-script",
}


@cache
def bundle(features: frozenset[str], kept: Path | None = None) -> str:
    """The script of a page with the given features, minified and safe inside ``<script>``.

    The same features give the same text, byte for byte, in ASCII.

    Args:
        features: What the script does.
        kept: A folder for minified scripts, in which it is looked for first.

    Raises:
        ValueError: A feature is unknown, which is a mistake in Landfast.
    """
    unknown = features - FEATURES
    if unknown:
        raise ValueError(f"unknown features of the page script: {', '.join(sorted(unknown))}")
    return minified(link_modules(entry(features)), kept)


@cache
def splitter(kept: Path | None = None) -> str:
    """The script in the head of a page that divides its visitors among variants, minified."""
    source = "import { split } from './split.js';\ntry { split(); } catch (e) {}"
    return minified(link_modules(source), kept)


@cache
def standalone() -> str:
    """The script that gives pages of other makers ``window.AF_SMART_SCRIPT``, minified."""
    return minified(link_modules("import './standalone.js';"), None)


def entry(features: Iterable[str]) -> str:
    """The source that starts the page script with the given features."""
    wanted = sorted(features)
    asks = "consent" in wanted
    builders = {"o": "buildOneLink"} | dict(_BUILDERS[name] for name in wanted if name in _BUILDERS)
    kinds = ", ".join(f"{kind}: {name}" for kind, name in builders.items())
    memory = (
        ("openConsentedMemory" if asks else "openMemory") if "persistence" in wanted else "null"
    )
    organic = "organicCredit" if "organic" in wanted else "null"
    finishers = ", ".join(
        f"afterConsent({name})" if asks and feature in _WAITING else name
        for feature, name in _FINISHERS.items()
        if feature in wanted
    )
    gate = "onConsent" if asks else "(listener) => listener(true)"
    calls = [f"run({{ {kinds} }}, {memory}, {organic}, [{finishers}]);"]
    if "private" in wanted:
        calls = []
    for feature, name in _BEHAVIOURS.items():
        if feature in wanted:
            calls.append(f"{name}({gate if feature in _WAITING else ''});")
    # The links of the page work without the script, so nothing may disturb the page's own scripts,
    # and nothing that fails may keep the next from working.
    body = "\n".join(f"try {{ {call} }} catch (error) {{}}" for call in calls)
    if "split" in wanted:
        # The page is on its way to another variant, which measures for itself.
        body = f"if (!document.documentElement.hidden) {{\n{body}\n}}"
    used = set(re.findall(r"\w+", body))
    imports = [f"import {{ {n} }} from './{_MODULES[n]}.js';" for n in sorted(used & set(_MODULES))]
    return "\n".join([*imports, body])
