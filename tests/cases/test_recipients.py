"""Who is told that a case waits. Nobody hears of one that is kept from them."""

from datetime import UTC, datetime, time

import pytest

from lti_tool.cases.model import Case
from lti_tool.cases.recipients import ON_CALL, Recipients
from lti_tool.tenants.contacts import Contacts
from lti_tool.tenants.hours import SchoolHours
from lti_tool.tenants.mailboxes import Mailboxes
from lti_tool.tenants.model import ContactKind, Role, Staff
from tests.cases.team import Team

NIGHT = datetime(2026, 11, 23, 22, 0, tzinfo=UTC)
DAY = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
LEAD, DEPUTY, HEAD, CALL = (f"{who}@school.example" for who in ("lead", "deputy", "head", "call"))


class Register:
    """The team's addresses."""

    def __init__(self, team: Team) -> None:
        self.team = team
        self.mailboxes, self.contacts = Mailboxes(team.tenants), Contacts(team.tenants, team.clock)
        self._recipients = Recipients(team.tenants, team.book, self.mailboxes, self.contacts)

    def gives(self, person: Staff, address: str | None) -> None:
        with self.team.database.transaction() as db:
            self.mailboxes.set(db, person, address)

    def sets_on_call(self, address: str) -> None:
        with self.team.database.transaction() as db:
            self.contacts.set(db, self.team.tenant.id, ContactKind.ON_CALL_EMAIL, address)

    def sets_hours(self, hours: SchoolHours) -> None:
        with self.team.database.transaction() as db:
            self.team.tenants.set_hours(db, self.team.tenant.id, hours)

    def hear(self, case: Case, at: datetime = DAY) -> set[str]:
        with self.team.database.reading() as db:
            return set(self._recipients.of(db, case, at))

    def readers(self, case: Case, address: str, at: datetime = DAY) -> frozenset[str]:
        with self.team.database.reading() as db:
            return self._recipients.of(db, case, at)[address]


@pytest.fixture
def register(team: Team) -> Register:
    """Everybody with a list has an address of their own, and whoever is on call has one."""
    register = Register(team)
    for person, address in ((team.lead, LEAD), (team.deputy, DEPUTY), (team.head, HEAD)):
        register.gives(person, address)
    register.sets_on_call(CALL)
    return register


def test_leads_and_every_deputy_hear_of_a_case(register: Register) -> None:
    team = register.team
    register.gives(team.person("second deputy", Role.DEPUTY), "second@school.example")
    # Nobody else does, whatever address is kept of them.
    register.gives(team.administrator, "administrator@school.example")
    register.gives(team.colleague, "colleague@school.example")

    assert register.hear(team.sends(danger="no")) == {LEAD, DEPUTY, "second@school.example"}


def test_only_the_head_hears_of_a_restricted_case_also_at_night(register: Register) -> None:
    case = register.team.restricted()

    assert register.hear(register.team.assessments.read(case.id, register.team.head).case) == {HEAD}
    assert register.hear(case, NIGHT) == {HEAD}


def test_a_head_who_is_a_lead_as_well_hears_of_both(team: Team) -> None:
    register = Register(team)
    register.gives(team.person("all in one", Role.HEAD, Role.LEAD), "all@school.example")

    assert register.hear(team.sends(danger="no")) == {"all@school.example"}
    assert register.hear(team.restricted()) == {"all@school.example"}


def test_who_reported_it_needs_no_notice(register: Register) -> None:
    team = register.team
    case = team.sends(danger="no")
    with team.database.transaction() as db:
        team.book.grant(db, team.reporter, Role.DEPUTY)
    register.gives(team.reporter, "reporter@school.example")

    assert register.hear(case) == {LEAD, DEPUTY}


@pytest.mark.parametrize("spelling", ["lead@school.example", "LEAD@School.Example"])
def test_nobody_hears_of_a_case_that_is_kept_from_them_at_no_address(register: Register, spelling: str) -> None:
    team = register.team
    case = team.sends(danger="no")
    register.sets_on_call(spelling)

    team.keeping.keep_from(case.id, team.deputy, team.lead.id)

    assert register.hear(case, NIGHT) == {DEPUTY}


def test_an_address_that_two_people_read_is_written_to_once(register: Register) -> None:
    team = register.team
    register.gives(team.deputy, LEAD.upper())
    case = team.sends(danger="no")

    (address,) = register.hear(case)
    assert register.readers(case, address) == {team.lead.id, team.deputy.id}


def test_what_one_of_two_readers_may_not_hear_their_address_does_not_get(register: Register) -> None:
    team = register.team
    register.gives(team.head, DEPUTY)

    assert register.hear(team.restricted()) == set()


def test_where_no_lead_can_be_reached_the_head_hears(register: Register) -> None:
    team = register.team
    case = team.sends(danger="no")
    register.gives(team.lead, None)
    team.keeping.keep_from(case.id, team.head, team.deputy.id)

    assert register.hear(case) == {HEAD}


def test_where_nobody_has_an_address_nobody_hears(team: Team) -> None:
    register = Register(team)

    assert register.hear(team.sends(danger="no")) == register.hear(team.restricted()) == set()


def test_another_school_hears_nothing(register: Register) -> None:
    elsewhere = register.team.another()
    Register(elsewhere).gives(elsewhere.lead, "lead@elsewhere.example")

    assert register.hear(register.team.sends(danger="no"), NIGHT) == {LEAD, DEPUTY, CALL}


# In November local time is UTC; in July it is an hour ahead.
@pytest.mark.parametrize(
    ("moment", "on_call"),
    [
        (datetime(2026, 11, 23, 7, 59, tzinfo=UTC), True),
        (datetime(2026, 11, 23, 8, 0, tzinfo=UTC), False),
        (datetime(2026, 11, 23, 16, 59, 59, tzinfo=UTC), False),
        (datetime(2026, 11, 23, 17, 0, tzinfo=UTC), True),
        (datetime(2026, 11, 21, 12, 0, tzinfo=UTC), True),
        (datetime(2026, 11, 22, 12, 0, tzinfo=UTC), True),
        (datetime(2026, 7, 20, 7, 0, tzinfo=UTC), False),
        (datetime(2026, 7, 20, 16, 0, tzinfo=UTC), True),
    ],
)
def test_out_of_school_hours_whoever_is_on_call_hears_as_well(
    register: Register, moment: datetime, on_call: bool
) -> None:
    case = register.team.sends(danger="no")

    assert register.hear(case, moment) == {LEAD, DEPUTY} | ({CALL} if on_call else set())


def test_a_school_has_hours_of_its_own(register: Register) -> None:
    case = register.team.sends(danger="no")

    register.sets_hours(SchoolHours(time(7, 30), time(21, 30)))

    assert CALL not in register.hear(case, datetime(2026, 11, 23, 21, 29, tzinfo=UTC))
    assert register.readers(case, CALL, NIGHT) == {ON_CALL}
