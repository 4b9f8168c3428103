"""Deleting everything of a school: what its leads are asked."""

from __future__ import annotations

from flask import url_for

from ...cases.leaving import Asked
from .. import view_parts as part
from ..forms import Sheet
from ..forms_retention import AGREE, REFUSE
from ..role_words import whom
from ..view_forms import FormPage, Group, Pick
from .words import moment

LEAVING = "Deleting this school"


def leaving_page(
    asked: Asked, chrome: part.Chrome, school: str, sheet: Sheet | None = None, general: str | None = None
) -> FormPage:
    """Does somebody agree that everything of this school is deleted?"""
    chosen, error = (sheet.typed["answer"], sheet.errors.get("answer")) if sheet else ("", None)
    choices = (
        part.Choice(AGREE, "I agree: everything of this school can be deleted", chosen=chosen == AGREE),
        part.Choice(REFUSE, "I do not agree: everything is kept", chosen=chosen == REFUSE),
    )
    return FormPage(
        chrome=chrome,
        name=LEAVING,
        caption=school,
        heading="Do you agree that everything of this school is deleted?",
        words=(
            f"Whoever runs Signpost for you asked this on {moment(asked.asked_at).words}.",
            *_agreed(asked),
            "Every case goes, with its history and all that was answered, and so do the names of staff. It cannot be "
            "brought back.",
            "Cases that are still open or on hold now may be deleted with it. If one of them is needed, do not agree.",
            "Make sure first that each case is in the school’s own child-protection record.",
        ),
        groups=(Group(fields=(Pick(name="answer", label="Your answer", choices=choices, error=error),)),),
        action=url_for("leaving.answer"),
        act="Continue",
        back=part.Link("All cases", url_for("review.queue")),
        general_error=general,
    )


def _agreed(asked: Asked) -> tuple[str, ...]:
    if asked.agreed_by is None or asked.agreed_at is None:
        return ()
    return (
        f"{whom(asked.agreed_by)} agreed on {moment(asked.agreed_at).words}. Until it is done, you can still refuse.",
    )
