"""`signpost doctor`: what is wrong, in words that say what to do."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from lti_tool.administration import Administration, administration
from lti_tool.system.database import Database
from lti_tool.tenants.doctor import Finding
from lti_tool.tenants.model import REQUIRED_CONTACTS, Host, Role, Tenant
from tests.school import settings_for


@pytest.fixture
def database(sqlite_database: Database) -> Database:
    """Nothing here can differ between the two kinds."""
    return sqlite_database


def problems(office: Administration) -> list[Finding]:
    return [finding for finding in office.doctor.examine() if not finding.ok]


@pytest.fixture
def ready(office: Administration, oakfield: Tenant, moodle: Host) -> Administration:
    """Oakfield is ready to go live."""
    for kind in REQUIRED_CONTACTS:
        office.install.set_contact(oakfield.id, kind, f"{kind}: 01632 960001")
    office.install.grant(oakfield.id, moodle.id, "7", Role.LEAD)
    office.install.grant(oakfield.id, moodle.id, "8", Role.HEAD)
    return office


@pytest.fixture
def elsewhere(tmp_path: Path) -> Iterator[Administration]:
    """A database that nobody has migrated."""
    office = administration(settings_for(f"sqlite:///{tmp_path}/empty.db"))
    yield office
    office.database.close()


def test_a_school_that_is_ready_has_no_problem(ready: Administration) -> None:
    findings = ready.doctor.examine()

    assert all(finding.ok for finding in findings), findings
    assert len(findings) >= 5


def test_a_database_without_tables_needs_migrating(elsewhere: Administration) -> None:
    assert elsewhere.doctor.examine() == [Finding("migrations", False, "Run `signpost migrate`.")]


def test_a_database_that_a_newer_version_has_migrated_needs_that_version(ready: Administration) -> None:
    with ready.database.transaction() as db:
        db.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")

    (finding,) = ready.doctor.examine()

    assert (finding.what, finding.ok) == ("migrations", False)
    assert "newer version" in finding.advice
    # It would only say the same.
    assert "signpost migrate" not in finding.advice
    assert not ready.doctor.readable([finding])


def test_a_database_that_does_not_answer_is_named() -> None:
    office = administration(settings_for("postgresql://nobody@127.0.0.1:1/nothing"))

    (finding,) = office.doctor.examine()

    assert not finding.ok
    assert "SIGNPOST_DATABASE_URL" in finding.advice


@pytest.mark.parametrize("ending", ["", "-wal"])
@pytest.mark.parametrize("mode", [0o644, 0o640, 0o602])
def test_a_database_that_others_on_the_machine_may_open_is_told_of(
    ready: Administration, ending: str, mode: int
) -> None:
    file = Path(f"{ready.database.url.database}{ending}")
    file.chmod(mode)

    (finding,) = problems(ready)

    assert finding.advice == f"Other users of this machine may open it. Run: chmod 600 {file}"
    file.chmod(0o600)
    assert problems(ready) == []


def test_an_installation_without_a_tenant_says_how_to_add_one(office: Administration) -> None:
    (finding,) = problems(office)

    assert "signpost tenant add" in finding.advice


def test_an_installation_without_a_signing_key_is_told_so(ready: Administration) -> None:
    with ready.database.transaction() as db:
        db.exec_driver_sql("DELETE FROM signing_keys")

    assert [finding.what for finding in problems(ready)] == ["signing key"]


def test_each_contact_that_is_missing_is_named(office: Administration, oakfield: Tenant) -> None:
    advice = " ".join(finding.advice for finding in problems(office))

    for kind in REQUIRED_CONTACTS:
        assert kind.value in advice
    assert "Not ready to go live" in advice


@pytest.mark.parametrize(("given", "missing"), [(Role.LEAD, "head"), (Role.DEPUTY, "head"), (Role.HEAD, "lead")])
def test_a_missing_lead_or_head_is_named(
    office: Administration, oakfield: Tenant, moodle: Host, given: Role, missing: str
) -> None:
    office.install.grant(oakfield.id, moodle.id, "7", given)

    advice = next(finding.advice for finding in problems(office) if "lead and head" in finding.what)

    assert advice == f"Name a {missing} with `signpost lead add`."


def test_a_master_key_that_was_removed_is_told_of(ready: Administration) -> None:
    url = ready.database.url.render_as_string(hide_password=False)
    changed = administration(replace(settings_for(url), master_keys=(b"x" * 32,)))

    found = problems(changed)
    changed.database.close()

    assert all("SIGNPOST_MASTER_KEYS" in finding.advice for finding in found)
    assert any("data key" in finding.what for finding in found)
