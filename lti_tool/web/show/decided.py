"""A decision as people read it: what was decided, how, and all that was written down with it."""

from __future__ import annotations

from ...cases.deciding import Need, Response, Way
from ...cases.model import Decision
from ...cases.review import CaseFile
from .. import view_parts as part
from .decision import RESPONSES, TITLES
from .history import person_words
from .words import LEVELS, moment

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
        words=_title(made),
        by=person_words(file.people, made.by_staff_id),
        at=moment(made.at),
        reason=made.reason,
        facts=tuple(_facts(made)),
    )


def _title(made: Decision) -> str:
    match Way(made.way):
        case Way.CONFIRM:
            return f"Outcome confirmed: {LEVELS[made.outcome]}"
        case Way.OVERRIDE:
            return f"Decided differently: {LEVELS[made.outcome]}"
        case way:
            return f"{TITLES[way]}. On record: {LEVELS[made.outcome]}"


def _facts(made: Decision) -> list[part.Fact]:
    facts = [] if made.outcome is made.computed else [part.Fact("The answers asked for", LEVELS[made.computed])]
    for need, label in LABELS.items():
        words = made.record.get(need, "")
        if words:
            facts.append(part.Fact(label, RESPONSES[Response(words)] if need is Need.RESPONSE else words))
    return facts
