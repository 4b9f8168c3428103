"""What a question page and an answer cost the server, with eight people at work."""

import itertools
from dataclasses import dataclass
from functools import partial

from tests.bench.browser import Browser
from tests.bench.journey_pages import REPORTER_ANSWERS
from tests.bench.load import Load, Turn, run, together
from tests.bench.plan import CLIENTS
from tests.bench.platform import Platform
from tests.bench.rig import Rig
from tests.bench.served import Served
from tests.bench.table import Figure

# Changes of mind that leave the path as it is: each is a new answer, a new event and a new level.
CHANGES = [("distress", "none"), ("spread", "few"), ("distress", "coping"), ("spread", "private"), ("pressure", "nk")]
CHANGES += [("staff_seen", "seen"), ("pressure", "no"), ("staff_seen", "none")]
# Quicker than any person reads a page. Eight of them keep the tool busy and do not queue for it.
PAUSE = 0.2
# Pauses leave few requests for each second, and one in a hundred is asked about. So these runs are longer.
TIMES_AS_LONG = 4


def page_times(rig: Rig) -> list[Figure]:
    """Reading and saving, on both databases: with a pause between two requests of a client, and without."""
    rig.stop_all()
    on_sqlite = _on(rig, "SQLite", rig.sqlite)
    rig.stop_all()
    return [*on_sqlite, *_on(rig, "PostgreSQL", rig.postgres)]


def _on(rig: Rig, name: str, tool: Served) -> list[Figure]:
    reporters = [Reporter.at_work(rig.platform, tool, person) for person in range(CLIENTS)]
    turns = {"read": [each.reads() for each in reporters], "save": [each.saves() for each in reporters]}
    for kind in turns.values():
        _run(kind, rig.plan.warm_up)
    seconds = rig.plan.seconds
    taken = rig.plan.repeat(
        {
            "read": partial(_run, turns["read"], seconds * TIMES_AS_LONG, PAUSE),
            "save": partial(_run, turns["save"], seconds * TIMES_AS_LONG, PAUSE),
            "rushed read": partial(_run, turns["read"], seconds),
            "rushed save": partial(_run, turns["save"], seconds),
        }
    )
    shown = {kind: _percentiles(loads) for kind, loads in taken.items()}
    return [
        Figure(f"question page, 8 clients, {name}: p50, p99 of the server's time", shown["read"], "p99 ≤ 10 ms"),
        Figure(f"saving an answer, 8 writing, {name}", shown["save"], "p99 ≤ 15 ms"),
        Figure(f"… both without a pause, so that 8 requests share a core, {name}: page", shown["rushed read"]),
        Figure("… answer", shown["rushed save"]),
    ]


@dataclass
class Reporter:
    """A member of staff in the middle of a case, with every question of theirs answered."""

    browser: Browser
    case_id: str

    @classmethod
    def at_work(cls, platform: Platform, tool: Served, person: int) -> "Reporter":
        browser = tool.browser()
        browser.opens(browser.launches(platform, 0, person).location)
        begun = browser.submits("/cases")
        reporter = cls(browser, begun.location.split("/")[2])
        for question, value in REPORTER_ANSWERS.items():
            browser.opens(reporter.question(question))
            reporter.answer(question, value)
        return reporter

    def question(self, slug: str) -> str:
        return f"/cases/{self.case_id}/questions/{slug}"

    def answer(self, slug: str, value: str) -> float:
        """Save one answer; gives the server's time in milliseconds."""
        saved = self.browser.submits(self.question(slug), question=slug, choice=value, text=value)
        if saved.status != 303:
            raise RuntimeError(f"saving {slug} answered {saved.status}")
        return saved.server_seconds * 1000

    def reads(self) -> Turn:
        slugs = itertools.cycle(REPORTER_ANSWERS)

        def turn() -> float:
            page = self.browser.get(self.question(next(slugs)))
            if page.status != 200:
                raise RuntimeError(f"a question page answered {page.status}")
            return page.server_seconds * 1000

        return turn

    def saves(self) -> Turn:
        changes = itertools.cycle(CHANGES)
        return lambda: self.answer(*next(changes))


def _run(turns: list[Turn], seconds: float, pause: float = 0.0) -> Load:
    load = run(turns, seconds, pause)
    if load.failures:
        raise RuntimeError(f"{len(load.failures)} requests failed, the first: {load.failures[0]}")
    return load


def _percentiles(loads: list[Load]) -> str:
    return ", ".join(f"{together(loads).percentile(percent):.1f} ms" for percent in (50, 99))
