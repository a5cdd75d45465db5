"""Whole workspaces in one string: `-- path --` begins a file, as in Go's txtar.

A path that ends in .jpg or .png makes a real picture; its text, if any, is WIDTHxHEIGHT.
"""

import re
from pathlib import Path

from PIL import Image

from generator.build.build import build
from generator.build.events import Event, Summary
from generator.build.workspace import Workspace
from generator.errors import Problem, SiteError

PLAIN_THEME = """
-- themes/plain/theme.yaml --
name: Plain
description: As little as possible.
-- themes/plain/templates/product.html --
{% extends "layout.html" %}
{% from "partials/picture.html" import picture with context %}
{% from "partials/cta.html" import cta with context %}
{% block body %}<main><h1>{{ page.headline or page.title }}</h1>{{ picture(page.gallery[0]) }}
<div>{{ body }}</div>{{ cta(links.cta) }}</main>{% endblock %}
"""

SITE = """
-- sites/shop/site.yaml --
name: Shop
url: https://go.shop.example/
theme: plain
attribution:
  onelink: https://shop.onelink.me/A1b2
  defaults: {media_source: shop_landing, campaign: always-on}
company:
  legal_name: Shop, Inc.
  address: 1 Pine Street, Portland
  email: hello@shop.example
  privacy_url: https://shop.example/privacy
  terms_url: https://shop.example/terms
  returns_url: https://shop.example/returns
  shipping_url: https://shop.example/shipping
check:
  silence:
    placeholder-link: a shop for tests
    text-short: a page for tests
    image-alt-empty: a picture for tests
-- sites/shop/pages/balm.md --
---
type: product
title: Polar Balm
category: Beauty
gallery: [media/balm.jpg]
price: {now: 24.00}
cta: {label: Shop Now, url: https://shop.example/balm}
---
For cold days.
-- sites/shop/media/balm.jpg --
"""


def write_workspace(root: Path, *archives: str) -> Workspace:
    """The files of the archives below `root`; a later archive replaces files of an earlier one."""
    for archive in archives:
        parts = re.split(r"(?m)^-- (.+) --\n", archive)
        for name, text in zip(parts[1::2], parts[2::2], strict=True):
            path = root / name
            path.parent.mkdir(parents=True, exist_ok=True)
            if path.suffix in (".jpg", ".png"):
                width, height = (int(n) for n in (text.strip() or "60x80").split("x"))
                Image.new("RGB", (width, height), (120, 80, 200)).save(path)
            else:
                path.write_text(text, "utf-8")
    return Workspace(root)


class Recorder:
    """A reporter that remembers."""

    def __init__(self) -> None:
        self.events: list[Event] = []

    def report(self, event: Event) -> None:
        self.events.append(event)


def build_all(workspace: Workspace, *site_names: str) -> Summary:
    """Build, and expect it to succeed."""
    return build(workspace, Recorder(), site_names=site_names)


def problems_of(workspace: Workspace) -> tuple[Problem, ...]:
    """Build, and expect it to fail: what it tells."""
    try:
        build(workspace, Recorder())
    except SiteError as error:
        return error.problems
    raise AssertionError("the build succeeded")


def told(problem: Problem, root: Path) -> str:
    """A problem as `file:line:column code`, relative to the workspace."""
    assert problem.place is not None
    place = problem.place
    name = place.file.relative_to(root).as_posix()
    where = f"{name}:{place.line}:{place.column}" if place.line else name
    return f"{where} {problem.code}"


def snapshot(folder: Path) -> dict[str, bytes]:
    """Every published file below a folder with its content."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and ".landfast" not in path.parts
    }
