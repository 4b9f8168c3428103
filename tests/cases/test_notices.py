"""When a case begins to call for somebody, and when it has stopped."""

import pytest
import sqlalchemy as sa

from lti_tool.cases.model import Case
from lti_tool.cases.notices import OUTBOX_KIND, Notice, Notices
from lti_tool.system.outbox import Outbox, outbox
from tests.cases.tampering import past_the_guards
from tests.cases.team import Team

URGENT = {"danger": "yes"}
NOT_URGENT = {"danger": "no"}
ABOUT_STAFF = {"strand": "images", "distress": "coping", "adult": "adult_staff"}


def due(team: Team) -> list[tuple[str, bool]]:
    """The notices in the outbox: of which case and round, and whether they are due now."""
    waiting = sa.select(outbox.c.ref, outbox.c.due_at).where(outbox.c.kind == OUTBOX_KIND, outbox.c.done_at.is_(None))
    with team.database.reading() as db:
        return [(row.ref, row.due_at <= team.clock.now()) for row in db.execute(waiting.order_by(outbox.c.id))]


def takes(team: Team, ref: str) -> Notice | None:
    """What a worker gets when it takes this round."""
    with team.database.transaction() as db:
        return Notices(Outbox()).take(db, ref, team.clock.now())


def first(case: Case) -> str:
    return f"{case.id}/1"


def test_a_case_that_is_sent_calls_at_once(team_on_each: Team) -> None:
    case = team_on_each.sends(**NOT_URGENT)

    assert due(team_on_each) == [(first(case), True)]


def test_a_case_that_is_not_sent_calls_from_its_first_answer_that_cannot_wait(team: Team) -> None:
    waits = team.starts(**NOT_URGENT)
    assert due(team) == []

    called = team.starts(team.colleague, **URGENT)
    assert due(team) == [(first(called), True)]
    assert takes(team, first(waits)) is None


def test_what_calls_already_does_not_begin_again(team_on_each: Team) -> None:
    team = team_on_each
    case = team.starts(**URGENT)

    team.answers(case.id, team.reporter, strand="images", distress="selfharm")
    team.answers(case.id, team.reporter, danger="no")
    team.answers(case.id, team.reporter, danger="yes")
    team.assessments.send(case.id, team.reporter, None)

    assert due(team) == [(first(case), True)]


def test_an_answer_that_was_taken_back_ends_nothing(team: Team) -> None:
    """Somebody may have been told to take it back. Only a person who looks can know."""
    case = team.starts(**URGENT)

    team.answers(case.id, team.reporter, **NOT_URGENT)

    assert takes(team, first(case)) is not None


def test_a_lead_who_reports_something_needs_nobody_to_be_told(team: Team) -> None:
    team.starts(team.lead, **URGENT)

    assert due(team) == []


def opens(team: Team, case: Case) -> None:
    team.file(case.id)


def takes_it(team: Team, case: Case) -> None:
    team.ownership.take(case.id, team.deputy, team.file(case.id).desk.case.version)


def answers(team: Team, case: Case) -> None:
    team.answers(case.id, team.lead, distress="coping")


def decides(team: Team, case: Case) -> None:
    team.confirms(case.id, team.lead, team.assessments.read(case.id, team.lead).case.version, "Talked it through.")


def closes(team: Team, case: Case) -> None:
    team.reviews.close(case.id, team.lead, "Opened by mistake.")


@pytest.mark.parametrize("act", [opens, takes_it, answers, decides, closes])
def test_it_ends_with_whoever_looks(team_on_each: Team, act: object) -> None:
    team = team_on_each
    case = team.starts(**URGENT) if act is closes else team.sends(**(NOT_URGENT | {"strand": "images"}))
    assert takes(team, first(case)) is not None

    act(team, case)

    assert takes(team, first(case)) is None


def test_what_a_reporter_adds_to_an_opened_case_calls_nobody(team: Team) -> None:
    """It is on the list as new. The notice says that an assessment is waiting, and that it is not."""
    case = team.sends(**NOT_URGENT)
    asked = team.conversations.ask(case.id, team.lead, team.file(case.id).desk.case.version, "Who has seen it?")
    before = due(team)

    team.conversations.add(case.id, team.reporter, "One more thing")
    team.assessments.send(case.id, team.reporter, None)

    assert asked.opened_at is not None
    assert due(team) == before
    assert takes(team, first(case)) is None


def test_a_case_that_somebody_has_opened_and_that_becomes_the_heads_calls_again(team_on_each: Team) -> None:
    team = team_on_each
    case = team.sends(**NOT_URGENT)
    team.file(case.id)
    assert takes(team, first(case)) is None
    team.clock.moves_on(minutes=3)

    team.answers(case.id, team.lead, **ABOUT_STAFF)

    assert (f"{case.id}/2", True) in due(team)
    notice = takes(team, f"{case.id}/2")
    assert notice is not None
    assert notice.case.restricted
    team.file(case.id, team.head)
    assert takes(team, f"{case.id}/2") is None


def test_a_round_that_was_on_its_way_to_the_leads_stops_when_the_case_becomes_the_heads(team_on_each: Team) -> None:
    team = team_on_each
    case = team.starts(**URGENT)
    assert takes(team, first(case)) is not None

    team.answers(case.id, team.reporter, **ABOUT_STAFF)

    assert takes(team, first(case)) is None
    assert takes(team, f"{case.id}/2") is not None


def test_a_leads_own_case_about_a_colleague_calls_for_the_head(team: Team) -> None:
    case = team.starts(team.lead, **NOT_URGENT, **ABOUT_STAFF)

    (call,) = due(team)

    assert call == (first(case), True)
    assert takes(team, first(case)) is not None


def test_the_heads_own_case_about_a_colleague_calls_for_nobody(team: Team) -> None:
    team.starts(team.head, **NOT_URGENT, **ABOUT_STAFF)

    assert due(team) == []


def test_the_reporters_own_slip_calls_for_the_leads_again(team: Team) -> None:
    """The head was told of it; now the leads may see it, and it cannot wait."""
    case = team.starts(**URGENT, **ABOUT_STAFF)

    team.answers(case.id, team.reporter, adult="no")

    notice = takes(team, due(team)[-1][0])
    assert notice is not None
    assert not notice.case.restricted


def test_a_case_that_was_deleted_calls_nobody(team_on_each: Team) -> None:
    team = team_on_each
    case = team.sends(**NOT_URGENT)

    with past_the_guards(team.database) as db:
        db.exec_driver_sql("DELETE FROM receipts")
        db.exec_driver_sql("DELETE FROM cases")

    assert takes(team, first(case)) is None
