"""Looks at every answer to a fuzzed request: never a fault, never a trace, and no memory that is not given back."""

from __future__ import annotations

import gc
import json
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

import psutil
import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.hostile.doorstep import BASE_URL, Tool

FAULTS = {"fault", "database fault"}
TRACES = ("Traceback (most recent call last)", "sqlalchemy.exc", "werkzeug.exceptions", "jinja2.")
ENDS_OF_A_LAUNCH = {"launch accepted", "launch refused"}


@dataclass
class Watch:
    """Sends requests, and counts those that were spoilt.

    Attributes:
        standard_log: what anybody said to the logging of Python: our own log goes past it, so nobody should.
        launches: how they ended: the word of each refusal, or "accepted".
    """

    tool: Tool
    standard_log: pytest.LogCaptureFixture
    spoilt: int = 0
    launches: Counter[str] = field(default_factory=Counter)

    def ask(self, browser: FlaskClient, method: str, path: str, **more: Any) -> TestResponse:
        """One honest request, such as leads to one that can be spoilt. Whatever it was, the answer is no fault."""
        response = browser.open(path, method=method, base_url=BASE_URL, **more)
        said = self.tool.tape.taken()
        lines = [json.loads(line) for line in said.splitlines()]
        what = f"after {self.spoilt} spoilt: {method} {path!r} {more!r} -> {response.status_code}\n{said}"
        assert response.status_code < 500, what
        assert not FAULTS & {line["event"] for line in lines}, what
        page = response.get_data()
        assert not [trace for trace in TRACES if trace in said or trace.encode() in page], what
        assert not self.standard_log.records, f"{self.standard_log.text}\n{what}"
        self.launches.update(line.get("refusal", "accepted") for line in lines if line["event"] in ENDS_OF_A_LAUNCH)
        return response

    def ask_spoilt(self, browser: FlaskClient, method: str, path: str, **more: Any) -> TestResponse:
        """One request in which something is odd."""
        self.spoilt += 1
        return self.ask(browser, method, path, **more)


def memory() -> int:
    """Bytes of this process that are in use when the garbage is collected."""
    gc.collect()
    return int(psutil.Process().memory_info().rss)
