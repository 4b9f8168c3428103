"""A reporter who answers what a lead has answered already: more is taken at once, less is kept beside it."""

import pytest

from lti_tool.cases.model import Case, Status
from lti_tool.cases.restriction import restricting
from lti_tool.cases.standing import asks_for_less
from lti_tool.guidance.assess import assess
from lti_tool.guidance.library import load
from lti_tool.guidance.model import Level
from tests.cases.team import EVERYONE, Team

GUIDE = load("england_v1")


def in_hand(team: Team) -> Case:
    """A case that its reporter has begun, and that a lead has looked at."""
    case = team.starts(danger="no", strand="images", distress="coping", adult="no")
    team.file(case.id)
    return case


def test_less_than_a_lead_has_answered_changes_nothing_and_is_kept_and_told(team_on_each: Team) -> None:
    team = team_on_each
    case = in_hand(team)
    team.answers(case.id, team.lead, pressure="yes_money")
    before = team.file(case.id).desk

    answered = team.answers(case.id, team.reporter, pressure="no")

    after = team.file(case.id)
    assert (after.desk.answers["pressure"], after.desk.case.level) == ("yes_money", before.case.level)
    assert after.desk.case.level is Level.REFER_NOW
    entry = [event for event in after.history if event.kind == "answered"][-1]
    assert entry.detail == {"question": "pressure", "to": "no", "stands": "yes_money"}
    assert entry.by_staff_id == team.reporter.id
    # Looking has taken the news note of it away again; it had been there.
    assert team.kinds(case.id)[-1] == "read_news"
    assert answered.desk.known["pressure"] == "no"


def test_the_reporters_own_pages_go_on_from_what_they_said(team: Team) -> None:
    case = in_hand(team)
    team.answers(case.id, team.lead, pressure="yes_money")
    team.answers(case.id, team.reporter, pressure="no")

    desk = team.assessments.read(case.id, team.reporter)

    assert desk.known == desk.own
    assert desk.own["pressure"] == "no"
    # The same again is no second entry.
    entries = len(team.changes(case.id))
    team.answers(case.id, team.reporter, pressure="no")
    assert len(team.changes(case.id)) == entries


def test_more_than_a_lead_has_answered_is_taken(team: Team) -> None:
    case = in_hand(team)
    team.answers(case.id, team.lead, pressure="no")

    team.answers(case.id, team.reporter, pressure="yes_money")

    desk = team.file(case.id).desk
    assert (desk.answers["pressure"], desk.case.level) == ("yes_money", Level.REFER_NOW)


def test_to_say_the_same_makes_a_leads_answer_nobody_elses(team: Team) -> None:
    case = in_hand(team)
    team.answers(case.id, team.reporter, pressure="no")
    team.answers(case.id, team.lead, pressure="yes_money")

    team.answers(case.id, team.reporter, pressure="yes_money")
    team.answers(case.id, team.reporter, pressure="no")

    desk = team.file(case.id).desk
    assert (desk.answers["pressure"], desk.case.level) == ("yes_money", Level.REFER_NOW)


def test_what_a_lead_has_changed_there_and_back_is_theirs(team: Team) -> None:
    case = in_hand(team)
    team.answers(case.id, team.reporter, pressure="yes_money")
    team.answers(case.id, team.lead, pressure="no")
    team.answers(case.id, team.lead, pressure="yes_money")

    team.answers(case.id, team.reporter, pressure="no")

    assert team.file(case.id).desk.answers["pressure"] == "yes_money"


def test_no_other_question_makes_a_leads_answer_count_no_more(team: Team) -> None:
    case = team.sends(**EVERYONE)
    team.answers(case.id, team.lead, spread="public")
    before = team.file(case.id).desk.case
    team.conversations.ask(case.id, team.lead, before.version, "Was there an image?")

    team.answers(case.id, team.reporter, strand="contact")

    desk = team.file(case.id).desk
    assert (desk.answers["strand"], desk.case.level) == ("images", before.level)
    assert team.assessments.read(case.id, team.reporter).own["strand"] == "contact"


def test_a_reporter_changes_their_own_answer_as_they_like(team: Team) -> None:
    case = in_hand(team)
    team.answers(case.id, team.reporter, pressure="yes_money")

    team.answers(case.id, team.reporter, pressure="no")

    assert team.file(case.id).desk.answers["pressure"] == "no"


def test_what_is_about_a_member_of_staff_is_never_lowered_to_an_open_case(team: Team) -> None:
    case = team.starts(danger="no", strand="images", distress="coping")
    team.answers(case.id, team.head, adult="adult_staff")
    team.answers(case.id, team.reporter, adult="no")

    desk = team.file(case.id, team.head).desk
    assert (desk.case.restricted, desk.answers["adult"]) == (True, "adult_staff")
    assert not team.sees(team.lead, case.id)


def test_what_is_about_a_member_of_staff_restricts_the_case_whatever_a_lead_has_answered(team: Team) -> None:
    case = team.starts(danger="no", strand="images", distress="coping")
    team.answers(case.id, team.lead, adult="adult_other")

    team.answers(case.id, team.reporter, adult="adult_staff")

    assert team.file(case.id, team.head).desk.case.restricted
    assert not team.sees(team.lead, case.id)


def test_sending_what_was_asked_for_lowers_nothing_either(team: Team) -> None:
    case = team.sends(danger="no", strand="images", distress="coping", adult="no")
    team.answers(case.id, team.lead, pressure="yes_money")
    team.conversations.ask(case.id, team.lead, team.file(case.id).desk.case.version, "Say more.")

    team.answers(case.id, team.reporter, pressure="no")
    sent = team.assessments.send(case.id, team.reporter, None)

    assert (sent.status, sent.level) == (Status.IN_REVIEW, Level.REFER_NOW)


@pytest.mark.parametrize(
    ("question", "before", "after", "less"),
    [
        ("pressure", "yes_money", "no", True),
        ("pressure", "no", "yes_money", False),
        ("distress", "coping", "none", False),
        ("adult", "adult_staff", "adult_other", True),
        ("adult", "adult_other", "adult_staff", False),
    ],
)
def test_less_is_a_lower_outcome_or_anything_that_was_asked_for_and_is_lost(
    question: str, before: str, after: str, less: bool
) -> None:
    assert asks_for_less(GUIDE, EVERYONE | {question: before}, EVERYONE | {question: after}) is less


def test_no_answer_of_a_reporter_ever_lowers_the_outcome_or_opens_a_restricted_case() -> None:
    """Every question, and every pair of its options."""
    pairs = 0
    for question in GUIDE.questions:
        options = [option.id for option in question.options]
        for lead, reporter in ((one, other) for one in options for other in options if one != other):
            theirs, mine = EVERYONE | {question.id: lead}, EVERYONE | {question.id: reporter}
            kept = theirs if asks_for_less(GUIDE, theirs, mine) else mine
            level, least = (assess(GUIDE, answers, strict=False).outcome for answers in (kept, theirs))
            assert level >= least, (question.id, lead, reporter)
            assert restricting(kept) or not restricting(theirs), (question.id, lead, reporter)
            pairs += 1
    assert pairs > 100
