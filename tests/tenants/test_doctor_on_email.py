"""`signpost doctor` on e-mail: whom no notice would reach."""

from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest

from lti_tool.administration import Administration, administration
from lti_tool.system.database import Database
from lti_tool.system.smtp import Security, Smtp
from lti_tool.tenants.doctor import Finding
from lti_tool.tenants.model import Host, Role, Tenant
from tests.school import settings_for

SMTP = Smtp("mail.school.example", 587, Security.STARTTLS, "signpost@school.example")
Says = Callable[[], Finding]


@pytest.fixture
def database(sqlite_database: Database) -> Database:
    """Nothing here can differ between the two kinds."""
    return sqlite_database


@pytest.fixture
def writing(office: Administration, oakfield: Tenant, moodle: Host) -> Iterator[Administration]:
    """The same installation with a mail server, a lead, a deputy and a head."""
    url = office.database.url.render_as_string(hide_password=False)
    made = administration(replace(settings_for(url), smtp=SMTP))
    for sub, role in (("7", Role.LEAD), ("8", Role.DEPUTY), ("9", Role.HEAD)):
        made.install.grant(oakfield.id, moodle.id, sub, role)
    yield made
    made.database.close()


@pytest.fixture
def says(writing: Administration) -> Says:
    return lambda: next(each for each in writing.doctor.examine() if each.what.endswith("e-mail addresses"))


def test_where_no_e_mail_is_sent_nobody_needs_an_address(office: Administration, oakfield: Tenant) -> None:
    assert [each for each in office.doctor.examine() if "e-mail" in each.what] == []


def test_whoever_is_without_an_address_is_counted(
    writing: Administration, oakfield: Tenant, moodle: Host, says: Says
) -> None:
    assert not says().ok
    assert "2 of 2 leads and deputies" in says().advice
    assert "the head" in says().advice

    writing.install_notices.set_email(oakfield.id, moodle.id, "7", "lead@school.example")
    assert "1 of 2 leads and deputies" in says().advice

    writing.install_notices.set_email(oakfield.id, moodle.id, "8", "deputy@school.example")
    writing.install_notices.set_email(oakfield.id, moodle.id, "9", "head@school.example")
    assert says().ok


def test_a_head_who_shares_an_address_with_a_lead_hears_of_no_restricted_case(
    writing: Administration, oakfield: Tenant, moodle: Host, says: Says
) -> None:
    for sub, address in (
        ("7", "office@school.example"),
        ("8", "deputy@school.example"),
        ("9", "Office@School.example"),
    ):
        writing.install_notices.set_email(oakfield.id, moodle.id, sub, address)

    assert not says().ok
    assert "the head" in says().advice
    assert "leads and deputies" not in says().advice

    writing.install.grant(oakfield.id, moodle.id, "7", Role.HEAD)
    assert says().ok


def test_addresses_that_no_key_opens_are_told_of(writing: Administration, says: Says) -> None:
    with writing.database.transaction() as db:
        db.exec_driver_sql("UPDATE staff SET email = x'00'")

    assert "SIGNPOST_MASTER_KEYS" in says().advice
