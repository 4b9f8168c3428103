"""A whole school, backed up while it works, destroyed, and put back, by the scripts that deploy/ has."""

import os
from pathlib import Path

import pytest

from lti_tool.cases.chain import Verified, verify
from lti_tool.cases.erasure_receipts import receipts_of
from lti_tool.system.database import Database
from lti_tool.tenants.tenants import NotFound
from tests.cases.team import EVERYONE, Team
from tests.cases.test_erasing import agrees, proposes
from tests.cases.test_leaving import agreed, deletes
from tests.deploy.ground import Ground
from tests.web.signed_in import Site

WORDS = "He said that he would show everybody."
NEWER = "She has told me more."


@pytest.fixture
def team(ground: Ground) -> Team:
    return ground.team()


def what_is_left(database: Database, team: Team) -> tuple[int, list[str | None]]:
    """How many cases have a whole history, and the references of what has a receipt."""
    with database.reading() as db:
        found = verify(db, team.tenant.id)
        assert isinstance(found, Verified)
        return found.cases, [each.reference for each in receipts_of(db, team.tenant.id)]


def backs_up(ground: Ground) -> Path:
    """By the script that a timer runs. Beside it lies the list of what is deleted."""
    said = ground.script("backup.sh", ground.backups, ground.passphrase)
    assert said.code == 0, said.err
    listed, made = sorted(ground.backups.iterdir())
    assert listed.name.startswith("erasures-")
    return made


def test_a_school_is_backed_up_destroyed_and_put_back(ground: Ground, team: Team) -> None:
    case, about_staff, filed = team.sends(**(EVERYONE | {"told": WORDS})), team.restricted(), team.files()
    other = Team(team.database, team.clock, team.ids, team.host)
    backup = backs_up(ground)
    proposes(team, filed)
    agrees(team)
    agreed(other)
    deletes(other)
    listed = ground.saves("newest.json")
    ground.destroys(team)

    said = ground.script("restore.sh", backup, listed, ground.passphrase)

    assert said.code == 0, said.err
    site = Site(Database(ground.url))
    page = site.as_(team.lead).gets(f"/cases/{case.id}")
    assert (page.status_code, WORDS in page.get_data(as_text=True)) == (200, True)
    assert site.as_(team.head).gets(f"/cases/{about_staff.id}").status_code == 200
    for gone in (about_staff, filed):
        assert site.as_(team.lead).gets(f"/cases/{gone.id}").status_code == 404
    assert what_is_left(site.database, team) == (2, [filed.reference])
    with pytest.raises(NotFound), site.database.reading() as db:
        site.team.tenants.get(db, other.tenant.id)
    site.database.close()


def test_what_was_put_back_goes_on_and_guards_its_histories(ground: Ground, team: Team) -> None:
    case = team.sends(**EVERYONE)
    backup = ground.backs_up()
    ground.destroys(team)
    ground.puts_back(backup)

    site = Site(Database(ground.url))
    assert site.as_(team.reporter).posts(f"/cases/{case.id}/add", words=NEWER).status_code == 303
    with pytest.raises(Exception, match="never changed"), site.database.transaction() as db:
        db.exec_driver_sql("UPDATE events SET kind = 'nothing'")

    assert what_is_left(site.database, team)[0] == 1
    site.database.close()


def test_a_backup_holds_what_was_acknowledged_and_nobody_waits_for_it(ground: Ground, team: Team) -> None:
    """On SQLite what was written last stands in the log beside the file: a copy of the file would lack it."""
    cases = [team.starts(**EVERYONE) for _ in range(3)]
    with team.database.transaction() as db:
        # Somebody is in the middle of something.
        db.exec_driver_sql("UPDATE cases SET version = version + 1000")
        backup = ground.backs_up()
    ground.destroys(team)

    ground.puts_back(backup)

    database = Database(ground.url)
    assert what_is_left(database, team)[0] == len(cases)
    with database.reading() as db:
        assert db.exec_driver_sql("SELECT max(version) FROM cases").scalar_one() < 1000
    database.close()


def test_old_backups_are_destroyed_once_there_is_a_new_one_and_nothing_else_is(
    sqlite_ground: Ground, tmp_path: Path
) -> None:
    ground = sqlite_ground
    old, recent, others = (ground.backups / name for name in ("signpost-1.backup", "signpost-2.backup", "a note.txt"))
    for file in (old, recent, others):
        file.touch()
    for file in (old, others):
        os.utime(file, (0, 0))

    nowhere = Ground(f"sqlite:///{tmp_path}/empty.db", ground.clears, tmp_path)
    assert nowhere.script("backup.sh", ground.backups, ground.passphrase).code == 1
    assert old.exists()

    assert ground.script("backup.sh", ground.backups, ground.passphrase).code == 0
    assert (old.exists(), recent.exists(), others.exists()) == (False, True, True)
