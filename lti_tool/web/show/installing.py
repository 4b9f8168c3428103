"""What an administrator sets: numbers, rules, courses."""

from __future__ import annotations

from collections.abc import Mapping

from flask import url_for

from ...guidance.vocabulary import Ours
from ...tenants.model import REQUIRED_CONTACTS, ContactKind, Course, Posting, Tenant
from .. import view_parts as part
from ..forms import Sheet
from ..phones import LABELS
from ..view_forms import FormPage, Group, Line, Pick, Tick
from ..views_installing import Act, CoursesPage

BACK = "Back to the installation"
ON_CALL_EMAIL = "E-mail address of whoever is on call"
IN_ONE_LINE = "A name and a number in one line, such as “Priya Nair, 01632 960001”."
OTHERS = tuple(kind for kind in ContactKind if kind not in REQUIRED_CONTACTS)

KEPT = (
    "Your school’s own policy decides. The time counts from when a case is on file in your own record.",
    Ours("Nothing is deleted by itself: a lead proposes it and an administrator agrees."),
)
NO_MONTHS = "Leave it empty if no case is ever due."
HOURS = ("From Monday to Friday. Outside them, e-mail about a case that waits goes to whoever is on call.",)
NAMELESS = ("Without this, a case knows children as “Child A” and “Child B”. Names are encrypted.",)
NAMED = Ours("Leads may write down children’s names, or their numbers in our own records")

STAFF_ONLY = (
    "In a staff-only course everybody enrolled is staff. There, and only there, somebody whom the platform calls a "
    "student may report.",
    Ours("Never mark a course in which a pupil is enrolled: they could open this activity as if they were staff."),
    "Signpost can put a tick into the platform’s gradebook when somebody has completed the activity, real or invented.",
)
NO_COURSE = "You did not open Signpost from a course. Open it from the course that you want to mark."
POSTINGS = {
    Posting.RECEIPT: ("Staff-only, with a tick", "Everybody who reads the gradebook sees who has a tick, and no more."),
    Posting.OFF: ("Staff-only, without a tick", None),
}
NO_POSTING = "Select whether this course is staff-only with a tick or without"


def contacts_page(chrome: part.Chrome, numbers: Mapping[ContactKind, str], sheet: Sheet | None = None) -> FormPage:
    """Whom the pages tell people to telephone. Without what is required the school is not ready for real use."""
    return FormPage(
        chrome=chrome,
        name="Telephone numbers",
        heading="Telephone numbers",
        words=("These stand on every page that tells somebody to telephone.", IN_ONE_LINE),
        groups=(
            Group(
                title="Needed before real use",
                fields=tuple(_contact(kind, numbers, sheet) for kind in REQUIRED_CONTACTS),
            ),
            Group(
                title="If your school has them",
                words=("Leave out what you do not have. Pages then show the national number, or none.",),
                fields=tuple(_contact(kind, numbers, sheet) for kind in OTHERS),
            ),
        ),
        action=url_for("installing.keep_contacts"),
        act="Save",
        back=_back(),
    )


def rules_page(chrome: part.Chrome, school: Tenant, sheet: Sheet | None = None, general: str | None = None) -> FormPage:
    """How long cases are kept, whether children are named, school hours."""
    return FormPage(
        chrome=chrome,
        name="Rules of the school",
        heading="Rules of the school",
        groups=_rules(school, sheet),
        action=url_for("installing.keep_rules"),
        act="Save",
        back=_back(),
        general_error=general,
    )


def _rules(school: Tenant, sheet: Sheet | None) -> tuple[Group, ...]:
    kept = {
        "months": str(school.retention_months or ""),
        "begins": f"{school.hours.begins:%H:%M}",
        "ends": f"{school.hours.ends:%H:%M}",
        "children_named": "yes" if school.children_named else "",
    }
    typed, errors = (sheet.typed, sheet.errors) if sheet else (kept, {})

    def line(name: str, label: str, hint: str) -> Line:
        return Line(name=name, label=label, hint=hint, typed=typed[name], error=errors.get(name))

    named = Tick(
        name="children_named",
        label=NAMED,
        ticked=bool(typed["children_named"]),
        error=errors.get("children_named"),
    )
    return (
        Group(title="How long a case is kept", words=KEPT, fields=(line("months", "Months", NO_MONTHS),)),
        Group(
            title="School hours",
            words=HOURS,
            fields=(line("begins", "From", "Such as 08:00"), line("ends", "To", "Such as 17:00")),
        ),
        Group(title="Names of children", words=NAMELESS, fields=(named,)),
    )


def courses_page(
    chrome: part.Chrome, context_id: str | None, host_id: str, marked: list[Course], error: str | None = None
) -> CoursesPage:
    """The course that this person came from, and all that are marked."""
    here = next((each for each in marked if (each.host_id, each.context_id) == (host_id, context_id)), None)
    choices = tuple(
        part.Choice(posting.value, words, hint, chosen=here is not None and here.posting is posting)
        for posting, (words, hint) in POSTINGS.items()
    )
    return CoursesPage(
        chrome=chrome,
        back=_back(),
        problem=part.Problem(error, "posting") if error else None,
        words=STAFF_ONLY,
        this=Pick(name="posting", label="What is this course?", choices=choices, error=error) if context_id else None,
        this_action=url_for("installing.mark"),
        no_course=NO_COURSE,
        marked=tuple(_marked(each, mine=each is here) for each in marked),
        empty="No course is marked.",
    )


def _marked(course: Course, *, mine: bool) -> Act:
    # A course's name never reaches us: the platform's own number for it is all that we have.
    return Act(
        words=f"Course {course.context_id}",
        facts=(*(("The course that you came from.",) if mine else ()), f"{POSTINGS[course.posting][0]}."),
        act=f"Take the mark from course {course.context_id}",
        action=url_for("installing.unmark", course_id=course.id),
    )


def _contact(kind: ContactKind, numbers: Mapping[ContactKind, str], sheet: Sheet | None) -> Line:
    return Line(
        name=kind.value,
        label=LABELS.get(kind, ON_CALL_EMAIL),
        typed=sheet.typed[kind.value] if sheet else numbers.get(kind, ""),
        error=sheet.errors.get(kind.value) if sheet else None,
    )


def _back() -> part.Link:
    return part.Link(BACK, url_for("start.installation"))
