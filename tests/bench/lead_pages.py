"""What a lead's pages cost with a thousand schools' cases in the database: the list, a case, the year in numbers."""

import itertools
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, ExitStack, contextmanager
from dataclasses import dataclass
from functools import partial

from lti_tool.cases.queue import PAGE
from lti_tool.web.session import COOKIE
from tests.bench import contenders, schools
from tests.bench.browser import Browser
from tests.bench.load import Load, Turn, run, together
from tests.bench.many_cases import closed_of
from tests.bench.many_schools import Desk, Filled, fill_schools, sign_in
from tests.bench.plan import Plan
from tests.bench.rig import Rig
from tests.bench.served import Served
from tests.bench.table import Figure

Address = Callable[[Desk], str]
MOST_MS, MOST_TIMES = 50, 1.5


@dataclass(frozen=True)
class Grown:
    """A tool, and the database of one size that it serves."""

    tool: Served
    filled: Filled

    def asks(self, page: str) -> Turn:
        """A lead of a usual school asks for this page, and the next time one of the next."""
        return _turn(self.tool, self.filled.usual, page)

    def asks_in_large(self, page: str) -> Turn:
        """As `asks`, in the school that holds the same number of cases whatever the others hold."""
        return _turn(self.tool, self.filled.large, page)


PAGES: dict[str, Address] = {
    "list of cases": lambda _desk: "/cases",
    "last full page of closed cases": lambda desk: f"/cases?show=closed&page={max(1, closed_of(desk.holds) // PAGE)}",
    "a case with 30 entries": lambda desk: f"/cases/{desk.case_id}",
    "the year in numbers": lambda _desk: "/overview",
}


def lead_pages(rig: Rig) -> list[Figure]:
    """Each page at each size, on both databases. One lead at a time, so that none waits for another."""
    rig.stop_all()
    return [*_on(rig.plan, "SQLite", _sqlites), *_on(rig.plan, "PostgreSQL", _postgreses)]


def _on(plan: Plan, name: str, databases: Callable[[int], AbstractContextManager[Sequence[str]]]) -> list[Figure]:
    with ExitStack() as stack:
        urls = dict(zip(plan.cases, stack.enter_context(databases(len(plan.cases))), strict=True))
        filled = {size: fill_schools(url, plan.schools, size, plan.in_large) for size, url in urls.items()}
        grown = {}
        for size, url in urls.items():
            sign_in(url, (*filled[size].usual, *filled[size].large))
            grown[size] = Grown(stack.enter_context(contenders.serving_ours(url)), filled[size])
        return [figure for page in PAGES for figure in _figures(plan, name, page, grown)]


def _figures(plan: Plan, name: str, page: str, grown: dict[int, Grown]) -> Iterator[Figure]:
    """All sizes in turn, so that what disturbs the machine disturbs them all alike."""
    sizes = f"{', '.join(f'{size:,}' for size in grown)} cases"
    aim = f"p99 ≤ {MOST_MS} ms, ≤ {MOST_TIMES} times"
    usual = _take(plan, {size: each.asks(page) for size, each in grown.items()})
    yield Figure(f"{page}, {name}, {sizes} in {plan.schools:,} schools: p50; p99", usual, aim)
    large = _take(plan, {size: each.asks_in_large(page) for size, each in grown.items()})
    yield Figure(f"… in one school that holds {plan.in_large:,} of its own each time", large, aim)


def _take(plan: Plan, turns: dict[int, Turn]) -> str:
    for turn in turns.values():
        _run(turn, plan.warm_up)
    taken = plan.repeat({str(size): partial(_run, turn, plan.seconds) for size, turn in turns.items()})
    loads = [together(each) for each in taken.values()]
    middle, slow = ([load.percentile(percent) for load in loads] for percent in (50, 99))
    return f"{_in_ms(middle)}; {_in_ms(slow)} ({slow[-1] / slow[0]:.1f} times)"


def _turn(tool: Served, desks: Sequence[Desk], page: str) -> Turn:
    browsers = itertools.cycle([(_signed_in(tool, desk), PAGES[page](desk)) for desk in desks])

    def turn() -> float:
        browser, path = next(browsers)
        answer = browser.get(path)
        if answer.status != 200:
            raise RuntimeError(f"{page} answered {answer.status}")
        return answer.server_seconds * 1000

    return turn


def _signed_in(tool: Served, desk: Desk) -> Browser:
    browser = tool.browser()
    browser.cookies[COOKIE] = desk.token
    return browser


def _run(turn: Turn, seconds: float) -> Load:
    load = run([turn], seconds)
    if load.failures:
        raise RuntimeError(f"{len(load.failures)} requests failed, the first: {load.failures[0]}")
    return load


def _in_ms(values: Sequence[float]) -> str:
    return ", ".join(f"{value:.1f}" for value in values) + " ms"


@contextmanager
def _sqlites(count: int) -> Iterator[list[str]]:
    with ExitStack() as stack:
        yield [stack.enter_context(schools.sqlite()) for _each in range(count)]


@contextmanager
def _postgreses(count: int) -> Iterator[list[str]]:
    with schools.postgres() as url:
        yield [schools.another_database(url, f"size{number}") for number in range(count)]
