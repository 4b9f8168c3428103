"""What is left of a deleted case in the file, who can change its receipt, and two who agree at once."""

from functools import partial

import pytest

from lti_tool.cases.erasure_receipts import ErasureReceipt
from lti_tool.cases.model import Case, CaseNotFound, NotNow
from lti_tool.system.database import Database
from lti_tool.tenants.model import Role
from tests.cases.at_rest import raw_files
from tests.cases.tampering import Outside
from tests.cases.team import Team
from tests.cases.test_at_once import at_once
from tests.cases.test_erasing import agrees, proposes, version, waiting
from tests.cases.test_leaving import sealed_in

CHANGES = [
    "UPDATE erasure_receipts SET agreed_by = 'somebody else'",
    "DELETE FROM erasure_receipts",
]
ONLY_ON = {
    True: ["REPLACE INTO erasure_receipts SELECT * FROM erasure_receipts"],
    False: ["TRUNCATE erasure_receipts"],
}


def test_in_sqlites_file_and_log_no_ciphertext_of_a_deleted_case_is_left(team: Team) -> None:
    others, case = sealed_in(team.database), team.files(told="Quetzalcoatl told me")
    team.practises(team.lead)
    proposes(team, case)
    before = sealed_in(team.database) - others

    agrees(team)

    theirs, left = before - sealed_in(team.database), raw_files(team.database)
    assert len(theirs) > 30
    assert [each for each in theirs if each in left] == []


def test_the_database_itself_keeps_a_receipt_as_it_is(team_on_each: Team) -> None:
    team = team_on_each
    case = team.files()
    proposes(team, case)
    receipt, outside = agrees(team), Outside(team.database)

    for statement in CHANGES + ONLY_ON[outside.is_sqlite]:
        with pytest.raises(outside.refusal, match="it is on record"):
            outside.says(statement)

    outside.close()
    assert team.erasures.receipt(team.lead, receipt.id)[0].is_whole


def test_of_two_administrators_at_once_one_deletes_and_the_other_is_told(team_on_each: Team) -> None:
    team = team_on_each
    case, second = team.files(), team.person("second", Role.ADMINISTRATOR)
    proposes(team, case)
    seen = waiting(team)[0].id

    ends = at_once(*[partial(team.erasures.agree, person, seen) for person in (team.administrator, second)])

    assert {type(end) for end in ends} == {ErasureReceipt, NotNow}
    assert len(team.erasures.receipts(team.lead)) == 1


def test_a_hold_and_an_agreement_at_once_never_both_happen(team_on_each: Team) -> None:
    team = team_on_each
    case = team.files()
    proposes(team, case)
    seen, last = waiting(team)[0].id, version(team, case)

    held, deleted = at_once(
        lambda: team.holding.hold(case.id, team.deputy, last, "A court may ask."),
        lambda: team.erasures.agree(team.administrator, seen),
    )

    assert (type(held), type(deleted)) in {(Case, NotNow), (CaseNotFound, ErasureReceipt)}
    assert team.sees(team.lead, case.id) is isinstance(held, Case)


def test_where_somebody_is_reading_a_deleted_tenant_is_gone_and_its_traces_are_said_to_be_left(
    sqlite_database: Database,
) -> None:
    team = Team(Database(sqlite_database.url.render_as_string(), busy_seconds=0.2))
    team.leaving.ask(team.tenant.id, even_open=False)
    team.leaving.answer(team.head, agrees=True)
    reader = Outside(team.database)
    reader.says("BEGIN")
    reader.count("tenants")

    _, overwritten = team.leaving.carry_out(
        team.tenant.id, even_open=False, without_lead=False, also=lambda _db, _tenant_id: None
    )

    reader.says("COMMIT")
    assert not overwritten
    assert reader.count("tenants") == 0
    assert team.database.overwrite_deleted(whole=True)
    reader.close()
