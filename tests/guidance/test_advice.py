"""What people are told to do: the police line, the actions, the reporter's instruction, what is not known."""

import pytest

from lti_tool.guidance.advice import actions_for
from lti_tool.guidance.assess import assess
from lti_tool.guidance.instruction import instruction
from lti_tool.guidance.model import Level
from lti_tool.guidance.police import police_line
from lti_tool.guidance.unknowns import what_would_raise

from .answers import ENGLAND, nothing_of_concern


def advice(answers):
    return actions_for(ENGLAND, assess(ENGLAND, answers))


def parts(answers):
    return [part.id for part in advice(answers).parts]


def told(answers):
    return {action.id for action in advice(answers).do}


@pytest.mark.parametrize(
    ("answers", "line"),
    [
        (nothing_of_concern(danger="yes"), "Police: 999 now"),
        (nothing_of_concern(adult="adult_other"), "Police: yes, now"),
        (nothing_of_concern(spread="wide"), "Police: yes, now"),
        (nothing_of_concern(capacity="yes"), "Police: not on these answers alone"),
        (nothing_of_concern(distress="selfharm"), "Police: not on these answers alone"),
        (nothing_of_concern(plan="social_worker"), "Police: not on these answers alone"),
        ({}, "Police: not decided"),
        (nothing_of_concern(), "Police: not on these answers"),
    ],
    ids=["999", "adult", "spread", "capacity", "self-harm", "social worker", "nothing known", "no concern"],
)
def test_the_first_line_says_whether_to_tell_the_police(answers, line):
    assert police_line(ENGLAND, assess(ENGLAND, answers)).text.startswith(line)


def test_beside_a_line_that_names_the_police_stands_what_telling_them_means():
    for answers in ({"danger": "yes"}, {"adult": "adult_other"}, {"plan": "social_worker"}):
        line = police_line(ENGLAND, assess(ENGLAND, answers))

        assert "Telling the police is not asking for a prosecution." in line.note
        assert "S-SEED" in line.sources


def test_an_emergency_is_followed_by_everything_a_referral_needs_and_ends_with_every_case():
    assert parts(nothing_of_concern(danger="yes")) == ["EMERGENCY", "REFER_NOW", "ALL"]


def test_each_flag_adds_its_part():
    blackmailed = nothing_of_concern("both", adult="online_unverified", pressure="yes_money")

    assert parts(blackmailed) == ["REFER_NOW", "SEXTORTION", "REPORT_REMOVE", "CEOP", "ALL"]


def test_only_those_who_must_be_told_are_named_in_a_referral():
    spread = told(nothing_of_concern(spread="wide"))
    harmed = told(nothing_of_concern(distress="selfharm"))

    assert "refer_police" in spread
    assert not {"refer_social_care", "refer_health", "refer_ask_police", "refer_lado"} & spread
    assert {"refer_health", "refer_social_care", "refer_ask_police"} <= harmed
    assert not {"refer_police", "refer_lado"} & harmed


def test_a_school_that_manages_it_is_told_what_to_do_and_what_not():
    managed = advice(nothing_of_concern())

    assert managed.do[0].id == "manage_agree"
    assert "all_no_viewing" in {each.id for each in managed.do_not}


@pytest.mark.parametrize("level", Level, ids=lambda level: level.name)
def test_every_outcome_forbids_looking_at_an_image(level):
    examples = {
        Level.MANAGE: nothing_of_concern(),
        Level.CONSULT: {},
        Level.REFER_CSC: {"plan": "social_worker"},
        Level.REFER_NOW: {"adult": "adult_other"},
        Level.EMERGENCY: {"danger": "yes"},
    }

    assessment = assess(ENGLAND, examples[level])

    assert assessment.outcome is level
    assert "Do not view, copy" in actions_for(ENGLAND, assessment).do_not[-7].text
    assert ENGLAND.outcome(level).care in ("Act now", "Act today", "Monitor")


@pytest.mark.parametrize(
    ("answers", "heading"),
    [
        ({"danger": "yes"}, "Call 999 now"),
        ({"adult": "online_unverified"}, "Speak to a safeguarding lead this minute"),
        ({"spread": "wide"}, "Speak to a safeguarding lead this minute"),
        ({"distress": "serious"}, "Speak to a safeguarding lead now, before you go back to class"),
        ({}, "Speak to a safeguarding lead now, before you go back to class"),
        ({"strand": "other"}, "Speak to a safeguarding lead now, before you go back to class"),
    ],
    ids=str,
)
def test_the_person_who_heard_first_gets_one_of_three_instructions(answers, heading):
    assert instruction(ENGLAND, answers).heading == heading


def test_no_instruction_names_an_outcome_or_a_level():
    names = {outcome.title.lower() for outcome in ENGLAND.outcomes}

    for each in ENGLAND.instructions:
        words = " ".join((each.heading, *each.do, *each.say, *each.do_not, *each.if_nobody_answers)).lower()
        assert not any(name in words for name in names)


def test_what_is_not_known_comes_with_the_answers_that_would_raise_the_outcome():
    (unknown,) = what_would_raise(ENGLAND, nothing_of_concern(adult="nk"))

    assert unknown.question.id == "adult"
    assert [(each.option.id, each.outcome) for each in unknown.raises] == [
        ("adult_pupil", Level.REFER_NOW),
        ("online_unverified", Level.REFER_NOW),
        ("adult_other", Level.REFER_NOW),
        ("adult_staff", Level.REFER_NOW),
    ]


def test_an_unknown_that_cannot_raise_the_outcome_is_still_listed():
    unknowns = what_would_raise(ENGLAND, nothing_of_concern(danger="yes", adult="nk"))

    assert [(unknown.question.id, unknown.raises) for unknown in unknowns] == [("adult", ())]


def test_what_would_raise_counts_with_combinations():
    (unknown,) = what_would_raise(ENGLAND, nothing_of_concern(content="nk", age="10_12"))

    assert [(each.option.id, each.outcome) for each in unknown.raises] == [
        ("act", Level.REFER_NOW),
        ("unusual", Level.REFER_NOW),
    ]
