"""HTML that comes from a catalogue: whoever wrote it, it can show text and pictures only.

https://nh3.readthedocs.io. Scripts, styles, frames, forms and event handlers go, and addresses of
any scheme but those that a reader can follow.
"""

import re
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import nh3

_TAGS = (
    "a abbr b blockquote br caption cite code dd del dl dt em figcaption figure h2 h3 h4 h5 h6 hr "
    "i img ins li mark ol p pre q s small span strong sub sup table tbody td tfoot th thead tr u ul"
)
_ATTRIBUTES = {
    "a": {"href", "title"},
    "abbr": {"title"},
    "img": {"src", "alt", "width", "height"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan", "scope"},
}
_SCHEMES = {"https", "mailto", "tel"}
_H1 = re.compile(r"(</?)h1\b", re.IGNORECASE)


def sanitised(html: str) -> str:
    """The harmless part of some HTML; its first-level headings become second-level ones."""
    return _cleaner().clean(_H1.sub(r"\1h2", html))


@cache
def _cleaner() -> "nh3.Cleaner":
    import nh3  # only needed by pages that show HTML of a catalogue

    return nh3.Cleaner(
        tags=set(_TAGS.split()),
        clean_content_tags={"script", "style", "iframe", "object", "noscript", "template"},
        attributes={tag: set(names) for tag, names in _ATTRIBUTES.items()},
        url_schemes=_SCHEMES,
        link_rel="nofollow noopener",
        set_tag_attribute_values={"img": {"loading": "lazy", "decoding": "async"}},
    )
