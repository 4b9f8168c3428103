"""What to do and what not to do about an assessment, most urgent first."""

from dataclasses import dataclass, replace

from .assess import Assessment
from .guide import Guide
from .model import AGENCIES, Action, DoNot, Level, Part

EVERY_CASE = "ALL"
BELOW = "BELOW"

# Answers that ask for less name nobody to tell. Somebody who decides upwards means those who are usually told.
USUALLY_TOLD = {
    Level.REFER_CSC: ("social_care",),
    Level.REFER_NOW: ("police", "social_care"),
    Level.EMERGENCY: ("999", "police", "social_care"),
}


@dataclass(frozen=True)
class Advice:
    """The parts of the guide's advice that fit one assessment."""

    parts: tuple[Part, ...]

    @property
    def do(self) -> tuple[Action, ...]:
        """Every action, most urgent part first."""
        return tuple(action for part in self.parts for action in part.do)

    @property
    def do_not(self) -> tuple[DoNot, ...]:
        """Everything that nobody may do."""
        return tuple(each for part in self.parts for each in part.do_not)


def actions_for(guide: Guide, assessment: Assessment) -> Advice:
    """The advice for the outcome, then for each flag, then for every case."""
    found = (guide.part(part_id) for part_id in (*outcome_parts(assessment), *assessment.flags, EVERY_CASE))
    return Advice(tuple(fitting(part, assessment.refer) for part in found if part))


def actions_decided(guide: Guide, assessment: Assessment, decided: Level, *, overridden: bool = False) -> Advice:
    """The advice for what a person decided, which may be more or less than the answers ask for.

    Args:
        overridden: they decided so on their own judgement, and not because of what an agency said.
    """
    told = set(assessment.refer)
    if decided > assessment.outcome:
        told.update(USUALLY_TOLD.get(decided, ()))
    refer = tuple(agency for agency in AGENCIES if agency in told)
    advice = actions_for(guide, replace(assessment, outcome=decided, refer=refer))
    below = guide.part(BELOW) if overridden and decided < assessment.outcome else None
    return Advice((below, *advice.parts)) if below else advice


def outcome_parts(assessment: Assessment) -> tuple[str, ...]:
    """An emergency is followed by everything that a referral needs."""
    if assessment.outcome is Level.EMERGENCY:
        return (Level.EMERGENCY.name, Level.REFER_NOW.name)
    return (assessment.outcome.name,)


def fitting(part: Part, telling: tuple[str, ...]) -> Part:
    """The part without the actions that are for somebody who need not be told."""
    return replace(part, do=tuple(action for action in part.do if fits(action, telling)))


def fits(action: Action, telling: tuple[str, ...]) -> bool:
    """Whether the action is for those who must be told."""
    wanted = not action.if_telling or any(agency in telling for agency in action.if_telling)
    return wanted and not any(agency in telling for agency in action.unless_telling)
