"""The code by which somebody takes up a role: the form, and what came of it."""

from __future__ import annotations

from flask import url_for

from ...guidance.vocabulary import Ours
from ...tenants.role_codes import TakenUp
from .. import view_parts as part
from ..role_words import named_role
from ..view_forms import FormPage, Group, Line
from ..views import MessagePage

GIVEN_A_CODE = "I was given a code"
HINT = "Eighteen letters and digits, such as 7K3M9Q-X2VB4T-80HWRC. Capitals and hyphens do not matter."


def code_form(
    chrome: part.Chrome, typed: str = "", error: str | None = None, *, general: str | None = None
) -> FormPage:
    """Where a code is typed."""
    return FormPage(
        chrome=chrome,
        name="A code",
        heading=GIVEN_A_CODE,
        words=(
            "Your administrator may have given you a one-time code for a role.",
            Ours("You do not need one to tell the safeguarding lead something."),
        ),
        groups=(Group(fields=(Line(name="code", label="Code", hint=HINT, typed=typed, error=error),)),),
        action=url_for("people.take_up"),
        act="Take up the role",
        back=part.Link("Back", url_for("start.start")),
        general_error=general,
    )


def taken_up_page(taken: TakenUp, chrome: part.Chrome) -> MessagePage:
    """What the code did."""
    role = named_role(taken.role)
    if taken.waits:
        words = (
            f"You are proposed for the role: {role}.",
            Ours("A lead, deputy or head of your school has to agree. They see it when they next open Signpost."),
        )
        return _message(chrome, "Your role waits for agreement", words)
    return _message(chrome, "You have the role now", (f"Your role: {role}.",))


def _message(chrome: part.Chrome, heading: str, words: tuple[str, ...]) -> MessagePage:
    return MessagePage(chrome=chrome, heading=heading, advice=words, link=part.Link("Continue", url_for("start.home")))
