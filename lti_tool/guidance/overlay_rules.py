"""Whether a school's overlay fits a guide: it raises what it names, and names what there is."""

from collections.abc import Iterator
from dataclasses import dataclass

from .check import problems
from .guide import Guide
from .model import Audience, Level, Option
from .overlay import Floor, Overlay, because, raised
from .prose import faults

Place = tuple[str | int, ...]
"""Where something stands in the file: the table, its number there, and the key."""


@dataclass(frozen=True)
class Fault:
    """One thing that is wrong, where it stands, and what to do."""

    place: Place
    reason: str


def misfits(guide: Guide, overlay: Overlay) -> tuple[Fault, ...]:
    """Everything in the overlay that does not fit the guide. Nothing, for one that may be used."""
    found = [*_links(overlay), *_floors(guide, overlay)]
    if not found:
        known = set(problems(guide))
        sound = [each for each in problems(raised(guide, overlay)) if each not in known]
        found = [Fault((), f"The guide is not sound with it: {each}") for each in sound]
    return tuple(found)


def _links(overlay: Overlay) -> Iterator[Fault]:
    for number, link in enumerate(overlay.links):
        yield from (Fault(("links", number, "title"), fault) for fault in faults(link.title))


def _floors(guide: Guide, overlay: Overlay) -> Iterator[Fault]:
    seen: set[tuple[str, str]] = set()
    for number, floor in enumerate(overlay.floors):
        place: Place = ("floors", number)
        if (floor.question, floor.option) in seen:
            yield Fault((*place, "option"), "this answer is named twice. Keep one of them.")
        seen.add((floor.question, floor.option))
        yield from _unknown(guide, floor, place)
        yield from _untold(floor, place)
        yield from _unplain(floor, place)


def _unplain(floor: Floor, place: Place) -> Iterator[Fault]:
    """Reason and owner are read by people in a hurry, in one sentence."""
    by = floor.raised
    found = [
        Fault((*place, key), fault)
        for key, text in (("reason", by.reason), ("owner", by.owner))
        for fault in faults(text)
    ]
    yield from found or (Fault((*place, "reason"), f"with its owner, it is {fault}") for fault in faults(because(by)))


def _unknown(guide: Guide, floor: Floor, place: Place) -> Iterator[Fault]:
    question, option = guide.question(floor.question), guide.option(floor.question, floor.option)
    if question is None:
        yield Fault((*place, "question"), f"there is no question {floor.question!r} in {guide.id}.")
    elif not question.scored or not question.options or question.asked_of is Audience.NOBODY:
        yield Fault((*place, "question"), f"{floor.question} has no floor: its answers do not count for the outcome.")
    elif option is None:
        offered = ", ".join(each.id for each in question.options if not each.leaves)
        yield Fault((*place, "option"), f"{floor.question} has no option {floor.option!r}. Use one of: {offered}.")
    elif option.leaves:
        yield Fault((*place, "option"), f"{floor.option} leads out of the guide and has no floor.")
    else:
        yield from _not_raised(floor, option, place)


def _not_raised(floor: Floor, option: Option, place: Place) -> Iterator[Fault]:
    lowest = option.in_messages.floor if option.in_messages else option.floor
    if floor.floor < option.floor:
        yield Fault(
            (*place, "floor"),
            f"it lowers {floor.question} > {floor.option} from {option.floor.name} to {floor.floor.name}. "
            "A school can only raise a floor.",
        )
    elif floor.floor <= lowest:
        yield Fault(
            (*place, "floor"), f"{floor.question} > {floor.option} asks for {option.floor.name} already. Leave it out."
        )


def _untold(floor: Floor, place: Place) -> Iterator[Fault]:
    where = (*place, "refer")
    if floor.floor < Level.REFER_CSC and floor.refer:
        yield Fault(where, f"nobody is told at {floor.floor.name}. Leave it out, or raise the floor.")
    if floor.floor is Level.REFER_CSC and "social_care" not in floor.refer:
        yield Fault(where, "REFER_CSC is a referral to children's social care. Add social_care.")
    if floor.floor is Level.EMERGENCY and "999" not in floor.refer:
        yield Fault(where, "at EMERGENCY somebody calls 999. Add it.")
    if floor.floor is not Level.EMERGENCY and "999" in floor.refer:
        yield Fault(where, "999 goes with EMERGENCY only.")
