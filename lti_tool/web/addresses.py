"""What stands in the addresses of pages."""

from __future__ import annotations

from werkzeug.routing import BaseConverter


class Id128(BaseConverter):
    """A random 128-bit id. Anything else in its place is no page of ours."""

    regex = "[0-9a-f]{32}"
