"""One line of JSON in, one assessment out: the core of `signpost assess`."""

import json
from collections.abc import Mapping
from math import isfinite
from typing import Any

from .assess import Assessment, assess
from .library import FALLBACK_NATION, GuideError, for_nation
from .reading import AnswersRefused, shown

LONGEST_LINE = 100_000
"""Characters. Every answer of the longest guide fits many times over."""

MEMBERS = ("id", "answers")


class LineRefused(Exception):
    """A line that is not an assessment. The message says what to do."""


class Members(dict[str, Any]):
    """A JSON object that remembers whether it named something twice."""

    repeated: str | None = None


def assess_line(text: str) -> dict[str, Any]:
    """Assess one line. A line that is not an assessment gets an error in place of an outcome; nothing is raised."""
    line_id = None
    try:
        line = parse(text)
        line_id = id_of(line)
        answers = answers_of(line)
        guide = for_nation(answers.get("nation", FALLBACK_NATION))
        return {"id": line_id, **as_members(assess(guide, answers))}
    except (LineRefused, AnswersRefused, GuideError) as refusal:
        return {"id": line_id, "error": str(refusal)}


def as_members(assessment: Assessment) -> dict[str, Any]:
    """The assessment as other programs read it."""
    return {
        "outcome": assessment.outcome.name,
        "drivers": [{"question": each.question.id, "option": each.option.id} for each in assessment.drivers],
        "flags": list(assessment.flags),
        "refer": list(assessment.refer),
        "missing": list(assessment.missing),
        "guide": assessment.guide_id,
    }


def parse(text: str) -> Members:
    """Read the line as a JSON object."""
    if len(text) > LONGEST_LINE:
        raise LineRefused(f"The line is longer than {LONGEST_LINE} characters. Write one assessment a line.")
    try:
        line = DECODER.decode(text.removeprefix("\ufeff"))
    except json.JSONDecodeError as error:
        raise LineRefused(f"The line is not JSON: {error.msg} at character {error.pos + 1}.") from error
    except (ValueError, RecursionError) as error:
        raise LineRefused("The line is not JSON that can be read: a number or the nesting is too large.") from error
    if not isinstance(line, Members):
        raise LineRefused('Write a JSON object with "id" and "answers" on each line.')
    return line


def id_of(line: Members) -> str | int | float | None:
    """The line's own id, given back so that answers can be matched to questions."""
    if line.repeated == "id":
        raise LineRefused('"id" is named twice. Keep one.')
    line_id = line.get("id")
    if line_id is None or isinstance(line_id, str):
        return line_id
    if isinstance(line_id, int | float) and not isinstance(line_id, bool) and isfinite(line_id):
        return line_id
    raise LineRefused('"id" is neither a text nor a number. Write one of these.')


def answers_of(line: Members) -> Mapping[str, str]:
    """The answers, each an option's id by its question's id."""
    extra = next((name for name in line if name not in MEMBERS), None)
    if extra is not None:
        raise LineRefused(f'{shown(extra)} does not belong here. Keep "id" and "answers"; answers go inside "answers".')
    answers = line.get("answers")
    if not isinstance(answers, Members):
        raise LineRefused('"answers" is missing or is not an object. Write {"question": "option"} pairs in it.')
    for name in (line.repeated, answers.repeated):
        if name is not None:
            raise LineRefused(f"{shown(name)} is named twice. Keep one.")
    wrong = next((question_id for question_id, option_id in answers.items() if type(option_id) is not str), None)
    if wrong is not None:
        raise LineRefused(f"{shown(wrong)}: the answer is not a text. Write an option's id, or leave it out.")
    return answers


def members(pairs: list[tuple[str, Any]]) -> Members:
    """A JSON object, noting the first name that comes twice."""
    found = Members(pairs)
    if len(found) != len(pairs):
        names = [name for name, _ in pairs]
        found.repeated = next(name for place, name in enumerate(names) if name in names[:place])
    return found


def refuse_constant(name: str) -> Any:
    """NaN and Infinity are not JSON."""
    raise LineRefused(f"The line is not JSON: {name} is not a JSON number.")


DECODER = json.JSONDecoder(object_pairs_hook=members, parse_constant=refuse_constant)
