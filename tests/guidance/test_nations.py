"""Wales, Scotland and Northern Ireland: guides that are not written yet, on rules borrowed from England."""

import re

import pytest
from hypothesis import given

from lti_tool.guidance.assess import assess
from lti_tool.guidance.library import FALLBACK_NATION, edition, for_nation, guide_ids
from lti_tool.guidance.lines import assess_line
from lti_tool.guidance.model import Label, Level
from lti_tool.guidance.prose import prose
from lti_tool.guidance.references import citations
from lti_tool.guidance.stories import stories_for

from .answers import ENGLAND, PROPERTY, any_answers, nothing_of_concern
from .test_lines import line

NATIONS = ("wales", "scotland", "northern_ireland")

# What holds in England, or is called so there. It may be named only in a sentence that says it does not hold here.
ENGLANDS = re.compile(
    r"\bLADO\b|designated officer|Outcome 2[12]|\bDBS\b|KCSIE|Keeping children safe in education|\bMASH\b"
    r"|children's social care|safer schools|NHS 111|child in need|the national advice|[Ii]n England staff"
    r"|authorised them, search|must record a crime|cannot consent in law",
    re.IGNORECASE,
)
ENGLISH_ONLY = ("S-KCSIE26", "S-KCSIE5", "S-WT26", "S-UKCIS24", "S-SSC", "S-O21", "S-O22", "S-MR")


@pytest.mark.parametrize("nation", NATIONS)
def test_each_nation_has_a_guide_of_its_own(nation):
    guide = for_nation(nation)

    assert (guide.id, guide.nation, guide.extends) == (f"{nation}_v1", nation, "england_v1")
    assert {edition(guide_id)[0] for guide_id in guide_ids()} == {FALLBACK_NATION, *NATIONS}


@pytest.mark.parametrize("nation", NATIONS)
@PROPERTY
@given(answers=any_answers())
def test_it_never_asks_for_less_than_advice_nor_for_less_than_in_england(nation, answers):
    answers.pop("nation", None)

    found = assess(for_nation(nation), answers, strict=False)

    assert found.outcome >= Level.CONSULT
    assert found.outcome >= assess(ENGLAND, answers, strict=False).outcome


@pytest.mark.parametrize("nation", NATIONS)
@pytest.mark.parametrize("said", [{}, {"nation": "england"}, {"nation": "wales"}, {"nation": "scotland"}])
def test_no_answer_about_the_nation_lowers_that(nation, said):
    found = assess(for_nation(nation), nothing_of_concern(**said))

    assert found.outcome is Level.CONSULT
    assert [driver.question.id for driver in found.drivers] == ["nation"]


@pytest.mark.parametrize("nation", NATIONS)
def test_it_says_why(nation):
    [driver] = assess(for_nation(nation), nothing_of_concern()).drivers

    assert "has been written yet: use your national guidance" in driver.why


@pytest.mark.parametrize("nation", NATIONS)
def test_a_line_of_another_nation_names_the_guide_whose_words_it_follows(nation):
    answer = assess_line(line(nothing_of_concern(nation=nation)))

    assert (answer["outcome"], answer["guide"]) == ("CONSULT", f"{nation}_v1")
    assert answer["drivers"] == [{"question": "nation", "option": nation}]


@pytest.mark.parametrize("nation", NATIONS)
def test_nothing_of_england_is_told_as_if_it_held_here(nation):
    told = [(place, text) for place, text in prose(for_nation(nation)) if ENGLANDS.search(text)]

    assert told == []


def test_the_words_that_are_looked_for_are_those_of_the_guide_for_england():
    assert len([text for _, text in prose(ENGLAND) if ENGLANDS.search(text)]) > 30


@pytest.mark.parametrize("nation", NATIONS)
def test_a_source_of_england_says_that_it_is_one(nation):
    guide = for_nation(nation)

    assert all("for England" in guide.source(source_id).publisher for source_id in ENGLISH_ONLY)


@pytest.mark.parametrize("nation", NATIONS)
def test_nothing_rests_on_how_police_in_england_close_a_case(nation):
    resting = {source_id for _, cited in citations(for_nation(nation), "") for source_id in cited}

    assert not {"S-O21", "S-O22"} & resting


@pytest.mark.parametrize("nation", NATIONS)
def test_what_is_known_of_it_stands_at_its_label(nation):
    guide = for_nation(nation)
    own = [each for each in guide.sources if each.id not in {source.id for source in ENGLAND.sources}]

    assert own
    assert {source.label for source in own} == {Label.K}
    for each in guide.faq:
        if all(source.label is Label.K for source in guide.cited(each.sources)):
            assert re.search(r"We understand|Do not count|We know of no", each.answer), each.id


@pytest.mark.parametrize(
    ("nation", "heading"),
    [
        ("wales", "Speak to a designated safeguarding person this minute"),
        ("scotland", "Speak to a child protection co-ordinator this minute"),
        ("northern_ireland", "Speak to a designated teacher this minute"),
    ],
)
def test_people_and_agencies_have_the_names_they_have_there(nation, heading):
    guide = for_nation(nation)

    assert heading in {each.heading for each in guide.instructions}
    assert guide.agencies["social_care"] != ENGLAND.agencies["social_care"]
    assert guide.outcome(Level.REFER_CSC).title != ENGLAND.outcome(Level.REFER_CSC).title


def test_practice_goes_on_with_the_stories_that_were_written_for_england():
    assert stories_for("wales_v1").stories == stories_for("england_v1").stories
    assert stories_for("wales_v1").guide == "wales_v1"
