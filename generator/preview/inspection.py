"""What the inspector and the gallery are told of a page, as JSON's own types."""

from typing import Any
from urllib.parse import quote

from generator import links
from generator.build.plan import PlannedPage
from generator.check.characters import count_characters
from generator.check.findings import Finding
from generator.check.rules.anchors import MOST_CHARACTERS
from generator.check.trace import trace
from generator.errors import Place, Problem
from generator.media import MediaStore
from generator.plain_data import plain_data
from generator.preview.shelf import Entry
from generator.preview.workshop import Workshop
from generator.site import Site
from generator.site.page_types.product import Product


def page_entry(address: str, entry: Entry, site: Site) -> dict[str, Any]:
    """One page in the gallery's list."""
    instance = entry.instance
    data, market = instance.blueprint.layers.data, instance.blueprint.market
    return {
        "address": address,
        "site": site.name,
        "site_name": site.config.name,
        "title": entry.title,
        "type": entry.kind,
        "market": market.key if market else "",
        "country": str(data.get("country") or site.config.country),
        "language": str(data.get("language") or site.config.language),
        "variant": instance.blueprint.variant,
        "draft": entry.draft,
        "anchor": entry.anchor,
    }


def page_visit(
    planned: PlannedPage,
    store: MediaStore,
    *,
    query: str,
    referrer: str,
    earlier: tuple[links.PageLoad, ...] = (),
) -> dict[str, Any]:
    """What a page is expected to make of a visit, and what else the inspector shows of it.

    Raises:
        InputError: a file that a link leads to cannot be used.
    """
    page = planned.source.page
    pixels = page.pixels
    return {
        "title": page.title,
        "draft": page.draft,
        "trace": plain_data(trace(planned, f"?{query}" if query else "", store, referrer, earlier)),
        "consent": page.consent.mode_in(page.country),
        "engine": page.attribution.engine,
        "pixels": list(pixels.tiktok) if pixels else [],
        "remembers": 0.0 if page.private else float(page.attribution.persist.hours),
    }


def anchor_faces(planned: PlannedPage) -> dict[str, Any]:
    """The anchor as TikTok shows it: its texts, each with what its form would not take."""
    page = planned.source.page
    anchor = page.anchor
    return {
        "title": _cut(anchor.title if anchor else None),
        "description": _cut(anchor.description if anchor else None),
        "most": MOST_CHARACTERS,
        "country": (anchor.country if anchor else None) or page.country,
        # Only the anchor that leads straight to a product shows its button in the feed as well.
        "label": page.cta.label if isinstance(page, Product) else "",
    }


def _cut(text: str | None) -> dict[str, Any]:
    text = text or ""
    kept = text
    while count_characters(kept) > MOST_CHARACTERS:
        kept = kept[:-1]
    return {"kept": kept, "rest": text[len(kept) :], "count": count_characters(text)}


def findings_data(findings: list[Finding], workshop: Workshop) -> dict[str, Any]:
    """What check says about a page: how much of each severity, and all of it."""
    counts = {"error": 0, "warning": 0, "note": 0}
    for finding in findings:
        counts[finding.severity] += 1
    return {
        "counts": counts,
        "findings": [
            {"severity": finding.severity, **problem_data(finding.problem, workshop)}
            for finding in findings
        ],
    }


def problem_data(problem: Problem, workshop: Workshop) -> dict[str, Any]:
    """A problem for the browser. All of it is text, and is to be shown as nothing else."""
    place = problem.place
    return {
        "code": problem.code,
        "message": problem.message,
        "hint": problem.hint,
        "place": place_text(place, workshop) if place else "",
        "line": place.line if place else 0,
        "column": max(place.column, 1) if place else 0,
        "excerpt": problem.excerpt[:500],
        "related": [place_text(other, workshop) for other in problem.related],
    }


def place_text(place: Place, workshop: Workshop) -> str:
    """`file:line:column`, relative to the workspace where the file lies in it."""
    root = workshop.workspace.root
    file = place.file
    if file.is_relative_to(root):
        file = file.relative_to(root)
    return str(Place(file, place.line, place.column))


def preview_path(address: str) -> str:
    """Where a page stands in the preview: `/aurora/glow/`."""
    return f"/{quote(address)}/"
