"""How many people a second get in: logins and launches together, live-signed, each in a browser of its own."""

import itertools
import threading
import time
from functools import partial
from statistics import median

from tests.bench.load import Load, Turn, run
from tests.bench.plan import CLIENTS
from tests.bench.rig import Rig
from tests.bench.schools import FEW_HOSTS
from tests.bench.served import Served
from tests.bench.table import Figure

PEOPLE = 50
# A machine that others use too is half as fast again in one second as in the next. Of many rounds, the middle one says
# how two tools compare.
TIMES_AS_OFTEN = 5


def throughput(rig: Rig) -> list[Figure]:
    """The same driver against each tool in turn."""
    tools = {
        "upstream": rig.upstream,
        "sqlite": rig.sqlite,
        "durable": rig.durable_sqlite,
        "postgres": rig.postgres,
    }
    for tool in tools.values():
        rush(rig, tool, rig.plan.warm_up)
    rounds = {name: partial(_rate_and_cost, rig, tool) for name, tool in tools.items()}
    taken = rig.plan.repeat(rounds, TIMES_AS_OFTEN)
    theirs = median(rate for rate, _cost in taken["upstream"])
    shown = {name: _beside(values, taken["upstream"]) for name, values in taken.items()}
    return [
        Figure("logins and launches a second: PyLTI1p3 as its README has it, in memory", shown["upstream"]),
        Figure("… Signpost on SQLite as shipped", shown["sqlite"], f"≥ {theirs:.0f}, hoped: twice"),
        Figure("… Signpost on SQLite, logins and sessions fully durable too", shown["durable"]),
        Figure("… Signpost on PostgreSQL", shown["postgres"]),
    ]


def _beside(values: list[tuple[float, float]], upstreams: list[tuple[float, float]]) -> str:
    rate, cost = (median(each) for each in zip(*values, strict=True))
    # Each round's two, which were taken within seconds of each other.
    times = median(ours / theirs for (ours, _), (theirs, _) in zip(values, upstreams, strict=True))
    return f"{rate:.0f} ({times:.2f} times; {cost * 1000:.1f} ms each)"


def many_hosts(rig: Rig) -> list[Figure]:
    """What ten thousand registered hosts cost a launch. The launches come from ten of them either way."""
    tools = {"few": rig.sqlite, "many": rig.sqlite_with_many_hosts}
    for tool in tools.values():
        rush(rig, tool, rig.plan.warm_up, FEW_HOSTS)
    taken = rig.plan.repeat({name: partial(_rate_and_cost, rig, tool, FEW_HOSTS) for name, tool in tools.items()})
    costs = {name: median(cost for _rate, cost in values) for name, values in taken.items()}
    what = f"processor time of a launch with {rig.plan.many_hosts:,} registered hosts against {FEW_HOSTS}"
    return [Figure(what, f"{costs['many'] / costs['few']:.2f} times", "≤ 1.2 times")]


def rotation(rig: Rig) -> list[Figure]:
    """A platform that changes its key in the middle of a rush."""
    rush(rig, rig.sqlite, rig.plan.warm_up)
    fetched = rig.platform.fetches
    change = threading.Timer(rig.plan.seconds / 2, rig.platform.rotate)
    change.start()
    # Failures are counted here, where elsewhere they would end the measuring.
    loads = [run(_clients(rig, rig.sqlite, 1), rig.plan.seconds)]
    change.join()
    # Time for the last launches to meet the new key, however slow the machine.
    loads.append(run(_clients(rig, rig.sqlite, 1), rig.plan.warm_up))
    launched, refused = sum(len(load.gave) for load in loads), sum(len(load.failures) for load in loads)
    return [
        Figure(f"launches refused when the host changes its key among {launched:,}", str(refused), "0"),
        Figure("fetches of the key set for it, one process", str(rig.platform.fetches - fetched), "1"),
    ]


def rush(rig: Rig, tool: Served, seconds: float, hosts: int = 1) -> Load:
    """Launches as fast as they go. One that fails ends the measuring: its figures would mean nothing."""
    load = run(_clients(rig, tool, hosts), seconds)
    if load.failures:
        raise RuntimeError(f"{len(load.failures)} launches failed, the first: {load.failures[0]}")
    return load


def _clients(rig: Rig, tool: Served, hosts: int) -> list[Turn]:
    turns = itertools.count()

    def client() -> Turn:
        browser = tool.browser()

        def turn() -> float:
            number = next(turns)
            began = time.perf_counter()
            browser.launches(rig.platform, number % hosts, number % PEOPLE)
            return time.perf_counter() - began

        return turn

    return [client() for _client in range(CLIENTS)]


def _rate_and_cost(rig: Rig, tool: Served, hosts: int = 1) -> tuple[float, float]:
    """Launches a second, and the processor time that the tool itself spent on each."""
    before = tool.busy_seconds()
    load = rush(rig, tool, rig.plan.seconds, hosts)
    return load.per_second, (tool.busy_seconds() - before) / len(load.gave)
