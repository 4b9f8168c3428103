"""What a decision rested on, kept with it: the answers that drove the computed outcome, and the criteria they met.

Answers change once a case is opened again. What somebody decided against must still be readable then, so the ids are
kept as they were, as texts in the decision's encrypted record: `adult=adult_staff spread=few` and `adult at_risk`.
"""

from __future__ import annotations

from collections.abc import Mapping

from ..guidance.assess import assess, criteria_met
from ..guidance.guide import Guide
from .local import Local

DRIVERS, CRITERIA, LOCAL = "drivers", "criteria", "local"
NONE = "none"


def grounds(guide: Guide, answers: Mapping[str, str]) -> dict[str, str]:
    """What is added to the record of a decision that is made on these answers."""
    driven = (f"{each.question.id}={each.option.id}" for each in assess(guide, answers, strict=False).drivers)
    met = (each.id for each in criteria_met(guide, answers))
    return {DRIVERS: " ".join(driven) or NONE, CRITERIA: " ".join(met) or NONE}


def own_floors(local: Local | None) -> dict[str, str]:
    """Which version of the floors that the school had raised the decision was made with; nothing where it had none."""
    return {LOCAL: str(local.number)} if local and local.overlay.floors else {}


def drivers_in(record: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    """Question and option of each answer that drove the outcome; none where none did, or none were kept."""
    pairs = (each.partition("=") for each in _listed(record, DRIVERS))
    return tuple((question, option) for question, _, option in pairs)


def criteria_in(record: Mapping[str, str]) -> tuple[str, ...] | None:
    """The criteria for immediate referral that were met. None: an old decision, with which this was not kept."""
    return _listed(record, CRITERIA) if record.get(CRITERIA) else None


def _listed(record: Mapping[str, str], name: str) -> tuple[str, ...]:
    kept = record.get(name, NONE)
    return () if kept == NONE else tuple(kept.split())
