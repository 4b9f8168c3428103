"""E-mail to everybody who reads cases when a role is changed or waits: the same of every change, and once."""

from dataclasses import dataclass, field
from datetime import timedelta

import pytest
import sqlalchemy as sa

from lti_tool.outcomes.mail import CASE_WAITS, ROLE_CHANGED, Mail
from lti_tool.outcomes.role_notices import GIVES_UP_AFTER, RoleLapses, RoleNotices
from lti_tool.system.database import Database
from lti_tool.tenants.model import Role, Staff
from lti_tool.tenants.role_keeping import RoleKeeping, role_keeping
from lti_tool.tenants.tables_roles import role_tellings
from tests.outcomes.mail_server import BUSY, HANGS_UP, NOBODY, SHORT, MailServer, Step, smtp_at
from tests.outcomes.post_room import DEPUTY, HEAD, LEAD, PostRoom

ALL = sorted((HEAD, LEAD, DEPUTY))


@dataclass
class RoleRoom(PostRoom):
    """The post room, with the workers that follow changes of roles. All of its people have opened Signpost."""

    keeping: RoleKeeping = field(init=False)

    def __post_init__(self) -> None:
        super().__post_init__()
        team = self.team
        self.keeping = role_keeping(self.database, team.tenants, team.book, self.mailboxes, self.clock, team.ids)
        with self.database.transaction() as db:
            for person in (team.head, team.lead, team.deputy):
                team.book.launches(db, person)
        self.sends()

    def sends(self, *, with_mail: bool = True) -> None:
        """The workers, with a mail server or without."""
        assert self.server is not None
        mail = Mail(smtp_at(self.server.port), self.clock, self.team.ids, SHORT) if with_mail else None
        self.notices = RoleNotices(self.database, self.clock, self.outbox, self.keeping.log, mail)
        self.lapses = RoleLapses(self.database, self.clock, self.outbox, self.keeping.roles)

    def gives(self, person: Staff, role: Role) -> Staff:
        with self.database.transaction() as db:
            return self.keeping.roles.give(db, person, role)

    def takes(self, person: Staff, role: Role) -> None:
        with self.database.transaction() as db:
            self.keeping.roles.take(db, person, role)

    def told(self) -> list[str]:
        """Do what is due; to whom a message came by it."""
        assert self.server is not None
        self.lapses.deliver_due()
        self.notices.deliver_due()
        return sorted(self.server.new())


@pytest.fixture
def room(sqlite_database: Database, mailserver: MailServer) -> RoleRoom:
    return RoleRoom(sqlite_database, mailserver)


@pytest.fixture
def room_on_each(database: Database, mailserver: MailServer) -> RoleRoom:
    return RoleRoom(database, mailserver)


def lent(room: RoleRoom) -> int:
    """How many addresses of people who left are still kept."""
    with room.database.reading() as db:
        return len(db.execute(sa.select(role_tellings.c.address).where(role_tellings.c.address.is_not(None))).all())


def test_everybody_with_an_address_is_written_to_once(room_on_each: RoleRoom) -> None:
    room = room_on_each
    room.gives(room.team.colleague, Role.HEAD)

    assert room.told() == ALL
    assert room.told_after(days=1) == []


def test_the_message_names_nobody_and_nothing(room: RoleRoom) -> None:
    room.gives(room.team.colleague, Role.HEAD)
    room.told()
    assert room.server is not None

    for _address, message in room.server.arrived:
        assert message["Subject"] == ROLE_CHANGED.subject
        assert message.get_content().splitlines() == ROLE_CHANGED.text.splitlines()
    for word in ("Oakfield", "Colleague", "head", "lead", "deputy", "http", "/"):
        assert word not in ROLE_CHANGED.subject + ROLE_CHANGED.text
    assert ROLE_CHANGED != CASE_WAITS


def test_who_is_removed_is_written_to_and_the_address_goes(room: RoleRoom) -> None:
    room.takes(room.team.head, Role.HEAD)
    assert lent(room) == 1

    assert room.told() == ALL
    assert lent(room) == 0
    room.takes(room.team.lead, Role.LEAD)
    assert room.told() == sorted((LEAD, DEPUTY))


def test_what_nobody_answers_lapses_by_itself_and_is_told(room_on_each: RoleRoom) -> None:
    room = room_on_each
    room.gives(room.team.colleague, Role.HEAD)
    room.told()
    assert room.told_after(days=29) == []

    assert room.told_after(days=1) == ALL
    assert [each.event.value for each in room.keeping.agreements.of(room.team.lead).news] == ["proposed", "lapsed"]
    assert room.told_after(days=40) == []


def test_who_could_not_be_reached_is_tried_again_and_the_others_are_not(room: RoleRoom, mailserver: MailServer) -> None:
    mailserver.plan(Step.RCPT, BUSY, to=LEAD)
    room.gives(room.team.colleague, Role.HEAD)

    assert room.told() == sorted((HEAD, DEPUTY))
    assert room.told_after(seconds=30) == [LEAD]


def test_an_address_that_is_refused_is_not_tried_again(room: RoleRoom, mailserver: MailServer) -> None:
    mailserver.plan(Step.RCPT, NOBODY, to=LEAD)
    room.gives(room.team.colleague, Role.HEAD)

    assert room.told() == sorted((HEAD, DEPUTY))
    assert room.told_after(hours=2) == []


def test_a_server_that_hangs_up_holds_up_nobody_for_good(room: RoleRoom, mailserver: MailServer) -> None:
    mailserver.plan(Step.MAIL, HANGS_UP)
    room.gives(room.team.colleague, Role.HEAD)

    assert room.told() == []
    assert room.told_after(seconds=30) == ALL


def test_after_days_without_a_server_it_is_given_up_and_no_address_is_left(
    room: RoleRoom, mailserver: MailServer
) -> None:
    mailserver.plan(Step.MAIL, HANGS_UP, times=1000)
    room.takes(room.team.head, Role.HEAD)
    for _ in range(3):
        room.told_after(hours=1)
    assert lent(room) == 1

    room.clock.moves_on(seconds=GIVES_UP_AFTER / timedelta(seconds=1))

    assert room.told() == []
    assert lent(room) == 0
    assert room.still_to_do() == 0


def test_an_address_that_two_people_read_gets_one_message(room: RoleRoom) -> None:
    room.writes_to(room.team.deputy, LEAD.upper())
    room.gives(room.team.colleague, Role.HEAD)

    assert len(room.told()) == 2


def test_without_a_mail_server_the_page_says_it_and_no_address_stays(room: RoleRoom) -> None:
    room.sends(with_mail=False)
    room.takes(room.team.head, Role.HEAD)

    assert room.told() == []
    assert lent(room) == 0
    assert [each.event.value for each in room.keeping.agreements.of(room.team.lead).news] == ["removed"]
