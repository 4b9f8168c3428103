"""Two of the same at the same moment: one row, and nobody is sent away with an error."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor, wait
from dataclasses import dataclass, field
from threading import Barrier

import pytest
import sqlalchemy as sa
from sqlalchemy.engine import Connection

from lti_tool.administration import Administration
from lti_tool.tenants import tables
from lti_tool.tenants.deployments import MOST_PENDING
from lti_tool.tenants.model import ContactKind, Host, Posting, Role, Tenant
from tests.tenants.conftest import MOODLE, with_url

MANY = 6


@dataclass
class Rush:
    """Several threads that do the same thing, each having looked before any has written."""

    office: Administration
    count: int = MANY
    _barrier: Barrier = field(init=False)

    def __post_init__(self) -> None:
        self._barrier = Barrier(self.count)

    def do(self, act: Callable[[Connection], object]) -> list[object]:
        with ThreadPoolExecutor(self.count) as threads:
            return [each.result() for each in [threads.submit(self._once, act) for _ in range(self.count)]]

    def _once(self, act: Callable[[Connection], object]) -> object:
        self._barrier.wait()
        with self.office.database.transaction() as db:
            return act(db)


@pytest.fixture
def rush(office: Administration) -> Rush:
    return Rush(office)


def count(office: Administration, table: sa.Table) -> int:
    with office.database.reading() as db:
        return db.execute(sa.select(sa.func.count()).select_from(table)).scalar_one()


def test_a_new_person_who_launches_in_many_windows_is_one_person(
    office: Administration, rush: Rush, oakfield: Tenant, moodle: Host
) -> None:
    people = rush.do(lambda db: office.staff.meet(db, oakfield.id, moodle.id, "7", "Sam Okafor").id)

    assert len(set(people)) == 1
    assert count(office, tables.staff) == 1


def test_a_role_given_at_once_is_given_once(office: Administration, rush: Rush, oakfield: Tenant, moodle: Host) -> None:
    with office.database.transaction() as db:
        person = office.staff.meet(db, oakfield.id, moodle.id, "7")

    given = rush.do(lambda db: office.staff.grant(db, person, Role.LEAD).roles)

    assert set(given) == {frozenset({Role.LEAD})}


def test_a_contact_set_at_once_is_set(office: Administration, rush: Rush, oakfield: Tenant) -> None:
    rush.do(lambda db: office.contacts.set(db, oakfield.id, ContactKind.LADO, "01632 960012"))

    with office.database.reading() as db:
        assert office.contacts.of(db, oakfield.id) == {ContactKind.LADO: "01632 960012"}


def test_a_course_marked_at_once_is_marked(office: Administration, rush: Rush, oakfield: Tenant, moodle: Host) -> None:
    marked = rush.do(lambda db: office.courses.mark_staff_only(db, oakfield.id, moodle.id, "42", Posting.RECEIPT))

    assert len(set(marked)) == 1
    assert count(office, tables.courses) == 1


def test_a_host_added_at_once_is_one_host(office: Administration, rush: Rush, oakfield: Tenant) -> None:
    hosts = rush.do(lambda db: office.hosts.add(db, with_url(client_id="new")))

    assert len(set(hosts)) == 1
    assert count(office, tables.hosts) == 1


def test_a_deployment_added_at_once_is_one_deployment(
    office: Administration, rush: Rush, oakfield: Tenant, moodle: Host
) -> None:
    added = rush.do(lambda db: office.deployments.add(db, oakfield.id, moodle.id, "new"))

    assert len(set(added)) == 1


def test_a_deployment_that_launches_at_once_waits_once(
    office: Administration, rush: Rush, oakfield: Tenant, moodle: Host
) -> None:
    rush.do(lambda db: office.deployments.note_pending(db, moodle.id, "new"))

    assert count(office, tables.deployments) == 2


def test_deployments_that_launch_at_once_are_no_more_than_one_host_may_have(
    office: Administration, oakfield: Tenant, moodle: Host
) -> None:
    with office.database.transaction() as db:
        for number in range(MOST_PENDING - 1):
            office.deployments.note_pending(db, moodle.id, f"earlier {number}")

    def note(name: str) -> None:
        with office.database.transaction() as db:
            office.deployments.note_pending(db, moodle.id, name)

    with ThreadPoolExecutor(1) as threads:
        with office.database.transaction() as db:
            office.deployments.note_pending(db, moodle.id, "first")
            second = threads.submit(note, "second")
            # It either waits for us or, if nothing keeps it, has counted without us by now.
            wait([second], timeout=0.5)
        second.result()

    # And the one that is active.
    assert count(office, tables.deployments) == MOST_PENDING + 1


def test_a_whole_installation_at_once(office: Administration, oakfield: Tenant) -> None:
    barrier = Barrier(MANY)

    def install() -> str:
        barrier.wait()
        return office.install.add_host(oakfield.id, MOODLE, "1")[0].id

    with ThreadPoolExecutor(MANY) as threads:
        ids = {each.result() for each in [threads.submit(install) for _ in range(MANY)]}

    assert len(ids) == 1
    assert (count(office, tables.hosts), count(office, tables.deployments)) == (1, 1)
