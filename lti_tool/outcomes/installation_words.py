"""What a test of the installation found, in sentences: what is so, what to change, and where."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from ..guidance.vocabulary import Ours
from .findings import About, Finding, Found
from .installation_places import Topic, place

TITLES: Mapping[About, str] = MappingProxyType(
    {
        About.KEYS: "The platform’s keys (JWKS)",
        About.CLOCK: "The two clocks",
        About.TOKEN: "The token endpoint",
        About.COURSE: "What this course posts",
        About.SCOPES: "Permission to post a receipt (scopes)",
        About.COLUMN: "The activity’s column in the gradebook",
        About.PERSON: "Whether the platform grades you here",
        About.RECEIPT: "A receipt for you from this course",
        About.COPIES: "Being told of copied courses",
        About.BROWSER: "Cookies in this browser",
    }
)


@dataclass(frozen=True, slots=True)
class Told:
    """One finding for a person. `where` is empty where nothing is to be changed."""

    title: str
    says: str
    change: str = ""
    where: str = ""


@dataclass(frozen=True, slots=True)
class _Words:
    says: str
    change: str = ""
    topic: Topic | None = None


_LIST_UNREAD = "Nothing has to be changed for this: Signpost works without the list, and does not ask for it."
_OWN_CHOICE = "Nothing has to be changed if your school wants no receipts."
_ONLY_YOU = "Nothing has to be changed if only you are concerned, and you do not report yourself."
_TRY_AGAIN = "Test again in some minutes. If it stays so, tell the platform’s administrator."

# What holds for one check alone.
WORDS: Mapping[tuple[About, Found], _Words] = MappingProxyType(
    {
        (About.KEYS, Found.GOOD): _Words("They can be read, so launches can be checked."),
        (About.KEYS, Found.NO_ANSWER): _Words(
            "Nothing answered in five seconds. Without the keys no launch can be checked.",
            "Check the key set URL, and that the platform lets Signpost’s server in.",
            Topic.ADDRESSES,
        ),
        (About.CLOCK, Found.GOOD): _Words("They agree within 30 seconds."),
        (About.CLOCK, Found.CLOCKS_DIFFER): _Words(
            "They differ by more than 30 seconds. Launches and receipts can be refused for it.",
            "Set the clock that is wrong.",
            Topic.CLOCK,
        ),
        (About.CLOCK, Found.NO_TIME_TOLD): _Words("The platform’s answer told no time."),
        (About.TOKEN, Found.GOOD): _Words("It knows Signpost and gave a token for what this launch allows."),
        (About.TOKEN, Found.NO_ANSWER): _Words(
            "Nothing answered in five seconds. Without a token no receipt can be posted.",
            "Check the token URL, and that the platform lets Signpost’s server in.",
            Topic.ADDRESSES,
        ),
        (About.SCOPES, Found.GOOD): _Words("This launch allows Signpost to post a score."),
        (About.COURSE, Found.GOOD): _Words("It is marked as staff-only, and receipts are switched on."),
        (About.COLUMN, Found.GOOD): _Words("It is there and can be read."),
        (About.COLUMN, Found.NO_GRADEBOOK): _Words(
            "The launch named no gradebook, so there is no column.", _OWN_CHOICE, Topic.ACTIVITY
        ),
        (About.COLUMN, Found.NO_ANSWER): _Words("The gradebook did not answer.", _TRY_AGAIN),
        (About.COPIES, Found.GOOD): _Words("The platform tells Signpost when a course is copied."),
        (About.COPIES, Found.NO_ANSWER): _Words("The platform’s service for notices did not answer.", _TRY_AGAIN),
        (About.PERSON, Found.NO_ANSWER): _Words("The list of members did not answer.", _TRY_AGAIN),
    }
)
# What is said the same of each.
ANYWHERE: Mapping[Found, _Words] = MappingProxyType(
    {
        Found.ADDRESS_REFUSED: _Words(
            "Signpost does not call this address: it is not https, or it is a private one.",
            "Correct the address, or name its host in SIGNPOST_PRIVATE_HOSTS.",
            Topic.ADDRESSES,
        ),
        Found.BUSY: _Words("The platform is busy or being looked after.", _TRY_AGAIN),
        Found.OUT_OF_TIME: _Words("The checks before took too long.", _TRY_AGAIN),
        Found.FAULT: _Words("Something went wrong on Signpost’s side.", "Test again in some minutes."),
        Found.NOT_KEYS: _Words(
            "Something answers at the address, but not with keys.", "Check the key set URL.", Topic.ADDRESSES
        ),
        Found.NO_GOOD_KEY: _Words(
            "None of its keys can be used. Signpost needs RSA keys of 2048 bits or more.",
            "Ask the platform’s administrator for such a key.",
        ),
        Found.NO_SCOPES: _Words(
            "This launch allows no service, so no token was asked for.", _OWN_CHOICE, Topic.SERVICES
        ),
        Found.NOT_A_TOKEN: _Words(
            "Something answers at the address, but not with a token.", "Check the token URL.", Topic.ADDRESSES
        ),
        Found.FEWER_SCOPES: _Words(
            "It gave a token for less than this launch allows.", "Allow the grade services again.", Topic.SERVICES
        ),
        Found.NOT_LET_IN: _Words(
            "It did not let Signpost in, or not for these services.",
            "Compare the client ID with the one that Signpost was given, and allow the grade services.",
            Topic.CLIENT,
        ),
        Found.SIGNATURE_REFUSED: _Words(
            "It did not accept Signpost’s signature. It may not reach Signpost’s keys, or a clock is wrong.",
            "The platform must be able to read {key_set}.",
            Topic.KEY_SET,
        ),
        Found.NO_SCORE_SCOPE: _Words("This launch does not allow to post scores.", _OWN_CHOICE, Topic.SERVICES),
        Found.NO_GRADEBOOK: _Words("This launch offers no gradebook.", _OWN_CHOICE, Topic.SERVICES),
        Found.NO_COURSE: _Words(
            "This launch came from no course, so nothing is posted. Open Signpost in a course to test receipts."
        ),
        Found.NOT_STAFF_ONLY: _Words(
            Ours(
                "It is not marked as staff-only, so nothing is posted. That is right for a course with a pupil in it."
            ),
            "Mark it only if everybody enrolled is staff.",
            Topic.COURSE,
        ),
        Found.POSTING_OFF: _Words(
            "Receipts are switched off for this course, as an administrator chose.", "", Topic.COURSE
        ),
        Found.MAY_MAKE_COLUMN: _Words("There is none yet. Signpost may make it with the first receipt."),
        Found.MAY_NOT_READ_COLUMN: _Words(
            "This launch does not allow to read columns. Receipts can be posted all the same."
        ),
        Found.NO_COLUMN: _Words(
            "The activity has no column, and Signpost may not make one.",
            "Switch grading on for the activity.",
            Topic.ACTIVITY,
        ),
        Found.COLUMN_GONE: _Words(
            "The column is no longer there.", "Switch grading on for the activity again.", Topic.ACTIVITY
        ),
        Found.NOT_ALLOWED: _Words(
            "The platform does not take its own token for this gradebook.",
            "Allow the grade services for the tool.",
            Topic.SERVICES,
        ),
        Found.NO_TOKEN: _Words("There was no token. See the token endpoint."),
        Found.UNCLEAR: _Words("The platform gave an answer that Signpost does not understand."),
        Found.LEARNER: _Words("It has you as a learner here, and learners are graded."),
        Found.MEMBER: _Words("You are a member here, and this kind of platform grades every member."),
        Found.ANYBODY: _Words("This kind of platform takes a score for anybody."),
        Found.NOT_A_LEARNER: _Words(
            "It does not have you as a learner here. Unless it was set up otherwise, only learners are graded. "
            + _ONLY_YOU,
            "Enrol the staff who report in the staff-only course as learners.",
            Topic.GRADED,
        ),
        Found.NOT_ENROLLED: _Words(
            "You are not enrolled in this course, so you are not graded. " + _ONLY_YOU,
            "Enrol the staff who report in the staff-only course as learners.",
            Topic.GRADED,
        ),
        Found.PERHAPS_A_TEACHER: _Words(
            "Its list has you as a learner, and the launch does not. "
            "Moodle lists teachers who may not edit like this, and does not grade them."
        ),
        Found.NOT_TOLD: _Words(
            "You are enrolled, not as a learner. Whether this platform grades others is not documented."
        ),
        Found.NO_LIST: _Words("The launch offers no list of members, and does not call you a learner. " + _LIST_UNREAD),
        Found.LIST_NOT_GRANTED: _Words("The platform does not let Signpost read the list of members. " + _LIST_UNREAD),
        Found.LIST_TOO_LONG: _Words(
            "The list of members is longer than a test reads. Nothing has to be changed for this."
        ),
        Found.WOULD_BE_TAKEN: _Words("It would be taken. Nothing was posted to find out."),
        Found.WOULD_NOT_BE_TAKEN: _Words(
            "It would not be taken. Each reason stands above. Nothing was posted to find out."
        ),
        Found.PERHAPS_TAKEN: _Words("Something above is not known. Nothing was posted to find out."),
        Found.NOTHING_POSTED: _Words("None is posted from this course."),
        Found.COPIES_NOT_ASKED: _Words(
            "The platform can tell Signpost when a course is copied, and was not asked to.",
            "Ask it there if your school has a staff-only course.",
            Topic.COPIES,
        ),
        Found.COPIES_NOT_GRANTED: _Words(
            "The platform can tell of copied courses, and does not allow it to Signpost.",
            "Allow it if your school has a staff-only course.",
            Topic.NOTICES,
        ),
        Found.COPIES_NOT_OFFERED: _Words(
            "The platform did not offer it at this launch. After a copy, mark the new course yourself.",
            "",
            Topic.COURSE,
        ),
        Found.COOKIE_IN_FRAME: _Words("This browser keeps Signpost’s cookie inside the platform’s frame."),
        Found.STORED: _Words(
            "The platform’s storage kept the sign-in, and this browser gives the session’s cookie back in the frame."
        ),
        Found.STORED_THEN_WINDOW: _Words(
            "The platform’s storage works. This browser keeps no cookie in the frame, so a window had to be opened.",
            "To spare people that click, let the platform open Signpost in a new window.",
            Topic.WINDOW,
        ),
        Found.COOKIE_IN_WINDOW: _Words(
            "Cookies work in this window. The platform’s frame is not known, because Signpost is not in one.",
            "If Signpost first asked you to open a window, let the platform open it in a new window at once.",
            Topic.WINDOW,
        ),
        Found.BROWSER_NOT_KNOWN: _Words(
            "This browser does not say whether the page is in a frame. Its cookie works here."
        ),
    }
)


def describe(finding: Finding, family: str, key_set: str) -> Told:
    """One finding in words.

    Args:
        family: the kind of platform, as `launch.hosts` names it.
        key_set: the address of our own key set.
    """
    words = WORDS.get((finding.about, finding.found)) or ANYWHERE[finding.found]
    where = place(words.topic, family) if words.topic else ""
    return Told(TITLES[finding.about], words.says, words.change.format(key_set=key_set), where)
