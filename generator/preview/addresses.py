"""Where the preview listens: this machine alone, or its local network as well."""

import socket
from contextlib import ExitStack

from msgspec import Struct

from generator.errors import UsageError

LOOPBACK = "127.0.0.1"
PORT = 8000
_TRIES = 20


class Doors(Struct, frozen=True):
    """Open sockets, and the port that they share.

    Attributes:
        sockets: They listen already, so that no request is refused while the sites are read.
        port: Their port.
        lan: This machine's address in its network, where it was asked for; or empty.
    """

    sockets: tuple[socket.socket, ...]
    port: int
    lan: str = ""

    @property
    def url(self) -> str:
        """The preview's address on this machine."""
        return f"http://{LOOPBACK}:{self.port}/"

    @property
    def lan_url(self) -> str:
        """The preview's address for other devices; empty without one."""
        return f"http://{self.lan}:{self.port}/" if self.lan else ""

    def close(self) -> None:
        """Stop listening."""
        for door in self.sockets:
            door.close()


def open_doors(port: int | None, *, lan: bool = False) -> Doors:
    """Listen on a port.

    Args:
        port: The port, 0 for any that is free, or None for the usual one or the next free one.
        lan: Also listen on this machine's address in its network.

    Raises:
        UsageError: the port is taken, or there is no network.
    """
    network = lan_address() if lan else ""
    hosts = [LOOPBACK, network] if network else [LOOPBACK]
    tries = [port] if port is not None else [*range(PORT, PORT + _TRIES)]
    for candidate in tries:
        try:
            return _open(hosts, candidate)
        except OSError:
            continue
    if port is None:
        raise UsageError(
            f"The ports {PORT} to {PORT + _TRIES - 1} are all taken.",
            "End one of the programs that use them, or choose another port with --port.",
        )
    raise UsageError(
        f"Port {port} is taken, or may not be used.",
        "End the program that uses it, choose another port, or leave --port out.",
    )


def _open(hosts: list[str], port: int) -> Doors:
    with ExitStack() as stack:
        sockets: list[socket.socket] = []
        for host in hosts:
            door = stack.enter_context(socket.socket(socket.AF_INET, socket.SOCK_STREAM))
            if hasattr(socket, "SO_EXCLUSIVEADDRUSE"):  # Windows shares ports otherwise
                door.setsockopt(socket.SOL_SOCKET, socket.SO_EXCLUSIVEADDRUSE, 1)
            else:
                door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            door.bind((host, port))
            door.listen(128)
            door.setblocking(False)
            port = port or door.getsockname()[1]
            sockets.append(door)
        stack.pop_all()
    return Doors(tuple(sockets), port, hosts[1] if len(hosts) > 1 else "")


def lan_address() -> str:
    """This machine's address in its network.

    Raises:
        UsageError: it is in none.
    """
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            # Nothing is sent: connecting a datagram socket only chooses the way out.
            probe.connect(("192.0.2.1", 9))
            address = str(probe.getsockname()[0])
        except OSError:
            address = ""
    if not address or address.startswith(("127.", "0.")):
        raise UsageError(
            "This machine is in no network, so no phone can reach it.",
            "Connect to a Wi-Fi, or leave --lan out.",
        )
    return address
