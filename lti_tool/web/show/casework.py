"""The small forms of a lead's work: ask, hand over, open again; and what a reporter adds."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from flask import url_for

from ...cases.desk import Desk
from ...cases.model import Act, Sight
from ...cases.transitions import required_move
from ...guidance.vocabulary import Ours
from ...tenants.model import Staff
from .. import view_parts as part
from ..forms import LONGEST_TEXT, Sheet
from ..role_words import whom
from ..view_forms import Box, FormPage, Group, Pick

NO_IMAGE = "Do not describe any image. Where somebody described one, write [image]."


def ask_page(desk: Desk, chrome: part.Chrome, sheet: Sheet | None = None, general: str | None = None) -> FormPage:
    """Ask the reporter for more."""
    words = ("They see your words on their page, and can change what they sent.", "Speak to them as well: do not wait.")
    field = _box(sheet, "words", "What do you need to know?", NO_IMAGE)
    return _page(desk, chrome, Act.ASK, "Ask the reporter for more", words, (field,), "conversation.ask", general)


def reopen_page(desk: Desk, chrome: part.Chrome, sheet: Sheet | None = None, general: str | None = None) -> FormPage:
    """Take up again what was decided or closed."""
    words = ("The decision stays on record. The case goes back into review.",)
    field = _box(sheet, "words", "What is new?", NO_IMAGE)
    return _page(desk, chrome, Act.REOPEN, "Open this case again", words, (field,), "handling.reopen", general)


def hand_over_page(
    desk: Desk, chrome: part.Chrome, to: Iterable[Staff], sheet: Sheet | None = None, general: str | None = None
) -> FormPage:
    """Give the case to another lead."""
    chosen = sheet.typed["staff"] if sheet else ""
    choices = tuple(part.Choice(each.id, whom(each), chosen=each.id == chosen) for each in to)
    field = Pick(
        name="staff",
        label="Who takes it from now on?",
        choices=choices,
        error=_error(sheet, "staff", "Select a person"),
    )
    words = ("Tell them yourself as well: this page does not telephone anybody.",)
    if not choices:
        words = (Ours("There is nobody else who may open this case. Ask your administrator to name another lead."),)
    return _page(desk, chrome, Act.HAND_OVER, "Hand this case over", words, (field,), "handling.hand_over", general)


def add_page(
    desk: Desk,
    chrome: part.Chrome,
    phones: tuple[part.Phone, ...],
    sheet: Sheet | None = None,
    general: str | None = None,
) -> FormPage:
    """The reporter adds something to what they sent."""
    required_move(Sight.REPORTER, desk.case.status, Act.ADD)
    field = _box(sheet, "words", "What do you want to add?", NO_IMAGE, LONGEST_TEXT)
    return FormPage(
        chrome=chrome,
        name="Add something",
        caption=f"Your report {desk.case.reference}",
        heading="Add something",
        words=("If it cannot wait, telephone first. This page is not the same as telling somebody.",),
        phones=phones,
        groups=(Group(fields=(field,)),),
        action=url_for("conversation.add", case_id=desk.case.id),
        act="Add this",
        back=part.Link("Back", url_for("sending.sent", case_id=desk.case.id)),
        general_error=general,
    )


def disagree_page(
    desk: Desk,
    chrome: part.Chrome,
    phones: tuple[part.Phone, ...],
    sheet: Sheet | None = None,
    general: str | None = None,
) -> FormPage:
    """The reporter says that they will make a referral themselves."""
    required_move(Sight.REPORTER, desk.case.status, Act.ADD)
    field = _box(sheet, "words", Ours("What should the lead know? You can leave this empty"), NO_IMAGE, LONGEST_TEXT)
    return FormPage(
        chrome=chrome,
        name="I disagree",
        caption=f"Your report {desk.case.reference}",
        heading="I disagree, I will refer",
        words=(
            "Anybody may tell children’s social care or the police that a child may be at risk.",
            "You need no permission.",
            Ours("Tell the safeguarding lead that you are doing it. What you say here is kept."),
        ),
        phones=phones,
        groups=(Group(fields=(field,)),),
        action=url_for("conversation.disagree", case_id=desk.case.id),
        act="Keep this on record",
        back=part.Link("Back", url_for("sending.sent", case_id=desk.case.id)),
        general_error=general,
    )


def _page(
    desk: Desk,
    chrome: part.Chrome,
    act: Act,
    heading: str,
    words: tuple[str, ...],
    fields: tuple[Box | Pick, ...],
    endpoint: str,
    general: str | None,
) -> FormPage:
    label = required_move(desk.sight, desk.case.status, act).label
    return FormPage(
        chrome=chrome,
        name=heading,
        caption=f"Case {desk.case.reference}",
        heading=heading,
        words=words,
        groups=(Group(fields=fields),),
        action=url_for(endpoint, case_id=desk.case.id, version=desk.case.version),
        act=label,
        back=part.Link("Back to the case", url_for("review.case", case_id=desk.case.id)),
        general_error=general,
    )


def _box(sheet: Sheet | None, name: str, label: str, hint: str, most: int = 2000) -> Box:
    typed: Mapping[str, str] = sheet.typed if sheet else {}
    return Box(name=name, label=label, hint=hint, typed=typed.get(name, ""), max_length=most, error=_error(sheet, name))


def _error(sheet: Sheet | None, name: str, instead: str | None = None) -> str | None:
    error = sheet.errors.get(name) if sheet else None
    return instead if error and instead else error
