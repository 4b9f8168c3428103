"""Looks at every answer to a fuzzed request: never a fault, never a trace, and no memory that is not given back."""

from __future__ import annotations

import gc
import json
from dataclasses import dataclass
from typing import Any

import psutil
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.hostile.doorstep import BASE_URL, Tool

FAULTS = {"fault", "database fault"}
TRACES = ("Traceback (most recent call last)", "sqlalchemy.exc", "werkzeug.exceptions", "jinja2.")


@dataclass
class Watch:
    """Sends requests and counts them."""

    tool: Tool
    requests: int = 0

    def ask(self, browser: FlaskClient, method: str, path: str, **more: Any) -> TestResponse:
        """One request. Whatever it was, the answer is no fault."""
        self.requests += 1
        response = browser.open(path, method=method, base_url=BASE_URL, **more)
        said = self.tool.tape.taken()
        events = {json.loads(line)["event"] for line in said.splitlines()}
        what = f"request {self.requests}: {method} {path!r} {more!r} -> {response.status_code}\n{said}"
        assert response.status_code < 500, what
        assert not events & FAULTS, what
        page = response.get_data()
        assert not [trace for trace in TRACES if trace in said or trace.encode() in page], what
        return response


def memory() -> int:
    """Bytes of this process that are in use when the garbage is collected."""
    gc.collect()
    return int(psutil.Process().memory_info().rss)
