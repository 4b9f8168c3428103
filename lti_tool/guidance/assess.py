"""The one rule: the outcome is the highest floor among all the answers that apply."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from .guide import Driver, Guide
from .model import AGENCIES, Criterion, Interaction, Level
from .reading import AnswersRefused, Reading, read

__all__ = ["AnswersRefused", "Assessment", "Driver", "assess"]


@dataclass(frozen=True, slots=True)
class Assessment:
    """What a set of answers requires. A person confirms or overrides it."""

    outcome: Level
    drivers: tuple[Driver, ...]
    flags: tuple[str, ...]
    refer: tuple[str, ...]
    missing: tuple[str, ...]
    guide_id: str


def assess(guide: Guide, answers: Mapping[str, str], *, strict: bool = True) -> Assessment:
    """Say what the answers require. Strict refuses what is not offered; otherwise it counts as unanswered."""
    reading = read(guide, answers, strict=strict)
    together = [interaction for interaction in guide.interactions if holds(reading, interaction.when)]
    outcome = max([each.level for each in reading.counted.values()] + [each.floor for each in together])
    return Assessment(
        outcome=outcome,
        drivers=drivers(reading, together, outcome),
        flags=flags(guide, reading),
        refer=referred_to(reading, together),
        missing=reading.missing,
        guide_id=guide.id,
    )


def holds(reading: Reading, when: Mapping[str, tuple[str, ...]]) -> bool:
    """Whether each of these questions applies and counts as one of its options."""
    for question_id, options in when.items():
        answer = reading.counted.get(question_id)
        if answer is None or answer.option.id not in options:
            return False
    return True


def drivers(reading: Reading, together: list[Interaction], outcome: Level) -> tuple[Driver, ...]:
    """Every answer at the top level once, in guide order. Managing it in school needs no driver."""
    if outcome is Level.MANAGE:
        return ()
    top = {question_id: answer for question_id, answer in reading.counted.items() if answer.level is outcome}
    for question_id, driver in combined(reading, together, outcome):
        top.setdefault(question_id, driver)
    return tuple([top[question_id] for question_id in reading.counted if question_id in top])


def combined(reading: Reading, together: list[Interaction], outcome: Level) -> Iterator[tuple[str, Driver]]:
    """Both answers of each combination that reaches the outcome, with the combination's reason."""
    for interaction in together:
        if interaction.floor is outcome:
            for question_id in interaction.when:
                answer = reading.counted[question_id]
                yield (
                    question_id,
                    replace(answer, level=outcome, sources=interaction.sources, why=interaction.why),
                )


def flags(guide: Guide, reading: Reading) -> tuple[str, ...]:
    """The marks that add advice, in the guide's order. They never change the outcome."""
    raised = [flag for answer in reading.counted.values() if answer.flags for flag in answer.flags]
    kept = {flag.id for flag in raised if holds(reading, flag.only_if)}
    return tuple([flag.id for flag in guide.flags if flag.id in kept])


def criteria_met(guide: Guide, answers: Mapping[str, str]) -> tuple[Criterion, ...]:
    """The criteria for immediate referral that these answers meet, in the guide's order."""
    reading = read(guide, answers, strict=False)
    return tuple(
        each
        for each in guide.criteria
        if holds(reading, each.only_if) and any(holds(reading, {name: each.any[name]}) for name in each.any)
    )


def referred_to(reading: Reading, together: list[Interaction]) -> tuple[str, ...]:
    """Everybody who must be told, because of any answer at all that names them."""
    named = {agency for answer in reading.counted.values() if answer.option.refer for agency in answer.option.refer}
    named.update(agency for interaction in together for agency in interaction.refer)
    return tuple([agency for agency in AGENCIES if agency in named])
