"""The log: one JSON line an event, with an allow-list of fields. Nothing personal can be logged by mistake."""

from __future__ import annotations

import contextlib
import logging
import sys
from collections.abc import MutableMapping
from typing import Any, TextIO

import structlog

# Ids, counts and fixed words only. Never a sub, name, answer, level, reference, claim, token or a platform's reply.
ALLOWED = frozenset(
    {
        "event",
        "level",
        "timestamp",
        "logger",
        "tenant",
        "host",
        "deployment",
        "case",
        "guide",
        "kind",
        "reason",
        "refusal",
        "incident",
        "status",
        "attempts",
        "seconds",
        "count",
        "route",
        "method",
        "command",
        "version",
        "exception_type",
        "where",
    }
)


class FieldNotAllowed(Exception):
    """Somebody tried to log a field that is not on the list."""


def set_up_logging(*, strict: bool = False) -> None:
    """Send the log to standard error.

    Args:
        strict: raise on a field that is not on the list (tests); otherwise the field is left out.
    """
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            _refuse_other_fields if strict else _drop_other_fields,
            structlog.processors.JSONRenderer(),
        ],
        logger_factory=structlog.PrintLoggerFactory(_Unfailing(sys.stderr)),  # type: ignore[arg-type]
        cache_logger_on_first_use=False,
    )
    # Libraries log URLs and bodies at lower levels; none of that may reach the log.
    logging.getLogger().setLevel(logging.ERROR)
    for chatty in ("urllib3", "sqlalchemy", "alembic", "werkzeug", "pylti1p3"):
        logging.getLogger(chatty).setLevel(logging.ERROR)


class _Unfailing:
    """A stream that says nothing when it cannot be written: a disk that is full must not cost a person their page."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream

    def write(self, text: str) -> None:
        with contextlib.suppress(OSError):
            self._stream.write(text)

    def flush(self) -> None:
        with contextlib.suppress(OSError):
            self._stream.flush()


def get_logger() -> Any:
    """The logger. `get_logger().info("launch accepted", host=…)`."""
    return structlog.get_logger()


def _drop_other_fields(_logger: Any, _name: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    return {name: value for name, value in event.items() if name in ALLOWED}


def _refuse_other_fields(_logger: Any, _name: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    others = sorted(set(event) - ALLOWED)
    if others:
        raise FieldNotAllowed(f"not on the log's list: {', '.join(others)}")
    return event
