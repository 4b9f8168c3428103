"""The poster says what the guide says: the same instructions, outcomes and criteria, and no more."""

from dataclasses import replace
from datetime import date

import pytest

from lti_tool.guidance.check import problems
from lti_tool.guidance.model import Level
from lti_tool.guidance.poster import poster_of
from lti_tool.guidance.prose import prose

from .answers import ENGLAND

TODAY = date(2026, 11, 26)
POSTER = poster_of(ENGLAND, TODAY)
WORDS = ENGLAND.poster


def instruction(instruction_id):
    return next(each for each in ENGLAND.instructions if each.id == instruction_id)


def with_words(**changes):
    return replace(ENGLAND, poster=replace(WORDS, **changes))


def test_what_to_do_this_minute_is_the_guides_instruction():
    tell, danger = instruction("before_class"), instruction("call_999")

    assert POSTER.tells == tell.heading
    assert POSTER.do == (*tell.do, tell.say[-1])
    assert POSTER.do[-1].startswith("To the child:")
    assert POSTER.do_not == tell.do_not
    assert POSTER.else_tell == (" ".join(tell.if_nobody_answers), " ".join(tell.if_about_staff))
    assert POSTER.danger == ENGLAND.question("danger").title
    assert POSTER.danger_do == f"{danger.do[0]} {danger.do[1]}"


def test_a_changed_instruction_changes_the_poster():
    changed = tuple(
        replace(each, do_not=("Do not wait.",)) if each.id == "before_class" else each for each in ENGLAND.instructions
    )

    assert poster_of(replace(ENGLAND, instructions=changed), TODAY).do_not == ("Do not wait.",)


def test_the_steps_end_at_the_guides_outcomes_most_urgent_first():
    levels = [step.level for step in WORDS.steps]

    assert [step.title for step in POSTER.steps] == [ENGLAND.outcome(level).title for level in levels]
    assert levels == sorted(levels, reverse=True)
    assert (levels[0], levels[-1]) == (Level.EMERGENCY, Level.MANAGE)


def test_every_criterion_for_immediate_referral_stands_at_refer_now_and_nowhere_else():
    counted = {words.level: step.counts for words, step in zip(WORDS.steps, POSTER.steps, strict=True)}

    assert len(counted[Level.REFER_NOW]) == len(ENGLAND.criteria) == 5
    assert [level for level, counts in counted.items() if counts] == [Level.REFER_NOW]


def test_whom_the_criteria_are_told_to_is_not_said_more_firmly_than_the_rules_say_it():
    named = [
        ENGLAND.option(question, option)
        for criterion in ENGLAND.criteria
        for question, options in criterion.any.items()
        for option in options
    ]
    referring = [option for option in named if option.floor is Level.REFER_NOW]

    assert "Within the hour: children's social care and, for most of these, the police." in POSTER.steps[1].then
    assert all("social_care" in option.refer for option in referring)
    assert len(referring) / 2 < sum("police" in option.refer for option in referring) < len(referring)


def test_what_is_said_of_the_police_is_part_of_what_the_guide_says():
    note = next(line.note for line in ENGLAND.police if line.id == "now")
    asking, putting = POSTER.police.rstrip(".").split(": they ")

    assert asking in note
    assert f"Police {putting}" in note
    assert WORDS.sources == ("S-SEED",)


def test_the_national_numbers_stand_in_the_guides_advice_too():
    said = " ".join(text for place, text in prose(ENGLAND) if "poster" not in place)

    assert [each.number for each in POSTER.numbers] == ["999", "101", "0808 800 5000", "0800 1111"]
    assert all(each.number in said for each in POSTER.numbers)


def test_the_foot_says_whose_guide_it_is_how_old_and_what_it_is_not():
    foot = " ".join(POSTER.foot)

    for words in (
        ENGLAND.title,
        "Guide version 1",
        "guidance as read in November 2026",
        "supports your professional judgement",
        "not the Safe4Me flowchart",
        "not legal advice",
    ):
        assert words in foot


def test_only_an_old_guide_carries_a_warning():
    assert POSTER.warning is None
    assert "more than 12 months old" in poster_of(ENGLAND, date(2027, 12, 1)).warning


def test_a_guide_without_a_poster_has_none():
    assert poster_of(replace(ENGLAND, poster=None), TODAY) is None


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"danger": "call_998"}, "there is no instruction call_998"),
        ({"tell": "tomorrow"}, "there is no instruction tomorrow"),
        ({"criteria": {"adult": "An adult"}}, "its criteria are not the guide's"),
        ({"contacts": ("lead",)}, "only if it is set is not on it"),
        ({"sources": ("S-NOBODY",)}, "there is no source S-NOBODY"),
        ({"police": "This is safe to ignore."}, "is not used here"),
    ],
)
def test_a_poster_that_disagrees_with_its_guide_is_refused(changes, said):
    assert any(said in problem for problem in problems(with_words(**changes)))


def test_a_poster_that_ends_at_no_outcome_is_refused():
    fewer = tuple(each for each in ENGLAND.outcomes if each.level is not Level.CONSULT)

    assert "poster: there is no outcome CONSULT" in problems(replace(ENGLAND, outcomes=fewer))
