"""Pure functions for practice: what a careful reader's answers require, where somebody's differ, and sound stories."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from .assess import AnswersRefused, Assessment, assess
from .guide import Guide
from .model import Audience, Kind, Question
from .path import walk
from .prose import faults
from .stories import Expected, Story, StoryBook


@dataclass(frozen=True, slots=True)
class Difference:
    """A question that somebody answered otherwise than a careful reader. `given` is empty where it was not asked."""

    question: Question
    given: str
    expected: Expected


def careful(story: Story, nation: str) -> dict[str, str]:
    """The answers of a careful reader. The nation is the story's, or else the reader's."""
    given = {question_id: each.answer for question_id, each in story.expected.items()}
    return {**given, "nation": story.nation or nation}


def applying(guide: Guide, answers: Mapping[str, str]) -> tuple[Question, ...]:
    """Every question that a reporter or a lead is asked on these answers, in the order of the guide."""
    asked = {
        each.id for audience in (Audience.EVERYONE, Audience.LEAD) for each in walk(guide, answers, audience).questions
    }
    return tuple(question for question in guide.questions if question.id in asked)


def choices_of(guide: Guide, story: Story, nation: str) -> tuple[Question, ...]:
    """The questions of a story that are answered with an option."""
    return tuple(each for each in applying(guide, careful(story, nation)) if each.kind is Kind.CHOICE)


def assessed(guide: Guide, answers: Mapping[str, str]) -> Assessment:
    """What these answers require, whatever else they hold."""
    return assess(guide, answers, strict=False)


def differences(guide: Guide, story: Story, answers: Mapping[str, str], nation: str) -> tuple[Difference, ...]:
    """The choices in which these answers are not as good as a careful reader's, in the order of the guide."""
    asked = {each.id for each in applying(guide, answers)}
    found = []
    for question in choices_of(guide, story, nation):
        given = answers.get(question.id, "") if question.id in asked else ""
        if not story.expected[question.id].fits(given):
            found.append(Difference(question, given, story.expected[question.id]))
    return tuple(found)


def story_problems(guide: Guide, book: StoryBook) -> tuple[str, ...]:
    """Everything that is wrong with the stories of a guide, each with its place."""
    ids = [story.id for story in book.stories]
    twice = [f"story {each}: named twice" for each in sorted({each for each in ids if ids.count(each) > 1})]
    return (*twice, *(f"story {story.id}: {fault}" for story in book.stories for fault in _faults(guide, story)))


def _faults(guide: Guide, story: Story) -> Iterator[str]:
    yield from _unplain(story)
    answers = careful(story, guide.nation)
    asked = {question.id: question for question in applying(guide, answers)}
    for question_id in asked:
        if question_id not in story.expected:
            yield f"{question_id}: asked, and no answer is expected"
    for question_id in story.expected:
        if question_id not in asked:
            yield f"{question_id}: an answer is expected, and nobody is asked"
    scored = {name: answers[name] for name in answers if name in asked and asked[name].kind is Kind.CHOICE}
    yield from _wrong_outcome(guide, story, {**scored, "nation": answers["nation"]})


def _wrong_outcome(guide: Guide, story: Story, answers: Mapping[str, str]) -> Iterator[str]:
    try:
        found = assess(guide, answers)
        others = [(name, each, assess(guide, {**answers, name: each})) for name, each in _others(story, answers)]
    except AnswersRefused as refusal:
        yield str(refusal)
        return
    # A guide that borrows its stories may ask for more than the one that they were written for.
    if found.outcome < story.outcome or (found.outcome is not story.outcome and not guide.extends):
        yield f"the expected answers require {found.outcome.name}, not {story.outcome.name}"
    for flag in story.flags:
        if flag not in found.flags:
            yield f"the expected answers do not raise {flag}"
    for name, each, other in others:
        if other.outcome is not found.outcome:
            yield f"{name}: {each} is not as good as what is expected; it requires {other.outcome.name}"


def _others(story: Story, answers: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    for name in answers:
        yield from ((name, each) for each in (story.expected[name].also if name in story.expected else ()))


def _unplain(story: Story) -> Iterator[str]:
    reasons = (each.why for each in story.expected.values())
    for text in (story.title, *story.heard, *story.learned, *reasons):
        yield from faults(text)
