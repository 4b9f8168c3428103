"""The posters that tests lay out: with what a school usually sets, with nothing, and with the longest that it may."""

from __future__ import annotations

from datetime import date

from lti_tool.guidance.library import load
from lti_tool.guidance.poster import Poster, poster_of
from lti_tool.outcomes.poster.shapes import Part
from lti_tool.outcomes.poster.sheet import sheet_of
from lti_tool.tenants.install import LONGEST_VALUE
from lti_tool.tenants.model import ContactKind
from lti_tool.web.poster_lines import poster_lines
from tests.school import CONTACTS

TODAY, MUCH_LATER = date(2026, 11, 26), date(2028, 1, 1)
EVERY_KIND = [kind for kind in ContactKind if kind is not ContactKind.ON_CALL_EMAIL]


def poster(today: date = TODAY) -> Poster:
    """The poster of the guide that we ship."""
    made = poster_of(load("england_v1"), today)
    assert made is not None
    return made


def sheet(contacts: dict[ContactKind, str], school: str | None, today: date = TODAY) -> Part:
    """Its layout with these numbers."""
    return sheet_of(poster(today), poster_lines(poster(today), contacts), school)


def all_the_same(value: str) -> dict[ContactKind, str]:
    """Every kind of number that a school can set, set to this."""
    return dict.fromkeys(EVERY_KIND, value)


NAME = "Wilhelmina Featherstonehaugh-Cholmondeley or, in the holidays, Bartholomew Ffoulkes-Llewellyn, "
LONG = (NAME * 3)[: LONGEST_VALUE - 14] + " 01632 960 001"
SHEETS = {
    "a school's own": sheet(CONTACTS, "Kingsbridge School"),
    "to be filled in": sheet({}, None),
    "every number set": sheet(all_the_same("Priya Nair, 01632 960001"), "Kingsbridge School"),
    "the longest names": sheet(all_the_same(LONG), ("St Ethelburga and All Saints " * 9)[:LONGEST_VALUE]),
    "one long word": sheet(all_the_same("W" * LONGEST_VALUE), "W" * LONGEST_VALUE),
    "letters that Arial lacks": sheet(all_the_same("学校" * (LONGEST_VALUE // 2)), "学校" * (LONGEST_VALUE // 2)),
    "an old guide": sheet(all_the_same(LONG), "Kingsbridge School", MUCH_LATER),
}
"""From what is on it to how it is laid out."""


def every_passage(part: Part) -> list[tuple[str, float, float, float, float]]:
    """Each line of the poster, with its frame: left, top, width, height."""
    passages = [*part.marks, *(words for block in part.blocks for item in block.items for words in item)]
    return [
        (line, each.x, each.top + number * each.leading, each.width, each.leading)
        for each in passages
        for number, line in enumerate(each.lines)
    ]
