"""What the pages of the public guide share: its parts, its version, and for which nation it was written."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from flask import url_for

from ...guidance.age import warning as warning_of_age
from ...guidance.guide import Guide
from ...guidance.library import FALLBACK_NATION, edition
from ...guidance.messages import Message, on_page
from ...tenants.model import Nation
from .. import view_parts as part
from ..views_guide import GuideBar, GuideIndexPage, GuidePart, Told
from ..views_lead import Tab
from .source_notes import source_notes
from .words import month

INDEX = ("About", "guide.index")
# Each part of the guide: its name, its endpoint, and what it is for. One a line, in the order of the pages.
PARTS: tuple[tuple[str, str, str], ...] = (
    ("Flowchart", "guide.flowchart", "Every question, and where each answer leads."),
    ("Risk factors", "guide.factors", "What lets a school manage it, and what asks you to refer, side by side."),
    ("Common questions", "guide_help.questions", "What staff ask, answered, with a search."),
    ("Toolkit", "guide_help.toolkit", "What to say, what to do with a device, and whom to report to: sheets to print."),
    ("For parents", "guide_help.parents", "One page for families."),
    ("Poster", "poster.page", "One page for the staff-room wall: what to do this minute, and whom to telephone."),
)
NATIONS = {
    Nation.ENGLAND: "England",
    Nation.WALES: "Wales",
    Nation.SCOTLAND: "Scotland",
    Nation.NORTHERN_IRELAND: "Northern Ireland",
}


@dataclass(frozen=True, slots=True)
class Chosen:
    """The nation that somebody reads for, and the guide that there is for it."""

    nation: Nation
    guide: Guide
    today: date | None = None
    """Without it nobody asks how old the guide is."""

    def url(self, endpoint: str, **places: Any) -> str:
        """Where a page of the guide is, for the same nation. `places`: what stands in its address."""
        nation = None if self.nation.value == FALLBACK_NATION else self.nation.value
        return url_for(endpoint, nation=nation, **places)


def guide_bar(chosen: Chosen, current: str) -> GuideBar:
    """What stands on the page with this endpoint."""
    names = [INDEX, *((name, endpoint) for name, endpoint, _ in parts_of(chosen.guide))]
    return GuideBar(
        parts=tuple(Tab(name, chosen.url(endpoint), endpoint == current) for name, endpoint in names),
        edition=edition_words(chosen.guide),
        warning=_warning(chosen),
        old=warning_of_age(chosen.guide, chosen.today) if chosen.today else None,
    )


def parts_of(guide: Guide) -> list[tuple[str, str, str]]:
    """The pages that there are of this guide. One on borrowed rules has little to say beside them."""
    held = {
        "guide_help.questions": bool(guide.faq),
        "guide_help.toolkit": bool(guide.toolkit),
        "guide_help.parents": guide.leaflet is not None,
        "poster.page": guide.poster is not None,
    }
    return [each for each in PARTS if held.get(each[1], True)]


def edition_words(guide: Guide) -> str:
    """Which guide it is, and of when."""
    return f"{NATIONS[Nation(guide.nation)]}, version {edition(guide.id)[1]}. Sources read in {month(guide.checked)}."


def index_page(chosen: Chosen) -> GuideIndexPage:
    """The first page: what the guide is, what the police say, and its parts."""
    guide = chosen.guide
    return GuideIndexPage(
        bar=guide_bar(chosen, INDEX[1]),
        heading=guide.title,
        preface=guide.about,
        contents=tuple(GuidePart(part.Link(name, chosen.url(place)), words) for name, place, words in parts_of(guide)),
        nations=tuple(
            Tab(words, Chosen(nation, guide).url(INDEX[1]), nation is chosen.nation)
            for nation, words in NATIONS.items()
        ),
        told=tuple(told(guide, each) for each in on_page(guide.messages, "index")),
    )


def told(guide: Guide, message: Message) -> Told:
    """One message of the guide with its sources."""
    links = tuple(part.Link(each.name, each.url) for each in message.links)
    return Told(message.title, message.text, source_notes(guide, message.sources), links)


def _warning(chosen: Chosen) -> str | None:
    """What to know where no guide was written for the nation yet, and the rules are another nation's."""
    if chosen.guide.nation == chosen.nation.value and not chosen.guide.extends:
        return None
    option = chosen.guide.option("nation", chosen.nation.value)
    return option.why if option else None
