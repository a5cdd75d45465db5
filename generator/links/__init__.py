"""The attribution domain: what a visitor brought, and the links that carry it on.

Pure functions without input or output. `arrive` reads a visit, `make_link` makes a destination's
link for it, `page_impression` the impression, and `static_href` the link that stands in the HTML.
The page's JavaScript follows the same rules; `page_config` is what it reads. The rules are told in
docs/smart-script.md.
"""

from generator.links.author import (
    check_app_id,
    check_https_url,
    check_onelink,
    check_platform,
    is_custom_link,
)
from generator.links.budget import MAX_LENGTH
from generator.links.config import mapping_config, page_config
from generator.links.destination import (
    PLATFORMS,
    REASONS,
    STORE_PLATFORMS,
    Destination,
    Direct,
    Link,
    OneLink,
    Reason,
    Website,
    apk,
    is_onelink_base,
    make_link,
    static_href,
)
from generator.links.impression import (
    ClientHints,
    impression_url,
    offers_client_hints,
    page_impression,
)
from generator.links.mapping import CLICK_IDS, SUBS, Mapping, Parameter
from generator.links.organic import Organic, organic_source
from generator.links.outgoing import Origin, Outgoing
from generator.links.presets import (
    DEFAULTS,
    PRESETS,
    LeftOutCopy,
    ParameterChange,
    PresetMapping,
    check_outgoing_name,
    preset_mapping,
)
from generator.links.standalone import standalone_direct, standalone_mapping, standalone_onelink
from generator.links.visit import (
    LIFETIME,
    NO_VISIT,
    Arrival,
    Brought,
    PageLoad,
    Visit,
    arrive,
    incoming_parameters,
    is_present,
)

__all__ = [
    "CLICK_IDS",
    "DEFAULTS",
    "LIFETIME",
    "MAX_LENGTH",
    "NO_VISIT",
    "PLATFORMS",
    "PRESETS",
    "REASONS",
    "STORE_PLATFORMS",
    "SUBS",
    "Arrival",
    "Brought",
    "ClientHints",
    "Destination",
    "Direct",
    "LeftOutCopy",
    "Link",
    "Mapping",
    "OneLink",
    "Organic",
    "Origin",
    "Outgoing",
    "PageLoad",
    "Parameter",
    "ParameterChange",
    "PresetMapping",
    "Reason",
    "Visit",
    "Website",
    "apk",
    "arrive",
    "check_app_id",
    "check_https_url",
    "check_onelink",
    "check_outgoing_name",
    "check_platform",
    "impression_url",
    "incoming_parameters",
    "is_custom_link",
    "is_onelink_base",
    "is_present",
    "make_link",
    "mapping_config",
    "offers_client_hints",
    "organic_source",
    "page_config",
    "page_impression",
    "preset_mapping",
    "standalone_direct",
    "standalone_mapping",
    "standalone_onelink",
    "static_href",
]
