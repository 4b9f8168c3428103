"""A whole school, backed up while it works, destroyed, and put back by the scripts that deploy/ has."""

from pathlib import Path

import pytest

from lti_tool.cases.chain import Verified, verify
from lti_tool.cases.erasure_receipts import receipts_of
from lti_tool.cases.model import Case
from lti_tool.system.database import Database
from lti_tool.tenants.tenants import NotFound
from tests.cases.team import EVERYONE, Team
from tests.cases.test_erasing import agrees, proposes
from tests.cases.test_leaving import agreed, deletes
from tests.deploy.ground import Ground
from tests.host.demo_setup import Said
from tests.web.signed_in import Site

WORDS = "He said that he would show everybody."


def backs_up(ground: Ground) -> tuple[Path, Path]:
    """The backup, and the list that was written beside it."""
    said = ground.script("backup.sh", ground.backups, ground.passphrase)
    assert said.code == 0, said.err
    listed, made = sorted(ground.backups.iterdir())
    return made, listed


def puts_back(ground: Ground, backup: Path, listed: Path) -> Said:
    return ground.script("restore.sh", backup, listed, ground.passphrase)


def newest_list(ground: Ground) -> Path:
    to = ground.backups / "erasures-newest.json"
    said = ground.terminal.says("erasure", "save", "--to", str(to))
    assert said.code == 0, said.err
    return to


def deletes_case(team: Team, case: Case) -> None:
    proposes(team, case)
    agrees(team)


def is_destroyed(ground: Ground, *teams: Team) -> None:
    for team in teams:
        team.database.close()
    ground.clears()


@pytest.fixture
def team(ground: Ground) -> Team:
    return ground.team()


def test_a_school_is_backed_up_destroyed_and_put_back(ground: Ground, team: Team) -> None:
    case, about_staff, filed = team.sends(**(EVERYONE | {"told": WORDS})), team.restricted(), team.files()
    other = Team(team.database, team.clock, team.ids, team.host)
    theirs = other.files()
    backup, _ = backs_up(ground)
    deletes_case(team, filed)
    agreed(other)
    deletes(other)
    listed = newest_list(ground)
    is_destroyed(ground, team)

    said = puts_back(ground, backup, listed)

    assert said.code == 0, said.err
    site = Site(Database(ground.url))
    page = site.as_(team.lead).gets(f"/cases/{case.id}")
    assert (page.status_code, WORDS in page.get_data(as_text=True)) == (200, True)
    assert site.as_(team.lead).gets(f"/cases/{about_staff.id}").status_code == 404
    assert site.as_(team.head).gets(f"/cases/{about_staff.id}").status_code == 200
    assert site.as_(team.lead).gets(f"/cases/{filed.id}").status_code == 404
    assert what_is_left(site.database, team) == (2, [filed.reference])
    with pytest.raises(NotFound), site.database.reading() as db:
        site.team.tenants.get(db, other.tenant.id)
    assert theirs.reference in said.out + other.tenant.id
    site.database.close()


def what_is_left(database: Database, team: Team) -> tuple[int, list[str | None]]:
    """How many cases have a whole history, and the references of what has a receipt."""
    with database.reading() as db:
        found = verify(db, team.tenant.id)
        assert isinstance(found, Verified)
        return found.cases, [each.reference for each in receipts_of(db, team.tenant.id)]


def test_what_was_put_back_guards_its_histories_and_goes_on_counting(ground: Ground, team: Team) -> None:
    case = team.sends(**EVERYONE)
    backup, listed = backs_up(ground)
    is_destroyed(ground, team)
    assert puts_back(ground, backup, listed).code == 0

    site = Site(Database(ground.url))
    tab = site.as_(team.reporter)
    assert tab.posts(f"/cases/{case.id}/add", text="She has told me more.").status_code == 303
    with pytest.raises(Exception, match="never changed"), site.database.transaction() as db:
        db.exec_driver_sql("UPDATE events SET kind = 'nothing'")

    assert what_is_left(site.database, team)[0] == 1
    site.database.close()


def test_a_backup_is_written_while_people_work_and_holds_all_that_was_acknowledged(ground: Ground, team: Team) -> None:
    """On SQLite what was written last stands in the log beside the file: a copy of the file would lack it."""
    cases = [team.starts(**EVERYONE) for _ in range(5)]
    with team.database.transaction() as db:
        # Somebody is in the middle of something; it is not in the backup, and holds nothing up.
        db.exec_driver_sql("UPDATE tenants SET name = name")
        backup, listed = backs_up(ground)
    is_destroyed(ground, team)

    assert puts_back(ground, backup, listed).code == 0

    database = Database(ground.url)
    assert what_is_left(database, team)[0] == len(cases)
    database.close()


def test_old_backups_are_destroyed_once_there_is_a_new_one(ground: Ground, team: Team) -> None:
    old, _ = backs_up(ground)
    young = old.rename(old.with_name("signpost-old.backup"))
    other = ground.backups / "a note.txt"
    other.write_text("Not ours.")

    assert ground.script("backup.sh", ground.backups, ground.passphrase, "0").code == 0
    assert young.exists()
    import os

    for file in (young, other):
        os.utime(file, (0, 0))
    broken = Ground(ground.url + "_not_there", ground.clears, ground.folder)
    assert broken.script("backup.sh", ground.backups, ground.passphrase).code == 1
    assert young.exists()
    assert ground.script("backup.sh", ground.backups, ground.passphrase).code == 0
    assert (young.exists(), other.exists()) == (False, True)
