"""A case about a member of staff is the head's alone, from the answer that makes it so."""

import pytest
import sqlalchemy as sa

from lti_tool.cases import tables
from lti_tool.cases.model import CaseNotFound, NotNow
from lti_tool.tenants.model import Role
from lti_tool.tenants.tenants import NotFound
from tests.cases.team import EVERYONE, PLACE, Team

ABOUT_STAFF = [{"adult": "adult_staff"}, {"staff_seen": "copied"}]


@pytest.mark.parametrize("answer", ABOUT_STAFF)
def test_one_answer_restricts_it_at_once_and_only_the_head_is_left(team: Team, answer: dict[str, str]) -> None:
    case = team.starts(**(EVERYONE | answer))

    assert case.restricted
    assert [team.sees(who, case.id) for who in (team.head, team.lead, team.deputy, team.administrator)] == [
        True,
        False,
        False,
        False,
    ]
    assert team.queue_of(team.head) == [case.id]
    assert team.queue_of(team.lead) == team.queue_of(team.deputy) == []
    assert team.queue_of(team.administrator) == team.queue_of(team.colleague) == []


def test_it_is_in_no_list_from_the_answer_on_not_only_from_the_sending(team: Team) -> None:
    case = team.starts(danger="no", strand="contact", distress="coping")
    assert team.queue_of(team.lead) == [case.id]

    team.answers(case.id, team.reporter, adult="adult_staff")

    assert team.queue_of(team.lead) == []
    assert team.queue_of(team.head) == [case.id]


@pytest.mark.parametrize("answer", ["adult_other", "adult_pupil", "online_unverified", "nk", "no"])
def test_an_adult_who_does_not_work_with_children_does_not_hide_it_from_the_leads(team: Team, answer: str) -> None:
    case = team.starts(danger="no", strand="images", distress="coping", adult=answer)

    assert not case.restricted
    assert team.queue_of(team.lead) == [case.id]


def test_the_reporter_keeps_their_own_pages_and_can_send_it(team: Team) -> None:
    case = team.restricted()

    assert team.sees(team.reporter, case.id)
    assert [mine.id for mine in team.assessments.begun_by(team.reporter)] == [case.id]


def test_a_lead_who_answers_it_loses_sight_at_once_and_is_told_so(team: Team) -> None:
    case = team.sends(**EVERYONE)
    team.file(case.id, team.lead)

    answered = team.answers(case.id, team.lead, adult="adult_staff")

    assert answered.hidden
    assert not team.sees(team.lead, case.id)
    with pytest.raises(CaseNotFound):
        team.assessments.answer(case.id, team.lead, "adult", "no")
    with pytest.raises(CaseNotFound):
        team.confirms(case.id, team.lead, answered.case.version, "I know better.")


def test_a_lead_who_reported_it_themself_keeps_only_a_reporters_view(team: Team) -> None:
    case = team.starts(team.lead, danger="no", strand="images", distress="coping")

    team.answers(case.id, team.lead, adult="adult_staff")

    assert team.sees(team.lead, case.id)
    assert team.queue_of(team.lead) == []
    with pytest.raises(CaseNotFound):
        team.file(case.id, team.lead)
    with pytest.raises(NotNow):
        team.assessments.answer(case.id, team.lead, "adult", "no")


def test_the_reporters_own_slip_is_undone_before_sending(team: Team) -> None:
    case = team.starts(danger="no", strand="images", distress="coping", adult="adult_staff")

    undone = team.answers(case.id, team.reporter, adult="no").case

    assert not undone.restricted
    assert team.queue_of(team.lead) == [case.id]
    assert team.kinds(case.id)[-3:] == ["answered", "unrestricted", "opened"]


def test_once_the_head_has_looked_the_reporter_cannot_undo_it(team: Team) -> None:
    case = team.starts(danger="no", strand="images", distress="coping", adult="adult_staff")
    team.file(case.id, team.head)

    after = team.answers(case.id, team.reporter, adult="no").case

    assert after.restricted
    assert team.queue_of(team.lead) == []


def test_an_answer_of_the_heads_to_another_question_undoes_nothing(team: Team) -> None:
    # The reporter may have been made to take it back.
    case = team.starts(danger="no", strand="images", distress="coping", adult="adult_staff")
    team.file(case.id, team.head)
    team.answers(case.id, team.reporter, adult="no")

    after = team.answers(case.id, team.head, pressure="no").case

    assert after.restricted
    assert not team.sees(team.lead, case.id)


@pytest.mark.parametrize("answer", ["no", "adult_other"])
def test_the_head_undoes_it_by_answering_the_question_that_restricted_it(team: Team, answer: str) -> None:
    case = team.restricted()

    after = team.answers(case.id, team.head, adult=answer).case

    assert not after.restricted
    assert team.queue_of(team.lead) == [case.id]


def test_the_head_undoes_it_also_when_the_reporter_has_already_changed_the_answer(team: Team) -> None:
    case = team.starts(danger="no", strand="images", distress="coping", adult="adult_staff")
    team.file(case.id, team.head)
    team.answers(case.id, team.reporter, adult="no")

    after = team.answers(case.id, team.head, adult="no").case

    assert not after.restricted
    assert team.sees(team.lead, case.id)


def test_it_stays_restricted_while_the_other_answer_says_so(team: Team) -> None:
    case = team.sends(**(EVERYONE | {"adult": "adult_staff", "staff_seen": "copied"}))

    after = team.answers(case.id, team.head, adult="no").case

    assert after.restricted


@pytest.mark.parametrize("answer", ABOUT_STAFF)
def test_nothing_is_posted_for_it(team: Team, answer: dict[str, str]) -> None:
    case = team.sends(**(EVERYONE | answer))

    assert team.file(case.id, team.head).receipts == []
    with team.database.reading() as db:
        assert db.execute(sa.select(sa.func.count()).select_from(tables.receipts)).scalar_one() == 0


def test_the_person_named_sees_nothing_of_it_even_as_the_head(team: Team) -> None:
    case = team.restricted()
    other_head = team.person("other head", Role.HEAD, Role.LEAD)
    assert team.queue_of(other_head) == [case.id]

    team.keeping.keep_from(case.id, team.head, other_head.id)

    assert not team.sees(other_head, case.id)
    assert team.queue_of(other_head) == []
    with pytest.raises(CaseNotFound):
        team.file(case.id, other_head)
    assert team.queue_of(team.head) == [case.id]


def test_the_reporter_who_is_named_sees_nothing_of_it_either(team: Team) -> None:
    case = team.restricted()

    team.keeping.keep_from(case.id, team.head, team.reporter.id)

    assert not team.sees(team.reporter, case.id)
    assert team.assessments.begun_by(team.reporter) == []


def test_the_person_named_sees_nothing_of_it_when_it_is_no_longer_restricted(team: Team) -> None:
    case = team.restricted()
    team.keeping.keep_from(case.id, team.head, team.lead.id)

    team.answers(case.id, team.head, adult="no")

    assert not team.sees(team.lead, case.id)
    assert team.queue_of(team.lead) == []
    assert team.queue_of(team.deputy) == [case.id]


def test_naming_twice_is_the_same_as_once_and_a_wrong_name_is_taken_back(team: Team) -> None:
    case = team.restricted()
    other_head = team.person("other head", Role.HEAD)

    team.keeping.keep_from(case.id, team.head, other_head.id)
    team.keeping.keep_from(case.id, team.head, other_head.id)
    assert team.kinds(case.id).count("named") == 1
    team.keeping.show_again(case.id, team.head, other_head.id)
    team.keeping.show_again(case.id, team.head, other_head.id)

    assert team.sees(other_head, case.id)
    assert team.kinds(case.id).count("unnamed") == 1


def test_a_head_cannot_keep_it_from_themself_or_from_somebody_of_another_school(team: Team) -> None:
    case, elsewhere = team.restricted(), team.another()

    for staff_id in (team.head.id, elsewhere.colleague.id, "0" * 32):
        with pytest.raises(NotFound):
            team.keeping.keep_from(case.id, team.head, staff_id)

    assert team.sees(team.head, case.id)
    assert team.file(case.id, team.head).named == frozenset()


def test_only_the_head_keeps_a_case_about_a_member_of_staff_from_somebody(team: Team) -> None:
    restricted = team.restricted()

    for who in (team.lead, team.deputy, team.administrator, team.reporter, team.colleague):
        with pytest.raises(CaseNotFound):
            team.keeping.keep_from(restricted.id, who, team.colleague.id)
        with pytest.raises(CaseNotFound):
            team.keeping.show_again(restricted.id, who, team.colleague.id)
        with pytest.raises(CaseNotFound):
            team.keeping.candidates(restricted.id, who)


def test_the_head_chooses_among_everybody_but_themself_and_no_other_school(team: Team) -> None:
    team.another()
    case = team.restricted()

    everybody = {person.sub for person in team.keeping.candidates(case.id, team.head)}

    assert everybody == {"reporter", "colleague", "lead", "deputy", "administrator"}


def test_a_receipt_that_was_owed_before_is_still_the_reporters(team: Team) -> None:
    # What goes out is decided again when it is posted: outcomes looks whether the case is restricted by then.
    case = team.sends(**EVERYONE)

    team.answers(case.id, team.lead, adult="adult_staff")

    assert [receipt.place for receipt in team.file(case.id, team.head).receipts] == [PLACE]
