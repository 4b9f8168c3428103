"""A reference that a person can read out, and that finds the line in the log."""

from __future__ import annotations

from ..system.ids import RandomIds
from ..system.log import get_logger


def note_incident(event: str, **fields: object) -> str:
    """Log `event` with a fresh reference; give the reference for the page."""
    reference = RandomIds().reference()
    get_logger().warning(event, incident=reference, **fields)
    return reference
