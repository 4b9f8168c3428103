"""Reading and printing a case are entries of its history, and never in the way of reading it."""

import pytest
import sqlalchemy as sa

from lti_tool.cases.chain import Verified, verify
from lti_tool.cases.model import Case, CaseNotFound
from tests.cases.team import Team
from tests.cases.test_at_once import at_once
from tests.crash.trouble import impatient, locked_elsewhere


@pytest.fixture
def case(team_on_each: Team) -> Case:
    return team_on_each.sends(danger="no")


def looks(team: Team, case_id: str) -> list[tuple[str, str | None]]:
    """Who has looked and for what, as the database holds it: to ask by opening the case would be one more look."""
    with team.database.reading() as db:
        kinds = ("opened", "read_news", "read", "printed", "read_out")
        return [
            (event.kind, event.by_staff_id)
            for event in db.execute(
                sa.text("SELECT * FROM events WHERE case_id = :id ORDER BY number"), {"id": case_id}
            )
            if event.kind in kinds
        ]


def test_a_person_who_goes_to_and_fro_reads_a_case_once_in_an_hour(team_on_each: Team, case: Case) -> None:
    team = team_on_each
    team.file(case.id, team.lead)
    for _ in range(5):
        team.file(case.id, team.lead)
        team.file(case.id, team.head)
    assert looks(team, case.id) == [("opened", team.lead.id), ("read", team.head.id)]

    team.clock.moves_on(hours=1)
    for _ in range(5):
        team.file(case.id, team.lead)

    assert looks(team, case.id)[2:] == [("read", team.lead.id)]


def test_two_tabs_at_once_are_one_look(team_on_each: Team, case: Case) -> None:
    team = team_on_each
    team.file(case.id, team.lead)

    at_once(*[lambda: team.file(case.id, team.head)] * 4)

    assert looks(team, case.id) == [("opened", team.lead.id), ("read", team.head.id)]


def test_reading_spoils_no_form_and_marks_nothing_as_seen(team_on_each: Team, case: Case) -> None:
    team = team_on_each
    version = team.file(case.id, team.lead).desk.case.version

    team.file(case.id, team.head)

    assert team.file(case.id, team.lead).desk.case.version == version


def test_each_printing_is_noted_beside_reading(team_on_each: Team, case: Case) -> None:
    team = team_on_each

    for _ in range(3):
        team.reviews.open_to_print(case.id, team.lead)

    assert looks(team, case.id) == [("opened", team.lead.id), *[("printed", team.lead.id)] * 3]
    with team.database.reading() as db:
        assert isinstance(verify(db), Verified)


def test_each_call_that_somebody_prepares_is_noted_and_marks_nothing_as_seen(team_on_each: Team, case: Case) -> None:
    team = team_on_each

    for _ in range(2):
        file = team.reviews.open_for_call(case.id, team.lead)

    assert file.desk.case.opened_at is None
    assert looks(team, case.id) == [("read", team.lead.id), *[("read_out", team.lead.id)] * 2]


def test_a_reporters_own_pages_are_no_look(team_on_each: Team, case: Case) -> None:
    team = team_on_each

    team.assessments.read(case.id, team.reporter)
    with pytest.raises(CaseNotFound):
        team.reviews.open_to_print(case.id, team.reporter)
    with pytest.raises(CaseNotFound):
        team.reviews.open_for_call(case.id, team.reporter)

    assert looks(team, case.id) == []


def test_a_case_is_read_and_printed_while_nothing_can_be_written(team_on_each: Team, case: Case) -> None:
    team = team_on_each
    team.file(case.id, team.lead)

    with impatient(team.database), locked_elsewhere(team.database):
        read = team.file(case.id, team.head)
        printed = team.reviews.open_to_print(case.id, team.head)

    assert read.desk.case.id == printed.desk.case.id == case.id
    assert looks(team, case.id) == [("opened", team.lead.id)]
