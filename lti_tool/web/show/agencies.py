"""The agencies of one case: whom somebody spoke to, what they said, and who has not answered yet."""

from __future__ import annotations

from datetime import date

from flask import url_for

from ...cases.consultations import Consultation
from ...cases.model import Act
from ...cases.review import CaseFile
from ...cases.transitions import move, required_move
from .. import view_parts as part
from ..forms import Sheet
from ..view_forms import Box, Day, FormPage, Group, Line
from ..views_lead import AgenciesPage, Call
from .history import person_words
from .words import day, moment

NO_IMAGE = "Use the child’s initials, not their name, and do not describe any image."
ESCALATE = "They have not answered. Telephone again today, and ask for a manager if you get no answer."


def agencies_page(file: CaseFile, chrome: part.Chrome, today: date, links: tuple[part.Link, ...] = ()) -> AgenciesPage:
    """Every call, and what is late.

    Args:
        links: the school's own.
    """
    desk = file.desk
    can_add = move(desk.sight, desk.case.status, Act.CONSULT) is not None
    calls = tuple(_call(file, each, today, can_add=can_add) for each in file.consultations)
    return AgenciesPage(
        chrome=chrome,
        reference=desk.case.reference,
        back_url=url_for("review.case", case_id=desk.case.id),
        calls=calls,
        links=links,
        add_url=url_for("agencies.add_form", case_id=desk.case.id) if can_add else None,
        script_url=url_for("calling.script", case_id=desk.case.id),
    )


def add_call_page(
    file: CaseFile,
    chrome: part.Chrome,
    phones: tuple[part.Phone, ...],
    sheet: Sheet | None = None,
    general: str | None = None,
) -> FormPage:
    """Record a call to an agency."""
    desk = file.desk
    return FormPage(
        chrome=chrome,
        name="A call to an agency",
        caption=f"Case {desk.case.reference}",
        heading="Record a call to an agency",
        words=("Telephone first, then write it down.",),
        phones=phones,
        groups=(Group(fields=_fields(sheet)),),
        action=url_for("agencies.add", case_id=desk.case.id, version=desk.case.version),
        act=required_move(desk.sight, desk.case.status, Act.CONSULT).label,
        back=part.Link("Back", url_for("agencies.calls", case_id=desk.case.id)),
        general_error=general,
    )


def answer_page(
    file: CaseFile, call: Consultation, chrome: part.Chrome, sheet: Sheet | None = None, general: str | None = None
) -> FormPage:
    """What an agency answered."""
    case_id = file.desk.case.id
    typed, error = (sheet.typed["words"], sheet.errors.get("words")) if sheet else ("", None)
    field = Box(name="words", label="What did they answer?", hint=NO_IMAGE, typed=typed, error=error)
    return FormPage(
        chrome=chrome,
        name="An agency’s answer",
        caption=f"Case {file.desk.case.reference}",
        heading="Record an agency’s answer",
        words=(f"{call.told['agency']}, asked {moment(call.at).words}.",),
        groups=(Group(fields=(field,)),),
        action=url_for("agencies.answer", case_id=case_id, call_id=call.id),
        act="Record this answer",
        back=part.Link("Back", url_for("agencies.calls", case_id=case_id)),
        general_error=general,
    )


def late_words(file: CaseFile, today: date) -> tuple[str, ...]:
    """A line for each agency that has not answered in time."""
    late = [each for each in file.consultations if each.is_late(today)]
    return tuple(f"{each.told['agency']} should have answered by now. {ESCALATE}" for each in late)


def _call(file: CaseFile, call: Consultation, today: date, *, can_add: bool) -> Call:
    facts = [
        part.Fact("Who", call.told.get("who", "")),
        part.Fact("When", call.told.get("when", "")),
        part.Fact("Their reference", call.told.get("reference", "None given"), known="reference" in call.told),
        part.Fact("What they said", call.told.get("said", "Nothing written"), known="said" in call.told),
    ]
    if call.answer is not None:
        facts.append(part.Fact("Their answer", call.answer))
    elif call.chase_on is not None:
        facts.append(part.Fact("Ask again on", day(call.chase_on)))
    waiting = can_add and call.answer is None
    return Call(
        agency=call.told["agency"],
        facts=tuple(facts),
        by=f"Written down by {person_words(file.people, call.by_staff_id)}, {moment(call.at).words}",
        late=ESCALATE if call.is_late(today) else None,
        answer_url=url_for("agencies.answer_form", case_id=file.desk.case.id, call_id=call.id) if waiting else None,
    )


def _fields(sheet: Sheet | None) -> tuple[Line | Box | Day, ...]:
    typed = sheet.typed if sheet else {}
    errors = sheet.errors if sheet else {}

    def line(name: str, label: str, hint: str | None = None) -> Line:
        return Line(name=name, label=label, hint=hint, typed=typed.get(name, ""), error=errors.get(name))

    return (
        line("agency", "Which agency?", "For example, children’s social care"),
        line("who", "Who did you speak to?", "Their name and role"),
        line("when", "When?", "For example, today at 10:40"),
        line("reference", "Their reference, if they gave one"),
        Box(
            name="said",
            label="What did they say?",
            hint=NO_IMAGE,
            typed=typed.get("said", ""),
            error=errors.get("said"),
        ),
        Day(
            name="chase_on",
            label="When do you ask again, if they do not answer?",
            hint="The local authority should answer within one working day. We have not checked the wording.",
            typed=typed.get("chase_on", ""),
            error=errors.get("chase_on"),
        ),
    )
