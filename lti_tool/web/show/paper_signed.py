"""The decisions of a record, with their reasons, and who stands for the one in force."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from ...cases.deciding import Need
from ...cases.model import Decision
from ...cases.review import CaseFile
from ...outcomes.record.case_record import REFERS, CaseRecord
from .. import view_parts as part
from .decided import decision_part
from .history import person_words
from .words import moment

REASONS = "Reasons"
NOT_REFERRING = "Reasons, also for not referring"
NO_NAME = "Nobody’s agreement is written down with this decision"


def decided(file: CaseFile, made: Decision) -> part.Decision:
    """One decision, its reasons under their own name."""
    shown = decision_part(file, made)
    if not made.reason:
        return shown
    title = NOT_REFERRING if made.outcome < REFERS else REASONS
    return replace(shown, reason="", facts=(part.Fact(title, made.reason), *shown.facts))


def sign_off(record: CaseRecord) -> Iterator[part.Fact]:
    """Who decided what is in force, and who agreed for the school; nothing where nothing is decided."""
    made = record.file.decision
    if made is None:
        return
    lead = person_words(record.file.people, made.by_staff_id)
    yield part.Fact("Decided by", f"{lead}, {moment(made.at).words}")
    name, at = made.record.get(Need.HEAD_NAME), made.record.get(Need.HEAD_WHEN)
    agreed = ", ".join(each for each in (name, at) if each)
    yield part.Fact("Agreed for the school by", agreed or NO_NAME, known=bool(agreed))
