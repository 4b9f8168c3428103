"""Another machine, which answers as a test tells it to: bytes on a socket, with or without TLS."""

import contextlib
import socket
import ssl
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Thread

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from lti_tool.system.http import Patience
from lti_tool.system.settings import Settings

Answer = Callable[[socket.socket], None]

MOODLE = "moodle.school.example"
SHORT = Patience(connect=0.5, read=0.4, total=0.8)


def settings(*private: str) -> Settings:
    """A tool that may call these private hosts."""
    return Settings("https://signpost.example.org", "", (), private_hosts=frozenset(private))


def here(_host: str, _port: int) -> list[str]:
    """Every name leads to this machine."""
    return ["127.0.0.1"]


def says(body: bytes, status: str = "200 OK", *headers: str) -> Answer:
    """A whole and ordinary answer."""
    lines = [f"HTTP/1.1 {status}", f"Content-Length: {len(body)}", *headers, "", ""]

    def answer(connection: socket.socket) -> None:
        connection.sendall("\r\n".join(lines).encode() + body)

    return answer


def drips(first: bytes, drop: bytes, every: Callable[[], object]) -> Answer:
    """An answer that never ends: no read waits long, and none brings much."""

    def answer(connection: socket.socket) -> None:
        connection.sendall(first)
        while True:
            every()
            connection.sendall(drop)

    return answer


@dataclass
class FarEnd:
    """Listens on this machine, and remembers what it was sent."""

    answer: Answer
    tls: ssl.SSLContext | None = None
    requests: list[bytes] = field(default_factory=list)
    connections: int = 0

    def __enter__(self) -> "FarEnd":
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = int(self._listener.getsockname()[1])
        Thread(target=self._serve, daemon=True).start()
        return self

    def __exit__(self, *_error: object) -> None:
        # Closing alone would leave the thread that accepts, and with it the port.
        self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()

    def _serve(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                connection, _address = self._listener.accept()
                self.connections += 1
                Thread(target=self._talk, args=(connection,), daemon=True).start()

    def _talk(self, plain: socket.socket) -> None:
        with contextlib.suppress(OSError), plain:
            connection = self.tls.wrap_socket(plain, server_side=True) if self.tls else plain
            while request := _whole_request(connection):
                self.requests.append(request)
                self.answer(connection)


def _whole_request(connection: socket.socket) -> bytes:
    """The headers, and as much of a body as they announce; nothing when the other side has gone."""
    received = b""
    while received.count(b"\r\n\r\n") == 0 or len(received) < _length(received):
        more = connection.recv(65536)
        if not more:
            return b""
        received += more
    return received


def _length(received: bytes) -> int:
    head, _, _body = received.partition(b"\r\n\r\n")
    lengths = [line for line in head.lower().split(b"\r\n") if line.startswith(b"content-length:")]
    return len(head) + 4 + (int(lengths[0].split(b":")[1]) if lengths else 0)


def certificate_for(name: str, folder: Path) -> tuple[ssl.SSLContext, Path]:
    """What a server of this name needs, and the file with which others trust it."""
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder(subject, subject, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(name)]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    trusted, private = folder / "certificate.pem", folder / "key.pem"
    trusted.write_bytes(made.public_bytes(serialization.Encoding.PEM))
    private.write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    )
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(trusted, private)
    return context, trusted
