"""The questions that staff ask: all there, sourced, and met where they come up."""

from lti_tool.guidance.faq import Places, coming_up, for_audience, grouped
from lti_tool.guidance.model import Audience, Level
from lti_tool.guidance.prose import prose

from .answers import ENGLAND

ASKED = """
    ai both_agreed blackmail criminal_record data_protection delete exclude keep_phone look must_tell_police no_police
    online only_messages outcome_21 parent_demands parent_has_it parents phone police_chat pupil_18 secret shown sixteen
    staff suspicion unasked under_13 weekend
"""


def ids(said):
    return [each.id for each in said]


def test_all_28_questions_and_8_beliefs_are_answered_with_a_source():
    assert sorted(ids(ENGLAND.faq)) == sorted(ASKED.split())
    assert len(ENGLAND.faq) == 28
    assert len(ENGLAND.misconceptions) == 8
    assert all(each.at for each in (*ENGLAND.faq, *ENGLAND.misconceptions))
    assert all(each.sources and ENGLAND.cited(each.sources) for each in (*ENGLAND.faq, *ENGLAND.misconceptions))


def test_each_comes_up_where_somebody_would_ask():
    at_adult = coming_up(ENGLAND.faq, Places(questions=("adult",)))
    at_extortion = coming_up(ENGLAND.misconceptions, Places(flags=("SEXTORTION",)))

    assert ids(at_adult) == ["pupil_18"]
    assert ids(at_extortion) == ["boys"]
    assert ids(coming_up(ENGLAND.faq, Places())) == []


def test_several_places_give_each_question_once():
    here = Places(questions=("stopped",), flags=("REPORT_REMOVE",), outcomes=("MANAGE",))

    found = ids(coming_up(ENGLAND.faq, here))

    assert found.count("delete") == 1
    assert {"online", "parents"} <= set(found)


def test_every_outcome_and_every_instruction_has_questions_but_an_emergency():
    # Nobody reads while they dial.
    for level in Level:
        assert bool(coming_up(ENGLAND.faq, Places(outcomes=(level.name,)))) == (level is not Level.EMERGENCY)
    for each in ENGLAND.instructions:
        found = coming_up(ENGLAND.faq, Places(instructions=(each.id,)))
        assert bool(found) == (each.level is not Level.EMERGENCY)


def test_a_reporter_is_answered_nothing_that_names_an_outcome():
    reporters = for_audience(ENGLAND.faq, Audience.EVERYONE)

    assert "staff" not in ids(reporters)
    assert "secret" in ids(reporters)
    assert for_audience(ENGLAND.faq, Audience.LEAD) == ENGLAND.faq


def test_groups_hold_every_question_once():
    groups = list(grouped(ENGLAND.faq))

    assert groups[0][0] == "First steps"
    assert len(groups) == 5
    assert ids(each for _title, asked in groups for each in asked) == ids(ENGLAND.faq)


def test_search_words_may_be_any_and_are_shown_nowhere():
    words = {word for each in ENGLAND.faq for word in each.search}

    assert "sexting" in words
    assert not any("sexting" in text for _place, text in prose(ENGLAND))
