"""What a safeguarding professional has confirmed of a guide, for leads."""

from __future__ import annotations

from flask import Blueprint, Response

from ...guidance.guide import Guide
from ...guidance.library import GuideError, load
from ...guidance.released import fingerprint
from ...tenants.model import READERS
from ...tenants.signoffs import SaidBy
from ...tenants.tenants import NotFound
from ..services import services
from ..show.confirming import Signoffs, confirmation, confirming_page
from ..views_confirming import Confirmation
from ..visitor import Visitor, chrome, guide_of, visitor
from . import show

bp = Blueprint("confirming", __name__, url_prefix="/guide-sources")


@bp.get("/<guide_id>")
def of_guide(guide_id: str) -> Response:
    """Every point of this guide."""
    who = visitor()
    if not who.person.has(*READERS):
        raise NotFound("It is for those who read cases.")
    try:
        guide = load(guide_id)
    except GuideError as refusal:
        raise NotFound("There is no such guide.") from refusal
    return show(confirming_page(guide, _signed(who, guide), chrome(who)))


def confirmation_of(who: Visitor, guide: Guide | None = None) -> Confirmation:
    """How far a guide is confirmed for this person's school. Without one, the guide of its new cases."""
    chosen = guide or guide_of(who)
    return confirmation(chosen, _signed(who, chosen))


def _signed(who: Visitor, guide: Guide) -> Signoffs:
    return services().signoffs.of(who.person.tenant_id, SaidBy(guide.id, fingerprint(guide.id)))
