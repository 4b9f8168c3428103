"""What an administrator gave can be taken back: a role from a person, a deployment from its host."""

import pytest

from lti_tool.administration import Administration
from lti_tool.tenants.install import InstallRefused
from lti_tool.tenants.model import DeploymentStatus, Host, Role, Tenant
from tests.tenants.conftest import MOODLE, Rows


def serves(office: Administration, tenant: Tenant, host: Host) -> bool:
    with office.database.reading() as db:
        return office.deployments.serves(db, tenant.id, host.id)


def test_a_role_is_taken_away_and_the_others_stay(office: Administration, oakfield: Tenant, moodle: Host) -> None:
    for role in (Role.LEAD, Role.HEAD):
        office.install.grant(oakfield.id, moodle.id, "7", role)
    other = office.install.grant(oakfield.id, moodle.id, "8", Role.LEAD)

    person = office.install.revoke(oakfield.id, moodle.id, "7", Role.LEAD)

    assert person.roles == {Role.HEAD}
    with office.database.reading() as db:
        assert office.staff.get(db, oakfield.id, person.id) == person
        assert office.staff.holding(db, oakfield.id, Role.LEAD) == [other]


def test_a_role_that_was_taken_away_can_be_given_again(office: Administration, oakfield: Tenant, moodle: Host) -> None:
    office.install.grant(oakfield.id, moodle.id, "7", Role.LEAD)
    office.install.revoke(oakfield.id, moodle.id, "7", Role.LEAD)

    assert office.install.grant(oakfield.id, moodle.id, "7", Role.LEAD).roles == {Role.LEAD}


@pytest.mark.parametrize(("sub", "role"), [("7", Role.HEAD), ("8", Role.LEAD), ("", Role.LEAD), ("7\n", Role.LEAD)])
def test_a_role_that_a_person_does_not_hold_is_refused_in_words(
    office: Administration, oakfield: Tenant, moodle: Host, rows: Rows, sub: str, role: Role
) -> None:
    office.install.grant(oakfield.id, moodle.id, "7", Role.LEAD)
    before = rows()

    with pytest.raises(InstallRefused, match=r"Nothing was changed|printable"):
        office.install.revoke(oakfield.id, moodle.id, sub, role)

    assert rows() == before


def test_another_schools_person_of_the_same_host_keeps_their_role(
    office: Administration, oakfield: Tenant, elmwood: Tenant, moodle: Host, rows: Rows
) -> None:
    office.install.add_host(elmwood.id, MOODLE, "2")
    office.install.grant(elmwood.id, moodle.id, "7", Role.LEAD)
    before = rows()

    with pytest.raises(InstallRefused):
        office.install.revoke(oakfield.id, moodle.id, "7", Role.LEAD)

    assert rows() == before


def test_a_deployment_is_taken_out_and_can_be_accepted_again(
    office: Administration, oakfield: Tenant, moodle: Host
) -> None:
    for _ in range(2):
        taken = office.install.deactivate(oakfield.id, moodle.id, "1")
        assert (taken.status, taken.tenant_id) == (DeploymentStatus.INACTIVE, oakfield.id)
        assert not serves(office, oakfield, moodle)

    again = office.install.activate(oakfield.id, moodle.id, "1")

    assert (again.id, again.status) == (taken.id, DeploymentStatus.ACTIVE)
    assert serves(office, oakfield, moodle)


def test_the_host_serves_a_school_as_long_as_one_deployment_of_theirs_is_active(
    office: Administration, oakfield: Tenant, elmwood: Tenant, moodle: Host
) -> None:
    office.install.add_host(oakfield.id, MOODLE, "2")
    office.install.add_host(elmwood.id, MOODLE, "3")

    office.install.deactivate(oakfield.id, moodle.id, "1")
    assert serves(office, oakfield, moodle)
    office.install.deactivate(oakfield.id, moodle.id, "2")

    assert not serves(office, oakfield, moodle)
    assert serves(office, elmwood, moodle)


def test_a_deployment_that_was_taken_out_stays_its_schools(
    office: Administration, oakfield: Tenant, elmwood: Tenant, moodle: Host, rows: Rows
) -> None:
    office.install.deactivate(oakfield.id, moodle.id, "1")
    before = rows()

    with pytest.raises(InstallRefused, match="another tenant"):
        office.install.activate(elmwood.id, moodle.id, "1")

    assert rows() == before


def test_a_role_can_be_taken_away_but_not_given_once_the_host_serves_nobody(
    office: Administration, oakfield: Tenant, moodle: Host
) -> None:
    office.install.grant(oakfield.id, moodle.id, "7", Role.LEAD)
    office.install.deactivate(oakfield.id, moodle.id, "1")

    assert office.install.revoke(oakfield.id, moodle.id, "7", Role.LEAD).roles == frozenset()
    with pytest.raises(InstallRefused, match="no active deployment"):
        office.install.grant(oakfield.id, moodle.id, "7", Role.LEAD)


def test_only_ones_own_deployment_is_taken_out(
    office: Administration, oakfield: Tenant, elmwood: Tenant, moodle: Host, rows: Rows
) -> None:
    with office.database.transaction() as db:
        office.deployments.note_pending(db, moodle.id, "waiting")
    before = rows()

    for tenant, host_id, deployment in (
        (elmwood.id, moodle.id, "1"),
        (oakfield.id, moodle.id, "9"),
        (oakfield.id, moodle.id, "waiting"),
        (oakfield.id, "0" * 32, "1"),
        ("0" * 32, moodle.id, "1"),
    ):
        with pytest.raises(InstallRefused):
            office.install.deactivate(tenant, host_id, deployment)

    assert rows() == before
