"""Tenants, hosts, deployments, courses, staff and contacts as they are kept."""

import pytest

from lti_tool.administration import Administration
from lti_tool.tenants.deployments import MOST_PENDING
from lti_tool.tenants.model import ContactKind, DeploymentStatus, Host, Nation, Posting, Role, Tenant
from lti_tool.tenants.staff import LONGEST_NAME
from lti_tool.tenants.tenants import NotFound
from tests.clock import SettableClock
from tests.tenants.conftest import MOODLE, with_url


def test_tenants_are_found_oldest_first(office: Administration, clock: SettableClock) -> None:
    names = ["Oakfield", "Elmwood", "Ashby"]
    for name in names:
        office.install.add_tenant(name, Nation.SCOTLAND)
        clock.moves_on(seconds=1)

    with office.database.reading() as db:
        found = office.tenants.all(db)

    assert [tenant.name for tenant in found] == names
    assert found[0].nation is Nation.SCOTLAND


def test_a_host_is_known_by_issuer_and_client_id_exactly(
    office: Administration, oakfield: Tenant, moodle: Host
) -> None:
    other, _ = office.install.add_host(oakfield.id, with_url(client_id="another"), "1")

    with office.database.reading() as db:
        assert office.hosts.find(db, MOODLE.issuer, "signpost") == moodle
        assert office.hosts.find(db, MOODLE.issuer, "another") == other
        assert office.hosts.find(db, MOODLE.issuer, "Signpost") is None
        assert office.hosts.find(db, MOODLE.issuer + "/", "signpost") is None
        assert office.hosts.only_of(db, MOODLE.issuer) is None
        assert len(office.hosts.all(db)) == 2


def test_a_host_without_a_second_client_is_found_by_its_issuer(office: Administration, moodle: Host) -> None:
    with office.database.reading() as db:
        assert office.hosts.only_of(db, MOODLE.issuer) == moodle
        assert office.hosts.only_of(db, "https://elsewhere.example") is None


def test_ids_of_deployments_are_case_sensitive(office: Administration, oakfield: Tenant, moodle: Host) -> None:
    office.install.add_host(oakfield.id, MOODLE, "Main")

    with office.database.reading() as db:
        assert office.deployments.find(db, moodle.id, "Main") is not None
        assert office.deployments.find(db, moodle.id, "main") is None


def test_a_deployment_that_launched_waits_until_it_is_activated(
    office: Administration, oakfield: Tenant, moodle: Host
) -> None:
    with office.database.transaction() as db:
        office.deployments.note_pending(db, moodle.id, "new")
        pending = office.deployments.find(db, moodle.id, "new")
        assert pending is not None
        assert (pending.status, pending.tenant_id) == (DeploymentStatus.PENDING, None)
        office.deployments.note_pending(db, moodle.id, "new")

    active = office.install.activate(oakfield.id, moodle.id, "new")

    assert (active.id, active.status, active.tenant_id) == (pending.id, DeploymentStatus.ACTIVE, oakfield.id)
    assert office.install.activate(oakfield.id, moodle.id, "new") == active
    with office.database.reading() as db:
        assert office.deployments.find(db, moodle.id, "new") == active


def test_noting_a_launch_never_takes_an_active_deployment_back(
    office: Administration, oakfield: Tenant, moodle: Host
) -> None:
    with office.database.transaction() as db:
        office.deployments.note_pending(db, moodle.id, "1")
        found = office.deployments.find(db, moodle.id, "1")

    assert found is not None
    assert (found.status, found.tenant_id) == (DeploymentStatus.ACTIVE, oakfield.id)


def test_a_hostile_host_can_name_only_so_many_deployments(
    office: Administration, oakfield: Tenant, moodle: Host
) -> None:
    other, _ = office.install.add_host(oakfield.id, with_url(client_id="another"), "1")

    with office.database.transaction() as db:
        for number in range(MOST_PENDING + 5):
            office.deployments.note_pending(db, moodle.id, f"made up {number}")
        office.deployments.note_pending(db, other.id, "honest")

        assert office.deployments.find(db, moodle.id, f"made up {MOST_PENDING - 1}") is not None
        assert office.deployments.find(db, moodle.id, f"made up {MOST_PENDING}") is None
        assert office.deployments.find(db, other.id, "honest") is not None


def test_a_staff_only_course_is_one_tenants_on_one_host(
    office: Administration, oakfield: Tenant, elmwood: Tenant, moodle: Host
) -> None:
    office.install.mark_staff_only(oakfield.id, moodle.id, "42", Posting.RECEIPT)

    with office.database.reading() as db:
        assert office.courses.staff_only(db, elmwood.id, moodle.id, "42") is None
        assert office.courses.staff_only(db, oakfield.id, moodle.id, "43") is None


def test_marking_a_course_again_changes_what_is_posted(office: Administration, oakfield: Tenant, moodle: Host) -> None:
    first = office.install.mark_staff_only(oakfield.id, moodle.id, "42", Posting.RECEIPT)
    second = office.install.mark_staff_only(oakfield.id, moodle.id, "42", Posting.OFF)

    assert second.id == first.id
    with office.database.reading() as db:
        found = office.courses.staff_only(db, oakfield.id, moodle.id, "42")
    assert found == second
    assert second.posting is Posting.OFF


def test_a_person_is_one_by_tenant_host_and_sub(
    office: Administration, oakfield: Tenant, elmwood: Tenant, moodle: Host
) -> None:
    with office.database.transaction() as db:
        person = office.staff.meet(db, oakfield.id, moodle.id, "7", "Sam Okafor")
        again = office.staff.meet(db, oakfield.id, moodle.id, "7")
        namesake = office.staff.meet(db, elmwood.id, moodle.id, "7", "Sam Okafor")

        assert again == person
        assert namesake.id != person.id
        with pytest.raises(NotFound):
            office.staff.get(db, elmwood.id, person.id)
        assert office.staff.known(db, oakfield.id, moodle.id, "8") is None


def test_the_newest_name_is_kept_and_a_missing_one_takes_none_away(
    office: Administration, oakfield: Tenant, moodle: Host
) -> None:
    with office.database.transaction() as db:
        assert office.staff.meet(db, oakfield.id, moodle.id, "7").name is None
        assert office.staff.meet(db, oakfield.id, moodle.id, "7", "Sam Okafor").name == "Sam Okafor"
        assert office.staff.meet(db, oakfield.id, moodle.id, "7", "Sam Grant").name == "Sam Grant"
        assert office.staff.meet(db, oakfield.id, moodle.id, "7", "").name == "Sam Grant"
        long = office.staff.meet(db, oakfield.id, moodle.id, "7", "x" * 500).name
        assert long == "x" * LONGEST_NAME


def test_roles_add_up_and_giving_one_twice_is_giving_it_once(
    office: Administration, oakfield: Tenant, moodle: Host, clock: SettableClock
) -> None:
    office.install.grant(oakfield.id, moodle.id, "7", Role.LEAD)
    clock.moves_on(minutes=1)
    office.install.grant(oakfield.id, moodle.id, "8", Role.LEAD)
    person = office.install.grant(oakfield.id, moodle.id, "7", Role.HEAD)
    again = office.install.grant(oakfield.id, moodle.id, "7", Role.LEAD)

    assert person == again
    assert person.roles == {Role.LEAD, Role.HEAD}
    with office.database.reading() as db:
        assert [each.sub for each in office.staff.holding(db, oakfield.id, Role.LEAD)] == ["7", "8"]
        assert office.staff.holding(db, oakfield.id, Role.DEPUTY) == []


def test_roles_do_not_cross_tenants(office: Administration, oakfield: Tenant, elmwood: Tenant, moodle: Host) -> None:
    office.install.add_host(elmwood.id, MOODLE, "2")
    office.install.grant(oakfield.id, moodle.id, "7", Role.LEAD)

    with office.database.transaction() as db:
        assert office.staff.meet(db, elmwood.id, moodle.id, "7").roles == frozenset()
        assert office.staff.holding(db, elmwood.id, Role.LEAD) == []


def test_a_contact_replaces_the_one_before(office: Administration, oakfield: Tenant, elmwood: Tenant) -> None:
    office.install.set_contact(oakfield.id, ContactKind.LADO, "01632 960012")
    office.install.set_contact(oakfield.id, ContactKind.LADO, "01632 960013")

    with office.database.reading() as db:
        assert office.contacts.of(db, oakfield.id) == {ContactKind.LADO: "01632 960013"}
        assert office.contacts.of(db, elmwood.id) == {}


def test_a_tenant_that_goes_takes_everything_of_its_own(
    office: Administration, oakfield: Tenant, elmwood: Tenant, moodle: Host
) -> None:
    office.install.set_contact(elmwood.id, ContactKind.LADO, "01632 960012")
    office.install.add_host(elmwood.id, MOODLE, "2")
    office.install.grant(elmwood.id, moodle.id, "9", Role.HEAD)

    with office.database.transaction() as db:
        db.exec_driver_sql(f"DELETE FROM tenants WHERE id = '{elmwood.id}'")

    with office.database.reading() as db:
        for table in ("deployments", "staff", "contacts"):
            left = db.exec_driver_sql(f"SELECT count(*) FROM {table} WHERE tenant_id = '{elmwood.id}'").scalar_one()
            assert left == 0, table
        assert office.hosts.get(db, moodle.id) == moodle
        with pytest.raises(NotFound):
            office.tenants.cipher(db, elmwood.id)


def test_several_people_are_read_at_once_as_each_would_be(
    office: Administration, oakfield: Tenant, moodle: Host
) -> None:
    elsewhere = office.install.add_tenant("Elmwood", Nation.ENGLAND)
    with office.database.transaction() as db:
        office.deployments.add(db, elsewhere.id, moodle.id, "elsewhere")
        people = [office.staff.meet(db, oakfield.id, moodle.id, sub, sub) for sub in ("ann", "ben", "cem")]
        for role in (Role.LEAD, Role.HEAD):
            people[1] = office.staff.grant(db, people[1], role)
        stranger = office.staff.meet(db, elsewhere.id, moodle.id, "dan")

    with office.database.reading() as db:
        assert office.staff.several(db, oakfield.id, [each.id for each in people[1:]]) == {
            each.id: each for each in people[1:]
        }
        assert office.staff.several(db, oakfield.id, []) == {}
        with pytest.raises(NotFound):
            office.staff.several(db, oakfield.id, [people[0].id, stranger.id])
