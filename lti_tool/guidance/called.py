"""How a row of a guide is called where people read about it."""

from typing import Any

# By the first of these that it has.
NAMES = ("title", "question", "belief", "label", "text", "why")


def called(row: Any) -> str:
    """Its name for people; nothing for a row that has none."""
    return str(next((getattr(row, name) for name in NAMES if getattr(row, name, "")), ""))
