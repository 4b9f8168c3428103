"""The staff-room poster: the public one for anybody, and a school's own for those who lead or install."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from flask import Blueprint, Response, abort

from ...guidance.library import for_nation
from ...guidance.poster import Poster, poster_of
from ...outcomes.poster.paper import Form
from ...system.pdf import PdfBusy, PdfFailed
from ...tenants.model import READERS, Nation, Role, Tenant
from ..errors import message
from ..headers import framed_by_anybody
from ..poster_lines import poster_lines
from ..public import GUIDE
from ..services import services
from ..show.guide import NATIONS
from ..show.poster import NONE_YET, poster_page, school_poster_page
from ..visitor import Visitor, chrome, contacts_of, visitor
from . import show
from .guide import chosen, show_public

bp = Blueprint("poster", __name__)

TYPES = {Form.PDF: "application/pdf", Form.SVG: "image/svg+xml"}
"""What is to be had here. The page itself is there in HTML already."""
BUSY = ("The PDF is not ready yet", ("Wait for a minute, then try again. The picture (SVG) needs no waiting.",))
FAILED = (
    "The PDF cannot be made just now",
    ("Use the picture (SVG), or print the poster’s page.", "Ask your administrator to run: signpost doctor"),
)


@bp.get(f"{GUIDE}/poster")
def page() -> Response:
    """The poster in words, and where its files are."""
    read_for = chosen()
    return show_public(poster_page(read_for, _poster_for(read_for.nation, _today())))


@bp.get(f"{GUIDE}/poster.<form>")
def public(form: str) -> Response:
    """The public poster as a file, with lines to write a school's numbers on."""
    nation = chosen().nation
    poster = _poster_for(nation, _today())
    if poster is None:
        return message(404, "There is no such poster", (NONE_YET.format(nation=NATIONS[nation]),))
    framed_by_anybody()
    return _file(_form(form), lambda asked: services().posters.public(poster, asked))


@bp.get("/poster")
def school() -> Response:
    """Where a school's own poster is to be had, and which numbers it lacks."""
    who, tenant = _allowed()
    poster = _poster_for(tenant.nation, _today())
    return show(school_poster_page(poster, contacts_of(who), chrome(who), NATIONS[tenant.nation]))


@bp.get("/poster.<form>")
def school_file(form: str) -> Response:
    """A school's own poster as a file."""
    who, tenant = _allowed()
    poster = _poster_for(tenant.nation, _today())
    if poster is None:
        abort(404)
    lines = poster_lines(poster, contacts_of(who))
    return _file(_form(form), lambda asked: services().posters.school(poster, lines, tenant.name, asked))


def _allowed() -> tuple[Visitor, Tenant]:
    """Whoever may have a school's own poster, and the school. For everybody else there is no such page."""
    who = visitor()
    if not who.person.has(*READERS, Role.ADMINISTRATOR):
        abort(404)
    here = services()
    with here.database.looking() as db:
        return who, here.tenants.get(db, who.person.tenant_id)


def _poster_for(nation: Nation, today: date) -> Poster | None:
    """The poster of this nation's own guide. One nation's would mislead in another."""
    guide = for_nation(nation.value)
    return poster_of(guide, today) if guide.nation == nation.value else None


def _today() -> date:
    return services().clock.now().date()


def _form(asked: str) -> Form:
    """A file that there is. Any other ends in a page that says so."""
    found = next((form for form in TYPES if form.value == asked), None)
    if found is None:
        abort(404)
    return found


def _file(form: Form, make: Callable[[Form], bytes]) -> Response:
    try:
        made = make(form)
    except PdfBusy:
        return message(503, *BUSY)
    except PdfFailed:
        return message(503, *FAILED)
    response = Response(made, mimetype=TYPES[form])
    # Its name says what it is, never of whom.
    response.headers["Content-Disposition"] = f'attachment; filename="poster.{form.value}"'
    return response
