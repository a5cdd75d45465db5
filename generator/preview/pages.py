"""The previewed pages and their files, as visitors of several kinds get them."""

import json
from html import escape
from itertools import count
from typing import Any
from urllib.parse import quote, urlencode

from starlette.requests import Request
from starlette.responses import (
    FileResponse,
    HTMLResponse,
    JSONResponse,
    RedirectResponse,
    Response,
)

from generator.build.plan import PlannedPage
from generator.errors import SiteError
from generator.hosts.content_types import content_type
from generator.preview import client
from generator.preview.inspection import preview_path, problem_data
from generator.preview.preview import Preview
from generator.preview.recorder import is_id
from generator.preview.security import OWN_POLICY, page_policy
from generator.preview.served_page import with_script, without_leaving
from generator.preview.visitors import VISITORS, Visitor
from generator.preview.workshop import mark_of
from generator.render.calendar import NAME as CALENDAR

NEVER = {"cache-control": "no-store"}
FOREVER = {"cache-control": "max-age=31536000, immutable"}
_HERE = Visitor("", "", "")
"""Whoever opens a page at its plain address: this browser, as it is."""


class Pages:
    """Pages and their files."""

    def __init__(self, preview: Preview) -> None:
        self.preview = preview
        self._plain_views = count(1)

    async def plain(self, request: Request) -> Response:
        """A page or a file at the address that it has in the preview."""
        return await self._answer(request, request.path_params["address"], _HERE, "")

    async def visited(self, request: Request) -> Response:
        """A page or a file, for a visitor of some kind."""
        visitor = VISITORS.get(request.path_params["visitor"])
        visit = request.path_params["visit"]
        if visitor is None or not is_id(visit):
            return self._missing()
        return await self._answer(request, request.path_params["address"], visitor, visit)

    async def change(self, request: Request) -> Response:
        """What has become of a page since it was built with a mark: how it was, and how it is."""
        await self.preview.settled()
        workshop = self.preview.workshop
        page, mark = request.query_params.get("page", ""), request.query_params.get("mark", "")
        try:
            found = await self.preview.run(lambda: workshop.change(page, mark))
        except SiteError:
            found = None
        if found is None:
            return JSONResponse({}, headers=NEVER)  # only a new load can show it
        before, after = found
        told = {"before": before, "after": after, "mark": mark_of(after)}
        return JSONResponse(told, headers=NEVER)

    async def leave(self, request: Request) -> Response:
        """Where a link leads that was tapped without JavaScript: it is told, and not followed."""
        told = request.query_params
        to, page = told.get("to", ""), told.get("page", "")
        visit, view = told.get("visit", ""), told.get("view", "")
        known = await self.preview.run(lambda: self.preview.workshop.page(page))
        if known and is_id(visit) and is_id(view):
            event = {"kind": "click", "id": "", "href": to}
            self.preview.recorded(_agent(request), visit, "no-script", view, page, [event])
        html = client.document("leave").replace("{{address}}", escape(to))
        return HTMLResponse(html, headers=NEVER | {"content-security-policy": OWN_POLICY})

    async def _answer(
        self, request: Request, address: str, visitor: Visitor, visit: str
    ) -> Response:
        await self.preview.settled()
        workshop = self.preview.workshop
        parts = address.split("/")
        if len(parts) == 3 and parts[1] == "assets":
            asset = await self.preview.run(lambda: workshop.asset(parts[0], parts[2]))
            if asset is not None:
                return FileResponse(asset.path, media_type=asset.media_type, headers=FOREVER)
        if parts[-1] == CALENDAR:
            return await self._calendar("/".join(parts[:-1]))
        address = address.removesuffix("index.html")
        if not address.endswith("/"):
            found = await self.preview.run(lambda: workshop.page(address))
            if found is None:
                return self._missing()
            # The query stays, unlike with many hosts; `check` warns of links without the slash.
            query = f"?{request.url.query}" if request.url.query else ""
            start = f"/-/as/{visitor.key}/{visit}" if visit else ""
            return RedirectResponse(f"{start}{preview_path(address)}{query}", 307)
        return await self._page(request, address.rstrip("/"), visitor, visit)

    async def _calendar(self, address: str) -> Response:
        """The dates of a private page, as the build would write them beside it."""
        text = await self.preview.run(lambda: self.preview.workshop.calendar(address))
        kind = content_type(CALENDAR)
        return Response(text, media_type=kind, headers=NEVER) if text else self._missing()

    async def _page(self, request: Request, address: str, visitor: Visitor, visit: str) -> Response:
        workshop = self.preview.workshop
        # Taken before the page is made: what changes meanwhile must count as news to it.
        state = self.preview.state
        try:
            found = await self.preview.run(lambda: workshop.shown(address))
        except SiteError as error:
            return self._problem_page([problem_data(p, workshop) for p in error.problems])
        if found is None:
            shelf = workshop.shelves.get(address.split("/")[0])
            is_broken = shelf is not None and (shelf.site is None or address in shelf.entries)
            return self._problem_page() if is_broken else self._missing()
        planned, rendered = found
        if not visitor.scripts:
            return self._without_scripts(request, rendered.html, address, planned, visit)
        start = f"/-/as/{visitor.key}/{visit}" if visit else ""
        query = f"?{request.url.query}" if request.url.query else ""
        settings = {
            **state,
            "mark": mark_of(rendered.html),
            "page": address,
            "root": f"{start}/{quote(planned.site.name)}/",
            "home": planned.site.config.base_url,
            "visit": visit,
            "visitor": visitor.key,
            "quiet": visit == "gallery",
            "referrer": visitor.referrer if visit and not visitor.second else None,
            "storage": visitor.storage,
            "problems": bool(workshop.problems),
            "plain": f"/-/as/no-script/plain{preview_path(address)}{query}",
            "listener": client.address("listener.js"),
            "stage": f"/-/stage{preview_path(address)}",
        }
        html = with_script(rendered.html, client.script("page"), settings)
        policy = page_policy(rendered.html)
        return HTMLResponse(html, headers=NEVER | {"content-security-policy": policy})

    def _without_scripts(
        self, request: Request, html: str, address: str, planned: PlannedPage, visit: str
    ) -> Response:
        """The page for a browser that runs no scripts, which its policy makes of any browser."""
        base = planned.site.config.base_url
        start = f"/-/as/no-script/{visit}/{quote(planned.site.name)}/"
        view = f"plain-{next(self._plain_views)}"

        def leave(href: str) -> str:
            if href.startswith(base):
                return start + href.removeprefix(base)
            told = {"to": href, "visit": visit, "view": view, "page": address}
            return f"/-/leave?{urlencode(told)}"

        changed, calls = without_leaving(html, leave)
        events: list[dict[str, Any]] = [
            {"kind": "load", "query": request.url.query, "referrer": ""},
            {"kind": "links", "links": [{"id": link_id, "href": href} for link_id, href in calls]},
        ]
        self.preview.recorded(_agent(request), visit, "no-script", view, address, events)
        policy = page_policy(html, scripts=False)
        return HTMLResponse(changed, headers=NEVER | {"content-security-policy": policy})

    def _problem_page(self, problems: list[dict[str, Any]] | None = None) -> Response:
        """What stands in for a page that cannot be shown; it goes away by itself."""
        settings = {
            **self.preview.state,
            "problems": True,
            "found": problems,
            "listener": client.address("listener.js"),
        }
        html = client.document("problems").replace(
            "{{settings}}", escape(json.dumps(settings, ensure_ascii=False))
        )
        headers = NEVER | {"content-security-policy": OWN_POLICY}
        return HTMLResponse(html, 500, headers=headers)

    def _missing(self) -> Response:
        html = client.document("missing")
        return HTMLResponse(html, 404, headers=NEVER | {"content-security-policy": OWN_POLICY})


def _agent(request: Request) -> str:
    return request.headers.get("user-agent", "")
