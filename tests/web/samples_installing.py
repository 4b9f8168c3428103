"""Invented page models: what an administrator sets, and the people and courses of their school."""

from __future__ import annotations

from dataclasses import replace

from lti_tool.tenants.model import ContactKind, Role
from lti_tool.web import view_parts as part
from lti_tool.web.phones import LABELS
from lti_tool.web.role_words import ROLE_WORDS
from lti_tool.web.show.code import GIVEN_A_CODE, HINT
from lti_tool.web.show.installing import (
    BACK,
    HOURS,
    IN_ONE_LINE,
    KEPT,
    NAMED,
    NAMELESS,
    NO_COURSE,
    NO_MONTHS,
    NO_POSTING,
    POSTINGS,
    STAFF_ONLY,
)
from lti_tool.web.show.people import ADDRESS_HINT, ALL_TOLD, HINTS, NO_CODE, WHO_AGREES
from lti_tool.web.show.registering import ADMINISTRATOR, NOT_ACCEPTED, NOT_OPENED
from lti_tool.web.view_forms import FormPage, Group, Line, Pick, Tick
from lti_tool.web.view_lists import Entries, Entry
from lti_tool.web.views_installing import (
    Act,
    CoursesPage,
    OncePage,
    PeoplePage,
    PersonPage,
)
from lti_tool.web.views_registering import InstalledPage
from tests.web.samples_reporter import STRANGER

CHROME = part.Chrome(who="Administrator", foot=(part.DANGER, part.NSPCC))
INSTALLATION = part.Link(BACK, "/installation")
TO_PEOPLE = part.Link("Back to people and roles", "/installation/people")

ROLE = Pick(
    name="role",
    label="Which role is it for?",
    choices=tuple(part.Choice(role.value, ROLE_WORDS[role], hint) for role, hint in HINTS.items()),
)
PEOPLE = PeoplePage(
    chrome=CHROME,
    back=part.Link("Back", "/installation"),
    words=(*WHO_AGREES, ALL_TOLD),
    lists=(
        Entries(
            "Who has a role",
            (
                Entry("Morgan Lee", "/installation/people/1", ("Head.", "Has not opened Signpost yet.")),
                Entry("Priya Nair", "/installation/people/2", ("Safeguarding lead.",)),
            ),
            "",
        ),
        Entries(
            "What waits for agreement",
            (Entry("Jo Brand", "/installation/people/3", ("Deputy safeguarding lead.",)),),
            "",
        ),
        Entries("Who else has opened Signpost", (Entry("Sam Okafor", "/installation/people/4"),), ""),
    ),
    role=ROLE,
    code_action="/installation/people/code",
)
ADDRESS = Line(name="address", label="E-mail address", hint=ADDRESS_HINT, typed="p.nair@oakfield.example")
PERSON = PersonPage(
    chrome=CHROME,
    back=TO_PEOPLE,
    heading="Priya Nair",
    roles=(
        Act(
            words="Safeguarding lead",
            facts=(HINTS[Role.LEAD],),
            act="Take away: safeguarding lead",
            action="/installation/people/2/take/lead",
        ),
        Act(
            words="Head",
            facts=("Waits for agreement. It is not given yet.",),
            act="Withdraw: head",
            action="/installation/people/2/take/head",
        ),
    ),
    empty="This person has no role.",
    give=replace(ROLE, label="Which role?", choices=ROLE.choices[1:2]),
    give_words=("Make sure that this is the right person, and not somebody of the same name.", *WHO_AGREES),
    give_action="/installation/people/2/give",
    address=ADDRESS,
    address_action="/installation/people/2/address",
)
CODE = OncePage(
    chrome=CHROME,
    back=TO_PEOPLE,
    heading="A code for the role: safeguarding lead",
    secret="7K3M9Q-X2VB4T-80HWRC",
    words=("Write it down now. It is not shown again.", "It is good once, until 3 December 2026, 9.20am."),
)
TYPED = FormPage(
    chrome=CHROME,
    name="A code",
    heading=GIVEN_A_CODE,
    words=("You do not need one to tell the safeguarding lead something.",),
    groups=(Group(fields=(Line(name="code", label="Code", hint=HINT, typed="7K3M", error="Check each sign"),)),),
    action="/roles/code",
    act="Take up the role",
    back=part.Link("Back", "/start"),
)
CONTACTS = FormPage(
    chrome=CHROME,
    name="Telephone numbers",
    heading="Telephone numbers",
    words=("These stand on every page that tells somebody to telephone.", IN_ONE_LINE),
    groups=(
        Group(
            title="Needed before real use",
            fields=tuple(
                Line(name=kind.value, label=LABELS[kind], typed="Priya Nair, 01632 960001")
                for kind in (ContactKind.LEAD, ContactKind.SOCIAL_CARE)
            ),
        ),
    ),
    action="/installation/contacts",
    act="Save",
    back=INSTALLATION,
)
RULES = FormPage(
    chrome=CHROME,
    name="Rules of the school",
    heading="Rules of the school",
    groups=(
        Group(
            title="How long a case is kept",
            words=KEPT,
            fields=(Line(name="months", label="Months", hint=NO_MONTHS, typed="x", error="Enter whole months"),),
        ),
        Group(title="School hours", words=HOURS, fields=(Line(name="begins", label="From", typed="08:00"),)),
        Group(title="Names of children", words=NAMELESS, fields=(Tick(name="children_named", label=NAMED),)),
    ),
    action="/installation/rules",
    act="Save",
    back=INSTALLATION,
)
COURSES = CoursesPage(
    chrome=CHROME,
    back=INSTALLATION,
    words=STAFF_ONLY,
    this=Pick(
        name="posting",
        label="What is this course?",
        choices=tuple(part.Choice(each.value, words, hint) for each, (words, hint) in POSTINGS.items()),
    ),
    this_action="/installation/courses",
    no_course=NO_COURSE,
    marked=(
        Act(
            words="Course 42",
            facts=("Staff-only, with a tick.",),
            act="Take the mark from course 42",
            action="/installation/courses/1/unmark",
        ),
    ),
    empty="No course is marked.",
)
INSTALLED = InstalledPage(
    chrome=STRANGER,
    school="Oakfield School",
    words=ADMINISTRATOR,
    action="/lti/register/an-invitation/administrator",
    seal="a-seal",
    not_accepted=NOT_ACCEPTED,
    deployment=Line(name="deployment", label="Deployment id"),
    accept_action="/lti/register/an-invitation/deployment",
    not_opened=NOT_OPENED,
    facts=(part.Fact("Issuer", "https://lms.oakfield.example"), part.Fact("Client id", "4hGh2")),
)
PAGES = {
    "people": PEOPLE,
    "people-no-role": replace(
        PEOPLE, problem=part.Problem(NO_CODE, "role"), role=replace(ROLE, error=NO_CODE), lists=PEOPLE.lists[:1]
    ),
    "person-roles": PERSON,
    "person-roles-wrong-address": replace(
        PERSON,
        problem=part.Problem("This is not one plain e-mail address", "address"),
        address=replace(ADDRESS, error="This is not one plain e-mail address"),
    ),
    "code": CODE,
    "code-typed": TYPED,
    "contacts": CONTACTS,
    "rules": RULES,
    "courses": COURSES,
    "courses-nowhere": replace(COURSES, this=None, marked=()),
    "courses-none-chosen": replace(COURSES, problem=part.Problem(NO_POSTING, "posting")),
    "installed": INSTALLED,
    "installed-wrong-id": replace(
        INSTALLED, deployment=replace(INSTALLED.deployment, typed="7:a", error="Type the deployment id")
    ),
}
