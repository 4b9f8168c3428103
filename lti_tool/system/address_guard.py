"""Where an outgoing call may connect to: public addresses, and the private hosts that were named."""

from __future__ import annotations

import contextlib
import ipaddress
import socket

from requests.adapters import HTTPAdapter
from urllib3 import HTTPConnectionPool, HTTPSConnectionPool, PoolManager
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import ConnectTimeoutError, NewConnectionError
from urllib3.util.connection import create_connection


class AddressRefused(Exception):
    """The host has a private address and was not named as one that may have."""


def public_addresses(host: str, port: int, private: frozenset[str]) -> list[str]:
    """Resolve `host` once and give the addresses to connect to, in the resolver's order.

    Raises:
        AddressRefused: an address of the host is private, and the host is not in `private`.
        OSError: the name does not resolve.
    """
    answers = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    addresses = [str(answer[4][0]) for answer in answers]
    if host.lower() not in private and not all(_is_public(address) for address in addresses):
        raise AddressRefused("the host's address is private; name it in SIGNPOST_PRIVATE_HOSTS to allow it")
    return addresses


def _is_public(address: str) -> bool:
    ip = ipaddress.ip_address(address.split("%", maxsplit=1)[0])
    mapped = getattr(ip, "ipv4_mapped", None)
    return (mapped or ip).is_global and not (mapped or ip).is_multicast


class GuardedAdapter(HTTPAdapter):
    """Connects only to addresses that were checked."""

    def __init__(self, private: frozenset[str]) -> None:
        self._private = private
        super().__init__(max_retries=0, pool_connections=32, pool_maxsize=8)

    def init_poolmanager(self, connections: int, maxsize: int, block: bool = False, **more: object) -> None:
        self.poolmanager = PoolManager(num_pools=connections, maxsize=maxsize, block=block, **more)  # type: ignore[arg-type]
        self.poolmanager.pool_classes_by_scheme = _guarded_pools(self._private)


def _connect(addresses: list[str], port: int, timeout: float) -> socket.socket:
    """The first of `addresses` that answers: a server may listen on only one of localhost's two."""
    for address in addresses[:-1]:
        with contextlib.suppress(OSError):
            return create_connection((address, port), timeout)
    return create_connection((addresses[-1], port), timeout)


def _guarded_pools(private: frozenset[str]) -> dict[str, type[HTTPConnectionPool]]:
    class Guard:
        """Mixed into urllib3's connections: `_new_conn` is where they open the socket."""

        def _new_conn(self) -> socket.socket:
            try:
                addresses = public_addresses(self._dns_host, self.port, private)  # type: ignore[attr-defined]
                return _connect(addresses, self.port, self.timeout)  # type: ignore[attr-defined]
            except TimeoutError as error:
                raise ConnectTimeoutError(self, "timed out") from error
            except OSError as error:
                raise NewConnectionError(self, "cannot connect") from error  # type: ignore[arg-type]

    class GuardedHTTPConnection(Guard, HTTPConnection):
        pass

    class GuardedHTTPSConnection(Guard, HTTPSConnection):
        pass

    class HttpPool(HTTPConnectionPool):
        ConnectionCls = GuardedHTTPConnection

    class HttpsPool(HTTPSConnectionPool):
        ConnectionCls = GuardedHTTPSConnection

    return {"http": HttpPool, "https": HttpsPool}
