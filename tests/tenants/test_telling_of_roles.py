"""Everybody who reads cases is told of every change of a role, and so is the person themself."""

import pytest
import sqlalchemy as sa

from lti_tool.tenants.model import Role
from lti_tool.tenants.role_log import RoleLog
from lti_tool.tenants.tables_roles import role_tellings
from tests.clock import SettableClock
from tests.tenants.staffroom import Staffroom

ALL = ("head", "lead", "deputy", "new")


def test_what_happens_to_a_proposal_is_told_to_all(staffroom: Staffroom, clock: SettableClock) -> None:
    staffroom.gives("new", Role.HEAD)
    staffroom.takes("new", Role.HEAD)
    staffroom.gives("new", Role.HEAD)
    staffroom.refuses("head", staffroom.proposal())
    staffroom.gives("new", Role.DEPUTY)
    clock.moves_on(days=31)
    staffroom.gives("new", Role.LEAD)
    staffroom.agrees("deputy", staffroom.proposal())

    told = ["proposed", "withdrawn", "proposed", "refused", "proposed", "lapsed", "proposed", "agreed"]
    for sub in ALL:
        assert sorted(staffroom.news(sub)) == sorted(told), sub
    assert staffroom.news("colleague") == []


def test_what_is_given_and_taken_at_once_is_told_to_all(staffroom: Staffroom) -> None:
    staffroom.gives("new", Role.ADMINISTRATOR)
    staffroom.takes("deputy", Role.DEPUTY)

    for sub in ("head", "lead"):
        assert staffroom.news(sub) == ["given", "removed"]
    # Of others' roles somebody who reads no cases hears nothing, also not of what they were told before.
    assert staffroom.news("deputy") == ["removed"]
    assert staffroom.news("new") == ["given"]


def test_at_the_first_installation_nobody_is_told_but_it_is_kept(first_day: Staffroom) -> None:
    first_day.takes("deputy", Role.DEPUTY)

    assert [first_day.news(sub) for sub in ("head", "lead", "deputy")] == [[], [], []]
    assert [what for what, *_ in first_day.record()] == ["given", "given", "given", "removed"]


def test_it_stays_until_each_has_seen_it(staffroom: Staffroom) -> None:
    staffroom.gives("new", Role.HEAD)
    lead = staffroom.person("lead")
    agreements = staffroom.office.roles.agreements
    seen = [each.id for each in agreements.of(lead).news]
    staffroom.takes("new", Role.HEAD)

    agreements.see(lead, seen)

    assert staffroom.news("lead") == ["withdrawn"]
    assert staffroom.news("deputy") == ["proposed", "withdrawn"]


@pytest.fixture
def log(staffroom: Staffroom) -> RoleLog:
    return staffroom.office.roles.log


def test_who_is_removed_is_written_to_once_more_and_then_forgotten(staffroom: Staffroom, log: RoleLog) -> None:
    """Or an administrator could remove everybody, and nobody would hear of it."""
    office = staffroom.office
    office.install_notices.set_email(staffroom.tenant.id, staffroom.host.id, "head", "head@school.example")

    staffroom.takes("head", Role.HEAD)

    change = office.roles.agreements.of(staffroom.person("head")).news[-1]
    head = staffroom.person("head").id
    with office.database.transaction() as db:
        assert office.mailboxes.of(db, staffroom.tenant.id) == {}
        assert log.to_write_to(db, change) == {head: "head@school.example"}
        kept = db.execute(sa.select(role_tellings.c.address).where(role_tellings.c.address.is_not(None))).scalar_one()
        assert b"school.example" not in bytes(kept)
        log.note_written(db, change, [head])
    with office.database.reading() as db:
        assert log.to_write_to(db, change) == {}
        assert db.execute(sa.select(role_tellings.c.address).where(role_tellings.c.address.is_not(None))).all() == []


def test_when_everybody_is_removed_the_school_can_begin_anew(staffroom: Staffroom) -> None:
    staffroom.gives("new", Role.HEAD)
    for sub in ("head", "lead", "deputy"):
        staffroom.takes(sub, Role(sub))

    assert staffroom.gives("new", Role.HEAD).roles == {Role.HEAD}
    assert staffroom.ends() == [("given", True)]
    assert staffroom.waiting() == []
    for sub in ("head", "lead", "deputy"):
        assert staffroom.news(sub) == ["removed"]
