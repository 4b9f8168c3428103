"""A school's own words for whoever leads and for the children: everywhere in our texts, and nowhere else."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from typing import Any

import pytest

from lti_tool.guidance.assess import assess
from lti_tool.guidance.compare import changes
from lti_tool.guidance.library import for_nation, guide_ids, in_words, load
from lti_tool.guidance.stories import stories_for, stories_in_words
from lti_tool.guidance.vocabulary import CHILDREN, LEADS, LEADS_IN, USUAL, Ours, Vocabulary, vocabulary

DSL = Vocabulary("dsl", "student")
# The verb, and another lead than the one who leads on safeguarding.
OTHER_LEADS = re.compile(r"\bleads? (?:to|off|on)\b|\bPastoral lead\b")


@pytest.mark.parametrize(
    ("usual", "said"),
    [
        ("Tell your safeguarding lead first", "Tell your DSL first"),
        ("Safeguarding leads can see it.", "DSLs can see it."),
        ("Deputy safeguarding lead", "Deputy DSL"),
        ("The lead decides about it.", "The DSL decides about it."),
        ("If no lead or deputy answers, telephone the head.", "If no DSL or deputy answers, telephone the head."),
        ("Pupils, and a pupil's device", "Students, and a student's device"),
        ("It leads to the same telephone call.", "It leads to the same telephone call."),
        ("Where each answer leads", "Where each answer leads"),
        ("Who leads on this in a Welsh school?", "Who leads on this in a Welsh school?"),
        ("Pastoral lead", "Pastoral lead"),
        ("a misleading pupillary leaden leader", "a misleading pupillary leaden leader"),
    ],
)
def test_a_text_is_said_in_the_words_of_a_school(usual: str, said: str) -> None:
    assert DSL.say(usual) == said
    assert USUAL.say(usual) == usual


@pytest.mark.parametrize(
    ("nation", "lead", "said"),
    [
        ("england", None, "safeguarding lead"),
        ("england", "dsp", "DSP"),
        ("england", "teacher", "safeguarding lead"),
        ("wales", None, "designated safeguarding person"),
        ("wales", "dsp", "DSP"),
        ("wales", "lead", "designated safeguarding person"),
        ("scotland", "dsl", "child protection co-ordinator"),
        ("northern_ireland", None, "designated teacher"),
    ],
)
def test_a_school_chooses_between_words_that_are_true_in_its_nation(nation: str, lead: str | None, said: str) -> None:
    assert vocabulary(nation, lead, None).say("the safeguarding lead") == f"the {said}"


@pytest.mark.parametrize("child", [None, "", "client"])
def test_an_unknown_word_for_a_child_counts_as_none(child: str | None) -> None:
    assert vocabulary("england", None, child) == USUAL


@pytest.mark.parametrize("guide_id", guide_ids())
def test_a_guide_keeps_none_of_the_usual_words_where_others_are_chosen(guide_id: str) -> None:
    words = Vocabulary(LEADS_IN[load(guide_id).nation][-1], "student")

    for text in texts(in_words(guide_id, words)):
        left = OTHER_LEADS.sub("", text)
        assert not re.search(r"\b([Pp]upils?|[Ll]eads?)\b", left), text


@pytest.mark.parametrize("guide_id", guide_ids())
def test_nothing_but_the_words_of_a_guide_changes(guide_id: str) -> None:
    guide = load(guide_id)
    words = Vocabulary(LEADS_IN[guide.nation][-1], "student")

    assert {(each.about, each.what) for each in changes(guide, in_words(guide_id, words))} == {("words", "changed")}


@pytest.mark.parametrize("nation", LEADS_IN)
def test_an_assessment_is_the_same_in_all_words(nation: str) -> None:
    guide = for_nation(nation)
    for lead in LEADS_IN[nation]:
        told = in_words(guide.id, Vocabulary(lead, "student"))
        for story in stories_for(guide.id).stories:
            answers = {name: each.answer for name, each in story.expected.items()} | {"nation": nation}
            usual, said = (assess(each, answers, strict=False) for each in (guide, told))
            assert (said.outcome, said.guide_id) == (usual.outcome, usual.guide_id)
            assert [each.question.id for each in said.drivers] == [each.question.id for each in usual.drivers]


def test_a_source_keeps_the_title_that_its_publisher_gave_it() -> None:
    assert in_words("england_v1", DSL).sources == load("england_v1").sources


def test_stories_are_told_in_the_words_of_a_school() -> None:
    told = stories_in_words("england_v1", DSL).stories

    assert any("DSL" in text for text in texts(told))
    assert not any("safeguarding lead" in text for text in texts(told))
    assert [each.id for each in told] == [each.id for each in stories_for("england_v1").stories]


def test_the_usual_words_are_the_guide_itself() -> None:
    assert in_words("england_v1", USUAL) is load("england_v1")


def test_a_text_of_ours_stays_one_as_the_message_of_an_exception() -> None:
    assert type(str(ValueError(Ours("Tell the lead")))) is Ours


def test_every_word_that_is_offered_is_known() -> None:
    assert {lead for offered in LEADS_IN.values() for lead in offered} == set(LEADS)
    assert CHILDREN == ("pupil", "student")


def texts(value: Any) -> Iterator[str]:
    """Every text in a guide but ids, single words for programs, and sources."""
    if isinstance(value, str):
        yield from ([value] if " " in value else [])
    elif isinstance(value, tuple):
        for inner in value:
            yield from texts(inner)
    elif isinstance(value, Mapping):
        for inner in value.values():
            yield from texts(inner)
    elif is_dataclass(value):
        for each in fields(value):
            yield from texts(getattr(value, each.name)) if each.name != "sources" else ()
