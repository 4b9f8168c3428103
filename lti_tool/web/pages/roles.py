"""Roles: who can read cases, what waits for agreement, and agreeing to it."""

from __future__ import annotations

import re

from flask import Blueprint, Response, request, url_for

from ...tenants.model import READERS
from ...tenants.tenants import NotFound
from ..services import services
from ..show.roles import role_page, roles_page
from ..visitor import chrome, visitor
from . import see_other, show

bp = Blueprint("roles", __name__, url_prefix="/roles")

ID = re.compile(r"[0-9a-f]{32}")
# More than a page ever shows, and less than a statement can hold.
MOST_SEEN = 1000


@bp.get("")
def everybody() -> Response:
    """What waits, what is new to this person, and who can read cases. For others: what is new about themselves."""
    who = visitor()
    seen = services().agreements.of(who.person)
    if not who.person.has(*READERS) and not seen.news:
        raise NotFound("Nothing about this person's roles is new.")
    return show(roles_page(seen, chrome(who)))


@bp.post("/seen")
def see() -> Response:
    """They have seen what the page showed."""
    who = visitor()
    ids = [each for each in request.form.getlist("change")[:MOST_SEEN] if ID.fullmatch(each)]
    services().agreements.see(who.person, ids)
    return see_other(url_for("start.home"))


@bp.get("/<id128:proposal_id>")
def one(proposal_id: str) -> Response:
    """One role that was proposed: who it is, what it lets them read, and what this person can do about it."""
    who = visitor()
    return show(role_page(services().agreements.open(who.person, proposal_id), chrome(who)))


@bp.post("/<id128:proposal_id>/agree")
def agree(proposal_id: str) -> Response:
    """Give the role."""
    services().agreements.agree(visitor().person, proposal_id)
    return see_other(url_for("roles.everybody"))


@bp.post("/<id128:proposal_id>/refuse")
def refuse(proposal_id: str) -> Response:
    """Do not give it."""
    services().agreements.refuse(visitor().person, proposal_id)
    return see_other(url_for("roles.everybody"))
