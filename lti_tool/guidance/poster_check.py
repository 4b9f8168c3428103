"""Whether a guide's poster takes from the guide what is there, so that the wall and the rules cannot disagree."""

from collections.abc import Iterator

from .guide import Guide


def poster_gaps(guide: Guide) -> Iterator[str]:
    """What the poster names and the guide does not have, and criteria that it leaves out."""
    words = guide.poster
    if words is None:
        return
    instructions = {each.id for each in guide.instructions}
    for named in (words.danger, words.tell):
        if named not in instructions:
            yield f"poster: there is no instruction {named}"
    levels = {each.level for each in guide.outcomes}
    for step in words.steps:
        if step.level not in levels:
            yield f"poster: there is no outcome {step.level.name}"
    if list(words.criteria) != [each.id for each in guide.criteria]:
        yield "poster: its criteria are not the guide's, in the guide's order"
    if not set(words.contacts_if_set) <= set(words.contacts):
        yield "poster: a number that is on it only if it is set is not on it"
