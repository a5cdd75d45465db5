"""Vercel.

https://vercel.com/docs/project-configuration
"""

import json
import re
from collections.abc import Iterator
from urllib.parse import quote

from generator.hosts.headers import IMMUTABLE, REVALIDATED
from generator.hosts.host import BuiltSite, Host, HostFile
from generator.hosts.rules_files import APK

_MOST_RULES = 1024


def _files(site: BuiltSite) -> Iterator[HostFile]:
    prefix = _literal(site.prefix)
    # Vercel applies every rule that matches, the later ones over the earlier ones.
    rules = [
        _rule(f"{prefix}(.*)", **{**site.headers, "Cache-Control": REVALIDATED}),
        _rule(f"{prefix}assets/(.*)", **{"Cache-Control": IMMUTABLE}),
        _rule(f"{prefix}assets/(.*)\\.apk", **{"Content-Type": APK}),
        *(
            _rule(_literal(site.path(page)), **{"Content-Security-Policy": policy})
            for page, policy in site.ruled(HOST)
        ),
    ]
    data = {
        "$schema": "https://openapi.vercel.sh/vercel.json",
        "trailingSlash": True,
        "redirects": [
            {
                "source": _literal(site.prefix + redirect.old) + "/",
                "destination": redirect.location,
                "statusCode": redirect.status,
            }
            for redirect in site.redirects
        ]
        + [
            {
                "source": f"{prefix}:path*/index.html",
                "destination": f"{prefix}:path*/",
                "statusCode": 301,
            }
        ],
        "headers": rules,
    }
    yield HostFile("vercel.json", json.dumps(data, indent=2, ensure_ascii=False) + "\n")


def _literal(path: str) -> str:
    """A path as Vercel's patterns (path-to-regexp) match it and nothing else."""
    return re.sub(r"([(){}:*+?.\\])", r"\\\1", quote(path))


def _rule(source: str, **headers: str) -> dict[str, object]:
    return {
        "source": source,
        "headers": [{"key": name, "value": value} for name, value in headers.items()],
    }


def _notes(site: BuiltSite) -> Iterator[str]:
    if len(site.redirects) >= _MOST_RULES:
        yield f"it takes at most {_MOST_RULES:,} redirects."


HOST = Host("vercel", "Vercel", _files, _notes, page_rules=1000)
