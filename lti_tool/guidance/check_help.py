"""Proves that common questions and sheets are sound: plain enough, sourced, and telling a reporter no outcome."""

import re
from collections.abc import Iterator

from .faq import Faq, Misconception
from .guide import Guide
from .model import Audience
from .prose import ASKS_FOR_IMAGERY, FORBIDS, sentences, texts
from .toolkit import Sheet

LONGEST_IN_A_LEAFLET = 19
"""Words of a sentence. Families read it, some of them in a second language."""

A_NAME = re.compile(r"[a-z0-9_]+")


def revealing(guide: Guide) -> Iterator[str]:
    """An answer beside a reporter's questions that names an outcome: they are shown none."""
    titles = [outcome.title.partition(":")[0] for outcome in guide.outcomes]
    shown = {q.id for q in guide.questions if q.asked_of is Audience.EVERYONE}
    asked = [each for each in guide.faq if each.at and each.asked_of is Audience.EVERYONE]
    said_to_them: list[Faq | Misconception] = [*asked]
    said_to_them += [each for each in guide.misconceptions if each.at.instructions or shown & set(each.at.questions)]
    for said in said_to_them:
        words = " ".join(words for _place, words in texts(said, said.id)).casefold()
        yield from (
            f"{said.id}: tells a reporter of the outcome {title!r}" for title in titles if title.casefold() in words
        )


def unsound_sheets(guide: Guide) -> Iterator[str]:
    """A sheet that has no address, cites nothing, or has a table that is none."""
    for sheet in (*guide.toolkit, *([guide.leaflet] if guide.leaflet else [])):
        if not A_NAME.fullmatch(sheet.id):
            yield f"sheet {sheet.id}: its id cannot stand in an address"
        yield from unsound_parts(sheet)


def unsound_parts(sheet: Sheet) -> Iterator[str]:
    """What is wrong with the parts of one sheet."""
    for part in sheet.parts:
        place = f"sheet {sheet.id} > {part.title}"
        if (part.say or part.steps or part.avoid) and not part.sources:
            yield f"{place}: says what to do and has no source"
        if bool(part.columns) != bool(part.rows):
            yield f"{place}: a table needs columns and rows"
        for label in (*part.blanks, *part.columns):
            if ASKS_FOR_IMAGERY.search(label) or (re.search(r"\bimages?\b", label) and not FORBIDS.search(label)):
                yield f"{place}: a line to fill in that asks about an image: {label}"


def long_leaflet(guide: Guide) -> Iterator[str]:
    """A sentence that is too long for a family in distress."""
    for place, words in texts(guide.leaflet, "leaflet"):
        for sentence in sentences(words):
            if len(sentence.split()) > LONGEST_IN_A_LEAFLET:
                yield f"{place}: a sentence of more than {LONGEST_IN_A_LEAFLET} words: {sentence}"


HELP_CHECKS = (revealing, unsound_sheets, long_leaflet)
