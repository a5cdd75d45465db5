"""A provider that fails: at once, or after some requests."""

import socket
import threading
from collections.abc import Mapping


class FailingServer:
    """Stands before the bucket: passes `after` requests on, then answers all with one error.

    A status of 0 breaks connections off instead.
    """

    def __init__(self, behind: int, status: int, code: str, after: int = 0) -> None:
        self._behind, self._status, self._code, self._left = behind, status, code, after
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.port = self._socket.getsockname()[1]
        self._thread = threading.Thread(target=self._serve, daemon=True)

    def __enter__(self) -> "FailingServer":
        self._thread.start()
        return self

    def __exit__(self, *error: object) -> None:
        self._socket.close()

    def _serve(self) -> None:
        while True:
            try:
                connection, _ = self._socket.accept()
            except OSError:
                return
            threading.Thread(target=self._answer, args=(connection,), daemon=True).start()

    def _answer(self, connection: socket.socket) -> None:
        with connection, connection.makefile("rb") as stream:
            while line := stream.readline():
                method, target, _ = line.decode().split(" ", 2)
                headers: dict[str, str] = {}
                while (header := stream.readline()) not in (b"\r\n", b""):
                    name, _, value = header.decode().partition(":")
                    headers[name.strip().lower()] = value.strip()
                if headers.get("expect"):
                    connection.sendall(b"HTTP/1.1 100 Continue\r\n\r\n")
                body = stream.read(int(headers.get("content-length", 0)))
                if self._left > 0:
                    self._left -= 1
                    connection.sendall(passed_on(self._behind, method, target, headers, body))
                elif not self._status:
                    return
                else:
                    text = f"<Error><Code>{self._code}</Code><Message>no</Message></Error>".encode()
                    head = f"HTTP/1.1 {self._status} X\r\nContent-Length: {len(text)}\r\n\r\n"
                    connection.sendall(head.encode() + text)


def passed_on(
    port: int, method: str, target: str, headers: Mapping[str, str], body: bytes
) -> bytes:
    import http.client

    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    passed = {k: v for k, v in headers.items() if k not in ("expect", "content-length", "host")}
    connection.request(method, target, body, {**passed, "host": headers["host"]})
    answer = connection.getresponse()
    text = answer.read()
    kept = [(k, v) for k, v in answer.getheaders() if k.lower() in ("etag", "content-type")]
    lines = [f"HTTP/1.1 {answer.status} X", *(f"{k}: {v}" for k, v in kept)]
    head = "\r\n".join([*lines, f"Content-Length: {len(text)}", "", ""])
    return head.encode() + text
