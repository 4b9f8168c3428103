"""Who came first is answered first, and whoever waits for something else keeps nobody waiting."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from threading import Event
from typing import Any

import pytest

from lti_tool.system.database import Database
from lti_tool.web.turns import InTurn, Turns
from tests.web.signed_in import Site

# Far longer than a test takes, and far shorter than whoever reads its output would wait.
LONG, SHORT, PATIENCE = 60.0, 0.01, 20.0


class Desk:
    """An application that answers a request when it is told to, and notes what happens in which order."""

    def __init__(self, longest_seconds: float) -> None:
        self.turns = Turns(longest_seconds)
        self.app = InTurn(self._answer, self.turns)
        self.noted: list[str] = []
        self.began: dict[str, Event] = {}
        self.may_end: dict[str, Event] = {}
        self._pool = ThreadPoolExecutor(8)

    def comes(self, name: str) -> Future[Any]:
        """Somebody asks. They are in line, or begin at once."""
        self.began[name], self.may_end[name] = Event(), Event()
        ahead = len(self.turns._line)
        future = self._pool.submit(lambda: list(self.app({"name": name}, lambda *_told: None)))
        while not self.began[name].is_set() and len(self.turns._line) == ahead:
            self.began[name].wait(0.001)
        return future

    def _answer(self, environ: dict[str, Any], _start_response: Callable[..., Any]) -> Iterable[bytes]:
        name = environ["name"]
        self.noted.append(f"{name} begins")
        self.began[name].set()
        assert self.may_end[name].wait(PATIENCE)
        self.noted.append(f"{name} ends")
        if name == "fails":
            raise RuntimeError(name)
        return [b""]

    def closes(self) -> None:
        for event in self.may_end.values():
            event.set()
        self._pool.shutdown()


@pytest.fixture
def patient() -> Iterator[Desk]:
    desk = Desk(LONG)
    yield desk
    desk.closes()


@pytest.fixture
def hurried() -> Iterator[Desk]:
    desk = Desk(SHORT)
    yield desk
    desk.closes()


def test_requests_are_answered_one_after_the_other_in_the_order_in_which_they_came(patient: Desk) -> None:
    answers = [patient.comes(name) for name in ("first", "second", "third")]

    assert patient.noted == ["first begins"]
    for name in ("first", "second", "third"):
        assert patient.began[name].wait(PATIENCE)
        patient.may_end[name].set()
    for answer in answers:
        answer.result(PATIENCE)
    assert patient.noted == [f"{name} {does}" for name in ("first", "second", "third") for does in ("begins", "ends")]


def test_one_that_takes_long_keeps_the_others_waiting_for_no_longer_than_a_turn(hurried: Desk) -> None:
    waits_for_a_host = hurried.comes("waits for a host")
    second, third = hurried.comes("second"), hurried.comes("third")

    for name in ("second", "third"):
        assert hurried.began[name].wait(PATIENCE)
        hurried.may_end[name].set()
    second.result(PATIENCE), third.result(PATIENCE)
    assert "waits for a host ends" not in hurried.noted
    hurried.may_end["waits for a host"].set()
    waits_for_a_host.result(PATIENCE)


def test_one_whose_turn_was_over_ends_nobody_elses(hurried: Desk) -> None:
    slow = hurried.comes("slow")
    hurried.comes("second")
    assert hurried.began["second"].wait(PATIENCE)
    whose = hurried.turns._whose

    hurried.may_end["slow"].set()
    slow.result(PATIENCE)

    assert hurried.turns._whose is whose is not None


def test_one_that_fails_gives_its_turn_back(patient: Desk) -> None:
    fails, second = patient.comes("fails"), patient.comes("second")
    patient.may_end["fails"].set()
    with pytest.raises(RuntimeError):
        fails.result(PATIENCE)

    assert patient.began["second"].wait(PATIENCE)
    patient.may_end["second"].set()
    second.result(PATIENCE)
    assert patient.turns._whose is None
    assert not patient.turns._line


def test_on_sqlite_all_requests_take_turns_and_on_postgresql_its_server_works_meanwhile(database: Database) -> None:
    assert isinstance(Site(database).app.wsgi_app, InTurn) is database.is_sqlite
