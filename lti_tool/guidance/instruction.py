"""What the person who heard first is told. They are never shown an outcome."""

from collections.abc import Mapping
from dataclasses import replace

from .assess import assess
from .guide import Guide
from .model import Instruction


def instruction(guide: Guide, answers: Mapping[str, str]) -> Instruction:
    """The one of the three instructions that fits what is known so far."""
    outcome = assess(guide, answers, strict=False).outcome
    fitting = [instruction for instruction in guide.instructions if instruction.level <= outcome]
    return max(fitting, key=lambda instruction: instruction.level)


def about_staff(found: Instruction, contacts: tuple[str, ...]) -> Instruction:
    """The same instruction where a member of staff is concerned.

    Args:
        contacts: who may then be told.
    """
    instead = found.to_the_head
    return replace(
        found,
        heading=instead.heading,
        do=instead.do,
        say=instead.say,
        do_not=(*instead.do_not, *found.do_not),
        if_nobody_answers=instead.if_nobody_answers,
        contacts=contacts,
    )
