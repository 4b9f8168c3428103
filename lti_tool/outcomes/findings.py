"""What a test of the installation can find. Fixed words only; never anything that a platform said."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, StrEnum


class Verdict(Enum):
    """How one thing is."""

    OK = "ok"
    NOT_KNOWN = "not_known"
    WRONG = "wrong"
    # As the school has chosen it: nothing is posted from here.
    OFF = "off"


class About(StrEnum):
    """What was tried."""

    KEYS = "keys"
    CLOCK = "clock"
    TOKEN = "token"  # noqa: S105 — a word for where one is asked for
    SCOPES = "scopes"
    COURSE = "course"
    COLUMN = "column"
    PERSON = "person"
    RECEIPT = "receipt"
    COPIES = "copies"
    BROWSER = "browser"


class Found(StrEnum):
    """What came of it; installation_words.py makes sentences of these."""

    # Of several.
    GOOD = "good"
    NO_ANSWER = "no_answer"
    ADDRESS_REFUSED = "address_refused"
    BUSY = "busy"
    OUT_OF_TIME = "out_of_time"
    FAULT = "fault"
    # The platform's keys, and its clock.
    NOT_KEYS = "not_keys"
    NO_GOOD_KEY = "no_good_key"
    CLOCKS_DIFFER = "clocks_differ"
    NO_TIME_TOLD = "no_time_told"
    # The token endpoint, and what a launch allows.
    NO_SCOPES = "no_scopes"
    NO_TOKEN = "no_token"  # noqa: S105 — a word for what is not there
    NOT_A_TOKEN = "not_a_token"  # noqa: S105 — a word for what is none
    FEWER_SCOPES = "fewer_scopes"
    NOT_LET_IN = "not_let_in"
    SIGNATURE_REFUSED = "signature_refused"
    NO_SCORE_SCOPE = "no_score_scope"
    NO_GRADEBOOK = "no_gradebook"
    # The course, and the activity's column.
    NOT_STAFF_ONLY = "not_staff_only"
    POSTING_OFF = "posting_off"
    NO_COURSE = "no_course"
    MAY_MAKE_COLUMN = "may_make_column"
    MAY_NOT_READ_COLUMN = "may_not_read_column"
    NO_COLUMN = "no_column"
    COLUMN_GONE = "column_gone"
    NOT_ALLOWED = "not_allowed"
    UNCLEAR = "unclear"
    # Whether the person can be graded.
    LEARNER = "learner"
    MEMBER = "member"
    ANYBODY = "anybody"
    NOT_A_LEARNER = "not_a_learner"
    NOT_ENROLLED = "not_enrolled"
    PERHAPS_A_TEACHER = "perhaps_a_teacher"
    NOT_TOLD = "not_told"
    NO_LIST = "no_list"
    LIST_NOT_GRANTED = "list_not_granted"
    LIST_TOO_LONG = "list_too_long"
    # All of it together.
    WOULD_BE_TAKEN = "would_be_taken"
    WOULD_NOT_BE_TAKEN = "would_not_be_taken"
    PERHAPS_TAKEN = "perhaps_taken"
    NOTHING_POSTED = "nothing_posted"
    # Copied courses.
    COPIES_NOT_ASKED = "copies_not_asked"
    COPIES_NOT_GRANTED = "copies_not_granted"
    COPIES_NOT_OFFERED = "copies_not_offered"
    # The browser.
    COOKIE_IN_FRAME = "cookie_in_frame"
    COOKIE_IN_WINDOW = "cookie_in_window"
    STORED = "stored"
    STORED_THEN_WINDOW = "stored_then_window"
    BROWSER_NOT_KNOWN = "browser_not_known"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was tried, and what came of it."""

    about: About
    verdict: Verdict
    found: Found


def good(about: About, found: Found = Found.GOOD) -> Finding:
    """It works."""
    return Finding(about, Verdict.OK, found)


def unknown(about: About, found: Found) -> Finding:
    """It cannot be judged from here."""
    return Finding(about, Verdict.NOT_KNOWN, found)


def off(about: About, found: Found) -> Finding:
    """It is switched off, and may stay so."""
    return Finding(about, Verdict.OFF, found)


def wrong(about: About, found: Found) -> Finding:
    """Somebody has to change something."""
    return Finding(about, Verdict.WRONG, found)
