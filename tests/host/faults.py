"""Faults on demand: what goes wrong with the next requests to one of the host's services.

`host.faults.plan(Service.SCORES, BAD_GATEWAY, times=2)` spoils two scores. Requests that no fault is planned for are
answered as strictly as ever.
"""

import time
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime
from email.utils import format_datetime
from enum import Enum
from io import BytesIO
from socket import SHUT_RDWR
from threading import Lock
from typing import assert_never
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from tests.host import moodle
from tests.host.answers import HTML, JSON, Answer


class Service(Enum):
    """Where a fault can be planned."""

    SCORES = "/scores"
    RESULTS = "/results"
    LINE_ITEMS = "/lineitems"
    MEMBERSHIPS = "/memberships/1"
    TOKEN = moodle.TOKEN_PATH


@dataclass(frozen=True)
class Slow:
    """The host thinks for a while, and then goes on as if nothing had been."""

    seconds: float


@dataclass(frozen=True)
class Closed:
    """The connection ends without an answer, before or after the host has done what it was asked."""

    done: bool


@dataclass(frozen=True)
class Says:
    """Another answer than the true one, before or after the host has done what it was asked."""

    answer: Answer
    done: bool = False


@dataclass(frozen=True)
class Meanwhile:
    """Somebody changes something at the school, just before the host looks at the request."""

    change: Callable[[], object]


Fault = Slow | Closed | Says | Meanwhile

RESET_BEFORE_THE_WRITE, RESET_AFTER_THE_WRITE = Closed(done=False), Closed(done=True)

UNAUTHORISED = Says(moodle.service_refused(401, "Unauthorized", {}))
# How Open edX says that it does not take a token.
FORBIDDEN = Says(Answer(403, '{"detail": "Permission denied"}', JSON))
CONFLICT = Says(moodle.score_refused(409, "Refusing score with an earlier timestamp"))
BROKEN = Says(Answer(500, "<html><body><h1>Error writing to database</h1></body></html>"))
BAD_GATEWAY = Says(moodle.host_died())
SIGN_IN_PAGE = Says(Answer(200, "<html><body><form>Log in to Riverside School</form></body></html>", HTML))
# Canvas, of a course that has ended: either it says so, or the course's items are simply not to be found.
COURSE_CONCLUDED = Says(Answer(422, '{"errors": {"message": "This course has concluded."}}', JSON))
COURSE_OUT_OF_DATES = Says(Answer(404, '{"errors": [{"message": "The specified resource does not exist."}]}', JSON))
# Canvas, of anybody but a student of the course.
NOT_A_STUDENT = Says(Answer(422, '{"errors": {"message": "User not found in course or is not a student"}}', JSON))


def too_many_requests(again: int | datetime) -> Says:
    """Too many requests; come again after so many seconds, or at a moment."""
    when = str(again) if isinstance(again, int) else format_datetime(again, usegmt=True)
    return Says(Answer(429, "Rate Limit Exceeded", headers=(("Retry-After", when),)))


def after_the_write(fault: Says) -> Says:
    """The same answer, but the host had done what it was asked before it said so."""
    return replace(fault, done=True)


@dataclass
class _Plan:
    fault: Fault
    times: int | None


@dataclass
class Faults:
    """What is planned at each service, and how many requests each has had."""

    requests: Counter[Service] = field(default_factory=Counter)
    _plans: dict[Service, list[_Plan]] = field(default_factory=dict)
    _alone: Lock = field(default_factory=Lock)

    def plan(self, service: Service, fault: Fault, times: int | None = 1) -> None:
        """Spoil the next `times` requests, after those that are spoilt already; None is until `clear`."""
        with self._alone:
            self._plans.setdefault(service, []).append(_Plan(fault, times))

    def clear(self) -> None:
        """Nothing goes wrong any more."""
        with self._alone:
            self._plans.clear()

    def around(self, host: WSGIApplication) -> WSGIApplication:
        """The host with these faults."""

        def application(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
            fault = self._next(_service(environ))
            return host(environ, start_response) if fault is None else _spoilt(fault, host, environ, start_response)

        return application

    def _next(self, service: Service | None) -> Fault | None:
        if service is None:
            return None
        with self._alone:
            self.requests[service] += 1
            waiting = self._plans.get(service, [])
            if not waiting:
                return None
            plan = waiting[0]
            if plan.times is not None:
                plan.times -= 1
                if plan.times == 0:
                    waiting.pop(0)
            return plan.fault


def _service(environ: WSGIEnvironment) -> Service | None:
    path = environ["PATH_INFO"]
    ends = (service for service in Service if path.endswith(service.value))
    # One line item has an address of its own below the list's.
    return next(ends, Service.LINE_ITEMS if Service.LINE_ITEMS.value in path else None)


def _spoilt(
    fault: Fault, host: WSGIApplication, environ: WSGIEnvironment, start_response: StartResponse
) -> Iterable[bytes]:
    # Read to its end, or closing the connection would take back an answer that is on its way.
    environ["wsgi.input"] = BytesIO(environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0)))
    match fault:
        case Slow(seconds):
            time.sleep(seconds)
            return host(environ, start_response)
        case Meanwhile(change):
            change()
            return host(environ, start_response)
        case Closed(done):
            _do(host, environ, done)
            environ["werkzeug.socket"].shutdown(SHUT_RDWR)
            # The server takes it for a browser that has gone, and says nothing.
            raise ConnectionResetError
        case Says(answer, done):
            _do(host, environ, done)
            return answer.response()(environ, start_response)
        case never:
            assert_never(never)


def _do(host: WSGIApplication, environ: WSGIEnvironment, wanted: bool) -> None:
    """Let the host do what it was asked, and keep its answer from everybody."""
    if wanted:
        unheard = host(environ, lambda *_: lambda _: None)
        b"".join(unheard)
        getattr(unheard, "close", lambda: None)()
