"""Answers as people read them: by section, with what was not known, and where to change them."""

from __future__ import annotations

from flask import url_for

from ...cases.desk import Desk
from ...guidance.model import NOT_KNOWN
from ...guidance.path import Step
from ..view_parts import Fact, Section

NOTHING_WRITTEN = "Nothing written"


def sections(desk: Desk, *, change: bool = True) -> tuple[Section, ...]:
    """Every answer on the path, under its section's heading, in the order in which it was asked."""
    grouped: dict[str, list[Fact]] = {}
    for step in desk.path.steps:
        grouped.setdefault(step.question.section, []).append(_fact(desk, step, change=change))
    return tuple(Section(title, tuple(facts)) for title, facts in grouped.items())


def _fact(desk: Desk, step: Step, *, change: bool) -> Fact:
    return Fact(
        question=step.question.title,
        answer=step.label or NOTHING_WRITTEN,
        change_url=url_for("assessment.ask", case_id=desk.case.id, slug=step.question.id) if change else None,
        known=bool(step.label) and step.value != NOT_KNOWN,
    )
