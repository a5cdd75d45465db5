"""An old address on a host that cannot redirect: a page that goes on, with the visitor's query."""

import json
from html import escape

from generator.hosts.host import Redirection


def redirect_page(redirect: Redirection) -> str:
    """The page, without its policy. `noindex`, because there is nothing on it."""
    to = json.dumps(redirect.location).replace("<", "\\u003c")
    href = escape(redirect.location)
    return (
        '<!DOCTYPE html><html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width,initial-scale=1">'
        '<meta name="robots" content="noindex"><title>…</title><link rel="icon" href="data:,">'
        f"<script>location.replace({to}+location.search+location.hash)</script></head>"
        f'<body><a href="{href}">{href}</a></body></html>'
    )
