"""The path of one case: the chart of the guide with the answers that were given, and the outcome at its end."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime
from functools import partial

from flask import url_for

from ...cases.desk import Desk
from ...cases.review import CaseFile
from ...guidance.assess import assess
from ...guidance.flow import Flow, Way, flow
from ...guidance.guide import Guide
from ...guidance.model import NOT_KNOWN, Audience
from ...guidance.passage import Passage, passages
from ...guidance.reading import strand_of
from ..view_parts import Chrome, Link
from ..views_flow import FlowStop, FlowStretch, PathPage
from .case import may_answer, printed_by
from .flow import end_words, or_words, way_words
from .words import month

HOW = (
    "A thick line is an answer that was given. Every other way is folded: open one to see where it leads.",
    "A broken line is a question whose answer is not known. It is never counted as safe.",
)
DECIDES = "This is a reason for the outcome."
CHANGE, ANSWER = "Change this answer", "Answer this question"
NOBODY = "Not known yet: nobody has answered this."


# Where an answer is given or changed, if the person may do so now.
Change = Callable[[Passage], Link | None]


def path_page(file: CaseFile, chrome: Chrome, now: datetime) -> PathPage:
    """The whole path of a case, for somebody who may see it."""
    desk, guide = file.desk, file.desk.guide
    found = assess(guide, desk.answers, strict=False)
    return PathPage(
        chrome=chrome,
        reference=desk.case.reference,
        back_url=url_for("review.case", case_id=desk.case.id),
        outcome_url=url_for("outcome.show_outcome", case_id=desk.case.id),
        how=HOW,
        stretches=path_stretches(guide, desk.answers, partial(_change, desk, can_answer=may_answer(file))),
        end=end_words(guide, found.outcome, guide.timing_note, current=True),
        guide=f"{guide.title}. Sources read in {month(guide.checked)}.",
        printed=printed_by(chrome, now),
    )


def path_stretches(guide: Guide, answers: Mapping[str, str], change: Change) -> tuple[FlowStretch, ...]:
    """The chart of a guide with these answers in it."""
    chart = flow(guide, strand_of(guide, answers))
    reasons = {driver.question.id for driver in assess(guide, answers, strict=False).drivers}
    stops = {
        name: replace(_stop(guide, chart, each), change=change(each), decides=DECIDES if name in reasons else None)
        for each in passages(guide, chart, answers)
        for name in (each.stop.question.id,)
    }
    return tuple(
        FlowStretch(number, each.title, tuple(stops[stop.question.id] for stop in each.stops))
        for number, each in enumerate(chart.stretches, 1)
    )


def _stop(guide: Guide, chart: Flow, passed: Passage) -> FlowStop:
    """One question with what was answered to it, and every other way folded."""
    ways = [(way, replace(way_words(guide, chart, way), answers=(), taken=True)) for way in passed.taken]
    ways += [
        (way, replace(way_words(guide, chart, way), answers=(), folded=_fold(way, passed))) for way in passed.others
    ]
    return FlowStop(
        id=passed.stop.question.id,
        question=passed.stop.question.title,
        off=tuple(words for way, words in ways if not way.goes_on),
        on=tuple(words for way, words in ways if way.goes_on),
        answered=_answered(passed),
        known=passed.known,
    )


def _fold(way: Way, passed: Passage) -> str:
    """What stands on the fold of a way that was not taken."""
    condition = " together with another answer" if way.together else ""
    return f"If {or_words(way.options)}{condition} ({_why_folded(passed)})"


def _why_folded(passed: Passage) -> str:
    if passed.stop.question.asked_of is Audience.NOBODY:
        return "not your school"
    return "not answered yet" if passed.given is None else "not your answer"


def _answered(passed: Passage) -> str:
    """What was answered, in words. The nation is the school's own, and nobody is asked for it."""
    if passed.stop.question.asked_of is Audience.NOBODY:
        return f"Set for your school: {passed.counted.label}"
    if passed.given is not None:
        return f"You answered: {passed.given.label}"
    if passed.counted.id == NOT_KNOWN:
        return NOBODY
    return f"Nobody has answered this. Until then it counts as “{passed.counted.label}”."


def _change(desk: Desk, passed: Passage, *, can_answer: bool) -> Link | None:
    name = passed.stop.question.id
    if not can_answer or desk.path.question(name) is None:
        return None
    words = ANSWER if passed.given is None else CHANGE
    return Link(words, url_for("assessment.ask", case_id=desk.case.id, slug=name))
