"""A decision as people read it: what was decided, how, and all that was written down with it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from ...cases.deciding import Need, Way
from ...cases.grounds import LOCAL, criteria_in, drivers_in
from ...cases.model import Decision
from ...cases.review import CaseFile
from ...guidance.guide import Guide
from .. import view_parts as part
from .decision import RESPONSES, TITLES
from .history import person_words
from .words import day, moment

LABELS = {
    Need.AGENCY: "Agency",
    Need.ADVISER: "Spoke to",
    Need.ADVISER_ROLE: "Their role",
    Need.ADVISED_WHEN: "When",
    Need.SAID: "What they said",
    Need.RESPONSE: "Their answer",
    Need.PLAN: "Plan",
    Need.HEAD_NAME: "Agreed for the school by",
    Need.HEAD_WHEN: "Agreed when",
    Need.REVIEW_ON: "Looked at again on",
    Need.SURE: "Asked once more, because a criterion for immediate referral was met",
}


def decision_part(file: CaseFile, made: Decision) -> part.Decision:
    """One decision of a case."""
    return part.Decision(
        words=_title(file.desk.guide, made),
        by=person_words(file.people, made.by_staff_id),
        at=moment(made.at),
        reason=made.reason,
        facts=tuple(_facts(file.desk.guide, made)),
    )


def _title(guide: Guide, made: Decision) -> str:
    outcome = guide.name_of(made.outcome)
    match Way(made.way):
        case Way.CONFIRM:
            return f"Outcome confirmed: {outcome}"
        case Way.OVERRIDE:
            return f"Decided differently: {outcome}"
        case way:
            return f"{TITLES[way]}. On record: {outcome}"


def _facts(guide: Guide, made: Decision) -> Iterator[part.Fact]:
    if made.outcome is not made.computed:
        yield part.Fact("The answers asked for", guide.name_of(made.computed))
    yield from _grounds(guide, made)
    if LOCAL in made.record:
        yield part.Fact("Where the school asked for more than the guide", f"Version {made.record[LOCAL]}")
    for need, label in LABELS.items():
        written = made.record.get(need, "")
        if written:
            yield part.Fact(label, _words(need, written))


def _grounds(guide: Guide, made: Decision) -> Iterator[part.Fact]:
    """In the guide's words; an id that the guide does not know stands for itself."""
    for question_id, option_id in drivers_in(made.record):
        question, option = guide.question(question_id), guide.option(question_id, option_id)
        asked, answered = question.title if question else question_id, option.label if option else option_id
        yield part.Fact(f"Because of: {asked}", answered)
    met = criteria_in(made.record)
    if met is not None:
        titles = {each.id: each.title for each in guide.criteria}
        words = "; ".join(titles.get(each, each) for each in met)
        yield part.Fact("Criteria for immediate referral", words or "None was met")


def _words(need: Need, written: str) -> str:
    """What was written down, as people read it. What is not understood is shown as it is, and stops no page."""
    if need is Need.RESPONSE:
        return {each.value: words for each, words in RESPONSES.items()}.get(written, written)
    if need is Need.REVIEW_ON:
        try:
            return day(date.fromisoformat(written))
        except ValueError:
            return written
    return written
