"""A referral call: what the case holds, and no more than an agency needs.

Children are named by letter, and what somebody wrote by hand is not read out: it may hold names, and words about an
image. The page says where both are, for a caller who is asked.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime

from flask import url_for

from ...cases.children import Child, Fact
from ...cases.model import Act
from ...cases.review import CaseFile
from ...cases.transitions import move
from ...guidance.assess import Assessment, assess
from ...guidance.model import NOT_KNOWN, Kind, Level
from ...guidance.police import police_line
from ...guidance.toolkit import sheet_of
from ...tenants.model import ContactKind, Staff
from .. import view_parts as part
from ..phones import Contacts, phones
from ..role_words import role_words, within
from ..views_call import CallPage
from .case import printed_by
from .child_words import NOT_WRITTEN, PART, TITLES, fact_words, lines_of, title_of
from .outcome import agency_phones

SHEET = "call"
SAID_OF_A_CHILD = (TITLES[Fact.AGE], PART, TITLES[Fact.SUPPORT])
NO_CHILD = "No child is written down yet. Say how many there are, their ages, and any social worker."
NOBODY = "Nobody outside the school, as far as is written down here."
ADVICE = (ContactKind.SOCIAL_CARE, ContactKind.OUT_OF_HOURS)
BLANKS = ("Name and role of who answered", "Their reference", "What they will do, and by when", "What they said")


def call_page(
    file: CaseFile, children: Iterable[Child], chrome: part.Chrome, contacts: Contacts, now: datetime, person: Staff
) -> CallPage:
    """All that is said in the call, in the order in which it is asked for."""
    desk, found = file.desk, assess(file.desk.guide, file.desk.answers, strict=False)
    children = tuple(children)
    danger = (part.DANGER,) if "999" in found.refer else ()
    return CallPage(
        chrome=chrome,
        reference=desk.case.reference,
        back_url=url_for("outcome.show_outcome", case_id=desk.case.id),
        police=police_line(desk.guide, found).text,
        phones=danger + (agency_phones(found, contacts) or phones(contacts, ADVICE)),
        say=_opening(file, found, person),
        children=part.Section("The children", tuple(_child_facts(file, children))),
        reasons=part.Section("Why we are calling", tuple(_reasons(file, found))),
        known=part.Section("What else is known", tuple(_known(file, found))),
        unknown=tuple(_unknown(file, found)),
        told=part.Section("Who has been told already", tuple(_told(file, children))),
        ask=_ask(file),
        blanks=BLANKS,
        printed=printed_by(chrome, now),
        record=_record(file),
    )


def _opening(file: CaseFile, found: Assessment, person: Staff) -> tuple[str, ...]:
    role = within(role_words(person))
    who = f"My name is {person.name}, and I am {role}" if person.name else f"I am {role}"
    asks = "I am making a referral." if found.outcome >= Level.REFER_CSC else "I am asking for advice before we decide."
    return (
        f"{who} at {file.desk.tenant.name}.",
        f"{asks} Our reference is {file.desk.case.reference}.",
        "May I have your name and role, and a reference for this call?",
    )


def _child_facts(file: CaseFile, children: tuple[Child, ...]) -> Iterator[part.Fact]:
    """Age, part and support of each child, by letter."""
    if not children:
        yield part.Fact("Children", NO_CHILD, known=False)
    for child in children:
        lines = dict(lines_of(file.desk.guide, child))
        for title in SAID_OF_A_CHILD:
            words = lines.get(title, "")
            yield part.Fact(f"{title_of(child.label)}: {title.lower()}", words or NOT_WRITTEN, known=bool(words))


def _reasons(file: CaseFile, found: Assessment) -> Iterator[part.Fact]:
    """The outcome, what was decided where that is something else, and each known answer behind it."""
    yield part.Fact("What our guidance asks for", file.desk.guide.name_of(found.outcome))
    if file.decision is not None and file.decision.outcome is not found.outcome:
        yield part.Fact("What we decided", file.desk.guide.name_of(file.decision.outcome))
    for driver in found.drivers:
        if driver.known:
            yield part.Fact(driver.question.title, driver.option.label)


def _known(file: CaseFile, found: Assessment) -> Iterator[part.Fact]:
    """Every other answer that somebody knows."""
    said = {driver.question.id for driver in found.drivers}
    for step in file.desk.path.steps:
        chosen = step.question.kind is Kind.CHOICE and step.value and step.value != NOT_KNOWN
        if chosen and step.question.id not in said:
            yield part.Fact(step.question.title, step.label)


def _unknown(file: CaseFile, found: Assessment) -> Iterator[str]:
    for question_id in found.missing:
        question = file.desk.guide.question(question_id)
        if question is not None:
            yield question.title


def _told(file: CaseFile, children: tuple[Child, ...]) -> Iterator[part.Fact]:
    """The agencies, and the parents or carers of each child."""
    if not file.consultations:
        yield part.Fact("Agencies", NOBODY, known=False)
    for call in file.consultations:
        said = [call.told[name] for name in ("who", "when") if call.told.get(name)]
        said += [f"reference {call.told['reference']}"] if call.told.get("reference") else []
        yield part.Fact(call.told["agency"], ", ".join(said))
    for child in children:
        known = child.facts.get(Fact.PARENTS)
        words = fact_words(file.desk.guide, Fact.PARENTS, known) if known else NOT_WRITTEN
        yield part.Fact(f"Parents or carers of {title_of(child.label)}", words, known=bool(known))


def _ask(file: CaseFile) -> tuple[str, ...]:
    """What the guide says to ask, from the last part of its blank script."""
    sheet = sheet_of(file.desk.guide.toolkit, SHEET)
    return sheet.parts[-1].say if sheet else ()


def _record(file: CaseFile) -> part.Link | None:
    desk = file.desk
    if move(desk.sight, desk.case.status, Act.CONSULT) is None:
        return None
    return part.Link("Record this call", url_for("agencies.add_form", case_id=desk.case.id))
