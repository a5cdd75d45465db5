"""A web address as a browser sees it: taken apart, normalised and written out again.

This is the http and https part of the WHATWG URL parser (https://url.spec.whatwg.org/), which
decides what a page's URL looks like to the page itself (`location.href`), which origin it has,
and how an impression is written. Addresses of other schemes are no addresses here.
"""

import ipaddress
import re
import unicodedata
from urllib.parse import quote, unquote_to_bytes

from msgspec import Struct

from generator.links.encoding import well_formed

_C0_AND_SPACE = "".join(map(chr, range(0x21)))
_LINE_BREAKS_AND_TABS = str.maketrans("", "", "\t\n\r")
_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.\-]*):")
_AUTHORITY = re.compile(r"[/\\]*([^/\\?#]*)")
_PORT = re.compile(r"(.*?)(?::([0-9]*))?", re.DOTALL)
_FORBIDDEN_IN_HOST = re.compile(r"[\x00-\x20\x7f#%/:<>?@\[\\\]^|]")
_IGNORED_IN_HOST = re.compile("[\u00ad\u200b\u2060\ufe00-\ufe0f\ufeff]")
_DOT = re.compile(r"(?:\.|%2e)", re.IGNORECASE)
_DOT_DOT = re.compile(r"(?:\.|%2e){2}", re.IGNORECASE)
_PLAIN = re.compile(
    r"(https?)://([a-z0-9-]+(?:\.[a-z0-9-]+)*\.[a-z][a-z0-9-]*)((?:/[A-Za-z0-9_~-]*)*)"
    r"(?:\?([A-Za-z0-9_.~=&%+-]*))?"
)
"""What most authors write: an address in its normal form already, but for an empty path."""
_DEFAULT_PORTS = {"http": 80, "https": 443}

# What each part leaves as it is, besides the letters and digits that `quote` never touches.
_KEEP_IN_PATH = "!$%&'()*+,-./:;=@[\\]_|~"
_KEEP_IN_QUERY = "!$%&()*+,-./:;=?@[\\]^_`{|}~"
_KEEP_IN_FRAGMENT = "!#$%&'()*+,-./:;=?@[\\]^_{|}~"
_KEEP_IN_USERINFO = "!$%&'()*+,-._~"


class Address(Struct, frozen=True):
    """An http or https address in its normal form.

    Attributes:
        scheme: ``http`` or ``https``.
        userinfo: What stands before ``@``, usually empty.
        host: Lower-case ASCII host name or IP address.
        port: The port as text, empty where it is the scheme's own.
        path: Percent-encoded path, always beginning with ``/``.
        query: Percent-encoded query, or None without one (an empty query is "").
        fragment: Percent-encoded fragment, or None without one.
    """

    scheme: str
    userinfo: str
    host: str
    port: str
    path: str
    query: str | None
    fragment: str | None

    @property
    def origin(self) -> str:
        """Scheme, host and port: what decides whether two pages share a storage."""
        return f"{self.scheme}://{self.host}" + (f":{self.port}" if self.port else "")

    @property
    def href(self) -> str:
        """The whole address as the browser serialises it."""
        at = f"{self.userinfo}@" if self.userinfo else ""
        port = f":{self.port}" if self.port else ""
        query = "" if self.query is None else f"?{self.query}"
        fragment = "" if self.fragment is None else f"#{self.fragment}"
        return f"{self.scheme}://{at}{self.host}{port}{self.path}{query}{fragment}"


def parse_address(text: str) -> Address | None:
    """The address that a browser makes of the text, or None where it is no http(s) address."""
    plain = _PLAIN.fullmatch(text)
    if plain:
        return Address(plain[1], "", plain[2], "", plain[3] or "/", plain[4], None)
    return _parsed(text)


def _parsed(text: str) -> Address | None:
    cleaned = stripped(text)
    scheme_match = _SCHEME.match(cleaned)
    if scheme_match is None or scheme_match[1].lower() not in _DEFAULT_PORTS:
        return None
    scheme = scheme_match[1].lower()
    authority_match = _AUTHORITY.match(cleaned, scheme_match.end())
    assert authority_match is not None  # the pattern matches an empty authority too
    userinfo, at, place = authority_match[1].rpartition("@")
    host_and_port = _host_and_port(place, _DEFAULT_PORTS[scheme])
    if host_and_port is None or (at and not place):
        return None
    rest, hash_sign, fragment = cleaned[authority_match.end() :].partition("#")
    path, question, query = rest.partition("?")
    return Address(
        scheme=scheme,
        userinfo=_userinfo(userinfo),
        host=host_and_port[0],
        port=host_and_port[1],
        path=_path(path),
        query=quote(query, safe=_KEEP_IN_QUERY) if question else None,
        fragment=quote(fragment, safe=_KEEP_IN_FRAGMENT) if hash_sign else None,
    )


def stripped(text: str) -> str:
    """The text without what every URL parser removes first.

    These are control characters and spaces at both ends, and tabs and line breaks anywhere.
    """
    return well_formed(text).strip(_C0_AND_SPACE).translate(_LINE_BREAKS_AND_TABS)


def query_of(text: str) -> str:
    """The query of any address, relative and odd ones included; empty without one."""
    before_fragment = stripped(text).partition("#")[0]
    return before_fragment.partition("?")[2]


def same_origin(one: str, other: str) -> bool:
    """Whether two addresses are pages of one origin; never true of other schemes than http(s)."""
    first, second = parse_address(one), parse_address(other)
    return first is not None and second is not None and first.origin == second.origin


def serialized(text: str) -> str:
    """The address as the browser writes it in `location.href`; other text as it stands."""
    address = parse_address(text)
    return stripped(text) if address is None else address.href


def _host_and_port(place: str, default_port: int) -> tuple[str, str] | None:
    if place.startswith("["):
        literal, closing, after = place[1:].partition("]")
        if not closing or (after and not re.fullmatch(":[0-9]*", after)):
            return None
        host, port = _ipv6(literal), after[1:]
    else:
        match = _PORT.fullmatch(place)
        assert match is not None  # the pattern matches any text
        host, port = _domain(match[1]), match[2] or ""
    number = (port.lstrip("0") or "0") if port else ""
    if host is None or len(number) > 5 or (number and int(number) > 0xFFFF):
        return None
    return host, "" if number == str(default_port) else number


def _ipv6(literal: str) -> str | None:
    try:
        address = ipaddress.IPv6Address(literal)
    except ValueError:
        return None
    return None if "%" in literal else f"[{address.compressed}]"


def _domain(text: str) -> str | None:
    name = unquote_to_bytes(text).decode("utf-8", "replace")
    name = ".".join(map(_ascii_label, _mapped(name).split(".")))
    if not name or _FORBIDDEN_IN_HOST.search(name):
        return None
    labels = name.removesuffix(".").split(".")
    if re.fullmatch("[0-9]+|0x[0-9a-f]*", labels[-1]):
        return _ipv4(labels)
    return name


def _mapped(name: str) -> str:
    """A host name in the form that its letters are compared in (after UTS 46)."""
    if name.isascii():
        return name.lower()
    visible = _IGNORED_IN_HOST.sub("", unicodedata.normalize("NFKC", name).lower())
    return unicodedata.normalize("NFC", visible).replace("\u3002", ".")


def _ascii_label(label: str) -> str:
    return label if label.isascii() else "xn--" + label.encode("punycode").decode("ascii")


def _ipv4(labels: list[str]) -> str | None:
    if len(labels) > 4:
        return None
    numbers = []
    for label in labels:
        base = 16 if label.startswith("0x") else 8 if re.match("0.", label) else 10
        digits = label[2:] if base == 16 else label
        if len(digits) > 40:
            return None
        try:
            numbers.append(int(digits, base) if digits else 0 if base == 16 else -1)
        except ValueError:
            return None
    *first, last = numbers
    if min(numbers) < 0 or max(first, default=0) > 255 or last >= 256 ** (5 - len(numbers)):
        return None
    value = last + sum(number << (8 * (3 - index)) for index, number in enumerate(first))
    return str(ipaddress.IPv4Address(value))


def _userinfo(text: str) -> str:
    name, _, password = text.partition(":")
    encoded = quote(name, safe=_KEEP_IN_USERINFO)
    return f"{encoded}:{quote(password, safe=_KEEP_IN_USERINFO)}" if password else encoded


def _path(text: str) -> str:
    kept: list[str] = []
    segments = text.replace("\\", "/").removeprefix("/").split("/")
    for index, segment in enumerate(segments):
        is_last = index == len(segments) - 1
        if _DOT_DOT.fullmatch(segment):
            del kept[-1:]
            if is_last:
                kept.append("")
        elif _DOT.fullmatch(segment):
            if is_last:
                kept.append("")
        else:
            kept.append(quote(segment, safe=_KEEP_IN_PATH))
    return "/" + "/".join(kept)
