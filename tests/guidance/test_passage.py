"""A set of answers passes every question of the chart once, and loses none of the ways that it did not take."""

from collections import Counter

import pytest
from hypothesis import given

from lti_tool.guidance.assess import assess
from lti_tool.guidance.flow import flow
from lti_tool.guidance.model import NOT_KNOWN, Level, Strand
from lti_tool.guidance.passage import Passage, passages
from lti_tool.guidance.reading import strand_of

from .answers import ENGLAND, PROPERTY, any_answers, nothing_of_concern


def passed(**answers: str) -> dict[str, Passage]:
    """The way of these answers, by question."""
    chart = flow(ENGLAND, strand_of(ENGLAND, answers))
    return {each.stop.question.id: each for each in passages(ENGLAND, chart, answers)}


@PROPERTY
@given(any_answers())
def test_the_most_urgent_way_taken_is_the_outcome(answers: dict[str, str]) -> None:
    assessment = assess(ENGLAND, answers)

    found = passed(**answers)

    assert max(way.level for each in found.values() for way in each.taken) is assessment.outcome
    told = {agency for each in found.values() for way in each.taken for agency in way.refer}
    assert told == set(assessment.refer)
    reasons = {name for name, each in found.items() for way in each.taken if way.level is assessment.outcome}
    # The earlier question of a combination is a reason too, and its way is drawn at the later one.
    reasons |= {
        other.question.id
        for each in found.values()
        for way in each.taken
        if way.level is assessment.outcome
        for other in way.together
    }
    if assessment.outcome is not Level.MANAGE:
        assert reasons == {driver.question.id for driver in assessment.drivers}


@PROPERTY
@given(any_answers())
def test_every_way_of_every_question_is_taken_or_not_and_none_is_lost(answers: dict[str, str]) -> None:
    for each in passed(**answers).values():
        drawn = Counter((way.together, option.id) for way in (*each.taken, *each.others) for option in way.options)
        there = Counter((way.together, option.id) for way in each.stop.ways for option in way.options)
        assert drawn == there, each.stop.question.id
        alone = [way for way in each.taken if not way.together]
        assert [way.options for way in alone] == [(each.counted,)], each.stop.question.id


def test_an_answer_goes_its_own_way_and_those_beside_it_are_apart() -> None:
    adult = passed(strand="images", adult="adult_other")["adult"]

    assert [option.id for way in adult.taken for option in way.options] == ["adult_other"]
    beside = [way for way in adult.others if way.level is Level.REFER_NOW]
    assert {option.id for way in beside for option in way.options} == {
        "adult_pupil",
        "online_unverified",
        "adult_staff",
    }


def test_what_nobody_answered_passes_as_not_known() -> None:
    age = passed(strand="images")["age"]

    assert age.given is None
    assert not age.known
    assert age.counted.id == NOT_KNOWN
    assert [way.level for way in age.taken] == [Level.CONSULT]


def test_not_known_was_answered_and_is_not_known() -> None:
    age = passed(strand="images", age="nk")["age"]

    assert age.given is not None
    assert not age.known


@pytest.mark.parametrize(("age", "levels"), [("13_15", {Level.CONSULT}), ("10_12", {Level.CONSULT, Level.REFER_NOW})])
def test_a_combination_is_taken_only_where_it_holds(age: str, levels: set[Level]) -> None:
    content = passed(**nothing_of_concern(age=age, content="act"))["content"]

    assert {way.level for way in content.taken} == levels
    assert (Level.REFER_NOW in {way.level for way in content.others if way.together}) == (age == "13_15")


def test_the_way_out_of_the_guide_is_taken_by_who_answered_so() -> None:
    strand = passed(strand="other")["strand"]

    assert [way.leaves for way in strand.taken] == [True]
    assert strand.given is not None


@pytest.mark.parametrize("strand", Strand)
def test_where_nothing_is_of_concern_every_question_goes_on(strand: Strand) -> None:
    for each in passed(**nothing_of_concern(strand.value)).values():
        assert [way.goes_on for way in each.taken] == [True], each.stop.question.id
