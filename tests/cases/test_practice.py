"""Practice: the same questions, a table of its own, the same receipt, and nobody else's business."""

from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa

from lti_tool.cases.assessment import OptionNotOffered, QuestionNotAsked
from lti_tool.cases.model import CaseNotFound, NotNow
from lti_tool.cases.queue import Show
from lti_tool.cases.receipts import OUTBOX_KIND
from lti_tool.cases.school_years import SchoolYear, year_of, years_back
from lti_tool.cases.tables import answers, cases, events, receipts
from lti_tool.cases.tables_practice import practices
from lti_tool.cases.unseen import AnswerChanged, mark_of
from lti_tool.guidance.rehearsal import differences
from lti_tool.guidance.stories import stories_for
from lti_tool.system.outbox import outbox
from lti_tool.tenants.model import Role
from tests.cases.team import PLACE, Team

STORIES = [story.id for story in stories_for("england_v1").stories]


def rows(team: Team, table: sa.Table) -> list[sa.Row]:
    with team.database.reading() as db:
        return list(db.execute(sa.select(table)))


def test_practice_goes_from_the_reporters_questions_to_the_leads(team_on_each: Team) -> None:
    team = team_on_each
    practice = team.practices.start(team.reporter, "V01")
    first = team.practices.read(practice.id, team.reporter)
    assert first.path.next_question.id == "danger"
    assert {question.id for question in first.path.questions} >= {"adult", "told"}
    assert "age" not in {question.id for question in first.path.questions}

    team.answers_in_practice(practice.id, team.reporter)
    team.practices.send(practice.id, team.reporter)

    assert team.practices.read(practice.id, team.reporter).path.next_question.id == "capacity"


@pytest.mark.parametrize("story_id", STORIES)
def test_every_story_can_be_finished_as_a_careful_reader_would(team: Team, story_id: str) -> None:
    done = team.practises(team.reporter, story_id)

    assert done.practice.finished_at == team.clock.now()
    assert differences(done.guide, done.story, done.answers, done.nation) == ()


def test_practice_is_in_no_table_of_cases_nor_in_any_list_or_count(team_on_each: Team) -> None:
    team = team_on_each
    team.practises(team.reporter, "V06", PLACE)
    team.practises(team.lead, "V16", PLACE)
    team.practices.start(team.head, "V05")

    assert [rows(team, table) for table in (cases, answers, events)] == [[], [], []]
    for person in (team.lead, team.deputy, team.head):
        listed = [team.queues.of(person, show) for show in Show]
        assert [(each.cases, each.urgent, each.more) for each in listed] == [((), 0, False)] * len(Show)
    assert [team.assessments.begun_by(person) for person in (team.reporter, team.lead)] == [[], []]


def test_a_practice_is_nobody_elses_to_see_or_change(team_on_each: Team) -> None:
    team = team_on_each
    done, begun = team.practises(team.reporter), team.practices.start(team.reporter, "V05")
    elsewhere = team.another()
    others = (team.colleague, team.lead, team.head, team.administrator, elsewhere.reporter, elsewhere.head)

    for person in others:
        for practice_id in (done.practice.id, begun.id, "0" * 32):
            with pytest.raises(CaseNotFound):
                team.practices.read(practice_id, person)
            with pytest.raises(CaseNotFound):
                team.practices.answer(practice_id, person, "danger", "no")
            with pytest.raises(CaseNotFound):
                team.practices.send(practice_id, person)
            with pytest.raises(CaseNotFound):
                team.practices.finish(practice_id, person, PLACE)


def test_the_receipt_is_the_same_as_for_a_report(team_on_each: Team) -> None:
    team = team_on_each
    team.sends(team.colleague, danger="no")
    team.practises(team.reporter, "V01", PLACE)

    real, practised = sorted(rows(team, receipts), key=lambda row: row.case_id is None)

    different = {"id", "case_id", "practice_id", "sub"}
    assert {name for name in real._fields if getattr(real, name) != getattr(practised, name)} == different
    kept = [(row.kind, row.ref) for row in rows(team, outbox) if row.kind != "notice"]
    assert sorted(kept) == sorted([(OUTBOX_KIND, real.id), (OUTBOX_KIND, practised.id)])


def test_finishing_twice_gives_one_receipt(team_on_each: Team) -> None:
    team = team_on_each
    done = team.practises(team.reporter, "V01", PLACE)

    team.practices.finish(done.practice.id, team.reporter, PLACE)

    assert len(rows(team, receipts)) == 1
    assert team.practices.read(done.practice.id, team.reporter).receipt.case_id is None


def test_no_receipt_is_owed_where_none_is_posted(team: Team) -> None:
    team.practises(team.reporter, "V01", place=None)

    assert rows(team, receipts) == rows(team, outbox) == []


def test_practice_is_finished_only_once_everything_is_answered(team: Team) -> None:
    practice = team.practices.start(team.reporter, "V01")
    with pytest.raises(NotNow):
        team.practices.finish(practice.id, team.reporter, PLACE)
    team.practices.send(practice.id, team.reporter)
    with pytest.raises(NotNow):
        team.practices.finish(practice.id, team.reporter, PLACE)

    assert rows(team, receipts) == []
    assert team.practices.read(practice.id, team.reporter).practice.finished_at is None


def test_what_was_sent_early_is_asked_of_the_lead(team: Team) -> None:
    practice = team.practices.start(team.reporter, "V01")
    team.practices.answer(practice.id, team.reporter, "danger", "no")

    team.practices.send(practice.id, team.reporter)

    asked = team.practices.read(practice.id, team.reporter).path
    assert (asked.next_question.id, [step.question.id for step in asked.steps]) == ("strand", ["danger"])


def test_a_finished_practice_stays_as_it_is(team: Team) -> None:
    done = team.practises(team.reporter)
    with pytest.raises(NotNow):
        team.practices.answer(done.practice.id, team.reporter, "danger", "yes")
    with pytest.raises(NotNow):
        team.practices.send(done.practice.id, team.reporter)

    assert team.practices.read(done.practice.id, team.reporter).answers == done.answers


def test_an_answer_that_is_not_offered_or_not_asked_is_refused(team: Team) -> None:
    practice = team.practices.start(team.reporter, "V01")
    with pytest.raises(OptionNotOffered):
        team.practices.answer(practice.id, team.reporter, "danger", "perhaps")
    for question in ("age", "colour", "told"):
        with pytest.raises(QuestionNotAsked):
            team.practices.answer(practice.id, team.reporter, question, "nk")


def test_another_tab_does_not_overwrite_an_answer_unseen(team_on_each: Team) -> None:
    team = team_on_each
    practice = team.practices.start(team.reporter, "V01")
    unanswered = mark_of(team.practices.read(practice.id, team.reporter).cipher, practice.id, "danger", "")
    team.practices.answer(practice.id, team.reporter, "danger", "no", was=unanswered)

    with pytest.raises(AnswerChanged):
        team.practices.answer(practice.id, team.reporter, "danger", "yes", was=unanswered)
    team.practices.answer(practice.id, team.reporter, "danger", "no", was=unanswered)

    assert team.practices.read(practice.id, team.reporter).answers["danger"] == "no"


def test_a_story_is_taken_up_where_it_was_left_and_begun_anew_once_finished(team: Team) -> None:
    begun = team.practices.start(team.reporter, "V01")
    assert team.practices.start(team.reporter, "V01").id == begun.id
    assert team.practices.start(team.reporter, "V03").id != begun.id
    team.practises(team.reporter, "V01")

    assert team.practices.start(team.reporter, "V01").id != begun.id


@pytest.mark.parametrize("story_id", ["", "V02", "../V01", "V" * 100])
def test_a_story_that_there_is_not_cannot_be_begun(team: Team, story_id: str) -> None:
    with pytest.raises(CaseNotFound):
        team.practices.start(team.reporter, story_id)

    assert rows(team, practices) == []


def test_what_was_answered_is_unreadable_in_the_database(team_on_each: Team) -> None:
    team = team_on_each
    practice = team.practices.start(team.reporter, "V01")
    team.answers_in_practice(practice.id, team.reporter)

    (kept,) = rows(team, practices)

    for word in (b"danger", b"nurse", b"images", b"extension"):
        assert word not in kept.answers


def test_answers_moved_to_another_practice_do_not_open(team: Team) -> None:
    first, second = team.practices.start(team.reporter, "V01"), team.practices.start(team.colleague, "V01")
    team.practices.answer(first.id, team.reporter, "danger", "yes")
    with team.database.transaction() as db:
        taken = sa.select(practices.c.answers).where(practices.c.id == first.id).scalar_subquery()
        db.execute(practices.update().where(practices.c.id == second.id).values(answers=taken))

    with pytest.raises(Exception, match="does not decrypt"):
        team.practices.read(second.id, team.colleague)


def test_leads_see_who_has_practised_how_often_and_when_last(team_on_each: Team) -> None:
    team = team_on_each
    team.practises(team.reporter, "V01")
    team.clock.moves_on(days=2)
    team.practises(team.reporter, "V03")
    team.practises(team.colleague, "V01")
    team.practices.start(team.lead, "V01")
    team.another().practises(team.another().reporter)

    for person in (team.lead, team.deputy, team.head):
        found = team.training.of(person)
        seen = {each.person.name: (each.times, each.last) for each in found.trained}
        assert seen == {"Reporter Person": (2, team.clock.now()), "Colleague Person": (1, team.clock.now())}


def test_nobody_else_sees_who_has_practised(team: Team) -> None:
    team.practises(team.reporter)

    for person in (team.reporter, team.administrator):
        with pytest.raises(CaseNotFound):
            team.training.of(person)


def test_a_school_year_begins_on_the_first_of_september(team_on_each: Team) -> None:
    team = team_on_each
    for day in (datetime(2026, 8, 31, 22, 59, tzinfo=UTC), datetime(2026, 8, 31, 23, 0, tzinfo=UTC)):
        done = team.practises(team.person(f"p{day.minute}", Role.REPORTER))
        with team.database.transaction() as db:
            db.execute(practices.update().where(practices.c.id == done.practice.id).values(finished_at=day))

    this, last = team.training.of(team.lead), team.training.of(team.lead, SchoolYear(2025))

    assert [each.person.sub for each in this.trained] == ["p0"]
    assert [each.person.sub for each in last.trained] == ["p59"]
    assert this.years == (SchoolYear(2026), SchoolYear(2025))
    assert team.training.of(team.lead, SchoolYear(1999)).year == SchoolYear(2026)


def test_years_reach_back_to_the_first_and_no_further_than_asked() -> None:
    now = datetime(2026, 11, 23, tzinfo=UTC)

    assert years_back(now, 5, None) == (SchoolYear(2026),)
    assert years_back(now, 5, now + timedelta(days=400)) == (SchoolYear(2026),)
    assert [each.begins for each in years_back(now, 3, datetime(2001, 1, 1, tzinfo=UTC))] == [2026, 2025, 2024]
    assert year_of(datetime(2026, 8, 31, 23, 0, tzinfo=UTC)) == SchoolYear(2026)
