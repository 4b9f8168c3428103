"""Tests an installation from an administrator's own launch: keys, token, scopes, receipts, the browser.

Nothing is posted, nothing is kept, and no check stops another. One test runs at a time, because each holds one of the
server's few threads for as long as a platform likes to keep it waiting, within limits.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from ..launch.browser import Way
from ..system.log import get_logger
from . import notice_checks, platform_checks, receipt_checks
from .arrival import Arrival
from .findings import About, Finding, Found, Verdict, good, unknown
from .hurry import Hurried, Hurry
from .line_items import LINE_ITEM, LINE_ITEM_READ, RESULT_READ, SCORE

MOST_IN_AN_HOUR = 6
HOUR = timedelta(hours=1)
OURS = (LINE_ITEM, LINE_ITEM_READ, RESULT_READ, SCORE)

BROWSERS = {
    Way.COOKIE_IN_FRAME: good(About.BROWSER, Found.COOKIE_IN_FRAME),
    Way.COOKIE_IN_WINDOW: unknown(About.BROWSER, Found.COOKIE_IN_WINDOW),
    Way.STORED: good(About.BROWSER, Found.STORED),
    Way.STORED_THEN_WINDOW: good(About.BROWSER, Found.STORED_THEN_WINDOW),
}


class TooOften(Exception):
    """This person has tested too often within an hour."""


class AlreadyRunning(Exception):
    """Another test runs at this moment."""


@dataclass(slots=True)
class _Turns:
    """Who has tested when, in this process's memory. Changed only by whoever holds the test's lock."""

    taken: dict[str, list[datetime]] = field(default_factory=dict)

    def take(self, who: str, now: datetime) -> None:
        recent = {each: [at for at in times if now - at < HOUR] for each, times in self.taken.items()}
        self.taken = {each: times for each, times in recent.items() if times}
        if len(self.taken.get(who, ())) >= MOST_IN_AN_HOUR:
            raise TooOften
        self.taken.setdefault(who, []).append(now)


class InstallationTest:
    """The button of an administrator.

    Args:
        hurry: because a person waits.
        handler: the address of ours that notices are posted to.
    """

    def __init__(self, hurry: Hurry, handler: str) -> None:
        self._hurry = hurry
        self._handler = handler
        self._running = threading.Lock()
        self._turns = _Turns()

    def run(self, who: str, arrival: Arrival) -> tuple[Finding, ...]:
        """What works and what does not, in the order in which a receipt depends on it.

        Args:
            who: counts the tests of one person; any word that is theirs alone.

        Raises:
            TooOften, AlreadyRunning: nothing was tried.
        """
        if not self._running.acquire(blocking=False):
            raise AlreadyRunning
        try:
            self._turns.take(who, self._hurry.clock.now())
            return self._tried(arrival)
        finally:
            self._running.release()

    def _tried(self, arrival: Arrival) -> tuple[Finding, ...]:
        http, connectors = self._hurry.begin()
        clock, connector, host, place = self._hurry.clock, connectors.to(arrival.host), arrival.host, arrival.place
        granted = [scope for scope in OURS if place is not None and scope in place.scopes]
        wanted = receipt_checks.wants_receipts(arrival.course)
        found = [
            *_tried(http, (About.KEYS, About.CLOCK), lambda: platform_checks.keys_and_clock(http, host, clock)),
            *_tried(http, (About.TOKEN,), lambda: (platform_checks.token(connector, granted),)),
            receipt_checks.setting(arrival),
            receipt_checks.scopes(place),
            *_tried(http, (About.COLUMN,), lambda: (receipt_checks.column(connector, place),)),
            *_tried(http, (About.PERSON,), lambda: (receipt_checks.person(connector, arrival, clock),)),
        ]
        found = [each if wanted else _without_receipts(each) for each in found]
        browser = BROWSERS[arrival.way] if arrival.way else unknown(About.BROWSER, Found.BROWSER_NOT_KNOWN)
        copies = _tried(http, (About.COPIES,), lambda: (notice_checks.copies(connector, arrival, self._handler),))
        return (*found, receipt_checks.receipt(found, arrival.course), *copies, browser)


def _tried(http: Hurried, about: tuple[About, ...], check: Callable[[], tuple[Finding, ...]]) -> Iterator[Finding]:
    """One check. Whatever goes wrong in it, the next one is tried."""
    try:
        findings = check()
    except Exception as error:  # noqa: BLE001 — the others have nothing to do with it
        get_logger().error("installation test failed", kind=about[0].value, exception_type=type(error).__name__)
        findings = tuple(unknown(each, Found.FAULT) for each in about)
    for each in findings:
        # Nobody can be said not to have answered who was not asked.
        unasked = http.cut_short and each.found in {Found.NO_ANSWER, Found.NO_TOKEN}
        yield unknown(each.about, Found.OUT_OF_TIME) if unasked else each


def _without_receipts(finding: Finding) -> Finding:
    """A school that posts nothing from here has nothing to put right for it."""
    idle = finding.verdict is Verdict.WRONG and finding.about in receipt_checks.OF_RECEIPTS
    return replace(finding, verdict=Verdict.OFF) if idle else finding
