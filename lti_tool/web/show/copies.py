"""Courses that were copied from a staff-only one."""

from __future__ import annotations

from collections.abc import Iterable

from flask import url_for

from ...guidance.vocabulary import Ours
from ...tenants.copies import CourseCopy
from ...tenants.model import Posting
from .. import view_parts as part
from ..forms import Sheet
from ..forms_messages import ORDINARY, STAFF_ONLY
from ..view_forms import FormPage, Group, Pick
from ..view_lists import Entries, Entry
from ..views_messages import CopiesPage
from .words import moment

COPIED = "Copied courses"
POSTS = {
    Posting.RECEIPT: "Its gradebook then gets receipts, as that of the course it was copied from.",
    Posting.OFF: "Its gradebook gets no receipts, as that of the course it was copied from.",
}


def copies_page(copies: Iterable[CourseCopy], chrome: part.Chrome) -> CopiesPage:
    """What waits for an administrator."""
    entries = tuple(
        Entry(f"Course {each.context_id}", url_for("copies.form", copy_id=each.id), (_from(each),)) for each in copies
    )
    return CopiesPage(
        chrome=chrome,
        heading=COPIED,
        words=("A copy of a staff-only course is an ordinary course until you have answered.",),
        lists=(Entries("Waiting for your answer", entries, "Nothing waits."),),
        back=part.Link("Back", url_for("start.installation")),
    )


def copy_page(
    copy: CourseCopy, chrome: part.Chrome, sheet: Sheet | None = None, general: str | None = None
) -> FormPage:
    """What is this copy?"""
    chosen, error = (sheet.typed["answer"], sheet.errors.get("answer")) if sheet else ("", None)
    choices = (
        part.Choice(STAFF_ONLY, "Everybody enrolled is staff, and always will be", chosen=chosen == STAFF_ONLY),
        part.Choice(ORDINARY, Ours("There are or may be pupils in it"), chosen=chosen == ORDINARY),
    )
    return FormPage(
        chrome=chrome,
        name="A copied course",
        caption=f"Course {copy.context_id}",
        heading="Who is in this course?",
        words=(
            _from(copy),
            "The numbers are those of your platform. Look into the course there before you answer.",
            Ours(
                "In a staff-only course everybody can report, also whom your platform calls a learner. "
                "A pupil there would be taken for staff."
            ),
            POSTS[copy.posting],
        ),
        groups=(Group(fields=(Pick(name="answer", label="Who is enrolled?", choices=choices, error=error),)),),
        action=url_for("copies.answer", copy_id=copy.id),
        act="Continue",
        back=part.Link("Back", url_for("copies.waiting")),
        general_error=general,
    )


def _from(copy: CourseCopy) -> str:
    return f"Copied from course {copy.origin_id}, {moment(copy.noticed_at).words}."
