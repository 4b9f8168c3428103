"""The way through the questions. Next, back, a changed answer and a typed address are all one replay."""

from collections.abc import Mapping
from dataclasses import dataclass

from .guide import Guide
from .model import Audience, Kind, Option, Question
from .reading import strand_of


@dataclass(frozen=True)
class Step:
    """A question that was answered, and the option's id or the words that were written."""

    question: Question
    value: str

    @property
    def option(self) -> Option | None:
        """The option chosen, or None where the answer was written by hand."""
        return self.question.option(self.value)

    @property
    def label(self) -> str:
        """The answer as a person reads it."""
        return self.option.label if self.option else self.value


@dataclass(frozen=True)
class Path:
    """The questions that apply, those answered, and where the answers lead."""

    questions: tuple[Question, ...]
    steps: tuple[Step, ...]
    next_question: Question | None
    exit: Option | None
    """The answer that leads out of the guide, to the page that says who to tell instead."""

    @property
    def complete(self) -> bool:
        """Whether everything that applies has been answered."""
        return self.next_question is None and self.exit is None

    @property
    def reachable(self) -> tuple[Question, ...]:
        """The answered questions and the next one, in asking order. No other page may be opened."""
        answered = {step.question.id for step in self.steps}
        return tuple(q for q in self.questions if q.id in answered or q is self.next_question)

    def question(self, question_id: str) -> Question | None:
        """The question of this id if its page may be opened."""
        return next((question for question in self.reachable if question.id == question_id), None)

    def step(self, question_id: str) -> Step | None:
        """The answer to this question, if it was answered."""
        return next((step for step in self.steps if step.question.id == question_id), None)

    def previous(self, question_id: str) -> Question | None:
        """The question before this one, for the link that goes back."""
        return neighbour(self.reachable[::-1], question_id)

    def after(self, question_id: str) -> Question | None:
        """The question to show once this one is answered. None when nothing is left to ask."""
        if self.exit or (self.next_question and self.next_question.id == question_id):
            return None
        return neighbour(self.reachable, question_id) or self.next_question


def walk(guide: Guide, answers: Mapping[str, str], audience: Audience) -> Path:
    """Follow the answers as far as they lead. Answers to questions that no longer apply fall away."""
    asked = guide.asked(strand_of(guide, answers), audience)
    way_out = next((question for question in asked if leaves(question, answers)), None)
    if way_out:
        asked = asked[: asked.index(way_out) + 1]
    steps = tuple(Step(question, answers[question.id]) for question in asked if is_answered(question, answers))
    waiting = next((question for question in asked if not is_answered(question, answers)), None)
    return Path(asked, steps, waiting, way_out.option(answers[way_out.id]) if way_out else None)


def leaves(question: Question, answers: Mapping[str, str]) -> bool:
    """Whether the answer to this question leads out of the guide."""
    option = question.option(answers.get(question.id))
    return option is not None and option.leaves


def is_answered(question: Question, answers: Mapping[str, str]) -> bool:
    """Whether the answers hold an option that is offered, or any words at all where words are asked for."""
    if question.kind is Kind.TEXT:
        return question.id in answers
    return question.option(answers.get(question.id)) is not None


def neighbour(questions: tuple[Question, ...], question_id: str) -> Question | None:
    """The question that comes straight after this one."""
    ids = [question.id for question in questions]
    if question_id not in ids[:-1]:
        return None
    return questions[ids.index(question_id) + 1]
