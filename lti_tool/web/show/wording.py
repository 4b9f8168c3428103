"""Which words a school's pages use for whoever leads, and for the children."""

from __future__ import annotations

from flask import url_for

from ...guidance.vocabulary import CHILDREN, LEADS, LEADS_IN, Vocabulary, vocabulary
from ...tenants.model import Tenant
from .. import view_parts as part
from ..forms import Sheet
from ..view_forms import FormPage, Group, Pick

NAME = "Words that your school uses"
WORDS = (
    "They stand on every page that your staff see, and in what they print from a case.",
    "What somebody has written stays as they wrote it. So do the pages that can be read without signing in.",
)
HINTS = {"dsl": "Designated safeguarding lead", "dsp": "Designated safeguarding person"}
ONLY = "In your nation this person is always called: {}."


def wording_page(
    chrome: part.Chrome, school: Tenant, sheet: Sheet | None = None, general: str | None = None
) -> FormPage:
    """One choice for each word. Where the nation leaves none, its word is told."""
    offered = LEADS_IN[school.nation.value]
    kept = vocabulary(school.nation.value, school.lead_word, school.child_word)
    fields = (*((_lead(offered, kept, sheet),) if len(offered) > 1 else ()), _child(kept, sheet))
    return FormPage(
        chrome=chrome,
        name=NAME,
        heading=NAME,
        words=WORDS if len(offered) > 1 else (*WORDS, ONLY.format(LEADS[offered[0]][0])),
        groups=(Group(title="", fields=fields),),
        action=url_for("wording.keep"),
        act="Save",
        back=part.Link("Back to the installation", url_for("start.installation")),
        general_error=general,
    )


def _lead(offered: tuple[str, ...], kept: Vocabulary, sheet: Sheet | None) -> Pick:
    chosen = sheet.typed["lead"] if sheet else kept.lead
    return Pick(
        name="lead",
        label="What do you call whoever leads on safeguarding?",
        choices=tuple(part.Choice(each, _title(each), HINTS.get(each), chosen=each == chosen) for each in offered),
        error=sheet.errors.get("lead") if sheet else None,
    )


def _child(kept: Vocabulary, sheet: Sheet | None) -> Pick:
    chosen = sheet.typed["child"] if sheet else kept.child
    return Pick(
        name="child",
        label="What do you call those whom you teach?",
        choices=tuple(part.Choice(each, f"{each.capitalize()}s", chosen=each == chosen) for each in CHILDREN),
        error=sheet.errors.get("child") if sheet else None,
    )


def _title(lead: str) -> str:
    said = LEADS[lead][0]
    return said[:1].upper() + said[1:]
