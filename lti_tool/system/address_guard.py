"""Where an outgoing call may connect to: public addresses, and the private hosts that were named."""

from __future__ import annotations

import contextlib
import ipaddress
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from requests.adapters import HTTPAdapter
from urllib3 import HTTPConnectionPool, HTTPSConnectionPool, PoolManager
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import ConnectTimeoutError, NewConnectionError
from urllib3.util.connection import create_connection

from .deadline import Deadline

GLOBAL_UNICAST = ipaddress.ip_network("2000::/3")
# These carry an IPv4 address inside: it is the one that is reached, so it is the one that is checked.
NAT64 = ipaddress.ip_network("64:ff9b::/96")
SIX_TO_FOUR = ipaddress.ip_network("2002::/16")


Resolve = Callable[[str, int], list[str]]


class AddressRefused(Exception):
    """The host has a private address and was not named as one that may have."""


def resolved(host: str, port: int) -> list[str]:
    """The addresses of a host, from the machine's resolver. Raises OSError when there is none."""
    try:
        answers = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except UnicodeError as error:
        raise OSError("not a host name: a part of it is empty or too long") from error
    return [str(answer[4][0]) for answer in answers]


def is_public(address: str) -> bool:
    """Whether anybody on the internet could be at this address."""
    ip = ipaddress.ip_address(address.split("%", maxsplit=1)[0])
    if isinstance(ip, ipaddress.IPv4Address):
        return ip.is_global and not ip.is_multicast
    if inside := ip.ipv4_mapped or (ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF) if ip in NAT64 else None):
        return is_public(str(inside))
    return ip.is_global and ip in GLOBAL_UNICAST and ip not in SIX_TO_FOUR


@dataclass(frozen=True, slots=True)
class Door:
    """Resolves a host once and lets only checked addresses through. Hosts in `private` may have a private one."""

    private: frozenset[str]
    resolve: Resolve = resolved

    def addresses(self, host: str, port: int) -> list[str]:
        """Where to connect to, in the resolver's order. Raises AddressRefused, OSError."""
        addresses = self.resolve(host, port)
        if host.lower() not in self.private and not all(is_public(address) for address in addresses):
            raise AddressRefused("the host's address is private; name it in SIGNPOST_PRIVATE_HOSTS to allow it")
        return addresses


class GuardedAdapter(HTTPAdapter):
    """Connects only to addresses that were checked, and cuts a connection whose time is up."""

    def __init__(self, door: Door) -> None:
        self._door = door
        # Each thread makes one call at a time.
        self._call = threading.local()
        super().__init__(max_retries=0, pool_connections=32, pool_maxsize=8)

    @contextmanager
    def call_within(self, seconds: float) -> Iterator[Deadline]:
        """Every connection that this thread uses inside is cut after `seconds`."""
        with Deadline(seconds) as deadline:
            self._call.deadline = deadline
            yield deadline

    def init_poolmanager(self, connections: int, maxsize: int, block: bool = False, **more: object) -> None:
        self.poolmanager = PoolManager(num_pools=connections, maxsize=maxsize, block=block, **more)  # type: ignore[arg-type]
        self.poolmanager.pool_classes_by_scheme = _guarded_pools(self._door, self._call)


def _connect(addresses: list[str], port: int, timeout: float, deadline: Deadline) -> socket.socket:
    """The first of `addresses` that answers: a server may listen on only one of localhost's two."""
    for address in addresses[:-1]:
        with contextlib.suppress(OSError):
            return _connect_to(address, port, timeout, deadline)
    return _connect_to(addresses[-1], port, timeout, deadline)


def _connect_to(address: str, port: int, timeout: float, deadline: Deadline) -> socket.socket:
    seconds = min(timeout, deadline.left())
    if not seconds:
        raise TimeoutError("no time is left to connect")
    connection = create_connection((address, port), seconds)
    connection.settimeout(timeout)
    deadline.watch(connection)
    return connection


class Guard:
    """Mixed into urllib3's connections: `_new_conn` is where they open the socket, `request` where they use it."""

    door: Door
    call: threading.local
    sock: socket.socket | None
    timeout: float
    port: int
    _dns_host: str

    def _new_conn(self) -> socket.socket:
        try:
            addresses = self.door.addresses(self._dns_host, self.port)
            return _connect(addresses, self.port, self.timeout, self.call.deadline)
        except TimeoutError as error:
            raise ConnectTimeoutError(self, "timed out") from error
        except OSError as error:
            raise NewConnectionError(self, "cannot connect") from error  # type: ignore[arg-type]

    def request(self, *positional: Any, **named: Any) -> None:
        if self.sock is not None:
            # Kept from an earlier call, whose deadline is gone.
            self.call.deadline.watch(self.sock)
        super().request(*positional, **named)  # type: ignore[misc]


def _guarded_pools(way_out: Door, thread: threading.local) -> dict[str, type[HTTPConnectionPool]]:
    class Guarded(Guard):
        door = way_out
        call = thread

    class GuardedHTTPConnection(Guarded, HTTPConnection):  # type: ignore[misc]
        pass

    class GuardedHTTPSConnection(Guarded, HTTPSConnection):  # type: ignore[misc]
        pass

    class HttpPool(HTTPConnectionPool):
        ConnectionCls = GuardedHTTPConnection  # type: ignore[assignment]

    class HttpsPool(HTTPSConnectionPool):
        ConnectionCls = GuardedHTTPSConnection  # type: ignore[assignment]

    return {"http": HttpPool, "https": HttpsPool}
