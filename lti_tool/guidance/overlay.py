"""What one school adds to a guide: links of its own, and floors that it has raised. It can lower nothing."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from .guide import Guide
from .model import AGENCIES, NOT_KNOWN, Level, Option, Question, Raised, Softening

OUTCOME, CALLS = "outcome", "agencies"
PAGES = (OUTCOME, CALLS)
"""The pages that can show a school's own links."""


@dataclass(frozen=True)
class Floor:
    """An answer that asks for at least this much in this school, and who is told because of it."""

    question: str
    option: str
    floor: Level
    refer: tuple[str, ...]
    raised: Raised


@dataclass(frozen=True)
class LocalLink:
    """A page of the school's own area, such as its procedures or a referral form."""

    title: str
    url: str
    where: tuple[str, ...] = PAGES


@dataclass(frozen=True)
class Overlay:
    """All that a school adds to its guide."""

    links: tuple[LocalLink, ...] = ()
    floors: tuple[Floor, ...] = ()

    def links_on(self, page: str) -> tuple[LocalLink, ...]:
        """The links that this page shows."""
        return tuple(link for link in self.links if page in link.where)


NO_OVERLAY = Overlay()


def raised(guide: Guide, overlay: Overlay) -> Guide:
    """The guide as this school uses it: every floor at least as high as before.

    What an answer asks for, every more concerning answer to the same question asks for as well. A floor for an answer
    that this guide does not have raises nothing.
    """
    if not overlay.floors:
        return guide
    return replace(guide, questions=tuple(_question(guide, each, overlay.floors) for each in guide.questions))


@dataclass(frozen=True)
class RaisedAnswer:
    """An answer whose floor the school has raised, to what, and whose decision that was."""

    question: Question
    option: Option
    floor: Level
    by: Raised
    only_in_messages: bool = False


def raised_answers(guide: Guide) -> Iterator[RaisedAnswer]:
    """Each answer whose floor the school has raised, in any strand, in guide order."""
    for question in guide.questions:
        for option in question.options:
            soft = option.in_messages
            if option.raised:
                yield RaisedAnswer(question, option, option.floor, option.raised)
            elif soft and soft.raised:
                yield RaisedAnswer(question, option, soft.floor, soft.raised, only_in_messages=True)


def because(raised_by: Raised) -> str:
    """The school's reason, with who decided it and when."""
    on = f"{raised_by.on.day} {raised_by.on:%B %Y}"
    return f"Raised by your school: {raised_by.reason.rstrip('. ')} ({raised_by.owner}, {on})."


def _question(guide: Guide, question: Question, floors: tuple[Floor, ...]) -> Question:
    places = {option.id: place for place, option in enumerate(question.options)}
    mine = [floor for floor in floors if floor.question == question.id and floor.option in places]
    if not mine:
        return question
    options = []
    for place, option in enumerate(question.options):
        reaching = [floor for floor in mine if places[floor.option] <= place]
        options.append(_option(guide, question, option, reaching) if reaching and not option.leaves else option)
    return replace(question, options=tuple(options))


def _option(guide: Guide, question: Question, option: Option, floors: list[Floor]) -> Option:
    """The option with the highest of these floors, in messages too; those who are told are added to its own."""
    highest = max(floors, key=lambda floor: (floor.floor, floor.option == option.id))
    named = {agency for floor in floors for agency in floor.refer}
    known_why = option.why or (question.why if option.id != NOT_KNOWN else guide.unknown_why)
    why = f"{because(highest.raised)} {known_why}".strip()
    soft = option.in_messages
    if soft is not None and soft.floor < highest.floor:
        soft = Softening(highest.floor, _all(soft.refer, named), why, highest.raised)
    if option.floor >= highest.floor:
        # As serious as that already, or only in messages less so.
        return replace(option, in_messages=soft)
    return replace(
        option,
        floor=highest.floor,
        refer=_all(option.refer, named),
        why=why,
        in_messages=soft,
        raised=highest.raised,
    )


def _all(told: tuple[str, ...], more: set[str]) -> tuple[str, ...]:
    return tuple(agency for agency in AGENCIES if agency in {*told, *more})
