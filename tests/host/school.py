"""The people and the courses of the sandbox school, and who is enrolled where."""

import itertools
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

EDITING_TEACHER = "editingteacher"
TEACHER = "teacher"
STUDENT = "student"

STAFF_COURSE = "2"
SCIENCE = "3"


@dataclass(frozen=True)
class Person:
    """Somebody with an account at the school."""

    key: str
    sub: str
    given: str
    family: str
    job: str
    site_administrator: bool = False

    @property
    def name(self) -> str:
        """The name as the school writes it."""
        return f"{self.given} {self.family}"

    @property
    def username(self) -> str:
        """The name the person signs in with."""
        return f"{self.given}.{self.family}".lower()

    @property
    def email(self) -> str:
        """An address that can never exist."""
        return f"{self.username}@school.example"


@dataclass(frozen=True)
class Activity:
    """The tool, placed in a course. One that came by deep linking has an address and parameters of its own."""

    id: str
    title: str = "Staff guide"
    url: str | None = None
    custom: dict[str, str] = field(default_factory=dict, compare=False)


@dataclass(frozen=True)
class Course:
    """One course page with one activity in it, and those that a teacher has placed."""

    id: str
    label: str
    title: str
    activity: Activity
    placed: list[Activity] = field(default_factory=list, compare=False)

    def around(self, activity_id: str) -> "Course | None":
        """The same course with this activity as its own, if it is in it."""
        found = (each for each in (self.activity, *self.placed) if each.id == activity_id)
        return next((replace(self, activity=each) for each in found), None)


PEOPLE = (
    Person("reporter", "5", "Sam", "Okafor", "teacher"),
    Person("lead", "6", "Priya", "Nair", "safeguarding lead"),
    Person("deputy", "7", "Tom", "Ellis", "deputy lead"),
    Person("head", "8", "Helen", "Marsh", "head teacher"),
    Person("colleague", "10", "Dana", "Whitfield", "assistant"),
    Person("pupil", "9", "Jamie", "Cole", "pupil"),
    Person("administrator", "2", "Alex", "Reid", "administrator", site_administrator=True),
)

COURSES = (
    Course(STAFF_COURSE, "STAFF", "Staff safeguarding", Activity("1")),
    Course(SCIENCE, "SCI10", "Year 10 Science", Activity("2")),
)

# In the staff-only course the staff are its students: only students get grades.
ENROLMENTS = {
    (STAFF_COURSE, "reporter"): {STUDENT},
    (STAFF_COURSE, "lead"): {STUDENT},
    (STAFF_COURSE, "deputy"): {STUDENT},
    (STAFF_COURSE, "head"): {STUDENT},
    (STAFF_COURSE, "colleague"): {STUDENT},
    (STAFF_COURSE, "administrator"): {EDITING_TEACHER},
    (SCIENCE, "reporter"): {EDITING_TEACHER},
    (SCIENCE, "colleague"): {TEACHER},
    (SCIENCE, "pupil"): {STUDENT},
}


@dataclass
class School:
    """Who is there, and what each may do in each course."""

    people: dict[str, Person] = field(default_factory=lambda: {person.key: person for person in PEOPLE})
    courses: dict[str, Course] = field(
        default_factory=lambda: {course.id: replace(course, placed=[]) for course in COURSES}
    )
    enrolments: dict[tuple[str, str], set[str]] = field(
        default_factory=lambda: {place: set(roles) for place, roles in ENROLMENTS.items()}
    )

    _numbers: Iterator[int] = field(default_factory=lambda: itertools.count(len(COURSES) + 1))

    def next_activity(self) -> str:
        """The id of one more activity."""
        return str(next(self._numbers))

    def enrol(self, person: Person, course: Course, *roles: str) -> None:
        """Give a person exactly these roles in a course; none takes them off it."""
        self.enrolments[course.id, person.key] = set(roles)

    def roles(self, person: Person, course: Course) -> set[str]:
        """The roles a person holds in a course."""
        return self.enrolments.get((course.id, person.key), set())

    def may_open(self, person: Person, course: Course) -> bool:
        """Whether the course page opens for this person; it always does for a site administrator."""
        return person.site_administrator or bool(self.roles(person, course))

    def may_edit(self, person: Person, course: Course) -> bool:
        """Whether this person may place activities; a site administrator always may."""
        return person.site_administrator or EDITING_TEACHER in self.roles(person, course)

    def with_sub(self, sub: str) -> Person | None:
        """The person with this user number."""
        return next((person for person in self.people.values() if person.sub == sub), None)

    def gradable(self, course: Course, graded_roles: Iterable[str]) -> list[Person]:
        """Everybody who is enrolled with a role that gets grades."""
        graded = set(graded_roles)
        return [person for person in self.people.values() if self.roles(person, course) & graded]
