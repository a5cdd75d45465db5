"""A stand-in for TikTok's library, at its address: it takes the queue over and passes it on."""

import json
from typing import Any

from tests.browser.edge import Edge
from tests.browser.static_site import Response

HOST = "analytics.tiktok.com"

# What the real library relies on: the name of the global, the queue, and the state of each pixel.
SOURCE = """
(() => {
  const queue = window[window.TiktokAnalyticsObject];
  if (queue.taken) return;
  queue.taken = true;
  let count = 0;
  const pass = (call) => navigator.sendBeacon(
    'https://HOST/call', JSON.stringify([performance.timeOrigin, count++, call]));
  Object.keys(queue._i).forEach((id) => {
    if (!Array.isArray(queue._i[id]) || !(queue._t[id] > 0)) throw new Error('no such pixel');
    pass(['loaded', id, queue._o[id], queue._i[id]._u]);
  });
  queue.splice(0).forEach(pass);
  queue.push = pass;
})();
"""


def serve(edge: Edge, host: str = HOST) -> None:
    """Answer at TikTok's host with the library."""
    body = SOURCE.replace("HOST", host).encode()
    headers = {"content-type": "text/javascript", "access-control-allow-origin": "*"}
    edge.answer(host, Response(200, body, headers))


def calls(edge: Edge, count: int, host: str = HOST) -> list[list[Any]]:
    """Wait until the library has passed on so many calls, and return all of them in order."""
    requests = edge.requests.wait_for(host, "/call", count=count)
    return [call for _, _, call in sorted(json.loads(request.body) for request in requests)]


def tracked(found: list[list[Any]]) -> list[list[Any]]:
    """The events among calls: name, parameters, options."""
    return [call[1:] for call in found if call[0] == "track"]
