"""What a set of answers says: which questions apply, and which option each of them counts as."""

from collections.abc import Mapping
from dataclasses import dataclass

from .guide import Driver, Guide
from .model import Kind, Strand


class AnswersRefused(Exception):
    """Answers that cannot be assessed. The message names the question and what to do."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What every question that applies counts as, in guide order, and which of them are not known."""

    counted: Mapping[str, Driver]
    missing: tuple[str, ...]


def read(guide: Guide, answers: Mapping[str, str], *, strict: bool) -> Reading:
    """Read the answers. An unanswered question counts as not known; one that does not apply counts for nothing."""
    strand = strand_of(guide, answers)
    if strict and not answers.items() <= guide.accepted(strand):
        raise AnswersRefused(fault(guide, answers, strand))
    counted: dict[str, Driver] = {}
    for question_id, options, unanswered in guide.rows(strand):
        counted[question_id] = options.get(answers.get(question_id, ""), unanswered)
    return Reading(counted, tuple([question_id for question_id, answer in counted.items() if not answer.known]))


def strand_of(guide: Guide, answers: Mapping[str, str]) -> Strand:
    """What the case is assessed as. Not knowing what was reported is treated as both."""
    strand = opened(guide, answers, "strand") or Strand.BOTH
    if strand is Strand.CONTACT:
        return opened(guide, answers, "contact_type") or strand
    return strand


def opened(guide: Guide, answers: Mapping[str, str], question_id: str) -> Strand | None:
    """The strand that the answer to this question opens, if any."""
    option = guide.option(question_id, answers.get(question_id))
    return option.opens if option else None


def fault(guide: Guide, answers: Mapping[str, str], strand: Strand) -> str:
    """Why the first answer that is not accepted cannot be assessed, and what to do."""
    question_id, option_id = next(pair for pair in answers.items() if pair not in guide.accepted(strand))
    question = guide.question(question_id)
    if question is None:
        return f"There is no question {shown(question_id)}. Take it out or correct its name."
    if question.kind is Kind.TEXT:
        return f"{shown(question_id)} is written by hand and is not assessed. Take it out."
    option = question.option(option_id)
    if option is None:
        offered = ", ".join(option.id for option in question.options)
        return f"{shown(question_id)} has no option {shown(option_id)}. Use one of: {offered}."
    answer = f"{shown(question_id)}: {shown(option_id)}"
    if option.leaves:
        return f"{answer} is not assessed by this guide. Tell your safeguarding lead."
    return f"{answer} is for images, and this case has only messages. Correct it, or the strand."


def shown(text: str) -> str:
    """Text from outside, quoted, cut short and safe to print."""
    return ascii(text if len(text) <= 40 else text[:40] + "...")
