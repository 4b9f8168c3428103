"""A school's own floors: they raise what answers ask for, say who decided it, and can lower nothing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lti_tool.guidance.assess import assess
from lti_tool.guidance.check import problems
from lti_tool.guidance.model import Level
from lti_tool.guidance.overlay import NO_OVERLAY, Overlay, raised, raised_answers
from lti_tool.guidance.overlay_file import read_overlay

from .answers import ENGLAND, PROPERTY, SCORED, any_answers, nothing_of_concern, offered
from .local import UNDER_13S, any_overlay, floor

OAKFIELD = raised(ENGLAND, read_overlay(UNDER_13S, ENGLAND))


def with_floors(*floors):
    return raised(ENGLAND, Overlay((), floors))


@PROPERTY
@given(any_answers(), any_overlay())
def test_no_overlay_ever_lowers_what_any_answers_ask_for(answers, overlay):
    without, local = assess(ENGLAND, answers), assess(raised(ENGLAND, overlay), answers)

    assert local.outcome >= without.outcome
    assert set(local.refer) >= set(without.refer)
    assert (local.flags, local.missing) == (without.flags, without.missing)


@PROPERTY
@given(any_answers(), any_overlay(), st.sampled_from(SCORED), st.data())
def test_with_any_overlay_a_more_concerning_answer_never_lowers_the_outcome(answers, overlay, question, data):
    guide, ladder = raised(ENGLAND, overlay), [option.id for option in question.options]
    here = ladder.index(answers.get(question.id, "nk"))
    higher = data.draw(st.sampled_from(ladder[here:]))

    after = offered(answers | {question.id: higher})
    assert assess(guide, after).outcome >= assess(guide, offered(answers)).outcome


def test_a_guide_without_floors_is_the_guide_itself():
    assert raised(ENGLAND, NO_OVERLAY) is ENGLAND


@pytest.mark.parametrize("age", ["10_12", "under_10"])
def test_refer_all_under_13s_reaches_every_younger_child_as_well(age):
    found = assess(OAKFIELD, nothing_of_concern(age=age))

    assert (found.outcome, found.refer) == (Level.REFER_CSC, ("social_care",))
    assert assess(ENGLAND, nothing_of_concern(age=age)).outcome is Level.CONSULT


def test_other_ages_ask_for_what_they_did():
    assert assess(OAKFIELD, nothing_of_concern(age="13_15")).outcome is Level.MANAGE
    assert assess(OAKFIELD, nothing_of_concern(age="nk")).outcome is Level.CONSULT


def test_a_driver_says_who_raised_it_when_and_why_and_keeps_the_guides_own_reason_and_sources():
    [driver] = assess(OAKFIELD, nothing_of_concern(age="10_12")).drivers
    before = assess(ENGLAND, nothing_of_concern(age="10_12")).drivers[0]

    said = (
        "Raised by your school: Our partnership refers every child under 13 "
        "(Jo Ode, chair of the safeguarding partnership, 1 September 2026). "
    )
    assert driver.why == said + before.why
    assert driver.sources == before.sources


def test_a_raised_guide_is_sound():
    assert problems(OAKFIELD) == ()
    assert problems(with_floors(floor("age", "10_12", Level.REFER_NOW, "social_care"))) == ()


def test_a_floor_holds_where_there_are_only_messages_too():
    guide = with_floors(floor("motive", "harm", Level.REFER_NOW, "police"))
    answers = nothing_of_concern("contact", motive="harm")

    assert assess(ENGLAND, answers).outcome is Level.REFER_CSC
    found = assess(guide, answers)
    assert (found.outcome, found.refer) == (Level.REFER_NOW, ("police", "social_care"))
    assert found.drivers[0].why.startswith("Raised by your school")


def test_what_is_raised_in_messages_only_is_not_called_raised_where_there_is_an_image():
    guide = with_floors(floor("motive", "harm", Level.REFER_NOW, "police"))

    [driver] = assess(guide, nothing_of_concern(motive="harm")).drivers
    assert not driver.why.startswith("Raised by your school")


def test_an_answer_that_is_not_known_is_raised_with_the_calmer_one_before_it():
    guide = with_floors(floor("adult", "no", Level.CONSULT))

    assert assess(guide, nothing_of_concern()).outcome is Level.CONSULT
    assert guide.option("adult", "nk").floor is Level.CONSULT
    assert guide.option("adult", "adult_staff") == ENGLAND.option("adult", "adult_staff")


def test_a_combination_still_tells_those_whom_it_told():
    guide = with_floors(floor("age", "10_12", Level.REFER_NOW, "social_care"))
    answers = nothing_of_concern(age="10_12", content="act")

    assert assess(guide, answers).refer == assess(ENGLAND, answers).refer == ("police", "social_care")


def test_what_was_raised_is_listed_with_who_decided_it():
    listed = [(each.question.id, each.option.id, each.by.owner) for each in raised_answers(OAKFIELD)]

    owner = "Jo Ode, chair of the safeguarding partnership"
    assert listed == [("age", "10_12", owner), ("age", "under_10", owner)]


def test_a_floor_for_an_answer_that_a_guide_does_not_have_raises_nothing_in_it():
    assert with_floors(floor("age", "13_only", Level.REFER_CSC)) == ENGLAND
