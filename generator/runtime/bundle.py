"""Makes the script of a page out of the modules that the page needs.

The sources in ``js/`` are ES modules that a person can read. A page gets one minified function
that holds just the modules of its features, so that nothing but the page itself is ever loaded.
"""

from collections.abc import Iterable
from functools import cache

from generator.runtime.minify import minify
from generator.runtime.modules import link_modules

FEATURES = frozenset(
    {"clip", "copy", "direct", "impression", "organic", "persistence", "qr", "website"}
)
"""What a page may ask for besides OneLinks, which every page has.

``direct`` and ``website`` are further kinds of link; ``impression`` sends the page's impression;
``persistence`` remembers the arrival for later pages; ``organic`` credits unpaid visits; ``qr``
draws the visit's link for desktop visitors. ``copy`` makes buttons copy their code;
``clip`` plays video previews.
"""

_BUILDERS = {"direct": ("d", "buildDirect"), "website": ("w", "buildWebsite")}
_FINISHERS = {"impression": "fireImpression", "qr": "showQrCodes"}
_BEHAVIOURS = {"clip": "playClips", "copy": "copyCodes"}
_MODULES = {
    "buildDirect": "direct",
    "buildOneLink": "onelink",
    "buildWebsite": "website",
    "copyCodes": "copy",
    "fireImpression": "impression",
    "openMemory": "memory",
    "playClips": "clip",
    "organicCredit": "organic",
    "run": "page",
    "showQrCodes": "qr",
}


@cache
def bundle(features: frozenset[str]) -> str:
    """The script of a page with the given features, minified and safe inside ``<script>``.

    The same features give the same text, byte for byte, in ASCII.

    Raises:
        ValueError: A feature is unknown, which is a mistake in Landfast.
    """
    unknown = features - FEATURES
    if unknown:
        raise ValueError(f"unknown features of the page script: {', '.join(sorted(unknown))}")
    return minify(link_modules(entry(features)))


@cache
def standalone() -> str:
    """The script that gives pages of other makers ``window.AF_SMART_SCRIPT``, minified."""
    return minify(link_modules("import './standalone.js';"))


def entry(features: Iterable[str]) -> str:
    """The source that starts the page script with the given features."""
    wanted = sorted(features)
    builders = {"o": "buildOneLink"} | dict(_BUILDERS[name] for name in wanted if name in _BUILDERS)
    finishers = [_FINISHERS[name] for name in wanted if name in _FINISHERS]
    memory = "openMemory" if "persistence" in wanted else "null"
    organic = "organicCredit" if "organic" in wanted else "null"
    behaviours = [_BEHAVIOURS[name] for name in wanted if name in _BEHAVIOURS]
    used = ["run", *builders.values(), *finishers, memory, organic, *behaviours]
    imports = [
        f"import {{ {name} }} from './{_MODULES[name]}.js';" for name in used if name in _MODULES
    ]
    kinds = ", ".join(f"{kind}: {name}" for kind, name in builders.items())
    run = f"run({{ {kinds} }}, {memory}, {organic}, [{', '.join(finishers)}]);"
    calls = [run, *(f"{name}();" for name in behaviours)]
    # The links of the page work without the script, so nothing may disturb the page's own scripts,
    # and nothing that fails may keep the next from working.
    return "\n".join([*imports, *(f"try {{ {call} }} catch (error) {{}}" for call in calls)])
