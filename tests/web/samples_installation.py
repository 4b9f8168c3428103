"""Invented page models: how an installation is, and what a test of it found."""

from __future__ import annotations

from dataclasses import replace

from lti_tool.launch.storage import Shelf
from lti_tool.outcomes.findings import About, Finding, Found, good, off, unknown, wrong
from lti_tool.outcomes.installation_words import describe
from lti_tool.web.show.installation import (
    AGAIN,
    ASK_THEM,
    RUNNING,
    STATES,
    TEST,
    TOO_OFTEN,
    WHAT_IT_DOES,
    WHOLE_WEEKS,
)
from lti_tool.web.show.storage_trial import NOT_OFFERED, storage_trial
from lti_tool.web.view_parts import Chrome, Link
from lti_tool.web.views_installation import InstallationPage, Look
from tests.web.samples_reporter import TIME_OUT
from tests.web.signed_in import another_host

KEY_SET = "https://signpost.example.org/.well-known/jwks.json"
SHELF = Shelf(another_host(1), "post_message_forwarding", ("https://sso.canvaslms.com",), "signpost.1")
WORKS, NOT_KNOWN, TO_CHANGE, _OFF = STATES.values()


def looks(family: str, *findings: Finding) -> tuple[Look, ...]:
    """The findings as a page shows them for this kind of platform."""
    told = [(each, describe(each, family, KEY_SET)) for each in findings]
    return tuple(Look(says.title, *STATES[each.verdict], says.says, says.change, says.where) for each, says in told)


BUTTON = InstallationPage(
    chrome=Chrome(who="Lee Marsh, administrator", time_out=TIME_OUT),
    name=TEST,
    heading=TEST,
    back=Link("Installation", "/installation"),
    words=WHAT_IT_DOES,
    looks=(),
    action="/installation/test",
    act=TEST,
)
TESTED = replace(
    BUTTON,
    words=("Nothing has to be changed.",),
    act=AGAIN,
    looks=looks(
        "moodle",
        good(About.KEYS),
        good(About.CLOCK),
        good(About.TOKEN),
        good(About.COURSE),
        good(About.SCOPES),
        good(About.COLUMN),
        good(About.PERSON, Found.LEARNER),
        good(About.RECEIPT, Found.WOULD_BE_TAKEN),
        good(About.COPIES),
        good(About.BROWSER, Found.COOKIE_IN_FRAME),
    ),
)
TROUBLE = (
    wrong(About.KEYS, Found.NO_ANSWER),
    unknown(About.CLOCK, Found.NO_TIME_TOLD),
    wrong(About.TOKEN, Found.SIGNATURE_REFUSED),
    off(About.COURSE, Found.NOT_STAFF_ONLY),
    off(About.SCOPES, Found.NO_SCORE_SCOPE),
    unknown(About.COLUMN, Found.NO_TOKEN),
    off(About.PERSON, Found.NOT_A_LEARNER),
    off(About.RECEIPT, Found.NOTHING_POSTED),
    off(About.COPIES, Found.COPIES_NOT_GRANTED),
    unknown(About.BROWSER, Found.COOKIE_IN_WINDOW),
)
HEALTH = replace(
    BUTTON,
    name="Health",
    heading="Health of this installation",
    words=("No case can be seen from here.", WHOLE_WEEKS),
    looks=(
        Look("Last launch", *WORKS, "Somebody opened Signpost in the week that began on 16 November 2026."),
        Look("Last receipt", *NOT_KNOWN, "None in a week that is over."),
        Look("The two clocks", *WORKS, "At this launch they differed by 1 second, with what it took on its way."),
        Look(
            "Signpost’s signing key",
            *TO_CHANGE,
            "It was made 99 days ago. A new one is made every 90 days.",
            f"A new one is late. {ASK_THEM}",
            "On Signpost’s server: signpost keys rotate",
        ),
        Look(
            "Places that wait to be accepted",
            *NOT_KNOWN,
            "One waits on this platform. If other schools share it, some may be theirs.",
            "Accept yours by its deployment ID, which your platform shows where the tool was added.",
            "In Signpost: Installation > Platforms and deployments",
        ),
    ),
)

PAGES = {
    "installation-test": BUTTON,
    "installation-too-often": replace(BUTTON, words=(TOO_OFTEN,), act=""),
    "installation-running": replace(BUTTON, note=RUNNING),
    "installation-tested": TESTED,
    "installation-storage": replace(TESTED, looks=TESTED.looks[-1:], trial=storage_trial(SHELF, "canvas")),
    "installation-trouble": replace(
        TESTED,
        words=("2 of 10 things are to change. 3 could not be judged from here.",),
        looks=(*looks("brightspace", *TROUBLE), NOT_OFFERED),
    ),
    "installation-health": HEALTH,
}
