"""The gallery, the inspector, and what they and the pages ask the preview for."""

import json
from collections.abc import Mapping
from html import escape
from typing import Any

from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response, StreamingResponse

from generator.errors import InputError, SiteError
from generator.links import PageLoad
from generator.media import qr_svg
from generator.preview import client
from generator.preview.addresses import Doors
from generator.preview.inspection import (
    anchor_faces,
    findings_data,
    page_entry,
    page_visit,
    problem_data,
)
from generator.preview.pages import FOREVER, NEVER
from generator.preview.preview import Preview
from generator.preview.recorder import is_id
from generator.preview.security import OWN_POLICY
from generator.preview.stream import event_text
from generator.preview.visitors import VISITORS

_LARGEST_REPORT = 256 * 1024


class Tools:
    """The gallery, the inspector, and what they and the pages ask for."""

    def __init__(self, preview: Preview, doors: Doors) -> None:
        self.preview = preview
        self.doors = doors

    async def gallery(self, request: Request) -> Response:
        """The gallery."""
        return self._own_document("gallery")

    async def stage(self, request: Request) -> Response:
        """A page in a phone, beside the inspector."""
        return self._own_document("stage")

    def _own_document(self, name: str) -> Response:
        settings = {
            **self.preview.state,
            "listener": client.address("listener.js"),
            "lan": self.doors.lan_url,
        }
        html = client.document(name).replace("{{settings}}", escape(json.dumps(settings)))
        # Frames must find themselves without a referrer, as after a tap in an app.
        policy = {"content-security-policy": OWN_POLICY, "referrer-policy": "no-referrer"}
        return HTMLResponse(html, headers=NEVER | policy)

    async def client_file(self, request: Request) -> Response:
        """A script or style sheet of the preview."""
        found = client.by_address().get(request.url.path)
        if found is None:
            return Response(status_code=404)
        return Response(found[0], media_type=found[1], headers=FOREVER)

    async def events(self, request: Request) -> Response:
        """Everything that happens, as it happens."""
        hello = event_text("hello", self.preview.state)
        return StreamingResponse(
            self.preview.stream.listen(hello), media_type="text/event-stream", headers=NEVER
        )

    async def pages(self, request: Request) -> Response:
        """All pages."""
        await self.preview.settled()

        def entries() -> list[dict[str, Any]]:
            return [
                page_entry(address, entry, shelf.site)
                for shelf in self.preview.workshop.shelves.values()
                if shelf.site
                for address, entry in shelf.entries.items()
            ]

        return _json({**self.preview.state, "pages": await self.preview.run(entries)})

    async def problems(self, request: Request) -> Response:
        """What is wrong with the sources now."""
        await self.preview.settled()
        workshop = self.preview.workshop
        wrong = await self.preview.run(lambda: workshop.problems)
        found = [problem_data(problem, workshop) for problem in wrong]
        return _json({**self.preview.state, "problems": found})

    async def findings(self, request: Request) -> Response:
        """What check says about one page."""
        await self.preview.settled()
        workshop = self.preview.workshop
        try:
            page = request.query_params.get("page", "")
            found = await self.preview.run(lambda: workshop.findings(page))
        except KeyError:
            return _json({}, 404)
        except SiteError as error:
            return _json({"problems": [problem_data(p, workshop) for p in error.problems]}, 409)
        return _json(findings_data(found, workshop))

    async def visitors(self, request: Request) -> Response:
        """The ways in which a visitor may come."""
        fields = ("key", "label", "text", "query", "referrer", "scripts", "second")
        return _json({"visitors": [{f: getattr(v, f) for f in fields} for v in VISITORS.values()]})

    async def visits(self, request: Request) -> Response:
        """What pages have done lately: one visit, or all."""
        wanted = request.query_params.get("visit")
        recorder = self.preview.recorder
        if wanted is None:
            return _json({"visits": [visit.data() for visit in recorder.visits()]})
        found = recorder.visit(wanted)
        return _json({"visits": [found.data()] if found else []})

    async def inspect(self, request: Request) -> Response:
        """What a page is expected to make of a visit: the rules of `landfast trace`."""
        await self.preview.settled()
        told = request.query_params
        address = told.get("page", "")
        workshop = self.preview.workshop
        planned = await self.preview.run(lambda: workshop.page(address))
        if planned is None:
            return _json({}, 404)
        home = planned.site.config.base_url
        referrer = told.get("referrer", "")
        if referrer.startswith(str(request.base_url)):
            referrer = home  # a page of the preview stands for one of the site
        earlier: tuple[PageLoad, ...] = ()
        if "earlier" in told:
            arrival = f"{home}?{told['earlier']}"
            earlier = (PageLoad(arrival, told.get("earlier_referrer", "")),)
        try:
            data = await self.preview.run(
                lambda: page_visit(
                    planned,
                    workshop.store,
                    query=told.get("query", ""),
                    referrer=referrer,
                    earlier=earlier,
                )
            )
        except InputError as error:
            return _json({"message": error.message}, 409)
        data["anchor"] = anchor_faces(planned)
        return _json(data)

    async def record(self, request: Request) -> Response:
        """Take note of what a page did."""
        body = await request.body()
        try:
            told: Any = json.loads(body) if len(body) <= _LARGEST_REPORT else None
            visit, visitor = str(told["visit"]), str(told["visitor"])
            view, page = str(told["view"]), str(told["page"])
            events = [event for event in told["events"] if isinstance(event, dict)]
        except (ValueError, TypeError, KeyError):
            return Response(status_code=400)
        if not is_id(visit) or not is_id(view) or page.count("/") > 50:
            return Response(status_code=400)
        self.preview.recorded(
            request.headers.get("user-agent", ""), visit, visitor[:40], view, page[:500], events
        )
        return Response(status_code=204)

    async def qr(self, request: Request) -> Response:
        """The QR code by which a phone in the same network opens a page."""
        path = request.query_params.get("path", "/")
        if not self.doors.lan_url or not path.startswith("/"):
            return Response(status_code=404)
        try:
            svg = qr_svg(self.doors.lan_url + path[1:], label="QR code")
        except InputError:
            return Response(status_code=404)
        return Response(svg, media_type="image/svg+xml", headers=NEVER)


def _json(data: Mapping[str, Any], status: int = 200) -> Response:
    return JSONResponse(data, status, headers=NEVER)
