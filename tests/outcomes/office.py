"""A school with a database and a worker: everything real but the clock and, where a test says so, the network."""

import itertools
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from lti_tool.cases.receipts import GradebookPlace, Receipt, Receipts
from lti_tool.cases.tables import cases
from lti_tool.outcomes.connector import Connectors
from lti_tool.outcomes.delivery import Deliveries
from lti_tool.outcomes.gradebook import Gradebook
from lti_tool.outcomes.line_items import LINE_ITEM, LINE_ITEM_READ, RESULT_READ, SCORE
from lti_tool.system.crypto import MasterKeys
from lti_tool.system.database import Database
from lti_tool.system.ids import RandomIds
from lti_tool.system.outbox import Outbox, outbox
from lti_tool.tenants.courses import Courses
from lti_tool.tenants.hosts import Hosts
from lti_tool.tenants.keys import SigningKeys
from lti_tool.tenants.model import Host, Nation, Posting, Staff
from lti_tool.tenants.staff import StaffBook
from lti_tool.tenants.tenants import Tenants
from tests.clock import SettableClock

ALL_SCOPES = (LINE_ITEM, LINE_ITEM_READ, RESULT_READ, SCORE)
LINE_ITEMS = "https://moodle.test/2/lineitems?type_id=1"
COLUMN = "https://moodle.test/2/lineitems/1/lineitem?type_id=1"
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
MASTER_KEYS = MasterKeys((bytes(32),))
COURSE = "2"
NUMBERS = itertools.count(1)


@dataclass
class Office:
    """One tenant on one host, with cases to owe receipts for."""

    database: Database
    http: Any
    clock: SettableClock
    keys: SigningKeys
    wanted_host: Host = MOODLE
    column: str | None = COLUMN
    columns: str | None = LINE_ITEMS
    scopes: tuple[str, ...] = ALL_SCOPES
    host: Host = field(init=False)

    def __post_init__(self) -> None:
        ids = RandomIds()
        self.outbox, self.hosts = Outbox(), Hosts(self.clock, ids)
        self.receipts = Receipts(self.outbox, ids)
        self.courses = Courses(self.clock, ids)
        self.tenants = Tenants(MASTER_KEYS, self.clock, ids)
        self.book = StaffBook(self.tenants, self.clock, ids)
        self.connectors = Connectors(self.database, self.keys, self.http, self.clock, ids)
        self.gradebook = Gradebook(self.connectors)
        self.deliveries = self.worker(self.gradebook)
        with self.database.transaction() as db:
            self.tenant = self.tenants.add(db, "Riverside School", Nation.ENGLAND)
            self.host = self.hosts.add(db, self.wanted_host)
        self.marks_course(Posting.RECEIPT)

    def worker(self, gradebook: Gradebook) -> Deliveries:
        """A worker of its own, as another process would be."""
        return Deliveries(self.database, self.clock, self.outbox, self.receipts, self.hosts, gradebook)

    def marks_course(self, posting: Posting, course: str = COURSE) -> None:
        """Say what a staff-only course wants."""
        with self.database.transaction() as db:
            self.courses.mark_staff_only(db, self.tenant.id, self.host.id, course, posting)

    def person(self, sub: str) -> Staff:
        with self.database.transaction() as db:
            return self.book.meet(db, self.tenant.id, self.host.id, sub)

    def owes(
        self,
        sub: str = "5",
        restricted: bool = False,
        resource_link: str | None = "1",
        course: str | None = COURSE,
    ) -> str:
        """Somebody sent a case, so a receipt is owed. Its id."""
        person, now = self.person(sub), self.clock.now()
        number = next(NUMBERS)
        place = GradebookPlace(self.column, self.columns, resource_link, self.scopes, course)
        with self.database.transaction() as db:
            db.execute(
                cases.insert().values(
                    id=f"case{number}",
                    tenant_id=self.tenant.id,
                    reference=f"R{number}",
                    guide_id="england_v1",
                    status="sent",
                    strand="images",
                    level=0,
                    restricted=restricted,
                    reporter_id=person.id,
                    started_at=now,
                )
            )
            return self.receipts.owe(db, f"case{number}", person, place, now)

    def receipt(self, receipt_id: str) -> Receipt:
        with self.database.reading() as db:
            found = self.receipts.get(db, receipt_id)
        assert found is not None
        return found

    def end_of(self, receipt_id: str) -> tuple[str, str | None]:
        """The state and the reason."""
        receipt = self.receipt(receipt_id)
        return receipt.state.value, receipt.why

    def restricts(self, receipt_id: str) -> None:
        """An answer made the case a restricted one."""
        case_id = self.receipt(receipt_id).case_id
        with self.database.transaction() as db:
            db.execute(cases.update().where(cases.c.id == case_id).values(restricted=True))

    def leases_run_out(self) -> None:
        """What time does, for a test whose host has a clock that cannot be moved."""
        with self.database.transaction() as db:
            db.execute(outbox.update().values(leased_until=self.clock.now()))

    def still_to_do(self) -> int:
        with self.database.reading() as db:
            return self.outbox.waiting(db)

    def waits_until(self, moment: datetime | None) -> None:
        assert moment is not None
        self.clock.moves_on(seconds=(moment - self.clock.now()).total_seconds())
