"""A school whose leads, deputies and head are told by e-mail: everything real but the clock."""

from dataclasses import dataclass, field

import sqlalchemy as sa

from lti_tool.cases.notices import Notices
from lti_tool.cases.recipients import Recipients
from lti_tool.outcomes.mail import Mail
from lti_tool.outcomes.notices import NoticeDeliveries
from lti_tool.system.clock import Clock
from lti_tool.system.database import Database
from lti_tool.system.outbox import Outbox, outbox
from lti_tool.tenants.contacts import Contacts
from lti_tool.tenants.mailboxes import Mailboxes
from lti_tool.tenants.model import ContactKind, Staff
from tests.cases.team import Team
from tests.clock import SettableClock
from tests.outcomes.mail_server import SHORT, MailServer, smtp_at

LEAD, DEPUTY, HEAD, ON_CALL = (f"{who}@school.example" for who in ("lead", "deputy", "head", "on-call"))


@dataclass
class PostRoom:
    """The team, the addresses of its people, and the worker that writes to them."""

    database: Database
    server: MailServer | None
    clock: Clock = field(default_factory=SettableClock)
    team: Team = field(init=False)

    def __post_init__(self) -> None:
        self.team = Team(self.database, self.clock)
        self.outbox = Outbox()
        self.mailboxes = Mailboxes(self.team.tenants)
        self.contacts = Contacts(self.team.tenants, self.clock)
        self.recipients = Recipients(self.team.tenants, self.team.book, self.mailboxes, self.contacts)
        self.deliveries = self.worker()
        for person, address in ((self.team.lead, LEAD), (self.team.deputy, DEPUTY), (self.team.head, HEAD)):
            self.writes_to(person, address)

    def worker(self) -> NoticeDeliveries:
        """A worker of its own, as another process would be."""
        mail = None if self.server is None else Mail(smtp_at(self.server.port), self.clock, self.team.ids, SHORT)
        return NoticeDeliveries(self.database, self.clock, self.outbox, Notices(self.outbox), self.recipients, mail)

    def writes_to(self, person: Staff, address: str | None) -> None:
        with self.database.transaction() as db:
            self.mailboxes.set(db, person, address)

    def sets_on_call(self, address: str = ON_CALL) -> None:
        with self.database.transaction() as db:
            self.contacts.set(db, self.team.tenant.id, ContactKind.ON_CALL_EMAIL, address)

    def told(self) -> list[str]:
        """Do what is due; who was told by it."""
        self.deliveries.deliver_due()
        assert self.server is not None
        return sorted(self.server.new())

    def told_after(self, **time: float) -> list[str]:
        """The same, a while later."""
        self.clock.moves_on(**time)
        return self.told()

    def still_to_do(self) -> int:
        with self.database.reading() as db:
            return self.outbox.waiting(db)

    def leases_run_out(self) -> None:
        with self.database.transaction() as db:
            db.execute(outbox.update().where(outbox.c.done_at.is_(None)).values(leased_until=None))

    def due_times(self) -> list[object]:
        """When what is still to do comes due."""
        with self.database.reading() as db:
            return list(db.execute(sa.select(outbox.c.due_at).where(outbox.c.done_at.is_(None))).scalars())
