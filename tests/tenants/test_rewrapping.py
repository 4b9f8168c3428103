"""A new master key takes over: every row is wrapped by it, and what was written opens as before."""

from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
import sqlalchemy as sa

from lti_tool.app import Administration, administration
from lti_tool.system.crypto import CannotDecrypt, MasterKeys, WrappedBy
from lti_tool.tenants import tables
from lti_tool.tenants.model import ContactKind, Tenant
from lti_tool.tenants.rewrapping import Wrapping
from tests.school import settings_for

OLD = settings_for("").master_keys[0]
NEW = b"a newer master key of 32 bytes.."
LOST = b"a master key that nobody has now"

WithKeys = Callable[..., Administration]


@pytest.fixture
def with_keys(office: Administration) -> Iterator[WithKeys]:
    """The same installation, in a process with other master keys."""
    started: list[Administration] = []

    def start(*keys: bytes) -> Administration:
        url = office.database.url.render_as_string(hide_password=False)
        started.append(administration(replace(settings_for(url), master_keys=keys), office.clock))
        return started[-1]

    yield start
    for each in started:
        each.database.close()


@pytest.fixture(autouse=True)
def contact(office: Administration, oakfield: Tenant, elmwood: Tenant) -> None:
    office.install.set_contact(oakfield.id, ContactKind.LEAD, "Priya Nair, 01632 960001")


def raw(office: Administration) -> dict[str, bytes]:
    """The wrapped keys as the rows hold them."""
    with office.database.reading() as db:
        tenants = db.execute(sa.select(tables.tenants.c.id, tables.tenants.c.data_key)).all()
        ours = db.execute(sa.select(tables.signing_keys.c.kid, tables.signing_keys.c.private_key)).all()
    return {row[0]: bytes(row[1]) for row in (*tenants, *ours)}


def wrapped_by(key: bytes, office: Administration) -> int:
    only = MasterKeys((key,))
    return sum(only.wrapped_by(each) is WrappedBy.NEWEST for each in raw(office).values())


def reads(office: Administration, tenant: Tenant) -> str:
    with office.database.reading() as db:
        assert office.keys.current(db) is not None
        return office.contacts.of(db, tenant.id)[ContactKind.LEAD]


def test_every_row_is_wrapped_by_the_newest_key_and_opens_with_it_alone(
    with_keys: WithKeys, office: Administration, oakfield: Tenant
) -> None:
    assert wrapped_by(OLD, office) == 3

    done = with_keys(NEW, OLD).key_care.rewrapping.rewrap()

    assert (done.count, done.stuck) == (3, ())
    assert (wrapped_by(NEW, office), wrapped_by(OLD, office)) == (3, 0)
    assert reads(with_keys(NEW), oakfield) == "Priya Nair, 01632 960001"
    with pytest.raises(CannotDecrypt):
        reads(with_keys(OLD), oakfield)


def test_a_second_time_nothing_is_left_to_do(with_keys: WithKeys, office: Administration) -> None:
    both = with_keys(NEW, OLD)
    both.key_care.rewrapping.rewrap()
    before = raw(office)

    assert both.key_care.rewrapping.rewrap().count == 0
    assert raw(office) == before


def test_with_one_master_key_nothing_changes(with_keys: WithKeys, office: Administration) -> None:
    before = raw(office)

    assert with_keys(OLD).key_care.rewrapping.rewrap().count == 0
    assert raw(office) == before


def test_half_way_everything_opens_and_the_rest_can_be_done_later(
    with_keys: WithKeys, office: Administration, oakfield: Tenant
) -> None:
    """As a process that was killed between two rows leaves it."""
    both = with_keys(NEW, OLD)
    with both.database.transaction() as db:
        both.tenants.rewrap(db, oakfield.id, both.tenants.wrapped(db)[oakfield.id])
    assert (wrapped_by(NEW, office), wrapped_by(OLD, office)) == (1, 2)

    assert both.key_care.rewrapping.wrapping() == Wrapping(newest=1, older=2, none=0)
    assert reads(with_keys(NEW, OLD), oakfield) == "Priya Nair, 01632 960001"
    assert both.key_care.rewrapping.rewrap().count == 2
    assert wrapped_by(NEW, office) == 3


def test_a_key_that_no_master_key_opens_is_left_alone_and_named(
    with_keys: WithKeys, office: Administration, oakfield: Tenant, elmwood: Tenant
) -> None:
    lost = with_keys(LOST, OLD)
    with lost.database.transaction() as db:
        lost.tenants.rewrap(db, elmwood.id, lost.tenants.wrapped(db)[elmwood.id])
    before = raw(office)[elmwood.id]

    done = with_keys(NEW, OLD).key_care.rewrapping.rewrap()

    assert (done.count, done.stuck) == (2, (elmwood.id,))
    assert raw(office)[elmwood.id] == before
    assert wrapped_by(NEW, office) == 2


def test_a_row_that_was_changed_meanwhile_is_not_written_over(
    with_keys: WithKeys, office: Administration, oakfield: Tenant
) -> None:
    both = with_keys(NEW, OLD)
    with both.database.transaction() as db:
        seen = both.tenants.wrapped(db)[oakfield.id]
        assert both.tenants.rewrap(db, oakfield.id, seen)

    with both.database.transaction() as db:
        assert not both.tenants.rewrap(db, oakfield.id, seen)


def test_a_key_that_was_moved_to_another_row_is_not_made_good(
    with_keys: WithKeys, office: Administration, oakfield: Tenant, elmwood: Tenant
) -> None:
    with office.database.transaction() as db:
        mine = office.tenants.wrapped(db)[oakfield.id]
        db.execute(tables.tenants.update().where(tables.tenants.c.id == elmwood.id).values(data_key=mine))

    assert with_keys(NEW, OLD).key_care.rewrapping.rewrap().stuck == (elmwood.id,)


def test_the_log_beside_the_file_holds_no_key_under_the_old_one(with_keys: WithKeys, office: Administration) -> None:
    if not office.database.is_sqlite:
        # PostgreSQL's own log is its administrator's: RUNBOOK.md.
        return
    before = list(raw(office).values())
    done = with_keys(NEW, OLD).key_care.rewrapping.rewrap()

    file = office.database.url.database or ""
    written = b"".join(open(f"{file}{ending}", "rb").read() for ending in ("", "-wal"))  # noqa: SIM115, PTH123
    assert done.overwritten
    assert not [key for key in before if key in written]


def test_the_doctor_says_how_many_are_left_and_when_the_old_key_can_go(with_keys: WithKeys) -> None:
    both = with_keys(NEW, OLD)
    before = both.key_care.health.examine()[-1]
    both.key_care.rewrapping.rewrap()
    after = both.key_care.health.examine()[-1]

    assert not before.ok
    assert "3 of 3" in before.advice
    assert "signpost keys rewrap" in before.advice
    assert after.ok
    assert "last backup" in after.what
    assert with_keys(NEW).key_care.health.examine()[-1].what == "master keys"


def test_the_doctor_says_when_a_master_key_was_taken_out_too_early(with_keys: WithKeys) -> None:
    found = with_keys(NEW).key_care.health.examine()[-1]

    assert not found.ok
    assert "3 of 3 keys are wrapped by none" in found.advice
