"""The numbers for whoever watches the server, in Prometheus's text format (version 0.0.4)."""

from __future__ import annotations

import time
from collections.abc import Iterator
from typing import cast

from flask import Flask, Response, current_app, g, request

from ..outcomes.figures import Figures, Watch
from ..system.clock import Clock
from ..system.database import Database
from .tally import Durations, Tally

EXTENSION = "signpost_tally"
WATCH_EXTENSION = "signpost_watch"
CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"


def add_metrics(app: Flask, database: Database, clock: Clock) -> None:
    """Count every request of this process once it is over."""
    app.extensions[EXTENSION] = counted = Tally()
    app.extensions[WATCH_EXTENSION] = Watch(database, clock)

    @app.before_request
    def begin() -> None:
        g.began = time.perf_counter()

    @app.after_request
    def note(response: Response) -> Response:
        # A page that fails while it is kept is answered a second time; the last answer counts.
        g.status = response.status_code
        return response

    @app.teardown_request
    def count(_error: BaseException | None) -> None:
        began = g.get("began", None)
        seconds = 0.0 if began is None else time.perf_counter() - began
        counted.request(request.endpoint, g.get("status", 500), seconds)


def tally() -> Tally:
    """What the running application counts in."""
    return cast(Tally, current_app.extensions[EXTENSION])


def watch() -> Watch:
    """What looks at what is on its way out."""
    return cast(Watch, current_app.extensions[WATCH_EXTENSION])


def text_of(counted: Tally, figures: Figures | None, version: str) -> str:
    """Everything as text, one number a line."""
    requests, refusals, durations = counted.read()
    lines = [
        *_head("signpost_build_info", "gauge", "Always 1; the label says which version runs."),
        f'signpost_build_info{{version="{version}"}} 1',
        *_head("signpost_database_up", "gauge", "1 where the database answers."),
        f"signpost_database_up {int(figures is not None)}",
        *_head("signpost_requests_total", "counter", "Requests by endpoint and class of status. All pages are one."),
        *_requests(requests),
        *_head("signpost_request_seconds", "histogram", "How long requests took."),
        *(line for word in sorted(durations) for line in _histogram(word, durations[word])),
        *_head("signpost_launches_refused_total", "counter", "Launches that were refused, by the word for why."),
        *(f'signpost_launches_refused_total{{reason="{word}"}} {refusals[word]}' for word in sorted(refusals)),
        *(() if figures is None else _on_its_way(figures)),
    ]
    return "\n".join(lines) + "\n"


def _head(name: str, kind: str, words: str) -> tuple[str, str]:
    return f"# HELP {name} {words}", f"# TYPE {name} {kind}"


def _requests(requests: dict[tuple[str, str], int]) -> Iterator[str]:
    for (word, status), count in sorted(requests.items()):
        yield f'signpost_requests_total{{endpoint="{word}",status="{status}"}} {count}'


def _histogram(word: str, durations: Durations) -> Iterator[str]:
    count = 0
    for bound, count in durations.up_to():
        yield f'signpost_request_seconds_bucket{{endpoint="{word}",le="{bound}"}} {count}'
    yield f'signpost_request_seconds_sum{{endpoint="{word}"}} {durations.seconds:.6f}'
    yield f'signpost_request_seconds_count{{endpoint="{word}"}} {count}'


def _on_its_way(figures: Figures) -> Iterator[str]:
    yield from _head("signpost_outbox_late", "gauge", "Work that has waited over a minute, rounded up to tens.")
    yield f"signpost_outbox_late {figures.late}"
    yield from _head("signpost_outbox_oldest_late_seconds", "gauge", "How long the first of it waits, by minutes.")
    yield f"signpost_outbox_oldest_late_seconds {figures.oldest_late_seconds}"
    yield from _head("signpost_receipts", "gauge", "Receipts by how they ended, rounded down to tens.")
    for state, count in figures.ends.items():
        yield f'signpost_receipts{{state="{state.value}"}} {count}'
