"""Where the output lives and how it gets there: hosts, redirects, headers and publish targets."""

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BeforeValidator, Field, model_validator

from generator.errors import InputError
from generator.links import check_https_url
from generator.site.fields import HttpsUrl, Model, Text, as_pydantic, checked
from generator.source import KeyPath

Host = Literal[
    "cloudflare-pages",
    "netlify",
    "vercel",
    "firebase",
    "github-pages",
    "nginx",
    "caddy",
    "s3-cloudfront",
]
"""The hosts that the build knows how to prepare a site for."""


def _listed(value: Any) -> Any:
    return (value,) if isinstance(value, str) else value


Hosts = Annotated[
    tuple[Host, ...], BeforeValidator(_listed, json_schema_input_type=Host | list[Host])
]
"""One host or a list of hosts."""


def _old_path(value: str) -> str:
    path = value.strip()
    segments = path.strip("/").split("/")
    if (
        not path.strip("/")
        or "//" in path
        or any(segment in (".", "..") for segment in segments)
        or any(char in path for char in '\\?#%*"<>|{}$')
        or re.search(r"\s", path)
    ):
        raise InputError(
            "redirect-path",
            f"{value} cannot be an old path.",
            "Write the path as it stands behind the site's address, without a query or wildcards: "
            "/spring-offer/.",
        )
    return path


def _new_place(value: str) -> str:
    if "?" in value or "#" in value:
        raise InputError(
            "redirect-query",
            f"{value} has a query or a fragment of its own, and hosts then drop the visitor's, "
            "with the ttclid.",
            "Write the address without it; the visitor's query goes along.",
        )
    return check_https_url(value) if ":" in value else value


class Redirect(Model):
    """Where an old address leads."""

    to: Annotated[Text, AfterValidator(checked(_new_place))]
    """A page's path, such as /glow/, or a complete https:// address."""
    temporary: bool = False
    """Whether browsers shall ask again the next time, because the redirect may change."""


def _redirect(value: Any) -> Any:
    return {"to": value} if isinstance(value, str) else value


Redirects = dict[
    Annotated[str, AfterValidator(checked(_old_path))],
    Annotated[Redirect, BeforeValidator(_redirect, json_schema_input_type=str | Redirect)],
]
"""Old paths and where they lead."""


def redirect_key(path: str) -> str:
    """An old path as hosts compare them: without slashes at its ends, letter case ignored."""
    return path.strip("/").casefold()


def redirect_mistakes(redirects: Mapping[str, Redirect]) -> Iterator[tuple[KeyPath, InputError]]:
    """Old paths that are written twice, with where the second one stands."""
    seen: dict[str, str] = {}
    for old in redirects:
        first = seen.setdefault(redirect_key(old), old)
        if first != old:
            yield (
                ("redirects", old),
                InputError(
                    "redirect-duplicate",
                    f"{old} and {first} are the same old address: a slash at the end and letter "
                    "case make no difference.",
                    "Delete one of them.",
                ),
            )


_HEADER = re.compile(r"[A-Za-z][A-Za-z0-9-]*")
_FIXED = frozenset({"content-security-policy", "content-type", "cache-control", "location"})


def _header_name(value: str) -> str:
    if not _HEADER.fullmatch(value):
        raise InputError(
            "header-invalid",
            f"{value} is not the name of a header.",
            "Write it as hosts send it, such as X-Robots-Tag.",
        )
    if value.lower() in _FIXED:
        hint = (
            "Allow more sources under `csp:`."
            if value.lower() == "content-security-policy"
            else "Delete the line: the build knows what each file needs."
        )
        raise InputError("header-fixed", f"{value} differs from file to file.", hint)
    return value


def _header_value(value: str) -> str:
    if not value.isascii() or not value.isprintable() or '"' in value or "$" in value:
        raise InputError(
            "header-invalid",
            "The value of a header is one line of plain ASCII without double quotes and $.",
            "Shorten it, or write it differently; `off` leaves a header out.",
        )
    return value


Headers = dict[
    Annotated[str, AfterValidator(checked(_header_name))],
    Annotated[Text, AfterValidator(checked(_header_value))],
]
"""Header names and their values; `off` leaves one of the build's own out."""


def _source(value: str) -> str:
    if not re.fullmatch(r"(?:https|wss)://[A-Za-z0-9.*:/_-]+|data:|blob:", value):
        raise InputError(
            "csp-source",
            f"{value} is no source that a page could be allowed.",
            "Write a host with its scheme, such as https://cdn.example.com, or data: or blob:.",
        )
    return value


Source = Annotated[Text, AfterValidator(checked(_source))]
Sources = Annotated[
    tuple[Source, ...],
    BeforeValidator(_listed, json_schema_input_type=Source | list[Source]),
]


class Csp(Model):
    """What pages may load besides what the build knows of: for scripts of your own theme."""

    script: Sources = ()
    """Hosts of scripts."""
    style: Sources = ()
    """Hosts of style sheets."""
    image: Sources = ()
    """Hosts of pictures, and of pixels that are pictures."""
    media: Sources = ()
    """Hosts of video and sound."""
    font: Sources = ()
    """Hosts of fonts."""
    connect: Sources = ()
    """Hosts that scripts send something to."""
    frame: Sources = ()
    """Hosts of frames."""


def _off(value: Any) -> Any:
    return None if value == "off" else value


OptionalCsp = Annotated[
    Csp | None, BeforeValidator(_off, json_schema_input_type=Csp | Literal["off"])
]
"""Further sources, or `off` for no policy."""

_SECRET_KEY = re.compile(r"secret|passw|token|credential|access.?key|api.?key", re.IGNORECASE)
_SECRET_TEXT = re.compile(
    r"\b(?:AKIA|ASIA)[0-9A-Z]{16}\b|\w*(?:SECRET|PASSWORD|TOKEN|API_?KEY)\w*=[^\s$]"
    r"|://[^/\s:@]+:[^/\s@]+@",
    re.IGNORECASE,
)


class Target(Model):
    """What all publish targets have in common: no secrets."""

    @model_validator(mode="before")
    @classmethod
    def _without_secrets(cls, data: Any) -> Any:
        for key, value in data.items() if isinstance(data, dict) else ():
            if _SECRET_KEY.search(str(key)) or _SECRET_TEXT.search(str(value)):
                # The message must not repeat what should not have been written.
                raise as_pydantic(
                    InputError(
                        "publish-secret",
                        "This target holds a password, token or key, and site.yaml is read by "
                        "many.",
                        "Take it out, make a new one, and give it by the environment or the "
                        "provider's own files (docs/publishing.md).",
                    )
                )
        return data


class FolderTarget(Target):
    """A folder: a web server's root, a mounted drive, a checkout."""

    to: Literal["folder"]
    path: Text
    """The folder; relative to the workspace. The folder that holds it must exist."""
    keep_hours: Annotated[Decimal, Field(ge=0, le=24 * 365)] = Decimal(24)
    """How long `--prune` leaves assets that no page needs any more: caches may hold older pages."""


class S3Target(Target):
    """A bucket on S3, or on what speaks its language: R2, MinIO, Spaces, B2."""

    to: Literal["s3"]
    bucket: Text
    """The bucket's name."""
    prefix: Annotated[str, Field(pattern=r"^[^/\s][^\s]*$")] | None = None
    """A folder in the bucket that the site goes into."""
    endpoint: HttpsUrl | None = None
    """The provider's address, where it is not Amazon."""
    region: Text | None = None
    """The bucket's region; that of your AWS configuration if left out."""
    profile: Text | None = None
    """A profile of your AWS configuration files to take the credentials from."""
    keep_hours: Annotated[Decimal, Field(ge=0, le=24 * 365)] = Decimal(24)
    """How long `--prune` leaves assets that no page needs any more: caches may hold older pages."""


class CommandTarget(Target):
    """A command of your own, such as rsync, wrangler or netlify."""

    to: Literal["command"]
    run: Text
    """The command, run by the shell in the workspace; {output} is the site's built folder."""


AnyTarget = Annotated[FolderTarget | S3Target | CommandTarget, Field(discriminator="to")]


def _target_name(value: str) -> str:
    if not re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9_-]*", value):
        raise InputError(
            "publish-target-name",
            f"{value} cannot be the name of a target.",
            "Use letters, digits and hyphens, such as live.",
        )
    return value


Targets = dict[Annotated[str, AfterValidator(checked(_target_name))], AnyTarget]
"""Where `landfast publish NAME` brings the site, by name."""
