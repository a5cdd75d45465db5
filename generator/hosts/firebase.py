"""Firebase Hosting.

https://firebase.google.com/docs/hosting/full-config
"""

import json
import re
from collections.abc import Iterator

from generator.hosts.headers import IMMUTABLE, REVALIDATED
from generator.hosts.host import BuiltSite, Host, HostFile
from generator.hosts.rules_files import APK


def _files(site: BuiltSite) -> Iterator[HostFile]:
    prefix = re.escape(site.prefix)
    rules = [
        _rule("^.*$", **{**site.headers, "Cache-Control": REVALIDATED}),
        _rule(f"^{prefix}assets/.*$", **{"Cache-Control": IMMUTABLE}),
        _rule(f"^{prefix}assets/.*\\.apk$", **{"Content-Type": APK}),
        *(
            _rule(f"^{re.escape(site.path(page))}$", **{"Content-Security-Policy": policy})
            for page, policy in site.ruled(HOST)
        ),
    ]
    data = {
        "hosting": {
            "public": ".",
            "ignore": ["firebase.json", "_headers", "_redirects", "vercel.json", "**/.*"],
            "trailingSlash": True,
            "redirects": [
                {
                    "regex": f"^{re.escape(site.prefix + redirect.old)}/?$",
                    "destination": redirect.location,
                    "type": redirect.status,
                }
                for redirect in site.redirects
            ],
            "headers": rules,
        }
    }
    yield HostFile("firebase.json", json.dumps(data, indent=2, ensure_ascii=False) + "\n")


def _rule(regex: str, **headers: str) -> dict[str, object]:
    # Regular expressions, because a glob would read parts of a path as a pattern.
    return {
        "regex": regex,
        "headers": [{"key": name, "value": value} for name, value in headers.items()],
    }


HOST = Host("firebase", "Firebase Hosting", _files, page_rules=500)
