"""A safeguarding team with a database: everything real but the clock."""

from dataclasses import dataclass, field

from lti_tool.cases.assessment import Answered
from lti_tool.cases.casework import casework
from lti_tool.cases.deciding import Choice, Need, Way
from lti_tool.cases.filing import Filed
from lti_tool.cases.model import Case, CaseNotFound, Event
from lti_tool.cases.practice import Rehearsal
from lti_tool.cases.queue import Show
from lti_tool.cases.receipts import GradebookPlace, Receipts
from lti_tool.cases.review import CaseFile
from lti_tool.cases.task import Task
from lti_tool.guidance.model import Level
from lti_tool.system.crypto import MasterKeys
from lti_tool.system.database import Database
from lti_tool.system.ids import Ids, RandomIds
from lti_tool.system.outbox import Outbox
from lti_tool.tenants.deployments import Deployments
from lti_tool.tenants.hosts import Hosts
from lti_tool.tenants.model import Host, Nation, Role, Staff
from lti_tool.tenants.staff import StaffBook
from lti_tool.tenants.tenants import Tenants
from tests.clock import SettableClock

PLACE = GradebookPlace("https://moodle.test/1/lineitem", "https://moodle.test/lineitems", "1", ("score",), "2")

# Every answer that lets a case about an image between two pupils be managed in school, in the order asked.
EVERYONE = {
    "danger": "no",
    "strand": "images",
    "distress": "coping",
    "adult": "no",
    "pressure": "no",
    "spread": "private",
    "staff_seen": "none",
    "child_where": "With the school nurse",
    "reach": "Room 12",
    "told": "She said he has the picture.",
}
LEAD = {
    "capacity": "no",
    "age": "13_15",
    "content": "nude",
    "agreement": "mutual",
    "motive": "ordinary",
    "power": "no",
    "pattern": "none",
    "offline": "none",
    "stopped": "yes",
    "plan": "none",
    "home": "no",
    "other_harm": "no",
    "confidence": "yes",
    "other_school": "no",
}


@dataclass
class Team:
    """One tenant with its people: `team.lead`, `team.head`…; `team.another()` for a second tenant on the same host."""

    database: Database
    clock: SettableClock = field(default_factory=SettableClock)
    ids: Ids = field(default_factory=RandomIds)
    host: Host | None = None

    def __post_init__(self) -> None:
        ids = self.ids
        self.tenants = Tenants(MasterKeys((bytes(32),)), self.clock, ids)
        self.book = StaffBook(self.tenants, self.clock, ids)
        self.receipts = Receipts(Outbox(), ids)
        work = casework(self.database, self.tenants, self.book, self.clock, ids)
        self.assessments, self.reviews, self.queues = work.assessments, work.reviews, work.queues
        self.ownership, self.keeping, self.decisions = work.ownership, work.keeping, work.decisions
        self.conversations, self.consultations = work.conversations, work.consultations
        self.tasks, self.filing = work.tasks, work.filing
        self.holding, self.retention, self.erasures = work.holding, work.retention, work.erasures
        self.leaving, self.overlays = work.leaving, work.overlays
        self.practices, self.training = work.practices, work.training
        self.children, self.links, self.overviews = work.children, work.links, work.overviews
        with self.database.transaction() as db:
            self.tenant = self.tenants.add(db, "Oakfield School", Nation.ENGLAND)
            if self.host is None:
                self.host = Hosts(self.clock, ids).add(db, MOODLE)
            Deployments(self.clock, ids).add(db, self.tenant.id, self.host.id, f"of {self.tenant.id}")
        self.reporter = self.person("reporter")
        self.colleague = self.person("colleague")
        self.lead = self.person("lead", Role.LEAD)
        self.deputy = self.person("deputy", Role.DEPUTY)
        self.head = self.person("head", Role.HEAD)
        self.administrator = self.person("administrator", Role.ADMINISTRATOR)

    def another(self) -> "Team":
        return Team(self.database, self.clock, self.ids, self.host)

    def person(self, sub: str, *roles: Role) -> Staff:
        """Somebody with exactly these roles. The name is made from the sub."""
        with self.database.transaction() as db:
            person = self.book.meet(db, self.tenant.id, self.host.id, sub, f"{sub.title()} Person")
            for role in roles:
                person = self.book.grant(db, person, role)
        return person

    def starts(self, person: Staff | None = None, **answers: str) -> Case:
        """A case begun by the reporter, or by `person`, with these answers."""
        person = person or self.reporter
        case = self.assessments.start(person)
        return self.answers(case.id, person, **answers).case if answers else case

    def answers(self, case_id: str, person: Staff, **answers: str) -> Answered:
        for question, value in answers.items():
            answered = self.assessments.answer(case_id, person, question, value)
        return answered

    def completes(self, case_id: str, person: Staff, answers: dict[str, str]) -> Answered:
        """Answer whatever is asked next, until nothing is."""
        path = self.assessments.read(case_id, person).path
        while path.next_question is not None:
            question = path.next_question.id
            answered = self.assessments.answer(case_id, person, question, answers[question])
            path = answered.path
        return answered

    def sends(self, person: Staff | None = None, **answers: str) -> Case:
        """A case begun, answered and sent."""
        person = person or self.reporter
        case = self.starts(person, **answers)
        return self.assessments.send(case.id, person, PLACE)

    def confirms(self, case_id: str, person: Staff, version: int, reason: str) -> Case:
        """Confirm what the answers require, with all that could be asked for."""
        given = {Need.REASON: reason, Need.HEAD_NAME: "Helen Marsh", Need.HEAD_WHEN: "today at 10:40"}
        return self.decisions.record(case_id, person, version, Choice(Way.CONFIRM, Level.MANAGE, given))

    def decides(self, *, person: Staff | None = None, **answers: str) -> Case:
        """A case that was sent, completed and confirmed: to be managed in school, but for these answers."""
        person = person or self.lead
        case = self.sends(**(EVERYONE | {name: value for name, value in answers.items() if name in EVERYONE}))
        self.answers(case.id, person, **(LEAD | {name: value for name, value in answers.items() if name in LEAD}))
        return self.confirms(case.id, person, self.file(case.id, person).desk.case.version, "As the answers ask.")

    def names_children(self, *, on: bool = True) -> None:
        """Whether children's names may be written down in this tenant's cases."""
        with self.database.transaction() as db:
            self.tenants.name_children(db, self.tenant.id, on=on)

    def files(self, *, person: Staff | None = None, **answers: str) -> Case:
        """A case that was decided, closed and is on file from this moment."""
        return self.files_this(self.decides(person=person or self.lead, **answers), person)

    def files_this(self, case: Case, person: Staff | None = None) -> Case:
        """A decided case, closed and on file from this moment."""
        person = person or self.lead
        filed = Filed(on_file=True, where="CP file", rest="It is over.")
        return self.filing.file(case.id, person, self.file(case.id, person).desk.case.version, filed)

    def keeps_for(self, months: int | None) -> None:
        """For how many months this tenant keeps a case that is on file."""
        with self.database.transaction() as db:
            self.tenants.keep_for(db, self.tenant.id, months)

    def task(self, case_id: str, action: str) -> Task:
        """The newest task of this action."""
        return [task for task in self.file(case_id, self.head).tasks if task.action == action][-1]

    def practises(self, person: Staff, story_id: str = "V01", place: GradebookPlace | None = None) -> Rehearsal:
        """Somebody answers as a careful reader would, sends, answers the rest and finishes."""
        practice = self.practices.start(person, story_id)
        self.answers_in_practice(practice.id, person)
        self.practices.send(practice.id, person)
        self.answers_in_practice(practice.id, person)
        self.practices.finish(practice.id, person, place)
        return self.practices.read(practice.id, person)

    def answers_in_practice(self, practice_id: str, person: Staff) -> None:
        """Answer whatever is asked next as a careful reader would, until nothing is."""
        rehearsal = self.practices.read(practice_id, person)
        while (question := rehearsal.path.next_question) is not None:
            wanted = rehearsal.story.expected[question.id].answer
            rehearsal = self.practices.answer(practice_id, person, question.id, wanted)

    def restricted(self) -> Case:
        """A case about a member of staff, sent."""
        return self.sends(**(EVERYONE | {"adult": "adult_staff"}))

    def sees(self, person: Staff, case_id: str) -> bool:
        try:
            self.assessments.read(case_id, person)
        except CaseNotFound:
            return False
        return True

    def queue_of(self, person: Staff) -> list[str]:
        """The ids on a person's list; none for somebody who has no list."""
        try:
            lists = [self.queues.of(person, show) for show in (Show.WAITING, Show.DECIDED, Show.CLOSED)]
            return [case.id for listed in lists for case in listed.cases]
        except CaseNotFound:
            return []

    def file(self, case_id: str, person: Staff | None = None) -> CaseFile:
        return self.reviews.open(case_id, person or self.lead)

    def kinds(self, case_id: str, person: Staff | None = None) -> list[str]:
        """What happened to a case, in order."""
        return [event.kind for event in self.file(case_id, person or self.head).history]

    def changes(self, case_id: str, person: Staff | None = None) -> list[Event]:
        """The history without the entries that say who has read it."""
        return [event for event in self.file(case_id, person).history if event.kind not in {"read", "printed"}]


MOODLE = Host(
    id="",
    issuer="https://moodle.test",
    client_id="signpost",
    auth_url="https://moodle.test/auth",
    token_url="https://moodle.test/token",
    jwks_url="https://moodle.test/certs",
    audience=None,
    family="moodle",
    frame_origins=(),
)
