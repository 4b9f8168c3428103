"""What the guidance asks for on one case's answers, with every reason and its source."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime

from flask import url_for

from ...cases.deciding import Need
from ...cases.decisions import computed_level
from ...cases.due import day_of
from ...cases.model import Act
from ...cases.review import CaseFile
from ...cases.transitions import move
from ...guidance.advice import actions_for
from ...guidance.age import warning as warning_of_age
from ...guidance.assess import Assessment, Driver, assess
from ...guidance.guide import Guide
from ...guidance.model import Action, Level
from ...guidance.police import police_line
from ...tenants.model import ContactKind
from .. import view_parts as part
from ..forms import Sheet
from ..phones import Contacts, phones
from ..views_lead import ConfirmForm, OutcomePage
from .asides import asides, spot_at_outcome
from .case import printed_by, unknown_parts
from .decided import decision_part
from .decision import confirm_fields
from .handling import news_words
from .local import local_part
from .source_notes import source_notes
from .tasks import tasks_link
from .words import CARE, month

AGENCY_CONTACTS = {
    "police": (ContactKind.POLICE, ContactKind.SAFER_SCHOOLS),
    "social_care": (ContactKind.SOCIAL_CARE, ContactKind.OUT_OF_HOURS),
    "lado": (ContactKind.LADO,),
}


@dataclass(frozen=True, slots=True)
class Wrong:
    """What was wrong with the form that confirms: in its fields, lacking in it, or with all of it."""

    sheet: Sheet | None = None
    lacks: tuple[Need, ...] = ()
    general: str | None = None


NOTHING_WRONG = Wrong()


def outcome_page(
    file: CaseFile,
    chrome: part.Chrome,
    contacts: Contacts,
    now: datetime,
    wrong: Wrong = NOTHING_WRONG,
    links: tuple[part.Link, ...] = (),
) -> OutcomePage:
    """The whole of the outcome: police line, what to do, what not to do, why, what is not known, and what people ask.

    Args:
        links: the school's own.
    """
    desk = file.desk
    found = assess(desk.guide, desk.answers, strict=False)
    return replace(
        _page(file, found, chrome, contacts, now, wrong),
        local=local_part(desk, links),
        script_url=url_for("calling.script", case_id=desk.case.id),
        asides=asides(desk, spot_at_outcome(desk, found)),
    )


def _page(
    file: CaseFile, found: Assessment, chrome: part.Chrome, contacts: Contacts, now: datetime, wrong: Wrong
) -> OutcomePage:
    """What the guide itself asks for."""
    desk, guide = file.desk, file.desk.guide
    advice, police, outcome = actions_for(guide, found), police_line(guide, found), guide.outcome(found.outcome)
    return OutcomePage(
        chrome=chrome,
        reference=desk.case.reference,
        back_url=url_for("review.case", case_id=desk.case.id),
        police=police.text,
        police_note=(police.note,) if police.note else (),
        care=CARE[found.outcome],
        outcome=outcome.title,
        timing=(outcome.timing, guide.timing_note),
        phones=_phones(found, contacts),
        tasks=tuple(_task(guide, action, each.title) for each in advice.parts for action in each.do),
        do_not=tuple(each.text for each in advice.do_not),
        reasons=tuple(_reason(guide, driver) for driver in found.drivers),
        unknown=unknown_parts(file),
        warnings=(*old_words(guide, now), *news_words(file)),
        guide=f"{guide.title}. Sources read in {month(guide.checked)}.",
        confirm=_confirm(file, day_of(now), wrong),
        decision=decision_part(file, file.decision) if file.decision else None,
        tasks_link=tasks_link(file) if file.tasks else None,
        earlier=tuple(decision_part(file, made) for made in file.decisions if made is not file.decision),
        onward=_onward(file),
        printed=printed_by(chrome, now),
    )


def _onward(file: CaseFile) -> tuple[part.Link, ...]:
    case_id = file.desk.case.id
    return (
        part.Link("See each answer, and where another would lead", url_for("path.path", case_id=case_id)),
        part.Link("Print this case", url_for("paper.paper", case_id=case_id)),
    )


def old_words(guide: Guide, now: datetime) -> tuple[str, ...]:
    """That the guide of this case is old, where it is."""
    old = warning_of_age(guide, day_of(now))
    return () if old is None else (old,)


def _phones(assessment: Assessment, contacts: Contacts) -> tuple[part.Phone, ...]:
    return agency_phones(assessment, contacts) + phones(contacts, (ContactKind.HEAD,))


def agency_phones(assessment: Assessment, contacts: Contacts) -> tuple[part.Phone, ...]:
    """Whom outside the school these answers ask to telephone, in the order in which they are told."""
    kinds = [kind for agency in assessment.refer for kind in AGENCY_CONTACTS.get(agency, ())]
    if assessment.outcome in {Level.CONSULT, Level.EMERGENCY} and "social_care" not in assessment.refer:
        kinds += AGENCY_CONTACTS["social_care"]
    if "LADO" in assessment.flags and ContactKind.LADO not in kinds:
        kinds.append(ContactKind.LADO)
    # A safer schools officer is an extra; without a number there is nobody to show.
    shown = [kind for kind in kinds if kind is not ContactKind.SAFER_SCHOOLS or kind in contacts]
    danger = (part.DANGER,) if "999" in assessment.refer else ()
    return danger + phones(contacts, shown)


def _task(guide: Guide, action: Action, title: str) -> part.Task:
    return part.Task(action.text, action.who, action.when, source_notes(guide, action.sources), title)


def _reason(guide: Guide, driver: Driver) -> part.Reason:
    return part.Reason(driver.question.title, driver.option.label, driver.why, source_notes(guide, driver.sources))


def _confirm(file: CaseFile, today: date, wrong: Wrong) -> ConfirmForm | None:
    desk = file.desk
    if move(desk.sight, desk.case.status, Act.DECIDE) is None:
        return None
    return ConfirmForm(
        # The version says which answers the person saw when they confirmed.
        action=url_for("outcome.decide", case_id=desk.case.id, version=desk.case.version),
        fields=confirm_fields(computed_level(desk), wrong.sheet, wrong.lacks, today),
        otherwise=part.Link("Decide or end it in another way", url_for("decision.choose", case_id=desk.case.id)),
        general_error=wrong.general,
    )
