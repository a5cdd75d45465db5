"""The files of a handoff: one HTML page, one JSON and one CSV for each site.

Sheets are written down one by one; only those that the HTML page has room for are kept.
"""

import csv
import json
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from datetime import datetime
from pathlib import Path
from typing import IO, Any

from msgspec import Struct

from generator.build.plan import make_plan
from generator.build.workspace import Workspace
from generator.errors import InputError, Place, Problem, SiteError
from generator.handoff.document import document
from generator.handoff.sheet import PageSheet, SiteSheet
from generator.media import MediaStore
from generator.media.steady import SteadyMediaStore
from generator.plain_data import plain_data
from generator.render import Themes
from generator.site import Site, load_site
from generator.site.problem_list import ProblemList

MOST_PAGES = 200
"""As many pages have room in one HTML page; JSON and CSV hold all of them."""

_COLUMNS = (
    "page",
    "market",
    "variant",
    "country",
    "language",
    "currency",
    "type",
    "title",
    "url",
    "ad_url",
    "sample_url",
    "direct_urls",
    "anchor_type",
    "anchor_country",
    "anchor_name",
    "anchor_title",
    "anchor_description",
    "source",
)


class HandedOff(Struct, frozen=True):
    """The files of one site, and how many pages they are about."""

    site: str
    pages: int
    files: tuple[Path, ...]


def hand_off(
    workspace: Workspace,
    site_names: Sequence[str] = (),
    output: Path | None = None,
    *,
    now: datetime | None = None,
) -> list[HandedOff]:
    """Write the sheets of some sites, or of all.

    Args:
        workspace: Where the sources are.
        site_names: Folders under `sites/`; all of them if empty.
        output: Where the files land, if not in the workspace's `handoff/`.
        now: The moment by which offers are judged, if not this one.

    Raises:
        UsageError: a site does not exist.
        SiteError: with every problem of the sites, or `output-unwritable`; files of sites without
            problems are as they were.
    """
    themes = Themes([workspace.themes])
    store = SteadyMediaStore(workspace.cache / "media")
    folder = output or workspace.root / "handoff"
    problems = ProblemList()
    sites: list[Site] = []
    for root in workspace.site_folders(site_names):
        try:
            sites.append(load_site(root, themes.defaults, now=now))
        except SiteError as error:
            problems.extend(error)
    problems.raise_any()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        return [_write_site(site, store, folder) for site in sites]
    except OSError as error:
        raise SiteError(
            [
                Problem(
                    "output-unwritable",
                    f"{folder} cannot be written: {error.strerror or error}.",
                    "Check the free space and your rights, or name another folder with --output.",
                    Place(folder),
                )
            ]
        ) from None


def _write_site(site: Site, store: MediaStore, folder: Path) -> HandedOff:
    """Write the three files beside those that are there, and put them in their place at the end."""
    names = [f"{site.name}.{kind}" for kind in ("html", "json", "csv")]
    fresh = [folder / f".{name}.new" for name in names]
    summary = SiteSheet(site, store)
    kept: list[PageSheet] = []
    try:
        with ExitStack() as stack:
            data = stack.enter_context(fresh[1].open("w", encoding="utf-8"))
            # With a byte order mark, by which Excel knows the encoding.
            table = stack.enter_context(fresh[2].open("w", encoding="utf-8-sig", newline=""))
            rows = csv.DictWriter(table, _COLUMNS)
            rows.writeheader()
            data.write(f'{{"site": {json.dumps(site.name)}, "pages": [')
            for number, sheet in enumerate(_sheets(summary)):
                data.write(",\n" if number else "\n")
                data.write(json.dumps(page_data(sheet), ensure_ascii=False))
                rows.writerow(_row(sheet))
                if number < MOST_PAGES:
                    kept.append(sheet)
            _end(data, summary)
        fresh[0].write_text(document(summary, kept), "utf-8")
        for path, name in zip(fresh, names, strict=True):
            path.replace(folder / name)
    finally:
        for path in fresh:
            path.unlink(missing_ok=True)
    return HandedOff(site.name, summary.pages, tuple(folder / name for name in names))


def _sheets(summary: SiteSheet) -> Iterator[PageSheet]:
    problems = ProblemList()
    for planned in make_plan([summary.site]):
        if planned.source.page.private:  # no ad leads there
            continue
        try:
            yield summary.page(planned)
        except InputError as error:
            problems.add(planned.source.layers.problem((), error))
    problems.raise_any()


def page_data(sheet: PageSheet) -> dict[str, Any]:
    """A sheet for machines: pictures and the mapping, which is the site's, are left out."""
    data: dict[str, Any] = plain_data(sheet)
    del data["mapping"]
    data["parameters"] = dict(sheet.parameters)
    if sheet.anchor:
        for one in data["anchor"]["fields"]:
            del one["preview"]
        data["anchor"]["ready"] = sheet.anchor.ready
    return data


def _end(data: IO[str], summary: SiteSheet) -> None:
    rest = {
        "mappings": [
            {"pages": pages, "parameters": [plain_data(row) for row in rows]}
            for rows, pages in summary.mappings.items()
        ],
        "onelinks": list(summary.onelinks),
        "redirect_hosts": list(summary.uses.redirects),
        "checklist": {
            "appsflyer": [plain_data(item) for item in summary.appsflyer],
            "tiktok": [plain_data(item) for item in summary.tiktok],
        },
    }
    text = json.dumps(rest, ensure_ascii=False)
    data.write(f"\n], {text[1:]}\n")


def _row(sheet: PageSheet) -> dict[str, str]:
    anchor = {one.name: one.value for one in sheet.anchor.fields} if sheet.anchor else {}
    return {
        "page": sheet.path or "/",
        "market": sheet.market,
        "variant": sheet.variant,
        "country": sheet.country,
        "language": sheet.language,
        "currency": sheet.currency,
        "type": sheet.kind,
        "title": sheet.title,
        "url": sheet.url,
        "ad_url": sheet.ad_url,
        "sample_url": sheet.sample_url,
        "direct_urls": "\n".join(one.url for one in sheet.direct),
        "anchor_type": sheet.anchor.kind if sheet.anchor else "",
        "anchor_country": sheet.anchor.country if sheet.anchor else "",
        "anchor_name": anchor.get("Anchor name", ""),
        "anchor_title": anchor.get("Title", ""),
        "anchor_description": anchor.get("Description", ""),
        "source": sheet.source,
    }
