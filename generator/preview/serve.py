"""Runs the preview until it is ended: the server, and the watch over the sources."""

import asyncio
import socket
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Protocol

import uvicorn

from generator.build.workspace import Workspace
from generator.preview.addresses import Doors
from generator.preview.preview import Preview, Updated
from generator.preview.server import application
from generator.preview.watch import Watcher
from generator.preview.workshop import Workshop

_LAST_WORDS = 2
"""Seconds that answers which are on their way get when the preview is ended."""


class Witness(Protocol):
    """Whoever tells a person what the preview does."""

    def started(self, preview: Preview, doors: Doors) -> None:
        """The sites have been read for the first time."""

    def updated(self, update: Updated) -> None:
        """Files have changed, and the sites with them."""


class _Server(uvicorn.Server):
    """Ends the streams before it waits for answers to end: they would go on for ever."""

    def __init__(self, config: uvicorn.Config, preview: Preview) -> None:
        super().__init__(config)
        self._preview = preview

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        self._preview.stream.close()
        await super().shutdown(sockets)


def serve(
    workspace: Workspace,
    doors: Doors,
    witness: Witness,
    *,
    site_names: Sequence[str] = (),
    now: datetime | None = None,
) -> None:
    """Serve some sites, or all of them, until an interrupt.

    Args:
        workspace: Where the sources are.
        doors: Where to listen.
        witness: Is told what happens.
        site_names: Folders under `sites/`; all of them if empty.
        now: The moment by which offers are judged, if not that of each reading.

    Raises:
        UsageError: a site does not exist.
    """
    workspace.site_folders(site_names)
    try:
        asyncio.run(_serve(Workshop(workspace, site_names, now=now), doors, witness))
    except KeyboardInterrupt:
        pass  # the usual way to end it
    finally:
        doors.close()


async def _serve(workshop: Workshop, doors: Doors, witness: Witness) -> None:
    preview = Preview(workshop, witness.updated)
    config = uvicorn.Config(
        application(preview, doors),
        log_config=None,
        access_log=False,
        lifespan="off",
        server_header=False,
        date_header=False,
        timeout_graceful_shutdown=_LAST_WORDS,
    )
    server = _Server(config, preview)
    loop = asyncio.get_running_loop()

    def notice(path: Path, done: bool) -> None:
        loop.call_soon_threadsafe(preview.notice, path, done)

    async def begin() -> None:
        await preview.start()
        witness.started(preview, doors)

    root = workshop.workspace.root
    with Watcher(root, workshop.themes.search, notice):
        beginning = asyncio.create_task(begin())
        try:
            await server.serve(sockets=list(doors.sockets))
        finally:
            beginning.cancel()
            preview.close()
