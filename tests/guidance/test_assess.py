"""What the answers require, case by case."""

import pytest

from lti_tool.guidance.assess import AnswersRefused, assess
from lti_tool.guidance.model import Level

from .answers import ENGLAND, nothing_of_concern


def named(assessment):
    return [(driver.question.id, driver.option.id) for driver in assessment.drivers]


def test_danger_alone_is_an_emergency_that_names_danger_and_999():
    assessment = assess(ENGLAND, {"danger": "yes"})

    assert named(assessment) == [("danger", "yes")]
    assert assessment.refer == ("999",)


def test_an_emergency_also_names_everybody_the_other_answers_call_for():
    assessment = assess(ENGLAND, {"danger": "yes", "distress": "selfharm", "spread": "wide", "adult": "adult_staff"})

    assert named(assessment) == [("danger", "yes")]
    assert assessment.refer == ("999", "health", "police", "social_care", "lado")


def test_nothing_of_concern_needs_no_driver():
    assessment = assess(ENGLAND, nothing_of_concern())

    assert (assessment.drivers, assessment.refer, assessment.missing) == ((), (), ())


def test_content_not_known_is_missing_and_does_not_stop_a_school_managing_it():
    assessment = assess(ENGLAND, nothing_of_concern(content="nk"))

    assert assessment.outcome is Level.MANAGE
    assert assessment.missing == ("content",)


def test_strand_not_known_is_assessed_as_both_and_says_so():
    assessment = assess(ENGLAND, nothing_of_concern("both") | {"strand": "nk"})

    assert named(assessment) == [("strand", "nk")]
    assert assessment.missing == ("strand",)


def test_a_combination_names_both_its_answers_in_guide_order():
    assessment = assess(ENGLAND, nothing_of_concern(content="act", age="nk"))

    assert named(assessment) == [("age", "nk"), ("content", "act")]
    assert {driver.why for driver in assessment.drivers} == {ENGLAND.interactions[0].why}


def test_an_answer_in_two_combinations_is_named_once():
    assessment = assess(ENGLAND, nothing_of_concern(content="act", age="10_12", power="marked"))

    assert named(assessment) == [("age", "10_12"), ("content", "act"), ("power", "marked")]


@pytest.mark.parametrize("answer", [{"motive": "harm"}, {"pattern": "continuing"}], ids=["malice", "continuing"])
def test_malice_and_continuing_go_to_social_care_when_there_are_only_messages(answer):
    messages = assess(ENGLAND, nothing_of_concern("contact", **answer))
    with_image = assess(ENGLAND, nothing_of_concern("contact", contact_type="image_live", **answer))

    assert (messages.outcome, messages.refer) == (Level.REFER_CSC, ("social_care",))
    assert (with_image.outcome, with_image.refer) == (Level.REFER_NOW, ("police", "social_care"))
    assert named(messages) == list(answer.items())


def test_profit_goes_to_the_police_even_when_there_are_only_messages():
    assert assess(ENGLAND, nothing_of_concern("contact", motive="profit")).outcome is Level.REFER_NOW


@pytest.mark.parametrize(
    ("answers", "agencies"),
    [
        ({"capacity": "yes"}, ("social_care",)),
        ({"distress": "serious"}, ("social_care",)),
        ({"distress": "selfharm"}, ("health", "social_care")),
        ({"spread": "wide"}, ("police",)),
        ({"spread": "public"}, ("police",)),
        ({"adult": "adult_staff"}, ("police", "social_care", "lado")),
        ({"adult": "adult_pupil"}, ("police", "social_care")),
        ({"age": "10_12", "content": "act"}, ("police", "social_care")),
        ({"age": "10_12", "content": "nk"}, ("social_care",)),
        ({"staff_seen": "copied"}, ()),
        ({"spread": "wide", "plan": "social_worker"}, ("police", "social_care")),
    ],
    ids=str,
)
def test_each_reason_names_those_who_must_be_told(answers, agencies):
    assert assess(ENGLAND, nothing_of_concern(**answers)).refer == agencies


@pytest.mark.parametrize(
    ("answers", "flag"),
    [
        ({"adult": "adult_staff"}, "LADO"),
        ({"staff_seen": "copied"}, "LADO"),
        ({"pressure": "yes_money"}, "SEXTORTION"),
        ({"pressure": "yes_money"}, "REPORT_REMOVE"),
        ({"spread": "few"}, "REPORT_REMOVE"),
        ({"agreement": "passed_on"}, "REPORT_REMOVE"),
        ({"adult": "online_unverified"}, "CEOP"),
        ({"strand": "both", "meeting": "arranged"}, "CEOP"),
        ({"agreement": "covert_or_made"}, "AI"),
        ({"agreement": "unwanted"}, "HSB"),
        ({"adult": "nk", "motive": "harm"}, "HSB"),
        ({"other_school": "yes"}, "CROSS_SCHOOL"),
        ({"staff_seen": "seen"}, "VIEWED"),
        ({"home": "nk"}, "PARENTS_HOLD"),
    ],
    ids=str,
)
def test_each_trigger_raises_its_flag(answers, flag):
    assert flag in assess(ENGLAND, nothing_of_concern(**answers)).flags


@pytest.mark.parametrize(
    ("answers", "flag"),
    [
        ({"adult": "adult_pupil"}, "CEOP"),
        ({"adult": "adult_other", "motive": "harm"}, "HSB"),
        ({"meeting": "happened"}, "CEOP"),
        ({"staff_seen": "nk"}, "VIEWED"),
        ({}, "PARENTS_HOLD"),
        ({}, "CROSS_SCHOOL"),
    ],
    ids=str,
)
def test_a_flag_stays_down_without_its_trigger(answers, flag):
    assert flag not in assess(ENGLAND, nothing_of_concern(**answers)).flags


def test_a_spread_that_no_longer_applies_raises_no_flag():
    assert "REPORT_REMOVE" not in assess(ENGLAND, nothing_of_concern("contact", spread="public")).flags


def test_knowing_nothing_holds_the_call_home():
    assert assess(ENGLAND, {}).flags == ("PARENTS_HOLD",)


@pytest.mark.parametrize(
    ("answers", "message"),
    [
        ({"colour": "red"}, "no question 'colour'"),
        ({"danger": "perhaps"}, "'danger' has no option 'perhaps'. Use one of: no, nk, yes"),
        ({"strand": "other"}, "Tell your safeguarding lead"),
        ({"told": "a text"}, "'told' is written by hand"),
        ({"strand": "contact", "agreement": "covert_or_made"}, "only messages"),
        ({"strand": "contact", "contact_type": "asked", "agreement": "covert_or_made"}, "only messages"),
    ],
    ids=str,
)
def test_answers_that_cannot_be_assessed_are_refused_with_what_to_do(answers, message):
    with pytest.raises(AnswersRefused, match=message):
        assess(ENGLAND, answers)


def test_a_hidden_camera_is_accepted_once_an_image_was_sent():
    answers = {"strand": "contact", "contact_type": "image_live", "agreement": "covert_or_made"}

    assert "AI" in assess(ENGLAND, answers).flags


@pytest.mark.parametrize(
    "answers",
    [{"danger": "perhaps"}, {"colour": "red"}, {"told": "words"}, {"strand": "other"}],
    ids=str,
)
def test_on_pages_an_answer_that_is_not_offered_counts_as_unanswered(answers):
    assert assess(ENGLAND, answers, strict=False) == assess(ENGLAND, {})


def test_on_pages_an_image_answer_left_from_before_counts_as_unanswered_in_messages():
    left = nothing_of_concern("contact", agreement="covert_or_made")

    assert assess(ENGLAND, left, strict=False).missing == ("agreement",)
