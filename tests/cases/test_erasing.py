"""Deleting one case: two people, one transaction, nothing left but the receipt."""

from datetime import date

import pytest
import sqlalchemy as sa

from lti_tool.cases.chain import Verified, verify
from lti_tool.cases.erasing import Waiting
from lti_tool.cases.erasure_receipts import ErasureReason, ErasureReceipt
from lti_tool.cases.model import Case, CaseNotFound, NotNow
from lti_tool.system.database import Database
from lti_tool.tenants.model import Role, Staff
from lti_tool.tenants.tenants import NotFound
from tests.cases.team import EVERYONE, Team
from tests.cases.test_children import FACTS

OFFICER = ErasureReason.OFFICER
CALL = {"agency": "Children’s social care", "who": "Duty worker", "when": "10:40"}


def version(team: Team, case: Case) -> int:
    return team.file(case.id, team.head).desk.case.version


def proposes(team: Team, case: Case, person: Staff | None = None, reason: ErasureReason = OFFICER) -> None:
    team.erasures.propose(case.id, person or team.lead, version(team, case), reason)


def waiting(team: Team) -> list[Waiting]:
    return team.erasures.waiting(team.administrator)


def agrees(team: Team, person: Staff | None = None) -> ErasureReceipt:
    return team.erasures.agree(person or team.administrator, waiting(team)[0].id)


def with_everything(team: Team) -> Case:
    """A case with a row in every table that hangs on cases, on file."""
    other, case = team.sends(team.colleague, **EVERYONE), team.decides()
    team.keeping.keep_from(case.id, team.head, team.deputy.id)
    team.consultations.record(case.id, team.lead, CALL, date(2026, 12, 1))
    team.children.add(case.id, team.lead, version(team, case), FACTS)
    team.links.link(case.id, team.lead, other.reference)
    team.files_this(case)
    team.conversations.add(case.id, team.reporter, "She told me more.")
    team.confirms(case.id, team.lead, version(team, case), "As before.")
    return team.files_this(case)


def places(database: Database, *words: str) -> set[str]:
    """The tables that hold any of these words in any column."""
    found = set()
    with database.reading() as db:
        for name in sa.inspect(db).get_table_names():
            rows = db.exec_driver_sql(f'SELECT * FROM "{name}"').all()
            if any(word in str(value) for row in rows for value in row for word in words):
                found.add(name)
    return found


def test_a_lead_proposes_an_administrator_agrees_and_nothing_is_left_but_the_receipt(team_on_each: Team) -> None:
    team = team_on_each
    case = with_everything(team)
    proposes(team, case)
    before = places(team.database, case.id, case.reference)
    hanging = {"answers", "events", "decisions", "consultations", "named_staff", "receipts", "children", "case_links"}
    assert before >= hanging | {"cases", "tasks", "notices", "outbox", "erasure_proposals"}
    assert verify_of(team) == 2

    receipt = agrees(team)

    assert places(team.database, case.id, case.reference) == {"erasures", "erasure_receipts"}
    assert places(team.database, receipt.id) == {"erasures", "erasure_receipts"}
    assert not team.sees(team.lead, case.id)
    assert verify_of(team) == 1


def verify_of(team: Team) -> int:
    """How many cases there are. Their chains are whole."""
    with team.database.reading() as db:
        found = verify(db)
    assert isinstance(found, Verified)
    return found.cases


def test_the_receipt_says_what_was_deleted_and_is_kept(team_on_each: Team) -> None:
    team = team_on_each
    case = team.files()
    proposes(team, case)
    entries = len(team.file(case.id).history)

    given = agrees(team)

    for person in (team.lead, team.administrator):
        kept, people = team.erasures.receipt(person, given.id)
        assert (kept.reference, kept.reason, kept.at) == (case.reference, OFFICER, team.clock.now())
        assert (kept.asked_by, kept.agreed_by) == (team.lead.id, team.administrator.id)
        assert (kept.entries, len(kept.head), kept.is_whole) == (entries, 64, True)
        assert people == {team.lead.id: team.lead, team.administrator.id: team.administrator}
    for nobody in (team.deputy, team.head, team.reporter, team.another().administrator):
        assert team.erasures.receipts(nobody) == []
        with pytest.raises(NotFound):
            team.erasures.receipt(nobody, given.id)


def test_an_administrator_learns_four_things_of_a_case_and_no_different_ones_of_a_restricted_one(team: Team) -> None:
    team.keeps_for(1)
    ordinary, about_staff = team.files(), team.files(adult="adult_staff", person=team.head)
    team.clock.moves_on(days=40)
    proposes(team, ordinary, team.head, ErasureReason.PERIOD)
    proposes(team, about_staff, team.head, ErasureReason.PERIOD)

    told = {each.reference: (each.filed_at, each.is_over, each.asked_by) for each in waiting(team)}

    assert told == {case.reference: (case.filed_at, True, team.head) for case in (ordinary, about_staff)}
    assert set(Waiting.__dataclass_fields__) == {"id", "reference", "filed_at", "is_over", "asked_by"}


def test_one_person_with_both_roles_cannot_do_both_halves(team: Team) -> None:
    both, case = team.person("both", Role.LEAD, Role.ADMINISTRATOR), team.files()
    proposes(team, case, both)

    with pytest.raises(NotNow, match="proposed this yourself"):
        agrees(team, both)

    assert team.sees(team.lead, case.id)
    assert agrees(team).asked_by == both.id


def test_who_is_no_administrator_has_no_such_list_and_can_agree_to_nothing(team: Team) -> None:
    case = team.files()
    proposes(team, case)
    proposal = waiting(team)[0].id

    for nobody in (team.lead, team.head, team.deputy, team.reporter):
        for asked in (team.erasures.look_at, team.erasures.agree, team.erasures.refuse):
            with pytest.raises(NotFound):
                asked(nobody, proposal)
        with pytest.raises(NotFound):
            team.erasures.waiting(nobody)
    elsewhere = team.another()
    assert waiting(elsewhere) == []
    with pytest.raises(NotNow):
        elsewhere.erasures.agree(elsewhere.administrator, proposal)
    assert team.sees(team.lead, case.id)


def test_who_may_not_see_a_case_cannot_propose_or_withdraw(team: Team) -> None:
    case = team.files(adult="adult_staff", person=team.head)

    for nobody in (team.lead, team.deputy, team.reporter, team.administrator, team.another().head):
        with pytest.raises(CaseNotFound):
            proposes(team, case, nobody)
        with pytest.raises(CaseNotFound):
            team.erasures.withdraw(case.id, nobody)


def test_an_administrator_from_whom_a_case_is_kept_hears_nothing_of_it(team: Team) -> None:
    case = team.decides(adult="adult_staff", person=team.head)
    team.keeping.keep_from(case.id, team.head, team.administrator.id)
    team.files_this(case, team.head)
    proposes(team, case, team.head)
    proposal = team.erasures.waiting(team.person("second", Role.ADMINISTRATOR))[0].id

    assert waiting(team) == []
    for asked in (team.erasures.look_at, team.erasures.agree, team.erasures.refuse):
        with pytest.raises(NotNow):
            asked(team.administrator, proposal)


@pytest.mark.parametrize("months", [300, None])
def test_that_the_period_is_over_is_asked_again_when_the_administrator_agrees(
    team_on_each: Team, months: int | None
) -> None:
    team = team_on_each
    team.keeps_for(12)
    case = team.files()
    team.clock.moves_on(days=400)
    proposes(team, case, reason=ErasureReason.PERIOD)
    team.keeps_for(months)

    with pytest.raises(NotNow, match="not over now"):
        agrees(team)

    assert team.sees(team.lead, case.id)
    team.keeps_for(12)
    assert agrees(team).reason is ErasureReason.PERIOD
    assert not team.sees(team.lead, case.id)


def test_for_another_reason_the_period_does_not_count(team: Team) -> None:
    team.keeps_for(300)
    case = team.files()
    proposes(team, case)

    agrees(team)

    assert not team.sees(team.lead, case.id)
