"""The preview's addresses.

    /                                the gallery
    /aurora/glow/                    a page, as a visitor of this browser
    /-/as/<visitor>/<visit>/aurora/glow/     a page, as a visitor of some kind
    /-/stage/aurora/glow/            the page in a phone, beside the inspector
    /-/...                           what these ask for

Everything is looked up among what the sites have; no address is ever taken for a file's path.
"""

from starlette.applications import Starlette
from starlette.routing import Route

from generator.preview.addresses import Doors
from generator.preview.pages import Pages
from generator.preview.preview import Preview
from generator.preview.security import Guard, host_names
from generator.preview.tools import Tools


def application(preview: Preview, doors: Doors) -> Guard:
    """The ASGI application of a preview."""
    pages = Pages(preview)
    tools = Tools(preview, doors)
    routes = [
        Route("/", tools.gallery),
        Route("/-/client/{name}", tools.client_file),
        Route("/-/events", tools.events),
        Route("/-/pages", tools.pages),
        Route("/-/problems", tools.problems),
        Route("/-/findings", tools.findings),
        Route("/-/inspect", tools.inspect),
        Route("/-/visitors", tools.visitors),
        Route("/-/visits", tools.visits),
        Route("/-/record", tools.record, methods=["POST"]),
        Route("/-/qr", tools.qr),
        Route("/-/stage/{address:path}", tools.stage),
        Route("/-/as/{visitor}/{visit}/{address:path}", pages.visited),
        Route("/-/change", pages.change),
        Route("/-/leave", pages.leave),
        Route("/{address:path}", pages.plain),
    ]
    names = host_names([doors.lan] if doors.lan else [])
    return Guard(Starlette(routes=routes), names)
