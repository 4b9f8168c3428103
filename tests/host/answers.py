"""An answer of the host, before it is put on the wire."""

from dataclasses import dataclass

from flask import Response

JSON = "application/json"
HTML = "text/html; charset=utf-8"


@dataclass(frozen=True)
class Answer:
    """A status, a body and, where the host speaks through it, a reason phrase."""

    status: int
    body: str = ""
    media_type: str = HTML
    reason: str = ""
    headers: tuple[tuple[str, str], ...] = ()

    def response(self) -> Response:
        """The same, for Flask; the reason phrase goes out as it is."""
        response = Response(self.body, content_type=self.media_type)
        response.status = f"{self.status} {on_the_wire(self.reason)}" if self.reason else str(self.status)
        for name, value in self.headers:
            response.headers[name] = on_the_wire(value)
        return response


def on_the_wire(text: str) -> str:
    """Text whose UTF-8 bytes survive a status line or a header, which WSGI writes as Latin-1."""
    return text.encode().decode("latin-1")
