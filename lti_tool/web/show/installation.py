"""How an installation is, and what a test of it found, for an administrator."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta

from flask import url_for

from ...launch.storage import Shelf
from ...outcomes.findings import Finding, Verdict
from ...outcomes.installation_words import describe
from ...tenants.health import Health
from ...tenants.key_times import EVERY
from ...tenants.outside import MOST_SKEW_SECONDS
from .. import view_parts as part
from ..views_installation import InstallationPage, Look
from .storage_trial import NOT_OFFERED, storage_trial
from .words import date_words, plural

# The words of the tag, and the end of its colour's class.
STATES = {
    Verdict.OK: ("Works", "monitor"),
    Verdict.NOT_KNOWN: ("Not known", ""),
    Verdict.WRONG: ("To change", "act-today"),
    Verdict.OFF: ("Off", ""),
}
TEST = "Test this installation"
AGAIN = "Test again"
WHAT_IT_DOES = (
    "Signpost asks your platform for its keys, a token, this activity’s column and, if need be, your role here.",
    "Where your platform offers it, Signpost asks whether it tells of copied courses, "
    "and your browser asks its page to keep a value without meaning.",
    "It posts nothing, and keeps nothing of what it reads. It takes up to 20 seconds.",
)
TOO_OFTEN = "You have tested six times within an hour. Wait until the first of them is an hour old."
RUNNING = "Another test is running. Try again in half a minute."
WHOLE_WEEKS = (
    "Whole weeks are shown, once they are over. Practice earns the same receipt. "
    "So nobody can tell from this page when somebody reported."
)
# Longer than any school holiday.
QUIET_AFTER = timedelta(weeks=8)
ASK_THEM = "Tell the person who runs Signpost’s server."


def button_page(chrome: part.Chrome, note: str = "") -> InstallationPage:
    """The button, before anything was tried; or why nothing was."""
    return _page(chrome, WHAT_IT_DOES, (), TEST, note)


def too_often_page(chrome: part.Chrome) -> InstallationPage:
    """Somebody has tested enough for a while. No button, because it would only say so again."""
    return _page(chrome, (TOO_OFTEN,), (), "")


def tested_page(
    findings: Iterable[Finding], family: str, key_set: str, shelf: Shelf | None, chrome: part.Chrome
) -> InstallationPage:
    """What works, what is not known, and what to change where.

    Args:
        shelf: where the browser may try the platform's storage; None where the platform offers none.
    """
    found = tuple(findings)
    looks = tuple(_look(each, family, key_set) for each in found)
    if shelf is None:
        return _page(chrome, (_summary(found),), (*looks, NOT_OFFERED), AGAIN)
    return replace(_page(chrome, (_summary(found),), looks, AGAIN), trial=storage_trial(shelf, family))


def health_page(health: Health, ahead: int | None, today: date, chrome: part.Chrome) -> InstallationPage:
    """How the installation is.

    Args:
        ahead: by how many seconds the platform's clock was ahead of ours at this launch; None where not known.
    """
    looks = (
        _week("Last launch", "Somebody opened Signpost", health.launch_week, today),
        _week("Last receipt", "Your platform took a receipt", health.receipt_week, today),
        _clock(ahead),
        _key(health),
        _pending(health.pending),
    )
    words = ("No case can be seen from here.", WHOLE_WEEKS)
    return _page(chrome, words, looks, TEST, name="Health", heading="Health of this installation")


def _page(
    chrome: part.Chrome,
    words: tuple[str, ...],
    looks: tuple[Look, ...],
    act: str,
    note: str = "",
    name: str = TEST,
    heading: str = TEST,
) -> InstallationPage:
    return InstallationPage(
        chrome=chrome,
        name=name,
        heading=heading,
        back=part.Link("Installation", url_for("start.installation")),
        words=words,
        looks=looks,
        action=url_for("installation_health.try_out"),
        act=act,
        note=note,
    )


def _look(finding: Finding, family: str, key_set: str) -> Look:
    told = describe(finding, family, key_set)
    return Look(told.title, *STATES[finding.verdict], told.says, told.change, told.where)


def _summary(found: tuple[Finding, ...]) -> str:
    wrong = sum(each.verdict is Verdict.WRONG for each in found)
    unsure = sum(each.verdict is Verdict.NOT_KNOWN for each in found)
    to_change = "Nothing has to be changed." if not wrong else f"{wrong} of {len(found)} things are to change."
    return f"{to_change} {unsure} could not be judged from here." if unsure else to_change


def _week(title: str, what: str, monday: date | None, today: date) -> Look:
    if monday is None:
        return Look(title, *STATES[Verdict.NOT_KNOWN], "None in a week that is over.")
    says = f"{what} in the week that began on {date_words(monday)}."
    if today - monday <= QUIET_AFTER:
        return Look(title, *STATES[Verdict.OK], says)
    return Look(title, *STATES[Verdict.NOT_KNOWN], says, "That is long ago. Let a colleague open it and practise.")


def _clock(ahead: int | None) -> Look:
    title = "The two clocks"
    if ahead is None:
        return Look(title, *STATES[Verdict.NOT_KNOWN], "Open Signpost again from your course.")
    says = f"At this launch they differed by {plural(abs(ahead), 'second')}, with what it took on its way."
    if abs(ahead) <= MOST_SKEW_SECONDS:
        return Look(title, *STATES[Verdict.OK], says)
    change = f"Set the clock that is wrong: launches fail from a minute on. {ASK_THEM}"
    return Look(title, *STATES[Verdict.WRONG], says, change)


def _key(health: Health) -> Look:
    title = "Signpost’s signing key"
    if health.key_days is None:
        says = "There is none yet. It is made when the first receipt is posted."
        return Look(title, *STATES[Verdict.NOT_KNOWN], says)
    says = f"It was made {_days(health.key_days)}. A new one is made every {EVERY.days} days."
    if not health.key_late:
        return Look(title, *STATES[Verdict.OK], says)
    change = f"A new one is late. {ASK_THEM}"
    return Look(title, *STATES[Verdict.WRONG], says, change, "On Signpost’s server: signpost keys rotate")


def _days(days: int) -> str:
    return {0: "today", 1: "yesterday"}.get(days, f"{plural(days, 'day')} ago")


def _pending(count: int) -> Look:
    title = "Places that wait to be accepted"
    if not count:
        return Look(title, *STATES[Verdict.OK], "None on this platform.")
    says = (
        f"{'One waits' if count == 1 else f'{count} wait'} on this platform. "
        "If other schools share it, some may be theirs."
    )
    change = "Accept yours by its deployment ID, which your platform shows where the tool was added."
    return Look(
        title, *STATES[Verdict.NOT_KNOWN], says, change, "In Signpost: Installation > Platforms and deployments"
    )
