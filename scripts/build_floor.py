"""The libraries that a build of Landfast needs, and nothing else: run beside it by build_time.py.

It reads the pages of a `LandfastCorpus`, has the same libraries parse, validate, convert, render
and minify each of them once, and writes the result: no inheritance, no links, no checks, no memory
of the last build, and nothing atomic. No program that is made of them can take less.
"""

import hashlib
import os
import sys
from collections.abc import Sequence
from multiprocessing import get_context
from pathlib import Path

import click  # noqa: F401 - a command line is made with it
import jinja2
import minify_html
import pyromark
import yaml
from pydantic import BaseModel

FEW = 400
"""Pages that one process makes sooner than two."""


class Price(BaseModel):
    """As the corpus has it."""

    now: float
    was: float


class Button(BaseModel):
    """As the corpus has it."""

    label: str
    url: str


class Page(BaseModel):
    """As the corpus has it."""

    type: str
    title: str
    headline: str
    description: str
    kicker: str
    category: str
    gallery: list[str]
    price: Price
    sku: str
    cta: Button


def make(files: Sequence[Path], output: Path, template: jinja2.Template) -> None:
    """Make some pages."""
    for file in files:
        raw = file.read_bytes()
        hashlib.sha256(raw)
        _, front, body = raw.decode().split("---\n", 2)
        page = Page.model_validate(yaml.load(front, yaml.CSafeLoader))
        html = minify_html.minify(template.render(page=page, body=pyromark.html(body)))
        folder = output / file.stem
        folder.mkdir(exist_ok=True)
        (folder / "index.html").write_text(html)


def main() -> None:
    """Make all pages of the corpus in the current folder."""
    site = Path("sites/shop")
    files = sorted((site / "pages").iterdir())
    output = Path("output")
    output.mkdir(exist_ok=True)
    environment = jinja2.Environment(loader=jinja2.FileSystemLoader(site / "theme" / "templates"))
    template = environment.get_template("product.html")
    if len(files) <= FEW:
        make(files, output, template)
        return
    fork = get_context("fork")
    halves = (files[: len(files) // 2], files[len(files) // 2 :])
    processes = [fork.Process(target=make, args=(half, output, template)) for half in halves]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
        if process.exitcode:
            sys.exit(1)


if __name__ == "__main__":
    main()
    sys.stdout.flush()
    os._exit(0)
