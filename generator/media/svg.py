"""SVG drawings, made safe: what is known to be harmless stays, everything else goes.

The page inlines logos and icons, so a drawing is as powerful as the page itself. Sanitisers for
HTML (nh3 among them) drop SVG or do not know its attributes, hence a list of our own. It follows
the SVG profile of DOMPurify and leaves out what loads, links, scripts or embeds.
"""

import hashlib
import re
from collections.abc import Mapping
from typing import Any
from xml.etree import ElementTree as ET
from xml.parsers import expat

from msgspec import Struct

from generator.errors import InputError
from generator.media.asset import Asset
from generator.media.cache import Made
from generator.media.stylesheet import (
    clean_declarations,
    clean_rules,
    is_safe_value,
    rename_in_value,
)
from generator.media.svg_vocabulary import ANIMATION, ATTRIBUTES, ELEMENTS, TEXT

OPERATION = "svg-1"
# A drawing of this size cannot be meant for a landing page, and inlining it would be a mistake.
MAX_BYTES = 4_000_000
_MAX_DEPTH = 200

_SVG = "http://www.w3.org/2000/svg"
_XLINK_HREF = "{http://www.w3.org/1999/xlink}href"
_XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_EMBEDDED = re.compile(r"data:image/(png|jpe?g|gif|webp|avif);base64,[A-Za-z0-9+/=\s]+")
_LOCAL = re.compile(r"#[\w.:-]+")
_LENGTH = re.compile(r"\s*([0-9.]+(?:e[+-]?\d+)?)\s*(px|pt|pc|mm|cm|in)?\s*", re.IGNORECASE)
_PIXELS = {"px": 1.0, "pt": 4 / 3, "pc": 16.0, "mm": 96 / 25.4, "cm": 96 / 2.54, "in": 96.0}


class Drawing(Struct, frozen=True):
    """A sanitised SVG drawing.

    Attributes:
        asset: The drawing as a file.
        inline: The drawing as text to stand in HTML; its ids and styles collide with nothing.
        width, height: Its natural size in CSS pixels.
    """

    asset: Asset
    inline: str
    width: float
    height: float


def make_svg(data: bytes, name: str) -> Made:
    """Sanitise and minify a drawing.

    Returns:
        One file, and the facts `inline` (the same drawing with unique ids and scoped styles, to
        stand in HTML), `width` and `height` (CSS pixels).

    Raises:
        InputError: svg-invalid, svg-entities, svg-too-large.
    """
    root = _parse(data, name)
    width, height = _size(root, name)
    if _depth(root) > _MAX_DEPTH:
        raise InputError(
            "svg-invalid",
            f"The elements of the drawing {name} are nested more than {_MAX_DEPTH} deep.",
            "Ungroup them in your drawing program, then export again.",
        )
    clean = _clean(root)
    text = _serialise(clean)
    prefix = "s" + hashlib.sha256(text.encode()).hexdigest()[:6]
    _scope(clean, prefix)
    facts = {"inline": _serialise(clean, namespace=False), "width": width, "height": height}
    return Made(facts, (("svg", text.encode()),))


def _parse(data: bytes, name: str) -> ET.Element:
    if len(data) > MAX_BYTES:
        raise InputError(
            "svg-too-large",
            f"The drawing {name} has {len(data) / 1e6:.1f} MB, too much for an SVG on a page.",
            "Simplify its paths, or export it as PNG and use that instead.",
        )
    guard = expat.ParserCreate()

    def refuse(*_: object) -> None:
        raise InputError(
            "svg-entities",
            f"The drawing {name} declares XML entities, which can hide huge or foreign content.",
            "Export it as plain SVG; in Illustrator, without preserving editing capabilities.",
        )

    guard.EntityDeclHandler = refuse
    try:
        guard.Parse(data, True)
        root = ET.fromstring(data)
    except (expat.ExpatError, ET.ParseError, ValueError, LookupError) as error:
        raise InputError(
            "svg-invalid",
            f"The drawing {name} is not well-formed XML ({error}).",
            "Export it again as SVG; a file that a browser shows may still be broken XML.",
        ) from error
    if root.tag not in ("svg", f"{{{_SVG}}}svg"):
        raise InputError(
            "svg-invalid",
            f"The file {name} is XML, but its outermost element is not <svg>.",
            "Export the drawing again as SVG.",
        )
    return root


def _size(root: ET.Element, name: str) -> tuple[float, float]:
    """Take the drawing's size from `viewBox`, or from `width` and `height`, and set `viewBox`."""
    width, height = _length(root.get("width")), _length(root.get("height"))
    try:
        box = [float(part) for part in re.split(r"[\s,]+", root.get("viewBox", "").strip())]
    except ValueError:
        box = []
    if len(box) == 4 and box[2] > 0 and box[3] > 0:
        # A given width sets the scale; the ratio is always that of the view box.
        scale = width / box[2] if width else height / box[3] if height else 1.0
        return round(box[2] * scale, 2), round(box[3] * scale, 2)
    if width and height:
        root.set("viewBox", f"0 0 {width:g} {height:g}")
        return round(width, 2), round(height, 2)
    raise InputError(
        "svg-invalid",
        f"The drawing {name} has neither a viewBox nor a width and height, so it has no size.",
        'Add a viewBox to its <svg> element, such as viewBox="0 0 120 40".',
    )


def _length(text: str | None) -> float:
    match = _LENGTH.fullmatch(text or "")
    if not match:
        return 0.0
    try:
        return float(match[1]) * _PIXELS[(match[2] or "px").lower()]
    except ValueError:
        return 0.0


def _depth(root: ET.Element) -> int:
    level, depth = [root], 0
    while level and depth <= _MAX_DEPTH:
        level, depth = [child for element in level for child in element], depth + 1
    return depth


def _clean(element: ET.Element) -> ET.Element:
    """Copy `element` with what is allowed; links give way to their content."""
    tag = _local(element.tag)
    copy = ET.Element("g" if tag == "a" else tag, _clean_attributes(tag, element.attrib))
    if tag == "style":
        copy.text = clean_rules(element.text or "")
        return copy
    if tag in TEXT:
        copy.text = element.text
    for child in element:
        kept = _clean(child) if _is_allowed(child) else None
        if kept is not None:
            copy.append(kept)
        if tag in TEXT and child.tail:
            if kept is not None:
                kept.tail = child.tail
            elif len(copy):
                copy[-1].tail = (copy[-1].tail or "") + child.tail
            else:
                copy.text = (copy.text or "") + child.tail
    return copy


def _is_allowed(element: ET.Element) -> bool:
    if not isinstance(element.tag, str):  # comments and processing instructions
        return False
    tag = _local(element.tag)
    if tag not in ELEMENTS and tag != "a":
        return False
    if tag in ANIMATION:
        return element.get("attributeName", "d") in ATTRIBUTES - {"style", "href"}
    if tag in ("image", "feImage"):
        return bool(_EMBEDDED.fullmatch(_href(element)))
    if tag == "use":
        return bool(_LOCAL.fullmatch(_href(element)))
    return True


def _local(tag: str) -> str:
    """The element's name in the SVG namespace (or without one); empty for foreign ones."""
    if tag.startswith("{"):
        namespace, _, name = tag[1:].partition("}")
        return name if namespace == _SVG else ""
    return tag


def _href(element: ET.Element) -> str:
    return (element.get("href") or element.get(_XLINK_HREF) or "").strip()


def _clean_attributes(tag: str, attributes: Mapping[str, str]) -> dict[str, str]:
    kept = {}
    for name, value in attributes.items():
        if name in ("href", _XLINK_HREF):
            target = value.strip()
            if tag != "a" and (
                _LOCAL.fullmatch(target)
                or (tag in ("image", "feImage") and _EMBEDDED.fullmatch(target))
            ):
                kept["href"] = target
        elif name == _XML_SPACE:
            kept["xml:space"] = value
        elif name == "style":
            if declarations := clean_declarations(value):
                kept["style"] = declarations
        elif name in ATTRIBUTES and is_safe_value(value):
            kept[name] = value
    if tag == "svg":
        kept.pop("version", None)
    return kept


def _scope(root: ET.Element, prefix: str) -> None:
    """Make ids, classes and rules of an inline drawing collide with nothing in its page."""

    def rename(name: str) -> str:
        return f"{prefix}-{name}" if name in names else name

    names: set[str] = set()
    for element in root.iter():
        names.update(element.get("class", "").split())
        names.update(filter(None, [element.get("id")]))
        if element.tag == "style":
            names.update(re.findall(r"@keyframes ([\w-]+)", element.text or ""))
    has_style = False
    for element in root.iter():
        if element.tag == "style":
            has_style = True
            element.text = clean_rules(element.text or "", rename, f"#{prefix}")
        for name, value in element.items():
            if name == "id":
                element.set(name, rename(value))
            elif name == "class":
                element.set(name, " ".join(rename(part) for part in value.split()))
            elif name == "href" and value.startswith("#"):
                element.set(name, f"#{rename(value[1:])}")
            elif name in ("begin", "end"):
                element.set(name, re.sub(r"([\w-]+)(?=\.)", lambda m: rename(m[1]), value))
            elif name in ("aria-labelledby", "aria-describedby"):
                element.set(name, " ".join(rename(part) for part in value.split()))
            elif "url(" in value or name == "style":
                element.set(name, rename_in_value(value, rename))
    if has_style:
        root.set("id", prefix)


def _serialise(root: ET.Element, *, namespace: bool = True) -> str:
    if namespace:
        root = _with_attributes(root, {"xmlns": _SVG, **root.attrib})
    text = ET.tostring(root, encoding="unicode", short_empty_elements=True)
    return text.replace(" />", "/>")


def _with_attributes(element: ET.Element, attributes: dict[str, Any]) -> ET.Element:
    copy = ET.Element(element.tag, attributes)
    copy.text = element.text
    copy.extend(list(element))
    return copy
