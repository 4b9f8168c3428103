"""What anybody may read, signed in or not: there no session is read or made, and nothing of a school is shown."""

from __future__ import annotations

GUIDE = "/guide"


def is_public(path: str) -> bool:
    """Whether this address belongs to the public guide."""
    return path == GUIDE or path.startswith(f"{GUIDE}/")
