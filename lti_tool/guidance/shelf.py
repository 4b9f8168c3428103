"""What is wrong with the guides on the shelf, with the line of the file where that can be told."""

from .check import problems
from .library import SHELF, GuideError, guide_ids, load
from .rehearsal import story_problems
from .released import altered, released
from .stories import stories_for
from .where import line_of_problem


def on_the_shelf() -> tuple[str, ...]:
    """Every guide that is there or was released."""
    return tuple(dict.fromkeys((*guide_ids(), *released())))


def problems_of(guide_id: str) -> list[str]:
    """Everything that is wrong with one guide and its practice stories."""
    after_release = [reason for name, reason in altered() if name == guide_id]
    try:
        guide = load(guide_id)
        stories = story_problems(guide, stories_for(guide_id))
    except GuideError as refusal:
        return [*after_release, str(refusal)]
    text = (SHELF / f"{guide_id}.toml").read_text(encoding="utf-8")
    return [*after_release, *(_located(text, each) for each in problems(guide)), *stories]


def unusable() -> dict[str, str]:
    """Each guide that cannot be opened, with the reason. The version before it stays in force."""
    found = {}
    for guide_id in guide_ids():
        try:
            load(guide_id)
        except GuideError as refusal:
            found[guide_id] = str(refusal)
    return found


def _located(text: str, problem: str) -> str:
    line = line_of_problem(text, problem)
    return f"line {line}: {problem}" if line else problem
