"""The pages of practice up to its end: choosing a story, its questions, and sending."""

from __future__ import annotations

from collections.abc import Iterable

from flask import url_for

from ...cases.access import sees_queue
from ...cases.practice import Practice, Rehearsal
from ...cases.unseen import mark_of
from ...guidance.model import NOT_KNOWN, Audience, Kind, Question
from ...guidance.path import Step
from ...guidance.stories import StoryBook
from ...guidance.vocabulary import Ours
from ...tenants.model import Staff
from .. import view_parts as part
from ..forms import LONGEST_TEXT
from ..views import QuestionPage
from ..views_practice import (
    ChooseStoryPage,
    PracticeBar,
    PracticeCheckPage,
    PracticeChoicePage,
    PracticeEndPage,
    PracticeTextPage,
    StoryPage,
)
from .answers import NOTHING_WRITTEN
from .words import moment

PRACTISE = "Practise on an invented case"
AS_REPORTER = "You are a member of staff, and this is what you are told. Answer from this alone."
AS_LEAD = Ours("Now you are the safeguarding lead. This is what you know by now. Answer from this alone.")


def bar() -> PracticeBar:
    """What stands above every page of practice."""
    return PracticeBar(url_for("start.home"), url_for("start.start"))


def choose_page(
    book: StoryBook, done: Iterable[Practice], person: Staff, chrome: part.Chrome, error: str | None = None
) -> ChooseStoryPage:
    """All stories, with what became of each."""
    latest: dict[str, Practice] = {}
    for practice in done:
        if practice.guide_id == book.guide:
            latest.setdefault(practice.story, practice)
    finished = [(story, latest[story.id]) for story in book.stories if story.id in latest]
    who = part.Link("See who has practised", url_for("training.who")) if sees_queue(person) else None
    return ChooseStoryPage(
        chrome=chrome,
        bar=bar(),
        action=url_for("practice.start"),
        choices=tuple(part.Choice(each.id, each.title, _standing(latest.get(each.id))) for each in book.stories),
        results=tuple(
            part.Link(story.title, url_for("practice.result", practice_id=practice.id))
            for story, practice in finished
            if practice.finished_at is not None
        ),
        who=who,
        error=error,
    )


def story_page(rehearsal: Rehearsal, chrome: part.Chrome) -> StoryPage:
    """What is known of the story in this part."""
    as_lead = rehearsal.practice.sent_at is not None
    return StoryPage(
        chrome=chrome,
        bar=bar(),
        heading=rehearsal.story.title,
        words=AS_LEAD if as_lead else AS_REPORTER,
        heard=rehearsal.story.heard,
        learned=rehearsal.story.learned if as_lead else (),
        go_on=part.Link("Answer the questions", url_for("practice.go_on", practice_id=rehearsal.practice.id)),
    )


def question_page(
    rehearsal: Rehearsal, question: Question, chrome: part.Chrome, error: str | None = None, typed: str | None = None
) -> QuestionPage:
    """The page that asks `question`, as it is asked of a reporter or a lead."""
    is_reporter, practice_id = rehearsal.audience is Audience.EVERYONE, rehearsal.practice.id
    value = rehearsal.answers.get(question.id, "") if typed is None else typed
    shared = {
        "chrome": chrome,
        "bar": bar(),
        "story": rehearsal.story.heard if is_reporter else rehearsal.story.heard + rehearsal.story.learned,
        "question_id": question.id,
        "section": question.section,
        "question": question.title,
        "action": url_for("practice.save", practice_id=practice_id, slug=question.id),
        "back_url": _back(rehearsal, question),
        "help": question.help,
        "hint": question.hint or None,
        "reminder": rehearsal.guide.reminder,
        "send_url": url_for("practice.send", practice_id=practice_id) if is_reporter else None,
        "error": error,
        "was": mark_of(rehearsal.cipher, practice_id, question.id, rehearsal.answers.get(question.id, "")),
    }
    if question.kind is Kind.TEXT:
        return PracticeTextPage(typed=value, max_length=LONGEST_TEXT, **shared)  # type: ignore[arg-type]
    choices = tuple(part.Choice(option.id, option.label, chosen=option.id == value) for option in question.shown)
    return PracticeChoicePage(choices=choices, **shared)  # type: ignore[arg-type]


def check_page(rehearsal: Rehearsal, chrome: part.Chrome) -> PracticeCheckPage:
    """The reporter's answers before they are sent."""
    grouped: dict[str, list[part.Fact]] = {}
    for step in rehearsal.path.steps:
        grouped.setdefault(step.question.section, []).append(_fact(rehearsal, step))
    return PracticeCheckPage(
        chrome=chrome,
        bar=bar(),
        sections=tuple(part.Section(title, tuple(facts)) for title, facts in grouped.items()),
        back_url=_last(rehearsal),
        send_url=url_for("practice.send", practice_id=rehearsal.practice.id),
    )


def end_page(rehearsal: Rehearsal, chrome: part.Chrome) -> PracticeEndPage:
    """Everything is answered."""
    action = url_for("practice.finish", practice_id=rehearsal.practice.id)
    return PracticeEndPage(chrome=chrome, bar=bar(), back_url=_last(rehearsal), action=action)


def _standing(practice: Practice | None) -> str | None:
    if practice is None:
        return None
    if practice.finished_at is None:
        return f"Begun on {moment(practice.started_at).words}. You go on where you left off."
    return f"You finished this on {moment(practice.finished_at).words}."


def _back(rehearsal: Rehearsal, question: Question) -> str:
    previous = rehearsal.path.previous(question.id)
    if previous is None:
        return url_for("practice.story", practice_id=rehearsal.practice.id)
    return _ask(rehearsal, previous)


def _last(rehearsal: Rehearsal) -> str:
    steps = rehearsal.path.steps
    return (
        _ask(rehearsal, steps[-1].question) if steps else url_for("practice.story", practice_id=rehearsal.practice.id)
    )


def _ask(rehearsal: Rehearsal, question: Question) -> str:
    return url_for("practice.ask", practice_id=rehearsal.practice.id, slug=question.id)


def _fact(rehearsal: Rehearsal, step: Step) -> part.Fact:
    known = bool(step.label) and step.value != NOT_KNOWN
    return part.Fact(step.question.title, step.label or NOTHING_WRITTEN, _ask(rehearsal, step.question), known)
