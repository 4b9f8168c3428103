"""The names that other programs rely on."""

from lti_tool.guidance.model import Audience, Kind

from .answers import ENGLAND

OPTIONS = """
nation england wales scotland northern_ireland
strand images contact both nk other
danger no nk yes
distress none coping nk serious selfharm
adult no nk adult_pupil online_unverified adult_other adult_staff
pressure no nk yes_other yes_money
capacity no nk yes
age 16_17 13_15 nk 10_12 under_10
content nude nk act unusual
contact_type talk nk asked image_live
meeting no nk arranged happened
agreement mutual nk passed_on unwanted covert_or_made
spread private nk few wide public
motive ordinary nk reckless harm profit
power no nk yes marked
pattern none nk earlier self_repeat continuing
offline none nk mutual_13plus harm_or_u13
stopped yes nk no
plan none early_help nk social_worker
home no nk might yes
other_harm no nk yes
confidence yes nk no
staff_seen none seen nk on_system copied
other_school no yes
"""


def test_questions_and_options_have_the_agreed_names_in_the_agreed_order():
    agreed = [line.split() for line in OPTIONS.split("\n") if line]

    asked = [question for question in ENGLAND.questions if question.kind is Kind.CHOICE]
    assert [[question.id, *(option.id for option in question.options)] for question in asked] == agreed


def test_flags_have_the_agreed_names():
    agreed = ["LADO", "SEXTORTION", "REPORT_REMOVE", "CEOP", "AI", "HSB", "CROSS_SCHOOL", "VIEWED", "PARENTS_HOLD"]

    assert [flag.id for flag in ENGLAND.flags] == agreed


def test_every_choice_that_is_scored_can_be_answered_with_not_known_yet():
    scored = [
        question for question in ENGLAND.questions if question.scored and question.asked_of is not Audience.NOBODY
    ]

    assert all(question.option("nk") for question in scored)
    assert all(question.option("nk").label.startswith("Not known yet") for question in scored)


def test_the_person_who_heard_first_is_asked_little():
    everyone = {question.id for question in ENGLAND.questions if question.asked_of is Audience.EVERYONE}

    assert everyone == {
        *("danger", "strand", "distress", "adult", "pressure", "spread", "meeting", "staff_seen"),
        *("child_where", "reach", "told"),
    }


def test_yes_comes_before_no_on_the_page_and_not_known_yet_comes_last():
    assert [option.id for option in ENGLAND.question("danger").shown] == ["yes", "no", "nk"]
    assert [option.id for option in ENGLAND.question("age").shown] == ["16_17", "13_15", "nk", "10_12", "under_10"]
