"""What can go wrong at a host, and what a school then reads about a receipt."""

from dataclasses import dataclass

from lti_tool.outcomes import words
from tests.host import faults
from tests.host.faults import (
    BAD_GATEWAY,
    BROKEN,
    CONFLICT,
    COURSE_CONCLUDED,
    FORBIDDEN,
    NOT_A_STUDENT,
    RESET_AFTER_THE_WRITE,
    RESET_BEFORE_THE_WRITE,
    SIGN_IN_PAGE,
    UNAUTHORISED,
    Fault,
    Says,
    Service,
    after_the_write,
    too_many_requests,
)

DELIVERED = "Receipt: in the gradebook since noon."
NOT_YET = "Receipt: not in the gradebook yet. {} Trying again at noon."
BUSY = NOT_YET.format("The platform is busy or being looked after.")
NO_ANSWER = NOT_YET.format("The platform did not answer.")
UNCLEAR = NOT_YET.format("The platform gave an answer that we did not understand.")
NO_ACCESS = NOT_YET.format("The platform did not let us sign in just now.")
NEWER = NOT_YET.format("The platform holds a newer score for this person.")
NOT_ALLOWED = (
    "Receipt: given up. The platform does not allow this tool to post scores. "
    "An administrator can allow it in the tool’s settings on the platform, then try again."
)
NO_GRADES = (
    "Receipt: not posted. The platform keeps no grades for this person in this course, which is usual for staff. "
    "Nothing needs to be done."
)
NO_COLUMN = (
    "Receipt: given up. The activity’s column is no longer in the gradebook. It was deleted, or the course has ended. "
    "An administrator can switch grading on for the activity again."
)
ENDED = (
    "Receipt: given up. The course has ended on the platform, so its gradebook takes nothing more. "
    "Nothing needs to be done."
)


@dataclass(frozen=True)
class Trouble:
    """A fault at a service, met so many times in a row, and what the school then reads."""

    service: Service
    fault: Fault
    sentence: str
    times: int = 1

    def __str__(self) -> str:
        return f"{self.service.name} {self.times} x {named(self.fault)}"


def named(fault: Fault) -> str:
    """A fault in the name of a test."""
    names = {id(value): name for name, value in vars(faults).items()}
    match fault:
        case Says(answer, done):
            return names.get(id(fault)) or f"{answer.status}{' after the write' if done else ''}"
        case _:
            return names.get(id(fault)) or type(fault).__name__


SCORES, TOKEN, RESULTS, LINE_ITEMS = Service.SCORES, Service.TOKEN, Service.RESULTS, Service.LINE_ITEMS

PASSING = [
    Trouble(SCORES, RESET_BEFORE_THE_WRITE, NO_ANSWER),
    Trouble(SCORES, CONFLICT, NEWER),
    Trouble(SCORES, BROKEN, BUSY),
    Trouble(SCORES, BAD_GATEWAY, BUSY),
    Trouble(SCORES, after_the_write(BROKEN), BUSY),
    Trouble(SCORES, after_the_write(BAD_GATEWAY), BUSY),
    Trouble(SCORES, too_many_requests(20), BUSY),
    Trouble(SCORES, after_the_write(too_many_requests(20)), BUSY),
    Trouble(SCORES, SIGN_IN_PAGE, UNCLEAR),
    Trouble(TOKEN, RESET_BEFORE_THE_WRITE, NO_ACCESS),
    Trouble(TOKEN, RESET_AFTER_THE_WRITE, NO_ACCESS),
    Trouble(TOKEN, BROKEN, NO_ACCESS),
    Trouble(TOKEN, BAD_GATEWAY, NO_ACCESS),
    Trouble(TOKEN, SIGN_IN_PAGE, NO_ACCESS),
    Trouble(TOKEN, too_many_requests(20), NO_ACCESS),
]
HARMLESS = [
    Trouble(SCORES, RESET_AFTER_THE_WRITE, DELIVERED),
    Trouble(SCORES, after_the_write(SIGN_IN_PAGE), DELIVERED),
    Trouble(SCORES, UNAUTHORISED, DELIVERED),
    Trouble(SCORES, FORBIDDEN, DELIVERED),
]
FINAL = [
    Trouble(SCORES, UNAUTHORISED, NOT_ALLOWED, times=2),
    Trouble(SCORES, FORBIDDEN, NOT_ALLOWED, times=2),
    Trouble(TOKEN, UNAUTHORISED, NOT_ALLOWED),
    Trouble(TOKEN, FORBIDDEN, NOT_ALLOWED),
    Trouble(SCORES, NOT_A_STUDENT, NO_GRADES),
    Trouble(SCORES, COURSE_CONCLUDED, ENDED),
]


def line(school, receipt):
    """What a page says about the receipt, at any time of day."""
    return words.describe(school.receipt(receipt), lambda _: "noon")
