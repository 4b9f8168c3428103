"""One-time codes: good once, for seven days, in one school, and nobody's agreement."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
import sqlalchemy as sa

from lti_tool.administration import Administration
from lti_tool.system.ids import hash_of
from lti_tool.tenants.model import Role, Tenant
from lti_tool.tenants.role_codes import GOOD_FOR, CodeRefused, RoleCode
from lti_tool.tenants.tables_roles import role_changes, role_codes
from tests.clock import SettableClock
from tests.tenants.staffroom import Staffroom


def code_for(room: Staffroom, role: Role) -> RoleCode:
    room.gives("administrator", Role.ADMINISTRATOR)
    return room.office.roles.codes.make(room.tenant.id, role, room.person("administrator"))


def types(room: Staffroom, sub: str, code: str) -> bool:
    """Whether the role waits."""
    return room.office.roles.codes.take_up(room.person(sub), code).waits


def test_whoever_types_it_at_the_first_installation_has_the_role(first_day: Staffroom) -> None:
    code = code_for(first_day, Role.LEAD)

    assert not types(first_day, "new", code.code)
    assert first_day.roles("new") == {Role.LEAD}


def test_once_a_lead_has_opened_it_the_role_waits_all_the_same(staffroom: Staffroom) -> None:
    code = code_for(staffroom, Role.HEAD)

    assert types(staffroom, "new", code.code)
    assert staffroom.roles("new") == set()
    assert staffroom.waiting() == [("new", Role.HEAD)]


def test_everybody_is_told_who_made_it(staffroom: Staffroom) -> None:
    types(staffroom, "new", code_for(staffroom, Role.DEPUTY).code)

    with staffroom.office.database.reading() as db:
        theirs = role_changes.c.staff_id == staffroom.person("new").id
        change = db.execute(sa.select(role_changes).where(theirs)).one()
    assert (change.kind, change.by_staff_id) == ("proposed", staffroom.person("administrator").id)


@pytest.mark.parametrize("typed", ["{}", " {} ", "{}\t"])
def test_it_may_be_typed_as_people_type(first_day: Staffroom, typed: str) -> None:
    code = code_for(first_day, Role.LEAD).code

    types(first_day, "new", typed.format(code.lower().replace("-", " ").replace("1", "l").replace("0", "O")))

    assert first_day.roles("new") == {Role.LEAD}


def test_it_is_good_once(first_day: Staffroom) -> None:
    code = code_for(first_day, Role.LEAD).code
    types(first_day, "new", code)

    with pytest.raises(CodeRefused, match="is not good"):
        types(first_day, "another", code)
    assert first_day.roles("another") == set()


def test_of_two_who_type_it_at_once_one_gets_it(first_day: Staffroom) -> None:
    code, ready = code_for(first_day, Role.LEAD).code, Barrier(2)
    people = [first_day.person(sub) for sub in ("one", "two")]

    def take(place: int) -> bool:
        ready.wait()
        try:
            first_day.office.roles.codes.take_up(people[place], code)
        except CodeRefused:
            return False
        return True

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(take, (0, 1))) == [False, True]
    assert sorted(len(first_day.roles(sub)) for sub in ("one", "two")) == [0, 1]


@pytest.mark.parametrize(("seconds", "good"), [(-1, True), (0, False)])
def test_it_is_good_for_seven_days(first_day: Staffroom, clock: SettableClock, seconds: int, good: bool) -> None:
    code, person = code_for(first_day, Role.LEAD).code, first_day.person("new")
    clock.moves_on(seconds=GOOD_FOR.total_seconds() + seconds)

    if good:
        first_day.office.roles.codes.take_up(person, code)
    else:
        with pytest.raises(CodeRefused):
            first_day.office.roles.codes.take_up(person, code)
    assert timedelta(days=7) == GOOD_FOR


def test_another_school_cannot_use_it(first_day: Staffroom, office: Administration, elmwood: Tenant) -> None:
    code = code_for(first_day, Role.HEAD).code
    with office.database.transaction() as db:
        stranger = office.staff.meet(db, elmwood.id, first_day.host.id, "stranger")

    with pytest.raises(CodeRefused):
        office.roles.codes.take_up(stranger, code)

    assert not types(first_day, "new", code)


@pytest.mark.parametrize("typed", ["", "7K3M9Q-X2VB4T-80HWRC", "\x00", "\ud800", "9" * 60, "ß" * 20])
def test_what_is_none_is_refused(first_day: Staffroom, typed: str) -> None:
    code_for(first_day, Role.LEAD)

    with pytest.raises(CodeRefused):
        types(first_day, "new", typed)


def test_the_database_does_not_hold_it(first_day: Staffroom) -> None:
    code = code_for(first_day, Role.LEAD).code

    with first_day.office.database.reading() as db:
        (row,) = db.execute(sa.select(role_codes)).all()
    assert row.code_hash == hash_of(code.replace("-", ""))
    assert not any(code in str(value) for value in row)
