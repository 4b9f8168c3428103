"""What the person who heard first is told. They are never shown an outcome."""

from collections.abc import Mapping

from .assess import assess
from .guide import Guide
from .model import Instruction


def instruction(guide: Guide, answers: Mapping[str, str]) -> Instruction:
    """The one of the three instructions that fits what is known so far."""
    outcome = assess(guide, answers, strict=False).outcome
    fitting = [instruction for instruction in guide.instructions if instruction.level <= outcome]
    return max(fitting, key=lambda instruction: instruction.level)
