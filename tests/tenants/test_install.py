"""What an administrator does happens whole, or is refused in words and leaves nothing."""

from collections.abc import Callable

import pytest

from lti_tool.administration import Administration
from lti_tool.system.database import Database
from lti_tool.tenants.install import InstallRefused
from lti_tool.tenants.model import ContactKind, DeploymentStatus, Host, Nation, Posting, Role, Tenant
from tests.tenants.conftest import MOODLE, Rows, with_url


@pytest.fixture
def database(sqlite_database: Database) -> Database:
    """Nothing here can differ between the two kinds."""
    return sqlite_database


NOBODY = "0" * 32

Act = Callable[[Administration, Tenant, Host], object]


def test_a_school_is_installed(office: Administration) -> None:
    tenant = office.install.add_tenant("  Oakfield School ", Nation.ENGLAND)
    host, deployment = office.install.add_host(tenant.id, MOODLE, "1")
    course = office.install.mark_staff_only(tenant.id, host.id, "42", Posting.RECEIPT)
    lead = office.install.grant(tenant.id, host.id, "sub-7", Role.LEAD)
    office.install.set_contact(tenant.id, ContactKind.LEAD, " Priya Nair, 01632 960001 ")

    with office.database.reading() as db:
        assert office.tenants.get(db, tenant.id).name == "Oakfield School"
        assert office.hosts.find(db, MOODLE.issuer, "signpost") == host
        assert office.deployments.find(db, host.id, "1") == deployment
        assert office.courses.staff_only(db, tenant.id, host.id, "42") == course
        assert office.staff.known(db, tenant.id, host.id, "sub-7") == lead
        assert office.contacts.of(db, tenant.id) == {ContactKind.LEAD: "Priya Nair, 01632 960001"}
    assert deployment.status is DeploymentStatus.ACTIVE


def test_the_first_tenant_brings_our_signing_key_and_the_second_keeps_it(office: Administration) -> None:
    with office.database.transaction() as db:
        db.exec_driver_sql("DELETE FROM signing_keys")

    office.install.add_tenant("Oakfield School", Nation.ENGLAND)
    with office.database.reading() as db:
        first = office.keys.public_set(db)
    office.install.add_tenant("Elmwood College", Nation.WALES)

    with office.database.reading() as db:
        assert office.keys.public_set(db) == first
    assert len(first["keys"]) == 1


def test_adding_the_same_host_twice_changes_nothing(
    office: Administration, oakfield: Tenant, moodle: Host, rows: Rows
) -> None:
    before = rows()

    again, deployment = office.install.add_host(oakfield.id, MOODLE, "1")

    assert again == moodle
    assert deployment.tenant_id == oakfield.id
    assert rows() == before


def test_a_host_can_be_shared_by_tenants_a_deployment_each(
    office: Administration, oakfield: Tenant, elmwood: Tenant, moodle: Host
) -> None:
    host, deployment = office.install.add_host(elmwood.id, MOODLE, "2")

    assert host == moodle
    assert deployment.tenant_id == elmwood.id


REFUSED: dict[str, Act] = {
    "a tenant without a name": lambda office, *_: office.install.add_tenant("  ", Nation.ENGLAND),
    "a name of two lines": lambda office, *_: office.install.add_tenant("Oak\nfield", Nation.ENGLAND),
    "a name that is too long": lambda office, *_: office.install.add_tenant("x" * 201, Nation.ENGLAND),
    "a host of no tenant": lambda office, *_: office.install.add_host(NOBODY, with_url(client_id="new"), "1"),
    "a known host's deployment for no tenant": lambda office, *_: office.install.add_host(NOBODY, MOODLE, "9"),
    "a deployment id that is empty": lambda office, tenant, _: office.install.add_host(tenant.id, MOODLE, ""),
    "a deployment id that is too long": lambda office, tenant, _: office.install.add_host(tenant.id, MOODLE, "x" * 256),
    "a deployment that never launched": lambda office, tenant, host: office.install.activate(tenant.id, host.id, "9"),
    "a deployment of no host": lambda office, tenant, _: office.install.activate(tenant.id, NOBODY, "1"),
    "a deployment for no tenant": lambda office, _, host: office.install.activate(NOBODY, host.id, "1"),
    "a course of no host": lambda office, tenant, _: office.install.mark_staff_only(
        tenant.id, NOBODY, "42", Posting.OFF
    ),
    "a course without an id": lambda office, tenant, host: office.install.mark_staff_only(
        tenant.id, host.id, "", Posting.OFF
    ),
    "a role on no host": lambda office, tenant, _: office.install.grant(tenant.id, NOBODY, "sub-7", Role.LEAD),
    "a role in no tenant": lambda office, _, host: office.install.grant(NOBODY, host.id, "sub-7", Role.LEAD),
    "a role for nobody": lambda office, tenant, host: office.install.grant(tenant.id, host.id, "", Role.LEAD),
    "a contact of no tenant": lambda office, *_: office.install.set_contact(NOBODY, ContactKind.LEAD, "Priya Nair"),
    "a contact without words": lambda office, tenant, _: office.install.set_contact(tenant.id, ContactKind.LEAD, " "),
    "a contact of two lines": lambda office, tenant, _: office.install.set_contact(
        tenant.id, ContactKind.LEAD, "Priya\nNair"
    ),
}


@pytest.mark.parametrize("what", REFUSED)
def test_what_cannot_be_is_refused_and_leaves_nothing(
    office: Administration, oakfield: Tenant, moodle: Host, rows: Rows, what: str
) -> None:
    before = rows()

    with pytest.raises(InstallRefused) as refusal:
        REFUSED[what](office, oakfield, moodle)

    assert str(refusal.value).strip()
    assert rows() == before


@pytest.mark.parametrize(
    "change",
    [
        {"issuer": "https://moodle.school.example "},
        {"issuer": " https://moodle.school.example"},
        {"issuer": "https://moodle.school.example\u00a0"},
        {"issuer": "moodle.school.example"},
        {"issuer": ""},
        {"issuer": "https://" + "x" * 2000},
        {"auth_url": "http://moodle.school.example/auth"},
        {"auth_url": "javascript:alert(1)"},
        {"token_url": "https://user:password@moodle.school.example/token"},
        {"jwks_url": "file:///etc/passwd"},
        {"jwks_url": "https://moodle.school.example\n/certs"},
        {"client_id": ""},
        {"client_id": "x" * 256},
        {"client_id": "a\nb"},
        {"audience": ""},
        {"audience": "x" * 2001},
        {"frame_origins": ("https://moodle.school.example/",)},
        {"frame_origins": ("https://moodle.school.example; script-src *",)},
        {"frame_origins": ("*",)},
        {"frame_origins": ("https://*",)},
    ],
    ids=str,
)
def test_an_address_that_cannot_be_used_is_refused(
    office: Administration, oakfield: Tenant, rows: Rows, change: dict[str, object]
) -> None:
    before = rows()

    with pytest.raises(InstallRefused):
        office.install.add_host(oakfield.id, with_url(**change), "1")

    assert rows() == before


@pytest.mark.parametrize("changed", ["auth_url", "token_url", "jwks_url"])
def test_a_known_host_never_gets_other_addresses(
    office: Administration, oakfield: Tenant, moodle: Host, rows: Rows, changed: str
) -> None:
    """Whoever could change them would sign in as anybody."""
    before = rows()

    with pytest.raises(InstallRefused, match="Nothing was changed"):
        office.install.add_host(oakfield.id, with_url(**{changed: "https://elsewhere.example/x"}), "2")

    assert rows() == before


def test_a_deployment_belongs_to_one_tenant(
    office: Administration, oakfield: Tenant, elmwood: Tenant, moodle: Host, rows: Rows
) -> None:
    before = rows()

    with pytest.raises(InstallRefused, match="another tenant"):
        office.install.add_host(elmwood.id, MOODLE, "1")
    with pytest.raises(InstallRefused, match="another tenant"):
        office.install.activate(elmwood.id, moodle.id, "1")

    assert rows() == before


def test_roles_and_courses_wait_for_a_deployment(
    office: Administration, elmwood: Tenant, moodle: Host, rows: Rows
) -> None:
    """A tenant cannot name people or courses of a host on which it is not installed."""
    before = rows()

    with pytest.raises(InstallRefused, match="no active deployment"):
        office.install.grant(elmwood.id, moodle.id, "sub-7", Role.LEAD)
    with pytest.raises(InstallRefused, match="no active deployment"):
        office.install.mark_staff_only(elmwood.id, moodle.id, "42", Posting.OFF)

    assert rows() == before


def test_childrens_names_are_off_until_a_school_turns_them_on_for_itself(office: Administration) -> None:
    oakfield = office.install.add_tenant("Oakfield School", Nation.ENGLAND)
    elmwood = office.install.add_tenant("Elmwood College", Nation.ENGLAND)

    def named() -> list[bool]:
        with office.database.reading() as db:
            return [office.tenants.get(db, tenant.id).children_named for tenant in (oakfield, elmwood)]

    assert named() == [False, False]
    office.install.name_children(oakfield.id, on=True)
    assert named() == [True, False]
    office.install.name_children(oakfield.id, on=False)
    assert named() == [False, False]
    with pytest.raises(InstallRefused, match="There is no tenant"):
        office.install.name_children(NOBODY, on=True)
