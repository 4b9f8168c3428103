"""Addresses and school hours, set by an administrator."""

from datetime import time

import pytest

from lti_tool.administration import Administration
from lti_tool.tenants.hours import USUAL_HOURS, SchoolHours
from lti_tool.tenants.install import InstallRefused
from lti_tool.tenants.model import ContactKind, Host, Role, Tenant

NOBODY = "0" * 32


def test_people_with_a_list_have_addresses_and_a_school_has_hours(
    office: Administration, oakfield: Tenant, moodle: Host
) -> None:
    lead = office.install.grant(oakfield.id, moodle.id, "7", Role.LEAD)
    office.install_notices.set_email(oakfield.id, moodle.id, "7", "old@school.example")
    office.install_notices.set_email(oakfield.id, moodle.id, "7", "lead@school.example")
    office.install_notices.set_hours(oakfield.id, SchoolHours(time(7, 30), time(18)))

    with office.database.reading() as db:
        assert office.mailboxes.of(db, oakfield.id) == {lead.id: "lead@school.example"}
        assert office.tenants.get(db, oakfield.id).hours == SchoolHours(time(7, 30), time(18))
    office.install_notices.set_email(oakfield.id, moodle.id, "7", None)
    with office.database.reading() as db:
        assert office.mailboxes.of(db, oakfield.id) == {}


def test_who_leaves_is_written_to_no_more(office: Administration, oakfield: Tenant, moodle: Host) -> None:
    for role in (Role.LEAD, Role.HEAD):
        person = office.install.grant(oakfield.id, moodle.id, "7", role)
    office.install_notices.set_email(oakfield.id, moodle.id, "7", "lead@school.example")

    office.install.revoke(oakfield.id, moodle.id, "7", Role.LEAD)
    with office.database.reading() as db:
        assert set(office.mailboxes.of(db, oakfield.id)) == {person.id}
    office.install.revoke(oakfield.id, moodle.id, "7", Role.HEAD)

    with office.database.reading() as db:
        assert office.mailboxes.of(db, oakfield.id) == {}


def test_who_has_no_list_needs_no_address(office: Administration, oakfield: Tenant, moodle: Host) -> None:
    office.install.grant(oakfield.id, moodle.id, "7", Role.ADMINISTRATOR)

    with pytest.raises(InstallRefused, match="signpost lead add"):
        office.install_notices.set_email(oakfield.id, moodle.id, "7", "administrator@school.example")


@pytest.mark.parametrize(
    "address", ["", "lead", "lead@school", "Lead <lead@school.example>", "a@b.example,c@d.example", "lead@-.example"]
)
def test_what_is_no_address_is_refused(office: Administration, oakfield: Tenant, moodle: Host, address: str) -> None:
    office.install.grant(oakfield.id, moodle.id, "7", Role.LEAD)

    with pytest.raises(InstallRefused, match="address"):
        office.install_notices.set_email(oakfield.id, moodle.id, "7", address)


def test_an_address_needs_somebody_known_and_a_known_school(
    office: Administration, oakfield: Tenant, moodle: Host
) -> None:
    office.install.grant(oakfield.id, moodle.id, "7", Role.LEAD)

    for tenant, host, sub in ((oakfield.id, moodle.id, "8"), (NOBODY, moodle.id, "7"), (oakfield.id, NOBODY, "7")):
        with pytest.raises(InstallRefused):
            office.install_notices.set_email(tenant, host, sub, "lead@school.example")


def test_hours_are_of_a_school_and_end_after_they_begin(office: Administration, oakfield: Tenant) -> None:
    with pytest.raises(InstallRefused, match="signpost tenant add"):
        office.install_notices.set_hours(NOBODY, USUAL_HOURS)
    with pytest.raises(InstallRefused, match="begin before"):
        office.install_notices.set_hours(oakfield.id, SchoolHours(time(17), time(8)))

    with office.database.reading() as db:
        assert office.tenants.get(db, oakfield.id).hours == USUAL_HOURS


def test_whoever_is_on_call_has_an_address_and_not_a_number(office: Administration, oakfield: Tenant) -> None:
    office.install.set_contact(oakfield.id, ContactKind.ON_CALL_EMAIL, " on-call@school.example ")
    with pytest.raises(InstallRefused, match="address"):
        office.install.set_contact(oakfield.id, ContactKind.ON_CALL_EMAIL, "01632 960001")

    with office.database.reading() as db:
        assert office.contacts.of(db, oakfield.id)[ContactKind.ON_CALL_EMAIL] == "on-call@school.example"
