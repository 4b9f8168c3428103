"""The lead's list and one case."""

from __future__ import annotations

from dataclasses import replace

from flask import Blueprint, Response, request, url_for

from ...cases.model import Act, CaseChanged, Sight
from ...cases.queue import Show
from ...cases.review import CaseFile
from ...cases.transitions import required_move
from ...outcomes.words import can_try_again
from ...system.database import NOT_NOW
from ...tenants.contacts import not_set
from ...tenants.tenants import NotFound
from ..done import after
from ..errors import not_saved
from ..forms import NameForm, ReasonForm, read_form
from ..guide_age import old_guide
from ..phones import phones, restricted_phones
from ..services import services
from ..show.case import NOTHING_WRONG, Wrong, case_page, may_name
from ..show.queue import Also, queue_page
from ..show.roles import role_news
from ..show.status import NO_HEAD
from ..show.words import CHANGED
from ..views_lead import RestrictedPage
from ..visitor import Visitor, chrome, contacts_of, has_head, visitor
from . import see_other, show
from .confirming import confirmation_of

bp = Blueprint("review", __name__)

CHANGED_BY_SOMEBODY = "Somebody else was working on this case at the same moment. Nothing of theirs was overwritten."
MOST_PAGES = 10_000
ONLY_THE_HEAD = "It may concern somebody who works with children. Only the head can open it, and nothing is lost."


@bp.get("/cases")
def queue() -> Response:
    """Every case from its first answer, the most urgent first."""
    who = visitor()
    here = services()
    part_of_it, number = _part_of_it(), _page_number()
    listed = here.queues.of(who.person, part_of_it, number)
    around, now = chrome(who, first_view="first" in request.args), here.clock.now()
    contacts = contacts_of(who)
    unset = tuple(phone.label for phone in phones(contacts, not_set(contacts)))
    due, leaving = here.retention.count(who.person), here.leaving.pending(who.person) is not None
    requests = bool(here.privacy.waiting(who.person))
    also = Also(has_head(who), due, leaving, requests, unset, old_guide(who))
    seen = role_news(here.agreements.of(who.person))
    page = queue_page(listed, who.person, around, now, also, show=part_of_it, number=number, roles=seen)
    return show(replace(page, confirmation=confirmation_of(who)))


@bp.get("/cases/<id128:case_id>")
def case(case_id: str) -> Response:
    """One case. A reporter is shown their own pages instead."""
    who = visitor()
    if services().assessments.read(case_id, who.person).sight is Sight.REPORTER:
        return see_other(url_for("assessment.resume", case_id=case_id))
    return _show_case(who, services().reviews.open(case_id, who.person))


@bp.post("/cases/<id128:case_id>/close/<int:version>")
def close(case_id: str, version: int) -> Response:
    """Close a case that was opened by mistake."""
    who = visitor()
    reviews = services().reviews
    file = reviews.work_on(case_id, who.person)
    required_move(file.desk.sight, file.desk.case.status, Act.CLOSE)
    filled = read_form(ReasonForm(), request.form)
    if filled.error:
        return _show_case(who, file, Wrong("close", filled.error, request.form.get("reason", "")))
    try:
        reviews.close(case_id, who.person, filled.values["reason"], version)
    except CaseChanged:
        file = reviews.open(case_id, who.person)
        return _show_case(who, file, Wrong("close", CHANGED, request.form.get("reason", "")), 409)
    except NOT_NOW as error:
        return _show_case(who, file, Wrong("close", not_saved(error), request.form.get("reason", "")), 503)
    return see_other(after("closed", "review.queue"))


@bp.post("/cases/<id128:case_id>/named")
def keep_from(case_id: str) -> Response:
    """Keep a case from the member of staff whom it is about."""
    who = visitor()
    here = services()
    file = here.reviews.work_on(case_id, who.person)
    required_move(file.desk.sight, file.desk.case.status, Act.NAME)
    filled = read_form(NameForm(), request.form)
    if filled.error:
        return _show_case(who, file, Wrong("naming", filled.error))
    here.keeping.keep_from(case_id, who.person, filled.values["staff"])
    return see_other(url_for("review.case", case_id=case_id))


@bp.post("/cases/<id128:case_id>/unnamed")
def show_again(case_id: str) -> Response:
    """It was not about that person: undo it."""
    who = visitor()
    filled = read_form(NameForm(), request.form)
    if filled.error:
        raise NotFound("There is no such person.")
    services().keeping.show_again(case_id, who.person, filled.values["staff"])
    return see_other(url_for("review.case", case_id=case_id))


@bp.post("/cases/<id128:case_id>/receipt")
def try_again(case_id: str) -> Response:
    """Post the receipt once more. If it is on its way again already, nothing needs to be done."""
    who = visitor()
    here = services()
    file = here.reviews.work_on(case_id, who.person)
    receipt = file.receipts[-1] if file.receipts else None
    if receipt is not None and can_try_again(receipt, restricted=file.desk.case.restricted):
        with here.database.transaction() as db:
            here.deliveries.try_again(db, receipt.id)
    return see_other(url_for("review.case", case_id=case_id))


@bp.get("/restricted")
def restricted() -> Response:
    """Only the head can see it now: telephone, do not wait."""
    who = visitor()
    return show(
        RestrictedPage(
            chrome=chrome(who, restricted=True),
            standing=(ONLY_THE_HEAD if has_head(who) else NO_HEAD,),
            phones=restricted_phones(contacts_of(who)),
        )
    )


def _show_case(who: Visitor, file: CaseFile, wrong: Wrong = NOTHING_WRONG, status: int = 422) -> Response:
    here = services()
    to_name = here.keeping.candidates(file.desk.case.id, who.person) if may_name(file) else []
    around = chrome(who, restricted=file.desk.case.restricted)
    changed = CHANGED_BY_SOMEBODY if "changed" in request.args else None
    page = case_page(file, around, here.clock.now(), who.person, to_name, wrong, changed)
    return show(page, status if wrong.error else 200)


def _part_of_it() -> Show:
    wanted = request.args.get("show", "")
    return Show(wanted) if wanted in set(Show) else Show.WAITING


def _page_number() -> int:
    wanted = request.args.get("page", "")
    # Its length is asked first: a number of thousands of digits cannot be read, nor asked of a database.
    is_one = wanted.isdecimal() and len(wanted) <= len(str(MOST_PAGES)) and 0 < int(wanted) < MOST_PAGES
    return int(wanted) if is_one else 1
