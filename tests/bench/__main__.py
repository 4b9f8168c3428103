"""`make bench`: take every figure, print the table, and with --write put it into README."""

import argparse
import contextlib
import os
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TextIO

from lti_tool.cases.queue import PAGE
from lti_tool.system.log import set_up_logging
from tests.bench import launches, lead_pages, pages, record, table, weights, where_time_goes
from tests.bench.cores import AVAILABLE, DRIVER_CORE
from tests.bench.launches import TIMES_AS_OFTEN
from tests.bench.many_schools import LOOKED_AT
from tests.bench.pages import PAUSE, TIMES_AS_LONG
from tests.bench.plan import QUICK, USUAL, Plan
from tests.bench.platform import Platform
from tests.bench.rig import Rig
from tests.bench.table import Figure

Measure = Callable[[Rig], list[Figure]]

MEASURES: dict[str, Measure] = {
    "throughput": launches.throughput,
    "many-hosts": launches.many_hosts,
    "rotation": launches.rotation,
    "pages": pages.page_times,
    "weight": weights.weights,
    "lead": lead_pages.lead_pages,
    "record": record.record,
}
PROFILE = "profile"
# The driver has many threads on one core; turns of 5 ms would be longer than what it measures.
DRIVER_TURN = 0.0005


def main(arguments: list[str] | None = None) -> int:
    options = _options(arguments)
    plan = QUICK if options.quick else USUAL
    os.sched_setaffinity(0, {DRIVER_CORE})
    sys.setswitchinterval(DRIVER_TURN)

    with Path(os.devnull).open("w", encoding="utf-8") as nowhere, Platform().serving() as platform:
        _log_into(nowhere)
        with Rig(platform, plan) as rig:
            figures = list(_take(rig, options.only or (*MEASURES, PROFILE)))

    text = table.as_table(figures, notes(plan))
    print(text)
    if options.write:
        table.write(text)
    return 0


def _take(rig: Rig, names: Iterable[str]) -> Iterator[Figure]:
    for name in names:
        began = time.monotonic()
        if name == PROFILE:
            print(where_time_goes.profile(rig), end="\n\n", flush=True)
        else:
            yield from MEASURES[name](rig)
        print(f"{name}: took {time.monotonic() - began:.0f} s", file=sys.stderr, flush=True)


def _log_into(stream: TextIO) -> None:
    """The log of what runs in this process: written, as in life, but not on the screen."""
    with contextlib.redirect_stderr(stream):
        set_up_logging()


def notes(plan: Plan) -> list[str]:
    """How it was measured: what a reader must know to take the same figures."""
    cores = "the driver and the platform on another" if len(AVAILABLE) > 1 else "with the driver and the platform"
    return [
        f"Each figure is the median of {plan.runs} runs of {plan.seconds:g} s, unless it says otherwise. One gunicorn"
        f" worker of 4 threads on one core, {cores}; PostgreSQL, with its defaults, on the tool's core.",
        f"Logins and launches: the median of {plan.runs * TIMES_AS_OFTEN} such runs; how many times PyLTI1p3's is that"
        " of each round with its own.",
        "8 clients over kept connections, without a pause between requests; each launch is a browser without cookies,"
        ' with a token signed for it. The same driver for every tool. "ms each" is the tool\'s own processor time.',
        "Limits on rates are raised out of the way: `SIGNPOST_PER_HOST`, `SIGNPOST_PER_ADDRESS` and"
        " `SIGNPOST_PER_SESSION` in `app.config`.",
        "The server's time runs from the request's arrival in the application to the last byte of its answer. Clients"
        f" of pages pause for {PAUSE:g} s, in {plan.runs} runs of {plan.seconds * TIMES_AS_LONG:g} s that are taken"
        " together. Where it says that they do not pause, runs are as short as the others, and taken together too.",
        f"Pages of a lead: one request at a time, by leads of {min(LOOKED_AT, plan.schools)} schools in turn, all runs"
        " together. The ratio is that of the most cases to the fewest. In the first row of two a school holds"
        f" {' or '.join(f'{size // plan.schools:,}' for size in plan.cases)} cases, so a list has one row"
        f" or up to {PAGE}.",
        "The record is that of one case on SQLite whose history fills a hundred sheets of A4; the median of"
        f" {plan.runs} times. Memory is the most that the process which makes the PDF ever held.",
        "The cases that are opened were made by the product. Each of the others has 7 to 9 entries of its history, 2"
        " answers, and where it is decided a decision, 2 tasks and a receipt. In life there would be more of each.",
    ]


def _options(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="look whether it all works; the figures mean nothing")
    parser.add_argument("--write", action="store_true", help="put the table into README.md")
    parser.add_argument("--only", action="append", choices=[*MEASURES, PROFILE], help="take only this; may be repeated")
    options = parser.parse_args(arguments)
    if options.write and (options.quick or options.only):
        parser.error("--write is for the whole table, measured properly")
    return options


if __name__ == "__main__":
    sys.exit(main())
