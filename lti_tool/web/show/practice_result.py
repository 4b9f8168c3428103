"""The end of a practice: what would have been shown, and where somebody's answers differ from a careful reader's."""

from __future__ import annotations

from collections.abc import Mapping

from flask import url_for

from ...cases.practice import Rehearsal
from ...cases.restriction import restricting
from ...guidance.assess import Driver
from ...guidance.guide import Guide
from ...guidance.model import Audience, Kind, Level
from ...guidance.police import police_line
from ...guidance.rehearsal import Difference, assessed, careful, choices_of, differences
from ...outcomes.words import describe
from .. import view_parts as part
from ..views_practice import OtherAnswer, PracticeResultPage
from .answers import NOTHING_WRITTEN
from .practice import bar
from .source_notes import source_notes
from .told import told_on
from .words import CARE, moment

NOT_ASKED = "You were not asked this, because of an answer before it."


def result_page(rehearsal: Rehearsal, chrome: part.Chrome) -> PracticeResultPage:
    """How it went."""
    guide, story = rehearsal.guide, rehearsal.story
    answers = careful(story, rehearsal.nation)
    assessment = assessed(guide, answers)
    told = told_on(guide, _known_to_reporters(guide, answers), restricted=restricting(answers))
    other = differences(guide, story, rehearsal.answers, rehearsal.nation)
    outcome = guide.outcome(assessment.outcome)
    return PracticeResultPage(
        chrome=chrome,
        bar=bar(),
        heading=story.title,
        compared=_compared(rehearsal, assessment.outcome, len(other)),
        told=told.heading,
        told_do=told.do,
        told_say=told.say,
        police=police_line(guide, assessment).text,
        care=CARE[assessment.outcome],
        outcome=outcome.title,
        timing=(outcome.timing,),
        agencies=tuple(guide.agencies[each] for each in assessment.refer),
        reasons=tuple(_reason(guide, driver) for driver in assessment.drivers),
        others=tuple(_other(each) for each in other),
        written=_written(rehearsal),
        receipt=describe(rehearsal.receipt, lambda at: moment(at).words),
        again=part.Link("Practise on another case", url_for("practice.choose")),
    )


def _known_to_reporters(guide: Guide, answers: Mapping[str, str]) -> Mapping[str, str]:
    leads = {each.id for each in guide.questions if each.asked_of is Audience.LEAD}
    return {name: value for name, value in answers.items() if name not in leads}


def _compared(rehearsal: Rehearsal, outcome: Level, other: int) -> tuple[str, ...]:
    """How many answers agree, and what the others would have led to."""
    asked = len(choices_of(rehearsal.guide, rehearsal.story, rehearsal.nation))
    agree = f"{asked - other} of {asked} answers are those of a careful reader."
    own = assessed(rehearsal.guide, rehearsal.answers).outcome
    if rehearsal.path.exit is not None:
        return (agree, "On your answers, this guide would not have been used.")
    if own is outcome:
        return (agree, f"Your answers lead to the same outcome: {rehearsal.guide.name_of(own)}.")
    return (agree, f"Your answers would have led to another outcome: {rehearsal.guide.name_of(own)}.")


def _reason(guide: Guide, driver: Driver) -> part.Reason:
    return part.Reason(driver.question.title, driver.option.label, driver.why, source_notes(guide, driver.sources))


def _other(difference: Difference) -> OtherAnswer:
    question = difference.question
    given, expected = question.option(difference.given), question.option(difference.expected.answer)
    return OtherAnswer(
        question.title,
        given.label if given else NOT_ASKED,
        expected.label if expected else "",
        difference.expected.why,
    )


def _written(rehearsal: Rehearsal) -> tuple[OtherAnswer, ...]:
    """What was written by hand, beside what a careful reader might have written."""
    return tuple(
        OtherAnswer(question.title, rehearsal.answers.get(question.id) or NOTHING_WRITTEN, each.answer, each.why)
        for question in rehearsal.guide.questions
        if question.kind is Kind.TEXT and (each := rehearsal.story.expected.get(question.id)) is not None
    )
