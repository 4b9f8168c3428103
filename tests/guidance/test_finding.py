"""Finding a common question by what somebody types."""

import pytest

from lti_tool.guidance.finding import LONGEST_QUERY, find

from .answers import ENGLAND


def found(query):
    return [each.id for each in find(ENGLAND.faq, query).asked]


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("sexting", "look"),
        ("SEXTORTION", "blackmail"),
        ("revenge porn", "online"),
        ("deepfake", "ai"),
        ("confiscate phones", "phone"),
        ("exclusions", "exclude"),
        ("ring the police first", "police_chat"),
        ("outcome 21", "outcome_21"),
        ("GDPR", "data_protection"),
    ],
)
def test_a_question_is_found_by_what_people_call_it(query, first):
    assert found(query)[0] == first


@pytest.mark.parametrize("query", ["Teachers", "teacher’s", "TEACHER'S", "  teach  ", "téacher", "teacher?!"])
def test_case_plural_apostrophe_accent_and_the_rest_of_a_word_do_not_matter(query):
    assert found(query) == found("teacher") == ["staff"]


@pytest.mark.parametrize(("several", "one"), [("families", "family"), ("searches", "search"), ("phones", "phone")])
def test_a_plural_finds_what_its_singular_finds(several, one):
    assert found(several) == found(one)


def test_each_of_several_words_must_be_there():
    both = find(ENGLAND.faq, "parents police")

    assert both.whole
    assert "parent_demands" in found("parents police")
    assert "weekend" not in found("parents police")
    assert "weekend" in found("weekend")


def test_where_none_holds_all_words_those_with_most_come():
    some = find(ENGLAND.faq, "deepfake xylophone")

    assert not some.whole
    assert [each.id for each in some.asked] == ["ai"]


def test_words_of_any_question_count_for_nothing_beside_one_that_tells():
    assert found("what do we do if it is a deepfake") == ["ai"]


def test_a_hit_in_the_question_comes_before_one_in_the_answer():
    police = found("police")

    assert police.index("must_tell_police") < police.index("criminal_record")


@pytest.mark.parametrize("query", ["", "   ", "?!", "xylophone", "’", "\x00\ud800"])
def test_nothing_is_found_for_what_nobody_asks(query):
    assert found(query) == []


def test_two_letters_are_a_whole_word_and_no_beginning():
    assert found("ta") == ["staff"]


def test_a_query_is_read_to_a_length_and_no_further():
    assert found("deepfake " + "x" * LONGEST_QUERY) == ["ai"]
    assert found("x" * LONGEST_QUERY + " deepfake") == []


@pytest.mark.parametrize("asked", ENGLAND.faq, ids=lambda each: each.id)
def test_every_question_is_found_by_its_own_words(asked):
    assert asked.id in found(asked.question)
