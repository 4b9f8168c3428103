"""Courses that a platform has copied from a staff-only one: an administrator says what each copy is."""

from __future__ import annotations

from functools import partial

from flask import Blueprint, Response, request, url_for

from ..forms import Sheet, read_sheet
from ..forms_messages import STAFF_ONLY, CopyForm
from ..services import services
from ..show.copies import copies_page, copy_page
from ..visitor import Visitor, chrome, visitor
from . import show
from .submitting import submit

bp = Blueprint("copies", __name__, url_prefix="/courses")


@bp.get("")
def waiting() -> Response:
    """What waits for an administrator."""
    who = visitor()
    return show(copies_page(services().copies.waiting(who.person), chrome(who)))


@bp.get("/<id128:copy_id>")
def form(copy_id: str) -> Response:
    """Is everybody in this course staff?"""
    return _show(visitor(), copy_id)


@bp.post("/<id128:copy_id>")
def answer(copy_id: str) -> Response:
    """They are, or they are not."""
    who, copies = visitor(), services().copies
    copies.look_at(who.person, copy_id)
    return submit(
        read_sheet(CopyForm(), request.form),
        partial(_show, who, copy_id),
        lambda given: copies.answer(who.person, copy_id, staff_only=given["answer"] == STAFF_ONLY),
        url_for("copies.waiting"),
    )


def _show(
    who: Visitor, copy_id: str, sheet: Sheet | None = None, general: str | None = None, status: int = 200
) -> Response:
    return show(copy_page(services().copies.look_at(who.person, copy_id), chrome(who), sheet, general), status)
