"""What was deleted since a backup is deleted again after it was put back, and nothing else is."""

import json
from pathlib import Path

import pytest

from lti_tool.cases.erasure_receipts import receipts_of
from lti_tool.system.database import Database
from tests.cases.team import Team
from tests.cases.test_erasing import agrees, places, proposes
from tests.cases.test_leaving import agreed, deletes
from tests.cli.conftest import Terminal, facts
from tests.deploy.ground import Ground
from tests.web.signed_in import Site


@pytest.fixture
def team(ground: Ground) -> Team:
    return ground.team()


def applies(ground: Ground, listed: Path, *words: str) -> dict[str, list[str]]:
    said = ground.terminal.says("erasure", "apply", str(listed), *words, "--json")
    assert said.code == (1 if facts(said)["left"] else 0), said.err
    return facts(said)


def comes_back(ground: Ground, team: Team, backup: Path) -> Path:
    """The list is saved, the database destroyed, and the backup put back; gives the list."""
    listed = ground.saves("list.json")
    ground.destroys(team)
    ground.puts_back(backup)
    return listed


def test_a_case_and_a_school_that_came_back_are_gone_again_under_their_receipts(ground: Ground, team: Team) -> None:
    other = Team(team.database, team.clock, team.ids, team.host)
    case, theirs, kept = team.files(), other.files(), team.files()
    backup = ground.backs_up()
    proposes(team, case)
    first = agrees(team)
    agreed(other)
    second = deletes(other)
    listed = comes_back(ground, team, backup)

    done = applies(ground, listed)

    assert sorted(done["deleted"]) == sorted([case.reference, other.tenant.id])
    database = Database(ground.url)
    assert places(database, case.id, case.reference, theirs.id) == {"erasures", "erasure_receipts"}
    assert places(database, other.tenant.id) == {"erasures", "erasure_receipts"}
    with database.reading() as db:
        assert [each.id for each in receipts_of(db, team.tenant.id)] == [first.id]
        assert [(each.id, each.is_whole) for each in receipts_of(db, other.tenant.id)] == [(second.id, True)]
    assert places(database, kept.id) >= {"cases", "events"}
    database.close()
    assert applies(ground, listed) == {"deleted": [], "noted": [], "left": []}


def test_what_was_begun_and_deleted_since_the_backup_has_its_receipt_again(ground: Ground, team: Team) -> None:
    backup = ground.backs_up()
    case = team.files()
    proposes(team, case)
    receipt = agrees(team)
    listed = comes_back(ground, team, backup)

    assert applies(ground, listed)["noted"] == [case.reference]

    database = Database(ground.url)
    with database.reading() as db:
        assert [each.id for each in receipts_of(db, team.tenant.id)] == [receipt.id]
    database.close()


def test_only_what_was_one_schools_where_that_is_said(ground: Ground, team: Team) -> None:
    case, other = team.files(), team.another()
    backup = ground.backs_up()
    proposes(team, case)
    agrees(team)
    listed = comes_back(ground, team, backup)

    assert applies(ground, listed, "--tenant", other.tenant.id)["deleted"] == []
    assert applies(ground, listed, "--tenant", team.tenant.id)["deleted"] == [case.reference]


def test_a_case_that_somebody_worked_on_after_it_came_back_is_left_to_two_people(
    sqlite_ground: Ground,
) -> None:
    ground, team = sqlite_ground, sqlite_ground.team()
    case = team.files()
    backup = ground.backs_up()
    proposes(team, case)
    agrees(team)
    listed = comes_back(ground, team, backup)
    site = Site(Database(ground.url))
    for words in ("More.", "And more.", "And more again."):
        assert site.as_(team.reporter).posts(f"/cases/{case.id}/add", words=words).status_code == 303

    done = applies(ground, listed)

    assert (done["deleted"], done["left"]) == ([], [case.reference])
    assert site.as_(team.lead).gets(f"/cases/{case.id}").status_code == 200
    site.database.close()


def test_a_list_that_somebody_has_written_or_changed_deletes_nothing(sqlite_ground: Ground, tmp_path: Path) -> None:
    ground, team = sqlite_ground, sqlite_ground.team()
    case = team.files()
    backup = ground.backs_up()
    proposes(team, case)
    agrees(team)
    listed = comes_back(ground, team, backup)
    true = json.loads(listed.read_text())
    forged = [
        true | {"gone": true["gone"].replace("asked", "mistake")},
        {name: value for name, value in true.items() if name != "seal"},
        true | {"seal": "AAAA"},
        true | {"gone": "[]"},
        ["nothing"],
    ]
    elsewhere = Terminal(ground.environment | {"SIGNPOST_MASTER_KEYS": "b25seSBmb3IgdGVzdHMgb25seSBmb3IgdGVzdHMgISE="})

    for number, text in enumerate(forged):
        file = tmp_path / f"{number}.json"
        file.write_text(json.dumps(text))
        said = ground.terminal.says("erasure", "apply", str(file))
        assert (said.code, "Nothing was deleted" in said.err) == (1, True), text
    said = elsewhere.says("erasure", "apply", str(listed))

    assert (said.code, "another installation wrote it" in said.err) == (1, True)
    database = Database(ground.url)
    assert places(database, case.id) >= {"cases", "events"}
    database.close()


def test_a_list_holds_no_name_and_no_answer(sqlite_ground: Ground) -> None:
    team = sqlite_ground.team()
    case = team.files(told="Quetzalcoatl", child_where="Quetzalcoatl")
    proposes(team, case)
    agrees(team)

    text = sqlite_ground.saves("list.json").read_text()

    assert case.reference in text
    assert [word for word in ("Quetzalcoatl", "Oakfield", "Person") if word in text] == []
    assert sqlite_ground.terminal.says("erasure", "save", "--to", str(sqlite_ground.backups / "list.json")).code == 1
