"""Signpost and other sites over HTTPS on this machine: a certificate made here, and servers that show it."""

from __future__ import annotations

import ipaddress
import ssl
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Thread
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from werkzeug.serving import make_server

from tests.host.sandbox import QuietRequests

Wsgi = Callable[[dict[str, Any], Any], Any]
# What tells the browser where these names are. None of them is asked of any name server.
RESOLVER = "--host-resolver-rules=MAP *.test 127.0.0.1, MAP tool.example 127.0.0.1, MAP * ~NOTFOUND"


def certificate(folder: Path) -> ssl.SSLContext:
    """A certificate that signed itself. Browsers are told to take it."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "tool.example")])
    names: list[x509.GeneralName] = [x509.DNSName(known) for known in ("tool.example", "*.test")]
    names.append(x509.IPAddress(ipaddress.ip_address("127.0.0.1")))
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(hours=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName(names), critical=False)
        .sign(key, hashes.SHA256())
    )
    file = folder / "site.pem"
    secret = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    file.write_bytes(secret + made.public_bytes(serialization.Encoding.PEM))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(file)
    return context


class Site:
    """One server. Its port is known before what it answers with."""

    def __init__(self, context: ssl.SSLContext) -> None:
        self.answer: Wsgi | None = None
        self._server = make_server(
            "127.0.0.1", 0, self._call, threaded=True, request_handler=QuietRequests, ssl_context=context
        )
        self.port = self._server.port

    def _call(self, environ: dict[str, Any], start_response: Any) -> Any:
        assert self.answer is not None, "asked too early"
        return self.answer(environ, start_response)

    @contextmanager
    def serving(self) -> Iterator[Site]:
        """Answer requests until the block ends."""
        Thread(target=self._server.serve_forever, args=(0.02,), daemon=True).start()
        yield self
        self._server.shutdown()
        self._server.server_close()


class Cookies:
    """Stands before the tool as a browser's settings would: while `lost` is set, frames keep no cookie of it.

    It also answers under /probe/ with what the browser made of two cookies, one in the frame's partition and one not.
    """

    def __init__(self, tool: Wsgi) -> None:
        self.lost = False
        self._tool = tool

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Any:
        path = environ["PATH_INFO"]
        if path.startswith("/probe/"):
            return self._probe(path, environ, start_response)

        def start(status: str, headers: list[tuple[str, str]], *rest: Any) -> Any:
            if self.lost and environ.get("HTTP_SEC_FETCH_DEST") != "document":
                headers = [(name, value) for name, value in headers if name.lower() != "set-cookie"]
            return start_response(status, headers, *rest)

        return self._tool(environ, start)

    def _probe(self, path: str, environ: dict[str, Any], start_response: Any) -> list[bytes]:
        shared = "SameSite=None; Secure; Path=/probe"
        headers = [("Content-Type", "text/plain")]
        if path.endswith("/set"):
            headers += [("Set-Cookie", f"apart=1; {shared}; Partitioned"), ("Set-Cookie", f"plain=1; {shared}")]
        start_response("200 OK", headers)
        return [environ.get("HTTP_COOKIE", "").encode()]
