"""The lists of factors say what the rules say, and leave nothing out."""

from itertools import product

from lti_tool.guidance.assess import assess
from lti_tool.guidance.factors import Factor, factors
from lti_tool.guidance.model import NOT_KNOWN, Level, Strand

from .answers import ENGLAND, SCORED
from .test_flow import calm

FOUND = factors(ENGLAND)


def outcomes(factor: Factor, strand: Strand = Strand.BOTH) -> set[Level]:
    """What the rules ask for where nothing but this factor is of concern."""
    others = [[(each.question.id, option.id) for option in each.options] for each in factor.together]
    answers = calm(strand) | {factor.question.id: factor.option.id}
    return {assess(ENGLAND, answers | dict(rest), strict=False).outcome for rest in product(*others)}


def test_each_factor_asks_for_what_the_rules_ask_for() -> None:
    assert [(each.question.id, each.option.id) for each in FOUND if outcomes(each) != {each.level}] == []


def test_what_is_softer_in_messages_alone_is_said_and_nothing_else() -> None:
    softer = {(each.question.id, each.option.id): each.in_messages for each in FOUND if each.in_messages is not None}

    assert softer == {("motive", "harm"): Level.REFER_CSC, ("pattern", "continuing"): Level.REFER_CSC}
    for each in FOUND:
        if each.in_messages is not None:
            assert outcomes(each, Strand.CONTACT) == {each.in_messages}


def test_every_answer_but_not_known_is_a_factor_exactly_once() -> None:
    alone = [(each.question.id, each.option.id) for each in FOUND if not each.together]
    offered = [(question.id, option.id) for question in SCORED for option in question.options]

    assert sorted(alone) == sorted(each for each in offered if each[1] != NOT_KNOWN)


def test_every_combination_is_a_factor() -> None:
    assert {each.why for each in FOUND if each.together} == {each.why for each in ENGLAND.interactions}


def test_everything_that_asks_for_more_than_the_school_has_a_reason_and_a_source() -> None:
    for each in FOUND:
        if each.level > Level.MANAGE:
            assert each.why, each.question.id
        assert each.sources, each.question.id
        assert bool(each.refer) == (each.level >= Level.REFER_CSC), each.question.id


def test_nothing_that_only_sets_the_guide_up_is_a_factor() -> None:
    assert {"nation", "strand", "other_school"}.isdisjoint(each.question.id for each in FOUND)
