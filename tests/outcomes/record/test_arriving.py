"""What an import finds: nothing that is there is changed by it, and it is whole or not at all."""

from dataclasses import replace
from pathlib import Path

import pytest
import sqlalchemy as sa

from lti_tool.cases.tables_erasure import erasures
from lti_tool.outcomes.record.opening import opened
from lti_tool.outcomes.record.refused import RecordRefused
from lti_tool.system.database import Database
from lti_tool.tenants import tables
from lti_tool.tenants.model import Host, Nation
from tests.cases.team import MOODLE, Team
from tests.outcomes.record.installation import OURS, PASSPHRASE, Installation, records_in


@pytest.fixture
def there(database: Database) -> Installation:
    """On each database."""
    return Installation(database)


@pytest.fixture(scope="module")
def archive(exported: Path) -> bytes:
    """What is in the file of a busy school."""
    return opened(exported, PASSPHRASE)


def refused(there: Installation, archive: bytes) -> str:
    before = there.rows()
    with pytest.raises(RecordRefused) as refusal:
        there.arriving.bring_archive(archive)
    assert there.rows() == before
    return str(refusal.value)


def add_host(there: Installation, **changes: str) -> Host:
    """Another tenant, on a platform with these changes."""
    other = there.base.install.add_tenant("Another School", Nation.ENGLAND)
    return there.base.install.add_host(other.id, replace(MOODLE, **changes), "1")[0]


def test_it_comes_to_where_others_are(there: Installation, archive: bytes) -> None:
    other = there.base.install.add_tenant("Another School", Nation.ENGLAND)

    arrived = there.arriving.bring_archive(archive)

    with there.database.reading() as db:
        assert {tenant.id for tenant in there.base.tenants.all(db)} == {other.id, arrived.tenant_id}
    assert there.rows()["signing_keys"] == 1


def test_a_tenant_that_is_there_is_never_changed(there: Installation, archive: bytes) -> None:
    there.arriving.bring_archive(archive)

    assert "is here already, and an import never changes one" in refused(there, archive)


def test_a_platform_that_is_there_under_another_id_is_said(there: Installation, archive: bytes) -> None:
    known = add_host(there)

    assert f"Host {known.id} is here already" in refused(there, archive)


def test_a_platform_with_another_client_id_is_another_platform(there: Installation, archive: bytes) -> None:
    add_host(there, client_id="signpost-2")

    there.arriving.bring_archive(archive)

    assert there.rows()["hosts"] == 2


def test_two_schools_of_one_platform_come_one_after_the_other(
    sqlite_database: Database, postgres_database: Database, tmp_path: Path
) -> None:
    one = Team(sqlite_database)
    two = one.another()
    here, there = Installation(sqlite_database, OURS), Installation(postgres_database)

    for team in (one, two):
        there.imports(here.exports(team.tenant.id, tmp_path))

    assert (there.rows()["tenants"], there.rows()["hosts"], there.rows()["deployments"]) == (2, 1, 2)


@pytest.mark.parametrize("column", ["jwks_url", "token_url", "issuer", "family"])
def test_a_platform_that_has_other_addresses_here_is_not_mixed_up_with_it(
    there: Installation, archive: bytes, column: str
) -> None:
    record = records_in(archive)["hosts"][0]
    values = {name: record[name] for name in Host.__dataclass_fields__} | {column: "https://evil.example"}
    with there.database.transaction() as db:
        db.execute(tables.hosts.insert().values(**values, created_at=there.clock.now()))

    assert "differs from the one in the file" in refused(there, archive)


def test_a_deployment_that_another_tenant_has_is_not_taken_over(there: Installation, archive: bytes) -> None:
    record, deployment = records_in(archive)["hosts"][0], records_in(archive)["deployments"][0]
    values = {name: record[name] for name in Host.__dataclass_fields__}
    other = there.base.install.add_tenant("Another School", Nation.ENGLAND)
    with there.database.transaction() as db:
        db.execute(tables.hosts.insert().values(**values, created_at=there.clock.now()))
        there.base.deployments.add(db, other.id, record["id"], deployment["deployment_id"])

    assert "A deployment belongs to one tenant" in refused(there, archive)


@pytest.mark.parametrize("of_all", [True, False])
def test_what_was_erased_here_does_not_come_back(there: Installation, archive: bytes, of_all: bool) -> None:
    found = records_in(archive)
    case_id, tenant_id = found["cases"][0]["id"], found["tenants"][0]["id"]
    asked = {"asked_by": "a", "agreed_by": "b", "reason": "court", "at": there.clock.now()}
    with there.database.transaction() as db:
        row = {"id": "f" * 32, "tenant_id": tenant_id, "case_id": None if of_all else case_id, **asked}
        db.execute(erasures.insert().values(**row))

    assert "what is erased does not come back" in refused(there, archive)


def test_an_id_that_another_tenant_has_leaves_nothing_half_done(there: Installation, archive: bytes) -> None:
    record = records_in(archive)["staff"][0]
    host = add_host(there, client_id="signpost-2")
    with there.database.transaction() as db:
        other = db.execute(sa.select(tables.tenants.c.id)).scalar_one()
        names = {"id": record["id"], "tenant_id": other, "host_id": host.id, "sub": "1"}
        db.execute(tables.staff.insert().values(**names, created_at=there.clock.now()))

    assert "already has the same id" in refused(there, archive)


def test_what_was_erased_before_it_left_stays_on_record(
    sqlite_database: Database, elsewhere: Installation, tmp_path: Path
) -> None:
    team = Team(sqlite_database)
    case = team.sends(danger="no")
    asked = {"asked_by": "a", "agreed_by": "b", "reason": "court", "at": team.clock.now()}
    with sqlite_database.transaction() as db:
        for id_, case_id in (("e" * 32, "d" * 32), ("f" * 32, case.id), ("a" * 32, None)):
            db.execute(erasures.insert().values(id=id_, tenant_id=team.tenant.id, case_id=case_id, **asked))

    elsewhere.imports(Installation(sqlite_database, OURS).exports(team.tenant.id, tmp_path))

    with elsewhere.database.reading() as db:
        assert db.execute(sa.select(erasures.c.case_id)).scalars().all() == ["d" * 32]
