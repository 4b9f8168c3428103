"""What is held about one member of staff: all of their own, and nothing that gives anybody else away."""

import importlib
import json
import pkgutil
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

import lti_tool
from lti_tool.cases.filing import Filed
from lti_tool.cases.model import Case
from lti_tool.cases.receipts import ReceiptState
from lti_tool.outcomes.record.person import BY_HAND, IN_THE_FILE, held_about
from lti_tool.outcomes.record.person_file import NOTICE, TITLES, PersonFile
from lti_tool.outcomes.record.refused import RecordRefused
from lti_tool.system.database import Database, metadata
from lti_tool.tenants.model import Staff
from lti_tool.web.session_times import session_times
from lti_tool.web.tables import sessions
from tests.cases.team import EVERYONE, LEAD, PLACE, Team
from tests.outcomes.record.installation import NUMBERS, OURS, PASSPHRASE, Installation, busy_school, files_in


@pytest.fixture
def team(database: Database) -> Team:
    return Team(database)


@pytest.fixture
def lite(sqlite_database: Database) -> Team:
    """For what cannot differ between the databases."""
    return Team(sqlite_database)


def files_about(team: Team, person: Staff, folder: Path) -> dict[str, bytes]:
    base, to = Installation(team.database, OURS, team.clock).base, folder / f"{next(NUMBERS)}.sealed"
    about = PersonFile(base.database, base.tenants, base.clock, session_times)
    about.export(person.tenant_id, person.host_id, person.sub, to, PASSPHRASE)
    return files_in(to)


def held(team: Team, person: Staff) -> dict[str, Any]:
    """The same without the file."""
    with team.database.reading() as db:
        cipher = team.tenants.cipher(db, person.tenant_id)
        found = held_about(db, cipher, person.tenant_id, person.host_id, person.sub, session_times)
    assert found is not None
    return found


def signs_in(team: Team, person: Staff) -> datetime:
    now = team.clock.now()
    facts = json.dumps({"staff": person.id, "csrf_token": "not for anybody"})
    row = {"id_hash": str(next(NUMBERS)), "facts": facts, "created_at": now, "seen_at": now}
    with team.database.transaction() as db:
        db.execute(sessions.insert().values(**row))
    return now


def test_what_somebody_did_and_wrote_is_in_it(team: Team) -> None:
    case = team.sends(**EVERYONE)
    team.conversations.add(case.id, team.reporter, "He has sent it on.")
    team.practises(team.reporter)
    signs_in(team, team.reporter)
    signs_in(team, team.colleague)

    found = held(team, team.reporter)

    assert (found["person"]["sub"], found["person"]["name"]) == ("reporter", "Reporter Person")
    assert len(found["sessions"]) == 1
    assert [practice["story"] for practice in found["practice"]] == ["V01"]
    reported = found["reported"][0]
    assert (reported["reference"], reported["state"]) == (case.reference, "sent")
    assert [each["words"] for each in reported["entries"] if each["what"] == "added"] == ["He has sent it on."]
    assert {each.get("answer") for each in reported["entries"]} >= {"Room 12", "She said he has the picture."}


def test_a_leads_roles_address_and_acts_are_in_it_without_what_they_wrote_about_children(
    sqlite_database: Database, tmp_path: Path
) -> None:
    team = busy_school(sqlite_database)

    files = files_about(team, team.lead, tmp_path)

    found = json.loads(files["person.json"])
    assert found["person"]["email"] == "lead@oakfield.example"
    assert [each["role"] for each in found["roles"]] == ["lead"]
    assert {"answered", "decided", "child", "consulted", "task_done", "filed"} <= {e["what"] for e in found["entries"]}
    assert all(set(each) == {"at", "what", "reference"} for each in found["entries"])
    assert len(found["links"]) == 1
    everything = b"".join(files.values()).decode()
    for words in ("Robin", "Him to stop", "Room 12", "He has sent it on", "As the answers ask", "Spoke to both", "Ana"):
        assert words not in everything
    for other in (team.reporter, team.deputy, team.head):
        assert other.id not in everything
        assert other.name is not None
        assert other.name not in everything


def test_what_others_answered_before_is_not_in_it(lite: Team) -> None:
    case = lite.starts(danger="no", strand="images", distress="coping")
    lite.answers(case.id, lite.lead, distress="serious")
    lite.answers(case.id, lite.reporter, distress="none")

    entries = held(lite, lite.reporter)["reported"][0]["entries"]

    assert all(set(each) <= {"at", "what", "question", "answer", "words"} for each in entries)
    assert len([each for each in entries if each["what"] == "answered"]) == 4


def becomes_about(team: Team, case: Case) -> None:
    """A lead finds out that the case is about its reporter."""
    team.answers(case.id, team.lead, adult="adult_staff")
    team.keeping.keep_from(case.id, team.head, team.reporter.id)


def is_decided(team: Team, case: Case) -> None:
    team.answers(case.id, team.lead, **LEAD)
    team.confirms(case.id, team.lead, team.file(case.id).desk.case.version, "As the answers ask.")


@pytest.mark.parametrize("happens", [becomes_about, is_decided])
def test_no_file_tells_what_has_become_of_a_case(lite: Team, happens: Any) -> None:
    case = lite.sends(**EVERYONE)
    before = held(lite, lite.reporter)

    happens(lite, case)

    assert held(lite, lite.reporter) == before


def test_what_follows_from_a_persons_acts_by_itself_is_not_told_as_theirs(lite: Team) -> None:
    case = lite.decides()
    lite.filing.file(case.id, lite.lead, lite.file(case.id).desk.case.version, Filed(True, "CPOMS", "In the record"))
    lite.conversations.add(case.id, lite.reporter, "He has sent it on.")
    lite.restricted()
    assert "reopened" in lite.kinds(case.id)

    found = held(lite, lite.reporter)

    assert len(found["reported"]) == 2
    assert {each["what"] for each in found["entries"]} & {"reopened", "restricted"} == set()


def test_no_file_tells_that_a_case_is_about_the_person(lite: Team) -> None:
    before = held(lite, lite.colleague)
    case = lite.restricted()

    lite.keeping.keep_from(case.id, lite.head, lite.colleague.id)

    assert held(lite, lite.colleague) == before


def test_a_receipt_is_in_it_once_it_was_delivered(lite: Team) -> None:
    lite.sends(danger="no")
    assert held(lite, lite.reporter)["receipts"] == []

    with lite.database.transaction() as db:
        db.exec_driver_sql(f"UPDATE receipts SET state = '{ReceiptState.DELIVERED.value}'")

    assert [each["context_id"] for each in held(lite, lite.reporter)["receipts"]] == [PLACE.context_id]


def test_the_notice_is_the_same_for_everybody(lite: Team, tmp_path: Path) -> None:
    for person in (lite.reporter, lite.head):
        files = files_about(lite, person, tmp_path)
        assert json.loads(files["person.json"])["notice"] == NOTICE
        assert files["person.txt"].decode().startswith(NOTICE)


def test_a_reader_finds_every_heading_and_every_word(lite: Team, tmp_path: Path) -> None:
    lite.sends(**EVERYONE)

    text = files_about(lite, lite.reporter, tmp_path)["person.txt"].decode()

    for title in TITLES.values():
        assert f"\n{title}\n" in text
    assert "answer: She said he has the picture." in text
    assert set(TITLES) == set(held(lite, lite.reporter))


def test_looking_leaves_no_entry_in_any_history(lite: Team) -> None:
    case = lite.sends(danger="no")

    held(lite, lite.reporter)

    assert "exported" not in lite.kinds(case.id)


def test_nobody_of_another_tenant_is_found(lite: Team, tmp_path: Path) -> None:
    stranger = lite.another().person("only there")
    base, to = Installation(lite.database, OURS).base, tmp_path / "out.sealed"

    with pytest.raises(RecordRefused, match="No member of staff of this tenant"):
        PersonFile(base.database, base.tenants, base.clock, session_times).export(
            lite.tenant.id, stranger.host_id, stranger.sub, to, PASSPHRASE
        )

    assert not to.exists()


def test_it_cannot_be_imported(lite: Team, elsewhere: Installation, tmp_path: Path) -> None:
    base, to = Installation(lite.database, OURS).base, tmp_path / "out.sealed"
    about = PersonFile(base.database, base.tenants, base.clock, session_times)
    about.export(lite.tenant.id, lite.head.host_id, lite.head.sub, to, PASSPHRASE)

    with pytest.raises(RecordRefused):
        elsewhere.imports(to)

    assert elsewhere.rows() == {}


def test_every_column_that_means_somebody_is_in_it_or_says_why_not() -> None:
    """A new column that refers to staff: name it in outcomes/record/person.py."""
    for module in pkgutil.walk_packages(lti_tool.__path__, "lti_tool."):
        if module.name.rpartition(".")[2].startswith(("tables", "outbox")):
            importlib.import_module(module.name)
    columns = [column for table in metadata.tables.values() for column in table.c]

    meant = {f"{each.table.name}.{each.name}" for each in columns if "staff" in each.name or each.name == "sub"}
    meant |= {f"{each.table.name}.{each.name}" for each in columns for key in each.foreign_keys if _is_staff(key)}

    assert meant <= set(IN_THE_FILE) | set(BY_HAND)
    assert set(IN_THE_FILE) | set(BY_HAND) <= {f"{each.table.name}.{each.name}" for each in columns}
    assert all([*IN_THE_FILE.values(), *BY_HAND.values()])


def _is_staff(key: Any) -> bool:
    return bool(key.column.table.name == "staff")
