"""Files that a person takes along: never shown in the frame, and with names that say what they are, never of whom."""

from __future__ import annotations

from flask import Response


def download(content: bytes | str, mimetype: str, name: str) -> Response:
    """A download. `name` is the same for every case: it lies in a folder that others may see."""
    response = Response(content, mimetype=mimetype)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
