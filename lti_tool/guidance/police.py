"""The first line of every outcome: whether these answers call for the police."""

from .assess import Assessment
from .guide import Guide
from .model import Level, PoliceLine

WITHOUT_POLICE = {
    Level.MANAGE: "no",
    Level.CONSULT: "advice",
    Level.REFER_CSC: "ask",
    Level.REFER_NOW: "ask",
    Level.EMERGENCY: "999",
}


def police_line(guide: Guide, assessment: Assessment) -> PoliceLine:
    """The line about the police for this assessment, with what to say beside it."""
    line_id = line_for(assessment)
    return next(line for line in guide.police if line.id == line_id)


def line_for(assessment: Assessment) -> str:
    """Which line holds: 999 before the police, and the police before everything else."""
    if "999" in assessment.refer:
        return "999"
    if "police" in assessment.refer:
        return "now"
    return WITHOUT_POLICE[assessment.outcome]
