"""One school of several: what it writes carries its mark, so that a page of another shows where it came from."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from datetime import timedelta

from lti_tool.cases.erasure_receipts import ErasureReason
from lti_tool.cases.model import Case, NotNow
from lti_tool.cases.receipts import GradebookPlace
from lti_tool.launch.tables import deep_links
from lti_tool.tenants.install import InstallRefused
from lti_tool.tenants.model import Posting, Role, Staff
from lti_tool.web.services import Services
from tests.cases.team import EVERYONE, LEAD, Team

HOUR = timedelta(hours=1)
PEOPLE = {"lead": Role.LEAD, "head": Role.HEAD, "admin": Role.ADMINISTRATOR}
REPORTS = "reporter"
KNOWN = (REPORTS, *PEOPLE)
BOOKS = (
    *("assessments", "reviews", "queues", "ownership", "keeping", "decisions", "conversations", "consultations"),
    *("tasks", "filing", "holding", "retention", "erasures", "practices", "children", "links", "overviews"),
)


class School(Team):
    """A tenant whose people come from its hosts. What they do here is done by the collaborators of the application."""

    def __init__(self, services: Services, tenant_id: str, mark: str) -> None:
        self.services, self.tenant_id, self.mark = services, tenant_id, mark
        self.database, self.clock, self.ids = services.database, services.clock, services.ids
        for name in BOOKS:
            setattr(self, name, getattr(services, name))
        self.host_id = ""
        self.host_ids: set[str] = set()

    def arrives_from(self, place: tuple[int, str], host_id: str) -> None:
        """The first host that they have names their people; on a shared one, other schools know the same."""
        self.host_ids.add(host_id)
        if self.host_id:
            return
        self.host_id = host_id
        for sub, role in PEOPLE.items():
            try:
                self.services.install.grant(self.tenant_id, host_id, sub, role)
            except InstallRefused:
                # It belongs to nobody any more; the next one names them.
                self.host_id = ""
                return
        with self.database.transaction() as db:
            for sub in KNOWN:
                person = self.services.staff.meet(db, self.tenant_id, host_id, sub, f"Person {sub} {self.mark}")
                setattr(self, {"admin": "administrator"}.get(sub, sub), person)
        self._read_again()

    @property
    def typed(self) -> Mapping[str, str]:
        """The answers of a report, its words marked."""
        words = {name: f"{EVERYONE[name]} {self.mark}" for name in ("child_where", "reach", "told")}
        return EVERYONE | words

    def reports(self, *, restricted: bool = False) -> Case:
        """A case that was sent; a receipt is owed for it."""
        about_staff = {"adult": "adult_staff"} if restricted else {}
        self._read_again()
        case = self.starts(self.reporter, **(self.typed | about_staff))
        place = GradebookPlace("https://host.example/1", None, None, ("score",), "1")
        return self.assessments.send(case.id, self.reporter, place)

    def works_one_off(self) -> None:
        """A case with a child, a call and tasks; linked to another, closed, and proposed for deletion."""
        self._read_again()
        first, case = self.reports(), self.reports()
        self.consultations.record(case.id, self.lead, {"agency": "social_care", "who": f"Jo {self.mark}"}, None)
        facts = {"name": f"Child {self.mark}", "age": "13_15"}
        self.children.add(case.id, self.lead, self._version(case), facts)
        self.links.link(case.id, self.lead, first.reference)
        self.conversations.add(case.id, self.reporter, f"More {self.mark}")
        self.reviews.open(case.id, self.lead)
        self.completes(case.id, self.lead, self._answers())
        decided = self.confirms(case.id, self.lead, self._version(case), f"Because {self.mark}")
        self.files_this(decided, self.lead)
        self.erasures.propose(case.id, self.lead, self._version(case), ErasureReason.MISTAKE)

    def does(self, what: str) -> None:
        """One of the things that a school's people do."""
        acts = {
            "reports": self.reports,
            "hides": lambda: self.reports(restricted=True),
            "works": self.works_one_off,
            "deletes": self.deletes_one,
            "practises": self.practised,
            "proposes": self.proposes_a_role,
            "asks": self.is_asked,
        }
        acts[what]()

    def deletes_one(self) -> None:
        """An administrator agrees to what waits; the receipt stays."""
        self._read_again()
        for waiting in self.erasures.waiting(self.administrator):
            try:
                self.erasures.agree(self.administrator, waiting.id)
            except NotNow:
                continue

    def is_asked(self) -> None:
        """By a host about a copied course, by an administrator about a person, and by a course what to place in it."""
        self._read_again()
        with self.database.transaction() as db:
            self.services.courses.mark_staff_only(db, self.tenant_id, self.host_id, f"of {self.mark}", Posting.OFF)
            origins, copy = (f"of {self.mark}",), f"copy {self.ids.new()}"
            self.services.copies.notice(db, self.tenant_id, self.host_id, origins, copy)
            now = self.clock.now()
            row = {"id": self.ids.new(), "tenant_id": self.tenant_id, "host_id": self.host_id, "asked": b"x"}
            db.execute(deep_links.insert().values(**row, staff_id=self.lead.id, expires_at=now + HOUR))
        self.services.privacy.ask(self.administrator, self.reporter.id)

    def practised(self) -> None:
        """Somebody practises on an invented case."""
        self._read_again()
        self.practises(self.reporter)

    def proposes_a_role(self) -> None:
        """Once a lead has come, another one waits for agreement."""
        with self.database.transaction() as db:
            self.services.staff.launches(db, self.lead)
        # It may have left that host, and then nobody can be named there.
        with suppress(InstallRefused):
            self.services.install.grant(self.tenant_id, self.host_id, "second", Role.LEAD)

    def _answers(self) -> dict[str, str]:
        return dict(self.typed) | LEAD

    def _version(self, case: Case) -> int:
        return self.file(case.id, self.lead).desk.case.version

    def _read_again(self) -> None:
        with self.database.reading() as db:
            for name in ("reporter", "lead", "head", "administrator"):
                known: Staff = getattr(self, name)
                setattr(self, name, self.services.staff.get(db, self.tenant_id, known.id))
