"""Answers as people read them: by section, with what was not known, and where to change them."""

from __future__ import annotations

from itertools import groupby

from flask import url_for

from ...cases.desk import Desk
from ...guidance.model import NOT_KNOWN
from ...guidance.path import Step
from ..view_parts import Fact, Section

NOTHING_WRITTEN = "Nothing written"


def sections(desk: Desk, *, change: bool = True) -> tuple[Section, ...]:
    """Every answer on the path, under its section's heading, in the order in which it was asked."""
    grouped = groupby(desk.path.steps, key=lambda step: step.question.section)
    return tuple(Section(title, tuple(_fact(desk, step, change=change) for step in steps)) for title, steps in grouped)


def _fact(desk: Desk, step: Step, *, change: bool) -> Fact:
    return Fact(
        question=step.question.title,
        answer=step.label or NOTHING_WRITTEN,
        change_url=url_for("assessment.ask", case_id=desk.case.id, slug=step.question.id) if change else None,
        known=bool(step.label) and step.value != NOT_KNOWN,
    )
