"""What the record of a long case costs: a hundred printed pages of history as a page, and as PDF."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from threading import Event, Thread

from lti_tool.app import build
from lti_tool.cases.desk import lay_out_for_lead
from lti_tool.cases.history import add_event
from lti_tool.system.pdf import SECONDS
from lti_tool.web.session import COOKIE
from tests.bench import contenders, schools
from tests.bench.browser import Answer
from tests.bench.many_schools import Desk, fill_schools, sign_in
from tests.bench.rig import Rig
from tests.bench.served import Served
from tests.bench.table import Figure
from tests.reading_pdfs import pages_in
from tests.school import settings_for

MOST_HTML, MOST_PDF, MOST_MB = 1, 15, 300
# A lead's note of two or three lines, as they are written in life.
WORDS = (
    "Spoke to her form tutor at break. She was in school and ate with her friends, and she has said again that she "
    "wants nobody else in her year to know. Her mother telephones on Friday; until then nothing goes home in writing."
)
LOOK_EVERY = 0.02


def record(rig: Rig) -> list[Figure]:
    """One long case on SQLite. Nobody else asks for anything."""
    rig.stop_all()
    with schools.sqlite() as url:
        desk = fill_schools(url, 1, 2, 1).usual[0]
        sign_in(url, [desk])
        lengthen(url, desk, rig.plan.entries)
        with contenders.serving_ours(url) as tool:
            return list(_figures(tool, desk, rig.plan.runs, rig.plan.entries))


def lengthen(url: str, desk: Desk, entries: int) -> None:
    """Give the case so many entries more."""
    services = build(settings_for(url))
    with services.database.transaction() as db:
        place = lay_out_for_lead(db, services.tenants, desk.case_id, desk.staff)
        for _each in range(entries):
            add_event(db, place.cipher, place.case, "asked", services.clock.now(), desk.staff.id, {"words": WORDS})
    services.database.close()


def _figures(tool: Served, desk: Desk, runs: int, entries: int) -> Iterator[Figure]:
    html, _heaviest = _take(tool, desk, f"/cases/{desk.case_id}/print", runs)
    what = f"the record of a case with {entries:,} entries and more"
    yield Figure(f"{what}, as a page", f"{_seconds(html):.2f} s", f"≤ {MOST_HTML} s")
    pdf, heaviest = _take(tool, desk, f"/cases/{desk.case_id}/record.pdf", runs)
    yield Figure(
        f"… as a PDF of {pages_in(pdf[0].body)} pages: time; memory of the process that makes it",
        f"{_seconds(pdf):.1f} s; {heaviest / 1e6:.0f} MB",
        f"≤ {MOST_PDF} s; ≤ {MOST_MB} MB",
    )


def _take(tool: Served, desk: Desk, path: str, runs: int) -> tuple[list[Answer], int]:
    """The answers, and the most memory that a child of the tool has held meanwhile."""
    # Where it takes too long, it is the tool that ends it.
    browser = tool.browser(waits_seconds=2 * SECONDS)
    browser.cookies[COOKIE] = desk.token
    with _watching(tool.pid) as heaviest:
        answers = [browser.get(path) for _run in range(runs)]
    if any(answer.status != 200 for answer in answers):
        raise RuntimeError(f"the record answered {[answer.status for answer in answers]}")
    return answers, heaviest()


def _seconds(answers: list[Answer]) -> float:
    return median(answer.server_seconds for answer in answers)


@contextmanager
def _watching(pid: int) -> Iterator[Callable[[], int]]:
    """How many bytes the heaviest process that the tool's own processes have started held at most."""
    most, over = [0], Event()

    def look() -> None:
        while not over.is_set():
            most.append(max(most.pop(), *(_most_held(each) for each in _started_by(pid)), 0))
            time.sleep(LOOK_EVERY)

    thread = Thread(target=look, daemon=True)
    thread.start()
    try:
        yield lambda: most[0]
    finally:
        over.set()
        thread.join()


def _started_by(pid: int) -> list[int]:
    """What the workers have started: gunicorn's own process has only workers."""
    workers = _children(pid)
    return [child for worker in workers for child in _children(worker)]


def _children(pid: int) -> list[int]:
    found = []
    for file in Path(f"/proc/{pid}/task").glob("*/children"):
        try:
            found += [int(child) for child in file.read_text(encoding="utf-8").split()]
        except OSError:
            continue
    return found


def _most_held(pid: int) -> int:
    try:
        lines = Path(f"/proc/{pid}/status").read_text(encoding="utf-8").splitlines()
    except OSError:
        return 0
    held = [line.split()[1] for line in lines if line.startswith("VmHWM")]
    return int(held[0]) * 1024 if held else 0
