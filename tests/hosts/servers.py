"""Real web servers, each started with what the build writes for it, on a free port."""

import contextlib
import http.client
import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Literal

import pytest

ServerName = Literal["nginx", "caddy"]
SERVERS: tuple[ServerName, ...] = ("nginx", "caddy")


@contextlib.contextmanager
def serving(
    name: ServerName, output: Path, site: str, scratch: Path, prefix: str = ""
) -> Iterator[int]:
    """Serve `output/<site>` by the files that the build wrote for a server; the port.

    Args:
        name: Which server.
        output: The build's output folder.
        site: The site's name.
        scratch: An empty folder for the server's own files.
        prefix: The path of the site's address, if it has one: `offers`.
    """
    root = output / site
    if prefix:
        root = scratch / "root"
        root.mkdir()
        (root / prefix).symlink_to(output / site)
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port = found.getsockname()[1]
    files = output / ".landfast" / "hosts" / site
    start = _nginx if name == "nginx" else _caddy
    command, environment = start(root, files, scratch, port)
    log = scratch / "log"
    with (
        log.open("w") as out,
        subprocess.Popen(
            command, stdout=out, stderr=out, env={**os.environ, **environment}
        ) as process,
    ):
        try:
            _wait(process, port, log)
            yield port
        finally:
            process.terminate()


def _nginx(
    root: Path, files: Path, scratch: Path, port: int
) -> tuple[list[str], Mapping[str, str]]:
    kinds = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    temporary = "\n".join(f"{kind}_temp_path {scratch}/{kind};" for kind in kinds)
    sizes = files / "nginx-sizes.conf"
    sized = f'include "{sizes}";' if sizes.exists() else ""
    # Started as root, its workers would be nobody, who may not read the tests' folders.
    user = "user root;" if os.geteuid() == 0 else ""
    configuration = scratch / "nginx.conf"
    configuration.write_text(
        f"""daemon off; pid {scratch}/pid; error_log stderr; worker_processes 1; {user}
events {{}}
http {{
  access_log off;
  {temporary}
  {sized}
  include "{files}/nginx-http.conf";
  server {{
    listen 127.0.0.1:{port};
    root "{root}";
    include "{files}/nginx-server.conf";
  }}
}}
"""
    )
    program = _program("nginx")
    return [program, "-e", "stderr", "-p", str(scratch), "-c", str(configuration)], {}


def _caddy(
    root: Path, files: Path, scratch: Path, port: int
) -> tuple[list[str], Mapping[str, str]]:
    configuration = scratch / "Caddyfile"
    configuration.write_text(
        f"""{{
  admin off
  auto_https off
}}
http://:{port} {{
  bind 127.0.0.1
  root * "{root}"
  import "{files}/site.caddy"
}}
"""
    )
    home = {"HOME": str(scratch), "XDG_DATA_HOME": str(scratch), "XDG_CONFIG_HOME": str(scratch)}
    program = _program("caddy")
    return [program, "run", "--config", str(configuration), "--adapter", "caddyfile"], home


def _program(name: ServerName) -> str:
    """Where a server is. scripts/test installs both on Debian; /usr/sbin is not on every PATH."""
    found = shutil.which(name, path=f"{os.environ.get('PATH', '')}:/usr/sbin:/usr/local/sbin")
    if found is None and sys.platform != "linux":
        pytest.skip(f"{name} is not installed")
    assert found, f"{name} is not installed; scripts/test does it"
    return found


def _wait(process: subprocess.Popen[bytes], port: int, log: Path) -> None:
    deadline = time.monotonic() + 20
    while True:
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
            return
        except OSError:
            assert process.poll() is None, log.read_text()
            assert time.monotonic() < deadline, log.read_text()
            time.sleep(0.02)


class Answer:
    """One answer: status, headers with lower-case names, body."""

    def __init__(self, status: int, headers: Mapping[str, str], body: bytes) -> None:
        self.status, self.headers, self.body = status, headers, body

    @property
    def location(self) -> str:
        return self.headers.get("location", "")


def get(port: int, target: str, **headers: str) -> Answer:
    """Ask a server of this machine for a raw target."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    try:
        connection.request("GET", target, headers={"Host": "go.shop.example", **headers})
        answer = connection.getresponse()
        found = {key.lower(): value for key, value in answer.getheaders()}
        return Answer(answer.status, found, answer.read())
    finally:
        connection.close()
