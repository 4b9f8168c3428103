"""The chart of the guide says what the rules say: each answer once, at the level that `assess` gives for it."""

from collections import Counter
from dataclasses import replace
from itertools import product

import pytest

from lti_tool.guidance.assess import assess
from lti_tool.guidance.flow import Way, flow
from lti_tool.guidance.guide import Guide
from lti_tool.guidance.model import Kind, Level, Strand
from lti_tool.guidance.reading import strand_of

from .answers import ENGLAND, NOTHING_OF_CONCERN
from .test_check import with_option


def calm(strand: Strand) -> dict[str, str]:
    """A case of this strand in which nothing is of concern."""
    return NOTHING_OF_CONCERN | {"nation": "england", "strand": strand.value}


def told(guide: Guide, strand: Strand, way: Way, question_id: str) -> list[tuple[Level, tuple[str, ...]]]:
    """What the rules say of every case that goes this way and has nothing else of concern."""
    others = [[(each.question.id, option.id) for option in each.options] for each in way.together]
    found = []
    for option, *rest in product(way.options, *others):
        answers = calm(strand) | {question_id: option.id} | dict(rest)
        assessment = assess(guide, answers, strict=False)
        found.append((assessment.outcome, assessment.refer))
    return found


def disagreements(guide: Guide) -> list[tuple[str, str, Level]]:
    """Each way of the chart that leads elsewhere than the rules do."""
    return [
        (strand.value, stop.question.id, way.level)
        for strand in Strand
        for stop in flow(guide, strand).stops
        for way in stop.ways
        if not way.leaves and set(told(guide, strand, way, stop.question.id)) != {(way.level, way.refer)}
    ]


def test_each_way_leads_where_the_rules_lead_and_tells_whom_they_tell() -> None:
    assert disagreements(ENGLAND) == []


@pytest.mark.parametrize("strand", Strand)
def test_every_answer_stands_there_alone_exactly_once(strand: Strand) -> None:
    drawn = Counter(
        (stop.question.id, option.id)
        for stop in flow(ENGLAND, strand).stops
        for way in stop.ways
        if not way.together
        for option in way.options
    )
    offered = {
        (question.id, option.id)
        for question in ENGLAND.in_strand(strand)
        if question.kind is Kind.CHOICE
        for option in question.options
    }

    assert drawn == Counter(dict.fromkeys(offered, 1))
    assert len(offered) > 70


@pytest.mark.parametrize("strand", Strand)
def test_every_combination_that_can_happen_stands_there_exactly_once(strand: Strand) -> None:
    drawn = Counter(way.why for stop in flow(ENGLAND, strand).stops for way in stop.ways if way.together)
    applying = {question.id for question in ENGLAND.in_strand(strand)}
    possible = [each.why for each in ENGLAND.interactions if set(each.when) <= applying]

    assert drawn == Counter(possible)
    assert len(possible) == {Strand.IMAGES: 6, Strand.CONTACT: 3, Strand.BOTH: 6}[strand]


def test_a_combination_stands_at_its_last_question_with_what_went_before() -> None:
    content = next(each for each in flow(ENGLAND, Strand.IMAGES).stops if each.question.id == "content")

    found = {
        (way.level, way.options[0].id, tuple(option.id for option in way.together[0].options))
        for way in content.ways
        if way.together
    }

    assert found == {
        (Level.REFER_NOW, "act", ("10_12", "under_10")),
        (Level.REFER_CSC, "act", ("nk",)),
        (Level.REFER_CSC, "nk", ("10_12", "under_10")),
    }


@pytest.mark.parametrize("strand", Strand)
def test_the_most_urgent_stands_first_and_danger_before_everything(strand: Strand) -> None:
    stops = flow(ENGLAND, strand).stops

    assert stops[0].question.id == "danger"
    assert [each.title for each in flow(ENGLAND, strand).stretches][:2] == ["Safety first", "What was reported"]
    for stop in stops:
        levels = [way.level for way in stop.ways]
        assert levels == sorted(levels, reverse=True), stop.question.id


def test_messages_alone_have_no_question_about_an_image_and_softer_ways() -> None:
    ways = {stop.question.id: stop.ways for stop in flow(ENGLAND, Strand.CONTACT).stops}

    assert {"content", "spread"}.isdisjoint(ways)
    assert {way.level for way in ways["motive"] if way.has("harm")} == {Level.REFER_CSC}
    assert [way.opens for way in ways["contact_type"] if way.has("image_live")] == [Strand.BOTH]
    assert not any(way.has("covert_or_made") for way in ways["agreement"])


def test_the_way_out_of_the_guide_is_drawn_as_one() -> None:
    reported = next(each for each in flow(ENGLAND, Strand.BOTH).stops if each.question.id == "strand")

    assert [[option.id for option in way.options] for way in reported.ways if way.leaves] == [["other"]]
    assert [[option.id for option in way.options] for way in reported.ways if way.goes_on] == [
        ["images", "contact", "both"]
    ]


def test_a_chart_of_other_rules_than_those_assessed_would_be_noticed() -> None:
    """The comparison itself: a chart drawn from a guide in which one floor is another disagrees with these rules."""
    other = with_option("power", "yes", floor=Level.REFER_NOW, refer=("police",))

    drawn = flow(other, Strand.BOTH)
    power = next(each for each in drawn.stops if each.question.id == "power")
    way = next(each for each in power.ways if each.has("yes") and not each.together)

    assert told(ENGLAND, Strand.BOTH, way, "power") != [(way.level, way.refer)]


def test_without_its_combinations_a_guide_has_none_drawn() -> None:
    bare = replace(ENGLAND, interactions=())

    assert disagreements(bare) == []
    assert not any(way.together for strand in Strand for stop in flow(bare, strand).stops for way in stop.ways)
    assert strand_of(bare, calm(Strand.IMAGES)) is Strand.IMAGES
