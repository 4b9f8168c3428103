"""Which words a school's pages use: set by its administrator, for everybody there."""

from __future__ import annotations

from flask import Blueprint, Response, request

from ...guidance.vocabulary import LEADS_IN
from ...system.database import NOT_NOW
from ..done import after
from ..errors import not_saved
from ..forms import read_sheet
from ..forms_installing import words_form
from ..services import services
from ..show.wording import wording_page
from ..visitor import chrome, visitor
from . import see_other, show

bp = Blueprint("wording", __name__, url_prefix="/installation/words")


@bp.get("")
def words() -> Response:
    """What is said now."""
    who = visitor()
    school = services().office.school(who.person)
    return show(wording_page(chrome(who), school))


@bp.post("")
def keep() -> Response:
    """Say this from now on."""
    who = visitor()
    here = services().office
    school = here.school(who.person)
    offered = LEADS_IN[school.nation.value]
    sheet = read_sheet(words_form(offered), request.form)
    general, status = None, 422
    if not sheet.errors:
        try:
            # Where a nation leaves no choice, none is kept.
            here.use_words(who.person, sheet.values.get("lead"), sheet.values["child"])
            return see_other(after("words", "start.installation"))
        except NOT_NOW as error:
            general, status = not_saved(error), 503
    return show(wording_page(chrome(who), school, sheet, general), status)
