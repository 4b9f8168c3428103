"""What a thief of the database would read, and what another tenant's key would open: nothing that names anybody."""

from dataclasses import replace
from pathlib import Path

import pytest
import sqlalchemy as sa

from lti_tool.administration import Administration, administration
from lti_tool.system.crypto import CannotDecrypt
from lti_tool.system.database import Database
from lti_tool.tenants import tables
from lti_tool.tenants.model import ContactKind, Host, Role, Tenant
from tests.school import settings_for
from tests.tenants.conftest import Rows

NAME = "Zephyrine Quillfeather"
CONTACT = "Priya Nair, 01632 960001"
EMAIL = "zephyrine@school.example"


@pytest.fixture
def told(office: Administration, oakfield: Tenant, moodle: Host) -> Administration:
    """Oakfield has a person with a name, and a contact, each of which was another before."""
    with office.database.transaction() as db:
        office.staff.meet(db, oakfield.id, moodle.id, "7", NAME + " the elder")
        office.staff.meet(db, oakfield.id, moodle.id, "7", NAME)
    office.install.grant(oakfield.id, moodle.id, "7", Role.LEAD)
    office.install_notices.set_email(oakfield.id, moodle.id, "7", "old-zephyrine@school.example")
    office.install_notices.set_email(oakfield.id, moodle.id, "7", EMAIL)
    office.install.set_contact(oakfield.id, ContactKind.ON_CALL_EMAIL, EMAIL)
    office.install.set_contact(oakfield.id, ContactKind.LEAD, CONTACT + " or 2")
    office.install.set_contact(oakfield.id, ContactKind.LEAD, CONTACT)
    return office


@pytest.mark.usefixtures("told")
def test_no_row_holds_a_name_or_a_number(rows: Rows) -> None:
    written = repr(rows()).encode() + b"".join(
        value for table in rows().values() for row in table for value in row if isinstance(value, bytes | memoryview)
    )

    assert b"Zephyrine" not in written
    assert b"Quillfeather" not in written
    assert b"Priya" not in written
    assert b"960001" not in written
    assert b"zephyrine@" not in written


@pytest.mark.usefixtures("told")
def test_no_byte_of_the_file_holds_a_name_or_a_number(database: Database) -> None:
    if not database.is_sqlite:
        # The rows above are all that PostgreSQL shows; its files hold the same values.
        return
    file = Path(str(database.url.database))
    written = b"".join(each.read_bytes() for each in file.parent.glob(f"{file.name}*"))

    assert b"Oakfield School" in written
    for secret in (NAME, "Quillfeather", CONTACT, "Priya", "960001", EMAIL):
        assert secret.encode() not in written
        assert secret.encode("utf-16-le") not in written


def test_a_private_signing_key_lies_wrapped(office: Administration) -> None:
    with office.database.reading() as db:
        key = office.keys.current(db)
    assert key is not None
    numbers = key.private_key.private_numbers()
    secret = numbers.p.to_bytes((numbers.p.bit_length() + 7) // 8)

    with office.database.reading() as db:
        stored = bytes(db.execute(sa.select(tables.signing_keys.c.private_key)).scalar_one())
    assert secret not in stored


def test_a_value_that_was_moved_to_another_tenant_does_not_open(
    told: Administration, oakfield: Tenant, elmwood: Tenant
) -> None:
    with told.database.transaction() as db:
        mine = tables.contacts.c.kind == ContactKind.LEAD.value
        sealed = db.execute(sa.select(tables.contacts.c.value).where(mine)).scalar_one()
        moved = {"tenant_id": elmwood.id, "kind": "lead", "value": sealed, "set_at": oakfield.created_at}
        db.execute(tables.contacts.insert().values(**moved))

    with told.database.reading() as db, pytest.raises(CannotDecrypt):
        told.contacts.of(db, elmwood.id)


def test_a_contact_that_was_moved_to_another_line_does_not_open(told: Administration, oakfield: Tenant) -> None:
    """Or somebody could make the page give the wrong number for social care."""
    with told.database.transaction() as db:
        mine = tables.contacts.c.kind == ContactKind.LEAD.value
        db.execute(tables.contacts.update().where(mine).values(kind="social_care"))

    with told.database.reading() as db, pytest.raises(CannotDecrypt):
        told.contacts.of(db, oakfield.id)


def test_an_address_that_was_moved_to_another_person_does_not_open(
    told: Administration, oakfield: Tenant, moodle: Host
) -> None:
    """Or somebody could have the notices of restricted cases sent to another's mailbox."""
    with told.database.transaction() as db:
        told.staff.meet(db, oakfield.id, moodle.id, "8")
        mine = db.execute(sa.select(tables.staff.c.email).where(tables.staff.c.sub == "7")).scalar_one()
        db.execute(tables.staff.update().where(tables.staff.c.sub == "8").values(email=mine))

    with told.database.reading() as db, pytest.raises(CannotDecrypt):
        told.mailboxes.of(db, oakfield.id)


def test_a_data_key_that_was_moved_to_another_tenant_does_not_open(
    told: Administration, oakfield: Tenant, elmwood: Tenant
) -> None:
    with told.database.transaction() as db:
        mine = db.execute(sa.select(tables.tenants.c.data_key).where(tables.tenants.c.id == oakfield.id)).scalar_one()
        db.execute(tables.tenants.update().where(tables.tenants.c.id == elmwood.id).values(data_key=mine))

    with told.database.reading() as db, pytest.raises(CannotDecrypt):
        told.tenants.cipher(db, elmwood.id)


def test_another_master_key_opens_nothing(told: Administration, oakfield: Tenant) -> None:
    url = told.database.url.render_as_string(hide_password=False)
    stranger = administration(replace(settings_for(url), master_keys=(b"x" * 32,)))

    with stranger.database.reading() as db:
        with pytest.raises(CannotDecrypt):
            stranger.contacts.of(db, oakfield.id)
        with pytest.raises(CannotDecrypt):
            stranger.keys.current(db)
    stranger.database.close()


def test_a_key_that_is_gone_takes_every_word_with_it(told: Administration, oakfield: Tenant) -> None:
    """Uninstalling destroys one wrapped key; no word of the tenant can be read afterwards."""
    with told.database.transaction() as db:
        db.execute(tables.tenants.update().where(tables.tenants.c.id == oakfield.id).values(data_key=b""))

    with told.database.reading() as db, pytest.raises(CannotDecrypt):
        told.contacts.of(db, oakfield.id)
