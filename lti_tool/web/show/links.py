"""The cases that belong to one case. Only those that the person may see."""

from __future__ import annotations

from flask import url_for

from ...cases.links import Linked
from ...cases.model import Act
from ...cases.review import CaseFile
from ...cases.transitions import move
from .. import view_parts as part
from ..forms import Sheet
from ..view_forms import Line
from ..views_children import LinkedCase, LinksPage
from .history import person_words
from .words import moment, status

NO_SUCH_CASE = "There is no case with this reference that you can see"


def links_page(
    file: CaseFile,
    chrome: part.Chrome,
    sheet: Sheet | None = None,
    error: str | None = None,
    general: str | None = None,
) -> LinksPage:
    """What is linked, and the form that links one more."""
    desk = file.desk
    can_link = move(desk.sight, desk.case.status, Act.LINK) is not None
    wrong = error or (sheet.errors.get("reference") if sheet else None)
    field = Line(
        name="reference",
        label="Reference of the other case",
        hint="The six signs at the top of its page. Do not write a child’s name.",
        typed=sheet.typed["reference"] if sheet else "",
        error=wrong,
    )
    return LinksPage(
        chrome=chrome,
        reference=desk.case.reference,
        back_url=url_for("review.case", case_id=desk.case.id),
        cases=tuple(_linked(file, each, can_link=can_link) for each in file.linked),
        field=field if can_link else None,
        action=url_for("links.link", case_id=desk.case.id) if can_link else None,
        general_error=general,
    )


def linked_links(file: CaseFile) -> tuple[part.Link, ...]:
    """The linked cases, for the case's own page."""
    return tuple(_link(each) for each in file.linked)


def _linked(file: CaseFile, each: Linked, *, can_link: bool) -> LinkedCase:
    return LinkedCase(
        link=_link(each),
        by=f"Linked by {person_words(file.people, each.by_staff_id)}, {moment(each.at).words}",
        undo_url=url_for("links.unlink", case_id=file.desk.case.id, link_id=each.id) if can_link else None,
    )


def _link(each: Linked) -> part.Link:
    words = f"Case {each.case.reference}: {status(each.case)}"
    return part.Link(words, url_for("review.case", case_id=each.case.id))
