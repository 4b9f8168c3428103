"""What must hold for every set of answers."""

import random
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lti_tool.guidance.assess import assess
from lti_tool.guidance.guide import Guide
from lti_tool.guidance.library import SHELF, open_guide
from lti_tool.guidance.model import Audience, Kind, Level
from lti_tool.guidance.path import walk
from lti_tool.guidance.prose import faults, prose
from lti_tool.guidance.reading import strand_of

from .answers import ENGLAND, PROPERTY, SCORED, STAYING, any_answers, offered
from .rules_by_hand import by_hand

UNDER_13 = ["10_12", "under_10"]
REFER_AT_ONCE = [
    {"adult": "adult_pupil"},
    {"adult": "online_unverified"},
    {"adult": "adult_other"},
    {"adult": "adult_staff"},
    {"pressure": "yes_other"},
    {"pressure": "yes_money"},
    {"capacity": "yes"},
    {"distress": "selfharm"},
    {"strand": "images", "content": "unusual"},
    {"strand": "images", "content": "act", "age": "10_12"},
    {"strand": "both", "content": "act", "age": "under_10"},
]


def outcome(answers, guide: Guide = ENGLAND) -> Level:
    return assess(guide, offered(answers)).outcome


@PROPERTY
@given(any_answers())
def test_the_guide_agrees_with_the_rules_written_by_hand(answers):
    assessment = assess(ENGLAND, answers)

    drivers = [(driver.question.id, driver.option.id) for driver in assessment.drivers]
    assert (assessment.outcome, drivers, list(assessment.refer)) == by_hand(answers)


@PROPERTY
@given(any_answers(), st.sampled_from(SCORED), st.data())
def test_01_a_more_concerning_answer_never_lowers_the_outcome(answers, question, data):
    ladder = [option.id for option in question.options]
    here = ladder.index(answers.get(question.id, "nk"))
    higher = data.draw(st.sampled_from(ladder[here:]))

    assert outcome(answers | {question.id: higher}) >= outcome(answers)


@PROPERTY
@given(any_answers(), st.sampled_from(SCORED))
def test_02_not_knowing_is_never_better_than_knowing_it_is_safe(answers, question):
    safest = question.options[0].id

    assert outcome(answers | {question.id: "nk"}) >= outcome(answers | {question.id: safest})


@PROPERTY
@given(any_answers(), st.sampled_from(STAYING))
def test_02_not_knowing_what_was_reported_is_never_better_than_knowing(answers, strand):
    assert outcome(answers | {"strand": "nk"}) >= outcome(answers | {"strand": strand})


@PROPERTY
@given(any_answers())
def test_03_unanswered_counts_as_not_known(answers):
    without = {question_id: option for question_id, option in answers.items() if option != "nk"}

    assert assess(ENGLAND, without) == assess(ENGLAND, answers)


@PROPERTY
@given(any_answers())
def test_04_managing_it_in_school_needs_every_answer_but_the_content(answers):
    assessment = assess(ENGLAND, answers)

    assert assessment.outcome is not Level.MANAGE or set(assessment.missing) <= {"content"}


def test_04_knowing_nothing_means_taking_advice():
    assert outcome({}) is Level.CONSULT


@pytest.mark.parametrize("criterion", REFER_AT_ONCE, ids=lambda criterion: "+".join(criterion.values()))
@settings(PROPERTY, max_examples=30)
@given(answers=any_answers())
def test_05_one_reason_to_refer_at_once_is_enough_whatever_else_is_answered(criterion, answers):
    assert outcome(answers | criterion) >= Level.REFER_NOW


@PROPERTY
@given(any_answers())
def test_06_danger_is_always_an_emergency(answers):
    assert outcome(answers | {"danger": "yes"}) is Level.EMERGENCY


@PROPERTY
@given(any_answers(), st.sampled_from(["adult_pupil", "online_unverified", "adult_other", "adult_staff"]))
def test_07_an_adult_or_somebody_known_only_online_is_never_below_refer_now(answers, adult):
    assert outcome(answers | {"adult": adult}) >= Level.REFER_NOW


@PROPERTY
@given(any_answers(), st.sampled_from(UNDER_13))
def test_08_a_child_under_13_is_never_left_to_the_school_alone(answers, age):
    assert outcome(answers | {"age": age}) is not Level.MANAGE


@PROPERTY
@given(any_answers())
def test_08_what_a_reporter_can_answer_is_never_enough_to_manage_it_in_school(answers):
    asked = walk(ENGLAND, answers, Audience.EVERYONE).questions
    own = {question.id: answers[question.id] for question in asked if question.id in answers}

    assert outcome(own) is not Level.MANAGE


@PROPERTY
@given(any_answers(), st.sampled_from(["images", "contact"]))
def test_09_widening_the_case_to_both_never_lowers_the_outcome(answers, strand):
    assert outcome(answers | {"strand": "both"}) >= outcome(answers | {"strand": strand})


@PROPERTY
@given(any_answers())
def test_10_flags_never_change_the_outcome(answers):
    assert outcome(answers, replace(ENGLAND, flags=())) is outcome(answers)


@PROPERTY
@given(any_answers(), st.randoms())
def test_11_the_order_of_answering_does_not_matter(answers, shuffle: random.Random):
    shuffled = list(answers.items())
    shuffle.shuffle(shuffled)

    assert assess(ENGLAND, dict(shuffled)) == assess(ENGLAND, answers)


AGAIN = open_guide(SHELF / "england_v1.toml")


@PROPERTY
@given(any_answers())
def test_12_the_same_answers_and_the_same_guide_give_the_same_outcome_and_reasons(answers):
    assert assess(AGAIN, answers) == assess(ENGLAND, answers)


@PROPERTY
@given(any_answers())
def test_13_every_outcome_lists_the_answers_that_caused_it_with_their_sources(answers):
    assessment = assess(ENGLAND, answers)

    assert bool(assessment.drivers) == (assessment.outcome is not Level.MANAGE)
    for driver in assessment.drivers:
        assert driver.level is assessment.outcome
        assert ENGLAND.cited(driver.sources)
        assert driver.why


@PROPERTY
@given(any_answers(), st.sampled_from(["images", "contact"]), st.data())
def test_14_an_answer_that_no_longer_applies_is_kept_and_ignored(answers, strand, data):
    narrowed = offered(answers | {"strand": strand, "contact_type": "talk"})
    applying = {question.id for question in ENGLAND.in_strand(strand_of(ENGLAND, narrowed))}
    question = data.draw(st.sampled_from([question for question in SCORED if question.id not in applying]))
    option = data.draw(st.sampled_from(question.options))

    assert assess(ENGLAND, narrowed | {question.id: option.id}) == assess(ENGLAND, narrowed)


def test_16_nothing_in_the_guide_asks_for_an_image():
    wordings = [
        (place, text) for place, text in prose(ENGLAND) if any("image shows" in fault for fault in faults(text))
    ]

    assert wordings == []
    assert {question.kind for question in ENGLAND.questions} == {Kind.CHOICE, Kind.TEXT}


def test_17_who_a_child_is_is_never_scored():
    asked = {question.id for question in ENGLAND.questions if question.scored}

    assert not asked & {"sex", "gender", "ethnicity", "sexuality", "send", "religion", "disability"}
