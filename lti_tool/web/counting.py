"""What is counted of each request: for whoever watches the server, and against floods."""

from __future__ import annotations

from flask import Flask

from ..system.clock import Clock
from ..system.database import Database
from .limits import add_limits
from .metrics import add_metrics


def add_counting(app: Flask, database: Database, clock: Clock) -> None:
    """First the numbers: what a limit refuses is a request too."""
    add_metrics(app, database, clock)
    add_limits(app)
